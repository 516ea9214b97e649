"""Months of entries that the site's feed no longer holds, made of feeds already staged (RFC 5005).

Whatever a month tells stands in the Atom feeds of its incidents. A process reads those of one
month at a time, so no record is read or worded again and nobody holds all months at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from generator.core.archives import Archive
from generator.pipeline.shards import Crew, Workshop
from generator.pipeline.stage import Written, put_noted
from generator.renderers.feed_archives import (
    create_archive,
    cut_entries,
    date_entry,
    find_entry,
)

if TYPE_CHECKING:
    from generator.pipeline.lists import Lists


class Task(NamedTuple):
    """All that making one month needs; plain values, because it may travel to another process.

    Attributes:
        month: ``YYYY-MM``.
        older: The month of the document before it, or empty.
        newer: The month of the document after it, or empty.
        dated: Incident, update and date to print, newest first.
    """

    month: str
    older: str
    newer: str
    dated: tuple[tuple[str, str, datetime], ...]


def make_archives(archives: Sequence[Archive], lists: Lists, crew: Crew) -> None:
    """Put the document of each of *archives*, oldest first, into the stage.

    One is made again only where a record of its month, or its neighbours, changed.
    """
    names = ["", *(archive.month for archive in archives), ""]
    tasks: list[Task] = []
    keys: list[str] = []
    for place, archive in enumerate(archives):
        older, newer = names[place], names[place + 2]
        incidents = [group[0].incident for group in archive.groups]
        key = lists.key_of((older, newer, archive.after), incidents)
        if lists.reuse(_name(archive.month), key):
            continue
        dated = tuple((ref.incident, ref.update, at) for ref, at in archive.dated())
        tasks.append(Task(archive.month, older, newer, dated))
        keys.append(key)
    for task, key, written in zip(tasks, keys, crew.put_each(_put, tasks), strict=True):
        lists.remember(_name(task.month), key, [(path, entry) for path, entry, _ in written])


def _name(month: str) -> str:
    return f"archive/{month}"


def _put(workshop: Workshop, task: Task) -> list[Written]:
    stage, frame = workshop.stage, workshop.inputs.frame
    known = {
        incident: cut_entries(stage.read(f"incidents/{incident}/history.atom"))
        for incident in dict.fromkeys(incident for incident, _, _ in task.dated)
    }
    entries = [
        date_entry(find_entry(known[incident], incident, update, frame.config), at)
        for incident, update, at in task.dated
    ]
    artifact = create_archive(task.month, entries, frame, older=task.older, newer=task.newer)
    return [put_noted(stage, artifact.path, artifact.content)]
