"""Entries of feeds are drawn once and taken over while their record is as it was."""

from __future__ import annotations

from datetime import timedelta

from generator.pipeline.drawn import Drawn
from generator.renderers.feed_entries import Entry
from tests.feeds.builders import AT, chosen, frame, night

SECOND, END = timedelta(seconds=1), AT + timedelta(minutes=34)


def drawn_before() -> dict[tuple[str, str], Entry]:
    drawn = Drawn({night().id: night()}, frame(), {}, lambda _: False)
    drawn.draw(chosen(night()))
    drawn.keep(chosen(night()))
    return drawn.for_next_time()


def test_an_unchanged_record_is_not_even_asked_for() -> None:
    before = drawn_before()
    drawn = Drawn({}, frame(), before, lambda incident: incident == night().id)
    assert drawn.draw(chosen(night())) == tuple(
        before[ref.incident, ref.update] for ref, _ in chosen(night())
    )


def test_a_changed_record_is_drawn_anew() -> None:
    stale = {key: entry._replace(title="old") for key, entry in drawn_before().items()}
    drawn = Drawn({night().id: night()}, frame(), stale, lambda _: False)
    assert "old" not in {entry.title for entry in drawn.draw(chosen(night()))}


def test_an_entry_dated_otherwise_is_drawn_anew() -> None:
    later = tuple((ref, at + SECOND) for ref, at in chosen(night()))
    drawn = Drawn({night().id: night()}, frame(), drawn_before(), lambda _: True)
    assert [entry.published_at for entry in drawn.draw(later)] == [at for _, at in later]


def test_only_what_stands_in_a_feed_is_kept() -> None:
    first, *others = chosen(night())
    drawn = Drawn({night().id: night()}, frame(), drawn_before(), lambda _: True)
    drawn.keep(others)
    assert drawn.for_next_time().keys() == {(ref.incident, ref.update) for ref, _ in others}
    assert first[1] > AT


def test_an_unchanged_incident_is_not_told_anew_as_a_whole_either() -> None:
    selected = chosen(night())[:1]
    first = Drawn({night().id: night()}, frame(), {}, lambda _: False)
    first.keep_events(selected)
    (event,) = first.draw_events(selected)
    before = first.for_next_time()

    assert before == {(night().id, ""): event}
    again = Drawn({}, frame(), before, lambda _: True)
    assert again.draw_events(selected) == (event,)
    assert Drawn({night().id: night()}, frame(), before, lambda _: False).draw_events(
        [(selected[0][0], selected[0][1] + SECOND)]
    ) == (event._replace(published_at=END + SECOND, updated_at=END + SECOND),)
