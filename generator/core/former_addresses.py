"""Addresses at which an earlier status site showed a record; each still leads to it (R103).

They are the one place where a record names paths of the built site, so what may stand in one is
narrow: plain segments, nothing of ours, and the first record that names an address keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from generator.core.record_id import parse_record_id

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


class Addressed(Protocol):
    """A record as far as its addresses go: its view or its digest."""

    @property
    def id(self) -> str:
        """Its permanent id."""

    @property
    def api_id(self) -> str | None:
        """The id it came with, if it was imported."""

    @property
    def former_addresses(self) -> tuple[str, ...]:
        """As written down."""


class Claim(NamedTuple):
    """An address that a record names and that leads to another one.

    Attributes:
        is_by_id: It follows from the record's ``api_id`` and is not written out.
    """

    record: str
    address: str
    owner: str
    is_by_id: bool


def addresses_of(record: Addressed) -> tuple[str, ...]:
    """Return every former address of a record: those written down, and that of its ``api_id``.

    Statuspage shows incidents and maintenance alike at ``/incidents/<id>``.
    """
    if record.api_id is None:
        return record.former_addresses
    found = dict.fromkeys(record.former_addresses)
    known = read_former_address(f"incidents/{record.api_id}")
    if known is not None:
        found[known] = None
    return tuple(found)


def find_owners(records: Iterable[Addressed]) -> tuple[Mapping[str, str], tuple[Claim, ...]]:
    """Return the record each former address leads to, by file, and the claims that came too late.

    Of several records that name one address the smallest id keeps it. Two addresses that differ in
    case alone are one, because some hosts could not keep them apart; so are a file and a folder of
    one name.
    """
    owners: dict[str, str] = {}
    taken: dict[str, str] = {}
    folders: dict[str, str] = {}
    claims: list[Claim] = []
    for record in sorted(records, key=lambda each: each.id):
        for address in addresses_of(record):
            file = file_of(address)
            key = file.lower()
            owner = taken.get(key) or folders.get(key)
            above = _folders_like_files(key) if ".html/" in key else ()
            for folder in above:
                owner = owner or taken.get(folder)
            if owner is None:
                owners[file] = taken[key] = record.id
                folders.update(dict.fromkeys(above, record.id))
            elif owner != record.id:
                is_by_id = address not in record.former_addresses
                claims.append(Claim(record.id, address, owner, is_by_id))
    return owners, tuple(claims)


def _folders_like_files(file: str) -> tuple[str, ...]:
    """Return the folders above *file* whose names end as those of files do."""
    parts = file.split("/")
    above = ("/".join(parts[:count]) for count in range(1, len(parts)))
    return tuple(folder for folder in above if folder.endswith(".html"))
