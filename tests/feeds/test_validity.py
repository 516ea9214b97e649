"""Every feed is valid and inert, whatever was typed; readers that others use agree on it."""

from __future__ import annotations

import calendar
import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import atoma
import feedparser
import jsonschema
import pytest
from lxml import etree

from generator.renderers import feeds
from generator.renderers.markup import printable, to_html, to_plain
from tests.feeds.builders import AT, chosen, component, drawn, frame, incident, night, update
from tests.feeds.json_feed_schema import SCHEMA
from tests.feeds.readings import ATOM, READERS, by_name, find_active, read_words
from tests.payloads import PAYLOADS

SCHEMAS = Path(__file__).parents[2] / "../shared/data/feeds/atom-rfc4287.rng"
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
RSS_ITEM = {"title", "link", "description", "guid", "pubDate"}
RSS_CHANNEL = (
    *("title", "link", "description", f"{ATOM}link", "docs", "generator", "language"),
    *("lastBuildDate", "managingEditor", "ttl"),
)
NAUGHTY = Path(__file__).parents[2] / "../shared/data/corpora/blns.json"


def hostile_files(payload: str) -> dict[str, bytes]:
    """Return the feeds of an incident that says *payload* wherever people can type."""
    view = incident(
        update(0, title=payload, text=payload),
        update(4, title=f"a{payload}", text=f"**Now** {payload}\n\n{payload}"),
        title=payload,
    )
    here = frame(name=f"S{payload}", author=payload)
    return {
        **by_name(feeds.incident(view, here)),
        **{
            f"site {name}": content
            for name, content in by_name(feeds.site(drawn(chosen(view), view, here), here)).items()
        },
        **{
            f"component {name}": content
            for name, content in by_name(
                feeds.component(
                    component(name=f"C{payload}"), drawn(chosen(view), view, here), here
                )
            ).items()
        },
    }


def find_faults(name: str, content: bytes) -> list[str]:
    """Return what is wrong with the feed, by independent parsers."""
    if name.endswith("json"):
        faults = [error.message for error in VALIDATOR.iter_errors(json.loads(content))]
    elif name.endswith("rss"):
        faults = find_rss_faults(content)
    else:
        faults = find_atom_faults(content)
    items = READERS[name.rpartition(" ")[2]](content)
    faults.extend(fault for item in items for fault in find_active(item.html))
    if name.endswith("rss"):
        faults.extend(fault for item in items for fault in find_active(item.title))
    faults.extend(item.url for item in items if urlsplit(item.url).scheme != "https")
    if len({item.id for item in items}) != len(items):
        faults.append("two entries with one id")
    return faults


def find_rss_faults(content: bytes) -> list[str]:
    root = ElementTree.fromstring(content)
    (channel,) = root
    faults = []
    if (root.tag, root.attrib) != ("rss", {"version": "2.0"}):
        faults.append(f"root {root.tag} {root.attrib}")
    heads = tuple(child.tag for child in channel if child.tag != "item")
    if heads != RSS_CHANNEL:
        faults.append(f"channel {heads}")
    for item in channel.iter("item"):
        if {child.tag for child in item} != RSS_ITEM or len(item) != len(RSS_ITEM):
            faults.append(f"item {[child.tag for child in item]}")
        if item.find("guid").attrib != {"isPermaLink": "false"}:
            faults.append("guid")
    return faults


def find_atom_faults(content: bytes) -> list[str]:
    root = ElementTree.fromstring(content)
    faults = []
    for element, required in (
        (root, ("id", "title", "updated", "author", "link")),
        *((entry, ("id", "title", "updated", "link")) for entry in root.iter(f"{ATOM}entry")),
    ):
        faults.extend(name for name in required if element.find(f"{ATOM}{name}") is None)
    faults.extend(
        str(element.attrib)
        for element in root.iter(f"{ATOM}content")
        if element.attrib != {"type": "html"} or len(element)
    )
    return faults


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_hostile_text_leaves_every_feed_valid_and_inert(payload: str) -> None:
    found = {name: find_faults(name, content) for name, content in hostile_files(payload).items()}

    assert found == {name: [] for name in found}
    assert len(found) == 9


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_hostile_text_becomes_inert_html_and_keeps_its_words(payload: str) -> None:
    html, plain = to_html(payload), to_plain(payload)

    assert find_active(html) == []
    assert printable(html) == html
    assert printable(plain) == plain
    assert "\n" not in plain
    assert bool(html) == bool(printable(payload).strip(" \n"))


