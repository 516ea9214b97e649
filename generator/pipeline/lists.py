"""Pages and feeds made of many records: made again only when one of theirs changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from generator.core.archives import by_month, find_archives, find_open_since
from generator.core.calendar_days import day_start
from generator.core.digest import local_day
from generator.core.entries import KEPT_FOR, select, select_incidents
from generator.core.facts import Component
from generator.core.merges import DeadEnd
from generator.core.views import Digest, EntryRef, IncidentView, PublicSite
from generator.pipeline import beside
from generator.pipeline.archives import make_archives
from generator.pipeline.drawn import Drawn
from generator.pipeline.list_api import Events, make_api
from generator.pipeline.list_calendars import make_calendars
from generator.pipeline.list_embeds import list_embeds
from generator.pipeline.list_redirects import make_redirects
from generator.pipeline.manifest import Entry
from generator.pipeline.memory import Kept, Made, Memory, Outputs
from generator.pipeline.shards import Crew, Workshop
from generator.pipeline.stage import Written
from generator.pipeline.told import SITE, Told
from generator.readers.public import Folder
from generator.renderers import feeds
from generator.renderers.artifact import Artifact
from generator.renderers.frame import Frame
from generator.renderers.public_schemas import create_schemas
from generator.renderers.site_files import small_files

_DAY = timedelta(days=1)


class Views(Mapping[str, IncidentView]):
    """Full views of single records, read again when asked for.

    A build keeps digests only; the few records whose words stand on the home page or in a
    feed are read once more, so memory does not grow with history.
    """

    def __init__(
        self,
        workshop: Workshop,
        folders: Mapping[str, Folder],
        dead_ends: Mapping[str, DeadEnd],
    ) -> None:
        self._workshop = workshop
        self._folders = folders
        self._dead_ends = dead_ends
        self._views: dict[str, IncidentView] = {}

    def __getitem__(self, incident: str) -> IncidentView:
        view = self._views.get(incident)
        if view is None:
            dead_end = self._dead_ends.get(incident)
            view = self._workshop.read(self._folders[incident], dead_end)[0]
            if view is None:
                raise KeyError(incident)
            self._views[incident] = view
        return view

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)


class Lists:
    """Makes the pages of many records into the stage, reusing what has not changed.

    Attributes:
        remembered: For the next build: hash of what each was made of, and its outputs.
        entries: For the next build: entries of feeds.
        events: For the next build: incidents and planned work of the API.
        made: Names of those rendered this time.
    """

    def __init__(
        self,
        workshop: Workshop,
        crew: Crew,
        records: Mapping[str, Made],
        memory: Memory,
        owners: Mapping[str, str],
    ) -> None:
        """Take what a build knows of its records.

        Args:
            workshop: Renders and writes.
            crew: Reads staged files back, in other processes where there are any.
            records: What came of each folder, by id.
            memory: What the last build left.
            owners: The record that each former address leads to, by file.
        """
        self._owners = owners
        self._workshop = workshop
        self._crew = crew
        self._states: dict[str, bytes] = {}
        self._records = records
        self._known = memory.records
        self._before = memory.lists
        self._before_entries = memory.entries
        self._before_events = memory.events
        self.events: Events = {}
        self.entries: Kept = {}
        self.remembered: dict[str, tuple[str, Outputs]] = {}
        self.made: list[str] = []

    def make_all(self, site: PublicSite, views: Mapping[str, IncidentView], jobs: int = 1) -> None:
        """Make every page, feed and small file beyond those of single records.

        With more than one of *jobs* a helper process makes what hangs on nothing made here.
        """
        pages, stage = self._workshop.pages, self._workshop.stage
        others = beside.begin(partial(self._put_others, site, views), jobs)
        for artifacts in (
            pages.home(site),
            pages.history(site),
            pages.maintenance(site),
            pages.postmortems(site),
        ):
            for artifact in artifacts:
                stage.put(artifact.path, artifact.content)
        # What depends on words and site.yml alone; another memory begins when those change.
        self.make("plain", "", partial(pages.plain, site.config))
        self.make("schemas", "", partial(create_schemas, site.config))
        months = tuple(month.month for month in site.months)
        all_months = " ".join(months)
        for month in site.months:
            self.make(
                f"history/{month.month}",
                self.key_of(all_months, (digest.id for digest in month.digests)),
                partial(pages.month, months, month),
            )
        self._make_feeds(site, views)
        make_calendars(self, site, self._workshop.inputs.frame)
        make_redirects(self, pages, self._owners)
        done = others()
        if done is None:
            _, self.events = self._put_others(site, views)
        else:
            written, self.events = done
            stage.adopt(written)

    def _put_others(
        self, site: PublicSite, views: Mapping[str, IncidentView]
    ) -> tuple[list[Written], Events]:
        """Put what is always made into the stage; return what it was, and events of the API."""
        pages, stage = self._workshop.pages, self._workshop.stage
        frame = self._workshop.inputs.frame
        artifacts, events = make_api(site, views, frame, self._before_events, self._is_unchanged)
        artifacts += [*small_files(site, frame), *list_embeds(site, pages, frame)]
        for component in site.components:
            artifacts += pages.component(component, site.digests)
        before = len(stage.written)
        entries = [(each.path, stage.put(each.path, each.content)) for each in artifacts]
        written = set(stage.written[before:])
        return [(path, entry, path in written) for path, entry in entries], events

    def _make_feeds(self, site: PublicSite, views: Mapping[str, IncidentView]) -> None:
        frame, as_of = self._workshop.inputs.frame, self._workshop.as_of
        groups = _find_told(site.digests.values())
        drawn = Drawn(views, frame, self._before_entries, self._is_unchanged)
        months = by_month(groups)
        # By the clock alone feeds change at the site's midnight, as `generation.json` announces.
        today = day_start(local_day(as_of, site.config.zone), site.config.zone)
        archives = find_archives(months, today)
        make_archives(archives, self, self._crew)
        newest = archives[-1].month if archives else ""
        kept_since = today - KEPT_FOR
        open_since = find_open_since(months, archives, today)
        border = min(kept_since, open_since)
        told = Told(groups, border - _DAY)
        everything = told.find(SITE, border)
        chosen = select(everything, as_of, border)
        drawn.keep(chosen)
        self.make(
            "feeds",
            self.key_of((newest, chosen), (ref.incident for ref, _ in chosen)),
            lambda: feeds.site(drawn.draw(chosen), frame, newest),
        )
        events = select_incidents(everything, as_of)
        drawn.keep_events(events)
        self.make(
            "feeds/events",
            self.key_of(events, (ref.incident for ref, _ in events)),
            lambda: feeds.events(drawn.draw_events(events), frame),
        )
        for component in site.components:
            id_ = component.component.id
            picked = select(told.find(id_, kept_since), as_of, kept_since)
            drawn.keep(picked)
            self.make(
                f"feeds/{id_}",
                self.key_of(picked, (ref.incident for ref, _ in picked)),
                partial(_draw_component, drawn, component.component, picked, frame),
            )
        self.entries = drawn.for_next_time()

    def make(self, name: str, key: str, render: Callable[[], Iterable[Artifact]]) -> None:
        """Put what *render* makes into the stage, or take it over where *key* is as last time.

        Args:
            name: Permanent name of what is made, ``feeds/search``.
            key: Hash of everything it is made of; see :meth:`key_of`.
            render: Called only when needed.
        """
        if self.reuse(name, key):
            return
        stage = self._workshop.stage
        outputs = [
            (artifact.path, stage.put(artifact.path, artifact.content)) for artifact in render()
        ]
        self.remember(name, key, outputs)

    def reuse(self, name: str, key: str) -> bool:
        """Take over what was made as *name* where *key* is as last time; return whether it was."""
        known = self._before.get(name)
        if known is None or known[0] != key or not self._workshop.stage.keep(known[1]):
            return False
        self.remembered[name] = known
        return True

    def remember(self, name: str, key: str, outputs: Iterable[tuple[str, Entry]]) -> None:
        """Note that *outputs* were made as *name* this time, of what *key* is the hash of."""
        self.made.append(name)
        self.remembered[name] = (key, tuple(outputs))

    def _is_unchanged(self, incident: str) -> bool:
        """Return whether the record is the very one the last build remembered."""
        made = self._records.get(incident)
        return made is not None and made is self._known.get(incident)

    def key_of(self, facts: object, incidents: Iterable[str]) -> str:
        """Return a hash of *facts* and of the state of each of *incidents*."""
        stamp = hashlib.blake2b(repr(facts).encode(), digest_size=16)
        known = self._states
        for incident in incidents:
            state = known.get(incident)
            if state is None:
                state = known[incident] = self._write_state(self._records[incident])
            stamp.update(state)
        return stamp.hexdigest()

    @staticmethod
    def _write_state(made: Made) -> bytes:
        digest = made.digest
        state = f"{digest.valid_from.isoformat()} {digest.is_damaged}" if digest else ""
        return f"{made.id} {made.inputs} {state}\n".encode()


def _draw_component(
    drawn: Drawn,
    component: Component,
    selected: Sequence[tuple[EntryRef, datetime]],
    frame: Frame,
) -> list[Artifact]:
    return feeds.component(component, drawn.draw(selected), frame)


def _find_told(digests: Iterable[Digest]) -> list[list[EntryRef]]:
    """Return the entries of feeds of each record that has any, newest first."""
    told = ([entry for entry in digest.entries if entry.is_in_feeds] for digest in digests)
    return [entries for entries in told if entries]
