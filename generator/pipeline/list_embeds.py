"""What stands on other people's pages: badges, the banner's data, the strip for frames."""

from __future__ import annotations

from generator.core.views import PublicSite
from generator.renderers.artifact import Artifact
from generator.renderers.badges import badges
from generator.renderers.banner import render_banner
from generator.renderers.frame import Frame
from generator.renderers.pages import Pages


def list_embeds(site: PublicSite, pages: Pages, frame: Frame) -> list[Artifact]:
    """Return the files that say how the site stands now; a few small ones for each part.

    They are made in every build: the moment decides about them, and they cost less than asking
    whether anything changed. ``banner.js`` is not among them, it hangs on words alone.
    """
    return [*badges(site, frame), render_banner(site, frame), *pages.strip(site)]
