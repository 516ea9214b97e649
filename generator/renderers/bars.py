"""Ninety days as one small drawing, and an incident as a strip (look: the 90-day bar)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

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
        f'<svg class="b" role="img" viewBox="0 0 {width} 40" preserveAspectRatio="none">'
        f"<title>{escape(title)}</title>{paths}</svg>"
    )


def _runs(days: Sequence[DayMark]) -> list[tuple[int, int, bool]]:
    runs: list[tuple[int, int, bool]] = []
    for i, mark in enumerate(days):
        if runs and runs[-1][2] == mark.is_recorded:
            runs[-1] = (runs[-1][0], i + 1, mark.is_recorded)
        else:
            runs.append((i, i + 1, mark.is_recorded))
    return runs


def draw_strip(windows: Sequence[ImpactWindow], title: str) -> Markup:
    """Return an incident's windows as blocks over time; length to scale, height by state."""
    spans = flatten((window.start, window.end, window.state) for window in windows)
    if not spans:
        return Markup()
    begin, end = spans[0][0], spans[-1][1]
    whole = (end - begin) / timedelta(seconds=1)
    blocks = ""
    for start, stop, state in spans:
        cls, height = _CLASS[state]
        left = (start - begin) / timedelta(seconds=1) / whole * 100
        wide = (stop - start) / timedelta(seconds=1) / whole * 100
        blocks += (
            f'<rect class="{cls}" x="{left:.3f}" y="{30 - height}" '
            f'width="{wide:.3f}" height="{height}"/>'
        )
    return Markup(  # noqa: S704 - as above
        f'<svg role="img" viewBox="0 0 100 32" preserveAspectRatio="none">'
        f"<title>{escape(title)}</title>{blocks}</svg>"
    )
