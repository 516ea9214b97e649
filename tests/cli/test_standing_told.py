"""What commands say of standing, mistakes and next steps where somebody new was led astray."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.nights import Night

ID = "INC-2025-01-15-001"
HEADER = f"incidents/2025/{ID}/internal.yml"
POLICY, PEOPLE = "site_src/internal/policy.yml", "site_src/internal/people.yml"
MISTAKES = f"policy.yml has mistakes, so shipped values count: allclear check {POLICY}"
NEW = ("new", "scores fail", "--severity", "1", "--component", "score-recording")
WHO = """\
format: 1
people:
  rob: {roles: [on_call, ic], senior: true}
  anna: {roles: [comms]}
"""


@pytest.fixture
def night(tmp_path: Path) -> Night:
    return Night(tmp_path / "night")


def spoil(night: Night, more: str = "foo: [1\n") -> None:
    path = night.root / HEADER
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


def following(out: str) -> list[str]:
    return [
        line.removeprefix("next: allclear ")
        for line in out.splitlines()
        if line.startswith("next: ")
    ]


@pytest.mark.parametrize("words", [("duties", "001"), ("explain", "001", "mitigate")])
def test_R189_an_internal_file_that_cannot_be_read_is_said_to_be(
    night: Night, words: tuple[str, ...]
) -> None:
    night.type(*NEW, now="14:23")
    spoil(night)

    told = night.type(*words, now="14:30")
    as_json = night.type(*words, "--format", "json", now="14:30")

    assert (told.status, told.out) == (1, "")
    assert told.err == (
        f"error: {HEADER} cannot be read, so nobody can tell what is owed of {ID}\n"
        f"fix: see what is wrong: allclear check {HEADER}\n"
    )
    assert (as_json.status, sorted(as_json.json)) == (1, ["error", "fix"])


def test_R189_no_clock_is_told_of_a_record_that_cannot_be_read(night: Night) -> None:
    night.type(*NEW, now="14:23")
    spoil(night)

    told = night.type("log", "001", "errors", now="14:30")

    assert told.status == 0
    assert "clocks:" not in told.out
    assert f"note: {HEADER} cannot be read, so no clock is told: allclear check" in told.err


def test_R189_duties_of_all_name_what_could_not_be_read(night: Night) -> None:
    night.type(*NEW, now="14:23")
    spoil(night)

    told = night.type("duties", now="14:30")

    assert told.status == 1
    assert "Nothing is owed of what can be read.\n" in told.out
    assert told.err.startswith(f"error: {HEADER} cannot be read")


@pytest.mark.parametrize("words", [("duties",), ("explain",), ("stats",)])
def test_mistakes_of_the_policy_are_one_line_on_standard_error(
    night: Night, words: tuple[str, ...]
) -> None:
    night.type(*NEW, now="14:23")
    (night.root / POLICY).write_text("severities: 3\n", encoding="utf-8")

    told = night.type(*words, now="14:30")

    assert (told.status, told.err) == (0, f"warning: {MISTAKES}\n")


def test_mistakes_of_the_policy_are_told_by_status_and_by_what_writes(night: Night) -> None:
    (night.root / POLICY).write_text("severities: 3\n", encoding="utf-8")

    written = night.type(*NEW, now="14:23")
    told = night.type("status", "--no-hosts", now="14:24")
    as_json = night.type("status", "--no-hosts", "--format", "json", now="14:24")

    assert f"note: {MISTAKES}\n" in written.err
    assert f"Cannot be read: 1 place\n  {MISTAKES}\n" in told.out
    assert [each["path"] for each in as_json.json["unreadable"]] == [POLICY]
    assert told.status == 1


def test_X35_a_security_incident_is_never_led_to_visitors(night: Night) -> None:
    night.type(*NEW, now="14:23")
    spoil(night, "types: [security]\n")

    ack = night.type("ack", now="14:24")
    status = night.type("status", "--no-hosts", now="14:25")
    update = night.type("update", "--dry-run", now="14:26")

    assert following(ack.out) == ['log 001 "what you see"']
    assert "allclear update" not in status.out
    assert "allclear duties 001" in status.out
    assert "note: a security incident, WARNING: contain it and ask CEO and legal" in update.err
    assert update.status == 0


def test_R25_a_severity_3_is_resolved_in_the_log_alone(night: Night) -> None:
    new = night.type("new", "search is odd", "--severity", "3", now="14:23")
    ack = night.type("ack", now="14:24")
    mitigated = night.type("mitigate", now="14:40")

    assert following(new.out) == ["ack 001"]
    assert following(ack.out) == ['log 001 "what you see"', "mitigate 001"]
    assert following(mitigated.out) == ["resolve 001 --log-only"]


def test_R67_the_step_that_is_missing_comes_next(night: Night) -> None:
    night.type(*NEW, now="14:23")
    night.type("ack", now="14:24")

    begun = night.type("mitigate", "A", "begin", now="14:41")
    approved = night.type("mitigate", "A", "approve", now="14:42")
    done = night.type("mitigate", "A", "done", now="14:46")
    status = night.type("status", "--no-hosts", now="14:47")

    assert following(begun.out)[0] == "mitigate 001 A approve"
    assert following(approved.out)[0] == "mitigate 001 A done"
    assert following(done.out) == ["mitigate 001"]
    assert "Next:\n  allclear mitigate 001\n" in status.out


def test_X1_log_and_page_that_differ_are_told_with_the_way_out(night: Night) -> None:
    night.type(*NEW, now="14:23")
    night.type("ack", now="14:24")
    night.type("update", now="14:36")
    night.type("mitigate", now="14:50")

    status = night.type("status", "--no-hosts", now="14:51")
    duties = night.type("duties", now="14:51")

    hint = "log says mitigated, public says investigating"
    assert f"    {hint}\n" in status.out
    assert '  allclear update 001 --status monitoring "what is known now"\n' in status.out
    assert f"  {ID}  {hint}\n" in duties.out


def test_R105_a_meeting_nobody_held_is_told_after_the_resolution(night: Night) -> None:
    night.type(*NEW, now="14:23")
    night.type("ack", now="14:24")
    night.type("resolve", "--log-only", now="15:06")

    soon = night.type("status", "--no-hosts", now="15:12")
    late = night.type("status", "--no-hosts", now="2025-01-18T00:00Z")
    long_after = night.type("status", "--no-hosts", now="2025-05-01T00:00Z")
    night.type("close", "001", now="2025-01-18T01:00Z")
    closed = night.type("status", "--no-hosts", now="2025-01-18T02:00Z")

    assert "Resolved, not closed: 1\n" in soon.out
    assert "    due 19:06Z (in 3 h 54 min): E-mail all subscribers that it is over" in soon.out
    assert "    overdue by 8 h 54 min, due 2025-01-17 15:06Z: Hold the post-mortem" in late.out
    assert "  allclear duties 001\n" in late.out
    assert "Resolved" not in long_after.out
    assert "Resolved" not in closed.out


def test_R88_closing_too_early_is_noted_and_done(night: Night) -> None:
    night.type(*NEW, now="14:23")
    night.type("resolve", "--log-only", now="15:06")

    told = night.type("close", now="15:20")

    assert told.status == 0
    assert f"note: {ID}: the only incident that is resolved and not closed\n" in told.err
    assert "note: check will say: closed while paperwork is missing: " in told.err


def test_X42_who_may_not_resolve_is_told_and_not_stopped(night: Night) -> None:
    (night.root / PEOPLE).write_text(WHO, encoding="utf-8")
    night.type(*NEW, now="14:23")

    told = night.type("resolve", "--log-only", "--who", "@anna", now="15:06")

    assert told.status == 0
    assert "note: check will say: '@anna' declares a Severity 1 resolved, which" in told.err


def test_R43_a_handle_that_nobody_has_is_noted_with_the_nearest(night: Night) -> None:
    (night.root / PEOPLE).write_text(WHO, encoding="utf-8")
    night.type(*NEW, now="14:23")

    told = night.type("ack", "--who", "@annna", now="14:24")

    assert told.status == 0
    assert "note: people.yml knows nobody called @annna; is @anna meant (R43)\n" in told.err


def test_X23_an_assumed_severity_is_said_to_be_and_one_that_is_set_moves_all(night: Night) -> None:
    night.type("new", "scores fail", now="14:23")

    ack = night.type("ack", now="14:24")
    severity = night.type("severity", "1", now="14:32")

    assert (
        "clocks: acknowledged after 1 min, target 15 min (met, assumed Severity 2); "
        "mitigate by 16:24Z (in 2 h, assumed Severity 2)\n"
    ) in ack.out
    assert "severity 001 1" in following(ack.out)
    assert (
        "tell visitors on the status page by 14:38Z (in 6 min); assign an Incident Commander by "
        "14:42Z (in 10 min); mitigate by 14:54Z (in 22 min); "
        "resolve by 18:54Z (in 4 h 22 min, provisional)\n"
    ) in severity.out


def test_R19_whom_to_page_is_said_when_a_severity_1_is_declared(night: Night) -> None:
    rota = "rota:\n  after_hours:\n    shifts:\n"
    rota += "      - {who: rob, from: 2025-01-01, until: 2025-02-01}\n"
    (night.root / PEOPLE).write_text(WHO + rota, encoding="utf-8")

    told = night.type(*NEW, now="02:10")

    assert "to do: page @rob (secondary on call) (S:64, S:97)" in told.out


def test_R4_a_stage_in_business_time_is_told_in_business_time(night: Night) -> None:
    calendar = "calendar:\n  zone: America/New_York\n  holidays: [2025-01-20]\n"
    (night.root / POLICY).write_text(calendar, encoding="utf-8")
    night.type("new", "odd", "--severity", "3", now="2025-01-17T21:30Z")

    told = night.type("ack", now="2025-01-21T14:10Z")

    assert "acknowledged after 40 business minutes, target 1 business hour (met)" in told.out


def test_what_is_due_this_very_minute_is_due_now(night: Night) -> None:
    night.type(*NEW, now="14:23")
    night.type("ack", now="14:24")

    assert (
        "    due now: Mitigate, Severity 1" in night.type("status", "--no-hosts", now="14:54").out
    )


def test_duties_of_what_has_no_internal_file_say_so(night: Night) -> None:
    night.type(*NEW, now="14:23")
    night.type("update", now="14:36")
    for path in (night.root / HEADER, *(night.root / HEADER).parent.glob("log/*")):
        path.unlink()

    told = night.type("duties", "001", now="14:40")

    assert (told.status, told.err) == (2, (
        f"error: {ID} has no internal file, so no clock runs for it\n"
        f"fix: what visitors read of it: allclear history {ID}\n"
    ))  # fmt: skip
