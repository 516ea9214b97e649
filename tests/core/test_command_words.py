"""Words as they are typed at night: what is read, how it is said back, and what is refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.command_ids import find_record, looks_like_id
from generator.core.command_parts import read_component, read_effect
from generator.core.command_words import (
    read_banner,
    read_handle,
    read_impact,
    read_option,
    read_severity,
    read_state,
    read_status,
    read_step,
)
from generator.core.facts import Component
from generator.core.log_verbs import Verb
from generator.core.plain_words import PLAIN_WORDS
from generator.core.read import Read
from generator.core.refusal import Refusal
from generator.core.shown import clean, show
from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    Impact,
    IncidentStatus,
    MaintenanceStatus,
    RecordKind,
)
from generator.core.word_table import plain_table
from tests.core.builders import DOWN, FINE, RESOLVED, SLOW, component


def called(id_: str, name: str, **fields: object) -> Component:
    return replace(component(id_, **fields), name=name)


TODAY = date(2025, 4, 10)
PARTS = (
    called("music-games", "Music games"),
    called("score-recording", "Score recording"),
    called("reports", "Reports: weekly"),
    called("email", "E-mail"),
    called("practice-diary", "Practice diary", retired=date(2025, 3, 1)),
)
OFFERED = "write one of music-games, score-recording, reports, email"
IDS = (
    "INC-2025-01-15-001",
    "INC-2025-02-05-001",
    "INC-2025-02-05-002",
    "MNT-2025-04-09-001",
    "INC-2025-04-10-011",
)
STATES = "write ok, slow, partial or down"
HANDLE = "write one handle without spaces, such as "
SEVERITY = "write 1 (the worst), 2, 3 or 4, or 'unset'"


def of_incident(text: str) -> Read:
    return read_status(text, RecordKind.INCIDENT)


def of_work(text: str) -> Read:
    return read_status(text, RecordKind.MAINTENANCE)


def part(text: str) -> Read:
    return read_component(text, PARTS, TODAY)


def effect(text: str) -> Read:
    return read_effect(text, PARTS, TODAY)


def record(text: str) -> str:
    return find_record(text, IDS)


READERS = (
    read_state, of_incident, of_work, read_impact, read_banner, read_severity, read_option,
    read_step, read_handle, part, effect, record,
)  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "text", "value", "note"),
    [
        (read_state, "down", DOWN, "'down' read as major_outage"),
        (read_state, "Major Outage", DOWN, "'Major Outage' read as major_outage"),
        (read_state, "major-outage", DOWN, "'major-outage' read as major_outage"),
        (read_state, "not working", DOWN, "'not working' read as major_outage"),
        (read_state, " OK ", FINE, "' OK ' read as operational"),
        (of_incident, "fixed", RESOLVED, "'fixed' read as resolved"),
        (of_incident, "done", RESOLVED, "'done' read as resolved"),
        (of_work, "done", MaintenanceStatus.COMPLETED, "'done' read as completed"),
        (of_work, "in progress", MaintenanceStatus.IN_PROGRESS,
         "'in progress' read as in_progress"),
        (read_impact, "high", Impact.MAJOR, "'high' read as major"),
        (read_banner, "everyone", BannerScope.ALL, "'everyone' read as all"),
        (read_severity, "1", 1, ""),
        (read_severity, "sev1", 1, "'sev1' read as severity 1"),
        (read_severity, "SEV-2", 2, "'SEV-2' read as severity 2"),
        (read_severity, "s3", 3, "'s3' read as severity 3"),
        (read_severity, "Severity 4", 4, "'Severity 4' read as severity 4"),
        (read_severity, "p1", 1, "'p1' read as severity 1"),
        (read_severity, "unset", None, ""),
        (read_severity, "none", None, "'none' read as unset"),
        (read_option, "A", "A", ""),
        (read_option, "e", "E", "'e' read as E"),
        (read_option, "option b", "B", "'option b' read as B"),
        (read_step, "done", (Verb.DONE,), ""),
        (read_step, "approve", (Verb.APPROVED,), "'approve' read as APPROVED"),
        (
            read_step,
            "start + approve",
            (Verb.APPROVED, Verb.BEGUN),
            "'start + approve' read as APPROVED, BEGUN",
        ),
        (read_step, "approved, begun", (Verb.APPROVED, Verb.BEGUN), ""),
        (read_handle, "bob", "bob", ""),
        (read_handle, "@bob-2", "bob-2", ""),
        (read_handle, " @bob", "bob", "' @bob' read as @bob"),
        (part, "Score Recording", "score-recording", "'Score Recording' read as score-recording"),
        (part, "score_recording", "score-recording", "'score_recording' read as score-recording"),
        (part, "scorerecording", "score-recording", "'scorerecording' read as score-recording"),
        (part, "E-MAIL", "email", "'E-MAIL' read as email"),
        (part, "reports: weekly", "reports", "'reports: weekly' read as reports"),
        (effect, "score-recording=major_outage", ("score-recording", DOWN), ""),
        (
            effect,
            "score-recording:down",
            ("score-recording", DOWN),
            "'down' read as major_outage",
        ),
        (
            effect,
            "Score recording = slow",
            ("score-recording", SLOW),
            "'Score recording' read as score-recording; 'slow' read as degraded_performance",
        ),
        (effect, "reports", ("reports", None), ""),
        (effect, "Reports: weekly", ("reports", None), "'Reports: weekly' read as reports"),
    ],
)  # fmt: skip
def test_a_word_is_read_and_said_back(
    reader: Callable[[str], Read], text: str, value: object, note: str
) -> None:
    assert reader(text) == Read(value, note)


@pytest.mark.parametrize(
    ("reader", "text", "message", "fix"),
    [
        (read_state, "majr_outage", "'majr_outage' is not a component state",
         "write 'major_outage'"),
        (read_state, "dwn", "'dwn' is not a component state",
         "write 'down', which is major_outage"),
        (read_state, "parital", "'parital' is not a component state",
         "write 'partial', which is partial_outage"),
        (read_state, "degradd", "'degradd' is not a component state",
         "write 'degraded', which is degraded_performance"),
        (read_state, "purple", "'purple' is not a component state", STATES),
        (read_state, "", "'' is not a component state", STATES),
        (read_state, "investigating", "'investigating' is not a component state",
         f"{STATES}; 'investigating' is an incident status"),
        (of_incident, "investigting", "'investigting' is not an incident status",
         "write 'investigating'"),
        (of_incident, "watchng", "'watchng' is not an incident status",
         "write 'watching', which is monitoring"),
        (of_incident, "down", "'down' is not an incident status",
         "write investigating, found, watching or fixed; "
         "'down' is a component state"),
        (of_incident, "scheduled", "'scheduled' is not an incident status",
         "write investigating, found, watching or fixed; "
         "'scheduled' is a maintenance status"),
        (of_work, "in-progres", "'in-progres' is not a maintenance status", "write 'in_progress'"),
        (of_work, "canceled", "'canceled' is not a maintenance status",
         "call the work off with 'allclear maintenance cancel'"),
        (read_impact, "crit", "'crit' is not an impact", "write 'critical'"),
        (read_impact, "sev1", "'sev1' is not an impact",
         "write one of none, minor, major, critical"),
        (read_banner, "al", "'al' is not a banner scope", "write 'all'"),
        (read_banner, "yes", "'yes' is not a banner scope", "write one of all, affected, none"),
        (read_severity, "0", "'0' is not a severity", SEVERITY),
        (read_severity, "5", "'5' is not a severity", SEVERITY),
        (read_severity, "sev 11", "'sev 11' is not a severity", SEVERITY),
        (read_severity, "-1", "'-1' is not a severity", SEVERITY),
        (read_severity, "critical", "'critical' is not a severity", SEVERITY),
        (read_option, "F", "'F' is not an option", "write one of A, B, C, D, E"),
        (read_option, "AB", "'AB' is not an option", "write one of A, B, C, D, E"),
        (read_step, "aprove", "'aprove' is not a step of a mitigation", "write 'approve'"),
        (read_step, "approve, beginn", "'beginn' is not a step of a mitigation", "write 'begin'"),
        (read_step, "reject", "'reject' is not a step of a mitigation",
         "write one of propose, approve, begin, done"),
        (read_step, "", "'' is not a step of a mitigation",
         "write one of propose, approve, begin, done"),
        (read_handle, "@@bob", "'@@bob' is not a handle", f"{HANDLE}'@bob'"),
        (read_handle, "Bob Smith", "'Bob Smith' is not a handle", f"{HANDLE}'@bob-smith'"),
        (read_handle, "bob@example.org", "'bob@example.org' is not a handle", f"{HANDLE}'@bob'"),
        (read_handle, "bob.", "'bob.' is not a handle", f"{HANDLE}'@bob'"),
        (read_handle, "none", "'none' is nobody's handle", "write a handle such as '@bob'"),
        (part, "scores", "there is no component 'scores'", "write 'score-recording'"),
        (part, "recording", "there is no component 'recording'", "write 'score-recording'"),
        (part, "scor-recording", "there is no component 'scor-recording'",
         "write 'score-recording'"),
        (part, "all", "there is no component 'all'", OFFERED),
        (part, "", "there is no component ''", OFFERED),
        (part, "Practice Diary", "'practice-diary' has not been offered since 2025-03-01",
         OFFERED),
        (effect, "score-recording down",
         "'score-recording down' has no '=' between component and state",
         "write 'score-recording=major_outage'"),
        (effect, "down=reports", "'down=reports' is the wrong way round",
         "write 'reports=major_outage'"),
        (effect, "reports=", "'reports=' gives no state",
         "write the state behind it, such as 'reports=down'"),
        (effect, "=down", "'=down' names no component",
         "write the component before it, such as 'score-recording=down'"),
        (effect, "report=down", "there is no component 'report'", "write 'reports'"),
        (effect, "reports=dwn", "'dwn' is not a component state",
         "write 'down', which is major_outage"),
        (effect, "reports==down", "there is no component 'reports='", "write 'reports'"),
        (record, "001",
         "'001' may be MNT-2025-04-09-001, INC-2025-02-05-001, INC-2025-01-15-001",
         "write more of it, such as 'MNT-2025-04-09-001'"),
        (record, "999", "no record is '999'",
         "write an id or its end; the newest is 'INC-2025-04-10-011'"),
        (record, "INC-2025-01-15-002", "no record is 'INC-2025-01-15-002'",
         "write 'INC-2025-01-15-001'"),
        (record, "INC-2025-1-15-001", "no record is 'INC-2025-1-15-001'",
         "write 'INC-2025-01-15-001'"),
        (record, "2025-02-05", "no record is '2025-02-05'",
         "write 'INC-2025-02-05-002' or 'INC-2025-02-05-001'"),
        (record, "", "no record is ''",
         "write an id or its end; the newest is 'INC-2025-04-10-011'"),
    ],
)  # fmt: skip
def test_a_slip_of_the_finger_is_refused_with_what_is_right(
    reader: Callable[[str], object], text: str, message: str, fix: str
) -> None:
    with pytest.raises(Refusal) as refused:
        reader(text)
    assert (refused.value.message, refused.value.fix) == (message, fix)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("INC-2025-01-15-001", "INC-2025-01-15-001"),
        ("inc-2025-01-15-001", "INC-2025-01-15-001"),
        ("15-001", "INC-2025-01-15-001"),
        ("01-15-001", "INC-2025-01-15-001"),
        ("5-2", "INC-2025-02-05-002"),
        ("2", "INC-2025-02-05-002"),
        ("11", "INC-2025-04-10-011"),
        ("incidents/2025/INC-2025-01-15-001/", "INC-2025-01-15-001"),
        ("INC\u20132025\u201301\u201315\u2013001", "INC-2025-01-15-001"),
    ],
)
def test_a_record_is_found_by_its_id_or_its_end(text: str, found: str) -> None:
    assert (record(text), looks_like_id(text)) == (found, True)


def test_at_most_eight_records_are_listed() -> None:
    ids = [f"INC-2025-01-{day:02}-001" for day in range(1, 12)]
    with pytest.raises(Refusal) as refused:
        find_record("1", ids)
    listed = ", ".join(sorted(ids, reverse=True)[:8])
    assert refused.value.message == f"'1' may be {listed} and 3 more"


def test_without_records_the_way_to_the_first_is_shown() -> None:
    with pytest.raises(Refusal) as refused:
        find_record("001", ())
    assert refused.value.fix == "begin a record with 'allclear new'; there is none yet"


def test_words_for_visitors_are_no_id() -> None:
    texts = ("Scores are late", "fixed", "14:23", "1234567", "", "v2.5.3", "INC", "INC-1 is over")
    assert [text for text in texts if looks_like_id(text)] == []


def test_of_two_parts_with_one_name_none_is_guessed() -> None:
    parts = (called("one", "Search"), called("two", "search"))
    with pytest.raises(Refusal) as refused:
        read_component("SEARCH", parts, TODAY)
    assert (refused.value.message, refused.value.fix) == (
        "several components are called 'SEARCH'",
        "write 'one' or 'two'",
    )


def test_a_part_may_be_named_until_the_day_it_is_retired() -> None:
    assert read_component("practice-diary", PARTS, date(2025, 2, 28)).value == "practice-diary"


def test_a_name_goes_to_the_part_still_offered() -> None:
    parts = (called("old", "Diary", retired=TODAY), called("new", "Diary"))
    assert read_component("diary", parts, TODAY).value == "new"


@pytest.mark.parametrize(
    ("reader", "terms"),
    [
        (read_state, ComponentState),
        (of_incident, IncidentStatus),
        (of_work, MaintenanceStatus),
        (read_impact, Impact),
        (read_banner, BannerScope),
        (read_option, "ABCDE"),
        (part, ("music-games", "score-recording", "reports", "email")),
        (read_handle, ("bob", "incident-commander")),
    ],
)
def test_every_term_reads_as_itself(reader: Callable[[str], Read], terms: tuple[str, ...]) -> None:
    assert [reader(str(each)) for each in terms] == [Read(each, "") for each in terms]


def test_the_printed_table_keeps_its_word() -> None:
    rows = dict(plain_table())
    readers = {
        **dict.fromkeys(ComponentState, read_state),
        **dict.fromkeys(MaintenanceStatus, of_work),
        **dict.fromkeys(IncidentStatus, of_incident),
    }
    for word, terms in PLAIN_WORDS.items():
        assert rows[word] == ", ".join(terms)
        for term in terms:
            reader = readers.get(term)
            assert reader is None or reader(word).value == term, word


def _refusals(text: str) -> list[str]:
    said = []
    for reader in READERS:
        try:
            found = reader(text)
            said.append(found.note if isinstance(found, Read) else found)
        except Refusal as refused:
            said += [refused.message, refused.fix]
    return said


TYPED = st.one_of(
    st.text(max_size=90),
    st.text(alphabet="abmointu_-= :,+@/0123456789\u2212\x1b\u202e\r\n\t", max_size=30),
    st.sampled_from([*PLAIN_WORDS, *IDS, "reports=", "SEV ", "option "]).flatmap(
        lambda word: st.text(max_size=3).map(lambda more: word + more)
    ),
)


@given(TYPED)
def test_whatever_is_typed_is_read_or_refused_and_never_steers_the_terminal(text: str) -> None:
    for said in _refusals(text):
        assert [char for char in said if unicodedata.category(char) in ("Cc", "Cf", "Cs")] == []


@given(TYPED)
def test_nothing_but_a_refusal_comes_of_asking_whether_it_is_an_id(text: str) -> None:
    assert looks_like_id(text) in (True, False)


def test_what_is_shown_keeps_every_letter_and_space_of_unicode() -> None:
    every = [chr(code) for code in range(0x110000)]
    kept = [char for char in every if char.isprintable() or unicodedata.category(char) == "Zs"]
    assert [char for char in every if clean(char) == char and char != "\ufffd"] == [
        char for char in kept if char != "\ufffd"
    ]
    assert clean("a\tb\x1b[0m") == "a b\ufffd[0m"
    assert show("two\nlines" + "x" * 80) == "'two lines" + "x" * 50 + "…'"
