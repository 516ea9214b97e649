"""One record's internal files, read into an :class:`~generator.core.internal_facts.InternalRecord`.

Only ``check`` and what is built for responders call this; no public build imports it (P1).
Whatever the files hold, everything readable comes out and nothing is raised.
"""

from __future__ import annotations

import stat
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.core.findings import Finding, Severity
from generator.core.internal_facts import InternalRecord
from generator.core.log_lines import LogSource, read_log
from generator.core.log_verbs import AUDIENCES, Verb
from generator.core.review_facts import Review
from generator.core.schema_internal import INTERNAL
from generator.core.schema_review import REVIEW
from generator.readers.decode import BAD, Fields, Names, decode
from generator.readers.folders import Folder
from generator.readers.internal_header import create_header
from generator.readers.log_files import read_block_lines, read_log_lines
from generator.readers.review import create_review
from generator.readers.source import Source, Spot, show
from generator.readers.yaml_events import MAX_BYTES, read_source
from generator.readers.yaml_nodes import create_map

_HEADER, _REVIEW, _LOG = "internal.yml", "review.yml", "log"
_NO_LOG = "FIL003"  # a file beside the logs, which takes nothing away


@dataclass(frozen=True, slots=True)
class InternalReading:
    """What came of the internal files of one folder.

    Attributes:
        files: How many files were opened.
    """

    record: InternalRecord
    findings: tuple[Finding, ...]
    files: int


def read_internal(
    root: Path, folder: Folder, names: Names, *, audiences: Collection[str] = AUDIENCES
) -> InternalReading | None:
    """Read the internal files of *folder*, or return None when it has none.

    Args:
        root: The repository.
        folder: From :func:`generator.readers.folders.list_folders`.
        names: Components that exist, and the organisation's zone for the time of a meeting.
        audiences: Names that ``NOTIFIED`` may use without a finding.
    """
    reader = _InternalReader(root, folder, names, audiences)
    return reader.read()


class _InternalReader:
    """Reads the internal files of one folder; log files in the order of their names."""

    def __init__(
        self, root: Path, folder: Folder, names: Names, audiences: Collection[str]
    ) -> None:
        self._audiences = audiences
        self._root = root
        self._folder = folder
        self._names = names
        self._findings: list[Finding] = []
        self._files = 0
        self._lost: list[str] = []

    def read(self) -> InternalReading | None:
        """Read everything there is."""
        folder = self._folder
        header = self._open(_HEADER)
        found = self._open(_REVIEW)
        logs = [self._open(name) for name in self._list_logs()]
        if not self._files and not self._findings:
            return None
        fields, source = self._decode(header)
        review = None if found is None else self._read_review(*found)
        sources = [LogSource(path=source.path, lines=read_block_lines(fields, source))]
        for log in logs:
            if log is not None:
                sources.append(read_log_lines(*log))
                self._findings.extend(log[1].findings)
        reading = read_log(sources, folder.date, audiences=self._audiences)
        self._findings.extend(reading.findings)
        detected = next((each.at for each in reading.entries if each.verb is Verb.DETECTED), None)
        record = create_header(fields, folder, detected, source)
        self._findings.extend(source.findings)
        unread = {each.path for each in self._findings if each.severity is Severity.ERROR}
        record = replace(
            record,
            log=reading.entries,
            review=review,
            unread=frozenset(unread),
            lost=tuple(self._lost),
        )
        return InternalReading(record, tuple(self._findings), self._files)

    def _decode(self, header: tuple[bytes, Source] | None) -> tuple[Fields, Source]:
        nothing = Fields(create_map(1, 1))
        if header is None:
            return nothing, Source(f"{self._folder.path}/{_HEADER}")
        data, source = header
        node = read_source(data, source)
        fields: Any = BAD if node is None else decode(node, INTERNAL, source, self._names)
        if fields is BAD:
            self._lost.append(source.path)
            return nothing, source
        return fields, source

    def _read_review(self, data: bytes, source: Source) -> Review:
        """Return the review in *data*; of a file that holds no fields an empty draft."""
        node = read_source(data, source)
        fields: Any = BAD if node is None else decode(node, REVIEW, source, self._names)
        review = create_review(
            Fields(create_map(1, 1)) if fields is BAD else fields, source, self._names.zone
        )
        self._findings.extend(source.findings)
        return review

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
                    _NO_LOG,
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
        if code != _NO_LOG and name != _REVIEW:
            self._lost.append(source.path)
