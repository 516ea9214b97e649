"""cState's issues become incidents; what their prose leaves open is never guessed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.api_ids import create_api_id
from generator.core.foreign import (
    ForeignComponent,
    ForeignFile,
    ForeignGroup,
    ForeignPage,
    ForeignRecord,
    ForeignUpdate,
    Lost,
)
from generator.core.odd_characters import ODD
from generator.core.vocabulary import ComponentState, Impact, IncidentStatus, RecordKind
from generator.importers.cstate import read
from tests.payloads import PAYLOADS

PEERS = Path(__file__).parents[2] / "../shared/data/peers"

PATH = "site/content/issues/2024-09-16-slow.md"
FIELDS = """\
title: Pages are slow
date: 2024-09-16 21:31:00
resolved: true
resolvedWhen: 2024-09-16 22:40:00
severity: disrupted
affected:
  - Pages
  - Sign-in
section: issue
"""
BODY = """
*Resolved* - All is well again. {{< track "2024-09-16 22:40:00" >}}

**Monitoring**: We added servers.

- two of them {{< track "2024-09-16 22:10:00" >}}

*Investigating* - Pages load slowly. {{< track "2024-09-16 21:31:00" >}}
"""


def page_of(body: str = BODY, fields: str = FIELDS) -> ForeignFile:
    return ForeignFile(PATH, f"---\n{fields}---\n{body}".encode())


def read_one(file: ForeignFile, zone: str = "UTC") -> tuple[ForeignRecord, list[str]]:
    page, findings = read([file], zone)
    assert findings == ()
    assert page is not None
    (record,) = page.records
    return record, [each.message for each in page.lost]


def told(record: ForeignRecord) -> list[tuple[str, str | None, str]]:
    return [(f"{each.at:%d %H:%M}", each.status, each.text) for each in record.updates]


def found(content: str | bytes, path: str = PATH) -> list[tuple[str, int, int, str]]:
    data = content if isinstance(content, bytes) else content.encode()
    page, findings = read([ForeignFile(path, data)], "UTC")
    assert page is None
    assert all(each.fix and each.path == path for each in findings)
    return [(each.code, each.line, each.column, each.message) for each in findings]


def update_id(stamp: str, status: str) -> str:
    return create_api_id("update", f"cstate/2024-09-16-slow/{stamp}/{status}")


def at(hour: int, minute: int) -> datetime:
    return datetime(2024, 9, 16, hour, minute, tzinfo=UTC)


def test_an_issue_is_an_incident_with_all_it_says() -> None:
    record, lost = read_one(page_of())

    partial, well = ComponentState.PARTIAL_OUTAGE, ComponentState.OPERATIONAL
    assert lost == []
    assert record == ForeignRecord(
        kind=RecordKind.INCIDENT,
        api_id=create_api_id("incident", "cstate/2024-09-16-slow"),
        title="Pages are slow",
        place=PATH,
        updates=(
            ForeignUpdate(
                api_id=update_id("20240916T213100.000Z", "investigating"),
                at=at(21, 31),
                text="Pages load slowly.",
                status=IncidentStatus.INVESTIGATING,
                components=(("Pages", partial), ("Sign-in", partial)),
            ),
            ForeignUpdate(
                api_id=update_id("20240916T221000.000Z", "monitoring"),
                at=at(22, 10),
                text="We added servers.\n\n- two of them",
                status=IncidentStatus.MONITORING,
            ),
            ForeignUpdate(
                api_id=update_id("20240916T224000.000Z", "resolved"),
                at=at(22, 40),
                text="All is well again.",
                status=IncidentStatus.RESOLVED,
                components=(("Pages", well), ("Sign-in", well)),
            ),
        ),
        components=("Pages", "Sign-in"),
        former_addresses=("issues/2024-09-16-slow",),
    )


def test_a_text_without_a_time_stands_with_the_next_that_has_one() -> None:
    body = """
**Update** It came back. Resolved now.

--
**Update** Nearly there.
---

**Update** We found it.

--

