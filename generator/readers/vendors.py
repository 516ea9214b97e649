"""``vendors.yml``: whom we depend on and how to reach them (R139).

Only ``check``, commands of responders and what is built for them call this; no public build
imports it (P1).
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.core.findings import Finding
from generator.core.schema_vendors import FORMAT, VENDORS, VENDORS_FILE
from generator.core.staff.vendors import VendorCard, Vendors
from generator.readers.beside import read_beside
from generator.readers.decode import BAD, Fields, Names
from generator.readers.source import Source


class VendorsReading(NamedTuple):
    """What came of the file.

    Attributes:
        vendors: None where there is no such file.
        findings: What is wrong with it.
    """

    vendors: Vendors | None
    findings: tuple[Finding, ...]


def read_vendors(root: Path, names: Names) -> VendorsReading:
    """Read the vendors below *root*. Never raises for what the file holds.

    Args:
        root: The repository.
        names: Components that exist.
    """
    source = Source(VENDORS_FILE)
    fields = read_beside(root, VENDORS, source, names)
    if fields is None:
        return VendorsReading(None, ())
    vendors = Vendors(is_unread=True) if fields is BAD else _create(fields, source)
    return VendorsReading(vendors, tuple(source.findings))


def _create(fields: Fields, source: Source) -> Vendors:
    if fields.get("format", FORMAT) > FORMAT:
        source.report(
            "PPL030",
            fields.nodes["format"],
            f"format {fields.get('format')} is newer than this program, which knows {FORMAT}",
            "update the program",
            value=str(fields.get("format")),
        )
        return Vendors(is_unread=True)
    hosting = fields.get("hosting")
    pairs = fields.get("vendors", ())
    return Vendors(
        cards=MappingProxyType(
            {slug: _card(slug, item) for slug, item in pairs if slug is not BAD}
        ),
        hosting="" if hosting is None else hosting.get("vendor", ""),
        is_unread="vendors" not in fields.values or any(slug is BAD for slug, _ in pairs),
    )


def _card(slug: str, item: Any) -> VendorCard:
    """Return the card; a vendor whose fields cannot be read is one all the same."""
    if item is BAD:
        return VendorCard(slug=slug, name=slug)
    get = item.get
    return VendorCard(
        slug=slug,
        name=get("name", slug),
        public_name=get("public_name", ""),
        status_url=get("status_url", ""),
        support_url=get("support_url", ""),
        support_line=get("support_line", ""),
        plan=get("plan", ""),
        account_id=get("account_id", ""),
        components=tuple(each for each in get("components", ()) if each is not BAD),
        sla=tuple(
            (topic, text) for topic, text in get("sla", ()) if topic is not BAD and text is not BAD
        ),
        note=get("note", ""),
    )
