"""The recorded pages of cState and the recorded feeds, imported and built: their history is right.

Months and times were read off the recordings by eye; how many incidents, updates and addresses
there are is counted in their bytes, without the importers.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from generator.cli.main import group

RECORDED = Path(__file__).parents[3] / "shared" / "data"
PEERS, FEEDS = RECORDED / "peers", RECORDED / "feeds"
ATOM = FEEDS / "githubstatus-history-2026-08-22.atom"
RSS = FEEDS / "parse-statuspage-history-2014.rss"
pytestmark = pytest.mark.skipif(not RECORDED.exists(), reason="needs the recorded pages")

_LINK = re.compile(rb"/(incidents/[a-z0-9]{12})(?:\"|</link>)")
_UPDATE = re.compile(rb"&lt;small&gt;")


class Told(NamedTuple):
    """What a built site says of its history.

    Attributes:
        months: As ``/history/`` lists them, newest first.
        moves: Former addresses that lead on, each with the record.
        announced: Items in all feeds together.
    """

    incidents: list[dict[str, Any]]
    months: list[str]
    moves: dict[str, str]
    announced: int

    @property
    def times(self) -> list[str]:
        """All times of updates, post-mortems apart, in order."""
        return sorted(
            update["display_at"] for each in self.incidents for update in _updates_of(each)
        )

    @property
    def ends(self) -> set[str]:
        """The last status of the incidents."""
        return {_updates_of(each)[0]["status"] for each in self.incidents}


def _updates_of(incident: dict[str, Any]) -> list[dict[str, Any]]:
    """Return its updates, newest first, without post-mortems."""
    return [each for each in incident["incident_updates"] if each["status"] != "postmortem"]


def build(root: Path, form: str, source: Path) -> Told:
    runner = CliRunner()
    for words in (
        ["import", form, str(source)],
        ["check"],
        ["build", "--now", "2026-09-01T00:00Z"],
    ):
        done = runner.invoke(group, [*words, "--root", str(root)])
        assert done.exit_code == 0, done.output
    site = root / "site/public"
    history = (site / "history/index.html").read_text(encoding="utf-8")
    pages = [*site.glob("incidents/*/index.html"), *site.glob("issues/*/index.html")]
    targets = {
        page.parent.relative_to(site).as_posix(): re.search(
            r'http-equiv="refresh" content="0; url=\.\./\.\./incidents/([^/"]+)/"',
            page.read_text(encoding="utf-8"),
        )
        for page in pages
    }
    feeds = [json.loads(each.read_text(encoding="utf-8")) for each in site.rglob("feed.json")]
    return Told(
        incidents=json.loads((site / "api/v2/incidents.json").read_text("utf-8"))["incidents"],
        months=re.findall(r'href="[^"]*?(\d{4}-\d{2})/"', history),
        moves={name: found[1] for name, found in targets.items() if found is not None},
        announced=sum(len(each["items"]) for each in feeds),
    )


def links_of(source: Path) -> set[str]:
    return {each.decode() for each in _LINK.findall(source.read_bytes())}


def test_the_pages_of_cstate(tmp_path: Path) -> None:
    told = build(tmp_path, "cstate", PEERS)

    assert len(told.incidents) == len(list(PEERS.glob("*.md"))) == 3
    assert told.months == ["2026-06", "2018-05"]
    assert told.ends == {"resolved"}
    assert told.times == [
        "2018-05-25T04:13:00.000Z",
        "2018-05-25T04:40:00.000Z",
        "2018-05-25T05:54:00.000Z",
        "2026-06-02T13:00:00.000Z",
        "2026-06-02T14:12:00.000Z",
        "2026-06-03T08:57:00.000Z",
        "2026-06-03T11:35:00.000Z",
    ]
    assert {name: id_ for name, id_ in told.moves.items() if name.startswith("issues/")} == {
        "issues/cstate-example-track": "INC-2018-05-25-001",
        "issues/cstate-jenkins": "INC-2026-06-02-001",
        "issues/cstate-x4b": "INC-2026-06-03-001",
    }
    assert told.announced == 0


def test_the_atom_feed(tmp_path: Path) -> None:
    told = build(tmp_path, "feed", ATOM)

    assert len(told.incidents) == ATOM.read_bytes().count(b"<entry>") == 25
    assert told.months == ["2026-08", "2026-07"]
    assert told.ends == {"resolved"}
    assert len(told.times) == len(_UPDATE.findall(ATOM.read_bytes())) == 178
    assert (told.times[0], told.times[-1]) == (
        "2026-07-25T08:59:00.000Z",
        "2026-08-21T00:37:00.000Z",
    )
    assert set(told.moves) == links_of(ATOM)
    assert len(set(told.moves.values())) == 25
    assert told.announced == 0


def test_the_rss_feed_whose_times_name_no_year(tmp_path: Path) -> None:
    told = build(tmp_path, "feed", RSS)

    assert len(told.incidents) == RSS.read_bytes().count(b"<item>") == 17
    assert told.months == [
        "2014-01", "2013-12", "2013-11", "2013-10", "2013-09", "2013-08", "2013-07",
    ]  # fmt: skip
    assert told.ends == {"resolved"}
    posts = sum(
        each["status"] == "postmortem"
        for incident in told.incidents
        for each in incident["incident_updates"]
    )
    assert posts == 1
    assert len(told.times) + posts == len(_UPDATE.findall(RSS.read_bytes()))
    assert (told.times[0], told.times[-1]) == (
        "2013-07-22T21:54:00.000Z",
        "2014-01-01T17:09:00.000Z",
    )
    assert set(told.moves) == links_of(RSS)
    assert len(set(told.moves.values())) == 17
    assert told.announced == 0


def test_feeds_of_two_pages_are_not_made_one(tmp_path: Path) -> None:
    done = CliRunner().invoke(group, ["import", "feed", str(FEEDS), "--root", str(tmp_path)])

    assert done.exit_code == 1
    assert "error[IMP008]: this is of status.parse.com, and " in done.stderr
    assert list(tmp_path.iterdir()) == []
