"""Ninety days as one small drawing, and an incident as a strip (look: the 90-day bar)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from markupsafe import Markup, escape

from generator.core.facts import ImpactWindow
from generator.core.intervals import flatten
from generator.core.views import DayMark
from generator.core.vocabulary import ComponentState

_CLASS = {
    ComponentState.UNDER_MAINTENANCE: ("um", 10),
    ComponentState.DEGRADED_PERFORMANCE: ("dp", 14),
    ComponentState.PARTIAL_OUTAGE: ("po", 20),
    ComponentState.MAJOR_OUTAGE: ("mo", 28),
}
"""Class and height of each state: height tells it without colour."""
LEGEND_CLASSES = ("i0", "i1", "i2", "i3", "i4")
_ROOM_FOR_TODAY = 23
"""Days at the end of an axis that a month and the word for today need, in a bar on a phone."""
_ROOM = 1.9
"""Per cent of a strip on a phone that one letter needs."""


def draw_bar(days: Sequence[DayMark], title: str) -> Markup:
    """Return the bar of *days*, oldest first, with *title* for those who hear it.

    All good days are one dashed line; other days are one path per state, on top.
    """
    width = len(days)
    months = "".join(f"M{i} 0v40" for i, mark in enumerate(days) if mark.day.day == 1 and i)
    paths = f'<path class="x" d="{months}"/>' if months else ""
    for start, end, is_recorded in _runs(days):
        cls = "k" if is_recorded else "o"
        paths += f'<path class="{cls}" d="M{start} 20H{end}"/>'
    for state, (cls, height) in _CLASS.items():
        marks = "".join(
            f"M{i + 0.5:g} {20 - height // 2}v{height}"
            for i, mark in enumerate(days)
            if mark.state is state
        )
        if marks:
            paths += f'<path class="{cls}" d="{marks}"/>'
    return Markup(  # noqa: S704 - numbers and class names are ours, the title is escaped
        f'<svg class="bar" role="img" viewBox="0 0 {width} 40" preserveAspectRatio="none">'
        f"<title>{escape(title)}</title>{paths}</svg>"
    )


def draw_axis(days: Sequence[date], name_of: Callable[[date], str], today: str) -> Markup:
    """Return the names of the months under or over a bar of *days*, and *today* at its end.

    For the eye only: the bars say their days themselves.
    """
    width = len(days)
    names = "".join(
        f'<text x="{i / width * 100:.1f}%" y="1em">{escape(name_of(day))}</text> '
        for i, day in enumerate(days)
        if day.day == 1 and 0 < i < width - _ROOM_FOR_TODAY
    )
    return Markup(  # noqa: S704 - as above
        f'<svg class="axis" aria-hidden="true">{names}'
        f'<text x="100%" y="1em" class="e">{escape(today)}</text></svg>'
    )


def _runs(days: Sequence[DayMark]) -> list[tuple[int, int, bool]]:
    runs: list[tuple[int, int, bool]] = []
    for i, mark in enumerate(days):
        if runs and runs[-1][2] == mark.is_recorded:
            runs[-1] = (runs[-1][0], i + 1, mark.is_recorded)
        else:
            runs.append((i, i + 1, mark.is_recorded))
    return runs


def draw_strip(
    windows: Sequence[ImpactWindow],
    title: str,
    *,
    label_of: Callable[[ComponentState, timedelta], str],
    time_of: Callable[[datetime], str],
) -> tuple[Markup, bool]:
    """Return an incident's windows as blocks over time; length to scale, height by state.

    Args:
        windows: Of any parts, at least one; at every instant the worst state counts.
        title: For those who hear it.
        label_of: What to write over a block, where there is room.
        time_of: How to write a time below an edge, where there is room.

    Returns:
        The drawing, and whether every block has its label.
    """
    spans = flatten((window.start, window.end, window.state) for window in windows)
    begin, end = spans[0][0], spans[-1][1]
    whole = (end - begin) / timedelta(seconds=1)
    blocks, texts, labels = "", "", 0
    edges: list[tuple[float, datetime]] = []
    for start, stop, state in spans:
        cls, height = _CLASS[state]
        left = (start - begin) / timedelta(seconds=1) / whole * 100
        wide = (stop - start) / timedelta(seconds=1) / whole * 100
        blocks += (
            f'<rect class="{cls}" x="{left:.2f}%" y="{48 - height}" '
            f'width="{wide:.2f}%" height="{height}"/>'
        )
        label = label_of(state, stop - start)
        if wide >= len(label) * _ROOM:
            texts += f'<text class="n" x="{left:.2f}%" y="{43 - height}">{escape(label)}</text> '
            labels += 1
        edges.append((left, start))
    last, free = time_of(end), 0.0
    for left, at in edges:
        time = time_of(at)
        needed = (len(time) + 1) * _ROOM
        if left >= free and left + needed <= 100 - len(last) * _ROOM:
            texts += f'<text x="{left:.2f}%" y="66">{escape(time)}</text> '
            free = left + needed
    texts += f'<text x="100%" y="66" class="e">{escape(last)}</text>'
    drawing = Markup(  # noqa: S704 - as above
        f'<svg role="img"><title>{escape(title)}</title>{blocks}'
        f'<line x2="100%" y1="48.5" y2="48.5"/><g aria-hidden="true">{texts}</g></svg>'
    )
    return drawing, labels == len(spans)
