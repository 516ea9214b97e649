"""Evidence: where the proof of a line of the log lies (R100)."""

from __future__ import annotations

import re

_ADDRESS = r"https?://[A-Za-z0-9.-]*[A-Za-z0-9](?::[0-9]{1,5})?(?:[/?#][^\s<>\"]*)?"
_EVIDENCE = re.compile(
    rf"(?:^|(?<=\s))evidence:\s+(?P<addresses>{_ADDRESS}(?:,?\s+{_ADDRESS})*)[.,;)]*[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)


def find_evidence(text: str) -> tuple[str, ...]:
    """Return the web addresses after ``evidence:`` at the end of *text* or of a line of it."""
    return tuple(
        address.rstrip(".,;)")
        for match in _EVIDENCE.finditer(text)
        for address in match["addresses"].split()
    )


def cut_evidence(text: str) -> str:
    """Return *text* without its evidence, in which ``@`` names nobody."""
    return _EVIDENCE.sub("", text)
