"""The permalink of one incident or maintenance, and its post-mortem."""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from generator.core.views import ChangeView, IncidentView, MilestoneView
from generator.core.vocabulary import ComponentState, DataLoss, RecordKind
from generator.renderers.artifact import Artifact
from generator.renderers.bars import draw_strip
from generator.renderers.glyphs import TONES
from generator.renderers.page_base import Context, PageBase, row_glyph, safe
from generator.renderers.sentences import component_name, names_of, spent, status_word

_CHANGE_LOOK = {
    "done": ("check", "ok"),
    "late": ("trouble", "trouble"),
    "planned": ("none", "none"),
    "dropped": ("none", "none"),
}


def render_incident(base: PageBase, view: IncidentView) -> Artifact:
    """Return ``/incidents/<id>/``."""
    words, dates = base.words, base.dates
    tone, glyph = _tone(view)
    title = title_of(base, view)
    updates = [base.update(view, update) for update in view.updates]
    glyphs = {row_glyph(effect.new) for update in view.updates for effect in update.effects}
    learned = None
    if view.postmortem is not None:
        published = dates.local_day(view.postmortem.edition.published_at)
        learned = {
            "href": f"../../postmortems/{view.id}/",
            "text": words("incident.published", day=dates.day_year(published)),
        }
    links: list[Context] = [
        {"href": f"../../components/{component}/", "text": component_name(component, base.frame)}
        for component in view.components
        if base.config.component(component)
    ]
    links.append({"href": "history.atom", "text": words("incident.feeds")})
    if view.vendor_url or (view.vendor and view.vendor.status_url):
        vendor = view.vendor
        links.append(
            {
                "href": view.vendor_url or (vendor.status_url if vendor else ""),
                "text": words("incident.vendor_page", name=vendor.name if vendor else ""),
            }
        )
    if view.merged_into:
        links.append({"href": f"../{view.merged_into}/", "text": words("incident.merged_link")})
    lead = _lead(base, view)
    return base.page(
        "incident.html",
        f"incidents/{view.id}/",
        title=title,
        label=_label(base, view),
        tone=tone,
        glyph=glyph,
        lead=lead,
        description=" ".join([_label(base, view) + ":", title, *lead]),
        glyphs=glyphs,
        feeds=f"incidents/{view.id}/",
        advice=safe(view.advice) if view.advice else "",
        readout=_readout(base, view),
        readout_name=words("incident.how_long"),
        strip=_strip(base, view),
        strip_text=spent(view.durations, base.frame, dates),
        learned=learned,
        unreadable=dates.moment(view.damaged_at) if view.is_damaged and view.damaged_at else "",
        due=base.promise(view),
        updates=updates,
        id=view.id,
        links=links,
        notes=_notes(base, view),
    )


def title_of(base: PageBase, view: IncidentView) -> str:
    """Return the title visitors read, also where there is none any more or none readable."""
    if view.is_tombstone:
        return base.words("incident.tombstone")
    return view.title or base.words("incident.unreadable")


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
    if not view.updates:
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
        if view.scheduled_for and view.scheduled_until:
            lead.append(window_text(base, view))
        if view.is_awaiting_confirmation and view.scheduled_until:
            lead.append(words("work.unconfirmed", time=dates.moment(view.scheduled_until)))
    elif view.is_open and view.started_at:
        lead.append(words("incident.open_since", time=dates.moment(view.started_at)))
    elif view.ended_at and view.started_at:
        day = dates.day_year(dates.local_day(view.ended_at))
        length = view.ended_at - view.started_at
        key = "incident.resolved_after" if length > timedelta() else "incident.resolved_on"
        lead.append(words(key, day=day, length=dates.length(length)))
    if view.vendor:
        lead.append(words("incident.vendor", name=view.vendor.name))
    return lead


def window_text(base: PageBase, view: IncidentView) -> str:
    """Return the window of planned work in words: day, clocks, zone, UTC."""
    start, end = view.scheduled_for, view.scheduled_until
    if start is None or end is None:
        return ""
    dates = base.dates
    first, last = dates.local_day(start), dates.local_day(end)
    utc = base.words("dates.range", start=f"{start:%H:%M}", end=dates.utc(end))
    if first == last:
        return (
            f"{dates.weekday_day(first)}, {dates.clock_range(start, end)} {dates.zone_name} ({utc})"
        )
    return base.words(
        "dates.range",
        start=f"{dates.weekday_day(first)}, {dates.clock(start)}",
        end=f"{dates.weekday_day(last)}, {dates.clock(end)} {dates.zone_name} ({utc})",
    )


