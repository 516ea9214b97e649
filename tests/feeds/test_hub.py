"""A site with a WebSub hub names it in every feed; one without says nothing of it."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from generator.renderers import feeds
from generator.renderers.artifact import Artifact
from generator.renderers.feed_archives import create_archive, cut_entries
from generator.renderers.feed_events import create_event
from tests.feeds.builders import AT, Frame, chosen, component, drawn, frame, night
from tests.feeds.readings import ATOM, by_name, read_links
from tests.feeds.test_validity import VALIDATOR

HUB = "https://hub.example/"


def all_feeds(here: Frame) -> list[list[Artifact]]:
    entries = drawn(chosen(night()), night(), here)
    return [
        feeds.site(entries, here),
        feeds.component(component(), entries, here),
        feeds.incident(night(), here),
    ]


@pytest.mark.parametrize("place", range(3))
def test_every_feed_names_the_hub_beside_its_own_address(place: int) -> None:
    files = by_name(all_feeds(frame(websub_hub=HUB))[place])
    channel = ElementTree.fromstring(files["history.rss"]).find("channel")

    assert [link.attrib for link in channel.findall(f"{ATOM}link")] == [
        {
            "href": json.loads(files["feed.json"])["feed_url"].replace("feed.json", "history.rss"),
            "rel": "self",
            "type": "application/rss+xml",
        },
        {"href": HUB, "rel": "hub"},
    ]
    links = read_links(files["history.atom"])
    assert (links["hub"], links.keys()) == (HUB, {"self", "hub", "alternate"})
    feed = json.loads(files["feed.json"])
    assert feed["hubs"] == [{"type": "WebSub", "url": HUB}]
    assert list(VALIDATOR.iter_errors(feed)) == []


def test_without_a_hub_nothing_else_differs() -> None:
    for bare, told in zip(all_feeds(frame()), all_feeds(frame(websub_hub=HUB)), strict=True):
        for one, other in zip(bare, told, strict=True):
            text = other.content.decode()
            for piece in (
                f'<link href="{HUB}" rel="hub"/>',
                f'<atom:link href="{HUB}" rel="hub"/>',
                f'"hubs":[{{"type":"WebSub","url":"{HUB}"}}],',
            ):
                text = text.replace(piece, "")
            assert one.content.decode() == text


def test_the_feed_of_events_names_it_and_a_document_that_is_over_does_not() -> None:
    here = frame(websub_hub=HUB)
    (events,) = feeds.events((create_event(night(), AT, here),), here)
    entries = cut_entries(feeds.incident(night(), here)[1].content).values()
    archive = create_archive("2025-01", entries, here, older="", newer="")

    assert read_links(events.content)["hub"] == HUB
    assert "hub" not in read_links(archive.content)
