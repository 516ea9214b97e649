"""The workflows of this repository, read as plain text values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github" / "workflows"
NAMES = ("check", "publish", "watch")


def workflow(name: str) -> dict[str, Any]:
    """Return one workflow; every scalar is text, so that ``on`` is a key and no truth."""
    text = (FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    found = yaml.load(text, Loader=yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield workflow, job and what the job says."""
    for name in NAMES:
        for job, content in workflow(name)["jobs"].items():
            yield name, job, content


def steps() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield workflow, job and each step."""
    for name, job, content in jobs():
        for step in content["steps"]:
            yield name, job, step


def steps_using(action: str) -> list[tuple[str, str, dict[str, str]]]:
    """Return workflow, job and settings of each step that uses *action*."""
    return [
        (name, job, step.get("with", {}))
        for name, job, step in steps()
        if step.get("uses", "").partition("@")[0] == action
    ]