def _readout(base: PageBase, view: IncidentView) -> list[Context]:
    words, dates = base.words, base.dates
    if view.is_tombstone or view.merged_into or view.kind is RecordKind.MAINTENANCE:
        return []
    if view.started_at is None or view.ended_at is None:
        return []
    items = [
        base.readout(words("incident.began"), view.started_at),
        base.readout(words("incident.ended"), view.ended_at),
    ]
    names = names_of(view.components, base.frame)
    items += [
        base.readout(words(f"state.{state}"), value=dates.length(length), note=names)
        for state, length in view.durations
    ]
    return items


def _strip(base: PageBase, view: IncidentView) -> Markup:
    if view.is_open or not view.durations or view.kind is RecordKind.MAINTENANCE:
        return Markup()
    return draw_strip(view.windows, spent(view.durations, base.frame, base.dates))


def _notes(base: PageBase, view: IncidentView) -> list[str]:
    words = base.words
    notes = [words("incident.former", title=title) for title in view.former_titles]
    if view.is_backfilled:
        notes.append(words("incident.backfilled"))
    notes.append(words("incident.changed", time=base.dates.moment(view.last_changed_at)))
    return notes


def render_postmortem(base: PageBase, view: IncidentView) -> Artifact:
    """Return ``/postmortems/<id>/``: all thirteen parts, those without content left out."""
    words, dates, report = base.words, base.dates, view.postmortem
    assert report is not None  # noqa: S101 - the caller asks only for published ones
    edition = report.edition
    kind = words(f"postmortem.{'final' if edition.edition == 'final' else 'preliminary'}")
    sections = [
        {"id": "in-short", "pairs": _in_short(base, view)},
        {"id": "summary", "html": _html(edition.summary)},
        {
            "id": "what-to-do",
            "html": _html(edition.what_to_do or words("postmortem.nothing_to_do")),
        },
        {
            "id": "impact",
            "strip": _strip(base, view),
            "strip_text": spent(view.durations, base.frame, dates),
            "pairs": [
                {"name": who, "value": safe(text), "href": ""} for who, text in edition.impact
            ],
        },
        {"id": "what-happened", "html": _html(edition.what_happened)},
        {"id": "timeline", "pairs": [_milestone(base, line) for line in report.timeline]},
        {"id": "why", "items": [safe(text) for text in edition.why]},
        {"id": "fix", "html": _html(edition.fix)},
        {"id": "changes", "changes": [_change(base, change) for change in report.changes]},
        {"id": "went-well", "items": [safe(text) for text in edition.went_well]},
        {"id": "data", "pairs": _data(base, view)},
        {
            "id": "contact",
            "html": _html(_contact(base, view)),
            "links": [
                {"href": f"../../incidents/{view.id}/", "text": words("postmortem.that_day")},
                {
                    "href": f"../../incidents/{view.id}/history.atom",
                    "text": words("incident.feeds"),
                },
            ],
        },
    ]
    shown = [
        {
            "name": words(f"postmortem.{str(section['id']).replace('-', '_')}"),
            "html": "", "strip": "", "strip_text": "", "pairs": (), "items": (), "changes": (),
            "links": (), **section,
        }
        for section in sections
        if any(section.get(key) for key in ("html", "strip", "pairs", "items", "changes"))
    ]  # fmt: skip
    glyphs = {_CHANGE_LOOK[change.state][0] for change in report.changes}
    day = dates.full_day(dates.local_day(view.started_at or edition.published_at))
    return base.page(
        "postmortem.html",
        f"postmortems/{view.id}/",
        title=edition.title or title_of(base, view),
        label=kind,
        glyph="page",
        lead=[day],
        description=base.plain_text(edition.summary) or day,
        glyphs=glyphs,
        sections=shown,
    )


def _html(text: str) -> Markup | str:
    return safe(text) if text else ""


