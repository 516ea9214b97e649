"""HTML of other tools becomes plain text: safe whatever it is, in linear time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.odd_characters import ODD
from generator.importers.html_text import has_tags, to_line, to_text, without_odd
from generator.importers.html_tokens import read_tokens
from generator.renderers.markup import printable
from tests.payloads import PAYLOADS

PIECES = st.lists(
    st.sampled_from(
        [
            "<", ">", "</", "<a ", "href=", '"', "'", "https://x.example", "<br>", "<li>", "<ul>",
            "</ul>", "<p>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "&amp;", "&#1;",
            "&#x202e;", "&#55296;", "\u202e", "\x00", "\n", " ", "word", "<product>", "<object>",
        ]
    )
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p>\n<p>Two\n  lines.</p>", "One.\n\nTwo lines."),
        ("One.<br />Two.<BR>Three.", "One.\nTwo.\nThree."),
        ("One.<br /><br />Two.", "One.\n\nTwo."),
        ("<ul><li>One</li><li><p>Two</p></li></ul>Three", "- One\n- Two\n\nThree"),
        ("<ol><li>One<ul><li>Inner</ul><li>Two</ol>", "- One\n  - Inner\n- Two"),
        ("<h2>What</h2>happened", "What\n\nhappened"),
        ("<pre>one\n two</pre>", "one\ntwo"),
        ("<table><tr><td>a<td>b</tr><tr><td>c</table>", "a b\nc"),
        ("<b>Bold</b> and <i>not</i>", "Bold and not"),
        ("a &lt;b&gt; &amp;lt; &eacute; &#39;", "a <b> &lt; é '"),
        ("AT&T", "AT&T"),
    ],
)
def test_words_and_their_order_remain(html: str, text: str) -> None:
    assert to_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="https://x.example/a">see</a>', "see (https://x.example/a)"),
        ("<a class='x' href='http://x.example/?a=1&amp;b=2'>see</a>", "see (http://x.example/?a=1&b=2)"),
        ("<a href=mailto:help@x.example>write</a>", "write (mailto:help@x.example)"),
        ("<a href='mailto:help@x.example'>help@x.example</a>", "help@x.example"),
        ("<a href='https://x.example/'>https://x.example</a>", "https://x.example"),
        ("<a href='https://x.example/a'><img src=x></a>", "https://x.example/a"),
        ("<a href='https://x.example/(a)'>see</a>", "see (https://x.example/%28a%29)"),
        ("<a href='javascript:alert(1)'>see</a>", "see"),
        ("<a href='java&#10;script:alert(1)'>see</a>", "see"),
        ("<a href='/relative'>see</a>", "see"),
        ("<a href='https://x.example/\u202e'>see</a>", "see (https://x.example/)"),
        ("<a data-href='https://x.example'>see</a>", "see"),
        ("<a href='https://x.example/a'>never closed", "never closed (https://x.example/a)"),
    ],
)  # fmt: skip
def test_a_link_says_where_it_leads_if_that_is_a_place(html: str, text: str) -> None:
    assert to_text(html) == text


@pytest.mark.parametrize(
    "html",
    [
        "a<script>alert('</p>')</script>b",
        "a<STYLE>p { color: red }</STYLE >b",
        "a<iframe src=x>inside</iframe>b",
        "a<object><p>inside</p></object>b",
        "a<!-- <b>comment</b> -->b",
        "a<?php system('id'); ?>b",
        "a<svg><text>inside</text></svg>b",
    ],
)
def test_what_is_for_machines_is_left_out(html: str) -> None:
    assert to_text(html) == "ab"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<br />", True),
        ("see <a href='x'>this</a>", True),
        ("</p>", True),
        ("<b>", True),
        ("a < b and c > d", False),
        ("a<b", False),
        ("<product name>", False),
        ("<b and c>", False),
        ("at <https://x.example/a>", False),
        ("<us@x.example>", False),
        ("", False),
    ],
)
def test_tags_are_told_from_what_merely_looks_like_one(text: str, *, expected: bool) -> None:
    assert has_tags(text) is expected


@pytest.mark.parametrize("text", ["a < b and c > d", "a<b", "<product name>", "<us@x.example>"])
def test_what_is_no_tag_stays_as_typed(text: str) -> None:
    assert to_text(text, keeps_lines=True) == to_text(text) == text


def test_markdown_with_a_few_tags_keeps_its_lines() -> None:
    text = "- one\n- two<br>\n  - <b>inner</b>\n\n\n\n    code <https://x.example/a>\n"

    assert to_text(text, keeps_lines=True) == (
        "- one\n- two\n  - inner\n\n    code <https://x.example/a>"
    )


def test_a_title_is_one_line() -> None:
    assert to_line("<p>One\n<br>two</p>\n &amp; three") == "One two & three"


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("keeps_lines", [False, True])
def test_hostile_text_becomes_text_that_records_hold(payload: str, *, keeps_lines: bool) -> None:
    text = to_text(payload, keeps_lines=keeps_lines)

    assert ODD.search(text) is None
    assert printable(text) == text
    assert "<script" not in text.lower() or "script" in payload.lower()
    assert not any(
        token.name in ("script", "iframe", "style") for token in read_tokens(payload)
    ) or ("alert(1)</" not in text)


@given(st.one_of(PIECES, st.text()), st.booleans())
def test_no_text_holds_what_records_refuse(html: str, keeps_lines: bool) -> None:
    text = to_text(html, keeps_lines=keeps_lines)

    assert ODD.search(text) is None
    assert printable(text) == text
    assert "\n\n\n" not in text
    assert text == text.strip("\n")


@given(st.text(st.characters(exclude_characters="<&", exclude_categories=["C", "Z"]), min_size=1))
def test_plain_text_stays_as_it_is(text: str) -> None:
    text = without_odd(text)

    assert to_text(text) == text
    assert to_text(f"{text}\n\n{text}".strip(), keeps_lines=True) == f"{text}\n\n{text}".strip()


@given(PIECES)
def test_every_character_is_in_one_token_at_most(html: str) -> None:
    assert sum(len(token.text) + len(token.name) for token in read_tokens(html)) <= len(html)


def test_digits_without_end_are_no_error() -> None:
    assert to_text(f"a&#{'9' * 5000};b&#{'0' * 5000}65;c") == "abAc"


@pytest.mark.parametrize(
    "piece",
    [
        "<", "<!--", "<a ", "<a b='", "<a b=\"<", "<![CDATA[", "</a ", "&#", "<!", "<?", "<li>",
        "<a \"<a '\"' ", "<object></objec", "<a href=x>", " href=\t",
    ],
)  # fmt: skip
def test_a_tag_that_fails_is_never_looked_at_again(piece: str) -> None:
    """Counted in steps of the tokenizer, because a clock would make the test a matter of luck."""
    found = list(read_tokens(piece * 20_000))

    assert len(found) <= 2 * 20_000
    assert sum(len(token.text) for token in found) <= len(piece) * 20_000
