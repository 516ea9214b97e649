"""A night that goes past midnight, and two words on one part within one second."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from generator.core.facts import SiteConfig
from generator.core.vocabulary import ComponentState
from generator.pipeline.case import Case, open_case
from generator.pipeline.check import check_repository
from generator.readers.site import read_site
from tests.cli.nights import Night

ID = "INC-2025-01-15-001"
BEFORE, AFTER = "2025-01-15T23:58:00Z", "2025-01-16T00:07:00Z"
NEW = ("new", "late errors", "--severity", "2", "--component", "search")


def case_of(night: Night) -> Case:
    config = read_site(night.root)[0]
    assert isinstance(config, SiteConfig)
    return open_case(night.root, ID, config, datetime(2025, 1, 16, 1, tzinfo=UTC), replay=True)


def test_lines_typed_after_midnight_fall_on_the_day_they_mean_and(
    tmp_path: Path,
) -> None:
    night = Night(tmp_path)
    night.type(*NEW, now=BEFORE)
    typed = night.type(
        "log", "-", "--format", "json", now=AFTER,
        text="23:59 looking\n00:02 found it\n00:05 HYPOTHESIS disk\n",
    )  # fmt: skip
    alone = night.type("log", "--format", "json", "23:59:30", "still", "looking", now=AFTER)

    assert "23:59 read as 2025-01-15 23:59Z, the day is inferred" in typed.json["notes"]
    assert typed.json["log"] == [
        "2025-01-15 23:59Z looking",
        "2025-01-16 00:02Z found it",
        "2025-01-16 00:05Z HYPOTHESIS disk",
    ]
    assert alone.json["log"] == ["2025-01-15 23:59:30Z still looking"]
    assert "23:59 read as 2025-01-15 23:59:30Z, the day is inferred" in alone.json["notes"]


def test_an_update_after_midnight_may_be_about_the_day_before(tmp_path: Path) -> None:
    night = Night(tmp_path)
    night.type(*NEW, now=BEFORE)
    told = night.type("update", "Search fails.", "--at", "23:58", "--format", "json", now=AFTER)
    done = night.type("resolve", "--at", "00:15", "--format", "json", now="2025-01-16T00:20:00Z")

    assert "23:58 read as 2025-01-15 23:58Z (UTC; the day before)" in told.json["notes"]
    assert "search: partial 2025-01-15 23:58 to 2025-01-16 00:15 (17 min)" in done.json["notes"]
    case = case_of(night)
    assert case.view is not None
    assert (case.view.started_at, case.view.ended_at) == (
        datetime(2025, 1, 15, 23, 58, tzinfo=UTC),
        datetime(2025, 1, 16, 0, 15, tzinfo=UTC),
    )


def test_what_was_noticed_before_midnight_belongs_to_that_day(tmp_path: Path) -> None:
    typed = Night(tmp_path).type(*NEW, "--at", "23:58", "--format", "json", now=AFTER)

    assert typed.json["record"] == ID
    assert "23:58 read as 2025-01-15 23:58Z (UTC; the day before)" in typed.json["notes"]


def test_the_worse_of_two_states_in_one_second_is_shown_with_a_finding(tmp_path: Path) -> None:
    night = Night(tmp_path)
    night.type(*NEW, now=BEFORE)
    night.type("update", "Search fails.", "--component", "search=down", now=AFTER)
    # Another clone wrote in the same second, and git merged both files without a conflict.
    folder = night.root / "incidents" / "2025" / ID / "updates"
    (folder / "20250116T000700Z-zzzzzzzz.yml").write_text("components:\n  search: operational\n")

    case = case_of(night)
    assert case.view is not None
    assert dict(case.view.states) == {"search": ComponentState.MAJOR_OUTAGE}
    found = check_repository(
        night.root, now=datetime(2025, 1, 16, 1, tzinfo=UTC), strict=False
    ).findings
    assert [(each.code, each.severity) for each in found if each.code[:3] != "DUT"] == [
        ("INC021", "warning")
    ]
