"""Badges: the state as a small picture, and as JSON for makers of badges (interop §5).

The picture is self-contained: no script, no style, no font, nothing fetched. It says the state by
word, by shape and by colour, so it can be read in grey and aloud.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from html import escape
from typing import TYPE_CHECKING

from generator.core.vocabulary import ComponentState
from generator.renderers.artifact import Artifact
from generator.renderers.glyphs import GLYPHS
from generator.renderers.markup import printable
from generator.renderers.moods import Mood, mood_of_part, mood_of_site

if TYPE_CHECKING:
    from generator.core.views import PublicSite
    from generator.renderers.frame import Frame

LONGEST_LABEL = 32
"""Characters of a name on a badge; the rest is cut, so that a badge stays small."""
LONGEST_MESSAGE = 32

_LABEL_GROUND = "#3a444b"
GROUNDS = {
    "ok": ("#0b7443", "#fff"),
    "plan": ("#2455c3", "#fff"),
    "trouble": ("#ffd25e", "#241a00"),
    "partly": ("#ff9f62", "#2a1002"),
    "down": ("#c0151b", "#fff"),
    "unknown": ("#57626a", "#fff"),
    "none": ("#57626a", "#fff"),
}
"""Ground and ink of the word by glyph: the page's own fields; each pair has a contrast above 5."""
_NAMED = {
    "ok": "brightgreen", "plan": "blue", "trouble": "yellow", "partly": "orange", "down": "red",
    "unknown": "lightgrey", "none": "lightgrey",
}  # fmt: skip
_SURE = {ComponentState.OPERATIONAL, ComponentState.UNDER_MAINTENANCE, "retired"}
_CACHE_SECONDS = 60

_HEIGHT, _PAD, _ICON, _GAP = 20, 6, 10, 4
_FONT = "Verdana,Geneva,DejaVu Sans,sans-serif"
_SIZE = 11
# Advance widths of Verdana from U+0020 to U+007E, in thousandths of the size.
_WIDTHS = (
    352, 394, 459, 818, 636, 1076, 727, 269, 454, 454, 636, 818, 364, 454, 364, 454,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 454, 454, 818, 818, 818, 545,
    1000, 684, 686, 698, 771, 632, 575, 775, 751, 421, 455, 693, 557, 843, 748, 787,
    603, 787, 695, 684, 616, 732, 684, 989, 685, 615, 685, 454, 454, 454, 818, 636,
    636, 601, 623, 521, 623, 596, 352, 623, 633, 274, 344, 592, 274, 973, 633, 607,
    623, 623, 427, 521, 394, 633, 592, 818, 592, 592, 525, 635, 454, 635, 818,
)  # fmt: skip
# Elsewhere by blocks: from here on so wide. Coarse, but the same under every Python: the tables
# of ``unicodedata`` grow from version to version, and a badge's bytes may not.
_BLOCKS = (
    (0x00, 0), (0x7F, 640), (0x300, 0), (0x370, 640), (0x1100, 1000), (0x1200, 640),
    (0x200B, 0), (0x2010, 640), (0x2E80, 1000), (0xA4D0, 640), (0xAC00, 1000), (0xD7A4, 640),
    (0xF900, 1000), (0xFB00, 640), (0xFE00, 0), (0xFE10, 1000), (0xFE70, 640), (0xFF00, 1000),
    (0xFF61, 640), (0x1F000, 1000), (0x1FB00, 640), (0x20000, 1000), (0xE0000, 0),
)  # fmt: skip
_STARTS = tuple(start for start, _ in _BLOCKS)


def badges(site: PublicSite, frame: Frame) -> list[Artifact]:
    """Return the badges of the site and of each of its parts, retired ones included."""
    words = frame.words
    made = _pair("", words("badge.label"), mood_of_site(site), frame)
    for view in site.components:
        part = view.component
        made += _pair(
            f"components/{part.id}/", part.name or part.id, mood_of_part(site, view), frame
        )
    return made


