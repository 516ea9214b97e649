"""Laws of the calendars: for every record, however oddly it is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import icalendar
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.core.facts import Record, Update
from generator.core.fold import project
from generator.core.maintenance import find_announced
from generator.core.moments import day_start
from generator.core.planned_event import PlannedEvent
from generator.core.vocabulary import MaintenanceStatus, RecordKind
from generator.renderers.calendar import EventValues, _fill_event, draw_calendar, draw_event
from generator.renderers.markup import printable
from tests.calendars.reading import calendars, events, lines, text_of
from tests.core.builders import at, component, config, said, work
from tests.core.strategies import CENTRES, books, moments, records
from tests.payloads import PAYLOADS

SITE = config()
FAR = timedelta(days=30)
TEXTS = st.text(
    st.one_of(st.sampled_from(list('ab\\;,:"n N\n é😀\u200d\u05d0\u0645{}%')), st.characters()),
    max_size=120,
).map(printable)
ONE_LINE = TEXTS.map(lambda text: " ".join(text.split()))
WORK = records(RecordKind.MAINTENANCE)


def _utc(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


@given(books(), st.booleans())
def test_any_records_give_a_calendar_that_reads_back_as_what_is_planned(book, replay: bool) -> None:
    found, site, as_of = book
    views = {record.id: project(record, site, as_of, replay=replay) for record in found}
    planned = {f"{name}@status.school.example": view for name, view in views.items() if view}
    made = calendars(found, as_of, site, replay=replay)
    again = calendars(list(reversed(found)), as_of, site, replay=replay)
    assert made == again

    for content in made.values():
        lines(content)
        calendar = icalendar.Calendar.from_ical(content)
        assert calendar.errors == []
        uids = [str(event["uid"]) for event in calendar.walk("VEVENT")]
        assert len(set(uids)) == len(uids)
        for event in calendar.walk("VEVENT"):
            view = planned[str(event["uid"])]
            assert view.event is not None
            assert event.errors == []
            assert event["dtstart"].dt == view.event.begins_at
            assert (event["dtend"].dt if "dtend" in event else None) == view.event.ends_at
            assert event["dtstamp"].dt == event["last-modified"].dt == view.event.changed_at
            assert int(event["sequence"]) == view.event.revision >= 0
            if not (view.is_tombstone or not view.title):
                assert str(event["summary"]) == view.title
    site_wide = {each["UID"] for each in events(made["maintenance.ics"])}
    assert site_wide == {uid for uid, view in planned.items() if view.event}


@given(ONE_LINE.filter(bool), TEXTS, st.lists(ONE_LINE.filter(bool), min_size=3, max_size=3))
def test_texts_survive_escapes_folds_and_a_parser(title: str, text: str, names: list[str]) -> None:
    ids = ("scores", "search", "sign-in")
    site = config(
        *(replace(component(id_), name=name) for id_, name in zip(ids, names, strict=True))
    )
    record = work(said("10:00", MaintenanceStatus.SCHEDULED, text=text), components=ids)
    content = calendars([replace(record, title=title)], at("12:00"), site)["maintenance.ics"]

    (read,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    (raw,) = events(content)
    assert str(read["summary"]) == text_of(raw["SUMMARY"]) == title
    assert str(read["description"]) == text_of(raw["DESCRIPTION"])
    assert list(map(str, read["categories"].cats)) == names


@given(
    st.builds(
        EventValues,
        uid=st.just("MNT-2025-01-15-001@x.example"),
        begins=st.sampled_from(CENTRES),
        ends=st.none() | st.sampled_from(CENTRES),
        changed=st.sampled_from(CENTRES),
        sequence=st.integers(0, 10**9),
        status=st.sampled_from(["CONFIRMED", "CANCELLED"]),
        summary=ONE_LINE,
        description=TEXTS,
        url=st.just("https://x.example/status;a,b/incidents/MNT-2025-01-15-001/"),
        categories=st.lists(ONE_LINE.filter(bool), max_size=3).map(tuple),
    )
)
def test_filled_lines_equal_what_icalendar_writes(values: EventValues) -> None:
    """But for ``\\N`` in a text, which it takes for a line break."""
    texts = (values.summary, values.description, *values.categories)
    assume(not any("\\N" in text for text in texts))

    expected = draw_event(values).to_ical().decode().replace("\r\n ", "")
    assert _fill_event(values).replace("\r\n ", "") == expected


def test_a_calendars_name_is_text_to_icalendar_too() -> None:
    written = draw_calendar("a; b, c\\").to_ical().decode().split("\r\n")
    assert "NAME:a\\; b\\, c\\\\" in written
    assert "X-WR-CALNAME:a\\; b\\, c\\\\" in written


# --- how often it changed -----------------------------------------------------------------------


def _event(record: Record, *, replay: bool = False) -> PlannedEvent | None:
    view = project(record, SITE, record.updates[-1].at + FAR, replay=replay)
    return view.event if view else None


def _standing(event: PlannedEvent) -> tuple[object, ...]:
    return event.begins_at, event.ends_at, event.is_cancelled


@given(WORK)
def test_the_count_rises_with_what_it_counts_and_never_falls(record: Record) -> None:
    """One by one, as updates are appended; hand-written ones before the record's day are not."""
    assume(all(each.at >= day_start(record) for each in record.updates))
    steps = [
        _event(replace(record, updates=record.updates[:count], damage=()))
        for count in range(1, len(record.updates) + 1)
    ]
    told = [step for step in steps if step is not None]
    for before, after in pairwise(told):
        assert after.revision == before.revision + (_standing(before) != _standing(after))
    assert steps[len(steps) - len(told) :] == told, "an event never goes away again"


