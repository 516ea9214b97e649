"""What people say, beside what it is: the one table commands print (design §3 "Words")."""

from __future__ import annotations

from generator.core.plain_words import PLAIN_WORDS

_FURTHER: tuple[tuple[str, str], ...] = (
    ("sev1, SEV-1, s1, p1, severity 1", "severity 1"),
    ("unknown, none", "severity unset"),
    ("a, option a", "option A"),
    ("propose, approve, begin, done", "PROPOSED, APPROVED, BEGUN, DONE"),
    ("bob", "@bob"),
    ("Score recording", "score-recording: a component by its name"),
    ("score-recording=down", "score-recording: major_outage"),
    ("001, 15-001", "the one record whose id ends so"),
    ("14:23", "14:23 UTC, on the day on which it is nearest to now"),
    ("09:23-05:00", "14:23 UTC"),
    ("2025-02-01 22:00 America/New_York", "2025-02-02 03:00 UTC"),
    ("-15m, 15m ago", "15 minutes before now"),
    ("yesterday 23:50", "23:50 UTC of the day before"),
    ("30, in 30 minutes", "30m: the next update half an hour from now"),
)


def plain_table() -> tuple[tuple[str, str], ...]:
    """Return rows of what may be typed and what it stands for.

    Where a plain word may stand for several terms they are joined by commas: the option decides.
    """
    words = tuple((word, ", ".join(terms)) for word, terms in PLAIN_WORDS.items())
    return words + _FURTHER
