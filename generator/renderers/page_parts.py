"""Pieces that several pages lay out: times in the rail, readouts, log lines, lists of records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from generator.core.vocabulary import ComponentState, RecordKind
from generator.renderers.frame import plain
from generator.renderers.markup import to_html, to_plain
from generator.renderers.sentences import (
    TONES,
    capitalise,
    history_facts,
    title_of,
    tone_of,
    update_text,
)

if TYPE_CHECKING:
    from generator.core.views import Digest, EffectView, IncidentView, UpdateView
    from generator.renderers.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Readout:
    """One value of a field's row, under its label.

    Attributes:
        value: What is read first.
        after: Said beside the value, smaller.
        note: Below it, usually UTC.
        iso: The moment, when the value is one.
        late: Replaces the label, by script, once the moment has passed.
        has_age: Whether the script adds how long ago it was.
    """

    label: str
    value: str
    after: str = ""
    note: str = ""
    iso: str = ""
    late: str = ""
    has_age: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an update did to a part: ``glyph`` names a symbol, ``tone`` its colour."""

    tone: str
    glyph: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One update as a line of a log.

    Attributes:
        id: Its anchor.
        stamp: When, for the rail.
        heading: Its status in words.
        effects: What changed with it.
        html: Its text, safe.
        notes: Small print below.
    """

    id: str
    stamp: Markup
    heading: str
    effects: tuple[Effect, ...]
    html: Markup
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One record in a list.

    Attributes:
        rail: Its day, for the rail; empty where the item before has the same.
        href: Its page.
        glyph: Name of its glyph, empty for none; ``tone`` colours it.
        facts: Line under the title.
        text: Last words about it, plain; empty on crowded pages.
        report: Address of its post-mortem, or ``""``.
    """

    rail: Markup
    href: str
    title: str
    tone: str
    glyph: str
    facts: str
    text: str
    report: str


def moment_readout(
    label: str,
    at: datetime,
    frame: Frame,
    *,
    today: date | None = None,
    has_day: bool = False,
    late: str = "",
    has_age: bool = False,
) -> Readout:
    """Return the readout of a moment.

    Args:
        label: Its label.
        at: The moment.
        frame: Words and dates.
        today: The day that needs no saying; None says the day only with *has_day*.
        has_day: Say the day in any case.
        late: See :class:`Readout`.
        has_age: See :class:`Readout`.
    """
    moment = frame.dates.moment(at)
    note = moment.utc
    if has_day or (today is not None and moment.day != today):
        day = frame.dates.day_year(moment.day) if has_day else frame.dates.day(moment.day)
        note = f"{note}, {day}" if note else day
    return Readout(
        label=label,
        value=moment.clock,
        after=frame.dates.zone_name,
        note=note,
        iso=moment.iso,
        late=late,
        has_age=has_age,
    )


def dated_stamp(at: datetime, frame: Frame, today: date | None) -> Markup:
    """Return the rail's form of *at*, with its day unless that is *today*."""
    day = frame.dates.moment(at).day
    if today is None or day == today:
        return frame.stamp(at)
    return Markup(f'<span class="d">{escape(frame.dates.day_short(day))}</span> {frame.stamp(at)}')


def lines_of(
    view: IncidentView, updates: Iterable[UpdateView], frame: Frame, today: date | None
) -> tuple[Line, ...]:
    """Return *updates* of *view* as lines of its log; *today* is the day that needs no saying."""
    return tuple(_line(view, update, frame, today) for update in updates)


def _line(view: IncidentView, update: UpdateView, frame: Frame, today: date | None) -> Line:
    words = frame.words
    notes = []
    if update.shown_at != update.at:
        notes.append(words("incident.written_at", time=frame.dates.in_prose(update.at)))
    if update.changed_at:
        notes.append(words("incident.changed_at", time=frame.dates.in_prose(update.changed_at)))
    if update.is_synthetic:
        notes.append(words("incident.by_clock"))
    if update.is_ahead:
        notes.append(words("incident.ahead"))
    if update.is_withdrawn:
        heading, effects = words("status.withdrawn"), ()
        html = Markup("<p>{}</p>").format(words("incident.withdrawn_update"))
    else:
        is_cancelling = view.is_cancelled and update is view.updates[0]
        heading = words("status.cancelled" if is_cancelling else f"status.{update.status}")
        effects = _effects(update.effects, frame)
        # to_html is the only maker of markup from authors' text, and it sanitises.
        html = Markup(to_html(update_text(view, update, frame)))  # noqa: S704
    return Line(
        id=f"update-{update.id}",
        stamp=dated_stamp(update.shown_at, frame, today),
        heading=heading,
        effects=effects,
        html=html,
        notes=tuple(notes),
    )


