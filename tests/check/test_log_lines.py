from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.findings import Finding, Severity
from generator.core.log_lines import LogEntry, LogReading, LogSource, RawLine, read_log
from generator.core.log_verbs import VERBS, Verb, parse_clause

DAY = date(2025, 1, 15)

# The twenty lines of the policy document's own example, as written there.
EXAMPLE = """\
14:23{} Monitoring alert: Score recording API error rate spike to 45%
14:24{} @engineer acknowledged alert, began investigation
14:26{} Checked logs: database connection timeout errors
14:28{} Checked Neon status page: No reported issues
14:30{} Verified other API endpoints responding normally
14:32{} Escalated to Severity 1: 500+ users affected, core functionality down
14:33{} Paged @incident-commander
14:35{} @incident-commander joined, assumed command
14:36{} Updated status page: "Investigating score recording issue"
14:38{} Hypothesis: Recent deployment (v2.5.3) may have introduced bug
14:40{} Decision: Rollback to v2.5.2
14:41{} Rollback initiated
14:46{} Rollback completed, monitoring for recovery
14:48{} Error rate dropped to 2%
14:50{} Manual testing: Score recording working correctly
14:52{} Updated status page: "Issue mitigated, monitoring stability"
15:05{} Error rate at baseline (<1%) for 15 minutes
15:06{} Declared incident resolved
15:10{} Updated status page: "Resolved"
15:30{} Post-incident review scheduled for 2025-01-16 10:00am
"""


def read(text: str, *, path: str = "log/a.log") -> LogReading:
    return read_log([source(text, path)], DAY)


