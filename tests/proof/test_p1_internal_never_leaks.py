"""P1: internal data cannot reach the public site, because nothing ever opens it."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from generator.core.audience import Audience
from tests.proof.repository import (
    FOR_PROGRAMS,
    build,
    copy_repository,
    count,
    differing,
    files_below,
)

_opened: list[str] | None = None


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if _opened is not None and event in ("open", "os.listdir", "os.scandir"):
        _opened.append(str(arguments[0]))


sys.addaudithook(_note)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return copy_repository(tmp_path / "repository")


def test_there_is_something_to_leak(repository: Path) -> None:
    assert len(files_below(repository, Audience.INTERNAL)) > 10


def test_deleting_every_internal_file_changes_no_byte(repository: Path) -> None:
    _, before = build(repository)
    assert before.keys() >= FOR_PROGRAMS
    for path in files_below(repository, Audience.INTERNAL):
        path.unlink()
    _, after = build(repository)
    assert list(differing(before, after)) == []


def test_mutated_internal_files_change_no_byte(repository: Path) -> None:
    rng = Random(1)
    built, before = build(repository)
    assert built.findings == ()
    names = files_below(repository, Audience.INTERNAL)
    for _ in range(count(200)):
        path = rng.choice(names)
        kept = path.read_bytes()
        kind = rng.randrange(4)
        if kind == 0:
            path.unlink()
        elif kind == 1:
            path.write_bytes(rng.randbytes(rng.randrange(0, 4000)))
        elif kind == 2:
            path.write_bytes(kept + b"\nSECRET-" + rng.randbytes(8).hex().encode())
        else:
            path.with_name(f"{rng.randrange(10**6)}-{path.name}").write_bytes(kept)
        again, after = build(repository)
        assert list(differing(before, after)) == []
        assert again.findings == built.findings
        path.write_bytes(kept)


def test_the_public_build_opens_nothing_internal(repository: Path) -> None:
    global _opened  # noqa: PLW0603 - an audit hook cannot be taken out again
    internal = {str(path) for path in files_below(repository, Audience.INTERNAL)}
    folders = {str(path) for path in repository.rglob("log")} | {
        str(repository / "site_src" / "internal")
    }
    _opened = []
    try:
        build(repository)
        seen = set(_opened)
    finally:
        _opened = None
    assert str(repository / "site_src" / "public" / "site.yml") in seen
    assert seen & internal == set()
    assert seen & folders == set()
