"""Figures of a period for people: each with what it rests on, and the rules that made it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from generator.core.telemetry.figure_rules import CAUTION, TOO_FEW, rules_of_period
from generator.core.telemetry.figure_sheets import PeriodSheet
from generator.core.telemetry.figures import Spread, round_half_even
from generator.core.telemetry.statistics import Sum
from generator.core.times import format_instant
from generator.reporting.figures_incident_text import (
    IN_ALL,
    MTTR,
    count_of,
    join,
    list_rules,
    row,
)
from generator.reporting.figures_json import DIGITS, DIGITS_OF_SHARES

_WAYS = {
    "to_resolved": "to resolution",
    "to_mitigated": "to mitigation",
    "impact_windows": "by impact windows",
}
_LEFT_OUT = {
    "duplicate": ("duplicate", "duplicates"),
    "false_alarm": ("false alarm", "false alarms"),
    "merged": ("merged into another record", "merged into other records"),
    "no_detection": ("never detected", "never detected"),
}


def format_period(sheet: PeriodSheet) -> str:
    """Return the figures of one period as text with a line end."""
    sections = [
        list(_period_head(sheet)),
        list(_volume(sheet)),
        list(_spreads(sheet)),
        list(_sums(sheet)),
        list(_causes(sheet)),
        list(list_rules(rules_of_period(sheet.policy.figures))),
    ]
    return join(sections)


def _period_head(sheet: PeriodSheet) -> Iterator[str]:
    reading = sheet.reading
    yield f"{reading.period.name}: {reading.period.title}, UTC"
    if not sheet.has_begun:
        yield f"It has not begun at {format_instant(sheet.as_of)}."
    elif not sheet.is_over:
        yield f"It is not over: these are the figures up to {format_instant(sheet.as_of)}."
    if sheet.without_log:
        count = len(sheet.without_log)
        verb = "has" if count == 1 else "have"
        yield (
            f"{count_of(count, 'incident')} {verb} nothing internal written down and "
            f"{'is' if count == 1 else 'are'} in no figure: {_some(sheet.without_log)}"
        )
    if sheet.unread:
        yield f"Not read in full, so figures may be wrong: {_some(sheet.unread)}"


def _volume(sheet: PeriodSheet) -> Iterator[str]:
    reading = sheet.reading
    figures, before = reading.statistics, reading.period.previous.name
    yield row("Incidents", str(figures.total_incidents))
    for level, count in enumerate(
        (
            figures.severity_1_count,
            figures.severity_2_count,
            figures.severity_3_count,
            figures.severity_4_count,
        ),
        1,
    ):
        yield row(f"  severity {level}", str(count))
    if reading.unset:
        yield row("  severity unset", str(reading.unset))
    if reading.backfilled:
        yield row("  of them written down afterwards", str(reading.backfilled))
    change = figures.month_over_month_change
    told = "none, from 0" if change is None else f"{_signed(change)}% from {reading.previous_total}"
    if sheet.without_log_before:
        more = count_of(sheet.without_log_before, "incident")
        told += f"; {more} more there without anything internal"
    yield row(f"Change from {before}", told)
    if reading.left_out:
        words = [f"{n} {_LEFT_OUT[why][n != 1]}" for why, n in reading.left_out]
        yield row("Left out", ", ".join(words))


def _spreads(sheet: PeriodSheet) -> Iterator[str]:
    reading, few = sheet.reading, sheet.policy.figures.few
    yield "Minutes"
    yield row("Detection to acknowledgement (MTTA)", _spread(reading.acknowledge, few))
    yield row("Acknowledgement to mitigation (MTTM)", _spread(reading.mitigate, few))
    yield row(MTTR, _spread(reading.resolve, few))
    yield row(IN_ALL, _spread(reading.in_all, few))
    yield f"  {CAUTION}"


def _spread(spread: Spread, few: int) -> str:
    if spread.mean is None or spread.median is None or not spread.n:
        return "none"
    told = (
        f"mean {_number(spread.mean)}, median {_number(spread.median)}, "
        f"{_number(spread.least or Fraction())} to {_number(spread.most or Fraction())}, "
        f"n = {spread.n}"
    )
    return f"{told}: {TOO_FEW}" if spread.n < few else told


def _sums(sheet: PeriodSheet) -> Iterator[str]:
    reading, rules = sheet.reading, sheet.policy.figures
    rate = reading.statistics.sla_compliance_rate
    share = "none decided" if rate is None else f"{round_half_even(rate, DIGITS_OF_SHARES)}%"
    yield row(
        "SLA met",
        f"{share} ({reading.met} met, {reading.missed} missed, {reading.undecided} undecided, "
        f"{reading.not_judged} not judged)",
    )
    yield row(
        "User impact, hours",
        _sum(reading.impact, rules.user_impact)
        + (f"; users not known: {reading.unknown_users}" if reading.unknown_users else ""),
    )
    yield row("Downtime of severity 1, minutes", _sum(reading.downtime, rules.downtime))


def _sum(sums: dict[str, Sum], chosen: str) -> str:
    """Return the sum as the policy has it, then the others, then what is in none of them."""
    own = sums[chosen]
    others = [f"{_number(each.value)} {_WAYS[way]}" for way, each in sums.items() if way != chosen]
    told = f"{_number(own.value)} {_WAYS[chosen]} ({', '.join(others)})"
    return f"{told}; not over yet: {own.unfinished}" if own.unfinished else told


def _causes(sheet: PeriodSheet) -> Iterator[str]:
    reading = sheet.reading
    yield "Causes"
    for cause, count in reading.statistics.top_root_causes:
        yield row(cause, str(count))
    yield row("not known", str(reading.unknown_causes))


def _number(value: Fraction) -> str:
    return str(round_half_even(value, DIGITS))


def _signed(value: Fraction) -> str:
    number = round_half_even(value, DIGITS_OF_SHARES)
    return f"+{number}" if number > 0 else str(number)


def _some(ids: tuple[str, ...], most: int = 5) -> str:
    more = len(ids) - most
    return ", ".join(ids[:most]) + (f" and {more} more" if more > 0 else "")
