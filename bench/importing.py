"""The history of another status page, 10,000 incidents of three updates: imported, and again.

Prints the time of ``allclear import`` into an empty folder, of a second run that finds everything
there, of looking through the records alone, and of a build of the result from nothing.
``--check`` ends with status 1 where a figure misses its budget.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.measure import generator, run

MOST_SECONDS = 30.0
MOST_LOOKING = 1.0
_FIRST = datetime(2016, 1, 1, tzinfo=UTC)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_STATES = ("degraded_performance", "partial_outage", "major_outage")
_WORDS = (
    "We are investigating: requests may fail or take longer than usual.",
    "The cause is known. A fix is being rolled out.\n\nThank you for your patience.",
    "This incident has been resolved.",
)
_LOOKING = """
import sys, time
from pathlib import Path
from generator.pipeline.import_known import find_known
from generator.readers.public import list_folders
root, start = Path(sys.argv[1]), time.perf_counter()
folders, _ = list_folders(root)
find_known(root, folders, frozenset())
print(time.perf_counter() - start)
"""


def create_incidents(count: int, *, seed: int = 7) -> dict[str, Any]:
    """Return a saved ``incidents.json`` with *count* incidents, three a day; seeded."""
    dice = random.Random(seed)
    parts = [
        {"id": _id(dice), "name": f"Part {number}", "status": "operational", "position": number,
         "description": None, "start_date": None, "group_id": None, "group": False}
        for number in range(12)
    ]  # fmt: skip
    return {
        "page": {"id": _id(dice), "name": "Example", "url": "https://status.example.com",
                 "time_zone": "Etc/UTC", "updated_at": "2026-01-01T00:00:00.000Z"},
        "components": parts,
        "incidents": [
            _create_incident(dice, _FIRST + number * timedelta(hours=8), parts)
            for number in range(count)
        ],
    }  # fmt: skip


def _create_incident(
    dice: random.Random, at: datetime, parts: list[dict[str, Any]]
) -> dict[str, Any]:
    part, state = dice.choice(parts), dice.choice(_STATES)
    updates: list[dict[str, Any]] = []
    old = "operational"
    steps = zip(
        ("investigating", "identified", "resolved"), _WORDS, (state, state, "operational"),
        strict=True,
    )  # fmt: skip
    for status, body, new in steps:
        at += timedelta(milliseconds=dice.randrange(60_000, 3_600_000))
        updates.append(
            {
                "id": _id(dice), "status": status, "body": body, "created_at": _write(at),
                "updated_at": _write(at), "display_at": _write(at),
                "affected_components": [
                    {"code": part["id"], "name": part["name"], "old_status": old,
                     "new_status": new},
                ],
                "deliver_notifications": True, "custom_tweet": None, "tweet_id": None,
            }
        )  # fmt: skip
        old = new
    return {
        "id": _id(dice), "name": f"{part['name']} is slow", "status": "resolved",
        "created_at": updates[0]["created_at"], "updated_at": _write(at), "impact": "minor",
        "incident_updates": updates[::-1], "components": [part],
    }  # fmt: skip


def _id(dice: random.Random) -> str:
    return "".join(dice.choices(_DIGITS, k=12))


def _write(at: datetime) -> str:
    return f"{at.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.importing", description=__doc__)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--check", action="store_true", help="fail where a budget is missed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, root = Path(folder) / "incidents.json", Path(folder) / "root"
        root.mkdir()
        source.write_text(json.dumps(create_incidents(options.incidents)), encoding="utf-8")
        command = generator("import", "statuspage", str(source), "--root", str(root))
        first, second = run(command), run(command)
        looking = float(run([sys.executable, "-c", _LOOKING, str(root)]).output)
        build = run(generator("build", "--root", str(root), "--now", "2026-01-01T00:00Z"))
    print(f"{options.incidents:,} incidents, {3 * options.incidents:,} updates")
    print(f"import          {first.seconds:6.2f} s   {first.peak:6.0f} MB")
    print(f"the same again  {second.seconds:6.2f} s   {second.peak:6.0f} MB")
    print(f"looking through {looking:6.2f} s")
    print(f"build of it     {build.seconds:6.2f} s   {build.peak:6.0f} MB")
    is_missed = first.seconds > MOST_SECONDS or looking > MOST_LOOKING
    return int(is_missed and options.check)


if __name__ == "__main__":
    sys.exit(main())
