"""Feeds: any RSS or Atom of a status page (interop §2.1).

A feed says less than an API: which parts were affected never, and mostly only the newest
incidents. What it does say is taken over exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from generator.core.findings import Finding, has_errors
from generator.core.foreign import ForeignFile, ForeignPage, ForeignRecord, Lost
from generator.importers.feed_items import Feed, Item, read_feed
from generator.importers.feed_records import Ledger, create_grouped, create_whole
from generator.importers.files import report

_SUFFIX = re.compile(r"\s*(?:[-\u2013|:]\s*)?(?:incident history|status(?: page)?)$", re.IGNORECASE)


def read(files: Sequence[ForeignFile], zone: str) -> tuple[ForeignPage | None, tuple[Finding, ...]]:
    """Return what *files* hold, and every finding; None with an error among them.

    Args:
        files: Feeds of one page.
        zone: IANA zone of dates that name none, and of abbreviations that it uses itself.

    Raises:
        Refusal: When feedparser, an extra, is not installed. Never for what *files* hold.
    """
    findings: list[Finding] = []
    feeds = [feed for file in files if (feed := read_feed(file, zone, findings)) is not None]
    _check_one_page(feeds, findings)
    records: dict[str, ForeignRecord] = {}
    lost: list[Lost] = []
    for feed in feeds:
        ledger = Ledger((urlsplit(feed.url).hostname or "").lower(), zone)
        for record in _read_records(feed, ledger):
            known = records.get(record.api_id)
            if known is None or len(known.updates) < len(record.updates):
                records[record.api_id] = record
            if known is not None and known.updates != record.updates:
                message = f"{feed.path} and {known.place} tell it differently; the longer counts"
                lost.append(
                    Lost(
                        path=record.place,
                        subject=f"incident {record.api_id}",
                        message=message,
                        line=record.line,
                    )
                )
        findings += ledger.findings
        lost += ledger.lost
        if feed.items:
            message = "a feed does not say which parts were affected; the records name none"
            lost.append(Lost(path=feed.path, subject="page", message=message))
    if not records and not findings:
        findings.append(
            report(
                files[0].path if files else ".",
                "IMP007",
                "no file holds a feed with an item in it",
                "save the page's history.rss or history.atom",
            )
        )
    found = tuple(sorted(findings))
    if has_errors(found):
        return None, found
    named = next((feed for feed in feeds if feed.title), feeds[0])
    page = ForeignPage(
        name=_name_of(named.title),
        url=next((feed.url for feed in feeds if feed.url), ""),
        records=tuple(records.values()),
        lost=tuple(lost),
    )
    return page, found


def _check_one_page(feeds: Iterable[Feed], findings: list[Finding]) -> None:
    """Report feeds of more than one page: the incidents of one would stand as the other's."""
    first: tuple[str, str] | None = None
    for feed in feeds:
        host = (urlsplit(feed.url).hostname or "").lower().removeprefix("www.")
        if not host:
            continue
        first = first or (host, feed.path)
        if host != first[0]:
            findings.append(
                report(
                    feed.path,
                    "IMP008",
                    f"this is of {host}, and {first[1]} is of {first[0]}",
                    "import the feeds of one page at a time",
                    value=host,
                )
            )


def _read_records(feed: Feed, ledger: Ledger) -> Iterable[ForeignRecord]:
    for item in feed.items:
        if item.updates:
            ledger.zones.learn(item.updates[0].clock, item.dated)
    groups: dict[tuple[str, str], list[Item]] = {}
    for number, item in enumerate(feed.items):
        if item.updates:
            record = create_whole(item, ledger)
            if record is not None:
                yield record
        else:
            groups.setdefault(_group_of(item, number), []).append(item)
    for items in groups.values():
        grouped = create_grouped(items, ledger)
        if grouped is not None:
            yield grouped


def _group_of(item: Item, number: int) -> tuple[str, str]:
    """Return what items about one incident have in common.

    The id where it names the incident; else page and title, because some feeds give all their
    items one and the same link.
    """
    if item.incident is not None:
        return "incident", item.incident[0]
    if item.page:
        return item.page, item.title.casefold()
    return "item", item.id or str(number)


def _name_of(title: str) -> str:
    """Return the organisation's name in a title such as ``Example Status - Incident History``."""
    name = title
    while (shorter := _SUFFIX.sub("", name)) not in ("", name):
        name = shorter
    return name
