"""Rules over ``internal.yml`` and the log: dates, order, approvals, contradictions.

Those over mitigations and over ``review.yml`` stand beside this module.

Only ``check`` calls them; no public build imports this module (P1). A remark about an internal
file may quote it; none of them points at a public file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from generator.core.effective import AHEAD_LIMIT
from generator.core.facts import Record
from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.rules_base import Remark
from generator.core.rules_internal_base import about_entry, about_header
from generator.core.rules_mitigations import NEED_APPROVAL, check_mitigations
from generator.core.rules_review import check_review
from generator.core.times import format_instant
from generator.core.vocabulary import DataLoss, RecordKind

SURE_OF_DATE = timedelta(hours=6)
"""Up to this distance from its neighbour the date of a bare clock time is beyond doubt."""
LONG_BEFORE = timedelta(days=30)
"""How long before the id's date a line of the log may lie without a word."""

_IN_ORDER = (Verb.STARTED, Verb.DETECTED, Verb.ACK, Verb.MITIGATED, Verb.RESOLVED, Verb.CLOSED)


def check_internal(
    record: InternalRecord,
    public: Record | None,
    as_of: datetime,
    *,
    needing: Collection[str] = NEED_APPROVAL,
) -> Iterator[Remark]:
    """Yield everything odd about what responders wrote about one record.

    Args:
        record: The internal facts of one folder.
        public: The public facts of the same folder, for what both speak of.
        as_of: The moment, aware UTC.
        needing: Letters of mitigations that need an approval; the policy says which.
    """
    if record.kind is RecordKind.INCIDENT:
        yield from _check_detection(record)
        yield from _check_milestones(record)
        yield from _check_severity(record)
        yield from _check_types(record)
    yield from _check_log_times(record, as_of)
    yield from check_mitigations(record, needing)
    yield from _check_header(record)
    yield from check_review(record, as_of)
    if public is not None:
        yield from _check_data_told(record, public)


def _check_detection(record: InternalRecord) -> Iterator[Remark]:
    detected = record.find_first(Verb.DETECTED)
    if detected is None:
        if record.log and not record.unread:
            yield about_entry(
                record.log[0],
                "INT005",
                "no line of the log says DETECTED, so no clock runs",
                "add the line with the time somebody noticed, such as '14:23 DETECTED error rate "
                "45%'",
            )
    elif detected.at.date() != record.date:
        yield about_entry(
            detected,
            "INT001",
            f"detected on {detected.at.date()} (UTC), but the id says {record.date}",
            f"correct the time, or rename the folder to {record.id[:4]}{detected.at.date()}-… "
            "while nothing of it is public",
        )


def _check_milestones(record: InternalRecord) -> Iterator[Remark]:
    """Yield milestones out of order, cycle by cycle: after REOPENED the stages begin anew (R98)."""
    reached: dict[Verb, LogEntry] = {}
    for entry in record.log:
        if entry.verb is Verb.REOPENED:
            yield from _check_reached(reached)
            if Verb.RESOLVED not in reached:
                yield about_entry(
                    entry,
                    "INT003",
                    "REOPENED comes without a RESOLVED before it",
                    "add the line that says when it seemed to be over, or delete this one",
                )
            reached = {}
        elif entry.verb in _IN_ORDER:
            reached.setdefault(entry.verb, entry)
    yield from _check_reached(reached)
    closed = reached.get(Verb.CLOSED)
    is_merged = closed is not None and closed.text.startswith("merged into INC-")
    is_over = Verb.RESOLVED in reached or is_merged
    if closed is not None and not is_over and not record.unread:
        yield about_entry(
            closed,
            "INT003",
            "CLOSED comes without a RESOLVED before it",
            "add the line that says when it was over",
        )


def _check_reached(reached: dict[Verb, LogEntry]) -> Iterator[Remark]:
    stages = [reached[verb] for verb in _IN_ORDER if verb in reached]
    for earlier, later in pairwise(stages):
        if later.at < earlier.at:
            yield about_entry(
                later,
                "INT002",
                f"{later.verb} at {format_instant(later.at)} is earlier than {earlier.verb} at "
                f"{format_instant(earlier.at)}",
                "correct one of the two times; write the date where it is not plain",
            )


