"""Opening what is to be imported: one file, or a folder with all below it, within bounds."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from generator.core.findings import Finding
from generator.core.foreign import ForeignFile
from generator.importers.files import report

MOST_BYTES = 64 * 1024 * 1024
"""Largest file, in bytes."""
MOST_FILES = 2000
"""Most files of one folder."""


def read_source(
    source: Path, endings: tuple[str, ...]
) -> tuple[tuple[ForeignFile, ...], tuple[Finding, ...]]:
    """Return the files at *source*, in the order of their names, and what cannot be read.

    Args:
        source: A file, whatever its name, or a folder.
        endings: How names of files end that are read from a folder. Hidden ones are not.
    """
    findings: list[Finding] = []
    paths = [source]
    if source.is_dir() and not source.is_symlink():
        paths = sorted(_list(source, endings, findings))
    if len(paths) > MOST_FILES:
        finding = report(
            source.as_posix(),
            "IMP002",
            f"the folder holds {len(paths):,} files, more than {MOST_FILES:,}",
            "name a folder further down, or import it in parts",
        )
        return (), (finding,)
    files = [file for path in paths if (file := _read(path, findings)) is not None]
    return tuple(files), tuple(findings)


def find_paths(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    """Return the paths of all files below *folder* that end so, in no order."""
    return list(_list(folder, endings, []))


def _list(folder: Path, endings: tuple[str, ...], findings: list[Finding]) -> Iterator[Path]:
    def tell(error: OSError) -> None:
        findings.append(_cannot_open(Path(error.filename), error))

    for base, folders, names in os.walk(folder, onerror=tell):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if name.lower().endswith(endings) and not name.startswith("."):
                yield Path(base, name)


def _read(path: Path, findings: list[Finding]) -> ForeignFile | None:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                findings.append(_no_file(path))
                return None
            content = file.read(MOST_BYTES + 1) if found.st_size <= MOST_BYTES else None
    except OSError as error:
        is_link = path.is_symlink()
        findings.append(_no_file(path) if is_link else _cannot_open(path, error))
        return None
    if content is None or len(content) > MOST_BYTES:
        findings.append(
            report(
                path.as_posix(),
                "IMP002",
                f"the file has more than {MOST_BYTES // 1024 // 1024} MB",
                "leave it out, or split it",
            )
        )
        return None
    return ForeignFile(path.as_posix(), content)


def _no_file(path: Path) -> Finding:
    return report(
        path.as_posix(),
        "IMP001",
        "a symbolic link or something else that is no file, which is not followed",
        "put the file itself there, or name it",
    )


def _cannot_open(path: Path, error: OSError) -> Finding:
    return report(
        path.as_posix(),
        "IMP001",
        f"it cannot be opened: {error.strerror}",
        "correct the path, or give read permission",
    )
