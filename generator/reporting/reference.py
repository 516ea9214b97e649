"""The reference page: every field of every file, from the one table of fields (design §3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.core.audience import Audience
from generator.core.log_verbs import AUDIENCES, CHANNELS, VERBS
from generator.core.plain_words import PLAIN_WORDS
from generator.core.schema import Field, FileKind, Kind, Type
from generator.core.schema_files import FILES
from generator.reporting.output_schemas import OUTPUTS

_HEAD = """\
# Reference

Every field of every file, as the program reads it.
`allclear schema --handbook` makes this page from the table the reader itself uses.

All values are text until a field says what they are.
So `no`, `1.10` and `14:23` mean what they look like.
A field that is not listed here is a finding, and so is one that is written twice.
What each finding means stands in the [list of codes](codes/index.md).
"""
_COLUMNS = ("field", "what it takes", "needed", "read by", "since", "meaning", "example", "source")
_READ_BY = {Audience.PUBLIC: "visitors", Audience.INTERNAL: "responders", None: "commands"}
_TIME = "time: `14:23`, `2025-01-15 14:23`, with seconds, `Z` or an offset"
_TAKES: dict[Kind, str] = {
    Kind.SLUG: "id: small letters, digits, `-` and `_`, at most 64",
    Kind.TIME: _TIME,
    Kind.ZONED_TIME: "time with its date: `2025-01-15 14:23`, with seconds, `Z`, an offset or a "
    "zone's name",
    Kind.DAY: "day: `2025-01-21`",
    Kind.MONTH: "month or day: `2025-01`, `2025-01-21`",
    Kind.LENGTH: "length of time: `30m`, `26h`, `2d`",
    Kind.LENGTH_OR_NONE: "length of time, or `none`",
    Kind.TARGET: "target: `5m`, `8 business hours`, `3 business days`, `end of next business "
    "day`, or `none`",
    Kind.CLOCK: 'clock time in quotes: `"09:00"`',
    Kind.BOOLEAN: "`true` or `false`",
    Kind.PERCENT: "share of a hundred, 0 to 100, at most two decimals: `49.9`",
    Kind.URL: "web address with `https://` or `http://`",
    Kind.CONTACT: "web address, or `mailto:` and an address",
    Kind.EMAIL: "one e-mail address",
    Kind.HANDLE: 'handle: `name` or `"@name"`',
    Kind.COMPONENT: "id of a component in `site.yml`",
    Kind.VENDOR: "id of a vendor in `site.yml`",
    Kind.RECORD_ID: "id of a record: `INC-2025-01-15-001`",
    Kind.ZONE: "zone of the IANA list: `America/New_York`",
    Kind.ADDRESS: "path on an earlier status site: `incidents/kctbh9vrtdwd`",
    Kind.COLOUR: 'colour in quotes: `"#4a72d9"`',
    Kind.SVG_NAME: "name of an SVG file beside `site.yml`, at most 64 characters and `.svg`",
}


def create_reference(files: Iterable[FileKind] = FILES) -> str:
    """Return the page as Markdown, one section for each of *files*, then log, words, outputs."""
    sections = (_create_section(kind) for kind in files)
    return "\n".join((_HEAD, *sections, _create_log(), _create_words(), _create_outputs()))


def describe(type_: Type) -> str:
    """Say what a value of *type_* may be and how much of it, in Markdown on one line."""
    kind = type_.kind
    if kind is Kind.TEXT:
        return f"text of several lines, at most {type_.most:,} bytes"
    if kind is Kind.LINE:
        return f"text of one line, at most {type_.most:,} characters"
    if kind is Kind.WORD:
        return f"one of {_join(type_.words)}"
    if kind is Kind.PROMISE:
        return f"length of time such as `30m`, {_TIME}, or {_join(type_.words)}"
    if kind is Kind.UPDATE_ID:
        word = f", or {_join(type_.words)}" if type_.words else ""
        return f"id: letters, digits, `.`, `-` and `_`, at most 80{word}"
    if kind is Kind.INTEGER:
        return f"whole number from {type_.least:,} to {type_.most:,}"
    if kind is Kind.RECORD:
        lone = f"; a text alone is its `{type_.lone}`" if type_.lone else ""
        return f"the fields below{lone}"
    if kind is Kind.LIST:
        single = "; a single one needs no list" if type_.is_single_ok else ""
        return f"list of {_bounds(type_)}: {describe(_of(type_))}{single}"
    if kind is Kind.MAP:
        assert type_.keys is not None  # noqa: S101 - every map says what its keys are
        return f"map of {_bounds(type_)}: {describe(type_.keys)} → {describe(_of(type_))}"
    return _TAKES[kind]


def _bounds(type_: Type) -> str:
    return f"{type_.least} to {type_.most}" if type_.least else f"at most {type_.most}"


def _of(type_: Type) -> Type:
    assert type_.of is not None  # noqa: S101 - every list and map says what it holds
    return type_.of


def _join(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _create_section(kind: FileKind) -> str:
    rows = [_row(path, field) for path, field in list_fields(kind.type)]
    return "\n".join(
        (
            f"## {kind.title}\n",
            f"`{kind.pattern}`, read by {_READ_BY[kind.audience]}.",
            *split_sentences(kind.help),
            f"\n```yaml\n{kind.example}```\n",
            _table(_COLUMNS, rows),
        )
    )


def list_fields(type_: Type, path: str = "") -> Iterator[tuple[str, Field]]:
    """Yield every field below *type_* with its way: ``updates[].at``, ``vendors.<id>.name``."""
    while type_.kind in (Kind.LIST, Kind.MAP):
        if type_.kind is Kind.LIST:
            path += "[]"
        else:
            path += f"{'.' if path else ''}<id>"
        type_ = _of(type_)
    for field in type_.fields:
        way = f"{path}.{field.name}" if path else field.name
        yield way, field
        yield from list_fields(field.type, way)


def _row(path: str, field: Field) -> tuple[str, ...]:
    return (
        f"`{path}`",
        describe(field.type),
        "yes" if field.required else "",
        _READ_BY[field.audience],
        field.since,
        field.help,
        f"`{field.example}`" if field.example else "",
        field.source,
    )


def _create_log() -> str:
    rows = [
        (f"`{rule.verb}`", f"`{rule.grammar}`", rule.help, f"`{rule.example}`")
        for rule in VERBS.values()
    ]
    return "\n".join(
        (
            "## The log\n",
            "Each line of `log:` in `internal.yml`, and of `log/*.log`, is "
            "`[DATE ]HH:MM[:SS][ZONE] [VERB] text`.",
            "Verbs are written in capitals.",
            "A line without one is an observation; a line without a time goes on with the one "
            "above.",
            "`evidence: https://…` at the end of a line says where the proof of it lies; several "
            "addresses have a space between them.\n",
            _table(("verb", "after it", "meaning", "example"), rows),
            "`NOTIFIED` knows these audiences: " + _join(AUDIENCES) + ".",
            "It knows these channels: " + _join(CHANNELS) + ", and rooms such as `#incidents`.\n",
        )
    )


def _create_words() -> str:
    rows = [(word, _join(terms)) for word, terms in PLAIN_WORDS.items()]
    return "\n".join(
        (
            "## Plain words\n",
            "Files take the exact words above.",
            "Commands also take these plain ones, and findings explain by them; where several "
            "are named, the field decides.\n",
            _table(("you say", "it is"), rows),
        )
    )


def _create_outputs() -> str:
    rows = [(f"`{each.command}`", f"`{each.name}`", each.title, each.help) for each in OUTPUTS]
    return "\n".join(
        (
            "## What commands print for programs\n",
            "Each of these has a JSON Schema that describes every key: "
            "`allclear schema check.output` prints one, `allclear schema --out FOLDER` writes "
            "all.",
            "Keys stay and keep their meaning; more may come.",
            "The schemas of what a site publishes lie below `/schema/` of the site.\n",
            _table(("command", "schema", "what it is", "how it comes"), rows),
        )
    )


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = tuple(columns)
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join("| " + " | ".join(map(_escape, line)) + " |\n" for line in lines)


def _escape(cell: str) -> str:
    return cell.replace("|", "\\|")


def split_sentences(text: str) -> list[str]:
    """Return *text* with each sentence on a line of its own, as documents here are written."""
    lines = [""]
    for word in text.split(" "):
        lines[-1] += f"{' ' if lines[-1] else ''}{word}"
        if word.endswith((".", "?")) and not word[-2:-1].isdigit():
            lines.append("")
    return [line for line in lines if line]
