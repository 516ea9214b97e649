"""``allclear oncall`` for people: who answers now, who is next, and whether that holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from generator.core.digest import zone_of
from generator.core.schema_people import PEOPLE_FILE, WEEKDAYS
from generator.core.staff.on_call import OnCallReport
from generator.core.staff.rota_facts import BACKUP
from generator.core.times import format_instant
from generator.reporting.status_text import format_length
from generator.reporting.text import show_plain

_MOST_TURNS = 4
"""How many further turns are told; ``--format ics`` has them all."""
_MOST_GAPS = 3


def format_on_call(report: OnCallReport) -> str:
    """Return *report* as text with a line end.

    Times are UTC first, then as the rota's zone reads them. Contacts stand here because somebody
    is about to call; neither JSON nor the calendar has them (R51, R138).
    """
    teller = _Teller(report)
    sections = (
        [teller.time(report.at, with_zone=True)],
        [*teller.now(), *teller.then()],
        list(teller.coverage()),
        list(teller.escalation()),
        [*teller.training(), *teller.drill()],
        list(teller.load()),
        list(teller.errors()),
    )
    return "\n".join("".join(f"{show_plain(line)}\n" for line in part) for part in sections if part)


class _Teller:
    """Writes the sections, each as lines; none where there is nothing to tell."""

    def __init__(self, report: OnCallReport) -> None:
        self._report = report
        self._zone = zone_of(report.zone)

    def time(self, at: datetime, *, with_zone: bool = False) -> str:
        local = at.astimezone(self._zone)
        where = f" in {self._report.zone}" if with_zone else ""
        weekday = WEEKDAYS[local.weekday()].capitalize()
        return f"{format_instant(at)} ({weekday} {local:%H:%M}{where})"

    def now(self) -> Iterator[str]:
        now = self._report.now
        if now is None:
            yield f"On call: not known, because {PEOPLE_FILE} has no 'rota'"
            return
        if not now.target:
            yield "On call: NOBODY"
            return
        yield f"On call: {self._who(now.target)}, {now.target_layer}"
        if now.target_layer == BACKUP:
            yield "  as backup: nobody has the layer that should be called"
        yield from (f"  {line}" for line in self._contact(now.target))
        yield f"  until {self.time(self._report.spans[0].end)}"
        if now.backup and now.target_layer != BACKUP:
            yield f"  backup: {self._who(now.backup)}"
            yield from (f"    {line}" for line in self._contact(now.backup))

    def then(self) -> Iterator[str]:
        turns = self._report.spans[1 : 1 + _MOST_TURNS]
        if turns:
            yield "Then:"
        for span in turns:
            who = f"{self._who(span.who)}, {span.layer}" if span.who else f"NOBODY, {span.layer}"
            yield f"  from {self.time(span.start)}  {who}"

    def coverage(self) -> Iterator[str]:
        report = self._report
        if report.now is None:
            return
        if not report.gaps:
            yield f"Covered: the next {_count(report.days, 'day')}"
            return
        yield f"Not covered: {_count(len(report.gaps), 'gap')} in {_count(report.days, 'day')}"
        for gap in report.gaps[:_MOST_GAPS]:
            yield f"  {gap.layer} from {self.time(gap.start)} to {self.time(gap.end)}"
        if report.gaps[_MOST_GAPS:]:
            yield f"  and {len(report.gaps) - _MOST_GAPS} more"
        yield f"    fix: add shifts or a rotation to 'rota' in {PEOPLE_FILE}"

    def escalation(self) -> Iterator[str]:
        """Tell whom to ask next; who has no handle of their own is told by rota and incident."""
        steps = sorted(self._report.people.escalation, key=lambda each: (each.path, each.level))
        for path in dict.fromkeys(step.path for step in reversed(steps)):
            yield f"Escalation, {path}:"
            for step in (each for each in steps if each.path == path):
                who = self._who(step.who) if step.who else "whoever has it"
                line = next(self._contact(step.who), "").partition(", ")[0]
                yield f"  {step.level} {step.role}: {who}{', ' if line else ''}{line}"

    def training(self) -> Iterator[str]:
        found = self._report.training
        trained = sum(each.is_trained for each in found)
        yield f"Trained to command: {trained} of {len(found)} who may"
        for each in found:
            day = f"on {each.day}" if each.day else "on a day nobody wrote down"
            yield f"  @{each.handle} {day if each.is_trained else 'not yet'}"

    def drill(self) -> Iterator[str]:
        report = self._report
        if report.last_drill is None:
            yield "Last drill: none so far; one is due"
        else:
            late = "overdue since" if report.is_drill_overdue else "the next is due by"
            yield f"Last drill: {report.last_drill}; {late} {report.drill_due}"

    def load(self) -> Iterator[str]:
        report = self._report
        if not report.load:
            yield f"Load in {report.month}: nothing so far"
            return
        yield f"Load in {report.month}:"
        for row in report.load:
            length = format_length(timedelta(minutes=row.minutes))
            yield f"  @{row.handle}: {_count(row.incidents, 'incident')}, {length}"

    def errors(self) -> Iterator[str]:
        if self._report.has_errors:
            yield f"Something in {PEOPLE_FILE} is wrong, so this may be too"
            yield f"  fix: allclear check {PEOPLE_FILE}"

    def _who(self, handle: str) -> str:
        person = self._report.find(handle)
        if person is None:
            return f"@{handle} (nobody under 'people')"
        return f"@{handle} ({person.name})" if person.name else f"@{handle}"

    def _contact(self, handle: str) -> Iterator[str]:
        person = self._report.find(handle)
        if person is None:
            return
        known = {"phone": person.phone, "e-mail": person.email, "chat": person.slack}
        if any(known.values()):
            yield ", ".join(f"{name} {value}" for name, value in known.items() if value)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
