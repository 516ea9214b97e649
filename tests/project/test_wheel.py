"""What the built wheel holds, and that it works where nothing of the checkout is in reach."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from generator import __version__

ROOT = Path(__file__).parents[2]
SHIPPED = "generator/_shipped/"
OWN_WORDS = {"components.yml"}
"""Words of this repository's own components; an adopter's are other ones."""

SITE = """\
format: 1
name: Example School
url: https://status.example.com
zone: Europe/Berlin
groups:
  - id: all
    name: Everything
    components:
      - id: lessons
        name: Lessons
"""
RECORD = """\
title: Lessons do not start
updates:
  - at: 14:36
    status: investigating
    components:
      lessons: major_outage
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = ["-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, *build], check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a virtual environment with the wheel, beside the packages of this run's."""
    place = tmp_path_factory.mktemp("venv")
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(place)], check=True, capture_output=True
    )
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(place)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # Later on the path than the wheel; its own .pth files, the checkout's among them, do not count.
    (packages / "locked.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return place


def run(environment: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python of *environment* in *folder*, with nothing of this run's own variables."""
    clean = {"PATH": os.defpath, "HOME": str(folder), "LANG": "C.UTF-8"}
    return subprocess.run(
        [environment / "bin" / "python", "-W", "error", *arguments],
        check=False, cwd=folder, env=clean, capture_output=True, text=True,
    )  # fmt: skip


def test_the_wheel_ships_every_default_word_and_none_of_this_repositorys_own(wheel: Path) -> None:
    here = {path.name for path in (ROOT / "site_src/public/words").iterdir()}
    prefix = f"{SHIPPED}words/"
    with zipfile.ZipFile(wheel) as archive:
        shipped = {n.removeprefix(prefix) for n in archive.namelist() if n.startswith(prefix)}
    assert shipped == here - OWN_WORDS


def test_the_wheel_ships_the_theme(wheel: Path) -> None:
    here = {path.name for path in (ROOT / "theme/public").iterdir()}
    prefix = f"{SHIPPED}theme/public/"
    with zipfile.ZipFile(wheel) as archive:
        shipped = {n.removeprefix(prefix) for n in archive.namelist() if n.startswith(prefix)}
    assert shipped == here


def test_the_wheel_holds_the_program_and_nothing_else(wheel: Path) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "generator").rglob("*.py")}
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.startswith(SHIPPED)}
    information = f"allclear-{__version__}.dist-info/"
    assert {name for name in names if not name.startswith(information)} == {
        *modules, "generator/py.typed", "generator/defaults/messages.yml",
        "generator/defaults/policy.yml",
    }  # fmt: skip


def test_the_program_comes_from_the_wheel(environment: Path, tmp_path: Path) -> None:
    done = run(environment, tmp_path, "-c", "import generator; print(generator.__file__)")
    assert done.stderr == ""
    assert Path(done.stdout.strip()).is_relative_to(environment)


def test_the_installed_command_says_its_version_and_its_help(
    environment: Path, tmp_path: Path
) -> None:
    version = run(environment, tmp_path, "-m", "generator", "--version")
    assert (version.returncode, version.stdout) == (0, f"allclear {__version__}\n")
    described = run(environment, tmp_path, "-m", "generator", "--help")
    assert described.returncode == 0
    assert "\nWhat is going on:\n" in described.stdout


def test_a_repository_of_one_record_and_one_site_file_becomes_a_site(
    environment: Path, tmp_path: Path
) -> None:
    """No theme and no words of its own: those come with the program."""
    record = tmp_path / "incidents/2025/INC-2025-01-15-001/public.yml"
    record.parent.mkdir(parents=True)
    record.write_text(RECORD, encoding="utf-8")
    site = tmp_path / "site_src/public/site.yml"
    site.parent.mkdir(parents=True)
    site.write_text(SITE, encoding="utf-8")

    done = run(environment, tmp_path, "-m", "generator", "build", "--now", "2025-01-15T14:40Z")

    assert (done.returncode, done.stderr) == (0, "")
    home = (tmp_path / "site/public/index.html").read_text(encoding="utf-8")
    assert "Lessons do not start" in home
    assert "Example School" in home
    assert (tmp_path / "site/public/incidents/INC-2025-01-15-001/index.html").is_file()
