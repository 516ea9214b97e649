"""A step of *check*: every finding beside its line of the pull request."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scripts.environment import guarded, make_ready  # noqa: E402


def command(python: Path, root: Path) -> list[str]:
    """Return the check of the records at *root*; warnings of closed records count as errors."""
    check = ["-m", "generator", "check", "--format", "github", "--strict", "--root", str(root)]
    return [str(python), *check]


def main() -> int:
    """Check, and return the exit status of the check."""
    python = guarded(lambda: make_ready("core"))
    return subprocess.run(command(python, ROOT), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
