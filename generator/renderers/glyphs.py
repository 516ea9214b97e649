"""State as shape: one glyph for each, on a grid of 20, in the text's own colour."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup

from generator.core.vocabulary import ComponentState

TONES = {
    ComponentState.OPERATIONAL: "ok",
    ComponentState.UNDER_MAINTENANCE: "plan",
    ComponentState.DEGRADED_PERFORMANCE: "trouble",
    ComponentState.PARTIAL_OUTAGE: "partly",
    ComponentState.MAJOR_OUTAGE: "down",
}
"""Short name of each state, in class names, glyph ids and fields."""

_LINE = 'fill="none" stroke="currentColor" stroke-width="2"'
_EVEN = 'fill="currentColor" fill-rule="evenodd"'
GLYPHS = {
    "check": f'<path {_LINE} d="M4 10.5l4 4 8-9"/>',
    "ok": f'<path {_EVEN} d="M10 0a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM5.8 9.2L4.4 10.6l4 4 7.3-8.2'
    '-1.5-1.3-5.9 6.6z"/>',
    "plan": f'<path {_EVEN} d="M10 .5l8.3 4.75v9.5L10 19.5l-8.3-4.75v-9.5zm0 6a3.5 3.5 0 1 0 0 7'
    ' 3.5 3.5 0 0 0 0-7z"/>',
    "trouble": f'<path {_EVEN} d="M10 1l9.8 17.5H.2zM9 7v6h2V7zm0 7.5v2h2v-2z"/>',
    "partly": f'<path {_LINE} d="M10 1.8L18.2 10 10 18.2 1.8 10z"/>'
    '<path fill="currentColor" d="M10 1.8v16.4L1.8 10z"/>',
    "down": f'<path {_EVEN} d="M5.9 0h8.2L20 5.9v8.2L14.1 20H5.9L0 14.1V5.9zM6.8 5.2L5.2 6.8 8.4 10'
    'l-3.2 3.2 1.6 1.6L10 11.6l3.2 3.2 1.6-1.6L11.6 10l3.2-3.2-1.6-1.6L10 8.4z"/>',
    "unknown": f'<circle {_LINE} stroke-dasharray="3.6 2" cx="10" cy="10" r="8.8"/>'
    f'<path {_LINE} d="M7.2 8a2.8 2.8 0 1 1 4.3 2.3c-1 .7-1.5 1-1.5 2.2"/>'
    '<path fill="currentColor" d="M9 14h2v2H9z"/>',
    "none": '<circle fill="none" stroke="currentColor" stroke-width="1.5" cx="10" cy="10" r="5"/>',
    "page": f'<path {_LINE} d="M2.5 1.5h8l4 4v13h-12zM5.5 9h6m-6 4h6"/>',
    "clock": f'<circle {_LINE} cx="10" cy="10" r="8.5"/><path {_LINE} d="M10 5v5.5l3.5 2"/>',
    "bell": f'<path {_LINE} d="M3 15h14l-2-3V8a5 5 0 0 0-10 0v4zM8 17.5a2 2 0 0 0 4 0"/>',
}


def symbols(names: set[str]) -> tuple[tuple[str, Markup], ...]:
    """Return id and shape of each of *names*, for a page's sprite, sorted."""
    return tuple((name, Markup(GLYPHS[name])) for name in sorted(names))  # noqa: S704 - ours


_COLOURS = {
    "ok": "#0b7443", "plan": "#2455c3", "trouble": "#c77f00", "partly": "#e0611a",
    "down": "#c0151b", "unknown": "#4b565e",
}  # fmt: skip


def icon_of(name: str) -> str:
    """Return the glyph called *name* as a ``data:`` address for the browser's tab."""
    shape = GLYPHS[name].replace("currentColor", _COLOURS.get(name, "#57626a"))
    return svg_address(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">{shape}</svg>')


def svg_address(svg: str) -> str:
    """Return an SVG image as a ``data:`` address without spaces."""
    return "data:image/svg+xml," + quote(svg, safe="/:=',;()!*-._~")
