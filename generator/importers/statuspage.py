"""Statuspage: saved answers of its API, version 2, in any mixture (interop §1).

Files are known by what they hold, never by their names: an object with ``page``, ``components``,
``incidents`` or ``scheduled_maintenances``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from generator.core.findings import Finding, has_errors
from generator.core.foreign import (
    ForeignComponent,
    ForeignFile,
    ForeignPage,
    ForeignRecord,
    Lost,
)
from generator.core.times import find_zone
from generator.core.vocabulary import ComponentState, MaintenanceStatus, RecordKind, worst
from generator.importers.files import report
from generator.importers.json_files import Document, parse
from generator.importers.json_items import Item, Ledger, read_moment
from generator.importers.statuspage_parts import Parts
from generator.importers.statuspage_records import create_record
from generator.importers.texts import read_address

KEYS = ("page", "components", "incidents", "scheduled_maintenances")
"""What makes an object one of Statuspage's answers."""
_KINDS = {
    "incidents": (RecordKind.INCIDENT, "incident"),
    "scheduled_maintenances": (RecordKind.MAINTENANCE, "maintenance"),
}
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class _Version(NamedTuple):
    """One record as one file shows it; the largest counts."""

    updated_at: datetime
    last_edit_at: datetime
    updates: int
    item: Item
    kind: RecordKind


def read(files: Sequence[ForeignFile], zone: str) -> tuple[ForeignPage | None, tuple[Finding, ...]]:
    """Return what *files* hold, and every finding; None with an error among them.

    Args:
        files: Saved answers; summary, incidents, maintenance, components, status.
        zone: The page's zone where no file tells it.
    """
    ledger = Ledger()
    documents = []
    for file in files:
        document = parse(file)
        if isinstance(document, Finding):
            ledger.findings.append(document)
        elif _is_ours(document, ledger):
            documents.append(document)
    if not documents:
        if not ledger.findings:
            first = files[0].path if files else "."
            ledger.findings.append(
                report(
                    first,
                    "IMP007",
                    "no file holds an answer of Statuspage's API: an object with "
                    f"{', '.join(KEYS[:-1])} or {KEYS[-1]}",
                    "save summary.json, incidents.json and scheduled-maintenances.json from "
                    "<page>/api/v2/",
                )
            )
        return None, tuple(sorted(ledger.findings))
    page = _create_page(documents, zone, ledger)
    found = tuple(sorted(ledger.findings))
    return (None if has_errors(found) else page), found


def _is_ours(document: Document, ledger: Ledger) -> bool:
    data = document.data
    if not isinstance(data, dict) or not any(key in data for key in KEYS):
        return False
    for key in KEYS:
        wanted = dict if key == "page" else list
        if data.get(key) is not None and not isinstance(data[key], wanted):
            ledger.findings.append(
                report(
                    document.path,
                    "IMP006",
                    f"'{key}' is no {'object' if wanted is dict else 'list'}, as it is in version "
                    "2 of Statuspage's API",
                    "save the answers of <page>/api/v2/, or leave the file out",
                    value=key,
                )
            )
            return False
    return True


def _create_page(documents: list[Document], zone: str, ledger: Ledger) -> ForeignPage:
    parts = Parts()
    saved = sorted(((_saved_at(each, ledger), each) for each in documents), key=_moment_of)
    for saved_at, document in saved:
        if "components" in document.data:
            items = Item(document.data, "", "", document, ledger).items("components", "component")
            parts.take_list(list(items), saved_at)
    versions = _find_versions([document for _, document in saved], ledger)
    moments = {document.path: saved_at for saved_at, document in saved}
    created = (
        create_record(version.item, version.kind, parts, moments[version.item.file.path])
        for version in versions
    )
    records = [record for record in created if record is not None]
    _check_update_ids(records, ledger)
    groups, components = parts.create()
    newest = next((each for _, each in reversed(saved) if each.data.get("page")), documents[0])
    page = Item(newest.data.get("page") or {}, "page", "", newest, ledger)
    _check_one_page(documents, ledger)
    # Before the notes are gathered, because each of them may make one.
    name, url, zone = page.line("name"), _read_url(page), _read_zone(page, zone)
    api_id = page.id(needed=False)
    lost = [*ledger.lost, *_find_unexplained(newest.path, components, records)]
    return ForeignPage(
        name=name,
        url=url,
        zone=zone,
        api_id=api_id,
        groups=groups,
        components=components,
        records=tuple(records),
        lost=tuple(lost),
    )


def _moment_of(pair: tuple[datetime, Document]) -> datetime:
    return pair[0]


def _saved_at(document: Document, ledger: Ledger) -> datetime:
    """Return when the page last changed before *document* was saved."""
    page: Any = document.data.get("page") or {}
    return Item(page, "page", "", document, ledger).moment("updated_at") or _BEGINNING


