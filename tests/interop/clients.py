"""Runs the clients of others, each in a process of its own and far from our packages.

``scripts/interop.py`` brings them and names them in the variables below. A driver is a script
under ``drivers/`` that asks its client and prints what it understood as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

DRIVERS = Path(__file__).parent / "drivers"
PATIENCE = 60
"""Seconds after which a client has failed; each takes about one."""


def clients_python() -> str:
    """Return the Python that has the clients of ``requirements/clients.txt``."""
    return os.environ["ALLCLEAR_CLIENTS"]


def modules() -> Path:
    """Return the folder ``node_modules`` with the clients of ``package-lock.json``."""
    return Path(os.environ["ALLCLEAR_MODULES"])


def surroundings(home: Path | str | None = None, **more: str) -> dict[str, str]:
    """Return the environment of a client: no proxy, no settings of whoever runs the tests."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home or tempfile.gettempdir()),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        **more,
    }


def run(command: list[str], *, cwd: Path | None = None, said: str = "", **more: str) -> str:
    """Run *command* with *said* as its input and return what it printed; it must end well."""
    done = subprocess.run(
        command,
        check=False,
        cwd=cwd,
        env=surroundings(cwd, **more),
        input=said,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def ask_python(driver: str, *arguments: str | Path, cwd: Path | None = None) -> Any:
    """Return what the Python *driver* printed, read as JSON."""
    script = str(DRIVERS / f"{driver}.py")
    return json.loads(run([clients_python(), "-I", script, *map(str, arguments)], cwd=cwd))


def ask_node(driver: str, *arguments: str | Path) -> Any:
    """Return what the JavaScript *driver* printed, read as JSON.

    A module read from the input finds its packages from the folder it runs in.
    """
    command = [os.environ["ALLCLEAR_NODE"], "--input-type=module", "-", *map(str, arguments)]
    script = (DRIVERS / f"{driver}.mjs").read_text(encoding="utf-8")
    return json.loads(run(command, cwd=modules().parent, said=script))


def write_files(folder: Path, files: dict[str, bytes]) -> Path:
    """Write *files* below *folder* for clients that read no network, and return *folder*."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
