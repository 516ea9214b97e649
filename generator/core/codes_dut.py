"""Codes of what the policy asks of an incident (DUT): :mod:`generator.core.rules_policy`.

Errors are few: what is late or missing while an incident is live never stops anybody.
"""

from __future__ import annotations

from generator.core.codes_entry import (
    INTERNAL,
    POLICY,
    PUBLIC,
    REVIEW,
    Code,
    Example,
    error,
    warning,
)
from generator.core.schema_people import PEOPLE_FILE

_RECENT = "incidents/2025/INC-2025-04-09-001/internal.yml"
_DETECTED = "14:23 DETECTED score API error rate 45%"
_ACK = "14:24 ACK @engineer"
_MITIGATED = "14:50 MITIGATED rolled back"
_RESOLVED = "15:06 RESOLVED scores are saved again"
_CLOSED = "15:30 CLOSED"
_OVER = (_DETECTED, _MITIGATED, _RESOLVED)
_PEOPLE = """\
format: 1
people:
  engineer1:
    name: Engineer One
    roles: [on_call]
  commander:
    name: Commander
    roles: [ic]
    senior: true
    trained:
      ic: 2025-01-10
"""
_PUBLIC = """\
title: Subscriptions cannot be renewed
updates:
  - at: 14:36
    status: investigating
    text: We are looking into payments.
"""


def _incident(
    *header: str, log: tuple[str, ...] = (_DETECTED,), path: str = INTERNAL, **files: str
) -> Example:
    """Return an incident with *header* lines and a *log*; *files* are texts by short name."""
    names = {"policy": POLICY, "people": PEOPLE_FILE, "public": PUBLIC, "review": REVIEW}
    above = "".join(f"{line}\n" for line in header)
    entries = "".join(f"  {line}\n" for line in log)
    text = f"title: score API errors\n{above}log: |\n{entries}"
    return {path: text, **{names[name]: content for name, content in files.items()}}


def _policy(*lines: str) -> str:
    return "format: 1\n" + "".join(f"{line}\n" for line in lines)


def _alert(alert: str, severity: int) -> Example:
    return _incident(
        f"severity: {severity}",
        "detection:",
        f"  alert: {alert}",
        policy=_policy("alerts:", "  score-api-5xx: 1"),
    )


def _scores(severity: int) -> Example:
    return _incident(
        f"severity: {severity}",
        "components: [score-recording]",
        "data:",
        "  loss: possible",
        policy=_policy("score_components: [score-recording]"),
    )


def _unset(*more: str) -> Example:
    return _incident(
        "detection:",
        "  alert: score-api-5xx",
        log=(_DETECTED, *more),
        policy=_policy("alerts:", "  score-api-5xx: 1"),
    )


def _payments(*lines: str) -> Example:
    return _incident(
        "severity: 2",
        "types: [third_party]",
        "vendor:",
        "  id: braintree",
        public=_PUBLIC + "".join(f"{line}\n" for line in lines),
    )


def _hotfix(reader: str) -> Example:
    return _incident(
        "mitigations:",
        "  - option: B",
        '    author: "@engineer"',
        f'    reviewed_by: "{reader}"',
        "    started: 14:41",
        "    approved:",
        '      by: "@incident-commander"',
    )


def _written(*lines: str) -> Example:
    return _incident(log=(_DETECTED, *lines))


def _strictly_resolved(resolved: str) -> Example:
    return _incident(
        "severity: 3",
        log=(_DETECTED, _MITIGATED, resolved, "17:30 CLOSED"),
        policy=_policy("resolve:", "  baseline_for:", "    3: 2h", "  enforce: error"),
    )


def _told_end(happened_at: str) -> Example:
    update = f"  - at: 15:12\n    status: resolved\n    happened_at: {happened_at}\n"
    return _incident(log=_OVER, public=_PUBLIC + update)


def _lost(*lines: str) -> Example:
    return _incident(
        "severity: 1",
        "backfilled: true",
        "data:",
        "  loss: confirmed",
        *lines,
        log=(*_OVER, _CLOSED),
    )


def _summary(minutes: int) -> Example:
    review = f"status: draft\nexecutive_summary: Scores were not saved for {minutes} minutes.\n"
    return _incident(log=_OVER, review=review)


def _given(who: str) -> Example:
    return _incident("credits:", "  amount: 600", f'  approved_by: "{who}"')


def _mailed(who: str) -> Example:
    return _incident(
        log=(_DETECTED, f"15:20 NOTIFIED subscribers via email {who}"),
        people=f"{_PEOPLE}  admin:\n    name: Admin\n    roles: [sysadmin]\n",
    )


