"""What hands type at three in the morning, and what they are told: the list.

Each case is a file as typed, and the whole text of every finding: place, severity, code, message
and fix. Long, because it is a list: one reads it from top to bottom, as a person would.

Source: requirements §2.3, reliability §1D.
"""

from __future__ import annotations

from pathlib import Path

from generator.core.codes_entry import MAINTENANCE, NEW_REPOSITORY, PUBLIC, SITE, Link
from generator.core.findings import Finding
from tests.records.repositories import (
    Files,
    read_internal,
    read_repository,
    write_repository,
)

FOLDER = PUBLIC.removesuffix("public.yml")


class Typed:
    """One input and what is said about it.

    Attributes:
        name: What somebody did, in a few words.
        files: The files as typed; ``internal.yml`` alone is read by its table of fields.
        said: Place, code and message, then the fix, for each finding in order.
    """

    def __init__(self, name: str, files: Files, *said: str) -> None:
        self.name = name
        self.files = files
        self.said = list(said)

    def find(self, root: Path) -> list[Finding]:
        """Return the findings, with the files written below *root*."""
        internal = self.files.get("internal.yml")
        if isinstance(internal, str):
            return read_internal(internal)
        return read_repository(write_repository(root, self.files))


def public(text: str) -> Files:
    return {PUBLIC: text}


def update(lines: str) -> Files:
    """Return a record whose update at 14:36 has *lines* too."""
    indented = "".join(f"    {line}\n" for line in lines.split("\n"))
    return {
        PUBLIC: f"title: Students cannot save scores\nupdates:\n  - at: 14:36\n{indented}",
    }


def update_at(time: str) -> Files:
    return {PUBLIC: f"updates:\n  - at: {time}\n"}


def maintenance(lines: str) -> Files:
    return {MAINTENANCE: f"title: New database\ncomponents: [score-recording]\n{lines}\n"}


def site(old: str, new: str) -> Files:
    """Return a site.yml in which *new* stands for *old*."""
    return {SITE: str(NEW_REPOSITORY[SITE]).replace(old, new)}


def file(path: str, content: str | bytes | Link) -> Files:
    """Return one file; its path from the incident's folder, or from the root."""
    return {path if path.startswith("incidents/") else f"{FOLDER}{path}": content}


def internal(text: str) -> Files:
    return {"internal.yml": text}


