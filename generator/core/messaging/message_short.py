"""The state in short: chat rooms, the banner in the application, SMS (S:71-76; R18, R27)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from generator.core.messaging.message import Draft
from generator.core.messaging.message_facts import Facts
from generator.core.messaging.message_sheet import Sheet

SMS_PLAIN = 160
"""Characters of one SMS in the alphabet of every phone."""
SMS_WIDE = 70
"""Characters of one SMS as soon as one letter is outside that alphabet."""
_PLAIN = "@£$¥èéùìòÇØøÅå_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,./:;<=>?¡ÄÖÑÜ§¿äöñüà\n\r-"
_DOUBLE = r"\^{}\\\[\]~|€"
_SMS = re.compile(f"[A-Za-z0-9{_PLAIN}{_DOUBLE}]*")
_TWICE = re.compile(f"[{_DOUBLE}]")


def write_chat(facts: Facts, phase: str) -> Draft:
    """Return the text for the rooms of *phase*, in the order in which they are told (X37)."""
    sheet = Sheet(facts)
    times = facts.times
    resolve = next((each for each in facts.duties if each.id == "resolve"), None)
    length = facts.next_public()
    values = {
        "id": facts.record.id,
        "severity": sheet.severity(),
        "component": sheet.component(),
        "status": sheet.status(),
    }
    if phase == "investigating":
        level = str(facts.severity)
        values |= {
            "mark": sheet.say_of("t3.mark", level),
            "symptom": sheet.say_of("t3.symptom", level),
            "responder": sheet.holder("on_call", "roles.on_call in internal.yml"),
            "ic": _commander(sheet),
            "next_update": times.at(facts.as_of + length)
            if length
            else sheet.say("piece.none_promised"),
        }
    elif phase == "mitigated":
        due = resolve.due_at if resolve else None
        values |= {
            "ic": _commander(sheet),
            "resolve_by": times.at(due) if due else sheet.say("piece.none"),
        }
    else:
        values["duration"] = sheet.duration()
    body = sheet.say(f"short.chat.{phase}", **values)
    return Draft(sheet.say("short.chat.title"), facts.rooms(), "", body, tuple(sheet.missing))


def write_banner(facts: Facts, phase: str) -> Draft:
    """Return the text of the banner in the application."""
    sheet = Sheet(facts)
    key = f"short.banner.{phase}"
    own = f"{key}.{facts.component}"
    text = facts.head.words[own if own in facts.head.words else f"{key}.default"]
    values = {"url": sheet.status_url()}
    if "{what}" in text:
        values["what"] = sheet.what()
    if "{component}" in text:
        values["component"] = sheet.part()
    body = sheet.say_of(key, facts.component, **values)
    title = sheet.say("short.banner.title")
    return Draft(title, facts.recipients("in-app"), "", body, tuple(sheet.missing))


def write_sms(facts: Facts, phase: str) -> Draft:
    """Return one SMS; a long name of a part gives way so that address and state stay whole."""
    sheet = Sheet(facts)
    name = sheet.component()
    values = {
        "prefix": sheet.prefix(),
        "severity": sheet.say("short.sms.unset") if facts.is_assumed else str(facts.severity),
        "ic": _commander(sheet),
        "url": sheet.status_url().removeprefix("https://"),
    }
    if phase == "investigating":
        values["start"] = _clock(sheet, facts.since, "DETECTED line in the log")
    elif phase == "mitigated":
        values["mitigated"] = _clock(sheet, facts.mitigated_at, "MITIGATED line in the log")
    else:
        values["resolved"] = _clock(sheet, facts.course.ended_at, "RESOLVED line in the log")
        minutes = int((facts.duration or timedelta()).total_seconds() // 60)
        values["minutes"] = str(minutes)
    key = f"short.sms.{phase}"
    body = sheet.say(key, component=name, **values)
    length_sent, limit = measure_sms(body)
    over = length_sent - limit
    if over > 0:
        kept = max(len(name) - over - 3, 1)
        body = sheet.say(key, component=f"{name[:kept].rstrip()}...", **values)
    title = sheet.say("short.sms.title")
    return Draft(title, facts.recipients("sms"), "", body, tuple(sheet.missing))


def measure_sms(text: str) -> tuple[int, int]:
    """Return how long *text* is as an SMS, and how long one SMS may be.

    Brackets count twice, and one letter outside the alphabet of phones makes every letter cost
    more than two.

    Source: 3GPP TS 23.038 (the alphabet of seven bits with its extension, and UCS-2).
    """
    if _SMS.fullmatch(text):
        return len(text) + len(_TWICE.findall(text)), SMS_PLAIN
    return len(text.encode("utf-16-le")) // 2, SMS_WIDE


def _commander(sheet: Sheet) -> str:
    who = sheet.facts.course.holder("ic")
    return f"@{who}" if who else sheet.say("piece.none_yet")


def _clock(sheet: Sheet, at: datetime | None, field: str) -> str:
    return sheet.facts.times.utc_moment(at) if at else sheet.lack(field)
