"""Make a repository of realistic sample records: the same seed always gives the same bytes.

Two shapes: ``inline`` (all updates in ``public.yml``, as people and imports write) and ``files``
(one file per update, as commands write). Records are counted from the newest backwards, three a
day, each drawn from its own seed. So the newest 100 of 10,000 are the 100 of 100, the number per
day never changes, and whatever a page of one day or one month costs, it costs at every size.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Literal

from bench import vocabulary as say

Shape = Literal["inline", "files"]
SHAPES: tuple[Shape, ...] = ("inline", "files")

NEWEST_DAY = date(2025, 6, 30)
AS_OF = datetime(2025, 7, 1, 1, 0, tzinfo=UTC)
"""The moment the sample repository is about; give it to ``--now``."""

PER_DAY = 3
_SUFFIX = "abcdefghijklmnopqrstuvwxyz234567"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleUpdate:
    """One update to be written; ``lines`` is its YAML without ``at``."""

    at: datetime
    suffix: str
    lines: tuple[str, ...]

    @property
    def stamp(self) -> str:
        """Its time as in ids and file names."""
        return self.at.strftime("%Y%m%dT%H%M%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRecord:
    """One folder to be written; ``header`` are the lines of ``public.yml`` above the updates."""

    id: str
    header: tuple[str, ...]
    updates: tuple[SampleUpdate, ...]

    @property
    def folder(self) -> str:
        """Its folder, relative to the root."""
        return f"incidents/{self.id[4:8]}/{self.id}"


def write_repository(root: Path, *, incidents: int, shape: Shape, seed: int = 1) -> int:
    """Write a repository of *incidents* records below *root* and return its bytes of YAML.

    Args:
        root: A folder that is empty or not there yet.
        incidents: How many records, planned maintenance included.
        shape: ``inline`` or ``files``.
        seed: Same seed, same bytes.
    """
    total = 0
    for path, content in create_files(incidents=incidents, shape=shape, seed=seed):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        total += len(content)
    return total


def create_files(*, incidents: int, shape: Shape, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file, ``site.yml`` first, then newest records first."""
    yield "site_src/public/site.yml", say.SITE.encode()
    for index in range(incidents):
        record = create_record(index, shape=shape, seed=seed)
        yield from record_files(record, shape=shape)


