"""Codes of the sentences of messages (MSG).

Reported by :mod:`generator.readers.messages`; source: S:408-1197, R182.
"""

from __future__ import annotations

from generator.core.codes_entry import MESSAGES, Code, error, warning

_PLAIN = {MESSAGES: "t4:\n  thanks: We thank you for your patience.\n"}

CODES: tuple[Code, ...] = (
    warning(
        "MSG001",
        "Unknown key",
        "messages.yml holds a key that no message asks for.",
        "The sentence is never sent. Mostly a letter of the key is wrong, and the sentence that "
        "ships is sent instead.",
        {MESSAGES: "t4:\n  thank: We thank you for your patience.\n"},
        _PLAIN,
    ),
    error(
        "MSG002",
        "Unknown placeholder",
        "A sentence holds a placeholder that nothing fills in there.",
        "The sentence that ships is sent instead.",
        {MESSAGES: 't4:\n  thanks: "We thank you for your patience, {name}."\n'},
        _PLAIN,
    ),
    error(
        "MSG003",
        "No text",
        "A list, or nothing, stands where a sentence belongs, or a sentence has no proper name.",
        "There is nothing to send, so the sentence that ships is sent instead.",
        {MESSAGES: "t4:\n  thanks:\n    - We thank you for your patience.\n"},
        _PLAIN,
    ),
    error(
        "MSG004",
        "Placeholder left out",
        "A sentence does not use a placeholder that the sentence that ships has.",
        "Readers would miss a fact such as a time or an address, so the sentence that ships is "
        "sent instead.",
        {MESSAGES: "t14:\n  body: We are investigating\n"},
        {MESSAGES: 't14:\n  body: "We are investigating: {brief}"\n'},
    ),
    warning(
        "MSG005",
        "Words for a component that does not exist",
        "A sentence is for a component that site.yml does not have.",
        "It is never sent. Mostly a letter of the id is wrong.",
        {
            MESSAGES: "t4:\n"
            "  text:\n"
            "    score-saving: A fix is in place and scores are saving again.\n"
        },
        {
            MESSAGES: "t4:\n"
            "  text:\n"
            "    score-recording: A fix is in place and scores are saving again.\n"
        },
    ),
)
"""In the order of their numbers."""
