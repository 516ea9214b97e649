"""Say in plain words why libyaml rejects a file, and what to type instead.

libyaml names a token; a person at three in the morning needs the cause. Each teller below knows
one way in which hands go wrong. They are asked in order and only after libyaml has rejected the
file, so nothing here can refuse a file by itself.

Source: requirements §2.3, reliability §1D.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.readers.source import Place, Source, Spot, clean, show

_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")
_FIELD_LINE = re.compile(r"(\s*(?:- +)*)([\w.-]+):(?:\s+(.*))?$")
_NO_SPACE = re.compile(r"\s*(?:- +)*([A-Za-z_][\w-]*):(\S.*)$")
ODD_SPACE = re.compile(r"[ ]*([\u00a0\u2000-\u200b\u202f\u205f\u3000])")


@dataclass(frozen=True, slots=True)
class _Trouble:
    """What libyaml said, with lines and columns from 1."""

    problem: str
    context: str
    line: int
    column: int
    begun_line: int
    begun_column: int
    source: Source

    @property
    def text(self) -> str:
        """The line of the problem."""
        return self.source.line(self.line)

    @property
    def char(self) -> str:
        """The character at the problem."""
        return self.text[self.column - 1 : self.column]


_Told = tuple[str, Spot, str, str]
"""Code, place, message, fix."""


def explain(error: Any, data: bytes, source: Source) -> None:
    """Add the one finding that explains why libyaml rejected *data*.

    Args:
        error: A ``yaml.YAMLError``. A ``ReaderError`` has no mark, only a byte position; its line
            and column are derived from that.
        data: The bytes libyaml was given.
        source: Takes the finding.
    """
    if _has_odd_space(source):
        return  # what libyaml stumbles over follows from the line already told
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    begun = getattr(error, "context_mark", None) or mark
    if mark is None or begun is None:
        before = data[: getattr(error, "position", 0) or 0].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        trouble = _Trouble(
            str(getattr(error, "reason", "")), "", line, column, line, column, source
        )
    else:
        trouble = _Trouble(
            getattr(error, "problem", None) or "",
            getattr(error, "context", None) or "",
            mark.line + 1,
            mark.column + 1,
            begun.line + 1,
            begun.column + 1,
            source,
        )
    told = _tell_conflict(trouble) or _tell_tab(trouble)
    if told is None and (odd := _find_odd_space(trouble)):
        report_odd_space(odd, source)
        return
    for teller in () if told else _TELLERS:
        told = teller(trouble)
        if told is not None:
            break
    told = told or _tell_anything(trouble)
    code, spot, message, fix = told
    source.report(code, spot, message, fix, value=clean(source.line(spot.line)).strip()[:60])


def _tell_conflict(trouble: _Trouble) -> _Told | None:
    for number, line in _lines(trouble.source):
        if _CONFLICT.match(line):
            return (
                "YML011",
                Spot(number, 1, len(line)),
                f"{show(line)} is left over from a merge in git",
                "keep the lines that are right and delete the three marker lines",
            )
    return None


def _tell_tab(trouble: _Trouble) -> _Told | None:
    # libyaml may notice only at the line after the one with the tab.
    for number in (trouble.line, trouble.line - 1, trouble.begun_line):
        line = trouble.source.line(number)
        blank = line[: len(line) - len(line.lstrip())]
        if "\t" in blank:
            column = blank.index("\t") + 1
            return (
                "YML010",
                Spot(number, column, blank.count("\t")),
                "a tab stands before the text of this line",
                "indent with spaces, as many as the lines around it have",
            )
    if "tab" in trouble.problem or trouble.char == "\t":
        return (
            "YML010",
            Spot(trouble.line, trouble.column),
            "a tab stands where only spaces may",
            "replace it with a space",
        )
    return None


def _find_odd_space(trouble: _Trouble) -> Spot | None:
    for number in (trouble.line, trouble.line - 1, trouble.begun_line):
        match = ODD_SPACE.match(trouble.source.line(number))
        if match:
            return Spot(number, match.start(1) + 1)
    return None


def report_odd_space(place: Place, source: Source) -> None:
    """Add the finding about the character at *place*; of a file with many only the first."""
    if _has_odd_space(source):
        return
    point = f"U+{ord(source.line(place.line)[place.column - 1]):04X}"
    source.report(
        "YML032",
        place,
        f"invisible character {point} stands where a space belongs",
        "delete what stands before the first letter and type spaces",
        value=point,
    )


def _has_odd_space(source: Source) -> bool:
    return any(each.code == "YML032" for each in source.findings)


def _tell_quote(trouble: _Trouble) -> _Told | None:
    if "quoted scalar" not in trouble.context:
        return None
    begun = Spot(trouble.begun_line, trouble.begun_column)
    if "stream" in trouble.problem or "document" in trouble.problem:
        mark = trouble.source.line(begun.line)[begun.column - 1 : begun.column]
        return (
            "YML014",
            begun,
            f"the quote {mark} opened here is never closed",
            f"add {mark} at the end of the text, or write the text in a block after '|'",
        )
    # Of "\\users" libyaml names the first character that is no digit, behind the escape.
    is_short = "hexdecimal" in trouble.problem
    column = trouble.column - 2 if is_short else trouble.column
    here = Spot(trouble.line, column, 2)
    if is_short or "escape" in trouble.problem:
        seen = trouble.text[column - 1 : column + 5]
        if "invalid Unicode" in trouble.problem:
            return (
                "YML029",
                here,
                "this escape stands for half a character or for none",
                "write the character itself",
            )
        return (
            "YML033",
            here,
            f"{show(seen[:2])} is no escape that YAML knows",
            "write \\\\ for a backslash, or use single quotes",
        )
    return None


def _tell_after_quote(trouble: _Trouble) -> _Told | None:
    match = _FIELD_LINE.match(trouble.text)
    value = (match[3] or "") if match else trouble.text.strip().removeprefix("- ")
    mark = value[:1]
    if mark not in ('"', "'") or trouble.problem not in _KEY_EXPECTED or trouble.column < 2:
        return None
    words = value.strip()
    other = '"' if mark == "'" else "'"
    inner = words[1:-1] if words.endswith(mark) and len(words) > 1 else words
    offer = f"{other}{inner}{other}" if other not in inner else "a block after '|'"
    return (
        "YML017",
        Spot(trouble.line, trouble.column),
        f"text goes on after the closing quote {mark}",
        f"write {_short(offer)}",
    )


_KEY_EXPECTED = (
    "did not find expected key",
    "did not find expected '-' indicator",
    "did not find expected <document start>",
)


def _tell_bracket(trouble: _Trouble) -> _Told | None:
    if "flow" in trouble.context:
        begun_line, begun_column = trouble.begun_line, trouble.begun_column
        opened = trouble.source.line(begun_line)[begun_column - 1 : begun_column]
        if opened not in ("[", "{"):  # the text ended right after it
            begun_line, begun_column, opened = _last_bracket(trouble.source, opened)
        closing = {"[": "]", "{": "}"}.get(opened, "]")
        return (
            "YML015",
            Spot(begun_line, begun_column),
            f"the bracket {opened} opened here is never closed properly",
            f"add {closing}, with a comma between items; put text with brackets in quotes",
        )
    match = _FIELD_LINE.match(trouble.text)
    value = (match[3] or "") if match else ""
    if value[:1] in ("[", "{") and trouble.problem in _KEY_EXPECTED:
        return (
            "YML015",
            Spot(trouble.line, trouble.column),
            f"text goes on after the closing bracket of {show(value)}",
            f"put the text in quotes: {match[2] if match else ''}: {_quote(value)}",
        )
    if value[:1] in ("]", "}", ","):
        return (
            "YML012",
            Spot(trouble.line, trouble.column),
            f"a text may not begin with '{value[0]}'",
            f"put it in quotes: {_quote(value)}",
        )
    return None


def _last_bracket(source: Source, otherwise: str) -> tuple[int, int, str]:
    """Return line, column and kind of the last bracket opened in the file."""
    before = source.text.rstrip()
    at = max(before.rfind("["), before.rfind("{"))
    if at < 0:
        return 1, 1, otherwise
    return before.count("\n", 0, at) + 1, at - before.rfind("\n", 0, at), before[at]


def _tell_start(trouble: _Trouble) -> _Told | None:
    if "directive" in trouble.context:
        return (
            "YML030",
            Spot(trouble.begun_line, trouble.begun_column, len(trouble.text)),
            "a line that begins with '%' is a directive to YAML",
            "delete the line, or put the text in quotes",
        )
    if "any token" not in trouble.problem or not trouble.char:
        return None
    rest = trouble.text[trouble.column - 1 :].strip()
    return (
        "YML012",
        Spot(trouble.line, trouble.column, len(rest)),
        f"a text may not begin with '{clean(trouble.char)}'",
        f"put it in quotes: {_quote(rest)}",
    )


def _tell_star(trouble: _Trouble) -> _Told | None:
    place = trouble.source.line(trouble.line)
    is_mark = any(each in trouble.context for each in ("alias", "anchor", "tag"))
    match = _FIELD_LINE.match(place)
    value = ((match[3] or "") if match else "").strip()
    if not is_mark and not (value[:1] in ("*", "&", "!") and trouble.problem in _KEY_EXPECTED):
        return None
    line, column = trouble.line, trouble.column
    if is_mark:
        line, column = trouble.begun_line, trouble.begun_column
        value = trouble.source.line(line)[column - 1 :].strip()
    else:
        column = place.index(value) + 1
    return (
        "YML018",
        Spot(line, column, len(value)),
        f"a text that begins with '{value[:1]}' means something else to YAML",
        f"put it in quotes: {_quote(value)}",
    )


def _tell_block_header(trouble: _Trouble) -> _Told | None:
    if "block scalar" not in trouble.context:
        return None
    line = trouble.source.line(trouble.begun_line)
    value = line[trouble.begun_column - 1 :].strip()
    mark = value[:1]
    if mark not in ("|", ">"):
        return None
    return (
        "YML031",
        Spot(trouble.begun_line, trouble.begun_column, len(value)),
        f"text stands on the same line as the '{mark}' that opens a block",
        f"begin the text on the next line, indented, or put it in quotes: {_quote(value)}",
    )


def _tell_colon(trouble: _Trouble) -> _Told | None:
    if "mapping values are not allowed" not in trouble.problem:
        return None
    match = _FIELD_LINE.match(trouble.text)
    if match and match[3] is not None and trouble.column > match.end(2) + 1:
        value = match[3].strip()
        return (
            "YML013",
            Spot(trouble.line, trouble.column),
            f"a second colon in the line of '{clean(match[2])}'",
            f"put the text in quotes: {match[2]}: {_quote(value)}",
        )
    above = _line_above(trouble.source, trouble.line)
    if above is None:
        return None
    number, before = above
    field = _FIELD_LINE.match(before)
    if field is None:
        return _without_colon(trouble.source, number, before)
    if field[3]:
        width = len(trouble.text) - len(trouble.text.lstrip())
        return (
            "YML016",
            Spot(trouble.line, width + 1, max(1, trouble.column - width - 1)),
            f"this line is indented by {width}, deeper than the field in line {number} allows",
            f"indent it by {len(field[1])}, as '{clean(field[2])}' is",
        )
    return None


def _tell_no_colon(trouble: _Trouble) -> _Told | None:
    if "could not find expected ':'" not in trouble.problem:
        return None
    number = trouble.begun_line
    line = trouble.source.line(number)
    indent = len(line) - len(line.lstrip())
    for block_number, margin in _blocks_above(trouble.source, number):
        if indent < margin:
            return (
                "YML016",
                Spot(number, indent + 1, len(line.strip())),
                f"this line belongs to no field; the block of line {block_number} has ended",
                f"indent it by {margin} if it is part of that text, or write 'name: value'",
            )
    return _without_colon(trouble.source, number, line)


def _without_colon(source: Source, number: int, line: str) -> _Told:
    """Tell of line *number*: text that belongs to the field above, or a field without colon."""
    above = _line_above(source, number)
    field = _FIELD_LINE.match(above[1]) if above else None
    if above and field and (not field[3] or field[3] in ("|", "|-", ">", ">-")):
        return _text_below(number, line, above[0], field)
    return _missing_colon(number, line)


def _text_below(number: int, line: str, above: int, field: re.Match[str]) -> _Told:
    """Tell of text in line *number* that belongs to the *field* of the line *above*."""
    words = line.strip()
    spot = Spot(number, line.index(words) + 1, len(words))
    if field[3]:
        return (
            "YML016",
            spot,
            f"this line stands below the '{field[3]}' of line {above} and is not indented",
            f"indent the text by {len(field[1]) + 2}",
        )
    return (
        "YML019",
        spot,
        f"text of several lines stands below '{clean(field[2])}:' in line {above}",
        f"write '{clean(field[2])}: |' there",
    )


def _missing_colon(number: int, line: str) -> _Told:
    words = line.strip().removeprefix("- ")
    column = line.index(words) + 1 if words else 1
    joined = _NO_SPACE.match(line)
    if joined:
        return (
            "YML019",
            Spot(number, column, len(words)),
            f"no space after the colon in {show(words)}",
            f"write '{joined[1]}: {_short(clean(joined[2]))}'",
        )
    name, _, rest = words.partition(" ")
    if rest and name.islower() and name.isidentifier():
        offer = f"write '{clean(name)}: {_short(clean(rest.strip()))}'"
    else:
        offer = "write 'name: value'"
    return (
        "YML019",
        Spot(number, column, len(words)),
        f"no colon in {show(words)}",
        f"{offer}; text of several lines goes in a block after '|', indented",
    )


def _tell_indent(trouble: _Trouble) -> _Told | None:
    if trouble.problem not in _KEY_EXPECTED and "not allowed" not in trouble.problem:
        return None
    line = trouble.text
    indent = len(line) - len(line.lstrip())
    if "sequence entries" in trouble.problem:
        return (
            "YML016",
            Spot(trouble.line, trouble.column),
            "a list may not begin in the line of its field",
            "begin the list on the next line, each item after '- '; put text in quotes",
        )
    if trouble.problem == "did not find expected '-' indicator":
        what = f"this line stands where the list of line {trouble.begun_line} expects '- '"
    elif line.lstrip().startswith("- "):
        what = f"a list item stands among the fields that begin in line {trouble.begun_line}"
    else:
        what = f"this line is indented by {indent}, which fits no line above it"
    return (
        "YML016",
        Spot(trouble.line, indent + 1, len(line.strip())),
        what,
        "give lines that belong together the same number of spaces in front",
    )


def _tell_anything(trouble: _Trouble) -> _Told:
    said = trouble.problem or "it cannot be read"
    return (
        "YML006",
        Spot(trouble.line, trouble.column),
        f"no valid YAML: {clean(said)}",
        "compare this line and the one above with an example; put text in quotes",
    )


_TELLERS: tuple[Callable[[_Trouble], _Told | None], ...] = (
    _tell_quote,
    _tell_block_header,
    _tell_star,
    _tell_start,
    _tell_after_quote,
    _tell_bracket,
    _tell_colon,
    _tell_no_colon,
    _tell_indent,
)


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    yield from enumerate(source.text.split("\n"), start=1)


def _line_above(source: Source, number: int) -> tuple[int, str] | None:
    """Return the nearest line above *number* with something on it."""
    for each in range(number - 1, 0, -1):
        line = source.line(each)
        if line.strip() and not line.lstrip().startswith("#"):
            return each, line
    return None


def _blocks_above(source: Source, number: int) -> Iterator[tuple[int, int]]:
    """Yield line and margin of the block after ``|`` or ``>`` that ended right above *number*."""
    for each in range(number - 1, 0, -1):
        match = _FIELD_LINE.match(source.line(each))
        if match and match[3] and match[3][0] in "|>":
            first = source.line(each + 1)
            yield each, len(first) - len(first.lstrip())
            return
        if match:
            return


def _quote(value: str) -> str:
    """Return *value* in quotes that hold it, shortened."""
    text = _short(clean(value.strip()))
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
