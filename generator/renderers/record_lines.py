"""One record as a line of a list: its day in the rail, what it was in the column."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from generator.core.intervals import time_of_parts
from generator.core.views import ComponentView, Digest, IncidentView
from generator.core.vocabulary import ComponentState, RecordKind, badness
from generator.renderers.dates import iso, known_time
from generator.renderers.frame import join
from generator.renderers.glyphs import TONES
from generator.renderers.page_base import Context, PageBase
from generator.renderers.sentences import (
    names_of,
    spent,
    states_text,
    status_word,
    title_of,
)

_PLAIN: Context = {
    "iso": "", "when": "", "span": None, "href": "", "title": "", "glyph": "", "tone": "",
    "meta": "", "note": "", "text": "", "link": None,
}  # fmt: skip


def link_line(title: str, href: str, meta: str, *, when: str = "", glyph: str = "") -> Context:
    """Return a line that only leads somewhere."""
    return {**_PLAIN, "title": title, "href": href, "meta": meta, "when": when,
            "glyph": glyph, "tone": glyph}  # fmt: skip


def digest_line(base: PageBase, digest: Digest, up: str, *, has_year: bool = False) -> Context:
    """Return one record as a line of a list; *up* leads from the page to the root."""
    words, dates = base.words, base.dates
    link = None
    if digest.has_postmortem:
        link = {"href": f"{up}postmortems/{digest.id}/", "text": words("incident.learned_link")}
    glyph = digest_glyph(digest)
    return {
        **_PLAIN,
        "iso": digest.day.isoformat(),
        "when": dates.short_day_year(digest.day) if has_year else dates.short_day(digest.day),
        "href": f"{up}incidents/{digest.id}/",
        "title": digest_title(base, digest),
        "glyph": glyph,
        "tone": glyph,
        "meta": join(words, "dot", _facts(base, digest)),
        "text": _said(base, digest),
        "link": link,
    }


def _said(base: PageBase, digest: Digest) -> str:
    """Return the last words on a record; without any, what is wrong while it is open.

    Once it is over, the facts above say all that the words files would.
    """
    if digest.is_tombstone:
        return ""
    return base.plain_text(digest.summary) or states_text(digest.states, base.frame)


def last_change(digests: Iterable[Digest]) -> datetime | date | None:
    """Return when the newest of *digests* changed; a day where no more is known."""
    changes = [(digest.last_changed_at, not digest.is_change_day_only) for digest in digests]
    if not changes:
        return None
    at, is_exact = max(changes)
    return known_time(at, is_day_only=not is_exact)


def digest_title(base: PageBase, digest: Digest) -> str:
    """Return the title visitors read, also where there is none any more or none readable."""
    if digest.is_tombstone:
        return base.words("incident.tombstone")
    return digest.title or base.words("incident.unreadable")


def digest_glyph(digest: Digest) -> str:
    """Return the glyph of the worst that *digest* reached; empty for none."""
    if digest.is_tombstone:
        return ""
    if badness(digest.peak):
        return TONES[digest.peak]
    return "plan" if digest.kind is RecordKind.MAINTENANCE else ""


def _facts(base: PageBase, digest: Digest) -> list[str]:
    words = base.words
    if digest.is_tombstone:
        return [words("status.withdrawn")]
    if digest.is_damaged and not digest.entries:
        return [words("incident.unreadable_status")]
    facts = [names_of(digest.components, base.frame)]
    lost = spent(digest.durations, base.frame, base.dates)
    if lost and not _is_shared(digest):
        lost = spent(digest.durations, base.frame, base.dates, is_sentence=False)
        lost = words("incident.in_all", spent=lost)
    if digest.is_cancelled:
        facts.append(words("status.cancelled"))
    elif digest.merged_into:
        facts.append(words("status.merged"))
    elif digest.is_open or not lost:
        facts.append(status_word(digest.status, base.frame))
    else:
        facts.append(lost)
    if digest.is_backfilled:
        facts.append(words("incident.backfilled_meta"))
    return facts


def _is_shared(digest: Digest) -> bool:
    """Return whether every part named was in every state for all of the time that is told."""
    if len(digest.components) < 2:
        return True
    times = time_of_parts(digest.windows)
    return all(times.get(part) == digest.durations for part in digest.components)


def work_line(base: PageBase, view: IncidentView, up: str) -> Context:
    """Return planned work that is not over as a line of a list, with its window in the rail."""
    facts = [names_of(view.components, base.frame), status_word(view.status, base.frame)]
    text = next((update.text for update in view.updates if update.text), "")
    line = {
        **_PLAIN,
        "when": status_word(view.status, base.frame),
        "href": f"{up}incidents/{view.id}/",
        "title": title_of(view, base.frame),
        "glyph": "plan",
        "tone": "plan",
        "meta": join(base.words, "dot", facts),
        "note": unconfirmed(base, view) if view.is_awaiting_confirmation else "",
        "text": base.plain_text(text),
    }
    start, end = view.scheduled_for, view.scheduled_until
    if start is None:
        return line
    if end is None:
        span: Context = {
            "start": iso(start),
            "end": "",
            "clocks": base.dates.clock_zone(start),
            "utc": "" if base.dates.is_utc else base.dates.utc(start),
        }
    else:
        span = span_of(base, view) or {}
    day = base.dates.weekday_day(base.dates.local_day(start))
    return line | {"when": day, "iso": iso(start), "span": span}


def span_of(base: PageBase, view: IncidentView) -> Context | None:
    """Return the window of planned work for templates, or None where it is not known."""
    if view.scheduled_for is None or view.scheduled_until is None:
        return None
    span = base.dates.span(view.scheduled_for, view.scheduled_until)
    return {
        "start": iso(view.scheduled_for),
        "end": iso(view.scheduled_until),
        "clocks": span.clocks,
        "utc": span.utc,
        "text": span_text(base, view),
    }


def span_text(base: PageBase, view: IncidentView) -> str:
    """Return the window of planned work in one line; empty where it is not known."""
    if view.scheduled_for is None or view.scheduled_until is None:
        return ""
    return base.dates.window(view.scheduled_for, view.scheduled_until)


def unconfirmed(base: PageBase, view: IncidentView, as_of: datetime | None = None) -> str:
    """Return the sentence about work whose planned end has passed without a word.

    Args:
        base: What all pages share.
        view: The work.
        as_of: The moment, where no window stands beside the sentence and tells the day.
    """
    if view.scheduled_until is None:
        return ""
    dates, end = base.dates, view.scheduled_until
    time = dates.near_moment(end, as_of) if as_of else dates.same_day_moment(end)
    return base.words("work.unconfirmed", time=time)


def bar_title(base: PageBase, view: ComponentView) -> str:
    """Return what a component's bar says to those who hear it, the newest day first."""
    words = base.words
    marks = [
        words(
            "home.bar_day",
            state=words(f"day_mark.{mark.state}"),
            day=base.dates.short_day(mark.day),
        )
        for mark in reversed(view.days)
        if mark.state is not ComponentState.OPERATIONAL
    ]
    if marks:
        return words("home.bar", marks=join(words, "list", marks))
    since, retired, first = view.component.since, view.component.retired, view.days[0].day
    offered = [
        mark
        for mark in view.days
        if (since is None or mark.day >= since) and (retired is None or mark.day < retired)
    ]
    if not all(mark.is_recorded for mark in offered):
        return words("home.bar_unknown")
    if retired is not None:
        return words("home.bar_clean_until", day=base.dates.day_year(retired))
    if since is not None and since > first:
        return words("home.bar_clean_since", day=base.dates.day(since))
    return words("home.bar_clean")
