"""Codes of ``internal.yml`` and of rules over it (INT)."""

from __future__ import annotations

from generator.core.codes_entry import Code

CODES: tuple[Code, ...] = ()
"""In the order of their numbers."""
