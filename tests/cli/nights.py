"""A repository to write in, and commands typed at a moment."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

from generator.cli.main import group

ROOT = Path(__file__).parents[2]


class Typed(NamedTuple):
    """What came of one command line."""

    status: int
    out: str
    err: str

    @property
    def last(self) -> str:
        return self.out.splitlines()[-1]

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Night:
    """One repository and the clock of one night."""

    def __init__(self, root: Path, *, is_status_page_only: bool = False) -> None:
        self.root = root
        shutil.copytree(ROOT / "site_src" / "public", root / "site_src" / "public")
        if not is_status_page_only:
            (root / "site_src" / "internal").mkdir()

    def type(self, *words: str, now: str, text: str | None = None) -> Typed:
        """Run ``allclear`` with *words* at *now*, a UTC time of 15 January 2025."""
        moment = now if "T" in now else f"2025-01-15T{now}Z"
        arguments = [*words[: _names(words)], "--root", str(self.root), "--now", moment]
        result = CliRunner().invoke(
            group, [*arguments, *words[_names(words) :]], input=text, prog_name="allclear"
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Typed(result.exit_code, result.stdout, result.stderr)

    def files(self) -> dict[str, str]:
        """Return every file below ``incidents/``."""
        base = self.root / "incidents"
        return {
            path.relative_to(self.root).as_posix(): path.read_text()
            for path in sorted(base.rglob("*"))
            if path.is_file()
        }


def _names(words: tuple[str, ...]) -> int:
    return 2 if words[0] == "maintenance" else 1
