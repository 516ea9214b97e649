"""Visitors' text from Markdown to safe HTML, and to plain text (design §6, reliability §1F).

Authors write a small part of CommonMark: paragraphs, emphasis, code, links, lists, quotes and
line breaks. Raw HTML and entities show as typed, pictures and tables do not exist, and a link
leads only to ``http``, ``https`` or ``mailto``. nh3 stands behind the parser, so that a mistake in
either alone lets nothing active through.

Most updates are plain sentences. Those skip parser and sanitiser; a property in the tests proves
that the short way writes the very same bytes.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_PLANE_ENDS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
# What XML 1.0 forbids (surrogates included), what HTML calls a parse error (C1 controls and
# noncharacters), and the bidirectional embeddings, overrides and isolates that could reorder
# the text around them. Joiners and direction marks stay: real languages need them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    f"{_PLANE_ENDS}]"
)

# Anything that could mean more than itself to the parser. Too wide is slow, too narrow is a bug.
# White space other than a blank: Python's strip() in the parser takes what browsers keep.
_MARKS = "\\`*_[]<\t"
_WIDE_MARK = re.compile("[\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
# A link as most are: words without marks, an address without anything to escape. Brackets or
# an exclamation mark before it could make it something else.
_PLAIN_LINK = re.compile(
    r"(?<![!\]\\])\[([A-Za-z0-9](?:[A-Za-z0-9 ,.'-]*[A-Za-z0-9])?)\]"
    r"\((https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:/[A-Za-z0-9/-]*)?)\)"
)
_LINE_MARKS = frozenset(" #>+~-")
_NUMBERED = re.compile(r"[0-9]{1,9}[.)]")

_LINK = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}
# The empty "*" takes away the attributes nh3 allows everywhere.
_ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_REL = "noopener noreferrer"
# Left out: code by indentation (YAML indents), underlined headings (a rule meant as a line
# would turn the sentence above it into one), definitions (they vanish from view), entities
# (typed HTML shows as typed), pictures.
_DISABLED = ["code", "lheading", "reference", "entity", "image", "html_block", "html_inline"]

# Some formats say nowhere whether a text is plain or HTML. These are HTML to nobody.
_LEFT = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
_RIGHT = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
_TAG = re.compile(r"<(?=[A-Za-z/!?])([^<>]*)(>?)")


def printable(text: str) -> str:
    """Return *text* with line feeds as line ends and without characters no document may carry.

    Source:
        XML 1.0 §2.2 (Char); HTML, "control" and "noncharacter"; design §3 (bidirectional).
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Settles most texts, in a tenth of the time that a search takes.
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return _UNPRINTABLE.sub("", text)


def disarm(text: str) -> str:
    """Turn what could be a tag into look-alikes that mean nothing anywhere.

    For RSS titles and the API, whose readers take text for HTML or not as they please
    (interop §1.2); ``a < b`` stays.
    """
    if "<" not in text:
        return text
    return _TAG.sub(lambda tag: f"{_LEFT}{tag[1]}{_RIGHT if tag[2] else ''}", text)


@lru_cache(maxsize=512)
def to_html(text: str) -> str:
    """Return *text*, Markdown as an author typed it, as safe HTML blocks.

    Blocks are separated by a line break; single line breaks inside a paragraph stay as they are.
    Headings become bold paragraphs, because the page has its own outline. Empty in, empty out.
    The result uses only ``a[href, rel]``, ``blockquote``, ``br``, ``code``, ``em``, ``hr``,
    ``li``, ``ol[start]``, ``p``, ``pre``, ``strong`` and ``ul``.

    Source:
        Design §6; reliability §1F; CommonMark 0.31 for what is kept of it.
    """
    text = printable(text).strip("\n").rstrip(" \n")
    if not text:
        return ""
    bare = _PLAIN_LINK.sub("", text) if "](http" in text else text
    if _has_marks(bare):
        return _parse_to_html(text)
    escaped = _escape(text)
    if bare is not text:
        escaped = _PLAIN_LINK.sub(rf'<a href="\2" rel="{_REL}">\1</a>', escaped)
    paragraphs = escaped.split("\n\n")
    if len(paragraphs) == 1:
        return f"<p>{paragraphs[0]}</p>"
    return "\n".join(f"<p>{part}</p>" for part in (p.strip("\n") for p in paragraphs) if part)


@lru_cache(maxsize=512)
def to_plain(text: str) -> str:
    """Return the words of *text* without its marks, in one line.

    For summaries, feed descriptions and Open Graph; not escaped. A link leaves its text.
    """
    text = printable(text).strip("\n").rstrip(" \n")
    if _has_marks(text):
        text = _parse_to_plain(text)
    return " ".join(text.split())


def _has_marks(text: str) -> bool:
    """Whether the parser could see in *text* anything but paragraphs."""
    return (
        any(mark in text for mark in _MARKS)
        or (not text.isascii() and _WIDE_MARK.search(text) is not None)
        or "://" in text
        or " \n" in text
        or any(map(_begins_with_mark, text.split("\n")))
    )


def _begins_with_mark(line: str) -> bool:
    first = line[:1]
    return first in _LINE_MARKS or (first.isdigit() and _NUMBERED.match(line) is not None)


def _escape(text: str) -> str:
    """Escape as nh3 writes text: quotation marks stay."""
    return escape(text, quote=False)


def _parse_to_html(text: str) -> str:
    import nh3  # only text with marks needs it

    return nh3.clean(
        _parser_for(text).render(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=_REL,
    ).rstrip("\n")


def _parse_to_plain(text: str) -> str:
    return " ".join(_words(_parser_for(text).parse(text)))


def _words(tokens: Iterable[Token]) -> Iterable[str]:
    """Yield the text of each block; inside a block nothing may come between letters."""
    for token in tokens:
        if token.type == "inline":
            yield "".join(
                child.content if child.type in {"text", "code_inline"} else " "
                for child in token.children or ()
                if child.content or child.tag == "br"
            )
        elif token.type == "fence":
            yield token.content


def _parser_for(text: str) -> MarkdownIt:
    return _parser(has_links="://" in text)


@cache
def _parser(*, has_links: bool) -> MarkdownIt:
    """Build a parser; late, because most builds of small sites need none of it.

    Looking for bare addresses takes longer than all else: where none can be, nobody looks.
    """
    from linkify_it import LinkifyIt
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "linkify": has_links})
    parser.disable(_DISABLED)
    if has_links:
        parser.enable("linkify")
    parser.linkify = LinkifyIt(
        {"ftp:": None, "//": None, "mailto:": None},
        {"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False},
    )
    parser.validateLink = _is_safe_link  # type: ignore[method-assign]
    parser.add_render_rule("heading_open", lambda *_: "<p><strong>")
    parser.add_render_rule("heading_close", lambda *_: "</strong></p>\n")
    return parser


def _is_safe_link(url: str) -> bool:
    """Allow full addresses of three schemes; relative ones would break in feeds and mails."""
    return _LINK.match(url) is not None
