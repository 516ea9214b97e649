"""The formats that can be imported; a further one is a module with ``read`` and a row here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from generator.core.findings import Finding
from generator.core.foreign import ForeignFile, ForeignPage
from generator.importers import cstate, feeds, statuspage
from generator.importers.cstate_site import NAMES

Read = Callable[[Sequence[ForeignFile], str], tuple[ForeignPage | None, tuple[Finding, ...]]]
"""Takes files and the zone of times and pages that say none. Never raises for what files hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format.

    Attributes:
        name: As typed: ``statuspage``.
        help: What SOURCE is, for ``--help``; no full stop.
        files: How names of its files end; others in a folder are passed over.
        read: Turns files into a page.
    """

    name: str
    help: str
    files: tuple[str, ...]
    read: Read


_ALL = (
    Format(
        name="statuspage",
        help="saved answers of Statuspage's API, version 2",
        files=(".json",),
        read=statuspage.read,
    ),
    Format(
        name="cstate",
        help="the folder of a cState site, or its content/issues",
        files=(".md", *NAMES),
        read=cstate.read,
    ),
    Format(
        name="feed",
        help="saved RSS or Atom feeds of one status page",
        files=(".rss", ".atom", ".xml", ".rdf"),
        read=feeds.read,
    ),
)

FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _ALL})
"""Every format by its name."""
