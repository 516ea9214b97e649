"""The permalink of one incident or of planned work: where it stands, and all that was said."""

from __future__ import annotations

from datetime import datetime, timedelta

from generator.core.digest import find_last_update
from generator.core.intervals import flatten, time_of_parts
from generator.core.views import IncidentView
from generator.core.vocabulary import ComponentState, RecordKind, badness
from generator.renderers.artifact import Artifact
from generator.renderers.bars import draw_strip
from generator.renderers.dates import known_time
from generator.renderers.frame import join
from generator.renderers.glyphs import TONES
from generator.renderers.page_base import Context, PageBase, safe
from generator.renderers.page_log import promise_line, row_glyph, update_line
from generator.renderers.record_lines import span_text, unconfirmed
from generator.renderers.sentences import (
    capitalised,
    component_name,
    names_of,
    spent,
    status_word,
    title_of,
)


def render_incident(base: PageBase, view: IncidentView) -> Artifact:
    """Return ``/incidents/<id>/``."""
    words, dates = base.words, base.dates
    tone, glyph = _tone(view)
    title, label = title_of(view, base.frame), _label(base, view)
    lead = _lead(base, view)
    learned = None
    if view.postmortem is not None:
        published = dates.local_day(view.postmortem.edition.published_at)
        learned = {
            "href": f"../../postmortems/{view.id}/",
            "text": words("incident.published", day=dates.day_year(published)),
        }
    unreadable: Context | None = None
    if view.is_damaged:
        key = "unreadable_text" if view.damage_is_fresh else "unreadable_old_text"
        unreadable = {**base.when(view.damaged_at or view.date), "text": words(f"incident.{key}")}
    return base.page(
        "incident.html",
        f"incidents/{view.id}/",
        title=title,
        label=label,
        tone=tone,
        glyph=glyph,
        lead=lead,
        head_title=words("head.record", state=label, title=title, name=base.config.name),
        description=join(words, "sentence", [words("head.state", state=label, title=title), *lead]),
        glyphs={row_glyph(effect.new) for update in view.updates for effect in update.effects},
        feeds=title,
        changed_at=known_time(view.last_changed_at, is_day_only=view.is_change_day_only),
        advice=safe(view.advice) if view.advice else "",
        readout_name=words("home.updates" if view.is_open else "incident.how_long"),
        readout=_readout(base, view),
        strip=draw_impact(base, view),
        learned=learned,
        unreadable=unreadable,
        due=promise_line(base, view),
        updates=[update_line(base, view, update) for update in view.updates],
        id=view.id,
        links=_links(base, view),
        notes=_notes(base, view),
    )


def _tone(view: IncidentView) -> tuple[str, str]:
    if view.is_tombstone or view.merged_into:
        return "", "page"
    if view.is_damaged and view.damage_is_fresh:
        return "unknown", "unknown"
    if view.kind is RecordKind.MAINTENANCE:
        return ("ok", "ok") if not view.is_open and not view.is_cancelled else ("plan", "plan")
    if not view.is_open:
        return "ok", "ok"
    if view.state is ComponentState.OPERATIONAL:
        return "trouble", "trouble"
    return TONES[view.state], TONES[view.state]


def _label(base: PageBase, view: IncidentView) -> str:
    if view.is_tombstone:
        return base.words("status.withdrawn")
    if view.merged_into:
        return base.words("status.merged")
    if not view.updates or (view.is_damaged and view.damage_is_fresh):
        return base.words("state.unknown")
    return status_word(view.status, base.frame, is_cancelled=view.is_cancelled)


def _lead(base: PageBase, view: IncidentView) -> list[str]:
    words, dates = base.words, base.dates
    if view.is_tombstone:
        return [words("incident.tombstone_why")]
    if view.merged_into:
        return [words("incident.merged")]
    lead = []
    if view.kind is RecordKind.MAINTENANCE:
        lead += [span_text(base, view)]
        if view.is_awaiting_confirmation:
            lead.append(unconfirmed(base, view))
    elif view.is_open and view.started_at:
        lead.append(words("incident.open_since", time=dates.moment(view.started_at)))
    elif view.ended_at and view.started_at:
        day = dates.day_year(dates.local_day(view.ended_at))
        length = view.ended_at - view.started_at
        key = "incident.resolved_after" if length > timedelta() else "incident.resolved_on"
        lead.append(words(key, day=day, length=dates.length(length)))
    if view.vendor:
        lead.append(words("incident.vendor", name=view.vendor.name))
    return [line for line in lead if line]


