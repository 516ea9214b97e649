"""Characters no record may hold: unseen, some of them make text read otherwise (YML003)."""

from __future__ import annotations

import re

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\uffff\ud800-\udfff"
ODD = re.compile(f"[{_CONTROL}{_BIDI}]|[\\U0001fffe\\U0001ffff\\U000e0000-\\U000e0fff]")
"""Finds the first of them: controls, marks that turn the direction of writing, tags."""
TURNING = re.compile(f"[{_BIDI}]")
"""Matches a character that turns the direction of writing (YML004)."""