def create_record(index: int, *, shape: Shape, seed: int = 1) -> SampleRecord:
    """Draw the record *index* days-thirds before the newest; 1 in 20 is planned maintenance.

    The two newest incidents are still open, so that the home page has something to say.
    """
    rng = Random(f"{seed}:{index}")
    day = NEWEST_DAY - timedelta(days=index // PER_DAY)
    number = PER_DAY - index % PER_DAY
    if index % 20 == 9:
        return _maintenance(rng, day, number)
    return _incident(rng, day, number, shape=shape, is_open=index < 2)


def record_files(record: SampleRecord, *, shape: Shape) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the files of one record."""
    if shape == "inline":
        lines = [*record.header, "updates:"]
        for before, update in zip((None, *record.updates), record.updates, strict=False):
            lines.append(f"  - at: {_written_time(update, before)}")
            lines.extend(f"    {line}" if line else "" for line in update.lines)
        yield f"{record.folder}/public.yml", _joined(lines)
        return
    lines = list(record.header)
    first, *others = record.updates
    if record.id.startswith("INC-"):
        # A command never writes public.yml for an incident: the first update carries the title.
        first_lines, lines = [*lines, *first.lines], []
    else:
        first_lines = list(first.lines)
    if lines:
        yield f"{record.folder}/public.yml", _joined(lines)
    yield update_path(record, first), _joined(first_lines)
    for update in others:
        yield update_path(record, update), _joined(update.lines)


def update_path(record: SampleRecord, update: SampleUpdate) -> str:
    """Return the path of *update* in the shape ``files``."""
    return f"{record.folder}/updates/{update.stamp}-{update.suffix}.yml"


def create_new_update(*, shape: Shape, seed: int = 1) -> tuple[str, bytes]:
    """Return one more update of the newest incident, as a command would add it."""
    record = create_record(0, shape=shape, seed=seed)
    rng = Random(f"{seed}:new")
    update = SampleUpdate(
        at=AS_OF - timedelta(minutes=10),
        suffix="bench222",
        lines=("status: monitoring", *_text(rng, "monitoring"), "next_update: 30m"),
    )
    return update_path(record, update), _joined(update.lines)


def _joined(lines: list[str] | tuple[str, ...]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _written_time(update: SampleUpdate, before: SampleUpdate | None) -> str:
    """People write the date once and the clock afterwards, until a day or a night has passed."""
    is_near = before is not None and update.at - before.at < timedelta(hours=6)
    if is_near and update.at.second == 0:
        return update.at.strftime("%H:%M")
    return update.at.strftime("%Y-%m-%d %H:%M:%SZ" if update.at.second else "%Y-%m-%d %H:%MZ")


def _incident(rng: Random, day: date, number: int, *, shape: Shape, is_open: bool) -> SampleRecord:
    components = rng.sample(say.COMPONENTS, rng.choices((1, 2, 3), (70, 22, 8))[0])
    worst = rng.choices(say.STATES, (55, 30, 15))[0]
    at = datetime(day.year, day.month, day.day, rng.randrange(23), rng.randrange(60), tzinfo=UTC)
    title = rng.choice(say.TITLES).format(component=components[0].replace("-", " "))
    header = [f"title: {title}"]
    updates: list[SampleUpdate] = []
    for status in ("investigating", "identified", "monitoring", "resolved"):
        lines: list[str] = [f"status: {'monitoring' if is_open and updates[3:] else status}"]
        if is_open and status == "resolved":
            lines = ["status: monitoring"]
        if status != "resolved" or is_open:
            state = "degraded_performance" if status == "monitoring" else worst
            lines += ["components:", *(f"  {name}: {state}" for name in components)]
            lines += [f"next_update: {rng.choice(('30m', '45m', '1h'))}"]
        lines += _text(rng, status)
        if status == "monitoring" and rng.random() < 0.3:
            lines += ["advice: |", *_wrapped(rng.choice(say.ADVICE))]
        if status == "identified" and rng.random() < 0.03:
            lines += [f"title: {rng.choice(say.TITLES).format(component=components[-1])}"]
        updates.append(_at(rng, at, lines))
        at += timedelta(minutes=rng.randrange(9, 110))
    _extras(rng, updates, shape=shape)
    if not is_open and rng.random() < 0.2:
        began, ended = updates[0].at - timedelta(minutes=7), updates[2].at
        updates[3] = _at_same(
            updates[3],
            (
                *updates[3].lines,
                "impact_windows:",
                f"  - component: {components[0]}",
                f"    state: {worst}",
                f"    from: {began:%Y-%m-%d %H:%MZ}",
                f"    to: {ended:%Y-%m-%d %H:%MZ}",
            ),
        )
    return SampleRecord(
        id=f"INC-{day.isoformat()}-{number:03d}", header=tuple(header), updates=tuple(updates)
    )


def _extras(rng: Random, updates: list[SampleUpdate], *, shape: Shape) -> None:
    """Add a correction or a withdrawal now and then, as its own update."""
    draw = rng.random()
    if draw > 0.025:
        return
    target = updates[1]
    name = target.stamp if shape == "inline" else f"{target.stamp}-{target.suffix}"
    at = updates[1].at + timedelta(minutes=4)
    if draw < 0.0125:
        lines = [f"amends: {name}", *_text(rng, "identified")]
    else:
        lines = [f"retracts: {name}", "text: |", *_wrapped(say.WITHDRAWN)]
    updates.insert(2, _at(rng, at, lines))


def _maintenance(rng: Random, day: date, number: int) -> SampleRecord:
    components = rng.sample(say.COMPONENTS, rng.choice((1, 1, 2)))
    announced = datetime(day.year, day.month, day.day, 13, rng.randrange(60), tzinfo=UTC)
    start = announced.replace(hour=2, minute=0) + timedelta(days=rng.randrange(2, 9))
    header = [
        f"title: {rng.choice(say.MAINTENANCE_TITLES)}",
        f"components: [{', '.join(components)}]",
        f"scheduled_for: {start:%Y-%m-%d %H:%MZ}",
        f"scheduled_until: {start + timedelta(hours=rng.randrange(1, 5)):%Y-%m-%d %H:%MZ}",
    ]
    updates = [_at(rng, announced, ["status: scheduled", *_text(rng, "scheduled")])]
    if start < AS_OF - timedelta(days=1):
        for status, minutes in (("in_progress", 1), ("verifying", 40), ("completed", 58)):
            lines = [f"status: {status}", *_text(rng, status)]
            updates.append(_at(rng, start + timedelta(minutes=minutes), lines))
    return SampleRecord(
        id=f"MNT-{day.isoformat()}-{number:03d}", header=tuple(header), updates=tuple(updates)
    )


def _at(rng: Random, at: datetime, lines: list[str]) -> SampleUpdate:
    suffix = "".join(rng.choices(_SUFFIX, k=8))
    return SampleUpdate(at=at, suffix=suffix, lines=tuple(lines))


def _at_same(update: SampleUpdate, lines: tuple[str, ...]) -> SampleUpdate:
    return SampleUpdate(at=update.at, suffix=update.suffix, lines=lines)


def _text(rng: Random, status: str) -> list[str]:
    """Return ``text: |`` of nine to thirteen sentences; 1 in 10 holds a link or a list.

    A record then has about 4 KB, as the records have by which such programs are compared.
    """
    sentences = [
        rng.choice(say.OPENINGS[status]),
        *rng.sample(say.DETAILS, rng.randrange(7, 12)),
        rng.choice(say.CLOSINGS),
    ]
    paragraphs = [" ".join(sentences)]
    draw = rng.random()
    if draw < 0.05:
        paragraphs.append(rng.choice(say.LINKS))
    elif draw < 0.1:
        paragraphs.append("\n".join(f"- {item}" for item in rng.sample(say.LIST_ITEMS, 3)))
    return ["text: |", *_wrapped("\n\n".join(paragraphs))]


def _wrapped(text: str) -> list[str]:
    """Indent and wrap at about 96 columns, as an editor does; lists and blank lines stay."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            if line and len(line) + len(word) > 94:
                lines.append(f"  {line}")
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(f"  {line}" if line else "")
    return lines


def main() -> None:
    """Write a sample repository where the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.records", description=main.__doc__)
    parser.add_argument("root", type=Path, help="a new folder")
    parser.add_argument("--incidents", type=int, default=100)
    parser.add_argument("--shape", choices=SHAPES, default="files")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.root.exists() and any(options.root.iterdir()):
        parser.error(f"{options.root} is not empty")
    size = write_repository(
        options.root, incidents=options.incidents, shape=options.shape, seed=options.seed
    )
    print(f"{options.incidents} records, {size:,} bytes of YAML in {options.root}")
    print(f"python -m generator build --root {options.root} --now {AS_OF:%Y-%m-%dT%H:%MZ}")


if __name__ == "__main__":
    main()
