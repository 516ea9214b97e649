"""The words of the pages: what ships with the program, a repository's own laid over it.

A sentence that cannot be used is a finding, and the shipped one stands in for it, so that no
mistake in words can stop a build.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.core.findings import Finding
from generator.core.spelling import suggest
from generator.core.words import Words, placeholders
from generator.readers.files import read_file
from generator.readers.shipped import WORDS
from generator.readers.source import Source, Spot, show
from generator.readers.yaml_events import read_source
from generator.readers.yaml_nodes import MAP, TEXT, Node

OWN = "site_src/public/words"
_OF_ONE_SITE = "components.yml"
"""Words for one site's own parts: they lie beside the shipped ones in a checkout only."""
_OPEN = ("updates.", "zone.")
"""Families whose keys a repository makes up: its parts, its zones."""
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_/+.-]{0,79}")

Located = tuple[str, Source, Node]


def read_words(
    root: Path | None, components: Collection[str] | None = None
) -> tuple[Words, tuple[Finding, ...]]:
    """Read the words for the repository at *root*.

    Args:
        root: The repository, or None for the shipped words alone.
        components: Ids of its parts, to find words for parts that do not exist; None: not known.

    Returns:
        All words and what is wrong with the repository's own. What is wrong with shipped words
        is a programming error and not reported here.

    Raises:
        FileNotFoundError: If the program was installed without its words.
    """
    folder = next((each for each in WORDS if each.is_dir()), None)
    if folder is None:
        raise FileNotFoundError(f"the words are missing: {WORDS[0]}")
    shipped: dict[str, str] = {}
    for source, node in _read_files(folder, OWN):
        if not source.path.endswith(_OF_ONE_SITE):
            shipped.update((key, item.text.strip()) for key, _, item in flatten(source, node))
    table = dict(shipped)
    findings: list[Finding] = []
    if root is not None:
        for source, node in _read_files(root / OWN, OWN):
            for key, _, item in flatten(source, node):
                text = item.text.strip()
                if _is_usable(key, text, item, source, shipped, components):
                    table[key] = text
            findings.extend(source.findings)
    return Words(table), tuple(findings)


def _read_files(folder: Path, shown: str) -> Iterator[tuple[Source, Node | None]]:
    source = Source(shown)
    names = _list_files(folder, source)
    if source.findings:
        yield source, None
    for name in names:
        source = Source(f"{shown}/{name}")
        data = read_file(str(folder / name), source)
        yield source, None if data is None else read_source(data, source)


def _list_files(folder: Path, source: Source) -> list[str]:
    """Return the names of the files of words in *folder*; none when it is not there."""
    try:
        is_other = folder.is_symlink()
        names = [] if is_other else sorted(each.name for each in folder.iterdir())
    except FileNotFoundError:
        return []
    except NotADirectoryError:
        is_other, names = True, []
    except OSError as error:
        source.report(
            "FIL007",
            Spot(),
            f"the folder cannot be opened: {error.strerror}",
            "give permission to read it and to enter it",
        )
        return []
    if is_other:
        source.report(
            "FIL006",
            Spot(),
            "a symbolic link or file stands where the folder of words belongs",
            "put the folder itself here",
        )
    return [name for name in names if name.endswith(".yml")]


def flatten(
    source: Source, node: Node | None, prefix: str = "", code: str = "WRD003"
) -> Iterator[Located]:
    """Yield key, source and node of every text; keys of maps are joined by dots.

    Args:
        source: The file; what is no text is reported there.
        node: What was read.
        prefix: The keys around it, with a dot at the end.
        code: The code of what has no text or no proper name.
    """
    if node is None or node.is_refused:
        return
    if node.kind is not MAP:
        source.report(
            code,
            node,
            "words are written as 'name: text'",
            "begin the line with the name of the sentence and a colon",
        )
        return
    for key, item in node.pairs:
        name = f"{prefix}{key.text}"
        if not _KEY.fullmatch(key.text):
            source.report(
                code,
                key,
                f"{show(key.text)} is no name of a sentence",
                "use letters, digits, '_', '-', '.' and '/'",
                value=key.text,
            )
        elif item.kind is MAP:
            yield from flatten(source, item, f"{name}.", code)
        elif item.kind is not TEXT or item.is_empty:
            source.report(
                code,
                key if item.kind is TEXT else item,
                f"no text stands after {show(name)}",
                "write the text, or delete the line: the shipped one is used then",
                value=name,
            )
        elif not item.is_refused:
            if item.lost:
                source.report(
                    "REC017",
                    item,
                    f"the text ends before '#', and {show(item.lost)} would be lost as a comment",
                    "put the whole text in quotes, or in a block after '|'",
                    value=item.lost,
                )
            yield name, source, item


def _is_usable(
    key: str,
    text: str,
    node: Node,
    source: Source,
    shipped: dict[str, str],
    components: Collection[str] | None,
) -> bool:
    """Return whether *text* may stand for *key*; a finding says why not."""
    if key.startswith(_OPEN) and key not in shipped:
        return _is_known_part(key, node, source, components) and _has_fitting_placeholders(
            key, text, node, source, shipped
        )
    if key not in shipped:
        meant = suggest(key, shipped)
        source.report(
            "WRD001",
            node,
            f"no page uses the words {show(key)}",
            f"write '{meant}'" if meant else "delete the line",
            value=key,
        )
        return False
    return _has_fitting_placeholders(key, text, node, source, shipped)


def _is_known_part(
    key: str, node: Node, source: Source, components: Collection[str] | None
) -> bool:
    part = key.rpartition(".")[2]
    if components is None or not key.startswith("updates.") or part in components:
        return True
    meant = suggest(part, components)
    source.report(
        "WRD005",
        node,
        f"{show(part)} is no component of site.yml",
        f"write '{meant}'" if meant else "delete the words, or add the component",
        value=part,
    )
    return False


def _has_fitting_placeholders(
    key: str, text: str, node: Node, source: Source, shipped: dict[str, str]
) -> bool:
    model = shipped.get(key)
    if model is None and key.startswith("updates."):
        model = shipped.get(f"{key.rpartition('.')[0]}.default")
    if model is None:
        return True
    known, used = placeholders(model), placeholders(text)
    if key.startswith("updates."):
        known |= {"what", "name", "working", "vendor"}
    odd = sorted(used - known)
    if odd:
        names = ", ".join("{" + name + "}" for name in sorted(known)) or "none"
        source.report(
            "WRD002",
            node,
            f"nothing fills in {{{odd[0]}}} here",
            f"use only these placeholders: {names}",
            value=odd[0],
        )
        return False
    lost = sorted(placeholders(model) - used)
    if lost and not key.startswith("updates."):
        source.report(
            "WRD004",
            node,
            f"{{{lost[0]}}} is missing, so readers will not see it",
            f"put {{{lost[0]}}} where it belongs, unless the language needs none",
            value=lost[0],
        )
    return True
