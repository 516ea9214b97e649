"""The sites the browser looks at, made once, and one page of every type."""

from __future__ import annotations

from functools import cache

from tests.pages.records import (
    AS_OF,
    QUIET,
    busy,
    calm,
    clock_work,
    old_unreadable,
    scores,
    unreadable,
)
from tests.pages.site import build

NOW = "2025-04-10T15:24:00Z"
"""Four minutes after the busy site was made."""
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PAGES = {
    "home busy": ("busy", ""),
    "home calm": ("calm", ""),
    "home unknown": ("unknown", ""),
    "home planned work": ("work", ""),
    "open incident": ("busy", "incidents/INC-2025-04-10-002/"),
    "incident of two parts": ("busy", "incidents/INC-2025-04-10-003/"),
    "resolved incident": ("busy", "incidents/INC-2025-01-15-001/"),
    "withdrawn incident": ("busy", "incidents/INC-2025-02-19-001/"),
    "unreadable incident": ("unknown", "incidents/INC-2025-04-10-005/"),
    "announced work": ("busy", "incidents/MNT-2025-04-09-001/"),
    "post-mortem": ("busy", "postmortems/INC-2025-01-15-001/"),
    "post-mortems": ("busy", "postmortems/"),
    "part that is down": ("busy", "components/games/"),
    "part that works": ("busy", "components/scores/"),
    "retired part": ("busy", "components/diary/"),
    "history": ("busy", "history/"),
    "month": ("busy", "history/2025-04/"),
    "planned work": ("busy", "maintenance/"),
    "subscribe": ("busy", "subscribe/"),
    "about": ("busy", "about/"),
    "addresses": ("busy", "addresses/"),
    "wrong address": ("busy", "no/such/page"),
}
"""Scene and path of one page of every type and mood."""


@cache
def site(scene: str) -> dict[str, bytes]:
    """Return the files of one scene."""
    records, as_of = {
        "busy": (busy(), AS_OF),
        "calm": (calm(), QUIET),
        "work": ((scores(), clock_work()), AS_OF),
        "unknown": (
            (*busy(), unreadable(names=("website",), is_open=True), old_unreadable()),
            AS_OF,
        ),
    }[scene]
    return build(records, as_of)
