"""The night in the README can be typed as it stands there."""

from __future__ import annotations

import re
import shlex
from datetime import datetime
from pathlib import Path

from generator.pipeline.case import open_case
from generator.readers.site import read_site
from tests.cli.nights import ROOT, Night

NOTES = """\
14:26 Checked logs: database connection timeout errors
14:32 SEV 1 Escalated: 500+ users affected
14:35 IC @incident-commander joined, assumed command
"""
CLOCKS = ("14:23", "14:24", "14:35", "14:36", "14:40", "14:52", "15:05", "15:10", "15:30")


def lines_of_the_night() -> list[list[str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text[text.index("## A night, typed") :]
    block = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert block is not None
    joined = block[1].replace("\\\n", " ")
    return [shlex.split(line, comments=True)[1:] for line in joined.splitlines()]


def test_the_night_of_the_readme_ends_with_everything_working(tmp_path: Path) -> None:
    night = Night(tmp_path)
    commands = lines_of_the_night()
    assert (len(commands), len(CLOCKS)) == (9, 9)

    results = []
    for clock, words in zip(CLOCKS, commands, strict=True):
        text = NOTES if words[-2:] == ["<", "notes"] else None
        results.append(night.type(*(words[:-2] if text else words), now=clock, text=text))

    assert [result.status for result in results] == [0] * 9
    assert sum(result.last.startswith("NOT PUBLIC") for result in results) == 3
    config = read_site(tmp_path)[0]
    assert config is not None
    now = datetime.fromisoformat("2025-01-15T16:00:00+00:00")
    case = open_case(tmp_path, "INC-2025-01-15-001", config, now, replay=True)
    assert case.view is not None
    assert (case.view.title, case.view.is_open, case.severity, len(case.log)) == (
        "Students cannot complete games and save scores",
        False,
        1,
        10,
    )
    assert [str(length) for _, length in case.view.durations] == ["0:30:00", "0:14:00"]
