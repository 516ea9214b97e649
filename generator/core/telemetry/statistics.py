"""Figures of all incidents of a month or a quarter, with the names of the document (S:1340-1370).

Any number of periods are summed from the same cases
(:mod:`generator.core.telemetry.figure_cases`). No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple

from generator.core.clockwork.clocks import DutyState
from generator.core.clockwork.policy_tables import FigureRules
from generator.core.telemetry.figure_cases import Case, LeftOut
from generator.core.telemetry.figures import Spread, minutes, spread_of
from generator.core.telemetry.periods import Period, month_of, quarter_of

MOST_CAUSES = 5
WAYS = ("to_resolved", "to_mitigated", "impact_windows")
"""How long an incident was felt (:class:`~generator.core.telemetry.downtime.Felt`)."""


class IncidentStatistics(NamedTuple):
    """Figures of one period; names and order are those of the document and never change.

    Attributes:
        total_incidents: All, those of which nobody has set a severity among them.
        mean_time_to_acknowledge: Minutes, over incidents that have the value (R153).
        mean_time_to_resolve: From mitigation, as the document has it (X21).
        sla_compliance_rate: Percent of the incidents whose verdict is known; None where that is
            of none (R154).
        total_user_impact_hours: Users times hours, over incidents of which both are known (X25).
        total_downtime_minutes: Of severity 1 (R156, X46).
        top_root_causes: Category and number, the commonest first, equal ones by their names.
        month_over_month_change: Percent against the period before; None where that had none.
    """

    period: str
    total_incidents: int
    severity_1_count: int
    severity_2_count: int
    severity_3_count: int
    severity_4_count: int
    mean_time_to_acknowledge: Fraction | None
    mean_time_to_mitigate: Fraction | None
    mean_time_to_resolve: Fraction | None
    sla_compliance_rate: Fraction | None
    total_user_impact_hours: Fraction
    total_downtime_minutes: Fraction
    top_root_causes: tuple[tuple[str, int], ...]
    month_over_month_change: Fraction | None


class Sum(NamedTuple):
    """A sum, and of how many incidents it could not be told.

    Attributes:
        value: Hours or minutes.
        unfinished: Incidents whose length is not known yet.
    """

    value: Fraction
    unfinished: int


class StatisticsReading(NamedTuple):
    """The figures of one period, and what has to stand beside them to read them rightly.

    Attributes:
        unset: Incidents of which nobody has set a severity.
        met: Incidents by their verdict on the whole; ``undecided`` hold open ones and those without
            a target, ``not_judged`` those written down afterwards.
        impact: Hours of users by the way they are measured; the policy chooses one.
        unknown_users: Incidents without a number of users, which are in no sum.
        downtime: Minutes by the way they are measured.
        unknown_causes: Incidents without a category of cause.
        left_out: Reason and number of records that are in no figure.
        previous_total: Incidents of the period before.
        backfilled: Incidents written down afterwards; they count, their SLA is not judged.
    """

    statistics: IncidentStatistics
    period: Period
    unset: int
    acknowledge: Spread
    mitigate: Spread
    resolve: Spread
    in_all: Spread
    met: int
    missed: int
    undecided: int
    not_judged: int
    impact: dict[str, Sum]
    unknown_users: int
    downtime: dict[str, Sum]
    unknown_causes: int
    left_out: tuple[tuple[str, int], ...]
    previous_total: int
    backfilled: int


def sum_up(
    period: Period, cases: Iterable[Case | LeftOut], rules: FigureRules
) -> StatisticsReading:
    """Return the figures of *period*.

    Args:
        period: A month or a quarter.
        cases: In any order, of this period and the one before; others are passed over.
        rules: How sums are measured.

    Source: R151 to R158, X25 to X28, X46.
    """
    start, end, before_at = period.start_at, period.end_at, period.previous.start_at
    own: list[Case] = []
    left_out: Counter[str] = Counter()
    previous = 0
    for case in cases:
        if isinstance(case, LeftOut):
            if case.at is not None and start <= case.at < end:
                left_out[case.reason] += 1
        elif start <= case.detected_at < end:
            own.append(case)
        elif before_at <= case.detected_at < start:
            previous += 1
    return _sum_up(period, own, rules, previous, left_out)


def sum_up_all(cases: Sequence[Case | LeftOut], rules: FigureRules) -> list[StatisticsReading]:
    """Return the figures of every month and quarter in which there was an incident, by time.

    Each case is looked at once for its month and once for its quarter.
    """
    held: dict[Period, list[Case]] = {}
    left: dict[Period, Counter[str]] = {}
    for case in cases:
        if isinstance(case, LeftOut):
            if case.at is not None:
                for period in (month_of(case.at), quarter_of(case.at)):
                    left.setdefault(period, Counter())[case.reason] += 1
        else:
            for period in (month_of(case.detected_at), quarter_of(case.detected_at)):
                held.setdefault(period, []).append(case)
    return [
        _sum_up(
            period, held.get(period, []), rules, len(held.get(period.previous, ())),
            left.get(period, Counter()),
        )
        for period in sorted(held.keys() | left.keys())
    ]  # fmt: skip


def _sum_up(
    period: Period,
    cases: list[Case],
    rules: FigureRules,
    previous: int,
    left_out: Counter[str],
) -> StatisticsReading:
    severities = Counter(case.severity for case in cases)
    verdicts = Counter(case.verdict for case in cases if not case.is_backfilled)
    met, missed = verdicts[DutyState.MET], verdicts[DutyState.MISSED]
    backfilled = sum(case.is_backfilled for case in cases)
    acknowledge = _spread([case.to_acknowledge for case in cases])
    mitigate = _spread([case.to_mitigate for case in cases])
    resolve = _spread([case.to_resolve for case in cases])
    sized = [case for case in cases if case.users is not None]
    down = [case for case in cases if case.severity == 1]
    impact = {
        way: _sum([(case.impact.by(way), case.users or 0) for case in sized], 60) for way in WAYS
    }
    downtime = {way: _sum([(case.downtime.by(way), 1) for case in down], 1) for way in WAYS}
    causes = Counter(case.cause for case in cases if case.cause)
    top = sorted(causes.items(), key=lambda item: (-item[1], item[0]))[:MOST_CAUSES]
    statistics = IncidentStatistics(
        period=period.name,
        total_incidents=len(cases),
        severity_1_count=severities[1],
        severity_2_count=severities[2],
        severity_3_count=severities[3],
        severity_4_count=severities[4],
        mean_time_to_acknowledge=acknowledge.mean,
        mean_time_to_mitigate=mitigate.mean,
        mean_time_to_resolve=resolve.mean,
        sla_compliance_rate=Fraction(100 * met, met + missed) if met + missed else None,
        total_user_impact_hours=impact[rules.user_impact].value,
        total_downtime_minutes=downtime[rules.downtime].value,
        top_root_causes=tuple(top),
        month_over_month_change=(
            Fraction(100 * (len(cases) - previous), previous) if previous else None
        ),
    )
    return StatisticsReading(
        statistics=statistics,
        period=period,
        unset=severities[None],
        acknowledge=acknowledge,
        mitigate=mitigate,
        resolve=resolve,
        in_all=_spread([case.in_all for case in cases]),
        met=met,
        missed=missed,
        undecided=len(cases) - backfilled - met - missed,
        not_judged=backfilled,
        impact=impact,
        unknown_users=len(cases) - len(sized),
        downtime=downtime,
        unknown_causes=len(cases) - sum(causes.values()),
        left_out=tuple(sorted(left_out.items())),
        previous_total=previous,
        backfilled=backfilled,
    )


def _spread(lengths: list[timedelta | None]) -> Spread:
    return spread_of([length for length in lengths if length is not None])


def _sum(lengths: list[tuple[timedelta | None, int]], unit: int) -> Sum:
    """Return the sum of lengths times their weights, in *unit* minutes."""
    known = [length * weight for length, weight in lengths if length is not None]
    return Sum(minutes(sum(known, timedelta())) / unit, len(lengths) - len(known))
