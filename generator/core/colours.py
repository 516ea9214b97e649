"""Contrast of colours, as WCAG 2.2 counts it."""

from __future__ import annotations

GROUNDS = ("#fcfcfb", "#0f1214")
"""The page behind the text, light and dark; the stylesheet says the same."""
LEAST_CONTRAST = 3.0
"""WCAG 2.2 §1.4.11 for marks that are not text."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours ``#rrggbb``, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