_WRITE = "14:40 ACTION #db-write store the scores again @engineer"

CODES: tuple[Code, ...] = (
    warning(
        "DUT001",
        "Overdue",
        "Something that the policy asks for is late and can still be done. Incidents of the last "
        "90 days are looked at.",
        "Somebody waits for it. It is never an error while the incident is not closed, so it "
        "stops nobody.",
        _incident(path=_RECENT, log=(_DETECTED, _ACK, "14:25 SEV 3 @engineer")),
        _incident(
            path=_RECENT, log=(_DETECTED, _ACK, "14:25 SEV 3 @engineer", _MITIGATED, _RESOLVED)
        ),
    ),
    error(
        "DUT002",
        "Lost scores below Severity 1",
        "Data of a component that the policy calls a score component are or may be lost, and the "
        "severity was never 1.",
        "Any score data loss is Severity 1: a score is a child's work. Everything owed in such an "
        "incident would be owed by nobody.",
        _scores(2),
        _scores(1),
    ),
    warning(
        "DUT003",
        "No severity, and a rule that gives one",
        "Nobody has set a severity, and what the record says is enough for a rule to suggest one.",
        "Until somebody sets it, the clocks run under an assumed severity and nobody is told.",
        _unset(),
        _unset("14:32 SEV 1 @engineer"),
    ),
    warning(
        "DUT004",
        "A row of the decision matrix fires",
        "Facts of the record ask for Severity 1 or for an Incident Commander, and the record has "
        "not got it.",
        "The matrix was agreed on a calm day so that nobody has to weigh it at night.",
        _incident("severity: 2", "security:", "  breach: suspected"),
        _incident("severity: 1", "security:", "  breach: suspected"),
    ),
    warning(
        "DUT005",
        "Unusual severity",
        "The highest severity is not one that is typical for this kind of incident.",
        "One of the two may be wrong. If both are right, leave them.",
        _incident("severity: 4", "types: [outage]", "tracker: https://example.org/1"),
        _incident("severity: 2", "types: [outage]"),
    ),
    warning(
        "DUT006",
        "Severity 4 without an issue",
        "An incident of Severity 4 has no 'tracker'.",
        "It notifies nobody, so the issue tracker is the only place where anybody finds it.",
        _incident("severity: 4"),
        _incident("severity: 4", "tracker: https://example.org/1"),
    ),
    warning(
        "DUT007",
        "Another severity than its alert",
        "The first severity is not the one that the policy gives this alert.",
        "The alert's severity was weighed beforehand; who changes it should know that.",
        _alert("score-api-5xx", 2),
        _alert("score-api-5xx", 1),
    ),
    warning(
        "DUT008",
        "Unknown alert",
        "The alert is none of those in 'alerts:' of policy.yml.",
        "No severity follows from it; mostly it is mistyped.",
        _alert("score-api-5x", 1),
        _alert("score-api-5xx", 1),
    ),
    warning(
        "DUT009",
        "Vendor is not named",
        "Visitors read of trouble at a vendor, and neither the company nor its status page is "
        "named.",
        "They can look there for themselves, and need not wait for us.",
        _payments(),
        _payments("vendor: braintree"),
    ),
    warning(
        "DUT010",
        "Approved by somebody who may not",
        "A mitigation was approved by somebody who had none of the roles the policy asks for.",
        "An approval is worth as much as the person who gives it.",
        _incident(
            log=(_DETECTED, "14:35 IC @commander", "14:40 APPROVED A @engineer1"), people=_PEOPLE
        ),
        _incident(
            log=(_DETECTED, "14:35 IC @commander", "14:40 APPROVED A @commander"), people=_PEOPLE
        ),
    ),
    warning(
        "DUT011",
        "Hotfix that nobody senior has read",
        "A hotfix was begun without the review of a senior engineer other than its author.",
        "A fix written at night is the riskiest change there is.",
        _hotfix("@engineer"),
        _hotfix("@engineering-lead"),
    ),
    warning(
        "DUT012",
        "Write to the database without approval",
        "A line tagged as a write to the database has no approval before it.",
        "Writes by hand are for emergencies, and somebody has to answer for each.",
        _written(_WRITE),
        _written("14:38 DECISION #db-write store them again @incident-commander", _WRITE),
    ),
    error(
        "DUT013",
        "Closed with a write to the database that nobody approved",
        "The incident is closed, and a line tagged as a write to the database has no approval "
        "before it.",
        "Afterwards nobody can say who answered for it.",
        _written(_WRITE, _MITIGATED, _RESOLVED, _CLOSED),
        _written("14:38 APPROVED C @incident-commander #db-write", _WRITE, _RESOLVED, _CLOSED),
    ),
    warning(
        "DUT014",
        "Resolved early",
        "It was resolved before it had been at its baseline for as long as the policy asks.",
        "What seems over comes back. A reason in 'resolution_override' is answer enough.",
        _incident("severity: 2", log=_OVER),
        _incident("severity: 2", log=(_DETECTED, _MITIGATED, "16:50 RESOLVED")),
    ),
    error(
        "DUT015",
        "Resolved early where that is enforced",
        "The same as DUT014 for a closed incident, where the policy says 'enforce: error'.",
        "What seems over comes back. A reason in 'resolution_override' is answer enough.",
        _strictly_resolved("15:06 RESOLVED"),
        _strictly_resolved("16:50 RESOLVED"),
    ),
    warning(
        "DUT016",
        "Resolved by somebody who may not",
        "RESOLVED was declared by somebody who had none of the roles that the policy names for "
        "this severity.",
        "Whoever commands knows what is still open elsewhere.",
        _incident(
            "severity: 3",
            log=(_DETECTED, "14:24 ACK @engineer1", _MITIGATED, "15:06 RESOLVED @commander"),
            people=_PEOPLE,
        ),
        _incident(
            "severity: 3",
            log=(_DETECTED, "14:24 ACK @engineer1", _MITIGATED, "15:06 RESOLVED @engineer1"),
            people=_PEOPLE,
        ),
    ),
    warning(
        "DUT017",
        "Closed too early",
        "The incident is closed, and something is missing: report, mails, post-mortem or data.",
        "Closed means that nobody has to think of it any more.",
        _incident("severity: 3", "postmortem:", "  public: planned", log=(*_OVER, _CLOSED)),
        _incident("severity: 3", "postmortem:", "  public: planned", log=_OVER),
    ),
    error(
        "DUT018",
        "Closed, and nobody was told about lost data",
        "Data were or may be lost and did not all come back, and 'notified_at' is missing.",
        "The people whose work it was find out by themselves, or never.",
        _lost(),
        _lost("  notified_at: 2025-01-16 15:00"),
    ),
    error(
        "DUT019",
        "Two times for the end",
        "The RESOLVED line and what visitors read say different times: the update that resolves "
        "by 'happened_at', or an impact window that goes on afterwards.",
        "Reports and the public page would count different durations.",
        _told_end("15:10"),
        _told_end("15:06"),
    ),
    warning(
        "DUT020",
        "Timeline with gaps",
        "The incident is closed, and its timeline lacks entries that one of its severity has.",
        "The post-mortem is written from the timeline.",
        _incident("severity: 3", log=(_DETECTED, _RESOLVED, _CLOSED)),
        _incident("severity: 3", log=(*_OVER, _CLOSED)),
    ),
    warning(
        "DUT021",
        "Duration that does not fit",
        "A duration typed into a text is more than a tenth off from every one that the record "
        "knows. Only phrases such as 'for 45 minutes' are looked at.",
        "Two documents with two durations make readers doubt both.",
        _summary(90),
        _summary(43),
    ),
    error(
        "DUT022",
        "Credits beyond what they may give",
        "Credits were approved by nobody, or by somebody who may not give as much. The sum is "
        "that of the whole incident.",
        "Up to the limit of the policy a SysAdmin decides, above it the CEO.",
        _given("@sysadmin"),
        _given("@ceo"),
    ),
    warning(
        "DUT023",
        "Box that no checklist has",
        "A CHECK line names a box that none of the policy's checklists has.",
        "It ticks nothing, and whoever reads the list thinks that nobody has looked.",
        _written("14:55 CHECK C4.manual_test two games saved"),
        _written("14:55 CHECK C4.manual two games saved"),
    ),
    warning(
        "DUT024",
        "Deferred, and nobody says why",
        "The incident waits for a release by 'deferred_to', and 'deferred_reason' is missing.",
        "Its clock stands still; without a reason that is no decision.",
        _incident("severity: 3", "deferred_to: v2.6"),
        _incident("severity: 3", "deferred_to: v2.6", "deferred_reason: it is cosmetic"),
    ),
    warning(
        "DUT025",
        "Subscribers mailed by somebody who may not",
        "A NOTIFIED line says that all subscribers got an e-mail from somebody who had none of "
        "the roles that the policy lets send it.",
        "An e-mail to everybody cannot be taken back.",
        _mailed("@engineer1"),
        _mailed("@admin"),
    ),
)
"""In the order of their numbers."""
