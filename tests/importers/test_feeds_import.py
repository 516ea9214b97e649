"""Feeds become incidents: what they say exactly, and nothing that they do not say."""

from __future__ import annotations

import re
import socket
import sys
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.api_ids import create_api_id
from generator.core.foreign import (
    ForeignFile,
    ForeignPage,
    ForeignPostmortem,
    ForeignRecord,
    ForeignUpdate,
    Lost,
)
from generator.core.odd_characters import ODD
from generator.core.refusal import Refusal
from generator.core.vocabulary import IncidentStatus, MaintenanceStatus, RecordKind
from generator.importers.feeds import read
from tests.payloads import PAYLOADS

FEEDS = Path(__file__).parents[2] / "../shared/data/feeds"

PATH = "saved/history.rss"
HOST = "https://status.example.com"
LINK = f"{HOST}/incidents/69sb0f8lydp4"
NO_PARTS = "a feed does not say which parts were affected; the records name none"


def said(time: str, status: str, text: str) -> str:
    return f"<p><small>{time}</small><br><strong>{status}</strong> - {text}</p>"


def item(
    html: str,
    date: str = "Mon, 16 Sep 2024 22:08:00 +0000",
    *,
    title: str = "Pages are slow",
    link: str = LINK,
    guid: str = "",
    more: str = "",
) -> str:
    return (
        f"<item><title>{escape(title)}</title><description>{escape(html)}</description>"
        f"<pubDate>{date}</pubDate><link>{escape(link)}</link>"
        f"<guid>{escape(guid or link)}</guid>{more}</item>\n"
    )


def rss(*items: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return (
        f'{head}\n<rss version="2.0"><channel><title>Example Status - Incident History</title>'
        f"<link>{HOST}</link>\n{''.join(items)}</channel></rss>\n"
    )


def read_page(*items: str, zone: str = "UTC") -> ForeignPage:
    page, findings = read([ForeignFile(PATH, rss(*items).encode())], zone)
    assert findings == ()
    assert page is not None
    return page


def told(record: ForeignRecord) -> list[tuple[str, str | None, str]]:
    return [(f"{each.at:%Y-%m-%d %H:%M}", each.status, each.text) for each in record.updates]


def found(data: bytes | str, zone: str = "UTC") -> list[tuple[str, int, int, str]]:
    content = data if isinstance(data, bytes) else data.encode()
    page, findings = read([ForeignFile(PATH, content)], zone)
    assert page is None
    assert all(each.fix and each.path == PATH for each in findings)
    return [(each.code, each.line, each.column, each.message) for each in findings]


def test_an_item_tells_a_whole_incident() -> None:
    html = (
        said("Sep 18, 09:00 UTC", "Postmortem", "# Why<br /><br />A disk.")
        + said("Sep 16, 22:08 UTC", "Resolved", 'Over. <a href="https://x.example/a">More</a>')
        + said("Sep 16, 21:50 UTC", "Update", "Nearly.<br />There.")
        + said("Sep 16, 21:31 UTC", "Investigating", "Pages are &lt;slow&gt;.")
    )
    id_ = "69sb0f8lydp4"

    assert read_page(item(html, "Wed, 18 Sep 2024 09:00:00 +0000")) == ForeignPage(
        name="Example",
        url=HOST,
        records=(
            ForeignRecord(
                kind=RecordKind.INCIDENT,
                api_id=id_,
                title="Pages are slow",
                place=PATH,
                line=3,
                updates=(
                    ForeignUpdate(
                        api_id=create_api_id("update", f"{id_}/20240916T213100.000Z/investigating"),
                        at=datetime(2024, 9, 16, 21, 31, tzinfo=UTC),
                        text="Pages are <slow>.",
                        status=IncidentStatus.INVESTIGATING,
                    ),
                    ForeignUpdate(
                        api_id=create_api_id("update", f"{id_}/20240916T215000.000Z/update"),
                        at=datetime(2024, 9, 16, 21, 50, tzinfo=UTC),
                        text="Nearly.\nThere.",
                    ),
                    ForeignUpdate(
                        api_id=create_api_id("update", f"{id_}/20240916T220800.000Z/resolved"),
                        at=datetime(2024, 9, 16, 22, 8, tzinfo=UTC),
                        text="Over. More (https://x.example/a)",
                        status=IncidentStatus.RESOLVED,
                    ),
                ),
                postmortem=ForeignPostmortem(
                    api_id=create_api_id("postmortem", id_),
                    published_at=datetime(2024, 9, 18, 9, 0, tzinfo=UTC),
                    text="# Why\n\nA disk.",
                ),
                former_addresses=("incidents/69sb0f8lydp4",),
            ),
        ),
        lost=(Lost(path=PATH, subject="page", message=NO_PARTS),),
    )


def test_atom_in_statuspages_manner_says_the_same() -> None:
    html = (
        "<p> <small>Sep <var data-var='date'>16</var>, <var data-var='time'>22:08</var> UTC</small>"
        "<br> <strong>Resolved</strong> - Over. </p>"
    )
    atom = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>Example Status - Incident History</title><link rel="alternate" href="{HOST}"/>\n'
        "<entry><id>tag:status.example.com,2005:Incident/1</id>"
        "<published>2024-09-16T22:08:44Z</published><updated>2024-12-01T08:00:00Z</updated>"
        f'<link rel="alternate" type="text/html" href="{LINK}"/><title>Pages are slow</title>'
        f'<content type="html">{escape(html)}</content></entry></feed>'
    )
    page, findings = read([ForeignFile(PATH, atom.encode())], "UTC")

    assert findings == ()
    assert page == read_page(item(said("Sep 16, 22:08 UTC", "Resolved", "Over.")))


