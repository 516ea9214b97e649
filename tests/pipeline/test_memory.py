"""What one build leaves for the next, and what a planted file can do to it: nothing."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta

from generator.core.findings import Finding, Severity
from generator.core.merges import DeadEnd
from generator.core.views import Digest, EntryRef
from generator.core.vocabulary import ComponentState, Impact, IncidentStatus, RecordKind
from generator.pipeline.memory import Made, Memory, dump, load
from generator.readers.folders import stamp
from generator.renderers.feed_entries import Entry

T = datetime(2025, 1, 15, 14, 36, tzinfo=UTC)


def make_digest(**changes: object) -> Digest:
    values: dict[str, object] = {
        "id": "INC-2025-01-15-001",
        "kind": RecordKind.INCIDENT,
        "day": date(2025, 1, 15),
        "title": "Scores",
        "status": IncidentStatus.RESOLVED,
        "peak": ComponentState.MAJOR_OUTAGE,
        "impact": Impact.CRITICAL,
        "state": ComponentState.OPERATIONAL,
        "is_open": False,
        "components": ("score-recording",),
        "states": (),
        "windows": (),
        "durations": ((ComponentState.MAJOR_OUTAGE, timedelta(minutes=28)),),
        "entries": (
            EntryRef(
                incident="INC-2025-01-15-001",
                update="20250115T143600Z",
                at=T,
                components=("score-recording",),
                is_in_feeds=True,
            ),
        ),
        "summary": "Working.",
        "started_at": T,
        "ended_at": T,
        "scheduled_for": None,
        "scheduled_until": None,
        "is_cancelled": False,
        "is_tombstone": False,
        "merged_into": None,
        "is_backfilled": False,
        "has_postmortem": False,
        "postmortem_title": "",
        "postmortem_at": None,
        "is_damaged": False,
        "damaged_at": None,
        "damage_is_fresh": False,
        "damaged_components": (),
        "last_update_at": T,
        "last_changed_at": T,
        "valid_from": T,
        "valid_until": None,
    }
    return Digest(**(values | changes))  # type: ignore[arg-type]


def make_made(**changes: object) -> Made:
    finding = Finding(
        path="a", line=1, column=1, code="X001", severity=Severity.ERROR, message="m", fix="f"
    )
    values: dict[str, object] = {
        "id": "INC-2025-01-15-001",
        "files": (stamp("public.yml", 10, 1000),),
        "inputs": "aa",
        "digest": make_digest(),
        "outputs": (("incidents/INC-2025-01-15-001/index.html", (3, "bb")),),
        "findings": (finding,),
    }
    return Made(**(values | changes))  # type: ignore[arg-type]


def test_what_is_kept_comes_back_whole() -> None:
    entry = Entry(id="tag:x", url="https://x", title="T", html="<p>", published_at=T, updated_at=T)
    memory = Memory(
        "key",
        {"INC-2025-01-15-001": make_made()},
        {"feeds": ("k", (("a", (1, "c")),))},
        {("INC-2025-01-15-001", "20250115T143600Z"): entry},
    )

    assert load(dump(memory, before_ns=2000), "key") == memory


def test_another_key_means_starting_afresh() -> None:
    memory = Memory("key", {"INC-2025-01-15-001": make_made()})

    assert load(dump(memory, before_ns=2000), "other") == Memory("other")


def test_a_record_that_may_change_within_the_same_tick_is_not_kept() -> None:
    memory = Memory("key", {"INC-2025-01-15-001": make_made()})

    assert load(dump(memory, before_ns=1000), "key") == Memory("key")


def test_a_cut_off_or_foreign_file_means_starting_afresh() -> None:
    whole = dump(Memory("key", {"INC-2025-01-15-001": make_made()}), before_ns=2000)

    for content in (b"", b"garbage", whole[:-5], whole[: len(whole) // 2]):
        assert load(content, "key") == Memory("key")


class Planted:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("a planted file ran",)


def test_a_planted_file_runs_nothing(capsys: object) -> None:
    content = pickle.dumps((1, "key", [Planted()], {}))

    assert load(content, "key") == Memory("key")
    assert capsys.readouterr().out == ""  # type: ignore[attr-defined]


def test_a_made_record_holds_while_files_and_moment_allow() -> None:
    made = make_made(digest=make_digest(valid_until=T + timedelta(hours=1)))
    files = made.files

    assert made.holds(files, T)
    assert made.holds(files, T + timedelta(minutes=59))
    assert not made.holds(files, T + timedelta(hours=1))
    assert not made.holds(files, T - timedelta(seconds=1))
    assert not made.holds((stamp("public.yml", 11, 1000),), T)
    assert not make_made(digest=None).holds(files, T)


def test_a_merged_record_holds_with_the_same_end_of_its_way() -> None:
    digest = make_digest(merged_into="INC-2025-01-15-002")
    gone = DeadEnd("no record", "write its id")
    complaint = Finding("a", 1, 1, "INC011", Severity.ERROR, *gone)
    fine, lost = make_made(digest=digest), make_made(digest=digest, findings=(complaint,))

    assert (fine.is_merged, make_made().is_merged) == (True, False)
    assert [made.holds_with(None) for made in (fine, lost)] == [True, False]
    assert [made.holds_with(gone) for made in (fine, lost)] == [False, True]
    assert not lost.holds_with(DeadEnd("withdrawn", "name another"))
    assert not make_made(digest=digest, outputs=()).holds_with(None)
