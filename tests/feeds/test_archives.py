"""Months that the Atom feed no longer holds: a document each, linked in a chain (RFC 5005)."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import atoma
import feedparser
import pytest
from lxml import etree

from generator.renderers.feed_archives import create_archive, cut_entries, date_entry, find_entry
from generator.renderers.feed_entries import create_entry
from generator.renderers.feeds import incident as incident_feeds
from generator.renderers.feeds import site as site_feeds
from tests.feeds.builders import AT, frame, incident, update
from tests.feeds.readings import ATOM, Item, by_name, find_active, read_atom, read_links
from tests.payloads import PAYLOADS
from tests.proof.repository import MEETING, build, copy_repository

SCHEMA = Path(__file__).parents[2] / "../shared/data/feeds/atom-rfc4287.rng"
BASE = "https://status.school.example"
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"


def entries_of(*updates, **changes: object) -> list[str]:
    """Return the entries of an incident's own feed, newest first, as an archive takes them."""
    content = by_name(incident_feeds(incident(*updates, **changes), frame()))["history.atom"]
    return list(cut_entries(content).values())


def test_a_document_says_which_month_it_holds_and_what_lies_before_and_after_it() -> None:
    entries = entries_of(update(0), update(9))
    made = create_archive("2025-01", entries, frame(), older="2024-11", newer="2025-02")
    feed = ElementTree.fromstring(made.content)

    assert made.path == "archive/2025-01.atom"
    assert feed.findtext(f"{ATOM}id") == "tag:status.school.example,2025:archive/2025-01"
    assert feed.findtext(f"{ATOM}title") == "Example School status, January 2025"
    assert feed.findtext(f"{ATOM}updated") == "2025-01-15T14:45:00+00:00"
    assert feed.find(ARCHIVE) is not None
    assert read_links(made.content) == {
        "self": f"{BASE}/archive/2025-01.atom",
        "current": f"{BASE}/history.atom",
        "prev-archive": f"{BASE}/archive/2024-11.atom",
        "next-archive": f"{BASE}/archive/2025-02.atom",
        "alternate": f"{BASE}/history/",
    }
    assert [item.published_at for item in read_atom(made.content)] == [
        AT + timedelta(minutes=9),
        AT,
    ]


def test_the_first_and_the_last_document_end_the_chain() -> None:
    made = create_archive("2025-01", entries_of(update()), frame(), older="", newer="")

    assert read_links(made.content).keys() == {"self", "current", "alternate"}


def test_the_feed_leads_to_the_newest_document_and_is_none_itself() -> None:
    content = by_name(site_feeds((), frame(), "2025-01"))["history.atom"]

    assert read_links(content)["prev-archive"] == f"{BASE}/archive/2025-01.atom"
    assert ElementTree.fromstring(content).find(ARCHIVE) is None
    assert "prev-archive" not in read_links(by_name(site_feeds((), frame()))["history.atom"])


@pytest.mark.parametrize("later", [0, 1, 90])
@pytest.mark.parametrize("changed_at", [None, AT + timedelta(seconds=30), AT + timedelta(days=1)])
def test_an_entry_dated_later_is_the_one_that_would_be_drawn_for_that_date(
    later: int, changed_at: datetime | None
) -> None:
    view = incident(update(0, changed_at=changed_at, text="One & <two>"), update(5))
    date = AT + timedelta(seconds=later)
    own = cut_entries(by_name(incident_feeds(view, frame()))["history.atom"])
    found = date_entry(find_entry(own, view.id, view.updates[1].id, frame().config), date)

    drawn = create_entry(view, view.updates[1], date, frame())
    document = by_name(site_feeds((drawn,), frame()))["history.atom"]
    assert [found] == list(cut_entries(document).values())


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_hostile_text_neither_cuts_an_entry_short_nor_becomes_active(payload: str) -> None:
    texts = (payload, f"{payload}</entry><entry><id>{payload}", f"<updated>{payload}<published>")
    view = incident(*(update(n, title=text, text=text) for n, text in enumerate(texts)))
    content = by_name(incident_feeds(view, frame()))["history.atom"]
    entries = [
        date_entry(entry, AT + timedelta(hours=1, minutes=-place))
        for place, entry in enumerate(cut_entries(content).values())
    ]
    made = create_archive("2025-01", entries, frame(name=f"S{payload}"), older="", newer="")

    items = read_atom(made.content)
    assert [(i.id, i.url, i.title, i.html) for i in items] == [
        (i.id, i.url, i.title, i.html) for i in read_atom(content)
    ]
    assert [fault for item in items for fault in find_active(item.html)] == []


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Return the site of this repository's own records."""
    return build(Path(__file__).parents[2])[1]


