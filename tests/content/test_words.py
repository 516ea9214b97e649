"""Every part has all its words: a record with states and no text reads as if a person wrote it."""

from __future__ import annotations

import re

import pytest

from generator.core.vocabulary import ComponentState, IncidentStatus
from generator.readers.words import read_words
from tests.content.samples import LATER, ROOT, built, config

WORDS = read_words(ROOT)[0]
COMPONENTS = [component.id for component in config().components]
KINDS = [*(str(status) for status in IncidentStatus), "third_party"]
OWN = {key: text for key, text in WORDS.table.items() if key.rpartition(".")[2] in COMPONENTS}


@pytest.mark.parametrize("component_id", COMPONENTS)
def test_a_part_has_a_sentence_for_every_state(component_id: str) -> None:
    component = config().component(component_id)
    assert component is not None
    sentences = dict(component.sentences)
    assert set(sentences) == set(ComponentState)
    assert len(set(sentences.values())) == len(ComponentState)
    assert [text for text in sentences.values() if not re.fullmatch(r"[A-Z][^.!?]*\.", text)] == []
    assert component.description
    assert component.since


@pytest.mark.parametrize("component_id", COMPONENTS)
@pytest.mark.parametrize("status", list(IncidentStatus))
def test_a_part_has_words_for_every_status(component_id: str, status: IncidentStatus) -> None:
    assert WORDS.has(f"updates.{status}.{component_id}")


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_belongs_to_a_part_that_does_not_exist(kind: str) -> None:
    known = {*COMPONENTS, "default"}
    keys = [key for key in WORDS.table if key.startswith(f"updates.{kind}.")]
    assert [key for key in keys if key.rpartition(".")[2] not in known] == []


def test_score_recording_speaks_as_the_incident_response_plan_does() -> None:
    assert WORDS("updates.investigating.score-recording") == (
        "We are currently investigating an issue where students are unable to complete games and "
        "save scores. Our engineering team is actively working on a resolution. We apologize for "
        "the disruption to your learning."
    )


def test_an_apology_stands_wherever_something_fails() -> None:
    silent = [
        key
        for key, text in OWN.items()
        if not key.startswith("updates.monitoring.") and "We apologize" not in text
    ]
    assert silent == []


def test_only_resolved_says_that_something_is_over() -> None:
    over = re.compile(r"\b(resolved|is over|fixed|works normally)\b")
    assert [
        key
        for key, text in OWN.items()
        if over.search(text) and not key.startswith("updates.resolved.")
    ] == []


def test_no_word_promises_a_time_or_raises_its_voice() -> None:
    loud = re.compile(r"!|\bwithin\b|\bsoon\b|\bshortly\b|\bminutes?\b|as quickly as")
    assert [key for key, text in OWN.items() if loud.search(text)] == []


def test_the_pictures_of_the_site_are_small_and_inert() -> None:
    for name, picture in (("logo", config().look.logo), ("favicon", config().look.favicon)):
        assert 0 < len(picture.encode()) <= 2048, name
        assert not re.search(r"style=|href|<script|<style|url\(|\son\w+=", picture), name


def test_every_page_can_be_made_with_these_words() -> None:
    assert built(LATER, replay=False)[0].files > 0
