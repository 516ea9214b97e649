"""Changes on disk are noticed once per burst."""

from __future__ import annotations

from pathlib import Path

from generator.adapters.watching import watch


def test_a_written_record_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "incidents" / "2025"
    folder.mkdir(parents=True)

    with watch(tmp_path) as changes:
        (folder / "public.yml").write_text("title: x", encoding="utf-8")

        assert changes.wait(10) is True


def test_output_and_memory_folders_are_not_watched(tmp_path: Path) -> None:
    (tmp_path / "incidents").mkdir()
    (tmp_path / "site").mkdir()

    with watch(tmp_path) as changes:
        (tmp_path / "site" / "index.html").write_text("x", encoding="utf-8")

        assert changes.wait(0.3) is False
