"""The alerts of the repository's policy (R54).

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.readers.policy import read_policy
from generator.readers.public import Context


def find_alerts(root: Path) -> Mapping[str, int]:
    """Return every alert with the severity it starts with; never raises for what files hold."""
    return read_policy(root, None, Context()).policy.alerts
