"""E-mails to people outside and to support: T6 (S:621-639), T7 (S:652-663), T13 (S:1176-1197)."""

from __future__ import annotations

from datetime import datetime

from generator.core.log_verbs import Verb
from generator.core.messaging.message import Draft
from generator.core.messaging.message_facts import Facts, one_line
from generator.core.messaging.message_public import cause, postmortem_url, promise, resolution
from generator.core.messaging.message_sheet import Sheet
from generator.core.vocabulary import DataLoss


def write_subscribers(facts: Facts) -> Draft:
    """Return T6: what is said follows from state, time and what is known about data (R78)."""
    sheet = Sheet(facts)
    is_over = facts.phase == "resolved"
    house = facts.policy.organisation
    values = {
        "greeting": one_line(house.greeting),
        "opening": _opening(sheet),
        "state": _state(sheet),
        "happened": sheet.say("t6.happened", cause=cause(sheet)) if is_over else "",
        "fixed": sheet.say("t6.fixed", resolution=resolution(sheet)) if is_over else "",
        "prevention": _prevention(sheet) if is_over else "",
        "apology": sheet.say_of("t6.apology", facts.component),
        "contact": sheet.say(
            "t6.contact",
            support=sheet.need(house.support_email, "organisation.support_email in policy.yml"),
        ),
        "signature": one_line(house.signature),
        "details": _details(sheet) if is_over else "",
    }
    body = sheet.lay_out("t6.body", values)
    subject = sheet.say("t6.subject", **_heading(sheet))
    recipients = facts.recipients("email")
    return Draft(sheet.say("t6.title"), recipients, subject, body, tuple(sheet.missing))


def _heading(sheet: Sheet) -> dict[str, str]:
    """Return what subjects are made of: prefix, part and state (R79)."""
    return {
        "prefix": sheet.prefix(),
        "component": sheet.component(),
        "state": sheet.say(
            "t6.state.resolved" if sheet.facts.phase == "resolved" else "t6.state.open"
        ),
    }


def _opening(sheet: Sheet) -> str:
    facts = sheet.facts
    times, spans = facts.times, facts.spans
    if not spans:
        return sheet.lack("DETECTED line in the log")
    (start, first_end), (since, end) = spans[0], spans[-1]
    impact = _impact(sheet, "t6.impact" if end else "t6.impact_now")
    if len(spans) > 1 and end is None:
        values = {"reopened": times.at(since), "start": times.at(start)}
        values["end"] = times.at(first_end) if first_end else sheet.lack("RESOLVED line in the log")
        return sheet.say("t6.opening.now_again", impact=impact, **values)
    if len(spans) > 1 or (end and not times.is_one_day(start, end)):
        between = [
            sheet.say("t6.opening.span", start=times.updated(begun), end=times.updated(ended))
            for begun, ended in spans
            if ended
        ]
        return sheet.say("t6.opening.past_spans", spans=sheet.join(between), impact=impact)
    values = {
        "start": times.at_of_day(start),
        "day": times.day(start),
        "end": times.at_of_day(end) if end else "",
    }
    if times.is_today(start):
        values |= {"start": times.at(start), "end": times.at(end) if end else ""}
    key = f"t6.opening.{'past' if end else 'now'}{'_today' if times.is_today(start) else ''}"
    return sheet.say(key, impact=impact, **values)


def _impact(sheet: Sheet, key: str) -> str:
    values = {"component": sheet.part()}
    return sheet.say_of(key, sheet.facts.component, **values)


def _state(sheet: Sheet) -> str:
    facts = sheet.facts
    if facts.phase == "resolved":
        said = [sheet.say("t6.resolved"), _loss(sheet)]
    else:
        key = "t6.mitigated" if facts.phase == "mitigated" else "t6.open"
        length = facts.next_letter()
        said = [sheet.say(key), _loss(sheet), promise(sheet, "t6.next", length)]
    return " ".join(each for each in said if each)


def _loss(sheet: Sheet) -> str:
    """Return the sentence about lost data; none where none is lost or nobody said (X12).

    That nobody has said it is named, so that it is not forgotten before the mail goes out.
    """
    facts = sheet.facts
    if facts.loss in (DataLoss.CONFIRMED, DataLoss.POSSIBLE):
        return sheet.say_of(f"t6.loss.{facts.loss}", facts.component)
    if facts.loss is None and facts.phase == "resolved":
        return sheet.lack("data.loss in internal.yml")
    return ""


def _prevention(sheet: Sheet) -> str:
    """Return where what will change can be read, else the actions planned (S:705)."""
    url = postmortem_url(sheet.facts)
    review = sheet.facts.record.review
    measures = "; ".join(one_line(each.text) for each in review.actions) if review else ""
    return sheet.say("t6.prevention", measures=url or sheet.need(measures, "actions in review.yml"))