def test_template_signs_come_out_as_typed() -> None:
    for text in ("{{7*7}}", "{% raw %}{{ x }}{% endraw %}", "${7\\*7}", "{title} {0.name} %s"):
        files = by_name(feeds.incident(incident(update(0, title=text, text=text)), frame()))
        for name, read in READERS.items():
            (item,) = read(files[name])
            assert item.title == f"[Investigating] {text}"
            assert read_words(item.html) == text.replace("\\", "")


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the corpus lies beside the repository only")
def test_the_naughty_strings_do_no_harm_either() -> None:
    texts = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    assert len(texts) > 500
    view = incident(*(update(n, title=text, text=text) for n, text in enumerate(texts)))

    files = by_name(feeds.incident(view, frame()))
    assert {name: find_faults(name, content) for name, content in files.items()} == {
        name: [] for name in files
    }
    assert [fault for text in texts for fault in find_active(to_html(text))] == []


def sample_feeds() -> list[bytes]:
    """Return Atom feeds of every kind: full, empty, edited, odd."""
    return [
        by_name(artifacts)["history.atom"]
        for artifacts in (
            feeds.incident(night(), frame()),
            feeds.incident(incident(), frame()),
            feeds.incident(incident(update(0, changed_at=AT + timedelta(days=1))), frame()),
            feeds.site(drawn(chosen(night()), night(), frame()), frame()),
            feeds.site((), frame(support_email="")),
            feeds.component(component(), drawn(chosen(night()), night(), frame()), frame()),
        )
    ] + [hostile_files(payload)["history.atom"] for payload in PAYLOADS[::7]]


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the schema lies beside the repository only")
def test_atom_feeds_are_valid_by_the_schema_of_the_standard() -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMAS))
    for content in sample_feeds():
        schema.assertValid(etree.fromstring(content))


@pytest.mark.skipif(
    not SCHEMAS.exists() or not shutil.which("xmllint"), reason="needs the schema and xmllint"
)
def test_xmllint_agrees(tmp_path: Path) -> None:
    paths = []
    for number, content in enumerate(sample_feeds()[:6]):
        paths.append(tmp_path / f"{number}.atom")
        paths[-1].write_bytes(content)
    result = subprocess.run(
        ["xmllint", "--noout", "--nonet", "--relaxng", SCHEMAS.resolve(), *paths],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr


def test_two_libraries_that_others_read_feeds_with_agree_on_ids_titles_and_dates() -> None:
    view = night()
    files = by_name(feeds.site(drawn(chosen(view), view, frame()), frame()))
    expected = [
        (item.id, item.title, item.url, item.published_at)
        for item in READERS["history.atom"](files["history.atom"])
    ]
    assert len(expected) == 4

    for name in ("history.rss", "history.atom"):
        parsed = feedparser.parse(files[name])
        assert not parsed.bozo
        assert parsed.feed.language == "en"
        assert [
            (
                entry.id,
                entry.title,
                entry.link,
                datetime.fromtimestamp(calendar.timegm(entry.published_parsed), UTC),
            )
            for entry in parsed.entries
        ] == expected
    rss = atoma.parse_rss_bytes(files["history.rss"])
    assert [(i.guid, i.title, i.link, i.pub_date) for i in rss.items] == expected
    atom = atoma.parse_atom_bytes(files["history.atom"])
    assert [
        (entry.id_, entry.title.value, entry.links[0].href, entry.published)
        for entry in atom.entries
    ] == expected
