"""A step of *publish*: build the site; errors in records are shown and do not stop it.

Hands on ``status``, the exit status of the build, ``next_change_at`` of the finished site, and the
``hub`` to tell of its ``feeds`` once it is live.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scripts.ci import findings, github, mislaid, ping_hub  # noqa: E402
from scripts.environment import guarded, make_ready  # noqa: E402


def command(python: Path, root: Path) -> list[str]:
    """Return the build of the public site of *root* into ``site/public``."""
    return [str(python), "-m", "generator", "build", "public", "--root", str(root)]


def outputs(status: int, site: Path) -> dict[str, str]:
    """Return what later jobs need to know.

    Args:
        status: 0 or 1, of the build.
        site: The finished site.
    """
    generation = json.loads((site / "generation.json").read_text(encoding="utf-8"))
    hub, feeds = ping_hub.find_feeds(site)
    return {
        "status": str(status),
        "next_change_at": generation["next_change_at"] or "",
        "hub": hub,
        "feeds": " ".join(feeds),
    }


def main(root: Path = ROOT) -> int:
    """Build; return 0 if there is a site to deploy, else the exit status of the build."""
    python = guarded(lambda: make_ready("core"))
    mislaid.stand_in(root)
    status = subprocess.run(command(python, root), check=False).returncode
    if status:
        subprocess.run(findings.command(python, root), check=False)
    if status not in {0, 1}:
        return status
    site = root / "site" / "public"
    if not (site / "generation.json").exists():
        # A program that breaks ends with 1 as well, and has made nothing.
        github.annotate("error", f"The build ended with status {status} and made no site.")
        return 3
    for name, value in outputs(status, site).items():
        github.set_output(name, value)
    return 0


if __name__ == "__main__":
    sys.exit(main())
