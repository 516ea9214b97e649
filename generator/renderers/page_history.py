"""Lists of records: the archive and its months, planned work, post-mortems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.core.vocabulary import RecordKind
from generator.renderers.frame import Head, plain
from generator.renderers.page_home import Planned, planned_item
from generator.renderers.page_parts import Item, glyphs_of, items_of

if TYPE_CHECKING:
    from generator.core.views import Digest, MonthView, PublicSite
    from generator.renderers.artifact import Artifact
    from generator.renderers.frame import Frame

_CALM = 25  # items of a month with their texts; beyond, titles and facts are enough to find one
_NEAR_MONTHS = 3  # on either side of a month


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A list under a heading; ``none`` is said where it is empty."""

    heading: str
    items: tuple[Item, ...] = ()
    planned: tuple[Planned, ...] = ()
    none: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Any page that lists records."""

    glyph: str
    label: str
    title: str
    sub: str
    sections: tuple[Section, ...]
    links_heading: str = ""
    links: tuple[tuple[str, str], ...] = ()
    foot_heading: str = ""
    foot: Markup = Markup("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year of the archive: address, name and counts of each month."""

    year: str
    months: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """The archive's front page."""

    years: tuple[Year, ...]


def history_page(site: PublicSite, frame: Frame) -> list[Artifact]:
    """Return ``/history/``: every month with records, newest first."""
    years = tuple(
        Year(
            year=year,
            months=tuple(
                (f"{each.month}/", frame.dates.month_name(each.month), _counts(each, frame))
                for each in months
            ),
        )
        for year, months in groupby(site.months, key=lambda month: month.month[:4])
    )
    head = Head(
        kind="list",
        path="history/",
        tone="none",
        glyphs=("clock",),
        title=frame.words("history.title"),
        description=frame.words("history.description", name=frame.config.name),
    )
    return frame.render("history.html", head, HistoryPage(years=years))


def month_page(months: tuple[str, ...], month: MonthView, frame: Frame) -> list[Artifact]:
    """Return one month's page.

    Args:
        months: All months with records, newest first, for the links to its neighbours.
        month: The month.
        frame: Words and theme.
    """
    words, dates = frame.words, frame.dates
    root = "../../"
    items = items_of(month.digests, frame, root, has_text=len(month.digests) <= _CALM)
    title = dates.month(month.month)
    counts = _counts(month, frame)
    at = months.index(month.month)
    near = months[max(at - _NEAR_MONTHS, 0) : at + _NEAR_MONTHS + 1]
    page = ListPage(
        glyph="clock",
        label=words("history.label"),
        title=title,
        sub=f"{counts}." if counts else "",
        sections=(
            Section(
                heading=words("history.newest_first"),
                items=items,
                last=words("history.other_days"),
                none=words("history.nothing"),
            ),
        ),
        links_heading=words("history.other_months"),
        links=(
            *((f"../{each}/", dates.month(each)) for each in near if each != month.month),
            ("../", words("history.all_months")),
        ),
    )
    head = Head(
        kind="list",
        path=f"history/{month.month}/",
        tone="none",
        glyphs=glyphs_of("clock", items),
        title=title,
        description=words(
            "history.description_month", name=frame.config.name, month=title, counts=counts
        ),
    )
    return frame.render("list.html", head, page)


def maintenance_page(site: PublicSite, frame: Frame) -> list[Artifact]:
    """Return ``/maintenance/``: what is in progress, what is announced, what is over."""
    words, root = frame.words, "../"
    past = items_of(site.past_maintenance, frame, root, has_year=True)
    counts = words(
        "maintenance.sub",
        announced=_count("maintenance.announced", len(site.upcoming), frame),
        active=_count("maintenance.active", len(site.active), frame),
    )
    label = "now" if site.active else "ahead" if site.upcoming else "none"
    sections = [
        Section(
            heading=words("maintenance.ahead"),
            planned=tuple(planned_item(view, frame, root) for view in site.upcoming),
            none=words("maintenance.nothing_ahead"),
        ),
        Section(
            heading=words("maintenance.past"),
            items=past,
            none=words("maintenance.nothing_past"),
        ),
    ]
    if site.active:
        now = tuple(planned_item(view, frame, root) for view in site.active)
        sections.insert(0, Section(heading=words("maintenance.now"), planned=now))
    link = frame.link(f"{root}subscribe/", words("maintenance.tell_link"))
    page = ListPage(
        glyph="plan",
        label=words(f"maintenance.label_{label}"),
        title=words("maintenance.title"),
        sub=counts,
        sections=tuple(sections),
        foot_heading=words("maintenance.tell"),
        foot=frame.html("maintenance.tell_text", link=link),
    )
    head = Head(
        kind="list",
        path="maintenance/",
        tone="plan" if site.active or site.upcoming else "none",
        glyphs=glyphs_of("plan", past),
        title=words("maintenance.title"),
        description=words("maintenance.description", name=frame.config.name, counts=counts),
    )
    return frame.render("list.html", head, page)


def postmortems_page(site: PublicSite, frame: Frame) -> list[Artifact]:
    """Return ``/postmortems/``: all published post-mortems, newest first."""
    words, dates = frame.words, frame.dates
    items = []
    for digest in site.postmortems:
        if digest.postmortem_at is None:
            continue
        published = dates.day_year(dates.local_day(digest.postmortem_at))
        items.append(
            Item(
                rail=Markup('<time datetime="{}"><b>{}</b></time>').format(
                    digest.day.isoformat(), dates.day_short_year(digest.day)
                ),
                href=f"{digest.id}/",
                title=plain(digest.postmortem_title) or plain(digest.title),
                tone="none",
                glyph="",
                facts=words("postmortems.published", day=published),
                text="",
                report="",
            )
        )
    page = ListPage(
        glyph="doc",
        label=words("postmortems.label"),
        title=words("postmortems.title"),
        sub=words("postmortems.sub"),
        sections=(
            Section(
                heading=words("postmortems.all"),
                items=tuple(items),
                none=words("postmortems.empty"),
            ),
        ),
    )
    head = Head(
        kind="list",
        path="postmortems/",
        tone="none",
        glyphs=("doc",),
        title=words("postmortems.title"),
        description=words("postmortems.description", name=frame.config.name),
    )
    return frame.render("list.html", head, page)


def _counts(month: MonthView, frame: Frame) -> str:
    """Return "2 incidents, 1 planned work"; what was withdrawn does not count."""
    incidents = _how_many(month.digests, RecordKind.INCIDENT)
    work = _how_many(month.digests, RecordKind.MAINTENANCE)
    texts = (
        _count("history.incidents", incidents, frame),
        _count("history.maintenance", work, frame),
    )
    return ", ".join(text for text in texts if text) or frame.words("history.nothing_month")


def _how_many(digests: Iterable[Digest], kind: RecordKind) -> int:
    return sum(1 for digest in digests if digest.kind is kind and not digest.is_tombstone)


def _count(key: str, n: int, frame: Frame) -> str:
    return frame.words.count(key, n) if n else frame.words(f"{key}.none")
