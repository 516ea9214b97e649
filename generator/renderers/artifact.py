"""The seam between knowing a site and writing one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """One finished output file.

    Attributes:
        path: Where it goes, relative to the output root, with ``/``; built from checked ids only.
        content: The exact bytes to write.
    """

    path: str
    content: bytes

    def __post_init__(self) -> None:
        if self.path.startswith("/") or ".." in self.path.split("/") or "\\" in self.path:
            raise ValueError(f"artifact path {self.path!r} leaves the output root")
