"""``allclear history``: who wrote what and when, from files and real git."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli.main import group
from generator.core.codes_entry import INTERNAL, PUBLIC, UPDATES
from tests.records.repositories import Files, write_repository

RECORD = "INC-2025-01-15-001"
FIRST, SECOND, THIRD = (
    f"{UPDATES}/20250115T143600Z-k7q2m9x4.yml",
    f"{UPDATES}/20250115T144000Z-b3n8v2wd.yml",
    f"{UPDATES}/20250115T145500Z-p5r6t7ya.yml",
)
LOG = f"incidents/2025/{RECORD}/log/3f9k.log"
NIGHT: Files = {
    FIRST: "title: Students cannot save scores\nstatus: investigating\n"
    "components:\n  score-recording: major_outage\nnext_update: 30m\n"
    "text: |\n  Since 14:22 scores\n  are not saved.\n",
}


def write(root: Path, files: Files) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(content), encoding="utf-8")


def commit(root: Path, author: str, at: str, files: Files) -> str:
    write(root, files)
    moment = f"2025-01-15T{at}+00:00"
    environment = {
        **os.environ,
        **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), author),
        **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), f"{author}@example.org"),
        **dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), moment),
    }
    for words in (("add", "."), ("commit", "-q", "-m", "records: A night")):
        subprocess.run(["git", *words], cwd=root, check=True, env=environment)
    done = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def start(root: Path) -> Path:
    write_repository(root, {})
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
    return root


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(group, ["history", "--root", str(root), *words])


def test_a_night_of_two_people_is_told_with_every_word(tmp_path: Path) -> None:
    root = start(tmp_path)
    commit(root, "anna", "14:30:00", {INTERNAL: "title: score API errors\n"})
    commit(root, "anna", "14:37:02", NIGHT | {LOG: "2025-01-15 14:24Z ACK @anna looking\n"})
    line = "2025-01-15 14:38Z rollback started\n"
    commit(
        root,
        "bob",
        "14:41:00",
        {
            SECOND: f"amends: {Path(FIRST).stem}\ntext: Scores are not saved at the moment.\n",
            LOG: f"2025-01-15 14:24Z ACK @anna looking\n{line}",
        },
    )
    edit = commit(
        root,
        "carol",
        "14:50:00",
        {SECOND: f"amends: {Path(FIRST).stem}\ntext: Scores are not saved.\n"},
    )
    write(root, {THIRD: f"retracts: {Path(FIRST).stem}\ntext: This was about another school.\n"})

    result = run(root, "001")

    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout
        == f"""\
2025-01-15T14:24:00Z  {RECORD}  log log/3f9k.log:1
  by anna, committed 2025-01-15 14:37:02Z
  2025-01-15 14:24Z ACK @anna looking

2025-01-15T14:30:00Z  {RECORD}  file internal.yml
  added by anna, committed 2025-01-15 14:30:00Z

2025-01-15T14:36:00Z  {RECORD}  update 20250115T143600Z-k7q2m9x4
  by anna, committed 2025-01-15 14:37:02Z
  amended by 20250115T144000Z-b3n8v2wd
  withdrawn by 20250115T145500Z-p5r6t7ya
  investigating · score-recording=major_outage · next update in 30 min
  title: Students cannot save scores
  Since 14:22 scores
  are not saved.

2025-01-15T14:38:00Z  {RECORD}  log log/3f9k.log:2
  by bob, committed 2025-01-15 14:41:00Z
  2025-01-15 14:38Z rollback started

2025-01-15T14:40:00Z  {RECORD}  update 20250115T144000Z-b3n8v2wd
  by bob, committed 2025-01-15 14:41:00Z
  amends 20250115T143600Z-k7q2m9x4
  Scores are not saved.

2025-01-15T14:50:00Z  {RECORD}  edit updates/20250115T144000Z-b3n8v2wd.yml
  edited by carol at 2025-01-15 14:50:00Z: git show {edit[:10]} -- {SECOND}

2025-01-15T14:55:00Z  {RECORD}  update 20250115T145500Z-p5r6t7ya
  not committed
  retracts 20250115T143600Z-k7q2m9x4
  This was about another school.
