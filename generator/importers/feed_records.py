"""From items of a feed to incidents: one item that tells all of one, or one item per update."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from generator.core.api_ids import create_api_id, is_api_id
from generator.core.facts import Status
from generator.core.findings import Finding
from generator.core.foreign import ForeignPostmortem, ForeignRecord, ForeignUpdate, Lost
from generator.core.former_addresses import read_former_address
from generator.core.shown import show
from generator.core.vocabulary import IncidentStatus, MaintenanceStatus, RecordKind
from generator.importers.feed_clock import Clock, Zones, date_clocks
from generator.importers.feed_items import Item
from generator.importers.feed_text import POSTMORTEM, STATUSES, Said, read_planned, to_words
from generator.importers.files import report
from generator.importers.foreign_times import keep_order, stamp

_PATH = re.compile(r"(?:.*/)?incidents/([^/]+)/?")
_CHANGING = frozenset({3, 4, 9, 10, 11})  # months in which clocks are changed somewhere
_A_SEASON = timedelta(days=120)
_ENDS = (IncidentStatus.RESOLVED, MaintenanceStatus.COMPLETED)


class Ledger:
    """What takes findings and losses, and knows whose page it is."""

    def __init__(self, host: str, zone: str) -> None:
        self.host = host
        self.zones = Zones(zone)
        self.findings: list[Finding] = []
        self.lost: list[Lost] = []

    def lose(self, item: Item, message: str) -> None:
        """Note what could not be carried over of the incident that *item* is about."""
        self.lost.append(
            Lost(
                path=item.path,
                subject=f"incident {create_record_id(item)}",
                message=message,
                line=item.line,
            )
        )


def create_record_id(item: Item) -> str:
    """Return the twelve characters of the incident that *item* is about.

    Statuspage's own where the link ends in it, so that the same incident from its API is no
    second one; that of AllClear for its feeds.
    """
    match = _PATH.fullmatch(urlsplit(item.link).path)
    if match is not None and is_api_id(match[1]):
        return match[1]
    if item.incident is not None:
        return create_api_id("incident", item.incident[0])
    return create_api_id("incident", item.page if item.word and item.page else item.id)


def create_whole(item: Item, ledger: Ledger) -> ForeignRecord | None:
    """Return the incident whose updates the text of *item* tells; None after a finding."""
    said = list(item.updates)
    reference = item.dated
    if _is_oldest_first([each.clock for each in said], item):
        said.reverse()
    times = date_clocks([each.clock for each in said], reference, ledger.zones)
    if isinstance(times, Clock):
        ledger.findings.append(_report_zone(item, times))
        return None
    _note_doubt(item, times, said, ledger)
    told = list(zip(said, times, strict=True))
    told.reverse()
    told.sort(key=lambda pair: pair[1])
    id_ = create_record_id(item)
    posts = [pair for pair in told if pair[0].is_postmortem]
    rest = [pair for pair in told if not pair[0].is_postmortem]
    if not rest:  # an incident needs an update
        posts, rest = [], told
    statuses = [each.status for each, _ in rest]
    is_work = item.until is not None or any(isinstance(s, MaintenanceStatus) for s in statuses)
    updates = _create_updates(
        id_, [(_fit(each.status, is_work=is_work), at, each.text) for each, at in rest]
    )
    for each, _ in rest:
        if not each.is_known:
            ledger.lose(item, f"{show(each.word)} is no status that is known; the text stays")
    if len(posts) > 1:
        ledger.lose(item, "of several post-mortems only the last is kept")
    begin, end = _find_window(item, ledger) if is_work else (None, None)
    if is_work and _cannot_stand(item, updates, begin, end, ledger):
        return None
    return ForeignRecord(
        kind=RecordKind.MAINTENANCE if is_work else RecordKind.INCIDENT,
        api_id=id_,
        title=item.title,
        place=item.path,
        line=item.line,
        updates=updates,
        scheduled_for=begin,
        scheduled_until=end,
        postmortem=_create_postmortem(id_, posts[-1]) if posts else None,
        former_addresses=_addresses(item, ledger),
        is_open=_is_open(updates),
    )


def create_grouped(items: list[Item], ledger: Ledger) -> ForeignRecord | None:
    """Return the incident of which each of *items* is one update; None where it is left out.

    Where no item says a status there is nothing to tell what goes on from what is over: a feed
    is a history, so it stands as over.
    """
    items = sorted(items, key=lambda each: (each.dated.at, -each.line))
    first, last = items[0], items[-1]
    id_ = create_record_id(first)
    statuses = [STATUSES.get(each.word) for each in items]
    is_work = any(isinstance(each, MaintenanceStatus) for each in statuses)
    if not any(statuses) and not any(each.word for each in items):
        statuses[-1] = IncidentStatus.RESOLVED
        ledger.lose(last, "the feed does not say how it went on; it stands as over at its date")
    told = [
        (_fit(status, is_work=is_work), each.dated.at, to_words(each.html))
        for each, status in zip(items, statuses, strict=True)
        if each.word != POSTMORTEM or len(items) == 1
    ]
    posts = [each for each in items if each.word == POSTMORTEM and len(items) > 1]
    if not told:
        told, posts = [(None, first.dated.at, to_words(first.html))], posts[1:]
    updates = _create_updates(id_, told)
    if first.incident is not None:
        known = {each.dated.at: each.incident for each in items if each.incident is not None}
        updates = tuple(
            replace(each, api_id=create_api_id("update", "/".join(known[each.at])))
            if each.at in known and len(known) == len(items)
            else each
            for each in updates
        )
    begin, end = _find_window(last, ledger) if is_work else (None, None)
    if is_work and _cannot_stand(last, updates, begin, end, ledger):
        return None
    if len(posts) > 1:
        ledger.lose(last, "of several post-mortems only the last is kept")
    return ForeignRecord(
        kind=RecordKind.MAINTENANCE if is_work else RecordKind.INCIDENT,
        api_id=id_,
        title=last.title,
        place=first.path,
        line=first.line,
        updates=updates,
        scheduled_for=begin,
        scheduled_until=end,
        postmortem=ForeignPostmortem(
            api_id=create_api_id("postmortem", id_),
            published_at=posts[-1].dated.at,
            text=to_words(posts[-1].html),
        )
        if posts
        else None,
        former_addresses=_addresses(first, ledger),
        is_open=_is_open(updates),
    )


def _cannot_stand(
    item: Item,
    updates: tuple[ForeignUpdate, ...],
    begin: datetime | None,
    end: datetime | None,
    ledger: Ledger,
) -> bool:
    """Return whether planned work has to be left out, and say so: it is ahead, at no known time."""
    if not _is_open(updates) or (begin is not None and end is not None):
        return False
    ledger.lose(
        item,
        "it is not over, and nothing says for when it is planned: it is left out; announce it "
        "with 'allclear maintenance announce'",
    )
    return True


def _is_oldest_first(clocks: list[Clock], item: Item) -> bool:
    """Return whether the updates stand in the other order: rising, and towards the item's date.

    Both, because without a year a long fall over New Year looks like a rise.
    """
    here = item.dated.at.replace(tzinfo=None)
    near = [_nearest(clock, here) for clock in clocks]
    steps = [_nearest(after, at) - at for after, at in zip(clocks[1:], near, strict=False)]
    rises = bool(steps) and min(steps) >= timedelta() and max(steps) > timedelta()
    return rises and abs(near[-1] - here) < abs(near[0] - here)


def _nearest(clock: Clock, here: datetime) -> datetime:
    """Return *clock* in the year that brings it nearest to *here*, both without a zone."""
    years = range(here.year - 4, here.year + 5) if clock.year is None else (clock.year,)
    there = [at for year in years if (at := clock.on(year)) is not None]
    return min(there, key=lambda at: abs(at - here), default=here)


def _fit(status: Status | None, *, is_work: bool) -> Status | None:
    if is_work and isinstance(status, IncidentStatus):
        return MaintenanceStatus.COMPLETED if status is IncidentStatus.RESOLVED else None
    return status


def _create_updates(
    id_: str, told: list[tuple[Status | None, datetime, str]]
) -> tuple[ForeignUpdate, ...]:
    seen: Counter[str] = Counter()
    updates = []
    moments = keep_order([at for _, at, _ in told])
    for (status, at, text), moment in zip(told, moments, strict=True):
        key = f"{id_}/{stamp(at)}/{status or 'update'}"
        seen[key] += 1
        if seen[key] > 1:
            key = f"{key}-{seen[key]}"
        api_id = create_api_id("update", key)
        updates.append(ForeignUpdate(api_id=api_id, at=moment, text=text, status=status))
    return tuple(updates)


def _create_postmortem(id_: str, told: tuple[Said, datetime]) -> ForeignPostmortem:
    return ForeignPostmortem(
        api_id=create_api_id("postmortem", id_), published_at=told[1], text=told[0].text
    )


def _is_open(updates: tuple[ForeignUpdate, ...]) -> bool:
    statuses = [each.status for each in updates if each.status is not None]
    return not statuses or statuses[-1] not in _ENDS


def _find_window(item: Item, ledger: Ledger) -> tuple[datetime | None, datetime | None]:
    """Return begin and end of planned work as far as *item* says them."""
    if item.until is not None:
        if item.lasts > timedelta():
            return item.dated.at, item.until
        ledger.lose(item, "its work ends before it begins; the times are left out")
        return None, None
    planned = read_planned(item.html)
    if planned is not None:
        begin = date_clocks([planned[0]], item.dated, ledger.zones)
        if not isinstance(begin, Clock):
            until = date_clocks([planned[1]], replace(item.dated, at=begin[0]), ledger.zones)
            if not isinstance(until, Clock) and until[0] > begin[0]:
                return begin[0], until[0]
    ledger.lose(item, "the feed does not say for when the work was planned")
    return None, None


def _addresses(item: Item, ledger: Ledger) -> tuple[str, ...]:
    try:
        parts = urlsplit(item.link)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ()
    if not host or host != ledger.host:
        return ()
    address = read_former_address(parts.path)
    return () if address is None else (address,)


def _note_doubt(item: Item, times: list[datetime], said: list[Said], ledger: Ledger) -> None:
    """Note where one abbreviation all year may hide that the clocks were changed in between."""
    begin, end = min(times), max(times)
    months = {begin.month, end.month} & _CHANGING
    is_long = end - begin > timedelta(days=1) and (bool(months) or end - begin > _A_SEASON)
    if is_long and any(ledger.zones.is_doubtful(each.clock.zone) for each in said):
        ledger.lose(
            item, f"{said[0].clock.zone} stands for two times of the year; an hour is unsure"
        )


def _report_zone(item: Item, clock: Clock) -> Finding:
    return report(
        item.path,
        "IMP017",
        f"{show(clock.zone)} in the item {show(item.title)} can be several time zones or none",
        "name the page's time zone for the import, or write its distance from UTC, such as -03, "
        "in its place",
        line=item.line,
        value=clock.zone,
    )
