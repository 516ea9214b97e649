"""Plain words people say for the field's terms: commands accept them, findings explain by them.

Files are strict (design §3 "Words"): there a plain word is a finding that names the right one.
"""

from __future__ import annotations

from collections.abc import Collection

PLAIN_WORDS: dict[str, tuple[str, ...]] = {
    "down": ("major_outage",),
    "outage": ("major_outage",),
    "offline": ("major_outage",),
    "broken": ("major_outage",),
    "not working": ("major_outage",),
    "partial": ("partial_outage",),
    "partly": ("partial_outage",),
    "partly down": ("partial_outage",),
    "slow": ("degraded_performance",),
    "late": ("degraded_performance",),
    "degraded": ("degraded_performance",),
    "trouble": ("degraded_performance",),
    "ok": ("operational", "resolved", "none"),
    "fine": ("operational", "resolved", "none"),
    "up": ("operational",),
    "working": ("operational",),
    "green": ("operational",),
    "maintenance": ("under_maintenance", "in_progress"),
    "open": ("investigating",),
    "looking": ("investigating",),
    "investigate": ("investigating",),
    "found": ("identified",),
    "identify": ("identified",),
    "watching": ("monitoring",),
    "monitor": ("monitoring",),
    "mitigated": ("monitoring",),
    "fixed": ("resolved",),
    "solved": ("resolved",),
    "resolve": ("resolved",),
    "closed": ("resolved", "completed"),
    "done": ("resolved", "completed"),
    "over": ("resolved", "completed"),
    "planned": ("scheduled",),
    "announced": ("scheduled",),
    "started": ("in_progress", "investigating"),
    "begun": ("in_progress",),
    "running": ("in_progress",),
    "checking": ("verifying", "investigating"),
    "testing": ("verifying",),
    "finished": ("completed", "resolved"),
    "low": ("minor",),
    "small": ("minor",),
    "high": ("major",),
    "big": ("major",),
    "severe": ("critical",),
    "everyone": ("all",),
    "everybody": ("all",),
    "some": ("affected",),
    "nobody": ("none",),
    "no": ("none",),
}
"""What people say, and the terms it may stand for; the first that fits is meant."""


PLAIN_STATES: dict[str, str] = {
    "operational": "ok",
    "degraded_performance": "slow",
    "partial_outage": "partial",
    "major_outage": "down",
    "under_maintenance": "maintenance",
}
"""The word people say for each state of a component; reading it gives the state again."""


def find_term(word: str, terms: Collection[str]) -> str | None:
    """Return the one of *terms* that the plain *word* stands for, or None."""
    meant = PLAIN_WORDS.get(" ".join(word.lower().replace("_", " ").replace("-", " ").split()), ())
    return next((term for term in meant if term in terms), None)
