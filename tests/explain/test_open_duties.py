"""What ``status`` keeps of duties: the same answer as read anew, or none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.adapters.disk import Disk
from generator.adapters.kept_duties import MEMORY, load_open_duties
from generator.core.brief import Brief
from generator.core.vocabulary import RecordKind
from generator.pipeline.open_duties import read_open_duties
from tests.records.repositories import write_repository

FOLDER = "incidents/2025/INC-2025-01-15-001"
POLICY = "site_src/internal/policy.yml"
BRIEF = Brief(id="INC-2025-01-15-001", kind=RecordKind.INCIDENT, path=FOLDER)
LOG = """\
title: score API errors
log: |
  14:23 DETECTED score API error rate 45%
  14:24 ACK @engineer
  14:32 SEV 1
"""
NIGHT = datetime(2025, 1, 15, 14, 33, tzinfo=UTC)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("open")
    write_repository(place, {f"{FOLDER}/internal.yml": LOG})
    return place


@pytest.fixture(scope="module")
def kept(root: Path) -> bytes:
    content = read_open_duties(root, NIGHT, [BRIEF], replay=False).remembered
    assert content is not None
    return content


@pytest.mark.parametrize(
    "after",
    # Around 14:38, 14:42 and 14:54, deadlines of three kinds, and long afterwards.
    [
        timedelta(minutes=minutes, seconds=seconds)
        for minutes, seconds in [
            (0, 0),
            (4, 59),
            (5, 0),
            (5, 1),
            (9, 1),
            (21, 0),
            (21, 1),
            (3000, 0),
        ]
    ],
    ids=str,
)
def test_what_is_remembered_is_what_would_be_read(
    root: Path, kept: bytes, after: timedelta
) -> None:
    now = NIGHT + after
    again = read_open_duties(root, now, [BRIEF], replay=False, remembered=kept)

    assert again.remembered is None
    assert again.rows == read_open_duties(root, now, [BRIEF], replay=False).rows


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (POLICY, "severities:\n  1:\n    mitigate: 20m\n"),
        (f"{FOLDER}/internal.yml", f"{LOG}  14:34 IC @anna\n"),
        (f"{FOLDER}/log/k7q2m9x4.log", "14:34 IC @anna\n"),
        (f"{FOLDER}/updates/20250115T143600Z-k7q2m9x4.yml", "title: x\nstatus: investigating\n"),
    ],
)
def test_any_file_it_hangs_on_makes_it_read_again(
    tmp_path: Path, kept: bytes, path: str, text: str
) -> None:
    write_repository(tmp_path, {f"{FOLDER}/internal.yml": LOG})
    write_repository(tmp_path, {f"{FOLDER}/internal.yml": LOG, path: text})
    now = NIGHT + timedelta(minutes=4)

    found = read_open_duties(tmp_path, now, [BRIEF], replay=False, remembered=kept)

    assert found.remembered is not None
    assert found == read_open_duties(tmp_path, now, [BRIEF], replay=False)


@pytest.mark.parametrize("content", [b"", b"junk", b"\x80\x05N."])
def test_a_memory_that_is_none_is_read_again(root: Path, kept: bytes, content: bytes) -> None:
    found = read_open_duties(root, NIGHT, [BRIEF], replay=False, remembered=content)

    assert found.remembered == kept


def test_an_earlier_moment_than_the_one_kept_is_read_again(root: Path, kept: bytes) -> None:
    """A clock that was set back would find rows overdue that are not yet."""
    late = NIGHT + timedelta(hours=9)
    content = read_open_duties(root, late, [BRIEF], replay=False).remembered or b""

    found = read_open_duties(root, NIGHT, [BRIEF], replay=False, remembered=content)

    assert found.remembered == kept


def test_a_replay_remembers_nothing(root: Path, kept: bytes) -> None:
    found = read_open_duties(root, NIGHT, [BRIEF], replay=True, remembered=kept)

    assert found.remembered is None
    assert {row.state for row in found.rows} == {"met", "pending", "provisional"}


def test_it_is_kept_among_internal_things_and_a_full_disk_is_no_reason_to_fail(
    tmp_path: Path,
) -> None:
    write_repository(tmp_path, {f"{FOLDER}/internal.yml": LOG})

    class Full(Disk):
        def write(self, path: str, content: bytes) -> None:  # noqa: ARG002 - as it is called
            raise OSError(28, "No space left on device")

    rows = load_open_duties(tmp_path, NIGHT, [BRIEF], replay=False, disk=Full())
    assert not (tmp_path / MEMORY).exists()
    assert load_open_duties(tmp_path, NIGHT, [BRIEF], replay=False) == rows
    assert (tmp_path / MEMORY).is_file()
    assert load_open_duties(tmp_path, NIGHT, [BRIEF], replay=False) == rows