Pages load slowly.
"""
    record, lost = read_one(page_of(body.replace("\n", "\r\n")))

    assert told(record) == [
        ("16 21:31", None, "Pages load slowly."),
        (
            "16 22:40",
            "resolved",
            "We found it.\n\nNearly there.\n\nIt came back. Resolved now.",
        ),
    ]
    assert lost == ["2 texts without a time stand with the update beside them"]


def test_messages_in_brackets_are_updates_and_brackets_of_links_are_not() -> None:
    body = "[Final Message]\nDone.\n\n[Initial Message]\n[Update](https://x.example) begins.\n"
    record, lost = read_one(page_of(body))

    assert told(record) == [
        ("16 21:31", "investigating", "[Update](https://x.example) begins."),
        ("16 22:40", "resolved", "Done."),
    ]
    assert lost == []


def test_one_text_is_how_it_began_and_the_end_has_no_words() -> None:
    record, lost = read_one(page_of("\nPages load slowly.\n"))

    assert told(record) == [
        ("16 21:31", None, "Pages load slowly."),
        ("16 22:40", "resolved", ""),
    ]
    assert lost == []


def test_updates_told_oldest_first_are_seen_by_their_times_or_their_words() -> None:
    timed = 'One. {{< track "2024-09-16 21:31:00" >}}\n\nTwo. {{< track "2024-09-16 22:40:00" >}}\n'
    worded = "*Investigating* - One.\n\n*Resolved* - Two.\n"

    assert [each.text for each in read_one(page_of(timed))[0].updates] == ["One.", "Two."]
    assert [each.text for each in read_one(page_of(worded))[0].updates] == ["One.", "Two."]


def test_times_that_contradict_the_fields_are_kept_and_told() -> None:
    body = BODY.replace("2024-09-16", "2024-10-16")
    record, lost = read_one(page_of(body))

    assert [f"{each.at:%m-%d %H:%M}" for each in record.updates] == [
        "10-16 21:31",
        "10-16 22:10",
        "10-16 22:40",
    ]
    assert record.updates[-1].status == "resolved"
    assert lost == [
        "its date 2024-09-16 21:31Z is left out: its updates say theirs",
        "'resolvedWhen' 2024-09-16 22:40Z is left out: the last update is of 2024-10-16 22:40Z",
    ]


def test_an_end_before_the_beginning_is_left_out() -> None:
    fields = FIELDS.replace("resolvedWhen: 2024-09-16", "resolvedWhen: 2024-09-15")
    record, lost = read_one(page_of("\nSlow.\n", fields))

    assert told(record) == [("16 21:31", "resolved", "Slow.")]
    assert record.impact is Impact.MAJOR
    assert record.updates[0].components == ()
    assert lost == [
        "'resolvedWhen' is before 'date' and is left out",
        "nothing says when it was over; it stands as over at 2024-09-16 21:31Z",
    ]


def test_what_is_not_resolved_stays_open_whatever_its_text_says() -> None:
    fields = "title: Slow\ndate: 2024-09-16 21:31:00\nseverity: down\naffected: [Pages]\n"
    record, lost = read_one(page_of("\n*Resolved* - Fixed?\n\n--\n\nSlow.\n", fields))

    assert record.is_open
    assert told(record) == [("16 21:31", None, "Slow.\n\nFixed?")]
    assert record.updates[0].components == (("Pages", ComponentState.MAJOR_OUTAGE),)
    assert lost == [
        "a text without a time stands with the update beside it",
        "its text says that it was resolved, its fields do not; it stays open",
    ]


def test_what_only_informs_changes_no_state_and_is_over() -> None:
    fields = FIELDS.replace("resolved: true\n", "informational: true\n")
    record, _ = read_one(page_of("\nA word.\n", fields.replace("resolvedWhen", "lastmod")))

    assert (record.impact, record.is_open) == (Impact.NONE, False)
    assert told(record) == [("16 21:31", "resolved", "A word.")]
    assert record.components == ("Pages", "Sign-in")
    assert all(each.components == () for each in record.updates)


@pytest.mark.parametrize(
    ("written", "zone", "expected"),
    [
        ("2024-09-16 21:31:00", "UTC", "2024-09-16T21:31:00+00:00"),
        ("2024-09-16 21:31:00", "Europe/Berlin", "2024-09-16T19:31:00+00:00"),
        ("2024-09-16T21:31:00.5Z", "Europe/Berlin", "2024-09-16T21:31:00.500000+00:00"),
        ("2024-09-16T21:31:00-00:00", "UTC", "2024-09-16T21:31:00+00:00"),
        ("2024-09-16T21:31:00+05:30", "UTC", "2024-09-16T16:01:00+00:00"),
        ('"2024-09-16 21:31"', "UTC", "2024-09-16T21:31:00+00:00"),
        ("2024-09-16", "Europe/Berlin", "2024-09-15T22:00:00+00:00"),
    ],
)
def test_a_date_is_read_as_hugo_does(written: str, zone: str, expected: str) -> None:
    record, _ = read_one(page_of("\nSlow.\n", f"title: Slow\ndate: {written}\n"), zone)

    assert record.updates[0].at.isoformat() == expected


def test_shortcodes_and_html_and_fields_of_its_own_are_told() -> None:
    body = (
        '\n{{< note color="red" >}}Slow<br>today.{{< /note >}}\n\n```\n--\n*Resolved* - no\n```\n'
    )
    record, lost = read_one(page_of(body, f"{FIELDS}pin: true\nowner: web\n"))

    assert record.updates[0].text == "Slow\ntoday.\n\n```\n--\n*Resolved* - no\n```"
    assert lost == [
        "fields of its own are left out: 'owner'",
        "it was pinned to the top",
        "the shortcode 'note' is left out",
        "its HTML became plain text",
    ]


def test_toml_says_the_same_as_yaml() -> None:
    fields = """\
