"""Codes of ``policy.yml`` (POL): :mod:`generator.readers.policy` and what it calls."""

from __future__ import annotations

from generator.core.codes_entry import NEW_REPOSITORY, POLICY, Code, Example, error, warning


def _policy(*lines: str) -> Example:
    """Return a repository whose policy says *lines*."""
    return {**NEW_REPOSITORY, POLICY: "".join(f"{line}\n" for line in ("format: 1", *lines))}


def _severity(level: int, line: str) -> Example:
    return _policy("severities:", f"  {level}:", f"    {line}")


def _duty(*lines: str) -> Example:
    return _policy("duties:", "  tell-board:", *(f"    {line}" for line in lines))


def _hours(*lines: str) -> Example:
    return _policy("calendar:", *(f"  {line}" for line in lines))


CODES: tuple[Code, ...] = (
    error(
        "POL001",
        "Format of the policy is newer",
        "The 'format' of policy.yml is newer than this program.",
        "A newer format may mean other things by the same words, so the policy that ships counts.",
        {**NEW_REPOSITORY, POLICY: "format: 99\n"},
        _policy(),
    ),
    warning(
        "POL002",
        "Shipped value counts",
        "A field of policy.yml cannot be used, for a reason that another finding gives.",
        "A live incident needs its clocks, so the value that ships with the program, which is that "
        "of the source document, counts until the field is repaired.",
        _severity(1, "acknowledge: soon"),
        _severity(1, "acknowledge: 4m"),
    ),
    error(
        "POL003",
        "Target of zero",
        "A severity has 0 for a target.",
        "Nobody can keep it, so every incident would breach it. No target is written as 'none'.",
        _severity(1, "mitigate: 0m"),
        _severity(1, "mitigate: 20m"),
    ),
    error(
        "POL004",
        "Business hours are none",
        "Business hours end before they begin, or no day has any.",
        "Deadlines in business time would never come.",
        _hours('opens: "17:00"', 'closes: "09:00"'),
        _hours('opens: "09:00"', 'closes: "17:00"'),
    ),
    error(
        "POL005",
        "Cadence makes no sense",
        "The steps of a cadence have no order, or the last one ends.",
        "After a word to people it must be plain when the next one is due.",
        _policy(
            "cadence:",
            "  public:",
            "    1:",
            "      steps:",
            "        - {until: 60m, every: 30m}",
            "        - {until: 30m, every: 60m}",
        ),
        _policy(
            "cadence:",
            "  public:",
            "    1:",
            "      steps:",
            "        - {until: 60m, every: 20m}",
            "        - {every: 60m}",
        ),
    ),
    error(
        "POL006",
        "Duty that nobody can owe",
        "A row of the duty table does not say by when, or what discharges it.",
        "It would stay open for ever or never begin, so it is left out; one that ships counts as "
        "shipped.",
        _duty("title: Tell the board", "done_by: [notified]", "audiences: [board]"),
        _duty(
            "title: Tell the board",
            "within: {1: 2h}",
            "done_by: [notified]",
            "audiences: [board]",
        ),
    ),
    warning(
        "POL007",
        "Graver, and more time",
        "A graver severity has more time than a lighter one.",
        "Raising the severity would then make a deadline later.",
        _severity(2, "acknowledge: 3m"),
        _severity(2, "acknowledge: 10m"),
    ),
    warning(
        "POL008",
        "Holiday without effect",
        "A holiday lies on a day without business hours, or stands twice.",
        "It moves no deadline. Often the day on which it is kept was meant, or the year is wrong.",
        _hours("holidays: [2025-01-18]"),
        _hours("holidays: [2025-01-20]"),
    ),
    warning(
        "POL009",
        "Name that is not defined",
        "Recipients name a channel, or a type names a checklist, that the policy does not have.",
        "No message would be made for it.",
        _policy("recipients:", "  1:", "    fax: [subscribers]"),
        _policy("recipients:", "  1:", "    email: [subscribers]"),
    ),
    warning(
        "POL010",
        "Agenda and length differ",
        "The parts of the agenda take more or less time than the meeting.",
        "The invitation names the length, and the agenda is printed under it.",
        _policy("postmortem:", "  length: 90m"),
        _policy(
            "postmortem:", "  length: 30m", "  agenda:", "    - {title: All of it, minutes: 30}"
        ),
    ),
    warning(
        "POL011",
        "One room for all incidents",
        "The name of an incident's room has no {number}.",
        "Two incidents at once would be talked about in one room.",
        _policy("rooms:", '  incident: "#incident"'),
        _policy("rooms:", '  incident: "#fire-{number}"'),
    ),
    warning(
        "POL012",
        "Policy and site.yml disagree",
        "The policy and site.yml say different things about the zone, an address or a promise.",
        "Messages and pages would contradict each other.",
        _policy("organisation:", "  zone: Europe/Berlin"),
        _policy("organisation:", "  zone: America/New_York"),
    ),
    warning(
        "POL013",
        "Duty switched off that never was",
        "A row of the duty table is switched off under a name that no duty has.",
        "The one that was meant stays on.",
        _policy("duties:", "  tell-exekutives:", "    enabled: false"),
        _policy("duties:", "  tell-executives:", "    enabled: false"),
    ),
    warning(
        "POL014",
        "Two times for handing over",
        "The duties 'cause-unknown' or 'not-resolved' and 'thresholds.unresolved_for' say "
        "different times.",
        "The decision matrix and the list of duties would contradict each other.",
        _policy("duties:", "  not-resolved:", "    within: {1: 20m}"),
        _policy("duties:", "  not-resolved:", "    within: {1: 30m}"),
    ),
)
"""In the order of their numbers."""
