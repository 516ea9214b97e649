"""From what a rule says of a field to a finding that points at it.

Rules know files, updates and fields; columns are looked up here, in the file itself, and only
when there is something to say. So records without findings cost nothing (design §6).
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from generator.core.facts import Record, SiteConfig
from generator.core.findings import Finding, Severity
from generator.core.merges import DeadEnd, check_dead_end
from generator.core.rules import Remark, check_record, find_rule_damage, hold
from generator.core.rules_base import Trail
from generator.readers.source import Place, Source, Spot
from generator.readers.yaml_events import MAX_BYTES, read_source
from generator.readers.yaml_nodes import LIST, MAP, TEXT, Node


def place(root: Path, remarks: Iterable[Remark]) -> tuple[Finding, ...]:
    """Return *remarks* as findings that point at line and column.

    Args:
        root: The repository; each file with a remark is read again.
        remarks: In any order.

    Returns:
        One finding for each remark, files in the order of first mention. A file that is gone or
        unreadable by now gets its findings at the line the remark knows. Never raises.
    """
    by_path: dict[str, list[Remark]] = {}
    for remark in remarks:
        by_path.setdefault(remark.path, []).append(remark)
    findings: list[Finding] = []
    for path, about in by_path.items():
        findings.extend(_place_in(root, path, about))
    return tuple(findings)


def _place_in(root: Path, path: str, remarks: Sequence[Remark]) -> list[Finding]:
    source = Source(path)
    tree = _read(root, path, source)
    source.findings.clear()  # reading has reported them before
    for remark in remarks:
        spot = None if tree is None else _find(tree, remark)
        source.report(
            remark.code,
            spot or _line(source, remark.line),
            remark.message,
            remark.fix,
            value=remark.value,
        )
    return source.findings


def _read(root: Path, path: str, source: Source) -> Node | None:
    """Return the tree of the file; None, with the text where possible, when there is none."""
    try:
        if not stat.S_ISREG((root / path).lstat().st_mode):
            return None
        with (root / path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        return None
    if path.endswith(".yml"):
        return read_source(data, source)
    source.text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return None


def _find(tree: Node, remark: Remark) -> Place | None:
    """Return the place of the remark's field, or of what leads to it as far as that is written."""
    if tree.kind is not MAP:
        return None
    bases = [tree] if remark.line in (1, tree.line) else []
    bases += [item for item in _updates(tree) if item.line == remark.line]
    found = [_follow(base, remark.field, remark.value) for base in bases]
    # Header and update may share a line in flow style; the longer way is the one meant.
    best = max(found, key=lambda each: each[0], default=None)
    return best[1] if best else None


def _updates(tree: Node) -> list[Node]:
    for key, value in tree.pairs:
        if key.text == "updates" and value.kind is LIST:
            return value.items
    return []


def _follow(node: Node, trail: Trail, value: str) -> tuple[int, Place]:
    """Return how many steps of *trail* exist below *node*, and the place they lead to."""
    here: Place = node
    for depth, step in enumerate(trail):
        if node.kind is MAP:
            pair = next((pair for pair in node.pairs if pair[0].text == step), None)
            if pair is None:
                return depth, here
            key, node = pair
            is_scalar = node.kind is TEXT and not node.is_empty
            here = node if is_scalar and (value != key.text or not value) else key
        else:
            item = _item(node, step)
            if item is None:
                return depth, here
            here = node = item
    return len(trail), here


def _item(node: Node, step: str | int) -> Node | None:
    if node.kind is not LIST:
        return None
    if isinstance(step, int):
        return node.items[step] if 0 <= step < len(node.items) else None
    return next((item for item in node.items if item.kind is TEXT and item.text == step), None)


def _line(source: Source, number: int) -> Spot:
    """Return the words of line *number*."""
    text = source.line(number)
    start = len(text) - len(text.lstrip())
    return Spot(number, start + 1, max(1, len(text.rstrip()) - start))


def hold_to_rules(
    root: Path,
    record: Record,
    findings: tuple[Finding, ...],
    config: SiteConfig,
    as_of: datetime,
    *,
    replay: bool = False,
    dead_end: DeadEnd | None = None,
) -> tuple[Record, tuple[Finding, ...]]:
    """Hold one record to the rules: what every build and ``check`` do after reading it.

    Args:
        root: The repository.
        record: As read.
        findings: What reading found.
        config: The site.
        as_of: The moment, aware UTC.
        replay: Entries later than *as_of* are left out.
        dead_end: Why nothing continues it although it says so.

    Returns:
        The record, with the files whose meaning is lost among its damage, so that no error makes
        it look better (P3); and all findings, those of the rules last.
    """
    unread = {each.path for each in findings if each.severity is Severity.ERROR}
    remarks = tuple(check_record(record, config, as_of, replay=replay, unread=unread))
    if dead_end:
        remarks = (*remarks, *check_dead_end(hold(record, as_of, unread), dead_end))
    if not remarks:
        return record, findings
    damage = find_rule_damage(remarks)
    if damage:
        record = replace(record, damage=(*record.damage, *damage))
    return record, (*findings, *place(root, remarks))
