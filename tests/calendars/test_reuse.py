"""Calendars are made again when planned work changed, and only then; their memory is whole."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from generator.core.digest import summarise
from generator.core.vocabulary import MaintenanceStatus
from generator.pipeline.build import Built, make_site, plan_build
from generator.pipeline.in_memory import MemoryStage
from generator.pipeline.manifest import Entry
from generator.pipeline.memory import Made, Memory, dump, load
from generator.readers.folders import stamp
from tests.core.builders import at, config, said, show, work
from tests.proof.repository import MEETING, build, copy_repository

NEVER = 2**62
INCIDENT, WORK = "incidents/2025/INC-2025-04-10-001", "incidents/2025/MNT-2025-04-07-001"


class LaterStage(MemoryStage):
    """Keeps what the stage before it held, as an output folder does."""

    def __init__(self, before: MemoryStage) -> None:
        super().__init__()
        self._before = before

    def keep(self, outputs: Collection[tuple[str, Entry]]) -> bool:
        if any(self._before.manifest.get(path) != entry for path, entry in outputs):
            return False
        for path, entry in outputs:
            self.files[path] = self._before.files[path]
            self.manifest[path] = entry
        return True


def _again(
    root: Path, stage: MemoryStage, built: Built, as_of: datetime = MEETING
) -> tuple[Built, LaterStage]:
    later = LaterStage(stage)
    remembered = dump(built.memory, before_ns=NEVER)
    return make_site(plan_build(root), later, remembered, as_of=as_of, replay=False), later


def test_calendars_are_made_again_only_when_planned_work_changed(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "repository")
    stage = MemoryStage()
    built = make_site(plan_build(root), stage, b"", as_of=MEETING, replay=False)
    assert "calendars" in built.lists_made

    for folder, changed in ((INCIDENT, False), (WORK, True)):
        updates = root / folder / "updates"
        updates.mkdir(exist_ok=True)
        text = "text: News.\n" if folder is INCIDENT else "cancelled: true\n"
        (updates / "20250410T151000Z-k7q2m9x4.yml").write_text(text, encoding="utf-8")
        built, stage = _again(root, stage, built)
        assert ("feeds" in built.lists_made, "calendars" in built.lists_made) == (True, changed)
        assert stage.files == build(root, replay=False)[1]


def test_an_event_is_remembered() -> None:
    view = show(work(said("10:00", MaintenanceStatus.SCHEDULED, text="Words.")), at("12:00"))
    digest = summarise(view, config())
    made = Made(view.id, (stamp("public.yml", 10, 1000),), "aa", digest, (), ())
    memory = Memory("key", {view.id: made})

    loaded = load(dump(memory, before_ns=NEVER), "key").records[view.id]
    assert loaded == made
    assert loaded.digest is not None
    assert loaded.digest.event is not None
    assert loaded.digest.event.revision == 0
