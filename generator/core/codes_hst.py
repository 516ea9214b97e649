"""Codes of ``hosts.yml`` (HST).

Reported by :mod:`generator.readers.hosts`; source: design §2, §5 "waits for the hosts".
"""

from __future__ import annotations

from generator.core.codes_entry import HOSTS, Code, Example, error


def _hosts(*hosts: tuple[str, str], version: int = 1) -> Example:
    items = "".join(f"  - name: {name}\n    url: {url}\n" for name, url in hosts)
    return {HOSTS: f"format: {version}\nhosts:\n{items}"}


_PAGES, _MIRROR = "https://status.example.com", "https://mirror.example.net"

CODES: tuple[Code, ...] = (
    error(
        "HST001",
        "Format of a newer program",
        "The list of hosts says a format that this program does not know yet.",
        "It might misread it, so no host is asked, and nobody learns whether an update is live.",
        _hosts(("pages", _PAGES), version=2),
        _hosts(("pages", _PAGES)),
    ),
    error(
        "HST002",
        "Host stands twice",
        "Two hosts have the same name or the same address.",
        "'LIVE on 2 of 2 hosts' would count one of them twice, or leave open which is meant.",
        _hosts(("pages", _PAGES), ("pages", _MIRROR)),
        _hosts(("pages", _PAGES), ("mirror", _MIRROR)),
    ),
    error(
        "HST003",
        "Address of a host with more behind it",
        "The address of a host ends in a slash or holds a question mark or a #.",
        "What a host shows is asked at its address with /generation.json behind it.",
        _hosts(("pages", f"{_PAGES}/?from=list")),
        _hosts(("pages", _PAGES)),
    ),
)
"""In the order of their numbers."""
