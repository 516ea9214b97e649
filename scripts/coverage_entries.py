"""The numbers of the incident response plan as entries, and what is wrong with them.

An entry stands in ``site_src/internal/handbook/coverage/*.yml``, each file a list of sections with
a ``title`` and ``entries``. The keys of an entry:

- ``number``: ``R1`` to ``R211`` for requirements, ``T`` for templates, ``C`` for checklists, ``X``
  for contradictions.
- ``sentence``: what the product does or must do, one sentence in words of our own.
- ``state``: ``done``; ``partly``, something stands and something is missing; ``later``.
- ``waits``: unless done, which of `PARTS` brings the rest, each with what is missing (empty where
  that is all of it).
- ``code``: files, from the root. ``policy``: dotted fields of ``policy.yml``, a key of a map
  standing as itself. ``fields``: the same of any other kind of file, ``internal:data.loss``.
- ``page``: commands (``allclear check``), addresses of the site, codes of findings, files.
- ``tests``: those that hold it under another name than its own, ``path::name`` from ``tests/``.
  A test whose name holds the number is found by itself.

What ``later`` expects of policy, fields and pages is a plan, and not looked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.core.schema import Kind, Type
from generator.core.schema_files import FILES
from generator.renderers.address_book import SECTIONS

ROOT = Path(__file__).resolve().parents[1]
HANDBOOK = ROOT / "site_src" / "internal" / "handbook"

LAST = {"R": 211, "T": 15, "C": 7, "X": 46}
"""The last number of each kind; each begins with 1 and leaves none out."""

STATES = ("done", "partly", "later")
PARTS = (
    "clocks",
    "internal site",
    "post-mortem commands",
    "deploy and notify",
    "security incidents",
)
"""Work ahead that entries may wait for; ``clocks`` are policy, duties, messages and figures."""

SHORTEST, LONGEST = 20, 240
"""Of a sentence, in characters."""

_KEYS = {"number", "sentence", "state", "waits", "code", "policy", "fields", "page", "tests"}
_TEST = re.compile(r"^\s*def (test_\w+)", re.MULTILINE)
_NUMBER = re.compile(r"(?<=_)[RTCX][0-9]{1,3}(?=_)")
_CODE = re.compile(r"[A-Z]{3}[0-9]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One number; its attributes are the keys above."""

    number: str
    sentence: str
    state: str
    waits: Mapping[str, str]
    code: tuple[str, ...]
    policy: tuple[str, ...]
    fields: tuple[str, ...]
    page: tuple[str, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Entries that belong together, under their heading."""

    title: str
    entries: tuple[Entry, ...]


def read_sections(folder: Path = HANDBOOK / "coverage") -> tuple[Section, ...]:
    """Return the sections of all files in *folder*, requirements first.

    Raises:
        ValueError: If an entry has a key that does not exist, or lacks one of the first three.
    """
    import yaml  # only here, so that --help needs no environment

    found: list[Section] = []
    for name in ("requirements", "templates", "checklists", "contradictions"):
        text = (folder / f"{name}.yml").read_text(encoding="utf-8")
        given = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - texts alone
        found += [Section(each["title"], tuple(map(_entry, each["entries"]))) for each in given]
    return tuple(found)


def _entry(given: Mapping[str, Any]) -> Entry:
    if wrong := set(given) - _KEYS or {"number", "sentence", "state"} - set(given):
        raise ValueError(f"{given.get('number', given)}: key that is unknown or missing: {wrong}")
    lists = {key: tuple(given.get(key, ())) for key in ("code", "policy", "fields", "page")}
    return Entry(
        number=given["number"],
        sentence=given["sentence"],
        state=given["state"],
        waits=dict(given.get("waits", {})),
        tests=tuple(given.get("tests", ())),
        **lists,
    )


def find_tests(folder: Path = ROOT / "tests") -> frozenset[str]:
    """Return every test function below *folder* as ``core/test_times.py::test_lengths``."""
    return frozenset(
        f"{path.relative_to(folder).as_posix()}::{name}"
        for path in folder.rglob("test_*.py")
        for name in _TEST.findall(path.read_text(encoding="utf-8"))
    )


def by_number(tests: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return, for each number that names of *tests* hold, those tests in order."""
    found: dict[str, list[str]] = {}
    for test in sorted(tests):
        for number in dict.fromkeys(_NUMBER.findall(test.partition("::")[2])):
            found.setdefault(number, []).append(test)
    return {number: tuple(each) for number, each in found.items()}


def find_problems(
    sections: Sequence[Section], tests: Collection[str], root: Path = ROOT
) -> list[str]:
    """Return everything that is wrong with *sections*, one line each."""
    entries = [entry for section in sections for entry in section.entries]
    named = by_number(tests)
    numbers = Counter(entry.number for entry in entries)
    wanted = [f"{kind}{each}" for kind, last in LAST.items() for each in range(1, last + 1)]
    found = [f"{number}: missing" for number in wanted if number not in numbers]
    found += [f"{number}: there is no such number" for number in numbers if number not in wanted]
    found += [f"{number}: stands {n} times" for number, n in numbers.items() if n > 1]
    found += [
        f"{number}: a test names it, and there is no such number: {named[number][0]}"
        for number in named
        if number not in wanted
    ]
    said = Counter(entry.sentence for entry in entries)
    for entry in entries:
        mine = [*_in_words(entry, said), *_in_tests(entry, tests, named), *_in_places(entry, root)]
        found += [f"{entry.number}: {each}" for each in mine]
    return found


def _in_words(entry: Entry, said: Mapping[str, int]) -> Iterator[str]:
    sentence = entry.sentence
    if not SHORTEST <= len(sentence) <= LONGEST:
        yield f"its sentence has {len(sentence)} characters, not {SHORTEST} to {LONGEST}"
    if not sentence.endswith(".") or re.search(r"[.?!] +[A-Z]", sentence):
        yield "it takes one sentence with a full stop"
    if said[sentence] > 1:
        yield "another number has the same sentence"
    if entry.state not in STATES:
        yield f"its state is none of {', '.join(STATES)}: {entry.state}"
    elif (entry.state == "done") == bool(entry.waits):
        yield "'waits' says what is missing, unless it is done"
    for part, missing in entry.waits.items():
        if part not in PARTS:
            yield f"it waits for none of {', '.join(PARTS)}: {part}"
        if entry.state == "partly" and not missing:
            yield f"it does not say what is missing until '{part}' comes"


def _in_tests(
    entry: Entry, tests: Collection[str], named: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    yield from (f"there is no test {each}" for each in entry.tests if each not in tests)
    if entry.state == "done" and not entry.tests and entry.number not in named:
        yield "it is done and no test is named after it or in 'tests'"


def _in_places(entry: Entry, root: Path) -> Iterator[str]:
    yield from (f"there is no {each}" for each in entry.code if not (root / each).is_file())
    if entry.state == "later":
        return
    yield from (f"there is no page {each}" for each in entry.page if not _is_page(each, root))
    for field in (*(f"policy:{each}" for each in entry.policy), *entry.fields):
        kind, _, name = field.partition(":")
        types = [each.type for each in FILES if each.name == kind]
        if not types and kind == "policy":
            continue  # its table of fields is still to come
        if not types or not has_field(types[0], name.split(".")):
            yield f"there is no field {field}"


def _is_page(page: str, root: Path) -> bool:
    from generator.cli.main import COMMANDS  # brings click, which --help does without

    if page.startswith("allclear "):
        return page.split()[1] in COMMANDS
    if page.startswith("/"):
        return any(page == each.path for _, section in SECTIONS for each in section)
    if _CODE.fullmatch(page):
        return (root / HANDBOOK.relative_to(ROOT) / "codes" / f"{page}.md").is_file()
    return (root / page).is_file()


def has_field(type_: Type, names: Sequence[str]) -> bool:
    """Return whether *names* lead to a field of *type_*; any key of a map will do."""
    while type_.kind is Kind.LIST and type_.of is not None:
        type_ = type_.of
    if not names:
        return True
    if type_.kind is Kind.MAP and type_.of is not None:
        return has_field(type_.of, names[1:])
    field = type_.table.get(names[0])
    return field is not None and has_field(field.type, names[1:])
