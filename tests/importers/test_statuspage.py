"""Statuspage's saved answers: what is kept of them, and what is told of the rest."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.findings import has_errors
from generator.core.foreign import (
    ForeignComponent,
    ForeignFile,
    ForeignGroup,
    ForeignPage,
    ForeignPostmortem,
    ForeignRecord,
    ForeignUpdate,
)
from generator.core.vocabulary import (
    ComponentState,
    Impact,
    IncidentStatus,
    MaintenanceStatus,
    RecordKind,
)
from generator.importers.statuspage import read
from tests.importers.saved import (
    FIRST,
    GAMES,
    GROUP,
    LAST,
    OLD,
    PAGE,
    SIGN_IN,
    component,
    effect,
    incident,
    maintenance,
    moment,
    page,
    saved,
    stamp,
    update,
)


def take(*files: ForeignFile, zone: str = "UTC") -> ForeignPage:
    found, findings = read(files, zone)
    assert found is not None, findings
    assert findings == ()
    return found


def refuse(*files: ForeignFile) -> list[tuple[str, int, str]]:
    """Return code, line and message of every finding; nothing may be imported."""
    found, findings = read(files, "UTC")
    assert found is None
    assert has_errors(findings)
    return [(each.code, each.line, each.message) for each in findings]


def lost(found: ForeignPage) -> list[tuple[str, str]]:
    return [(each.subject, each.message) for each in found.lost]


def test_a_summary_is_kept_whole() -> None:
    group = component(GROUP, "Learning", group=True, components=[GAMES], start_date=None)
    found = take(
        saved(
            page=page(),
            components=[
                group,
                component(group_id=GROUP, description="Any game."),
                component(SIGN_IN, "Signing in", start_date=None, position=2),
            ],
            incidents=[incident(FIRST, LAST)],
            scheduled_maintenances=[],
            status={"indicator": "none", "description": "All Systems Operational"},
        )
    )

    assert found == ForeignPage(
        name="Example School",
        url="https://status.example.com",
        zone="America/New_York",
        api_id=PAGE,
        groups=(ForeignGroup(key=GROUP, name="Learning", api_id=GROUP),),
        components=(
            ForeignComponent(
                key=GAMES, name="Playing games", group=GROUP, description="Any game.",
                since=date(2024, 1, 2), state=ComponentState.OPERATIONAL, api_id=GAMES,
            ),
            ForeignComponent(
                key=SIGN_IN, name="Signing in", state=ComponentState.OPERATIONAL, api_id=SIGN_IN
            ),
        ),
        records=(
            ForeignRecord(
                kind=RecordKind.INCIDENT,
                api_id="inc1dent0001",
                title="Games are slow",
                place="saved/summary.json",
                line=61,
                impact=Impact.MINOR,
                components=(GAMES,),
                updates=(
                    ForeignUpdate(
                        api_id="upd4te000001", at=moment("21:31:02.719"),
                        text="We are looking into it.", status=IncidentStatus.INVESTIGATING,
                        components=((GAMES, ComponentState.DEGRADED_PERFORMANCE),),
                    ),
                    ForeignUpdate(
                        api_id="upd4te000002", at=moment("22:08:39.333"),
                        text="It is over.\n\nSorry.", status=IncidentStatus.RESOLVED,
                        components=((GAMES, ComponentState.OPERATIONAL),),
                    ),
                ),
            ),
        ),
    )  # fmt: skip


def test_planned_work_keeps_its_window_and_its_words() -> None:
    found = take(
        saved(
            scheduled_maintenances=[
                maintenance(
                    update("upd4te000003", "21:00:00.000", "scheduled", "We move house."),
                    update("upd4te000004", "2024-09-20T22:00:10.050", "in_progress"),
                    components=[component()],
                )
            ]
        )
    )

    (record,) = found.records
    assert (record.kind, record.is_open, record.impact) == (RecordKind.MAINTENANCE, True, None)
    assert record.components == (GAMES,)
    assert record.scheduled_for == moment("2024-09-20T22:00:00.000")
    assert record.scheduled_until == moment("2024-09-20T23:30:00.000")
    assert [each.status for each in record.updates] == [
        MaintenanceStatus.SCHEDULED,
        MaintenanceStatus.IN_PROGRESS,
    ]


def test_a_post_mortem_is_one_and_no_update() -> None:
    told = update(
        "p0stm0rtem01", "23:00:00.001", "postmortem", "## What happened\n\nA lot.", display_at=None
    )
    (record,) = take(saved(incidents=[incident(FIRST, LAST, told)])).records

    assert len(record.updates) == 2
    assert record.postmortem == ForeignPostmortem(
        api_id="p0stm0rtem01",
        published_at=moment("23:00:00.001"),
        text="## What happened\n\nA lot.",
    )


def test_what_happened_earlier_than_it_was_written_says_so() -> None:
    first = update("upd4te000001", "21:31:02.719", "resolved", display_at=stamp("20:00:00.000"))
    (record,) = take(saved(incidents=[incident(first)])).records

    assert record.updates[0].at == moment("21:31:02.719")
    assert record.updates[0].shown_at == moment("20:00:00.000")


def test_of_several_versions_the_newest_counts_and_then_the_one_with_more_updates() -> None:
    older = saved("a.json", incidents=[incident(FIRST)])
    newer = saved("b.json", incidents=[incident(FIRST, LAST, name="Games were slow")])

    assert take(older, newer).records == take(newer, older).records
    assert take(older, newer).records[0].title == "Games were slow"


def test_parts_that_only_old_incidents_name_are_gone() -> None:
    last = {**LAST, "affected_components": [effect("operational", OLD, "Learning - Old games")]}
    group = component(GROUP, "Learning", group=True)
    found = take(
        saved(
            page=page(),
            components=[group, component(group_id=GROUP)],
            incidents=[incident(FIRST, last)],
        )
    )

    assert found.components[-1] == ForeignComponent(
        key=OLD, name="Old games", api_id=OLD, is_gone=True
    )


def test_text_stays_character_for_character_and_html_becomes_words() -> None:
    plain = "  1 < 2 & <product>, if a<b and c>d:\n\n- *one*\n- café “two”"
    html = "It is <b>over</b>.<br />See <a href='https://example.com/a'>here</a>."
    found = take(
        saved(
            incidents=[
                incident({**FIRST, "body": plain}, {**LAST, "body": html}),
            ]
        )
    )

    assert [each.text for each in found.records[0].updates] == [
        plain,
        "It is over.\nSee here (https://example.com/a).",
    ]
    assert lost(found) == [
        ("incident inc1dent0001, update upd4te000002", "its HTML is kept as plain text")
    ]


def test_characters_that_no_record_may_hold_are_left_out_and_told() -> None:
    first = {**FIRST, "body": "a\x1b[31mb\u202ec\ud800d\te\r\nf"}
    found = take(
        ForeignFile("a.json", json.dumps({"incidents": [incident(first, name="x\x00y")]}).encode())
    )

    assert found.records[0].title == "xy"
    assert found.records[0].updates[0].text == "a[31mbcd    e\nf"
    assert [message for _, message in lost(found)] == [
        "1 control characters of 'name' are left out",
        "3 control characters of its text are left out",
    ]


def test_updates_of_one_moment_stay_in_their_order() -> None:
    second = {**LAST, "created_at": FIRST["created_at"], "display_at": FIRST["display_at"]}
    found = take(saved(incidents=[incident(FIRST, second)]))

    one, two = found.records[0].updates
    assert (one.api_id, two.api_id) == ("upd4te000001", "upd4te000002")
    assert two.at - one.at == timedelta(milliseconds=1)
    assert len(found.lost) == 1


def test_states_that_nothing_open_explains_are_told() -> None:
    found = take(
        saved(
            page=page(),
            components=[component(status="major_outage"), component(SIGN_IN, "Signing in")],
            incidents=[incident(FIRST)],
        )
    )

    assert lost(found) == [
        (
            f"component {GAMES}",
            "it is 'major_outage', and here 'degraded_performance': a state follows from what is "
            "open, and nothing open in these files says otherwise",
        )
    ]


def test_states_that_changed_between_two_updates_are_told() -> None:
    jumped = {**effect("operational"), "old_status": "major_outage"}
    found = take(saved(incidents=[incident(FIRST, {**LAST, "affected_components": [jumped]})]))

    assert lost(found) == [
        (
            "incident inc1dent0001",
            "1 of its parts changed between two updates; here each was before an update what the "
            "one before made it",
        )
    ]


def test_states_left_behind_by_a_resolved_incident_are_told() -> None:
    found = take(
        saved(
            incidents=[incident(FIRST, {**LAST, "affected_components": [effect("major_outage")]})]
        )
    )

    assert found.records[0].updates[-1].components == ()
    assert "leaves 1 of its parts in trouble" in found.lost[0].message


def test_an_incident_without_updates_gets_one_without_words() -> None:
    found = take(saved(incidents=[incident(status="resolved")]))

    (only,) = found.records[0].updates
    assert (only.at, only.text, only.status) == (
        moment("21:31:02.719"),
        "",
        IncidentStatus.RESOLVED,
    )
    assert len(found.lost) == 1


HOSTILE = {
    "cut off": (
        ForeignFile("a.json", b'{"incidents": [\n {"id": "a", "na'),
        [("IMP004", 2, "the file ends in the middle")],
    ),
    "empty": (ForeignFile("a.json", b""), [("IMP004", 1, "the file is empty")]),
    "a web page": (
        ForeignFile("a.json", b"<!doctype html>"),
        [("IMP004", 1, "this is a web page, not JSON")],
    ),
    "UTF-16": (
        ForeignFile("a.json", "{}".encode("utf-16")),
        [("IMP003", 1, "byte FF is no UTF-8")],
    ),
    "Latin-1": (
        ForeignFile("a.json", '{\n"é": 1}'.encode("latin-1")),
        [("IMP003", 2, "byte E9 is no UTF-8")],
    ),
    "too deep": (
        ForeignFile("a.json", b"[" * 5000 + b"]" * 5000),
        [("IMP005", 1, "lists and objects are nested deeper than 64")],
    ),
    "too deep and cut off": (
        ForeignFile("a.json", b'{"incidents":' + b'{"a":' * 100_000),
        [("IMP005", 1, "lists and objects are nested deeper than 64")],
    ),
    "a long number": (
        ForeignFile("a.json", b'{"incidents": ' + b"9" * 5000 + b"}"),
        None,
    ),
    "no number": (ForeignFile("a.json", b'{"incidents": NaN}'), None),
    "another tool": (
        saved("a.json", data=[], meta={}),
        [
            (
                "IMP007",
                1,
                "no file holds an answer of Statuspage's API: an object with page, components, "
                "incidents or scheduled_maintenances",
            )
        ],
    ),
    "another shape": (
        saved("a.json", incidents={"a": 1}),
        [("IMP006", 1, "'incidents' is no list, as it is in version 2 of Statuspage's API")],
    ),
    "texts in a list": (
        saved("a.json", incidents=["x"]),
        [("IMP030", 1, "'incidents' is 'x', not a list of objects")],
    ),
    "a number for a name": (
        saved("a.json", incidents=[incident(FIRST, name=42)]),
        [("IMP030", 4, "incident inc1dent0001: 'name' is a number, not a text")],
    ),
    "no id": (
        saved("a.json", incidents=[incident(FIRST, id=None)]),
        [("IMP030", 1, "incident: 'id' is missing")],
    ),
    "an id with slashes": (
        saved("a.json", incidents=[incident(FIRST, id="../../etc")]),
        [("IMP030", 1, "incident: 'id' is '../../etc', not an id of letters and digits")],
    ),
    "an unknown word": (
        saved("a.json", incidents=[incident({**FIRST, "status": "fixed"})]),
        None,
    ),
    "no time": (
        saved("a.json", incidents=[incident({**FIRST, "created_at": "yesterday"})]),
        None,
    ),
    "a time without a zone": (
        saved("a.json", incidents=[incident({**FIRST, "created_at": "2024-09-16T21:31:02.719"})]),
        None,
    ),
    "a time at the end of the calendar": (
        saved("a.json", incidents=[incident({**FIRST, "created_at": "9999-12-31T23:59:59-12:00"})]),
        None,
    ),
    "two incidents of one id in one file, one of them newer": (
        saved("a.json", incidents=[incident(FIRST), incident(FIRST, LAST, name="Other")]),
        [("IMP008", 4, "incident inc1dent0001: it is there twice, and differs")],
    ),
    "an incident and planned work of one id": (
        saved(
            "a.json",
            incidents=[incident(FIRST)],
            scheduled_maintenances=[maintenance(LAST, id="inc1dent0001")],
        ),
        [("IMP008", 4, "maintenance inc1dent0001: it is there twice, and differs")],
    ),
    "two incidents of one id": (
        saved("a.json", incidents=[incident(FIRST), incident(FIRST, name="Other")]),
        [("IMP008", 4, "incident inc1dent0001: it is there twice, and differs")],
    ),
    "two updates of one id": (
        saved("a.json", incidents=[incident(FIRST, {**LAST, "id": FIRST["id"]})]),
        None,
    ),
    "one update in two incidents": (
        saved("a.json", incidents=[incident(FIRST), incident(FIRST, id="inc1dent0002")]),
        None,
    ),
    "work that ends before it begins": (
        saved(
            "a.json",
            scheduled_maintenances=[
                maintenance(
                    update("upd4te000003", "21:00:00.000", "scheduled"),
                    scheduled_until=stamp("2024-09-20T21:00:00.000"),
                )
            ],
        ),
        None,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_bad_input_is_told_with_its_place_and_nothing_is_imported(name: str) -> None:
    file, expected = HOSTILE[name]

    found = refuse(file)

    assert found
    if expected is not None:
        assert found == expected


def test_files_of_two_pages_do_not_mix() -> None:
    found = refuse(
        saved("a.json", page=page()), saved("b.json", page=page(id="an0therpage1"), incidents=[])
    )

    assert [code for code, _, _ in found] == ["IMP008"]


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8)
    | st.just(stamp("21:00:00.000")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "name", "incident_updates", "components", "affected_components",
                         "created_at", "status", "body", "impact", "page", "group"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(_VALUES, st.sampled_from([*incident(FIRST), "incident_updates"]))
def test_no_value_anywhere_raises(value: object, key: str) -> None:
    for record in (incident(FIRST, LAST, **{key: value}), maintenance(FIRST, **{key: value})):
        file = ForeignFile(
            "a.json", json.dumps({"incidents": [record], "components": [value]}).encode()
        )
        found, findings = read([file], "UTC")
        assert (found is None) == has_errors(findings)


@given(st.binary(max_size=200))
def test_no_bytes_raise(content: bytes) -> None:
    found, findings = read([ForeignFile("a.json", content)], "UTC")

    assert found is None
    assert has_errors(findings)


def test_the_zone_given_stands_in_where_no_file_tells_one() -> None:
    found = take(saved(incidents=[incident(FIRST)]), zone="Europe/Paris")

    assert replace(found, records=(), components=()) == ForeignPage(zone="Europe/Paris")
