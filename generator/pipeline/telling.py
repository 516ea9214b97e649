"""What visitors are to read, completed and written down: one new file below ``updates/``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.core.act import Act, NewFile
from generator.core.command_times import stamp
from generator.core.facts import ImpactWindow, Status
from generator.core.next_steps import BY_SEVERITY
from generator.core.refusal import Refusal
from generator.core.times import format_instant, update_stamp
from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    Impact,
    RecordKind,
)
from generator.pipeline import journal
from generator.pipeline.case import Case
from generator.writers.record_yaml import Value, clean_text, dump

Effects = tuple[tuple[str, ComponentState | None], ...]
"""Component and its state; None where none was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody wants visitors to read; everything unsaid is empty or None.

    Attributes:
        next_update: As it will stand in the file: ``30m``, ``none`` or a time.
        happened_at: What ``--at`` said.
        suffix: Eight random characters for the file's name.
    """

    suffix: str
    status: Status | None = None
    title: str = ""
    text: str = ""
    advice: str = ""
    effects: Effects = ()
    next_update: str = ""
    impact: Impact | None = None
    banner: BannerScope | None = None
    happened_at: datetime | None = None
    is_silent: bool = False


def complete(case: Case, effects: Effects, notes: list[str]) -> Effects:
    """Return *effects* with a state for each, by the severity in force where none was said."""
    found: dict[str, ComponentState | None] = {}
    for component, said in effects:
        if component in found:
            raise Refusal(f"{component} is named twice", "name each part once, with one state")
        state = said
        if state is None:
            state = BY_SEVERITY.get(case.severity or 0)
            if state is None:
                raise Refusal(
                    f"nothing says how bad it is for {component}",
                    f"say it: --component {component}=down, partial or slow",
                )
            notes.append(f"severity {case.severity}: {component} is told as {state}")
        found[component] = state
    return tuple(found.items())


Rhythm = tuple[timedelta, str] | None
"""When visitors hear more by the policy, and what rule that is; None: it says nothing."""


def next_length(case: Case, rhythm: Rhythm) -> tuple[str, str]:
    """Return the promise as it is written into an update, and by which rule; both may be empty.

    The policy's *rhythm* counts, else the default of the site (design §3).
    """
    default = case.config.default_promise
    promise, rule = (default, "the site's default") if rhythm is None else rhythm
    return ("", "") if promise is None else (_write_length(promise), rule)


def _write_length(promise: timedelta) -> str:
    minutes = int(promise.total_seconds()) // 60
    return f"{minutes}m" if minutes % 60 else f"{minutes // 60}h"


def says_anything(words: Words) -> bool:
    """Return whether visitors would read anything new of *words*."""
    return any(
        (words.status, words.title.strip(), words.text.strip(), words.advice.strip(),
         words.effects, words.impact, words.banner, words.next_update)
    )  # fmt: skip


def refuse_if_gone(case: Case) -> None:
    """Refuse where visitors are told to read elsewhere, or nothing at all.

    Raises:
        Refusal: For merged and withdrawn records.
    """
    refuse_if_withdrawn(case)
    view = case.view
    if view is not None and view.merged_into is not None:
        raise Refusal(
            f"{case.id} goes on as {view.merged_into}",
            f"write there: allclear update {view.merged_into}",
        )


def refuse_if_withdrawn(case: Case) -> None:
    """Refuse where visitors are told that there never was anything.

    Raises:
        Refusal: For withdrawn records.
    """
    if case.view is not None and case.view.is_tombstone:
        again = (
            "announce it anew: allclear maintenance announce"
            if case.kind is RecordKind.MAINTENANCE
            else 'declare a new one: allclear new "what is wrong"'
        )
        raise Refusal(f"{case.id} was withdrawn as a whole", again)


def tell(
    case: Case,
    words: Words,
    what: str,
    notes: Sequence[str],
    *,
    lines: Sequence[str] = (),
    windows: Sequence[ImpactWindow] = (),
    more: Mapping[str, str] | None = None,
) -> Act:
    """Return the act that adds *words* as an update of *case*.

    Args:
        case: The record.
        words: What is said.
        what: What the commit calls it.
        notes: How words were read so far.
        lines: Lines for the log beside it.
        windows: Impact windows to write.
        more: Further fields, such as ``amends``.

    Raises:
        Refusal: When a text holds what no record may hold, or ``--at`` is still to come.
    """
    at = stamp(case.now, [each.at for each in case.updates])
    told = list(notes)
    if at > case.now:
        told.append(f"written as of {format_instant(at)}, a second after the newest update")
    if words.happened_at is not None and words.happened_at > at:
        raise Refusal(
            f"{format_instant(words.happened_at)} is still to come",
            "write --at with the time it happened, or leave it out",
        )
    happened = format_instant(words.happened_at) if words.happened_at else ""
    title = journal.check_title(words.title)
    fields: dict[str, Value] = {
        "title": title,
        "status": str(words.status or ""),
        "components": {component: str(state) for component, state in words.effects},
        "happened_at": "" if words.happened_at == at else happened,
        "next_update": words.next_update,
        "text": clean_text(words.text, "the text"),
        "advice": clean_text(words.advice, "the advice"),
        "impact": str(words.impact or ""),
        "banner": str(words.banner or ""),
        "impact_windows": [
            {
                "component": window.component,
                "state": str(window.state),
                "from": format_instant(window.start),
                "to": format_instant(window.end),
            }
            for window in windows
        ],
        **(more or {}),
        "notify": "false" if words.is_silent else "",
    }
    name = f"{update_stamp(at)}-{words.suffix}"
    called = case.record.title or title or (case.view.title if case.view else "")
    about = f": {journal.shorten(called)}" if called else ""
    return Act(
        record=case.id,
        folder=case.folder,
        files=(NewFile(path=f"{case.folder}/updates/{name}.yml", text=dump(fields)),),
        lines=tuple(lines),
        is_public=True,
        title=title,
        subject=f"records: {what} {case.id}{about}",
        notes=(*told, *journal.read_back(case, lines)),
    )
