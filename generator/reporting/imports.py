"""What an import added, or would add, for people and for programs (design §5)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.core.import_plan import ImportPlan
from generator.core.record_id import parse_record_id
from generator.core.vocabulary import RecordKind
from generator.reporting.json_lines import describe
from generator.reporting.text import show_plain

COMMIT = 'git add incidents site_src && git commit -m "records: Import the history"'
NEXT = ("allclear check", "allclear build", COMMIT)
"""What to paste afterwards."""
MISSING = "add to the components of a group in site_src/public/site.yml:"


def describe_text(plan: ImportPlan, *, is_written: bool) -> str:
    """Return the report for people: counts, what is lost, what to add, what to paste next.

    Args:
        plan: What was planned.
        is_written: Whether it was carried out.
    """
    return "".join(f"{line}\n" for line in _lines(plan, is_written))


def _lines(plan: ImportPlan, is_written: bool) -> Iterator[str]:
    if plan.missing:
        yield MISSING
        yield ""
        yield "".join(plan.missing).rstrip("\n")
        yield ""
    for each in plan.lost:
        yield show_plain(f"{each.path}:{each.line}: note: {each.subject}: {each.message}")
    if plan.is_refused:
        return
    said = "added" if is_written else "would be added"
    work = sum(_is_work(record.id) for record in plan.records)
    counts = [
        _count(len(plan.records) - work, "incident"),
        _count(work, "maintenance"),
        _count(_count_editions(plan), "post-mortem"),
    ]
    yield f"{said}: {', '.join(counts)}, of {_count(plan.files, 'file')}"
    if plan.known:
        more = _count(len(plan.additions), "file")
        yield f"there already: {_count(plan.known, 'record')}; {said} to them: {more}"
    for file in plan.additions:
        yield f"  {file.path}"
    where = f", in a new {plan.site.path}" if plan.site else ""
    yield f"parts: {plan.parts}{where}"
    if plan.lost:
        yield f"not as it was: {_count(len(plan.lost), 'note')} above"
    if not is_written:
        yield "nothing was written: --dry-run"
    elif plan.records or plan.additions or plan.site:
        yield "nothing is committed; next:"
        yield from (f"  {line}" for line in NEXT)
    else:
        yield "nothing is new"


def describe_json(plan: ImportPlan, *, is_written: bool) -> str:
    """Return the same as one JSON document."""
    is_new = bool(plan.records or plan.additions or plan.site)
    document = {
        "written": is_written,
        "files": plan.files,
        "records": [record.path for record in plan.records],
        "known": plan.known,
        "additions": [file.path for file in plan.additions],
        "site": plan.site.path if plan.site else None,
        "parts": plan.parts,
        "missing": "".join(plan.missing),
        "lost": [
            {"path": each.path, "line": each.line, "subject": each.subject, "message": each.message}
            for each in plan.lost
        ],
        "findings": [describe(each) for each in plan.findings],
        "next": list(NEXT) if is_written and is_new else [],
    }
    return f"{json.dumps(document, indent=1)}\n"


def _is_work(record_id: str) -> bool:
    found = parse_record_id(record_id)
    return found is not None and found.kind is RecordKind.MAINTENANCE


def _count_editions(plan: ImportPlan) -> int:
    names = [name for record in plan.records for name, _ in record.files]
    return sum(name.startswith("postmortem.") for name in names)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
