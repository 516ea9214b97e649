"""Half-open spans of time and how they lie over each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from generator.core.facts import ImpactWindow
from generator.core.vocabulary import ComponentState, badness

OPEN_END = datetime.max.replace(tzinfo=UTC, microsecond=0)
"""End of a window that is still open: a view stays true without knowing what time it is."""

Span = tuple[datetime, datetime, ComponentState]
"""Start, end and state; half-open, start before end."""


def flatten(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return *spans* without overlaps: at every instant the worst state wins.

    Neighbours of one state are joined; empty and operational spans vanish.

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
    edges = sorted({edge for start, end, _ in wanted for edge in (start, end)})
    wanted.sort(key=lambda span: span[0])
    result: list[Span] = []
    active: list[Span] = []
    position = 0
    for start, end in zip(edges, edges[1:], strict=False):
        while position < len(wanted) and wanted[position][0] <= start:
            active.append(wanted[position])
            position += 1
        active = [span for span in active if span[1] > start]
        if not active:
            continue
        state = max((span[2] for span in active), key=badness)
        if result and result[-1][1] == start and result[-1][2] is state:
            result[-1] = (result[-1][0], end, state)
        else:
            result.append((start, end, state))
    return tuple(result)


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
