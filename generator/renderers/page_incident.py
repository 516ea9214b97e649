"""The permanent page of one incident or planned work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.core.vocabulary import ComponentState, MaintenanceStatus
from generator.renderers.bars import strip
from generator.renderers.frame import Head, plain, safe_url
from generator.renderers.markup import to_html
from generator.renderers.page_parts import (
    Line,
    Readout,
    is_work,
    lines_of,
    moment_readout,
    parts_line,
    summary_of,
)
from generator.renderers.sentences import TONES, status_word, title_of

if TYPE_CHECKING:
    from generator.core.views import IncidentView
    from generator.renderers.artifact import Artifact
    from generator.renderers.frame import Frame

_MOST_DURATIONS = 2  # beside "began" and "ended" there is room for two
ROOT = "../../"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """One incident, decided.

    Attributes:
        label: State word above the title, beside ``glyph``.
        subs: Sentences under the title.
        advice: What visitors can do, safe HTML; ``advice_label`` says whether still now.
        facts: The row of values; ``facts_label`` names it.
        strip: How it went, as a picture.
        notice: Said where part of the record could not be read.
        report: Whether a post-mortem is there, published ``report_at``.
        lines: The log, newest first.
        links: Parts and feeds, as links.
        small: Small print about the record.
    """

    id: str
    glyph: str
    label: str
    title: str
    subs: tuple[Markup | str, ...]
    advice_label: str
    advice: Markup
    facts_label: str
    facts: tuple[Readout, ...]
    strip: Markup
    notice: str
    report: bool
    report_at: str
    lines: tuple[Line, ...]
    links: tuple[tuple[str, str], ...]
    small: tuple[str, ...]


def incident_page(view: IncidentView, frame: Frame) -> list[Artifact]:
    """Return the permalink page of *view*."""
    words = frame.words
    title = title_of(view, words)
    status = status_word(view, words)
    tone, glyph, label = _tone(view, frame)
    days = {frame.dates.local_day(update.shown_at) for update in view.updates}
    days |= {frame.dates.local_day(at) for at in (view.started_at, view.ended_at) if at}
    only_day = days.pop() if len(days) == 1 else None
    lines = lines_of(view, view.updates, frame, only_day or date.min)
    facts_label, facts = _facts(view, frame, only_day)
    postmortem = view.postmortem
    page = IncidentPage(
        id=view.id,
        glyph=glyph,
        label=label,
        title=title,
        subs=_subs(view, frame, status),
        advice_label=words("incident.advice" if view.is_open else "incident.advice_then"),
        advice=Markup(to_html(view.advice)),  # noqa: S704 - to_html sanitises
        facts_label=facts_label,
        facts=facts,
        strip=_strip(view, frame),
        notice=_notice(view, frame),
        report=postmortem is not None,
        report_at=words(
            "incident.postmortem_at",
            day=frame.dates.day_year(frame.dates.local_day(postmortem.edition.published_at)),
        )
        if postmortem
        else "",
        lines=lines,
        links=_links(view, frame),
        small=_small(view, frame),
    )
    used = {effect.glyph for line in lines for effect in line.effects}
    head = Head(
        kind="incident",
        path=f"incidents/{view.id}/",
        tone=tone,
        glyphs=(glyph, *sorted(used - {glyph})),
        title=title,
        description=words("incident.description", status=status, summary=summary_of(view, frame)),
        feed_title=title,
    )
    return frame.render("incident.html", head, page)


def _tone(view: IncidentView, frame: Frame) -> tuple[str, str, str]:
    """Return tone, glyph and label of the page; never green while part of it is unreadable."""
    words = frame.words
    if view.is_tombstone or view.merged_into or view.is_cancelled:
        return "none", "info", status_word(view, words)
    if view.is_open and view.state is not ComponentState.OPERATIONAL:
        tone = TONES[view.state]
        label = words(f"status.{view.status}") if is_work(view) else words(f"state.{view.state}")
        return tone, tone, label
    if view.is_damaged:
        return "unk", "unk", words("status.not_readable")
    if not view.is_open:
        return "ok", "ok", status_word(view, words)
    tone = "plan" if is_work(view) else "none"
    return tone, "plan" if is_work(view) else "clock", status_word(view, words)


def _subs(view: IncidentView, frame: Frame, status: str) -> tuple[Markup | str, ...]:
    words, dates = frame.words, frame.dates
    if view.is_tombstone:
        return (words("incident.withdrawn_note"),)
    subs: list[Markup | str] = []
    if view.merged_into:
        link = frame.link(f"{ROOT}incidents/{view.merged_into}/", words("incident.merged_link"))
        subs.append(frame.html("incident.merged_note", link=link))
    elif view.is_cancelled:
        subs.append(words("incident.cancelled_note"))
    elif is_work(view):
        subs.append(_work_sub(view, frame))
    elif view.is_open:
        subs.append(parts_line(view, frame, status))
    elif view.started_at and view.ended_at:
        subs.append(
            words(
                "incident.resolved_on",
                day=dates.day_year(dates.local_day(view.ended_at)),
                duration=dates.duration(view.ended_at - view.started_at),
            )
        )
    if view.is_damaged and not view.title:
        subs.append(damaged_line(view, frame))
    if view.vendor:
        subs.append(words("incident.vendor", name=view.vendor.name))
        url = vendor_url(view)
        if url:
            subs.append(frame.link(url, words("incident.vendor_link", name=view.vendor.name)))
    return tuple(sub for sub in subs if sub)


def _work_sub(view: IncidentView, frame: Frame) -> str:
    words, dates = frame.words, frame.dates
    start, end = view.scheduled_for, view.scheduled_until
    if view.status is MaintenanceStatus.COMPLETED:
        if view.ended_at is None:
            return ""
        return words(
            "incident.completed_on", day=dates.day_year(dates.local_day(view.ended_at))
        )
    if view.is_awaiting_confirmation and end:
        return words("incident.awaiting", time=dates.in_prose(end))
    if start and end:
        return words("incident.window", time=dates.range_in_prose(start, end))
    return words("incident.window", time=dates.in_prose(start)) if start else ""


def damaged_line(view: IncidentView, frame: Frame) -> str:
    """Return which parts an unreadable notice concerns, as far as known."""
    if not view.damaged_components:
        return frame.words("incident.damaged_any")
    return frame.words(
        "incident.damaged_parts", parts=frame.names_of(view.damaged_components)
    )


def vendor_url(view: IncidentView) -> str:
    """Return where the company the problem lies with tells of it, if a link may lead there."""
    own = safe_url(view.vendor_url)
    return own or (safe_url(view.vendor.status_url) if view.vendor else "")


def _facts(
    view: IncidentView, frame: Frame, only_day: date | None
) -> tuple[str, tuple[Readout, ...]]:
    """Return the row of values with its name."""
    words = frame.words
    if view.is_tombstone:
        return "", ()
    if is_work(view):
        planned = (
            ("incident.planned_begin", view.scheduled_for),
            ("incident.planned_end", view.scheduled_until),
        )
        return words("incident.when"), tuple(
            moment_readout(words(key), at, frame, has_day=True) for key, at in planned if at
        )
    values = []
    if view.started_at:
        values.append(
            moment_readout(
                words("incident.began"),
                view.started_at,
                frame,
                has_day=only_day is None or view.is_open,
            )
        )
    if not view.is_open:
        if view.ended_at:
            values.append(
                moment_readout(
                    words("incident.ended"), view.ended_at, frame, has_day=only_day is None
                )
            )
        values += [
            Readout(label=words(f"incident.duration.{state}"), value=frame.dates.duration(span))
            for state, span in view.durations[:_MOST_DURATIONS]
        ]
        return words("incident.how_long"), tuple(values)
    if view.updates:
        values.append(
            moment_readout(
                words("incident.last_update"),
                view.updates[0].at,
                frame,
                has_day=only_day is None,
                has_age=True,
            )
        )
    if view.promise_due_at:
        late = words("incident.update_was_due")
        label = late if view.is_promise_overdue else words("incident.next_update")
        values.append(
            moment_readout(label, view.promise_due_at, frame, has_day=only_day is None, late=late)
        )
    return words("incident.when"), tuple(values)


def _strip(view: IncidentView, frame: Frame) -> Markup:
    """Return how it went; only where it is over, because open windows have no end yet."""
    if view.is_open or is_work(view) or not view.durations:
        return Markup("")
    first = view.updates[-1].shown_at if view.updates else None
    return strip(view.windows, frame, first)


def _notice(view: IncidentView, frame: Frame) -> str:
    if not view.is_damaged:
        return ""
    key = "incident.damaged_part" if view.title else "incident.damaged_text"
    text = frame.words(key)
    return f"{text} {frame.words('incident.damaged_now')}" if view.damage_is_fresh else text


def _links(view: IncidentView, frame: Frame) -> tuple[tuple[str, str], ...]:
    parts = tuple(
        (f"{ROOT}components/{component}/", frame.name_of(component))
        for component in view.components
        if frame.config.component(component)
    )
    feeds = (("history.atom", frame.words("incident.feed")), ("feed.json", "JSON"))
    return (*parts, *feeds)


def _small(view: IncidentView, frame: Frame) -> tuple[str, ...]:
    words = frame.words
    small = []
    if view.is_backfilled:
        small.append(words("incident.backfilled"))
    if view.former_titles:
        titles = "; ".join(plain(title) for title in view.former_titles)
        small.append(
            words.count("incident.former_titles", len(view.former_titles), titles=titles)
        )
    small.append(words("incident.last_changed", time=frame.dates.in_prose(view.last_changed_at)))
    return tuple(small)
