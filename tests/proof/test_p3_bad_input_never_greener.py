"""P3: a corruption that yields an error leaves every state at least as bad as it was."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from generator.core.audience import Audience
from generator.core.digest import summarise
from generator.core.facts import Record
from generator.core.findings import Finding, Severity
from generator.core.fold import project
from generator.core.merges import check_dead_end, find_dead_ends
from generator.core.publication import create_site
from generator.core.rules import find_rule_damage, hold
from generator.core.views import IncidentView, PublicSite
from generator.core.vocabulary import badness
from generator.pipeline.inputs import read_inputs
from generator.readers.places import hold_to_rules
from generator.readers.public import Folder, list_folders, read_record
from tests.proof.corruptions import CORRUPTIONS
from tests.proof.repository import copy_repository, count, files_below
from tests.proof.told import UNKNOWN, make_files, read_badness

NOW = datetime(2025, 7, 1, tzinfo=UTC)


class _Bench:
    """All records of a repository at one moment, of which one is read again after its damage."""

    def __init__(self, root: Path) -> None:
        self.root = root
        inputs, findings = read_inputs(root)
        assert inputs is not None
        assert findings == ()
        self.config, self.context, self.frame = inputs.config, inputs.context, inputs.frame
        self.folders = {folder.id: folder for folder in list_folders(root)[0]}
        self.records = {name: self._read(folder)[0] for name, folder in self.folders.items()}

    def read(self, folder: Folder) -> bool:
        """Read *folder* again and return whether an error was found."""
        self.records[folder.id], findings = self._read(folder)
        return any(finding.severity is Severity.ERROR for finding in findings)

    def _read(self, folder: Folder) -> tuple[Record, tuple[Finding, ...]]:
        reading = read_record(self.root, folder, self.context)
        return hold_to_rules(
            self.root,
            reading.record,
            reading.findings,
            self.config,
            NOW,
            replay=True,
        )

    def _views(self, as_of: datetime) -> dict[str, IncidentView]:
        """Return what is visible at *as_of*; unreadable where a merge leads nowhere."""
        found = {name: self._project(record, as_of) for name, record in self.records.items()}
        seen = {name: view for name, view in found.items() if view is not None}
        dead_ends = find_dead_ends(
            {name: view.merged_into for name, view in seen.items() if view.merged_into},
            known=found.keys(),
            visible=seen.keys(),
            withdrawn={name for name, view in seen.items() if view.is_tombstone},
        )
        for name, dead_end in dead_ends.items():
            record = self.records[name]
            damage = find_rule_damage(check_dead_end(hold(record, NOW), dead_end))
            view = self._project(replace(record, damage=(*record.damage, *damage)), as_of)
            assert view is not None
            seen[name] = view
        return seen

    def _project(self, record: Record, as_of: datetime) -> IncidentView | None:
        return project(record, self.config, as_of, replay=True)

    def states(self, as_of: datetime) -> dict[str, int]:
        """Return how bad everything looks at *as_of*: parts, page ("") and what programs read."""
        views = self._views(as_of)
        digests = [summarise(view, self.config) for view in views.values()]
        site: PublicSite = create_site(digests, views, self.config, as_of, inputs_hash="")
        found = {
            view.component.id: badness(view.state) if view.is_certain else UNKNOWN
            for view in site.components
        }
        found[""] = badness(site.state.state) if site.state.is_known else UNKNOWN
        found["open"] = UNKNOWN if not site.state.is_known else int(site.state.has_open_incident)
        return found | read_badness(site, make_files(site, views, self.frame))


def _moments(record: Record) -> list[datetime]:
    """Return when *record* changes: its updates, its window."""
    planned = (record.scheduled_for, record.scheduled_until)
    return [*(update.at for update in record.updates), *(at for at in planned if at)]


def test_an_error_never_makes_a_state_greener(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bench = _Bench(copy_repository(tmp_path / "repository"))
    rng = Random(3)
    names = [
        path
        for path in files_below(bench.root, Audience.PUBLIC)
        if "incidents" in path.parts and path.name != "actions.yml"
    ]
    kinds = sorted(CORRUPTIONS)
    accepted: Counter[str] = Counter()
    greener: list[str] = []
    for number in range(count(10_000)):
        path = rng.choice(names)
        folder = next(bench.folders[part] for part in path.parts if part in bench.folders)
        as_of = rng.choice(_moments(bench.records[folder.id]))
        as_of += timedelta(minutes=rng.randrange(0, 90))
        before = bench.states(as_of)
        whole = bench.records[folder.id]
        kept = path.read_bytes()
        kind = kinds[number % len(kinds)]
        path.write_bytes(CORRUPTIONS[kind](kept, rng))
        has_error = bench.read(folder)
        if not has_error:
            accepted[kind] += 1
        else:
            after = bench.states(as_of)
            better = [name for name, state in before.items() if after.get(name, 0) < state]
            if better:
                diff = path.read_bytes()
                greener.append(f"{kind} in {path} at {as_of}: {better}\n{diff[:600]!r}")
        path.write_bytes(kept)
        bench.records[folder.id] = whole
    with capsys.disabled():
        sys.stdout.write(f"\naccepted without an error: {dict(sorted(accepted.items()))}\n")
    assert not greener, "\n".join(greener)