TIMES = [
    Typed(
        "a clock of twelve hours",
        update_at("2:36pm"),
        "public.yml:2:9: error[REC008]: '2:36pm' is no time",
        "write '14:36', and mind that times are UTC",
    ),
    Typed(
        "the same with a dot",
        update_at("14.36"),
        "public.yml:2:9: error[REC008]: '14.36' is no time",
        "write '14:36'",
    ),
    Typed(
        "the same with an h",
        update_at("14h36"),
        "public.yml:2:9: error[REC008]: '14h36' is no time",
        "write '14:36'",
    ),
    Typed(
        "a date turned round",
        update_at("15/01/2025 14:36"),
        "public.yml:2:9: error[REC008]: '15/01/2025 14:36' is no time",
        "write the date as year-month-day, such as '2025-01-15 14:23'",
    ),
    Typed(
        "a date and no clock",
        update_at("2025-01-15"),
        "public.yml:2:9: error[REC008]: '2025-01-15' is no time",
        "add the clock time, such as '2025-01-15 14:23'",
    ),
    Typed(
        "an hour that no day has",
        update_at("25:10"),
        "public.yml:2:9: error[REC008]: '25:10' is no time",
        "write it as '14:23', '2025-01-15 14:23' or '2025-01-15 09:23-05:00'",
    ),
    Typed(
        "a minute that no hour has",
        update_at("14:60"),
        "public.yml:2:9: error[REC008]: '14:60' is no time",
        "write it as '14:23', '2025-01-15 14:23' or '2025-01-15 09:23-05:00'",
    ),
    Typed(
        "a word",
        update_at("now"),
        "public.yml:2:9: error[REC008]: 'now' is no time",
        "write it as '14:23', '2025-01-15 14:23' or '2025-01-15 09:23-05:00'",
    ),
    Typed(
        "an abbreviation of a zone",
        update_at("14:36 EST"),
        "public.yml:2:9: error[REC008]: '14:36 EST' is no time",
        "write it as '14:23', '2025-01-15 14:23' or '2025-01-15 09:23-05:00'",
    ),
    Typed(
        "a leap second",
        update_at("14:36:60"),
        "public.yml:2:9: warning[REC018]: second 60 is read as 59",
        "write the second as 59",
    ),
    Typed(
        "30 February",
        update_at("2025-02-30 14:36"),
        "public.yml:2:9: error[REC008]: '2025-02-30 14:36' is no time",
        "write it as '14:23', '2025-01-15 14:23' or '2025-01-15 09:23-05:00'",
    ),
    Typed(
        "a date in words",
        update_at("Jan 15 14:36"),
        "public.yml:2:9: error[REC008]: 'Jan 15 14:36' is no time",
        "write it as '14:23', '2025-01-15 14:23' or '2025-01-15 09:23-05:00'",
    ),
    Typed(
        "about",
        update_at("~14:36"),
        "public.yml:2:9: error[REC008]: '~14:36' is no time",
        "write it as '14:23', '2025-01-15 14:23' or '2025-01-15 09:23-05:00'",
    ),
    Typed(
        "a colon of another script",
        update_at("14\uff1a36"),
        "public.yml:2:9: error[REC008]: '14\uff1a36' is no time",
        "write it as '14:23', '2025-01-15 14:23' or '2025-01-15 09:23-05:00'",
    ),
    Typed(
        "the next morning",
        public("updates:\n  - at: 23:50\n  - at: 08:20\n    status: resolved\n"),
        "public.yml:3:9: warning[REC024]: '08:20' is read as 2025-01-16 08:20Z, "
        "another day than the time before it",
        "write the date: '2025-01-16 08:20Z'",
    ),
    Typed(
        "no time at all",
        public("updates:\n  - status: investigating\n"),
        "public.yml:2:5: error[REC002]: the field 'at' is missing",
        "add 'at: …', such as 'at: 14:36'",
    ),
    Typed(
        "a day of the week",
        maintenance("scheduled_for: Saturday 22:00\nscheduled_until: 2025-02-02 02:00Z"),
        "public.yml:3:16: error[REC008]: 'Saturday 22:00' is no time",
        "write it as '2025-02-01 22:00 America/New_York' or '2025-02-02 03:00Z'",
    ),
    Typed(
        "planned work without a date",
        maintenance("scheduled_for: 22:00 America/New_York\nscheduled_until: 2025-02-02 02:00Z"),
        "public.yml:3:16: error[REC008]: '22:00 America/New_York' says no date",
        "write the date too, such as '2025-02-01 22:00 America/New_York'",
    ),
    Typed(
        "an hour that is skipped in spring",
        maintenance(
            "scheduled_for: 2025-03-09 02:30 America/New_York\nscheduled_until: 2025-03-09 09:00Z"
        ),
        "public.yml:3:16: warning[REC019]: the clocks skip '2025-03-09 02:30 "
        "America/New_York'; it is read as 2025-03-09 07:30Z",
        "write it in UTC: '2025-03-09 07:30Z'",
    ),
    Typed(
        "an hour that comes twice in autumn",
        maintenance(
            "scheduled_for: 2025-11-02 01:30 America/New_York\nscheduled_until: 2025-11-02 09:00Z"
        ),
        "public.yml:3:16: warning[REC019]: '2025-11-02 01:30 America/New_York' comes "
        "twice that night; it is read as the first, 2025-11-02 05:30Z",
        "write it in UTC: '2025-11-02 05:30Z'",
    ),
    Typed(
        "half an hour in words",
        update("next_update: in 30 minutes"),
        "public.yml:4:18: error[REC009]: 'in 30 minutes' is neither a time nor a length of time",
        "write '30m'",
    ),
    Typed(
        "half an hour, shortened",
        update("next_update: 30 min"),
        "public.yml:4:18: error[REC009]: '30 min' is neither a time nor a length of time",
        "write '30m'",
    ),
    Typed(
        "a bare number",
        update("next_update: 30"),
        "public.yml:4:18: error[REC009]: '30' is neither a time nor a length of time",
        "write '30m'",
    ),
    Typed(
        "a promise without a time",
        update("next_update: soon"),
        "public.yml:4:18: error[REC009]: 'soon' is neither a time nor a length of time",
        "write '30m', a time such as '15:06', or 'none'",
    ),
    Typed(
        "a promise left out",
        update("next_update:"),
        "public.yml:4:5: error[REC003]: nothing is written after 'next_update:'",
        "write a value, such as 'next_update: 30m', or delete the line",
    ),
]
WORDS = [
    Typed(
        "a plain word for resolved",
        update("status: fixed"),
        "public.yml:4:13: error[REC007]: 'fixed' is not an incident status",
        "write 'resolved'",
    ),
    Typed(
        "a capital",
        update("status: Resolved"),
        "public.yml:4:13: error[REC007]: 'Resolved' is not an incident status",
        "write 'resolved'",
    ),
    Typed(
        "two letters swapped",
        update("status: resovled"),
        "public.yml:4:13: error[REC007]: 'resovled' is not an incident status",
        "write 'resolved'",
    ),
    Typed(
        "a word of maintenance",
        update("status: in_progress"),
        "public.yml:4:13: error[REC007]: 'in_progress' is not an incident status",
        "write one of investigating, identified, monitoring, resolved",
    ),
    Typed(
        "a whole phrase",
        update("status: back to normal"),
        "public.yml:4:13: error[REC007]: 'back to normal' is not an incident status",
        "write one of investigating, identified, monitoring, resolved",
    ),
    Typed(
        "a plain word for a state",
        update("components:\n  score-recording: down"),
        "public.yml:5:24: error[REC007]: 'down' is not a component state",
        "write 'major_outage'",
    ),
    Typed(
        "a state with a space",
        update("components:\n  score-recording: Major Outage"),
        "public.yml:5:24: error[REC007]: 'Major Outage' is not a component state",
        "write 'major_outage'",
    ),
    Typed(
        "a state left out",
        update("components:\n  score-recording:"),
        "public.yml:5:7: error[REC003]: nothing is written after 'score-recording:'",
        "write a value, or delete the line",
    ),
    Typed(
        "a component by its name",
        update("components:\n  Score recording: major_outage"),
        "public.yml:5:7: error[REC021]: 'Score recording' is no component of site.yml",
        "write 'score-recording'",
    ),
    Typed(
        "a component with an underscore",
        update("components:\n  score_recording: major_outage"),
        "public.yml:5:7: error[REC021]: 'score_recording' is no component of site.yml",
        "write 'score-recording'",
    ),
    Typed(
        "the beginning of a component",
        update("components:\n  scores: major_outage"),
        "public.yml:5:7: error[REC021]: 'scores' is no component of site.yml",
        "write 'score-recording'",
    ),
    Typed(
        "a component that is none",
        update("components:\n  checkout: major_outage"),
        "public.yml:5:7: error[REC021]: 'checkout' is no component of site.yml",
        "write the id of a component, or add it to groups in site_src/public/site.yml",
    ),
    Typed(
        "a component without a state",
        update("components: score-recording"),
        "public.yml:4:17: error[REC006]: 'score-recording' stands where 'name: value' lines belong",
        "write one 'name: value' on each line, indented",
    ),
    Typed(
        "a list of components",
        update("components:\n  - score-recording: major_outage"),
        "public.yml:5:7: error[REC006]: a list stands where 'name: value' lines belong",
        "write one 'name: value' on each line, indented",
    ),
    Typed(
        "a plain word for an impact",
        update("impact: high"),
        "public.yml:4:13: error[REC007]: 'high' is not an impact",
        "write 'major'",
    ),
    Typed(
        "a plain word for everybody",
        update("banner: everyone"),
        "public.yml:4:13: error[REC007]: 'everyone' is not a banner scope",
        "write 'all'",
    ),
    Typed(
        "no",
        update("notify: no"),
        "public.yml:4:13: error[REC011]: 'no' is neither true nor false",
        "write 'false'",
    ),
    Typed(
        "a capital truth",
        update("notify: False"),
        "public.yml:4:13: error[REC011]: 'False' is neither true nor false",
        "write 'false'",
    ),
    Typed(
        "neither yes nor no",
        update("notify: later"),
        "public.yml:4:13: error[REC011]: 'later' is neither true nor false",
        "write 'true' or 'false'",
    ),
]
FIELDS = [
    Typed(
        "a capital field",
        public("Title: Scores are not saved\n"),
        "public.yml:1:1: error[REC001]: unknown field 'Title'",
        "write 'title'",
    ),
    Typed(
        "letters swapped",
        public("titel: Scores are not saved\n"),
        "public.yml:1:1: error[REC001]: unknown field 'titel'",
        "write 'title'",
    ),
    Typed(
        "the singular",
        public("update:\n  - at: 14:36\n"),
        "public.yml:1:1: error[REC001]: unknown field 'update'",
        "write 'updates'",
    ),
    Typed(
        "a field of another tool",
        public("updates:\n  - at: 14:36\n    message: Scores are not saved.\n"),
        "public.yml:3:5: error[REC001]: unknown field 'message'",
        "delete it, or use one of at, id, status, title, text, advice, components, happened_at …",
    ),
    Typed(
        "all capitals",
        update("STATUS: investigating"),
        "public.yml:4:5: error[REC001]: unknown field 'STATUS'",
        "write 'status'",
    ),
    Typed(
        "quotes of an office program",
        update("“text”: Scores are not saved."),
        "public.yml:4:5: error[REC001]: unknown field '“text”'",
        "write 'text'",
    ),
    Typed(
        "a title left out",
        public("title:\n"),
        "public.yml:1:1: error[REC003]: nothing is written after 'title:'",
        "write a value, such as 'title: Students cannot save scores', or delete the line",
    ),
    Typed(
        "an empty title",
        public("title: ''\n"),
        "public.yml:1:8: error[REC003]: nothing is written after 'title:'",
        "write a value, such as 'title: Students cannot save scores', or delete the line",
    ),
    Typed(
        "a dash and nothing",
        public("updates:\n  - at: 14:36\n  -\n"),
        "public.yml:3:4: error[REC003]: an item with nothing in it",
        "fill it or delete it",
    ),
    Typed(
        "none in the place of a list",
        public("updates: none yet\n"),
        "public.yml:1:10: error[REC005]: 'none yet' stands where a list belongs",
        "begin a new line with '- ' for each item, or write [one, another]",
    ),
    Typed(
        "an update without its dash",
        public("updates:\n  at: 14:36\n  status: investigating\n"),
        "public.yml:2:3: error[REC005]: a map of fields stands where a list belongs",
        "begin a new line with '- ' for each item, or write [one, another]",
    ),
    Typed(
        "a log line in the place of an update",
        public("updates:\n  - 14:36 investigating\n"),
        "public.yml:2:5: error[REC006]: '14:36 investigating' stands where fields belong",
        "write fields, such as 'at: …'",
    ),
    Typed(
        "a list in the place of a record",
        public("- title: Scores are not saved\n"),
        "public.yml:1:1: error[REC006]: a list stands where fields belong",
        "write fields, such as 'title: …'",
    ),
    Typed(
        "only a sentence",
        public("Students cannot save scores\n"),
        "public.yml:1:1: error[REC006]: 'Students cannot save scores' stands where fields belong",
        "write fields, such as 'title: …'",
    ),
    Typed(
        "no space after the only colon",
        public("title:Scores are not saved\n"),
        "public.yml:1:1: error[REC006]: 'title:Scores are not saved' stands where fields belong",
        "write fields, such as 'title: …'",
    ),
    Typed(
        "a list in the place of a text",
        update("text:\n  - one\n  - two"),
        "public.yml:5:7: error[REC004]: a list stands where one value belongs",
        "write the value on the same line; put text with brackets in quotes",
    ),
    Typed(
        "braces in the place of a text",
        update("text: {q: Why?, a: unknown}"),
        "public.yml:4:11: error[REC004]: a map of fields stands where one value belongs",
        "write the value on the same line; put text with brackets in quotes",
    ),
    Typed(
        "a title of two lines",
        public("title: |\n  Scores are not saved\n  and games do not end\n"),
        "public.yml:1:8: error[REC026]: several lines of text where one belongs",
        "write it on one line",
    ),
    Typed(
        "a title as long as a text",
        public(f"title: {'Scores are not saved. ' * 10}\n"),
        "public.yml:1:8: error[REC015]: 219 characters, more than 200",
        "shorten it; what does not fit is cut off",
    ),
    Typed(
        "a window until",
        update(
            "impact_windows:\n"
            "  - component: score-recording\n"
            "    state: major_outage\n"
            "    from: 14:22\n"
            "    until: 14:50"
        ),
        "public.yml:5:9: error[REC002]: the field 'to' is missing",
        "add 'to: …', such as 'to: 14:50'",
        "public.yml:8:9: error[REC001]: unknown field 'until'",
        "delete it, or use one of component, state, from, to",
    ),
    Typed(
        "a vendor by its name",
        public("title: Payments fail\nvendor: Braintree\n"),
        "public.yml:2:9: error[REC022]: 'Braintree' is no vendor of site.yml",
        "write 'braintree'",
    ),
    Typed(
        "a link without https",
        public("title: Payments fail\nvendor: braintree\nvendor_url: status.braintree.com\n"),
        "public.yml:3:13: error[REC013]: 'status.braintree.com' is no web address",
        "write 'https://status.braintree.com'",
    ),
    Typed(
        "an update by its time",
        update("amends: 14:36"),
        "public.yml:4:13: error[REC014]: '14:36' is no id of an update",
        "write its id, such as '20250115T143600Z'",
    ),
    Typed(
        "an update by its file",
        update("amends: updates/20250115T143600Z-k7q2m9x4.yml"),
        "public.yml:4:13: error[REC014]: 'updates/20250115T143600Z-k7q2m9x4.yml' is no "
        "id of an update",
        "write its id, such as '20250115T143600Z'",
    ),
    Typed(
        "a record with a short number",
        update("merged_into: INC-2025-01-15-2"),
        "public.yml:4:18: error[REC014]: 'INC-2025-01-15-2' is no id of a record",
        "write the folder's name, such as 'INC-2025-01-15-001'",
    ),
    Typed(
        "two updates in one minute",
        public("updates:\n  - at: 14:36\n  - at: 14:36\n    status: resolved\n"),
        "public.yml:3:9: warning[INC002]: a second update at 2025-01-15 14:36Z",
        "add 'id: …' to the later one, so that its address never changes",
    ),
    Typed(
        "one id for two updates",
        public("updates:\n  - at: 14:36\n    id: first\n  - at: 14:40\n    id: first\n"),
        "public.yml:5:9: error[INC003]: two updates have the id 'first'",
        "give each an id of its own; published ids stay as they are",
    ),
]
SYNTAX = [
    Typed(
        "a second colon",
        update("text: Fix: rollback"),
        "public.yml:4:14: error[YML013]: a second colon in the line of 'text'",
        'put the text in quotes: text: "Fix: rollback"',
    ),
    Typed(
        "a colon at the end",
        update("text: We know this:"),
        "public.yml:4:23: error[YML013]: a second colon in the line of 'text'",
        'put the text in quotes: text: "We know this:"',
    ),
    Typed(
        "a number sign within",
        update("text: fixed # 12 hosts restarted"),
        "public.yml:4:11: error[REC017]: the text ends before '#', and '# 12 hosts "
        "restarted' would be lost as a comment",
        "put the whole text in quotes, or in a block after '|'",
    ),
    Typed(
        "a number sign in front",
        update("text: #1 priority"),
        "public.yml:4:5: error[REC003]: nothing is written after 'text:', because '#1 "
        "priority' is a comment",
        'put it in quotes: text: "#1 priority"',
    ),
    Typed(
        "a handle in front",
        update("text: @bob is on it"),
        "public.yml:4:11: error[YML012]: a text may not begin with '@'",
        'put it in quotes: "@bob is on it"',
    ),
    Typed(
        "stars",
        update("text: *** all clear ***"),
        "public.yml:4:11: error[YML018]: a text that begins with '*' means something else to YAML",
        'put it in quotes: "*** all clear ***"',
    ),
    Typed(
        "an ampersand",
        update("text: &c"),
        "public.yml:4:5: error[YML020]: '&c' is a YAML anchor and would vanish from the text",
        "put the text in quotes if it begins with '&c'; else delete that",
    ),
    Typed(
        "an exclamation",
        update("text: !important read this"),
        "public.yml:4:11: error[YML022]: '!important' is a YAML tag and would vanish from the text",
        "put the text in quotes if it begins with '!'; else delete the tag",
    ),
    Typed(
        "a backtick",
        update("text: `rollback` done"),
        "public.yml:4:11: error[YML012]: a text may not begin with '`'",
        'put it in quotes: "`rollback` done"',
    ),
    Typed(
        "a per cent sign",
        update("text: %50 of users"),
        "public.yml:4:11: error[YML012]: a text may not begin with '%'",
        'put it in quotes: "%50 of users"',
    ),
    Typed(
        "a comma in front",
        update("text: , and games"),
        "public.yml:4:11: error[YML012]: a text may not begin with ','",
        'put it in quotes: ", and games"',
    ),
    Typed(
        "a dash in front",
        update("text: - scores are not saved"),
        "public.yml:4:11: error[YML016]: a list may not begin in the line of its field",
        "begin the list on the next line, each item after '- '; put text in quotes",
    ),
    Typed(
        "quotes within quotes",
        update('text: "He said "stop" and left"'),
        'public.yml:4:21: error[YML017]: text goes on after the closing quote "',
        "write 'He said \"stop\" and left'",
    ),
    Typed(
        "an apostrophe within quotes",
        update("text: 'don't panic'"),
        "public.yml:4:16: error[YML017]: text goes on after the closing quote '",
        'write "don\'t panic"',
    ),
    Typed(
        "a quote never closed",
        update('text: "Scores are not saved'),
        'public.yml:4:11: error[YML014]: the quote " opened here is never closed',
        "add \" at the end of the text, or write the text in a block after '|'",
    ),
    Typed(
        "a remark in brackets",
        update("text: [update] fixed"),
        "public.yml:4:20: error[YML015]: text goes on after the closing bracket of "
        "'[update] fixed'",
        'put the text in quotes: text: "[update] fixed"',
    ),
    Typed(
        "a remark in braces",
        update("text: {note} fixed"),
        "public.yml:4:18: error[YML015]: text goes on after the closing bracket of '{note} fixed'",
        'put the text in quotes: text: "{note} fixed"',
    ),
    Typed(
        "a brace never closed",
        update("components: {score-recording: major_outage"),
        "public.yml:4:17: error[YML015]: the bracket { opened here is never closed properly",
        "add }, with a comma between items; put text with brackets in quotes",
    ),
    Typed(
        "text beside the bar",
        update("text: | Scores are not saved"),
        "public.yml:4:11: error[YML031]: text stands on the same line as the '|' that "
        "opens a block",
        'begin the text on the next line, indented, or put it in quotes: "| Scores are not saved"',
    ),
    Typed(
        "text below the bar, not indented",
        public("updates:\n  - at: 14:36\n    text: |\n    Scores are not saved.\n"),
        "public.yml:4:5: error[YML016]: this line stands below the '|' of line 3 and is not "
        "indented",
        "indent the text by 6",
    ),
    Typed(
        "a block that is cut short",
        public(
            "updates:\n"
            "  - at: 14:36\n"
            "    text: |\n"
            "      Scores are not saved.\n"
            "   We are looking.\n"
        ),
        "public.yml:5:4: error[YML016]: this line stands where the list of line 2 expects '- '",
        "give lines that belong together the same number of spaces in front",
    ),
    Typed(
        "text that goes on below",
        public("updates:\n  - at: 14:36\n    text: Scores are not saved.\n    We are looking\n"),
        "public.yml:4:5: error[YML019]: no colon in 'We are looking'",
        "write 'name: value'; text of several lines goes in a block after '|', indented",
    ),
    Typed(
        "a path of Windows",
        update('text: "C:\\Scores"'),
        "public.yml:4:14: error[YML033]: '\\S' is no escape that YAML knows",
        "write \\\\ for a backslash, or use single quotes",
    ),
    Typed(
        "another path of Windows",
        update('text: "C:\\users"'),
        "public.yml:4:14: error[YML033]: '\\u' is no escape that YAML knows",
        "write \\\\ for a backslash, or use single quotes",
    ),
    Typed(
        "half a character",
        update('text: "Sorry \\ud83d"'),
        "public.yml:4:20: error[YML029]: this escape stands for half a character or for none",
        "write the character itself",
    ),
    Typed(
        "a tab in front",
        public("title: Scores\nupdates:\n\t- at: 14:36\n"),
        "public.yml:3:1: error[YML010]: a tab stands before the text of this line",
        "indent with spaces, as many as the lines around it have",
    ),
    Typed(
        "a tab among spaces",
        public("updates:\n  - at: 14:36\n  \tstatus: investigating\n"),
        "public.yml:3:3: error[YML010]: a tab stands before the text of this line",
        "indent with spaces, as many as the lines around it have",
    ),
    Typed(
        "no space after a colon",
        public("title: Scores are not saved\nimpact:major\n"),
        "public.yml:2:1: error[YML019]: no space after the colon in 'impact:major'",
        "write 'impact: major'",
    ),
    Typed(
        "no colon",
        public("title Scores are not saved\nupdates:\n  - at: 14:36\n"),
        "public.yml:1:1: error[YML019]: no colon in 'title Scores are not saved'",
        "write 'title: Scores are not saved'; text of several lines goes in a block "
        "after '|', indented",
    ),
    Typed(
        "one space too few",
        public("updates:\n  - at: 14:36\n   status: investigating\n"),
        "public.yml:3:4: error[YML016]: this line stands where the list of line 2 expects '- '",
        "give lines that belong together the same number of spaces in front",
    ),
    Typed(
        "two spaces too many",
        public("updates:\n  - at: 14:36\n      status: investigating\n"),
        "public.yml:3:7: error[YML016]: this line is indented by 6, deeper than the "
        "field in line 2 allows",
        "indent it by 4, as 'at' is",
    ),
    Typed(
        "a dash too many",
        public("updates:\n  - at: 14:36\n    - status: investigating\n"),
        "public.yml:3:5: error[YML016]: a list item stands among the fields that begin in line 2",
        "give lines that belong together the same number of spaces in front",
    ),
    Typed(
        "the same field twice",
        public("updates:\n  - at: 14:36\n    status: investigating\n    status: identified\n"),
        "public.yml:4:5: error[YML024]: 'status' stands twice in the same place, first in line 3",
        "keep one of the two",
    ),
    Typed(
        "a merge left over",
        public("<<<<<<< HEAD\ntitle: Scores\n=======\ntitle: Scores again\n>>>>>>> wording\n"),
        "public.yml:1:1: error[YML011]: '<<<<<<< HEAD' is left over from a merge in git",
        "keep the lines that are right and delete the three marker lines",
    ),
    Typed(
        "a merge key",
        public("updates:\n  - at: 14:36\n    <<: defaults\n"),
        "public.yml:3:5: error[YML023]: '<<' is a YAML merge key",
        "write the fields out",
    ),
    Typed(
        "two documents",
        public("title: Scores are not saved\n---\ntitle: Games do not end\n"),
        "public.yml:2:1: error[YML025]: a second document begins here",
        "keep one document per file: delete the line '---', or move the rest to a file",
    ),
    Typed(
        "a directive",
        public("%YAML 1.2\n---\ntitle: Scores are not saved\n"),
        "public.yml:1:1: error[YML030]: a directive line beginning with '%'",
        "delete the line; files here need no directives",
    ),
    Typed(
        "nothing but a comment",
        public("# nothing yet\n"),
        "public.yml:1:1: error[YML028]: the file holds only comments",
        "write its fields, or delete the file",
    ),
    Typed(
        "nothing",
        public(""),
        "public.yml:1:1: error[YML028]: the file is empty",
        "write its fields, or delete the file",
    ),
    Typed(
        "spaces of a web page",
        public("updates:\n  - at: 14:36\n  \u00a0 status: investigating\n"),
        "public.yml:3:3: error[YML032]: invisible character U+00A0 stands where a space belongs",
        "delete what stands before the first letter and type spaces",
    ),
    Typed(
        "only spaces of a web page",
        public("updates:\n  - at: 14:36\n\u00a0\u00a0\u00a0 status: investigating\n"),
        "public.yml:3:1: error[YML032]: invisible character U+00A0 stands where a space belongs",
        "delete what stands before the first letter and type spaces",
    ),
    Typed(
        "several lines with spaces of a web page, until nothing fits",
        public("updates:\n\u00a0\u00a0status: identified\n\u00a0\u00a0text: |\n    x\n - y: z\n"),
        "public.yml:2:1: error[YML032]: invisible character U+00A0 stands where a space belongs",
        "delete what stands before the first letter and type spaces",
    ),
    Typed(
        "a pasted log without end",
        public("title: x\n" + "# 14:23 the same line again\n" * 12_000),
        "public.yml:1:1: error[YML001]: the file has more than 262,144 bytes",
        "shorten it; long logs belong into several records or behind a link",
    ),
    Typed(
        "a pasted colour",
        update("text: \x1b[31mred\x1b[0m"),
        "public.yml:4:11: error[YML003]: control character U+001B (ESC, the start of a "
        "colour code) in the file",
        "delete it",
    ),
    Typed(
        "text that runs backwards",
        update("text: saved\u202edevas"),
        "public.yml:4:16: error[YML004]: invisible character U+202E in the file turns "
        "the direction of writing",
        "delete it; it can make text read otherwise than it is",
    ),
    Typed(
        "an accent gone wrong",
        update("text: The cafÃ© does not open"),
        "public.yml:4:11: warning[REC020]: 'The cafÃ© does not ' looks garbled: UTF-8 "
        "was read as another encoding",
        "write the text again; paste it from where it is still right",
    ),
    Typed(
        "a file of an old editor",
        file("public.yml", b"title: The caf\xe9 is closed\n"),
        "public.yml:1:15: error[YML002]: byte 0xE9 is no UTF-8",
        "save the file as UTF-8; it looks like Windows-1252 or Latin-1",
    ),
    Typed(
        "a file of a spreadsheet",
        file(
            "public.yml",
            b"\xff\xfet\x00i\x00t\x00l\x00e\x00:\x00 \x00S\x00c\x00o\x00r\x00e\x00s\x00\n\x00",
        ),
        "public.yml:1:1: error[YML002]: the file is in UTF-16, not UTF-8",
        "save it as UTF-8",
    ),
]
FOLDERS = [
    Typed(
        "a capital file",
        file("Public.yml", "title: Students cannot save scores\nupdates:\n  - at: 14:36\n"),
        "Public.yml:1:1: error[FIL002]: 'Public.yml' is not read; files for visitors "
        "are public.yml, updates/*.yml, postmortem.1.yml and actions.yml",
        "rename it, or delete it if it is not meant for visitors",
    ),
    Typed(
        "the long ending",
        file("public.yaml", "title: Students cannot save scores\nupdates:\n  - at: 14:36\n"),
        "public.yaml:1:1: error[FIL002]: 'public.yaml' is not read; files for visitors "
        "are public.yml, updates/*.yml, postmortem.1.yml and actions.yml",
        "rename it, or delete it if it is not meant for visitors",
    ),
    Typed(
        "the ending Windows hides",
        file("public.yml.txt", "title: Students cannot save scores\nupdates:\n  - at: 14:36\n"),
        "public.yml.txt:1:1: error[FIL002]: 'public.yml.txt' is not read; files for "
        "visitors are public.yml, updates/*.yml, postmortem.1.yml and actions.yml",
        "rename it, or delete it if it is not meant for visitors",
    ),
    Typed(
        "an update with a name of its own",
        file("updates/first.yml", "status: resolved\n"),
        "updates/first.yml:1:1: error[FIL008]: 'first.yml' is no name of an update, so "
        "visitors do not see it",
        "name it by its UTC time, such as 20250115T143600Z-k7q2m9x4.yml",
    ),
    Typed(
        "an update by date and clock",
        file("updates/2025-01-15-1436.yml", "status: resolved\n"),
        "updates/2025-01-15-1436.yml:1:1: error[FIL008]: '2025-01-15-1436.yml' is no "
        "name of an update, so visitors do not see it",
        "name it by its UTC time, such as 20250115T143600Z-k7q2m9x4.yml",
    ),
    Typed(
        "an update with the long ending",
        file("updates/20250115T143600Z-k7q2m9x4.yaml", "status: resolved\n"),
        "updates/20250115T143600Z-k7q2m9x4.yaml:1:1: error[FIL002]: "
        "'updates/20250115T143600Z-k7q2m9x4.yaml' is not read; files for visitors are "
        "public.yml, updates/*.yml, postmortem.1.yml and actions.yml",
        "rename it, or delete it if it is not meant for visitors",
    ),
    Typed(
        "updates without the s",
        file("update/20250115T143600Z-k7q2m9x4.yml", "status: resolved\n"),
        "update:1:1: error[FIL002]: 'update' is not read; files for visitors are "
        "public.yml, updates/*.yml, postmortem.1.yml and actions.yml",
        "rename it, or delete it if it is not meant for visitors",
    ),
    Typed(
        "a post-mortem without its number",
        file("postmortem.yml", "title: Scores\n"),
        "postmortem.yml:1:1: error[FIL002]: 'postmortem.yml' is not read; files for "
        "visitors are public.yml, updates/*.yml, postmortem.1.yml and actions.yml",
        "rename it, or delete it if it is not meant for visitors",
    ),
    Typed(
        "a post-mortem with a hyphen",
        file("post-mortem.1.yml", "title: Scores\n"),
        "post-mortem.1.yml:1:1: error[FIL002]: 'post-mortem.1.yml' is not read; files "
        "for visitors are public.yml, updates/*.yml, postmortem.1.yml and actions.yml",
        "rename it, or delete it if it is not meant for visitors",
    ),
    Typed(
        "a number with a zero",
        file("postmortem.01.yml", "title: Scores\n"),
        "postmortem.01.yml:1:1: error[FIL002]: 'postmortem.01.yml' is not read; files "
        "for visitors are public.yml, updates/*.yml, postmortem.1.yml and actions.yml",
        "rename it, or delete it if it is not meant for visitors",
    ),
    Typed(
        "a link to the internal file",
        file("public.yml", Link(target="internal.yml")),
        "public.yml:1:1: error[FIL006]: a symbolic link or folder stands where a file "
        "belongs, and is not followed",
        "put the file itself here",
    ),
    Typed(
        "an id without its zeros",
        file(
            "incidents/2025/INC-2025-1-15-1/public.yml",
            "title: Students cannot save scores\nupdates:\n  - at: 14:36\n",
        ),
        "incidents/2025/INC-2025-1-15-1:1:1: error[FIL001]: the folder's name "
        "'INC-2025-1-15-1' is no id",
        "name it INC-YYYY-MM-DD-NNN or MNT-YYYY-MM-DD-NNN, such as INC-2025-01-15-001",
    ),
    Typed(
        "an id in small letters",
        file(
            "incidents/2025/inc-2025-01-15-001/public.yml",
            "title: Students cannot save scores\nupdates:\n  - at: 14:36\n",
        ),
        "incidents/2025/inc-2025-01-15-001:1:1: error[FIL001]: the folder's name "
        "'inc-2025-01-15-001' is no id",
        "name it INC-YYYY-MM-DD-NNN or MNT-YYYY-MM-DD-NNN, such as INC-2025-01-15-001",
    ),
    Typed(
        "an id of 30 February",
        file(
            "incidents/2025/INC-2025-02-30-001/public.yml",
            "title: Students cannot save scores\nupdates:\n  - at: 14:36\n",
        ),
        "incidents/2025/INC-2025-02-30-001:1:1: error[FIL001]: the folder's name "
        "'INC-2025-02-30-001' is no id",
        "name it INC-YYYY-MM-DD-NNN or MNT-YYYY-MM-DD-NNN, such as INC-2025-01-15-001",
    ),
    Typed(
        "a record without its year",
        file(
            "incidents/INC-2025-01-15-001/public.yml",
            "title: Students cannot save scores\nupdates:\n  - at: 14:36\n",
        ),
        "incidents/INC-2025-01-15-001/public.yml:1:1: error[FIL001]: 'public.yml' lies "
        "beside the records, so nothing reads it",
        "move it to incidents/<year>/<id>/public.yml",
    ),
    Typed(
        "a record in another year",
        file(
            "incidents/2024/INC-2025-01-15-001/public.yml",
            "title: Students cannot save scores\nupdates:\n  - at: 14:36\n",
        ),
        "incidents/2024/INC-2025-01-15-001:1:1: error[FIL004]: INC-2025-01-15-001 lies "
        "in the folder of '2024'",
        "move it to incidents/2025/INC-2025-01-15-001",
    ),
    Typed(
        "a record without a folder",
        file(
            "incidents/2025/outage.yml",
            "title: Students cannot save scores\nupdates:\n  - at: 14:36\n",
        ),
        "incidents/2025/outage.yml:1:1: error[FIL001]: 'outage.yml' lies beside the "
        "records, so nothing reads it",
        "move it to incidents/<year>/<id>/public.yml",
    ),
    Typed(
        "a time that is not the name's",
        file("updates/20250115T143600Z-k7q2m9x4.yml", "at: 14:37\nstatus: resolved\n"),
        "updates/20250115T143600Z-k7q2m9x4.yml:1:5: warning[INC001]: 'at' says "
        "2025-01-15 14:37Z, the file's name 2025-01-15 14:36Z",
        "delete the line: the name counts; 'happened_at' says that it was earlier",
    ),
    Typed(
        "a dash in an update's file",
        file("updates/20250115T143600Z-k7q2m9x4.yml", "- status: resolved\n"),
        "updates/20250115T143600Z-k7q2m9x4.yml:1:1: error[REC006]: a list stands where "
        "fields belong",
        "write fields, such as 'at: …'",
    ),
    Typed(
        "a whole record in an update's file",
        file("updates/20250115T143600Z-k7q2m9x4.yml", "updates:\n  - at: 14:36\n"),
        "updates/20250115T143600Z-k7q2m9x4.yml:1:1: error[REC001]: unknown field 'updates'",
        "delete it, or use one of at, status, title, text, advice, components, "
        "happened_at, next_update …",
    ),
    Typed(
        "a day with dots",
        file("actions.yml", "pool-dashboard:\n  done: 21.1.2025\n"),
        "actions.yml:2:9: error[REC010]: '21.1.2025' is no day",
        "write year, month and day, such as '2025-01-21'",
    ),
    Typed(
        "done without a day",
        file("actions.yml", "pool-dashboard: done\n"),
        "actions.yml:1:17: error[REC006]: 'done' stands where fields belong",
        "write fields, such as 'done: …'",
    ),
    Typed(
        "a change by its title",
        file("actions.yml", "Pool dashboard:\n  done: 2025-01-21\n"),
        "actions.yml:1:1: error[REC014]: 'Pool dashboard' is no id: an id has small "
        "letters, digits and hyphens",
        "write 'pool-dashboard'",
    ),
    Typed(
        "an edition without its day",
        file("postmortem.1.yml", "published_at: 14:00\ntitle: Scores\nsummary: We are sorry.\n"),
        "postmortem.1.yml:1:15: error[REC008]: '14:00' says no date",
        "write the date too, such as '2025-01-17 14:00'",
    ),
]
SITE_FILE = [
    Typed(
        "a slash at the end",
        site("https://status.example.com", "https://status.example.com/"),
        "site.yml:3:6: error[SIT006]: 'https://status.example.com/' ends in more than "
        "the site's address",
        "write 'https://status.example.com'",
    ),
    Typed(
        "an address without https",
        site("https://status.example.com", "status.example.com"),
        "site.yml:3:6: error[REC013]: 'status.example.com' is no web address",
        "write 'https://status.example.com'",
    ),
    Typed(
        "a zone by its habit",
        site("America/New_York", "Eastern"),
        "site.yml:4:7: error[REC023]: 'Eastern' is no time zone",
        "write a name of the IANA list, such as 'America/New_York' or 'UTC'",
    ),
    Typed(
        "a colour without quotes",
        site("groups:\n", "look:\n  accent: #4a72d9\ngroups:\n"),
        "site.yml:10:3: error[REC003]: nothing is written after 'accent:', because "
        "'#4a72d9' is a comment",
        'put it in quotes: accent: "#4a72d9"',
    ),
    Typed(
        "a colour by its name",
        site("groups:\n", "look:\n  accent: blue\ngroups:\n"),
        "site.yml:10:11: error[REC025]: 'blue' is no colour",
        "write '#' and six hexadecimal digits in quotes, such as \"#4a72d9\"",
    ),
    Typed(
        "an address with a name",
        site("groups:\n", "support:\n  email: Help Desk <help@example.com>\ngroups:\n"),
        "site.yml:10:10: error[REC013]: 'Help Desk <help@example.com>' is no e-mail address",
        "write one address, such as help@example.com",
    ),
    Typed(
        "an address without mailto",
        site("groups:\n", "security:\n  contact: security@example.com\ngroups:\n"),
        "site.yml:10:12: error[REC013]: 'security@example.com' is an address without 'mailto:'",
        "write 'mailto:security@example.com'",
    ),
    Typed(
        "a component twice",
        site("id: music-games", "id: score-recording"),
        "site.yml:15:13: error[SIT003]: the component score-recording stands twice",
        "give each an id of its own; ids of parts that were public once stay as they are",
    ),
    Typed(
        "an id with a space",
        site("id: music-games", "id: Music games"),
        "site.yml:15:13: error[REC014]: 'Music games' is no id: an id has small "
        "letters, digits and hyphens",
        "write 'music-games'",
    ),
    Typed(
        "a format in words",
        site("format: 1", "format: v1"),
        "site.yml:1:9: error[REC012]: 'v1' is no whole number",
        "write a whole number from 1 to 999, in digits",
    ),
    Typed(
        "a format of tomorrow",
        site("format: 1", "format: 2"),
        "site.yml:1:9: error[SIT002]: format 2 is newer than this program, which knows 1",
        "update the program",
    ),
    Typed(
        "a picture elsewhere",
        site("groups:\n", "look:\n  logo: ../logo.png\ngroups:\n"),
        "site.yml:10:9: error[REC025]: '../logo.png' is no name of an SVG file beside site.yml",
        "write a plain file name, such as 'logo.svg'",
    ),
    Typed(
        "a picture that is missing",
        site("groups:\n", "look:\n  logo: logo.svg\ngroups:\n"),
        "site.yml:10:9: error[SIT004]: 'logo.svg' cannot be opened: No such file or directory",
        "put a small SVG there that draws with shapes only: no scripts, links or styles",
    ),
    Typed(
        "hours in words",
        site("groups:\n", "stale_after: 26 hours\ngroups:\n"),
        "site.yml:9:14: error[REC009]: '26 hours' is no length of time",
        "write '26h'",
    ),
    Typed(
        "a component under its group",
        site("      - id: music-games", "    - id: music-games"),
        "site.yml:15:5: error[YML016]: a list item stands among the fields that begin in line 10",
        "give lines that belong together the same number of spaces in front",
    ),
]
INTERNAL = [
    Typed(
        "a severity with its word",
        internal("severity: Sev 1\n"),
        "internal.yml:1:11: error[REC007]: 'Sev 1' is not a severity",
        "write one of 1, 2, 3, 4, unset",
    ),
    Typed(
        "a severity that is none",
        internal("severity: 5\n"),
        "internal.yml:1:11: error[REC007]: '5' is not a severity",
        "write one of 1, 2, 3, 4, unset",
    ),
    Typed(
        "a person with a space",
        internal("roles:\n  on_call: Bob Smith\n"),
        "internal.yml:2:12: error[REC014]: 'Bob Smith' is no handle",
        'write one handle without spaces, such as "@engineer"',
    ),
    Typed(
        "a handle without quotes",
        internal("roles:\n  on_call: @bob\n"),
        "internal.yml:2:12: error[YML012]: a text may not begin with '@'",
        'put it in quotes: "@bob"',
    ),
    Typed(
        "more than a number",
        internal("affected:\n  users:\n    count: 500+\n"),
        "internal.yml:3:12: error[REC012]: '500+' is no whole number",
        "write '500'",
    ),
    Typed(
        "a share with its sign",
        internal("affected:\n  users:\n    percent: 50%\n"),
        "internal.yml:3:14: error[REC027]: '50%' is no share of a hundred",
        "write '50'",
    ),
    Typed(
        "a share of more than all",
        internal("affected:\n  users:\n    percent: 120\n"),
        "internal.yml:3:14: error[REC027]: '120' is no share of a hundred",
        "write a number from 0 to 100, such as '49.9'",
    ),
    Typed(
        "log lines without the bar",
        internal("log:\n  14:23 DETECTED score API\n  14:24 ACK @bob: looking\n"),
        "internal.yml:2:3: error[YML019]: text of several lines stands below 'log:' in line 1",
        "write 'log: |' there",
    ),
    Typed(
        "a log as a list",
        internal("log:\n  - 14:23 DETECTED score API\n"),
        "internal.yml:2:3: error[REC004]: a list stands where one value belongs",
        "write the value on the same line; put text with brackets in quotes",
    ),
    Typed(
        "a ticket in the place of a type",
        internal("types: API errors\n"),
        "internal.yml:1:8: error[REC005]: 'API errors' stands where a list belongs",
        "begin a new line with '- ' for each item, or write [one, another]",
    ),
]

CASES = [*TIMES, *WORDS, *FIELDS, *SYNTAX, *FOLDERS, *SITE_FILE, *INTERNAL]
