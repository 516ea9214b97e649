"""The sentences of messages: what ships with the program, a repository's own laid over it.

A sentence that cannot be used is a finding, and the shipped one counts, so that no mistake in
words can stop a message at night.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path

from generator.core.findings import Finding
from generator.core.spelling import suggest
from generator.core.words import placeholders
from generator.readers.files import read_file
from generator.readers.source import Source, show
from generator.readers.words import flatten
from generator.readers.yaml_events import read_source
from generator.readers.yaml_nodes import Node

MESSAGES_FILE = "site_src/internal/messages.yml"
DEFAULTS = Path(__file__).parents[1] / "defaults" / "messages.yml"
_DEFAULT = ".default"


def read_message_words(
    root: Path, components: Collection[str] | None = None
) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
    """Read the sentences for the repository at *root*. Never raises for what the file holds.

    Args:
        root: The repository.
        components: Ids of its parts, to find sentences for parts that do not exist; None: not
            known.

    Returns:
        Every sentence by its key, and what is wrong with the repository's own.
    """
    shipped = _read_shipped()
    source = Source(MESSAGES_FILE)
    path = root / MESSAGES_FILE
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return shipped, ()
    except OSError:
        pass  # there is something; opening it says what is wrong
    data = read_file(str(path), source)
    node = None if data is None else read_source(data, source)
    table = dict(shipped)
    for key, _, item in flatten(source, node, code="MSG003"):
        text = item.text.strip()
        if _is_usable(key, text, item, source, shipped, components):
            table[key] = text
    return table, tuple(source.findings)


@lru_cache(maxsize=1)
def _read_shipped() -> Mapping[str, str]:
    source = Source("generator/defaults/messages.yml")
    node = read_source(DEFAULTS.read_bytes(), source)
    table = {key: item.text.strip() for key, _, item in flatten(source, node)}
    assert table, source.findings  # noqa: S101 - it ships with us
    assert not source.findings, source.findings  # noqa: S101
    return table


def _is_usable(
    key: str,
    text: str,
    node: Node,
    source: Source,
    shipped: Mapping[str, str],
    components: Collection[str] | None,
) -> bool:
    """Return whether *text* may stand for *key*; a finding says why not."""
    family, _, part = key.rpartition(".")
    model = shipped.get(key)
    is_of_part = model is None and f"{family}{_DEFAULT}" in shipped
    if is_of_part:
        model = shipped[f"{family}{_DEFAULT}"]
        if components is not None and part not in components and not part.isdigit():
            meant = suggest(part, components)
            source.report(
                "MSG005",
                node,
                f"{show(part)} is no component of site.yml",
                f"write '{meant}'" if meant else "delete the sentence, or add the component",
                value=part,
            )
            return False
    if model is None:
        meant = suggest(key, shipped)
        source.report(
            "MSG001",
            node,
            f"no message uses the sentence {show(key)}",
            f"write '{meant}'" if meant else "delete the line",
            value=key,
        )
        return False
    known, used = placeholders(model), placeholders(text)
    odd = sorted(used - known)
    if odd:
        names = ", ".join("{" + name + "}" for name in sorted(known)) or "none"
        source.report(
            "MSG002",
            node,
            f"nothing fills in {{{odd[0]}}} here",
            f"use only these placeholders: {names}",
            value=odd[0],
        )
        return False
    lost = sorted(known - used)
    if lost and not is_of_part and not key.endswith(_DEFAULT):
        source.report(
            "MSG004",
            node,
            f"{{{lost[0]}}} is missing, so readers would not see it",
            f"put {{{lost[0]}}} where it belongs",
            value=lost[0],
        )
        return False
    return True
