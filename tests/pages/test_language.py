"""A translation edits words and nothing else: not one letter of ours is left in the pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from generator.core.facts import Look
from generator.renderers.frame import Frame
from tests.pages.reading import local_name, pages, tree
from tests.pages.records import (
    AS_OF,
    LOOKING,
    OVER,
    SLOW,
    at,
    busy,
    cards,
    clock_work,
    finished_work,
    games,
    incident,
    late_evening,
    night_work,
    old_unreadable,
    scores,
    scores_edition,
    sign_in,
    slow_reports,
    unreadable,
    update,
)
from tests.pages.school import config, shipped_words
from tests.pages.school import frame as school
from tests.pages.site import build

LETTERS = re.compile(r"[A-Za-z]{2,}")
_PLACE = re.compile(r"(\{[a-z_]+\})")
# Letters of another alphabet stand for every letter of ours; data take a third one.
MARKED = str.maketrans(
    {chr(65 + i): chr(0x0410 + i) for i in range(26)}
    | {chr(97 + i): chr(0x0430 + i) for i in range(26)}
)
DATA = str.maketrans(
    {chr(65 + i): chr(0x10A0 + i) for i in range(26)}
    | {chr(97 + i): chr(0x10D0 + i) for i in range(26)}
)
RECORDS = (*busy(), unreadable(names=("website",), is_open=True), old_unreadable())
_KEPT = {"language", "direction", "dates.clock"}
_KEPT_FIELDS = {
    "id", "group", "vendor", "path", "api_id", "amends", "retracts", "merged_into", "component",
    "components", "edition", "accent", "security_contact",
}  # fmt: skip
_FOR_SCRIPT = {
    "data-text", "data-link", "data-over", "data-dot", "data-here", "data-ago", "data-range",
    "data-minutes", "data-hours", "data-days",
}  # fmt: skip
_SPOKEN = {"title", "alt", "aria-label", "content", "placeholder", "label"}
_ADDRESSES = re.compile(r"(?:https?://|mailto:)\S+|\S+@\S+|/feed \S+")


def marked_words() -> dict[str, str]:
    """Return the words with every text replaced by a marked one, places and structure kept."""
    return {
        key: text
        if key in _KEPT
        else "".join(
            part if _PLACE.fullmatch(part) else part.translate(MARKED)
            for part in _PLACE.split(text)
        )
        for key, text in shipped_words().items()
    }


def foreign(value: Any, name: str = "") -> Any:
    """Return *value* with every text a person wrote in the alphabet of data."""
    if isinstance(value, str) and not isinstance(value, Enum):
        is_kept = name in _KEPT_FIELDS or name.endswith(("_url", "url", "_email", "zone", "due"))
        return value if is_kept else value.translate(DATA)
    if is_dataclass(value) and not isinstance(value, type | Look):
        said = {each.name: foreign(getattr(value, each.name), each.name) for each in fields(value)}
        return replace(value, **said)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        said = {each: foreign(getattr(value, each), each) for each in value._fields}
        return value._replace(**said)
    if isinstance(value, tuple):
        is_effect = name == "components" and value and isinstance(value[0], tuple)
        return value if is_effect else tuple(foreign(each, name) for each in value)
    return value


def foreign_frame(words: Mapping[str, str]) -> Frame:
    shown = foreign(config())
    parts = tuple(
        replace(
            part, sentences=tuple((state, text.translate(DATA)) for state, text in was.sentences)
        )
        for part, was in zip(shown.components, config().components, strict=True)
    )
    return replace(school(words), config=replace(shown, components=parts))


def spoken(html: str) -> list[str]:
    """Return everything on a page that is read or heard: text and attributes that speak."""
    found: list[str] = []
    for element in tree(html).iter():
        name = local_name(element)
        if name in {"script", "style"}:
            continue
        if name != "pre":  # to be copied as it stands, in every language
            found.append(element.text or "")
            found += [child.tail or "" for child in element]
        names = {str(element.get("name") or element.get("property") or "")}
        is_silent = name == "meta" and not names & {
            "description", "og:title", "og:description", "og:site_name",
        }  # fmt: skip
        if not is_silent:
            found += [str(element.get(each)) for each in _SPOKEN if element.get(each)]
        found += [value for key, value in element.attrib.items() if key in _FOR_SCRIPT]
    return [_PLACE.sub("", _ADDRESSES.sub("", each)) for each in found]


def left_over(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    return sorted(
        {
            (path, text.strip())
            for path, html in pages(files).items()
            for text in spoken(html)
            if LETTERS.search(re.sub(r"\b(?:INC|MNT)-[\d-]+\b", "", text))
        }
    )


def test_no_letter_of_ours_is_left_when_every_word_is_translated() -> None:
    records = tuple(foreign(record) for record in RECORDS)
    files = build(records, frame=foreign_frame(marked_words()))

    assert left_over(files) == []


def test_the_same_pages_in_our_words_would_be_found_out() -> None:
    records = tuple(foreign(record) for record in RECORDS)
    files = build(records, frame=foreign_frame(shipped_words()))

    assert len(left_over(files)) > 500


def test_language_and_direction_are_words_too() -> None:
    words = {**marked_words(), "language": "ar", "direction": "rtl"}
    html = pages(build(RECORDS, frame=school(words)))["index.html"]

    assert '<html lang="ar" dir="rtl"' in html


def test_the_stylesheet_knows_no_left_and_no_right() -> None:
    style = school().theme.style

    assert re.findall(r"[{;](?:[a-z-]*(?:left|right))[a-z-]*:|:(?:left|right)\b", style) == []


class _Counting(dict[str, str]):
    """A table of words that notes which were asked for."""

    def __init__(self, table: Mapping[str, str]) -> None:
        super().__init__(table)
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.asked.add(key)
        return super().__getitem__(key)


def test_every_word_of_the_interface_is_said_somewhere() -> None:
    table = _Counting(shipped_words())
    slip = incident("2025-03-01-001", "A slip", update("2025-03-01 10:00", status=OVER))
    slip = replace(slip, api_id="kctbh9vrtdwd")
    two = incident(
        "2025-03-02-001",
        "Two parts, one after the other",
        update("2025-03-02 15:00", status=LOOKING, components=(("search", SLOW),)),
        update("2025-03-02 15:20", components=(("reports", SLOW),)),
        update("2025-03-02 16:00", status=OVER),
    )
    earlier = incident(
        "2025-03-03-001",
        "Two updates that tell of an earlier time",
        update("2025-03-03 15:00", status=LOOKING, happened_at=at("2025-03-03 14:50")),
        update("2025-03-04 15:00", status=OVER, happened_at=at("2025-03-03 16:00")),
    )
    phones = incident("2025-04-10-007", "Phones", update("2025-04-10 15:00"))
    ahead = replace(games(), updates=(*games().updates[:2], update("2025-04-12 10:00")))
    second = replace(night_work(), id="MNT-2025-04-09-002")
    back = replace(scores_edition(), data_recoverable=True)
    moved = replace(
        clock_work(),
        updates=(update("2025-04-10 15:10", scheduled_until=at("2025-04-10 18:00")),),
    )
    openly = replace(night_work(), title=None, scheduled_until=None)
    secret = replace(night_work(), updates=(update("2025-04-09 17:00", retracts="incident"),))
    frame = school(table)
    one_part = school(table, components=config().components[:1])
    for records, as_of, shown in (
        (RECORDS, AS_OF, frame),
        ((), AS_OF, frame),
        ((scores(),), AS_OF, school(table, zone="Etc/UTC")),
        ((games(), replace(cards(), vendor="somebody")), AS_OF, one_part),
        ((phones,), AS_OF, one_part),
        ((phones, unreadable()), AS_OF, frame),
        ((phones,), AS_OF, frame),
        ((cards(), scores()), AS_OF, frame),
        ((slow_reports(),), AS_OF, frame),
        ((clock_work(),), AS_OF, frame),
        ((night_work(), second), AS_OF, frame),
        ((finished_work(), replace(finished_work(), id="MNT-2025-01-27-002")), AS_OF, frame),
        ((late_evening(), earlier), AS_OF, frame),
        ((unreadable(),), AS_OF, frame),
        ((sign_in(),), at("2025-02-07 12:00"), frame),
        ((replace(scores(), editions=(back,)),), AS_OF, frame),
        ((slip, two, moved), AS_OF, frame),
        ((openly, replace(secret, id=second.id)), AS_OF, frame),
    ):
        build(records, as_of, shown)
    build((ahead,), AS_OF, frame, replay=False)
    families = (
        "updates.", "no_part.", "zone.", "sentence.", "feed.", "dates.", "home.others", "badge.",
    )  # fmt: skip

    assert sorted(key for key in {*table} - table.asked if not key.startswith(families)) == []
