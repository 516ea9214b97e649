"""P6: whatever authors typed, every file that programs read is valid and runs nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import icalendar
import pytest

from generator.core.digest import summarise
from generator.core.facts import Record
from generator.core.fold import project
from generator.core.publication import create_site
from generator.pipeline.list_api import make_api
from generator.renderers import feeds
from generator.renderers.badges import badges
from generator.renderers.banner import LONGEST_ADVICE, LONGEST_TEXT, render_banner
from generator.renderers.calendar import create_calendars
from generator.renderers.feed_archives import create_archive, cut_entries
from generator.renderers.feed_events import create_event
from generator.renderers.pages import Pages
from tests.feeds.readings import find_active, read_atom
from tests.pages.records import AS_OF
from tests.pages.test_hostile import BATCH, TEXTS, hostile, named

TAG = re.compile(r"<[A-Za-z/!?]")
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {SVG + name for name in ("svg", "title", "g", "path", "circle", "rect", "text")}
LINKS = {"href", "src", "style", "{http://www.w3.org/1999/xlink}href"}


def files_of(batch: list[str]) -> tuple[list[Record], dict[str, bytes]]:
    """Return records that say *batch*, and every file of them that programs read."""
    records = [each for n, text in enumerate(batch) for each in hostile(text, n + 1)]
    addressed = replace(records[0], former_addresses=("old/1.html", "incidents/abc"))
    records[0] = addressed
    frame = named(batch)
    config = frame.config
    found = (project(record, config, AS_OF, replay=True) for record in records)
    views = {view.id: view for view in found if view is not None}
    digests = [summarise(view, config) for view in views.values()]
    site = create_site(digests, views, config, AS_OF, inputs_hash="0" * 32)
    events = tuple(create_event(view, view.last_changed_at, frame) for view in views.values())
    pages = Pages(frame)
    made = [
        *make_api(site, views, frame, {}, lambda _: False)[0],
        *badges(site, frame),
        render_banner(site, frame),
        *create_calendars(digests, config.components, frame),
        *feeds.events(events, frame),
        *pages.moved("old/1.html", addressed.id),
        *pages.strip(site),
    ]
    own = feeds.incident(views[addressed.id], frame)[1].content
    made.append(create_archive("2025-04", cut_entries(own).values(), frame, older="", newer=""))
    return records, {each.path: each.content for each in made}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, str):
        yield value


def assert_picture(content: bytes) -> None:
    for element in ElementTree.fromstring(content).iter():
        assert element.tag in DRAWN
        assert not LINKS & element.attrib.keys()
        assert not any(name.startswith("on") for name in element.attrib)
        assert not any("url(" in value for value in element.attrib.values() if value)


class _Page(HTMLParser):
    """Collects what a page without scripts must not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe", "object", "embed", "form", "base", "img"}:
            self.faults.append(tag)
        for name, value in attrs:
            if name.startswith("on") or "script:" in (value or "").lower():
                self.faults.append(f"{tag} {name}={value}")


@pytest.mark.parametrize("start", range(0, len(TEXTS), BATCH))
def test_files_for_programs_stay_valid_and_inert(start: int) -> None:
    records, files = files_of(TEXTS[start : start + BATCH])
    kinds = set()
    for path, content in files.items():
        kind = path.rpartition(".")[2]
        kinds.add(kind)
        if path.startswith("api/"):
            assert not [each for each in strings(json.loads(content)) if TAG.search(each)], path
        elif kind == "json":
            json.loads(content)
        elif kind == "svg":
            assert_picture(content)
        elif kind == "atom":
            assert {f for each in read_atom(content) for f in find_active(each.html)} <= {"<small>"}
        elif kind == "html":
            page = _Page()
            page.feed(content.decode())
            assert page.faults == [], path
    assert kinds == {"json", "svg", "atom", "html", "ics"}
    banner = json.loads(files["banner.json"])
    for each in banner["banners"]:
        assert 0 < len(each["text"]) <= LONGEST_TEXT
        assert each["advice"] is None or len(each["advice"]) <= LONGEST_ADVICE
        assert not {"\n", "\r"} & set(each["text"] + (each["advice"] or ""))
    titles = {" ".join(each.title.split()) for each in records if each.id.startswith("MNT")}
    calendar = icalendar.Calendar.from_ical(files["maintenance.ics"])
    told = {str(each["summary"]) for each in calendar.walk("VEVENT")}
    assert told >= {each for each in titles if each}
