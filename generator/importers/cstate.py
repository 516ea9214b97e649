"""cState: issues as pages of Hugo, one Markdown file each (interop §6).

Every issue becomes an incident: cState has no planned work, and to tell it from the words alone
would be a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.core.findings import Finding, has_errors
from generator.core.foreign import ForeignFile, ForeignPage, ForeignRecord, Lost
from generator.core.former_addresses import read_former_address
from generator.importers.cstate_issue import Issue, read_issue
from generator.importers.cstate_record import create_record
from generator.importers.cstate_site import NAMES, Site, create_gone, read_site
from generator.importers.files import report

_FOLDER = "issues/"


class _Place(NamedTuple):
    """An issue's file and what the source calls it by: ``2018-04-25-connections``."""

    file: ForeignFile
    stem: str


def read(files: Sequence[ForeignFile], zone: str) -> tuple[ForeignPage | None, tuple[Finding, ...]]:
    """Return what *files* hold, and every finding; None with an error among them.

    Where some lie in a folder ``issues``, only those are issues; else every ``.md`` is one.

    Args:
        files: Markdown files, and ``config.yml`` where it is at hand.
        zone: IANA zone of times that name none; ``UTC`` gives way to the site's own.
    """
    findings: list[Finding] = []
    site = _find_site(files, findings)
    zone = site.zone if site.zone and zone in ("", "UTC") else zone
    lost = list(site.lost)
    places = _find_places(files)
    if not places and not findings:
        findings.append(
            report(
                files[0].path if files else ".",
                "IMP007",
                "no file is an issue of cState: Markdown in a folder 'issues'",
                "name cState's folder, or its folder content/issues",
            )
        )
    records: dict[str, ForeignRecord] = {}
    named: dict[str, None] = {}
    for file, stem in places:
        issue = read_issue(file, stem, zone, findings)
        if issue is None:
            continue
        if issue.skipped:
            lost.append(_skip(issue))
            continue
        record, notes = create_record(issue)
        known = records.setdefault(stem, replace(record, former_addresses=_addresses(stem)))
        if known.place != file.path:
            findings.append(
                report(
                    file.path,
                    "IMP008",
                    f"issue {stem} is in {known.place} too",
                    "keep one of the two files, or rename one",
                    value=stem,
                )
            )
        lost += notes
        named |= dict.fromkeys(issue.affected)
    found = tuple(sorted(findings))
    if has_errors(found):
        return None, found
    parts = {each.key: each for each in site.components}
    for name in named:
        parts.setdefault(name, create_gone(name, is_gone=bool(site.components)))
    page = ForeignPage(
        name=site.name,
        url=site.url,
        zone=site.zone,
        groups=site.groups,
        components=tuple(parts.values()),
        records=tuple(records.values()),
        lost=tuple(lost),
    )
    return page, found


def _find_site(files: Sequence[ForeignFile], findings: list[Finding]) -> Site:
    """Return what the settings nearest the top say."""
    found = [file for file in files if file.path.rpartition("/")[2] in NAMES]
    if not found:
        return Site()
    site = read_site(min(found, key=lambda file: (file.path.count("/"), file.path)))
    if isinstance(site, Finding):
        findings.append(site)
        return Site()
    return site


def _find_places(files: Sequence[ForeignFile]) -> list[_Place]:
    pages = [
        file
        for file in sorted(files)
        if file.path.endswith(".md") and file.path.rpartition("/")[2] != "_index.md"
    ]
    inside = [file for file in pages if f"/{_FOLDER}" in f"/{file.path}"]
    return [_Place(file, _stem_of(file.path)) for file in inside or pages]


def _stem_of(path: str) -> str:
    """Return what stands below ``issues``; without such a folder the file's name alone."""
    _, folder, below = f"/{path}".rpartition(f"/{_FOLDER}")
    name = below if folder else path.rpartition("/")[2]
    return name.removesuffix(".md").removesuffix("/index")


def _addresses(stem: str) -> tuple[str, ...]:
    """Return where cState showed the issue; Hugo writes addresses in small letters."""
    address = read_former_address("issues/" + re.sub(r"\s+", "-", stem.lower()))
    return () if address is None else (address,)


def _skip(issue: Issue) -> Lost:
    return Lost(path=issue.path, subject=f"incident {issue.stem}", message=issue.skipped)
