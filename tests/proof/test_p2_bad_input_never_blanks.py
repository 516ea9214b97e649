"""P2: whatever happens to one file under ``incidents/``, every other record is there unchanged."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from generator.core.audience import Audience
from tests.proof.corruptions import CORRUPTIONS
from tests.proof.repository import build, copy_repository, count, files_below

LISTS = (
    "api/v2/incidents.json",
    "api/v2/incidents/unresolved.json",
    "api/v2/scheduled-maintenances.json",
)


def test_one_broken_file_takes_nothing_else_down(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "repository")
    rng = Random(2)
    _, before = build(root)
    names = [path for path in files_below(root, Audience.PUBLIC) if "incidents" in path.parts]
    kinds = sorted(CORRUPTIONS)
    for number in range(count(1000)):
        path = rng.choice(names)
        kept = path.read_bytes()
        kind = kinds[number % len(kinds)]
        path.write_bytes(CORRUPTIONS[kind](kept, rng))
        folder = path.parent if path.parent.name.startswith(("INC", "MNT")) else path.parents[1]
        told = _told(before, folder.name)
        built, after = build(root)
        lost = [
            name
            for name, content in before.items()
            if name.count("/") == 2
            and name.startswith(("incidents/", "postmortems/"))
            and f"/{folder.name}/" not in name
            and after.get(name) != content
        ]
        lost += sorted(told - _told(after, folder.name))
        assert lost == [], f"{kind} in {path.relative_to(root)}"
        assert len(after["index.html"]) > 5_000
        assert {"history/index.html", "history.atom", "generation.json"} <= after.keys()
        assert all(finding.fix and finding.line >= 1 for finding in built.findings)
        path.write_bytes(kept)


def _told(files: dict[str, bytes], without: str) -> set[str]:
    """Return what programs hear of every record but one, list by list, components aside.

    Components are as they are now, and the roll-up is: both may be worse with a broken file.
    """
    told = set()
    for path in LISTS:
        for events in json.loads(files[path]).values():
            for event in events if isinstance(events, list) else ():
                if "shortlink" in event and not event["shortlink"].endswith(f"/{without}/"):
                    event["components"] = []
                    told.add(f"{path} {json.dumps(event)}")
    return told
