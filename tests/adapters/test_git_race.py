"""Two people never get in each other's way: five clones at once, and pairs merged by git alone."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from generator.adapters.clone import clone_id
from generator.adapters.git_calls import ask
from generator.adapters.git_publish import publish
from generator.adapters.git_state import where
from generator.adapters.record_files import add
from generator.core.act import Act
from tests.adapters.clones import (
    files_on,
    folder_of,
    git,
    isolate,
    make_clone,
    make_remote,
    new_line,
    new_record,
    new_update,
    status,
)

FIRST = "INC-2025-01-15-001"
PAIRS = 150
CLONES = ("aaaaaaaa", "bbbbbbbb")
COMMANDS = 12 if os.environ.get("ALLCLEAR_PROOF") == "1" else 4
"""Of each of the five clones."""


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path)


def acts_of(root: Path, who: str, own: dict[str, str]) -> Iterator[Act]:
    """Yield twelve mixed acts; a new record takes the next number free in this clone alone."""
    for number in range(COMMANDS):
        what = f"{who}{number}"
        match number % 4:
            case 0:
                taken = [path.name for path in root.glob("incidents/2025/INC-*")]
                record = f"INC-2025-01-15-{max(int(each[-3:]) for each in taken) + 1:03}"
                own["last"] = record
                yield new_record(record, what)
            case 1:
                yield new_update(
                    FIRST, f"20250115T1436{number:02}Z-{who}aaaaaaa", f"text: {what}\n"
                )
            case 2:
                yield new_line(FIRST, f"14:37 {what}")
            case _:
                record = own["last"]
                yield new_update(
                    record, f"20250115T1438{number:02}Z-{who}bbbbbbb", f"text: {what}\n"
                )


def test_five_people_who_write_at_once_lose_nothing_and_meet_no_conflict(tmp_path: Path) -> None:
    remote = make_remote(tmp_path, {f"{folder_of(FIRST)}/internal.yml": "title: first\n"})
    roots = [make_clone(remote, name) for name in "abcde"]

    def work(root: Path) -> list[str]:
        dice = random.Random(root.name)
        own: dict[str, str] = {}
        said = []
        for act in acts_of(root, root.name, own):
            paths = add(root, act, clone=clone_id(root))
            done = publish(
                root, paths, act.subject,
                push=True, pause=lambda _: None, roll=dice.random, attempts=100,
            )  # fmt: skip
            own["last"] = done.renumbered.get(own["last"], own["last"])
            said.append(done.reason)
        return said

    with ThreadPoolExecutor(5) as people:
        said = list(people.map(work, roots))

    assert said == [[""] * COMMANDS] * 5
    files = files_on(remote)
    headers = {name: text for name, text in files.items() if name.endswith("internal.yml")}
    wanted = [(who, number) for who in "abcde" for number in range(COMMANDS)]
    titles = [f"title: {who}{number}" for who, number in wanted if number % 4 == 0]
    assert sorted(headers.values()) == sorted([*titles, "title: first"])
    assert len(headers) == len(titles) + 1
    for who, number in wanted:
        what = f"{who}{number}"
        if number % 4 in (1, 3):
            found = [name for name, text in files.items() if text == f"text: {what}"]
            assert len(found) == 1
            folder = found[0].partition("/updates/")[0]
            mine = FIRST if number % 4 == 1 else headers_of(headers, f"{who}{number - 3}")
            assert folder == folder_of(mine)
        elif number % 4 == 2:
            assert [what in text for name, text in files.items() if "001/log" in name].count(
                True
            ) == 1
    for root in roots:
        git(root, "pull", "-q", "--no-rebase", "--no-edit")
        assert (files_on(root, "HEAD"), status(root), where(root).ahead) == (files, [], 0)
    for name in files:
        # One log, one writer: nothing of one record lies in another's.
        if "/log/" in name and "001" not in name:
            owner = headers[f"{name.partition('/log/')[0]}/internal.yml"][7]
            assert name.endswith(f"{clone_id(tmp_path / owner)}.log")


def test_commands_that_run_at_once_in_one_clone_wait_for_each_other(tmp_path: Path) -> None:
    remote = make_remote(tmp_path, {f"{folder_of(FIRST)}/internal.yml": "title: first\n"})
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    clones = {"a": ann, "b": ann, "c": ann, "d": ben}

    def work(who: str) -> list[str]:
        root, said = clones[who], []
        for number in range(3):
            name = f"20250115T1436{number:02}Z-{who}aaaaaaa"
            paths = add(root, new_update(FIRST, name), clone=clone_id(root))
            done = publish(
                root, paths, f"records: {who}{number}",
                push=True, pause=lambda _: None, roll=lambda: 0.0, attempts=100,
            )  # fmt: skip
            found = git(root, "ls-tree", "-r", "--name-only", done.commit or "main", paths[0])
            said.append(done.reason or ("" if found else f"{paths[0]} is not in {done.commit}"))
        return said

    with ThreadPoolExecutor(4) as people:
        said = list(people.map(work, clones))

    assert said == [[""] * 3] * 4
    assert sum("/updates/" in name for name in files_on(remote)) == 12
    assert status(ann) == []


def headers_of(headers: dict[str, str], title: str) -> str:
    """Return the id of the record called *title*."""
    return next(name.split("/")[2] for name, text in headers.items() if text == f"title: {title}")


def side_of(pair: int, clone: str, dice: random.Random) -> Act:
    """Return an update, a line, or an update with its line, in the one minute all write in."""
    name = f"20250115T1436{dice.randrange(60):02}Z-{clone[0]}{dice.randrange(10**7):07}"
    update = new_update(FIRST, name, f"text: {pair} {clone}\n")
    line = new_line(FIRST, f"14:36 {pair} {clone}")
    return dice.choice((update, line, replace(update, lines=())))


def test_one_hundred_and_fifty_pairs_made_at_once_merge_cleanly(tmp_path: Path) -> None:
    """Written as commands write, merged as git merges; no command comes between.

    One repository, told of all branches in one stream and asked for all merges in another.
    """
    dice = random.Random(150)
    base = {f"{folder_of(FIRST)}/internal.yml": "title: x\n"}
    base |= {f"{folder_of(FIRST)}/log/{clone}.log": "14:23 DETECTED x\n" for clone in CLONES}
    root = make_clone(make_remote(tmp_path, base), "base")
    stream = b""
    wanted: list[list[str]] = []
    for pair in range(PAIRS):
        told: list[str] = []
        for clone in CLONES:
            paths = add(root, side_of(pair, clone, dice), clone=clone)
            stream += f"commit refs/heads/{clone}-{pair}\ncommitter a <a@b> 0 +0000\n".encode()
            stream += b"data 0\nfrom refs/heads/main^0\n"
            for path in paths:
                text = (root / path).read_bytes()
                stream += f"M 100644 inline {path}\ndata {len(text)}\n".encode() + text + b"\n"
                told.append(f"{'M' if path in base else 'A'}\t{path}")
            git(root, "restore", ".")
        wanted.append(sorted(told))
    git(root, "fast-import", "--quiet", given=stream.decode())
    asked = "".join(f"{CLONES[0]}-{pair} {CLONES[1]}-{pair}\n" for pair in range(PAIRS))

    answers = ask(root, "merge-tree", "--stdin", "--no-messages", given=asked).out.split(b"\0")

    # Of each merge: 1 for a clean one, its tree, and nothing more.
    assert answers[::3] == [b"1"] * PAIRS + [b""]
    trees = [each.decode() for each in answers[1::3]]
    found = [
        sorted(git(root, "diff", "--name-status", "--no-renames", "main", each).split("\n"))
        for each in trees
    ]
    assert found == wanted
