"""The night of the acceptance fixture, typed (issue: at most twelve commands, three public)."""

from __future__ import annotations

import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from generator.core.facts import SiteConfig
from generator.core.log_entries import LogEntry
from generator.core.views import IncidentView
from generator.pipeline.case import open_case
from generator.readers.site import read_site
from tests.cli.nights import ROOT, Night, Typed

ID = "INC-2025-01-15-001"

NIGHT: tuple[tuple[str, tuple[str, ...], str | None], ...] = (
    ("14:23", ("new", "Score recording API errors after v2.5.3", "--started", "14:22",
               "--component", "score-recording", "--alert",
               "Monitoring alert: Score recording API error rate spike to 45%"), None),
    ("14:24", ("ack", "--who", "@engineer", "acknowledged alert, began investigation"), None),
    ("14:35", ("log",), """\
14:26 Checked logs: database connection timeout errors
14:28 Checked Neon status page: No reported issues
14:30 Verified other API endpoints responding normally
14:32 SEV 1 Escalated: 500+ users affected, core functionality down
14:33 Paged @incident-commander
14:35 IC @incident-commander joined, assumed command
"""),
    ("14:36", ("update", "--component", "score-recording=down", "--title",
               "Students cannot complete games and save scores", "-"), """\
We are currently investigating an issue where students are unable to save scores.
Our engineering team is actively working on a resolution. We apologize for the disruption.
"""),
    ("14:50", ("log",), """\
14:36 Updated status page: "Investigating score recording issue"
14:38 HYPOTHESIS Recent deployment (v2.5.3) may have introduced bug
14:40 DECISION Rollback to v2.5.2 @incident-commander
14:41 ACTION Rollback initiated
14:45 COMMS @pm-anna
14:46 ACTION Rollback completed, monitoring for recovery
14:48 DATA Error rate dropped to 2%
14:50 MITIGATED Manual testing: Score recording working correctly
14:50 NOTIFIED executives, ceo, product, customer-success via email @pm-anna
"""),
    ("14:52", ("update", "--status", "watching", "--component", "score-recording=slow", "--advice",
               "Games finished between 14:22 and 14:50 UTC may need to be played again.",
               "A fix is in place and scores are saving again. We are watching closely."),
     None),
    ("15:05", ("log",), """\
14:52 Updated status page: "Issue mitigated, monitoring stability"
15:05 VERIFIED Error rate at baseline (<1%) for 15 minutes
"""),
    ("15:10", ("resolve", "--at", "15:06", "--note",
               "Declared incident resolved @incident-commander", "-"),
     "Score recording is working normally. We apologize for the disruption to your learning.\n"),
    ("15:30", ("log", ID), """\
15:10 Updated status page: "Resolved"
15:30 Post-incident review scheduled for 2025-01-16 10:00 America/New_York
"""),
)  # fmt: skip
"""Moment, words and standard input of every command of the night."""


@cache
def typed() -> tuple[Night, tuple[Typed, ...]]:
    """Type the whole night, once."""
    night = Night(Path(tempfile.mkdtemp(prefix="night-")))
    return night, tuple(night.type(*words, now=now, text=text) for now, words, text in NIGHT)


def opened(root: Path, at: str) -> tuple[IncidentView | None, tuple[LogEntry, ...]]:
    config = read_site(root)[0]
    assert isinstance(config, SiteConfig)
    now = datetime.fromisoformat(at)
    case = open_case(root, ID, config, now, replay=True)
    return case.view, case.log


def test_the_night_takes_at_most_twelve_commands_three_of_them_public() -> None:
    _, results = typed()

    assert len(NIGHT) <= 12
    assert [result.status for result in results] == [0] * len(NIGHT)
    assert [result.last for result in results if result.last.startswith("NOT PUBLIC")] == [
        "NOT PUBLIC: only on this machine"
    ] * 3


def test_its_log_says_what_the_hand_written_one_says() -> None:
    night, _ = typed()
    at = "2025-01-16T00:00:00+00:00"

    def told(root: Path) -> list[tuple[object, ...]]:
        return [
            (each.at, each.verb, each.who, each.text, each.audiences, each.channels, each.severity)
            for each in opened(root, at)[1]
        ]

    assert told(night.root) == told(ROOT)


@pytest.mark.parametrize("clock", ["14:30", "14:36", "14:40", "14:53", "15:08", "15:12", "23:00"])
def test_visitors_see_the_same_states_and_durations(clock: str) -> None:
    night, _ = typed()
    at = f"2025-01-15T{clock}:00+00:00"
    ours, theirs = opened(night.root, at)[0], opened(ROOT, at)[0]

    if theirs is None:
        assert ours is None
        return
    assert ours is not None
    for name in ("title", "status", "state", "states", "peak", "impact", "banner", "is_open",
                 "components", "windows", "durations", "advice", "promise_due_at", "started_at",
                 "ended_at"):  # fmt: skip
        assert (name, getattr(ours, name)) == (name, getattr(theirs, name))


def test_nothing_but_new_files_and_one_log_was_written() -> None:
    night, _ = typed()

    names = [path.rpartition("/")[2] for path in night.files()]
    assert (len(names), names[0], sum(name.endswith(".log") for name in names)) == (
        5,
        "internal.yml",
        1,
    )
    assert [name[:16] for name in names if name.startswith("2025")] == [
        "20250115T143600Z",
        "20250115T145200Z",
        "20250115T151000Z",
    ]
