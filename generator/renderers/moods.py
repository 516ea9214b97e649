"""The two-second answer in one word, one shape, one sentence: pages, badges and strip agree.

Decided once here, so that no badge can ever be greener than the page it stands for.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.core.views import ComponentView, PublicSite
from generator.core.vocabulary import ComponentState
from generator.renderers.frame import Frame
from generator.renderers.glyphs import TONES
from generator.renderers.sentences import component_sentence, title_of


class Mood(NamedTuple):
    """How the site or one part of it stands.

    Attributes:
        key: A component's state, ``open`` (an incident, though every part works), ``unknown``,
            ``not_vouched`` (no trouble is known, but something cannot be read) or ``retired``.
        glyph: Id of its glyph; of a tone too, but for ``none``.
    """

    key: str
    glyph: str


def mood_of_site(site: PublicSite) -> Mood:
    """Return the mood of the whole site; what cannot be read ranks worst."""
    state = site.state
    if not state.is_known:
        return Mood("unknown", "unknown")
    if state.state is not ComponentState.OPERATIONAL:
        return Mood(state.state, TONES[state.state])
    if site.open:
        return Mood("open", "trouble")
    return Mood(ComponentState.OPERATIONAL, "ok")


def mood_of_part(site: PublicSite, view: ComponentView) -> Mood:
    """Return the mood of one part; working only where that can be vouched for."""
    if view.is_retired:
        return Mood("retired", "none")
    if view.state is not ComponentState.OPERATIONAL:
        return Mood(view.state, TONES[view.state])
    if any(view.component.id in each.damaged_components for each in site.damaged):
        return Mood("unknown", "unknown")
    if not view.is_certain:
        return Mood("not_vouched", "none")
    return Mood(ComponentState.OPERATIONAL, "ok")


def headline(site: PublicSite, frame: Frame) -> str:
    """Return the one sentence that the home page begins with."""
    state = site.state
    if not state.is_known:
        return frame.words("home.unknown")
    if state.broken:
        return component_sentence(*state.broken[0], frame)
    if state.in_maintenance:
        return component_sentence(state.in_maintenance[0], ComponentState.UNDER_MAINTENANCE, frame)
    if site.open:
        return title_of(site.open[0], frame)
    return frame.words("home.all_working")
