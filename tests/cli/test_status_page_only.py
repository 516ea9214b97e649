"""A repository that is a status page only: no log, and everything visitors read all the same."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.core.facts import SiteConfig
from generator.core.views import IncidentView
from generator.pipeline.case import open_case
from generator.pipeline.check import check_repository
from generator.readers.site import read_site
from tests.cli.nights import Night

ID = "INC-2025-01-15-001"
NEW = ("14:23", "new", "Scores are not saved")
TOLD = ("14:36", "update", "We look into it.", "--component", "score-recording=down")
LATER = datetime(2025, 1, 15, 16, tzinfo=UTC)


def typed(root: Path, *lines: tuple[str, ...]) -> Night:
    night = Night(root, is_status_page_only=True)
    for now, *words in lines:
        result = night.type(*words, now=now)
        assert result.status == 0, (words, result.err)
    return night


def view_of(night: Night, id_: str = ID) -> IncidentView:
    config = read_site(night.root)[0]
    assert isinstance(config, SiteConfig)
    view = open_case(night.root, id_, config, LATER, replay=True).view
    assert view is not None
    return view


def test_new_makes_the_public_header_and_says_what_it_cannot_keep(tmp_path: Path) -> None:
    night = Night(tmp_path, is_status_page_only=True)
    result = night.type(
        "new",
        "Scores are not saved",
        "--severity",
        "1",
        "--component",
        "score-recording",
        now="14:23",
    )

    assert result.status == 0
    assert night.files() == {f"incidents/2025/{ID}/public.yml": "title: Scores are not saved\n"}
    assert (
        "note: a status page alone keeps no --severity, --component: say it with 'allclear update'"
        in result.err.splitlines()
    )
    assert "next: allclear update 001 --component score-recording=down" in result.out.splitlines()


@pytest.mark.parametrize(
    "words",
    [
        ("ack",),
        ("log", "x"),
        ("severity", "1"),
        ("mitigate",),
        ("close",),
        ("resolve", "--log-only"),
    ],
)
def test_what_needs_a_log_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    night = typed(tmp_path, NEW, TOLD)
    before = night.files()
    result = night.type(*words, now="14:40")

    assert (result.status, result.err) == (
        2,
        "error: this repository is a status page only, so there is no log\n"
        "fix: tell visitors: allclear update; or make a folder site_src/internal to keep a log\n",
    )
    assert night.files() == before


def test_an_incident_that_is_declared_and_not_told_is_the_open_one(tmp_path: Path) -> None:
    night = typed(tmp_path, NEW, TOLD)

    assert (view_of(night).title, view_of(night).is_open) == ("Scores are not saved", True)


def test_updates_are_amended_withdrawn_resolved_and_reopened(tmp_path: Path) -> None:
    night = typed(
        tmp_path, NEW, TOLD,
        ("14:40", "amend", "last", "We are looking into it."),
        ("14:41", "update", "Wrong."),
        ("14:42", "retract", "last", "That was wrong."),
        ("15:10", "resolve", "Scores are saved again."),
        ("15:20", "reopen", "001", "--component", "score-recording=slow"),
        ("15:30", "resolve", "Now they really are."),
    )  # fmt: skip

    view = view_of(night)
    assert [each.text for each in reversed(view.updates)] == [
        "We are looking into it.", "", "That was wrong.", "Scores are saved again.", "",
        "Now they really are.",
    ]  # fmt: skip
    assert view.is_open is False
    assert all("/log/" not in path and "internal" not in path for path in night.files())
    findings = check_repository(night.root, now=LATER, strict=True).findings
    assert [each.message for each in findings if each.severity == "error"] == []


def test_after_the_end_there_is_only_the_history(tmp_path: Path) -> None:
    night = typed(tmp_path, NEW, TOLD)

    ended = night.type("resolve", "001", now="15:10")

    assert [line for line in ended.out.splitlines() if line.startswith("next: ")] == [
        "next: allclear history 001"
    ]


def test_one_incident_goes_on_in_another(tmp_path: Path) -> None:
    night = typed(
        tmp_path, NEW, TOLD,
        ("14:43", "new", "Signing in is slow"),
        ("14:44", "update", "002", "Slow.", "--component", "sign-in=slow"),
        ("14:49", "update", "001", "--component", "sign-in=slow"),
        ("14:50", "merge", "002", "--into", "001"),
    )  # fmt: skip

    assert view_of(night, "INC-2025-01-15-002").merged_into == ID
    assert view_of(night).is_open is True


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("update",), "error: nothing says which part is affected"),
        (("resolve",), f"error: visitors never heard of {ID}"),
        (("merge", "001", "--into", "001"), f"error: {ID} cannot be merged into itself"),
        (("retract", "incident"), f"error: visitors read nothing of {ID}"),
        (("amend", "last", "x"), f"error: {ID} has no public update yet"),
    ],
)
def test_what_visitors_never_heard_of_is_not_ended(
    words: tuple[str, ...], error: str, tmp_path: Path
) -> None:
    night = typed(tmp_path, NEW)
    before = night.files()
    result = night.type(*words, now="14:40")

    assert (result.status, result.err.splitlines()[0]) == (2, error)
    assert night.files() == before


def test_resolving_twice_says_how_to_go_on(tmp_path: Path) -> None:
    night = typed(tmp_path, NEW, TOLD, ("15:10", "resolve"))

    assert night.type("resolve", "001", now="15:12").err == (
        f"error: {ID} is resolved already\nfix: if it came back: allclear reopen {ID}\n"
    )
