"""Rules over the end of an incident: too early, by whom, told alike, closed with all done.

Only ``check`` calls them; no public build imports this module (P1). They speak of R86, R88, R92,
R99, R101, X16, X42 and X44.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from generator.core.clockwork.expected_entries import missing_entries
from generator.core.clockwork.matter import Matter, severity_at
from generator.core.clockwork.paperwork import UNTOLD, missing_paperwork, owes_word_about_data
from generator.core.clockwork.standing import has_role, name_roles
from generator.core.log_verbs import Verb
from generator.core.rules_base import Remark, hold
from generator.core.rules_internal_base import about_entry
from generator.core.times import format_instant

_MINUTE = timedelta(minutes=1)


def check_ending(matter: Matter) -> Iterator[Remark]:
    """Yield what is odd about how one incident was resolved and closed."""
    yield from _check_deferral(matter)
    if matter.course.resolved_at is not None:
        yield from _check_baseline(matter)
        yield from _check_who_resolved(matter)
        yield from _check_told_alike(matter)
    if matter.course.closed_at is not None and matter.is_whole:
        yield from _check_closed(matter)


def _check_deferral(matter: Matter) -> Iterator[Remark]:
    """Yield that it waits for a release, which stops a clock, and nobody says why (X44)."""
    record = matter.course.record
    if record.deferred_to and not record.deferred_reason:
        yield matter.about(
            "DUT024",
            ("deferred_to",),
            f"it is deferred to {record.deferred_to}, and nothing says why it may wait (S:132; "
            "X44)",
            "write the reason into 'deferred_reason:'",
            record.deferred_to,
        )


def _check_baseline(matter: Matter) -> Iterator[Remark]:
    """Yield that it was resolved before it was stable for long enough (R86, X16).

    The time at the baseline is counted from when people could work again, as a responder said it.
    """
    course, rule = matter.course, matter.policy.resolve
    if course.record.resolution_override or not matter.owes_paperwork:
        return
    last, entry = course.cycles[-1], matter.last(Verb.RESOLVED)
    wanted = rule.baseline_for.get(course.peak or 0)
    since = last.mitigated_at or course.verified_at
    if wanted is None or since is None or last.resolved_at is None or entry is None:
        return
    held = last.resolved_at - since
    if timedelta(0) <= held < wanted:
        is_error = rule.is_enforced and course.closed_at is not None
        yield about_entry(
            entry,
            "DUT015" if is_error else "DUT014",
            f"baseline for {_minutes(held)} min, policy {_minutes(wanted)} (S:670-673; R86, X16)",
            "next time wait; if there was a reason, write it into 'resolution_override:'",
        )


def _check_who_resolved(matter: Matter) -> Iterator[Remark]:
    """Yield that somebody declared it resolved who may not under its severity (X42)."""
    entry = matter.last(Verb.RESOLVED)
    if entry is None or not entry.who or matter.course.record.outcome:
        return
    level = severity_at(matter.course, entry.at)
    roles = matter.policy.resolve.by.get(level or 0)
    if not roles:
        return
    if has_role(matter.course, matter.people, entry.who, roles, entry.at) is False:
        yield about_entry(
            entry,
            "DUT016",
            f"'@{entry.who}' declared a Severity {level} resolved, which {name_roles(roles)} may "
            "(S:676; X42)",
            "have one of them declare it; 'IC @name' says who commands",
        )


def _check_told_alike(matter: Matter) -> Iterator[Remark]:
    """Yield that log and visitors' page say another end (R99).

    Milestones stand in the log alone, so that no field of ours can contradict it. Two things that
    visitors read can: the time an update that resolves says it happened at, and impact windows
    that go on after it was over. The time an update was written at is no such claim: it comes
    minutes later by nature.
    """
    entry = matter.last(Verb.RESOLVED)
    if matter.public is None or entry is None:
        return
    holding = hold(matter.public, matter.as_of)
    ending = holding.find_resolution()
    if ending is None:
        return
    if ending.happened_at is not None and abs(ending.happened_at - entry.at) >= _MINUTE:
        yield _say_other_end(matter, entry.at, "the update that resolves says", ending.happened_at)
    windows = holding.find_windows()
    last = max((each.end for each in windows.windows), default=None) if windows else None
    if last is not None and last - entry.at >= _MINUTE and last != ending.happened_at:
        yield _say_other_end(matter, entry.at, "the impact windows go on until", last)


def _say_other_end(matter: Matter, at: datetime, words: str, other: datetime) -> Remark:
    entry = matter.last(Verb.RESOLVED)
    assert entry is not None  # noqa: S101 - asked before
    return about_entry(
        entry,
        "DUT019",
        f"the log says RESOLVED at {format_instant(at)}, {words} {format_instant(other)} (R99)",
        "correct the one that is wrong; 'allclear amend' corrects an update that is out",
    )


def _check_closed(matter: Matter) -> Iterator[Remark]:
    course, entry = matter.course, matter.last(Verb.CLOSED)
    if entry is None or course.record.outcome:
        return
    is_untold = owes_word_about_data(course)
    if is_untold:
        data = course.record.data
        yield matter.about(
            "DUT018",
            ("data", "loss"),
            "closed, data were or may be lost, and nobody has told the people whose data they were "
            "(S:722; R92)",
            "tell them, and write 'notified_at:' below 'data:'",
            "" if data is None else str(data.loss),
        )
    if not matter.owes_paperwork:
        return
    missing = missing_paperwork(course, matter.policy, matter.duties)
    if is_untold:
        missing = tuple(each for each in missing if each != UNTOLD)
    if missing:
        yield about_entry(
            entry,
            "DUT017",
            f"closed while paperwork is missing: {'; '.join(missing)} (R88)",
            "bring what is missing; closed means that nobody has to think of it any more",
        )
    lacking = missing_entries(course, matter.policy) if course.peak is not None else ()
    if lacking:
        yield about_entry(
            entry,
            "DUT020",
            f"the timeline lacks: {', '.join(each.name for each in lacking)} (R101)",
            f"if it happened, add the line with its time, such as '14:45 {lacking[0].line}'"
            if lacking[0].line != "allclear update"
            else "if it happened, add the line with its time; if not, the review should say why",
        )


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
