"""``history-incidents.atom``: one entry per incident or planned work, as Statuspage writes them."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import atoma
import feedparser
import pytest

from generator.core.facts import Edition
from generator.core.views import PostmortemView
from generator.core.vocabulary import IncidentStatus, MaintenanceStatus, RecordKind
from generator.renderers import feeds
from generator.renderers.feed_entries import Entry
from generator.renderers.feed_events import create_event
from tests.feeds.builders import AT, frame, incident, night, update
from tests.feeds.readings import ATOM, find_active, read_atom, read_links
from tests.payloads import PAYLOADS
from tests.proof.repository import build

END = AT + timedelta(minutes=34)
LATER = AT + timedelta(days=3)


def event(*updates, **changes: object) -> Entry:
    return create_event(incident(*updates, **changes), END, frame())


def test_an_entry_tells_all_updates_newest_first_under_one_id() -> None:
    assert create_event(night(), END, frame()) == Entry(
        id="tag:status.school.example,2025:incident/INC-2025-01-15-001",
        url="https://status.school.example/incidents/INC-2025-01-15-001/",
        title="Students cannot save scores",
        html=(
            "<p><small>Jan 15, 15:10 UTC</small><br><strong>Resolved</strong> - "
            "Scores are <strong>saved</strong> again.</p>\n"
            "<p><small>Jan 15, 15:06 UTC</small><br><strong>Monitoring</strong> - "
            "Minute 30: we are looking into it.</p>\n"
            "<p><small>Jan 15, 14:52 UTC</small><br><strong>Identified</strong> - "
            "Minute 16: we are looking into it.</p>\n"
            "<p><small>Jan 15, 14:36 UTC</small><br><strong>Investigating</strong> - "
            "Minute 0: we are looking into it.</p>"
        ),
        published_at=END,
        updated_at=END,
    )


def test_the_feed_says_whose_it_is() -> None:
    (made,) = feeds.events((create_event(night(), END, frame()),), frame())
    feed = ElementTree.fromstring(made.content)

    assert made.path == "history-incidents.atom"
    assert feed.findtext(f"{ATOM}id") == "tag:status.school.example,2025:history-incidents"
    assert feed.findtext(f"{ATOM}title") == "Example School status, event by event"
    assert read_links(made.content) == {
        "self": "https://status.school.example/history-incidents.atom",
        "alternate": "https://status.school.example/",
    }
    assert len(read_atom(made.content)) == 1


def test_a_text_that_is_a_list_or_goes_on_follows_its_time_and_status() -> None:
    head = "<p><small>Jan 15, 14:36 UTC</small><br><strong>Investigating</strong>"

    assert event(update(text="- one\n- two")).html == (
        f"{head}</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>"
    )
    assert event(update(text="One.\n\nTwo.")).html == f"{head} - One.</p>\n<p>Two.</p>"


def test_of_an_update_of_which_only_the_day_is_known_only_the_day_is_told() -> None:
    assert event(update(is_day_only=True)).html.startswith("<p><small>Jan 15</small><br>")


def test_an_edit_a_withdrawal_and_a_post_mortem_move_the_last_change_alone() -> None:
    edition = Edition(number=1, published_at=LATER, title="Scores")
    told = PostmortemView(edition=edition, earlier=(), changes=(), timeline=(), changed_at=LATER)

    for changed in (
        event(update(0, changed_at=LATER), update(34)),
        event(update(0, is_withdrawn=True, changed_at=LATER), update(34)),
        event(update(0), update(34), postmortem=told),
    ):
        assert (changed.published_at, changed.updated_at) == (END, LATER)
    assert changed.html.startswith(
        '<p><a href="https://status.school.example/postmortems/INC-2025-01-15-001/">'
        "What happened and what we learned</a></p>\n<p><small>"
    )


def test_a_change_dated_ahead_dates_nothing_until_its_time() -> None:
    view = incident(update(0, changed_at=LATER), valid_until=LATER)
    (own,) = read_atom(feeds.incident(view, frame())[1].content)

    assert create_event(view, END, frame()).updated_at == END
    assert own.updated_at == own.published_at == AT


def test_withdrawn_words_are_gone_and_their_place_is_kept() -> None:
    secret = "canary-7f3a"
    one = event(
        update(0),
        update(5, is_withdrawn=True, title=secret, text=secret),
        update(9, retracts=update(5).id, text="The update of 14:41 named the wrong cause."),
    )
    whole = event(
        update(0, is_withdrawn=True, title=secret, text=secret),
        update(3, retracts="incident", title=secret, text="Published by mistake."),
        title=secret,
        is_tombstone=True,
    )

    assert secret not in one.html + one.title + whole.html + whole.title
    assert (
        "<p><small>Jan 15, 14:41 UTC</small><br><strong>Withdrawn</strong> - "
        "This update was withdrawn.</p>" in one.html
    )
    assert (whole.title, whole.html) == (
        "Notice INC-2025-01-15-001",
        "<p><small>Jan 15, 14:39 UTC</small><br><strong>Withdrawn</strong> - "
        "Published by mistake.</p>\n"
        "<p><small>Jan 15, 14:36 UTC</small><br><strong>Withdrawn</strong> - "
        "This update was withdrawn.</p>",
    )


def test_work_called_off_says_so() -> None:
    html = event(
        update(0, status=MaintenanceStatus.SCHEDULED),
        update(5, status=MaintenanceStatus.COMPLETED, is_called_off=True),
        kind=RecordKind.MAINTENANCE,
        is_cancelled=True,
    ).html

    assert html.startswith("<p><small>Jan 15, 14:41 UTC</small><br><strong>Called off</strong> - ")


def test_silent_updates_and_those_only_the_clock_made_stay_out() -> None:
    view = (update(0), update(5, notify=False), update(6, is_synthetic=True))

    assert event(*view).html == event(update(0)).html


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_hostile_text_is_inert(payload: str) -> None:
    view = incident(update(text=payload), update(4, text=f"a{payload}"), title=payload)
    (made,) = feeds.events((create_event(view, END, frame(name=payload)),), frame(name=payload))
    (item,) = read_atom(made.content)

    assert [fault for fault in find_active(item.html) if fault != "<small>"] == []


@pytest.fixture(scope="module")
def built() -> bytes:
    """Return the feed of this repository's own records."""
    return build(Path(__file__).parents[2])[1]["history-incidents.atom"]


def test_two_libraries_agree_on_ids_titles_and_dates(built: bytes) -> None:
    expected = [(i.id, i.title, i.url, i.published_at) for i in read_atom(built)]
    parsed = feedparser.parse(built)
    atom = atoma.parse_atom_bytes(built)

    assert 10 < len(expected) <= 25
    assert not parsed.bozo
    assert [
        (
            entry.id,
            entry.title,
            entry.link,
            datetime.fromtimestamp(calendar.timegm(entry.published_parsed), UTC),
        )
        for entry in parsed.entries
    ] == expected
    assert [
        (entry.id_, entry.title.value, entry.links[0].href, entry.published)
        for entry in atom.entries
    ] == expected


def test_the_last_told_of_comes_first_and_no_change_is_before_publication(built: bytes) -> None:
    items = read_atom(built)

    assert all(older.published_at < newer.published_at for newer, older in pairwise(items))
    assert all(item.updated_at >= item.published_at for item in items)
    assert {item.id.rpartition("/")[2] for item in items} == {
        item.url.rstrip("/").rpartition("/")[2] for item in items
    }
    assert any(IncidentStatus.RESOLVED.value.capitalize() in item.html for item in items)
