"""From the decoded fields of ``internal.yml`` to facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from generator.core.incident_types import IncidentType
from generator.core.internal_facts import (
    AccessEntry,
    Affected,
    Credits,
    DataFacts,
    Detection,
    InternalRecord,
    Mitigation,
    PostmortemPlan,
    Resolution,
    RootCause,
    Security,
    VendorLink,
)
from generator.core.vocabulary import DataLoss
from generator.readers.decode import BAD, Fields, Timed
from generator.readers.folders import Folder
from generator.readers.instants import find_instant
from generator.readers.source import Source

_NIGHT = timedelta(hours=6)
"""Between two steps of one night the date changes as a matter of course."""


def create_header(
    fields: Fields, folder: Folder, detected: datetime | None, source: Source
) -> InternalRecord:
    """Return what the header says, without log and review.

    Args:
        fields: Of ``internal.yml``.
        folder: The record's folder.
        detected: When it was noticed; times without a date are near it.
        source: Takes the findings about times.
    """
    return InternalRecord(
        id=folder.id,
        kind=folder.kind,
        date=folder.date,
        path=folder.path,
        title=fields.get("title", ""),
        severity=_severity(fields.get("severity")),
        types=tuple(IncidentType(each) for each in _texts(fields.get("types"))),
        components=_texts(fields.get("components")),
        related_deployment=fields.get("related_deployment", ""),
        detection=_detection(fields.get("detection")),
        roles=tuple(
            (role, _texts(holders))
            for role, holders in fields.get("roles", ())
            if role is not BAD and holders is not BAD
        ),
        affected=_affected(fields.get("affected")),
        data=_data(fields.get("data"), detected, folder.date, source),
        mitigations=tuple(_mitigations(fields, detected, folder.date, source)),
        resolution=_resolution(fields.get("resolution")),
        root_cause=_root_cause(fields.get("root_cause")),
        is_backfilled=fields.get("backfilled", False),
        workaround=fields.get("workaround", ""),
        tracker=fields.get("tracker", ""),
        deferred_to=fields.get("deferred_to", ""),
        deferred_reason=fields.get("deferred_reason", ""),
        resolution_override=fields.get("resolution_override", ""),
        outcome=fields.get("outcome", ""),
        security=_security(fields.get("security")),
        vendor=_vendor(fields.get("vendor")),
        credits=_credits(fields.get("credits")),
        access=tuple(_access(item) for item in fields.get("access", ()) if item is not BAD),
        related_incidents=_texts(fields.get("related_incidents")),
        tags=_texts(fields.get("tags")),
        postmortem=_postmortem(fields.get("postmortem")),
    )


def _mitigations(
    fields: Fields, detected: datetime | None, day: date, source: Source
) -> Iterator[Mitigation]:
    for index, item in enumerate(fields.get("mitigations", ())):
        if item is BAD:
            continue
        approved = item.get("approved")
        steps: tuple[Timed | None, ...] = (
            item.get("proposed"),
            approved.get("at") if approved else None,
            item.get("started"),
            item.get("finished"),
        )
        anchor = detected
        found: list[datetime | None] = []
        for timed in steps:
            if timed is not None:
                anchor = find_instant(timed, anchor, day, source, silent_for=_NIGHT)
            found.append(None if timed is None else anchor)
        proposed_at, approved_at, started_at, finished_at = found
        yield Mitigation(
            index=index,
            option=item.get("option", ""),
            action=item.get("action", ""),
            risk=item.get("risk", ""),
            expected=item.get("expected", ""),
            back_out=item.get("back_out", ""),
            author=item.get("author", ""),
            reviewed_by=item.get("reviewed_by", ""),
            proposed_at=proposed_at,
            approved_by=approved.get("by", "") if approved else "",
            approved_at=approved_at,
            started_at=started_at,
            finished_at=finished_at,
            result=item.get("result", ""),
        )


def _severity(word: str | None) -> int | None:
    return int(word) if word and word.isdigit() else None


def _texts(items: Any) -> tuple[str, ...]:
    return tuple(item for item in items or () if item is not BAD)


def _detection(fields: Fields | None) -> Detection:
    if not fields:
        return Detection()
    return Detection(
        how=fields.get("how", ""), detail=fields.get("detail", ""), alert=fields.get("alert", "")
    )


def _affected(fields: Fields | None) -> Affected:
    if not fields:
        return Affected()
    users = fields.get("users")
    return Affected(
        users=users.get("count") if users else None,
        approx=users.get("approx", "") if users else "",
        percent=users.get("percent") if users else None,
        user_reports=fields.get("user_reports"),
        groups=_texts(fields.get("groups")),
    )


def _data(
    fields: Fields | None, anchor: datetime | None, day: date, source: Source
) -> DataFacts | None:
    if not fields:
        return None
    loss = fields.get("loss")
    notified: Timed | None = fields.get("notified_at")
    return DataFacts(
        loss=DataLoss(loss) if loss else None,
        affected=fields.get("affected", ""),
        is_recoverable=fields.get("recoverable"),
        recovered=fields.get("recovered", ""),
        notified_at=None if notified is None else find_instant(notified, anchor, day, source),
    )


def _resolution(fields: Fields | None) -> Resolution | None:
    if not fields:
        return None
    return Resolution(
        method=fields.get("method", ""),
        other=fields.get("other", ""),
        summary=fields.get("summary", ""),
        plain=fields.get("plain", ""),
    )


def _root_cause(fields: Fields | None) -> RootCause | None:
    if not fields:
        return None
    return RootCause(
        category=fields.get("category", ""),
        technical=fields.get("technical", ""),
        plain=fields.get("plain", ""),
    )


def _security(fields: Fields | None) -> Security | None:
    return Security(breach=fields.get("breach", "")) if fields else None


def _vendor(fields: Fields | None) -> VendorLink | None:
    if not fields:
        return None
    return VendorLink(
        id=fields.get("id", ""),
        role=fields.get("role", ""),
        incident_url=fields.get("incident_url", ""),
    )


def _credits(fields: Fields | None) -> Credits | None:
    if not fields:
        return None
    return Credits(amount=fields.get("amount"), approved_by=fields.get("approved_by", ""))


def _access(item: Fields) -> AccessEntry:
    return AccessEntry(
        who=item.get("who", ""), what=item.get("what", ""), link=item.get("link", "")
    )


def _postmortem(fields: Fields | None) -> PostmortemPlan:
    if not fields:
        return PostmortemPlan()
    return PostmortemPlan(public=fields.get("public", ""), waived=fields.get("waived", ""))
