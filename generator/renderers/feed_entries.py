"""What an entry of a feed says: one per public update (interop §2.3).

An entry's id is frozen and its date is the time of publication. Editing an update moves only
``updated_at``; withdrawing one leaves its entry without its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from generator.core.entries import set_apart
from generator.renderers.markup import printable, to_html
from generator.renderers.sentences import planned_time, status_word, update_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.core.facts import SiteConfig
    from generator.core.views import IncidentView, UpdateView
    from generator.renderers.frame import Frame


ARCHIVES = "archive/"
"""The folder of the months that the site's Atom feed no longer holds."""


class Entry(NamedTuple):
    """One entry, alike in all formats.

    Attributes:
        id: ``tag:<host>,<year>:incident/<incident>/update/<update>`` (RFC 4151).
        url: Absolute address of the update on its incident's page.
        title: Plain text, e.g. ``[Resolved] Students cannot save scores``.
        html: Sanitised HTML of this update alone.
        published_at: Time of publication, UTC, in whole seconds.
        updated_at: Last edit or withdrawal, never before ``published_at``; whole seconds too.
    """

    id: str
    url: str
    title: str
    html: str
    published_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed says of itself.

    Attributes:
        id: Tag URI of the feed, the same for as long as the site exists.
        folder: Where its three files lie: ``""`` or ``components/x/``.
        url: The page it belongs to, absolute.
        title: Plain text.
        subtitle: Plain text.
        empty_at: Dates a feed without entries: a fixed day of the past, never the clock.
        documents: Atom documents that go on where this one ends, as relation and address.
        is_archive: It will not change any more unless what it tells of does.
    """

    id: str
    folder: str
    url: str
    title: str
    subtitle: str
    empty_at: datetime
    documents: tuple[tuple[str, str], ...] = ()
    is_archive: bool = False

    def updated_at(self, entries: tuple[Entry, ...]) -> datetime:
        """Return the last change of the feed's content."""
        return max((entry.updated_at for entry in entries), default=self.empty_at)


@lru_cache(maxsize=8)
def create_tag(url: str, year: int) -> str:
    """Return the beginning of every id, ``tag:<host>,<year>:``, for the site at *url*.

    Source:
        RFC 4151 §2.1: an authority name and a date on which it was ours.
    """
    return f"tag:{urlsplit(url).hostname or 'localhost'},{year}:"


def create_site_channel(frame: Frame, newest_archive: str = "") -> Channel:
    """Return the channel of the whole site; older entries lie in the month *newest_archive*."""
    config, words = frame.config, frame.words
    name = printable(config.name)
    return Channel(
        id=f"{create_tag(config.url, config.feed_year)}history",
        folder="",
        url=f"{config.url.rstrip('/')}/",
        title=words("feed.site_title", name=name),
        subtitle=words("feed.site_subtitle", name=name),
        empty_at=_beginning(config),
        documents=link_archives(config, prev=newest_archive),
    )


def link_archives(
    config: SiteConfig, *, prev: str = "", following: str = ""
) -> tuple[tuple[str, str], ...]:
    """Return the links to the months *prev* and *following*, as ``YYYY-MM``, if there are any.

    Source:
        RFC 5005 §4.
    """
    base = config.url.rstrip("/")
    return tuple(
        (relation, f"{base}/{ARCHIVES}{month}.atom")
        for relation, month in (("prev-archive", prev), ("next-archive", following))
        if month
    )


def create_component_channel(component_id: str, component_name: str, frame: Frame) -> Channel:
    """Return the channel of one component."""
    config, words = frame.config, frame.words
    name, component = printable(config.name), printable(component_name)
    folder = f"components/{component_id}/"
    return Channel(
        id=f"{create_tag(config.url, config.feed_year)}component/{component_id}",
        folder=folder,
        url=f"{config.url.rstrip('/')}/{folder}",
        title=words("feed.component_title", name=name, component=component),
        subtitle=words("feed.component_subtitle", name=name, component=component),
        empty_at=_beginning(config),
    )


