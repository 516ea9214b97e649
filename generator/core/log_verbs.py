"""The one table of log verbs: what each means, what follows it, who reads it (design §3 "The log").

Reading, the reference page and completion all come from :data:`VERBS`. Grammar only: times and
files are the business of :mod:`generator.core.log_lines`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.core.log_evidence import cut_evidence


class Verb(StrEnum):
    """A word in capitals that gives a log line a meaning for the clocks."""

    STARTED = "STARTED"
    DETECTED = "DETECTED"
    ACK = "ACK"
    MITIGATED = "MITIGATED"
    VERIFIED = "VERIFIED"
    RESOLVED = "RESOLVED"
    CLOSED = "CLOSED"
    REOPENED = "REOPENED"
    SEV = "SEV"
    IC = "IC"
    COMMS = "COMMS"
    RESPONDER = "RESPONDER"
    NOTIFIED = "NOTIFIED"
    PROPOSED = "PROPOSED"
    APPROVED = "APPROVED"
    BEGUN = "BEGUN"
    DONE = "DONE"
    CHECK = "CHECK"
    HYPOTHESIS = "HYPOTHESIS"
    RESULT = "RESULT"
    DECISION = "DECISION"
    ACTION = "ACTION"
    DATA = "DATA"


class VerbKind(StrEnum):
    """What has to follow a verb."""

    MILESTONE = "milestone"
    SEVERITY = "severity"
    ROLE = "role"
    NOTICE = "notice"
    OPTION = "option"
    CHECK = "check"
    NOTE = "note"


GRAMMAR: Mapping[VerbKind, str] = {
    VerbKind.MILESTONE: "[@who] [text]",
    VerbKind.SEVERITY: "1|2|3|4|unset [@who] [reason]",
    VerbKind.ROLE: "@who|none [text]",
    VerbKind.NOTICE: "audience[, audience…] via channel[, channel…] [@who] [text]",
    VerbKind.OPTION: "A|B|C|D|E [@who] [text]",
    VerbKind.CHECK: "C<n>.<box> [text]",
    VerbKind.NOTE: "text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbRule:
    """One row of the table.

    Attributes:
        verb: The word in capitals.
        kind: Which grammar follows it.
        help: What it says, one sentence for the reference page.
        example: A line as somebody would type it, without its time.
    """

    verb: Verb
    kind: VerbKind
    help: str
    example: str

    @property
    def grammar(self) -> str:
        """What follows the verb, e.g. ``[@who] [text]``."""
        return GRAMMAR[self.kind]


def _rule(verb: Verb, kind: VerbKind, help_: str, example: str) -> VerbRule:
    return VerbRule(verb=verb, kind=kind, help=help_, example=f"{verb} {example}".rstrip())


_MILESTONE, _ROLE = VerbKind.MILESTONE, VerbKind.ROLE
_OPTION, _NOTE = VerbKind.OPTION, VerbKind.NOTE

VERBS: Mapping[Verb, VerbRule] = {
    rule.verb: rule
    for rule in (
        _rule(Verb.STARTED, _MILESTONE, "The trouble began; known only afterwards.", ""),
        _rule(Verb.DETECTED, _MILESTONE, "Somebody or something noticed.", "score API errors 45%"),
        _rule(Verb.ACK, _MILESTONE, "A responder took it on.", "@engineer looking into it"),
        _rule(Verb.MITIGATED, _MILESTONE, "People can work again.", "manual test passed"),
        _rule(Verb.VERIFIED, _MILESTONE, "The checks after the fix passed.", "15 minutes stable"),
        _rule(Verb.RESOLVED, _MILESTONE, "It is over.", "@incident-commander"),
        _rule(Verb.CLOSED, _MILESTONE, "The paperwork is complete.", "@incident-commander"),
        _rule(Verb.REOPENED, _MILESTONE, "It came back after RESOLVED.", "errors again at 12%"),
        _rule(Verb.SEV, VerbKind.SEVERITY, "The severity from now on.", "1 500+ users affected"),
        _rule(Verb.IC, _ROLE, "Who commands from now on.", "@incident-commander"),
        _rule(Verb.COMMS, _ROLE, "Who speaks to people outside from now on.", "@pm-anna"),
        _rule(Verb.RESPONDER, _ROLE, "Somebody joins in.", "@engineer2 database"),
        _rule(Verb.NOTIFIED, VerbKind.NOTICE, "Who was told, and how.", "ceo, product via email"),
        _rule(Verb.PROPOSED, _OPTION, "A mitigation was proposed.", "A roll back; risk: low"),
        _rule(Verb.APPROVED, _OPTION, "It was approved.", "A @incident-commander"),
        _rule(Verb.BEGUN, _OPTION, "It was begun.", "A @engineer"),
        _rule(Verb.DONE, _OPTION, "It is done.", "A rolled back to v2.5.2"),
        _rule(Verb.CHECK, VerbKind.CHECK, "A box of a checklist was ticked.", "C4.error_rate"),
        _rule(Verb.HYPOTHESIS, _NOTE, "What may be the cause.", "the release added a slow query"),
        _rule(Verb.RESULT, _NOTE, "What a hypothesis came to.", "confirmed in the query log"),
        _rule(Verb.DECISION, _NOTE, "What was decided, and by whom.", "roll back @engineer"),
        _rule(Verb.ACTION, _NOTE, "What was done.", "rollback started"),
        _rule(Verb.DATA, _NOTE, "A number or an error text.", "error rate 2%"),
    )
}

AUDIENCES: tuple[str, ...] = (
    "affected-users",
    "ceo",
    "cto",
    "customer-success",
    "engineering",
    "executives",
    "legal",
    "product",
    "regulator",
    "schools",
    "security",
    "stakeholders",
    "subscribers",
    "support",
    "users",
    "vendor",
)
"""Who can be told; a repository's policy may name others."""

