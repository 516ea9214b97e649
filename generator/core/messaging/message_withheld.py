"""Which messages are not written for a record, and why: restricted, or read only in part.

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from generator.core.clockwork.course import Course
from generator.core.clockwork.duty_base import is_security
from generator.core.messaging.message_facts import is_unread

_INNER = frozenset({"T2", "T10", "T11"})
"""What stays in the room of the incident or is filed; all others tell more people."""
_FROM_FACTS = frozenset({"T6", "T7", "T8", "T9", "share"})
"""What states facts of header and log as certain, to people who cannot check them."""


def find_withheld(course: Course, template: str) -> tuple[str, str] | None:
    """Return why *template* must not be written for *course* and what to do; None where it may.

    Neither text holds anything of the record but its id.

    Source: R34, X35 for what is restricted; R189 for what cannot be read.
    """
    record = course.record
    if is_security(course) and template not in _INNER:
        return (
            f"{template} of {record.id} is withheld: a security incident is restricted",
            "tell the CEO and legal counsel first: they decide who is told what (R34, X35)",
        )
    if is_unread(record) and template in _FROM_FACTS:
        return (
            f"{template} of {record.id} is not written: its files cannot be read in full, so what "
            "it states may be wrong",
            f"put right what 'allclear check {record.path}' finds",
        )
    return None
