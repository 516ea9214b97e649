"""One part's page: what it does now, its 90 days, its months, its days with trouble."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.core.vocabulary import ComponentState
from generator.renderers.bars import AxisLabel, axis, bar, day_line
from generator.renderers.frame import Head, plain
from generator.renderers.page_home import uptime_text
from generator.renderers.page_parts import Item, Readout, glyphs_of, items_of, row_glyph
from generator.renderers.sentences import TONES, state_sentence, title_of

if TYPE_CHECKING:
    from generator.core.views import ComponentView, DayMark, Digest
    from generator.renderers.artifact import Artifact
    from generator.renderers.frame import Frame

_STATES = (
    ComponentState.MAJOR_OUTAGE,
    ComponentState.PARTIAL_OUTAGE,
    ComponentState.DEGRADED_PERFORMANCE,
    ComponentState.UNDER_MAINTENANCE,
)
_MOST_DAYS_LISTED = 40  # beyond that many bad days a list says less than the bar
ROOT = "../../"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day that was not simply good, with the records that marked it."""

    id: str
    rail: str
    tone: str
    glyph: str
    text: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentPage:
    """One part, decided; ``months`` are rows of name, uptime, down, partly down, trouble."""

    glyph: str
    label: str
    title: str
    subs: tuple[str, ...]
    bar: Markup
    axis: tuple[AxisLabel, ...]
    facts: tuple[Readout, ...]
    months: tuple[tuple[str, ...], ...]
    count_note: Markup
    days: tuple[Day, ...]
    items: tuple[Item, ...]
    feeds: tuple[tuple[str, str], ...]


def component_page(
    view: ComponentView, digests: Mapping[str, Digest], frame: Frame
) -> list[Artifact]:
    """Return the page of *view*; *digests* has the records its days and lists name."""
    words, dates = frame.words, frame.dates
    component, state = view.component, view.state
    tone = glyph = TONES[state]
    label = words(f"state.{state}")
    title = plain(state_sentence(component, state, words))
    if view.is_retired:
        tone, glyph, label = "none", "info", words("state.retired")
        title = words("component.retired", name=component.name)
    elif not view.is_certain and state is ComponentState.OPERATIONAL:
        tone, glyph, label = "none", "ring", words("state.unvouched")
        title = words("component.unvouched", name=component.name)
    days = tuple(
        _day(mark, digests, frame)
        for mark in reversed(view.days)
        if mark.is_recorded and mark.state is not ComponentState.OPERATIONAL
    )[:_MOST_DAYS_LISTED]
    listed = [digests[each] for each in view.incidents if each in digests]
    items = items_of(listed, frame, ROOT, has_text=False, has_year=True)
    total = sum(1 for each in frame.config.components if each.retired is None)
    if view.is_retired and component.retired:
        where = words(
            "component.retired_since",
            name=component.name,
            day=dates.day_year(component.retired - timedelta(days=1)),
        )
    else:
        where = words.count("component.one_of", total, name=component.name)
    page = ComponentPage(
        glyph=glyph,
        label=label,
        title=title,
        subs=tuple(text for text in (where, plain(component.description)) if text),
        bar=bar(view.days, frame),
        axis=axis([mark.day for mark in view.days], frame),
        facts=_facts(view, frame),
        months=_months(view, frame),
        count_note=frame.html(
            "component.count_note",
            link=frame.link(f"{ROOT}about/#uptime", words("component.count_link")),
        ),
        days=days,
        items=items,
        feeds=(
            ("history.rss", words("subscribe.rss")),
            ("history.atom", words("subscribe.atom")),
            ("feed.json", words("subscribe.json")),
            (f"{ROOT}subscribe/", words("component.other_ways")),
        ),
    )
    head = Head(
        kind="component",
        path=f"components/{component.id}/",
        tone=tone,
        glyphs=glyphs_of(glyph, items, *(day.glyph for day in days)),
        title=words("component.title", name=component.name, state=label),
        description=words("component.description", sentence=title, name=component.name),
        feed_title=component.name,
    )
    return frame.render("component.html", head, page)


def _facts(view: ComponentView, frame: Frame) -> tuple[Readout, ...]:
    words = frame.words
    facts = [
        Readout(
            label=words("component.uptime"),
            value=uptime_text(view.uptime.share),
            note=words("component.uptime_note"),
        )
    ]
    lengths = dict(view.uptime.durations)
    for state in _STATES:
        if length := lengths.get(state):
            is_work = state is ComponentState.UNDER_MAINTENANCE
            note = "component.not_counted" if is_work else "component.in_ninety_days"
            facts.append(
                Readout(
                    label=words("component.month_planned" if is_work else f"state.{state}"),
                    value=frame.dates.duration(length),
                    note=words(note),
                )
            )
    return tuple(facts)


def _months(view: ComponentView, frame: Frame) -> tuple[tuple[str, ...], ...]:
    rows = []
    for month in view.months:
        lengths = dict(month.uptime.durations)
        rows.append(
            (
                frame.dates.month(month.month),
                uptime_text(month.uptime.share),
                *(frame.dates.duration(lengths.get(state, timedelta())) for state in _STATES[:3]),
            )
        )
    return tuple(rows)


def _day(mark: DayMark, digests: Mapping[str, Digest], frame: Frame) -> Day:
    links = tuple(
        (f"{ROOT}incidents/{each}/", title_of(digests[each], frame.words))
        for each in mark.incidents
        if each in digests
    )
    return Day(
        id=f"day-{mark.day.isoformat()}",
        rail=frame.dates.day_short_year(mark.day),
        tone=TONES[mark.state],
        glyph=row_glyph(mark.state),
        text=day_line(mark, frame),
        links=links,
    )