def source(text: str, path: str = "log/a.log") -> LogSource:
    lines = text.split("\n")
    return LogSource(
        path=path,
        lines=tuple(RawLine(text=line, line=number) for number, line in enumerate(lines, 1)),
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2025-{text}").replace(tzinfo=UTC)


def stamps(reading: LogReading) -> list[str]:
    return [f"{entry.at:%m-%d %H:%M} {entry.text}".rstrip() for entry in reading.entries]


def brief(finding: Finding) -> str:
    return (
        f"{finding.line}:{finding.column}: {finding.severity}[{finding.code}]: "
        f"{finding.message} | {finding.fix}"
    )


def only(text: str) -> LogEntry:
    reading = read(text)
    assert reading.findings == ()
    (entry,) = reading.entries
    return entry


@pytest.mark.parametrize("separator", ["", " UTC -", " -", "Z", " UTC", ":"])
def test_all_twenty_lines_of_the_example_are_read_as_written(separator: str) -> None:
    text = EXAMPLE.format(*[separator] * 20)
    reading = read(text)
    assert stamps(reading) == [
        "01-15 " + line for line in EXAMPLE.format(*[""] * 20).strip().split("\n")
    ]
    assert {entry.verb for entry in reading.entries} == {None}
    assert [finding.message for finding in reading.findings] == [
        "'Hypothesis' is read as an observation; the verb is written HYPOTHESIS",
        "'Decision' is read as an observation; the verb is written DECISION",
    ]


def test_every_verb_reads_its_own_example() -> None:
    for verb, rule in VERBS.items():
        entry = only(f"14:23 {rule.example}")
        assert entry.verb is verb


def described(entry: LogEntry) -> str:
    """Return every field the grammar fills, the empty ones left out."""
    parts = {
        "": entry.verb,
        "who=": entry.who,
        "to=": ",".join(entry.audiences),
        "via=": ",".join(entry.channels),
        "option=": entry.option,
        "check=": entry.check,
        "sev=": entry.severity,
        "text=": entry.text,
    }
    return " ".join(f"{name}{value}" for name, value in parts.items() if value)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ACK @bob on it", "ACK who=bob text=on it"),
        ("ACK", "ACK"),
        ("RESOLVED fine @ic-1", "RESOLVED who=ic-1 text=fine @ic-1"),
        ("DECISION @a said, @b agreed", "DECISION who=a text=said, @b agreed"),
        ("DECISION: go @a then @b.", "DECISION who=b text=go @a then @b."),
        ("SEV 1 @bob 45% fail", "SEV who=bob sev=1 text=45% fail"),
        ("SEV unset", "SEV"),
        ("IC none", "IC"),
        ("COMMS @pm-anna", "COMMS who=pm-anna"),
        (
            "NOTIFIED executives, CEO via email, #leads @pm-anna sent T6",
            "NOTIFIED who=pm-anna to=executives,ceo via=email,#leads text=sent T6",
        ),
        (
            "PROPOSED A @bob roll back; risk: low; back out: redeploy",
            "PROPOSED who=bob option=A text=roll back; risk: low; back out: redeploy",
        ),
        ("CHECK C4.error_rate below 1%", "CHECK check=C4.error_rate text=below 1%"),
        ("DATA mail help@example.org bounced", "DATA text=mail help@example.org bounced"),
        ("Paged @bob", "text=Paged @bob"),
        ("@bob joined", "who=bob text=@bob joined"),
        ("DATABASE is slow", "text=DATABASE is slow"),
        ("Verified other endpoints", "text=Verified other endpoints"),
        ("Resolved hosts by hand", "text=Resolved hosts by hand"),
        ("ICE on the road", "text=ICE on the road"),
    ],
)
def test_the_grammar_of_verbs(line: str, expected: str) -> None:
    assert described(only(f"14:23 {line}")) == expected


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        (
            "14:50 mitigated, scores save again",
            "1:7: warning[LOG004]: 'mitigated' is read as an observation; the milestone is "
            "written MITIGATED | write 'MITIGATED scores save again', or leave it if that was "
            "not meant",
        ),
        (
            "15:06 Resolved.",
            "1:7: warning[LOG004]: 'Resolved' is read as an observation; the milestone is "
            "written RESOLVED | write 'RESOLVED', or leave it if that was not meant",
        ),
        (
            "14:24 acked @bob",
            "1:7: warning[LOG004]: 'acked' is read as an observation; the milestone is "
            "written ACK | write 'ACK @bob', or leave it if that was not meant",
        ),
        (
            "14:32 Severity 1: half of all users cannot save",
            "1:7: warning[LOG004]: 'Severity' is read as an observation; the verb is written "
            "SEV | write 'SEV 1 half of all …', or leave it if that was not meant",
        ),
        (
            "14:35 ic: @bob",
            "1:7: warning[LOG004]: 'ic' is read as an observation; the verb is written IC | "
            "write 'IC @bob', or leave it if that was not meant",
        ),
        (
            "15:06 RESLOVED by rollback",
            "1:7: warning[LOG004]: 'RESLOVED' is read as an observation; the milestone is "
            "written RESOLVED | write 'RESOLVED by rollback', or leave it if that was not meant",
        ),
        (
            "14:29 ACK from vendor",
            "1:7: warning[LOG005]: 'ACK from vendor' counts as the milestone ACK | write 'ack' "
            "in small letters if nothing of ours was meant",
        ),
        (
            "16:00 CLOSED the ticket",
            "1:7: warning[LOG005]: 'CLOSED the ticket' counts as the milestone CLOSED | write "
            "'closed' in small letters if nothing of ours was meant",
        ),
        (
            "14:40 DECISION rollback to v2.5.2",
            "1:7: warning[LOG006]: a decision names nobody | add who decided, such as @bob, at "
            "the end of the line",
        ),
        (
            "14:50 NOTIFIED execs via email",
            "1:16: warning[LOG007]: unknown audience 'execs' | write 'executives'",
        ),
        (
            "14:50 NOTIFIED ceo via emial",
            "1:24: warning[LOG008]: unknown channel 'emial' | write 'email'",
        ),
        (
            "14:32 SEV high",
            "1:7: warning[LOG009]: what follows SEV cannot be read, so the line counts as an "
            "observation | write SEV 1|2|3|4|unset [@who] [reason], such as: SEV 1 500+ users "
            "affected",
        ),
        (
            "14:35 IC joined",
            "1:7: warning[LOG009]: what follows IC cannot be read, so the line counts as an "
            "observation | write IC @who|none [text], such as: IC @incident-commander",
        ),
        (
            "14:23:60 it broke",
            "1:1: warning[LOG003]: second 60 is read as 59 | write the second as 59",
        ),
        (
            "it broke",
            "1:1: error[LOG001]: the log starts with a line that has no time | start the line "
            "with the time it happened, such as 14:23",
        ),
    ],
)
def test_what_is_odd_about_a_line_is_pointed_out(line: str, finding: str) -> None:
    assert [brief(each) for each in read(line).findings] == [finding]


def test_near_misses_stay_observations_and_accidental_hits_count() -> None:
    near, hit = read("14:50 mitigated, fine\n14:51 ACK from vendor").entries
    assert (near.verb, hit.verb) == (None, Verb.ACK)


