"""Words that are owed again and again: when each was due, and which one was spoken (R71, X6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from generator.core.clockwork.course import Course
from generator.core.clockwork.duty_base import find_base, find_end, find_pauses
from generator.core.clockwork.duty_phases import Phase, was_quick
from generator.core.clockwork.duty_words import Base, Done
from generator.core.clockwork.policy import Cadence, DutyRule, Policy
from generator.core.clockwork.targets import due_at
from generator.core.vocabulary import IncidentStatus

_MOST = 500
"""Words of one cadence that are counted; more only a machine writes."""


class Word(NamedTuple):
    """Something that people were told.

    Attributes:
        way: What kind of word it is, as the policy names it.
        is_last: It says that it is over.
        promised_at: When it promises the next one; None where it does not.
        counts_at: From when the next one counts, where it was spoken before the log says that
            the incident is back; None: from its own time.
    """

    at: datetime
    way: Done
    is_last: bool = False
    promised_at: datetime | None = None
    counts_at: datetime | None = None


class Round(NamedTuple):
    """One word that is owed.

    Attributes:
        number: From 1, through all severities.
        level: Severity whose cadence counts.
        base_at: The word before, or what the first one counts from.
        word: What was said; None while nothing has been.
        end_at: What ends the duty; None where it goes on.
    """

    number: int
    level: int
    base_at: datetime
    due_at: datetime
    word: Word | None
    end_at: datetime | None


def find_rounds(
    course: Course,
    policy: Policy,
    rule: DutyRule,
    phases: Sequence[Phase],
    cadences: Mapping[int, Cadence],
    *,
    is_first_kept: bool,
) -> Iterator[Round]:
    """Yield one round for each word of a cadence, up to the one that is owed next (R71).

    Every word sets the next deadline from its own time; what visitors were promised counts where
    it is earlier (R72). A higher severity speaks more often from then on (R29). After the end
    nothing is owed but that visitors hear of it: the page is done when it says so.

    Args:
        course: The incident.
        policy: Its calendar and switches.
        rule: The row of the duty table.
        phases: Stretches under one peak severity.
        cadences: Severity to the cadence of the row.
        is_first_kept: An incident over before the first word was due still owes that one (X10).
    """
    place = next((i for i, phase in enumerate(phases) if phase.level in cadences), None)
    if place is None:
        return
    base = find_base(course, rule.base, phases[place], policy)
    if base is None:
        return
    yield from _Walk(course, policy, rule, phases, cadences, place, base).walk(is_first_kept)


class _Walk:
    """Goes from word to word."""

    def __init__(
        self,
        course: Course,
        policy: Policy,
        rule: DutyRule,
        phases: Sequence[Phase],
        cadences: Mapping[int, Cadence],
        place: int,
        base: datetime,
    ) -> None:
        self._phases, self._cadences, self._place, self._base = phases, cadences, place, base
        self._course, self._policy, self._rule = course, policy, rule
        self._end = find_end(course, rule.until)
        self._pauses = find_pauses(course, rule.until)
        self._detected = course.detected_at or base
        words = list(_settle(find_words(course, rule), self._pauses))
        if rule.base is not Base.DETECTION:
            words = [word for word in words if word.at >= base]
        self._last: Word | None = None
        if place:
            # Nothing was owed before; what was said counts as the word before (R29).
            begun = phases[place].start_at
            self._last = next((word for word in reversed(words) if word.at < begun), None)
            words = [word for word in words if word.at >= begun]
        self._words = words

    def walk(self, is_first_kept: bool) -> Iterator[Round]:
        """Yield the rounds."""
        is_public = Done.PUBLIC_UPDATE in self._rule.done_by
        for number, word in enumerate((*self._words[: _MOST - 1], None), 1):
            found = self._next(word)
            if found is None:
                return
            base, due = found
            end = self._end
            if end is not None and due >= end and (word is None or word.at > end):
                last = self._last
                if not is_public or (last is not None and last.is_last):
                    return
                is_owed = self._course.resolved_at is not None and (
                    last is not None or is_first_kept
                )
                if not is_owed and (word is None or word.at > due):
                    return
                end = None
            yield Round(number, self._phases[self._place].level, base, due, word, end)
            self._last = word

    def _next(self, word: Word | None) -> tuple[datetime, datetime] | None:
        """Return base and deadline of the next word; None where it is not owed any more."""
        base, due = self._deadline()
        for place in range(self._place + 1, len(self._phases)):
            rise = self._phases[place]
            if due < rise.start_at or (word is not None and word.at < rise.start_at):
                break  # decided before the severity rose
            if rise.level not in self._cadences:
                return None
            self._place = place
            base, due = min((base, due), self._deadline(), key=lambda each: each[1])
        for ended, begun in self._pauses:
            if self._is_anew(due, word, ended, begun):
                base, due = begun, due_at(self._cadence.first, begun, self._policy.calendar)
        return base, due

    def _is_anew(self, due: datetime, word: Word | None, ended: datetime, begun: datetime) -> bool:
        """Return whether the cadence begins again with the end of a pause (R98).

        Visitors who read that it is over hear that it is back as soon as they would of something
        new; those who still read that it goes on have waited for a word all the time.
        """
        last = self._last
        if last is not None and last.is_last:
            return last.at < begun and ended <= due and (word is None or word.at >= ended)
        is_awaited = last is not None and Done.PUBLIC_UPDATE in self._rule.done_by
        is_silent = word is None or word.at >= begun
        return ended <= due < begun and is_silent and not (is_awaited or self._is_kept(ended))

    def _is_kept(self, ended: datetime) -> bool:
        """Return whether the first word was owed all the same: over within minutes (X10)."""
        is_public = Done.PUBLIC_UPDATE in self._rule.done_by and self._last is None
        is_short = ended - self._detected < self._policy.quick_close.within
        return is_public and is_short and not was_quick(self._course, self._policy, ended)

    @property
    def _cadence(self) -> Cadence:
        return self._cadences[self._phases[self._place].level]

    def _deadline(self) -> tuple[datetime, datetime]:
        """Return base and deadline after the last word, by the cadence of the phase."""
        cadence, last, phase = self._cadence, self._last, self._phases[self._place]
        if last is None:
            base, due = self._base, due_at(cadence.first, self._base, self._policy.calendar)
        else:
            base = last.counts_at or last.at
            due = base + cadence.after(base - self._detected)
        if self._place and due < phase.start_at:
            # Due before it was owed: it counts from when the severity rose.
            base = phase.start_at
            due = due_at(cadence.first, base, self._policy.calendar)
        if last is not None and last.promised_at is not None:
            due = min(due, max(last.promised_at, last.at))
        return base, due


def _settle(words: Sequence[Word], pauses: Sequence[tuple[datetime, datetime]]) -> Iterator[Word]:
    """Yield *words* as they count in a pause, of which visitors read that it is over.

    That it is over is told once; what follows tells that it is back, which the page may do shortly
    before the log, and nothing more is owed before the log does.
    """
    is_over = False
    for word in words:
        begun = next((begun for ended, begun in pauses if ended <= word.at < begun), None)
        if word.is_last and is_over and begun is not None:
            continue
        is_over = word.is_last or (is_over and begun is not None)
        yield word._replace(counts_at=begun) if is_over and not word.is_last else word


def find_words(course: Course, rule: DutyRule) -> list[Word]:
    """Return every word that discharges *rule*, oldest first, one for each moment."""
    words: list[Word] = []
    if Done.PUBLIC_UPDATE in rule.done_by and course.public is not None:
        words += [
            Word(
                each.at, Done.PUBLIC_UPDATE, each.status is IncidentStatus.RESOLVED,
                each.promise_due_at,
            )
            for each in course.public.updates
        ]  # fmt: skip
    if Done.NOTIFIED in rule.done_by:
        words += [
            Word(entry.at, Done.NOTIFIED)
            for entry in course.notices
            if any(each in rule.audiences for each in entry.audiences)
        ]
    if Done.LOGGED in rule.done_by:
        declared = course.declared_at
        words += [
            Word(at, Done.LOGGED) for at in course.logged if declared is None or at > declared
        ]
    return sorted({word.at: word for word in reversed(words)}.values(), key=lambda word: word.at)
