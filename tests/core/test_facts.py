"""Facts answer what they were told, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from tests.core.builders import DOWN, FINE, component, config


def test_a_part_has_its_own_sentence_for_some_states() -> None:
    part = component("scores", sentences=((FINE, "Saved."), (DOWN, "Not saved.")))

    assert (part.sentence(DOWN), part.sentence(FINE)) == ("Not saved.", "Saved.")
    assert replace(part, sentences=()).sentence(DOWN) is None


def test_a_part_is_found_by_its_id() -> None:
    site = config(component("scores"), component("search"))

    assert site.component("search") == component("search")
    assert site.component("gone") is None
