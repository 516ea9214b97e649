"""Lock what is installed: ``requirements/*.txt`` from the lists in ``pyproject.toml``.

Every file of a release is allowed by its hash, so that one list serves Linux and macOS and
Python 3.11 to 3.13. No index is named: each machine's own configuration of pip says where
packages come from.

    python3 scripts/lock.py              keep versions where possible
    python3 scripts/lock.py --upgrade    take the newest that pyproject.toml allows
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.environment import SetUpError, guarded, lock_path, say  # noqa: E402

NAMES = ("build", "core", "internal", "test", "dev", "clients")
"""The lists in the order they are made: pins of an earlier one hold in the later ones."""

APART = ("clients",)
"""Lists that hold nothing of ours and share no pin: their environment is another one."""

HELD_BACK = ("pymdown-extensions<13",)
"""Releases to stay below: 13 needs Python 3.11.5, and Debian 12 has 3.11.2."""

HEADER = """\
# Made by scripts/lock.py from pyproject.toml. Do not edit; change pyproject.toml and run it again.
# Packages come from wherever this machine's own configuration of pip says.
"""


def wanted(project: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the requirements of the list *name*, sorted, each once.

    Args:
        project: The content of ``pyproject.toml``.
        name: One of `NAMES`. ``internal`` and ``dev`` hold what ``core`` holds.
    """
    core = tuple(project["project"]["dependencies"])
    extras = project["project"]["optional-dependencies"]
    if name == "core":
        found = core
    elif name == "internal":
        found = core + tuple(extras["internal"])
    elif name == "build" or name in APART:
        found = _group(project, name)
    else:
        found = core + _group(project, name)
    return tuple(sorted(set(found)))


def _group(project: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return a dependency group with groups it includes and our own extras resolved."""
    found: list[str] = []
    for each in project["dependency-groups"][name]:
        if not isinstance(each, str):
            found += _group(project, each["include-group"])
        elif each.startswith("allclear["):
            extra = each.removeprefix("allclear[").removesuffix("]")
            found += project["project"]["optional-dependencies"][extra]
        else:
            found.append(each)
    return tuple(found)


def tidy(text: str) -> str:
    """Return a compiled list under our own header, without where each requirement came from."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return HEADER + "\n".join(lines).strip("\n") + "\n"


def compile_lists(python: Path, project: Mapping[str, Any], *, upgrade: bool) -> None:
    """Write every list with the pip-compile of the environment of *python*.

    Raises:
        SetUpError: If requirements contradict each other or the index does not answer.
    """
    earlier: list[str] = []
    for name in NAMES:
        path = lock_path(name)
        constraints = [] if name in APART else earlier
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder, "wanted.in"), Path(folder, "locked.txt")
            limits = Path(folder, "limits.txt")
            source.write_text("".join(f"{each}\n" for each in wanted(project, name)))
            limits.write_text("".join(f"{each}\n" for each in HELD_BACK))
            if path.exists() and not upgrade:
                target.write_text(path.read_text())
            command = [
                str(python), "-m", "piptools", "compile", "--quiet", "--generate-hashes",
                "--strip-extras", "--allow-unsafe", "--no-emit-index-url",
                "--no-emit-find-links", "--no-emit-trusted-host", "--no-annotate",
                *constraints, "--constraint", str(limits),
                "--output-file", str(target), str(source),
            ]  # fmt: skip
            if subprocess.run(command, check=False).returncode:
                raise SetUpError(f"the list '{name}' cannot be locked; see pip-compile's words.")
            path.write_text(tidy(target.read_text()))
        if name not in APART:
            earlier += ["--constraint", str(path)]
        say(f"{path.relative_to(ROOT)}: {path.read_text().count('==')} packages")


def make_locker() -> Path:
    """Return the Python of an environment that has pip-compile; its version is not locked.

    Raises:
        SetUpError: If it cannot be installed.
    """
    place = ROOT / ".cache" / "lock"
    python = place / "bin" / "python"
    if not python.exists():
        tools = _project()["dependency-groups"]["lock"]
        for command in (
            [sys.executable, "-m", "venv", str(place)],
            [str(python), "-m", "pip", "install", "--quiet", *tools],
        ):
            if subprocess.run(command, check=False).returncode:
                raise SetUpError(f"'{' '.join(command)}' failed; see its words above.")
    return python


def _project() -> dict[str, Any]:
    import tomllib  # late: older than 3.11 has none, and is told so by then

    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Lock every list and return the exit status."""
    parser = argparse.ArgumentParser(description="Lock what is installed, with hashes.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest allowed versions")
    options = parser.parse_args(arguments)
    python = guarded(make_locker)
    try:
        compile_lists(python, _project(), upgrade=options.upgrade)
    except SetUpError as error:
        say(f"error: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