def _pair(folder: str, name: str, mood: Mood, frame: Frame) -> list[Artifact]:
    label = shorten(name, LONGEST_LABEL) or frame.words("badge.label")
    message = shorten(frame.words(f"badge.{mood.key}"), LONGEST_MESSAGE)
    return [
        Artifact(f"{folder}badge.svg", draw_badge(label, message, mood.glyph).encode()),
        Artifact(f"{folder}badge.json", create_endpoint(label, message, mood).encode()),
    ]


def create_endpoint(label: str, message: str, mood: Mood) -> str:
    """Return what a maker of badges asks for, as JSON.

    ``isError`` forbids that an address paints the badge in another colour; it stands wherever
    something is wrong or not known.

    Source:
        shields.io endpoint badge, schema version 1 (interop §5).
    """
    values: dict[str, object] = {
        "schemaVersion": 1,
        "label": label,
        "message": message,
        "color": _NAMED[mood.glyph],
        "cacheSeconds": _CACHE_SECONDS,
    }
    if mood.key not in _SURE:
        values["isError"] = True
    return json.dumps(values, ensure_ascii=False) + "\n"


def draw_badge(label: str, message: str, glyph: str) -> str:
    """Return the picture: *label* on graphite, then glyph and *message* on the state's ground.

    Args:
        label: What it is about; plain text.
        message: How that is; plain text.
        glyph: Its shape, of :data:`GROUNDS`.
    """
    ground, ink = GROUNDS[glyph]
    text, name = escape(message), escape(label)
    first, second = width_of(label), width_of(message)
    middle = first + 2 * _PAD
    start = middle + _PAD + _ICON + _GAP
    end = start + second + _PAD
    right = f"M{middle} 0H{end - 3}a3 3 0 0 1 3 3V17a3 3 0 0 1-3 3H{middle}z"
    shape = GLYPHS[glyph].replace("currentColor", ink)
    size = _ICON / 20
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{end}" height="{_HEIGHT}" role="img"'
        f' aria-label="{name}: {text}"><title>{name}: {text}</title>'
        f'<path fill="{_LABEL_GROUND}" d="M3 0H{middle}V20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"/>'
        f'<path fill="{ground}" d="{right}"/>'
        f'<g transform="translate({middle + _PAD} 5) scale({size:g})">{shape}</g>'
        f'<g font-family="{_FONT}" font-size="{_SIZE}">'
        f"{_write(label, name, _PAD, first, '#fff')}"
        f"{_write(message, text, start, second, ink)}</g></svg>\n"
    )


def _write(text: str, escaped: str, x: int, width: int, ink: str) -> str:
    """Return *text* at *x*; a font other than ours is fitted to the *width* kept for it."""
    # Spacing would tear letters apart that are joined, and is all the same to those that are not.
    adjust = "" if text.isascii() else ' lengthAdjust="spacingAndGlyphs"'
    length = f' textLength="{width}"{adjust}'
    shadow = ""
    if ink == "#fff":
        shadow = (
            f'<text x="{x}" y="15" fill="#000" fill-opacity=".3"{length} aria-hidden="true">'
            f"{escaped}</text>"
        )
    return f'{shadow}<text x="{x}" y="14" fill="{ink}"{length}>{escaped}</text>'


def width_of(text: str) -> int:
    """Return how many pixels *text* takes, at least one."""
    return max(round(sum(map(_advance, text)) * _SIZE / 1000), 1)


def _advance(character: str) -> int:
    code = ord(character)
    if 0x20 <= code < 0x7F:
        return _WIDTHS[code - 0x20]
    return _BLOCKS[bisect_right(_STARTS, code) - 1][1]


def shorten(text: str, most: int) -> str:
    """Return *text* as one line of at most *most* characters that every document may carry."""
    line = " ".join(printable(text).split())
    return line if len(line) <= most else line[: most - 1].rstrip("\u200d ") + "…"
