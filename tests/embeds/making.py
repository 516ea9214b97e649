"""A site of a few parts in any state, and everything of it that stands on others' pages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from generator.core.facts import Record, SiteConfig
from generator.core.views import PublicSite
from generator.core.vocabulary import ComponentState
from generator.pipeline.list_embeds import list_embeds
from generator.renderers.badges import badges
from generator.renderers.frame import Frame
from generator.renderers.pages import Pages
from tests.core.builders import INVESTIGATING, config, incident, publish, said
from tests.pages.school import frame as school
from tests.pages.school import shipped_words

NOON = "15:00"


@cache
def _school() -> Frame:
    return school(shipped_words())


def frame_of(site: SiteConfig) -> Frame:
    """Return the frame of *site* with the shipped words and theme."""
    known = _school()
    return Frame(site, known.words, known.theme)


def embeds(site: PublicSite) -> dict[str, str]:
    """Return every file of *site* that stands on others' pages, but for the script."""
    frame = frame_of(site.config)
    return {each.path: each.content.decode() for each in list_embeds(site, Pages(frame), frame)}


def badge_files(site: PublicSite) -> dict[str, str]:
    """Return the badges of *site* alone, for which no template is compiled."""
    frame = frame_of(site.config)
    return {each.path: each.content.decode() for each in badges(site, frame)}


def in_state(state: ComponentState, site: SiteConfig | None = None) -> PublicSite:
    """Return a site whose first part is in *state* because of an open incident."""
    site = site or config()
    first = site.components[0].id
    update = said("14:40", INVESTIGATING, components=((first, state),))
    return publish([incident(update)], NOON, site)


def made(
    records: Iterable[Record], as_of: str = NOON, site: SiteConfig | None = None
) -> dict[str, str]:
    """Return the files of the site of *records* at *as_of*."""
    return embeds(publish(records, as_of, site))
