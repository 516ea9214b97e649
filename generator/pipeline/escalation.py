"""What ``severity`` says is to be done where it raises the severity to 1 or 2 (R60).

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.core.act import Act
from generator.core.clockwork.course import create_course
from generator.core.escalating import ESCALATED, RULE, list_steps
from generator.core.vocabulary import RecordKind
from generator.pipeline.case import Case
from generator.readers.people import read_people
from generator.readers.policy import read_policy
from generator.readers.public import context_for


def escalate(root: Path, case: Case, act: Act, severity: int | None) -> Act:
    """Return *act* with what is to be done now; as it is where the severity does not rise so far.

    Args:
        root: The repository.
        case: The incident before the act.
        act: The act of ``severity``, with the commands that come next.
        severity: The one from now on; None for unset.
    """
    old = case.severity
    rises = severity in ESCALATED and (old is None or severity < old)
    if not rises or case.is_resolved_in_log or case.kind is not RecordKind.INCIDENT:
        return act
    if severity is None or case.internal is None:
        return act
    policy = read_policy(root, case.config, context_for(case.config)).policy
    following = [each for each in act.next_commands if each.startswith("allclear update")]
    steps = list_steps(
        create_course(case.internal, None),
        policy,
        read_people(root).people,
        severity,
        update=next(iter(following), "allclear update {}"),
    )
    if not steps:
        return act
    note = f"a rise to Severity {severity} has {len(steps)} steps ({RULE})"
    return replace(act, notes=(*act.notes, note), to_do=steps)
