"""Pages that list records: history, its months, planned work, post-mortems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.core.views import Digest, MonthView, PublicSite
from generator.core.vocabulary import RecordKind, badness
from generator.renderers.artifact import Artifact
from generator.renderers.calendar import FILE
from generator.renderers.frame import join
from generator.renderers.page_base import Context, PageBase
from generator.renderers.record_lines import (
    digest_glyph,
    digest_line,
    last_change,
    link_line,
    work_line,
)
from generator.renderers.sentences import capitalised

_NEIGHBOURS = 3
_PAST_WORK = 100
"""Entries of past work on one page; the months keep all of them."""


def render_history(base: PageBase, site: PublicSite) -> Artifact:
    """Return ``/history/``: every month that has something to report, and parts that are gone."""
    words = base.words
    lines, year = [], ""
    for month in site.months:
        lines.append(
            link_line(
                base.dates.month(month.month),
                f"{month.month}/",
                _counts(base, month.digests),
                when="" if month.month[:4] == year else month.month[:4],
                glyph=_worst_glyph(month.digests),
            )
        )
        year = month.month[:4]
    retired: list[Context] = [
        {"href": f"../components/{view.component.id}/", "text": view.component.name}
        for view in site.components
        if view.is_retired
    ]
    return _list_page(
        base,
        "history/",
        title=words("history.hero"),
        label=words("page.history"),
        glyph="clock",
        lead=[words("history.months") if lines else words("history.none")],
        sections=[_section(words("history.newest"), lines, words("history.none"))],
        changed=site.digests.values(),
        links=retired,
        links_name=words("history.retired"),
    )


def render_month(base: PageBase, months: Sequence[str], month: MonthView) -> Artifact:
    """Return ``/history/<YYYY-MM>/``; *months* are all months, newest first."""
    words = base.words
    lines = [digest_line(base, digest, "../../") for digest in month.digests]
    place = months.index(month.month)
    near = [
        *months[max(place - _NEIGHBOURS, 0) : place],
        *months[place + 1 : place + 1 + _NEIGHBOURS],
    ]
    links: list[Context] = [
        {"href": f"../{each}/", "text": base.dates.month(each)} for each in near
    ]
    links.append({"href": "../", "text": words("history.all_months")})
    return _list_page(
        base,
        f"history/{month.month}/",
        title=base.dates.month(month.month),
        label=words("page.history"),
        glyph="clock",
        lead=[_counts(base, month.digests)],
        sections=[_section(words("history.newest"), lines, words("history.month_none"))],
        changed=month.digests,
        links=links,
        links_name=words("history.other_months"),
    )


def render_maintenance(base: PageBase, site: PublicSite) -> Artifact:
    """Return ``/maintenance/``."""
    words = base.words
    past = site.past_maintenance[:_PAST_WORK]
    sections = [
        _section(words("work.active"), [work_line(base, view, "../") for view in site.active]),
        _section(
            words("work.announced"),
            [work_line(base, view, "../") for view in site.upcoming],
            words("work.none"),
        ),
        _section(
            words("work.past"),
            [digest_line(base, digest, "../", has_year=True) for digest in past],
        ),
    ]
    counts = [
        words.count("work.announced_count", len(site.upcoming)) if site.upcoming else "",
        words.count("work.active_count", len(site.active)) if site.active else "",
    ]
    return _list_page(
        base,
        "maintenance/",
        title=words("work.hero"),
        label=words("work.label"),
        tone="plan",
        glyph="plan",
        lead=[join(words, "sentence", counts) or words("work.none")],
        sections=[section for section in sections if section["lines"] or section["empty"]],
        changed=[
            digest for digest in site.digests.values() if digest.kind is RecordKind.MAINTENANCE
        ],
        links=[
            {"href": f"../{FILE}", "text": words("calendar.link")},
            {"href": "../subscribe/", "text": words("page.subscribe")},
        ],
        links_name=words("work.follow"),
        calendar=f"../{FILE}",
    )


def render_postmortems(base: PageBase, site: PublicSite) -> Artifact:
    """Return ``/postmortems/``."""
    words, dates = base.words, base.dates
    lines: list[Context] = []
    for digest in site.postmortems:
        published = digest.postmortem_at or digest.last_changed_at
        meta = words("incident.published", day=dates.day_year(dates.local_day(published)))
        lines.append(
            link_line(
                digest.postmortem_title or digest.title,
                f"{digest.id}/",
                meta,
                when=dates.short_day_year(digest.day),
                glyph=digest_glyph(digest),
            )
        )
    return _list_page(
        base,
        "postmortems/",
        title=words("postmortem.hero"),
        label=words("postmortem.label"),
        glyph="page",
        lead=[words("postmortem.lead")],
        sections=[_section(words("history.newest"), lines, words("postmortem.none"))],
        changed=site.postmortems,
    )


def _section(name: str, lines: Sequence[Context], empty: str = "") -> Context:
    return {"name": name, "lines": lines, "empty": empty}


def _list_page(
    base: PageBase,
    path: str,
    *,
    title: str,
    label: str,
    glyph: str,
    lead: Sequence[str],
    sections: Sequence[Context],
    changed: Iterable[Digest],
    tone: str = "",
    links: Sequence[Context] = (),
    links_name: str = "",
    calendar: str = "",
) -> Artifact:
    lines = [line for section in sections for line in section["lines"]]  # type: ignore[attr-defined]
    return base.page(
        "list.html",
        path,
        title=title,
        label=label,
        tone=tone,
        glyph=glyph,
        lead=lead,
        glyphs={str(line["glyph"]) for line in lines if line["glyph"]},
        calendar=calendar,
        changed_at=last_change(changed),
        sections=sections,
        links=links,
        links_name=links_name,
    )


def _counts(base: PageBase, digests: Sequence[Digest]) -> str:
    """Return ``3 incidents, 1 planned work``; what was withdrawn is listed and not counted."""
    words = base.words
    kinds = [digest.kind for digest in digests if not digest.is_tombstone]
    incidents, works = kinds.count(RecordKind.INCIDENT), kinds.count(RecordKind.MAINTENANCE)
    counts = []
    if incidents:
        counts.append(words.count("history.incidents", incidents))
    if works:
        counts.append(words.count("history.works", works))
    return capitalised(join(words, "comma", counts)) or words("history.month_none")


def _worst_glyph(digests: Sequence[Digest]) -> str:
    known = [digest for digest in digests if digest_glyph(digest)]
    worst = max(known, key=lambda digest: badness(digest.peak), default=None)
    return digest_glyph(worst) if worst else ""