def _readout(base: PageBase, view: IncidentView) -> list[Context]:
    words = base.words
    if view.is_tombstone or view.merged_into or view.is_cancelled:
        return []
    if view.is_open:
        return _readout_of_open(base, view)
    if view.started_at is None or view.ended_at is None:
        return []
    first = base.dates.local_day(view.started_at)
    items = [
        base.readout(words("incident.began"), view.started_at),
        base.readout(words("incident.ended"), view.ended_at, beside=first),
    ]
    return items + (_lengths(base, view) if view.durations else [])


def _lengths(base: PageBase, view: IncidentView) -> list[Context]:
    """Return how long each state lasted, worst first, with the parts that were in it."""
    words, dates, items = base.words, base.dates, []
    times = {part: dict(time) for part, time in time_of_parts(view.windows).items()}
    parts = [part for part in dict.fromkeys((*view.components, *times)) if part in times]
    for state in sorted({window.state for window in view.windows}, key=badness, reverse=True):
        spans = flatten(
            (each.start, each.end, state) for each in view.windows if each.state is state
        )
        whole = sum((end - start for start, end, _ in spans), timedelta())
        own = {part: times[part][state] for part in parts if state in times[part]}
        names = names_of(own, base.frame)
        if any(length != whole for length in own.values()):
            # The length above is of all together: none of them is said to have lasted so long.
            timed = (
                words(
                    "incident.part_time",
                    name=component_name(part, base.frame),
                    length=dates.length(length),
                )
                for part, length in own.items()
            )
            names = join(words, "comma", timed)
        items.append(base.readout(words(f"state.{state}"), value=dates.length(whole), note=names))
    return items


def _readout_of_open(base: PageBase, view: IncidentView) -> list[Context]:
    words, items = base.words, []
    due = view.promise_due_at
    # The line above has told the day on which it began.
    day = base.dates.local_day(view.started_at) if view.started_at else None
    if due is not None:
        over = words("home.overdue")
        name = over if view.is_promise_overdue else words("home.next_update")
        items.append(base.readout(name, due, beside=day, over=over))
    written = find_last_update(view)
    if written:
        last = known_time(written[0], is_day_only=written[1])
        items.append(base.readout(words("home.last_update"), last, beside=day, has_age=True))
    if view.started_at:
        items.append(base.readout(words("incident.began"), view.started_at, beside=day))
    return items


def draw_impact(base: PageBase, view: IncidentView) -> Context | None:
    """Return how an incident that is over went, drawn over time; None where nothing was lost.

    The words below the drawing are left out where it says them itself.
    """
    if view.is_open or not view.durations or view.kind is RecordKind.MAINTENANCE:
        return None
    words, dates = base.words, base.dates
    days = {dates.local_day(edge) for window in view.windows for edge in (window.start, window.end)}

    def label_of(state: ComponentState, length: timedelta) -> str:
        name = capitalised(words(f"day_mark.{state}"))
        return words("incident.block", state=name, length=dates.length(length))

    def time_of(at: datetime) -> str:
        if len(days) == 1:
            return dates.clock(at)
        return join(words, "comma", (dates.short_day(dates.local_day(at)), dates.clock(at)))

    title = spent(view.durations, base.frame, dates)
    drawing, is_told = draw_strip(view.windows, title, label_of=label_of, time_of=time_of)
    return {"drawing": drawing, "text": "" if is_told else title}


def vendor_link(base: PageBase, view: IncidentView) -> Context | None:
    """Return the link to the status page of the company in whose hands the cause lies."""
    url = view.vendor_url or (view.vendor.status_url if view.vendor else None)
    if not url:
        return None
    if view.vendor is None:
        return {"href": url, "text": base.words("incident.vendor_page_any")}
    return {"href": url, "text": base.words("incident.vendor_page", name=view.vendor.name)}


def _links(base: PageBase, view: IncidentView) -> list[Context]:
    words = base.words
    links: list[Context] = [
        {"href": f"../../components/{each}/", "text": component_name(each, base.frame)}
        for each in view.components
        if base.config.component(each)
    ]
    links.append({"href": "history.atom", "text": words("incident.feeds")})
    links.append({"href": "feed.json", "text": words("incident.json")})
    vendor = vendor_link(base, view)
    if vendor:
        links.append(vendor)
    if view.merged_into:
        links.append({"href": f"../{view.merged_into}/", "text": words("incident.merged_link")})
    return links


def _notes(base: PageBase, view: IncidentView) -> list[str]:
    notes = [base.words("incident.former", title=title) for title in view.former_titles]
    if view.is_backfilled:
        notes.append(base.words("incident.backfilled"))
    return notes
