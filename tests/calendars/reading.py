"""Calendars of records, and taken apart by hand: a parser forgives what must not be there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from generator.core.digest import summarise
from generator.core.facts import Record, SiteConfig
from generator.core.fold import project
from generator.core.words import Words
from generator.renderers.calendar import create_calendars
from tests.core.builders import config
from tests.feeds.builders import Frame, shipped_words

_ESCAPE = re.compile(r"\\(.)")


def calendars(
    records: Iterable[Record],
    as_of: datetime,
    site: SiteConfig | None = None,
    *,
    replay: bool = True,
) -> dict[str, bytes]:
    """Return the calendars of the site of *records* by path."""
    site = site or config()
    views = (project(record, site, as_of, replay=replay) for record in records)
    digests = [summarise(view, site) for view in views if view is not None]
    made = create_calendars(digests, site.components, Frame(site, Words(shipped_words())))
    return {each.path: each.content for each in made}


def lines(content: bytes) -> list[str]:
    """Return the unfolded lines of *content*, which must be folded as RFC 5545 §3.1 says."""
    assert content.endswith(b"\r\n")
    physical = content.removesuffix(b"\r\n").split(b"\r\n")
    for line in physical:
        assert 0 < len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()  # no character is cut in two
    return content.decode().removesuffix("\r\n").replace("\r\n ", "").split("\r\n")


def events(content: bytes) -> list[Mapping[str, str]]:
    """Return the properties of each event of *content*, values as they stand."""
    found: list[dict[str, str]] = []
    within = False
    for line in lines(content):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            within = True
            found.append({})
        elif line == "END:VEVENT":
            within = False
        elif within:
            assert name not in found[-1], "each property once"
            found[-1][name] = value
    return found


def text_of(value: str) -> str:
    """Return the text that the escaped *value* stands for (RFC 5545 §3.3.11)."""
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
