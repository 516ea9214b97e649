"""Codes of rules over planned maintenance (MNT): :mod:`generator.core.rules_maintenance`."""

from __future__ import annotations

from generator.core.codes_entry import (
    MAINTENANCE,
    SITE,
    Code,
    Example,
    error,
    in_maintenance,
    warning,
)

_FOR = "scheduled_for: 2025-02-01 22:00 America/New_York\n"
_UNTIL = "scheduled_until: 2025-02-02 02:00 America/New_York\n"
_TITLE = "title: Replacing the score database\n"


def _retired(day: str) -> Example:
    return {
        SITE: f"""\
format: 1
name: Example School
url: https://status.example.com
zone: America/New_York
groups:
  - id: learning
    name: Learning
    components:
      - id: score-recording
        name: Score recording
        retired: {day}
""",
        **in_maintenance(f"{_FOR}{_UNTIL}"),
    }


def _called_off(status: str) -> Example:
    return in_maintenance(
        f"{_FOR}{_UNTIL}"
        "updates:\n"
        "  - at: 2025-02-01 12:00Z\n"
        "    cancelled: true\n"
        "  - at: 2025-02-02 03:05Z\n"
        f"    {status}"
    )


CODES: tuple[Code, ...] = (
    error(
        "MNT001",
        "Window is missing",
        "Planned work does not say when it begins or when it is over, and it is neither called "
        "off nor completed.",
        "The clock cannot begin or complete it, so the page does not vouch for the parts it "
        "touches.",
        in_maintenance(_FOR),
        in_maintenance(f"{_FOR}{_UNTIL}"),
    ),
    error(
        "MNT002",
        "Ends before it begins",
        "Planned work ends before it begins, or at the same moment.",
        "The clock would take it for completed at once, and no part would be shown as under "
        "maintenance.",
        in_maintenance(
            f"{_FOR}scheduled_until: 2025-02-01 02:00 America/New_York\n",
        ),
        in_maintenance(f"{_FOR}{_UNTIL}"),
    ),
    warning(
        "MNT003",
        "Touches no part",
        "Planned work lists no parts.",
        "Nothing is shown as under maintenance, and its time counts as downtime if something "
        "fails meanwhile.",
        {MAINTENANCE: f"{_TITLE}{_FOR}{_UNTIL}"},
        in_maintenance(f"{_FOR}{_UNTIL}"),
    ),
    warning(
        "MNT004",
        "Very long",
        "Planned work lasts more than seven days.",
        "Mostly the month or the year of one of the two dates is mistyped. Meanwhile the parts "
        "are shown as under maintenance, and nothing that fails counts.",
        in_maintenance(f"{_FOR}scheduled_until: 2025-03-02 02:00 America/New_York\n"),
        in_maintenance(f"{_FOR}{_UNTIL}"),
    ),
    warning(
        "MNT005",
        "Part is retired",
        "Planned work touches a part that is no longer offered when it begins.",
        "The home page does not list retired parts, so the announcement names something that "
        "visitors cannot find.",
        _retired("2024-12-01"),
        _retired("2025-03-01"),
    ),
    warning(
        "MNT006",
        "Begins before it was announced",
        "Planned work begins before the day in its id, which is the day of the announcement, and "
        "the record is not marked as written down afterwards.",
        "Mostly a date is mistyped, and visitors expect the work on the wrong day.",
        in_maintenance(
            "scheduled_for: 2025-01-02 22:00 America/New_York\n"
            "scheduled_until: 2025-01-03 02:00 America/New_York\n"
        ),
        in_maintenance(f"{_FOR}{_UNTIL}"),
    ),
    warning(
        "MNT007",
        "Goes on after it was called off",
        "An update says that the work is under way, or when it takes place, although it was "
        "called off and nothing announces it anew with `status: scheduled`.",
        "Until it is announced anew it stays called off, so the parts are shown as working while "
        "somebody works on them.",
        _called_off("status: in_progress"),
        _called_off("text: We will announce a new date."),
    ),
)
"""In the order of their numbers."""
