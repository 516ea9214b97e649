"""Codes of ``review.yml`` and of rules over it (RVW): :mod:`generator.core.rules_review`."""

from __future__ import annotations

from generator.core.codes_entry import INTERNAL, REVIEW, Code, Example, error, warning

_LOG = "title: score API errors\nlog: |\n  14:23 DETECTED score API errors\n  15:06 RESOLVED\n"
_ACTION = """\
  - id: A1
    text: Require load testing in the release checklist
    owner: "@release-manager"
    due: 2025-01-22
    horizon: immediate
"""
_SECTIONS = {
    "approved_by": ' "@incident-commander"',
    "executive_summary": " Scores could not be saved for 43 minutes.",
    "primary_cause": " The connection pool was exhausted.",
    "contributing_factors": "\n  - Load testing was no habit.",
    "five_whys": "\n  - question: Why did it fail?\n    answer: No test.\n    actions: [A1]",
    "impact": "\n  users:\n    students: Scores could not be saved.",
    "immediate_mitigation": " Rolled back.",
    "permanent_fix": " One query for each page.",
    "verification": " The error rate is at its usual level.",
    "went_well": "\n  - The alert fired within a minute.",
    "went_poorly": "\n  - text: Staging did not show it.\n    actions: [A1]",
    "actions": f"\n{_ACTION}".rstrip(),
    "lessons": "\n  - Staging is no production.",
    "recommendations": "\n  - text: Fill staging with more data.\n    actions: [A1]",
}


def _final(**changes: str) -> Example:
    """Return an incident with a complete final post-mortem, but for *changes*; empty leaves out."""
    lines = (_SECTIONS | changes).items()
    return _review("status: final\n" + "".join(f"{name}:{text}\n" for name, text in lines if text))


def _review(text: str) -> Example:
    return {INTERNAL: _LOG, REVIEW: text}


def _actions(*actions: str) -> Example:
    return _review("actions:\n" + "".join(actions))


CODES: tuple[Code, ...] = (
    warning(
        "RVW001",
        "Meeting without a zone",
        "The time of the meeting has no zone. It is read in the zone of site.yml.",
        "All other times here are UTC, so half of those invited may come at another hour.",
        _review("meeting:\n  at: 2025-01-16 10:00\n"),
        _review("meeting:\n  at: 2025-01-16 10:00 America/New_York\n"),
    ),
    error(
        "RVW002",
        "Final without approval",
        "The status is final, and 'approved_by' is missing.",
        "Final means that somebody stands for it.",
        _final(approved_by=""),
        _final(),
    ),
    error(
        "RVW003",
        "Waived without a reason",
        "The status is waived, and 'waived_reason' is missing.",
        "Somebody who looks for the post-mortem finds out only here why there is none.",
        _review("status: waived\n"),
        _review("status: waived\nwaived_reason: The same cause as the week before.\n"),
    ),
    error(
        "RVW004",
        "Action without owner or day",
        "The status is final, and an action that is still open has no owner or no day by which it "
        "is due.",
        "What nobody owns and no day asks for is not done.",
        _final(actions=f"\n{_ACTION}".replace('    owner: "@release-manager"\n', "").rstrip()),
        _final(),
    ),
    warning(
        "RVW005",
        "No whys, or too many",
        "There are more than seven whys, or the status is final and there is none.",
        "The first answer is rarely the cause, and the eighth has left the incident.",
        _final(five_whys=""),
        _final(),
    ),
    warning(
        "RVW006",
        "Last why without an action",
        "The status is final, and no action is named beside the last why.",
        "The last answer is the cause; without an action it stays.",
        _final(five_whys="\n  - question: Why did it fail?\n    answer: No test."),
        _final(),
    ),
    warning(
        "RVW007",
        "Went poorly, and nothing follows",
        "The status is final, and something that went poorly has neither an action nor a reason "
        "why there is none.",
        "It will go poorly again.",
        _final(went_poorly="\n  - Staging did not show it."),
        _final(went_poorly="\n  - text: It was late.\n    reason: Nobody can choose the hour."),
    ),
    error(
        "RVW008",
        "Two actions of one id",
        "Two actions have the same id.",
        "Whys and reports name actions by their ids, so nobody can tell which is meant.",
        _actions(_ACTION, _ACTION),
        _actions(_ACTION, _ACTION.replace("A1", "A2")),
    ),
    error(
        "RVW009",
        "No such action",
        "An action is named that is not in the list of actions.",
        "It looks as if something were done about it.",
        _review("went_poorly:\n  - text: Staging did not show it.\n    actions: [A1]\n"),
        _review(
            "went_poorly:\n  - text: Staging did not show it.\n    actions: [A1]\n"
            f"actions:\n{_ACTION}"
        ),
    ),
    warning(
        "RVW010",
        "Horizon and day do not fit",
        "An action is due later than its horizon allows, counted from the meeting, else from the "
        "resolution: immediate 7 days, short 31, long 92, and a day of grace.",
        "Lists by horizon would promise this week what comes in a quarter.",
        _actions(_ACTION.replace("2025-01-22", "2025-02-05")),
        _actions(_ACTION),
    ),
    warning(
        "RVW011",
        "Recommendation left lying",
        "Thirty days after the date of the post-mortem a recommendation has become no action and "
        "was not declined.",
        "Advice that nobody decides on is forgotten, and given again after the next incident.",
        _review("date: 2025-01-16\nrecommendations:\n  - Fill staging with more data.\n"),
        _review(
            "date: 2025-01-16\nrecommendations:\n"
            "  - text: Fill staging with more data.\n    declined: It costs too much.\n"
        ),
    ),
    warning(
        "RVW012",
        "Final with a section missing",
        "The status is final, and a section of the post-mortem is missing.",
        "Final means that nothing more is to be written.",
        _final(lessons=""),
        _final(),
    ),
)
"""In the order of their numbers."""
