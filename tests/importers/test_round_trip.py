"""Every recorded Statuspage page, imported and rebuilt, is told by our API as by theirs.

What differs is listed in ``REASONS``, one by one; anything else fails. None of it loses what a
reader of the page could see.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from generator.cli.main import group
from generator.pipeline.build import make_site, plan_build
from generator.pipeline.in_memory import MemoryStage

RECORDED = Path(__file__).parents[3] / "shared" / "data" / "statuspage-v2"
SOURCES = [
    *(RECORDED / name for name in ("codametrix", "stactus")),
    *sorted(RECORDED.glob("*-summary-*.json")),
]
pytestmark = pytest.mark.skipif(not RECORDED.exists(), reason="needs the recorded pages")

Json = dict[str, Any]


class Difference(NamedTuple):
    """One value that is not as it was recorded; ``place`` has no ids in it."""

    place: str
    theirs: Any
    ours: Any


def _is_near(difference: Difference) -> bool:
    return abs(difference.theirs - difference.ours) <= timedelta(seconds=1)


def _is_derived(_difference: Difference) -> bool:
    return True


def _is_html_as_text(difference: Difference) -> bool:
    words = re.sub(r"<[^>]+>", " ", difference.theirs)
    return "<" in difference.theirs and words.split() == difference.ours.split()


REASONS: list[tuple[str, str, Callable[[Difference], bool]]] = [
    (
        r"(event|update)\.(shortlink|tweet_id)",
        "Theirs lead to Statuspage and Twitter; ours is the record's own page, and no client needs "
        "a tweet (interop §1.2).",
        _is_derived,
    ),
    (
        r"event\.(created_at|started_at)",
        "Theirs is when the row was made, some milliseconds before its first update; ours is that "
        "update's own time.",
        _is_near,
    ),
    (
        r"event\.updated_at",
        "Theirs is when the row was last touched; ours is the last change that readers can see.",
        lambda found: found.ours <= found.theirs + timedelta(seconds=1),
    ),
    (
        r"event\.name",
        "White space inside a title is folded, as every browser shows it.",
        lambda found: found.theirs.split() == found.ours.split(),
    ),
    (r"update\.body", "HTML becomes plain text, word for word.", _is_html_as_text),
    (
        r"update\.updated_at",
        "An edit's time is kept nowhere: its words are, as they were last.",
        lambda found: found.ours < found.theirs,
    ),
    (
        r"update\.deliver_notifications",
        "What is not over comes silently, so that no feed calls it new (R103).",
        lambda found: found.theirs is True and found.ours is False,
    ),
    (
        r"update\.affected_components",
        "Theirs names no parts in some updates; ours names those of the event with each.",
        lambda found: found.theirs is None,
    ),
    (
        r"event\.updates",
        "What is not over has the line by which the clock began it, seconds before theirs.",
        lambda found: (
            [each for each in found.ours if each != "in_progress by the clock"] == found.theirs
        ),
    ),
    (
        r"affected\.old_status",
        "Theirs is how the part stood for whatever reason; ours is how this event had left it.",
        _is_derived,
    ),
    (
        r"affected\.name",
        "Parts below no group, or gone, get a group here; the part's own name stays.",
        lambda found: found.theirs.rpartition(" - ")[2] == found.ours.rpartition(" - ")[2],
    ),
    (
        r"component\.(created_at|updated_at)",
        "Ours begins with the first day counted and changes with what names the part.",
        _is_derived,
    ),
    (r"component\.position", "Ours runs through the page, group by group.", _is_derived),
    (r"component\.showcase", "Every part shows its uptime here.", lambda found: found.ours is True),
    (
        r"component\.group_id",
        "On a page with groups every part has one here.",
        lambda found: found.theirs is None,
    ),
    (
        r"components\.more",
        "The groups that hold those; and two parts that a list cut short lacks and its incidents "
        "show.",
        lambda found: found.ours["group"] is True or found.ours["name"] in {"Actions", "Pages"},
    ),
    (
        r"page\.updated_at",
        "Theirs changes with settings too; ours is the last change of the content.",
        lambda found: found.ours <= found.theirs + timedelta(seconds=1),
    ),
]
"""Place, why it may differ, and how far."""


@pytest.mark.parametrize("source", SOURCES, ids=[path.stem for path in SOURCES])
def test_a_recorded_page_comes_out_as_it_went_in(source: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        group, ["import", "statuspage", str(source), "--root", str(tmp_path)]
    )
    assert result.exit_code == 0, result.output
    recorded = [json.loads(path.read_text(encoding="utf-8")) for path in files_of(source)]
    tree = rebuild(tmp_path, recorded)
    found = [difference for file in recorded for difference in compare(file, tree)]
    assert [difference for difference in found if not is_explained(difference)] == []
    told = {each["id"] for file in recorded for each in events(file)}
    assert {each["id"] for file in tree.values() for each in events(file)} == told


def test_all_recorded_events_are_compared() -> None:
    recorded = [json.loads(path.read_text("utf-8")) for path in RECORDED.rglob("*.json")]
    assert len({each["id"] for file in recorded for each in events(file)}) == 78


def files_of(source: Path) -> list[Path]:
    return sorted(source.glob("*.json")) if source.is_dir() else [source]


def rebuild(root: Path, recorded: list[Json]) -> dict[str, Json]:
    """Return our API as it was when the page was recorded."""
    latest = max(datetime.fromisoformat(file["page"]["updated_at"]) for file in recorded)
    as_of = latest.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=1)
    stage = MemoryStage()
    make_site(plan_build(root), stage, b"", as_of=as_of, replay=True)
    return {
        path.removeprefix("api/v2/").removesuffix(".json"): json.loads(content)
        for path, content in stage.files.items()
        if path.startswith("api/v2/")
    }


def events(file: Json) -> list[Json]:
    return [*file.get("incidents", ()), *file.get("scheduled_maintenances", ())]


def is_explained(difference: Difference) -> bool:
    return any(
        re.fullmatch(place, difference.place) and allows(difference) for place, _, allows in REASONS
    )


def compare(file: Json, tree: dict[str, Json]) -> Iterator[Difference]:
    """Yield every difference between a recorded file and what our tree says of the same."""
    yield from _values("page", file["page"], tree["summary"]["page"])
    if "status" in file:
        yield from _values("status", file["status"], tree["status"]["status"])
    if "components" in file:
        yield from _each("component", file["components"], tree["components"]["components"], "id")
    ours = {each["id"]: each for each in (e for f in tree.values() for e in events(f))}
    for event in events(file):
        yield from _event(event, ours[event["id"]])


def _event(theirs: Json, ours: Json) -> Iterator[Difference]:
    nested = {"incident_updates", "components"}
    yield from _values("event", theirs, ours, nested | {"reminder_intervals"})
    yield from _each("component", theirs["components"], ours["components"], "id")
    updates = {each["id"]: each for each in ours["incident_updates"]}
    orders = _ids(theirs, theirs), _ids(ours, theirs)
    if orders[0] != orders[1]:
        yield Difference("event.updates", *orders)
    for update in theirs["incident_updates"]:
        other = updates[update["id"]]
        affected = update["affected_components"], other["affected_components"]
        yield from _values("update", update, other, {"affected_components"})
        if None in affected:
            if affected[0] != affected[1]:
                yield Difference("update.affected_components", *affected)
        else:
            yield from _each("affected", *affected, "code")


def _ids(event: Json, theirs: Json) -> list[str]:
    """Return the ids of the updates of *event*; what *theirs* lacks is called by what it says."""
    known = {each["id"] for each in theirs["incident_updates"]}
    return [
        each["id"]
        if each["id"] in known
        else f"{each['status']} by the clock"
        if each["created_at"] == event.get("scheduled_for")
        else f"more: {each['status']}"
        for each in event["incident_updates"]
    ]


def _each(place: str, theirs: list[Json], ours: list[Json], key: str) -> Iterator[Difference]:
    """Compare lists as sets by *key*: both orders are right, each by its own positions."""
    known = {each[key]: each for each in ours}
    for each in theirs:
        other = known.pop(each[key], None)
        if other is None:
            yield Difference(f"{place}s.missing", each, None)
        else:
            yield from _values(place, each, other)
    for other in known.values():
        yield Difference(f"{place}s.more", None, other)


def _values(
    place: str, theirs: Json, ours: Json, nested: set[str] | None = None
) -> Iterator[Difference]:
    for name in theirs.keys() | ours.keys():
        if name in (nested or ()):
            continue
        pair = theirs.get(name, "not there"), ours.get(name, "not there")
        if name.endswith("_at") or name.startswith("scheduled_"):
            pair = tuple(each and datetime.fromisoformat(each) for each in pair)
        if pair[0] != pair[1]:
            yield Difference(f"{place}.{name}", *pair)