def test_lines_without_a_time_continue_the_one_above() -> None:
    reading = read("14:26 DATA stack:\n  File a.py\nValueError: no\n14:75 odd\n\n14:27 next")
    assert stamps(reading) == [
        "01-15 14:26 stack:\nFile a.py\nValueError: no\n14:75 odd",
        "01-15 14:27 next",
    ]
    assert [brief(finding) for finding in reading.findings] == [
        "4:1: warning[LOG002]: '14:75' is no time, so the line is read as part of the one above "
        "| write the time as 14:23 or 2025-01-15 14:23, or indent the line"
    ]


def test_dates_turn_at_midnight_in_both_directions_from_detected() -> None:
    text = "23:50 STARTED\n00:05 DETECTED x\n11:30 a\n23:20 b\n00:07 c"
    reading = read(text)
    assert [(f"{e.at:%m-%d %H:%M}", e.is_other_day) for e in reading.entries] == [
        ("01-14 23:50", True),
        ("01-15 00:05", False),
        ("01-15 11:30", False),
        ("01-15 23:20", False),
        ("01-16 00:07", True),
    ]


def test_a_line_exactly_twelve_hours_before_detection_lies_before_it() -> None:
    assert stamps(read("02:23 STARTED\n14:23 DETECTED")) == ["01-15 02:23", "01-15 14:23"]
    assert stamps(read("14:23 STARTED\n02:23 DETECTED")) == ["01-14 14:23", "01-15 02:23"]


def test_a_written_date_holds_and_leads_the_lines_after_it() -> None:
    reading = read("14:23 DETECTED\n2025-01-20 09:00 review\n09:30 done with it")
    assert stamps(reading) == [
        "01-15 14:23",
        "01-20 09:00 review",
        "01-20 09:30 done with it",
    ]


def test_a_file_without_detected_starts_from_the_one_that_has_it() -> None:
    first = source("23:55 DETECTED errors", "internal.yml")
    second = source("00:10 looked at the database", "log/b.log")
    reading = read_log([second, first], DAY)
    assert stamps(reading) == ["01-15 23:55 errors", "01-16 00:10 looked at the database"]
    assert [(entry.path, entry.line) for entry in reading.entries] == [
        ("internal.yml", 1),
        ("log/b.log", 1),
    ]


def test_the_header_gives_the_day_where_no_line_says_detected() -> None:
    reading = read_log([source("00:10 looked")], DAY, detected_at=at("01-15 23:55"))
    assert stamps(reading) == ["01-16 00:10 looked"]


def test_entries_of_one_moment_keep_the_order_of_the_files() -> None:
    reading = read_log([source("14:23 b\n14:23 a", "x"), source("14:23 c", "y")], DAY)
    assert [entry.text for entry in reading.entries] == ["b", "a", "c"]


def test_unknown_names_may_be_declared() -> None:
    lines = [source("14:50 NOTIFIED board via pigeon")]
    assert read_log(lines, DAY, audiences=("board",), channels=("pigeon",)).findings == ()


def test_only_a_log_that_cannot_begin_is_an_error() -> None:
    severities = {finding.severity for finding in read("foo\n14:00 SEV x\n1:99 y").findings}
    assert severities == {Severity.ERROR, Severity.WARNING}


def test_no_clause_is_read_where_the_grammar_does_not_fit() -> None:
    for verb, text in [
        (Verb.SEV, "5"),
        (Verb.SEV, "12"),
        (Verb.IC, ""),
        (Verb.NOTIFIED, "ceo"),
        (Verb.NOTIFIED, "via email"),
        (Verb.DONE, "F"),
        (Verb.DONE, "ABC"),
        (Verb.CHECK, "error_rate"),
    ]:
        assert parse_clause(verb, text) is None


@given(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=60), max_size=8))
def test_no_log_crashes_the_reader(lines: list[str]) -> None:
    reading = read("\n".join(lines))
    times = [entry.at for entry in reading.entries]
    assert times == sorted(times)


SCRAPS = (" ", "SEV", "ACK", "IC", "@b", "1", "A", "via", ",", "C4.x", "12:0")


@given(st.lists(st.sampled_from(SCRAPS), max_size=8))
def test_no_clause_crashes_the_reader(words: list[str]) -> None:
    read("14:23 " + " ".join(words))
