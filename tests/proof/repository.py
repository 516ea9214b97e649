"""A copy of this repository's records to break, and the site made of it in memory."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from generator.core.audience import Audience, audience_of
from generator.pipeline.build import Built, make_site, plan_build
from generator.pipeline.in_memory import MemoryStage

ROOT = Path(__file__).parents[2]
MEETING = datetime(2025, 4, 10, 15, 20, tzinfo=UTC)
"""The sample moment: open incidents and planned work of every state meet."""
FOR_PROGRAMS = frozenset(
    {
        "api/v2/summary.json", "api/v2/incidents/unresolved.json", "archive/2025-01.atom",
        "badge.svg", "banner.js", "banner.json", "components/search/badge.json",
        "components/search/maintenance.ics", "embed/index.html", "history-incidents.atom",
        "maintenance.ics", "schema/banner.schema.json",
    }
)  # fmt: skip
"""Some files that only programs ask for, of every kind: what is compared must hold them."""
IS_FULL = os.environ.get("ALLCLEAR_PROOF") == "1"


def count(full: int) -> int:
    """Return how often to try: *full* in the proof, a twentieth of it in the suite."""
    return full if IS_FULL else max(full // 20, 1)


def copy_repository(target: Path) -> Path:
    """Copy records and site sources to *target*, internal files too."""
    for name in ("incidents", "site_src"):
        shutil.copytree(ROOT / name, target / name)
    return target


def files_below(root: Path, audience: Audience) -> list[Path]:
    """Return the files for *audience* below *root*, sorted."""
    return sorted(
        path
        for path in root.rglob("*")
        if path.is_file() and audience_of(path.relative_to(root).as_posix()) is audience
    )


def build(
    root: Path, as_of: datetime = MEETING, *, replay: bool = True
) -> tuple[Built, dict[str, bytes]]:
    """Return the site of *root* and its files by path."""
    stage = MemoryStage()
    built = make_site(plan_build(root), stage, b"", as_of=as_of, replay=replay)
    return built, stage.files


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> Iterator[str]:
    """Yield the paths whose bytes differ, or that only one of the two has."""
    for path in sorted(one.keys() | other.keys()):
        if one.get(path) != other.get(path):
            yield path
