"""P9: no network to build; a page names no address that a browser would load from elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proof.repository import MEETING, ROOT, build, copy_repository

MOMENT = f"{MEETING:%Y-%m-%dT%H:%MZ}"
_GUARD = """
import sys
def guard(event, arguments):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        raise SystemExit(f"the build used the network: {event} {arguments}")
sys.addaudithook(guard)
from generator.cli.main import main
sys.argv = ["allclear", *sys.argv[1:]]
main()
"""
_LOADED = re.compile(r"""<(?:img|script|link|iframe|source|video|audio|object|embed)\b[^>]*""")
_ADDRESS = re.compile(r"""\b(?:src|href|data|srcset)=["']([^"']*)""")


def test_a_build_opens_no_connection(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "repository")
    done = subprocess.run(
        [sys.executable, "-c", _GUARD, "build", "--root", str(root), "--out", str(tmp_path / "o"),
         "--now", MOMENT, "--jobs", "1"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_build_works_in_an_empty_network_namespace(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    flags = ["-n"] if os.geteuid() == 0 else ["-r", "-n"]
    if unshare is None or subprocess.run([unshare, *flags, "true"], check=False).returncode:
        pytest.skip("this machine allows no network namespace; the guard above stands in")
    root = copy_repository(tmp_path / "repository")
    done = subprocess.run(
        [unshare, *flags, sys.executable, "-m", "generator", "build", "--root", str(root),
         "--out", str(tmp_path / "o"), "--now", MOMENT],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_no_page_loads_anything_from_elsewhere() -> None:
    files = build(ROOT)[1]
    foreign = []
    for path, content in files.items():
        if not path.endswith(".html"):
            continue
        for element in _LOADED.findall(content.decode()):
            rel = re.search(r'rel="([^"]*)"', element)
            if element.startswith("<link") and rel and rel[1] in ("alternate", "canonical"):
                continue  # a browser does not load these
            foreign += [
                (path, address)
                for address in _ADDRESS.findall(element)
                if address.startswith(("//", "http:", "https:"))
            ]
    assert foreign == []
