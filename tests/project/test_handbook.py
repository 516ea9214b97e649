"""``mkdocs.yml`` makes the handbook that exists readable in a browser, and pretends no more."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

from generator.cli.main import COMMANDS
from generator.reporting.night_card import create_night_card

ROOT = Path(__file__).parents[2]


def test_the_handbook_can_be_read_from_a_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path],
        check=False, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    written = {path.name for path in (tmp_path / "handbook").iterdir()}
    assert {"index.html", "writing-records.html", "publishing.html"} <= written
    page = (tmp_path / "handbook" / "publishing.html").read_text(encoding="utf-8")
    loaded = re.findall(r'<(?:script|img|link)[^>]+(?:src|href)="(https?:[^"]+)"', page)
    assert loaded == []


def test_it_does_not_take_the_place_of_the_internal_site() -> None:
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["site_dir"] == ".cache/handbook"
    assert settings["docs_dir"] == "site_src/internal"


def test_the_committed_night_card_is_what_would_be_written() -> None:
    committed = (ROOT / "site_src/internal/handbook/night-card.md").read_text(encoding="utf-8")

    assert committed == create_night_card(COMMANDS)
