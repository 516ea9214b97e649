"""Rules over who approved what: mitigations, writes to the database, money (R66 to R68, R166).

Only ``check`` calls them; no public build imports this module (P1). That an approval came in time
is the business of :mod:`generator.core.rules_mitigations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from generator.core.clockwork.matter import Matter
from generator.core.clockwork.standing import has_role, name_roles
from generator.core.internal_facts import Mitigation
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.rules_base import Remark
from generator.core.rules_internal_base import about_entry

_APPROVING = frozenset({Verb.APPROVED, Verb.DECISION})
_DOING = frozenset({Verb.ACTION, Verb.BEGUN})


def check_approvals(matter: Matter) -> Iterator[Remark]:
    """Yield approvals that are missing, or that somebody gave who may not give them."""
    yield from _check_options(matter)
    yield from _check_reviews(matter)
    yield from _check_database_writes(matter)
    yield from _check_credits(matter)


def _check_options(matter: Matter) -> Iterator[Remark]:
    """Yield approvals by somebody who may not approve that option (R67)."""
    course = matter.course
    for each in course.record.mitigations:
        at = each.approved_at or each.started_at or course.detected_at
        if at is not None and _is_beyond(matter, each.option, each.approved_by, at):
            yield matter.about(
                "DUT010",
                ("mitigations", each.index, "approved", "by"),
                _say_beyond(matter, each.option, each.approved_by),
                _ask(matter, each.option),
                each.approved_by,
            )
    for entry in course.options:
        if entry.verb is Verb.APPROVED and _is_beyond(
            matter, entry.option or "", entry.who or "", entry.at
        ):
            yield about_entry(
                entry,
                "DUT010",
                _say_beyond(matter, entry.option or "", entry.who or ""),
                _ask(matter, entry.option or ""),
            )


def _is_beyond(matter: Matter, letter: str, who: str, at: datetime) -> bool:
    rule = matter.policy.options.get(letter)
    if rule is None or not rule.approval or not who:
        return False
    return has_role(matter.course, matter.people, who, rule.approval, at) is False


def _say_beyond(matter: Matter, letter: str, who: str) -> str:
    rule = matter.policy.options[letter]
    return (
        f"'@{who}' approved option {letter} ({rule.name}), which {name_roles(rule.approval)} may: "
        f"{rule.source}, R67"
    )


def _ask(matter: Matter, letter: str) -> str:
    may = name_roles(matter.policy.options[letter].approval)
    return f"have {may} approve it; an 'IC @name' line says who commands from when on"


def _check_reviews(matter: Matter) -> Iterator[Remark]:
    """Yield fixes that were begun and that nobody senior but their author has read (R67)."""
    begun = {entry.option for entry in matter.course.options if entry.verb is Verb.BEGUN}
    for each in matter.course.record.mitigations:
        rule = matter.policy.options.get(each.option)
        if rule is None or not rule.needs_senior_review:
            continue
        if each.started_at is None and each.option not in begun:
            continue
        problem = _find_review_problem(matter, each)
        if problem:
            field = "reviewed_by" if each.reviewed_by else "option"
            yield matter.about(
                "DUT011",
                ("mitigations", each.index, field),
                f"option {each.option} ({rule.name}) {problem} ({rule.source}, R67)",
                "have a senior engineer read it who did not write it, and write 'reviewed_by:'",
                each.reviewed_by or each.option,
            )


def _find_review_problem(matter: Matter, mitigation: Mitigation) -> str:
    if not mitigation.reviewed_by:
        return "" if matter.course.record.unread else "was begun without a senior engineer's review"
    if mitigation.reviewed_by == mitigation.author:
        return "was reviewed by its author"
    person = matter.people.find(mitigation.reviewed_by) if matter.people else None
    if person is not None and not person.is_senior:
        return f"was reviewed by '@{mitigation.reviewed_by}', who is no senior engineer"
    return ""


def _check_database_writes(matter: Matter) -> Iterator[Remark]:
    """Yield writes to the database without an approval before them (R68).

    Whoever may approve may also write: the document gives SysAdmins the access, and the Incident
    Commander in an emergency (S:1390).
    """
    roles, tag = matter.policy.database_write
    if not roles or not tag:
        return
    wanted = re.compile(rf"(?<![\w#])#{re.escape(tag)}(?![\w-])", re.IGNORECASE)
    is_approved = False
    code = "DUT013" if matter.course.closed_at is not None else "DUT012"
    for entry in matter.course.record.log:
        if not wanted.search(entry.text):
            continue
        may = _may(matter, entry, roles)
        if entry.verb in _APPROVING:
            is_approved = is_approved or may
        elif entry.verb in _DOING and not is_approved and not may:
            yield about_entry(
                entry,
                code,
                f"a write to the database ('#{tag}') without approval before it by "
                f"{name_roles(roles)} (S:315, S:333; R68)",
                f"add the line that says who approved it: 'DECISION #{tag} … @name'",
            )


def _may(matter: Matter, entry: LogEntry, roles: tuple[str, ...]) -> bool:
    """Return whether who wrote *entry* may; who cannot be judged is believed if they approve."""
    if not entry.who:
        return False
    verdict = has_role(matter.course, matter.people, entry.who, roles, entry.at)
    return verdict is True or (verdict is None and entry.verb in _APPROVING)


def _check_credits(matter: Matter) -> Iterator[Remark]:
    """Yield money that somebody gave who may not give as much, per incident in all (R166, X19)."""
    given, rule = matter.course.record.credits, matter.policy.permissions.get("refunds")
    if given is None or not given.amount or rule is None:
        return
    is_much = rule.limit is not None and given.amount > rule.limit and bool(rule.above)
    roles = (rule.above,) if is_much else tuple(filter(None, (*rule.roles, rule.above)))
    at = matter.course.resolved_at or matter.as_of
    field = "approved_by" if given.approved_by else "amount"
    if not given.approved_by:
        problem = "nobody approved them"
    elif has_role(matter.course, matter.people, given.approved_by, roles, at) is False:
        problem = f"'@{given.approved_by}' approved them"
    else:
        return
    limit = f"; up to ${rule.limit} {name_roles(rule.roles)} may" if is_much else ""
    yield matter.about(
        "DUT022",
        ("credits", field),
        f"credits of ${given.amount} need {name_roles(roles)}, and {problem}{limit} "
        f"({rule.source}; R166, X19)",
        f"have {name_roles(roles)} approve them and write 'approved_by:'",
        given.approved_by or str(given.amount),
    )
