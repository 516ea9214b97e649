"""From folders to finished files, record by record, in one process or several.

Each record is read, projected, rendered and written by itself and leaves only a digest,
so memory does not grow with the pages (design §8).
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.core.digest import summarise
from generator.core.findings import Finding
from generator.core.fold import project
from generator.core.merges import DeadEnd
from generator.core.views import IncidentView
from generator.pipeline.inputs import Inputs
from generator.pipeline.manifest import Entry
from generator.pipeline.memory import Made, Packed, pack, unpack
from generator.pipeline.stage import Stage, Written, put_noted
from generator.readers.places import hold_to_rules
from generator.readers.public import Folder, read_record
from generator.renderers import feeds
from generator.renderers.pages import Pages

SHARD = 128
"""Folders a process takes at a time: small enough to share out evenly, large enough not to chat."""

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Called with the number of records done and the number to do."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """All that turning a folder into files needs."""

    root: Path
    inputs: Inputs
    pages: Pages
    stage: Stage
    as_of: datetime
    replay: bool

    def read(
        self, folder: Folder, dead_end: DeadEnd | None = None
    ) -> tuple[IncidentView | None, tuple[Finding, ...], str]:
        """Return the folder's view, its findings and the hash of its public files."""
        config = self.inputs.config
        reading = read_record(self.root, folder, self.inputs.context)
        record, findings = hold_to_rules(
            self.root,
            reading.record,
            reading.findings,
            config,
            self.as_of,
            replay=self.replay,
            dead_end=dead_end,
        )
        view = project(record, config, self.as_of, replay=self.replay)
        return view, findings, reading.inputs

    def make(self, folder: Folder) -> tuple[Made, list[Written]]:
        """Read *folder*, put its files into the stage and return what is to be remembered.

        A merged incident waits, without files, for :meth:`make_merged`: whether anything goes on
        where it leads is known when all others have been read.
        """
        view, findings, inputs = self.read(folder)
        if view is None:
            return Made(folder.id, folder.files, inputs, None, (), findings), []
        if view.merged_into is not None:
            digest = summarise(view, self.inputs.config)
            return Made(folder.id, folder.files, inputs, digest, (), findings), []
        return self._draw(folder, view, findings, inputs)

    def make_merged(self, folder: Folder, dead_end: DeadEnd | None) -> Made:
        """Do the same for a merged incident, told of the *dead_end* it leads to, if it does."""
        view, findings, inputs = self.read(folder, dead_end)
        assert view is not None  # noqa: S101 - it has been read, and says that it is merged
        return self._draw(folder, view, findings, inputs)[0]

    def _draw(
        self, folder: Folder, view: IncidentView, findings: tuple[Finding, ...], inputs: str
    ) -> tuple[Made, list[Written]]:
        frame = self.inputs.frame
        written = [
            put_noted(self.stage, artifact.path, artifact.content)
            for artifact in (*self.pages.incident(view), *feeds.incident(view, frame))
        ]
        outputs = tuple((path, entry) for path, entry, _ in written)
        digest = summarise(view, self.inputs.config)
        return Made(folder.id, folder.files, inputs, digest, outputs, findings), written


class Crew:
    """Does the work of a :class:`Workshop`, alone or with helpers in other processes."""

    def __init__(self, workshop: Workshop, pool: multiprocessing.pool.Pool | None) -> None:
        self._workshop = workshop
        self._pool = pool

    def make_all(self, folders: Sequence[Folder], progress: Progress | None) -> Iterator[Made]:
        """Yield what came of every folder, in no particular order."""
        done = 0
        if self._pool is None:
            for folder in folders:
                made, _ = self._workshop.make(folder)
                done += 1
                if progress and done % SHARD == 0:
                    progress(done, len(folders))
                yield made
            return
        shards = [folders[start : start + SHARD] for start in range(0, len(folders), SHARD)]
        for results in self._pool.imap_unordered(_make_shard, shards):
            for packed, flags in results:
                made = unpack(packed)
                outputs = zip(made.outputs, flags, strict=True)
                self._workshop.stage.adopt((path, entry, flag) for (path, entry), flag in outputs)
                yield made
            done += len(results)
            if progress:
                progress(done, len(folders))

    def put_each(
        self, put: Callable[[Workshop, T], list[Written]], tasks: Sequence[T]
    ) -> Iterator[list[Written]]:
        """Yield the files that *put*, a function of a module, puts into the stage for each task."""
        if self._pool is None:
            for task in tasks:
                yield put(self._workshop, task)
            return
        for written in self._pool.imap(partial(_put_one, put), tasks):
            self._workshop.stage.adopt(written)
            yield written

    def start_check(self, files: Sequence[tuple[str, Entry]]) -> Callable[[], list[str]]:
        """Begin reading written *files* back; the result is called for the wrong ones' paths."""
        if self._pool is None:
            return lambda: self._workshop.stage.wrong_files(files)
        size = SHARD * 8
        parts = [files[start : start + size] for start in range(0, len(files), size)]
        pending = self._pool.map_async(_wrong_files, parts, chunksize=1)
        return lambda: [path for part in pending.get() for path in part]


@contextmanager
def crew(workshop: Workshop, jobs: int, records: int) -> Iterator[Crew]:
    """Provide a crew for *records* folders with at most *jobs* processes.

    Forking needs a process without threads; callers that run threads pass ``jobs=1``.
    """
    gc.freeze()  # what exists now lives to the end: no collection need look at it again
    was_collecting, threshold = gc.isenabled(), gc.get_threshold()
    gc.set_threshold(100_000, 50, 1000)  # each page leaves some garbage behind
    gc.enable()
    try:
        if jobs < 2 or records < 2 * SHARD:
            yield Crew(workshop, None)
            return
        global _workshop  # noqa: PLW0603 - children inherit it by fork; nothing is pickled
        _workshop = workshop
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            yield Crew(workshop, pool)
        _workshop = None
    finally:
        if not was_collecting:
            gc.disable()
        gc.set_threshold(*threshold)
        gc.unfreeze()


_workshop: Workshop | None = None


def _make_shard(folders: Sequence[Folder]) -> list[tuple[Packed, list[bool]]]:
    assert _workshop is not None  # noqa: S101 - set before the fork
    found = []
    for folder in folders:
        made, written = _workshop.make(folder)
        found.append((pack(made), [was_written for _, _, was_written in written]))
    return found


def _put_one(put: Callable[[Workshop, T], list[Written]], task: T) -> list[Written]:
    assert _workshop is not None  # noqa: S101 - set before the fork
    return put(_workshop, task)


def _wrong_files(files: Sequence[tuple[str, Entry]]) -> list[str]:
    assert _workshop is not None  # noqa: S101 - set before the fork
    return _workshop.stage.wrong_files(files)
