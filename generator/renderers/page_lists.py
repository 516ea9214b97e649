"""Pages that list records: history, its months, planned work, post-mortems."""

from __future__ import annotations

from collections.abc import Sequence

from generator.core.views import MonthView, PublicSite
from generator.renderers.artifact import Artifact
from generator.renderers.page_base import Context, PageBase
from generator.renderers.record_lines import digest_line, work_line

_NEIGHBOURS = 3


def render_history(base: PageBase, site: PublicSite) -> Artifact:
    """Return ``/history/``: every month that has something to report."""
    words = base.words
    lines: list[Context] = [
        _link_line(
            base.dates.month(month.month),
            f"{month.month}/",
            words.count("history.count", len(month.digests)),
        )
        for month in site.months
    ]
    return base.page(
        "list.html",
        "history/",
        title=words("history.hero"),
        label=words("page.history"),
        glyph="clock",
        lead=[words("history.months") if lines else words("history.none")],
        sections=[
            {"name": words("history.newest"), "lines": lines, "empty": words("history.none")}
        ],
        links=(),
        links_name="",
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
    links = [{"href": f"../{each}/", "text": base.dates.month(each)} for each in near]
    links.append({"href": "../", "text": words("history.all_months")})
    return base.page(
        "list.html",
        f"history/{month.month}/",
        title=base.dates.month(month.month),
        label=words("page.history"),
        glyph="clock",
        lead=[words.count("history.count", len(lines))],
        glyphs={str(line["glyph"]) for line in lines if line["glyph"]},
        sections=[
            {"name": words("history.newest"), "lines": lines, "empty": words("history.month_none")}
        ],
        links=links,
        links_name=words("history.other_months"),
    )


def render_maintenance(base: PageBase, site: PublicSite) -> Artifact:
    """Return ``/maintenance/``."""
    words = base.words
    sections = [
        {
            "name": words("work.active"),
            "lines": [work_line(base, view, "../") for view in site.active],
            "empty": "",
        },
        {
            "name": words("work.announced"),
            "lines": [work_line(base, view, "../") for view in site.upcoming],
            "empty": words("work.none"),
        },
        {
            "name": words("work.past"),
            "lines": [
                digest_line(base, digest, "../", has_year=True)
                for digest in site.past_maintenance[:100]
            ],
            "empty": "",
        },
    ]
    lines: list[Context] = [line for section in sections for line in section["lines"]]  # type: ignore[misc]
    return base.page(
        "list.html",
        "maintenance/",
        title=words("work.hero"),
        label=words("page.maintenance"),
        tone="plan",
        glyph="plan",
        lead=[words("work.count", announced=len(site.upcoming), active=len(site.active))],
        glyphs={str(line["glyph"]) for line in lines if line["glyph"]},
        sections=[section for section in sections if section["lines"] or section["empty"]],
        links=(),
        links_name="",
    )


def render_postmortems(base: PageBase, site: PublicSite) -> Artifact:
    """Return ``/postmortems/``."""
    words, dates = base.words, base.dates
    lines: list[Context] = []
    for digest in site.postmortems:
        published = digest.postmortem_at or digest.last_changed_at
        day = dates.short_day_year(dates.local_day(published))
        title = digest.postmortem_title or digest.title
        lines.append(_link_line(title, f"{digest.id}/", base.plain_text(digest.title), when=day))
    return base.page(
        "list.html",
        "postmortems/",
        title=words("postmortem.hero"),
        label=words("page.postmortems"),
        glyph="page",
        lead=[words("postmortem.lead")],
        sections=[
            {"name": words("history.newest"), "lines": lines, "empty": words("postmortem.none")}
        ],
        links=(),
        links_name="",
    )


def _link_line(title: str, href: str, meta: str, *, when: str = "") -> Context:
    return {
        "iso": "",
        "when": when,
        "more": (),
        "href": href,
        "title": title,
        "glyph": "",
        "tone": "",
        "meta": meta,
        "text": "",
        "link": None,
    }
