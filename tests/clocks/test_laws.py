"""What holds for every incident, whatever was written when and under whichever policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.core.clockwork.clocks import Clock, read_clocks
from generator.core.clockwork.duties import Duty, DutyTable
from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from tests.clocks.courses_drawn import BEGIN, POLICIES, Pick, picks, stories
from tests.clocks.stories import Story, day_time, policy_of

FEW = settings(max_examples=max(settings().max_examples * 6 // 10, 1))
policies = st.sampled_from(POLICIES)
UNDONE = ("overdue", "missed")
NOTHING = timedelta(0)


def duties_at(told: Story, policy: str, as_of: datetime) -> dict[str, Duty]:
    rows = DutyTable(policy_of(policy)).read(told.at(as_of), as_of)
    found = {row.id: row for row in rows}
    assert len(found) == len(rows), "two rows with one id"
    return found


def clocks_at(told: Story, policy: str, as_of: datetime) -> dict[tuple[str, int], Clock]:
    return {
        (clock.stage, clock.cycle): clock
        for clock in read_clocks(told.at(as_of), policy_of(policy), as_of)
    }


def assert_kept(
    before: dict[str, tuple[str, datetime | None]], after: dict[str, tuple[str, datetime | None]]
) -> None:
    """Assert that what was decided stays so, and that what was late is never excused."""
    for id_, (state, due) in before.items():
        if state == "met":
            assert after.get(id_, ("gone", None))[0] == "met", (id_, day_time(due), after.get(id_))
        if state in UNDONE:
            assert after.get(id_, ("gone", None))[0] in UNDONE, (id_, day_time(due), after.get(id_))


@FEW
@given(stories(), policies, picks, picks)
def test_what_is_written_later_changes_no_verdict(
    told: Story, policy: str, one: Pick, other: Pick
) -> None:
    first, second = sorted(pick.of(told, policy_of(policy)) for pick in (one, other))
    before, after = duties_at(told, policy, first), duties_at(told, policy, second)
    assert_kept(
        {id_: (str(row.state), row.due_at) for id_, row in before.items()},
        {id_: (str(row.state), row.due_at) for id_, row in after.items()},
    )


@FEW
@given(stories(), policies, picks)
def test_lengths_are_never_negative_and_late_is_only_what_is_late(
    told: Story, policy: str, pick: Pick
) -> None:
    as_of = pick.of(told, policy_of(policy))
    for row in duties_at(told, policy, as_of).values():
        assert row.late >= NOTHING
        assert (row.late > NOTHING) == (str(row.state) in UNDONE), row
        assert row.clock is None or row.clock.actual is None or row.clock.actual >= NOTHING
        assert (row.done_at is None) == (row.done_by == ""), row


@FEW
@given(stories(), policies, picks)
def test_nothing_is_missed_or_owed_while_no_severity_is_set(
    told: Story, policy: str, pick: Pick
) -> None:
    as_of = pick.of(told, policy_of(policy))
    course = told.at(as_of)
    if course.declared_at is not None:
        return
    rows = duties_at(told, policy, as_of).values()
    assert {row.clock is not None for row in rows} == {True}
    assert not {str(row.state) for row in rows} & {"overdue", "missed", "waived"}


@FEW
@given(stories(), policies, picks)
def test_the_state_is_a_function_of_facts_and_moment(told: Story, policy: str, pick: Pick) -> None:
    as_of = pick.of(told, policy_of(policy))
    assert duties_at(told, policy, as_of) == duties_at(told, policy, as_of)


@FEW
@given(stories(), policies, picks, picks)
def test_time_alone_only_makes_things_later(
    told: Story, policy: str, one: Pick, other: Pick
) -> None:
    first, second = sorted(pick.of(told, policy_of(policy)) for pick in (one, other))
    course, table = told.at(first), DutyTable(policy_of(policy))
    before = {row.id: row for row in table.read(course, first)}
    after = {row.id: row for row in table.read(course, second)}
    assert before.keys() == after.keys()
    for id_, row in before.items():
        now = after[id_]
        assert row.due_at == now.due_at
        if str(row.state) in UNDONE:
            assert str(now.state) in UNDONE
        elif str(row.state) == "pending":
            is_assumed = row.clock is not None and row.clock.is_assumed
            assert str(now.state) in (
                ("pending", "provisional") if is_assumed else ("pending", *UNDONE)
            )
        else:
            assert now.state == row.state


@FEW
@given(stories(), policies, picks, st.integers(2, 4), st.integers(1, 3000))
def test_a_downgrade_never_un_breaches(
    told: Story, policy: str, pick: Pick, level: int, minutes: int
) -> None:
    as_of = pick.of(told, policy_of(policy))
    at = BEGIN + timedelta(minutes=minutes)
    course = told.at(as_of)
    peaks = [s.level for s in course.severities if s.level is not None and s.at <= at]
    if not peaks or level <= min(peaks):
        return
    entry = _severity_line(told.record.log[0], at, level)
    log = tuple(sorted((*told.record.log, entry), key=lambda each: each.at))
    lighter = told._replace(record=_with_log(told, log))
    before, after = clocks_at(told, policy, as_of), clocks_at(lighter, policy, as_of)
    for key, clock in before.items():
        if str(clock.state) in UNDONE:
            assert str(after[key].state) in UNDONE


def _severity_line(like: LogEntry, at: datetime, level: int) -> LogEntry:
    return replace(like, at=at, verb=Verb.SEV, severity=level, text="")


def _with_log(told: Story, log: tuple[LogEntry, ...]) -> InternalRecord:
    return replace(told.record, log=log)


HOLIDAYS = st.lists(
    st.integers(0, 30).map(lambda each: (BEGIN + timedelta(days=each)).date()),
    unique=True,
    max_size=8,
)


@FEW
@given(stories(), HOLIDAYS, st.integers(0, 30))
def test_another_holiday_never_brings_a_deadline_forward(
    told: Story, holidays: list[date], more: int
) -> None:
    policy = policy_of(POLICIES[4])
    day = (BEGIN + timedelta(days=more)).date()
    few = replace(policy.calendar, holidays=frozenset(holidays))
    many = replace(policy.calendar, holidays=frozenset((*holidays, day)))
    as_of = BEGIN + timedelta(days=8)
    course = told.at(as_of)
    one = read_clocks(course, replace(policy, calendar=few), as_of)
    other = read_clocks(course, replace(policy, calendar=many), as_of)
    for clock, again in zip(one, other, strict=True):
        assert clock.due_at is None or (again.due_at is not None and again.due_at >= clock.due_at)
