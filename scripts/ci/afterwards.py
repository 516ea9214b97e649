"""The last step of *publish*: tell *watch* what comes next, and fail if records had errors.

The site is live by then. A run that is red is how people learn that a record could not be read
as it was meant.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scripts.ci import github  # noqa: E402


def verdict(status: str) -> tuple[int, str, str]:
    """Return exit status, level and text for the exit status of the build, as text."""
    if status == "0":
        return 0, "notice", "The site is live."
    return (
        1,
        "error",
        "The site is live, with notices in place of what could not be read.\n"
        "fix: mend the records named in the step that builds, and push",
    )


def main() -> int:
    """Start *watch* with the next change, say how it went, and return 0 or 1."""
    github.dispatch("watch.yml", {"next_change_at": os.environ.get("NEXT_CHANGE_AT", "")})
    status, level, text = verdict(os.environ.get("BUILD_STATUS", ""))
    github.annotate(level, text)
    return status


if __name__ == "__main__":
    sys.exit(main())
