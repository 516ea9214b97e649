"""``allclear messages``: what is typed, what is printed where, and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from generator.cli.main import group
from generator.core.codes_entry import PUBLIC
from tests.messages.house import ID, build
from tests.project.test_architecture import reached
from tests.records.repositories import write_repository
from tests.schema.outputs import assert_described

RULE = "─" * 78


class Typed(NamedTuple):
    status: int
    out: str
    err: str


def type_in(root: Path, *words: str) -> Typed:
    result = CliRunner().invoke(group, ["messages", "--root", str(root), *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Typed(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("house"))


def test_each_message_stands_under_a_ruled_heading(root: Path) -> None:
    typed = type_in(root, "--now", "2025-01-15T14:51Z")

    assert typed.status == 0
    assert typed.out.startswith(
        f"{RULE}\n"
        "T4 Status page: mitigated\n"
        "status-page to visitors; 289 characters\n"
        "As it stands it is approved; changed words need CTO or CEO (X34).\n"
        "Due 2025-01-15 15:06 UTC: Tell visitors on the status page.\n"
        "Source: S:579-588; R18, R73, X13\n"
        f"{RULE}\n"
        "🟡 MONITORING - Score Recording Restored\n"
        "\n"
        "Status: Monitoring\n"
    )
    assert f"{RULE}\nT4 SMS\nsms to on-call, executives; " in typed.out
    assert " of 160 characters\n" in typed.out
    assert typed.err == (
        f"{ID}: the only open incident\n"
        f"next: allclear messages {ID} --template T4 --channel status-page\n"
    )


def test_one_template_is_printed_bare_and_the_rest_beside_it(root: Path) -> None:
    typed = type_in(root, "001", "--now", "2025-01-15T15:12Z", "--template", "t8")

    assert typed.out.startswith("✅ INCIDENT RESOLVED\nIncident ID: ")
    assert typed.out.endswith("\nStatus: Resolved\n")
    assert typed.err == (
        "T8 Resolved\n"
        f"slack to #incidents, #incidents-critical, #incident-2025-01-15-001; "
        f"{len(typed.out) - 1} characters\n"
        "Missing: actions in review.yml\n"
        "Missing: meeting.at in review.yml\n"
        "Source: S:680-690; R87, X1\n"
    )


def test_a_channel_of_a_template_and_a_channel_alone(root: Path) -> None:
    now = ("--now", "2025-01-15T14:51Z")

    sms = type_in(root, *now, "--template", "T4", "--channel", "sms")
    listed = type_in(root, *now, "--channel", "in-app")

    assert sms.out.startswith("[MLC] SEV 1 Score Recording: mitigated 14:50 UTC")
    assert listed.out.count(RULE) == 2
    assert "in-app to users; " in listed.out


def test_programs_read_one_document(root: Path) -> None:
    typed = type_in(root, "--now", "2025-01-15T14:51Z", "--format", "json")
    told = json.loads(typed.out)

    assert_described("messages.output", told)
    assert (told["as_of"], told["incident"]) == ("2025-01-15T14:51:00Z", ID)
    first = told["messages"][0]
    assert (first["template"], first["channel"], first["due_at"], first["is_open"]) == (
        "T4",
        "status-page",
        "2025-01-15T15:06:00Z",
        True,
    )
    bare = type_in(
        root, "001", "--now", "2025-01-15T14:51Z", "--format", "json", "--template", "T6"
    )
    assert_described("messages.output", json.loads(bare.out))
    assert [each["template"] for each in json.loads(bare.out)["messages"]] == ["T6"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--template", "T66"), "error: no template is 'T66'\nfix: write T6\n"),
        (
            ("--template", "T12"),
            "error: T12, the notice of a breach, is none of these messages\n"
            "fix: write it with legal counsel; nothing about a breach goes out without them "
            "(R132)\n",
        ),
        (
            ("--template", "T6", "--channel", "sms"),
            "error: T6 is not written for sms\nfix: write --channel email\n",
        ),
        (("scores",), "error: no incident is 'scores'\nfix: write an id or its end, such as 001\n"),
        (
            ("--now", "2025-01-15T16:00Z"),
            f"error: no incident is open\nfix: name one, such as {ID}, or declare it: "
            'allclear new "what is wrong"\n',
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_type(
    words: tuple[str, ...], said: str, root: Path
) -> None:
    assert type_in(root, *words) == (2, "", said)


def test_a_record_without_an_internal_file_has_no_messages(tmp_path: Path) -> None:
    text = "title: Scores\nupdates:\n  - at: 14:36\n    status: investigating\n    text: We look.\n"
    site = write_repository(tmp_path, {PUBLIC: text})

    typed = type_in(site, "001")

    assert typed == (
        2,
        "",
        f"error: {ID} has no internal.yml, from which messages are filled\n"
        "fix: begin one with 'allclear log'\n",
    )


def test_a_sentence_that_cannot_be_used_stops_nothing(tmp_path: Path) -> None:
    house = build(tmp_path, {"site_src/internal/messages.yml": "t14:\n  body: We look.\n"})

    typed = type_in(house, "001", "--now", "2025-01-15T14:25Z", "--template", "T14")

    assert typed.out == "Investigating Score recording API errors after v2.5.3\n"
    assert typed.err.startswith(
        "note: some rules or sentences count as shipped; see allclear check\n"
    )


def test_P1_a_public_build_reaches_nothing_of_messages() -> None:
    for start in ("generator.adapters.builds", "generator.pipeline.build"):
        found = {name for name in reached(start) if ".message" in name}
        assert found == set()
