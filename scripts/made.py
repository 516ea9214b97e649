"""Write what is made from the one list of audiences: CODEOWNERS and sparse checkouts.

python3 scripts/made.py            write them
python3 scripts/made.py --check    say which of them are out of date, and fail if any is
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.core.audience import code_owners, sparse_patterns  # noqa: E402

COMMUNICATION, ENGINEERING = "@example/communication", "@example/engineering"
"""Who must approve what visitors read, and what responders read. Put your own teams here."""

STEPS = ("/scripts/",)
PROGRAM = ("/generator/", "/requirements/", *STEPS)
"""What a machine needs beside records to run the program, and to run a step that needs none."""

CHECKOUTS = {
    "public": sparse_patterns(*PROGRAM),
    "site": (*PROGRAM, "/site_src/public/"),
    "steps": (*STEPS,),
}
"""The sparse checkouts of the workflows, by the name in their ``sparse-checkout: | # name``."""

OWNERS_HEADER = """\
# Made by scripts/made.py from generator/core/audience.py. Put your own teams into that script.
"""


def owners() -> str:
    """Return the text of ``.github/CODEOWNERS``."""
    return OWNERS_HEADER + code_owners(public=COMMUNICATION, internal=ENGINEERING)


def with_checkouts(workflow: str) -> str:
    """Return *workflow* with the lines of every named sparse checkout as the list has them.

    A block starts after ``sparse-checkout: | # <name> …`` and ends where indentation does.

    Raises:
        KeyError: If a block has a name that is not in `CHECKOUTS`.
    """
    lines: list[str] = []
    inside = -1
    for line in workflow.splitlines():
        indent = len(line) - len(line.lstrip())
        if inside >= 0 and line.strip() and indent > inside:
            continue
        inside = -1
        lines.append(line)
        key, found, name = line.partition("sparse-checkout: | # ")
        if found:
            inside = len(key)
            lines += [f"{' ' * (inside + 2)}{each}" for each in CHECKOUTS[name.split()[0]]]
    return "\n".join(lines) + "\n"


def made(root: Path = ROOT) -> dict[Path, str]:
    """Return every file that is made, whole or in part, with the text it should have."""
    workflows = sorted((root / ".github" / "workflows").glob("*.yml"))
    texts = {path: with_checkouts(path.read_text(encoding="utf-8")) for path in workflows}
    return {root / ".github" / "CODEOWNERS": owners(), **texts}


def outdated(root: Path = ROOT) -> list[Path]:
    """Return the files that are not as they should be."""
    return [
        path
        for path, text in made(root).items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check, and return the exit status."""
    parser = argparse.ArgumentParser(description="Write what is made from the list of audiences.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if outdated")
    options = parser.parse_args(arguments)
    found = outdated()
    texts = made()
    for path in found:
        print(f"{'out of date' if options.check else 'written'}: {path.relative_to(ROOT)}")
        if not options.check:
            path.write_text(texts[path], encoding="utf-8")
    return 1 if options.check and found else 0


if __name__ == "__main__":
    sys.exit(main())
