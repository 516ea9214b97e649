"""The page of one component: its ninety days, its months, its incidents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from generator.core.views import ComponentView, DayMark, Digest, Uptime
from generator.core.vocabulary import ComponentState
from generator.renderers.artifact import Artifact
from generator.renderers.bars import draw_bar
from generator.renderers.glyphs import TONES
from generator.renderers.page_base import Context, PageBase
from generator.renderers.record_lines import bar_title, digest_line
from generator.renderers.sentences import component_sentence, percent, spent


def render_component(
    base: PageBase, view: ComponentView, digests: Mapping[str, Digest]
) -> Artifact:
    """Return ``/components/<id>/``; *digests* are the site's, by id."""
    words, dates, component = base.words, base.dates, view.component
    title, tone, label, lead = _answer(base, view)
    if component.description:
        lead.append(component.description)
    days = [_day(base, mark, digests) for mark in reversed(view.days) if mark.durations]
    incidents = [
        digest_line(base, digests[each], "../../", has_year=True)
        for each in view.incidents
        if each in digests
    ]
    status_of = words("page.status_of", name=base.config.name)
    return base.page(
        "component.html",
        f"components/{component.id}/",
        title=title,
        label=label,
        tone=tone,
        glyph=tone or "page",
        lead=lead,
        head_title=f"{component.name}: {title} {status_of}",
        glyphs={str(each["glyph"]) for each in (*days, *incidents) if each["glyph"]},
        feeds=f"components/{component.id}/",
        bar=draw_bar(view.days, bar_title(base, view)),
        axis_first=dates.short_day(view.days[0].day),
        readout=_readout(base, view.uptime),
        days=days,
        months=[
            {
                "name": dates.month(month.month),
                "uptime": percent(month.uptime.share, base.frame),
                "down": _length(base, month.uptime, ComponentState.MAJOR_OUTAGE),
                "trouble": _length(base, month.uptime, ComponentState.DEGRADED_PERFORMANCE),
            }
            for month in view.months
        ],
        incidents=incidents,
        links=[
            {"href": "history.rss", "text": "RSS"},
            {"href": "history.atom", "text": "Atom"},
            {"href": "feed.json", "text": "JSON Feed"},
            {"href": "../../subscribe/", "text": words("page.subscribe")},
        ],
    )


def _answer(base: PageBase, view: ComponentView) -> tuple[str, str, str, list[str]]:
    """Return heading, tone, word and first line: what the part does now."""
    words, component = base.words, view.component
    if view.is_retired and component.retired:
        day = base.dates.day_year(component.retired)
        return (
            component.name,
            "",
            component.name,
            [words("component.retired", name=component.name, day=day)],
        )
    if view.state is ComponentState.OPERATIONAL and not view.is_certain:
        return component.name, "unknown", words("state.not_vouched"), [words("home.unknown_why")]
    parts = sum(1 for each in base.config.components if each.retired is None)
    return (
        component_sentence(component.id, view.state, base.frame),
        TONES[view.state],
        words(f"state.{view.state}"),
        [words("component.kicker", name=component.name, n=parts)],
    )


def _day(base: PageBase, mark: DayMark, digests: Mapping[str, Digest]) -> Context:
    return {
        "iso": mark.day.isoformat(),
        "day": base.dates.short_day_year(mark.day),
        "glyph": TONES[mark.state],
        "tone": TONES[mark.state],
        "spent": spent(mark.durations, base.frame, base.dates),
        "links": [
            {
                "href": f"../../incidents/{each}/",
                "text": digests[each].title or base.words("incident.unreadable"),
            }
            for each in mark.incidents
            if each in digests
        ],
    }


def _readout(base: PageBase, uptime: Uptime) -> list[Context]:
    words = base.words
    share = percent(uptime.share, base.frame)
    items = [
        base.readout(words("component.uptime_90"), value=share, note=words("component.rounded"))
    ]
    for state, length in uptime.durations:
        note = words("component.not_counted") if state is ComponentState.UNDER_MAINTENANCE else ""
        name = words(f"state.{state}")
        items.append(base.readout(name, value=base.dates.length(length), note=note))
    return items


def _length(base: PageBase, uptime: Uptime, state: ComponentState) -> str:
    length = dict(uptime.durations).get(state, timedelta())
    return base.dates.length(length) if length else "0"