@pytest.mark.parametrize(
    ("clocks", "date", "zone", "expected"),
    [
        # The year follows from the date, over New Year too and on a leap day.
        (
            ["Jan  1, 00:09 PST", "Dec 31, 23:50 PST"],
            "Wed, 01 Jan 2014 00:09:30 -0800", "UTC", ["2014-01-01 07:50", "2014-01-01 08:09"],
        ),
        (["Feb 29, 12:00 UTC"], "Thu, 29 Feb 2024 12:00:00 GMT", "UTC", ["2024-02-29 12:00"]),
        (
            ["Mar  3, 12:00 UTC", "Nov  2, 12:00 UTC"],
            "Sun, 03 Mar 2024 12:00:00 +0000", "UTC", ["2023-11-02 12:00", "2024-03-03 12:00"],
        ),
        # A page that writes PST all summer: the item's own date shows the same clock.
        (["Aug 12, 16:49 PST"], "Mon, 12 Aug 2013 16:49:00 -0700", "UTC", ["2013-08-12 23:49"]),
        # Letters that mean several zones: the date says which.
        (["Aug 12, 16:49 IST"], "Mon, 12 Aug 2013 16:49:00 +0530", "UTC", ["2013-08-12 11:19"]),
        (["Aug 12, 16:49 BST"], "Mon, 12 Aug 2013 15:49:10 GMT", "UTC", ["2013-08-12 15:49"]),
        (["Aug 12, 16:49 XYZT"], "Mon, 12 Aug 2013 16:49:00 +0345", "UTC", ["2013-08-12 13:04"]),
        # Or the zone that was named does.
        (["Aug 12, 16:49 BST"], "Mon, 12 Aug 2013 23:00 Z", "Europe/London", ["2013-08-12 15:49"]),
        (["Aug 12, 16:49"], "Mon, 12 Aug 2013 23:00:00 GMT", "Europe/London", ["2013-08-12 15:49"]),
        # Clear by themselves.
        (["Aug 12, 16:49 CEST"], "Mon, 12 Aug 2013 23:00:00 GMT", "UTC", ["2013-08-12 14:49"]),
        (["Aug 12, 04:49 PM EDT"], "Mon, 12 Aug 2013 23:00:00 GMT", "UTC", ["2013-08-12 20:49"]),
        (["Aug 12, 16:49 -03"], "Mon, 12 Aug 2013 23:00:00 GMT", "UTC", ["2013-08-12 19:49"]),
        (["Aug 12, 2011 - 16:49 UTC"], "Mon, 12 Aug 2013 23:00:00 Z", "UTC", ["2011-08-12 16:49"]),
        # Oldest first is another order, not another year.
        (
            ["Sep 16, 21:31 UTC", "Sep 16, 22:08 UTC"],
            "Mon, 16 Sep 2024 22:08:00 GMT", "UTC", ["2024-09-16 21:31", "2024-09-16 22:08"],
        ),
    ],
)  # fmt: skip
def test_a_clock_without_a_year_is_one_instant(
    clocks: list[str], date: str, zone: str, expected: list[str]
) -> None:
    html = "".join(said(clock, "Update", "x") for clock in clocks)
    (record,) = read_page(item(html, date), zone=zone).records

    assert [f"{each.at:%Y-%m-%d %H:%M}" for each in record.updates] == expected


