"""What every page and feed of one site shares."""

from __future__ import annotations

from collections.abc import Iterable
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


def join(words: Words, how: str, parts: Iterable[str]) -> str:
    """Return those of *parts* that say something, put together as ``join.<how>`` shows it.

    The words show a pair, ``{a} · {b}``, because white space at a text's ends would not survive.
    """
    between = words.table[f"join.{how}"].removeprefix("{a}").removesuffix("{b}")
    return between.join(part for part in parts if part)
