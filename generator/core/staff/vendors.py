"""Facts: whom we depend on and how to reach them (R139). Visitors never read any of it.

What visitors may read of a vendor, its name and its status page, stands in ``site.yml`` as well;
the two files never read each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.core.spelling import suggest


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorCard:
    """One vendor.

    Attributes:
        slug: Its id, the same as in ``site.yml`` where it stands there.
        name: What responders call it.
        public_name: What visitors may read; empty for ``name``.
        status_url: Its own status page.
        support_url: Where a case is opened.
        support_line: A phone number or an address for emergencies, as text.
        plan: What we pay for, such as ``Pro``.
        account_id: How they know us; internal.
        components: Ids of our components that depend on it.
        sla: What they promise, by what it is about: ``uptime``, ``priority 1`` (R176).
        note: Anything else.
    """

    slug: str
    name: str
    public_name: str = ""
    status_url: str = ""
    support_url: str = ""
    support_line: str = ""
    plan: str = ""
    account_id: str = ""
    components: tuple[str, ...] = ()
    sla: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendors:
    """Everything ``vendors.yml`` says.

    Attributes:
        cards: By slug, in the order written.
        hosting: Slug of the vendor where the status page lies; empty when not said (R143).
        is_unread: The list of vendors could not be read whole: what seems missing may be there.
    """

    cards: Mapping[str, VendorCard] = field(default_factory=dict)
    hosting: str = ""
    is_unread: bool = False

    def find(self, slug: str) -> VendorCard | None:
        """Return the card of *slug*, or None."""
        return self.cards.get(slug)

    def suggest(self, slug: str) -> str | None:
        """Return the slug most like *slug*, or None."""
        return suggest(slug, self.cards)
