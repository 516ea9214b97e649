"""E-mails inside the house: the summary for stakeholders (S:609-612) and the debrief, T9."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.messaging.message import Draft
from generator.core.messaging.message_facts import Facts, one_line
from generator.core.messaging.message_sheet import Sheet


def write_summary(facts: Facts) -> Draft:
    """Return the summary for executives, product and Customer Success (R13, R76)."""
    sheet = Sheet(facts)
    length = facts.next_letter()
    values = {
        "brief": sheet.brief(),
        "severity": sheet.severity(),
        "systems": sheet.systems(),
        "users": sheet.users(),
        "status": sheet.status(),
        "start": _at(sheet, facts.start) if facts.start else sheet.lack("DETECTED line in the log"),
        "mitigated": _at(sheet, facts.mitigated_at),
        "resolved": _at(sheet, facts.course.ended_at),
        "ic": _commander(sheet),
        "loss": sheet.say(f"loss.{facts.loss}")
        if facts.loss
        else sheet.lack("data.loss in internal.yml"),
        "public": one_line(facts.public.title) if facts.public else sheet.say("piece.none_yet"),
        "next_update": facts.times.at(facts.as_of + length)
        if length
        else sheet.say("piece.none_promised"),
        "status_url": sheet.status_url(),
    }
    subject = sheet.say("summary.subject", **_heading(sheet))
    body = sheet.lay_out("summary.body", values)
    recipients = ("executives", "product", "customer-success")
    return Draft(sheet.say("summary.title"), recipients, subject, body, tuple(sheet.missing))


def write_mention(facts: Facts) -> Draft:
    """Return the line for the room of product (S:610)."""
    sheet = Sheet(facts)
    body = sheet.say(
        "summary.mention.body",
        id=facts.record.id,
        component=sheet.component(),
        brief=sheet.brief(),
        status=sheet.status(),
        room=facts.incident_room,
    )
    room = (facts.policy.rooms.product,)
    return Draft(sheet.say("summary.mention.title"), room, "", body, tuple(sheet.missing))


def write_debrief(facts: Facts) -> Draft:
    """Return T9: decisions, actions, thanks, and when the meeting is (R91)."""
    sheet = Sheet(facts)
    begun, ended = facts.course.detected_at, facts.course.ended_at
    span = (
        facts.times.range(begun, ended)
        if begun and ended
        else sheet.lack("RESOLVED line in the log")
    )
    commander = facts.course.holder("ic")
    values = {
        "id": facts.record.id,
        "severity": sheet.severity(),
        "brief": sheet.brief(),
        "range": span,
        "duration": sheet.duration(),
        "decisions": _list(sheet, facts.entries(Verb.DECISION), "DECISION line in the log"),
        "actions": _list(sheet, facts.entries(Verb.ACTION), "ACTION line in the log"),
        "thanks": _thanks(sheet),
        "meeting": sheet.meeting(),
        "signed": facts.person(commander) if commander else sheet.lack("IC line in the log"),
    }
    subject = sheet.say("t9.subject", **_heading(sheet))
    body = sheet.lay_out("t9.body", values)
    recipients = ("engineering", "product")
    return Draft(sheet.say("t9.title"), recipients, subject, body, tuple(sheet.missing))


def _heading(sheet: Sheet) -> dict[str, str]:
    facts = sheet.facts
    return {
        "prefix": sheet.prefix(),
        "severity": sheet.severity(),
        "component": sheet.component(),
        "state": sheet.say("t6.state.resolved" if facts.phase == "resolved" else "t6.state.open"),
    }


def _at(sheet: Sheet, at: datetime | None) -> str:
    return sheet.facts.times.at(at) if at else sheet.say("piece.not_yet")


def _commander(sheet: Sheet) -> str:
    who = sheet.facts.course.holder("ic")
    return sheet.facts.person(who) if who else sheet.say("piece.none_yet")


def _list(sheet: Sheet, entries: Iterable[LogEntry], field: str) -> str:
    lines = []
    detected = sheet.facts.course.detected_at
    day = detected.date() if detected else None
    for each in entries:
        # As in the timeline of the report: a day stands where it changes.
        time = f"{each.at:%H:%M}" if day in (None, each.at.date()) else f"{each.at:%Y-%m-%d %H:%M}"
        day, text = each.at.date(), one_line(each.text)
        # The last handle of the line decided; where it stands in the text it is not said twice.
        if each.who and f"@{each.who}" not in text:
            lines.append(sheet.say("t9.line_by", time=time, text=text, who=f"@{each.who}"))
        else:
            lines.append(sheet.say("t9.line", time=time, text=text))
    return "\n".join(lines) or f"- {sheet.lack(field)}"


def _thanks(sheet: Sheet) -> str:
    """Return thanks to everybody who held a role, each once (S:710)."""
    facts = sheet.facts
    names = tuple(dict.fromkeys(facts.person(each.who) for each in facts.course.roles))
    if not names:
        return sheet.lack("roles in internal.yml")
    return sheet.say("t9.thanks", people=sheet.join(names))