title = "Pages are slow"
date = 2024-09-16T21:31:00Z
resolved = true
resolvedWhen = 2024-09-16 22:40:00
severity = "disrupted"
affected = ["Pages", "Sign-in"]
section = "issue"
"""
    file = ForeignFile(PATH, f"+++\n{fields}+++\n{BODY}".encode())

    assert read_one(file) == read_one(page_of())


def test_a_site_gives_name_address_zone_groups_and_parts() -> None:
    config = """\
title: Example
baseURL: https://status.example.com/
timeZone: Europe/Berlin
params:
  categories:
    - name: Web
    - name: Empty
  systems:
    - name: Pages
      category: Web
      description: What people <b>see</b>
    - name: Mail
"""
    draft = f"---\n{FIELDS}draft: true\n---\nx"
    page, findings = read(
        [
            ForeignFile("site/config.yml", config.encode()),
            page_of(),
            ForeignFile("site/content/issues/_index.md", b"no fields"),
            ForeignFile("site/content/issues/draft.md", draft.encode()),
            ForeignFile("site/content/about.md", b"no fields"),
        ],
        "UTC",
    )

    assert findings == ()
    assert page == ForeignPage(
        name="Example",
        url="https://status.example.com",
        zone="Europe/Berlin",
        groups=(
            ForeignGroup(
                key="category/Web", name="Web", api_id=create_api_id("group", "cstate/Web")
            ),
        ),
        components=(
            ForeignComponent(
                key="Pages",
                name="Pages",
                group="category/Web",
                description="What people see",
                api_id=create_api_id("component", "cstate/Pages"),
            ),
            ForeignComponent(
                key="Mail", name="Mail", api_id=create_api_id("component", "cstate/Mail")
            ),
            ForeignComponent(
                key="Sign-in",
                name="Sign-in",
                api_id=create_api_id("component", "cstate/Sign-in"),
                is_gone=True,
            ),
        ),
        records=(read_one(page_of(), "Europe/Berlin")[0],),
        lost=(
            Lost(
                path="site/content/issues/draft.md",
                subject="incident draft",
                message="a draft, which visitors never saw, is left out",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Slow.", [("IMP010", 1, 1, "the file does not begin with '---' or '+++'")]),
        ("---\ntitle: x\n", [("IMP010", 1, 1, "the fields that begin with '---' never end")]),
        ("---\ntitle: &x Slow\n---\n", [("IMP011", 2, 8, "an anchor of YAML stands here")]),
        ("---\ntitle: *x\n---\n", [("IMP011", 2, 8, "an alias of YAML stands here")]),
        ("---\ntitle: !!str x\n---\n", [("IMP011", 2, 8, "a tag of YAML stands here")]),
        (
            "---\ntitle: x\ndate: [[[[[[[[[[[[x]]]]]]]]]]]]\n---\n",
            [("IMP005", 3, 18, "lists are nested deeper than 12")],
        ),
        (
            "---\ntitle: 'x\n---\n",
            [("IMP004", 2, 10, "the fields are no YAML: found unexpected end of stream")],
        ),
        (
            "---\ntitle: x\ntitle: y\n---\n",
            [("IMP004", 3, 1, "the fields are no YAML: 'title' stands twice")],
        ),
        (
            "+++\ntitle = \n+++\n",
            [("IMP004", 2, 1, "the fields are no TOML: Invalid value")],
        ),
        (
            "---\nseverity: broken\nresolvedWhen: later\n---\n",
            [
                ("IMP012", 2, 1, "the issue has no date"),
                ("IMP012", 2, 1, "the issue has no title"),
                ("IMP014", 2, 11, "'broken' is no severity of cState"),
                ("IMP013", 3, 1, "'later' after 'resolvedWhen' is no date with a time"),
            ],
        ),
        (
            '---\ntitle: x\ndate: 2024-09-16 21:31\n---\n\nSlow. {{< track "noon" >}}\n',
            [("IMP013", 6, 1, "'noon' after 'track' is no date with a time")],
        ),
        ("---\ntitle: é\n---\n".encode("latin-1"), [("IMP003", 2, 8, "byte E9 is no UTF-8")]),
        (b"-" * 1_048_577, [("IMP002", 1, 1, "the file has more than 1,048,576 bytes")]),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_used_is_a_finding(
    content: str | bytes, expected: list[tuple[str, int, int, str]]
) -> None:
    assert sorted(found(content)) == sorted(expected)


def test_toml_nested_without_end_is_a_finding() -> None:
    nested = f"+++\nx = {'[' * 5000}{']' * 5000}\n+++\n"

    assert found(nested) == [("IMP005", 2, 1, "lists are nested deeper than 12")]


def test_two_files_of_one_issue_are_a_finding() -> None:
    files = [page_of(), ForeignFile("b/issues/2024-09-16-slow/index.md", page_of().content)]
    page, findings = read(files, "UTC")

    assert page is None
    assert [(each.path, each.code) for each in findings] == [(PATH, "IMP008")]


def test_every_finding_of_every_file_is_told_at_once() -> None:
    files = [
        ForeignFile("a.md", b"none"),
        ForeignFile("b.md", b"---\ntitle: x\ndate: y\n---\n"),
        ForeignFile("config.yml", b"a: *b"),
    ]

    assert [(each.path, each.code) for each in read(files, "UTC")[1]] == [
        ("a.md", "IMP010"),
        ("b.md", "IMP013"),
        ("config.yml", "IMP011"),
    ]


def test_no_issue_at_all_is_a_finding() -> None:
    assert [each.code for each in read([ForeignFile("config.yml", b"title: x")], "UTC")[1]] == [
        "IMP007"
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_is_data(payload: str) -> None:
    text = payload.encode("utf-8", "ignore").decode()
    page, findings = read([page_of(f"\n{text}\n")], "UTC")

    assert page is not None or {each.code for each in findings} == {"IMP013"}
    for record in page.records if page else ():
        assert all(ODD.search(each.text) is None for each in record.updates)


@given(st.binary(max_size=200), st.sampled_from([b"", b"---\n", b"+++\n", b"---\ntitle: x\n"]))
def test_no_bytes_raise(data: bytes, before: bytes) -> None:
    page, findings = read([ForeignFile(PATH, before + data)], "UTC")

    assert (page is None) == bool(findings)


@given(st.text(alphabet='*-_{<>}%track "Resolved\n[]`:20180525', max_size=200))
def test_every_resolved_issue_ends_resolved_and_is_in_order(body: str) -> None:
    page, _ = read([page_of(f"\n{body}\n")], "UTC")

    for record in page.records if page else ():
        times = [each.at for each in record.updates]
        assert times == sorted(times)
        assert record.updates[-1].status is IncidentStatus.RESOLVED
        assert len({each.api_id for each in record.updates}) == len(times)


@pytest.mark.skipif(not PEERS.exists(), reason="the recorded pages are not beside this clone")
@pytest.mark.parametrize("name", ["example-track", "jenkins", "x4b"])
def test_recorded_issues_are_read(name: str) -> None:
    data = (PEERS / f"cstate-{name}.md").read_bytes()
    page, findings = read([ForeignFile(f"issues/{name}.md", data)], "UTC")

    text = data.decode()
    assert findings == ()
    assert page is not None
    (record,) = page.records
    tracks = len(re.findall(r"\{\{< track", text))
    assert len(record.updates) == (tracks or 2)
    assert record.updates[-1].status is IncidentStatus.RESOLVED
    affected = re.findall(r"^  - (.+)$", text.partition("\n---")[0], re.MULTILINE)
    assert list(record.components) == affected
    words = set(re.findall(r"\w{6,}", text.partition("\n---")[2].partition("\n")[2]))
    kept = set(re.findall(r"\w{6,}", " ".join(each.text for each in record.updates)))
    marks = {"Resolved", "Monitoring", "Investigating", "Message", "Initial", "Update"}
    assert words - kept - marks == set()
