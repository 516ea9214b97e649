"""HTML cut into text, tags and nothing else, in linear time and whatever stands in it.

The standard library's ``html.parser`` is not used: before its repairs of 2025 a hundred
kilobytes of ``<a <a <a`` took it minutes, and the Python that runs this is not ours to choose.
Here every character is looked at a bounded number of times: an attempt at a tag that fails is
text up to where it failed.

Source: HTML, "tokenization"; only elements that HTML has are tags, so that ``<product>`` and an
address in angle brackets stay what somebody typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

KNOWN = frozenset(
    {
        "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio",
        "b", "base", "basefont", "bdi", "bdo", "bgsound", "big", "blink", "blockquote",
        "body", "br", "button", "canvas", "caption", "center", "cite", "code", "col",
        "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir",
        "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font",
        "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head",
        "header", "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd",
        "label", "legend", "li", "link", "main", "map", "mark", "marquee", "math", "menu",
        "meta", "meter", "nav", "noembed", "nobr", "noframes", "noscript", "object", "ol",
        "optgroup", "option", "output", "p", "param", "picture", "plaintext", "pre",
        "progress", "q", "rp", "rt", "ruby", "s", "samp", "script", "section", "select",
        "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup",
        "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead",
        "time", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "xmp",
    }
)  # fmt: skip
"""Names of elements, those of former days too."""

DROPPED = frozenset({"iframe", "math", "noembed", "noframes", "object", "script", "style", "svg"})
"""Elements whose content is for machines."""

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?=[\s/>])")
_SPECIAL = re.compile("[<>\"']")
_CLOSING = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in DROPPED}


class Token(NamedTuple):
    """A piece of a document.

    Attributes:
        name: The element, in small letters; empty for text.
        text: The text with its entities as they were, or what stands behind the tag's name.
        is_end: Whether it is an end tag.
    """

    name: str
    text: str
    is_end: bool = False


def read_tokens(html: str) -> Iterator[Token]:
    """Yield the text and the tags of *html*, in order; comments and dropped content are left out.

    What is no complete tag of a known element is text. Never raises.
    """
    begun = at = 0
    missing: set[str] = set()
    while (at := html.find("<", at)) >= 0:
        end = _end_of_mark(html, at, missing)
        if end is not None:
            if begun < at:
                yield Token("", html[begun:at])
            begun = at = end
            continue
        match = _NAME.match(html, at)
        if match is None or (name := match[1].lower()) not in KNOWN:
            at += 1
            continue
        end, is_whole = _end_of_tag(html, match.end(), missing)
        if not is_whole:
            at = end
            continue
        if begun < at:
            yield Token("", html[begun:at])
        is_end = html[at + 1] == "/"
        yield Token(name, html[match.end() : end - 1], is_end)
        if name in DROPPED and not is_end:
            closing = _CLOSING[name].search(html, end)
            end = len(html) if closing is None else closing.start()
        begun = at = end
    if begun < len(html):
        yield Token("", html[begun:])


def _end_of_mark(html: str, at: int, missing: set[str]) -> int | None:
    """Return where the comment or instruction that begins at *at* ends, or None.

    Args:
        html: The document.
        at: Where its ``<`` stands.
        missing: What was looked for and stands nowhere further on; looked for once.
    """
    if html.startswith("<!--", at):
        begin, closing = at + 4, "-->"
    elif html.startswith("<![CDATA[", at):
        begin, closing = at + 9, "]]>"
    elif html.startswith(("<!", "<?"), at):
        begin, closing = at + 2, ">"
    else:
        return None
    end = _find(html, closing, begin, missing)
    if end < 0:
        return begin if closing == "-->" else None
    return end + len(closing)


def _end_of_tag(html: str, at: int, missing: set[str]) -> tuple[int, bool]:
    """Return where the tag whose name ended at *at* ends and True; else where it failed, False."""
    while (match := _SPECIAL.search(html, at)) is not None:
        if match[0] == ">":
            return match.end(), True
        if match[0] == "<":
            return match.start(), False
        end = _find(html, match[0], match.end(), missing)
        if end < 0:
            return match.end(), False
        at = end + 1
    return len(html), False


def _find(html: str, text: str, at: int, missing: set[str]) -> int:
    if text in missing:
        return -1
    found = html.find(text, at)
    if found < 0:
        missing.add(text)
    return found
