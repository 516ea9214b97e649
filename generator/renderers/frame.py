"""What every page and feed of one site shares."""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.facts import SiteConfig
from generator.core.words import Words
from generator.renderers.theme import Theme


@dataclass(frozen=True, slots=True)
class Frame:
    """Site, words and look, read once and passed on."""

    config: SiteConfig
    words: Words
    theme: Theme