def _read_url(page: Item) -> str:
    given = page.line("url")
    url = read_address(given)
    if given and not url:
        page.lose("its 'url' is no web address")
    return url


def _read_zone(page: Item, zone: str) -> str:
    name = page.line("time_zone")
    if name and find_zone(name) is None:
        page.lose(f"its 'time_zone' is not known; {zone or 'UTC'} stands in its place")
        name = ""
    return name or zone


def _check_one_page(documents: list[Document], ledger: Ledger) -> None:
    """Report files of more than one page: their ids and parts must not mix."""
    first: tuple[str, str] | None = None
    for document in documents:
        id_ = (document.data.get("page") or {}).get("id")
        if not isinstance(id_, str):
            continue
        first = first or (id_, document.path)
        if id_ != first[0]:
            ledger.findings.append(
                report(
                    document.path,
                    "IMP008",
                    f"this is of the page {id_}, and {first[1]} is of {first[0]}",
                    "import one page at a time",
                    value=id_,
                )
            )


def _find_versions(documents: list[Document], ledger: Ledger) -> list[_Version]:
    """Return the newest version of every record, by id."""
    best: dict[str, _Version] = {}
    nameless: list[_Version] = []
    for document in documents:
        for key, (kind, what) in _KINDS.items():
            for item in Item(document.data, "", "", document, ledger).items(key, what):
                is_work = item.values.get("impact") == "maintenance"
                version = _create_version(item, RecordKind.MAINTENANCE if is_work else kind)
                id_ = item.values.get("id")
                if not isinstance(id_, str):
                    nameless.append(version)  # its id is reported when it is read
                    continue
                known = best.get(id_)
                if known is not None and _is_another(version, known):
                    item.report(
                        "IMP008",
                        "it is there twice, and differs",
                        "keep one of the two",
                        id_,
                    )
                elif known is None or version[:3] > known[:3]:
                    best[id_] = version
    return [*(best[id_] for id_ in sorted(best)), *nameless]


def _create_version(item: Item, kind: RecordKind) -> _Version:
    updates = item.values.get("incident_updates")
    given = (
        [each for each in updates if isinstance(each, dict)] if isinstance(updates, list) else []
    )
    edits = [_peek(each.get("updated_at")) for each in given]
    return _Version(
        _peek(item.values.get("updated_at")),
        max(edits, default=_BEGINNING),
        len(given),
        item,
        kind,
    )


def _peek(value: object) -> datetime:
    """Return the time *value* says; what is none is reported when the record is read."""
    at = read_moment(value) if isinstance(value, str) else None
    return at or _BEGINNING


def _is_another(version: _Version, known: _Version) -> bool:
    """Return whether two of one id are no older and newer copy of one record.

    A file shows a record once, and none becomes planned work later.
    """
    if _facts(version) == _facts(known) and version.kind is known.kind:
        return False
    is_same_file = version.item.file.path == known.item.file.path
    return is_same_file or version.kind is not known.kind or version[:3] == known[:3]


def _facts(version: _Version) -> list[object]:
    """Return what must be the same where two files show one version of a record."""
    names = ("name", "impact", "scheduled_for", "scheduled_until", "incident_updates")
    return [version.item.values.get(name) for name in names]


def _check_update_ids(records: list[ForeignRecord], ledger: Ledger) -> None:
    seen: dict[str, str] = {}
    for record in records:
        for update in record.updates:
            first = seen.setdefault(update.api_id, record.api_id)
            if first != record.api_id:
                ledger.findings.append(
                    report(
                        record.place,
                        "IMP008",
                        f"update {update.api_id} belongs to {first} and to {record.api_id}",
                        "correct its id in the file",
                        line=record.line,
                        value=update.api_id,
                    )
                )


def _find_unexplained(
    path: str, components: tuple[ForeignComponent, ...], records: list[ForeignRecord]
) -> list[Lost]:
    """Return a note for each component in a state that nothing open gives it."""
    states: dict[str, list[ComponentState]] = {}
    for record in records:
        if not record.is_open:
            continue
        last: dict[str, ComponentState] = {}
        for update in record.updates:
            last.update(update.components)
        statuses = [update.status for update in record.updates if update.status is not None]
        if statuses and statuses[-1] in (
            MaintenanceStatus.IN_PROGRESS,
            MaintenanceStatus.VERIFYING,
        ):
            last = dict.fromkeys(record.components, ComponentState.UNDER_MAINTENANCE) | last
        for key, state in last.items():
            states.setdefault(key, []).append(state)
    return [
        Lost(
            path=path,
            subject=f"component {each.key}",
            message=f"it is '{each.state}', and here '{told}': a state follows from what is open, "
            "and nothing open in these files says otherwise",
        )
        for each in components
        if each.state is not None and each.state is not (told := worst(states.get(each.key, ())))
    ]
