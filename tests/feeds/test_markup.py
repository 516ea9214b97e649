"""Authors' Markdown becomes safe HTML, and plain sentences take a short way to the same bytes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.renderers import markup
from generator.renderers.markup import printable, to_html, to_plain

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("ab .,!?&'\"\n#>-+=*_`~|1)2\\[]<(:/\t\r\x00\x85\xa0\u2028\u202eé😀")),
        st.characters(),
    ),
    max_size=60,
)


@given(TEXTS)
@example("one\n\n\ntwo & three\nfour")
@example('"Q&A" &amp; it\'s = |')
@example("a\n=\nb\n1 c\n!x")
def test_the_short_way_and_the_parser_write_the_same_bytes(text: str) -> None:
    clean = printable(text).strip("\n").rstrip(" \n")
    if clean and not markup._has_marks(clean):
        assert to_html(text) == markup._parse_to_html(clean)
        assert to_plain(text) == " ".join(markup._parse_to_plain(clean).split())


PIECES = st.sampled_from(
    [
        "[a](https://b.example)", "[the page](https://b.example/c-d/E)", "[x.y, z](http://b.c)",
        "[a](https://b.example/?q)", "[a ](https://b.example)", "[](https://b.example)", "[", "]",
        "(", ")", "!", "\\", "https://", "a", " ", "\n", "\n\n", "# ", "- ", "1. ", ".", "'", "&",
        "[a](https://xn--bcher-kva.example)", "[a](https://b..c)", "[a](https://b/../c)", "\xe9",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=8).map("".join))
def test_a_plain_link_takes_the_short_way_to_the_same_bytes(text: str) -> None:
    clean = printable(text).strip("\n").rstrip(" \n")
    if clean:
        assert to_html(text) == markup._parse_to_html(clean)


def test_a_plain_link_needs_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "_parse_to_html", None)
    assert to_html("See & read [how to save](https://help.example/a-b/) today.") == (
        '<p>See &amp; read <a href="https://help.example/a-b/" rel="noopener noreferrer">'
        "how to save</a> today.</p>"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \n\n", ""),
        ("One.\nTwo.\n\nThree.\n", "<p>One.\nTwo.</p>\n<p>Three.</p>"),
        ("<b>x</b> & &copy; \"q\" 'a'", "<p>&lt;b&gt;x&lt;/b&gt; &amp; &amp;copy; \"q\" 'a'</p>"),
        ("# Hello *you*\nthere", "<p><strong>Hello <em>you</em></strong></p>\n<p>there</p>"),
        ("Line\n---\nmore\n===", "<p>Line</p>\n<hr>\n<p>more\n===</p>"),
        ("    indented", "<p>indented</p>"),
        ("a  \nb\\\nc", "<p>a<br>\nb<br>\nc</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>'),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>"),
        ("`a<b` **c** _d_ e_f_g", "<p><code>a&lt;b</code> <strong>c</strong> <em>d</em> e_f_g</p>"),
        ("```sh\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
        ("| a |\n|---|\n| b |", "<p>| a |\n|---|\n| b |</p>"),
        (
            "see https://a.example/?x=1&y=2.",
            '<p>see <a href="https://a.example/?x=1&amp;y=2" rel="noopener noreferrer">'
            "https://a.example/?x=1&amp;y=2</a>.</p>",
        ),
        (
            '[us](mailto:us@a.example "hi") <us@a.example>',
            '<p><a href="mailto:us@a.example" rel="noopener noreferrer">us</a> '
            '<a href="mailto:us@a.example" rel="noopener noreferrer">us@a.example</a></p>',
        ),
        ("www.a.example us@a.example //b.example", "<p>www.a.example us@a.example //b.example</p>"),
        (
            "ftp://a.example <svg:svg> <tel:1>",
            "<p>ftp://a.example &lt;svg:svg&gt; &lt;tel:1&gt;</p>",
        ),
        ("[x](javascript:alert%281%29)", "<p>[x](javascript:alert%281%29)</p>"),
        ("[x](/about/) [y](//a.example)", "<p>[x](/about/) [y](//a.example)</p>"),
        ("[x]: https://a.example", None),
        ("a\x00\x1b[1mb\x85c\ud800d\ufffee\u202ef\r\ng", "<p>a[1mbcdef\ng</p>"),
        ("{{7*7}} {% raw %} ${x} <%= 1 %>", "<p>{{7*7}} {% raw %} ${x} &lt;%= 1 %&gt;</p>"),
    ],
)
def test_what_an_author_types_becomes(text: str, expected: str | None) -> None:
    if expected is None:  # a definition would vanish from view: it must stay readable
        assert to_plain(text) == text
    else:
        assert to_html(text) == expected


def test_a_picture_becomes_a_link_to_it() -> None:
    html = to_html("![cat](https://a.example/c.png)")

    assert html == ('<p>!<a href="https://a.example/c.png" rel="noopener noreferrer">cat</a></p>')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("One.\n\n  Two.\n", "One. Two."),
        ("# Head **b**\n- a\n- `b < c`  \n  d", "Head b a b < c d"),
        (
            "See [the page](https://a.example) or https://b.example.",
            "See the page or https://b.example.",
        ),
        ("un**bel**ievable", "unbelievable"),
        ("```\na\nb\n```", "a b"),
        ("<b>x</b> &amp;", "<b>x</b> &amp;"),
    ],
)
def test_plain_text_keeps_the_words_and_loses_the_marks(text: str, expected: str) -> None:
    assert to_plain(text) == expected


def test_joiners_and_direction_marks_of_real_languages_stay() -> None:
    text = "x\u200cy \u200f\u200e\U0001f469\u200d\U0001f3eb"

    assert printable(text) == text
