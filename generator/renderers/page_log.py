"""The log of an incident: one update, one effect, and the promise that is its next line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from generator.core.views import EffectView, IncidentView, UpdateView
from generator.core.vocabulary import ComponentState
from generator.renderers.dates import known_time
from generator.renderers.glyphs import TONES
from generator.renderers.page_base import Context, PageBase, safe
from generator.renderers.sentences import component_name, status_word, update_text


def update_line(
    base: PageBase, view: IncidentView, update: UpdateView, *, home: date | None = None
) -> Context:
    """Return one update as a line of the log.

    Args:
        base: What all pages share.
        view: Whose update it is.
        update: The update.
        home: Today, where the line stands on the home page: lines of today need no day, what
            an update did to single parts is left to the permalink, and links start at the root.
    """
    words, dates = base.words, base.dates
    notes = _written(base, update)
    if update.is_withdrawn:
        at = update.changed_at or _withdrawn_at(view) or update.at
        notes.append(words("incident.withdrawn", time=dates.moment(at)))
    elif update.changed_at is not None:
        notes.append(words("incident.corrected", time=dates.moment(update.changed_at)))
    if update.is_ahead:
        notes.append(words("incident.ahead"))
    up = "incidents/" if home else "../"
    link = None
    if update.merged_into:
        link = {"href": f"{up}{update.merged_into}/", "text": words("incident.merged_link")}
    return {
        "anchor": f"{view.id}-{update.id}" if home else f"update-{update.id}",
        "href": f"incidents/{view.id}/#update-{update.id}" if home else f"#update-{update.id}",
        **base.when(known_time(update.shown_at, is_day_only=update.is_day_only), home),
        "status": status_of(base, update),
        "effects": [effect_line(base, effect) for effect in _effects_to_show(update, home)],
        "html": safe(update_text(view, update, base.frame)),
        "notes": notes,
        "link": link,
    }


def _written(base: PageBase, update: UpdateView) -> list[str]:
    """Return when *update* was written, where the line stands at the time that it tells of."""
    if update.at == update.shown_at:
        return []
    words, dates = base.words, base.dates
    if dates.local_day(update.at) == dates.local_day(update.shown_at):
        return [words("incident.written_at", time=dates.same_day_moment(update.at))]
    return [words("incident.written_on", time=dates.moment(update.at))]


def status_of(base: PageBase, update: UpdateView) -> str:
    """Return the word over *update*: the status it announced, or what it did instead."""
    if update.is_withdrawn or update.retracts == "incident":
        return base.words("status.withdrawn")
    if update.retracts is not None:
        return base.words("status.correction")
    if update.merged_into:
        return base.words("status.merged")
    return status_word(update.status, base.frame, is_cancelled=update.is_called_off)


def _withdrawn_at(view: IncidentView) -> datetime | None:
    """Return when the whole of *view* was withdrawn, if it was."""
    return next((each.at for each in view.updates if each.retracts == "incident"), None)


def _effects_to_show(update: UpdateView, home: date | None) -> Sequence[EffectView]:
    """Return none for a merger: it ends what this record says, not the trouble itself."""
    return () if home or update.merged_into else update.effects


def effect_line(base: PageBase, effect: EffectView) -> Context:
    """Return what an update did to one component."""
    return {
        "glyph": row_glyph(effect.new),
        "tone": TONES[effect.new],
        "text": base.words(
            "incident.part_state",
            name=component_name(effect.component, base.frame),
            state=base.words(f"effect.{effect.new}"),
        ),
    }


def promise_line(base: PageBase, view: IncidentView) -> Context | None:
    """Return the log's next, unwritten line, or None when nothing was promised."""
    due = view.promise_due_at
    if due is None:
        return None
    over = base.words("incident.promise_over")
    return {
        **base.when(due, base.dates.local_day(view.last_changed_at)),
        "by": base.words("incident.promise_by", time=base.dates.clock(due)),
        "over": over,
        "text": over if view.is_promise_overdue else base.words("incident.promise"),
    }


def row_glyph(state: ComponentState) -> str:
    """Return the glyph of a row: working parts get a bare check."""
    return "check" if state is ComponentState.OPERATIONAL else TONES[state]