@given(WORK, st.data())
def test_only_what_moves_or_calls_off_raises_the_count(record: Record, data) -> None:
    assume(record.updates)
    record = replace(record, damage=())
    before = _event(record)
    assume(before is not None)
    assert before is not None
    last = max(record.updates[-1].at, day_start(record) + timedelta(days=1))
    new = Update(
        id="z",
        at=last + timedelta(minutes=1),
        text="News.",
        status=data.draw(st.none() | st.sampled_from(list(MaintenanceStatus)[1:])),
    )
    said_more = _event(replace(record, updates=(*record.updates, new)))
    moved_to = data.draw(moments(before.begins_at).filter(lambda each: each != before.begins_at))
    begin = replace(new, status=None, scheduled_for=moved_to)
    moved = _event(replace(record, updates=(*record.updates, begin)))
    off = _event(
        replace(record, updates=(*record.updates, replace(new, status=None, cancelled=True)))
    )
    gone = _event(replace(record, updates=(*record.updates, replace(new, retracts="incident"))))

    assert said_more is not None
    assert (said_more.revision, _standing(said_more)) == (before.revision, _standing(before))
    assert moved is not None
    is_gone = any(each.retracts == "incident" for each in record.updates)
    assert moved.revision == before.revision + (_standing(moved) != _standing(before))
    assert is_gone or moved.begins_at == moved_to
    for each in (off, gone):
        assert each is not None
        assert each.is_cancelled
        assert each.revision == before.revision + (not before.is_cancelled)


@given(WORK, st.booleans())
def test_the_count_is_that_of_the_record_as_published_update_by_update(
    record: Record, replay: bool
) -> None:
    """The same, folded from the beginning for every update: what the few folds must come to."""
    assume(all(each.at >= day_start(record) for each in record.updates))
    assume(find_announced(record))
    found, last = 0, None
    for count in range(len(record.updates) + 1):
        cut = replace(record, updates=record.updates[:count], damage=())
        view = project(cut, SITE, CENTRES[0] + timedelta(days=9999), replay=replay)
        event = view.event if view else None
        if last is not None and event is not None:
            found += _standing(event) != _standing(last)
        last = event or last
    if last is not None:
        # What the header and the first update say before anything was public may count as well.
        assert last.revision - found in {0, 1}


@pytest.mark.parametrize("text", PAYLOADS)
def test_hostile_texts_stay_texts(text: str) -> None:
    site = config(replace(component("search"), name=text), name=text or "x")
    record = work(said("10:00", MaintenanceStatus.SCHEDULED, text=text), title=text)
    content = calendars([record], at("12:00"), site)["maintenance.ics"]

    names = [line.partition(":")[0] for line in lines(content)]
    assert [name for name in names if name in {"BEGIN", "END"}] == ["BEGIN", "BEGIN", "END", "END"]
    assert len(events(content)) == 1
    assert printable(content.decode().replace("\r\n", "\n")) == content.decode().replace(
        "\r\n", "\n"
    )
    assert content.decode().splitlines() == content.decode().removesuffix("\r\n").split("\r\n")
    calendar = icalendar.Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    expected = " ".join(printable(text).split())
    assert str(event["summary"]) == (expected or "Planned work")
    assert event.errors == []
