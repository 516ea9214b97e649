"""How component states become the state of the page, as Statuspage does it (interop §1.4)."""

from __future__ import annotations

from collections.abc import Iterable

from generator.core.vocabulary import ComponentState, Impact, Indicator


def page_status(states: Iterable[ComponentState | str]) -> tuple[Indicator, str]:
    """Return indicator and description of a page whose components are in *states*.

    Incidents do not count; groups are left out by the caller. Exact on every recorded page.

    Raises:
        ValueError: If a state is none of the five.

    Source:
        interop §1.4.
    """
    seen = {ComponentState(state) for state in states}
    everywhere = len(seen) == 1
    if ComponentState.MAJOR_OUTAGE in seen:
        if everywhere:
            return Indicator.CRITICAL, "Major System Outage"
        return Indicator.MAJOR, "Partial System Outage"
    if ComponentState.PARTIAL_OUTAGE in seen:
        if everywhere:
            return Indicator.MAJOR, "Partial System Outage"
        return Indicator.MINOR, "Minor Service Outage"
    if ComponentState.DEGRADED_PERFORMANCE in seen:
        return Indicator.MINOR, "Partially Degraded Service"
    if ComponentState.UNDER_MAINTENANCE in seen:
        return Indicator.MAINTENANCE, "Service Under Maintenance"
    return Indicator.NONE, "All Systems Operational"


_IMPACTS = {
    ComponentState.DEGRADED_PERFORMANCE: Impact.MINOR,
    ComponentState.PARTIAL_OUTAGE: Impact.MAJOR,
    ComponentState.MAJOR_OUTAGE: Impact.CRITICAL,
}


def impact_of(peak: ComponentState) -> Impact:
    """Return the impact that follows from the worst state reached (design §3)."""
    return _IMPACTS.get(peak, Impact.NONE)
