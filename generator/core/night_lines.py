"""The one table of lines to type at night: two examples per command, and what each is for.

Every ``--help`` and the card for the wall take their lines from here, so that they never differ.
The lines tell the document's own incident (incident-response S:800-1020).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_ANNOUNCE = 'allclear maintenance announce "Database work" --component score-recording'
_FROM = '--from "2025-02-01 22:00 America/New_York"'
_UNTIL = '--until "2025-02-02 02:00 America/New_York"'
_FISH = "~/.config/fish/completions/allclear.fish"

EXAMPLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "new": (
            'allclear new "score API errors" --severity 1 --component score-recording',
            'allclear new "score API error rate 45%" --at 14:23',
        ),
        "ack": ("allclear ack", "allclear ack --at 14:24"),
        "log": (
            'allclear log "rollback started"',
            'allclear log "DECISION roll back to v2.5.2 @incident-commander"',
        ),
        "severity": (
            'allclear severity 1 "500+ users affected"',
            'allclear severity 2 "error rate down to 2%" --at 14:48',
        ),
        "mitigate": (
            'allclear mitigate A propose "Roll back to v2.5.2"',
            'allclear mitigate "manual test passed"',
        ),
        "update": (
            "allclear update --status investigating --component score-recording=down --next 30m",
            'allclear update "Scores are saving again." --status monitoring '
            "--component score-recording=slow",
        ),
        "resolve": (
            "allclear resolve",
            'allclear resolve "Score recording is working normally."',
        ),
        "reopen": (
            "allclear reopen 001 --component score-recording=slow",
            'allclear reopen 001 "Some scores are lost again." --component score-recording=partial',
        ),
        "amend": (
            'allclear amend last "Games finished after 14:22 UTC may need to be played again."',
            'allclear amend 20250115T143600Z "We are looking into scores that are not saved."',
        ),
        "retract": ("allclear retract last", "allclear retract incident"),
        "merge": (
            "allclear merge 002 --into 001",
            "allclear merge INC-2025-01-15-002 --into INC-2025-01-15-001",
        ),
        "close": ("allclear close 001", 'allclear close 001 "review is done"'),
        "maintenance announce": (
            f"{_ANNOUNCE} {_FROM} {_UNTIL}",
            f"{_ANNOUNCE} {_FROM} --until 4h",
        ),
        "maintenance extend": (
            'allclear maintenance extend --until "2025-02-02 03:00 America/New_York"',
            "allclear maintenance extend --until 1h",
        ),
        "maintenance start": ("allclear maintenance start", "allclear maintenance start 001"),
        "maintenance finish": ("allclear maintenance finish", "allclear maintenance finish 001"),
        "maintenance cancel": (
            'allclear maintenance cancel "We will find another night."',
            "allclear maintenance cancel 001",
        ),
        "push": ("allclear push", "allclear push --wait"),
        "status": ("allclear status", "allclear status --now 2025-01-15T14:40Z"),
        "duties": ("allclear duties", "allclear duties 001 --state overdue"),
        "explain": ("allclear explain", "allclear explain 001 mitigate"),
        "stats": ("allclear stats --period 2025-01", "allclear stats --incident 001 --format json"),
        "messages": ("allclear messages", "allclear messages 001 --template T6 --channel email"),
        "history": ("allclear history 001", "allclear history --format json"),
        "oncall": ("allclear oncall", "allclear oncall --days 28 --format ics > oncall.ics"),
        "permissions": (
            "allclear permissions",
            "allclear permissions --base origin/main --format github",
        ),
        "check": ("allclear check", "allclear check --strict incidents/2025"),
        "preview": ("allclear preview", "allclear preview 001 --base origin/main"),
        "build": (
            "allclear build",
            "allclear build public --out site --now 2025-01-15T14:40Z",
        ),
        "import": (
            "allclear import statuspage saved/",
            "allclear import statuspage saved/ --map 'Beta=' --dry-run",
        ),
        "schema": ("allclear schema check.output", "allclear schema --out .vscode/schemas"),
        "serve": ("allclear serve --open", "allclear serve --now 2025-01-15T14:40Z"),
        "completion": ('eval "$(allclear completion bash)"', f"allclear completion fish > {_FISH}"),
        "card": ("allclear card", "allclear card > night-card.md"),
    }
)
"""Two lines for each command, the likelier first."""


def epilog(command: str) -> str:
    r"""Return the end of ``--help`` of *command*: its examples, kept from being wrapped by ``\b``.

    Raises:
        KeyError: If the table has no such command.
    """
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in EXAMPLES[command])


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the card.

    Attributes:
        command: A key of :data:`EXAMPLES`.
        help: What it does or when to type it, without a full stop.
        example: Which of the two lines, 0 or 1.
    """

    command: str
    help: str
    example: int = 0

    @property
    def line(self) -> str:
        """What to type."""
        return EXAMPLES[self.command][self.example]


STEPS: tuple[tuple[str, tuple[Step, ...]], ...] = (
    (
        "1. Declare",
        (
            Step("new", "write it down; visitors see nothing yet"),
            Step("ack", "you took it on"),
            Step("severity", "how bad it is; again whenever that changes"),
        ),
    ),
    (
        "2. Tell visitors",
        (Step("update", "the first one makes it public; you read every word before it goes out"),),
    ),
    (
        "3. Keep telling",
        (
            Step("status", "what is open, what visitors read, what is due"),
            Step("duties", "who owes what by when, worst first"),
            Step("messages", "what to send now, filled in, ready to paste"),
            Step("update", "whenever something changed, and when the time you promised comes", 1),
            Step("log", "for those inside; type much, nobody else reads it"),
        ),
    ),
    (
        "4. Fix",
        (
            Step("mitigate", "one letter each; then approve, begin, done"),
            Step("mitigate", "people can work again: alone it stops that clock", 1),
        ),
    ),
    (
        "5. Resolve",
        (
            Step("resolve", "log, public update and times in one step"),
            Step("close", "when the paperwork is done"),
        ),
    ),
    (
        "6. If it goes wrong",
        (
            Step("amend", "a wrong word; its id and time stay"),
            Step("retract", "words that must not stand there"),
            Step("retract", "all of it was a mistake", 1),
            Step("reopen", "it came back"),
            Step("history", "who wrote what and when, withdrawn words too"),
            Step("check", "every mistake in every file, each with its fix"),
        ),
    ),
    (
        "Maintenance",
        (
            Step("maintenance announce", "some days before", 1),
            Step("maintenance start", "the work begins"),
            Step("maintenance finish", "it is done and checked"),
            Step("maintenance cancel", "it is called off"),
        ),
    ),
)
"""The card from top to bottom, in the order of a night."""

LAST_LINES: tuple[tuple[str, str], ...] = (
    ("LIVE 14:37:12 on 2 of 2 hosts", "Visitors read it. Nothing to do."),
    ("PUSHED, not live yet", "It is safe and on its way. Look again in five minutes."),
    (
        "NOT PUBLIC: only on this machine",
        "Nobody else has it. When the network is back type allclear push, or call somebody.",
    ),
)
"""How a public command ends, and what to do then (design §5)."""
