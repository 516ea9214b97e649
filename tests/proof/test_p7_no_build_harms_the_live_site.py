"""P7: killed, out of room or two at once: readers see one whole generation, never an older one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.adapters.builds import build_public
from generator.adapters.disk import Disk
from tests.proof.repository import IS_FULL, MEETING, ROOT, build, copy_repository, count

UPDATE = "status: identified\ntext: We have found the cause.\n"
NOON = datetime(2025, 1, 15, 14, 40, tzinfo=UTC)


class FailingDisk(Disk):
    """Lets *allowed* operations pass, then has no space left."""

    def __init__(self, allowed: int) -> None:
        self.left = allowed

    def _step(self) -> None:
        if self.left == 0:
            raise OSError(28, "No space left on device")
        self.left -= 1

    def write(self, path: str, content: bytes) -> None:
        if self.left == 0 and content:
            super().write(path, content[: len(content) // 2])  # as much as fits
        self._step()
        super().write(path, content)

    def make_folder(self, path: str) -> None:
        self._step()
        super().make_folder(path)

    def copy(self, source: str, target: str) -> None:
        self._step()
        super().copy(source, target)

    def rename(self, source: str, target: str) -> None:
        self._step()
        super().rename(source, target)

    def link(self, target: str, path: str) -> None:
        self._step()
        super().link(target, path)

    def remove(self, path: str) -> None:
        self._step()
        super().remove(path)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """One incident, so that every operation of a build can fail in turn."""
    root = tmp_path / "repository"
    name = "incidents/2025/INC-2025-01-15-001"
    (root / name).mkdir(parents=True)
    shutil.copy(ROOT / name / "public.yml", root / name / "public.yml")
    (root / "site_src" / "public").mkdir(parents=True)
    (root / "site_src" / "public" / "site.yml").write_text(
        "format: 1\nname: Sample School\nurl: https://status.example.org\nzone: UTC\n"
        "groups:\n  - id: all\n    name: All\n    components:\n"
        "      - id: score-recording\n        name: Score recording\n",
        encoding="utf-8",
    )
    return root


def add_update(root: Path) -> None:
    updates = root / "incidents/2025/INC-2025-01-15-001/updates"
    updates.mkdir(exist_ok=True)
    (updates / "20250115T143900Z-k7q2m9x4.yml").write_text(UPDATE, encoding="utf-8")


def allowances() -> Iterator[int]:
    """Yield how many operations may pass: each number in the proof, every seventh here."""
    allowed = 0
    while True:
        yield allowed
        allowed += 1 if IS_FULL else 7


@pytest.mark.parametrize("is_small_change", [False, True], ids=["whole build", "small change"])
def test_whichever_write_fails_the_live_site_stays_whole(
    small: Path, tmp_path: Path, *, is_small_change: bool
) -> None:
    out = tmp_path / "site"
    for _ in range(2):
        assert build_public(small, out, now=NOON).exit_status == 0
    before = tree(out / "public")
    add_update(small)
    after = build(small, NOON)[1]
    failed = 0
    for allowed in allowances():
        if not is_small_change:
            shutil.rmtree(small / ".allclear", ignore_errors=True)
        try:
            result = build_public(small, out, now=NOON, disk=FailingDisk(allowed))
        except OSError:
            failed += 1
            assert tree(out / "public") == before
            continue
        break
    assert failed >= (20 if IS_FULL else 3)
    assert result.exit_status == 0
    assert tree(out / "public") == after


def _command(root: Path, out: Path) -> list[str]:
    moment = f"{MEETING:%Y-%m-%dT%H:%MZ}"
    words = ["build", "--root", str(root), "--out", str(out), "--now", moment, "--jobs", "1"]
    return [sys.executable, "-m", "generator", *words]


def test_a_killed_build_leaves_one_whole_site(tmp_path: Path) -> None:
    root, out = copy_repository(tmp_path / "repository"), tmp_path / "site"
    assert build_public(root, out, now=MEETING).exit_status == 0
    before = tree(out / "public")
    update = root / "incidents/2025/INC-2025-04-10-001/updates"
    update.mkdir(exist_ok=True)
    (update / "20250410T151500Z-k7q2m9x4.yml").write_text(UPDATE, encoding="utf-8")
    after = build(root)[1]
    seen = []
    for number in range(count(200)):
        shutil.rmtree(root / ".allclear", ignore_errors=True)
        process = subprocess.Popen(
            _command(root, out), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            process.wait(timeout=0.05 + 0.6 * number / count(200))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shown = tree(out / "public")
        assert shown in (before, after)
        seen.append(shown == after)
    assert seen == sorted(seen), "readers never go back to an older site"
    finished = subprocess.run(_command(root, out), cwd=ROOT, capture_output=True, check=False)
    assert finished.returncode == 0, finished.stderr.decode()
    assert tree(out / "public") == after


def test_two_builds_at_once_leave_one_complete_site(tmp_path: Path) -> None:
    root, out = copy_repository(tmp_path / "repository"), tmp_path / "site"
    both = [
        subprocess.Popen(
            _command(root, out), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert tree(out / "public") == build(root)[1]


def test_a_full_disk_is_said_in_a_sentence(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.cli import build as command

    monkeypatch.setattr(
        command,
        "build_public",
        lambda root, out, **options: build_public(root, out, disk=FailingDisk(9), **options),
    )
    assert command.run_build(small, tmp_path / "site", NOON, 1) == 3
    assert capsys.readouterr().err == (
        "error: the disk refused: [Errno 28] No space left on device\n"
        "fix: make room or mend the permissions, then build again; "
        "the site that was live is untouched\n"
    )
