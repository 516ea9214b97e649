"""Codes of rules over public incidents (INC).

Most rules lie in :mod:`generator.core.rules_updates` and :mod:`generator.core.rules_incident`;
the first three are seen while reading, because they are about names and places in files. Rules
about updates hold for planned maintenance as well.
"""

from __future__ import annotations

from generator.core.codes_entry import (
    PUBLIC,
    SITE,
    UPDATES,
    Code,
    Example,
    error,
    in_public,
    in_update,
    warning,
)

_FILE = f"{UPDATES}/20250115T143600Z-k7q2m9x4.yml"
_OTHER = "incidents/2025/INC-2025-01-15-002/public.yml"
_TITLE = "title: Students cannot save scores\n"
_FIRST = """\
  - at: 14:36
    status: investigating
    components:
      score-recording: major_outage
"""
_RESOLVED = """\
  - at: 15:10
    status: resolved
"""
_START = f"{_TITLE}updates:\n{_FIRST}"


def _with(rest: str) -> Example:
    """Return an incident with a first update of 14:36 and *rest* below it."""
    return in_public(f"{_START}{rest}")


def _came_from(api_id: str) -> str:
    """Return an incident that was imported."""
    return f"{_TITLE}api_id: {api_id}\nupdates:\n{_FIRST}"


def _windows(*windows: tuple[str, str, str, str]) -> Example:
    """Return a resolved incident with *windows*: component, state, from, to."""
    lines = "".join(
        f"  - component: {component}\n    state: {state}\n    from: {start}\n    to: {end}\n"
        for component, state, start, end in windows
    )
    return in_public(f"{_START}{_RESOLVED}impact_windows:\n{lines}")


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
        PUBLIC: _START,
    }


