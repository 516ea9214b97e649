"""Small repositories on disk, and what the readers find in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.core.codes_entry import NEW_REPOSITORY, Link
from generator.core.findings import Finding
from generator.core.schema_files import find_file_kind
from generator.readers.decode import Names, decode
from generator.readers.public import context_for, list_folders, read_record
from generator.readers.site import read_site
from generator.readers.source import Source
from generator.readers.words import read_words
from generator.readers.yaml_events import read_source

Files = Mapping[str, str | bytes | Link]


def write_repository(root: Path, files: Files) -> Path:
    """Write a new repository with *files* laid over it below *root*; return *root*."""
    for name, content in {**NEW_REPOSITORY, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Link):
            path.symlink_to(content.target)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def read_repository(root: Path) -> list[Finding]:
    """Return what the readers of public files find below *root*, sorted."""
    config, found = read_site(root)
    findings = list(found)
    if config is None:
        return findings
    context = context_for(config)
    findings += read_words(root, context.components)[1]
    folders, found = list_folders(root)
    findings += found
    for folder in folders:
        findings += read_record(root, folder, context).findings
    return sorted(findings)


def read_internal(text: str) -> list[Finding]:
    """Return what decoding *text* as ``internal.yml`` finds, sorted."""
    source = Source("internal.yml")
    node = read_source(text.encode(), source)
    if node is not None:
        components = frozenset({"score-recording", "music-games"})
        decode(node, find_file_kind("internal").type, source, Names(components=components))
    return sorted(source.findings)
