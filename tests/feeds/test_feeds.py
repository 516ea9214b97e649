"""What the three feeds of a site, a component and an incident say, and when they change."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.entries import set_apart
from generator.core.facts import Record, Update
from generator.core.fold import project
from generator.core.views import EffectView
from generator.core.vocabulary import ComponentState, IncidentStatus, MaintenanceStatus, RecordKind
from generator.renderers import feeds
from tests.feeds.builders import (
    AT,
    chosen,
    component,
    config,
    drawn,
    frame,
    incident,
    night,
    update,
)
from tests.feeds.readings import ATOM, READERS, Item, by_name, read_atom, read_json, read_words

EFFECT = EffectView(
    component="scores", old=ComponentState.OPERATIONAL, new=ComponentState.MAJOR_OUTAGE
)
PREFIX = "tag:status.school.example,2025:incident/INC-2025-01-15-001/update/"
PAGE = "https://status.school.example/incidents/INC-2025-01-15-001/#update-"


def test_each_update_is_one_entry_newest_first_and_alike_in_all_formats() -> None:
    files = by_name(feeds.incident(night(), frame()))

    expected = [
        ("20250115T151000Z", "[Resolved]", "<p>Scores are <strong>saved</strong> again.</p>", 34),
        ("20250115T150600Z", "[Monitoring]", "<p>Minute 30: we are looking into it.</p>", 30),
        ("20250115T145200Z", "[Identified]", "<p>Minute 16: we are looking into it.</p>", 16),
        ("20250115T143600Z", "[Investigating]", "<p>Minute 0: we are looking into it.</p>", 0),
    ]
    for name, read in READERS.items():
        assert read(files[name]) == [
            Item(
                f"{PREFIX}{id_}",
                f"{PAGE}{id_}",
                f"{status} Students cannot save scores",
                html,
                AT + timedelta(minutes=minutes),
                AT + timedelta(minutes=minutes),
            )
            for id_, status, html, minutes in expected
        ]


@pytest.mark.parametrize(
    ("artifacts", "folder", "id_", "title"),
    [
        (
            lambda: feeds.incident(night(), frame()),
            "incidents/INC-2025-01-15-001/",
            "incident/INC-2025-01-15-001",
            "Students cannot save scores: Example School status",
        ),
        (
            lambda: feeds.site(drawn(chosen(night()), night(), frame()), frame()),
            "",
            "history",
            "Example School status",
        ),
        (
            lambda: feeds.component(component(), drawn(chosen(night()), night(), frame()), frame()),
            "components/scores/",
            "component/scores",
            "Score recording: Example School status",
        ),
    ],
)
def test_a_feed_says_whose_it_is_where_it_lies_and_when_it_changed(
    artifacts, folder: str, id_: str, title: str
) -> None:
    made = artifacts()
    files = by_name(made)
    base = f"https://status.school.example/{folder}"

    assert [artifact.path for artifact in made] == [
        f"{folder}history.rss",
        f"{folder}history.atom",
        f"{folder}feed.json",
    ]
    channel = ElementTree.fromstring(files["history.rss"]).find("channel")
    assert [
        (child.tag, child.text or child.attrib) for child in channel if child.tag != "item"
    ] == [
        ("title", title),
        ("link", base),
        ("description", channel.findtext("description")),
        (
            f"{ATOM}link",
            {"href": f"{base}history.rss", "rel": "self", "type": "application/rss+xml"},
        ),
        ("docs", "http://www.rssboard.org/rss-specification"),
        ("generator", "AllClear"),
        ("language", "en"),
        ("lastBuildDate", "Wed, 15 Jan 2025 15:10:00 +0000"),
        ("managingEditor", "support@school.example (The Example Team)"),
        ("ttl", "5"),
    ]
    feed = ElementTree.fromstring(files["history.atom"])
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert feed.findtext(f"{ATOM}id") == f"tag:status.school.example,2025:{id_}"
    assert feed.findtext(f"{ATOM}title") == title
    assert feed.findtext(f"{ATOM}updated") == "2025-01-15T15:10:00+00:00"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "The Example Team"
    assert feed.find(f"{ATOM}generator").attrib == {}
    assert [link.attrib for link in feed.findall(f"{ATOM}link")] == [
        {"href": f"{base}history.atom", "rel": "self", "type": "application/atom+xml"},
        {"href": base, "rel": "alternate", "type": "text/html"},
    ]
    head = json.loads(files["feed.json"])
    del head["items"], head["description"]
    assert head == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": base,
        "feed_url": f"{base}feed.json",
        "authors": [{"name": "The Example Team"}],
        "language": "en",
    }


def test_ids_and_dates_stay_through_four_publishes_and_a_typo_edit_wakes_nobody() -> None:
    updates = sorted(night().updates, key=lambda shown: shown.at)
    seen: list[list[tuple[str, datetime]]] = []
    for count in range(1, 5):
        files = by_name(feeds.incident(incident(*updates[:count]), frame()))
        seen.append([(item.id, item.published_at) for item in read_atom(files["history.atom"])])
    for earlier, later in pairwise(seen):
        assert later[1:] == earlier

    edited = replace(updates[1], text="A fixed typo.", changed_at=AT + timedelta(days=1))
    before = by_name(feeds.incident(incident(*updates), frame()))
    after = by_name(feeds.incident(incident(updates[0], edited, *updates[2:]), frame()))
    for name, read in READERS.items():
        assert [(i.id, i.published_at, i.title) for i in read(before[name])] == [
            (i.id, i.published_at, i.title) for i in read(after[name])
        ]
    for name in ("history.atom", "feed.json"):
        assert [i.updated_at - i.published_at for i in READERS[name](after[name])] == [
            timedelta(0),
            timedelta(0),
            AT + timedelta(days=1) - edited.at,
            timedelta(0),
        ]


def test_a_withdrawn_text_is_gone_from_every_feed_and_its_withdrawal_is_an_entry() -> None:
    secret = "canary-7f3a"
    view = incident(
        update(0),
        update(
            5,
            is_withdrawn=True,
            title=f"Title {secret}",
            text=f"Text {secret}",
            changed_at=AT + timedelta(minutes=9),
        ),
        update(9, retracts=update(5).id, text="The update of 14:41 named the wrong cause."),
    )

    for artifact in (
        *feeds.incident(view, frame()),
        *feeds.site(drawn(chosen(view), view, frame()), frame()),
    ):
        assert secret.encode() not in artifact.content
        items = READERS[artifact.path.rpartition("/")[2]](artifact.content)
        assert [(item.id.removeprefix(PREFIX), item.title, item.html) for item in items] == [
            (
                "20250115T144500Z",
                "[Investigating] Students cannot save scores",
                "<p>The update of 14:41 named the wrong cause.</p>",
            ),
            (
                "20250115T144100Z",
                "[Withdrawn] Students cannot save scores",
                "<p>This update was withdrawn.</p>",
            ),
            (
                "20250115T143600Z",
                "[Investigating] Students cannot save scores",
                "<p>Minute 0: we are looking into it.</p>",
            ),
        ]
        assert items[1].published_at == AT + timedelta(minutes=5)


def test_a_record_withdrawn_as_a_whole_shows_neither_titles_nor_texts() -> None:
    secret = "canary-7f3a"
    view = incident(
        update(0, is_withdrawn=True, title=secret, text=secret),
        update(3, retracts="incident", title=secret, text="Published by mistake."),
        title=secret,
        former_titles=(secret,),
        is_tombstone=True,
    )

    for artifact in feeds.incident(view, frame()):
        assert secret.encode() not in artifact.content
        items = READERS[artifact.path.rpartition("/")[2]](artifact.content)
        assert [(item.title, item.html) for item in items] == [
            ("[Withdrawn] Notice INC-2025-01-15-001", "<p>Published by mistake.</p>"),
            ("[Withdrawn] Notice INC-2025-01-15-001", "<p>This update was withdrawn.</p>"),
        ]


def test_a_rename_titles_only_the_updates_from_then_on() -> None:
    view = incident(
        update(0, title="Games fail"), update(9, title="Scores fail"), title="Scores fail"
    )
    files = by_name(feeds.incident(view, frame()))

    assert [item.title for item in read_json(files["feed.json"])] == [
        "[Investigating] Scores fail",
        "[Investigating] Games fail",
    ]


def test_a_record_without_a_readable_title_goes_by_its_id() -> None:
    files = by_name(feeds.incident(incident(update(0, title="\u202e "), title=""), frame()))

    assert read_atom(files["history.atom"])[0].title == "[Investigating] INC-2025-01-15-001"
    assert json.loads(files["feed.json"])["title"] == "INC-2025-01-15-001: Example School status"


def test_an_update_dated_ahead_waits_for_its_time() -> None:
    view = incident(
        update(0),
        update(30),
        update(300, is_ahead=True),
        valid_until=AT + timedelta(minutes=30),
    )

    for name, read in READERS.items():
        items = read(by_name(feeds.incident(view, frame()))[name])
        assert [item.published_at for item in items] == [AT]


def test_an_update_of_states_alone_says_something_all_the_same() -> None:
    view = incident(
        update(0, text="", effects=(EFFECT,)),
        update(9, text="", status=IncidentStatus.MONITORING),
        components=(),
    )
    items = read_atom(by_name(feeds.incident(view, frame()))["history.atom"])

    assert items[0].html == (
        "<p>A fix is in place. We are watching whether it holds. Thank you for your patience.</p>"
    )
    assert items[1].html.startswith("<p>")
    assert len(read_words(items[1].html)) > len("Investigating")


def test_a_merged_incident_and_called_off_work_say_so_in_their_titles() -> None:
    merged = incident(update(0), update(5, merged_into="INC-2025-01-14-001"))
    cancelled = incident(
        update(0, status=MaintenanceStatus.SCHEDULED),
        update(5, status=MaintenanceStatus.COMPLETED, is_called_off=True),
        update(9, status=MaintenanceStatus.COMPLETED, is_called_off=True),
        kind=RecordKind.MAINTENANCE,
        is_cancelled=True,
    )

    for view, expected in (
        (merged, ["[Continued elsewhere]", "[Investigating]"]),
        (cancelled, ["[Called off]", "[Called off]", "[Scheduled]"]),
    ):
        items = read_atom(by_name(feeds.incident(view, frame()))["history.atom"])
        assert [item.title.partition(" Students")[0] for item in items] == expected


@pytest.mark.parametrize(
    "view",
    [
        incident(update(0), is_backfilled=True),
        incident(update(0, notify=False)),
        incident(update(0, is_synthetic=True)),
        incident(),
    ],
)
def test_feeds_of_records_that_notify_nobody_are_empty_valid_and_dated_by_the_record(view) -> None:
    files = by_name(feeds.incident(view, frame()))

    for name, read in READERS.items():
        assert read(files[name]) == []
    feed = ElementTree.fromstring(files["history.atom"])
    assert feed.findtext(f"{ATOM}updated") == "2025-01-15T00:00:00+00:00"


def test_a_site_without_entries_has_feeds_that_do_not_change_from_day_to_day() -> None:
    files = by_name(feeds.site((), frame()))

    assert b"<updated>2025-01-01T00:00:00+00:00</updated>" in files["history.atom"]
    assert b"<lastBuildDate>Wed, 01 Jan 2025 00:00:00 +0000</lastBuildDate>" in files["history.rss"]


def test_feeds_below_a_path_keep_the_host_in_ids_and_the_path_in_addresses() -> None:
    files = by_name(
        feeds.incident(night(), frame(url="https://Name.example:8443/repository/", feed_year=2024))
    )
    (item, *_) = read_atom(files["history.atom"])

    assert item.id == ("tag:name.example,2024:incident/INC-2025-01-15-001/update/20250115T151000Z")
    assert item.url == (
        "https://Name.example:8443/repository/incidents/INC-2025-01-15-001/#update-20250115T151000Z"
    )


def test_without_a_support_address_rss_names_no_editor_and_the_site_stands_for_an_author() -> None:
    files = by_name(feeds.incident(night(), frame(support_email="", author="")))

    assert b"managingEditor" not in files["history.rss"]
    assert b"<author><name>Example School</name></author>" in files["history.atom"]


def test_a_title_that_looks_like_a_tag_is_no_tag_to_a_reader_that_takes_rss_titles_for_html() -> (
    None
):
    view = incident(update(0, title="Menu <select> & <b broken, 3 < 4"))
    files = by_name(feeds.incident(view, frame()))

    assert read_atom(files["history.atom"])[0].title == (
        "[Investigating] Menu <select> & <b broken, 3 < 4"
    )
    title = READERS["history.rss"](files["history.rss"])[0].title
    assert title == (
        "[Investigating] Menu \N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}select"
        "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} & "
        "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}b broken, 3 < 4"
    )
    assert read_words(title) == title


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=30), st.integers(0, 40_000))
def test_dates_are_whole_seconds_apart_in_the_order_of_exact_times_and_never_ahead(
    times: list[int], now: int
) -> None:
    """As the fold makes views: one ends at the moment that its next date is due."""
    updates = [
        update(0, id=f"u{n:02}", at=AT + timedelta(milliseconds=time))
        for n, time in enumerate(times)
    ]
    as_of = AT + timedelta(milliseconds=now)
    ordered = sorted(updates, key=lambda each: (each.at, each.id))
    due = [
        max(each.at, at)
        for each, at in zip(ordered, set_apart(each.at for each in ordered), strict=True)
    ]
    view = incident(*updates, valid_until=min((at for at in due if at > as_of), default=None))
    files = by_name(feeds.incident(view, frame()))

    for name, read in READERS.items():
        items = read(files[name])
        assert [item.id.removeprefix(PREFIX) for item in reversed(items)] == [
            each.id for each, at in zip(ordered, due, strict=True) if at <= as_of
        ]
        assert all(older.published_at < newer.published_at for newer, older in pairwise(items))
        assert all(item.published_at == item.updated_at <= as_of for item in items)


def test_a_view_ends_when_a_tie_lets_the_next_of_its_entries_be_dated() -> None:
    said = [Update(id=id_, at=AT, status=IncidentStatus.INVESTIGATING, text="x") for id_ in "ab"]
    record = Record(
        id="INC-2025-01-15-001",
        kind=RecordKind.INCIDENT,
        date=AT.date(),
        path="",
        title="x",
        updates=tuple(said),
    )
    for replay in (True, False):
        view = project(record, config(default_promise=None), AT, replay=replay)
        assert view is not None
        assert view.valid_until == AT + timedelta(seconds=1)
        (item,) = read_json(by_name(feeds.incident(view, frame()))["feed.json"])
        assert item.published_at == AT


def test_the_site_feed_prints_the_dates_it_is_given() -> None:
    view = night()
    dated = tuple((ref, at + timedelta(seconds=1)) for ref, at in chosen(view))
    files = by_name(feeds.site(drawn(dated, view, frame()), frame()))

    for name, read in READERS.items():
        assert [item.published_at for item in read(files[name])] == [at for _, at in dated]


def test_a_date_with_another_offset_is_printed_in_utc() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=5, minutes=30)))

    assert feeds.incident(incident(update(0, at=elsewhere)), frame()) == feeds.incident(
        incident(update(0)), frame()
    )
