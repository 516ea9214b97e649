"""Whatever the bytes: a tree or findings, never an exception, and one truth for both readers.

The recorded corpora lie beside a clone (``../shared/data/corpora``); where they do not, the tests
over them are skipped and the drawn ones remain.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.core.codes import CODES
from generator.core.findings import Finding
from generator.core.schema import FileKind
from generator.core.schema_files import FILES
from generator.readers.decode import BAD, Names, decode
from generator.readers.source import Source
from generator.readers.yaml_events import _Events, read, read_source
from generator.readers.yaml_nodes import Node
from generator.readers.yaml_plain import read_plain
from generator.reporting.github import format_github
from generator.reporting.json_lines import format_json
from generator.reporting.text import format_text
from tests.payloads import PAYLOADS

CORPORA = Path(__file__).parents[3] / "shared" / "data" / "corpora"
ROOT = Path(__file__).parents[2]
NAMES = Names(components=frozenset({"score-recording"}), vendors=frozenset({"braintree"}))

needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="the recorded corpora are not here")


def survive(data: bytes, kinds: Iterable[FileKind] = FILES) -> tuple[Node | None, list[Finding]]:
    """Read *data* as every one of *kinds*, print what is found, and return the reading itself."""
    node, findings = read(data, "public.yml")
    everything = list(findings)
    for kind in kinds:
        source = Source("public.yml")
        tree = read_source(data, source)
        if tree is not None:
            decode(tree, kind.type, source, NAMES)
        everything += source.findings
    assert node is not None or findings
    for finding in everything:
        assert finding.code in CODES
        assert finding.line >= 1
        assert finding.column >= 1
        assert finding.width >= 1
        for text in (finding.message, finding.fix):
            assert text
            assert "\n" not in text
    lines = format_text(everything).splitlines()
    assert all(char.isprintable() or char.isspace() for line in lines for char in line)
    format_github(everything).encode()
    assert len(format_json(everything).encode().splitlines()) >= bool(everything)
    return node, findings


@cache
def suite() -> dict[str, bytes]:
    """Return every document of the YAML test suite by its id, its visible marks turned back."""
    found = {}
    for path in sorted((CORPORA / "yaml-test-suite" / "src").glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text("utf-8"))):
            if "yaml" in case:
                found[f"{path.stem}/{number}"] = _plain(case["yaml"]).encode()
    return found


def _plain(text: str) -> str:
    for mark, char in {"␣": " ", "»": "\t", "—": "", "←": "\r", "⇔": "\ufeff", "↵": ""}.items():
        text = text.replace(mark, char)
    return text.removesuffix("∎\n").removesuffix("∎")


@cache
def naughty() -> list[str]:
    return [*json.loads((CORPORA / "blns.json").read_text("utf-8")), *PAYLOADS]


@needs_corpora
def test_the_yaml_test_suite_yields_a_tree_or_findings() -> None:
    outcomes: Counter[str] = Counter()
    for data in suite().values():
        node, findings = survive(data)
        outcomes["refused" if findings else "read"] += 1
        assert node is None or not findings or node.kind
    files = [path.read_bytes() for path in (CORPORA / "yaml-test-suite" / "src").glob("*.yaml")]
    for data in files:
        survive(data)

    assert len(files) == 351
    assert sum(outcomes.values()) == len(suite()) > 400
    assert outcomes["read"] > 150
    assert outcomes["refused"] > 150


@needs_corpora
@pytest.mark.parametrize(
    "frame",
    ["text: {}\n", 'text: "{}"\n', "text: '{}'\n", "text: |\n  {}\n", "{}: x\n", "- {}\n", "{}"],
    ids=["plain", "double quotes", "single quotes", "block", "name", "item", "whole file"],
)
def test_naughty_strings_never_break_the_reader(frame: str) -> None:
    tried = 0
    for text in naughty():
        survive(frame.replace("{}", text).encode("utf-8", "surrogatepass"))
        tried += 1

    assert tried >= 515


@needs_corpora
def test_naughty_strings_in_single_quotes_come_back_as_they_were_typed() -> None:
    kept = 0
    for text in naughty():
        quoted = "'" + text.replace("'", "''") + "'"
        node, findings = read(f"text: {quoted}\n".encode("utf-8", "surrogatepass"), "public.yml")
        if findings or "\n" in text or "\t" in text or "\r" in text:
            continue
        assert node is not None
        assert node.plain() == {"text": text}
        kept += 1

    assert kept > 450


BOMBS = {
    "brackets": b"[" * 50_000,
    "braces": b"{" * 50_000,
    "braces and names": b"{a: " * 40_000,
    "dashes": b"- " * 60_000,
    "questions": b"? " * 60_000,
    "a map in a map": "".join(f"{' ' * n}a:\n" for n in range(600)).encode(),
    "aliases": b"a: &a [x,x]\n" + b"".join(b"b%d: [*a,*a,*a]\n" % n for n in range(3000)),
    "merges": b"a: &a {x: 1}\n" + b"".join(b"b%d: {<<: *a}\n" % n for n in range(3000)),
    "a flat map": b"".join(b"key%d: value\n" % n for n in range(14_000)),
    "one long line": b"text: " + b"x" * 250_000,
    "one long name": b"x" * 250_000 + b": y",
    "quotes": b'"' * 200_000,
    "spaces": b"text:" + b" " * 250_000,
    "line ends": b"\n" * 250_000,
    "NUL": b"\0" * 1000,
    "anchors": b"&a " * 50_000,
    "tags": b"!a " * 50_000,
    "colons": b"a: " * 80_000,
    "number signs": b"text: x " + b"# " * 100_000,
    "block heads": b"|" * 100_000,
    "directives": b"%YAML 1.2\n" * 20_000,
    "documents": b"---\n" * 50_000,
    "marks": b"\xef\xbb\xbf" * 50_000,
    "half a character": b"text: \xed\xa0\x80\n",
    "too large": b"x" * 300_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_a_finding_or_a_small_tree(name: str) -> None:
    node, findings = survive(BOMBS[name], FILES[:1])

    assert node is None or _count(node) <= 30_000
    assert len(findings) <= 10_000


def _count(node: Node) -> int:
    inside = [
        *getattr(node, "items", ()),
        *(each for pair in getattr(node, "pairs", ()) for each in pair),
    ]
    return 1 + sum(map(_count, inside))


@settings(max_examples=300)
@given(st.binary(max_size=400))
@example(b"")
@example(b"\xff\xfe")
@example(b"a: \xc3")
@example(b'"\\uD800"')
@example(b"!!python/object/apply:os.system [x]")
def test_any_bytes_yield_a_tree_or_findings(data: bytes) -> None:
    survive(data)


_PIECES = st.sampled_from(
    [
        "title", "updates", "at", "text", ":", ": ", "- ", "\n", "\n  ", "\n    ", "  ", " ", "|",
        "|\n", "|-\n", ">", ">-\n", "'", '"', "#", " # ", "[", "]", "{", "}", ",", "&a", "*a",
        "!t", "<<", "---\n", "...\n", "%", "@", "`", "?", "? ", "14:36", "2025-01-15", "Scores",
        "é", "\t", "\\", "\\n", "\\u", "~", "null", "\r\n", "\u00a0", "\u2028", "\u0085",
        "\ufeff", "🙂", "\x00",
    ]
)  # fmt: skip
_SOUP = st.lists(_PIECES, max_size=40).map("".join)


@settings(max_examples=600)
@given(_SOUP)
def test_soup_of_yaml_yields_a_tree_or_findings(text: str) -> None:
    survive(text.encode())


_LINE = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "  ", "    ", "      ", "- ", "  - ", "    - ", "  -   ", " "]),
    st.sampled_from(["title", "updates", "at", "text", "a.b", "x-y", "1", ""]),
    st.sampled_from(
        [
            ":", ": ", ": x", ": 14:36", ": |", ": |-", ': "x"', ": 'y'", ":  z  ", ": a b",
            ": x # y", ": a: b", ":x", "", " # c", ": é", ": 'it''s'", ': "a\\n"', ": - x", ": [x]",
            ":   |", ": x:", ": |\n      block\n\n      more", ": |\n    block",
            ": |-\n        x\n      y",
        ]
    ),
)  # fmt: skip
_NEARLY_PLAIN = st.lists(_LINE, max_size=8).map(lambda lines: "\n".join([*lines, ""]))


def _compare(text: str) -> bool:
    """Hold the fast reader against libyaml's events; return whether it accepted *text*."""
    fast = read_plain(text)
    if fast is None:
        return False
    source = Source("public.yml")
    source.text = text
    slow = _Events(text.encode(), source).build()
    assert source.findings == []
    assert fast == slow
    return True


