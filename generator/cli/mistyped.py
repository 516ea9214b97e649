"""Which command somebody means who types the name of another product's, or a slip of the finger."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping

from generator.core.refusal import Refusal
from generator.core.shown import show

_MEANT: Mapping[str, str] = {
    "declare": "new", "create": "new", "open": "new", "incident": "new", "start": "new",
    "acknowledge": "ack", "claim": "ack",
    "note": "log", "write": "log", "journal": "log", "timeline": "log",
    "sev": "severity", "escalate": "severity",
    "mitigated": "mitigate", "option": "mitigate",
    "post": "update", "publish": "update", "tell": "update", "say": "update", "notify": "update",
    "investigating": "update --status investigating",
    "identified": "update --status identified",
    "monitoring": "update --status monitoring",
    "resolved": "resolve", "fix": "resolve", "fixed": "resolve", "done": "resolve",
    "finish": "resolve", "end": "resolve",
    "edit": "amend", "correct": "amend", "change": "amend",
    "delete": "retract", "remove": "retract", "undo": "retract", "withdraw": "retract",
    "rm": "retract",
    "announce": "maintenance announce", "schedule": "maintenance announce",
    "extend": "maintenance extend", "cancel": "maintenance cancel",
    "list": "status", "ls": "status", "show": "status", "st": "status",
    "help": "--help", "version": "--version",
}  # fmt: skip
"""Words people try, and the command that does it."""

_MEANT_OF_WORK: Mapping[str, str] = {
    "new": "announce", "create": "announce", "schedule": "announce", "plan": "announce",
    "move": "extend", "prolong": "extend", "postpone": "extend", "shorten": "extend",
    "begin": "start", "end": "finish", "done": "finish", "complete": "finish",
    "resolve": "finish", "close": "finish", "stop": "finish",
    "delete": "cancel", "remove": "cancel", "retract": "cancel", "abort": "cancel",
}  # fmt: skip

_OF_ALL = ("update", "log", "history", "amend")
"""Commands that take planned work as well as an incident."""


def find_meant(word: str, known: Collection[str]) -> Refusal:
    """Return why ``allclear`` *word* is no command, and the one to type."""
    return _refuse("allclear", word, known, _MEANT)


def find_meant_of_work(word: str, known: Collection[str]) -> Refusal:
    """Return why ``allclear maintenance`` *word* is no command, and the one to type."""
    if word in _OF_ALL:
        return Refusal(
            f"there is no command 'maintenance {word}'",
            f"write allclear {word} MNT-…, with the whole id",
        )
    return _refuse("allclear maintenance", word, known, _MEANT_OF_WORK)


def _refuse(before: str, word: str, known: Collection[str], meant: Mapping[str, str]) -> Refusal:
    plain = word.lower()
    # Long words of the table only: "ls" is near to nearly everything.
    near = difflib.get_close_matches(plain, [*known, *(each for each in meant if len(each) > 5)])
    found = meant.get(plain) or next((meant.get(each, each) for each in near), "")
    inner = f"{before.removeprefix('allclear')} {word}".strip()
    return Refusal(
        f"there is no command {show(inner)}",
        f"write {before} {found}" if found else f"see what there is: {before} --help",
    )
