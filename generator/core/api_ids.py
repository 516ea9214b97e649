"""Ids of the Statuspage API for what was never on Statuspage (design §3 "Ids")."""

from __future__ import annotations

import hashlib
import re

LENGTH = 12
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_KEPT = re.compile(r"[a-z0-9]{12}")


def create_api_id(kind: str, permanent_id: str) -> str:
    """Return 12 characters ``[a-z0-9]`` that never change: base-36 digits of BLAKE2b.

    Args:
        kind: What it is the id of: ``page``, ``group``, ``component``, ``incident``, ``update``,
            ``postmortem``.
        permanent_id: Its own id, which never changes either; for an update
            ``<incident>/<update>``.

    Source:
        design §3 "Ids"; interop §1.2 (5,094 of 5,094 recorded ids have this form).
    """
    stamp = hashlib.blake2b(f"{kind} {permanent_id}".encode()).digest()
    number, digits = int.from_bytes(stamp, "big"), []
    for _ in range(LENGTH):
        number, digit = divmod(number, 36)
        digits.append(_DIGITS[digit])
    return "".join(digits)


def is_api_id(text: str) -> bool:
    """Return whether *text* has the form of an id of Statuspage's."""
    return _KEPT.fullmatch(text) is not None
