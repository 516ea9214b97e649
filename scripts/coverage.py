"""Write the page of the handbook that says how far each number of the plan is covered.

python3 scripts/coverage.py            write it
python3 scripts/coverage.py --check    say whether it is up to date, and fail if it is not

Both say what is wrong with the entries, and fail for it; :mod:`scripts.coverage_entries` explains
their keys.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.coverage_entries import (  # noqa: E402
    HANDBOOK,
    PARTS,
    STATES,
    Entry,
    Section,
    by_number,
    find_problems,
    find_tests,
    read_sections,
)

PAGE = HANDBOOK / "coverage.md"
MOST_TESTS = 6
"""So many are named in a row, and the others counted."""

INTRO = """\
# What is covered

Made by `scripts/coverage.py` from the files in `coverage/`; do not edit it here.
The incident response plan this product is built on was taken apart into numbers, and tests are named after them.
This page says of each, in one sentence, what the product does or must do, how far that is, and where to look.

- **R** is a requirement, **T** a text that is filled from a record, **C** a list to tick, **X** a place where the plan contradicts itself or is silent, with what we do there.
- **done** works today, and the tests named hold it.
- **partly** means that something works and something is missing; **later** that it waits. Both say for which piece of work: *clocks* brings policy, people, deadlines, duties, messages and figures; *internal site* the pages for responders; *post-mortem commands*, *deploy and notify* and *security incidents* are what they say.
- Under *where* stand the modules, then fields of `policy.yml` and of records, then commands, addresses, findings and files. In italics: what is expected and not there yet.
- Tests are named without `test_`; those whose own name holds the number come first.
"""  # noqa: E501 - documents break lines between sentences


def create_page(sections: Sequence[Section], named: Mapping[str, Sequence[str]]) -> str:
    """Return the page about *sections*, in Markdown.

    Args:
        sections: Headings with their entries, in the order of the page.
        named: Tests by the number their name holds, as ``path::name``.
    """
    entries = [entry for section in sections for entry in section.entries]
    lines = [INTRO, *_counts(entries)]
    for section in sections:
        lines += ["", f"## {section.title}", "", "| number | what | state | where | tests |"]
        lines.append("|---|---|---|---|---|")
        lines += [_row(entry, named.get(entry.number, ())) for entry in section.entries]
    return "\n".join(lines) + "\n"


def _counts(entries: Sequence[Entry]) -> Iterator[str]:
    kinds = {"R": "requirements", "T": "texts", "C": "lists", "X": "contradictions"}
    count = Counter((entry.number[0], entry.state) for entry in entries)
    yield "| | all | " + " | ".join(STATES) + " |"
    yield "|---|---|---|---|---|"
    for kind, name in kinds.items():
        each = [count[kind, state] for state in STATES]
        yield f"| {name} | {sum(each)} | " + " | ".join(map(str, each)) + " |"
    each = [sum(entry.state == state for entry in entries) for state in STATES]
    yield f"| together | {len(entries)} | " + " | ".join(map(str, each)) + " |"
    yield ""
    waiting = Counter(part for entry in entries for part in entry.waits)
    yield "| waits for | numbers |"
    yield "|---|---|"
    yield from (f"| {part} | {waiting[part]} |" for part in PARTS)


def _row(entry: Entry, named: Sequence[str]) -> str:
    tests = [*named, *(each for each in entry.tests if each not in named)]
    shown = [_code(each.partition("::test_")[2]) for each in tests[:MOST_TESTS]]
    if more := len(tests) - len(shown):
        shown.append(f"and {more} more")
    where = (
        " ".join(_code(each.removeprefix("generator/")) for each in entry.code),
        " ".join(_field(each, entry.state) for each in (*_policy(entry), *entry.fields)),
        ", ".join(_place(each, entry.state) for each in entry.page),
    )
    cells = (entry.number, entry.sentence, _state(entry), _cell(where), _cell(shown))
    return "| " + " | ".join(each.replace("|", r"\|") for each in cells) + " |"


def _policy(entry: Entry) -> Iterator[str]:
    return (f"policy:{each}" for each in entry.policy)


def _field(field: str, state: str) -> str:
    is_expected = state == "later" and field.startswith("policy:")
    return f"*{field}*" if is_expected else _code(field)


def _state(entry: Entry) -> str:
    waits = [f"{part}: {missing}" if missing else part for part, missing in entry.waits.items()]
    return f"**{entry.state}**" + (f"; {'; '.join(waits)}" if waits else "")


def _place(page: str, state: str) -> str:
    if page.isalnum() and page.isupper():
        return f"[{page}](codes/{page}.md)"
    return f"*{page}*" if state == "later" and not page.startswith("/") else _code(page)


def _code(text: str) -> str:
    return f"`{text}`"


def _cell(parts: Iterable[str]) -> str:
    return "<br>".join(each for each in parts if each)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check, say what is wrong with the entries, and return the exit status."""
    parser = argparse.ArgumentParser(description="Write the page of what is covered.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if outdated")
    options = parser.parse_args(arguments)
    sections, tests = read_sections(), find_tests()
    named = by_number(tests)
    problems = find_problems(sections, tests)
    for each in problems:
        print(f"error: {each}")
    entries = [entry for section in sections for entry in section.entries]
    for number in [each.number for each in entries if each.state == "later"]:
        if number in named:
            print(f"note: {number} is later, and a test is named after it")
    text = create_page(sections, named)
    is_outdated = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text
    if is_outdated:
        print(f"{'out of date' if options.check else 'written'}: {PAGE.relative_to(ROOT)}")
        if not options.check:
            PAGE.write_text(text, encoding="utf-8")
    return 1 if problems or (options.check and is_outdated) else 0


if __name__ == "__main__":
    sys.exit(main())
