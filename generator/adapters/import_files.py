"""Writing what an import adds: whole folders of records, each put in its place in one step."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

from generator.adapters.clone import lock, random_suffix
from generator.adapters.disk import Disk
from generator.adapters.record_files import add
from generator.core.act import Act
from generator.core.import_plan import ImportPlan, NewRecord
from generator.core.refusal import Refusal

_STAGE = re.compile(r"import-[0-9a-z]{8}")
_TAKEN = {errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR}

Rename = Callable[[str, str], None]


def write_import(root: Path, plan: ImportPlan, *, rename: Rename = os.rename) -> None:
    """Write all that *plan* adds.

    Every record is first written into a folder of ``.allclear/`` and then renamed into place. So
    whoever kills the import finds whole records, and running it again adds those that are missing.
    A power cut may cost more: nothing is forced onto the disk, because all of it can be made again.

    Args:
        root: The repository.
        plan: What to add; nothing of it is there.
        rename: Puts a folder into its place.

    Raises:
        Refusal: When something is in the way, or another command holds the lock.
        OSError: When the disk is full, read-only, and the like.
    """
    disk = Disk()
    if plan.site is None and not (plan.records or plan.additions):
        return
    with lock(root):
        keep = f"{root}/.allclear"
        disk.make_folder(keep)
        disk.hide_from_git(keep)
        for name in os.listdir(keep):
            if _STAGE.fullmatch(name):  # of an import that was killed
                disk.remove_tree(f"{keep}/{name}")
        stage = f"{keep}/import-{random_suffix()}"
        try:
            for record in plan.records:
                _write(stage, record, disk)
            for path in dict.fromkeys(_folder_of(record) for record in plan.records):
                _make_folders(root, path)
            if plan.site is not None:  # not before all else is known to have a place
                add(root, Act(record="", folder="", files=(plan.site,)), clone="")
            for record in plan.records:
                _put(f"{stage}/{record.id}", f"{root}/{record.path}", record.path, rename)
        finally:
            disk.remove_tree(stage)
        if plan.additions:
            add(root, Act(record="", folder="", files=plan.additions), clone="")


def _write(stage: str, record: NewRecord, disk: Disk) -> None:
    disk.make_folder(f"{stage}/{record.id}")
    for folder in {name.rpartition("/")[0] for name, _ in record.files} - {""}:
        disk.make_folder(f"{stage}/{record.id}/{folder}")
    for name, text in record.files:
        disk.write(f"{stage}/{record.id}/{name}", text.encode())


def _folder_of(record: NewRecord) -> str:
    return record.path.rpartition("/")[0]


def _make_folders(root: Path, path: str) -> None:
    """Make the folder *path* below *root*, following no link on the way."""
    folder = str(root)
    above = path.split("/")
    for number, name in enumerate(above, 1):
        folder = f"{folder}/{name}"
        try:
            kind = os.lstat(folder).st_mode
        except FileNotFoundError:
            os.mkdir(folder)
            continue
        if not stat.S_ISDIR(kind):
            raise Refusal(
                f"{'/'.join(above[:number])} is no folder, and a link is not followed",
                "put the folder itself there",
            )


def _put(made: str, place: str, path: str, rename: Rename) -> None:
    """Rename the folder *made* to *place*, which is *path* below the root."""
    try:
        rename(made, place)
    except OSError as error:
        if error.errno not in _TAKEN:
            raise
        raise Refusal(
            f"{path} is there already",
            "run the import again: it will take the next free number",
        ) from error