@pytest.mark.parametrize("zone", ["XYZT", "IST", "CST", "BST"])
def test_a_zone_that_could_be_several_is_a_finding(zone: str) -> None:
    html = said(f"Sep 16, 20:00 {zone}", "Resolved", "Over.")

    assert found(rss(item(html))) == [
        ("IMP017", 3, 1, f"'{zone}' in the item 'Pages are slow' can be several time zones or none")
    ]


def test_one_abbreviation_all_year_is_doubtful_where_clocks_are_changed() -> None:
    summer = said("Aug 12, 16:49 PST", "Resolved", "x")
    both = said("Nov  6, 10:00 PST", "Resolved", "x") + said("Nov  1, 10:00 PST", "Update", "x")
    page = read_page(
        item(summer, "Mon, 12 Aug 2013 16:49:00 -0700", link=f"{HOST}/incidents/aaaaaaaaaaaa"),
        item(both, "Wed, 06 Nov 2013 10:00:00 -0800"),
    )

    assert [(each.subject, each.message) for each in page.lost] == [
        (
            "incident 69sb0f8lydp4",
            "PST stands for two times of the year; an hour is unsure",
        ),
        ("page", NO_PARTS),
    ]


def test_updates_of_one_minute_keep_their_order() -> None:
    html = said("Sep 16, 22:08 UTC", "Resolved", "Over.") + said(
        "Sep 16, 22:08 UTC", "Monitoring", "Better."
    )
    (record,) = read_page(item(html)).records

    assert [(each.at.second, each.at.microsecond, each.text) for each in record.updates] == [
        (0, 0, "Better."),
        (0, 1000, "Over."),
    ]


def test_planned_work_has_its_window_from_the_dates_of_rss() -> None:
    html = said("Sep 16, 12:00 UTC", "Scheduled", "A new database.")
    more = "<maintenanceEndDate>Sat, 21 Sep 2024 02:00:00 +0000</maintenanceEndDate>"
    (record,) = read_page(item(html, "Fri, 20 Sep 2024 22:00:00 +0000", more=more)).records

    assert record.kind is RecordKind.MAINTENANCE
    assert record.is_open
    assert record.scheduled_for == datetime(2024, 9, 20, 22, 0, tzinfo=UTC)
    assert record.scheduled_until == datetime(2024, 9, 21, 2, 0, tzinfo=UTC)
    assert told(record) == [("2024-09-16 12:00", "scheduled", "A new database.")]


