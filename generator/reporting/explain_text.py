"""``allclear explain`` for people: a short overview, then each clock link by link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.core.clockwork.clocks import DutyState
from generator.core.clockwork.course import Course
from generator.core.clockwork.explained_facts import Fact
from generator.core.clockwork.explaining import Chain
from generator.core.clockwork.wall_clock import WallClock
from generator.reporting.text import show_plain

_LABEL = 9
_FIRST = {DutyState.OVERDUE: 0, DutyState.PENDING: 1, DutyState.PROVISIONAL: 2}


def format_explained(
    course: Course, chains: Sequence[Chain], wall: WallClock, *, is_one: bool
) -> str:
    """Return *chains* as text with a line end. Nothing in it can command a terminal.

    Args:
        course: Whose they are.
        chains: In the order of the ledger.
        wall: The clock to write moments by.
        is_one: One was asked for, so that there is nothing to overlook.
    """
    lines = [_head(course), f"as of {wall.both(wall.as_of, is_dated=True)}", ""]
    if not chains:
        lines += ["No clock runs: nothing says when it was detected.", ""]
    elif not is_one:
        lines += [*_overview(chains, wall), ""]
    for chain in chains:
        lines += [*_tell(chain, wall), ""]
    return "".join(f"{show_plain(line)}\n" for line in lines[:-1])


def _head(course: Course) -> str:
    severity = "unset" if course.severity is None else str(course.severity)
    return f"{course.record.id}  severity {severity}  {course.record.title or 'without a title'}"


def _overview(chains: Sequence[Chain], wall: WallClock) -> Iterator[str]:
    """Yield one line each: what is open first, in the order in which it is due."""

    def urgency(chain: Chain) -> tuple[int, str]:
        due = chain.duty.due_at
        rank = _FIRST.get(chain.duty.state, 3)
        return rank, due.isoformat() if due is not None and rank < 3 else ""

    width = max(len(chain.duty.id) for chain in chains)
    dues = {chain.duty.id: _due(chain, wall) for chain in chains}
    longest = max(len(due) for due in dues.values())
    for chain in sorted(chains, key=urgency):
        due = dues[chain.duty.id]
        yield f"  {chain.duty.id:<{width}}  {due:<{longest}}  {_short(chain)}"


def _due(chain: Chain, wall: WallClock) -> str:
    return "no target" if chain.duty.due_at is None else f"due {wall.utc(chain.duty.due_at)} UTC"


def _short(chain: Chain) -> str:
    """Return the verdict up to its first detail that the chain below tells as well."""
    return chain.verdict.partition(", since ")[0].partition(": no target")[0]


def _tell(chain: Chain, wall: WallClock) -> Iterator[str]:
    yield f"{chain.duty.id}: {chain.title}"
    yield _line("verdict", chain.verdict)
    if chain.base is not None:
        yield _line("base", _fact(chain.base, wall))
    yield _line("rule", chain.terms)
    yield _line("policy", f"{chain.field}; {chain.source}")
    yield _line("severity", chain.severity)
    for number, each in enumerate(chain.sums):
        yield _line("" if number else "sum", each)
    if chain.done is not None:
        yield _line("done", _fact(chain.done, wall))
    for number, each in enumerate(chain.notes):
        yield _line("" if number else "note", each)


def _fact(fact: Fact, wall: WallClock) -> str:
    place = f", {fact.place}" if fact.place else ""
    return f"{fact.what} {wall.both(fact.at)}{place}"


def _line(label: str, text: str) -> str:
    return f"  {label:<{_LABEL}}{text}"