def _check_severity(record: InternalRecord) -> Iterator[Remark]:
    detected = record.find_first(Verb.DETECTED)
    first = record.find_first(Verb.SEV)
    if record.severity is None or first is None or detected is None or first.at > detected.at:
        return
    if first.severity != record.severity:
        said = "unset" if first.severity is None else str(first.severity)
        yield about_header(
            record,
            "INT006",
            ("severity",),
            f"'severity' says {record.severity} at first, the log says SEV {said} at "
            f"{format_instant(first.at)}, when it was detected",
            "delete 'severity' here: the log is kept as it was written",
            str(record.severity),
        )


def _check_types(record: InternalRecord) -> Iterator[Remark]:
    if f"{record.path}/internal.yml" in record.unread:
        return
    if "data_integrity" in record.types and record.data is None and record.is_resolved:
        yield about_header(
            record,
            "INT012",
            ("types",),
            "an incident with damaged data is resolved, and 'data:' says nothing",
            "add 'data:' with 'loss: none', 'possible' or 'confirmed'",
            "data_integrity",
        )
    if "deployment_failure" in record.types and not record.related_deployment:
        yield about_header(
            record,
            "INT013",
            ("types",),
            "an incident after a release does not name the release",
            "add 'related_deployment: …', such as 'related_deployment: v2.5.3'",
            "deployment_failure",
        )


def _check_log_times(record: InternalRecord, as_of: datetime) -> Iterator[Remark]:
    limit = as_of + AHEAD_LIMIT
    oldest = datetime.combine(record.date, time(), tzinfo=UTC) - LONG_BEFORE
    for entry in record.log:
        if entry.at > limit:
            yield about_entry(
                entry,
                "INT004",
                f"the line is of {format_instant(entry.at)}, more than two hours ahead of now, "
                f"{format_instant(as_of)}",
                "correct its time",
            )
        elif entry.at < oldest:
            yield about_entry(
                entry,
                "INT019",
                f"the line is of {format_instant(entry.at)}, more than 30 days before the id's "
                f"date {record.date}",
                "correct its date",
            )
    for lines in _by_file(record.log):
        # Lines above the first DETECTED take their date from the one below, others from above.
        first = next((entry.line for entry in lines if entry.verb is Verb.DETECTED), 0)
        for above, below in pairwise(lines):
            guessed, sure = (above, below) if below.line <= first else (below, above)
            if guessed.is_other_day and abs(guessed.at - sure.at) > SURE_OF_DATE:
                yield about_entry(
                    guessed,
                    "INT018",
                    f"the line is read as {format_instant(guessed.at)}, another day than its "
                    f"neighbour of {format_instant(sure.at)}",
                    "write the date in front of the time",
                )


def _by_file(entries: Iterable[LogEntry]) -> list[list[LogEntry]]:
    files: dict[str, list[LogEntry]] = {}
    for entry in entries:
        files.setdefault(entry.path, []).append(entry)
    return [sorted(lines, key=lambda entry: entry.line) for lines in files.values()]


def _check_header(record: InternalRecord) -> Iterator[Remark]:
    if f"{record.path}/internal.yml" in record.unread:
        return
    affected, data, resolution = record.affected, record.data, record.resolution
    if affected.approx and affected.users is None:
        yield about_header(
            record,
            "INT014",
            ("affected", "users", "approx"),
            f"'approx: {affected.approx}' stands without a number",
            "add 'count:', or delete 'approx'",
            affected.approx,
        )
    if data is not None and data.loss is DataLoss.NONE and (data.affected or data.is_recoverable):
        field = "affected" if data.affected else "recoverable"
        yield about_header(
            record,
            "INT011",
            ("data", field),
            f"no data were lost ('loss: none'), and '{field}' says which",
            f"correct 'loss', or delete '{field}'",
        )
    if resolution is not None and (resolution.method == "other") != bool(resolution.other):
        is_missing = not resolution.other
        yield about_header(
            record,
            "INT015",
            ("resolution", "method" if is_missing else "other"),
            "'method: other' stands without words for it"
            if is_missing
            else f"'other' is for 'method: other', and the method is '{resolution.method}'",
            "say in 'other:' what ended it" if is_missing else "write 'method: other'",
            resolution.method,
        )


def _check_data_told(record: InternalRecord, public: Record) -> Iterator[Remark]:
    if not public.editions or record.data is None or record.data.loss is None:
        return
    told = public.editions[-1].data_lost
    if told is not None and told is not record.data.loss:
        yield about_header(
            record,
            "INT017",
            ("data", "loss"),
            f"'loss: {record.data.loss}' here, '{told}' in the public post-mortem",
            "correct this one, or publish a new edition of the post-mortem",
            record.data.loss,
        )