def _in_short(base: PageBase, view: IncidentView) -> list[Context]:
    words, dates, report = base.words, base.dates, view.postmortem
    assert report is not None  # noqa: S101 - see above
    edition = report.edition
    rows: list[tuple[str, object, str]] = []
    if view.started_at:
        rows.append((words("postmortem.began"), dates.moment(view.started_at), ""))
    if view.ended_at:
        rows.append((words("postmortem.ended"), dates.moment(view.ended_at), ""))
    if view.durations:
        rows.append((words("postmortem.length"), spent(view.durations, base.frame, dates), ""))
    rows += [
        (
            words("postmortem.part"),
            component_name(component, base.frame),
            f"../../components/{component}/",
        )
        for component in view.components
        if base.config.component(component)
    ]
    if edition.affected:
        rows.append((words("postmortem.who"), words("join.comma").join(edition.affected), ""))
    if edition.not_affected:
        rows.append((words("postmortem.not_affected"), safe(edition.not_affected), ""))
    if edition.data_lost is not None:
        rows.append((words("postmortem.data"), words(f"postmortem.lost_{edition.data_lost}"), ""))
    kind = words(f"postmortem.{'final' if edition.edition == 'final' else 'preliminary'}")
    rows.append(
        (words("postmortem.report"), words("postmortem.edition", kind=kind, n=edition.number), "")
    )
    rows.append((words("postmortem.published"), dates.moment(edition.published_at), ""))
    return [{"name": name, "value": value, "href": href} for name, value, href in rows]


def _milestone(base: PageBase, line: MilestoneView) -> Context:
    words, dates = base.words, base.dates
    status = status_word(line.status, base.frame) if line.status else ""
    key = {"ended": "ended_line", "published": "published_line"}.get(line.kind, line.kind)
    text = words(f"postmortem.{key}", status=status)
    if line.kind == "ended":
        text = f"{words('postmortem.update', status=status)} {text}"
    if line.gap is not None:
        text = f"{text} ({words('postmortem.gap', length=dates.length(line.gap))})"
    return {"name": dates.moment(line.at), "value": text, "href": ""}


def _change(base: PageBase, change: ChangeView) -> Context:
    words, dates = base.words, base.dates
    glyph, tone = _CHANGE_LOOK[change.state]
    due = dates.due(change.due) if change.due else ""
    if change.state == "done" and change.done:
        state = words("change.done", day=dates.short_day_year(change.done))
    elif change.state == "dropped":
        state = words("change.dropped", note=change.note)
    elif change.state == "planned" and not due:
        state = words("change.planned_open")
    else:
        state = words(f"change.{change.state}", due=due)
    return {"glyph": glyph, "tone": tone, "html": safe(change.text), "state": state}


def _data(base: PageBase, view: IncidentView) -> list[Context]:
    words, report = base.words, view.postmortem
    assert report is not None  # noqa: S101 - see above
    edition = report.edition
    if edition.data_lost is None and not edition.data_text:
        return []
    lost = edition.data_lost or DataLoss.POSSIBLE
    rows = [
        {"name": words("postmortem.data"), "value": words(f"postmortem.lost_{lost}"), "href": ""}
    ]
    if edition.data_recoverable is not None and lost is not DataLoss.NONE:
        key = "recoverable_yes" if edition.data_recoverable else "recoverable_no"
        rows[0]["value"] += " " + words(f"postmortem.{key}")
    if edition.data_text:
        rows.append({"name": "", "value": safe(edition.data_text), "href": ""})
    return [dict(row) for row in rows]


def _contact(base: PageBase, view: IncidentView) -> str:
    words, report = base.words, view.postmortem
    assert report is not None  # noqa: S101 - see above
    lines = [report.edition.contact] if report.edition.contact else []
    if base.config.author:
        lines.append(words("postmortem.signed", author=base.config.author))
    lines += [
        words("postmortem.earlier", n=each.number, time=base.dates.moment(each.published_at))
        for each in report.earlier
    ]
    url = f"{base.config.url.rstrip('/')}/postmortems/{view.id}/"
    lines.append(words("postmortem.address", url=f"<{url}>"))
    return "\n\n".join(lines)
