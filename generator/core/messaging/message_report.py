"""T10, the incident report (S:741-797), from the record alone; what is missing is "to do" (R95)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from generator.core.log_entries import LogEntry
from generator.core.messaging.markdown_text import escape
from generator.core.messaging.message import Draft
from generator.core.messaging.message_facts import Facts, one_line
from generator.core.messaging.message_public import postmortem_url
from generator.core.messaging.message_sheet import Sheet
from generator.core.review_facts import ActionItem


class Paper(Sheet):
    """A sheet for documents: what comes from records is data for Markdown, gaps are to do."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts, gap="missing.section")

    def need(self, text: str, field: str) -> str:
        """Return *text* on one line, or what is to do."""
        return escape(one_line(text)) if text.strip() else self.lack(field)

    def block(self, text: str, field: str) -> str:
        """Return *text* with its lines, or what is to do."""
        lines = [escape(one_line(line)) for line in text.strip().splitlines()]
        return "\n".join(lines) if any(lines) else self.lack(field)

    def items(self, key: str, texts: Iterable[str], field: str) -> str:
        """Return a list of *texts* in the form of the sentence *key*, or what is to do."""
        found = [
            self.say(key, n=str(number), text=escape(one_line(text)))
            for number, text in enumerate(texts, 1)
        ]
        return "\n".join(found) or self.lack(field)

    def actions(self, key: str, actions: Iterable[ActionItem], field: str) -> str:
        """Return boxes to tick, with owner and day; what one lacks is named at its place."""
        found = [
            self.say(
                key,
                mark=" " if each.is_open else "x",
                text=escape(one_line(each.text)),
                owner=f"@{each.owner}"
                if each.owner
                else self.lack(f"owner of {each.id} in review.yml"),
                due=each.due.isoformat()
                if each.due
                else self.lack(f"due of {each.id} in review.yml"),
            )
            for each in actions
        ]
        return "\n".join(found) or self.lack(field)

    def timeline(self) -> str:
        """Return the log, read and never copied (R111), with days where they change."""
        facts = self.facts
        lines = []
        day = facts.course.detected_at.date() if facts.course.detected_at else None
        for each in facts.record.log:
            day, time = each.at.date(), self._time(each.at, day)
            lines.append(self.say("t10.line", time=time, text=self._tell(each)))
        return "\n".join(lines) or self.lack("log in internal.yml")

    def _time(self, at: datetime, day: object) -> str:
        return f"{at:%H:%M}" if day is None or at.date() == day else f"{at:%Y-%m-%d %H:%M}"

    def _tell(self, entry: LogEntry) -> str:
        words = [str(entry.verb)] if entry.verb else []
        words += [entry.option or "", entry.check or ""]
        words += [str(entry.severity or "unset")] if entry.verb == "SEV" else []
        if entry.audiences:
            words.append(f"{', '.join(entry.audiences)} via {', '.join(entry.channels)}")
        if entry.who and f"@{entry.who}" not in entry.text:
            words.append(f"@{entry.who}")
        return escape(one_line(" ".join(each for each in (*words, entry.text) if each)))

    def stamp(self, at: datetime | None, field: str) -> str:
        """Return a milestone, or what is to do."""
        return self.facts.times.stamp(at) if at else self.lack(field)


def write_report(facts: Facts) -> Draft:
    """Return T10: all ten headings, whatever is known so far (R96)."""
    paper = Paper(facts)
    course, record, review = facts.course, facts.record, facts.record.review
    cause, ended = record.root_cause, record.resolution
    tickets = tuple(each.ticket for each in review.actions if each.ticket) if review else ()
    values = {
        "id": record.id,
        "severity": paper.severity(),
        "status": paper.status(),
        "detected": paper.stamp(course.detected_at, "DETECTED line in the log"),
        "acknowledged": paper.stamp(course.acknowledged_at, "ACK line in the log"),
        "mitigated": paper.stamp(course.mitigated_at, "MITIGATED line in the log"),
        "resolved": paper.stamp(course.resolved_at, "RESOLVED line in the log"),
        "duration": paper.duration(),
        "users": paper.users(),
        "on_call": paper.holder("on_call", "roles.on_call in internal.yml"),
        "ic": paper.holder("ic", "IC line in the log"),
        "comms": paper.holder("comms", "COMMS line in the log"),
        "summary": paper.block(
            review.executive_summary if review else "", "executive_summary in review.yml"
        ),
        "systems": paper.systems(),
        "groups": paper.need(", ".join(record.affected.groups), "affected.groups in internal.yml"),
        "impact": paper.impact(),
        "workaround": paper.need(record.workaround, "workaround in internal.yml"),
        "timeline": paper.timeline(),
        "cause": paper.block(
            cause.technical if cause else "", "root_cause.technical in internal.yml"
        ),
        "factors": paper.items(
            "t10.lesson",
            review.contributing_factors if review else (),
            "contributing_factors in review.yml",
        ),
        "resolution": paper.block(
            ended.summary if ended else "", "resolution.summary in internal.yml"
        ),
        "measures": paper.actions(
            "t10.measure", review.actions if review else (), "actions in review.yml"
        ),
        "lessons": paper.items(
            "t10.lesson", review.lessons if review else (), "lessons in review.yml"
        ),
        "room": facts.incident_room,
        "dashboards": _dashboards(paper),
        "postmortem": postmortem_url(facts) or paper.say("piece.none_yet"),
        "tickets": ", ".join(tickets) or paper.lack("ticket of an action in review.yml"),
    }
    body = paper.lay_out("t10.body", values)
    return Draft(paper.say("t10.title"), (), "", body, tuple(paper.missing))


def _dashboards(paper: Paper) -> str:
    link = paper.facts.policy.links.get("ops-dashboards")
    return paper.need(link.url if link else "", "links.ops-dashboards.url in policy.yml")