@settings(max_examples=1500)
@given(_NEARLY_PLAIN)
@example("title: x\nupdates:\n  - at: 14:36\n    text: |\n      one\n\n      two\n")
@example("a:\n- b: c\n  d:\n  - e\nf: g\n")
@example("a: |\n  b\n  \nc: d\n")
@example("a:\n  # why\n  b: c\n\n# end\n")
def test_the_fast_reader_agrees_with_libyaml(text: str) -> None:
    _compare(text)


def test_the_fast_reader_agrees_on_every_file_of_this_repository_and_accepts_most() -> None:
    texts = [
        path.read_text("utf-8")
        for kind in FILES
        for path in ROOT.glob(kind.pattern)
        if "\t" not in path.read_text("utf-8")
    ]

    accepted = sum(map(_compare, texts))

    assert len(texts) > 40
    assert accepted > len(texts) // 2


@needs_corpora
def test_the_fast_reader_agrees_on_the_yaml_test_suite() -> None:
    texts = [data.decode("utf-8", "replace") for data in suite().values()]

    accepted = sum(_compare(text) for text in texts if read(text.encode(), "x.yml")[0] is not None)

    assert accepted >= 10


_VALUE = st.recursive(
    st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=300)
@given(_VALUE)
def test_any_tree_decodes_to_a_value_or_bad_with_findings(value: Any) -> None:
    data = yaml.safe_dump(value, allow_unicode=True).encode("utf-8", "surrogatepass")
    source = Source("public.yml")
    tree = read_source(data, source)
    for kind in FILES:
        if tree is None:
            assert source.findings
            continue
        own = Source("public.yml")
        own.text = source.text
        if decode(tree, kind.type, own, NAMES) is BAD and not tree.is_refused:
            assert own.findings
