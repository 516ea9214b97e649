"""Where the words that ship with the program lie; apart, so that asking costs no reader of YAML."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
WORDS = (_PACKAGE / "_shipped" / "words", _PACKAGE.parent / "site_src" / "public" / "words")
"""The folder in an installed wheel, and in a checkout; the first that is there counts."""
