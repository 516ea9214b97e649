"""One reader for each kind of single value: text in, value or finding out.

Every reader gets a scalar that is no alias and no map; it returns :data:`NOTHING` after a
finding. Empty values never come here, but for texts in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from generator.core import times
from generator.core.former_addresses import read_former_address
from generator.core.record_id import parse_record_id
from generator.core.schema import LINE_LIMIT, Kind, Type
from generator.readers.source import Source, show
from generator.readers.yaml_nodes import Node


class _Nothing:
    """The type of :data:`NOTHING`."""

    __slots__ = ()


NOTHING: Final = _Nothing()
"""No value; a finding says why."""

# UTF-8 read as Windows-1252 or Latin-1: e.g. "Ã©" for é, "â€™" for an apostrophe (R183).
_MOJIBAKE = re.compile(
    "[\u00c3\u00c2][\u0080-\u00bf\u2018-\u2026\u0152-\u0178]"
    "|\u00e2[\u0080-\u009f\u0153\u20ac]|\u00f0[\u0178\u009f]|\ufffd"
)
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_UPDATE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_HANDLE = re.compile(r"@?([A-Za-z0-9][A-Za-z0-9._-]{0,63})")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_SVG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}\.svg")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_PERCENT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")
_INTEGER = re.compile(r"[0-9]{1,12}")
_TWELVE_HOURS = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))? ?([ap])\.?m\.?", re.IGNORECASE)
_DOTTED = re.compile(r"([0-9]{1,2})[.h]([0-9]{2})")
_TURNED_DATE = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})\b.*")
_LONGEST_VALUE = 60
"""How much of a long text stands in a finding."""
_YES = {"yes": "true", "y": "true", "on": "true", "1": "true"}
_NO = {"no": "false", "n": "false", "off": "false", "0": "false"}


def read_text(node: Node, type_: Type, source: Source) -> Any:
    """Return a text of several lines without empty lines around it."""
    text = node.text.rstrip().lstrip("\n") if node.text else ""
    if node.lost:
        text = _keep_lost(text, node, source)
    if not text.isascii():
        _check_mojibake(text, node, source)
    if len(text) * 4 > type_.most and len(encoded := text.encode()) > type_.most:
        source.report(
            "REC015",
            node,
            f"{len(encoded):,} bytes of text, more than {type_.most:,}",
            "shorten it; what does not fit is cut off",
            value=text[:_LONGEST_VALUE],
        )
        text = encoded[: type_.most].decode(errors="ignore").rstrip() + "…"
    return text


def read_line(node: Node, type_: Type, source: Source) -> Any:
    """Return a text of one line."""
    text = node.text.strip()
    if node.lost:
        text = _keep_lost(text, node, source)
    if not text:
        source.report("REC003", node, "the text is empty", "write a text, or delete the line")
        return NOTHING
    if "\n" in text:
        source.report(
            "REC026",
            node,
            "several lines of text where one belongs",
            "write it on one line",
            value=text[:_LONGEST_VALUE],
        )
        text = " ".join(text.split())
    if not text.isascii():
        _check_mojibake(text, node, source)
    most = type_.most or LINE_LIMIT
    if len(text) > most:
        source.report(
            "REC015",
            node,
            f"{len(text):,} characters, more than {most:,}",
            "shorten it; what does not fit is cut off",
            value=text[:_LONGEST_VALUE],
        )
        text = text[: most - 1].rstrip() + "…"
    return text


def _keep_lost(text: str, node: Node, source: Source) -> str:
    whole = f"{text} {node.lost}"
    source.report(
        "REC017",
        node,
        f"the text ends before '#', and {show(node.lost)} would be lost as a comment",
        "put the whole text in quotes, or in a block after '|'",
        value=node.lost,
    )
    return whole


def _check_mojibake(text: str, node: Node, source: Source) -> None:
    match = _MOJIBAKE.search(text)
    if match is not None:
        source.report(
            "REC020",
            node,
            f"{show(text[max(0, match.start() - 10) : match.end() + 10])} looks garbled: "
            "UTF-8 was read as another encoding",
            "write the text again; paste it from where it is still right",
            value=match[0],
        )


def read_time(node: Node, type_: Type, source: Source) -> Any:
    """Return a :class:`~generator.core.times.ParsedTime`."""
    zones = type_.kind is Kind.ZONED_TIME
    parsed = times.parse_time(node.text, zones=zones)
    if parsed is not None:
        return parsed
    source.report(
        "REC008",
        node,
        f"{show(node.text)} is no time",
        _time_fix(node.text, zones),
        value=node.text,
    )
    return NOTHING


def _time_fix(text: str, zones: bool) -> str:
    match = _TWELVE_HOURS.fullmatch(text.strip())
    if match and 1 <= int(match[1]) <= 12:
        hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
        return f"write '{hour:02}:{match[2] or '00'}', and mind that times are UTC"
    match = _DOTTED.fullmatch(text.strip())
    if match and int(match[1]) < 24 and int(match[2]) < 60:
        return f"write '{int(match[1]):02}:{match[2]}'"
    if _TURNED_DATE.fullmatch(text.strip()):
        return "write the date as year-month-day, such as '2025-01-15 14:23'"
    if times.parse_date(text):
        return f"add the clock time, such as '{text.strip()} 14:23'"
    if zones:
        return "write it as '2025-02-01 22:00 America/New_York' or '2025-02-02 03:00Z'"
    return "write it as '14:23', '2025-01-15 14:23' or '2025-01-15 09:23-05:00'"


def read_promise(node: Node, type_: Type, source: Source) -> Any:
    """Return a ParsedTime, a timedelta, or None for ``none``."""
    text = node.text
    if text in type_.words:
        return None
    found = times.parse_duration(text)
    if found is not None:
        return found
    parsed = times.parse_time(text)
    if parsed is not None:
        return parsed
    source.report(
        "REC009",
        node,
        f"{show(text)} is neither a time nor a length of time",
        _length_fix(text) or "write '30m', a time such as '15:06', or 'none'",
        value=text,
    )
    return NOTHING


def _read_length(node: Node, _type: Type, source: Source) -> Any:
    found = times.parse_duration(node.text)
    if found is not None:
        return found
    fix = _length_fix(node.text) or "write it as '30m', '26h' or '2d'"
    source.report("REC009", node, f"{show(node.text)} is no length of time", fix, value=node.text)
    return NOTHING


def _read_length_or_none(node: Node, type_: Type, source: Source) -> Any:
    return None if node.text == "none" else _read_length(node, type_, source)


_LENGTH_WORDS = re.compile(
    r"(?:in )?([0-9]{1,4}) ?(min|mins|minutes?|hours?|hrs?|days?|seconds?|secs?)?"
)


def _length_fix(text: str) -> str:
    match = _LENGTH_WORDS.fullmatch(text.strip().lower())
    if match is None:
        return ""
    unit = {"h": "h", "d": "d", "s": "s"}.get((match[2] or "m")[0], "m")
    return f"write '{match[1]}{unit}'"


def _read_day(node: Node, _type: Type, source: Source) -> Any:
    found = times.parse_date(node.text)
    if found is None:
        source.report(
            "REC010",
            node,
            f"{show(node.text)} is no day",
            "write year, month and day, such as '2025-01-21'",
            value=node.text,
        )
        return NOTHING
    return found


def _read_month(node: Node, _type: Type, source: Source) -> Any:
    text = node.text
    if times.parse_date(text) is not None or _MONTH.fullmatch(text):
        return text.strip()
    source.report(
        "REC010",
        node,
        f"{show(text)} is neither a month nor a day",
        "write '2025-01' or '2025-01-21'",
        value=text,
    )
    return NOTHING


def _read_boolean(node: Node, _type: Type, source: Source) -> Any:
    text = node.text
    if text in ("true", "false"):
        return text == "true"
    low = text.strip().lower()
    meant = low if low in ("true", "false") else _YES.get(low) or _NO.get(low)
    fix = f"write '{meant}'" if meant else "write 'true' or 'false'"
    source.report("REC011", node, f"{show(text)} is neither true nor false", fix, value=text)
    return NOTHING


def _read_integer(node: Node, type_: Type, source: Source) -> Any:
    text = node.text
    bounds = f"from {type_.least} to {type_.most}" if type_.most else f"from {type_.least}"
    if not _INTEGER.fullmatch(text):
        digits = re.sub(r"[ ,_.+~]", "", text)
        is_meant = digits.isascii() and digits.isdigit() and len(digits) < 12
        fix = f"write '{int(digits)}'" if is_meant else f"write a whole number {bounds}, in digits"
        source.report("REC012", node, f"{show(text)} is no whole number", fix, value=text)
        return NOTHING
    number = int(text)
    if number < type_.least or (type_.most and number > type_.most):
        source.report(
            "REC012", node, f"{number} is not {bounds}", f"write a number {bounds}", value=text
        )
        return NOTHING
    return number


def _read_percent(node: Node, _type: Type, source: Source) -> Any:
    text = node.text
    if _PERCENT.fullmatch(text) and float(text) <= 100:
        return float(text)
    meant = text.strip().rstrip("% ").replace(",", ".")
    is_meant = _PERCENT.fullmatch(meant) and float(meant) <= 100
    fix = f"write '{meant}'" if is_meant else "write a number from 0 to 100, such as '49.9'"
    source.report("REC027", node, f"{show(text)} is no share of a hundred", fix, value=text)
    return NOTHING


def _is_url(text: str) -> bool:
    if len(text) > 2000 or not text.isprintable() or " " in text or "\\" in text:
        return False
    try:
        parts = urlsplit(text)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    plain_host = bool(parts.hostname) and "@" not in parts.netloc and "<" not in text
    return parts.scheme in ("https", "http") and plain_host and port_is_fine and '"' not in text


def _read_url(node: Node, _type: Type, source: Source) -> Any:
    text = node.text.strip()
    if _is_url(text):
        return text
    bare = re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/[^\s<>\"]*)?", text)
    fix = f"write 'https://{text}'" if bare else "write an address that begins with https://"
    source.report("REC013", node, f"{show(text)} is no web address", fix, value=text)
    return NOTHING


def _read_contact(node: Node, type_: Type, source: Source) -> Any:
    text = node.text.strip()
    if text.startswith("mailto:") and _EMAIL.fullmatch(text[7:]):
        return text
    if _EMAIL.fullmatch(text):
        source.report(
            "REC013",
            node,
            f"{show(text)} is an address without 'mailto:'",
            f"write 'mailto:{text}'",
            value=text,
        )
        return NOTHING
    return _read_url(node, type_, source)


def _read_email(node: Node, _type: Type, source: Source) -> Any:
    text = node.text.strip()
    if _EMAIL.fullmatch(text):
        return text
    source.report(
        "REC013",
        node,
        f"{show(text)} is no e-mail address",
        "write one address, such as help@example.com",
        value=text,
    )
    return NOTHING


def _read_slug(node: Node, _type: Type, source: Source) -> Any:
    if _SLUG.fullmatch(node.text):
        return node.text
    low = re.sub(r"[^a-z0-9]+", "-", node.text.lower()).strip("-")[:64]
    source.report(
        "REC014",
        node,
        f"{show(node.text)} is no id: an id has small letters, digits and hyphens",
        f"write '{low}'" if low else "write an id such as 'score-recording'",
        value=node.text,
    )
    return NOTHING


def _read_update_id(node: Node, type_: Type, source: Source) -> Any:
    if _UPDATE_ID.fullmatch(node.text):
        return node.text
    or_word = f", or '{type_.words[0]}'" if type_.words else ""
    source.report(
        "REC014",
        node,
        f"{show(node.text)} is no id of an update",
        f"write its id, such as '20250115T143600Z'{or_word}",
        value=node.text,
    )
    return NOTHING


def _read_handle(node: Node, _type: Type, source: Source) -> Any:
    match = _HANDLE.fullmatch(node.text)
    if match:
        return match[1]
    source.report(
        "REC014",
        node,
        f"{show(node.text)} is no handle",
        'write one handle without spaces, such as "@engineer"',
        value=node.text,
    )
    return NOTHING


def _read_record_id(node: Node, _type: Type, source: Source) -> Any:
    if parse_record_id(node.text):
        return node.text
    source.report(
        "REC014",
        node,
        f"{show(node.text)} is no id of a record",
        "write the folder's name, such as 'INC-2025-01-15-001'",
        value=node.text,
    )
    return NOTHING


def _read_address(node: Node, _type: Type, source: Source) -> Any:
    address = read_former_address(node.text)
    if address is not None:
        return address
    source.report(
        "REC014",
        node,
        f"{show(node.text)} is no address that an earlier status site can have had",
        "write the path alone, outside this site's own folders, such as 'incidents/kctbh9vrtdwd'",
        value=node.text,
    )
    return NOTHING


def _read_zone(node: Node, _type: Type, source: Source) -> Any:
    if times.find_zone(node.text) is not None:
        return node.text
    source.report(
        "REC023",
        node,
        f"{show(node.text)} is no time zone",
        "write a name of the IANA list, such as 'America/New_York' or 'UTC'",
        value=node.text,
    )
    return NOTHING


def _read_colour(node: Node, _type: Type, source: Source) -> Any:
    if _COLOUR.fullmatch(node.text):
        return node.text.lower()
    source.report(
        "REC025",
        node,
        f"{show(node.text)} is no colour",
        "write '#' and six hexadecimal digits in quotes, such as \"#4a72d9\"",
        value=node.text,
    )
    return NOTHING


def _read_svg_name(node: Node, _type: Type, source: Source) -> Any:
    if _SVG.fullmatch(node.text):
        return node.text
    source.report(
        "REC025",
        node,
        f"{show(node.text)} is no name of an SVG file beside site.yml",
        "write a plain file name, such as 'logo.svg'",
        value=node.text,
    )
    return NOTHING


READERS: dict[Kind, Callable[[Node, Type, Source], Any]] = {
    Kind.TEXT: read_text,
    Kind.LINE: read_line,
    Kind.SLUG: _read_slug,
    Kind.DAY: _read_day,
    Kind.MONTH: _read_month,
    Kind.LENGTH: _read_length,
    Kind.LENGTH_OR_NONE: _read_length_or_none,
    Kind.BOOLEAN: _read_boolean,
    Kind.INTEGER: _read_integer,
    Kind.PERCENT: _read_percent,
    Kind.URL: _read_url,
    Kind.CONTACT: _read_contact,
    Kind.EMAIL: _read_email,
    Kind.HANDLE: _read_handle,
    Kind.UPDATE_ID: _read_update_id,
    Kind.RECORD_ID: _read_record_id,
    Kind.ZONE: _read_zone,
    Kind.ADDRESS: _read_address,
    Kind.COLOUR: _read_colour,
    Kind.SVG_NAME: _read_svg_name,
}
