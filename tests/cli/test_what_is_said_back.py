"""What commands say back of the words they were given: notes, and the command to paste next."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.pipeline.check import check_repository
from tests.cli.nights import Night, Typed
from tests.cli.test_fat_fingers import plain

FOUR, FIVE = "INC-2025-01-15-001", "INC-2025-01-15-002"
_NEW = ("14:23", "new", "score API errors", "--severity", "1", "--component", "score-recording")
_TOLD = ("14:36", "update", "001", "Scores are not saved.", "--component", "score-recording=down")
_MAIL = ("14:40", "new", "no mail", "--severity", "2", "--component", "email")
_MAIL_TOLD = ("14:41", "update", "002", "Mail is late.")


def begun(root: Path, *lines: tuple[str, ...]) -> Night:
    night = Night(root)
    for now, *words in lines:
        typed = night.type(*words, now=now)
        assert typed.status == 0, typed
    return night


def notes(typed: Typed) -> list[str]:
    assert typed.status == 0, typed
    said = (line for line in plain(typed.err).splitlines() if line.startswith("note: "))
    return [line.removeprefix("note: ") for line in said]


def following(typed: Typed) -> list[str]:
    assert typed.status == 0, typed
    said = (line for line in typed.out.splitlines() if line.startswith("next: "))
    return [line.removeprefix("next: allclear ") for line in said]


UNKNOWN = ("14:23", "new", "something")
UNSURE = ("14:23", "new", "something", "--component", "email")


@pytest.mark.parametrize(
    ("before", "words", "expected"),
    [
        ((), _NEW[1:], ["ack 001", "update 001"]),
        ((), UNKNOWN[1:], ["ack 001", "update 001 --component music-games=down"]),
        (
            (UNSURE,),
            ("ack",),
            ['log 001 "what you see"', "severity 001 1", "update 001 --component email=down"],
        ),
        ((UNSURE,), ("severity", "2"), ["update 001"]),
        ((UNKNOWN,), ("severity", "3"), ["ack 001"]),
        ((_NEW,), ("log", "errors"), ["update 001"]),
        ((_NEW,), ("update",), ['update 001 "what is new"']),
        ((_NEW, _TOLD), ("log", "errors"), ['update 001 "what is new"']),
        ((_NEW, _TOLD), ("ack",), ['log 001 "what you see"', 'update 001 "what is new"']),
        ((_NEW, _TOLD), ("mitigate",), ['update 001 --status monitoring "what is known now"']),
        (
            (_NEW, _TOLD),
            ("mitigate", "A", "propose", "Roll back"),
            ["mitigate 001 A approve", 'update 001 "what is new"'],
        ),
        ((_NEW, _TOLD), ("update", "--status", "monitoring"), ["resolve 001"]),
        ((_NEW, _TOLD), ("update", "--status", "fixed"), ["resolve 001"]),
        ((_NEW, _TOLD), ("resolve", "--log-only"), ["resolve 001"]),
        ((_NEW, _TOLD), ("resolve",), ["close 001"]),
        ((_NEW,), ("resolve",), ["close 001"]),
        ((_NEW, _TOLD, ("14:50", "resolve", "--log-only")), ("resolve", "001"), ["close 001"]),
        (
            (_NEW, _TOLD, ("14:50", "resolve")),
            ("reopen", "001", "--component", "score-recording=slow"),
            ['update 001 "what is new"'],
        ),
    ],
)
def test_the_command_to_paste_next_announces_nothing_that_is_not_so(
    before: tuple[tuple[str, ...], ...], words: tuple[str, ...], expected: list[str], tmp_path: Path
) -> None:
    night = begun(tmp_path, *before)

    assert following(night.type(*words, now="15:00")) == expected


def test_what_is_withdrawn_or_amended_is_shown(tmp_path: Path) -> None:
    night = begun(tmp_path, _NEW, _TOLD)

    amended = night.type("amend", "001", "last", "Scores are lost.", now="14:50")
    withdrawn = night.type("retract", "001", "last", now="14:51")

    assert notes(amended) == ['amends the update of 14:36Z, until now: "Scores are not saved."']
    assert notes(withdrawn) == ['withdraws the update of 14:36Z: "Scores are lost."']


def test_a_long_text_is_cut_and_another_day_is_named(tmp_path: Path) -> None:
    long = "Scores of every game that is played now are not saved, and we look into it."
    night = begun(tmp_path, _NEW, ("14:36", "update", "001", long))

    typed = night.type("retract", "001", "last", now="2025-01-16T00:10Z")

    assert notes(typed) == [
        "withdraws the update of 2025-01-15 14:36Z: "
        '"Scores of every game that is played now are not saved, and w…"'
    ]


def test_the_last_update_is_neither_withdrawn_nor_a_withdrawal(tmp_path: Path) -> None:
    night = begun(
        tmp_path, _NEW, _TOLD, ("14:40", "update", "001", "More."),
        ("14:41", "retract", "001", "last", "No."),
    )  # fmt: skip

    assert notes(night.type("retract", "001", "last", now="14:50")) == [
        'withdraws the update of 14:36Z: "Scores are not saved."'
    ]


def test_a_title_that_nobody_wrote_follows_its_part(tmp_path: Path) -> None:
    night = begun(tmp_path, _NEW, ("14:36", "update", "001"))

    typed = night.type("update", "001", "--component", "score-recording=slow", now="14:40")

    assert notes(typed) == [
        "'slow' read as degraded_performance",
        "title for visitors follows: Scores are saved late",
        "next update promised within 30m, the rhythm of Severity 1 (R71)",
    ]
    newest = [text for path, text in night.files().items() if "144000Z" in path]
    assert newest == [
        "title: Scores are saved late\ncomponents:\n  score-recording: degraded_performance\n"
        "next_update: 30m\n"
    ]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (("--title", "Scores are lost"), ("--component", "score-recording=slow")),
        ((), ("--component", "score-recording=ok")),
        ((), ("--component", "email=slow")),
        ((), ("--component", "score-recording=down")),
        ((), ("--status", "fixed", "--component", "score-recording=slow")),
    ],
)
def test_any_other_title_stays(
    first: tuple[str, ...], then: tuple[str, ...], tmp_path: Path
) -> None:
    night = begun(tmp_path, _NEW, ("14:36", "update", "001", *first))

    typed = night.type("update", "001", *then, now="14:40")

    assert not any("title" in each for each in notes(typed))
    assert not any("title" in text for path, text in night.files().items() if "144000Z" in path)


def test_only_parts_of_the_first_update_began_with_the_incident(tmp_path: Path) -> None:
    night = begun(
        tmp_path, _NEW, _TOLD, ("14:50", "update", "001", "--component", "search=slow"),
    )  # fmt: skip

    late = night.type("resolve", "001", "--dry-run", now="2025-01-16T00:00Z")
    assert notes(late)[0] == (
        "score-recording: down 2025-01-15 14:23 to 2025-01-16 00:00 (9 h 37 min)"
    )
    assert notes(night.type("resolve", "001", now="15:52")) == [
        "score-recording: down 14:23 to 15:52 (1 h 29 min)",
        "search: slow 14:50 to 15:52 (1 h 2 min)",
    ]


@pytest.mark.parametrize(
    ("words", "message", "fix"),
    [
        (("update", "001", "slow"), "'slow' would be all that visitors read",
         "did you mean --component score-recording=slow? Else write a whole sentence"),
        (("update", "001", "--component", "website", "Partly down"),
         "'Partly down' would be all that visitors read",
         "did you mean --component website=partial? Else write a whole sentence"),
        (("update", "001", "website=slow"), "'website=slow' would be all that visitors read",
         "did you mean --component website=slow? Else write a whole sentence"),
        (("update", "001", "website=slow", "email=down"),
         "'website=slow email=down' would be all that visitors read",
         "did you mean --component website=slow --component email=down? Else write a whole "
         "sentence"),
        (("update", "001", "monitoring"), "'monitoring' would be all that visitors read",
         "did you mean --status monitoring? Else write a whole sentence"),
        (("resolve", "001", "fixed"), "'fixed' would be all that visitors read",
         "leave it out, or write a whole sentence"),
    ],
)  # fmt: skip
def test_a_state_is_no_text(words: tuple[str, ...], message: str, fix: str, tmp_path: Path) -> None:
    night = begun(tmp_path, _NEW, _TOLD)
    before = night.files()

    typed = night.type(*words, now="14:50")

    assert (typed.status, typed.out, typed.err) == (2, "", f"error: {message}\nfix: {fix}\n")
    assert night.files() == before


def test_a_part_of_another_incident_is_noted(tmp_path: Path) -> None:
    night = begun(tmp_path, _NEW, _TOLD, _MAIL)

    typed = night.type("update", "001", "Later.", "--component", "email=slow", now="14:50")

    assert notes(typed)[1] == f"email is no part of {FOUR}; {FIVE} is about it"
    assert not any(
        "no part" in each
        for each in notes(night.type("update", "001", "x", "--component", "search=slow",
                                     now="14:51"))
    )  # fmt: skip


def test_of_closed_records_the_one_of_this_week_is_meant(tmp_path: Path) -> None:
    days = ("2024-12-01", "2024-12-02", "2024-12-03", "2024-12-04", "2025-01-12")
    night = begun(
        tmp_path,
        *(line for day in days for line in (
            (f"{day}T10:00Z", "new", "x"), (f"{day}T10:01Z", "resolve"),
            (f"{day}T10:02Z", "close", f"INC-{day}-001"),
        )),
    )  # fmt: skip

    typed = night.type("log", "001", "review held", now="2025-01-15T10:00Z")
    refused = night.type("log", "001", "review held", now="2025-02-15T10:00Z")

    assert notes(typed)[0] == ("'001' read as INC-2025-01-12-001, the only one of the last 7 days")
    assert refused.err == (
        "error: '001' may be INC-2025-01-12-001, INC-2024-12-04-001, INC-2024-12-03-001, "
        "INC-2024-12-02-001 and 1 more\n"
        "fix: write more of it, such as 'INC-2025-01-12-001'\n"
    )


def test_what_check_will_say_is_said_at_once(tmp_path: Path) -> None:
    night = begun(tmp_path, _NEW)

    typed = night.type("ack", "001", "--who", "@bob", "--at", "14:20", now="14:50")

    assert notes(typed) == [
        "14:20 read as 2025-01-15 14:20Z (UTC)",
        "check will say: ACK at 2025-01-15 14:20Z is earlier than DETECTED at 2025-01-15 14:23Z",
    ]


def test_check_does_not_complain_of_what_merging_wrote(tmp_path: Path) -> None:
    night = begun(
        tmp_path, _NEW, _TOLD, _MAIL, _MAIL_TOLD,
        ("14:44", "update", "001", "--component", "email=partial"),
    )  # fmt: skip

    assert notes(night.type("merge", "002", "--into", "001", now="14:50")) == []
    findings = check_repository(night.root, now=datetime(2025, 1, 16, tzinfo=UTC), strict=False)
    assert [each.message for each in findings.findings if each.code == "INT003"] == []


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("hypothesis: the release", "HYPOTHESIS the release", ["hypothesis: read as HYPOTHESIS"]),
        ("Data: 2% errors", "DATA 2% errors", ["Data: read as DATA"]),
        ("started: the rollback", "started: the rollback", None),
        ("sev: 3 hosts are down", "sev: 3 hosts are down", None),
        ("check: the disk", "check: the disk", None),
        ("key: value", "key: value", []),
    ],
)
def test_a_label_is_read_as_its_verb(
    text: str, line: str, said: list[str] | None, tmp_path: Path
) -> None:
    night = begun(tmp_path, _NEW)

    typed = night.type("log", "001", text, now="14:50")

    assert f"  2025-01-15 14:50Z {line}" in typed.out.splitlines()
    assert said is None or notes(typed) == said


def test_labels_are_read_in_many_lines_as_well(tmp_path: Path) -> None:
    night = begun(tmp_path, _NEW)

    typed = night.type("log", "001", "-", now="14:50", text="14:40 decision: wait @bob\n14:41 x\n")

    assert "  2025-01-15 14:40Z DECISION wait @bob" in typed.out.splitlines()
    assert notes(typed) == ["2 lines, the last at 2025-01-15 14:41Z", "decision: read as DECISION"]


def test_whoever_takes_it_on_is_asked_for_a_name(tmp_path: Path) -> None:
    night = begun(tmp_path, _NEW)

    assert notes(night.type("ack", "001", now="14:24")) == [
        "nobody is named: --who @you, or once: git config allclear.handle @you"
    ]
    assert notes(night.type("ack", "001", "--who", "@bob", now="14:25")) == [
        "already acknowledged at 2025-01-15 14:24Z"
    ]


def test_work_begun_long_before_its_time_is_noted(tmp_path: Path) -> None:
    night = begun(
        tmp_path,
        ("10:00", "maintenance", "announce", "New database", "--component", "score-recording",
         "--from", "2025-01-15 16:00Z", "--until", "2025-01-15 18:00Z"),
    )  # fmt: skip

    typed = night.type("maintenance", "start", "001", now="14:00")

    assert notes(typed) == ["planned to begin only at 2025-01-15 16:00Z"]
