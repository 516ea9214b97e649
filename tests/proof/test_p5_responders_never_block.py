"""P5: two responders never block each other, however many write at once (real git, processes)."""

from __future__ import annotations

import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from generator.core.record_id import parse_record_id
from tests.adapters.clones import files_on, git, isolate, make_clone, status
from tests.cli.shared import ID, command_line, make_shared_site, surroundings, type_in
from tests.proof.repository import IS_FULL, build

CLONES, COMMANDS = (5, 12) if IS_FULL else (3, 4)
WORK = "MNT-2025-01-15-001"

Words = tuple[str, ...]


def commands_of(number: int) -> list[Words]:
    """Return what the responder *number* types, in order; the first ones meet in one incident."""
    part = ("--component", "score-recording=down")
    first: Words = ("log", ID, f"responder {number} looks")
    if number < 3:
        # All of these mean to be the first public update of the incident.
        first = ("update", ID, *part, f"Scores are not saved, says {number}. We are sorry.")
    mixed: list[Words] = [
        first,
        ("new", f"trouble {number}", "--component", "email"),
        ("log", ID, f"HYPOTHESIS release {number}"),
        ("update", ID, "--status", "identified", f"We know why, says {number}. We are sorry."),
        ("maintenance", "extend", WORK, "--until", f"+{number + 1}h"),
        ("amend", ID, "last", "--advice", f"Play again later, says {number}."),
        ("log", ID, f"DATA errors at {number}%"),
        ("new", f"more trouble {number}"),
        ("update", ID, "--component", "score-recording=slow", f"Better, says {number}. Sorry."),
        ("log", ID, f"ACTION rollback {number}"),
        ("maintenance", "extend", WORK, "--until", f"+{number + 2}h"),
        ("update", ID, "--status", "monitoring", f"It works, says {number}. We are sorry."),
    ]
    return mixed[:COMMANDS]


def run(root: Path, words: Words, now: str) -> dict[str, Any]:
    """Run one command as a process of its own, there being no terminal; return what it said."""
    done = subprocess.run(
        command_line(*words, "--push", "--format", "json", "--now", now),
        cwd=root, env=surroundings(), check=False, capture_output=True, text=True,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def race(roots: list[Path]) -> list[dict[str, Any]]:
    """Let everybody type at once; return what every command said."""
    together = Barrier(len(roots))

    def work(number: int) -> list[dict[str, Any]]:
        told = []
        for minute, words in enumerate(commands_of(number)):
            if minute == 0:
                together.wait(60)
            # Clocks differ by some seconds, and two of them not at all.
            now = f"2025-01-15T14:{30 + minute}:{number % 4:02}Z"
            told.append(run(roots[number], words, now))
        return told

    with ThreadPoolExecutor(len(roots)) as pool:
        return [each for told in pool.map(work, range(len(roots))) for each in told]


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch, tmp_path)


def test_a_race_of_clones_loses_nothing_and_ends_alike_everywhere(tmp_path: Path) -> None:
    remote = make_shared_site(tmp_path)
    desk = make_clone(remote, "desk")
    assert type_in(desk, "new", "score API errors", "--push", now="14:20").status == 0
    announced = type_in(
        desk, "maintenance", "announce", "New database", "--component", "music-games",
        "--from", "2025-02-01 22:00Z", "--until", "+4h", "--push", now="14:21",
    )  # fmt: skip
    assert announced.status == 0
    roots = [make_clone(remote, f"responder-{number}") for number in range(CLONES)]
    before = files_on(remote)

    told = race(roots)

    assert len(told) == CLONES * COMMANDS
    assert [each["state"] for each in told if each["state"] not in ("PUSHED", "SHARED")] == []
    fresh = make_clone(remote, "fresh")
    after = files_on(fresh)
    # Every file and every line that a command said it wrote is there, and nothing else is.
    files = {path: text.rstrip("\n") for each in told for path, text in each["files"].items()}
    assert len(files) == sum(len(each["files"]) for each in told)
    assert {path: after.get(path) for path in files} == files
    lines = sorted(line for each in told for line in each["log"])
    logs = {path: text for path, text in after.items() if path.endswith(".log")}
    kept = [line for path in before.keys() & logs.keys() for line in before[path].splitlines()]
    assert sorted(line for text in logs.values() for line in text.splitlines()) == sorted(
        [*lines, *kept]
    )
    assert after.keys() == before.keys() | files.keys() | logs.keys()
    assert all(after[path] == before[path] for path in before)

    # Every incident has a number of its own, and no number is left out.
    declared = [
        each["record"]
        for each in told
        if any(path.endswith("internal.yml") for path in each["files"])
    ]
    records = {path.split("/")[2] for path in after if path.split("/")[2].startswith("INC")}
    titles = [text for path, text in after.items() if path.endswith("internal.yml")]
    assert len(records) == len(titles) == len({*titles})
    numbers = sorted(parsed.number for each in records if (parsed := parse_record_id(each)))
    assert numbers == list(range(1, len(records) + 1))
    assert sorted([*declared, ID]) == sorted(records)

    # From everywhere it looks alike, and nothing is left lying around.
    _, site = build(fresh)
    for root in roots:
        git(root, "pull", "--rebase", "-q")
        assert git(root, "rev-parse", "HEAD") == git(remote, "rev-parse", "main")
        assert status(root) == []
        assert build(root)[1] == site
    checked = type_in(fresh, "check", now="2025-04-10T15:20Z")
    # Nobody commands these incidents, which the policy points at; nothing else is odd.
    assert (checked.status, set(re.findall(r"\[([A-Z]{3}[0-9]{3})\]", checked.out))) == (
        0,
        {"DUT004"},
    )


def test_of_two_who_take_one_number_one_is_told_the_next(tmp_path: Path) -> None:
    remote = make_shared_site(tmp_path)
    roots = [make_clone(remote, name) for name in ("ann", "bob")]
    together = Barrier(2)

    def declare(root: Path) -> dict[str, Any]:
        together.wait(60)
        return run(root, ("new", f"trouble of {root.name}"), "2025-01-15T14:30Z")

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(declare, roots))

    assert sorted(each["record"] for each in told) == [ID, f"{ID[:-1]}2"]
    assert sorted(str(each["renumbered"]) for each in told) == [
        str({ID: f"{ID[:-1]}2"}),
        "{}",
    ]
    headers = {path: text for path, text in files_on(remote).items() if path.endswith("yml")}
    assert headers == {
        path: text.rstrip("\n") for each in told for path, text in each["files"].items()
    }