def walk(files: dict[str, bytes]) -> list[str]:
    """Return the documents from the feed on, as a reader that follows prev-archive finds them."""
    base = read_links(files["history.atom"])["self"].removesuffix("history.atom")
    path, found = "history.atom", []
    while path and path not in found:
        found.append(path)
        path = read_links(files[path]).get("prev-archive", "").removeprefix(base)
    return found


def archives_in(files: dict[str, bytes]) -> list[str]:
    return sorted(path for path in files if path.startswith("archive/"))


def test_following_the_chain_finds_every_document_once_and_the_way_back(
    files: dict[str, bytes],
) -> None:
    found = walk(files)
    base = read_links(files["history.atom"])["self"].removesuffix("history.atom")

    assert found[1:] == archives_in(files)[::-1]
    assert found[1:] == [f"archive/2025-0{month}.atom" for month in (3, 2, 1)]
    for newer, older in pairwise(found[1:]):
        assert read_links(files[older])["next-archive"] == f"{base}{newer}"
    assert "next-archive" not in read_links(files[found[1]])
    assert {read_links(files[path])["current"] for path in found[1:]} == {f"{base}history.atom"}


def test_the_chain_holds_every_entry_of_every_incidents_own_feed(files: dict[str, bytes]) -> None:
    chain: dict[str, Item] = {}
    for path in walk(files):
        items = read_atom(files[path])
        dates = [item.published_at for item in items]
        assert all(older < newer for newer, older in pairwise(dates))
        if path != "history.atom":
            assert {f"archive/{date:%Y-%m}.atom" for date in dates} == {path}
        chain |= {item.id: item for item in items}
    own = {
        item.id: item
        for path, content in files.items()
        if path.startswith("incidents/") and path.endswith("history.atom")
        for item in read_atom(content)
    }

    assert chain == own
    assert len(own) > 60


def test_two_libraries_agree_on_the_entries_of_every_document(files: dict[str, bytes]) -> None:
    for path in archives_in(files):
        expected = [(item.id, item.published_at) for item in read_atom(files[path])]
        parsed = feedparser.parse(files[path])
        assert not parsed.bozo
        assert [
            (entry.id, datetime.fromtimestamp(calendar.timegm(entry.published_parsed), UTC))
            for entry in parsed.entries
        ] == expected
        atom = atoma.parse_atom_bytes(files[path])
        assert [(entry.id_, entry.published) for entry in atom.entries] == expected


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema lies beside the repository only")
def test_every_document_is_valid_by_the_schema_of_the_standard(files: dict[str, bytes]) -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    for path in (*archives_in(files), "history.atom", "history-incidents.atom"):
        schema.assertValid(etree.fromstring(files[path]))


FOLDER = "incidents/2025/INC-2025-01-22-001"
LEAKED = "20250122T200000Z-aaaaaaaa"
SECRET = "hunter2-Tr0ub4dor"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository in which an old incident once said too much."""
    root = copy_repository(tmp_path / "repository")
    updates = root / FOLDER / "updates"
    updates.mkdir(exist_ok=True)
    (updates / f"{LEAKED}.yml").write_text(f"text: The password is {SECRET}.\n", "utf-8")
    return root


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (f"retracts: {LEAKED}\n", "This update was withdrawn."),
        (f"amends: {LEAKED}\ntext: The password has expired.\n", "The password has expired."),
    ],
)
def test_withdrawn_and_amended_words_are_gone_from_the_archive(
    repository: Path, said: str, told: str
) -> None:
    before = build(repository)[1]["archive/2025-01.atom"]
    changed_at = MEETING - timedelta(hours=1)
    name = f"{changed_at:%Y%m%dT%H%M%SZ}-bbbbbbbb.yml"
    (repository / FOLDER / "updates" / name).write_text(said, "utf-8")
    files = build(repository)[1]
    after = files["archive/2025-01.atom"]

    assert SECRET.encode() in before
    assert [path for path, content in files.items() if SECRET.encode() in content] == []
    ((old, new),) = [
        (old, new)
        for old, new in zip(read_atom(before), read_atom(after), strict=True)
        if old != new
    ]
    assert (new.id, new.published_at) == (old.id, old.published_at)
    assert (new.html, new.updated_at) == (f"<p>{told}</p>", changed_at)


def test_backfilled_records_and_silent_updates_are_in_no_document(repository: Path) -> None:
    place = repository / "incidents/2025/INC-2025-02-03-009"
    place.mkdir()
    text = "title: {}\n{}updates:\n  - at: 2025-02-03 14:00Z\n    status: resolved\n{}"
    for extra, silent in (("backfilled: true\n", ""), ("", "    notify: false\n")):
        (place / "public.yml").write_text(text.format(SECRET * 2, extra, silent), "utf-8")
        files = build(repository)[1]
        assert "INC-2025-02-03-009" in files["history/2025-02/index.html"].decode()
        for path in ("history-incidents.atom", *walk(files)):
            assert b"INC-2025-02-03-009" not in files[path], path
