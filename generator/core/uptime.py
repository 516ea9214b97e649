"""Bars and uptime of one component, from its windows (design §3, R104).

Uptime = 1 - lost / counted. *Counted* is the span less planned maintenance and less time
without a record; *lost* is the time down in full, partly down at 30 %, trouble not at all.
The formula is printed on ``/about/`` from the constants here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from generator.core.calendar_days import day_span, day_start, month_start
from generator.core.digest import local_day
from generator.core.intervals import Span, clip, flatten, time_in_states
from generator.core.views import DayMark, MonthUptime, Uptime
from generator.core.vocabulary import ComponentState, worst

WEIGHTS = {
    ComponentState.MAJOR_OUTAGE: 100,
    ComponentState.PARTIAL_OUTAGE: 30,
    ComponentState.DEGRADED_PERFORMANCE: 0,
}
"""How much of the time in a state counts as lost, in per cent."""


class History:
    """All windows of one component, ready to be asked about any span.

    Args:
        windows: Start, end, state and the record's id; in any order, may overlap.
        as_of: Windows still open end here. One that begins at this very moment has no length
            yet, but is a cause already.
        unrecorded: Spans that nobody can vouch for: in time order, apart from each other.

    Attributes:
        running: The worst state of the windows that are open at *as_of*.
    """

    def __init__(
        self,
        windows: Iterable[tuple[datetime, datetime, ComponentState, str]],
        as_of: datetime,
        unrecorded: Sequence[tuple[datetime, datetime]] = (),
    ) -> None:
        known = sorted(window for window in windows if window[0] <= as_of)
        self._unrecorded = unrecorded
        self._causes = known
        self._cause_starts = [window[0] for window in known]
        clipped = [(start, min(end, as_of), state) for start, end, state, _ in known]
        self._longest = max((end - start for start, end, _ in clipped), default=timedelta())
        self.running = worst(state for start, end, state, _ in known if end > as_of)
        self._spans = flatten(clipped)
        self._starts = [span[0] for span in self._spans]
        self._ends = [span[1] for span in self._spans]

    def spans(self, start: datetime, end: datetime) -> tuple[Span, ...]:
        """Return the non-overlapping spans inside ``[start, end)``."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return clip(self._spans[first:last], start, end)

    def records(self, start: datetime, end: datetime) -> tuple[str, ...]:
        """Return the ids of the records with a window inside ``[start, end)``, sorted."""
        first = bisect_left(self._cause_starts, start - self._longest)
        last = bisect_left(self._cause_starts, end)
        return tuple(
            sorted(
                {
                    record
                    for begin, until, _, record in self._causes[first:last]
                    if until > start or begin >= start
                }
            )
        )

    def uptime(self, start: datetime, end: datetime) -> Uptime:
        """Return the uptime over ``[start, end)``; nothing is counted where it ends too early."""
        end = max(start, end)
        durations = time_in_states(self.spans(start, end))
        counted = end - start
        lost = timedelta()
        for state, length in durations:
            if state is ComponentState.UNDER_MAINTENANCE:
                counted -= length
            else:
                lost += length * WEIGHTS[state] / 100
        for first, last in self._unrecorded:
            begin, until = max(first, start), min(last, end)
            if begin < until:
                counted -= until - begin
                counted += sum((b - a for a, b, _ in self.spans(begin, until)), timedelta())
        share = 1 - lost / counted if counted > timedelta() else None
        return Uptime(share=share, counted=counted, lost=lost, durations=durations)


def mark_days(
    history: History,
    days: Sequence[date],
    *,
    zone: str,
    since: date | None,
    retired: date | None = None,
    unknown: frozenset[date],
    now: ComponentState = ComponentState.OPERATIONAL,
) -> tuple[DayMark, ...]:
    """Return one mark a day: its worst state, how long in which, and which records.

    Args:
        history: The component's windows.
        days: Local days, oldest first; the last one is today.
        zone: The site's zone.
        since: First day the component is counted; earlier days have no record.
        retired: Day from which it is no longer offered; then days have no record again.
        unknown: Days that nobody can vouch for because a record of them is unreadable.
        now: Its state now, which today's mark shows even in the first second.
    """
    marks = []
    for day in days:
        start, end = day_span(day, zone)
        durations = time_in_states(history.spans(start, end))
        state = worst(state for state, _ in durations)
        if day == days[-1]:
            state = worst([state, now, history.running])
        is_bad = state is not ComponentState.OPERATIONAL
        is_offered = (since is None or day >= since) and (retired is None or day < retired)
        marks.append(
            DayMark(
                day=day,
                state=state,
                is_recorded=is_offered and (is_bad or day not in unknown),
                durations=durations,
                incidents=history.records(start, end) if is_bad else (),
            )
        )
    return tuple(marks)


def months_of(
    history: History, *, first: date, until: datetime, zone: str, most: int, is_over: bool = False
) -> tuple[MonthUptime, ...]:
    """Return the uptime of each local month from *first* to *until*, newest first.

    Args:
        history: The component's windows.
        first: First day that counts.
        until: Where counting ends: now, or where the component was retired.
        zone: The site's zone.
        most: Months returned at most; older ones cost nothing.
        is_over: The component was retired by then. Else a month that has just begun is there,
            though nothing of it has been counted: midnight sharp is the new day's already.
    """
    months: list[MonthUptime] = []
    begins_at, end = day_start(first, zone), until
    last = local_day(until, zone)
    for number in range(last.year * 12 + last.month - 1, first.year * 12 + first.month - 2, -1):
        if len(months) == most:
            break
        month = f"{number // 12:04}-{number % 12 + 1:02}"
        start = max(month_start(month, zone), begins_at)
        has_begun = start == until and not is_over
        if start < end or has_begun:
            months.append(MonthUptime(month=month, uptime=history.uptime(start, end)))
        end = min(start, end)
    return tuple(months)
