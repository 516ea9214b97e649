"""Codes of words files (WRD).

Reported by :mod:`generator.readers.words`; source: issue part 4 (words, translations).
"""

from __future__ import annotations

from generator.core.codes_entry import WORDS, Code, error, warning

_COMPONENTS = "site_src/public/words/components.yml"

_PLAIN = {WORDS: "page:\n  history: History\n"}

CODES: tuple[Code, ...] = (
    warning(
        "WRD001",
        "Unknown key",
        "A words file holds a key that no page asks for.",
        "The text is never shown. Mostly a letter of the key is wrong, and the shipped text is "
        "shown instead.",
        {WORDS: "page:\n  histroy: History\n"},
        _PLAIN,
    ),
    error(
        "WRD002",
        "Unknown placeholder",
        "A text holds a placeholder that nothing fills in there.",
        "The shipped text is shown instead.",
        {WORDS: 'page:\n  history: "History of {place}"\n'},
        _PLAIN,
    ),
    error(
        "WRD003",
        "No text",
        "A list, or nothing, stands where a text belongs, or a text has no proper name.",
        "There is nothing to show, so the shipped text is shown instead.",
        {WORDS: "page:\n  history:\n    - History\n"},
        _PLAIN,
    ),
    warning(
        "WRD004",
        "Placeholder left out",
        "A text does not use a placeholder that the shipped text has.",
        "Visitors miss what stood there, such as a number or a time.",
        {WORDS: "page:\n  times: Times are local.\n"},
        {WORDS: "page:\n  times: Times are {zone} first.\n"},
    ),
    warning(
        "WRD005",
        "Words for a component that does not exist",
        "The words of a component name an id that site.yml does not have.",
        "The sentences are never shown. Mostly a letter of the id is wrong.",
        {
            _COMPONENTS: "updates:\n"
            "  investigating:\n"
            "    score-saving: Scores are not being saved. We are looking for the cause.\n"
        },
        {
            _COMPONENTS: "updates:\n"
            "  investigating:\n"
            "    score-recording: Scores are not being saved. We are looking for the cause.\n"
        },
    ),
)
"""In the order of their numbers."""
