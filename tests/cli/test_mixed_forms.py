"""Hand-written and command-written forms in one incident: commands continue, and touch nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from generator.core.facts import SiteConfig
from generator.core.log_verbs import Verb
from generator.pipeline.case import Case, open_case
from generator.pipeline.check import check_repository
from generator.readers.site import read_site
from tests.cli.nights import Night

ID = "INC-2025-01-15-001"
PUBLIC = """\
# Typed by hand, with odd spaces and a comment that must stay.
title:   'Students cannot save scores'
updates:
  - at: 14:36
    status: investigating
    components: {score-recording: major_outage}
    text: |
      We are looking.
"""
INTERNAL = """\
title: score API errors
severity: 1
components: [score-recording]
log: |
  14:23 DETECTED alert
  14:24 ACK @bob
  14:40 SEV 2 fewer errors
"""
LATER = datetime(2025, 1, 15, 16, tzinfo=UTC)


def written(root: Path) -> Night:
    night = Night(root)
    folder = root / "incidents" / "2025" / ID
    folder.mkdir(parents=True)
    (folder / "public.yml").write_text(PUBLIC)
    (folder / "internal.yml").write_text(INTERNAL)
    return night


def case_of(night: Night) -> Case:
    config = read_site(night.root)[0]
    assert isinstance(config, SiteConfig)
    return open_case(night.root, ID, config, LATER, replay=True)


def test_commands_continue_what_was_written_by_hand(tmp_path: Path) -> None:
    night = written(tmp_path)
    lines: tuple[tuple[str, ...], ...] = (
        ("14:45", "log", "rollback begun"),
        ("14:46", "ack", "--who", "@carol"),
        ("14:50", "update", "Some scores save again.", "--component", "score-recording"),
        ("14:51", "amend", "14:36", "We are looking into it."),
        ("14:53", "mitigate", "--at", "14:49"),
    )
    said = [night.type(*words, "--format", "json", now=now) for now, *words in lines]
    # Meanwhile a person goes on by hand, in the block and in the list.
    folder = night.root / "incidents" / "2025" / ID
    by_hand = (
        INTERNAL + "  14:55 VERIFIED by hand\n",
        PUBLIC + "  - at: 14:56\n    text: Typed.\n",
    )
    (folder / "internal.yml").write_text(by_hand[0])
    (folder / "public.yml").write_text(by_hand[1])
    more: tuple[tuple[str, ...], ...] = (
        ("14:58", "retract", "20250115T145600Z", "Typed by mistake."),
        ("15:10", "resolve", "Scores are saved again."),
    )
    said += [night.type(*words, "--format", "json", now=now) for now, *words in more]

    assert [each.status for each in said] == [0] * 7, said
    assert "already acknowledged at 2025-01-15 14:24Z by @bob" in said[1].json["notes"]
    # The severity in force is the hand-written SEV 2, not the header's.
    assert "severity 2: score-recording is told as partial_outage" in said[2].json["notes"]
    files = night.files()
    assert files[f"incidents/2025/{ID}/internal.yml"] == by_hand[0]
    assert files[f"incidents/2025/{ID}/public.yml"] == by_hand[1]
    case = case_of(night)
    assert [(f"{each.at:%H:%M}", each.verb, each.text) for each in case.log] == [
        ("14:23", Verb.DETECTED, "alert"),
        ("14:24", Verb.ACK, ""),
        ("14:40", Verb.SEV, "fewer errors"),
        ("14:45", None, "rollback begun"),
        ("14:46", Verb.ACK, ""),
        ("14:49", Verb.MITIGATED, ""),
        ("14:55", Verb.VERIFIED, "by hand"),
        ("15:10", Verb.RESOLVED, ""),
    ]
    assert case.view is not None
    assert [(f"{each.at:%H:%M}", each.text) for each in reversed(case.view.updates)] == [
        ("14:36", "We are looking into it."),
        ("14:50", "Some scores save again."),
        ("14:56", ""),
        ("14:58", "Typed by mistake."),
        ("15:10", "Scores are saved again."),
    ]
    assert (case.view.is_open, case.view.title) == (False, "Students cannot save scores")
    findings = check_repository(night.root, now=LATER, strict=True).findings
    assert [each.message for each in findings if each.severity == "error"] == []
