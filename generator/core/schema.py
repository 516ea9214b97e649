"""The one table of fields: what may stand in which file, how long, for whom, since when.

From this table come the decoder and its "did you mean" (:mod:`generator.readers.decode`), the
JSON Schemas for editors (:mod:`generator.reporting.json_schema`) and the reference page
(:mod:`generator.reporting.reference`). A field exists when it is here, and only then.

The tables themselves lie beside this module, one per kind of file: ``schema_public``,
``schema_postmortem``, ``schema_site``, ``schema_internal``, ``schema_review``, ``schema_hosts``;
``schema_files`` lists them all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from generator.core.audience import Audience

TITLE_LIMIT = 200
"""Longest title, in characters."""
LINE_LIMIT = 500
"""Longest text of one line, in characters."""
TEXT_LIMIT = 8 * 1024
"""Longest text, in bytes of UTF-8 (reliability §1F: rendering time is bounded by it)."""
LOG_LIMIT = 200 * 1024
"""Longest ``log:`` block, in bytes."""
LIST_LIMIT = 200
"""Most items of a list, most keys of a map."""


class Kind(StrEnum):
    """What a value is; each has one reader in :mod:`generator.readers.decode`."""

    TEXT = "text"
    """Free text of several lines; Markdown where it is shown."""
    LINE = "line"
    """Free text of one line."""
    SLUG = "slug"
    """An id: small letters, digits, hyphens."""
    WORD = "word"
    """One of a few words."""
    TIME = "time"
    """A clock, a date and a clock, with or without an offset."""
    ZONED_TIME = "zoned time"
    """The same, and a zone's name may follow."""
    PROMISE = "promise"
    """A time, a length of time, or ``none``."""
    DAY = "day"
    """``YYYY-MM-DD``."""
    MONTH = "month"
    """``YYYY-MM`` or ``YYYY-MM-DD``."""
    LENGTH = "length"
    """A length of time such as ``30m`` or ``26h``."""
    LENGTH_OR_NONE = "length or none"
    """A length of time, or ``none``."""
    TARGET = "target"
    """How long something may take: ``5m``, ``8 business hours``, or ``none``."""
    CLOCK = "clock"
    """A clock time of a day, ``00:00`` to ``24:00``."""
    BOOLEAN = "boolean"
    """``true`` or ``false``."""
    INTEGER = "integer"
    """A whole number, not negative."""
    PERCENT = "percent"
    """A share, 0 to 100, with at most two decimals; no sign behind it."""
    URL = "url"
    """``https://`` or ``http://`` and a host."""
    CONTACT = "contact"
    """A URL or ``mailto:``."""
    EMAIL = "email"
    """One address."""
    HANDLE = "handle"
    """``@name`` or ``name``."""
    COMPONENT = "component"
    """Id of a component in ``site.yml``."""
    VENDOR = "vendor"
    """Id of a vendor in ``site.yml``."""
    UPDATE_ID = "update id"
    """Id of an update."""
    RECORD_ID = "record id"
    """``INC-YYYY-MM-DD-NNN`` or ``MNT-…``."""
    ZONE = "zone"
    """An IANA zone such as ``America/New_York``."""
    ADDRESS = "address"
    """Path of a page on another status site: letters, digits and ``. _ -`` between slashes."""
    COLOUR = "colour"
    """``#rrggbb``."""
    SVG_NAME = "svg name"
    """Name of an SVG file beside ``site.yml``."""
    LIST = "list"
    """Several values of one type."""
    MAP = "map"
    """Values of one type by key."""
    RECORD = "record"
    """Named fields."""


