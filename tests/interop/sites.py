"""Small sites for the clients of others: records written out, built by the program itself.

One school with two groups and four components, once in each of the five states that the
Statuspage API knows. Whatever the state, there is an old incident with its post-mortem, one that
only half of the page saw, planned work ahead and planned work that is over.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from generator.core.api_ids import create_api_id
from generator.pipeline.build import make_site, plan_build
from generator.pipeline.in_memory import MemoryStage

NOW = datetime(2025, 4, 10, 15, 20, tzinfo=UTC)
HOST = "status.school.example"

SITE = """\
format: 1
name: Example School
url: https://status.school.example
zone: America/New_York
author: The Example Team
feed_year: 2025
support:
  email: support@school.example
groups:
  - id: learning
    name: Learning
    components:
      - id: games
        name: Music games 🎵
        description: Playing a game to its end.
        since: 2024-09-01
      - id: scores
        name: Score recording
        since: 2024-09-01
  - id: account
    name: Your account
    components:
      - id: sign-in
        name: تسجيل الدخول
        description: "Signing in: with <b>any</b> browser & device."
        since: 2024-09-01
      - id: payments
        name: Payments
        since: 2024-09-01
"""

OPEN_TITLE = "Ça ne va pas <script>alert(1)</script> לא עובד"
DONE_TITLE = "Faster payments"
AHEAD_TITLE = "New locks; old keys, and a backslash \\ too"
RUNNING_TITLE = "Games get new strings 🎻"

OLD = "INC-2025-03-05-001"
OLD_RECORD = """\
title: Scores were saved late & twice 🐢
updates:
  - at: 2025-03-05 09:00Z
    status: investigating
    components:
      scores: degraded_performance
    text: |
      Scores are saved late. We are looking into it.

      Please keep **playing**.
  - at: 2025-03-05 09:20Z
    status: monitoring
    components:
      scores: operational
    text: Scores are saved at once again. We are watching.
  - at: 2025-03-05 10:00Z
    status: resolved
    text: Everything has been normal for forty minutes.
"""
OLD_POSTMORTEM = """\
published_at: 2025-03-07 12:00Z
edition: final
title: Scores were saved late on 5 March
affected: [students]
not_affected: Everything else worked.
data:
  lost: none
  text: No score was lost.
summary: Scores were saved late for twenty minutes. We apologize to everyone who waited for theirs.
what_to_do: Nothing.
impact:
  - audience: students
    text: Scores were shown minutes late.
what_happened: A queue of scores grew faster than it was worked off.
why:
  - Nobody was told that the queue grew.
fix: We gave the queue more workers and saw it empty.
changes:
  - id: queue-alarm
    text: Be told when the queue grows.
    due: 2025-04
"""

DONE = "MNT-2025-03-10-001"
DONE_RECORD = """\
title: Faster payments
components: [payments]
scheduled_for: 2025-03-15 02:00Z
scheduled_until: 2025-03-15 04:00Z
updates:
  - at: 2025-03-10 12:00Z
    status: scheduled
    text: Nobody can pay for two hours.
  - at: 2025-03-15 02:00Z
    status: in_progress
    text: The work has begun.
  - at: 2025-03-15 03:30Z
    status: completed
    text: The work is done, half an hour early.
"""

AHEAD = "MNT-2025-04-08-001"
AHEAD_RECORD = """\
title: New locks; old keys, and a backslash \\ too
components: [sign-in, payments]
scheduled_for: 2025-04-13 01:00 America/New_York
scheduled_until: 2025-04-13 03:00 America/New_York
updates:
  - at: 2025-04-08 12:00Z
    status: scheduled
    text: |
      Nobody can sign in for two hours; everything else works.
"""

ALWAYS = {
    f"{OLD}/public.yml": OLD_RECORD,
    f"{OLD}/postmortem.1.yml": OLD_POSTMORTEM,
    f"{DONE}/public.yml": DONE_RECORD,
    f"{AHEAD}/public.yml": AHEAD_RECORD,
}
"""Records of every site, by path below ``incidents/2025``."""

OPEN = "INC-2025-04-10-001"
RUNNING = "MNT-2025-04-09-001"


def open_incident(**states: str) -> str:
    """Return an incident that has been open since 15:00; *states* by component, ``_`` for ``-``."""
    lines = "".join(f"      {name.replace('_', '-')}: {state}\n" for name, state in states.items())
    return f"""\
