"""A desk that remembers says what one that has read everything says, whatever happened between."""

from __future__ import annotations

import os
import pickle
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from generator.adapters.desks import MEMORY, load_desk
from generator.adapters.disk import Disk
from generator.core.audience import Audience
from generator.pipeline.desk import DeskReading, read_desk
from tests.proof.corruptions import CORRUPTIONS
from tests.proof.repository import MEETING, copy_repository, count, files_below
from tests.records.repositories import write_repository

FOLDER = "incidents/2025/INC-2025-01-15-001"
INTERNAL = f"{FOLDER}/internal.yml"
LONG_AGO_NS = 1_700_000_000 * 10**9
LATER_NS = 2_000_000_000 * 10**9
NOW = datetime(2025, 1, 15, 15, 0, tzinfo=UTC)
FILES = {
    INTERNAL: "title: score API errors\nlog: |\n  14:23 DETECTED\n",
    f"{FOLDER}/public.yml": (
        "title: Students cannot save scores\nupdates:\n"
        "  - at: 14:36\n    status: investigating\n    next_update: 30m\n"
    ),
    "incidents/2025/INC-2025-01-14-001/internal.yml": "title: yesterday\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return age(write_repository(tmp_path / "repository", FILES))


def age(root: Path, at_ns: int = LONG_AGO_NS) -> Path:
    """Give every file of *root* one time, so that only what changes later is young."""
    for path in root.rglob("*"):
        if not path.is_symlink():
            os.utime(path, ns=(at_ns, at_ns))
    return root


def read(root: Path, remembered: bytes, now: datetime = NOW) -> DeskReading:
    return read_desk(root, now, replay=False, remembered=remembered, before_ns=LATER_NS)


def remember(root: Path, now: datetime = NOW) -> bytes:
    remembered = read(root, b"", now).remembered
    assert remembered is not None
    return remembered


def test_what_did_not_change_is_not_read_again(root: Path) -> None:
    first = read(root, b"")
    again = read(root, first.remembered or b"")

    assert (first.records_read, again.records_read, again.remembered) == (2, 0, None)
    assert again.desk == first.desk


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (INTERNAL, "title: other\n"),
        (f"{FOLDER}/review.yml", "title: x\n"),
        (f"{FOLDER}/log/k7q2m9x4.log", "15:06 RESOLVED\n"),
        (f"{FOLDER}/public.yml", "title: other\n"),
        (f"{FOLDER}/updates/20250115T145200Z-k7q2m9x4.yml", "status: monitoring\n"),
    ],
)
def test_a_change_of_any_file_of_a_record_is_noticed(root: Path, name: str, text: str) -> None:
    remembered = remember(root)
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")

    reading = read(root, remembered)

    assert reading.records_read == 1
    assert reading.desk == read(root, b"").desk


@pytest.mark.parametrize("name", ["site.yml", "words/interface.yml"])
def test_a_change_beside_the_records_makes_all_be_read_again(root: Path, name: str) -> None:
    remembered = remember(root)
    path = root / "site_src/public" / name
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write("# changed\nhome:\n  none_planned: Nothing\n" if "words" in name else "#\n")

    reading = read(root, remembered)

    assert reading.records_read == 2
    assert reading.desk == read(root, b"").desk


def test_what_the_clock_changes_is_read_again_when_it_does(root: Path) -> None:
    """The promise of 15:06 passes."""
    remembered = remember(root)

    counts = [read(root, remembered, NOW + timedelta(minutes=n)).records_read for n in (5, 6, 7)]

    assert counts == [0, 1, 1]


def test_a_record_that_may_change_within_the_same_tick_is_not_remembered(root: Path) -> None:
    remembered = read_desk(root, NOW, replay=False, before_ns=LONG_AGO_NS).remembered or b""
    (root / INTERNAL).write_text(FILES[INTERNAL].replace("score", "other"), encoding="utf-8")
    age(root)

    assert read(root, remembered).desk == read(root, b"").desk


