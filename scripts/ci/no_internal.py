"""A step of *publish*, before the build: this machine holds no file that visitors may not read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from generator.core.audience import NEITHER, RECORDS, Audience, audience_of  # noqa: E402
from scripts.ci import github  # noqa: E402


def files_not_public(root: Path) -> Iterator[str]:
    """Yield every internal path below *root*, and whatever in a record is not plainly public.

    Links are named, never followed.
    """
    for folder, names, files in os.walk(root):
        if ".git" in names:
            names.remove(".git")
        for name in sorted((*files, *(each for each in names if Path(folder, each).is_symlink()))):
            path = Path(folder, name).relative_to(root).as_posix()
            audience = audience_of(path)
            in_records = path.startswith(f"{RECORDS}/")
            if audience is Audience.INTERNAL or path in NEITHER or (in_records and not audience):
                yield path


def main(root: Path = ROOT) -> int:
    """Return 0 if there is no such file; otherwise name the first few and return 1."""
    found = sorted(files_not_public(root))
    if not found:
        print("No internal file is here.")
        return 0
    some = "".join(f"\n{path}" for path in found[:20])
    github.annotate(
        "error",
        f"{len(found)} files that visitors may not read were checked out:{some}\n"
        "fix: run scripts/made.py and commit the sparse checkout it writes into the workflow",
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