FREE_TEXT = frozenset({Kind.TEXT, Kind.LINE})
"""Kinds whose value is a person's own words: none of them may be lost to a comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """What a value is and how much of it there may be.

    Attributes:
        kind: What it is.
        most: Text: the longest, characters for LINE, bytes of UTF-8 for TEXT. Integer: the
            largest. List and map: the most items. 0 for no bound of its own.
        least: Integer: the smallest. List and map: the fewest items.
        words: The words a WORD may be, or further words a PROMISE or UPDATE_ID may be.
        called: What one value is called in findings: "an incident status".
        of: Type of the items of a LIST or the values of a MAP.
        keys: Type of the keys of a MAP.
        fields: Fields of a RECORD.
        is_single_ok: LIST: a lone value counts as a list of one.
        lone: RECORD: the field that a text fills which stands where the fields could; or empty.
        table: The same fields by name; made from ``fields``.
        required: Those that must be there; made from ``fields``.
    """

    kind: Kind
    most: int = 0
    least: int = 0
    words: tuple[str, ...] = ()
    called: str = ""
    of: Type | None = None
    keys: Type | None = None
    fields: tuple[Field, ...] = ()
    is_single_ok: bool = False
    lone: str = ""
    table: dict[str, Field] = field(init=False, repr=False, compare=False)
    required: tuple[Field, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", {each.name: each for each in self.fields})
        required = tuple(each for each in self.fields if each.required)
        object.__setattr__(self, "required", required)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of one kind of file.

    Attributes:
        name: As written in the file.
        type: What its value is.
        help: What it is for, one sentence or two; editors show it.
        source: Requirement, design section or line of the source document it comes from.
        required: Whether its absence is a finding.
        audience: Who may read its value; fields of public files are public. None: no site does.
        since: Format version that added it.
        example: A value as written, for the reference page; may be empty.
    """

    name: str
    type: Type
    help: str
    source: str
    required: bool = False
    audience: Audience | None = Audience.PUBLIC
    since: str = "1"
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """One kind of file.

    Attributes:
        name: Short name, also the file name of its JSON Schema: ``incident``.
        pattern: Where such files lie, from the root.
        title: What people call it.
        help: What it is for.
        type: Its fields, as a RECORD.
        audience: Who it is for as a whole; None where only commands read it.
        example: A small complete file.
    """

    name: str
    pattern: str
    title: str
    help: str
    type: Type
    audience: Audience | None
    example: str


def text(most: int = TEXT_LIMIT) -> Type:
    """Return the type of a text of several lines, at most *most* bytes."""
    return Type(kind=Kind.TEXT, most=most)


def line(most: int = LINE_LIMIT) -> Type:
    """Return the type of a text of one line, at most *most* characters."""
    return Type(kind=Kind.LINE, most=most)


def word(words: type[StrEnum] | tuple[str, ...], called: str) -> Type:
    """Return the type of one of *words*, which findings call *called*."""
    return Type(kind=Kind.WORD, words=tuple(str(each) for each in words), called=called)


def integer(least: int, most: int) -> Type:
    """Return the type of a whole number from *least* to *most*."""
    return Type(kind=Kind.INTEGER, least=least, most=most)


def list_of(
    item: Type, *, least: int = 0, most: int = LIST_LIMIT, is_single_ok: bool = False
) -> Type:
    """Return the type of a list of *item*."""
    return Type(kind=Kind.LIST, of=item, least=least, most=most, is_single_ok=is_single_ok)


def map_of(keys: Type, values: Type, *, most: int = LIST_LIMIT) -> Type:
    """Return the type of a map from *keys* to *values*."""
    return Type(kind=Kind.MAP, keys=keys, of=values, most=most)


def record(*fields: Field, lone: str = "") -> Type:
    """Return the type of named *fields*; a text in their place is the field called *lone*."""
    return Type(kind=Kind.RECORD, fields=fields, lone=lone)


def of_kind(kind: Kind) -> Type:
    """Return the plain type of *kind*."""
    return Type(kind=kind)


def internal_field(
    name: str, type_: Type, help_: str, source: str, example: str = "", *, required: bool = False
) -> Field:
    """Return a field that responders alone read."""
    return Field(
        name=name,
        type=type_,
        help=help_,
        source=source,
        example=example,
        required=required,
        audience=Audience.INTERNAL,
    )
