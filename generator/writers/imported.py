"""The text of records and of ``site.yml`` as an import writes them.

A library's dumper needs half a minute for ten thousand records, so the few forms that occur are
written here: in the plain way that our own reader knows best, and any other text in quotes or as a
block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from generator.core.facts import Effects
from generator.core.foreign import ForeignPostmortem, ForeignRecord, ForeignUpdate
from generator.core.schema import TEXT_LIMIT
from generator.core.times import update_stamp
from generator.core.vocabulary import RecordKind, worst

MOST_INLINE = 500
"""Most updates that ``public.yml`` holds; those after them are files of their own."""

_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ,.()/_+'!?;&%-]*[A-Za-z0-9.,)/_+'!?;&%-])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePart:
    """A part as ``site.yml`` will have it."""

    id: str
    name: str
    api_id: str | None
    description: str = ""
    since: date | None = None
    retired: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteGroup:
    """A group as ``site.yml`` will have it, with its parts."""

    id: str
    name: str
    api_id: str | None
    parts: tuple[SitePart, ...]


def write_scalar(text: str) -> str:
    """Return *text*, which has one line and no control characters, as a YAML scalar."""
    if _PLAIN.fullmatch(text):
        return text
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def write_text(name: str, text: str, indent: int) -> str:
    """Return the line or block that gives the field *name* the value *text*, at *indent* spaces."""
    margin = " " * indent
    if "\n" not in text and ("'" not in text or ('"' not in text and "\\" not in text)):
        return f"{margin}{name}: {write_scalar(text)}\n"
    header = "|2" if text[0] == " " else "|"
    lines = "".join(f"{margin}  {line}\n" if line else "\n" for line in text.split("\n"))
    return f"{margin}{name}: {header}\n{lines}"


def write_time(at: datetime) -> str:
    """Return *at* to the millisecond: ``2024-09-16T21:31:02.719Z``."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def write_public(record: ForeignRecord, ids: Mapping[str, str]) -> str:
    """Return the text of ``public.yml``.

    A record that is over is marked as written down afterwards. Of one that is still open no update
    goes into feeds as new, while those written here later do (R103).

    Args:
        record: The record; its texts fit their fields.
        ids: Our id of each part by its key; a part that is not there is left out.
    """
    out = []
    is_work = record.kind is RecordKind.MAINTENANCE
    # Without an update that announces the work, a header would make an announcement of its own.
    is_in_header = not is_work or _is_announced(record)
    if is_in_header:
        out.append(write_text("title", record.title, 0))
    if record.impact is not None:
        out.append(f"impact: {record.impact}\n")
    if not record.is_open:
        out.append("backfilled: true\n")
    out.append(f"api_id: {record.api_id}\n")
    if record.former_addresses:
        out.append("former_addresses:\n")
        out += [f"  - {write_scalar(address)}\n" for address in record.former_addresses]
    parts = tuple(dict.fromkeys(ids[key] for key in record.components if key in ids))
    if is_work:
        if parts:
            out.append("components:\n")
            out += [f"  - {part}\n" for part in parts]
        if is_in_header:
            out += _window(record.scheduled_for, record.scheduled_until, "")
    out.append("updates:\n")
    names = set[str]()
    silent = frozenset[str]() if is_work else _find_silent(record, ids)
    for update in record.updates[:MOST_INLINE]:
        is_first, is_last = update is record.updates[0], update is record.updates[-1]
        out.append(f"  - at: {write_time(update.at)}\n")
        stamp = update_stamp(update.at)
        if stamp in names:
            out.append(f"    id: {update.api_id}\n")
        names.add(stamp)
        if is_first and not is_in_header:
            out.append(write_text("title", record.title, 4))
            out += _window(record.scheduled_for, record.scheduled_until, "    ")
        out += _fields(update, ids, "    ", also=silent if is_first else ())
        if record.is_open or not update.notify:
            out.append("    notify: false\n")
        if record.is_open and is_last and not is_work:
            out.append("    next_update: none\n")
    return "".join(out)


def write_update(update: ForeignUpdate, ids: Mapping[str, str]) -> str:
    """Return the text of ``updates/<stamp>-….yml`` for an update of a record that is there."""
    out = [f"at: {write_time(update.at)}\n", *_fields(update, ids, ""), "notify: false\n"]
    return "".join(out)