CHANNELS: tuple[str, ...] = (
    "call",
    "chat",
    "email",
    "form",
    "in-app",
    "meeting",
    "page",
    "phone",
    "slack",
    "sms",
    "social",
    "status-page",
    "ticket",
)
"""How people are told; ``#room`` names a chat room and is always known."""

HANDLE = re.compile(r"(?<![\w@])@([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)")
"""``@bob``; never the middle of an address such as ``help@example.org``."""

_SEVERITY = re.compile(r"([1-4]|unset)(?:[.,:;]?\s+(.*)|)", re.DOTALL)
_OPTION_LETTER = re.compile(r"([A-E])(?:[.,:;]?\s+(.*)|)", re.DOTALL)
_BOX = re.compile(r"(C[0-9]{1,2}\.[a-z0-9][a-z0-9_-]*)(?:[.,:;]?\s+(.*)|)", re.DOTALL)
_NAME = r"#?[A-Za-z0-9][A-Za-z0-9_-]*"
_NOTICE = re.compile(
    rf"({_NAME}(?:\s*,\s*{_NAME})*)\s+via\s+({_NAME}(?:\s*,\s*{_NAME})*)(?:[.:;]?\s+(.*)|)",
    re.DOTALL,
)
_NONE = re.compile(r"none(?:[.,:;]?\s+(.*)|)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What stands behind a verb, taken apart; ``text`` is what is left for people to read."""

    text: str
    who: str | None = None
    audiences: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    option: str | None = None
    check: str | None = None
    severity: int | None = None


def parse_clause(verb: Verb, text: str) -> Clause | None:
    """Take apart what follows *verb*.

    The leading handle is who did it; without one the last handle in the text is (FX1 writes
    ``RESOLVED Declared incident resolved @incident-commander``).

    Returns:
        The parts, or None when the text does not fit the verb's grammar. ``SEV unset`` has no
        severity, ``IC none`` no who.

    Source: design §3 "The log".
    """
    kind = VERBS[verb].kind
    if kind in (VerbKind.MILESTONE, VerbKind.NOTE):
        return _with_who(text)
    if kind is VerbKind.ROLE:
        if match := _NONE.fullmatch(text):
            return Clause(text=match[1] or "")
        return _with_who(text) if HANDLE.match(text) else None
    if kind is VerbKind.SEVERITY:
        if not (match := _SEVERITY.fullmatch(text)):
            return None
        rest = _with_who(match[2] or "")
        severity = None if match[1] == "unset" else int(match[1])
        return Clause(text=rest.text, who=rest.who, severity=severity)
    if kind is VerbKind.NOTICE:
        if not (match := _NOTICE.fullmatch(text)):
            return None
        rest = _with_who(match[3] or "")
        return Clause(
            text=rest.text, who=rest.who, audiences=_names(match[1]), channels=_names(match[2])
        )
    if kind is VerbKind.OPTION:
        if not (match := _OPTION_LETTER.fullmatch(text)):
            return None
        rest = _with_who(match[2] or "")
        return Clause(text=rest.text, who=rest.who, option=match[1])
    if not (match := _BOX.fullmatch(text)):
        return None
    rest = _with_who(match[2] or "")
    return Clause(text=rest.text, who=rest.who, check=match[1])


def _with_who(text: str) -> Clause:
    leading = HANDLE.match(text)
    if leading is not None:
        return Clause(text=text[leading.end() :].lstrip(" ,:;"), who=leading[1])
    handles = HANDLE.findall(cut_evidence(text))
    return Clause(text=text, who=handles[-1] if handles else None)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip().lower() for name in text.split(","))


