"""Codes of ``internal.yml`` and of rules over it (INT): :mod:`generator.core.rules_internal`."""

from __future__ import annotations

from generator.core.codes_entry import (
    INTERNAL,
    POSTMORTEM,
    PUBLIC,
    Code,
    Example,
    error,
    in_log,
    warning,
)

_DETECTED = "14:23 DETECTED score API error rate 45%"
_RESOLVED = "15:06 RESOLVED @incident-commander"


def _header(*lines: str, log: tuple[str, ...] = (_DETECTED,)) -> Example:
    """Return an incident with *lines* in the header of its ``internal.yml`` and a *log*."""
    header = "".join(f"{line}\n" for line in lines)
    entries = "".join(f"  {line}\n" for line in log)
    return {INTERNAL: f"title: score API errors\n{header}log: |\n{entries}"}


def _mitigation(*lines: str) -> Example:
    """Return an incident with one mitigation, option A, with *lines* in it."""
    return _header("mitigations:", "  - option: A", *(f"    {line}" for line in lines))


def _told(loss: str) -> Example:
    account = (
        "published_at: 2025-01-17 14:00Z\n"
        "edition: preliminary\n"
        "title: Scores could not be saved on 15 January\n"
        "summary: Scores could not be saved. We are sorry.\n"
        "data:\n"
        f"  lost: {loss}\n"
    )
    incident = (
        "title: Students cannot save scores\n"
        "updates:\n"
        "  - at: 14:36\n"
        "    status: investigating\n"
        "  - at: 15:10\n"
        "    status: resolved\n"
    )
    header = _header("severity: 1", "data:", "  loss: confirmed")
    return {**header, PUBLIC: incident, POSTMORTEM: account}


