"""Laws of the fold: what holds for every record, however oddly it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.core.digest import local_day, summarise
from generator.core.entries import select
from generator.core.facts import Damage, Record, SiteConfig, Update
from generator.core.fold import project
from generator.core.intervals import OPEN_END, clip, flatten, time_in_states
from generator.core.views import Digest, IncidentView, PublicSite
from generator.core.vocabulary import (
    ComponentState,
    IncidentStatus,
    RecordKind,
    badness,
    worst,
)
from tests.core.builders import config, publish
from tests.core.strategies import (
    CENTRES,
    ZONES,
    books,
    day_of,
    moments,
    records,
    truncate,
    windows,
)

SITE = config()
SECOND = timedelta(seconds=1)
FUTURE = {
    "promise_due_at", "scheduled_for", "scheduled_until", "valid_until", "next_change_at",
    "due_at", "planned", "begins_at", "ends_at",
}  # fmt: skip
"""Fields that speak of the future on purpose."""


# --- a fold, whatever the order -----------------------------------------------------------------


@given(records(), st.randoms(use_true_random=False), st.sampled_from(CENTRES), st.booleans())
def test_state_is_a_fold_whatever_order_updates_come_in(
    record: Record, random, centre: datetime, replay: bool
) -> None:
    shuffled = list(record.updates)
    random.shuffle(shuffled)
    as_of = centre + timedelta(minutes=20)

    assert project(replace(record, updates=tuple(shuffled)), SITE, as_of, replay=replay) == project(
        record, SITE, as_of, replay=replay
    )


@given(books(), st.randoms(use_true_random=False), st.booleans())
def test_the_site_does_not_depend_on_the_order_of_files(book, random, replay: bool) -> None:
    found, site, as_of = book
    shuffled = list(found)
    random.shuffle(shuffled)

    assert publish(shuffled, as_of, site, replay=replay) == publish(
        found, as_of, site, replay=replay
    )


@given(records(RecordKind.INCIDENT, plain=True), st.integers(-60, 600))
def test_the_last_word_counts_until_the_end(record: Record, shift: int) -> None:
    """A fold written a second time, as simply as can be, for records without a tie."""
    as_of = CENTRES[0].replace(year=record.date.year) + timedelta(minutes=shift)
    as_of = day_of(record.updates[0].at) + (as_of - day_of(as_of))
    told = [update for update in record.updates if update.at <= as_of]
    if not told or len({update.at for update in told}) < len(told):
        return
    status, known = IncidentStatus.INVESTIGATING, {}
    for update in told:
        is_trouble = any(badness(state) for _, state in update.components)
        if update.status is not None:
            status = update.status
        elif status is IncidentStatus.RESOLVED and is_trouble:
            status = IncidentStatus.INVESTIGATING
        known.update(update.components)
        if status is IncidentStatus.RESOLVED:
            known = dict.fromkeys(known, ComponentState.OPERATIONAL)
    view = project(record, SITE, as_of, replay=True)

    assert view is not None
    assert view.status is status
    assert view.is_open is (status is not IncidentStatus.RESOLVED)
    assert dict(view.states) == (known if view.is_open else {})


# --- intervals ----------------------------------------------------------------------------------


@given(windows(CENTRES[0], most=8), moments(CENTRES[0]))
def test_flat_spans_never_overlap_and_say_the_worst_at_every_instant(found, moment) -> None:
    spans = [(each.start, each.end, each.state) for each in found]
    flat = flatten(spans)

    assert all(start < end for start, end, _ in flat)
    assert all(
        one[1] < other[0] or (one[1] == other[0] and one[2] is not other[2])
        for one, other in pairwise(flat)
    )
    here = worst(state for start, end, state in spans if start <= moment < end)
    assert worst(state for start, end, state in flat if start <= moment < end) is here


@given(windows(CENTRES[0], most=8), moments(CENTRES[0]), moments(CENTRES[0]))
def test_cutting_spans_in_two_loses_nothing(found, one: datetime, other: datetime) -> None:
    flat = flatten((each.start, each.end, each.state) for each in found)
    start, cut, end = CENTRES[0] - timedelta(days=9), min(one, other), CENTRES[0] + timedelta(9)
    sums: dict[ComponentState, timedelta] = {}
    for part in (clip(flat, start, cut), clip(flat, cut, end)):
        for state, length in time_in_states(part):
            sums[state] = sums.get(state, timedelta()) + length

    assert sums == dict(time_in_states(clip(flat, start, end)))


@given(records(), moments(CENTRES[0], 96), st.booleans())
def test_a_records_windows_never_overlap_and_its_durations_add_up(
    record: Record, moment: datetime, replay: bool
) -> None:
    as_of = day_of(record.updates[0].at if record.updates else moment) + (moment - day_of(moment))
    view = project(record, SITE, as_of, replay=replay)
    if view is None:
        return
    for one, other in combinations(view.windows, 2):
        assert one.component != other.component or one.end <= other.start or other.end <= one.start
    assert all(window.start <= as_of for window in view.windows)
    assert all(window.end <= as_of or window.end == OPEN_END for window in view.windows)
    assert all(window.start <= window.end for window in view.windows)
    if view.durations:
        flat = flatten((each.start, each.end, each.state) for each in view.windows)
        assert view.durations == time_in_states(flat)
        assert sum((length for _, length in view.durations), timedelta()) == sum(
            (end - start for start, end, _ in flat), timedelta()
        )


# --- bars, months and incidents add up, in every zone -------------------------------------------


def _sum(parts) -> dict[ComponentState, timedelta]:
    sums: dict[ComponentState, timedelta] = {}
    for state, length in parts:
        sums[state] = sums.get(state, timedelta()) + length
    return sums


@given(books(whole=True))
def test_days_and_months_and_incidents_add_up(book) -> None:
    found, site, as_of = book
    first = as_of.date() - timedelta(days=60)
    site = replace(
        site,
        components=tuple(replace(each, since=first, retired=None) for each in site.components),
    )
    made = publish(found, as_of, site)
    for part in made.components:
        days = [mark for mark in part.days if mark.day >= first]
        assert _sum(each for mark in days for each in mark.durations) == dict(part.uptime.durations)
        months = [month.uptime for month in part.months]
        assert _sum(each for month in months for each in month.durations) == dict(
            part.uptime.durations
        )
        assert sum((month.counted for month in months), timedelta()) == part.uptime.counted
        assert sum((month.lost for month in months), timedelta()) == part.uptime.lost
        assert part.uptime.share is None or 0 <= part.uptime.share <= 1
        spans = flatten(
            (max(window.start, _start(first, site)), min(window.end, as_of), window.state)
            for digest in made.digests.values()
            for window in digest.windows
            if window.component == part.component.id
        )
        assert dict(time_in_states(spans)) == dict(part.uptime.durations)


def _start(day: date, site: SiteConfig) -> datetime:
    moment = datetime(day.year, day.month, day.day, tzinfo=CENTRES[0].tzinfo)
    moment -= timedelta(hours=15)
    while local_day(moment, site.zone) < day:
        moment += timedelta(minutes=30)
    return moment


# --- the future ---------------------------------------------------------------------------------


def _times(value: object, name: str = "") -> Iterator[tuple[str, datetime | date]]:
    if isinstance(value, datetime | date):
        yield name, value
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        for field_name in value._fields:
            yield from _times(getattr(value, field_name), field_name)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _times(each, name)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _times(getattr(value, field.name), field.name)


@given(books())
def test_a_replay_knows_no_later_moment(book) -> None:
    found, site, as_of = book
    today = local_day(as_of, site.zone)
    for record in found:
        view = project(record, site, as_of, replay=True)
        for name, moment in _times(view):
            if name in FUTURE or moment == OPEN_END or name == "date":
                continue
            if isinstance(moment, datetime):
                assert moment <= as_of, name
            else:
                assert moment <= today, name


@given(books())
def test_a_replay_is_the_record_as_it_was_written_down_by_then(book) -> None:
    found, site, as_of = book
    for record in found:
        past = truncate(record, as_of, local_day(as_of, site.zone))
        now = project(record, site, as_of, replay=True)
        if past is None:
            continue
        then = project(past, site, as_of, replay=True)
        assert (now is None) == (then is None)
        if now is not None and then is not None:
            assert replace(now, valid_until=None) == replace(then, valid_until=None)
            # Without the future, what ends a view is what the clock changes next.
            assert then.valid_until == then.next_change_at == now.next_change_at


# --- validity, and what changes next ------------------------------------------------------------


@given(books(), st.booleans(), st.floats(0, 1))
def test_a_view_holds_from_one_moment_to_the_next(book, replay: bool, share: float) -> None:
    found, site, as_of = book
    for record in found:
        view = project(record, site, as_of, replay=replay)
        if view is None:
            continue
        first = max(view.valid_from, as_of - timedelta(days=400))
        last = min(view.valid_until or OPEN_END, as_of + timedelta(days=400))
        assert first <= as_of < last
        moments_inside = [first, last - SECOND]
        moments_inside.append(
            first + timedelta(seconds=int((last - first).total_seconds() * share))
        )
        for moment in moments_inside:
            if moment < last:
                again = project(record, site, moment, replay=replay)
                assert again == view
                assert again is not None
                assert summarise(again, site) == summarise(view, site)


def _seen(found, moment: datetime, site: SiteConfig, *, replay: bool) -> tuple[object, ...]:
    """Return all of the site that the clock moves in steps: lengths of time grow all the time."""
    made: PublicSite = publish(found, moment, site, replay=replay)
    entries = [
        entry
        for digest in made.digests.values()
        for entry in digest.entries
        if entry.is_in_feeds and entry.at <= moment
    ]
    steady = replace(made, as_of=moment.min, next_change_at=None, next_change="", components=())
    parts = [
        (
            part.state, part.is_certain, part.is_retired, part.incidents,
            [(mark.day, mark.state, mark.is_recorded, mark.incidents) for mark in part.days],
            [month.month for month in part.months],
        )
        for part in made.components
    ]  # fmt: skip
    return _without_spans(steady), parts, entries


def _without_spans(site: PublicSite) -> PublicSite:
    """Return *site* without how long its views hold, which is what is being tested."""

    def strip(each):
        changes = {"valid_from": moment, "valid_until": None, "next_change_at": None}
        if isinstance(each, Digest):
            return each._replace(**changes)
        return replace(each, **changes)

    moment = CENTRES[0]
    views = {
        name: tuple(strip(view) for view in getattr(site, name))
        for name in (
            "open", "damaged", "active", "upcoming", "past_maintenance", "recent", "postmortems",
        )
    }  # fmt: skip
    months = tuple(
        replace(month, digests=tuple(strip(each) for each in month.digests))
        for month in site.months
    )
    digests = {name: strip(digest) for name, digest in site.digests.items()}
    return replace(site, **views, months=months, digests=digests)


@given(books(), st.booleans(), st.floats(0, 1))
def test_next_change_is_the_first_instant_at_which_anything_differs(
    book, replay: bool, share: float
) -> None:
    found, site, as_of = book
    if replay:  # what a replay leaves out has not been written yet
        today = local_day(as_of, site.zone)
        past = [truncate(record, as_of, today) for record in found]
        found = tuple(record for record in past if record is not None)
    made = publish(found, as_of, site, replay=replay)
    change = made.next_change_at
    assert change is not None
    assert change > as_of
    before = _seen(found, as_of, site, replay=replay)
    between = as_of + timedelta(seconds=int((change - as_of).total_seconds() * share))

    assert _seen(found, min(between, change - SECOND), site, replay=replay) == before
    assert _seen(found, change - SECOND, site, replay=replay) == before
    if not any(_may_be_ahead(update) for record in found for update in record.updates):
        assert _seen(found, change, site, replay=replay) != before


def _may_be_ahead(update: Update) -> bool:
    """Return whether *update* moves a window: from ahead it asks for a look that may be vain."""
    return update.scheduled_for is not None or update.scheduled_until is not None


# --- P3: what cannot be read never makes anything greener ---------------------------------------

UNKNOWN = 9


def _rank(found, as_of: datetime, site: SiteConfig) -> dict[str, int]:
    made = publish(found, as_of, site, replay=False)
    ranks = {
        part.component.id: badness(part.state) if part.is_certain else UNKNOWN
        for part in made.components
    }
    order = ["none", "maintenance", "minor", "major", "critical"]
    ranks["page"] = badness(made.state.state) if made.state.is_known else UNKNOWN
    ranks["open"] = int(made.state.has_open_incident) if made.state.is_known else UNKNOWN
    ranks["indicator"] = order.index(made.state.indicator)
    if not made.state.is_known:
        assert made.state.indicator in {"major", "critical"}
        ranks["indicator"] = UNKNOWN
    return ranks


def _harm(record: Record, choice: int, place: int) -> Record:
    """Return *record* with something that can no longer be read."""
    lost = Damage(path="lost")
    if not record.updates or choice == 0:
        return replace(record, damage=(*record.damage, lost))
    place %= len(record.updates)
    update = record.updates[place]
    left = record.updates[:place] + record.updates[place + 1 :]
    if choice == 1:
        return replace(
            record, updates=left, damage=(*record.damage, Damage(path="x", at=update.at))
        )
    dropped = _without(update, choice)
    return replace(record, updates=(*left, replace(dropped, is_damaged=True)))


def _without(update: Update, choice: int) -> Update:
    names = ["status", "components", "amends", "retracts", "merged_into", "impact_windows"]
    if choice - 2 >= len(names):
        return update
    name = names[choice - 2]
    return replace(update, **{name: () if name == "components" else None})


@given(books(), st.integers(0, 8), st.integers(0, 5), st.integers(0, 3))
def test_what_cannot_be_read_never_makes_anything_greener(
    book, choice: int, place: int, which: int
) -> None:
    found, site, as_of = book
    which %= len(found)
    record = found[which]
    if as_of >= day_of(CENTRES[0].combine(record.date, CENTRES[0].timetz())) + timedelta(days=91):
        return  # more than 90 days old: the notice and the finding only (design §5)
    before = _rank(found, as_of, site)
    harmed = (*found[:which], _harm(record, choice, place), *found[which + 1 :])
    after = _rank(harmed, as_of, site)

    assert [name for name, rank in before.items() if after[name] < rank] == []


@given(records(RecordKind.INCIDENT, whole=True), st.integers(0, 5))
def test_what_is_dated_ahead_never_makes_anything_greener(record: Record, place: int) -> None:
    """One update moves into the far future, as a mistyped year moves it."""
    as_of = max(update.at for update in record.updates) + timedelta(hours=1)
    update = record.updates[place % len(record.updates)]
    others = [each for each in record.updates if each is not update]
    far = replace(update, at=as_of + timedelta(days=900))
    before = project(record, SITE, as_of, replay=False)
    after = project(replace(record, updates=(*others, far)), SITE, as_of, replay=False)
    assert before is not None
    assert after is not None

    assert after.is_open >= before.is_open
    states = dict(after.states)
    for component, state in before.states:
        assert badness(states[component]) >= badness(state)


@given(books())
def test_the_zone_moves_days_and_never_states(book) -> None:
    found, site, as_of = book
    parts = tuple(replace(each, retired=None) for each in site.components)  # a local day
    site = replace(site, components=parts)
    made = [publish(found, as_of, replace(site, zone=zone)) for zone in ZONES]

    assert (
        len({(each.state.indicator, each.state.is_known, each.entry_count) for each in made}) == 1
    )


@given(books())
def test_feeds_of_the_site_are_never_dated_ahead(book) -> None:
    found, site, as_of = book
    made = publish(found, as_of, site, replay=False)
    entries = [entry for digest in made.digests.values() for entry in digest.entries]

    assert all(when <= as_of for _, when in select(entries, as_of))


def test_the_view_has_no_field_that_escapes_the_laws() -> None:
    times = {each.name for each in fields(IncidentView) if "datetime" in str(each.type)}
    assert times - FUTURE == {
        "started_at", "ended_at", "resolved_at", "damaged_at", "last_changed_at", "valid_from",
    }  # fmt: skip
