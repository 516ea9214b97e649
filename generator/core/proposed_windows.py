"""When which part really was in which state, as far as log and updates tell (R104).

People feel trouble before the first update and are helped before the last: the log knows both.
So the windows of parts that the first update told of are stretched back to STARTED or DETECTED
(a part that came later keeps its own beginning); they end their worst state
at MITIGATED where visitors read of it a little later, and end at RESOLVED.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from generator.core.facts import ImpactWindow
from generator.core.intervals import OPEN_END
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.plain_words import PLAIN_STATES
from generator.core.vocabulary import badness

NEAR = timedelta(minutes=30)
"""How long after MITIGATED an update may tell of it and still mean it."""


def propose_windows(
    implied: Sequence[ImpactWindow], log: Sequence[LogEntry], ended_at: datetime
) -> tuple[ImpactWindow, ...]:
    """Return the windows to propose, by component and start.

    Args:
        implied: What the updates so far say; a window still open ends at ``OPEN_END``.
        log: The log so far; only what is after the last REOPENED before now counts.
        ended_at: When it ended for people.
    """
    begun = _first(log, Verb.STARTED) or _first(log, Verb.DETECTED)
    mitigated = _last(log, Verb.MITIGATED)
    first = min((window.start for window in implied), default=ended_at)
    proposed: list[ImpactWindow] = []
    for component in dict.fromkeys(window.component for window in implied):
        own = sorted((w for w in implied if w.component == component), key=lambda w: w.start)
        if begun is not None and begun < own[0].start == first:
            own[0] = own[0]._replace(start=begun)
        for place, window in enumerate(own):
            if window.end == OPEN_END or window.end > ended_at:
                own[place] = window._replace(end=ended_at)
        if mitigated is not None:
            _move_border(own, mitigated)
        proposed.extend(window for window in own if window.start < window.end)
    return tuple(proposed)


def _move_border(own: list[ImpactWindow], mitigated: datetime) -> None:
    """Let the step to a better state lie where people could work again."""
    for place, window in enumerate(own):
        is_near = timedelta(0) < window.end - mitigated <= NEAR and window.start < mitigated
        if not is_near:
            continue
        following = own[place + 1] if place + 1 < len(own) else None
        if following is None:
            return  # it was one state to the end: MITIGATED was not the end of trouble
        if following.start == window.end and badness(following.state) < badness(window.state):
            own[place] = window._replace(end=mitigated)
            own[place + 1] = following._replace(start=mitigated)
            return


def _first(log: Sequence[LogEntry], verb: Verb) -> datetime | None:
    return next((entry.at for entry in log if entry.verb is verb), None)


def _last(log: Sequence[LogEntry], verb: Verb) -> datetime | None:
    return next((entry.at for entry in reversed(log) if entry.verb is verb), None)


def describe_window(window: ImpactWindow, now: datetime) -> str:
    """Return *window* as people say it: ``search: down 05:00 to 05:10 (10 min)``, in UTC.

    The day stands only where it is another than that of *now*, or than the one before it.
    """
    start, end = _clock(window.start, now), _clock(window.end, window.start)
    minutes = int((window.end - window.start).total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest or not hours else []
    state = PLAIN_STATES[window.state]
    return f"{window.component}: {state} {start} to {end} ({' '.join(parts)})"


def _clock(at: datetime, beside: datetime) -> str:
    return f"{at:%H:%M}" if at.date() == beside.date() else f"{at:%Y-%m-%d %H:%M}"
