"""Addresses at which an earlier status site showed a record; each still leads to it (R103).

They are the one place where a record names paths of the built site, so what may stand in one is
narrow: plain segments, nothing of ours, and the first record that names an address keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.core.record_id import parse_record_id
from generator.core.views import Digest

OWN = frozenset(
    {
        "404.html", "about", "addresses", "api", "archive", "badge.json", "badge.svg",
        "banner.js", "banner.json", "components", "embed", "entries.txt", "feed.json",
        "generation.json", "history", "history-incidents.atom", "history.atom", "history.rss",
        "index.html", "maintenance", "maintenance.ics", "postmortems", "robots.txt", "schema",
        "sitemap.xml", "subscribe",
    }
)  # fmt: skip
"""First segments that are ours; names beginning with ``.`` or ``_`` cannot be written at all."""

LONGEST = 200
_SEGMENT = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?"
_ADDRESS = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT}){{0,4}}")


def read_former_address(text: str) -> str | None:
    """Return *text* as an address without slashes at its ends, or None when it may not be one.

    Allowed are one to five segments of ASCII letters, digits and ``. _ -``, at most 200
    characters, outside the folders and files of this site. ``incidents/`` is shared with other
    products: any name that is no id of ours may stand below it.
    """
    address = text.strip("/")
    if len(address) > LONGEST or _ADDRESS.fullmatch(address) is None:
        return None
    first, _, rest = address.partition("/")
    if first.lower() in OWN:
        return None
    if first.lower() == "incidents":
        name = rest.partition("/")[0]
        if not name or parse_record_id(name.upper()) is not None:
            return None
    return address


def file_of(address: str) -> str:
    """Return the file that answers at *address*, relative to the site's root."""
    return address if address.endswith(".html") else f"{address}/index.html"


def addresses_of(digest: Digest) -> tuple[str, ...]:
    """Return every former address of a record: those written down, and that of its ``api_id``.

    Statuspage shows incidents and maintenance alike at ``/incidents/<id>``.
    """
    found = dict.fromkeys(digest.former_addresses)
    if digest.api_id is not None:
        known = read_former_address(f"incidents/{digest.api_id}")
        if known is not None:
            found[known] = None
    return tuple(found)


def find_owners(digests: Iterable[Digest]) -> Mapping[str, str]:
    """Return the record each former address leads to, by file; of several the smallest id.

    Two addresses that differ in case alone are one: some hosts could not keep them apart.
    """
    owners: dict[str, tuple[str, str]] = {}
    for digest in sorted(digests, key=lambda each: each.id):
        for address in addresses_of(digest):
            owners.setdefault(file_of(address).lower(), (file_of(address), digest.id))
    return dict(sorted(owners.values()))
