"""``allclear messages``: what is typed, what is printed where, and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from generator.cli.main import group
from generator.core.codes_entry import PUBLIC
from tests.messages.house import FOLDER, ID, POLICY, build
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
        *(
            (
                ("--template", wrong),
                f"error: no template is '{wrong}'\nfix: write one of T1, T2, T3, T4, T5, T6, T7, "
                "T8, T9, T10, T11, T13, T14, T15, summary, share\n",
            )
            for wrong in ("T66", "T99")
        ),
        (
            ("--template", "sumary"),
            "error: no template is 'sumary'\nfix: write summary\n",
        ),
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


def test_a_remark_on_the_policy_is_no_word_of_shipped_rules(tmp_path: Path) -> None:
    now = ("--now", "2025-01-15T14:25Z", "--template", "T14")
    remark = f"{POLICY}colour: blue\n"
    broken = f"{POLICY}postmortem:\n  length: long\n"
    names = ("remark", "broken")
    texts = {
        name: {"site_src/internal/policy.yml": text}
        for name, text in zip(names, (remark, broken), strict=True)
    }
    told = {
        name: type_in(build(tmp_path / name, texts[name]), "001", *now).err.splitlines()[0]
        for name in names
    }

    assert told == {
        "remark": "note: allclear check has remarks on policy, people or vendors",
        "broken": "note: some rules or sentences count as shipped; see allclear check",
    }


UNREAD = (
    f"warning: {FOLDER}/internal.yml cannot be read in full, so messages may be wrong and some "
    f"are not written: run allclear check {FOLDER}\n"
)


@pytest.fixture
def unread(tmp_path: Path) -> Path:
    root = build(tmp_path)
    path = root / FOLDER / "internal.yml"
    path.write_text(path.read_text("utf-8") + "affected: [\n", "utf-8")
    return root


def test_R189_a_record_that_cannot_be_read_is_never_one_with_nothing_to_send(unread: Path) -> None:
    typed = type_in(unread, "001", "--now", "2025-01-15T15:12Z")

    assert typed.status == 1
    assert typed.err.startswith(UNREAD)
    assert "Nothing has to be sent now." not in typed.err
    told = json.loads(type_in(unread, "001", "--now", "2025-01-15T15:12Z", "--format", "json").out)
    assert_described("messages.output", told)
    assert told["unread"] == [f"{FOLDER}/internal.yml"]


@pytest.mark.parametrize("template", ["T6", "T7", "T8", "T9", "share"])
def test_R189_what_states_facts_is_not_written_from_what_cannot_be_read(
    template: str, unread: Path
) -> None:
    typed = type_in(unread, "001", "--now", "2025-01-15T15:12Z", "--template", template)

    assert typed == (
        2,
        "",
        f"error: {template} of {ID} is not written: its files cannot be read in full, so what it "
        f"states may be wrong\nfix: put right what 'allclear check {FOLDER}' finds\n",
    )


def test_R189_what_visitors_read_as_resolved_is_not_told_as_going_on(unread: Path) -> None:
    typed = type_in(unread, "001", "--now", "2025-01-15T15:12Z", "--template", "T10")

    assert typed.status == 1
    assert "- **Status**: Resolved\n" in typed.out


RESTRICTED = (
    "T1",
    "T3",
    "T4",
    "T5",
    "T6",
    "T7",
    "T8",
    "T9",
    "T13",
    "T14",
    "T15",
    "summary",
    "share",
)


@pytest.fixture(scope="module")
def restricted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = build(tmp_path_factory.mktemp("restricted"))
    path = root / FOLDER / "internal.yml"
    text = path.read_text("utf-8").replace("types: [", "types: [security, ")
    path.write_text(text, "utf-8")
    return root


@pytest.mark.parametrize("template", RESTRICTED)
def test_R34_X35_a_withheld_message_says_why_and_nothing_of_the_record(
    template: str, restricted: Path
) -> None:
    typed = type_in(restricted, "001", "--now", "2025-01-15T14:33Z", "--template", template)

    assert typed == (
        2,
        "",
        f"error: {template} of {ID} is withheld: a security incident is restricted\n"
        "fix: tell the CEO and legal counsel first: they decide who is told what (R34, X35)\n",
    )


def test_R34_X35_nothing_is_offered_that_leaves_the_room_of_the_incident(restricted: Path) -> None:
    for now in ("2025-01-15T14:25Z", "2025-01-15T14:39Z", "2025-01-15T15:12Z"):
        typed = type_in(restricted, "001", "--now", now, "--format", "json")
        told = json.loads(typed.out)
        assert told["is_restricted"] is True
        assert {each["template"] for each in told["messages"]} <= {"T2", "T10", "T11"}
        assert "Score recording" not in typed.err
        assert typed.err.startswith("note: a security incident is restricted: ")


def test_P1_a_public_build_reaches_nothing_of_messages() -> None:
    for start in ("generator.adapters.builds", "generator.pipeline.build"):
        found = {name for name in reached(start) if ".message" in name}
        assert found == set()