@pytest.mark.parametrize("until", ["Sep 21, 02:00", "23:00"])
def test_planned_work_has_its_window_from_its_notice(until: str) -> None:
    html = f"<p><strong>THIS IS A SCHEDULED EVENT Sep 20, 22:00 - {until} UTC</strong></p>" + said(
        "Sep 16, 22:08 UTC", "Scheduled", "A new database."
    )
    (record,) = read_page(item(html)).records

    assert record.scheduled_for == datetime(2024, 9, 20, 22, 0, tzinfo=UTC)
    assert record.scheduled_until == (
        datetime(2024, 9, 20, 23, 0, tzinfo=UTC)
        if until == "23:00"
        else datetime(2024, 9, 21, 2, 0, tzinfo=UTC)
    )


def test_planned_work_without_a_window_is_told() -> None:
    html = said("Sep 16, 22:08 UTC", "Completed", "Done.") + said(
        "Sep 16, 21:00 UTC", "In progress", "We began."
    )
    page = read_page(item(html))

    (record,) = page.records
    assert (record.scheduled_for, record.scheduled_until, record.is_open) == (None, None, False)
    assert [each.status for each in record.updates] == [
        MaintenanceStatus.IN_PROGRESS,
        MaintenanceStatus.COMPLETED,
    ]
    assert page.lost[0].message == "the feed does not say for when the work was planned"


def test_planned_work_ahead_without_a_window_is_left_out_and_told() -> None:
    """Nobody can say when it begins; all else of the feed is taken over."""
    ahead = item(said("Sep 16, 22:08 UTC", "Scheduled", "A new database."))
    other = item(said("Sep 15, 22:08 UTC", "Resolved", "Over."), link=f"{LINK}x")
    page = read_page(ahead, other)

    assert [each.kind for each in page.records] == [RecordKind.INCIDENT]
    assert [each.message for each in page.lost][:2] == [
        "the feed does not say for when the work was planned",
        "it is not over, and nothing says for when it is planned: it is left out; announce it "
        "with 'allclear maintenance announce'",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [("[Resolved] Pages are slow", "[Investigating] Pages are slow"),
     ("RESOLVED: Pages are slow", "UPDATE: Pages are slow")],
)  # fmt: skip
def test_one_item_per_update_becomes_one_incident(first: str, second: str) -> None:
    link = f"{HOST}/incidents/98765"
    page = read_page(
        item("Over.", title=first, link=f"{link}#update-2"),
        item(
            "<p>Slow.</p>",
            "Mon, 16 Sep 2024 21:31:00 +0000",
            title=second,
            link=f"{link}#update-1",
        ),
        item("Another.", title="[Resolved] Mail is late", link=f"{HOST}/incidents/98766#update-1"),
    )

    status = None if second.startswith("UPDATE") else "investigating"
    assert [(each.title, told(each)) for each in page.records] == [
        (
            "Pages are slow",
            [("2024-09-16 21:31", status, "Slow."), ("2024-09-16 22:08", "resolved", "Over.")],
        ),
        ("Mail is late", [("2024-09-16 22:08", "resolved", "Another.")]),
    ]
    assert page.records[0].api_id == create_api_id("incident", link)
    assert page.records[0].former_addresses == ("incidents/98765",)


def test_our_own_feeds_come_back_with_their_own_ids() -> None:
    tag = "tag:status.example.com,2024:incident/INC-2024-09-16-001/update/"
    link = f"{HOST}/incidents/INC-2024-09-16-001/"
    (record,) = read_page(
        item("Over.", title="[Resolved] Pages", link=f"{link}#update-b", guid=f"{tag}b"),
        item(
            "Slow.",
            "Mon, 16 Sep 2024 21:31:00 +0000",
            title="[Investigating] Pages are slow",
            link=f"{link}#update-a",
            guid=f"{tag}a",
        ),
    ).records

    assert record.title == "Pages"
    assert record.api_id == create_api_id("incident", "INC-2024-09-16-001")
    assert record.former_addresses == ()
    assert [each.api_id for each in record.updates] == [
        create_api_id("update", f"INC-2024-09-16-001/{each}") for each in ("a", "b")
    ]


