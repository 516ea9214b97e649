"""FX1, the repository's own first record, at the six moments of the table (requirements 1.4)."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.core.clockwork.clocks import Clock, overall, read_clocks
from generator.core.clockwork.course import find_status_hint, internal_status
from generator.pipeline.book import only, read_book
from tests.clocks.stories import Row, clock_time, day_time, row_of

ROOT = Path(__file__).parents[2]
FX1 = "INC-2025-01-15-001"
FOLDER = f"incidents/2025/{FX1}"
MINUTE = timedelta(minutes=1)


class Moment(NamedTuple):
    """What is known of FX1 at one moment."""

    severity: tuple[int | None, str]
    status: tuple[str, str]
    hint: str
    clocks: dict[str, Clock]
    rows: dict[str, Row]

    def stage(self, name: str) -> tuple[str, str, int | None]:
        """Return state, deadline and minutes of one stage."""
        clock = self.clocks[name]
        actual = None if clock.actual is None else clock.actual // MINUTE
        return str(clock.state), day_time(clock.due_at), actual

    def due(self, *names: str) -> list[str]:
        """Return when the rows *names* are due, all of them open."""
        assert {self.rows[name][0] for name in names} == {"pending"}
        return [self.rows[name][1] for name in names]

    def overdue(self) -> dict[str, int]:
        """Return what is overdue, in minutes."""
        return {id_: row[3] for id_, row in self.rows.items() if row[0] == "overdue"}


def moment(time: str, root: Path = ROOT) -> Moment:
    """Return FX1 of the repository at *root* as ``--now`` *time* shows it."""
    book = read_book(root, clock_time(time), replay=True, wanted=only([FX1]))
    (course,) = book.courses
    clocks = read_clocks(course, book.policy, book.as_of)
    return Moment(
        (course.severity, "" if course.declared_at is None else day_time(course.declared_at)),
        (internal_status(course), str(course.public.status) if course.public else ""),
        find_status_hint(course),
        {clock.stage: clock for clock in clocks},
        {duty.id: row_of(duty) for duty in book.duties()},
    )


def variant(target: Path, **changed: tuple[str, str]) -> Path:
    """Return a copy of FX1 where in each file (``public``: ``public.yml``) one text is another."""
    shutil.copytree(ROOT / FOLDER, target / FOLDER)
    for name in ("site_src/public/site.yml", "site_src/internal/policy.yml"):
        if (ROOT / name).exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    for name, (old, new) in changed.items():
        path = target / FOLDER / f"{name}.yml"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        path.write_text(text.replace(old, new), encoding="utf-8")
    return target


def test_FX1_at_14_25_is_acknowledged_and_assumed_to_be_severity_2() -> None:
    then = moment("14:25")
    assert then.severity == (None, "")
    assert then.status == ("investigating", "")
    assert then.stage("acknowledge")[::2] == ("met", 1)
    assert then.stage("mitigate") == ("pending", "15 16:24", None)
    assert (then.clocks["mitigate"].severity, then.clocks["mitigate"].is_assumed) == (2, True)
    assert then.overdue() == {}


def test_FX1_at_14_33_is_severity_1_and_nobody_outside_knows() -> None:
    then = moment("14:33")
    assert then.severity == (1, "15 14:32")
    assert then.status == ("investigating", "")
    assert then.stage("mitigate") == ("pending", "15 14:54", None)
    assert then.due("public-update-1", "assign-ic") == ["15 14:38", "15 14:42"]
    names = ("tell-executives", "tell-ceo", "assign-comms")
    assert then.due(*names) == ["15 15:02"] * 3
    assert then.overdue() == {}


def test_FX1_at_14_39_with_no_update_posted_is_one_minute_late(tmp_path: Path) -> None:
    posted = moment("14:39")
    assert posted.overdue() == {}
    root = variant(tmp_path, public=("at: 2025-01-15 14:36Z", "at: 2025-01-15 14:40Z"))
    then = moment("14:39", root)
    assert then.severity == (1, "15 14:32")
    assert then.status == ("investigating", "")
    assert then.rows["public-update-1"] == ("overdue", "15 14:38", "", 1)
    assert then.overdue() == {"public-update-1": 1}


def test_FX1_at_14_51_is_mitigated_and_the_page_does_not_say_so() -> None:
    then = moment("14:51")
    assert then.severity == (1, "15 14:32")
    assert then.status == ("mitigated", "investigating")
    assert then.stage("mitigate") == ("met", "15 14:54", 26)
    assert then.stage("resolve") == ("pending", "15 18:50", None)
    assert then.due("public-update-2") == ["15 15:06"]
    assert then.hint == "log says mitigated, public says investigating"
    assert then.overdue() == {}


def test_FX1_at_15_12_is_resolved_and_owes_a_mail_and_a_meeting() -> None:
    then = moment("15:12")
    assert then.severity == (1, "15 14:32")
    assert then.status == ("resolved", "resolved")
    assert then.due("resolution-email", "postmortem-meeting") == ["15 19:06", "17 15:06"]
    assert then.hint == ""
    assert then.overdue() == {}


def test_FX1_on_18_january_without_a_meeting_is_8_h_54_min_late(tmp_path: Path) -> None:
    root = variant(tmp_path, review=("status: final", "status: draft"))
    review = root / FOLDER / "review.yml"
    text = review.read_text(encoding="utf-8")
    begin, end = text.index("meeting:\n"), text.index("executive_summary:")
    review.write_text(text[:begin] + text[end:], encoding="utf-8")
    then = moment("2025-01-18 00:00", root)
    assert then.severity == (1, "15 14:32")
    assert then.status == ("resolved", "resolved")
    assert then.overdue() == {"postmortem-meeting": 8 * 60 + 54}
    planned = moment("2025-01-18 00:00")
    assert planned.rows["postmortem-meeting"] == ("met", "17 15:06", "16 15:00", 0)


@pytest.mark.parametrize(
    ("stage", "minutes", "target"),
    [("acknowledge", 1, 5), ("mitigate", 26, 30), ("resolve", 16, 240)],
)
def test_R145_R147_FX1_takes_1_26_and_16_minutes_of_5_30_and_240(
    stage: str, minutes: int, target: int
) -> None:
    clock = moment("15:12").clocks[stage]
    assert clock.actual == minutes * MINUTE
    assert clock.target is not None
    assert clock.target.amount == target * MINUTE
    assert str(clock.state) == "met"


def test_R145_FX1_took_43_minutes_in_all_and_kept_its_targets() -> None:
    clocks = moment("15:12").clocks
    lengths = [clock.actual for clock in clocks.values() if clock.actual is not None]
    assert sum(lengths, timedelta(0)) == 43 * MINUTE
    assert overall(tuple(clocks.values())) == "met"


def test_R13_R17_R41_the_completed_record_of_FX1_missed_nothing_on_the_day() -> None:
    rows = moment("18:00").rows
    assert rows["assign-comms"] == ("met", "15 15:02", "15 14:45", 0)
    assert rows["tell-executives"] == ("met", "15 15:02", "15 14:50", 0)
    assert rows["tell-ceo"] == ("met", "15 15:02", "15 14:50", 0)
    assert rows["tell-product"][0] == rows["tell-customer-success"][0] == "met"
    assert [id_ for id_, row in rows.items() if row[0] in ("missed", "overdue")] == []


def test_R29_R48_FX1_proposed_a_rollback_with_a_commander_in_place() -> None:
    assert moment("15:12").rows["rollback-needs-ic"] == ("met", "15 14:48", "15 14:35", 0)


def test_R136_FX1_never_reached_the_cto() -> None:
    row = moment("17:00").rows["involve-cto"]
    assert row == ("not_applicable", "15 16:23", "", 0)
