"""Items of a feed, read by feedparser and by nothing that reaches the network.

feedparser takes bytes for the name of a file and a text for an address before it takes them for
a feed; given something to read from, it does neither.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from generator.core.findings import Finding
from generator.core.foreign import ForeignFile
from generator.core.refusal import Refusal
from generator.core.shown import clean, show
from generator.importers.feed_clock import Dated
from generator.importers.feed_text import Said, split_title, split_updates
from generator.importers.feed_xml import check_xml
from generator.importers.files import report
from generator.importers.foreign_times import read_time_and_offset
from generator.importers.html_text import to_line, without_odd
from generator.importers.texts import read_address

_OURS = re.compile(r"tag:[^\s]{1,300}?[:/]incident/([A-Za-z0-9._-]{1,80})/update/([^\s/]{1,80})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item.

    Attributes:
        path: The file.
        line: Where it begins there.
        id: Its ``guid`` or ``id``, or its link.
        link: Where it leads, or empty.
        word: The status that its title begins with, in small letters, or empty.
        title: Without that.
        html: Its text.
        dated: Its date.
        until: ``maintenanceEndDate``, or None.
        updates: What its text tells in Statuspage's manner, newest first.
        incident: Which incident its id names, where it names one, and the update of it.
    """

    path: str
    line: int
    id: str
    link: str
    word: str
    title: str
    html: str
    dated: Dated
    until: datetime | None
    updates: tuple[Said, ...]
    incident: tuple[str, str] | None

    @property
    def page(self) -> str:
        """Its link without what stands behind ``#``; empty where that is no page of its own."""
        parts = urlsplit(self.link)
        return "" if parts.path in ("", "/") else urlunsplit(parts._replace(fragment=""))

    @property
    def lasts(self) -> timedelta:
        """How far apart its date and the end of its work are."""
        return timedelta() if self.until is None else self.until - self.dated.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed: what it calls itself, where its page is, and its items as they stand."""

    path: str
    title: str
    url: str
    items: tuple[Item, ...]


def read_feed(file: ForeignFile, zone: str, findings: list[Finding]) -> Feed | None:
    """Return the feed in *file*, or None after a finding.

    Args:
        file: Any bytes.
        zone: IANA zone of dates that name none.
        findings: Takes what is wrong.

    Raises:
        Refusal: When feedparser is not installed. Never for what the file holds.
    """
    lines = check_xml(file)
    if isinstance(lines, Finding):
        findings.append(lines)
        return None
    read = _parse(file.content)
    if not read["version"] or read["bozo"]:
        reason = clean(str(read.get("bozo_exception", ""))) if read["bozo"] else ""
        findings.append(
            report(
                file.path,
                "IMP004",
                f"the file is no feed of RSS or Atom{f': {reason}' if reason else ''}",
                "save the feed itself, not the page that shows it",
            )
        )
        return None
    entries = list(read["entries"])
    if len(lines) != len(entries):
        lines = (1,) * len(entries)
    items = []
    for entry, line in zip(entries, lines, strict=True):
        # As a plain dictionary: its own lookups guess, and warn about it.
        item = _read_item(dict(entry), file.path, line, zone, findings)
        if item is not None:
            items.append(item)
    channel = dict(read["feed"])
    return Feed(
        path=file.path,
        title=to_line(str(channel.get("title", ""))),
        url=read_address(str(channel.get("link", ""))),
        items=tuple(items),
    )


def _parse(content: bytes) -> Any:
    try:
        import feedparser  # late: slow to load, an extra, and nothing else needs it
    except ImportError:
        raise Refusal(
            "feeds are read by feedparser, which is not installed",
            "install it: pip install feedparser",
        ) from None
    return feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)


def _read_item(
    entry: dict[str, Any], path: str, line: int, zone: str, findings: list[Finding]
) -> Item | None:
    link = _web_address(str(entry.get("link", "")))
    id_ = without_odd(str(entry.get("id", ""))).strip() or link
    word, title = split_title(to_line(str(entry.get("title", ""))))
    name = title or id_ or "without a title"
    if not title:
        findings.append(_report_missing(path, line, name, "title"))
    written = str(entry.get("published") or entry.get("updated") or entry.get("created") or "")
    dated = read_time_and_offset(written, zone) if written else None
    if not written:
        findings.append(_report_missing(path, line, name, "date"))
    elif dated is None:
        findings.append(_report_date(path, line, written))
    ends = str(entry.get("maintenanceenddate", ""))
    until = read_time_and_offset(ends, zone) if ends else None
    if ends and until is None:
        findings.append(_report_date(path, line, ends))
    if not title or dated is None or (ends and until is None):
        return None
    html = _html_of(entry)
    ours = _OURS.fullmatch(id_)
    return Item(
        path=path,
        line=line,
        id=id_ or f"{title} {written}",
        link=link,
        word=word,
        title=title,
        html=html,
        dated=Dated(*dated),
        until=None if until is None else until[0],
        updates=split_updates(html),
        incident=None if ours is None else (ours[1], ours[2]),
    )


def _html_of(entry: dict[str, Any]) -> str:
    contents = [str(each.get("value", "")) for each in entry.get("content", ())]
    return max([*contents, str(entry.get("summary", ""))], key=len)


def _web_address(text: str) -> str:
    text = without_odd(text).strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""


def _report_missing(path: str, line: int, name: str, what: str) -> Finding:
    return report(
        path,
        "IMP012",
        f"the item {show(name)} has no {what}",
        f"give it a {what}, or delete it from the file",
        line=line,
    )


def _report_date(path: str, line: int, value: str) -> Finding:
    return report(
        path,
        "IMP013",
        f"{show(value)} is no date with a time",
        "write it as Wed, 01 Jan 2014 09:09:00 -0800",
        line=line,
        value=clean(value),
    )
