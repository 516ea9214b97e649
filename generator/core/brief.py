"""What a responder's command knows of one record: public and internal side in one small value.

Visitors never read a brief; no module of the public build imports this one (P1).
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from generator.core.facts import Effects, Status
from generator.core.vocabulary import RecordKind

MOST_ERRORS = 3
"""Errors of one record that are told; of the others their number."""


class Brief(NamedTuple):
    """One record at one moment. All times are aware UTC; None and empty texts mean "not said".

    A tuple, because a thousand of them are kept from command to command.

    Attributes:
        path: The folder, relative to the root.
        title: The internal title, else the public one.
        public_title: What visitors read; empty while nothing is public.
        severity: In force: the last ``SEV`` line, else the header; 1 to 4, None for unset.
        is_open: Visitors read that it goes on. While they read no update of it: the log does not
            say that it is over, it is not a record of the past, and no false alarm or duplicate.
        is_public: Visitors read something of it, be it that a notice cannot be read.
        status: What visitors read; None while no update is public.
        states: Component id and the state it contributes now (public and open only).
        components: Ids in ``internal.yml``, else those of the public side.
        promise_due_at: When the next public update is due (public and open only).
        last_update_at: When somebody last wrote to visitors.
        started_at: The first ``STARTED`` line, else when visitors read that it began.
        detected_at: The first ``DETECTED`` line.
        is_awaiting_confirmation: The planned end is past and nobody has said that it is done.
        is_readable: No file of it, public or internal, has an error.
        errors: ``path:line:col: error[CODE]: message``, at most :data:`MOST_ERRORS`, then how many
            more there are.
        is_doubted: For its sake the page says that it does not know what is working.
        merged_into: The incident that takes over.
        is_withdrawn: The whole record was withdrawn; visitors read only that.
        is_security: Of the type ``security``, or a breach is suspected (X35).
        is_acknowledged: The log has an ``ACK`` line.
        is_worked_on: An option was carried out, and nobody has said yet what that brought.
        is_mitigated: The log says that people can work again, and not that it came back.
        resolved_at: When the log says that it was over; None for what owes nothing afterwards, too:
            a duplicate, a false alarm, a record written down later.
        is_closed: The log says that its paperwork is done (R88).
    """

    id: str
    kind: RecordKind
    path: str
    title: str = ""
    public_title: str = ""
    severity: int | None = None
    is_open: bool = False
    is_public: bool = False
    status: Status | None = None
    states: Effects = ()
    components: tuple[str, ...] = ()
    promise_due_at: datetime | None = None
    last_update_at: datetime | None = None
    started_at: datetime | None = None
    detected_at: datetime | None = None
    scheduled_for: datetime | None = None
    scheduled_until: datetime | None = None
    is_awaiting_confirmation: bool = False
    is_readable: bool = True
    errors: tuple[str, ...] = ()
    is_doubted: bool = False
    merged_into: str | None = None
    is_withdrawn: bool = False
    is_security: bool = False
    is_acknowledged: bool = False
    is_worked_on: bool = False
    is_mitigated: bool = False
    resolved_at: datetime | None = None
    is_closed: bool = False

    @property
    def began_at(self) -> datetime | None:
        """The earliest that is known of it: its start, else when it was noticed."""
        return self.started_at or self.detected_at

    def with_errors(self, errors: tuple[str, ...]) -> Brief:
        """Return the brief with all its *errors*, of which the first ones are told."""
        if not errors:
            return self
        told = errors[:MOST_ERRORS]
        if len(errors) > MOST_ERRORS:
            told = (*told, f"and {len(errors) - MOST_ERRORS} more")
        return self._replace(is_readable=False, errors=told)
