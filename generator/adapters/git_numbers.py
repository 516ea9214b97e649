"""Two people took the same number: the record that is not pushed yet moves to the next free one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from generator.adapters.git_calls import ask
from generator.adapters.git_index import Entry, entries_below, rename_entries, spare_index
from generator.adapters.git_state import changes
from generator.core.audience import RECORDS
from generator.core.record_id import RecordId, parse_record_id

_HEADER = re.compile(rf"({RECORDS}/[0-9]{{4}}/([^/]+))/(?:internal|public)\.yml")


class MoveFailed(Exception):  # noqa: N818 - reads as what happened
    """A record could not be moved; all is as it was. The text is what git or the disk said."""


def renumber_taken(root: Path, theirs: str) -> dict[str, str]:
    """Move each record that only this clone has and whose number *theirs* has given away.

    The whole folder moves, uncommitted files included: before the two meet, all in it is ours.
    Each move is a commit of its own. Nothing else in the work tree or the index changes.

    Args:
        root: The repository, or a folder in it.
        theirs: Revision of the remote's branch, as fetched.

    Returns:
        Old ids to new ones; empty when no number is taken.

    Raises:
        MoveFailed: When git or the disk does not let it happen.
    """
    moved = {}
    for folder, found in _taken(root, theirs):
        ours = _tree(root, "HEAD", folder) or _headers_on_disk(root, folder)
        new = _half_way(root, folder, ours) or _next_free(root, theirs, folder, found)
        _move(root, folder, new)
        moved[folder.rpartition("/")[2]] = new.rpartition("/")[2]
    return moved


def find_taken(root: Path, theirs: str) -> tuple[str, ...]:
    """Return the folders that :func:`renumber_taken` would move."""
    return tuple(folder for folder, _ in _taken(root, theirs))


def _taken(root: Path, theirs: str) -> Iterator[tuple[str, RecordId]]:
    """Yield folder and id of each record that only this clone has under a number given away."""
    base = ask(root, "merge-base", "HEAD", theirs).line
    for folder, found in _new_records(root, base) if base else ():
        ours = _tree(root, "HEAD", folder) or _headers_on_disk(root, folder)
        there = _tree(root, theirs, folder)
        is_taken = any(_HEADER.fullmatch(path) for path in there)
        is_same = ours.items() <= there.items()  # it travelled some other way
        if is_taken and not is_same and not _tree(root, base, folder):
            yield folder, found


def _new_records(root: Path, base: str) -> list[tuple[str, RecordId]]:
    """Return folder and id of each record whose header came after *base*, committed or not."""
    added = ask(
        root, "diff", "--name-only", "--diff-filter=A", "--no-renames", "--relative", "-z",
        base, "HEAD", "--", RECORDS,
    ).names  # fmt: skip
    lying = [each.path for each in changes(root) if os.path.isfile(root / each.path)]
    found = {}
    for match in map(_HEADER.fullmatch, (*added, *lying)):
        if match and (parsed := parse_record_id(match[2])):
            found[match[1]] = parsed
    return sorted(found.items())


def _tree(root: Path, revision: str, folder: str) -> dict[str, str]:
    """Return the files below *folder* in *revision* with mode and hash; relative to *root*."""
    lines = ask(root, "ls-tree", "-r", "-z", revision, f"{folder}/").names
    pairs = (line.split("\t", 1) for line in lines)
    return {path: what for what, path in pairs}


def _headers_on_disk(root: Path, folder: str) -> dict[str, str]:
    """Return the headers of a record that is in no commit as :func:`_tree` would."""
    paths = [f"{folder}/{name}.yml" for name in ("internal", "public")]
    return {
        path: f"100644 blob {ask(root, 'hash-object', '--', path).line}"
        for path in paths
        if os.path.isfile(root / path)
    }


def _next_free(root: Path, theirs: str, folder: str, taken: RecordId) -> str:
    """Return the folder of the next number that day, free here and in *theirs*."""
    year = folder.rpartition("/")[0]
    names = {*os.listdir(root / year)}
    for revision in ("HEAD", theirs):
        found = ask(root, "ls-tree", "--name-only", "-z", revision, f"{year}/").names
        names.update(path.rpartition("/")[2] for path in found)
    ids = filter(None, map(parse_record_id, names))
    last = max(each.number for each in ids if each[:2] == taken[:2])
    return f"{year}/{taken.kind}-{taken.date.isoformat()}-{last + 1:03}"


def _half_way(root: Path, folder: str, ours: dict[str, str]) -> str:
    """Return where a move of *folder* was going that was killed before its commit, or nothing."""
    if os.path.lexists(root / folder):
        return ""
    year = folder.rpartition("/")[0]
    header, what = next((path, what) for path, what in ours.items() if _HEADER.fullmatch(path))
    name = header.rpartition("/")[2]
    for each in sorted(os.listdir(root / year)):
        new = f"{year}/{each}"
        is_same = os.path.isfile(root / new / name) and what.endswith(
            ask(root, "hash-object", "--", f"{new}/{name}").line
        )
        if is_same and not _tree(root, "HEAD", new):
            return new
    return ""


def _move(root: Path, old: str, new: str) -> None:
    """Move the record *old* to *new* in the work tree, the index and a commit."""
    top = ask(root, "rev-parse", "--show-prefix").line
    with ExitStack() as undo:
        renamed = _rename(root, entries_below(root, old), top + old, top + new)
        undo.callback(rename_entries, root, renamed, top + new, top + old)
        if os.path.lexists(root / old):  # else somebody removed it, or was killed half way
            try:
                os.rename(root / old, root / new)
            except OSError as error:
                raise MoveFailed(f"{old}: {error.strerror}") from error
            undo.callback(os.rename, root / new, root / old)
        if _tree(root, "HEAD", old):
            _commit_move(root, old, new, top)
        undo.pop_all()
    # Moved entries have no times yet, and a merge wants to see at once that nothing changed.
    ask(root, "update-index", "-q", "--refresh")


def _commit_move(root: Path, old: str, new: str, top: str) -> None:
    """Commit the move through an index of its own, so that what is staged is not in it."""
    before, after = old.rpartition("/")[2], new.rpartition("/")[2]
    with spare_index(root) as index:
        _rename(root, entries_below(root, old, index=index), top + old, top + new, index=index)
        done = ask(
            root, "commit", "--quiet", "--no-verify", "--file=-", index=index,
            given=f"records: {before} becomes {after}\n\nThe number was taken meanwhile.\n",
        )  # fmt: skip
        if not done.is_fine:
            raise MoveFailed(done.words)


def _rename(
    root: Path, entries: list[Entry], old: str, new: str, *, index: str | None = None
) -> list[Entry]:
    renamed, done = rename_entries(root, entries, old, new, index=index)
    if not done.is_fine:
        raise MoveFailed(done.words)
    return renamed
