"""What is installed is locked: by hash, from no named index, for every Python and system we say."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from scripts.lock import HEADER, NAMES, wanted

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINNED = re.compile(
    r"^([a-z0-9][a-z0-9.-]*)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE
)
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = {"Linux": "linux", "Darwin": "darwin"}

FREE = re.compile(
    r"\b(?:MIT|BSD|0BSD|Apache|PSF|Python Software Foundation|ISC|MPL|Mozilla|Zlib)\b",
    re.IGNORECASE,
)


def text_of(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    return {found[1]: found[2] for found in PINNED.finditer(text_of(name))}


@cache
def installed() -> dict[str, Distribution]:
    return {canonicalize_name(each.metadata["Name"]): each for each in distributions()}


def test_there_is_a_list_for_each_purpose() -> None:
    found = {path.stem for path in (ROOT / "requirements").iterdir()}
    assert found == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_list_holds_pins_with_hashes_and_nothing_else(name: str) -> None:
    text = text_of(name)
    assert text.startswith(HEADER)
    assert PINNED.sub("", text.removeprefix(HEADER)).strip() == ""
    assert pins(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_list_holds_everything_the_project_asks_for(name: str) -> None:
    locked = pins(name)
    for each in wanted(PROJECT, name):
        requirement = Requirement(each)
        version = locked[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), each


@pytest.mark.parametrize("smaller", ["core", "internal", "test"])
def test_the_larger_list_agrees_with_the_smaller(smaller: str) -> None:
    assert pins(smaller).items() <= pins("dev").items()


def test_a_public_build_installs_little() -> None:
    names = set(pins("core"))
    assert len(names) <= 15
    assert not {name for name in names if name.startswith("mkdocs")}


def test_the_wheels_environment_has_no_mkdocs() -> None:
    assert not {name for name in pins("test") if name.startswith("mkdocs")}


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_what_locked_packages_need_is_locked_too(python: str, system: str) -> None:
    """Also where another Python or system asks for more than this one does."""
    environment = {
        **default_environment(),
        "python_version": python,
        "python_full_version": f"{python}.0",
        "platform_system": system,
        "sys_platform": SYSTEMS[system],
    }
    for name in ("core", "internal", "test", "dev"):
        locked = pins(name)
        missing = {
            (package, need.name)
            for package in locked
            if package in installed()
            for need in map(Requirement, installed()[package].requires or ())
            if need.marker is None or need.marker.evaluate({**environment, "extra": ""})
            if canonicalize_name(need.name) not in locked
        }
        assert missing == set(), name


def test_every_locked_package_runs_on_the_oldest_python() -> None:
    """3.11.2 is what Debian 12 has."""
    too_new = {
        name: found.metadata.get("Requires-Python")
        for name, found in installed().items()
        if name in pins("dev") and found.version == pins("dev")[name]
        if not SpecifierSet(found.metadata.get("Requires-Python", "")).contains("3.11.2")
    }
    assert too_new == {}


def licence_of(found: Distribution) -> str:
    """Return whatever a package says of its licence, in one text."""
    about = found.metadata
    classifiers = [
        each for each in about.get_all("Classifier") or () if each.startswith("License ::")
    ]
    said = about.get("License-Expression") or about.get("License") or ""
    return " | ".join([said.splitlines()[0] if said else "", *classifiers])


def test_ours_is_the_mit_licence() -> None:
    assert PROJECT["project"]["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License\n")


def test_what_a_public_build_installs_may_be_passed_on_freely() -> None:
    here = {name: licence_of(installed()[name]) for name in pins("core") if name in installed()}
    assert len(here) == len(pins("core"))
    assert {name: said for name, said in here.items() if not FREE.search(said)} == {}