"""
    )


def test_an_update_written_by_hand_is_by_whoever_wrote_its_line(tmp_path: Path) -> None:
    root = start(tmp_path)
    first = "title: Students cannot save scores\nupdates:\n  - at: 14:36\n    status: identified\n"
    commit(root, "anna", "14:37:00", {PUBLIC: first})
    second = f"{first}  - at: 14:52\n    status: monitoring\n"
    edit = commit(root, "bob", "14:53:00", {PUBLIC: second})
    write(root, {PUBLIC: f"{second}  - at: 15:10\n    status: resolved\n"})

    result = run(root, RECORD, "--format", "json")

    rows = [
        (row["at"], row["kind"], row["id"], row["author"], row["committed_at"], row["text"])
        for row in json.loads(result.stdout)
    ]
    assert rows == [
        ("2025-01-15T14:36:00Z", "update", "20250115T143600Z", "anna", "2025-01-15T14:37:00Z",
         "identified"),
        ("2025-01-15T14:37:00Z", "file", "public.yml", "anna", "2025-01-15T14:37:00Z", ""),
        ("2025-01-15T14:52:00Z", "update", "20250115T145200Z", "bob", "2025-01-15T14:53:00Z",
         "monitoring"),
        ("2025-01-15T14:53:00Z", "edit", "public.yml", "bob", "2025-01-15T14:53:00Z", ""),
        ("2025-01-15T15:10:00Z", "update", "20250115T151000Z", None, None, "resolved"),
    ]  # fmt: skip
    assert json.loads(result.stdout)[3]["commit"] == edit


def test_the_json_of_one_entry_is_whole(tmp_path: Path) -> None:
    root = start(tmp_path)
    commit_id = commit(root, "anna", "14:37:02", NIGHT)

    (row,) = json.loads(run(root, "--format", "json").stdout)

    assert row == {
        "at": "2025-01-15T14:36:00Z",
        "record": RECORD,
        "kind": "update",
        "id": "20250115T143600Z-k7q2m9x4",
        "path": FIRST,
        "line": 1,
        "author": "anna",
        "committed_at": "2025-01-15T14:37:02Z",
        "commit": commit_id,
        "marks": [],
        "text": "investigating · score-recording=major_outage · next update in 30 min\n"
        "title: Students cannot save scores\nSince 14:22 scores\nare not saved.",
    }


def test_without_git_the_words_are_there_and_the_author_is_not(tmp_path: Path) -> None:
    root = write_repository(tmp_path, {FIRST: "status: investigating\n"})

    result = run(root, "001")

    assert (result.exit_code, result.stdout) == (
        0,
        f"2025-01-15T14:36:00Z  {RECORD}  update 20250115T143600Z-k7q2m9x4\n"
        "  author unknown: this folder lies in no git repository\n"
        "  investigating\n",
    )


def test_a_replay_leaves_out_what_came_later(tmp_path: Path) -> None:
    root = write_repository(
        tmp_path, {FIRST: "status: investigating\n", SECOND: "status: identified\n"}
    )

    result = run(root, "--now", "2025-01-15T14:37Z", "--format", "json")

    assert [row["text"] for row in json.loads(result.stdout)] == ["investigating"]


def test_without_an_id_the_newest_twenty_of_all_records_are_shown(tmp_path: Path) -> None:
    other = "incidents/2025/INC-2025-02-01-001/updates"
    root = write_repository(
        tmp_path,
        {
            **{f"{UPDATES}/20250301T14{n:02}00Z.yml": f"text: old {n}\n" for n in range(15)},
            **{f"{other}/20250201T14{n:02}00Z.yml": f"text: new {n}\n" for n in range(15)},
        },
    )

    rows = json.loads(run(root, "--format", "json").stdout)

    assert [row["text"] for row in rows] == [
        *(f"new {n}" for n in range(10, 15)),
        *(f"old {n}" for n in range(15)),
    ]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    root = write_repository(tmp_path, {FIRST: "status: [\n"})

    (row,) = json.loads(run(root, "--format", "json").stdout)

    assert (row["id"], row["marks"]) == (
        "20250115T143600Z-k7q2m9x4",
        ["cannot be read: allclear check says why"],
    )


def test_a_record_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    root = write_repository(tmp_path, NIGHT)

    result = run(root, "999")

    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        f"error: no record is '999'\nfix: write an id or its end; the newest is '{RECORD}'\n",
    )


def test_an_ending_of_several_is_wrong_use(tmp_path: Path) -> None:
    root = write_repository(
        tmp_path, {PUBLIC: "title: One\n", PUBLIC.replace("01-15-001", "01-16-001"): "title: Two\n"}
    )

    result = run(root, "001")

    assert (result.exit_code, result.stderr) == (
        2,
        "error: '001' may be INC-2025-01-16-001, INC-2025-01-15-001\n"
        "fix: write more of it, such as 'INC-2025-01-16-001'\n",
    )


def test_a_new_repository_has_no_history(tmp_path: Path) -> None:
    result = run(start(tmp_path))

    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "",
        "Nothing is written here yet.\n",
    )


def test_nothing_in_a_record_commands_the_terminal(tmp_path: Path) -> None:
    root = write_repository(tmp_path, {LOG: "2025-01-15 14:24Z DETECTED \x1b[2Jred\n"})

    assert run(root, "001").stdout.splitlines()[2] == "  2025-01-15 14:24Z DETECTED \ufffd[2Jred"
