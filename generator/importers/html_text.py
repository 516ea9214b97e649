"""HTML of other tools to plain text as records hold it.

A visitor's text here is a small Markdown without any HTML, so of a foreign page only its words
and their order remain: paragraphs, line breaks, list items, and where links lead.
"""

from __future__ import annotations

import html as entities
import re

from generator.core.odd_characters import ODD
from generator.importers.html_tokens import Token, read_tokens

# Control characters, which no text has: a paragraph, a line, an item of a list, a typed <br>.
_PARAGRAPH, _BREAK, _ITEM, _BR = "\x01", "\x02", "\x03", "\x04"
_DEEPEST = 5  # list items are not indented further

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "details",
        "dialog", "div", "dl", "fieldset", "figcaption", "figure", "footer", "form", "h1",
        "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend",
        "main", "nav", "p", "pre", "section", "summary", "table", "title",
    }
)  # fmt: skip
_LISTS = frozenset({"dir", "menu", "ol", "ul"})
_BREAKS = frozenset({"dd", "dt", "tr"})
_GAPS = frozenset({"option", "td", "th"})

_ODD = re.compile(
    f"{ODD.pattern}|[\ufdd0-\ufdef"
    + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0x20000, 0x110000, 0x10000))
    + "]"
)
_ZEROS = re.compile(r"&#0+(?=[0-9])")
_ENDLESS = re.compile(r"&#[0-9]{8,};?")
_HREF = re.compile(
    r"""(?:^|[\s"'/])href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_LONGEST_ADDRESS = 2000
_GAP = re.compile(r"\n{3,}")
_TWO_BR = re.compile(rf"{_BR}\s*{_BR}[\s{_BR}]*")  # how pages of old made paragraphs


def to_text(html: str, *, keeps_lines: bool = False) -> str:
    """Return the words of *html*.

    Paragraphs are separated by an empty line, ``<br>`` ends a line, list items begin with ``- ``,
    and links read ``text (https://…)`` where they lead to ``http``, ``https`` or ``mailto``.
    Entities are decoded once. The content of scripts, styles, frames and objects is left out, and
    so is every character that records refuse. White space is folded.

    Args:
        html: Anything at all; never raises, takes time in proportion to its length.
        keeps_lines: For text with a few tags in it, such as Markdown: its own line ends and
            spaces stay.
    """
    words = _Words(keeps_lines=keeps_lines)
    for token in read_tokens(html):
        if token.name:
            words.take_tag(token)
        else:
            words.take_text(token.text)
    return words.finish()


def to_line(html: str) -> str:
    """Return the words of *html* in one line, as for a title or a name."""
    return " ".join(to_text(html).split())


def has_tags(text: str) -> bool:
    """Return whether *text* holds tags, not merely ``a < b`` or ``<product name>``."""
    return any(
        token.name and (token.text.strip(" /\t\r\n") == "" or "=" in token.text)
        for token in read_tokens(text)
    )


def without_odd(text: str) -> str:
    """Return *text* without the characters that records refuse; line ends become line feeds."""
    return _ODD.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _decode(text: str) -> str:
    r"""Return *text* with its entities decoded; ``&#1…1;`` of any length does no harm."""
    if "&" in text:
        text = entities.unescape(_ENDLESS.sub("", _ZEROS.sub("&#", text)))
    return without_odd(text)


class _Words:
    """Text being collected, with marks where paragraphs, lines and list items begin."""

    def __init__(self, *, keeps_lines: bool) -> None:
        self._keeps_lines = keeps_lines
        self._pieces: list[str] = []
        self._lists = 0
        self._preformatted = 0
        self._link: tuple[int, str] | None = None

    def take_text(self, text: str) -> None:
        text = _decode(text)
        if self._preformatted and not self._keeps_lines:
            text = text.replace("\n", _BREAK)
        self._pieces.append(text)

    def take_tag(self, token: Token) -> None:
        name, is_end = token.name, token.is_end
        if name == "a":
            self._end_link()
            if not is_end:
                self._link = len(self._pieces), _href_of(token.text)
        elif name in _LISTS:
            self._break()
            self._lists = max(0, self._lists + (-1 if is_end else 1))
            self._break()
        elif name == "li":
            self._pieces.append(_BREAK if is_end else _BREAK + _ITEM * min(self._depth, _DEEPEST))
        elif name in _BLOCKS:
            if name == "pre":
                self._preformatted = max(0, self._preformatted + (-1 if is_end else 1))
            self._break()
        elif name == "br":
            self._pieces.append(_BR)
        elif name in _BREAKS:
            self._pieces.append(_BREAK)
        elif name in _GAPS:
            self._pieces.append(" ")

    def finish(self) -> str:
        self._end_link()
        text = "".join(self._pieces)
        if self._keeps_lines:
            # A line feed of the text beside the tag that says the same is one line end.
            text = re.sub(rf"[{_BREAK}{_BR}]\n?", "\n", text.replace(_PARAGRAPH, "\n\n"))
            text = re.sub(f"{_ITEM}+", "- ", text)
            lines = (line.expandtabs(4).rstrip() for line in text.split("\n"))
            return _GAP.sub("\n\n", "\n".join(lines)).strip("\n")
        text = _TWO_BR.sub(_PARAGRAPH, text).replace(_BR, _BREAK)
        paragraphs = (_fold_lines(each.split(_BREAK)) for each in text.split(_PARAGRAPH))
        return "\n\n".join(each for each in paragraphs if each)

    @property
    def _depth(self) -> int:
        return max(1, self._lists)

    def _break(self) -> None:
        """Begin a paragraph; inside a list a line, or its items would fall apart."""
        self._pieces.append(_BREAK if self._lists else _PARAGRAPH)

    def _end_link(self) -> None:
        if self._link is None:
            return
        begun, address = self._link
        self._link = None
        if not address:
            return
        shown = " ".join(re.sub("[\x01-\x04]", " ", "".join(self._pieces[begun:])).split())
        if not shown:
            self._pieces.append(address)
        elif shown not in (address, address.rstrip("/"), address.partition(":")[2].strip("/")):
            self._pieces.append(f" ({address})")


def _fold_lines(lines: list[str]) -> str:
    """Return *lines* folded, those without words left out; an item's mark waits for its words."""
    folded, waiting = [], 0
    for line in lines:
        waiting = line.count(_ITEM) or waiting
        words = " ".join(line.replace(_ITEM, "").split())
        if words:
            folded.append(f"{'  ' * (waiting - 1)}- {words}" if waiting else words)
            waiting = 0
    return "\n".join(folded)


def _href_of(attributes: str) -> str:
    """Return where a link leads, or nothing where its text alone is to stay."""
    match = _HREF.search(attributes)
    if match is None:
        return ""
    address = _decode(match[1] or match[2] or match[3] or "").strip()
    if len(address) > _LONGEST_ADDRESS or _ADDRESS.fullmatch(address) is None:
        return ""
    return address.replace("(", "%28").replace(")", "%29")