CODES: tuple[Code, ...] = (
    error(
        "INT001",
        "Id and detection disagree",
        "The DETECTED line of the log lies on another day than the one in the incident's id. Both "
        "are dates in UTC.",
        "The id is the incident's name everywhere. One of the two is wrong, and reports would "
        "count the incident on the wrong day.",
        in_log("2025-01-16 14:23 DETECTED score API error rate 45%"),
        in_log("2025-01-15 14:23 DETECTED score API error rate 45%"),
    ),
    error(
        "INT002",
        "Milestones out of order",
        "A milestone is earlier than the one before it: started, detected, acknowledged, "
        "mitigated, resolved, closed. After REOPENED they begin anew.",
        "Every duration is the distance of two milestones; out of order they come out negative.",
        in_log(_DETECTED, "14:20 MITIGATED rolled back"),
        in_log(_DETECTED, "14:50 MITIGATED rolled back"),
    ),
    warning(
        "INT003",
        "Milestone without the one before",
        "REOPENED or CLOSED stands in the log, and no RESOLVED before it.",
        "The time at which it was over, or seemed to be, is missing in every report.",
        in_log(_DETECTED, "15:30 CLOSED @incident-commander"),
        in_log(_DETECTED, _RESOLVED, "15:30 CLOSED @incident-commander"),
    ),
    warning(
        "INT004",
        "Line of the log in the future",
        "A line of the log is dated more than two hours ahead.",
        "Nobody writes down what has not happened yet: the date or the clock is wrong.",
        in_log(_DETECTED, "2125-01-15 14:24 ACK @engineer"),
        in_log(_DETECTED, "2025-01-15 14:24 ACK @engineer"),
    ),
    warning(
        "INT005",
        "Nobody detected it",
        "The log of an incident has lines, and none of them says DETECTED.",
        "All clocks start from detection, so no duty is due and no duration is known.",
        in_log("14:24 ACK @engineer"),
        in_log(_DETECTED, "14:24 ACK @engineer"),
    ),
    warning(
        "INT006",
        "Two severities at first",
        "'severity' in the header and a SEV line at the time of detection differ.",
        "Both say how severe it was at first, and the clocks follow the log.",
        _header("severity: 2", log=("14:23 SEV 1", _DETECTED)),
        _header("severity: 2", log=(_DETECTED, "14:32 SEV 1 @engineer 500 users affected")),
    ),
    error(
        "INT007",
        "Approved too late",
        "A mitigation was approved after it was begun.",
        "Rolling back, changing a configuration and scaling need an approval first; the report "
        "must not say otherwise by mistake.",
        _mitigation("started: 14:41", "approved:", '  by: "@incident-commander"', "  at: 14:45"),
        _mitigation("started: 14:41", "approved:", '  by: "@incident-commander"', "  at: 14:40"),
    ),
    error(
        "INT008",
        "Mitigation out of order",
        "A mitigation was proposed before the incident was detected, approved before it was "
        "proposed, or finished before it was begun.",
        "The times in reports would contradict each other.",
        _mitigation("proposed: 14:38", "finished: 14:30"),
        _mitigation("proposed: 14:38", "finished: 14:46"),
    ),
    warning(
        "INT009",
        "Begun without approval",
        "A mitigation that needs an approval was begun, and neither the header nor the log says "
        "who approved it.",
        "Afterwards the question is always who decided. The policy says which options need an "
        "approval: A, B, C and E, as D asks a vendor for help.",
        _mitigation("started: 14:41"),
        _mitigation("started: 14:41", "approved:", '  by: "@incident-commander"'),
    ),
    warning(
        "INT010",
        "Two mitigations of one letter",
        "Two mitigations have the same letter.",
        "Lines of the log name them by the letter, so nobody can tell which was approved.",
        _header("mitigations:", "  - option: A", "    action: Roll back", "  - option: A"),
        _header("mitigations:", "  - option: A", "    action: Roll back", "  - option: B"),
    ),
    warning(
        "INT011",
        "Nothing lost, and yet something",
        "'loss: none' says that no data were lost, and another field says which.",
        "Messages to schools say from it whether work must be done again.",
        _header("data:", "  loss: none", "  affected: about 200 games"),
        _header("severity: 1", "data:", "  loss: confirmed", "  affected: about 200 games"),
    ),
    warning(
        "INT012",
        "Nothing said about data",
        "An incident of the type data_integrity is resolved, and 'data:' is missing.",
        "Whether anything was lost is the first question afterwards.",
        _header("types: [data_integrity]", log=(_DETECTED, _RESOLVED)),
        _header("types: [data_integrity]", "data:", "  loss: none", log=(_DETECTED, _RESOLVED)),
    ),
    warning(
        "INT013",
        "Release is not named",
        "An incident of the type deployment_failure does not name the release.",
        "Responders look for it first, and the proposal to roll back needs it.",
        _header("types: [deployment_failure]"),
        _header("types: [deployment_failure]", "related_deployment: v2.5.3"),
    ),
    warning(
        "INT014",
        "How sure, of no number",
        "'approx' says how sure a number is, and there is no number.",
        "An unknown number is not zero; reports leave it out and say so.",
        _header("affected:", "  users:", "    approx: at_least"),
        _header("affected:", "  users:", "    count: 500", "    approx: at_least"),
    ),
    warning(
        "INT015",
        "Method and words do not fit",
        "'method: other' stands without words for it, or words for another method stand beside "
        "one of the table.",
        "Statistics count methods; 'other' without words says nothing to anybody.",
        _header("resolution:", "  method: other"),
        _header("resolution:", "  method: other", "  other: It healed by itself."),
    ),
    warning(
        "INT016",
        "Log is no block",
        "The lines of the log stand in quotes, after '>' or plainly behind 'log:'. YAML joins "
        "such lines to one. They are read here line by line all the same.",
        "Every other program that reads the file finds one long line.",
        {INTERNAL: f"title: score API errors\nlog: >\n  {_DETECTED}\n  14:24 ACK @engineer\n"},
        in_log(_DETECTED, "14:24 ACK @engineer"),
    ),
    warning(
        "INT017",
        "Data lost here, not there",
        "What 'data.loss' says and what the newest public post-mortem says about lost data differ.",
        "One of the two is wrong, and visitors and responders act on different facts.",
        _told("none"),
        _told("confirmed"),
    ),
    warning(
        "INT018",
        "Date is a guess",
        "A line of the log has no date, and the nearest one puts it on another day than its "
        "neighbour, more than six hours away.",
        "Near midnight the guess is safe; over half a night it may be wrong by a day.",
        in_log("22:30 DETECTED score API error rate 45%", "07:10 ACK @engineer"),
        in_log("22:30 DETECTED score API error rate 45%", "2025-01-16 07:10 ACK @engineer"),
    ),
    warning(
        "INT019",
        "Line of the log long before",
        "A line of the log lies more than thirty days before the date of the incident's id.",
        "Mostly the year or the month is mistyped.",
        in_log("2024-01-15 14:22 STARTED", _DETECTED),
        in_log("2025-01-15 14:22 STARTED", _DETECTED),
    ),
)
"""In the order of their numbers."""
