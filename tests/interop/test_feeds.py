"""Readers of others agree on our feeds, and one of them shows each update once."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.feeds.readings import read_atom, read_json, read_rss
from tests.interop import sites
from tests.interop.clients import ask_node, ask_python, run, write_files
from tests.proof.repository import MEETING
from tests.proof.repository import ROOT as OURS
from tests.proof.repository import build as build_ours

SCHEMA = OURS / "../shared/data/feeds/atom-rfc4287.rng"
OWN_READERS = {"rss": read_rss, "atom": read_atom, "json": read_json}


def is_feed(name: str) -> bool:
    """Return whether the file *name* is a feed, whichever part of the site it belongs to."""
    last = name.rpartition("/")[2]
    return last.endswith((".rss", ".atom")) or (last.startswith("feed") and last.endswith(".json"))


def all_feeds(tmp_path: Path) -> dict[str, bytes]:
    """Return every feed of this repository's own records and of a site with hostile names."""
    _, ours = build_ours(OURS, MEETING)
    school = sites.in_state(tmp_path / "records", "major")
    return {
        f"{site}/{name}": content
        for site, files in (("ours", ours), ("school", school))
        for name, content in files.items()
        if is_feed(name)
    }


def instants(rows: Iterable[list[str]]) -> list[tuple[str, datetime]]:
    """Return rows of id and date with the dates read."""
    return [(name, datetime.fromisoformat(at).astimezone(UTC)) for name, at in rows]


def test_four_readers_agree_with_us_on_every_entry_of_every_feed(tmp_path: Path) -> None:
    feeds = all_feeds(tmp_path)
    expected = {
        name: [
            (item.id, item.published_at) for item in OWN_READERS[name.rpartition(".")[2]](content)
        ]
        for name, content in feeds.items()
    }
    assert len(feeds) > 100
    assert len(expected["ours/history.rss"]) >= 25
    folder = write_files(tmp_path / "feeds", feeds)
    xml = {name for name in feeds if not name.endswith(".json")}

    readings = ask_python("read_feeds", folder)
    found = ask_node("read_feeds", folder)
    assert {name: faults for name, faults in found.pop("faults").items() if faults} == {}
    readings |= found

    known = {"feedparser": xml, "atoma": set(feeds), "rss-parser": xml, "feedsmith": set(feeds)}
    assert readings.keys() == known.keys()
    for reader, names in known.items():
        read = {name: instants(rows) for name, rows in readings[reader].items()}
        assert read == {name: expected[name] for name in names}, reader


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema lies beside the repository only")
def test_every_atom_feed_is_valid_by_the_schema_of_the_standard(tmp_path: Path) -> None:
    atom = {name: content for name, content in all_feeds(tmp_path).items() if ".atom" in name}
    folder = write_files(tmp_path / "feeds", atom)
    paths = [str(folder / name) for name in atom]

    xmllint = os.environ["ALLCLEAR_XMLLINT"]
    run([xmllint, "--noout", "--nonet", "--relaxng", str(SCHEMA.resolve()), *paths])


# One night in newsboat: what is new to its reader after each update.

NIGHT = "INC-2025-04-09-001"
UPDATES = (
    ("10:00", "status: investigating\n    text: Scores are not saved.\n"),
    ("10:10", "status: identified\n    text: We know wy scores are not saved.\n"),
    ("10:20", "status: monitoring\n    text: Scores are saved again.\n"),
    ("10:40", "status: resolved\n    text: Scores have been saved for twenty minutes.\n"),
)
TYPO = ("10:50", "amends: 20250409T101000Z\n    text: We know why scores are not saved.\n")
RETRACTION = ("11:00", "retracts: 20250409T101000Z\n    text: That was wrong.\n")


def night(root: Path) -> Path:
    """Write a repository with one incident and return it."""
    updates = "".join(
        f"  - at: 2025-04-09 {at}Z\n    {text}" for at, text in (*UPDATES, TYPO, RETRACTION)
    )
    record = f"title: Scores are not saved\nupdates:\n{updates}"
    return sites.write(root, {f"{NIGHT}/public.yml": record})


class Newsboat:
    """One reader of one feed, who reads all there is after each fetch."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder = folder
        folder.mkdir()
        (folder / "urls").write_text(f"{url}\n", encoding="utf-8")

    def _say(self, word: str) -> str:
        newsboat = os.environ["ALLCLEAR_NEWSBOAT"]
        files = ["-u", "urls", "-c", "cache.db", "-C", os.devnull]
        return run([newsboat, "-q", *files, "-x", word], cwd=self._folder)

    def fetch(self) -> int:
        """Fetch the feed, return how many entries are unread, and read them all."""
        self._say("reload")
        unread = int(self._say("print-unread").split()[0])
        with sqlite3.connect(self._folder / "cache.db") as cache:
            cache.execute("UPDATE rss_item SET unread = 0")
        cache.close()
        return unread


@pytest.mark.parametrize("feed", ["history.rss", "history.atom"])
def test_newsboat_shows_each_update_once_a_typo_never_and_a_retraction(
    feed: str, tmp_path: Path, serve
) -> None:
    root = night(tmp_path / "records")
    host = serve({})
    reader = Newsboat(tmp_path / "reader", f"{host.url}/{feed}")
    unread, versions = {}, []
    for at in ("10:00", "10:10", "10:20", "10:40", "10:50", "11:00"):
        moment = datetime.fromisoformat(f"2025-04-09T{at}:30+00:00")
        host.files = sites.build(root, moment)
        unread[at] = reader.fetch()
        versions.append(host.files[feed])

    assert len(set(versions)) == 6
    assert unread == {"10:00": 1, "10:10": 1, "10:20": 1, "10:40": 1, "10:50": 0, "11:00": 1}
    assert host.asked == [f"GET /{feed}"] * 6
