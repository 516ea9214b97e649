"""Half-open spans of time and how they lie over each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise

from generator.core.facts import ImpactWindow
from generator.core.vocabulary import ComponentState, badness

OPEN_END = datetime.max.replace(tzinfo=UTC, microsecond=0)
"""End of a window that is still open: a view stays true without knowing what time it is."""

_STATES = tuple(ComponentState)

Span = tuple[datetime, datetime, ComponentState]
"""Start, end and state; half-open, start before end."""


def flatten(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return *spans* without overlaps: at every instant the worst state wins.

    Neighbours of one state are joined; empty and operational spans vanish. One pass over the
    sorted edges: thousands of spans over each other cost no more than side by side.

    Args:
        spans: In any order, possibly overlapping.

    Returns:
        Spans in time order, none touching another of the same state.
    """
    wanted = [
        span for span in spans if span[0] < span[1] and span[2] is not ComponentState.OPERATIONAL
    ]
    if len(wanted) < 2:
        return tuple(wanted)
    wanted.sort(key=_start)
    if all(
        one[1] < other[0] or (one[1] == other[0] and one[2] is not other[2])
        for one, other in pairwise(wanted)
    ):
        return tuple(wanted)  # as nearly always: one state after the other
    edges = [(start, badness(state), 1) for start, _, state in wanted]
    edges += [(end, badness(state), -1) for _, end, state in wanted]
    edges.sort(key=_moment)
    running = [0] * len(_STATES)
    result: list[Span] = []
    rank, since = 0, edges[0][0]
    for at, changes in groupby(edges, key=_moment):
        for _, each, step in changes:
            running[each] += step
        above = max((each for each, count in enumerate(running) if count), default=0)
        if above != rank:
            if rank:
                result.append((since, at, _STATES[rank]))
            rank, since = above, at
    return tuple(result)


def _start(span: Span) -> datetime:
    return span[0]


def _moment(edge: tuple[datetime, int, int]) -> datetime:
    return edge[0]


def flatten_windows(windows: Iterable[ImpactWindow]) -> tuple[ImpactWindow, ...]:
    """Return *windows* without overlaps within a component, by start, then component."""
    by_component: dict[str, list[Span]] = {}
    for window in windows:
        by_component.setdefault(window.component, []).append(
            (window.start, window.end, window.state)
        )
    flat = [
        ImpactWindow(component=component, state=state, start=start, end=end)
        for component, spans in by_component.items()
        for start, end, state in flatten(spans)
    ]
    return tuple(sorted(flat, key=lambda window: (window.start, window.component)))


def clip_windows(windows: Iterable[ImpactWindow], start: datetime) -> tuple[ImpactWindow, ...]:
    """Return what of *windows* lies at *start* or later."""
    return tuple(
        window if window.start >= start else window._replace(start=start)
        for window in windows
        if window.end > start
    )


def seen_at(windows: Iterable[ImpactWindow], as_of: datetime) -> tuple[ImpactWindow, ...]:
    """Return *windows* as known at *as_of*: none begins later; what ends later is still open."""
    return tuple(
        window if window.end <= as_of else window._replace(end=OPEN_END)
        for window in windows
        if window.start <= as_of
    )


def clip(spans: Iterable[Span], start: datetime, end: datetime) -> tuple[Span, ...]:
    """Return the parts of *spans* inside ``[start, end)``."""
    return tuple(
        (max(span[0], start), min(span[1], end), span[2])
        for span in spans
        if span[0] < end and span[1] > start
    )


def time_in_states(spans: Iterable[Span]) -> tuple[tuple[ComponentState, timedelta], ...]:
    """Return the length of time in each state of non-overlapping *spans*, worst state first."""
    sums: dict[ComponentState, timedelta] = {}
    for start, end, state in spans:
        sums[state] = sums.get(state, timedelta()) + (end - start)
    return tuple(sorted(sums.items(), key=lambda item: -badness(item[0])))


def time_of_parts(
    windows: Iterable[ImpactWindow],
) -> dict[str, tuple[tuple[ComponentState, timedelta], ...]]:
    """Return the length of time in each state by part, in order of the first window of each."""
    spans: dict[str, list[Span]] = {}
    for window in windows:
        own = spans.setdefault(window.component, [])
        own.append((window.start, window.end, window.state))
    return {part: time_in_states(flatten(own)) for part, own in spans.items()}
