"""A final post-mortem with nothing missing, for tests that take one thing away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from generator.core.internal_facts import InternalRecord
from generator.core.log_lines import LogSource, RawLine, read_log
from generator.core.review_facts import (
    ActionItem,
    Horizon,
    Meeting,
    Recommendation,
    Review,
    ReviewImpact,
    ReviewStatus,
    WentPoorly,
    Why,
)
from generator.core.vocabulary import RecordKind

DAY = date(2025, 1, 15)
FOLDER = "incidents/2025/INC-2025-01-15-001"
PATH = f"{FOLDER}/review.yml"
NIGHT = ("14:23 DETECTED error rate 45%", "14:50 MITIGATED", "15:06 RESOLVED @ic")


def at(clock: str, day: int = 15) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2025, 1, day, hour, minute, tzinfo=UTC)


def action(id_: str = "A1", *, index: int = 0, **changes: object) -> ActionItem:
    values: dict[str, object] = {
        "text": "Require load testing",
        "owner": "release-manager",
        "due": date(2025, 1, 22),
        "horizon": Horizon.IMMEDIATE,
    }
    return ActionItem(index=index, id=id_, **values | changes)  # type: ignore[arg-type]


FINAL = Review(
    path=PATH,
    status=ReviewStatus.FINAL,
    date=date(2025, 1, 16),
    approved_by="incident-commander",
    meeting=Meeting(at=at("15:00", 16)),
    executive_summary="Scores could not be saved.",
    primary_cause="The pool was exhausted.",
    contributing_factors=("No load test.",),
    whys=(Why(question="Why?", answer="No test.", actions=("A1",)),),
    impact=ReviewImpact(users=(("students", "Scores could not be saved."),)),
    immediate_mitigation="Rolled back.",
    permanent_fix="One query.",
    verification="Watched.",
    went_well=("The alert.",),
    went_poorly=(WentPoorly(text="Staging.", actions=("A1",)),),
    actions=(action(),),
    lessons=("Staging is no production.",),
    recommendations=(Recommendation(text="More data.", actions=("A1",)),),
)


def reviewed(*log: str, review: Review | None = None, **changes: object) -> InternalRecord:
    """Return an incident with *review*, else the final one with *changes*, and *log*."""
    lines = tuple(RawLine(text=text, line=n) for n, text in enumerate(log or NIGHT, 1))
    source = LogSource(path=f"{FOLDER}/internal.yml", lines=lines)
    return InternalRecord(
        id="INC-2025-01-15-001",
        kind=RecordKind.INCIDENT,
        date=DAY,
        path=FOLDER,
        log=read_log([source], DAY).entries,
        review=replace(review or FINAL, **changes),  # type: ignore[arg-type]
    )