def test_any_other_item_is_an_incident_that_is_over() -> None:
    page = read_page(
        item("Line one\nline two", title="[infra] Pages & mail", link=f"{HOST}/#web_1", guid="1"),
        item("More", title="[infra] Pages & mail", link=f"{HOST}/#web_2", guid="2"),
    )

    assert [(each.title, told(each), each.is_open) for each in page.records] == [
        ("[infra] Pages & mail", [("2024-09-16 22:08", "resolved", text)], False)
        for text in ("Line one\nline two", "More")
    ]
    assert page.lost[0] == Lost(
        path=PATH,
        subject=f"incident {create_api_id('incident', '1')}",
        message="the feed does not say how it went on; it stands as over at its date",
        line=3,
    )


def test_an_address_of_another_host_is_none_of_the_page() -> None:
    html = said("Sep 16, 22:08 UTC", "Resolved", "Over.")
    (record,) = read_page(item(html, link="https://other.example/incidents/69sb0f8lydp4")).records

    assert record.former_addresses == ()


def test_feeds_of_two_pages_are_a_finding() -> None:
    html = said("Sep 16, 22:08 UTC", "Resolved", "Over.")
    other = rss(item(html)).replace(HOST, "https://status.example.org")

    page, findings = read(
        [ForeignFile("a.rss", rss(item(html)).encode()), ForeignFile("b.rss", other.encode())],
        "UTC",
    )

    assert page is None
    assert [(each.code, each.path, each.message) for each in findings] == [
        (
            "IMP008",
            "b.rss",
            "this is of status.example.org, and a.rss is of status.example.com",
        )
    ]


def test_one_incident_in_two_feeds_is_one() -> None:
    short = rss(item(said("Sep 16, 22:08 UTC", "Resolved", "Over.")))
    long = rss(
        item(
            said("Sep 16, 22:08 UTC", "Resolved", "Over.")
            + said("Sep 16, 21:31 UTC", "Investigating", "Slow.")
        )
    )
    files = [ForeignFile("a.rss", short.encode()), ForeignFile("b.rss", long.encode())]
    page, _ = read(files, "UTC")
    same, _ = read([files[0], files[0]._replace(path="c.rss")], "UTC")

    assert page is not None
    assert [len(each.updates) for each in page.records] == [2]
    assert page.lost[1].message == "b.rss and a.rss tell it differently; the longer counts"
    assert same is not None
    assert [each.message for each in same.lost] == [NO_PARTS, NO_PARTS]


