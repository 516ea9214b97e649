"""A repository's own words: what cannot be opened is said, and the shipped ones stand in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.core.findings import Finding
from generator.readers.site import read_site
from generator.readers.words import OWN, read_words


def rows(findings: tuple[Finding, ...]) -> list[tuple[str, str, str, str]]:
    return [(each.path, each.code, each.message, each.fix) for each in findings]


def forbid(monkeypatch: pytest.MonkeyPatch, name: str, path: Path) -> None:
    """Make ``os.<name>`` refuse *path*; root may open what it likes."""
    real = getattr(os, name)

    def refuse(asked: object, *more: object, **options: object) -> object:
        if os.fspath(asked) == str(path):  # type: ignore[call-overload]
            raise PermissionError(13, "Permission denied")
        return real(asked, *more, **options)

    monkeypatch.setattr(os, name, refuse)


def write_words(root: Path) -> Path:
    path = root / OWN / "interface.yml"
    path.parent.mkdir(parents=True)
    path.write_text("page.skip: To the text\n", encoding="utf-8")
    return path


def test_a_folder_of_words_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_words(tmp_path)
    assert read_words(tmp_path)[0]("page.skip") == "To the text"
    forbid(monkeypatch, "listdir", path.parent)

    words, findings = read_words(tmp_path)

    assert rows(findings) == [
        (
            "site_src/public/words",
            "FIL007",
            "the folder cannot be opened: Permission denied",
            "give permission to read it and to enter it",
        )
    ]
    assert words("page.skip") == read_words(None)[0]("page.skip")


def test_a_file_of_words_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid(monkeypatch, "open", write_words(tmp_path))

    assert rows(read_words(tmp_path)[1]) == [
        (
            "site_src/public/words/interface.yml",
            "FIL007",
            "the file cannot be opened: Permission denied",
            "give read permission, or put the file back",
        )
    ]


@pytest.mark.parametrize("is_link", [True, False], ids=["link", "file"])
def test_what_is_no_folder_of_words_is_named(tmp_path: Path, is_link: bool) -> None:
    path = tmp_path / OWN
    path.parent.mkdir(parents=True)
    if is_link:
        (tmp_path / "elsewhere").mkdir()
        path.symlink_to(tmp_path / "elsewhere")
    else:
        path.write_text("page.skip: To the text\n", encoding="utf-8")

    assert rows(read_words(tmp_path)[1]) == [
        (
            "site_src/public/words",
            "FIL006",
            "a symbolic link or file stands where the folder of words belongs",
            "put the folder itself here",
        )
    ]


def test_a_repository_without_words_of_its_own_is_fine(tmp_path: Path) -> None:
    assert read_words(tmp_path)[1] == ()


def test_a_site_that_cannot_be_reached_is_not_called_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "site_src/public/site.yml"
    forbid(monkeypatch, "stat", path)
    forbid(monkeypatch, "open", path)

    assert [row[:3] for row in rows(read_site(tmp_path)[1])] == [
        (
            "site_src/public/site.yml",
            "FIL007",
            "the file cannot be opened: Permission denied",
        )
    ]
