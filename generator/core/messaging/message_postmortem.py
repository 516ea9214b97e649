"""T11, the internal post-mortem (S:900-1020), from record and review; gaps are "to do" (R110)."""

from __future__ import annotations

from collections.abc import Iterable

from generator.core.messaging.markdown_text import escape
from generator.core.messaging.message import Draft
from generator.core.messaging.message_facts import Facts, one_line
from generator.core.messaging.message_report import Paper
from generator.core.review_facts import Horizon, Review

_FILE = "review.yml"


def write_postmortem(facts: Facts) -> Draft:
    """Return T11: every section, whatever of the review is written; figures are computed."""
    paper = Paper(facts)
    review = facts.record.review or Review(path=f"{facts.record.path}/{_FILE}")
    record, impact = facts.record, review.impact
    cause, ended = record.root_cause, record.resolution
    detection = record.detection.detail or review.overview.detection
    fix = review.overview.resolution or (ended.summary if ended else "")
    primary = review.primary_cause or (cause.technical if cause else "")
    values = {
        "brief": paper.brief(),
        "date": (review.date or record.date).isoformat(),
        "authors": ", ".join(f"@{each}" for each in review.authors)
        or paper.lack(f"authors in {_FILE}"),
        "review_status": str(review.status).replace("_", " ").capitalize(),
        "severity": paper.severity(),
        "summary": paper.block(review.executive_summary, f"executive_summary in {_FILE}"),
        "detection": paper.need(detection, "detection.detail in internal.yml"),
        "duration": paper.duration(),
        "users": paper.users(),
        "systems": paper.systems(),
        "resolution": paper.need(fix, "resolution.summary in internal.yml"),
        "timeline": paper.timeline(),
        "cause": paper.block(primary, f"primary_cause in {_FILE}"),
        "factors": paper.items(
            "t11.numbered", review.contributing_factors, f"contributing_factors in {_FILE}"
        ),
        "whys": _whys(paper, review),
        "impact_users": _impact(paper, impact.users, "users"),
        "impact_business": _impact(paper, impact.business, "business"),
        "impact_data": _impact(paper, impact.data, "data"),
        "mitigation": paper.block(review.immediate_mitigation, f"immediate_mitigation in {_FILE}"),
        "fix": paper.block(review.permanent_fix, f"permanent_fix in {_FILE}"),
        "verification": paper.block(review.verification, f"verification in {_FILE}"),
        "well": paper.items("t11.numbered", review.went_well, f"went_well in {_FILE}"),
        "poorly": paper.items(
            "t11.numbered", (each.text for each in review.went_poorly), f"went_poorly in {_FILE}"
        ),
        "immediate": _actions(paper, review, Horizon.IMMEDIATE),
        "short": _actions(paper, review, Horizon.SHORT),
        "long": _actions(paper, review, Horizon.LONG),
        "lessons": paper.items("t11.numbered", review.lessons, f"lessons in {_FILE}"),
        "recommendations": paper.items(
            "t11.numbered",
            (each.text for each in review.recommendations),
            f"recommendations in {_FILE}",
        ),
        "thanks": paper.block(review.acknowledgments, f"acknowledgments in {_FILE}"),
    }
    body = paper.lay_out("t11.body", values)
    return Draft(paper.say("t11.title"), (), "", body, tuple(paper.missing))


def _whys(paper: Paper, review: Review) -> str:
    lines = [
        paper.say(
            "t11.why",
            n=str(number),
            question=escape(one_line(each.question)),
            answer=escape(one_line(each.answer)),
        )
        for number, each in enumerate(review.whys, 1)
    ]
    return "\n".join(lines) or paper.lack(f"five_whys in {_FILE}")


def _impact(paper: Paper, pairs: Iterable[tuple[str, str]], part: str) -> str:
    lines = [
        paper.say(
            "t11.impact", name=escape(name[:1].upper() + name[1:]), text=escape(one_line(text))
        )
        for name, text in pairs
    ]
    return "\n".join(lines) or paper.lack(f"impact.{part} in {_FILE}")


def _actions(paper: Paper, review: Review, horizon: Horizon) -> str:
    """Return the actions of *horizon*; where others exist, none here is no gap."""
    found = [each for each in review.actions if each.horizon is horizon]
    if not found and review.actions:
        return paper.say("piece.none")
    return paper.actions("t11.action", found, f"actions in {_FILE}")
