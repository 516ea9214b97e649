"""Codes of cState's pages and of feeds (IMP010 to IMP029).

As in :mod:`generator.core.codes_imp`, an example's first folder is the format that reads it.
Reported by :mod:`generator.importers`; source: interop §2.1, §6.
"""

from __future__ import annotations

from generator.core.codes_entry import Code, Example, error

ISSUE = "cstate/issues/pages-are-slow.md"
FEED = "feed/history.rss"

_FIELDS = "title: Pages are slow\ndate: 2024-09-16 21:31:02\n"


def _issue(fields: str = "", *, before: str = "---\n", head: str = _FIELDS) -> Example:
    return {ISSUE: f"{before}{head}{fields}---\n\nAll pages load slowly.\n"}


def _feed(
    *,
    before: str = '<?xml version="1.0" encoding="UTF-8"?>\n',
    title: str = "<title>Pages are slow</title>",
    date: str = "<pubDate>Mon, 16 Sep 2024 22:08:00 +0000</pubDate>",
    zone: str = "UTC",
) -> str:
    return (
        f'{before}<rss version="2.0"><channel>\n'
        "  <title>Example Status</title><link>https://status.example.com</link>\n"
        "  <item>\n"
        f"    {title}\n"
        f"    {date}\n"
        "    <link>https://status.example.com/incidents/69sb0f8lydp4</link>\n"
        f"    <description>&lt;small&gt;Sep 16, 22:08 {zone}&lt;/small&gt;&lt;br&gt;"
        "&lt;strong&gt;Resolved&lt;/strong&gt; - Over.</description>\n"
        "  </item>\n"
        "</channel></rss>\n"
    )


_GOOD_FEED = {FEED: _feed()}

CODES: tuple[Code, ...] = (
    error(
        "IMP010",
        "cState: no fields at the top",
        "A page does not begin with its fields between two lines --- or +++.",
        "It may be an issue whose beginning was lost, or no issue at all.",
        _issue(before=""),
        _issue(),
    ),
    error(
        "IMP011",
        "cState: value that means more than it says",
        "A field uses an anchor, an alias or a tag of YAML.",
        "Part of the text would vanish, or a small file could become huge.",
        _issue("resolved: !!bool yes\n"),
        _issue("resolved: yes\n"),
    ),
    error(
        "IMP012",
        "No title or no date",
        "An issue or an item of a feed has no title, or no date.",
        "Nobody could tell what it was, or when.",
        _issue(head="title: Pages are slow\n"),
        _issue(),
    ),
    error(
        "IMP013",
        "Time that cannot be read",
        "Something stands where a date with a time belongs, and is none.",
        "The history would be wrong by however much was guessed.",
        _issue("resolvedWhen: an hour later\n"),
        _issue("resolvedWhen: 2024-09-16 22:31:02\n"),
    ),
    error(
        "IMP014",
        "cState: unknown severity",
        "The severity of an issue is none of down, disrupted and notice.",
        "Nobody can tell how bad it was.",
        _issue("severity: broken\n"),
        _issue("severity: down\n"),
    ),
    error(
        "IMP015",
        "Feed is not in the encoding it names",
        "The bytes of a feed do not fit the encoding that its first line names, or that is one "
        "which cannot be read.",
        "Letters would turn into others, and nobody could tell which were meant.",
        {FEED: _feed(title="<title>Café page is slow</title>").encode("cp1252")},
        _GOOD_FEED,
    ),
    error(
        "IMP016",
        "Feed declares entities",
        "A feed declares words that stand for other text.",
        "Such words can make a small file huge, or fetch files of the machine that reads it.",
        {
            FEED: _feed(
                before='<!DOCTYPE rss [<!ENTITY name "Pages">]>\n',
                title="<title>&name; are slow</title>",
            )
        },
        _GOOD_FEED,
    ),
    error(
        "IMP017",
        "Feed: time zone that is not clear",
        "The time of an update names its zone with letters that mean several zones, or none that "
        "is known.",
        "The time could be wrong by hours.",
        {FEED: _feed(zone="XYZT")},
        _GOOD_FEED,
    ),
)
"""In the order of their numbers; numbers left out were never given."""
