"""A step of *check*: what visitors will read that they do not read now, on the run's page."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scripts.ci import github  # noqa: E402
from scripts.environment import guarded, make_ready  # noqa: E402

BASE = "HEAD^1"
"""A pull request is checked out as its merge, whose first parent is what visitors read now."""

MAX_BYTES = 900_000
"""Of a summary, below GitHub's limit of one mebibyte a step."""

_CUT = "\n… and more; run 'allclear preview' to read all of it."


def command(python: Path, root: Path) -> list[str]:
    """Return the preview of the records at *root*."""
    return [str(python), "-m", "generator", "preview", "--base", BASE, "--root", str(root)]


def as_markdown(text: str) -> str:
    """Return *text* under a heading, in a fence that nothing in it can close."""
    data = text.strip("\n").encode()
    if len(data) > MAX_BYTES:
        text = data[:MAX_BYTES].decode(errors="ignore") + _CUT
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"## What visitors will read\n\n{fence}text\n{text.strip()}\n{fence}\n"


def main() -> int:
    """Preview, write the summary, and return 1 only if there is nothing to preview."""
    python = guarded(lambda: make_ready("core"))
    # Findings go to standard error; the step before has put them beside their lines.
    done = subprocess.run(command(python, ROOT), check=False, capture_output=True, text=True)
    # A preview always says something; a program that broke ends with 1 and says nothing there.
    if done.returncode not in {0, 1} or not done.stdout.strip():
        github.add_summary(as_markdown(done.stderr))
        return 1
    github.add_summary(as_markdown(done.stdout))
    return 0


if __name__ == "__main__":
    sys.exit(main())
