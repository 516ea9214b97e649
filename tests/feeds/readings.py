"""Independent readers of feeds: none of them shares code with what writes ours."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import html5lib

if TYPE_CHECKING:
    from generator.renderers.artifact import Artifact

ATOM = "{http://www.w3.org/2005/Atom}"
HTML = "{http://www.w3.org/1999/xhtml}"
ALLOWED = {
    **dict.fromkeys(("html", "head", "body", "p", "br", "hr", "pre", "ul", "li"), ()),
    **dict.fromkeys(("strong", "em", "code", "blockquote"), ()),
    "ol": ("start",),
    "a": ("href", "rel"),
}
SCHEMES = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as a reader of any format sees it."""

    id: str
    url: str
    title: str
    html: str
    published_at: datetime
    updated_at: datetime


def by_name(artifacts: list[Artifact]) -> dict[str, bytes]:
    """Return the content of *artifacts* by the last part of their paths."""
    return {artifact.path.rpartition("/")[2]: artifact.content for artifact in artifacts}


def read_rss(content: bytes) -> list[Item]:
    root = ElementTree.fromstring(content)
    return [
        Item(
            item.findtext("guid"),
            item.findtext("link"),
            item.findtext("title"),
            item.findtext("description"),
            parsedate_to_datetime(item.findtext("pubDate")),
            parsedate_to_datetime(item.findtext("pubDate")),
        )
        for item in root.iter("item")
    ]


def read_atom(content: bytes) -> list[Item]:
    root = ElementTree.fromstring(content)
    return [
        Item(
            entry.findtext(f"{ATOM}id"),
            entry.find(f"{ATOM}link").get("href"),
            entry.findtext(f"{ATOM}title"),
            entry.findtext(f"{ATOM}content"),
            datetime.fromisoformat(entry.findtext(f"{ATOM}published")),
            datetime.fromisoformat(entry.findtext(f"{ATOM}updated")),
        )
        for entry in root.iter(f"{ATOM}entry")
    ]


def read_json(content: bytes) -> list[Item]:
    return [
        Item(
            item["id"],
            item["url"],
            item["title"],
            item["content_html"],
            _moment(item["date_published"]),
            _moment(item.get("date_modified", item["date_published"])),
        )
        for item in json.loads(content)["items"]
    ]


READERS = {"history.rss": read_rss, "history.atom": read_atom, "feed.json": read_json}


def read_links(content: bytes) -> dict[str, str]:
    """Return the addresses of an Atom document's own links by relation."""
    return {
        link.get("rel", "alternate"): link.get("href", "")
        for link in ElementTree.fromstring(content).findall(f"{ATOM}link")
    }


def find_active(html: str) -> list[str]:
    """Return what in *html* is beyond the allow-list: elements, attributes, schemes."""
    found = []
    for element in html5lib.parse(html, treebuilder="etree").iter():
        name = str(element.tag).removeprefix(HTML)
        if name not in ALLOWED:
            found.append(f"<{name}>")
            continue
        found.extend(f"{name}[{key}]" for key in element.attrib if key not in ALLOWED[name])
        if "href" in element.attrib and not SCHEMES.match(element.attrib["href"]):
            found.append(element.attrib["href"])
    return found


def read_words(html: str) -> str:
    """Return the text a visitor sees of *html*."""
    return "".join(html5lib.parse(html, treebuilder="etree").itertext())


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
