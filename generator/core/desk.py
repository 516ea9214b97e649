"""All that responders' commands know: a brief of every record, and the site they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from generator.core.brief import Brief
from generator.core.facts import Component, SiteConfig
from generator.core.findings import Finding
from generator.core.record_id import parse_record_id
from generator.core.vocabulary import ComponentState, RecordKind, badness, worst
from generator.core.words import Words

OWED_AFTERWARDS = timedelta(days=90)
"""How long after its resolution an incident that is not closed is still spoken of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Every record at one moment.

    Attributes:
        as_of: The moment, aware UTC.
        briefs: Sorted by id.
        config: None when ``site.yml`` cannot be read.
        words: The sentences of the pages.
        findings_of_site: What is wrong with ``site.yml`` and the words.
        is_status_page_only: Nobody keeps internal files here.
        names: Names of all folders of records, those that cannot be read included.
    """

    as_of: datetime
    briefs: tuple[Brief, ...]
    config: SiteConfig | None
    words: Words
    findings_of_site: tuple[Finding, ...] = ()
    is_status_page_only: bool = False
    names: tuple[str, ...] = ()

    def find(self, id_: str) -> Brief | None:
        """Return the brief of the record *id_*, if there is one."""
        return next((brief for brief in self.briefs if brief.id == id_), None)

    def open_incidents(self) -> tuple[Brief, ...]:
        """Return open incidents: the most severe first, newest first among equals."""
        found = [brief for brief in reversed(self.briefs) if brief.is_open]
        found = [brief for brief in found if brief.kind is RecordKind.INCIDENT]
        found.sort(key=lambda brief: brief.began_at or _at_midnight(brief, self), reverse=True)
        found.sort(key=lambda brief: -badness(worst(state for _, state in brief.states)))
        found.sort(key=lambda brief: brief.severity or 5)
        return tuple(found)

    def resolved_incidents(self) -> tuple[Brief, ...]:
        """Return incidents that were resolved in the last 90 days and are not closed, newest first.

        What visitors still read as open is among the open ones.
        """
        since = self.as_of - OWED_AFTERWARDS
        found = [
            brief
            for brief in self.briefs
            if brief.resolved_at is not None
            and since <= brief.resolved_at <= self.as_of
            and not (brief.is_closed or brief.is_open)
            and brief.kind is RecordKind.INCIDENT
        ]
        found.sort(key=lambda brief: (brief.resolved_at or self.as_of, brief.id), reverse=True)
        return tuple(found)

    def open_maintenance(self) -> tuple[Brief, ...]:
        """Return planned work that is not over, what begins first at the top."""
        found = [
            brief for brief in self.briefs if brief.is_open and brief.kind is RecordKind.MAINTENANCE
        ]
        found.sort(key=lambda brief: brief.scheduled_for or self.as_of)
        return tuple(found)

    def unreadable(self) -> tuple[Brief, ...]:
        """Return the records that have errors, newest first."""
        return tuple(brief for brief in reversed(self.briefs) if not brief.is_readable)

    def numbers_taken(self, kind: RecordKind, day: date) -> set[int]:
        """Return the numbers that ids of *kind* and *day* already have, readable or not."""
        found = (parse_record_id(name.upper()) for name in self.names)
        return {each.number for each in found if each and (each.kind, each.date) == (kind, day)}

    def states_now(self) -> dict[str, ComponentState]:
        """Return every component that is offered with what visitors see of it, worst first."""
        now: dict[str, list[ComponentState]] = {}
        for brief in self.briefs:
            for component, state in brief.states:
                now.setdefault(component, []).append(state)
        states = {each.id: worst(now.get(each.id, ())) for each in self.offered()}
        return dict(sorted(states.items(), key=lambda item: -badness(item[1])))

    def offered(self) -> Iterator[Component]:
        """Yield the components that are not retired, in the order of ``site.yml``."""
        for component in self.config.components if self.config else ():
            if component.retired is None or not self._has_come(component.retired):
                yield component

    def _has_come(self, day: date) -> bool:
        from generator.core.digest import local_day  # late: few sites have retired a part

        return self.config is not None and day <= local_day(self.as_of, self.config.zone)

    def name_of(self, component_id: str) -> str:
        """Return the name visitors know a component by."""
        component = self.config.component(component_id) if self.config else None
        return component.name if component else component_id

    def say(self, component_id: str, state: ComponentState) -> str:
        """Return what visitors read of a component: its own sentence, else the general one."""
        component = self.config.component(component_id) if self.config else None
        own = component.sentence(state) if component else None
        return own or self.words(f"sentence.{state}", name=self.name_of(component_id))


def _at_midnight(brief: Brief, desk: Desk) -> datetime:
    """Return the beginning of the day in the id: all that is known of when it began."""
    found = parse_record_id(brief.id)
    if found is None:
        return desk.as_of
    return datetime(found.date.year, found.date.month, found.date.day, tzinfo=desk.as_of.tzinfo)