def write_postmortem(postmortem: ForeignPostmortem, title: str) -> str:
    """Return the text of ``postmortem.<n>.yml``; what is longer than two texts may be is cut."""
    summary, rest = split_text(postmortem.text)
    happened = split_text(rest)[0]
    return (
        f"published_at: {write_time(postmortem.published_at)}\n"
        f"{write_text('title', title, 0)}"
        f"api_id: {postmortem.api_id}\n"
        f"{write_text('summary', summary, 0)}"
        f"{write_text('what_happened', happened, 0) if happened else ''}"
    )


def write_site(
    name: str, url: str, zone: str, api_id: str | None, groups: Sequence[SiteGroup]
) -> str:
    """Return the text of ``site.yml``."""
    out = [
        "format: 1\n",
        write_text("name", name, 0),
        f"url: {write_scalar(url)}\n",
        f"zone: {write_scalar(zone)}\n",
        *([f"api_id: {api_id}\n"] if api_id else []),
        "groups:\n",
    ]
    for group in groups:
        out.append(f"  - id: {group.id}\n{write_text('name', group.name, 4)}")
        if group.api_id:
            out.append(f"    api_id: {group.api_id}\n")
        out.append("    components:\n")
        out += [write_part(part) for part in group.parts]
    return "".join(out)


def write_part(part: SitePart) -> str:
    """Return the lines that add *part* to the components of a group."""
    lines = [f"      - id: {part.id}\n", write_text("name", part.name, 8)]
    if part.description:
        lines.append(write_text("description", part.description, 8))
    if part.since is not None:
        lines.append(f"        since: {part.since}\n")
    if part.retired is not None:
        lines.append(f"        retired: {part.retired}\n")
    if part.api_id:
        lines.append(f"        api_id: {part.api_id}\n")
    return "".join(lines)


def split_text(text: str) -> tuple[str, str]:
    """Return as much of *text* as one field holds, and the rest; cut where a paragraph ends."""
    encoded = text.encode()
    if len(encoded) <= TEXT_LIMIT:
        return text, ""
    fitting = encoded[:TEXT_LIMIT].decode(errors="ignore")
    half = len(fitting) // 2
    cuts = (fitting.rfind(mark, half) for mark in ("\n\n", "\n", " "))
    cut = next((found for found in cuts if found > 0), len(fitting))
    return text[:cut].rstrip(), text[cut:].strip("\n").rstrip().lstrip("\n")


def _is_announced(record: ForeignRecord) -> bool:
    first = record.updates[0]
    return first.status == "scheduled" or (first.status is None and bool(first.text))


def _window(begins_at: datetime | None, ends_at: datetime | None, margin: str) -> Iterable[str]:
    if begins_at is not None:
        yield f"{margin}scheduled_for: {write_time(begins_at)}\n"
    if ends_at is not None:
        yield f"{margin}scheduled_until: {write_time(ends_at)}\n"


def _find_silent(record: ForeignRecord, ids: Mapping[str, str]) -> frozenset[str]:
    """Return the parts an incident concerns of which no update says a state."""
    told = {key for update in record.updates for key, _ in update.components}
    return frozenset(ids[key] for key in record.components if key in ids and key not in told)


def _fields(
    update: ForeignUpdate, ids: Mapping[str, str], margin: str, also: Iterable[str] = ()
) -> list[str]:
    out = []
    if update.api_id:
        out.append(f"{margin}api_id: {update.api_id}\n")
    if update.status is not None:
        out.append(f"{margin}status: {update.status}\n")
    if update.shown_at is not None and update.shown_at != update.at:
        out.append(f"{margin}happened_at: {write_time(update.shown_at)}\n")
    out += _window(update.scheduled_for, update.scheduled_until, margin)
    states = translate(update.components, ids)
    states = {**dict.fromkeys(sorted(also), "operational"), **states}
    if states:
        out.append(f"{margin}components:\n")
        out += [f"{margin}  {part}: {state}\n" for part, state in states.items()]
    if update.text:
        out.append(write_text("text", update.text, len(margin)))
    return out


def translate(effects: Effects, ids: Mapping[str, str]) -> dict[str, str]:
    """Return the state of each of our parts; of two that became one the worse counts."""
    found: dict[str, str] = {}
    for key, state in effects:
        if key in ids:
            before = found.get(ids[key])
            known = [state] if before is None else [state, type(state)(before)]
            found[ids[key]] = str(worst(known))
    return found
