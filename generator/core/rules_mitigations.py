"""Rules over mitigations: their order in time, and who approved them (R65 to R67)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from generator.core.internal_facts import InternalRecord, Mitigation
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.rules_base import Remark, Trail
from generator.core.rules_internal_base import about_entry, about_header
from generator.core.times import format_instant

NEED_APPROVAL = frozenset("ABCE")
"""Where no policy says otherwise (R67): D asks a vendor for help and changes nothing of ours."""


def check_mitigations(
    record: InternalRecord, needing: Collection[str] = NEED_APPROVAL
) -> Iterator[Remark]:
    """Yield what is odd about the mitigations of the header and about those of the log.

    Args:
        record: The internal facts of one folder.
        needing: Letters of options that need an approval before they are begun.
    """
    detected = record.find_first(Verb.DETECTED)
    approved = {entry.option for entry in record.log if entry.verb is Verb.APPROVED}
    approved |= {each.option for each in record.mitigations if each.approved_at or each.approved_by}
    letters: set[str] = set()
    for each in record.mitigations:
        if each.option and each.option in letters:
            yield about_header(
                record,
                "INT010",
                ("mitigations", each.index, "option"),
                f"two mitigations are called {each.option}",
                "give each its own letter, or keep one of the two",
                each.option,
            )
        letters.add(each.option)
        is_free = bool(each.option) and each.option not in needing
        detected_at = None if detected is None else detected.at
        yield from _check_course(record, each, detected_at, is_free=is_free)
        if each.started_at and each.option in frozenset(needing) - approved:
            yield about_header(
                record,
                "INT009",
                ("mitigations", each.index, "started"),
                f"option {each.option} was begun, and nobody approved it",
                "add 'approved:' with 'by:' and 'at:'",
            )
    yield from _check_logged_course(record.log, approved | letters, needing)


def _check_course(
    record: InternalRecord,
    mitigation: Mitigation,
    detected_at: datetime | None,
    *,
    is_free: bool,
) -> Iterator[Remark]:
    """Yield times out of order; a mitigation that *is_free* needs no approval beforehand."""
    steps: list[tuple[str, Trail, datetime | None]] = [
        ("detected", (), detected_at),
        ("proposed", ("proposed",), mitigation.proposed_at),
        ("approved", ("approved", "at"), mitigation.approved_at),
        ("started", ("started",), mitigation.started_at),
        ("finished", ("finished",), mitigation.finished_at),
    ]
    known = [(name, field, at) for name, field, at in steps if at is not None]
    for (before, approval, earlier), (name, field, at) in pairwise(known):
        if at >= earlier:
            continue
        place: Trail = ("mitigations", mitigation.index, *field)
        if before == "approved" and name == "started":
            if is_free:
                continue
            late = int((earlier - at).total_seconds() // 60)
            yield about_header(
                record,
                "INT007",
                ("mitigations", mitigation.index, *approval),
                f"option {mitigation.option or '?'} was approved {late} min after it was begun",
                "correct the times; who approved afterwards is told in 'log'",
                format_instant(earlier),
            )
        else:
            yield about_header(
                record,
                "INT008",
                place,
                f"'{name}' at {format_instant(at)} is earlier than '{before}' at "
                f"{format_instant(earlier)}",
                "correct one of the two times; write the date where it is not plain",
                format_instant(at),
            )


def _check_logged_course(
    log: Sequence[LogEntry], settled: Collection[str | None], needing: Collection[str]
) -> Iterator[Remark]:
    """Yield options begun too early; those *settled* are approved, or spoken of already."""
    begun: dict[str, LogEntry] = {}
    approved: set[str] = set()
    for entry in log:
        option = entry.option
        if option is None or option not in needing:
            continue
        if entry.verb is Verb.BEGUN and option not in approved:
            begun.setdefault(option, entry)
        elif entry.verb is Verb.APPROVED:
            if option in begun and option not in approved:
                late = int((entry.at - begun[option].at).total_seconds() // 60)
                yield about_entry(
                    entry,
                    "INT007",
                    f"option {option} was approved {late} min after it was begun",
                    "correct the times; if it was so, say in the log why",
                )
            approved.add(option)
    for option, entry in begun.items():
        if option not in settled:
            yield about_entry(
                entry,
                "INT009",
                f"option {option} was begun, and nobody approved it",
                f"add the line that says who approved it, such as '14:40 APPROVED {option} @name'",
            )
