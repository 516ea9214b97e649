"""Codes of rules over public incidents (INC)."""

from __future__ import annotations

from generator.core.codes_entry import Code

CODES: tuple[Code, ...] = ()
"""In the order of their numbers."""
