"""Codes of rules over post-mortems and promised changes (PMT)."""

from __future__ import annotations

from generator.core.codes_entry import Code

CODES: tuple[Code, ...] = ()
"""In the order of their numbers."""
