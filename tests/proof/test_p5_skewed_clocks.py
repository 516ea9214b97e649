"""Two people at night whose clocks differ: the last word said is the last word shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from random import Random

from generator.core.command_times import stamp
from generator.core.facts import Effects, Update
from generator.core.times import update_stamp
from generator.core.vocabulary import ComponentState, IncidentStatus
from tests.core.builders import at, incident, show
from tests.proof.repository import count

NIGHTS = count(1_000)
SKEWS = (timedelta(hours=1), timedelta(minutes=-40))
"""How far the clocks of the two machines are from the truth."""
PARTS = ("scores", "search", "sign-in")

Stamp = Callable[[datetime, Iterable[datetime]], datetime]
Seen = tuple[IncidentStatus, bool, dict[str, ComponentState]]


def spend_night(random: Random, make_stamp: Stamp) -> tuple[list[Update], datetime]:
    """Return what two people post in turn, in the order posted, and when the night ends.

    Each sees all that was posted before, and gives every part a state.
    """
    true = at("22:00")
    posted: list[Update] = []
    for turn in range(random.randint(2, 14)):
        true += timedelta(seconds=random.choice((0, 1, 5, 40, 200, 900, 4_000)))
        clock = true + SKEWS[(turn + random.randint(0, 3) // 3) % 2]
        when = make_stamp(clock, [update.at for update in posted])
        effects: Effects = tuple((part, random.choice(list(ComponentState))) for part in PARTS)
        status = random.choice(list(IncidentStatus))
        name = f"{update_stamp(when)}-{random.getrandbits(40):010x}"
        posted.append(Update(id=name, at=when, status=status, components=effects))
    return posted, true


def seen(updates: list[Update], as_of: datetime) -> Seen:
    view = show(incident(*updates), as_of, replay=False)
    return view.status, view.is_open, dict(view.states)


def meant(last: Update) -> Seen:
    if last.status is IncidentStatus.RESOLVED:
        return last.status, False, {}
    return IncidentStatus(last.status), True, dict(last.components)


def count_wrong(make_stamp: Stamp) -> int:
    """Return after how many nights a build by either machine or a true clock shows another word."""
    wrong = 0
    for number in range(NIGHTS):
        posted, true = spend_night(Random(number), make_stamp)
        clocks = [true, *(true + skew for skew in SKEWS)]
        wrong += any(seen(posted, as_of) != meant(posted[-1]) for as_of in clocks)
    return wrong


def test_the_last_word_wins_although_the_clocks_differ() -> None:
    assert count_wrong(stamp) == 0


def test_by_their_own_clocks_many_nights_would_end_wrong() -> None:
    assert count_wrong(lambda now, _newest: now) > NIGHTS // 4


def test_stamps_of_one_night_never_repeat_and_never_go_back() -> None:
    for number in range(NIGHTS):
        posted, _ = spend_night(Random(number), stamp)
        times = [update.at for update in posted]
        assert times == sorted(set(times))
