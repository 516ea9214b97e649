"""feedgen stays the judge: filling its shapes yields the very bytes it writes itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.renderers.feed_entries import Channel, Entry
from generator.renderers.feed_xml import create_atom, create_rss, draw_entry, draw_feed
from generator.renderers.markup import printable
from tests.feeds.builders import config

TEXTS = st.text(
    st.one_of(st.sampled_from(list("ab<>&'\"{}%\n é😀")), st.characters()), min_size=1, max_size=30
).map(lambda text: printable(text) or "x")
# feedgen puts what looks like no tag into titles as it is; look-alikes are ours alone.
TITLES = TEXTS.map(lambda text: text.replace("<", "("))
MOMENTS = st.integers(0, 2**32).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
ENTRIES = st.lists(
    st.builds(
        lambda id_, title, html, at, later: Entry(
            id=f"tag:x.example,2025:{id_}",
            url=f"https://x.example/#update-{id_}",
            title=title,
            html=html,
            published_at=at,
            updated_at=at + later,
        ),
        st.integers(0, 999),
        TITLES,
        TEXTS,
        MOMENTS,
        st.timedeltas(timedelta(0), timedelta(days=9)).map(
            lambda length: timedelta(seconds=length // timedelta(seconds=1))
        ),
    ),
    min_size=1,
    max_size=4,
).map(tuple)


HUB = "https://hub.example/?a=1&b=2"
OLDER = "https://x.example/a&b/archive/2025-01.atom"


@given(ENTRIES, TITLES, TEXTS, TITLES, st.booleans(), st.booleans(), st.booleans())
def test_filled_shapes_equal_what_feedgen_writes(
    entries: tuple[Entry, ...],
    title: str,
    subtitle: str,
    author: str,
    has_editor: bool,
    has_hub: bool,
    has_archive: bool,
) -> None:
    site = config(
        url="https://x.example/a&b",
        author=author,
        support_email="s@x.example" * has_editor,
        websub_hub=HUB * has_hub,
    )
    channel = Channel(
        id="tag:x.example,2025:history",
        folder="",
        url="https://x.example/a&b/",
        title=title,
        subtitle=subtitle,
        empty_at=datetime(2025, 1, 1, tzinfo=UTC),
        documents=(("prev-archive", OLDER),) * has_archive,
    )
    values = {
        "id": channel.id,
        "url": channel.url,
        "title": title,
        "subtitle": subtitle,
        "author": author,
    }

    for suffix, write in (("atom", create_atom), ("rss", create_rss)):
        feed = draw_feed(
            {**values, "self": f"https://x.example/a&b/history.{suffix}"},
            f"application/{suffix}+xml",
            "en",
            channel.updated_at(entries),
        )
        if has_editor:
            feed.managingEditor(f"s@x.example ({author})")
        for entry in entries:
            draw_entry(
                feed,
                {"id": entry.id, "url": entry.url, "title": entry.title, "content": entry.html},
                entry.published_at,
                entry.updated_at,
            )
        own, alternate = feed.link()
        links = [{"href": HUB, "rel": "hub"}] * has_hub
        links += [
            {"href": OLDER, "rel": "prev-archive", "type": "application/atom+xml"}
        ] * has_archive
        feed.link([own, *links, alternate], replace=True)
        expected = (feed.atom_str() if suffix == "atom" else feed.rss_str()).decode()
        if suffix == "rss" and has_hub:  # feedgen writes its own link only
            end = 'rel="self" type="application/rss+xml"/>'
            hub = '<atom:link href="https://hub.example/?a=1&amp;b=2" rel="hub"/>'
            expected = expected.replace(end, f"{end}{hub}", 1)
        assert write(channel, entries, site, "en").decode() == expected
