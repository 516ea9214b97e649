"""Which messages make sense now, and any one of them (T1 to T15).

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from generator.core.clockwork.clocks import DutyState
from generator.core.clockwork.course import Course
from generator.core.clockwork.duties import Duty
from generator.core.messaging.message import TEMPLATES, Draft, Letterhead, Message
from generator.core.messaging.message_chat import (
    find_proposal,
    write_acknowledged,
    write_first_line,
    write_proposal,
    write_resolved_summary,
    write_share,
)
from generator.core.messaging.message_facts import Facts, one_line
from generator.core.messaging.message_inside import write_debrief, write_mention, write_summary
from generator.core.messaging.message_letters import write_faq, write_subscribers, write_vendor
from generator.core.messaging.message_postmortem import write_postmortem
from generator.core.messaging.message_public import (
    PHASES,
    write_investigating,
    write_mitigated,
    write_resolved,
    write_vendor_notice,
)
from generator.core.messaging.message_report import write_report
from generator.core.messaging.message_sheet import Sheet
from generator.core.messaging.message_short import measure_sms, write_banner, write_chat, write_sms
from generator.core.messaging.message_withheld import find_withheld
from generator.core.review_facts import ReviewStatus

_WRITERS: dict[tuple[str, str], Callable[[Facts], Draft]] = {
    ("T1", "slack"): write_acknowledged,
    ("T2", "slack"): write_proposal,
    ("T3", "status-page"): write_investigating,
    ("T4", "status-page"): write_mitigated,
    ("T5", "status-page"): write_resolved,
    ("T6", "email"): write_subscribers,
    ("T7", "email"): write_faq,
    ("T8", "slack"): write_resolved_summary,
    ("T9", "email"): write_debrief,
    ("T10", "document"): write_report,
    ("T11", "document"): write_postmortem,
    ("T13", "email"): write_vendor,
    ("T14", "slack"): write_first_line,
    ("T15", "status-page"): write_vendor_notice,
    ("summary", "email"): write_summary,
    ("summary", "slack"): write_mention,
    ("share", "slack"): write_share,
    **{
        (template, channel): partial(write, phase=phase)
        for phase, template in PHASES.items()
        for channel, write in (("in-app", write_banner), ("slack", write_chat), ("sms", write_sms))
    },
}
_OPEN = (DutyState.PENDING, DutyState.OVERDUE, DutyState.PROVISIONAL)
_TELLING = timedelta(hours=24)
"""How long after the end the words that it is over are still worth sending (policy: ``lapses``)."""
_OTHERS = ("sms", "in-app", "email", "status-page", "slack")
_LATEST = datetime.max.replace(tzinfo=UTC)


def create_messages(course: Course, head: Letterhead, as_of: datetime) -> tuple[Message, ...]:
    """Return the messages of *course* that make sense at *as_of*: what is due first comes first.

    Messages whose duty is done or that have none follow, in the order of a night; the two
    documents come last.
    """
    facts = Facts(course, head, as_of)
    found = [_finish(facts, template, channel) for template, channel in _list_useful(facts)]
    order = {each: number for number, each in enumerate(found)}
    return tuple(
        sorted(found, key=lambda each: ((each.is_open and each.due_at) or _LATEST, order[each]))
    )


def create_message(
    course: Course, head: Letterhead, as_of: datetime, template: str, channel: str = ""
) -> Message:
    """Return one message, whether it makes sense now or not.

    Args:
        course: The incident.
        head: What all messages share.
        as_of: The moment, aware UTC.
        template: A key of :data:`~generator.core.messaging.message.TEMPLATES`.
        channel: One of its channels; empty for the usual one.

    Raises:
        KeyError: If there is no such template, or it is not written for *channel*.
    """
    channel = channel or TEMPLATES[template].channels[0]
    return _finish(Facts(course, head, as_of), template, channel)


def _list_useful(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield template and channel of what makes sense now and is not withheld."""
    for template, channel in _list_sensible(facts):
        if find_withheld(facts.course, template) is None:
            yield template, channel


