"""Rules over the boxes ticked in the log: does the policy have them (C1 to C7).

Only ``check`` calls them; no public build imports this module (P1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.clockwork.matter import Matter
from generator.core.clockwork.policy_tables import Checklist
from generator.core.rules_base import Remark
from generator.core.rules_internal_base import about_entry
from generator.core.spelling import suggest


def check_boxes(matter: Matter) -> Iterator[Remark]:
    """Yield ``CHECK`` lines whose box no checklist of the policy has; each counts as unticked."""
    lists = matter.policy.checklists
    known = {f"{each.id}.{box}" for each in lists.values() for box in each.boxes}
    for entry in matter.course.record.log:
        if entry.check is None or entry.check in known:
            continue
        meant = _suggest(entry.check, lists) or suggest(entry.check, known)
        letter = entry.check.partition(".")[0]
        source = lists[letter].source if letter in lists else "S:405-677; R57"
        yield about_entry(
            entry,
            "DUT023",
            f"no checklist of the policy has the box '{entry.check}', so nothing is ticked "
            f"({source})",
            f"did you mean 'CHECK {meant}'? Else add it to 'checklists:' in policy.yml"
            if meant
            else "write a box of 'checklists:' in policy.yml, or add it there",
        )


def _suggest(check: str, lists: Mapping[str, Checklist]) -> str | None:
    """Return the box of the same list that is most like *check*."""
    letter, _, box = check.partition(".")
    found = suggest(box, lists[letter].boxes) if letter in lists else None
    return None if found is None else f"{letter}.{found}"
