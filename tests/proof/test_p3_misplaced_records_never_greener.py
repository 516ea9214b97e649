"""P3, for folders: what cannot be looked into, lies in the wrong place or leads nowhere.

The outage is the newest record. However it is mislaid, an error is found, and the page does not
claim that its part works, or nothing is built at all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.core.findings import has_errors
from generator.pipeline.build import Built, RefusedError
from generator.pipeline.check import check_repository
from generator.readers import folders
from tests.proof.repository import ROOT, build
from tests.proof.told import UNKNOWN, read_badness

NOW = datetime(2025, 1, 15, 15, tzinfo=UTC)
YEAR, OTHER_YEAR = "incidents/2025", "incidents/2024"
OUTAGE, TWIN = f"{YEAR}/INC-2025-01-15-001", f"{YEAR}/INC-2025-01-15-002"
STAMP = "20250115T143600Z-k7q2m9x4.yml"
DOWN = "status: investigating\ncomponents:\n  score-recording: major_outage\n"
OLD = "title: Games were slow\nupdates:\n  - at: 2024-12-01 10:00Z\n    status: resolved\n"
OPEN = (
    "title: Scores are not saved\nupdates:\n  - at: 14:36\n    status: investigating\n"
    "    components:\n      score-recording: major_outage\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "site_src" / "public", tmp_path / "site_src" / "public")
    write(tmp_path, f"{OTHER_YEAR}/INC-2024-12-01-001/public.yml", OLD)
    write(tmp_path, f"{OUTAGE}/updates/{STAMP}", f"title: Scores are not saved\n{DOWN}")
    return tmp_path


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def move(root: Path, source: str, target: str) -> None:
    (root / target).parent.mkdir(parents=True, exist_ok=True)
    (root / source).rename(root / target)


def replace_by_link(root: Path, path: str) -> None:
    move(root, path, "elsewhere")
    (root / path).symlink_to(root / "elsewhere")


def replace_by_file(root: Path, path: str) -> None:
    shutil.rmtree(root / path)
    write(root, path, OPEN)


def merge(root: Path, target: str) -> None:
    write(root, f"{OUTAGE}/updates/20250115T144000Z-aaaaaaaa.yml", f"merged_into: {target}\n")


def merge_in_a_circle(root: Path) -> None:
    merge(root, "INC-2025-01-15-002")
    write(root, f"{TWIN}/public.yml", f"{OPEN}  - at: 14:41\n    merged_into: INC-2025-01-15-001\n")


def merge_into_a_withdrawn_one(root: Path) -> None:
    merge(root, "INC-2025-01-15-002")
    write(root, f"{TWIN}/public.yml", f"{OPEN}  - at: 14:41\n    retracts: incident\n")


def merge_into_an_empty_one(root: Path) -> None:
    merge(root, "INC-2025-01-15-002")
    write(root, f"{TWIN}/public.yml", "title: Scores\nupdates: []\n")


MISLAID: dict[str, tuple[Callable[[Path], None], str]] = {
    "the year is a link": (lambda root: replace_by_link(root, YEAR), "FIL006"),
    "the year is a file": (lambda root: replace_by_file(root, YEAR), "FIL001"),
    "the record is a link": (lambda root: replace_by_link(root, OUTAGE), "FIL006"),
    "the record is a file": (lambda root: replace_by_file(root, OUTAGE), "FIL001"),
    "the record is a yaml file": (
        lambda root: (
            shutil.rmtree(root / OUTAGE),
            write(root, f"{OUTAGE}.yml", OPEN),
        ),
        "FIL001",
    ),
    "its words lie beside the records": (
        lambda root: (shutil.rmtree(root / OUTAGE), write(root, f"{YEAR}/public.yml", OPEN)),
        "FIL001",
    ),
    "the year is left out": (
        lambda root: move(root, OUTAGE, f"incidents/{OUTAGE[-18:]}"),
        "FIL001",
    ),
    "the month has a folder": (
        lambda root: move(root, OUTAGE, f"{YEAR}/01/{OUTAGE[-18:]}"),
        "FIL001",
    ),
    "month and day have folders": (
        lambda root: move(root, OUTAGE, f"{YEAR}/01/15/{OUTAGE[-18:]}"),
        "FIL001",
    ),
    "it lies in another record": (
        lambda root: move(root, OUTAGE, f"{OTHER_YEAR}/INC-2024-12-01-001/{OUTAGE[-18:]}"),
        "FIL002",
    ),
    "its updates lie in the year": (
        lambda root: move(root, f"{OUTAGE}/updates", f"{YEAR}/updates"),
        "FIL001",
    ),
    "its update lies beside its folder": (
        lambda root: move(root, f"{OUTAGE}/updates/{STAMP}", f"{OUTAGE}/{STAMP}"),
        "FIL002",
    ),
    "merges lead in a circle": (merge_in_a_circle, "INC011"),
    "it is merged into a withdrawn one": (merge_into_a_withdrawn_one, "INC011"),
    "it is merged into an empty one": (merge_into_an_empty_one, "INC011"),
}
UNOPENED = {
    "incidents": ("incidents", "refused"),
    "the year": (YEAR, "FIL007"),
    "the record": (OUTAGE, "FIL007"),
    "its updates": (f"{OUTAGE}/updates", "FIL007"),
}


def score_state(built: Built) -> tuple[bool, bool]:
    """Return whether the page vouches for anything, and for the part that is down."""
    scores = next(view for view in built.site.components if view.component.id == "score-recording")
    return built.site.state.is_known, scores.is_certain


def assert_programs_are_unsure(built: Built, files: dict[str, bytes]) -> None:
    told = read_badness(built.site, files)
    assert told["api"] >= 3, "at least major"
    assert told["banner"] == UNKNOWN
    assert {state for name, state in told.items() if name.startswith("badge")} == {1}


@pytest.mark.parametrize("replay", [False, True])
@pytest.mark.parametrize("name", MISLAID)
def test_a_mislaid_outage_leaves_the_page_unsure(root: Path, name: str, replay: bool) -> None:
    mislay, code = MISLAID[name]
    mislay(root)
    built, files = build(root, NOW, replay=replay)
    assert code in {finding.code for finding in built.findings}
    assert has_errors(built.findings)
    assert score_state(built) == (False, False)
    assert_programs_are_unsure(built, files)
    assert "incidents/INC-2024-12-01-001/index.html" in files
    checked = check_repository(root, now=NOW, strict=False)
    assert (checked.exit_status, checked.refusal) == (1, "")
    told = {each for each in built.findings if each.code == code}
    assert told <= set(checked.findings)


@pytest.mark.parametrize("name", UNOPENED)
def test_an_outage_nobody_may_open_leaves_the_page_unsure(
    root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, code = UNOPENED[name]
    scandir = os.scandir

    def refuse(folder: str) -> object:
        if folder == f"{root}/{path}":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(folders.os, "scandir", refuse)
    if code == "refused":
        with pytest.raises(RefusedError):
            build(root, NOW, replay=False)
        return
    built, files = build(root, NOW, replay=False)
    assert [(each.code, each.path) for each in built.findings] == [(code, path)]
    assert score_state(built) == (False, False)
    assert_programs_are_unsure(built, files)


def test_the_outage_where_it_belongs_is_seen(root: Path) -> None:
    built, _ = build(root, NOW, replay=False)
    assert built.findings == ()
    assert score_state(built) == (True, True)


def test_what_is_no_record_beside_the_records_says_nothing(root: Path) -> None:
    write(root, "incidents/README.md", "How to write a record.\n")
    write(root, f"{YEAR}/notes.txt", "Who is on call.\n")
    write(root, f"{YEAR}/.gitkeep", "")
    write(root, f"{OUTAGE}/1", "")
    built, _ = build(root, NOW, replay=False)
    assert built.findings == ()
    assert score_state(built) == (True, True)
