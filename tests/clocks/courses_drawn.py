"""Incidents as Hypothesis draws them: milestones in order, and everything else as it comes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from generator.core.clockwork.duties import DutyTable
from generator.core.clockwork.policy import Policy
from tests.clocks.stories import Story, clock_time, story

BEGIN = clock_time("2025-01-15 14:00")
_AUDIENCES = (
    "executives", "ceo", "product", "customer-success", "engineering", "stakeholders",
    "subscribers", "cto",
)  # fmt: skip
_SMALL = st.integers(1, 40)
_GAPS = st.one_of(_SMALL, st.integers(1, 3000))

_LEVELS = st.sampled_from(("SEV 1", "SEV 1", "SEV 2", "SEV 2", "SEV 3", "SEV 4", "SEV unset"))
_ASIDE = st.one_of(
    st.sampled_from(("IC @eve", "IC @bob", "IC none", "COMMS @anna", "PROPOSED A roll back")),
    st.sampled_from(_AUDIENCES).map(lambda who: f"NOTIFIED {who} via email"),
    st.just("looked at the logs"),
)
_POSTS = st.sampled_from(("investigating", "identified", "monitoring", "resolved"))


def _line(minutes: int, text: str) -> str:
    return f"{BEGIN + timedelta(minutes=minutes):%Y-%m-%d %H:%M} {text}"


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Draw an incident: milestones in order, perhaps reopened, with lines and posts between."""
    lines = [(0, "DETECTED")]
    at = 0
    milestones: list[str] = ["ACK @bob"] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(0, 2))):
        milestones += [m for m in ("MITIGATED", "RESOLVED") if draw(st.integers(0, 3))]
        milestones.append("REOPENED")
    milestones += ["MITIGATED", "RESOLVED", "CLOSED"][: draw(st.integers(0, 3))]
    for milestone in milestones:
        at += draw(_GAPS)
        lines.append((at, milestone))
    last = max(at, 60)
    moments = st.one_of(st.integers(0, 60), st.integers(0, last + 3000))
    lines += [(draw(moments), draw(_LEVELS)) for _ in range(draw(st.integers(0, 3)))]
    lines += [(draw(moments), draw(_ASIDE)) for _ in range(draw(st.integers(0, 6)))]
    posts = [(draw(moments), draw(_POSTS)) for _ in range(draw(st.integers(0, 4)))]
    facts: dict[str, Any] = {}
    if draw(st.booleans()):
        facts["severity"] = draw(st.integers(1, 4))
    lines.sort(key=lambda each: each[0])
    posts.sort(key=lambda each: each[0])
    told = story(*(_line(*line) for line in lines), posts=tuple(_line(*post) for post in posts))
    promises = [draw(st.one_of(st.none(), _SMALL)) for _ in told.posts]
    posted = tuple(
        post
        if promise is None
        else post._replace(promise_due_at=post.at + timedelta(minutes=promise))
        for post, promise in zip(told.posts, promises, strict=True)
    )
    record = story(*(_line(*line) for line in lines), **facts).record
    return Story(record, posted)


class Pick(NamedTuple):
    """A moment of a story: one of those at which something changes, or shortly before or after."""

    index: int
    seconds: int
    minutes: int

    def of(self, told: Story, policy: Policy) -> datetime:
        """Return the moment in *told*: near a line, a post or a deadline, or anywhere."""
        times = [entry.at for entry in told.record.log] + [post.at for post in told.posts]
        for at in tuple(times):
            rows = DutyTable(policy).read(told.at(at), at)
            times += [row.due_at for row in rows if row.due_at is not None]
        times.append(BEGIN + timedelta(minutes=self.minutes))
        at = sorted(set(times))[self.index % len(set(times))]
        return max(at + timedelta(seconds=self.seconds), BEGIN)


picks = st.builds(Pick, st.integers(0, 200), st.sampled_from((-30, 0, 30)), st.integers(0, 10_000))

POLICIES = (
    "",
    "clocks:\n  on_upgrade: restart\n",
    "clocks:\n  mitigation_from: detection\n",
    "clocks:\n  duties_from: detection\n  severity_while_unset: 1\n",
    "calendar:\n  zone: America/New_York\n  holidays: [2025-01-20]\n",
    "postmortem:\n  public: planned\n",
)
"""Readings of the document; what holds, holds under each of them."""
