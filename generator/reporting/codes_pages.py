"""The handbook's pages about codes: one for each, and a list of all (design §5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.core.codes import CODES, FAMILIES
from generator.core.codes_entry import Code, Example, Link
from generator.reporting.reference import split_sentences

_MOST_LINES = 24
_MOST_FILES = 3
_LONGEST_LINE = 160
_LANGUAGES = {".yml": "yaml", ".yaml": "yaml", ".svg": "xml"}


def create_code_pages() -> Mapping[str, str]:
    """Return every page by its file's name in ``handbook/codes/``; ``index.md`` is the list."""
    pages = {"index.md": create_index(CODES.values())}
    return pages | {f"{code.code}.md": create_page(code) for code in CODES.values()}


def create_index(codes: Iterable[Code]) -> str:
    """Return the list of *codes* by family, as Markdown."""
    known = list(codes)
    lines = [
        "# Codes of findings",
        "",
        "Each finding has a code that never changes its meaning and is never given twice.",
        "Errors have to be put right; warnings are worth a look.",
        "These pages are made by `allclear schema --handbook`, and a test runs both examples of "
        "each.",
    ]
    for family, about in FAMILIES.items():
        rows = [code for code in known if code.code.startswith(family)]
        lines += ["", f"## {family}: {about}", "", "| code | severity | what |", "|---|---|---|"]
        lines += [
            f"| [{code.code}]({code.code}.md) | {code.severity} | {code.title} |" for code in rows
        ]
    return "\n".join(lines) + "\n"


def create_page(code: Code) -> str:
    """Return the page of one code as Markdown."""
    lines = [f"# {code.code}: {code.title}", "", f"Severity: {code.severity}.", ""]
    lines += split_sentences(code.what)
    if code.is_silent:
        lines.append("The finding shows neither the value nor its line, because both may be read.")
    lines += ["", "## Why it matters", "", *split_sentences(code.why)]
    lines += ["", "## Wrong", "", *_show_example(code.bad)]
    lines += ["", "## Right", "", *_show_example(code.good)]
    lines += ["", "[All codes](index.md)"]
    return "\n".join(lines) + "\n"


def _show_example(example: Example) -> Iterator[str]:
    for number, (path, content) in enumerate(example.items()):
        if number:
            yield ""
        if number == _MOST_FILES:
            yield f"And {len(example) - number:,} more files like these."
            return
        if isinstance(content, Link):
            yield f"`{path}` is a symbolic link to `{content.target}`."
            continue
        text = content if isinstance(content, str) else _decode(content)
        shown = "".join(map(_show_character, text))
        yield f"`{path}`"
        yield ""
        yield from _fence(path, shown.removesuffix("\n").split("\n"))
        if "⟨" in shown:
            yield ""
            yield "What stands in ⟨ ⟩ is one character or byte with that number."


def _fence(path: str, lines: list[str]) -> Iterator[str]:
    fence = "```"
    while any(fence in line for line in lines):
        fence += "`"
    language = next((_LANGUAGES[end] for end in _LANGUAGES if path.endswith(end)), "text")
    yield f"{fence}{language}"
    yield from (
        line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1] + "…"
        for line in lines[:_MOST_LINES]
    )
    yield fence
    if len(lines) > _MOST_LINES:
        yield ""
        yield f"And {len(lines) - _MOST_LINES:,} more lines."


def _decode(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")


def _show_character(char: str) -> str:
    """Return *char* where it can be seen, else its number."""
    if char == "\n" or char.isprintable():
        return char
    point = ord(char)
    if 0xDC80 <= point <= 0xDCFF:  # a byte that is no UTF-8
        return f"⟨byte {point - 0xDC00:02X}⟩"
    return f"⟨U+{point:04X}⟩"
