"""One version of an internal file, given as bytes: what a commit made of it, without a disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogEntry
from generator.core.log_lines import LogSource, read_log
from generator.core.log_verbs import Verb
from generator.core.record_id import parse_record_id
from generator.core.schema_internal import INTERNAL
from generator.readers.decode import BAD, Fields, Names, decode
from generator.readers.folders import Folder
from generator.readers.internal_header import create_header
from generator.readers.log_files import read_block_lines, read_log_lines
from generator.readers.source import Source
from generator.readers.yaml_events import MAX_BYTES, read_source
from generator.readers.yaml_nodes import create_map


def read_header_version(data: bytes, path: str, names: Names) -> InternalRecord | None:
    """Return what ``internal.yml`` at *path* said, its own log included; None for no record's.

    What cannot be read is left out: ``check`` speaks of it.
    """
    folder = _folder_of(path)
    if folder is None:
        return None
    source = Source(path)
    node = read_source(data[: MAX_BYTES + 1], source)
    found: Any = BAD if node is None else decode(node, INTERNAL, source, names)
    fields = Fields(create_map(1, 1)) if found is BAD else found
    log = _read([LogSource(path=path, lines=read_block_lines(fields, source))], folder)
    detected = next((entry.at for entry in log if entry.verb is Verb.DETECTED), None)
    return replace(create_header(fields, folder, detected, source), log=tuple(log))


def read_log_version(data: bytes, path: str) -> tuple[LogEntry, ...]:
    """Return the entries that the log file at *path* had; empty for no record's."""
    folder = _folder_of(path)
    if folder is None:
        return ()
    return tuple(_read([read_log_lines(data, Source(path))], folder))


def _read(sources: list[LogSource], folder: Folder) -> Sequence[LogEntry]:
    return read_log(sources, folder.date).entries


def _folder_of(path: str) -> Folder | None:
    parts = path.split("/")
    found = parse_record_id(parts[2]) if len(parts) > 3 else None
    if found is None:
        return None
    return Folder(parts[2], found.kind, found.date, "/".join(parts[:3]), ())
