"""One record's internal files, read into an :class:`~generator.core.internal_facts.InternalRecord`.

Only ``check`` and what is built for responders call this; no public build imports it (P1).
Whatever the files hold, everything readable comes out and nothing is raised.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from generator.core.findings import Finding, Severity
from generator.core.incident_types import IncidentType
from generator.core.internal_facts import (
    Affected,
    DataFacts,
    Detection,
    InternalRecord,
    Mitigation,
    Resolution,
    RootCause,
)
from generator.core.log_lines import LogSource, read_log
from generator.core.log_verbs import Verb
from generator.core.schema_internal import INTERNAL
from generator.core.vocabulary import DataLoss
from generator.readers.decode import BAD, Fields, Names, Timed, decode
from generator.readers.folders import Folder
from generator.readers.instants import find_instant
from generator.readers.log_files import read_block_lines, read_log_lines
from generator.readers.source import Source, Spot, show
from generator.readers.yaml_events import MAX_BYTES, read_source
from generator.readers.yaml_nodes import create_map

_HEADER, _REVIEW, _LOG = "internal.yml", "review.yml", "log"
_NIGHT = timedelta(hours=6)
"""Between two steps of one night the date changes as a matter of course."""


@dataclass(frozen=True, slots=True)
class InternalReading:
    """What came of the internal files of one folder.

    Attributes:
        files: How many files were opened.
    """

    record: InternalRecord
    findings: tuple[Finding, ...]
    files: int


def read_internal(root: Path, folder: Folder, names: Names) -> InternalReading | None:
    """Read the internal files of *folder*, or return None when it has none.

    Args:
        root: The repository.
        folder: From :func:`generator.readers.folders.list_folders`.
        names: Components that exist.
    """
    reader = _InternalReader(root, folder, names)
    return reader.read()


class _InternalReader:
    """Reads the internal files of one folder; log files in the order of their names."""

    def __init__(self, root: Path, folder: Folder, names: Names) -> None:
        self._root = root
        self._folder = folder
        self._names = names
        self._findings: list[Finding] = []
        self._files = 0

    def read(self) -> InternalReading | None:
        """Read everything there is."""
        folder = self._folder
        header = self._open(_HEADER)
        review = self._open(_REVIEW)
        logs = [self._open(name) for name in self._list_logs()]
        if not self._files and not self._findings:
            return None
        fields, source = self._decode(header)
        if review is not None:
            # Its table of fields comes with the internal site; until then it must be valid YAML.
            read_source(*review)
            self._findings.extend(review[1].findings)
        sources = [LogSource(path=source.path, lines=read_block_lines(fields, source))]
        for log in logs:
            if log is not None:
                sources.append(read_log_lines(*log))
                self._findings.extend(log[1].findings)
        reading = read_log(sources, folder.date)
        self._findings.extend(reading.findings)
        detected = next((each.at for each in reading.entries if each.verb is Verb.DETECTED), None)
        mitigations = tuple(_mitigations(fields, detected, folder.date, source))
        self._findings.extend(source.findings)
        unread = {each.path for each in self._findings if each.severity is Severity.ERROR}
        record = InternalRecord(
            id=folder.id,
            kind=folder.kind,
            date=folder.date,
            path=folder.path,
            title=fields.get("title", ""),
            severity=_severity(fields.get("severity")),
            types=tuple(IncidentType(each) for each in _texts(fields.get("types"))),
            components=_texts(fields.get("components")),
            related_deployment=fields.get("related_deployment", ""),
            detection=_detection(fields.get("detection")),
            roles=tuple(
                (role, _texts(holders))
                for role, holders in fields.get("roles", ())
                if role is not BAD and holders is not BAD
            ),
            affected=_affected(fields.get("affected")),
            data=_data(fields.get("data")),
            mitigations=mitigations,
            resolution=_resolution(fields.get("resolution")),
            root_cause=_root_cause(fields.get("root_cause")),
            is_backfilled=fields.get("backfilled", False),
            log=reading.entries,
            unread=frozenset(unread),
        )
        return InternalReading(record, tuple(self._findings), self._files)

    def _decode(self, header: tuple[bytes, Source] | None) -> tuple[Fields, Source]:
        nothing = Fields(create_map(1, 1))
        if header is None:
            return nothing, Source(f"{self._folder.path}/{_HEADER}")
        data, source = header
        node = read_source(data, source)
        fields: Any = BAD if node is None else decode(node, INTERNAL, source, self._names)
        return (nothing if fields is BAD else fields), source

    def _list_logs(self) -> list[str]:
        """Return the names of the log files, sorted, and say what else lies there."""
        folder = self._root / self._folder.path / _LOG
        try:
            if not stat.S_ISDIR(folder.lstat().st_mode):
                self._refuse_link(_LOG)
                return []
            entries = sorted(each.name for each in folder.iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            self._report_closed(_LOG, error)
            return []
        for name in entries:
            if not name.endswith(".log") and not name.startswith("."):
                self._report(
                    f"{_LOG}/{name}",
                    "FIL003",
                    f"{show(name)} is no name of a log",
                    "name it <clone>.log, or move it elsewhere",
                )
        return [f"{_LOG}/{name}" for name in entries if name.endswith(".log")]

    def _open(self, name: str) -> tuple[bytes, Source] | None:
        """Return the bytes of a file of the folder; None when there is none to read."""
        source = Source(f"{self._folder.path}/{name}")
        path = self._root / self._folder.path / name
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                self._refuse_link(name)
                return None
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._report_closed(name, error)
            return None
        self._files += 1
        return data, source

    def _refuse_link(self, name: str) -> None:
        self._report(
            name,
            "FIL006",
            "a symbolic link or folder stands where a file belongs, and is not followed",
            "put the file itself here",
        )

    def _report_closed(self, name: str, error: OSError) -> None:
        self._report(
            name,
            "FIL007",
            f"it cannot be opened: {error.strerror}",
            "give read permission, or put the file back",
        )

    def _report(self, name: str, code: str, message: str, fix: str) -> None:
        source = Source(f"{self._folder.path}/{name}")
        source.report(code, Spot(), message, fix)
        self._findings.extend(source.findings)


def _mitigations(
    fields: Fields, detected: datetime | None, day: date, source: Source
) -> Iterator[Mitigation]:
    for index, item in enumerate(fields.get("mitigations", ())):
        if item is BAD:
            continue
        approved = item.get("approved")
        steps: tuple[Timed | None, ...] = (
            item.get("proposed"),
            approved.get("at") if approved else None,
            item.get("started"),
            item.get("finished"),
        )
        anchor = detected
        found: list[datetime | None] = []
        for timed in steps:
            if timed is not None:
                anchor = find_instant(timed, anchor, day, source, silent_for=_NIGHT)
            found.append(None if timed is None else anchor)
        proposed_at, approved_at, started_at, finished_at = found
        yield Mitigation(
            index=index,
            option=item.get("option", ""),
            action=item.get("action", ""),
            risk=item.get("risk", ""),
            expected=item.get("expected", ""),
            back_out=item.get("back_out", ""),
            author=item.get("author", ""),
            reviewed_by=item.get("reviewed_by", ""),
            proposed_at=proposed_at,
            approved_by=approved.get("by", "") if approved else "",
            approved_at=approved_at,
            started_at=started_at,
            finished_at=finished_at,
            result=item.get("result", ""),
        )


def _severity(word: str | None) -> int | None:
    return int(word) if word and word.isdigit() else None


def _texts(items: Any) -> tuple[str, ...]:
    return tuple(item for item in items or () if item is not BAD)


def _detection(fields: Fields | None) -> Detection:
    if not fields:
        return Detection()
    return Detection(how=fields.get("how", ""), detail=fields.get("detail", ""))


def _affected(fields: Fields | None) -> Affected:
    if not fields:
        return Affected()
    users = fields.get("users")
    return Affected(
        users=users.get("count") if users else None,
        approx=users.get("approx", "") if users else "",
        percent=users.get("percent") if users else None,
        user_reports=fields.get("user_reports"),
        groups=_texts(fields.get("groups")),
    )


def _data(fields: Fields | None) -> DataFacts | None:
    if not fields:
        return None
    loss = fields.get("loss")
    return DataFacts(
        loss=DataLoss(loss) if loss else None,
        affected=fields.get("affected", ""),
        is_recoverable=fields.get("recoverable"),
    )


def _resolution(fields: Fields | None) -> Resolution | None:
    if not fields:
        return None
    return Resolution(
        method=fields.get("method", ""),
        other=fields.get("other", ""),
        summary=fields.get("summary", ""),
    )


def _root_cause(fields: Fields | None) -> RootCause | None:
    if not fields:
        return None
    return RootCause(category=fields.get("category", ""), technical=fields.get("technical", ""))
