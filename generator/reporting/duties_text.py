"""``allclear duties`` for people: what is overdue first, the command to paste last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from generator.core.clockwork.duty_rows import DutyRow, find_due, find_overdue
from generator.core.clockwork.ledger import Ledger, Reminder
from generator.core.clockwork.lengths import say_length
from generator.reporting.text import show_plain


def format_duties(
    ledger: Ledger,
    as_of: datetime,
    *,
    is_all: bool,
    state: str = "",
    hints: Sequence[tuple[str, str]] = (),
    is_whole: bool = True,
) -> str:
    """Return *ledger* as text with a line end.

    Nothing in it can command a terminal. All times are UTC; only those of the day of *as_of*
    stand without a date.

    Args:
        ledger: What to tell.
        as_of: The moment, aware UTC.
        is_all: Tell what is decided, too, instead of counting it.
        state: Tell rows of this state alone; empty: all.
        is_whole: Every record that was asked for could be read.
        hints: Id of an incident, and where its log and the page tell different things (1.4).
    """
    rows = [row for row in ledger.rows if state in ("", row.state)]
    overdue, due = find_overdue(rows), find_due(rows)
    missed = [row for row in rows if row.state == "missed" and (row.is_open or is_all or state)]
    rest = [row for row in rows if row not in overdue and row not in due and row not in missed]
    sections = [
        [f"{as_of.astimezone(UTC):%Y-%m-%d %H:%MZ}"],
        list(_section("Overdue", overdue, as_of)),
        list(_section("Due", due, as_of)),
        list(_section("Missed", missed, as_of)),
        list(_section("Decided", rest, as_of) if is_all or state else _count(rest)),
        [] if state else list(_think_of(ledger.reminders, as_of, hints)),
        list(_next(overdue, due)),
    ]
    if not rows:
        sections[1] = ["Nothing is owed." if is_whole else "Nothing is owed of what can be read."]
    return "\n".join("".join(f"{show_plain(line)}\n" for line in part) for part in sections if part)


def say_due(row: DutyRow, as_of: datetime) -> str:
    """Return when *row* is due and how it stands, with times as short as they may be."""
    due = _time(row.due_at, as_of) if row.due_at else "no target"
    match row.state:
        case "overdue":
            return f"due {due}, {say_length(row.late)} late"
        case "pending":
            left = (row.due_at or as_of) - as_of
            return f"due {due} ({f'in {say_length(left)}' if left > timedelta() else 'now'})"
        case "provisional":
            passed = as_of - row.due_at if row.due_at else timedelta()
            ago = f" ({say_length(passed)} ago)" if passed > timedelta() else ""
            return f"due {due}{ago}, provisional: {row.reason}"
        case "missed" if row.done_at is not None:
            return f"due {due}, done {_time(row.done_at, as_of)}, {say_length(row.late)} late"
        case "missed":
            return f"due {due}, not done"
        case "met" if row.done_at is not None:
            return f"due {due}, done {_time(row.done_at, as_of)}"
        case _:
            return f"{row.state.replace('_', ' ')}, {f'due {due}' if row.due_at else due}"


def _section(title: str, rows: Sequence[DutyRow], as_of: datetime) -> Iterator[str]:
    if not rows:
        return
    yield f"{title}: {len(rows)}"
    for row in rows:
        yield f"  {row.incident}  {row.duty}  {row.who}  {say_due(row, as_of)}"
        lines = row.source.partition(";")[0]  # numbers of requirements are for `explain`
        yield f"    {row.title} ({row.terms}; {lines})"
        if row.warning:
            yield f"    {row.warning}"


def _count(rows: Sequence[DutyRow]) -> Iterator[str]:
    if not rows:
        return
    counts = [
        (sum(row.state == "met" for row in rows), "met"),
        (sum(row.state == "missed" for row in rows), "missed"),
        (sum(row.state in ("waived", "not_applicable") for row in rows), "not owed"),
        (sum(row.state in ("provisional", "pending") for row in rows), "without a time"),
    ]
    told = ", ".join(f"{count} {word}" for count, word in counts if count)
    yield f"Decided: {told}; --all shows them"


def _think_of(
    reminders: Sequence[Reminder], as_of: datetime, hints: Sequence[tuple[str, str]]
) -> Iterator[str]:
    if not reminders and not hints:
        return
    yield "Think of:"
    yield from (f"  {incident}  {hint}" for incident, hint in hints)
    for each in reminders:
        at = f" by {_time(each.at, as_of)}" if each.at else ""
        yield f"  {each.incident}  {each.title}{at} ({each.source})"


def _next(overdue: Sequence[DutyRow], due: Sequence[DutyRow]) -> Iterator[str]:
    first = next(iter((*overdue, *due)), None)
    if first is not None:
        yield "Why, with the sum:"
        yield f"  allclear explain {first.incident} {first.duty}"


def _time(at: datetime, as_of: datetime) -> str:
    at = at.astimezone(UTC)
    seconds = f":{at:%S}" if at.second else ""
    clock = f"{at:%H:%M}{seconds}Z"
    return clock if at.date() == as_of.astimezone(UTC).date() else f"{at:%Y-%m-%d} {clock}"
