"""One record as a line of a list: its day in the rail, what it was in the column."""

from __future__ import annotations

from generator.core.views import ComponentView, Digest, IncidentView
from generator.core.vocabulary import RecordKind, badness
from generator.renderers.dates import iso
from generator.renderers.glyphs import TONES
from generator.renderers.page_base import Context, PageBase
from generator.renderers.page_record import title_of
from generator.renderers.sentences import names_of, spent, status_word


def digest_line(base: PageBase, digest: Digest, up: str, *, has_year: bool = False) -> Context:
    """Return one record as a line of a list; *up* leads from the page to the root."""
    words, dates = base.words, base.dates
    names = names_of(digest.components, base.frame)
    if digest.is_tombstone:
        title, meta = words("incident.tombstone"), [words("status.withdrawn")]
    else:
        title = digest.title or words("incident.unreadable")
        lost = spent(digest.durations, base.frame, dates)
        if digest.is_cancelled:
            meta = [names, words("status.cancelled")]
        elif digest.merged_into:
            meta = [names, words("status.merged")]
        elif digest.is_open or not lost:
            meta = [names, status_word(digest.status, base.frame)]
        else:
            meta = [names, lost]
    if digest.is_backfilled:
        meta.append(words("incident.backfilled").rstrip("."))
    glyph = ""
    if not digest.is_tombstone:
        if badness(digest.peak):
            glyph = TONES[digest.peak]
        elif digest.kind is RecordKind.MAINTENANCE:
            glyph = "plan"
    link = None
    if digest.has_postmortem:
        link = {"href": f"{up}postmortems/{digest.id}/", "text": words("incident.learned_link")}
    return {
        "iso": digest.day.isoformat(),
        "when": dates.short_day_year(digest.day) if has_year else dates.short_day(digest.day),
        "more": (),
        "href": f"{up}incidents/{digest.id}/",
        "title": title,
        "glyph": glyph,
        "tone": glyph,
        "meta": words("join.dot").join(part for part in meta if part),
        "text": "" if digest.is_tombstone else base.plain_text(digest.summary),
        "link": link,
    }


def work_line(base: PageBase, view: IncidentView, up: str) -> Context:
    """Return planned work that is not over as a line of a list, with its window in the rail."""
    dates, start, end = base.dates, view.scheduled_for, view.scheduled_until
    when, stamp = status_word(view.status, base.frame), ""
    more: tuple[str, ...] = ()
    if start is not None:
        when, stamp = dates.weekday_day(dates.local_day(start)), iso(start)
        clocks = dates.clock_range(start, end) if end else dates.clock(start)
        utc = dates.utc(end or start)
        if end:
            utc = base.words("dates.range", start=f"{start:%H:%M}", end=utc)
        more = (f"{clocks} {dates.zone_name}", utc)
    meta = [names_of(view.components, base.frame), status_word(view.status, base.frame)]
    if view.is_awaiting_confirmation and end:
        meta.append(base.words("work.unconfirmed", time=dates.moment(end)))
    text = next((update.text for update in view.updates if update.text), "")
    return {
        "iso": stamp,
        "when": when,
        "more": more,
        "href": f"{up}incidents/{view.id}/",
        "title": title_of(base, view),
        "glyph": "plan",
        "tone": "plan",
        "meta": base.words("join.dot").join(part for part in meta if part),
        "text": base.plain_text(text),
        "link": None,
    }


def bar_title(base: PageBase, view: ComponentView) -> str:
    """Return what a component's bar says to those who hear it."""
    words = base.words
    marks = [
        f"{words(f'day_mark.{mark.state}')} {base.dates.short_day(mark.day)}"
        for mark in view.days
        if mark.durations
    ]
    if not marks:
        return words("home.bar_clean")
    return words("home.bar", marks="; ".join(reversed(marks)))
