"""When a view changes by the clock alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from generator.core.effective import find_effective
from generator.core.facts import Record, Update
from generator.core.moments import Moments
from generator.core.vocabulary import RecordKind

NOON = datetime(2025, 1, 15, 12, tzinfo=UTC)


def test_an_update_dated_an_hour_ahead_changes_its_view_when_its_time_comes() -> None:
    update = Update(id="u", at=NOON + timedelta(hours=1))
    record = Record(
        id="INC-2025-01-15-001",
        kind=RecordKind.INCIDENT,
        date=date(2025, 1, 15),
        path="",
        updates=(update,),
    )

    effective = find_effective(record.updates, NOON, replay=False)
    moments = Moments(record, effective, NOON, replay=False)

    assert (moments.valid_from, moments.valid_until) == (
        NOON - timedelta(hours=1),
        NOON + timedelta(hours=1),
    )
