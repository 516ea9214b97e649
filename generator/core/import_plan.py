"""What an import would do, decided before anything is written (design §3 "Writing")."""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.act import NewFile
from generator.core.findings import Finding, has_errors
from generator.core.foreign import Lost


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """A record that is to be added: its folder below the root, and name and text of its files."""

    id: str
    path: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """All that an import would do; with an error among the findings it does nothing.

    Attributes:
        files: Files that were read.
        site: A ``site.yml`` to write, where there is none.
        records: Records to add, by their days.
        additions: Files to add to records that are there: new updates and post-mortems.
        known: Records of the source that are there already.
        parts: How many of our parts are parts of the source.
        lost: What could not be carried over as it was.
        missing: Lines to add to ``site.yml`` before anything can be imported, a text per part.
    """

    files: int = 0
    site: NewFile | None = None
    records: tuple[NewRecord, ...] = ()
    additions: tuple[NewFile, ...] = ()
    known: int = 0
    parts: int = 0
    lost: tuple[Lost, ...] = ()
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether something is wrong, so that nothing may be written."""
        return has_errors(self.findings)