title: {OPEN_TITLE}
updates:
  - at: 2025-04-10 15:00Z
    status: investigating
    components:
{lines}    text: |
      We see <b>trouble</b><img src=x onerror=alert(1)> & look into it.
  - at: 2025-04-10 15:12Z
    status: identified
    text: We know what it is.
"""


RUNNING_RECORD = """\
title: Games get new strings 🎻
components: [games]
scheduled_for: 2025-04-10 15:00Z
scheduled_until: 2025-04-10 17:00Z
updates:
  - at: 2025-04-09 12:00Z
    status: scheduled
    text: Games are closed for two hours.
  - at: 2025-04-10 15:01Z
    status: in_progress
    text: The work has begun.
"""

STATES: Mapping[str, Mapping[str, str]] = {
    "none": {},
    "minor": {f"{OPEN}/public.yml": open_incident(scores="degraded_performance")},
    "major": {f"{OPEN}/public.yml": open_incident(scores="major_outage", sign_in="partial_outage")},
    "critical": {
        f"{OPEN}/public.yml": open_incident(
            games="major_outage",
            scores="major_outage",
            sign_in="major_outage",
            payments="major_outage",
        )
    },
    "maintenance": {f"{RUNNING}/public.yml": RUNNING_RECORD},
}
"""What each state has beside `ALWAYS`, by the indicator that the API says."""

DESCRIPTIONS = {
    "none": "All Systems Operational",
    "minor": "Partially Degraded Service",
    "major": "Partial System Outage",
    "critical": "Major System Outage",
    "maintenance": "Service Under Maintenance",
}
"""What the API says of each state in words (interop §1.4)."""

WORKS, CLOSED = "operational", "under_maintenance"
SLOW, PARTLY, DOWN = "degraded_performance", "partial_outage", "major_outage"
NAMES = (
    "Learning", "Music games 🎵", "Score recording", "Your account", "تسجيل الدخول", "Payments",
)  # fmt: skip
"""Groups and components as the API lists them: each group before its own."""
COMPONENT_STATES = {
    "none": (WORKS, WORKS, WORKS, WORKS, WORKS, WORKS),
    "minor": (SLOW, WORKS, SLOW, WORKS, WORKS, WORKS),
    "major": (DOWN, WORKS, DOWN, PARTLY, PARTLY, WORKS),
    "critical": (DOWN, DOWN, DOWN, DOWN, DOWN, DOWN),
    "maintenance": (CLOSED, CLOSED, WORKS, WORKS, WORKS, WORKS),
}
"""The states of `NAMES` by the site's own state; a group is as bad as the worst of its own."""
GROUPED = {"Music games 🎵": "Learning", "Score recording": "Learning"} | {
    "تسجيل الدخول": "Your account",
    "Payments": "Your account",
}


def blunt(text: str) -> str:
    """Return *text* as the API says it; many clients put it into pages as it is (interop §1.2)."""
    return text.replace("<", "\u2039").replace(">", "\u203a")


def incident_id(record: str) -> str:
    """Return the id that the API gives to *record*."""
    return create_api_id("incident", record)


def write(root: Path, records: Mapping[str, str], site: str = SITE) -> Path:
    """Write a repository of *records*, by path below ``incidents/2025``, and return *root*."""
    for name, text in {
        "site_src/public/site.yml": site,
        **{f"incidents/2025/{name}": text for name, text in records.items()},
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def build(root: Path, now: datetime = NOW) -> dict[str, bytes]:
    """Return the files of the site of *root* as it is at *now*; its records are without fault."""
    stage = MemoryStage()
    built = make_site(plan_build(root), stage, b"", as_of=now, replay=True)
    assert [finding for finding in built.findings if finding.severity == "error"] == []
    return stage.files


def in_state(root: Path, state: str) -> dict[str, bytes]:
    """Return the files of the site in *state*, made below *root*."""
    return build(write(root / state, {**ALWAYS, **STATES[state]}))
