"""The repository's own records, read once and shown at any moment."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from generator.core.facts import Record, SiteConfig
from generator.core.fold import project
from generator.core.views import IncidentView
from generator.pipeline.build import Built, make_site, plan_build
from generator.pipeline.in_memory import MemoryStage
from generator.readers.public import list_folders, read_record
from generator.readers.site import read_site

ROOT = Path(__file__).parents[2]
MEETING = datetime(2025, 4, 10, 15, 20, tzinfo=UTC)
"""The sample moment the README names: everything that can be shown is there."""
LATER = datetime(2025, 7, 1, 12, 0, tzinfo=UTC)
"""Long after the last record."""


@cache
def config() -> SiteConfig:
    found, findings = read_site(ROOT)
    assert findings == ()
    assert found is not None
    return found


@cache
def records() -> dict[str, Record]:
    plan = plan_build(ROOT)
    assert plan.inputs is not None
    folders, findings = list_folders(ROOT)
    assert findings == ()
    read = [read_record(ROOT, folder, plan.inputs.context) for folder in folders]
    return {reading.record.id: reading.record for reading in read}


@cache
def view(record_id: str, as_of: datetime = MEETING, *, replay: bool = True) -> IncidentView:
    found = project(records()[record_id], config(), as_of, replay=replay)
    assert found is not None, f"{record_id} is not public yet"
    return found


@cache
def built(as_of: datetime, *, replay: bool) -> tuple[Built, dict[str, bytes]]:
    stage = MemoryStage()
    made = make_site(plan_build(ROOT), stage, b"", as_of=as_of, replay=replay)
    return made, stage.files
