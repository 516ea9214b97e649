"""Business time around every change of the clocks, against minutes counted one by one (R6)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from generator.core.clockwork.business_hours import BusinessCalendar
from tests.proof.minute_oracle import MINUTE, Counted, Walk, count_open, find_changes
from tests.proof.repository import IS_FULL, count

ZONES = (
    "America/New_York", "Europe/London", "Europe/Berlin", "Australia/Lord_Howe",
    "America/St_Johns", "Asia/Kolkata", "America/Sao_Paulo", "Africa/Casablanca",
    "Pacific/Auckland", "Asia/Tehran", "America/Havana", "Pacific/Chatham",
)  # fmt: skip
DECADE = (2020, 2029)
ODDER = (
    ("America/Sao_Paulo", 2010, 2019),  # at midnight
    ("America/St_Johns", 2007, 2011),  # a minute after midnight, back into the day before
    ("Pacific/Apia", 2010, 2013),  # a day left out
)
"""What the decade has not."""
AT_LEAST = 20
"""Instants of a zone whose clocks change more seldom: any will do for the rest."""

AROUND = timedelta(days=14)
MARGIN = timedelta(days=2)
CALENDARS_OF_A_WALK, STARTS_OF_A_CALENDAR = 4, 25

HOURS = (
    ("09:00", "17:00"), ("00:00", "00:00"), ("01:00", "04:00"), ("01:30", "02:15"),
    ("22:30", "00:00"), ("00:00", "00:45"), ("08:17", "23:59"), ("02:00", "03:00"),
)  # fmt: skip
DAYS = (frozenset(range(5)), frozenset(range(7)), frozenset({5, 6}), frozenset({0, 2, 6}))

Instant = tuple[str, datetime]


@cache
def instants() -> tuple[Instant, ...]:
    """Return each zone with each change of its clocks, in an order that mixes them."""
    found: list[Instant] = []
    for zone in ZONES:
        changes = list(find_changes(zone, *DECADE))
        random = Random(zone)
        while len(changes) < AT_LEAST:
            minutes = random.randrange(10 * 365 * 24 * 60)
            changes.append(datetime(DECADE[0], 1, 1, tzinfo=UTC) + minutes * MINUTE)
        found += [(zone, change) for change in changes]
    found += [(zone, at) for zone, *years in ODDER for at in find_changes(zone, *years)]
    Random(1).shuffle(found)
    return tuple(found)


def choose_calendar(random: Random, zone: str, change: datetime) -> BusinessCalendar:
    opens, closes = map(time.fromisoformat, random.choice(HOURS))
    nearby = [change.date() + timedelta(days=each) for each in range(-14, 15)]
    holidays = frozenset[date](random.sample(nearby, random.choice((0, 0, 1, 5))))
    return BusinessCalendar(zone, opens, closes, random.choice(DAYS), holidays)


def choose_start(random: Random, change: int, last: int) -> int:
    """Return the number of a minute: any, near the change, or at its time of another day."""
    near = change + random.randint(-36 * 60, 36 * 60)
    same_clock = change - random.randint(1, 10) * 24 * 60 + random.randint(-90, 90)
    return random.choice((near, same_clock, random.randint(0, last)))


def choose_number(random: Random, days: list[date], change: datetime) -> int:
    """Return a number of days, preferably one that leads to the day of the change."""
    leading = [number for number, day in enumerate(days, 1) if day == change.date()]
    return random.choice(leading or [random.randint(1, len(days))])


def compare(
    calendar: BusinessCalendar, counted: Counted, start: int, change: datetime, random: Random
) -> None:
    """Ask the program everything about one start, and the minutes the same."""
    walk = counted.walk
    at = walk.at(start)
    told = f"{calendar} at {at:%Y-%m-%d %H:%M}Z"
    assert calendar.is_open(at) == counted.is_open[start], told
    ahead = counted.before[-1] - counted.before[start]
    if ahead:
        amount = random.randint(1, ahead)
        due = calendar.add_hours(at, amount * MINUTE)
        assert due == walk.at(counted.add_minutes(start, amount)), f"{told} + {amount}"
    end = random.randint(start, walk.minutes)
    elapsed = counted.before[end] - counted.before[start]
    assert calendar.elapsed(at, walk.at(end)) == elapsed * MINUTE, f"{told} to {walk.at(end)}"
    days = counted.days_after(start)[:-1]  # the walk may end within the last
    if days:
        first, last = counted.open_days[days[0]]
        assert calendar.next_day_start(at) == walk.at(first), told
        assert calendar.next_day_end(at) == walk.at(last + 1), told
        number = choose_number(random, days, change)
        due_at = counted.first_showing(days[number - 1], walk.wall[start][1])
        assert calendar.add_days(at, number) == walk.at(due_at), f"{told} + {number} days"


def test_business_time_is_what_counting_minutes_around_every_clock_change_gives() -> None:
    chosen = instants()[: count(len(instants()))]
    compared = 0
    for zone, change in chosen:
        random = Random(f"{zone} {change}")
        change_there = change.astimezone(ZoneInfo(zone))
        walk = Walk(zone, change - AROUND, (2 * AROUND + MARGIN) // MINUTE)
        for _ in range(CALENDARS_OF_A_WALK):
            calendar = choose_calendar(random, zone, change)
            counted = count_open(
                walk, calendar.opens, calendar.closes, calendar.days, calendar.holidays
            )
            for _ in range(STARTS_OF_A_CALENDAR):
                start = choose_start(random, AROUND // MINUTE, 2 * AROUND // MINUTE)
                compare(calendar, counted, start, change_there, random)
                compared += 1
    assert compared == len(chosen) * CALENDARS_OF_A_WALK * STARTS_OF_A_CALENDAR
    assert compared > (20_000 if IS_FULL else 1_000)


def test_the_changes_are_those_people_know() -> None:
    found = [f"{at:%Y-%m-%d %H:%M}" for at in find_changes("America/New_York", 2025, 2025)]
    assert found == ["2025-03-09 07:00", "2025-11-02 06:00"]
    assert list(find_changes("Asia/Kolkata", *DECADE)) == []
    zones = [zone for zone, _ in instants()]
    assert min(map(zones.count, ZONES)) >= AT_LEAST
