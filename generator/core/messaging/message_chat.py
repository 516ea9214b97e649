"""Messages for the rooms of responders: T14, T1, T2, T8, and the sharing of a post-mortem."""

from __future__ import annotations

from datetime import datetime, timedelta

from generator.core.internal_facts import Mitigation
from generator.core.log_verbs import Verb
from generator.core.messaging.message import Draft
from generator.core.messaging.message_facts import Facts, one_line
from generator.core.messaging.message_sheet import Sheet


def write_first_line(facts: Facts) -> Draft:
    """Return T14, the first line in the room for all incidents (S:408)."""
    sheet = Sheet(facts)
    body = sheet.say("t14.body", brief=sheet.brief())
    return Draft(sheet.say("t14.title"), (facts.policy.rooms.first,), "", body, _gaps(sheet))


def write_acknowledged(facts: Facts) -> Draft:
    """Return T1 with the time of the next update, by severity (R56, X6)."""
    sheet = Sheet(facts)
    values = {
        "id": facts.record.id,
        "severity": sheet.severity(),
        "systems": sheet.systems(),
        "responder": sheet.holder("on_call", "roles.on_call in internal.yml"),
        "status": sheet.status(),
        "next_update": _next_update(sheet),
    }
    body = sheet.lay_out("t1.body", values)
    rooms = tuple(dict.fromkeys((facts.policy.rooms.first, facts.incident_room)))
    return Draft(sheet.say("t1.title"), rooms, "", body, _gaps(sheet))


def _next_update(sheet: Sheet) -> str:
    facts = sheet.facts
    every = facts.policy.next_update.get(facts.level)
    if facts.is_assumed:
        # Its readers are the responders: until they know better, the most urgent rhythm (R56).
        every = min(facts.policy.next_update.values(), default=None)
    base = facts.course.acknowledged_at or facts.course.detected_at
    if facts.phase == "resolved" or every is None:
        return sheet.say("piece.none_promised")
    if base is None:
        return sheet.lack("ACK line in the log")
    return facts.times.stamp(_first_after(base, every, facts.as_of))