def create_incident_channel(view: IncidentView, frame: Frame) -> Channel:
    """Return the channel of one incident or maintenance."""
    config, words = frame.config, frame.words
    folder = f"incidents/{view.id}/"
    return Channel(
        id=f"{create_tag(config.url, config.feed_year)}incident/{view.id}",
        folder=folder,
        url=f"{config.url.rstrip('/')}/{folder}",
        title=words(
            "feed.incident_title",
            name=printable(config.name),
            title=title_of(view, view.title, frame),
        ),
        subtitle=words("feed.incident_subtitle"),
        empty_at=datetime(view.date.year, view.date.month, view.date.day, tzinfo=UTC),
    )


def create_entry(
    view: IncidentView, update: UpdateView, published_at: datetime, frame: Frame
) -> Entry:
    """Return the entry of *update*, dated *published_at*."""
    config, words = frame.config, frame.words
    # A withdrawn update's own title may be what was withdrawn: the one in force stands for it.
    title = view.title if update.is_withdrawn else update.title
    status = status_of(view, update, frame)
    return Entry(
        id=create_entry_id(view.id, update.id, config),
        url=f"{config.url.rstrip('/')}/incidents/{view.id}/#update-{update.id}",
        title=words("feed.entry_title", status=status, title=title_of(view, title, frame)),
        # States alone: no reader likes an empty entry.
        html=to_html(text_of(view, update, frame)) or to_html(status),
        published_at=published_at,
        updated_at=last_change([update.changed_at], view, published_at),
    )


def create_entry_id(incident: str, update: str, config: SiteConfig) -> str:
    """Return the id of an update's entry, the same in every feed for as long as the site exists."""
    tag = create_tag(config.url, config.feed_year)
    return f"{tag}incident/{incident}/update/{update}"


def text_of(view: IncidentView, update: UpdateView, frame: Frame) -> str:
    """Return what feeds say of *update*, as Markdown; empty where nobody said anything."""
    words = frame.words
    text = words("feed.withdrawn_text") if update.is_withdrawn else update_text(view, update, frame)
    if update.planned is not None and not update.is_move:
        when = words("work.planned_for", time=planned_time(update, frame))
        text = f"{text}\n\n{when}"
    return text


def last_change(
    changes: Iterable[datetime | None], view: IncidentView, published_at: datetime
) -> datetime:
    """Return the newest of *changes* in whole seconds, never before *published_at*.

    A change that is dated ahead dates nothing until its time, at which *view* ends.
    """
    until = view.valid_until
    past = [each for each in changes if each is not None and (until is None or each < until)]
    return max(each.replace(microsecond=0) for each in (*past, published_at))


def select_own(view: IncidentView) -> Iterator[tuple[UpdateView, datetime]]:
    """Yield the updates of *view* that belong into its own feed, newest first, with their dates.

    Dates strictly increase in time (:func:`~generator.core.entries.set_apart`). Backfilled
    records, silent updates and those only the clock made stay out (R103, design §3), and what is
    or would be dated ahead waits for its time.
    """
    if view.is_backfilled:
        return
    chosen = [
        update
        for update in view.updates
        if update.notify and not update.is_synthetic and not update.is_ahead
    ]
    chosen.sort(key=lambda update: (update.at, update.id))
    until = view.valid_until
    dated = zip(chosen, set_apart(update.at for update in chosen), strict=True)
    known = [pair for pair in dated if until is None or max(pair[0].at, pair[1]) < until]
    yield from reversed(known)


def status_of(view: IncidentView, update: UpdateView, frame: Frame) -> str:
    """Return the word visitors read for what *update* announced."""
    if update.is_withdrawn or view.is_tombstone:
        return frame.words("status.withdrawn")
    if update.merged_into:
        return frame.words("status.merged")
    return status_word(update.status, frame, is_cancelled=update.is_called_off)


def title_of(view: IncidentView, title: str, frame: Frame) -> str:
    """Return *title* in one line; what stands for it where it is withdrawn or unreadable."""
    if view.is_tombstone:
        return frame.words("feed.withdrawn_title", id=view.id)
    return " ".join(printable(title).split()) or view.id


def _beginning(config: SiteConfig) -> datetime:
    return datetime(config.feed_year, 1, 1, tzinfo=UTC)
