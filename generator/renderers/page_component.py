"""The page of one component: its ninety days, its months, its incidents."""

from __future__ import annotations

from collections.abc import Mapping

from generator.core.uptime import WEIGHTS
from generator.core.views import ComponentView, DayMark, Digest, MonthUptime, Uptime
from generator.core.vocabulary import ComponentState
from generator.renderers.artifact import Artifact
from generator.renderers.bars import draw_axis, draw_bar
from generator.renderers.calendar import FILE
from generator.renderers.glyphs import TONES
from generator.renderers.page_base import Context, PageBase
from generator.renderers.record_lines import (
    bar_title,
    digest_glyph,
    digest_line,
    digest_title,
    last_change,
)
from generator.renderers.sentences import component_sentence, percent, spent


def render_component(
    base: PageBase, view: ComponentView, digests: Mapping[str, Digest]
) -> Artifact:
    """Return ``/components/<id>/``; *digests* are the site's, by id."""
    words, component = base.words, view.component
    title, tone, label, lead = _answer(base, view)
    if component.description:
        lead.append(component.description)
    own = [digests[each] for each in view.incidents if each in digests]
    days = [
        _day(base, mark, digests)
        for mark in reversed(view.days)
        if mark.state is not ComponentState.OPERATIONAL
    ]
    incidents = [digest_line(base, digest, "../../", has_year=True) for digest in own]
    return base.page(
        "component.html",
        f"components/{component.id}/",
        title=title,
        label=label,
        tone=tone,
        glyph=tone or "page",
        lead=lead,
        also=[
            {
                "glyph": digest_glyph(digest) or "page",
                "href": f"../../incidents/{digest.id}/",
                "text": words("component.updates", title=digest_title(base, digest)),
            }
            for digest in own
            if digest.is_open
        ],
        head_title=words("head.record", state=component.name, title=title, name=base.config.name),
        glyphs={str(each["glyph"]) for each in (*days, *incidents) if each["glyph"]},
        feeds=component.name,
        calendar=FILE,
        changed_at=last_change(own),
        bar=draw_bar(view.days, bar_title(base, view)),
        axis=draw_axis(
            [mark.day for mark in view.days], base.dates.short_month, words("home.today")
        ),
        readout=_readout(base, view.uptime),
        days=days,
        clean=bar_title(base, view),
        months=[_month(base, month) for month in view.months],
        count=words(
            "component.count",
            partly=WEIGHTS[ComponentState.PARTIAL_OUTAGE],
        ),
        incidents=incidents,
        links=[
            *base.feed_links(),
            {"href": FILE, "text": words("calendar.link")},
            {"href": "../../subscribe/", "text": words("page.subscribe")},
        ],
    )


def _answer(base: PageBase, view: ComponentView) -> tuple[str, str, str, list[str]]:
    """Return heading, tone, word and first line: what the part does now."""
    words, component = base.words, view.component
    if view.is_retired and component.retired:
        day = base.dates.day_year(component.retired)
        lead = words("component.retired", name=component.name, day=day)
        return component.name, "", words("component.retired_label"), [lead]
    if view.state is ComponentState.OPERATIONAL and not view.is_certain:
        return component.name, "unknown", words("state.not_vouched"), [words("home.unknown_why")]
    parts = sum(1 for each in base.config.components if each.retired is None)
    return (
        component_sentence(component.id, view.state, base.frame),
        TONES[view.state],
        words(f"state.{view.state}"),
        [words.count("component.kicker", parts, name=component.name)],
    )


def _day(base: PageBase, mark: DayMark, digests: Mapping[str, Digest]) -> Context:
    return {
        "iso": mark.day.isoformat(),
        "day": base.dates.short_day_year(mark.day),
        "glyph": TONES[mark.state],
        "tone": TONES[mark.state],
        "spent": spent(mark.durations, base.frame, base.dates) or base.words(f"state.{mark.state}"),
        "links": [
            {"href": f"../../incidents/{each}/", "text": digest_title(base, digests[each])}
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
        weight = WEIGHTS.get(state, 0)
        note = words("component.not_counted") if not weight else ""
        name = words(f"state.{state}")
        items.append(base.readout(name, value=base.dates.length(length), note=note))
    return items


def _month(base: PageBase, month: MonthUptime) -> Context:
    lost = spent(month.uptime.durations, base.frame, base.dates)
    return {
        "name": base.dates.month(month.month),
        "uptime": percent(month.uptime.share, base.frame),
        "spent": lost or base.words("component.month_clean"),
    }