def _first_after(base: datetime, every: timedelta, now: datetime) -> datetime:
    """Return the first of *base* plus 1, 2, … times *every* that has not passed at *now*."""
    rounds = max((now - base) // every + ((now - base) % every > timedelta(0)), 1)
    return base + rounds * every


def write_proposal(facts: Facts) -> Draft:
    """Return T2 of the option proposed last that nobody has begun, else of the last one (R66)."""
    sheet = Sheet(facts)
    each = find_proposal(facts)
    rule = facts.policy.options.get(each.option)
    if not each.approved_by and each.approved_at is None:
        key = "waiting" if rule is None or rule.approval else "none"
        key = "review" if key == "waiting" and rule and rule.needs_senior_review else key
        approval = sheet.say(f"t2.approval.{key}")
    elif each.approved_at is None:
        approval = sheet.say("t2.approval.given_untimed", who=f"@{each.approved_by}")
    else:
        who = (
            f"@{each.approved_by}" if each.approved_by else sheet.lack(_field(each, "approved.by"))
        )
        time = facts.times.stamp(each.approved_at)
        approval = sheet.say("t2.approval.given", who=who, time=time)
    values = {
        "id": facts.record.id,
        "action": sheet.need(each.action, _field(each, "action")),
        "risk": sheet.say(f"risk.{each.risk}") if each.risk else sheet.lack(_field(each, "risk")),
        "expected": sheet.need(each.expected, _field(each, "expected")),
        "back_out": sheet.need(each.back_out, _field(each, "back_out")),
        "approval": approval,
    }
    body = sheet.lay_out("t2.body", values)
    return Draft(sheet.say("t2.title"), (facts.incident_room,), "", body, _gaps(sheet))


def _field(each: Mitigation, name: str) -> str:
    return f"{name} of mitigation {each.option or each.index + 1} in internal.yml"


def find_proposal(facts: Facts) -> Mitigation:
    """Return the option that a proposal would be about: of the header, or of the log's lines."""
    known = [*facts.record.mitigations, *_logged(facts)]
    waiting = [each for each in known if each.started_at is None]
    return (waiting or known or [Mitigation(index=0)])[-1]


def _logged(facts: Facts) -> list[Mitigation]:
    """Return options that only the log tells of."""
    written = {each.option for each in facts.record.mitigations}
    found: dict[str, Mitigation] = {}
    for entry in facts.course.options:
        letter = entry.option or ""
        if letter in written:
            continue
        old = found.get(letter) or Mitigation(index=len(found), option=letter)
        action, risk, expected, back_out = old.action, old.risk, old.expected, old.back_out
        if entry.verb is Verb.PROPOSED:
            action, risk, expected, back_out = _read_proposal(entry.text)
        is_approval = entry.verb is Verb.APPROVED
        found[letter] = Mitigation(
            index=old.index,
            option=letter,
            action=action,
            risk=risk,
            expected=expected,
            back_out=back_out,
            proposed_at=old.proposed_at or (entry.at if entry.verb is Verb.PROPOSED else None),
            approved_by=(entry.who or "") if is_approval else old.approved_by,
            approved_at=entry.at if is_approval else old.approved_at,
            started_at=old.started_at or (entry.at if entry.verb is Verb.BEGUN else None),
        )
    return list(found.values())


def _read_proposal(text: str) -> tuple[str, str, str, str]:
    """Return action, risk, expected effect and way back of ``action; risk: low; …``."""
    action, *rest = [part.strip() for part in text.split(";")]
    said = {"risk": "", "expected": "", "back out": ""}
    for part in rest:
        name, colon, value = part.partition(":")
        if colon and name.strip().lower() in said:
            said[name.strip().lower()] = value.strip()
    risk = said["risk"].lower()
    return (
        action,
        risk if risk in ("low", "medium", "high") else "",
        said["expected"],
        said["back out"],
    )


def write_resolved_summary(facts: Facts) -> Draft:
    """Return T8; its last line is the status as it is, not "Closed" (R87, R88, X1)."""
    sheet = Sheet(facts)
    record = facts.record
    cause, ended, review = record.root_cause, record.resolution, record.review
    measures = "; ".join(one_line(each.text) for each in review.actions) if review else ""
    values = {
        "id": record.id,
        "severity": sheet.severity(),
        "duration": sheet.duration(),
        "users": sheet.users(),
        "cause": sheet.need(
            cause.technical if cause else "", "root_cause.technical in internal.yml"
        ),
        "resolution": sheet.need(
            ended.summary if ended else "", "resolution.summary in internal.yml"
        ),
        "measures": sheet.need(measures, "actions in review.yml"),
        "meeting": sheet.meeting(),
        "status": sheet.status(),
    }
    body = sheet.lay_out("t8.body", values)
    return Draft(sheet.say("t8.title"), facts.rooms(), "", body, _gaps(sheet))


def write_share(facts: Facts) -> Draft:
    """Return the message that shares a finished post-mortem with engineering (R118)."""
    sheet = Sheet(facts)
    review = facts.record.review
    actions = review.actions if review else ()
    still = sum(each.is_open for each in actions)
    lessons = "\n".join(f"- {one_line(each)}" for each in (review.lessons if review else ()))
    values = {
        "id": facts.record.id,
        "component": sheet.component(),
        "severity": sheet.severity(),
        "duration": sheet.duration(),
        "brief": sheet.brief(),
        "summary": sheet.need(
            review.executive_summary if review else "", "executive_summary in review.yml"
        ),
        "lessons": lessons or sheet.lack("lessons in review.yml"),
        "actions": sheet.say("share.actions", open=str(still), all=str(len(actions)))
        if actions
        else sheet.lack("actions in review.yml"),
    }
    body = sheet.lay_out("share.body", values)
    rooms = (facts.policy.rooms.engineering,)
    return Draft(sheet.say("share.title"), rooms, "", body, _gaps(sheet))


def _gaps(sheet: Sheet) -> tuple[str, ...]:
    return tuple(sheet.missing)
