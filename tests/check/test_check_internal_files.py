"""Reading internal.yml, review.yml and log/: everything readable comes out, nothing is raised."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.findings import Finding
from generator.core.internal_facts import (
    Affected,
    DataFacts,
    Detection,
    InternalRecord,
    Mitigation,
    Resolution,
    RootCause,
)
from generator.core.log_verbs import Verb
from generator.core.vocabulary import DataLoss, RecordKind
from generator.readers.decode import Names
from generator.readers.folders import Folder
from generator.readers.internal import InternalReading, read_internal

FOLDER = "incidents/2025/INC-2025-01-15-001"
NAMES = Names(components=frozenset({"score-recording"}))


def read(root: Path, **files: str | bytes) -> InternalReading | None:
    """Read a folder with *files*: ``internal``, ``review``, or a clone's log by its name."""
    for name, content in files.items():
        path = (
            root / FOLDER / (f"{name}.yml" if name in ("internal", "review") else f"log/{name}.log")
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    folder = Folder("INC-2025-01-15-001", RecordKind.INCIDENT, date(2025, 1, 15), FOLDER, ())
    return read_internal(root, folder, NAMES)


def record(root: Path, **files: str | bytes) -> InternalRecord:
    reading = read(root, **files)
    assert reading is not None
    assert reading.findings == ()
    return reading.record


def found(root: Path, **files: str | bytes) -> list[tuple[str, int, int, str, str]]:
    reading = read(root, **files)
    assert reading is not None
    return [
        (each.path.removeprefix(f"{FOLDER}/"), each.line, each.column, each.code, each.message)
        for each in sorted(reading.findings)
    ]


def at(hour: int, minute: int, day: int = 15) -> datetime:
    return datetime(2025, 1, day, hour, minute, tzinfo=UTC)


def test_a_folder_without_internal_files_has_nothing_to_say(tmp_path: Path) -> None:
    assert read(tmp_path) is None
    (tmp_path / FOLDER / "log").mkdir(parents=True)
    assert read(tmp_path) is None


def test_everything_in_the_header_is_read(tmp_path: Path) -> None:
    text = """\
title: Score recording API errors after v2.5.3
severity: 2
types: [deployment_failure, data_integrity]
components: [score-recording]
related_deployment: v2.5.3
detection:
  how: alert
  detail: Error rate 45%
roles:
  on_call: "@engineer"
  support: ["@engineer1", engineer2]
affected:
  users:
    count: 500
    approx: at_least
    percent: 12
  user_reports: 50
  groups: [students]
data:
  loss: confirmed
  affected: about 200 game sessions
  recoverable: false
log: |
  14:23 DETECTED error rate 45%
mitigations:
  - option: A
    action: Rollback to v2.5.2
    risk: low
    expected: Scores are saved
    back_out: none
    proposed: 14:38
    approved:
      by: "@incident-commander"
      at: 14:40
    started: 14:41
    finished: 14:46
    result: worked
resolution:
  method: rollback
  summary: Rolled back.
root_cause:
  category: deployment
  technical: An N+1 query.
backfilled: true
"""
    read_ = record(tmp_path, internal=text)
    (entry,) = read_.log
    assert (entry.at, entry.verb, entry.path, entry.line) == (
        at(14, 23),
        Verb.DETECTED,
        f"{FOLDER}/internal.yml",
        24,
    )
    assert read_ == InternalRecord(
        id="INC-2025-01-15-001",
        kind=RecordKind.INCIDENT,
        date=date(2025, 1, 15),
        path=FOLDER,
        title="Score recording API errors after v2.5.3",
        severity=2,
        types=("deployment_failure", "data_integrity"),
        components=("score-recording",),
        related_deployment="v2.5.3",
        detection=Detection(how="alert", detail="Error rate 45%"),
        roles=(("on_call", ("engineer",)), ("support", ("engineer1", "engineer2"))),
        affected=Affected(
            users=500, approx="at_least", percent=12, user_reports=50, groups=("students",)
        ),
        data=DataFacts(
            loss=DataLoss.CONFIRMED, affected="about 200 game sessions", is_recoverable=False
        ),
        mitigations=(
            Mitigation(
                index=0,
                option="A",
                action="Rollback to v2.5.2",
                risk="low",
                expected="Scores are saved",
                back_out="none",
                proposed_at=at(14, 38),
                approved_by="incident-commander",
                approved_at=at(14, 40),
                started_at=at(14, 41),
                finished_at=at(14, 46),
                result="worked",
            ),
        ),
        resolution=Resolution(method="rollback", summary="Rolled back."),
        root_cause=RootCause(category="deployment", technical="An N+1 query."),
        is_backfilled=True,
        log=(entry,),
    )


def test_an_unset_severity_is_none(tmp_path: Path) -> None:
    assert record(tmp_path, internal="severity: unset\n").severity is None
    assert record(tmp_path, internal="title: x\n").severity is None


def test_mitigations_take_their_day_from_the_detection_and_go_on_from_there(
    tmp_path: Path,
) -> None:
    text = (
        "mitigations:\n  - option: A\n    proposed: 23:58\n    started: 2025-01-16 00:07Z\n"
        "    finished: 00:20\nlog: |\n  23:50 DETECTED errors\n"
    )
    (mitigation,) = record(tmp_path, internal=text).mitigations
    assert (mitigation.proposed_at, mitigation.started_at, mitigation.finished_at) == (
        at(23, 58),
        at(0, 7, 16),
        at(0, 20, 16),
    )


def test_lines_of_the_block_are_found_where_they_stand(tmp_path: Path) -> None:
    text = "title: x\nlog: |\n\n  14:22 STARTED\n\n    and went on\n  14:23 DETECTED errors\n"
    entries = record(tmp_path, internal=text).log
    assert [(each.line, each.verb, each.text) for each in entries] == [
        (4, Verb.STARTED, "\nand went on"),
        (7, Verb.DETECTED, "errors"),
    ]


def test_findings_about_lines_of_the_block_point_at_them(tmp_path: Path) -> None:
    text = "title: x\nlog: |\n  14:23 DETECTED errors\n  14:50 mitigated, scores save again\n"
    reading = read(tmp_path, internal=text)
    assert reading is not None
    (finding,) = reading.findings
    assert (finding.code, finding.line, finding.column, finding.source_line) == (
        "LOG004",
        4,
        9,
        "  14:50 mitigated, scores save again",
    )


def test_logs_of_all_clones_are_one(tmp_path: Path) -> None:
    entries = record(
        tmp_path,
        internal="log: |\n  14:23 DETECTED errors\n",
        b2="14:24 ACK @engineer\n",
        a1="14:50 MITIGATED\n14:30 no change\n",
    ).log
    assert [(each.at.minute, each.path.rpartition("/")[2], each.line) for each in entries] == [
        (23, "internal.yml", 2),
        (24, "b2.log", 1),
        (30, "a1.log", 2),
        (50, "a1.log", 1),
    ]


def test_a_log_alone_is_enough(tmp_path: Path) -> None:
    assert [each.verb for each in record(tmp_path, a1="14:23 DETECTED errors\n").log] == [
        Verb.DETECTED
    ]


@pytest.mark.parametrize("form", ["log: >\n  {}\n  {}\n", "log: {}\n  {}\n", 'log: "{}\n  {}"\n'])
def test_a_log_that_is_no_block_is_read_line_by_line_all_the_same(
    tmp_path: Path, form: str
) -> None:
    text = f"title: x\n{form.format('14:23 DETECTED errors', '14:24 ACK @engineer')}severity: 1\n"
    reading = read(tmp_path, internal=text)
    assert reading is not None
    assert [each.code for each in reading.findings] == ["INT016"]
    assert [(each.verb, each.text) for each in reading.record.log] == [
        (Verb.DETECTED, "errors"),
        (Verb.ACK, ""),
    ]
    assert reading.record.severity == 1


def test_one_line_behind_the_name_is_fine(tmp_path: Path) -> None:
    (entry,) = record(tmp_path, internal="log: 14:23 DETECTED errors\n").log
    assert (entry.line, entry.verb) == (1, Verb.DETECTED)
    two = record(tmp_path, internal='log: "14:23 DETECTED errors\\n14:24 ACK @engineer"\n').log
    assert [each.verb for each in two] == [Verb.DETECTED, Verb.ACK]


def test_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    text = "titel: x\nseverity: 5\ncomponents: [scores]\nlog: |\n  DETECTED errors\n"
    assert found(tmp_path, internal=text, review="a: 1\na: 2\n", a1="14:72 ACK\n") == [
        ("internal.yml", 1, 1, "REC001", "unknown field 'titel'"),
        ("internal.yml", 2, 11, "REC007", "'5' is not a severity"),
        ("internal.yml", 3, 14, "REC021", "'scores' is no component of site.yml"),
        ("internal.yml", 5, 3, "LOG001", "the log starts with a line that has no time"),
        ("log/a1.log", 1, 1, "LOG001", "the log starts with a line that has no time"),
        ("review.yml", 1, 1, "REC001", "unknown field 'a'"),
        ("review.yml", 2, 1, "YML024", "'a' stands twice in the same place, first in line 1"),
    ]


def test_a_broken_header_loses_no_line_of_the_logs(tmp_path: Path) -> None:
    reading = read(tmp_path, internal="title: 'x\n", a1="14:23 DETECTED errors\n")
    assert reading is not None
    assert [each.verb for each in reading.record.log] == [Verb.DETECTED]
    assert reading.record.unread == {f"{FOLDER}/internal.yml"}


@pytest.mark.parametrize(
    ("content", "line", "column", "code", "message", "texts"),
    [
        (
            "14:23 DETECTED café\n".encode("cp1252") + b"14:24 ACK @engineer\n",
            1,
            19,
            "YML002",
            "byte 0xE9 is no UTF-8",
            ["caf\ufffd", ""],
        ),
        (
            b"14:23 DETECTED \x1b[31merrors\n",
            1,
            16,
            "YML003",
            "control character U+001B in the log",
            ["\ufffd[31merrors"],
        ),
        (
            "14:23 DETECTED a\u202eb\n".encode(),
            1,
            17,
            "YML004",
            "invisible character U+202E in the log turns the direction of writing",
            ["a\ufffdb"],
        ),
        (
            b"14:23 DETECTED errors\n<<<<<<< HEAD\n14:24 ACK @engineer\n",
            2,
            1,
            "YML011",
            "git left this line when two changes met",
            ["errors\n<<<<<<< HEAD", ""],
        ),
        (
            "14:23 DETECTED caf\u00c3\u00a9\n".encode(),
            1,
            1,
            "REC020",
            "'TECTED caf\u00c3\u00a9' looks garbled: UTF-8 was read as another encoding",
            ["caf\u00c3\u00a9"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value[:3].isupper() else "",
)
def test_odd_bytes_of_a_log_cost_no_line(
    tmp_path: Path,
    content: bytes,
    line: int,
    column: int,
    code: str,
    message: str,
    texts: list[str],
) -> None:
    reading = read(tmp_path, a1=content)
    assert reading is not None
    assert [(each.line, each.column, each.code, each.message) for each in reading.findings] == [
        (line, column, code, message)
    ]
    assert [each.text for each in reading.record.log] == texts


def test_tabs_byte_order_marks_and_line_ends_of_others_are_fine(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf14:23\tDETECTED\terrors\r\n14:24 ACK @engineer\r14:25 x\r\n"
    assert [(each.line, each.text) for each in record(tmp_path, a1=content).log] == [
        (1, "errors"),
        (2, ""),
        (3, "x"),
    ]


def test_families_of_emoji_are_words(tmp_path: Path) -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert record(tmp_path, a1=f"14:23 DETECTED {family} cannot play\n").log[0].text == (
        f"{family} cannot play"
    )


def test_a_log_of_more_than_a_quarter_of_a_megabyte_ends_at_a_line(tmp_path: Path) -> None:
    content = b"14:23 DETECTED errors\n" + b"14:24 x\n" * 40_000
    reading = read(tmp_path, a1=content)
    assert reading is not None
    assert [each.code for each in reading.findings] == ["YML001"]
    assert {each.text for each in reading.record.log} == {"errors", "x"}


def test_links_and_strange_names_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("title: elsewhere\n")
    folder = tmp_path / FOLDER
    (folder / "log").mkdir(parents=True)
    (folder / "internal.yml").symlink_to(tmp_path / "secret.yml")
    (folder / "log" / "notes.txt").write_text("x")
    (folder / "log" / ".swp").write_text("x")
    (folder / "review.yml").mkdir()
    reading = read(tmp_path)
    assert reading is not None
    assert reading.record.title == ""
    assert [(each.path.removeprefix(f"{FOLDER}/"), each.code) for each in reading.findings] == [
        ("internal.yml", "FIL006"),
        ("review.yml", "FIL006"),
        ("log/notes.txt", "FIL003"),
    ]


def test_a_log_that_is_a_link_or_a_file_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "log").write_text("14:23 DETECTED errors\n")
    reading = read(tmp_path)
    assert reading is not None
    assert [(each.path, each.code) for each in reading.findings] == [(f"{FOLDER}/log", "FIL006")]


def test_a_linked_log_is_left_out_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / FOLDER / "log").mkdir(parents=True)
    (tmp_path / FOLDER / "log" / "b2.log").symlink_to("a1.log")
    reading = read(tmp_path, a1="14:23 DETECTED errors\n")
    assert reading is not None
    assert [(each.path[-10:], each.code) for each in reading.findings] == [("log/b2.log", "FIL006")]
    assert (len(reading.record.log), reading.files) == (1, 1)


def test_what_the_system_keeps_closed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(tmp_path, internal="title: x\n", a1="14:23 DETECTED errors\n")

    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "iterdir", refuse)
    folder = Folder("INC-2025-01-15-001", RecordKind.INCIDENT, date(2025, 1, 15), FOLDER, ())
    reading = read_internal(tmp_path, folder, NAMES)
    assert reading is not None
    assert [(each.path, each.code, each.message) for each in reading.findings] == [
        (
            f"{FOLDER}/{name}",
            "FIL007",
            "it cannot be opened: Permission denied",
        )
        for name in ("internal.yml", "log")
    ]


def test_a_file_that_holds_no_fields_is_a_finding(tmp_path: Path) -> None:
    text = "- title: x\n"
    assert [each[3] for each in found(tmp_path, internal=text)] == ["REC006"]


def test_one_unreadable_mitigation_leaves_the_others_in_their_places(tmp_path: Path) -> None:
    reading = read(tmp_path, internal="mitigations:\n  - roll back\n  - option: B\n")
    assert reading is not None
    assert [(each.index, each.option) for each in reading.record.mitigations] == [(1, "B")]


def _is_sound(finding: Finding) -> bool:
    return finding.line >= 1 and finding.column >= 1 and finding.width >= 1 and bool(finding.fix)


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_no_bytes_raise(
    tmp_path_factory: pytest.TempPathFactory, header: bytes, log: bytes
) -> None:
    reading = read(tmp_path_factory.getbasetemp() / "any", internal=header, a1=log)
    assert reading is not None
    assert all(_is_sound(each) for each in reading.findings)


_WORDS = st.lists(
    st.sampled_from(
        ["log:", " |", " >", "\n", "  ", "14:23", " DETECTED ", "title: ", "x", "'", '"', "- ", "#"]
    ),
    max_size=30,
).map("".join)


@given(_WORDS)
def test_no_arrangement_of_a_header_raises(
    tmp_path_factory: pytest.TempPathFactory, header: str
) -> None:
    reading = read(tmp_path_factory.getbasetemp() / "words", internal=header)
    assert reading is not None
    assert all(_is_sound(each) for each in reading.findings)
