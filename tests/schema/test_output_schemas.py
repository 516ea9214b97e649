"""The schemas of what commands print: what commands print fits them, and what is wrong does not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from generator.cli import status
from generator.cli.main import group
from generator.core.codes import CODES
from generator.core.codes_entry import MAINTENANCE, PUBLIC, SITE, UPDATES, WORDS, Code
from generator.core.situation import HostRow
from generator.pipeline.check import check_repository
from generator.reporting.json_lines import format_json
from generator.reporting.output_acts import STATES
from generator.reporting.output_schemas import OUTPUTS
from tests.adapters.clones import git, isolate, make_clone
from tests.cli.forge import serving
from tests.cli.shared import make_shared_site, push, type_in
from tests.cli.test_last_lines import DOWN, ONCE, declare
from tests.importers.saved import (
    FIRST,
    LAST,
    component,
    effect,
    incident,
    maintenance,
    page,
    saved,
    update,
)  # fmt: skip
from tests.records.repositories import Files, write_repository
from tests.rules.builders import NOW
from tests.schema.outputs import SCHEMAS, assert_described, find_mistakes

OPEN = (
    "title: Scores\nupdates:\n  - at: 14:36\n    status: investigating\n    next_update: 10m\n"
    "    components:\n      score-recording: major_outage\n    text: Scores are not saved.\n"
)
WORK = (
    "title: New database\nscheduled_for: 2025-01-15 14:00Z\nscheduled_until: 2025-01-15 15:00Z\n"
    "components: [music-games]\nupdates:\n  - at: 2025-01-14 10:00Z\n    text: We move.\n"
    "  - at: 2025-01-15 14:00Z\n    status: in_progress\n    text: We begin.\n"
)


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch, tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def ask(root: Path, name: str, *words: str) -> Any:
    """Return what the command prints as JSON; it must fit its schema."""
    arguments = [name, *words, "--root", str(root), "--format", "json"]
    result = CliRunner().invoke(group, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    told = json.loads(result.stdout)
    assert_described(f"{name}.output", told)
    return told


# The schemas themselves.


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one_and_is_named_after_its_file(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])

    assert SCHEMAS[name]["$id"] == f"{name}.schema.json"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described_and_none_is_refused(name: str) -> None:
    bare, closed = set(), []
    for path, schema in _walk(SCHEMAS[name], name):
        bare |= {
            f"{path}.{key}"
            for key, each in schema.get("properties", {}).items()
            if len(each.get("description", "")) < 10
        }
        closed += [path] if schema.get("additionalProperties") is False else []

    assert (bare, closed) == (set(), [])


def _walk(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        yield path, value
        for key, each in value.items():
            yield from _walk(each, f"{path}.{key}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _walk(each, f"{path}[{number}]")


def test_every_command_that_speaks_json_has_a_schema() -> None:
    named = {kind.command.split()[1] for kind in OUTPUTS}
    context = click.Context(group)
    speaking = set()
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        # Of the subcommands of maintenance all write.
        options = {each.name: each.type for each in command.params} if command else {}
        form = options.get("form")
        if isinstance(form, click.Choice) and "json" in form.choices:
            # Whatever can wait for hosts writes, and prints the same document.
            speaking.add("update" if "wait" in options else name)

    assert speaking == named


# What is printed.


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_every_finding_there_is_fits(code: Code, tmp_path: Path) -> None:
    root = write_repository(tmp_path, code.bad)
    told = json.loads(format_json(check_repository(root, now=NOW, strict=False).findings))

    assert_described("check.output", told)
    own = [each for each in told if each["code"] == code.code]
    assert all(each["value"] == "" for each in own) or not code.is_silent


@pytest.mark.parametrize("files", [{}, {PUBLIC: "title: [\n"}, {SITE: "name: [\n"}])
def test_check_prints_what_its_schema_says(files: Files, tmp_path: Path) -> None:
    told = ask(write_repository(tmp_path, files), "check")

    assert bool(told) == bool(files)


def test_status_prints_what_its_schema_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_repository(
        tmp_path / "root",
        {
            PUBLIC: OPEN,
            PUBLIC.replace("-001/", "-002/").replace("public", "internal"): (
                "title: Odd\nseverity: 2\nlog: |\n  14:22 STARTED\n  14:23 DETECTED\n"
            ),
            PUBLIC.replace("-001/", "-003/"): "title: [\n",
            MAINTENANCE: WORK,
            MAINTENANCE.replace("-001/", "-002/"): WORK.replace("2025-01-15", "2025-01-20"),
            WORDS: "home: [\n",
        },
    )
    rows = (
        HostRow("pages", "https://a.example", 41, datetime(2025, 1, 15, 15, 5, tzinfo=UTC)),
        HostRow("mirror", "https://b.example", error="no answer within 5 s"),
    )
    monkeypatch.setattr(status, "_ask_hosts", lambda _root: lambda: (rows, {"pages": False}))

    told = ask(root, "status", "--now", "2025-01-15T15:10Z")

    listed = ("unreadable", "open", "maintenance", "hosts")
    assert [len(told[key]) for key in listed] == [2, 2, 2, 2]
    assert {each["id"] is None for each in told["unreadable"]} == {True, False}
    assert {each["status"] for each in told["open"]} == {"investigating", None}
    assert {each["is_overdue"] for each in told["open"]} == {True, False}
    assert {each["is_awaiting_confirmation"] for each in told["maintenance"]} == {True, False}


@pytest.mark.parametrize("files", [{}, {SITE: "name: [\n"}])
def test_status_of_nothing_fits_too(files: Files, tmp_path: Path) -> None:
    told = ask(write_repository(tmp_path, files), "status", "--no-hosts")

    assert (told["open"], told["not_pushed"]["is_repository"]) == ([], False)


def test_status_and_history_of_a_clone_fit(tmp_path: Path) -> None:
    root, _ = declare(tmp_path)
    assert type_in(root, "update", *DOWN, "--commit").status == 0
    assert type_in(root, "amend", "last", "Scores are lost.", now="14:40").status == 0
    git(root, "fetch", "-q")

    told = ask(root, "status", "--now", "2025-01-15T14:41Z", "--no-hosts")
    entries = ask(root, "history")

    assert told["not_pushed"]["commits"] == 1
    assert told["not_pushed"]["remote"] == "origin/main"
    assert {each["author"] is None for each in entries} == {True, False}
    assert {each["kind"] for each in entries} >= {"update", "log", "file"}
    assert any(each["marks"] for each in entries)


def test_history_of_nothing_and_of_an_edit_fits(tmp_path: Path) -> None:
    root, _ = declare(tmp_path)
    header = next(root.glob("incidents/*/*/internal.yml"))
    header.write_text("title: score API errors, again\n", encoding="utf-8")
    git(root, "commit", "-qam", "records: A better title")

    entries = ask(root, "history")

    assert {each["kind"] for each in entries} == {"file", "edit", "log"}
    assert ask(write_repository(tmp_path / "none", {}), "history") == []


def save(folder: Path, **keys: Any) -> str:
    path = folder / "summary.json"
    path.write_bytes(saved(**{"page": page(), "components": [component()], **keys}).content)
    return str(path)


def test_import_prints_what_its_schema_says(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    work = maintenance(update("upd4te000003", "20:00:00.000", "scheduled", "<b>Work</b>"))
    source = save(tmp_path, incidents=[incident(FIRST)], scheduled_maintenances=[work])

    dry = ask(root, "import", "statuspage", source, "--dry-run")
    first = ask(root, "import", "statuspage", source)
    source = save(tmp_path, incidents=[incident(FIRST, LAST)], scheduled_maintenances=[work])
    second = ask(root, "import", "statuspage", source)
    new = {**FIRST, "affected_components": [effect("major_outage", "n3wpart00001", "New")]}
    source = save(tmp_path, incidents=[incident({**new, "id": "u9"}, id="inc1dent0002")])
    refused = ask(root, "import", "statuspage", source)
    unknown = ask(root, "import", "statuspage", source, "--map", "No such part=x")

    assert (dry["written"], first["written"], dry["records"]) == (False, True, first["records"])
    assert (first["site"], second["site"]) == (SITE, None)
    assert (second["known"], len(second["additions"])) == (2, 1)
    assert first["lost"] != []
    assert (refused["written"], bool(refused["missing"])) == (False, True)
    assert {each["severity"] for each in refused["findings"]} >= {"error"}
    assert sorted(unknown) == ["error", "fix"]


def test_every_end_of_a_writing_command_fits(tmp_path: Path) -> None:
    form = ("--format", "json")
    with serving(tmp_path / "pages") as pages:
        root, remote = declare(tmp_path, {"pages": pages.url})
        ends = [type_in(root, "log", "errors at 45%", "--dry-run", *form)]
        ends += [type_in(root, "log", "errors at 45%", *form)]
        ends += [push(root, *form), push(root, *form)]
        ends += [type_in(root, "update", *DOWN, *form, now="14:36")]
        pages.first = lambda: pages.deploy(remote)
        ends += [push(root, *form, "--wait", patience=ONCE)]
        ends += [type_in(root, "update", "More.", "--push", *form, now="14:40")]
        ends += [type_in(root, "update", "--component", "scroes=down", *form)]

    for typed in ends:
        assert_described("write.output", typed.json)
    assert {typed.json.get("state", "refused") for typed in ends} == {*STATES, "refused"}
    assert any(typed.json.get("hosts") for typed in ends)
    assert any(typed.json.get("visitors_read") for typed in ends)


def test_words_warnings_and_a_number_that_was_taken_fit(tmp_path: Path) -> None:
    remote = make_shared_site(tmp_path)
    ann, bob = make_clone(remote, "ann"), make_clone(remote, "bob")
    assert type_in(ann, "new", "scores fail", "--push", now="14:23").status == 0

    taken = type_in(bob, "new", "mail is late", "--push", "--format", "json", now="14:24").json
    odd = type_in(bob, "update", "002", *DOWN, "The API will be back soon!", "--format=json").json

    assert_described("write.output", taken)
    assert_described("write.output", odd)
    assert taken["renumbered"] != {}
    assert odd["words"] != []
    shutil.rmtree(remote)
    away = type_in(ann, "log", "001", "x", "--push", "--format", "json").json
    assert_described("write.output", away)
    assert (away["state"], bool(away["why"])) == ("NOT SHARED", True)


# What is wrong.

Change = Callable[[Any], Any]
FINDING = {
    "path": PUBLIC, "line": 1, "column": 1, "severity": "error", "code": "YML003",
    "message": "it is broken", "value": "", "fix": "mend it",
}  # fmt: skip
ENTRY = {
    "at": "2025-01-15T14:36:00Z", "record": "INC-2025-01-15-001", "kind": "update", "id": "a",
    "path": f"{UPDATES}/a.yml", "line": 1, "author": None, "committed_at": None, "commit": None,
    "marks": [], "text": "",
}  # fmt: skip
WRONG: dict[str, tuple[str, Any]] = {
    "no list": ("check.output", FINDING),
    "a line before the first": ("check.output", [{**FINDING, "line": 0}]),
    "a severity nobody has": ("check.output", [{**FINDING, "severity": "fatal"}]),
    "a code in small letters": ("check.output", [{**FINDING, "code": "yml003"}]),
    "a message of two lines": ("check.output", [{**FINDING, "message": "a\nb"}]),
    "a value that is null": ("check.output", [{**FINDING, "value": None}]),
    "a finding without a fix": ("check.output", [{**FINDING, "fix": ""}]),
    "a time without a zone": ("history.output", [{**ENTRY, "at": "2025-01-15T14:36:00"}]),
    "a kind nobody writes": ("history.output", [{**ENTRY, "kind": "comment"}]),
    "a short hash": ("history.output", [{**ENTRY, "commit": "abc1234"}]),
    "marks that are text": ("history.output", [{**ENTRY, "marks": "amended"}]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_refused(name: str) -> None:
    schema, value = WRONG[name]

    assert find_mistakes("check.output", [FINDING]) == []
    assert find_mistakes("history.output", [ENTRY]) == []
    assert len(find_mistakes(schema, value)) == 1


SPOILED: dict[str, tuple[Any, ...]] = {
    "as_of": ("yesterday", None, 0),
    "unreadable": ([{"id": None}], None),
    "open": ([{"id": "INC-2025-01-15-001"}], {}),
    "visitors_see": ({"is_known": 1, "text": "x", "components": {}}, None),
    "not_pushed": ({}, None),
    "next": ([], [""]),
}


@pytest.mark.parametrize("key", SPOILED)
def test_a_spoiled_status_is_refused(key: str, tmp_path: Path) -> None:
    told = ask(write_repository(tmp_path, {}), "status", "--no-hosts")

    for value in SPOILED[key]:
        assert find_mistakes("status.output", {**told, key: value}) != []
    del told[key]
    assert find_mistakes("status.output", told) == [f"$: '{key}' is a required property"]


@pytest.mark.parametrize("name", ["import.output", "write.output"])
def test_half_a_refusal_and_half_a_document_are_refused(name: str) -> None:
    assert find_mistakes(name, {"error": "no", "fix": "mend it"}) == []
    assert find_mistakes(name, {"error": "no"}) == ["$: 'fix' is a required property"]
    assert find_mistakes(name, {"error": "", "fix": "mend it"}) != []
    assert find_mistakes(name, {"fix": "mend it"}) != []
    assert find_mistakes(name, []) != []


def test_a_spoiled_end_is_refused(tmp_path: Path) -> None:
    root, _ = declare(tmp_path)
    told = type_in(root, "log", "x", "--format", "json").json
    wrong: dict[str, Any] = {
        "state": "ALIVE", "record": "INC-1", "commit": "abc1234", "log": [""],
        "hosts": [{"name": "pages"}], "renumbered": {"INC-1": "INC-2"}, "is_public": "no",
    }  # fmt: skip

    assert find_mistakes("write.output", told) == []
    for key, value in wrong.items():
        assert find_mistakes("write.output", {**deepcopy(told), key: value}) != []


def test_a_spoiled_import_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    told = ask(root, "import", "statuspage", save(tmp_path, incidents=[incident(FIRST)]))
    wrong: dict[str, Any] = {
        "written": "yes", "files": -1, "records": [1], "site": "", "missing": None,
        "lost": [{"path": "a", "line": 0, "subject": "", "message": "b"}], "findings": [{}],
    }  # fmt: skip

    for key, value in wrong.items():
        assert len(find_mistakes("import.output", {**told, key: value})) >= 1
