"""Words of one second that disagree: two people, neither of whom saw the other's (design §3).

They merge cleanly, so nobody is asked. Until a later word settles it the worse counts, whatever
their order (reliability §2B).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.core.effective import Entry
from generator.core.facts import Effects, Status, Update
from generator.core.vocabulary import ComponentState, badness, worst

_FINE = ComponentState.OPERATIONAL


@dataclass(frozen=True, slots=True)
class Tie:
    """What holds of one second.

    Attributes:
        status: The one status that counts; None where none does.
        states: The worst state given to each part.
    """

    status: Status | None
    states: Mapping[str, ComponentState]

    def worsen(self, components: Effects) -> Effects:
        """Return *components* with the worst state that this second gives each."""
        return tuple((component, self.states[component]) for component, _ in components)


def each_with_tie(
    entries: Iterable[Entry], order: Sequence[Status]
) -> Iterator[tuple[Entry, Tie | None]]:
    """Yield each of *entries*, oldest first, with the tie it is part of, if it is.

    Args:
        entries: In order of time.
        order: All statuses of this kind of record, the worst first.
    """
    for _, group in groupby(entries, key=lambda entry: entry.update.at):
        together = list(group)
        tie = None
        if len(together) > 1:
            certain = [
                each.update for each in together if not each.is_undone and not each.is_cautious
            ]
            tie = Tie(_find_status(certain, order), _find_states(certain))
        for entry in together:
            yield entry, tie


def _find_status(updates: Iterable[Update], order: Sequence[Status]) -> Status | None:
    last = order[-1]
    said: list[Status] = []
    has_open_trouble = False
    for update in updates:
        status = last if update.cancelled else update.status
        if status is not None and status in order:
            said.append(status)
        elif names_trouble(update.components):
            has_open_trouble = True
    status = min(said, key=order.index, default=None)
    # Trouble beside the end, from somebody who says nothing of an end: then it is none.
    return None if status is last and has_open_trouble else status


def _find_states(updates: Iterable[Update]) -> dict[str, ComponentState]:
    states: dict[str, ComponentState] = {}
    for update in updates:
        for component, state in update.components:
            states[component] = worst([state, states.get(component, _FINE)])
    return states


def names_trouble(components: Iterable[tuple[str, ComponentState]]) -> bool:
    """Return whether any of *components* is given a state other than operational."""
    return any(badness(state) for _, state in components)
