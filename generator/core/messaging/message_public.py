"""The status page's words: T3, T4, T5 (S:565-604) and the notice about a vendor, T15 (S:271)."""

from __future__ import annotations

from datetime import timedelta

from generator.core.clockwork.duty_base import is_postmortem_promised
from generator.core.messaging.message import Draft
from generator.core.messaging.message_facts import Facts
from generator.core.messaging.message_sheet import Sheet

PHASES = {"investigating": "T3", "mitigated": "T4", "resolved": "T5"}
"""Which template tells which state."""


def write_investigating(facts: Facts) -> Draft:
    """Return T3; the promised time is computed from the cadence (R72)."""
    sheet = Sheet(facts)
    level = str(facts.severity)
    rule = facts.policy.severities[facts.severity]
    values = {
        "mark": sheet.say_of("t3.mark", level),
        "state": rule.public_state.upper() or sheet.say("t3.state.default"),
        "component": sheet.component(),
        "symptom": sheet.say_of("t3.symptom", level),
        "text": _text(sheet, "t3.text"),
        "next": promise(sheet, "t3.next", facts.next_public()),
        "apology": sheet.say_of("t3.apology", facts.component),
        **_common(sheet, "investigating"),
    }
    return _draft(sheet, "t3", values)


def write_mitigated(facts: Facts) -> Draft:
    """Return T4, which claims no more than that a fix is being watched (X13)."""
    sheet = Sheet(facts)
    values = {
        "component": sheet.component(),
        "text": _text(sheet, "t4.text"),
        "next": promise(sheet, "t3.next", facts.next_public()),
        "thanks": sheet.say("t4.thanks"),
        **_common(sheet, "mitigated"),
    }
    return _draft(sheet, "t4", values)


def write_resolved(facts: Facts) -> Draft:
    """Return T5; a post-mortem is promised only where one is planned (R75, X11)."""
    sheet = Sheet(facts)
    values = {
        "component": sheet.component(),
        "text": _text(sheet, "t5.text"),
        "cause": cause(sheet),
        "resolution": resolution(sheet),
        "postmortem": _postmortem(sheet),
        "apology": sheet.say("t5.apology"),
        **_common(sheet, "resolved"),
    }
    return _draft(sheet, "t5", values)


def write_vendor_notice(facts: Facts) -> Draft:
    """Return T15: that it is a third party, its status page, and to try again (R35).

    When to try again is said only where the house has a sentence with a time for the part: how
    often visitors are told something is no promise of when it works.
    """
    sheet = Sheet(facts)
    name, url = vendor(sheet)
    retry = sheet.say_of("t15.retry", facts.component)
    values = {
        "text": _text(sheet, "t15.text", vendor=name, retry=retry),
        "link": sheet.say("t15.link", vendor=name, url=url),
        "next": promise(sheet, "t15.next", facts.next_public()),
        **_common(sheet, facts.phase),
    }
    return _draft(sheet, "t15", values)


def vendor(sheet: Sheet) -> tuple[str, str]:
    """Return the public name and the address of the vendor that may be the cause (R142)."""
    facts = sheet.facts
    link = facts.record.vendor
    if link is None or not link.id:
        lacking = sheet.lack("vendor.id in internal.yml")
        return lacking, lacking
    card = facts.head.vendors.find(link.id) if facts.head.vendors else None
    config = facts.head.config
    shown = next((each for each in config.vendors if each.id == link.id), None) if config else None
    name = (card.public_name if card else "") or (shown.name if shown else "")
    name = name or (card.name if card else "")
    url = link.incident_url or (card.status_url if card else "")
    url = url or (shown.status_url if shown else "") or ""
    return (
        sheet.need(name, f"public_name of {link.id} in vendors.yml"),
        sheet.need(url, f"status_url of {link.id} in vendors.yml"),
    )


def cause(sheet: Sheet) -> str:
    """Return the cause in plain words."""
    found = sheet.facts.record.root_cause
    return sheet.need(found.plain if found else "", "root_cause.plain in internal.yml")


def resolution(sheet: Sheet) -> str:
    """Return what was done, in plain words."""
    found = sheet.facts.record.resolution
    return sheet.need(found.plain if found else "", "resolution.plain in internal.yml")


def promise(sheet: Sheet, key: str, length: timedelta | None) -> str:
    """Return when the next word comes; empty where nobody promises one."""
    if length is None:
        return ""
    times = sheet.facts.times
    by = times.by(sheet.facts.as_of + length)
    return sheet.say(key, length=times.length(length), time=by)


def postmortem_url(facts: Facts) -> str:
    """Return the address of the published post-mortem, or an empty text (R90)."""
    if facts.public is None or facts.public.postmortem_at is None:
        return ""
    base = facts.policy.organisation.status_url.rstrip("/")
    return f"{base}/postmortems/{facts.record.id}/"


def _postmortem(sheet: Sheet) -> str:
    facts = sheet.facts
    url = postmortem_url(facts)
    if url:
        return sheet.say("t5.published", url=url)
    if not is_postmortem_promised(facts.course, facts.policy):
        return ""
    due = next((each.due_at for each in facts.duties if each.id == "publish-postmortem"), None)
    return "" if due is None else sheet.say("t5.promise", time=facts.times.day_moment(due))


def _text(sheet: Sheet, key: str, **values: str) -> str:
    """Return the text of the leading part; facts are only asked for where the text has them."""
    facts = sheet.facts
    own = f"{key}.{facts.component}"
    text = facts.head.words[own if own in facts.head.words else f"{key}.default"]
    if "{what}" in text:
        values["what"] = sheet.what()
    if "{working}" in text:
        values["working"] = sheet.working()
    if "{component}" in text:
        values["component"] = sheet.part()
    return " ".join(sheet.say_of(key, facts.component, **values).split())


def _common(sheet: Sheet, phase: str) -> dict[str, str]:
    facts = sheet.facts
    return {
        "status": sheet.say(f"public_status.{phase}"),
        "updated": facts.times.updated(facts.as_of),
        "advice": facts.public.advice.strip() if facts.public and phase != "resolved" else "",
    }


def _draft(sheet: Sheet, name: str, values: dict[str, str]) -> Draft:
    body = sheet.lay_out(f"{name}.body", values)
    recipients = sheet.facts.recipients("status-page")
    return Draft(sheet.say(f"{name}.title"), recipients, "", body, tuple(sheet.missing))
