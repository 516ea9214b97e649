"""How the components of one record moved: a fold over its entries (design §3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from generator.core.facts import ImpactWindow
from generator.core.intervals import OPEN_END
from generator.core.views import EffectView
from generator.core.vocabulary import ComponentState, badness


@dataclass(slots=True)
class Track:
    """The states one record gives to components, and since when.

    Attributes:
        states: Component id to its last state.
        order: Ids in order of first mention.
        peak: The worst state ever given.
    """

    states: dict[str, ComponentState] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    peak: ComponentState = ComponentState.OPERATIONAL
    _since: dict[str, datetime] = field(default_factory=dict)
    _closed: list[ImpactWindow] = field(default_factory=list)

    def set(self, component: str, state: ComponentState, at: datetime) -> EffectView:
        """Give *component* the *state* from *at* on; time never runs backwards for it."""
        old = self.states.get(component, ComponentState.OPERATIONAL)
        if component not in self.states:
            self.order.append(component)
            self._since[component] = at
        if state is not old:
            at = max(at, self._since[component])
            self._close(component, at)
            self._since[component] = at
        self.states[component] = state
        if badness(state) > badness(self.peak):
            self.peak = state
        return EffectView(component=component, old=old, new=state)

    def end_all(self, at: datetime) -> tuple[EffectView, ...]:
        """End every contribution at *at* and say which ended."""
        return tuple(
            self.set(component, ComponentState.OPERATIONAL, at)
            for component in self.order
            if self.states[component] is not ComponentState.OPERATIONAL
        )

    def windows(self) -> Iterable[ImpactWindow]:
        """Return every window; one still open ends at ``OPEN_END``."""
        yield from self._closed
        for component, state in self.states.items():
            if state is not ComponentState.OPERATIONAL:
                yield ImpactWindow(
                    component=component,
                    state=state,
                    start=self._since[component],
                    end=OPEN_END,
                )

    def _close(self, component: str, at: datetime) -> None:
        state = self.states.get(component, ComponentState.OPERATIONAL)
        start = self._since[component]
        if state is not ComponentState.OPERATIONAL and start < at:
            self._closed.append(ImpactWindow(component=component, state=state, start=start, end=at))
