"""Words: placeholders are filled, and nothing else means anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.words import Words, placeholders

WORDS = Words(
    {
        "language": "en",
        "plain": "Everything is working.",
        "named": "{name} is down",
        "odd": "{ {name} } {0} {name!r} {name.x} {Name} {}",
        "days.one": "{n} day",
        "days.other": "{n} days",
    }
)


def test_placeholders_are_filled() -> None:
    assert WORDS("plain") == "Everything is working."
    assert WORDS("named", name="Saving") == "Saving is down"
    assert [WORDS.count("days", n) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_only_a_bare_name_in_braces_is_a_placeholder() -> None:
    assert WORDS("odd", name="N") == "{ N } {0} {name!r} {name.x} {Name} {}"
    assert placeholders(WORDS.table["odd"]) == {"name"}


@given(st.text())
def test_a_value_never_becomes_a_template(value: str) -> None:
    assert WORDS("named", name=value) == f"{value} is down"


@given(st.text(st.characters(blacklist_characters="{}", blacklist_categories=["Cs"])))
def test_text_without_braces_stays_as_it_is(text: str) -> None:
    assert Words({"x": text})("x") == text


def test_what_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError, match="name"):
        WORDS("named")
    with pytest.raises(KeyError, match="nowhere"):
        WORDS("nowhere")
