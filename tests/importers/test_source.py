"""What is opened of a folder that is to be imported, and what is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.core.foreign import ForeignFile
from generator.pipeline import import_source
from generator.pipeline.import_source import MOST_BYTES, read_source


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def told(folder: Path) -> list[tuple[str, str]]:
    files, findings = read_source(folder, (".json",))
    assert files == ()
    return [(each.code, each.path) for each in findings]


def test_a_folder_is_read_all_the_way_down_in_the_order_of_names(tmp_path: Path) -> None:
    put(tmp_path, "b.json", "a/2.JSON", "a/1.json", "notes.txt", ".hidden.json", ".git/x.json")

    files, findings = read_source(tmp_path, (".json",))

    assert findings == ()
    assert files == tuple(
        ForeignFile(f"{tmp_path}/{name}", name.encode())
        for name in ("a/1.json", "a/2.JSON", "b.json")
    )


def test_a_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    put(tmp_path, "saved")

    files, _ = read_source(tmp_path / "saved", (".json",))

    assert [each.content for each in files] == [b"saved"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/secret.json")
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "a.json").symlink_to(tmp_path / "elsewhere/secret.json")
    (folder / "b").symlink_to(tmp_path / "elsewhere")

    assert told(folder) == [("IMP001", f"{folder}/a.json")]
    assert told(folder / "b") == [("IMP001", f"{folder}/b")]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")

    assert told(tmp_path) == [("IMP001", f"{tmp_path}/a.json")]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    assert told(tmp_path / "a.json") == [("IMP001", f"{tmp_path}/a.json")]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.json").open("wb") as file:
        file.truncate(MOST_BYTES + 1)

    assert told(tmp_path) == [("IMP002", f"{tmp_path}/a.json")]


def test_of_too_many_files_none_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_source, "MOST_FILES", 2)
    put(tmp_path, "1.json", "2.json", "3.json")

    assert told(tmp_path) == [("IMP002", tmp_path.as_posix())]