def test_an_unknown_status_says_nothing_and_is_told() -> None:
    page = read_page(item(said("Sep 16, 22:08 UTC", "Gelöst", "Vorbei.")))

    assert [each.is_open for each in page.records] == [True]
    assert page.lost[0].message == "'Gelöst' is no status that is known; the text stays"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_feed_in_any_encoding_it_names_is_read(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = rss(
        item(said("Sep 16, 22:08 UTC", "Resolved", "Vorbei für alle"), title="Café"),
        head=f'<?xml version="1.0" encoding="{name}"?>',
    )
    page, findings = read([ForeignFile(PATH, text.encode(encoding))], "UTC")

    assert findings == ()
    assert page is not None
    assert page.records[0].title == "Café"
    assert page.records[0].updates[0].text == "Vorbei für alle"


BAD_NAME = "is not known or not the one in use"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            rss(item("x"))[:200],
            ("IMP004", 3, 36, "the XML is cut off or broken: unclosed token"),
        ),
        (b"", ("IMP004", 1, 1, "the XML is cut off or broken: no element found")),
        (b"{}", ("IMP004", 1, 1, "this is JSON, not a feed")),
        (
            rss(item("x", title="a")).replace("<title>a", "<title>a&nbsp;"),
            ("IMP004", 3, 15, "the XML is cut off or broken: undefined entity"),
        ),
        (
            "<a><b/></a>",
            ("IMP004", 1, 1, "the file is no feed of RSS or Atom"),
        ),
        (
            "<a>" * 101 + "</a>" * 101,
            ("IMP005", 1, 301, "elements are nested deeper than 100"),
        ),
        (rss(), ("IMP007", 1, 1, "no file holds a feed with an item in it")),
        (
            rss(item("x", title="é")).encode("latin-1"),
            ("IMP015", 3, 14, "the file says utf-8 and is not"),
        ),
        (
            rss(item("x"), head='<?xml version="1.0" encoding="klingon"?>'),
            ("IMP015", 1, 1, f"the encoding 'klingon' {BAD_NAME}"),
        ),
        (
            rss(item("x"), head='<?xml version="1.0" encoding="shift_jis"?>'),
            ("IMP015", 1, 1, f"the encoding 'shift_jis' {BAD_NAME}"),
        ),
        (
            rss(item("x")).encode("utf-32"),
            ("IMP004", 1, 2, "the XML is cut off or broken: not well-formed (invalid token)"),
        ),
        (
            rss(item("x", title="")),
            ("IMP012", 3, 1, f"the item '{LINK}' has no title"),
        ),
        (
            rss(item("x")).replace("<pubDate>Mon, 16 Sep 2024 22:08:00 +0000</pubDate>", ""),
            ("IMP012", 3, 1, "the item 'Pages are slow' has no date"),
        ),
        (rss(item("x", "yesterday")), ("IMP013", 3, 1, "'yesterday' is no date with a time")),
        (
            rss(item("x", "Mon, 31 Feb 2024 22:08:00 GMT")),
            ("IMP013", 3, 1, "'Mon, 31 Feb 2024 22:08:00 GMT' is no date with a time"),
        ),
        (
            rss(item("x", "Mon, 16 Sep 2024 22:08:00 IST")),
            ("IMP013", 3, 1, "'Mon, 16 Sep 2024 22:08:00 IST' is no date with a time"),
        ),
        (
            rss(item("x"), head='<!DOCTYPE r [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]>'),
            ("IMP016", 1, 25, "the feed declares an entity of its own, 'a'"),
        ),
        (
            rss(item("x"), head='<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            ("IMP016", 1, 52, "the feed declares an entity of its own, 'x'"),
        ),
        (
            rss(item("x"), head='<!DOCTYPE r [<!ENTITY % x SYSTEM "https://x.example/d">%x;]>'),
            ("IMP016", 1, 55, "the feed declares an entity of its own, 'x'"),
        ),
    ],
)  # fmt: skip
def test_a_feed_that_cannot_be_used_is_a_finding(
    data: bytes | str, expected: tuple[str, int, int, str]
) -> None:
    assert found(data) == [expected]


def test_a_feed_too_large_is_not_even_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.importers.feed_xml.MAX_BYTES", 1000)

    assert found(b"<" * 1001) == [("IMP002", 1, 1, "the file has more than 1,000 bytes")]


def test_every_finding_of_every_file_is_told_at_once() -> None:
    files = [
        ForeignFile("a.rss", b"<rss>"),
        ForeignFile("b.rss", rss(item("x", "never"), item("x", title="")).encode()),
        ForeignFile("c.rss", rss(item("x")).encode()),
    ]
    page, findings = read(files, "UTC")

    assert page is None
    assert [(each.path, each.line, each.code) for each in findings] == [
        ("a.rss", 1, "IMP004"),
        ("b.rss", 3, "IMP013"),
        ("b.rss", 4, "IMP012"),
    ]