CODES: tuple[Code, ...] = (
    warning(
        "INC001",
        "Two times for one update",
        "The 'at' inside an update's file is not the time in the file's name. The name holds.",
        "An update's time is its id. It must not change when somebody edits the file, or feeds "
        "would announce the update again.",
        {_FILE: f"{_TITLE}at: 14:40\nstatus: investigating\n"},
        {_FILE: f"{_TITLE}at: 14:36\nstatus: investigating\n"},
    ),
    warning(
        "INC002",
        "Two updates in one second",
        "Two updates written in 'updates:' have the same time and no id of their own. The second "
        "is called by its time and '-2'.",
        "Which of them is the second follows from their order in the file. If that changes, the "
        "two trade places in feeds and links.",
        _with("  - at: 14:36\n    text: Games can be played meanwhile.\n"),
        _with("  - at: 14:36\n    id: games-are-fine\n    text: Games can be played meanwhile.\n"),
    ),
    error(
        "INC003",
        "Id stands twice",
        "Two updates of one record have the same id.",
        "Links, feeds and corrections name an update by its id. With two of one name, one of "
        "them cannot be reached and may be corrected by mistake.",
        _with("    id: first\n  - at: 14:52\n    id: first\n    status: monitoring\n"),
        _with("    id: first\n  - at: 14:52\n    id: fix-in-place\n    status: monitoring\n"),
    ),
    error(
        "INC004",
        "No title",
        "A record can be read by visitors, and neither its header nor any update gives it a title.",
        "Pages, feeds and links have nothing to call it by. Often it means that the file with "
        "the title has been lost, so the page does not vouch for the rest.",
        in_public("updates:\n  - at: 14:36\n    status: investigating\n"),
        in_public(f"{_TITLE}updates:\n  - at: 14:36\n    status: investigating\n"),
    ),
    warning(
        "INC005",
        "Updates out of order",
        "An update in 'updates:' has an earlier time than the one above it. The page puts them "
        "in the order of their times.",
        "Mostly one of the two times is mistyped, and then the state that visitors see is not "
        "the last one written.",
        _with("  - at: 14:22\n    status: monitoring\n"),
        _with("  - at: 14:52\n    status: monitoring\n"),
    ),
    warning(
        "INC006",
        "Update in the future",
        "An update is dated more than two hours ahead.",
        "Clocks differ by minutes, not by hours. Until its time comes such an update is shown "
        "with a mark and can only make the page worse, never better.",
        in_public(
            "title: Students cannot save scores\n"
            "backfilled: true\n"
            "updates:\n"
            "  - at: 2125-01-15 14:36Z\n"
            "    status: investigating\n"
        ),
        in_public(
            "title: Students cannot save scores\n"
            "backfilled: true\n"
            "updates:\n"
            "  - at: 2025-01-15 14:36Z\n"
            "    status: investigating\n"
        ),
    ),
    error(
        "INC007",
        "Names no update",
        "'amends' or 'retracts' names an update that this record does not have, or the update "
        "itself.",
        "What was to be corrected or withdrawn still stands, so the page does not vouch for the "
        "record until the id is right.",
        _with("  - at: 14:52\n    amends: 20250115T143500Z\n    text: Scores are not saved.\n"),
        _with("  - at: 14:52\n    amends: 20250115T143600Z\n    text: Scores are not saved.\n"),
    ),
    warning(
        "INC008",
        "Corrects a later update",
        "'amends' or 'retracts' names an update that was written later.",
        "Nobody corrects what is not yet written: one of the two times is wrong, or another "
        "update was meant.",
        _with(
            "  - at: 14:40\n"
            "    amends: 20250115T145200Z\n"
            "    text: A fix is in place.\n"
            "  - at: 14:52\n"
            "    status: monitoring\n"
        ),
        _with(
            "  - at: 14:52\n"
            "    status: monitoring\n"
            "  - at: 14:55\n"
            "    amends: 20250115T145200Z\n"
            "    text: A fix is in place.\n"
        ),
    ),
    error(
        "INC009",
        "Impact window without length",
        "An impact window ends before it begins, or at the same moment.",
        "It would count as no trouble at all, and the bars and the uptime would look better than "
        "it was.",
        _windows(("score-recording", "major_outage", "14:50", "14:22")),
        _windows(("score-recording", "major_outage", "14:22", "14:50")),
    ),
    warning(
        "INC010",
        "Impact windows overlap",
        "Two impact windows of one part overlap. Where they do, the worse state counts.",
        "The part cannot have been in two states at once, so one of the times is wrong.",
        _windows(
            ("score-recording", "major_outage", "14:22", "14:50"),
            ("score-recording", "degraded_performance", "14:40", "15:06"),
        ),
        _windows(
            ("score-recording", "major_outage", "14:22", "14:50"),
            ("score-recording", "degraded_performance", "14:50", "15:06"),
        ),
    ),
    error(
        "INC011",
        "Merged into nothing",
        "'merged_into' names a record that does not exist, was withdrawn or has nothing that "
        "visitors see; or the incident itself, or planned work; or it leads back in a circle.",
        "A merged incident counts as continued elsewhere. Where nothing continues it, trouble "
        "would disappear from the page.",
        _with("  - at: 14:52\n    merged_into: INC-2025-01-15-002\n"),
        {
            PUBLIC: f"{_START}  - at: 14:52\n    merged_into: INC-2025-01-15-002\n",
            _OTHER: f"{_TITLE}updates:\n{_FIRST}",
        },
    ),
    warning(
        "INC012",
        "Happened at an odd time",
        "'happened_at' is later than the update itself, or more than thirty days earlier.",
        "It is shown as the time of the event and moves the bars; a mistyped date moves them to "
        "the wrong day.",
        in_update("happened_at: 15:36"),
        in_update("happened_at: 14:22"),
    ),
    warning(
        "INC013",
        "Far from the date of the id",
        "The first update is more than two days from the date in the record's id, and the record "
        "is not marked as written down afterwards.",
        "An id carries the UTC date on which the trouble was detected. A wrong date in either "
        "puts the incident on the wrong day of the history.",
        in_public(f"{_TITLE}updates:\n  - at: 2025-02-15 14:36Z\n    status: investigating\n"),
        in_public(f"{_TITLE}updates:\n  - at: 2025-01-15 14:36Z\n    status: investigating\n"),
    ),
    warning(
        "INC014",
        "State after the end",
        "An update says that a part is in trouble while the status of the incident is, or "
        "becomes, resolved.",
        "Resolving ends what the incident does to every part, so the state is not shown. If the "
        "trouble is back, visitors do not learn of it.",
        _with(
            f"{_RESOLVED}  - at: 16:00\n    components:\n      score-recording: partial_outage\n"
        ),
        _with(
            f"{_RESOLVED}"
            "  - at: 16:00\n"
            "    status: investigating\n"
            "    components:\n"
            "      score-recording: partial_outage\n"
        ),
    ),
    warning(
        "INC015",
        "Visitors see nothing of it",
        "'public.yml' of an incident has no update.",
        "An incident is public from its first update. Whoever wrote the file probably thinks "
        "that visitors can read it.",
        in_public(_TITLE),
        in_public(_START),
    ),
    warning(
        "INC016",
        "Impact window at an odd time",
        "An impact window ends later than the update that says the incident was resolved, or "
        "begins more than thirty days before the date of the id.",
        "The bars then contradict what visitors were told. Mostly a date is mistyped.",
        _windows(("score-recording", "major_outage", "14:22", "16:50")),
        _windows(("score-recording", "major_outage", "14:22", "14:50")),
    ),
    warning(
        "INC017",
        "Trouble without an impact window",
        "A resolved incident has impact windows, and none of them is of a part that its updates "
        "said was in trouble.",
        "Windows replace what the updates imply, so the bars and the uptime of that part show "
        "no trouble at all. A window with the state operational says that this is meant.",
        _windows(("music-games", "degraded_performance", "14:22", "14:50")),
        _windows(
            ("music-games", "degraded_performance", "14:22", "14:50"),
            ("score-recording", "major_outage", "14:22", "14:50"),
        ),
    ),
    warning(
        "INC018",
        "Promise in the past",
        "'next_update' names a time that is not later than the update itself.",
        "Visitors would read at once that the next update is overdue.",
        in_update("next_update: 14:06"),
        in_update("next_update: 15:06"),
    ),
    warning(
        "INC019",
        "Address of a company without its name",
        "'vendor_url' is there and 'vendor' is not.",
        "Visitors would find a link that does not say whose page it leads to.",
        in_public(f"{_TITLE}vendor_url: https://status.example.net/1\nupdates:\n{_FIRST}"),
        in_public(
            f"{_TITLE}vendor: braintree\nvendor_url: https://status.example.net/1\n"
            f"updates:\n{_FIRST}"
        ),
    ),
    warning(
        "INC020",
        "Update says nothing",
        "An update gives no status, no state, no text and nothing else, or amends another "
        "without giving anything in its place.",
        "Visitors and feeds get an entry with nothing new in it. Often its words were lost.",
        _with("  - at: 14:52\n"),
        _with("  - at: 14:52\n    status: monitoring\n"),
    ),
    warning(
        "INC021",
        "Two updates of one second disagree",
        "Two updates with the same time give one part different states, or the incident "
        "different statuses, and no later update settles it.",
        "It happens when two people write at once. Until somebody says which holds, the worse "
        "counts.",
        {
            f"{UPDATES}/20250115T143600Z-k7q2m9x4.yml": f"{_TITLE}status: investigating\n"
            "components:\n  score-recording: major_outage\n",
            f"{UPDATES}/20250115T143600Z-r5d0w2hn.yml": "components:\n"
            "  score-recording: degraded_performance\n",
        },
        {
            f"{UPDATES}/20250115T143600Z-k7q2m9x4.yml": f"{_TITLE}status: investigating\n"
            "components:\n  score-recording: major_outage\n",
            f"{UPDATES}/20250115T143600Z-r5d0w2hn.yml": "components:\n"
            "  score-recording: degraded_performance\n",
            f"{UPDATES}/20250115T143700Z-y9b4j7ta.yml": "components:\n"
            "  score-recording: major_outage\n",
        },
    ),
    warning(
        "INC022",
        "Update after the end of the record",
        "An update says that there is trouble after the incident was withdrawn as a whole or "
        "merged into another.",
        "Such a record holds no state any more, so visitors do not see the trouble.",
        _with("  - at: 14:40\n    retracts: incident\n  - at: 14:52\n    status: identified\n"),
        _with("  - at: 14:40\n    retracts: incident\n"),
    ),
    warning(
        "INC023",
        "Part is retired",
        "An update names a part that was no longer offered on that day.",
        "The home page does not list retired parts, so visitors may not find the trouble.",
        _retired("2024-12-01"),
        _retired("2025-03-01"),
    ),
    warning(
        "INC024",
        "Title is withdrawn",
        "The only title stands in an update that has been withdrawn.",
        "Withdrawn words are shown nowhere, so the record is left without a name.",
        in_public(
            "updates:\n"
            "  - at: 14:36\n"
            f"    {_TITLE}"
            "    status: investigating\n"
            "  - at: 14:40\n"
            "    retracts: 20250115T143600Z\n"
        ),
        in_public(
            "updates:\n"
            "  - at: 14:36\n"
            f"    {_TITLE}"
            "    status: investigating\n"
            "  - at: 14:40\n"
            "    retracts: 20250115T143600Z\n"
            "    title: Some students cannot save scores\n"
        ),
    ),
    error(
        "INC025",
        "Address leads elsewhere",
        "'former_addresses' or 'api_id' gives a record an address that leads to another record "
        "already; of several the smallest id keeps it.",
        "Whoever follows an old link to this record would read about another one.",
        {PUBLIC: _came_from("kctbh9vrtdwd"), _OTHER: _came_from("kctbh9vrtdwd")},
        {PUBLIC: _came_from("kctbh9vrtdwd"), _OTHER: _came_from("69sb0f8lydp4")},
    ),
)
"""In the order of their numbers."""
