"""No public path leads to an internal file: links are findings, not roads."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.facts import Damage
from generator.readers.public import Context, list_folders, read_record
from generator.readers.site import read_site
from generator.readers.words import read_words
from tests.proof.repository import copy_repository

SECRET = "title: The chief's password is swordfish\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_repository(tmp_path / "repository")
    (root / "site_src" / "internal" / "secret.yml").write_text(SECRET, encoding="utf-8")
    return root


def link(root: Path, path: str) -> None:
    target = root / "site_src" / "internal" / "secret.yml"
    (root / path).unlink(missing_ok=True)
    (root / path).symlink_to(target)


def test_site_yml_may_not_be_a_link(root: Path) -> None:
    link(root, "site_src/public/site.yml")
    config, findings = read_site(root)
    assert config is None
    assert [finding.code for finding in findings] == ["FIL006"]


def test_words_may_not_be_links(root: Path) -> None:
    link(root, "site_src/public/words/interface.yml")
    words, findings = read_words(root)
    assert [(finding.code, finding.source_line) for finding in findings] == [("FIL006", "")]
    assert words("page.subscribe") == "Get updates"


@pytest.mark.parametrize(
    "name",
    ["public.yml", "postmortem.2.yml", "actions.yml", "updates/20250115T143600Z-k7q2m9x4.yml"],
)
def test_a_file_of_a_record_may_not_be_a_link(root: Path, name: str) -> None:
    folder_path = "incidents/2025/INC-2025-03-06-001"
    link(root, f"{folder_path}/{name}")
    folders, _ = list_folders(root)
    folder = next(each for each in folders if each.path == folder_path)
    reading = read_record(root, folder, Context())
    told = [each for each in reading.findings if each.path.endswith(name)]
    assert [(each.code, each.source_line) for each in told] == [("FIL006", "")]
    assert "swordfish" not in repr(reading)
    assert any(damage.path.endswith(name) for damage in reading.record.damage)


def test_a_folder_may_not_be_a_link_and_what_it_hides_is_unreadable(root: Path) -> None:
    path = "incidents/2025/INC-2025-09-09-001"
    (root / path).symlink_to(root / "site_src" / "internal")
    folders, findings = list_folders(root)
    assert [(each.code, each.path) for each in findings] == [("FIL006", path)]
    folder = next(each for each in folders if each.id == "INC-2025-09-09-001")
    reading = read_record(root, folder, Context())
    assert reading.findings == ()
    assert reading.record.damage == (Damage(path=path),)