def _effects(effects: Iterable[EffectView], frame: Frame) -> tuple[Effect, ...]:
    return tuple(
        Effect(
            tone=TONES[effect.new],
            glyph=row_glyph(effect.new),
            text=frame.words(
                "incident.effect",
                name=frame.name_of(effect.component),
                state=frame.words(f"state_in_text.{effect.new}"),
            ),
        )
        for effect in effects
    )


def row_glyph(state: ComponentState) -> str:
    """Return the glyph of a part in a row: a bare check whispers, everything else speaks."""
    return "check" if state is ComponentState.OPERATIONAL else TONES[state]


def items_of(
    digests: Iterable[Digest],
    frame: Frame,
    root: str,
    *,
    has_text: bool = True,
    has_year: bool = False,
) -> tuple[Item, ...]:
    """Return records as items of a list, each day said once."""
    items = []
    before = None
    for digest in digests:
        rail = Markup("")
        if digest.day != before:
            before = digest.day
            text = (
                frame.dates.day_short_year(before) if has_year else frame.dates.day_short(before)
            )
            rail = Markup('<time datetime="{}"><b>{}</b></time>').format(before.isoformat(), text)
        tone = tone_of(digest)
        is_told = has_text and not digest.is_tombstone
        items.append(
            Item(
                rail=rail,
                href=f"{root}incidents/{digest.id}/",
                title=title_of(digest, frame.words),
                tone=tone,
                glyph="" if tone == "none" else tone,
                facts=capitalise(history_facts(digest, frame)),
                text=to_plain(digest.summary) if is_told else "",
                report=f"{root}postmortems/{digest.id}/" if digest.has_postmortem else "",
            )
        )
    return tuple(items)


def window_rail(view: IncidentView, frame: Frame) -> Markup:
    """Return when work is planned, for the rail: day, hours in the site's zone, hours in UTC."""
    start, end = view.scheduled_for, view.scheduled_until
    if start is None:
        return Markup("")
    dates = frame.dates
    first = dates.moment(start)
    if end is None:
        hours = frame.words("date.in_zone", time=first.clock, zone=dates.zone_name)
        utc = first.utc
    else:
        hours = frame.words(
            "date.in_zone", time=dates.clock_range(start, end), zone=dates.zone_name
        )
        utc = dates.utc_range(start, end)
        last = dates.moment(end)
        if last.day != first.day and (end - start).days >= 1:
            hours = frame.words(
                "date.in_zone",
                time=frame.words(
                    "date.range",
                    start=first.clock,
                    end=frame.words(
                        "date.at", day=dates.day_short(last.day), time=last.clock
                    ),
                ),
                zone=dates.zone_name,
            )
            utc = ""
    day = Markup('<time datetime="{}"><b>{}</b></time> <span class="d">{}</span>').format(
        first.iso, dates.weekday_day(first.day), hours
    )
    return day + Markup(' <span class="u">{}</span>').format(utc) if utc else day


def parts_line(view: IncidentView, frame: Frame, *facts: str) -> str:
    """Return the line under a title: parts, then *facts*, dots between."""
    texts = [frame.names_of(view.components)] if view.components else []
    return " · ".join([*texts, *(fact for fact in facts if fact)])


def glyphs_of(main: str, items: Iterable[Item], *more: str) -> tuple[str, ...]:
    """Return the glyphs a page with *items* uses: *main* first, the others sorted."""
    used = {item.glyph for item in items if item.glyph} | {name for name in more if name}
    return (main, *sorted(used - {main}))


def is_work(view: IncidentView | Digest) -> bool:
    """Return whether *view* is planned maintenance."""
    return view.kind is RecordKind.MAINTENANCE


def summary_of(view: IncidentView, frame: Frame) -> str:
    """Return the newest words about *view* as plain text, for shared links."""
    for update in view.updates:
        if not update.is_withdrawn:
            return to_plain(update_text(view, update, frame))
    return plain(view.title)
