"""What visitors would read, told as text."""

from __future__ import annotations

from generator.reporting.page_text import page_text
from generator.reporting.visitor_diff import changed_pages, describe_page


def test_a_page_reads_as_lines_in_order_without_scripts_and_styles() -> None:
    html = (
        "<!doctype html><html><head><title>T</title><style>p{}</style></head><body>"
        "<h1>Saving  scores</h1><p>is &lt;not&gt; working<br>now</p>"
        "<script>1</script><svg><title>bar</title></svg></body></html>"
    )

    assert page_text(html) == ("Saving scores", "is <not> working", "now")


def test_only_pages_that_differ_are_named_home_first() -> None:
    before = {"index.html": b"1", "about/index.html": b"a", "incidents/x/index.html": b"x"}
    after = {"index.html": b"2", "about/index.html": b"a", "incidents/y/index.html": b"y"}

    assert changed_pages(before, after) == (
        "index.html",
        "incidents/x/index.html",
        "incidents/y/index.html",
    )


def test_a_changed_line_is_shown_before_and_after() -> None:
    lines = list(describe_page("index.html", b"<p>one</p><p>two</p>", b"<p>one</p><p>three</p>"))

    assert lines == ["/ (changed)", "  - two", "  + three"]


def test_a_new_page_is_shown_whole() -> None:
    assert list(describe_page("incidents/a/index.html", None, b"<p>new</p>")) == [
        "/incidents/a/ (new page)",
        "  + new",
    ]


def test_equal_words_in_other_markup_are_no_change_for_visitors() -> None:
    assert list(describe_page("index.html", b"<p>same</p>", b"<div>same</div>")) == []