def _details(sheet: Sheet) -> str:
    facts = sheet.facts
    begun, ended = facts.course.detected_at, facts.course.ended_at
    if begun is None or ended is None:
        return ""
    span = facts.times.range(begun, ended)
    return sheet.say("t6.details", range=span, duration=sheet.duration())


def write_faq(facts: Facts) -> Draft:
    """Return T7, four questions with answers that follow from what is known (R81, X12)."""
    sheet = Sheet(facts)
    house = facts.policy.organisation
    url = one_line(house.status_url).partition("://")[2] or sheet.status_url()
    id_ = facts.component
    when = "open" if facts.phase == "investigating" else facts.phase
    values = {
        "why_question": _of(sheet, "t7.why_question", id_, url),
        "why": _of(sheet, f"t7.why.{when}", id_, url),
        "loss_question": _of(sheet, "t7.loss_question", id_, url),
        "loss": _answer_loss(sheet),
        "when": sheet.say(
            f"t7.when.{when}",
            status_url=url,
            mitigated=_at(facts, facts.mitigated_at),
            resolved=_at(facts, facts.course.ended_at),
        ),
        "refund": sheet.say(
            "t7.refund",
            billing=sheet.need(house.billing_email, "organisation.billing_email in policy.yml"),
        ),
        "room": facts.policy.rooms.first,
    }
    subject = sheet.say("t7.subject", **_heading(sheet))
    body = sheet.lay_out("t7.body", values)
    return Draft(sheet.say("t7.title"), ("customer-success",), subject, body, tuple(sheet.missing))


def _of(sheet: Sheet, key: str, id_: str, url: str) -> str:
    return sheet.say_of(key, id_, component=sheet.part(), status_url=url)


def _answer_loss(sheet: Sheet) -> str:
    facts = sheet.facts
    if facts.loss is None:
        missing = sheet.lack("data.loss in internal.yml")
        return sheet.say_of("t7.loss.unknown", facts.component, missing=missing)
    return sheet.say_of(f"t7.loss.{facts.loss}", facts.component)


def _at(facts: Facts, at: datetime | None) -> str:
    return facts.times.at(at) if at else ""


def write_vendor(facts: Facts) -> Draft:
    """Return T13, filled from header and log (R141)."""
    sheet = Sheet(facts)
    link = facts.record.vendor
    card = facts.head.vendors.find(link.id) if facts.head.vendors and link else None
    who = link.id if link and link.id else ""
    account = f"account_id of {who} in vendors.yml" if who else "vendor.id in internal.yml"
    begun = facts.start
    values = {
        "users": _users(sheet),
        "impact": sheet.impact(),
        "start": facts.times.stamp(begun) if begun else sheet.lack("STARTED line in the log"),
        "cause": sheet.need(_suspicion(facts), "HYPOTHESIS line in the log"),
        "errors": sheet.need(_errors(facts), "DATA line in the log"),
        "services": sheet.systems(),
        "actions": _attempts(sheet),
        "contact": _contact(sheet),
        "account": sheet.need(card.account_id if card else "", account),
    }
    body = sheet.lay_out("t13.body", values)
    subject = sheet.say("t13.subject", brief=sheet.brief())
    reached = (card.support_line, card.support_url) if card else ()
    recipients = tuple(one_line(each) for each in reached if each)
    if card and not recipients:
        sheet.lack(f"support_url or support_line of {who} in vendors.yml")
    return Draft(sheet.say("t13.title"), recipients, subject, body, tuple(sheet.missing))


def _users(sheet: Sheet) -> str:
    affected = sheet.facts.record.affected
    if affected.users is None and affected.percent is None:
        return sheet.users()
    return sheet.say("t13.of_users", n=sheet.users())


def _suspicion(facts: Facts) -> str:
    guesses = facts.entries(Verb.HYPOTHESIS)
    return guesses[-1].text if guesses else ""


def _errors(facts: Facts) -> str:
    """Return what was measured, after the alert that began it."""
    found = [facts.record.find_first(Verb.DETECTED), *facts.entries(Verb.DATA)]
    return "; ".join(one_line(each.text) for each in found if each is not None and each.text)


def _attempts(sheet: Sheet) -> str:
    done = [f"- {one_line(each.text)}" for each in sheet.facts.entries(Verb.ACTION)]
    return "\n".join(done) or f"- {sheet.lack('ACTION line in the log')}"


def _contact(sheet: Sheet) -> str:
    """Return name, e-mail and phone of the engineer on call, from ``people.yml``."""
    facts = sheet.facts
    who = facts.course.holder("on_call")
    if not who:
        return sheet.lack("roles.on_call in internal.yml")
    found = facts.head.people.find(who) if facts.head.people else None
    card = [
        (found.name if found else "", "name"),
        (found.email if found else "", "email"),
        (found.phone if found else "", "phone"),
    ]
    return ", ".join(sheet.need(text, f"{name} of @{who} in people.yml") for text, name in card)
