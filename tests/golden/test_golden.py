"""The acceptance fixture at its five moments: one whole tree, the others as they read.

``make golden`` writes these files anew. Read the difference as a visitor would before you commit
it: what changes here changes on every page.
"""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.reporting.page_text import page_text
from tests.proof.repository import ROOT, build

HERE = Path(__file__).parent
NAME = "INC-2025-01-15-001"
SITE = """\
format: 1
name: Music Learning Community
url: https://status.example.org
zone: America/New_York
support: {email: help@example.org}
groups:
  - id: learning
    name: Learning
    components:
      - id: score-recording
        name: Score recording
        since: 2024-09-01
        sentences:
          operational: Scores are saved.
          degraded_performance: Saving scores is slow.
          major_outage: Saving scores is not working.
      - id: music-games
        name: Music games
        since: 2024-09-01
"""
_INLINED = re.compile(r"(<(style|script)>).*?(</\2>)", re.DOTALL)
_HASHES = re.compile(r"'sha256-[A-Za-z0-9+/=]+'")
MOMENTS = {
    "14-36": datetime(2025, 1, 15, 14, 36, tzinfo=UTC),
    "14-40": datetime(2025, 1, 15, 14, 40, tzinfo=UTC),
    "14-53": datetime(2025, 1, 15, 14, 53, tzinfo=UTC),
    "15-12": datetime(2025, 1, 15, 15, 12, tzinfo=UTC),
    "18-january": datetime(2025, 1, 18, 12, 0, tzinfo=UTC),
}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("golden")
    folder = f"incidents/2025/{NAME}"
    shutil.copytree(ROOT / folder, root / folder)
    (root / "site_src" / "public").mkdir(parents=True)
    (root / "site_src" / "public" / "site.yml").write_text(SITE, encoding="utf-8")
    return root


def readable(content: bytes) -> str:
    """Return *content* without what the theme's own tests are about, one element a line."""
    text = content.decode()
    if text.startswith("<!doctype html>"):
        text = _HASHES.sub("'sha256-…'", _INLINED.sub(r"\1…\3", text))
        text = text.replace("><", ">\n<")
    return text


def test_golden_tree_at_14_40(repository: Path, *, update_golden: bool) -> None:
    files = build(repository, MOMENTS["14-40"])[1]
    found = {path: readable(content) for path, content in files.items()}
    tree = HERE / "14-40"
    if update_golden:
        shutil.rmtree(tree, ignore_errors=True)
        for path, text in found.items():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).write_text(text, encoding="utf-8", newline="")
    golden = {
        path.relative_to(tree).as_posix(): path.read_bytes().decode()
        for path in sorted(tree.rglob("*"))
        if path.is_file()
    }
    assert sorted(found) == sorted(golden)
    for path, text in golden.items():
        assert found[path] == text, path


@pytest.mark.parametrize("moment", MOMENTS)
def test_golden_text_at(repository: Path, moment: str, *, update_golden: bool) -> None:
    files = build(repository, MOMENTS[moment])[1]
    pages = ["index.html", f"incidents/{NAME}/index.html", f"postmortems/{NAME}/index.html"]
    lines = []
    for path in pages:
        if path in files:
            lines += [f"== {path}", *page_text(files[path].decode()), ""]
    text = "\n".join(lines)
    golden = HERE / f"{moment}.txt"
    if update_golden:
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