def test_nothing_is_fetched_and_no_file_is_opened(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Bytes that are a path or an address are bytes; a DTD elsewhere stays where it is."""
    secret = tmp_path / "secret.rss"
    secret.write_text(rss(item("secret")))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(feedparser.api.http, "get", refuse)

    for data in (str(secret).encode(), b"https://x.example/history.rss"):
        assert {each[0] for each in found(data)} == {"IMP004"}
    head = '<!DOCTYPE rss SYSTEM "https://x.example/rss.dtd">'
    linked = rss(
        item('<img src="https://x.example/a.png"> x', link="https://x.example/a"), head=head
    )
    page, findings = read([ForeignFile(PATH, linked.encode())], "UTC")
    assert findings == ()
    assert page is not None


def test_without_the_extra_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "feedparser", None)

    with pytest.raises(Refusal, match="not installed") as refused:
        read([ForeignFile(PATH, rss(item("x")).encode())], "UTC")
    assert refused.value.fix == "install it: pip install feedparser"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_titles_and_texts_are_data(payload: str) -> None:
    clean = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", payload)
    html = said("Sep 16, 22:08 UTC", "Resolved", clean)
    data = rss(item(html, title=f"About {clean}", link=LINK, guid=clean or "x"))
    page, findings = read([ForeignFile(PATH, data.encode())], "UTC")

    assert findings == ()
    assert page is not None
    for record in page.records:
        texts = [record.title, *(each.text for each in record.updates)]
        assert all(ODD.search(text) is None for text in texts)
        assert "\n" not in record.title


@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_bytes_raise(data: bytes, cut: int) -> None:
    whole = rss(item(said("Sep 16, 22:08 UTC", "Resolved", "Over."))).encode()
    for content in (data, whole[:cut] + data + whole[cut:]):
        page, findings = read([ForeignFile(PATH, content)], "UTC")
        assert (page is None) == bool(findings)


MOMENTS = st.integers(946_684_800, 2_177_452_800).map(
    lambda each: datetime.fromtimestamp(each, UTC)
)


@given(st.lists(MOMENTS, min_size=1, max_size=8))
def test_years_come_back_as_they_were(times: list[datetime]) -> None:
    """As long as no two neighbours are a year apart, which no text could tell."""
    times = sorted({each.replace(second=0, microsecond=0) for each in times}, reverse=True)
    near = [times[0]]
    for each in times[1:]:
        if 0 < (near[-1] - each).days < 300:
            near.append(each)
    html = "".join(said(f"{each:%b %d, %H:%M} UTC", "Update", "x") for each in near)
    (record,) = read_page(item(html, f"{near[0]:%a, %d %b %Y %H:%M}:30 +0000")).records

    assert [each.at for each in record.updates] == near[::-1]


@pytest.mark.skipif(not FEEDS.exists(), reason="the recorded feeds are not beside this clone")
@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("parse-statuspage-history-2014.rss", "item"),
        ("githubstatus-history-2026-08-22.atom", "entry"),
    ],
)  # fmt: skip
def test_recorded_feeds_are_read_whole(name: str, parts: str) -> None:
    data = (FEEDS / name).read_bytes()
    page, findings = read([ForeignFile(name, data)], "UTC")

    text = data.decode()
    assert findings == ()
    assert page is not None
    assert len(page.records) == text.count(f"<{parts}>")
    words = re.findall(r"&lt;strong&gt;([A-Za-z ]+)&lt;/strong&gt;", text)
    updates = [each for record in page.records for each in record.updates]
    assert len(updates) + sum(each.postmortem is not None for each in page.records) == len(words)
    for status in IncidentStatus:
        told = [word for word in words if word.lower() == status]
        assert len([each for each in updates if each.status is status]) == len(told)
    for record in page.records:
        assert f"/incidents/{record.api_id}" in text
        assert record.former_addresses == (f"incidents/{record.api_id}",)
        assert not record.is_open
    dates = re.findall(r"<published>(.*?)</published>", text)
    ends = [f"{record.updates[-1].at:%Y-%m-%dT%H:%M}" for record in page.records]
    assert not dates or ends == [each[:16] for each in dates]
