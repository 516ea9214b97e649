"""The strip for frames of other people's pages: one glyph, one sentence, one link."""

from __future__ import annotations

from markupsafe import Markup

from generator.core.views import PublicSite
from generator.renderers.artifact import Artifact
from generator.renderers.glyphs import GLYPHS
from generator.renderers.markup import printable
from generator.renderers.moods import headline, mood_of_site
from generator.renderers.page_base import PageBase, shorten
from generator.renderers.page_look import strip_policy


def render_embed(base: PageBase, site: PublicSite) -> Artifact:
    """Return ``/embed/``, which says what the home page says first.

    It runs no script, which its frame might forbid; the page loads itself anew now and then. It
    is in no sitemap and asks not to be indexed.
    """
    style = base.frame.theme.strip
    title = shorten(printable(headline(site, base.frame)))
    tone = mood_of_site(site).glyph
    return base.bare(
        "embed.html",
        "embed/index.html",
        csp=strip_policy(style),
        style=Markup(style),  # noqa: S704 - our own file
        head_title=base.words("head.page", title=title, name=base.config.name),
        title=title,
        tone=tone,
        shape=Markup(GLYPHS[tone]),  # noqa: S704 - ours
    )
