"""What the names of files and folders below ``incidents/`` say, before any is opened."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from generator.core.audience import edition_number
from generator.core.times import parse_date, parse_stamp

_UPDATE = re.compile(r"([0-9]{8}T[0-9]{6}Z)(?:-[0-9a-z]{1,32})?\.yml")
_NEARLY = re.compile(
    r"(?:public|actions|post[-_]?mortem[^/]*|updates?/[^/]*|public/[^/]*)\.(?:ya?ml|txt|json)(?:\.txt)?"
    r"|updates?|public|postmortem[^/]*|[0-9]{8}T[0-9]{6}Z[^/]*\.ya?ml|(?:INC|MNT)-[^/]*",
    re.IGNORECASE,
)
_LEFTOVER = re.compile(r"(?:.*/)?(?:\..*|#.*#|.*~|.*\.(?:orig|rej|bak|swp|tmp|mine|theirs))")
_LIKE_A_RECORD = re.compile(
    r"^(?:INC|MNT)-|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|\.ya?ml$|^[0-9]{4}$", re.IGNORECASE
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_YEAR = re.compile(r"[0-9]{4}")


def looks_like_update(name: str) -> bool:
    """Return whether *name* has the form of an update file's; its time may still be none."""
    return _UPDATE.fullmatch(name) is not None


def stem_time(name: str) -> datetime | None:
    """Return the instant in the name of an update file, or None when it is no such name.

    Args:
        name: ``20250115T143600Z-k7q2m9x4.yml``, without its folder.
    """
    match = _UPDATE.fullmatch(name)
    return parse_stamp(match[1]) if match else None


def is_public_name(name: str) -> bool:
    """Return whether *name*, relative to a record's folder, is that of a public file."""
    if name.startswith("updates/"):
        return stem_time(name[8:]) is not None
    return name in ("public.yml", "actions.yml") or edition_number(name) is not None


def is_nearly_public(name: str) -> bool:
    """Return whether *name*, relative to a record's folder, was meant for a public file."""
    return _NEARLY.fullmatch(name) is not None


def is_leftover(name: str) -> bool:
    """Return whether editors and merges leave files of such a *name* behind."""
    return _LEFTOVER.fullmatch(name) is not None


def is_like_a_record(name: str) -> bool:
    """Return whether a file called *name* beside the records was meant for one."""
    return _LIKE_A_RECORD.search(name) is not None


def guess_day(path: str, names: Iterable[str]) -> date | None:
    """Return the day of what lies at *path*, a folder without an id, or None when nothing tells.

    Args:
        path: ``incidents/<year>/…``.
        names: Of the files in it.
    """
    days = _DAY.findall(" ".join((path, *names)))
    if days:
        year, month, day = days[-1].split("-")
        found = parse_date(f"{year}-{int(month):02}-{int(day):02}")
        if found:
            return found
    year = path.partition("/")[2].partition("/")[0]
    # The last day of its year: rather a notice too long than one too few.
    return parse_date(f"{year}-12-31") if _YEAR.fullmatch(year) else None
