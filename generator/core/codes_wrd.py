"""Codes of words files (WRD).

Reported by :mod:`generator.readers.words`; source: issue part 4 (words, translations).
"""

from __future__ import annotations

from generator.core.codes_entry import WORDS, Code, error, warning

_COMPONENTS = "site_src/public/words/components.yml"

CODES: tuple[Code, ...] = (
    warning(
        "WRD001",
        "Unknown key",
        "A words file holds a key that no page asks for.",
        "The text is never shown. Mostly a letter of the key is wrong, and the shipped text is "
        "shown instead.",
        {WORDS: "home:\n  all_workng: Everything is working.\n"},
        {WORDS: "home:\n  all_working: Everything is working.\n"},
    ),
    error(
        "WRD002",
        "Unknown placeholder",
        "A text holds a placeholder that has no value in this place.",
        "Nothing can be put in its place, so the shipped text is shown instead.",
        {WORDS: "home:\n  all_working: Everything at {place} is working.\n"},
        {WORDS: "home:\n  all_working: Everything is working.\n"},
    ),
    error(
        "WRD003",
        "No text",
        "A list, or nothing, stands where a text belongs.",
        "There is nothing to show, so the shipped text is shown instead.",
        {WORDS: "home:\n  all_working:\n    - Everything is working.\n"},
        {WORDS: "home:\n  all_working: Everything is working.\n"},
    ),
    warning(
        "WRD004",
        "Placeholder left out",
        "A text does not use a placeholder that the shipped text has.",
        "Visitors miss what stood there, such as a number or a time.",
        {WORDS: "updated: Updated recently\n"},
        {WORDS: "updated: Updated {time}\n"},
    ),
    warning(
        "WRD005",
        "Words for a component that does not exist",
        "The words of a component name an id that site.yml does not have.",
        "The sentences are never shown. Mostly a letter of the id is wrong.",
        {_COMPONENTS: "score-saving:\n  major_outage: Saving scores is not working.\n"},
        {_COMPONENTS: "score-recording:\n  major_outage: Saving scores is not working.\n"},
    ),
)
"""In the order of their numbers."""
