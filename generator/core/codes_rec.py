"""Codes of one field's value (REC).

Reported by :mod:`generator.readers.decode` and its scalars, and by what joins a file's times;
source: design §3 "Reading" and "Times", requirements §2.3.
"""

from __future__ import annotations

from generator.core.codes_entry import (
    INTERNAL,
    NEW_REPOSITORY,
    POLICY,
    SITE,
    Code,
    Example,
    error,
    in_maintenance,
    in_public,
    in_site,
    in_update,
    warning,
)

_PLAIN = in_public("title: Students cannot save scores\nupdates:\n  - at: 14:36\n")


def _since(day: str) -> Example:
    """Return a site whose score recording is counted from *day* on."""
    name = "        name: Score recording\n"
    return {SITE: str(NEW_REPOSITORY[SITE]).replace(name, f"{name}        since: {day}\n")}


def _amending(target: str) -> Example:
    """Return an incident whose second update amends *target*."""
    return in_public(
        "title: Students cannot save scores\n"
        "updates:\n"
        "  - at: 14:36\n"
        "    text: Scores are not being saved since 13:22.\n"
        "  - at: 14:40\n"
        f"    amends: {target}\n"
        "    text: Scores are not being saved since 14:22.\n"
    )


CODES: tuple[Code, ...] = (
    error(
        "REC001",
        "Unknown field",
        "A field has a name that no field of this file has.",
        "Nothing reads it, so what it says reaches nobody. Mostly a letter is wrong or missing.",
        in_update("txt: Scores are not being saved."),
        in_update("text: Scores are not being saved."),
    ),
    error(
        "REC002",
        "Field missing",
        "A field that this file needs is not there.",
        "Without it the rest has no meaning: an update without its time stands nowhere.",
        in_public("title: Students cannot save scores\nupdates:\n  - status: investigating\n"),
        in_public(
            "title: Students cannot save scores\n"
            "updates:\n"
            "  - at: 14:36\n"
            "    status: investigating\n"
        ),
    ),
    error(
        "REC003",
        "Nothing written",
        "The name of a field is there, and nothing follows it.",
        "It cannot be told from a value that was lost, so it counts as unreadable.",
        in_update("text:"),
        in_update("text: Scores are not being saved."),
    ),
    error(
        "REC004",
        "List or map in the place of one value",
        "A list or a map stands where a single value belongs.",
        "Text in brackets is a list or a map to YAML.",
        in_update("text: [scores, games]"),
        in_update('text: "[scores, games]"'),
    ),
    error(
        "REC005",
        "No list",
        "Something else stands where a list belongs.",
        "The items cannot be told apart.",
        in_public("title: Students cannot save scores\nupdates: at 14:36\n"),
        _PLAIN,
    ),
    error(
        "REC006",
        "No fields",
        "Something else stands where 'name: value' lines belong.",
        "What was meant cannot be told; a part without a state counts as unreadable.",
        in_update("components: score-recording"),
        in_update("components:\n  score-recording: major_outage"),
    ),
    error(
        "REC007",
        "Not one of the words",
        "A field that takes one of a few words holds another.",
        "Only the known words mean something to pages, feeds and programs. An unreadable state "
        "of a part counts as the worst one, so that no mistake looks better than the truth.",
        in_update("components:\n  score-recording: down"),
        in_update("components:\n  score-recording: major_outage"),
    ),
    error(
        "REC008",
        "No time",
        "A field that takes a time holds something that cannot be read as one, or a time without "
        "a date where the date is needed, as in the window of planned work.",
        "Without its time an update cannot be put in order.",
        in_update("happened_at: 2:22pm"),
        in_update("happened_at: 14:22"),
    ),
    error(
        "REC009",
        "No length of time",
        "A field that takes a length of time holds something that cannot be read as one.",
        "Visitors wait for the next update; the page cannot say when it comes.",
        in_update("next_update: soon"),
        in_update("next_update: 30m"),
    ),
    error(
        "REC010",
        "No day",
        "A field that takes a day or a month holds something that cannot be read as one.",
        "A day written in another order means different days to different people.",
        _since("1.9.2024"),
        _since("2024-09-01"),
    ),
    error(
        "REC011",
        "Neither true nor false",
        "A field that takes true or false holds something else.",
        "Words such as no and off mean different things to different programs.",
        in_update("notify: no"),
        in_update("notify: false"),
    ),
    error(
        "REC012",
        "No whole number",
        "A field that takes a whole number holds something else, or one out of bounds.",
        "The number cannot be used.",
        in_site("feed_year: twenty-five"),
        in_site("feed_year: 2025"),
    ),
    error(
        "REC013",
        "No address",
        "A field that takes a web or e-mail address holds something else.",
        "People would follow a link that leads nowhere.",
        in_site("email_list: example.com/list"),
        in_site("email_list: https://example.com/list"),
    ),
    error(
        "REC014",
        "No id",
        "A field that takes an id or a handle holds something that cannot be one.",
        "Ids stand in addresses and in other files; spaces and other signs break both.",
        _amending("the update from 14:36"),
        _amending("20250115T143600Z"),
    ),
    error(
        "REC015",
        "Text too long",
        "A text is longer than its field may be. What does not fit is cut off.",
        "Visitors read the first sentences; a page has to stay small for slow lines.",
        in_public("title: " + "Students cannot save scores. " * 8 + "\n"),
        in_public("title: Students cannot save scores\n"),
    ),
    error(
        "REC016",
        "Too many or too few",
        "A list or a map has more or fewer entries than it may have.",
        "It is nearly always a paste that went wrong.",
        in_update("components:\n" + "\n".join(f"  part-{n}: operational" for n in range(201))),
        in_update("components:\n  score-recording: major_outage"),
    ),
    error(
        "REC017",
        "Text that would be lost as a comment",
        "A text without quotes holds a space and a #. To YAML the text ends there.",
        "Half the sentence would vanish, and nobody would notice.",
        in_update("text: Fixed for game #3 # and for the other 12 games"),
        in_update('text: "Fixed for game #3 # and for the other 12 games"'),
    ),
    warning(
        "REC018",
        "Second 60",
        "A time has the second 60, which is read as 59.",
        "Leap seconds exist, but no clock here counts them.",
        in_update("happened_at: 14:21:60"),
        in_update("happened_at: 14:21:59"),
    ),
    warning(
        "REC019",
        "Clock time skipped or repeated",
        "A time in a named zone falls on a change of the clocks: it was skipped, or it came twice.",
        "People who read it may come an hour early or late.",
        in_maintenance(
            "scheduled_for: 2025-03-09 02:30 America/New_York\n"
            "scheduled_until: 2025-03-09 05:00 America/New_York"
        ),
        in_maintenance(
            "scheduled_for: 2025-03-09 03:30 America/New_York\n"
            "scheduled_until: 2025-03-09 05:00 America/New_York"
        ),
    ),
    warning(
        "REC020",
        "Text looks garbled",
        "A text holds signs that appear when UTF-8 is read as another encoding.",
        "Visitors would read 'Ã©' where 'é' was meant.",
        in_update("text: The cafÃ© game does not save scores."),
        in_update("text: The café game does not save scores."),
    ),
    error(
        "REC021",
        "Unknown component",
        "A field names a component that site.yml does not have.",
        "The state would count for nothing visitors can see.",
        in_update("components:\n  score-saving: major_outage"),
        in_update("components:\n  score-recording: major_outage"),
    ),
    error(
        "REC022",
        "Unknown vendor",
        "A field names a vendor that site.yml does not have.",
        "Visitors only read names of companies that somebody has released for them.",
        in_public("title: Payments fail\nvendor: paypal\nupdates:\n  - at: 14:36\n"),
        in_public("title: Payments fail\nvendor: braintree\nupdates:\n  - at: 14:36\n"),
    ),
    error(
        "REC023",
        "Unknown time zone",
        "The zone of the site is no name of the IANA list of time zones.",
        "Without it no page can say a local time. Abbreviations such as EST leave out summer time.",
        {SITE: str(NEW_REPOSITORY[SITE]).replace("America/New_York", "Eastern")},
        NEW_REPOSITORY,
    ),
    warning(
        "REC024",
        "Date was worked out",
        "A time without a date was given the date nearest to the line before, and that is another "
        "day. In internal.yml this is said from six hours on.",
        "If the other day was not meant, everything after it is wrong by a day.",
        in_public(
            "title: Students cannot save scores\n"
            "updates:\n"
            "  - at: 23:50\n"
            "  - at: 08:20\n"
            "    status: resolved\n"
        ),
        in_public(
            "title: Students cannot save scores\n"
            "updates:\n"
            "  - at: 23:50\n"
            "  - at: 2025-01-16 08:20\n"
            "    status: resolved\n"
        ),
    ),
    error(
        "REC025",
        "No colour or no SVG file",
        "A field that takes a colour or the name of an SVG file holds something else.",
        "The page would show neither.",
        in_site("look:\n  accent: blue"),
        in_site('look:\n  accent: "#4a72d9"'),
    ),
    error(
        "REC026",
        "Several lines where one belongs",
        "A field of one line holds a line break. The lines are joined.",
        "Titles stand in lists, feeds and subjects of messages, where there is one line.",
        in_public("title: |\n  Students cannot save scores\n  and cannot finish games\n"),
        in_public("title: Students cannot save scores or finish games\n"),
    ),
    error(
        "REC027",
        "No share of a hundred",
        "A field that takes a share holds something else than a number from 0 to 100 with at most "
        "two decimals.",
        "Whether more than half of all people are affected decides whom to call.",
        {INTERNAL: "affected:\n  users:\n    percent: 49,9%\n"},
        {INTERNAL: "affected:\n  users:\n    percent: 49.9\n"},
    ),
    error(
        "REC028",
        "No target",
        "A field of the policy that takes a target holds something else.",
        "The clocks go by it; until it is repaired the value that ships with the program counts.",
        {**NEW_REPOSITORY, POLICY: "severities:\n  1:\n    acknowledge: soon\n"},
        {**NEW_REPOSITORY, POLICY: "severities:\n  1:\n    acknowledge: 4m\n"},
    ),
)
"""In the order of their numbers."""
