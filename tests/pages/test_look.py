"""The colours of the stylesheet, measured (look: text 4.5, marks and glyphs 3; WCAG 2.2)."""

from __future__ import annotations

import re

import pytest

from generator.core.colours import GROUNDS, contrast
from generator.renderers.page_look import FIELDS
from tests.pages.school import frame

STYLE = frame().theme.style
STATES = ("ok", "plan", "trouble", "partly", "down", "unknown")
SCHEMES = ("light", "dark")


def rules() -> dict[str, dict[str, str]]:
    """Return the custom properties per scheme; those of a field have its name before them."""
    dark = STYLE[STYLE.index("@media screen and (prefers-color-scheme:dark)") :]
    light = _properties(STYLE[: STYLE.index("@media")])
    body = dark[dark.index("{") + 1 : dark.index("}}") + 1]
    return {"light": light, "dark": light | _properties(body)}


def _properties(css: str) -> dict[str, str]:
    found = {}
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        prefix = selector.strip().removeprefix(":root").removeprefix(".f-")
        for name, value in re.findall(r"--([a-z]+):(#[0-9a-f]{3,6})", body):
            whole = "#" + "".join(char * 2 for char in value[1:]) if len(value) == 4 else value
            found[f"{prefix}.{name}".lstrip(".")] = whole
    return found


RULES = rules()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read_on_the_page(scheme: str) -> None:
    found = RULES[scheme]
    weak = {
        name: contrast(found[name], found["bg"])
        for name in ("ink", "mute", *STATES)
        if contrast(found[name], found["bg"]) < 4.5
    }

    assert weak == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_and_ticks_stand_out_from_the_page(scheme: str) -> None:
    found = RULES[scheme]
    marks = ("tick", "plan", "troublem", "partlym", "downm", "mute")

    assert {name for name in marks if contrast(found[name], found["bg"]) < 3} == set()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("state", STATES)
def test_ink_can_be_read_on_every_field(scheme: str, state: str) -> None:
    found = RULES[scheme]
    ground = found[f"{state}.f"]

    assert contrast(found[f"{state}.fi"], ground) >= 4.5
    assert contrast(found[f"{state}.fm"], ground) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_page_without_a_state_can_be_read(scheme: str) -> None:
    found = RULES[scheme]

    assert contrast(found["ink"], found["f"]) >= 4.5
    assert contrast(found["fm"], found["f"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_glyph_of_a_calm_field_is_seen_on_it(scheme: str) -> None:
    found = RULES[scheme]

    for state in ("ok", "plan"):
        assert contrast(found[state], found[f"{state}.f"]) >= 3


@pytest.mark.parametrize(("place", "scheme"), list(enumerate(SCHEMES)))
def test_the_program_and_the_stylesheet_agree_on_colours(place: int, scheme: str) -> None:
    found = RULES[scheme]

    assert GROUNDS[place] == found["bg"]
    assert {state: FIELDS[state][place] for state in STATES} == {
        state: found[f"{state}.f"] for state in STATES
    }
    assert FIELDS[""][place] == found["f"]
