"""Plain words people say for the field's terms: commands accept them, findings explain by them.

Files are strict (design §3 "Words"): there a plain word is a finding that names the right one.
"""

from __future__ import annotations

from collections.abc import Collection

PLAIN_WORDS: dict[str, tuple[str, ...]] = {
    "down": ("major_outage",),
    "outage": ("major_outage",),
    "offline": ("major_outage",),
    "partial": ("partial_outage",),
    "partly down": ("partial_outage",),
    "slow": ("degraded_performance",),
    "degraded": ("degraded_performance",),
    "trouble": ("degraded_performance",),
    "ok": ("operational", "resolved", "none"),
    "up": ("operational",),
    "working": ("operational",),
    "green": ("operational",),
    "maintenance": ("under_maintenance", "in_progress"),
    "open": ("investigating",),
    "looking": ("investigating",),
    "found": ("identified",),
    "watching": ("monitoring",),
    "fixed": ("resolved",),
    "solved": ("resolved",),
    "closed": ("resolved", "completed"),
    "done": ("resolved", "completed"),
    "over": ("resolved", "completed"),
    "planned": ("scheduled",),
    "started": ("in_progress", "investigating"),
    "running": ("in_progress",),
    "finished": ("completed", "resolved"),
    "low": ("minor",),
    "high": ("major",),
    "everyone": ("all",),
    "nobody": ("none",),
    "no": ("none",),
}
"""What people say, and the terms it may stand for; the first that fits is meant."""


def find_term(word: str, terms: Collection[str]) -> str | None:
    """Return the one of *terms* that the plain *word* stands for, or None."""
    meant = PLAIN_WORDS.get(" ".join(word.lower().replace("_", " ").split()), ())
    return next((term for term in meant if term in terms), None)
