"""The night card: one page for the wall, from the tables the commands themselves use."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.core.log_verbs import GRAMMAR, VERBS
from generator.core.night_lines import LAST_LINES, STEPS
from generator.core.plain_words import PLAIN_WORDS
from generator.core.vocabulary import ComponentState, IncidentStatus, MaintenanceStatus
from generator.core.word_table import plain_table

_HEAD = """\
# Night card

One page for the wall.
`allclear card` prints it.
Leave the id out while one record is open; the end of one, such as `001`, is enough.
"""
MOST_WORDS = 3
"""Plain words of each term that the card has room for."""
_TERMS = (
    ("for a part", ComponentState),
    ("for an incident", IncidentStatus),
    ("for maintenance", MaintenanceStatus),
)


def create_night_card(commands: Collection[str]) -> str:
    """Return the card as Markdown, about one page of A4.

    Args:
        commands: Names of the commands that exist; the card names no other.
    """
    parts = [_HEAD, *_create_steps(commands), _create_words(), _create_log()]
    if "update" in commands:
        parts.append(_create_last_lines())
    return "\n".join(parts)


def _create_steps(commands: Collection[str]) -> Iterator[str]:
    for title, steps in STEPS:
        lines = [
            f"- `{step.line}` {step.help}\n"
            for step in steps
            if step.command.partition(" ")[0] in commands
        ]
        if lines:
            yield f"## {title}\n\n{''.join(lines)}"


def _create_words() -> str:
    lines = []
    for purpose, terms in _TERMS:
        said = []
        for term in terms:
            plain = [word for word, meant in PLAIN_WORDS.items() if term in meant][:MOST_WORDS]
            said.append(f"`{term}`" + (f" ({', '.join(plain)})" if plain else ""))
        lines.append(f"- {purpose}: {' · '.join(said)}\n")
    more = "- all of them, and times: `allclear card --words`\n"
    return "## Words you may type\n\n" + "".join(lines) + more


def create_word_table() -> str:
    """Return every word that commands read for a term, and what it stands for, as text."""
    rows = plain_table()
    width = max(len(said) for said, _ in rows)
    return "".join(f"{said:<{width}}  {term}\n" for said, term in rows)


def _create_log() -> str:
    lines = []
    for kind, grammar in GRAMMAR.items():
        verbs = " ".join(rule.verb for rule in VERBS.values() if rule.kind is kind)
        lines.append(f"- {verbs} `{grammar}`\n")
    return "## Words in capitals that a line of the log may begin with\n\n" + "".join(lines)


def _create_last_lines() -> str:
    lines = [f"- **{line}** {help_}\n" for line, help_ in LAST_LINES]
    return "## The last line of a public command\n\n" + "".join(lines)
