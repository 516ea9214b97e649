"""FX1: the acceptance fixture of design §3 as facts, written in Python, read from no file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from generator.core.facts import (
    ActionState,
    Component,
    Edition,
    Group,
    Promise,
    PublicChange,
    Record,
    SiteConfig,
    Update,
)
from generator.core.vocabulary import DataLoss, RecordKind
from tests.core.builders import DAY, DOWN, INVESTIGATING, MONITORING, RESOLVED, SLOW, at, window

ID = "INC-2025-01-15-001"
TITLE = "Students cannot complete games and save scores"
FIRST_TEXT = (
    "We are currently investigating an issue where students are unable to complete games and "
    "save scores.\nOur engineering team is actively working on a resolution. We apologize for "
    "the disruption to your learning.\n"
)
SECOND_TEXT = "A fix is in place and scores are saving again. We are watching the system closely.\n"
ADVICE = "Games finished between 14:22 and 14:50 UTC may need to be played again.\n"
LAST_TEXT = "Score recording is working normally.\n"

CONFIG = SiteConfig(
    name="Music Learning Community",
    url="https://status.musiclearningcommunity.com",
    zone="America/New_York",
    groups=(Group(id="learning", name="Learning"),),
    components=(
        Component(id="music-games", name="Music games", group="learning"),
        Component(id="score-recording", name="Score recording", group="learning"),
    ),
    default_promise=timedelta(minutes=30),
)
WINDOWS = (
    window("score-recording", DOWN, "14:22", "14:50"),
    window("score-recording", SLOW, "14:50", "15:06"),
)
CHANGE = PublicChange(
    id="pool-dashboard", text="See how many database lines are free.", due="2025-01"
)
EDITION = Edition(
    number=1,
    published_at=at("17 14:00"),
    edition="final",
    title="Scores could not be saved on 15 January",
    affected=("students", "teachers"),
    not_affected="Playing games, signing in and payments worked throughout.",
    data_lost=DataLoss.CONFIRMED,
    data_recoverable=False,
    data_text="About 200 games.",
    summary="Scores were not saved. We apologize.",
    changes=(CHANGE,),
)
RECORD = Record(
    id=ID,
    kind=RecordKind.INCIDENT,
    date=DAY,
    path=f"incidents/2025/{ID}",
    title=TITLE,
    impact_windows=WINDOWS,
    updates=(
        Update(
            id="20250115T143600Z",
            at=at("14:36"),
            status=INVESTIGATING,
            components=(("score-recording", DOWN),),
            next_update=Promise(due_at=at("15:06")),
            text=FIRST_TEXT,
        ),
        Update(
            id="20250115T145200Z",
            at=at("14:52"),
            status=MONITORING,
            components=(("score-recording", SLOW),),
            next_update=Promise(due_at=at("15:22")),
            text=SECOND_TEXT,
            advice=ADVICE,
        ),
        Update(id="20250115T151000Z", at=at("15:10"), status=RESOLVED, text=LAST_TEXT),
    ),
    editions=(EDITION,),
    actions=(ActionState(id="pool-dashboard", done=date(2025, 1, 21)),),
)
DRAFT = replace(RECORD, editions=(), actions=())
"""The variant of §1.4's last row: the post-mortem is still a draft."""
UNPOSTED = replace(RECORD, updates=(), impact_windows=None)
"""The variant of 14:39: nothing has been posted yet."""
