"""Two generations that take turns: what readers see, whatever happens to a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.adapters.disk import Disk
from generator.adapters.output import Output, Staging
from generator.pipeline.stage import OutputError


def publish(out: Path, files: dict[str, bytes], disk: Disk | None = None) -> Staging:
    output = Output(out, "public", disk)
    with output.lock():
        stage = output.stage()
        for path, content in files.items():
            stage.put(path, content)
        stage.remove_stale()
        stage.verify()
        stage.swap()
    return stage


def read_tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_readers_see_exactly_what_was_put(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": b"one", "a/b/index.html": b"two"})

    assert read_tree(tmp_path / "public") == {"index.html": b"one", "a/b/index.html": b"two"}
    assert str((tmp_path / "public").readlink()) == ".generations/public-a"


def test_generations_take_turns_and_stale_files_and_folders_go(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": b"1", "old/deep/index.html": b"x"})
    publish(tmp_path, {"index.html": b"2"})
    stage = publish(tmp_path, {"index.html": b"3"})

    assert str((tmp_path / "public").readlink()) == ".generations/public-a"
    assert read_tree(tmp_path / "public") == {"index.html": b"3"}
    assert not (tmp_path / "public" / "old").exists()
    assert stage.written == ["index.html"]


def test_equal_bytes_are_not_written_again(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": b"1", "same.txt": b"s"})
    publish(tmp_path, {"index.html": b"2", "same.txt": b"s"})
    stage = publish(tmp_path, {"index.html": b"3", "same.txt": b"s"})

    assert stage.written == ["index.html"]


def test_a_kept_file_is_copied_from_the_live_generation(tmp_path: Path) -> None:
    first = publish(tmp_path, {"page.html": b"kept"})
    output = Output(tmp_path)
    with output.lock():
        stage = output.stage()
        assert stage.keep([("page.html", first.manifest["page.html"])])
        stage.verify()
        stage.swap()

    assert read_tree(tmp_path / "public") == {"page.html": b"kept"}
    inode = (tmp_path / "public" / "page.html").stat().st_ino
    assert inode != (tmp_path / ".generations" / "public-a" / "page.html").stat().st_ino


def test_what_nobody_holds_is_not_kept_nor_is_anything_beside_it(tmp_path: Path) -> None:
    first = publish(tmp_path, {"page.html": b"kept"})
    output = Output(tmp_path)
    with output.lock():
        stage = output.stage()
        known = ("page.html", first.manifest["page.html"])

        assert not stage.keep([known, ("feed.json", (1, "00"))])
        assert not stage.keep([("page.html", (4, "00"))])
        assert stage.manifest == {}
        assert stage.written == []


def test_a_file_kept_twice_is_refused(tmp_path: Path) -> None:
    first = publish(tmp_path, {"page.html": b"kept"})
    output = Output(tmp_path)
    with output.lock():
        stage = output.stage()
        known = ("page.html", first.manifest["page.html"])
        stage.keep([known])
        with pytest.raises(OutputError, match="two outputs share the address page.html"):
            stage.keep([known])


def test_two_outputs_at_one_address_are_refused(tmp_path: Path) -> None:
    output = Output(tmp_path)
    with output.lock():
        stage = output.stage()
        stage.put("a.html", b"1")
        with pytest.raises(OutputError, match="two outputs share the address a.html"):
            stage.put("a.html", b"2")


def test_an_unfinished_generation_is_made_anew(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": b"1"})
    output = Output(tmp_path)
    with output.lock():
        stage = output.stage()
        stage.put("half.html", b"half")  # and then the build is killed

    publish(tmp_path, {"index.html": b"2"})

    assert read_tree(tmp_path / "public") == {"index.html": b"2"}


def test_a_folder_no_build_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "mine.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(OutputError, match="is not a link made by a build"):
        publish(tmp_path, {"index.html": b"1"})

    assert read_tree(tmp_path / "public") == {"mine.txt": b"mine"}


def test_a_file_changed_behind_the_stage_stops_the_swap(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": b"1"})
    output = Output(tmp_path)
    with output.lock():
        stage = output.stage()
        entry = stage.put("index.html", b"two")
        Path(stage.root, "index.html").write_bytes(b"TWO")
        assert stage.wrong_files([("index.html", entry)]) == ["index.html"]
        Path(stage.root, "stranger.html").write_bytes(b"?")
        with pytest.raises(OutputError, match="first stranger.html; the site that is live"):
            stage.verify()

    assert read_tree(tmp_path / "public") == {"index.html": b"1"}


class FullDisk(Disk):
    """Lets *allowed* operations pass, then has no space left."""

    def __init__(self, allowed: int) -> None:
        self.left = allowed

    def _step(self) -> None:
        if self.left == 0:
            raise OSError(28, "No space left on device")
        self.left -= 1

    def write(self, path: str, content: bytes) -> None:
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


def test_whichever_operation_fails_readers_see_one_whole_generation(tmp_path: Path) -> None:
    old = {"index.html": b"old", "a/index.html": b"old a", "gone.html": b"x"}
    new = {"index.html": b"new", "a/index.html": b"new a", "b/index.html": b"new b"}
    publish(tmp_path, {"first.html": b"0"})
    publish(tmp_path, old)
    allowed = 0
    while True:
        try:
            publish(tmp_path, new, FullDisk(allowed))
        except OSError:
            assert read_tree(tmp_path / "public") == old
            allowed += 1
            continue
        break

    assert read_tree(tmp_path / "public") == new
    assert allowed >= 8


def test_git_passes_over_an_output_folder_that_we_made(tmp_path: Path) -> None:
    out = tmp_path / "site"

    publish(out, {"index.html": b"one"})

    assert {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob(".git*")} == {
        ".gitignore": b"*\n",
        ".generations/.gitignore": b"*\n",
    }
    assert read_tree(out / "public") == {"index.html": b"one"}


def test_a_folder_that_was_there_keeps_its_own_rules_for_git(tmp_path: Path) -> None:
    (tmp_path / ".generations").mkdir()
    (tmp_path / ".generations" / ".gitignore").write_bytes(b"public-a\n")

    publish(tmp_path, {"index.html": b"one"})

    assert not (tmp_path / ".gitignore").exists()
    assert (tmp_path / ".generations" / ".gitignore").read_bytes() == b"public-a\n"
