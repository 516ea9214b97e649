"""What the machine that judges a change runs is what the README prints."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_gate_runs_what_the_readme_prints_and_the_clients_of_others() -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in gate.splitlines() if line and not line.startswith(("#", "set "))]
    assert commands == [
        'cd "$(dirname "$0")/.."',
        "CI=1 python3 scripts/test.py",
        "CI=1 python3 scripts/interop.py",
    ]
