"""Reading finished pages: strictly parsed, as plain text, and as links."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib

from generator.reporting.page_text import page_text

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"


def pages(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return every HTML file by path."""
    return {path: content.decode() for path, content in files.items() if path.endswith(".html")}


def tree(html: str) -> Element:
    """Return the page as a tree; an error of HTML's grammar raises."""
    return html5lib.HTMLParser(strict=True).parse(html)  # type: ignore[no-any-return]


def elements(html: str, name: str) -> list[Element]:
    """Return every element called *name*, of HTML or SVG, in order."""
    return [each for each in tree(html).iter() if local_name(each) == name]


def local_name(element: Element) -> str:
    """Return the name of *element* without its namespace; comments have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def by_id(html: str, id_: str) -> Element:
    """Return the one element with the id *id_*."""
    (found,) = [each for each in tree(html).iter() if each.get("id") == id_]
    return found


def words_of(element: Element) -> str:
    """Return the text inside *element*, white space folded."""
    return " ".join("".join(element.itertext()).split())


def main_text(html: str) -> list[str]:
    """Return what a text browser reads between navigation and foot, non-breaking spaces plain."""
    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in page_text(html)]
    start = lines.index("Get updates") + 1
    return lines[start : len(lines) - 1 - lines[::-1].index("Status now")]


def foot_text(html: str) -> list[str]:
    """Return the lines after the foot's navigation."""
    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in page_text(html)]
    return lines[len(lines) - lines[::-1].index("About this page") :]


def meta(html: str) -> dict[str, str]:
    """Return name or property of each ``meta`` with its content."""
    return {
        str(each.get("name") or each.get("property") or each.get("http-equiv")): str(
            each.get("content")
        )
        for each in elements(html, "meta")
        if each.get("content") is not None
    }


def internal_links(path: str, html: str, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield file and anchor of every link of the page at *path* that stays on the site.

    Args:
        path: The page, from the site's root.
        html: The page.
        prefix: Where the site lies, ``/`` or ``/repository/``.
    """
    here = prefix + path
    for element in tree(html).iter():
        for name in ("href", "src", "srcset"):
            target = element.get(name)
            if target is None or urlsplit(target).scheme or target.startswith("//"):
                continue
            parts = urlsplit(target)
            whole = posixpath.normpath(posixpath.join(posixpath.dirname(here), parts.path))
            if not parts.path:
                whole = here
            elif parts.path.endswith("/") or parts.path in {".", ".."}:
                whole = posixpath.join(whole, "index.html")
            if not whole.startswith(prefix):
                raise AssertionError(f"{path}: {target} leaves the site below {prefix}")
            yield whole.removeprefix(prefix), parts.fragment
