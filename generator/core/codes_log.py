"""Codes of single lines of the log (LOG).

Reported by :mod:`generator.core.log_checks`. All but the first are warnings: the log is
append-only, and nobody corrects grammar during an incident (design §3 "The log").
"""

from __future__ import annotations

from generator.core.codes_entry import Code, error, in_log, warning

_DETECTED = "14:23 DETECTED score API error rate 45%"

CODES: tuple[Code, ...] = (
    error(
        "LOG001",
        "Log starts without a time",
        "The first line of a log has no time, and nothing stands above it that it could continue.",
        "What is not on the timeline is in no report, and no clock starts from it.",
        in_log("DETECTED score API error rate 45%"),
        in_log(_DETECTED),
    ),
    warning(
        "LOG002",
        "Looks like a time and is none",
        "A line begins with something like a time that cannot be read. It is taken for a part of "
        "the line above.",
        "What happened then stands at the wrong moment.",
        in_log(_DETECTED, "14:72 ACK @engineer"),
        in_log(_DETECTED, "14:27 ACK @engineer"),
    ),
    warning(
        "LOG003",
        "Second 60",
        "A time has the second 60, which is read as 59.",
        "Leap seconds exist, but no clock here counts them.",
        in_log(_DETECTED, "23:59:60 ACK @engineer"),
        in_log(_DETECTED, "23:59:59 ACK @engineer"),
    ),
    warning(
        "LOG004",
        "Probably meant as a verb",
        "A line begins with a word that looks like a verb and is not written as one. It counts "
        "as an observation.",
        "Clocks and duties follow the verbs; a milestone that is not recognised keeps them "
        "running.",
        in_log(_DETECTED, "14:50 mitigated, scores save again"),
        in_log(_DETECTED, "14:50 MITIGATED scores save again"),
    ),
    warning(
        "LOG005",
        "Probably not meant as a milestone",
        "A line begins with a milestone in capitals but reads like a sentence about something "
        "else.",
        "It moves the clocks as if the milestone had been reached.",
        in_log(_DETECTED, "14:30 ACK from vendor, they are looking"),
        in_log(_DETECTED, "14:30 ack from vendor, they are looking"),
    ),
    warning(
        "LOG006",
        "Decision without a name",
        "A DECISION names nobody.",
        "Afterwards the question is always who decided, and nobody remembers.",
        in_log(_DETECTED, "14:40 DECISION roll back to v2.5.2"),
        in_log(_DETECTED, "14:40 DECISION roll back to v2.5.2 @incident-commander"),
    ),
    warning(
        "LOG007",
        "Unknown audience",
        "NOTIFIED names an audience that nobody has defined.",
        "The duty to tell somebody stays open, because the program cannot see that it was done.",
        in_log(_DETECTED, "14:50 NOTIFIED exekutives via email"),
        in_log(_DETECTED, "14:50 NOTIFIED executives via email"),
    ),
    warning(
        "LOG008",
        "Unknown channel",
        "NOTIFIED names a way of telling that nobody has defined.",
        "A report that counts who was told how cannot count it.",
        in_log(_DETECTED, "14:50 NOTIFIED executives via emial"),
        in_log(_DETECTED, "14:50 NOTIFIED executives via email"),
    ),
    warning(
        "LOG009",
        "Verb with something unreadable after it",
        "A line begins with a verb, but what follows does not fit its grammar. It counts as an "
        "observation.",
        "The verb has no effect: no role, no severity, no option changes.",
        in_log(_DETECTED, "14:32 SEV one"),
        in_log(_DETECTED, "14:32 SEV 1"),
    ),
)
"""In the order of their numbers."""
