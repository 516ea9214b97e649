"""Tables of the policy: types, options, checklists, channels, permissions and what follows.

:class:`~generator.core.clockwork.policy.Policy` holds them; the clocks themselves need none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRule:
    """One type of incident (R31 to R38): ``typical`` severities, ``options`` in their order."""

    id: str
    name: str
    typical: tuple[int, ...]
    priority: str
    options: tuple[str, ...]
    causes: tuple[str, ...]
    special: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    checklists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRule:
    """One mitigation option, A to E (R65, R67).

    Attributes:
        approval: Roles of which one must approve before it is begun; empty: none needed.
        needs_senior_review: Somebody senior, not the author, must have reviewed it.
    """

    letter: str
    name: str
    approval: tuple[str, ...]
    needs_senior_review: bool = False
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """One checklist, C1 to C7: boxes by the name that ``CHECK C4.error_rate`` uses."""

    id: str
    title: str
    boxes: Mapping[str, str]
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceRule:
    """An audience of the policy; ``means`` are others that it stands for."""

    id: str
    name: str
    means: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRule:
    """A way to tell people.

    Attributes:
        component: The component of ours it needs: when that is down, so is the channel (R84).
        limit: Longest message in characters; None for no limit.
    """

    id: str
    name: str
    component: str = ""
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """Chat rooms (R27, X37); ``incident`` holds ``{number}`` for ``2025-01-15-001``."""

    first: str
    severity: Mapping[int, str]
    product: str
    engineering: str
    incident: str

    def of_incident(self, incident_id: str) -> str:
        """Return the room of one incident: ``#incident-2025-01-15-001``."""
        return self.incident.replace("{number}", incident_id.partition("-")[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """One row of the 12 x 4 matrix (R162).

    Attributes:
        roles: Who may, of ``on_call``, ``ic``, ``comms`` and ``sysadmin``.
        emergency_only: Those who may only in an emergency.
        limit: Largest amount in dollars, for refunds; None for no limit.
        above: Role that decides above the limit (X19).
    """

    id: str
    name: str
    roles: tuple[str, ...]
    emergency_only: tuple[str, ...] = ()
    limit: int | None = None
    above: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostmortemRule:
    """Rules of post-mortems (R105 to R108, R119, R173, X11).

    Attributes:
        required: Severity to ``meeting``, ``async``, ``batch``, ``optional`` or ``none``.
        is_public_planned: Whether publication is promised where a record says nothing.
        agenda: Title and minutes of each part.
    """

    required: Mapping[int, str]
    is_public_planned: bool
    propose_public_after: timedelta
    length: timedelta
    attendees: tuple[str, ...] = ()
    agenda: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditRule:
    """Share of a month's price offered for a long incident (R178)."""

    severity: int
    after: timedelta
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRules:
    """How figures are computed (X25, X46, R159, R160).

    Attributes:
        user_impact: ``to_resolved`` or ``impact_windows``.
        downtime: ``impact_windows``, ``to_mitigated`` or ``to_resolved``.
        few: Below so many incidents a mean is printed with a caution.
        is_public: Whether any figure of the SLA may ever be public.
    """

    user_impact: str
    downtime: str
    few: int
    is_public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Words of the organisation in messages (R182); what is empty is named as missing.

    Attributes:
        zone: Zone of the people written to, an IANA name (R85).
        status_url: Address of the status page.
    """

    prefix: str
    greeting: str
    signature: str
    support_email: str = ""
    billing_email: str = ""
    status_url: str = ""
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A document that the handbook points to (R179); without a URL its title stands alone."""

    id: str
    title: str
    url: str = ""
