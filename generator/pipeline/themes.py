"""What ``check`` says of a repository's own theme: whether its files are templates at all.

What a template asks for at run time shows only when a page is made of it; a build says so then.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.core.facts import SiteConfig
from generator.core.findings import Finding
from generator.core.words import Words
from generator.renderers.theme import list_own, load_theme
from generator.renderers.theme_findings import ThemeError


def check_theme(root: Path, config: SiteConfig, words: Words) -> Iterator[Finding]:
    """Yield a finding for each file of *root*'s own theme that cannot be used."""
    if not list_own(root):
        return
    # Late: most repositories have no theme of their own, and the renderers take a while to load.
    from generator.renderers.frame import Frame
    from generator.renderers.page_base import PageBase

    try:
        theme = load_theme(root)
        base = PageBase(Frame(config, words, theme))
    except ThemeError as error:
        yield error.finding
        return
    for name in sorted(theme.own & theme.templates.keys()):
        try:
            base.compile(name)
        except ThemeError as error:
            yield error.finding