def test_what_could_not_be_opened_is_tried_again(root: Path) -> None:
    (root / INTERNAL).unlink()
    (root / INTERNAL).mkdir()
    logs = root / FOLDER / "log"
    logs.mkdir()
    age(root)
    remembered = remember(root)

    assert read(root, remembered).desk == read(root, b"").desk


def test_two_folders_that_claim_one_id_are_told_apart(root: Path) -> None:
    """What was read as a record becomes one that nobody can find."""
    remembered = remember(root)
    shutil.copytree(root / FOLDER, root / "incidents/2024" / Path(FOLDER).name)

    assert read(root, remembered).desk == read(root, b"").desk


def test_a_cut_off_or_foreign_file_means_reading_everything(root: Path) -> None:
    whole = remember(root)

    for content in (b"", b"garbage", whole[:-5], whole[: len(whole) // 2], pickle.dumps((1, 2))):
        reading = read(root, content)
        assert (reading.records_read, reading.remembered) == (2, whole)


class Planted:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("a planted file ran",)


def test_a_planted_file_runs_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(root, pickle.dumps(Planted())).records_read == 2
    assert capsys.readouterr().out == ""


def test_a_replay_neither_asks_memory_nor_leaves_any(root: Path) -> None:
    remembered = remember(root)

    reading = read_desk(root, NOW, replay=True, remembered=remembered, before_ns=LATER_NS)

    assert (reading.records_read, reading.remembered) == (2, None)
    load_desk(root, NOW, replay=True)
    assert not (root / ".allclear").exists()


def test_memory_lies_where_git_does_not_look(root: Path) -> None:
    desk = load_desk(root, NOW, replay=False)

    assert desk == load_desk(root, NOW, replay=False) == read(root, b"").desk
    assert (root / MEMORY).read_bytes() == remember(root)
    assert (root / ".allclear/.gitignore").read_bytes() == b"*\n"


class FullDisk(Disk):
    def write(self, path: str, content: bytes) -> None:  # noqa: ARG002 - it is full
        raise OSError("no space left on device")


def test_a_full_disk_forgets_and_still_tells(root: Path) -> None:
    assert load_desk(root, NOW, replay=False, disk=FullDisk()) == read(root, b"").desk
    assert not (root / MEMORY).exists()


@pytest.mark.parametrize("seed", range(count(80)))
def test_after_anything_that_happens_to_files_memory_changes_nothing(
    tmp_path: Path, seed: int
) -> None:
    """Random damage, copies, losses and clocks; files are young or old as chance will have it."""
    rng = Random(seed)
    root = age(copy_repository(tmp_path / "repository"))
    remembered, tick, opened, known = b"", LONG_AGO_NS, 0, 0
    for _ in range(25):
        tick += 10**9
        for path in change_something(root, rng):
            os.utime(path, ns=(tick, tick))
        now = MEETING + timedelta(minutes=rng.choice((-90, 0, 0, 0, 1, 30, 700)))
        before_ns = tick + rng.choice((0, 1))

        reading = read_desk(root, now, replay=False, remembered=remembered, before_ns=before_ns)

        assert reading.desk == read_desk(root, now, replay=False).desk
        remembered = reading.remembered or remembered
        opened, known = opened + reading.records_read, known + len(reading.desk.briefs)
    assert opened < known / 2, "or nothing was remembered, and this proves nothing"


def change_something(root: Path, rng: Random) -> list[Path]:
    """Change, lose or copy something below *root*, or nothing; return what is new."""
    files = files_below(root, Audience.PUBLIC) + files_below(root, Audience.INTERNAL)
    path = rng.choice(files)
    match rng.randrange(12):
        case 0:
            return []
        case 1 if path.name != "site.yml":
            path.unlink()
            return []
        case 2:
            target = root / "incidents/2025" / f"INC-2025-04-{rng.randrange(10, 13)}-001"
            shutil.copytree(root / FOLDER, target, dirs_exist_ok=True)
            return [each for each in target.rglob("*") if each.is_file()]
        case _:
            path.write_bytes(CORRUPTIONS[rng.choice(sorted(CORRUPTIONS))](path.read_bytes(), rng))
            return [path]
