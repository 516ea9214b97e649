"""Chains of clocks, held against the document's own incident and its rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from generator.core.clockwork.course import Course, PublicSide, Told, create_course
from generator.core.clockwork.explaining import Chain, explain
from generator.core.clockwork.ledger import create_ledger
from generator.core.clockwork.policy import Policy
from generator.core.clockwork.policy_tables import ChannelRule
from generator.core.clockwork.wall_clock import WallClock
from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogSource, RawLine
from generator.core.log_lines import read_log
from generator.core.vocabulary import IncidentStatus, RecordKind
from generator.readers.decode import Names
from generator.readers.policy import read_policy

PATH = "incidents/2025/INC-2025-01-15-001"
FX1 = """\
14:23 DETECTED error rate 45%
14:24 ACK @engineer
14:32 SEV 1
14:35 IC @commander
14:50 MITIGATED
15:06 RESOLVED"""


@cache
def policy() -> Policy:
    found = read_policy(Path("nowhere"), None, Names()).policy
    calendar = replace(
        found.calendar, zone="America/New_York", holidays=frozenset({date(2025, 1, 20)})
    )
    return replace(found, calendar=calendar)


def course(log: str, day: date = date(2025, 1, 15), *, told: tuple[str, ...] = ()) -> Course:
    lines = tuple(RawLine(text=text, line=number) for number, text in enumerate(log.split("\n"), 1))
    entries = read_log([LogSource(path="a.log", lines=lines)], day).entries
    record = InternalRecord(
        id=f"INC-{day}-001", kind=RecordKind.INCIDENT, date=day, path=PATH, log=entries
    )
    status = IncidentStatus.INVESTIGATING
    updates = tuple(Told(utc(at), status) for at in told)
    public = PublicSide("t", status, updates) if updates else None
    return create_course(record, public)


def utc(text: str) -> datetime:
    whole = text if "T" in text else f"2025-01-15T{text}"
    return datetime.fromisoformat(whole).replace(tzinfo=UTC)


def chains(it: Course, now: str, rules: Policy | None = None) -> dict[str, Chain]:
    wall = WallClock(zone="America/New_York", name="Eastern", as_of=utc(now))
    return {each.duty.id: each for each in explain(it, rules or policy(), utc(now), wall)}


def until(log: str, now: str) -> str:
    """Return the lines of *log* up to the clock time *now*."""
    return "\n".join(line for line in log.split("\n") if line[:5] <= now)


@pytest.mark.parametrize(
    ("stage", "source", "sums", "verdict"),
    [
        (
            "acknowledge",
            "S:51; R2",
            "14:23 + 5 min = 14:28 UTC (9:23 AM + 5 min = 9:28 AM Eastern)",
            "met, 4 min to spare",
        ),
        (
            "mitigate",
            "S:52; R2",
            "14:24 + 30 min = 14:54 UTC (9:24 AM + 30 min = 9:54 AM Eastern)",
            "met, 4 min to spare",
        ),
        (
            "resolve",
            "S:53; R2",
            "14:50 + 4 h = 18:50 UTC (9:50 AM + 4 h = 1:50 PM Eastern)",
            "due in 3 h 59 min",
        ),
    ],
)
def test_R2_the_three_stages_of_the_example_are_reckoned(
    stage: str, source: str, sums: str, verdict: str
) -> None:
    chain = chains(course(until(FX1, "14:51")), "14:51")[stage]

    assert (chain.source, chain.sums, chain.verdict) == (source, (sums,), verdict)
    assert chain.field == f"severities.1.{stage}"


def test_R3_a_severity_2_at_night_is_reckoned_day_and_night() -> None:
    log = "02:10 DETECTED x\n02:10 SEV 2\n02:20 ACK\n03:50 MITIGATED"
    found = chains(course(log, date(2025, 2, 3)), "2025-02-03T04:00")

    assert found["acknowledge"].verdict == "met, 5 min to spare"
    assert found["mitigate"].sums == (
        "02:20 + 2 h = 04:20 UTC (Sun 2025-02-02 9:20 PM + 2 h = Sun 2025-02-02 11:20 PM Eastern)",
    ) or found["mitigate"].sums == ("02:20 + 2 h = 04:20 UTC (9:20 PM + 2 h = 11:20 PM Eastern)",)
    assert found["resolve"].duty.due_at == utc("2025-02-04T03:50")
    assert found["resolve"].source == "S:85; R3, X3"


def test_R4_the_spans_counted_and_the_holiday_are_named() -> None:
    log = "21:30 DETECTED x\n21:30 SEV 3"
    chain = chains(course(log, date(2025, 1, 17)), "2025-01-17T21:31")["acknowledge"]

    assert chain.sums == (
        "open Fri 2025-01-17 4:30 PM to 5:00 PM: 30 min",
        "open Tue 2025-01-21 9:00 AM to 9:30 AM: 30 min, 1 h in all",
        "not counted: Mon 2025-01-20, a holiday",
        "2025-01-17 21:30 UTC (Fri 2025-01-17 4:30 PM Eastern) + 1 business hour = "
        "2025-01-21 14:30 UTC (Tue 2025-01-21 9:30 AM Eastern)",
    )
    assert (chain.terms, chain.source) == (
        "Severity 3, within 1 business hour of detection",
        "S:114; R4, X4",
    )


def test_R4_business_days_are_counted_by_name() -> None:
    log = "14:10 DETECTED x\n14:10 SEV 3\n14:10 ACK\n16:00 MITIGATED"
    chain = chains(course(log, date(2025, 1, 22)), "2025-01-22T16:01")["resolve"]

    assert chain.sums == (
        "business days counted: Thu 2025-01-23, Fri 2025-01-24, Mon 2025-01-27",
        "2025-01-22 16:00 UTC (Wed 2025-01-22 11:00 AM Eastern) + 3 business days = "
        "2025-01-27 16:00 UTC (Mon 2025-01-27 11:00 AM Eastern)",
    )


def test_R5_what_has_no_target_is_best_effort() -> None:
    log = "14:10 DETECTED x\n14:10 SEV 4"
    chain = chains(course(log, date(2025, 1, 22)), "2025-01-22T16:01")["resolve"]

    assert (chain.sums, chain.terms, chain.source) == (
        (),
        "Severity 4, best effort, no target",
        "S:146; R5",
    )
    assert chain.verdict == "best effort: no target, which counts neither as met nor as missed (R5)"


def test_R6_a_change_of_the_clocks_is_told() -> None:
    log = "21:30 DETECTED x\n21:30 SEV 3"
    chain = chains(course(log, date(2025, 3, 7)), "2025-03-07T21:31")["acknowledge"]

    assert chain.duty.due_at == utc("2025-03-10T13:30")
    assert chain.sums[2] == "the clocks change on Sun 2025-03-09, from UTC-5 to UTC-4"


UPGRADED = "14:00 DETECTED x\n14:00 SEV 2\n14:05 ACK\n14:25 SEV 1\n14:50 MITIGATED"


def test_X2_strict_measures_a_stage_from_its_own_start() -> None:
    chain = chains(course(UPGRADED), "14:51")["mitigate"]

    assert chain.verdict == "missed by 15 min"
    assert chain.severity == (
        "Severity 1, the highest in force until this stage ended (X2): "
        "2 from 14:00, 1 from 14:25 UTC"
    )


def test_X2_restart_measures_it_from_the_upgrade() -> None:
    rules = replace(policy(), clocks=replace(policy().clocks, on_upgrade="restart"))
    chain = chains(course(UPGRADED), "14:51", rules)["mitigate"]

    assert chain.verdict == "met, 5 min to spare"
    assert chain.base is not None
    assert (chain.base.what, chain.base.place) == ("Severity 1 declared", "a.log:4")
    assert chain.notes[-2] == (
        "measured from the upgrade, not from the start of the stage (clocks.on_upgrade, X2)"
    )
    assert chain.source == "S:52; R2, X2"


def test_X2_what_ended_before_the_upgrade_keeps_its_verdict() -> None:
    chain = chains(course(UPGRADED), "14:51")["acknowledge"]

    assert chain.verdict == "met, 10 min to spare"
    assert chain.severity.endswith(
        "; Severity 1 of 14:25 UTC came after it ended, and its verdict stays"
    )


def test_X9_a_duty_says_that_it_counts_from_the_declaration() -> None:
    chain = chains(course(until(FX1, "14:51")), "14:51")["assign-ic"]

    assert chain.base is not None
    assert (chain.base.what, chain.base.place) == ("Severity 1 declared", "a.log:3")
    assert chain.sums == ("14:32 + 10 min = 14:42 UTC (9:32 AM + 10 min = 9:42 AM Eastern)",)
    assert chain.verdict == "met, 7 min to spare"
    assert chain.notes[0] == (
        "counted from the declaration, not from detection, from which it would be due at "
        "14:33 UTC (9:33 AM Eastern) (clocks.duties_from, X9)"
    )


def test_X9_read_the_other_way_it_counts_from_detection() -> None:
    rules = replace(policy(), clocks=replace(policy().clocks, duties_from="detection"))
    chain = chains(course(until(FX1, "14:51")), "14:51", rules)["assign-ic"]

    assert chain.verdict == "missed by 2 min"
    assert chain.terms == "Severity 1, within 10 min of detection"
    assert chain.base is not None
    assert chain.base.what == "detected"


def test_X23_while_nobody_has_set_a_severity_it_is_said_to_be_assumed() -> None:
    chain = chains(course(until(FX1, "14:25")), "14:25")["mitigate"]

    assert chain.duty.due_at == utc("16:24")
    assert chain.terms == "Severity 2, assumed, within 2 h of acknowledgement"
    assert chain.source == "S:84; R3, X3, X23"
    assert chain.severity == (
        "nobody has set one, so Severity 2 is assumed (clocks.severity_while_unset, X23)"
    )


def test_X24_the_absolute_promise_stands_beside_the_chain() -> None:
    chain = chains(course(until(FX1, "14:51")), "14:51")["mitigate"]

    assert chain.notes[0] == (
        "promised from detection, by the targets alone: 14:58 UTC (9:58 AM Eastern) (X24)"
    )


def test_X24_a_stage_whose_start_is_not_known_is_provisional() -> None:
    chain = chains(course("14:23 DETECTED x\n14:23 SEV 1"), "14:25")["mitigate"]

    assert chain.verdict == "provisional: the stage before has not ended yet"
    assert chain.base is not None
    assert chain.base.place == ""


def test_R71_the_step_of_the_rhythm_is_named() -> None:
    first = chains(course(until(FX1, "14:51"), told=("14:36",)), "14:51")["public-update-2"]
    later = chains(course(until(FX1, "14:51"), told=("14:36", "16:05")), "16:06")["public-update-3"]

    assert first.terms == "Severity 1, the next within 30 min during the first 1 h"
    assert first.duty.due_at == utc("15:06")
    assert later.terms == "Severity 1, the next within 1 h after the first 1 h"
    assert later.duty.due_at == utc("17:05")


def test_R72_at_15_07_with_no_update_it_is_a_minute_late() -> None:
    chain = chains(course(until(FX1, "14:51"), told=("14:36",)), "15:07")["public-update-2"]

    assert (chain.duty.late_minutes, chain.verdict) == (
        1,
        "overdue by 1 min, since 15:06 UTC (10:06 AM Eastern)",
    )


def test_R72_what_visitors_were_promised_counts_where_it_is_sooner() -> None:
    it = course(until(FX1, "14:51"), told=("14:36",))
    assert it.public is not None
    (told,) = it.public.updates
    sooner = told._replace(promise_due_at=utc("14:55"))
    it = it._replace(
        public=it.public._replace(updates=(sooner,), promise_due_at=sooner.promise_due_at)
    )
    chain = chains(it, "14:51")["public-update-2"]

    assert chain.terms == "Severity 1, the next by the time visitors were promised"
    assert chain.notes[:2] == (
        "visitors were promised to hear more sooner than the rhythm asks (R72)",
        "visitors read that the next update comes by 14:55 UTC (9:55 AM Eastern) (R72)",
    )


def test_R148_a_second_too_late_is_missed_by_a_second() -> None:
    log = "14:23:00 DETECTED x\n14:23:00 SEV 1\n14:28:01 ACK"
    chain = chains(course(log), "14:29")["acknowledge"]

    assert chain.verdict == "missed by 1 s"
    assert chain.done is not None
    assert chain.done.place == "a.log:3"


def test_R61_the_call_of_the_team_is_thought_of_without_a_verdict() -> None:
    ledger = create_ledger([course(until(FX1, "14:40"))], policy(), None, utc("14:40"))

    assert [(each.title, each.at) for each in ledger.reminders] == [
        ("Brief call of the team", utc("14:50")),
        ("Next check-in of the team", utc("15:05")),
    ]


def test_X8_the_mail_to_those_affected_is_thought_of_an_hour_before() -> None:
    it = course("02:10 DETECTED x\n02:10 SEV 2\n02:20 ACK", date(2025, 2, 3))
    before = create_ledger([it], policy(), None, utc("2025-02-03T05:09"))
    after = create_ledger([it], policy(), None, utc("2025-02-03T05:10"))

    assert before.reminders == ()
    assert [(each.title, each.at) for each in after.reminders] == [
        (
            "E-mail the subscribers affected: appoint a Communication Coordinator, else the "
            "SysAdmin sends it",
            utc("2025-02-03T06:10"),
        )
    ]


def test_R84_a_channel_that_is_down_itself_is_named_with_others() -> None:
    channels = {**policy().channels, "email": ChannelRule(id="email", name="E-mail", component="m")}
    it = course(until(FX1, "14:40"))
    it = it._replace(record=replace(it.record, components=("m",)))
    ledger = create_ledger([it], replace(policy(), channels=channels), None, utc("14:40"))
    warnings = {row.duty: row.warning for row in ledger.rows if row.warning}

    assert warnings["tell-executives"] == (
        "email is the affected system, use SMS or the banner (R84)"
    )
    assert "assign-comms" not in warnings


def test_X36_until_there_is_a_coordinator_the_commander_tells_visitors() -> None:
    ledger = create_ledger([course(until(FX1, "14:40"))], policy(), None, utc("14:40"))
    who = {row.duty: row.who for row in ledger.rows}

    assert (who["public-update-1"], who["mitigate"]) == ("@commander", "@engineer")
