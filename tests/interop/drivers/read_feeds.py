"""PyPI feedparser and atoma: id and date of every entry of every feed below the folder given."""

import calendar
import datetime
import json
import pathlib
import sys

import atoma
import feedparser


def by_feedparser(content):
    """Return the entries in order."""
    feed = feedparser.parse(content)
    if feed.bozo:
        raise SystemExit(f"feedparser: {feed.bozo_exception!r}")
    return [
        [
            each.id,
            datetime.datetime.fromtimestamp(
                calendar.timegm(each.published_parsed), datetime.UTC
            ).isoformat(),
        ]
        for each in feed.entries
    ]


def by_atoma(name, content):
    """Return the entries in order."""
    if name.endswith(".rss"):
        found = [(each.guid, each.pub_date) for each in atoma.parse_rss_bytes(content).items]
    elif name.endswith(".atom"):
        found = [(each.id_, each.published) for each in atoma.parse_atom_bytes(content).entries]
    else:
        feed = atoma.parse_json_feed_bytes(content)
        found = [(each.id_, each.date_published) for each in feed.items]
    return [[name, at.isoformat()] for name, at in found]


folder = pathlib.Path(sys.argv[1])
found = {"feedparser": {}, "atoma": {}}
for path in sorted(each for each in folder.rglob("*") if each.is_file()):
    name, content = path.relative_to(folder).as_posix(), path.read_bytes()
    found["atoma"][name] = by_atoma(name, content)
    if not name.endswith(".json"):
        found["feedparser"][name] = by_feedparser(content)
json.dump(found, sys.stdout)