_MILESTONE_STEMS: Mapping[str, Verb] = {
    "ack": Verb.ACK,
    "acked": Verb.ACK,
    "acknowledged": Verb.ACK,
    "started": Verb.STARTED,
    "detected": Verb.DETECTED,
    "mitigated": Verb.MITIGATED,
    "verified": Verb.VERIFIED,
    "resolved": Verb.RESOLVED,
    "fixed": Verb.RESOLVED,
    "closed": Verb.CLOSED,
    "reopened": Verb.REOPENED,
}
_STANDS_ALONE = re.compile(
    r"(?P<word>[A-Za-z]+)(?:\s*$|\s*[,.:;\u2013\u2014-]|\s+@|\s+(?:again|at|by|for|now|with)\b)"
)
_LABEL = re.compile(r"(?P<word>[A-Za-z]+)\s*:")
_SEVERITY_WORD = re.compile(r"(?:sev|severity)[\s.:_-]*[1-4]\b", re.IGNORECASE)
_ROLE_WORD = re.compile(
    r"(?P<word>(?:ic|comms|responder)(?=\s*:?\s*@)|notified(?=[\w\s,:#-]+\svia\s))", re.IGNORECASE
)
_FIRST_LETTERS = re.compile(r"[A-Za-z]+")
_CAPITALS = re.compile(r"(?P<word>[A-Z]{3,})\b")

# "ACK from vendor", "CLOSED the ticket": a sentence about something else, shouted.
_CONTINUES = re.compile(r"(?:from|of|to|the|a|an|their|our|ticket|vendor|support)\b")
_OFTEN_CONTINUED = frozenset(
    {Verb.ACK, Verb.CLOSED, Verb.REOPENED, Verb.RESOLVED, Verb.VERIFIED, Verb.MITIGATED}
)


def find_near_miss(text: str) -> Verb | None:
    """Return the verb somebody probably meant at the start of an observation, if any.

    ``mitigated, scores save again`` is one; ``Verified other API endpoints`` is plain prose.
    """
    if _SEVERITY_WORD.match(text):
        return Verb.SEV
    if match := _ROLE_WORD.match(text):
        return Verb(match["word"].upper())
    if match := _STANDS_ALONE.match(text):
        meant = _MILESTONE_STEMS.get(match["word"].lower())
        if meant is not None:
            return meant
    if match := _LABEL.match(text):
        word = match["word"].upper()
        if word in Verb.__members__:
            return Verb(word)
    match = _CAPITALS.match(text)
    return None if match is None else _find_similar(match["word"])


def correct(verb: Verb, text: str) -> str:
    """Return the start of the near miss *text* as it would have to be written for *verb*."""
    severity = _SEVERITY_WORD.match(text)
    if verb is Verb.SEV and severity is not None:
        start, end = f"SEV {severity.group()[-1]}", severity.end()
    else:
        match = _FIRST_LETTERS.match(text)
        start, end = str(verb), 0 if match is None else match.end()
    rest = text[end:].lstrip(" \t,.:;\u2013\u2014-")
    words = f"{start} {rest}".split()
    return " ".join(words[:5]) + (" …" if len(words) > 5 else "")


def _find_similar(word: str) -> Verb | None:
    for verb in Verb:
        # "RESOLVE", "MITIGATE", "ACKED", "ACTIONS": the same word in another form.
        common = min(len(word), len(verb))
        if common >= 3 and word[:common] == verb[:common] and abs(len(word) - len(verb)) <= 2:
            return verb
    return next((verb for verb in Verb if len(verb) > 4 and _is_one_slip(word, verb)), None)


def _is_one_slip(left: str, right: str) -> bool:
    """Return whether one letter wrong, missing, added or two swapped lead to the other."""
    if abs(len(left) - len(right)) > 1 or left == right:
        return False
    start = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
    if start is None:
        return True
    a, b = left[start:], right[start:]
    swapped = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped


def is_accidental(verb: Verb, text: str) -> bool:
    """Return whether a milestone in capitals reads like part of a sentence about something else."""
    return verb in _OFTEN_CONTINUED and _CONTINUES.match(text) is not None
