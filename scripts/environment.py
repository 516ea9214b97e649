"""One virtual environment in ``.venv``, made from a locked list, again only when that changes.

Nothing here needs more than Python itself. Packages come from wherever this machine's own
configuration of pip says, and each must have one of the hashes in the list.

    python3 scripts/environment.py [core|test|dev]
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
OLDEST = (3, 11)

HOLDS = {
    "core": ("core", "dev"),
    "test": ("test", "dev"),
    "dev": ("dev",),
    "clients": ("clients",),
}
"""Which installed lists will do for a wanted one: pins agree, so ``dev`` holds all of ours."""

_COMMAND = """\
#!/bin/sh
exec {python} -P -m generator "$@"
"""
"""A shell finds Python below folders of any name; ``-P`` keeps the one we stand in out of it."""


class SetUpError(Exception):
    """The environment cannot be made; the text says what to do about it."""


def say(text: str) -> None:
    """Print *text* for people, at once, beside and not within the results."""
    print(text, file=sys.stderr, flush=True)


def lock_path(name: str) -> Path:
    """Return the locked list *name*, e.g. ``requirements/core.txt``."""
    return ROOT / "requirements" / f"{name}.txt"


def stamp_of(lock: bytes, place: Path = VENV) -> str:
    """Return what tells a finished environment from any other: list, Python, place."""
    version = "{}.{}.{}".format(*sys.version_info)
    text = f"{version} {place} {hashlib.sha256(lock).hexdigest()}"
    return text + "\n"


def python_of(place: Path = VENV) -> Path:
    """Return the interpreter of the environment at *place*."""
    return place / "bin" / "python"


def is_ready(name: str, place: Path = VENV) -> bool:
    """Return whether everything in the list *name* is installed at *place*."""
    if not python_of(place).exists():
        return False
    for other in HOLDS[name]:
        stamp = place / f"{other}.stamp"
        if stamp.exists() and stamp.read_text() == stamp_of(lock_path(other).read_bytes(), place):
            return True
    return False


def make_ready(name: str, place: Path = VENV, *, checkout: bool = True) -> Path:
    """Install the list *name* at *place* unless it is there, and return the interpreter.

    Args:
        name: ``core``, ``test``, ``dev`` or ``clients``.
        place: Folder of the environment; one that is half made or out of date is made anew.
        checkout: Put this checkout and the command ``allclear`` into it.

    Raises:
        SetUpError: If Python is too old, or pip cannot install what the list names.
    """
    if sys.version_info < OLDEST:
        found = "{}.{}".format(*sys.version_info)
        raise SetUpError(
            f"AllClear needs Python 3.11 or newer, and this is {found}.\n"
            "fix: run the same command with a newer Python, such as python3.12"
        )
    if is_ready(name, place):
        return python_of(place)
    say(f"Setting up {place.name} from requirements/{name}.txt. This is done once.")
    shutil.rmtree(place, ignore_errors=True)
    _run(
        [sys.executable, "-m", "venv", str(place)],
        "fix: install the package that brings Python's 'venv' (on Debian: python3-venv)",
    )
    advice = "fix: look at pip's own words above; it uses this machine's configuration of pip"
    install = [
        str(python_of(place)), "-m", "pip", "install",
        "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps",
    ]  # fmt: skip
    _run([*install, "-r", str(lock_path("build"))], advice)
    _run([*install, "--no-build-isolation", "--use-pep517", "-r", str(lock_path(name))], advice)
    if checkout:
        link_checkout(place)
    (place / f"{name}.stamp").write_text(stamp_of(lock_path(name).read_bytes(), place))
    return python_of(place)


def link_checkout(place: Path, root: Path = ROOT) -> None:
    """Let the environment at *place* see the program in *root*, and give it ``allclear``.

    The same as an editable install, without building anything.
    """
    packages = place / "lib" / "python{}.{}".format(*sys.version_info) / "site-packages"
    (packages / "allclear-checkout.pth").write_text(f"{root}\n", encoding="utf-8")
    command = place / "bin" / "allclear"
    python = shlex.quote(str(python_of(place)))
    command.write_text(_COMMAND.format(python=python), encoding="utf-8")
    command.chmod(0o755)


def enter(name: str = "core") -> None:
    """Go on in the environment: return there, or start this script again in it.

    Called first by scripts that import the program; anything they import before must be of
    Python itself.
    """
    python = guarded(lambda: make_ready(name))
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(python, [str(python), *sys.argv])  # noqa: S606 - the same script, no shell


def guarded(step: Callable[[], Path]) -> Path:
    """Return what *step* returns; where it cannot be set up, say why and leave with status 1."""
    try:
        return step()
    except SetUpError as error:
        say(f"error: {error}")
        sys.exit(1)


def _run(command: list[str], advice: str) -> None:
    """Run *command*, or raise `SetUpError` that names it and gives *advice*."""
    done = subprocess.run(command, check=False, cwd=ROOT)
    if done.returncode:
        words = " ".join(Path(command[0]).name if each == command[0] else each for each in command)
        raise SetUpError(f"'{words}' ended with status {done.returncode}.\n{advice}")


if __name__ == "__main__":
    print(guarded(lambda: make_ready(sys.argv[1] if len(sys.argv) > 1 else "core")))