def _list_sensible(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield what makes sense now, in the order of a night."""
    record, phase, level = facts.record, facts.phase, facts.level
    is_big = level <= 2 and not facts.is_assumed
    is_fresh = _is_fresh(facts)
    if record.outcome:
        return
    if phase == "investigating" and facts.public is None:
        yield "T14", "slack"
        if facts.course.acknowledged_at is not None:
            yield "T1", "slack"
    if _is_waiting(facts):
        yield "T2", "slack"
    # That it is over is told to those who heard that it went on.
    is_awaited = phase != "resolved" or facts.was_told_outside
    if not facts.is_assumed and is_fresh and is_awaited:
        template = PHASES[phase]
        for channel in TEMPLATES[template].channels:
            if facts.recipients(channel):
                yield template, channel
        if record.vendor is not None and record.vendor.role == "confirmed" and phase != "resolved":
            yield "T15", "status-page"
        if is_big and facts.recipients("email"):
            yield "T6", "email"
    if is_big and is_fresh:
        yield "summary", "email"
        yield "summary", "slack"
        yield "T7", "email"
    if record.vendor is not None and phase != "resolved" and record.vendor.role != "ruled_out":
        yield "T13", "email"
    if phase == "resolved" and is_fresh:
        yield "T8", "slack"
        if is_big:
            yield "T9", "email"
    if is_big:
        yield "T10", "document"
    yield from _list_afterwards(facts)


def _list_afterwards(facts: Facts) -> Iterator[tuple[str, str]]:
    review = facts.record.review
    is_waived = (review is not None and review.status is ReviewStatus.WAIVED) or bool(
        facts.record.postmortem.waived
    )
    wanted = facts.policy.postmortem.required.get(facts.level) in ("meeting", "async")
    if facts.phase == "resolved" and (wanted or review is not None) and not is_waived:
        yield "T11", "document"
        if review is not None and review.status is ReviewStatus.FINAL:
            yield "share", "slack"


def _is_waiting(facts: Facts) -> bool:
    """Return whether an option was proposed that nobody has begun."""
    proposal = find_proposal(facts)
    return facts.phase == "investigating" and bool(proposal.option) and proposal.started_at is None


def _is_fresh(facts: Facts) -> bool:
    """Return whether it goes on, or is over since so little that people still wait to hear it."""
    ended = facts.course.ended_at
    if facts.record.is_backfilled or facts.course.detected_at is None:
        return False
    return ended is None or facts.as_of - ended <= _TELLING


def _finish(facts: Facts, template: str, channel: str) -> Message:
    """Return the message with its limit, its duty and its remarks."""
    draft = _WRITERS[template, channel](facts)
    rule = facts.policy.channels.get(channel)
    limit = rule.limit if rule else None
    duty = _find_duty(facts, template, channel)
    is_open = duty is not None and duty.state in _OPEN
    length = len(draft.body)
    remark, notes = Sheet(facts), []
    if limit is not None and channel == "sms":
        length, fitting = measure_sms(draft.body)
        if fitting < limit:
            limit = fitting
            notes.append(remark.say("note.wide", limit=str(limit)))
    if limit is not None and length > limit:
        over = str(length - limit)
        notes.append(remark.say("note.too_long", length=str(length), over=over))
    notes += [
        *_say_channel(facts, remark, channel),
        *_say_approval(facts, remark, template, channel),
        *_say_duty(facts, remark, duty),
    ]
    return Message(
        template=template,
        title=draft.title,
        channel=channel,
        recipients=draft.recipients,
        subject=draft.subject,
        body=draft.body,
        missing=draft.missing,
        length=length,
        limit=limit,
        due_at=duty.due_at if duty else None,
        is_open=is_open,
        notes=tuple(notes),
        source=TEMPLATES[template].source,
    )


def _find_duty(facts: Facts, template: str, channel: str) -> Duty | None:
    """Return the row this message discharges: the open one due first, else the one done last."""
    names = TEMPLATES[template].duties
    if channel in ("in-app", "sms") or (channel == "slack" and template in PHASES.values()):
        names = ()
    if (template, channel) == ("summary", "slack"):
        names = ("tell-product",)
    rows = [
        row
        for row in facts.duties
        if row.rule is not None and row.rule.id in names and row.due_at is not None
    ]
    still = [row for row in rows if row.state in _OPEN]
    done = [row for row in rows if row.done_at is not None]
    if still:
        return min(still, key=lambda row: row.due_at or _LATEST)
    return max(done, key=lambda row: row.done_at or facts.as_of) if done else None


def _say_channel(facts: Facts, remark: Sheet, channel: str) -> Iterator[str]:
    """Yield that the channel itself is what is broken, and what to use instead (R84)."""
    channels = facts.policy.channels
    shown = tuple(id_ for id_, _ in facts.public.states) if facts.public else ()
    broken = {*facts.components, *shown} if facts.phase != "resolved" else set(shown)

    def is_down(name: str) -> bool:
        return (
            name in channels
            and bool(channels[name].component)
            and (channels[name].component in broken)
        )

    if not is_down(channel):
        return
    others = [each for each in _OTHERS if each in channels and not is_down(each)]
    others = [one_line(channels[each].name) for each in others if each != channel][:2]
    text = remark.join(others, "piece.or")
    yield remark.say("note.channel_down", component=channels[channel].component, others=text)


def _say_approval(facts: Facts, remark: Sheet, template: str, channel: str) -> Iterator[str]:
    """Yield whether its words need somebody's approval (X34, X35)."""
    if not TEMPLATES[template].is_public or channel in ("slack", "sms"):
        return
    if facts.is_security:
        yield remark.say("note.restricted")
        return
    if facts.is_assumed:
        yield remark.say("note.severity_unset", level=str(facts.level))
    when, roles = facts.policy.public_text
    approvers = remark.join((_say_role(remark, each) for each in roles), "piece.or")
    if when == "never" or not roles:
        yield remark.say("note.no_approval")
    elif when == "always" or template == "T6":
        yield remark.say("note.needs_approval", approvers=approvers)
    else:
        yield remark.say("note.template_approved", approvers=approvers)


def _say_role(remark: Sheet, role: str) -> str:
    key = f"role.{role}"
    return remark.say(key) if key in remark.facts.head.words else role.upper()


def _say_duty(facts: Facts, remark: Sheet, duty: Duty | None) -> Iterator[str]:
    if duty is None or duty.due_at is None or duty.rule is None:
        return
    title, times = duty.rule.title, facts.times
    if duty.done_at is not None:
        yield remark.say("note.done", time=times.stamp(duty.done_at), duty=title)
    elif duty.state is DutyState.OVERDUE:
        yield remark.say("note.overdue", time=times.stamp(duty.due_at), duty=title)
    elif duty.state in _OPEN:
        yield remark.say("note.due", time=times.stamp(duty.due_at), duty=title)
