"""A month's document is made again only where a record of that month changed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.adapters.builds import build_public
from generator.adapters.disk import Disk
from generator.pipeline.build import Built
from tests.proof.repository import MEETING, copy_repository
from tests.proof.repository import build as build_in_memory

JANUARY, APRIL = "incidents/2025/INC-2025-01-22-001", "incidents/2025/INC-2025-04-10-001"


class Watched(Disk):
    """A disk that keeps the names of what is read from it and written to it."""

    def __init__(self) -> None:
        self.read_from: set[str] = set()
        self.written: set[str] = set()

    def read(self, path: str) -> bytes:
        self.read_from.add(_name(path))
        return super().read(path)

    def write(self, path: str, content: bytes) -> None:
        self.written.add(_name(path))
        super().write(path, content)


def _name(path: str) -> str:
    return path.partition("/public-")[2].partition("/")[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_repository(tmp_path / "repository")


def build(root: Path, disk: Disk | None = None) -> Built:
    built = build_public(root, root.parent / "site", now=MEETING, disk=disk).built
    assert built is not None
    return built


def say(root: Path, folder: str, text: str) -> None:
    place = root / folder / "updates"
    place.mkdir(exist_ok=True)
    at = MEETING - timedelta(minutes=1)
    (place / f"{at:%Y%m%dT%H%M%SZ}-zzzzzzzz.yml").write_text(text, encoding="utf-8")


def archives(names: object) -> set[str]:
    return {name for name in map(str, names) if name.startswith("archive/")}  # type: ignore[call-overload]


def test_news_of_this_month_neither_reads_nor_writes_an_archive(root: Path) -> None:
    assert archives(build(root).lists_made) == {f"archive/2025-0{month}" for month in (1, 2, 3)}
    build(root)  # both generations are there now
    say(root, APRIL, "text: Still looking.\n")
    disk = Watched()

    assert archives(build(root, disk).lists_made) == set()
    assert archives(disk.read_from | disk.written) == set()
    read = {name for name in disk.read_from if re.fullmatch(r"incidents/.*/history\.atom", name)}
    assert read == {f"incidents/{APRIL.rpartition('/')[2]}/history.atom"}, "verified, nothing else"


def test_a_change_in_an_old_month_makes_that_month_alone_again(root: Path) -> None:
    for _ in range(2):
        build(root)
    target = next(
        path
        for path in sorted((root.parent / "site/public/incidents").iterdir())
        if path.name == JANUARY.rpartition("/")[2]
    )
    feed = (target / "history.atom").read_text(encoding="utf-8")
    update = re.findall(r"/update/([^<]+)</id>", feed)[0]
    say(root, JANUARY, f"amends: {update}\ntext: Said better.\n")
    disk = Watched()

    assert archives(build(root, disk).lists_made) == {"archive/2025-01"}
    assert archives(disk.written) == {"archive/2025-01.atom"}
    text = (root.parent / "site/public/archive/2025-01.atom").read_text(encoding="utf-8")
    assert "Said better." in text


@pytest.mark.parametrize(
    ("hour", "newest"), [(4, ""), (5, "archive/2025-01.atom")], ids=["before midnight", "after"]
)
def test_a_month_that_is_over_becomes_a_document_at_the_sites_next_midnight(
    root: Path, hour: int, newest: str
) -> None:
    """Not before it was announced: midnight in New York is five hours after that of UTC."""
    files = build_in_memory(root, datetime(2025, 2, 1, hour, tzinfo=UTC))[1]
    found = sorted(archives(files))

    assert [path for path in found if "2025" in path] == [newest] * bool(newest)
    assert newest.encode() in files["history.atom"]


def test_with_memory_and_without_the_documents_are_the_same(root: Path) -> None:
    build(root)
    say(root, JANUARY, "text: One more word, months later.\n")
    build(root)
    known = contents(root)
    (root / ".allclear/public/memory").unlink()
    build(root)

    assert contents(root) == known


def contents(root: Path) -> dict[str, bytes]:
    site = root.parent / "site/public"
    paths = [*site.glob("archive/*"), *site.glob("*.atom")]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}
