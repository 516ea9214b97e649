"""Codes of public post-mortems and promised changes (PMT).

Their rules lie in :mod:`generator.core.rules_postmortem`.
"""

from __future__ import annotations

from generator.core.codes_entry import ACTIONS, POSTMORTEM, PUBLIC, Code, Example, error, warning

_SECOND = POSTMORTEM.replace("postmortem.1", "postmortem.2")
_INCIDENT = """\
title: Students cannot save scores
updates:
  - at: 14:36
    status: investigating
    components:
      score-recording: major_outage
  - at: 15:10
    status: resolved
"""
_TEXT = """\
title: Scores could not be saved on 15 January
summary: |
  For 28 minutes scores could not be saved. We are sorry that work was lost.
"""
_CHANGE = """\
  - id: pool-dashboard
    text: See at any time how many database lines are free.
    due: 2025-01
"""
_OTHER_CHANGE = """\
  - id: load-test
    text: Try every version under the load of a school day.
    due: 2025-02
"""


def _edition(
    *changes: str, published_at: str = "2025-01-17 14:00Z", edition: str = "preliminary"
) -> str:
    listed = f"changes:\n{''.join(changes)}" if changes else ""
    return f"published_at: {published_at}\nedition: {edition}\n{_TEXT}{listed}"


def _published(**files: str) -> Example:
    """Return a resolved incident with *files*: ``first``, ``second`` edition and ``actions``."""
    paths = {"first": POSTMORTEM, "second": _SECOND, "actions": ACTIONS}
    return {PUBLIC: _INCIDENT, **{paths[name]: text for name, text in files.items()}}


_LATER = "2025-01-20 14:00Z"
_PARTS = """\
affected: [students]
not_affected: Playing games worked throughout.
what_to_do: Play games of that morning again.
impact:
  - audience: students
    text: About 200 games did not count.
what_happened: A new version of our program kept the database too busy.
why:
  - The more people used it, the more it asked the database.
"""

CODES: tuple[Code, ...] = (
    warning(
        "PMT001",
        "Published before the end",
        "A post-mortem is published at a time when the incident was not resolved.",
        "It would tell how the incident ended while it goes on.",
        _published(first=_edition(published_at="2025-01-15 14:50Z")),
        _published(first=_edition()),
    ),
    warning(
        "PMT002",
        "Edition is missing",
        "The numbers of the editions have a gap.",
        "An edition never changes and is never removed. A gap means that one is lost or was "
        "given the wrong number.",
        _published(second=_edition()),
        _published(first=_edition()),
    ),
    error(
        "PMT003",
        "Nobody promised this change",
        "'actions.yml' names a change that no edition of the post-mortem promises.",
        "What was done is then shown nowhere, and the promise it belongs to is shown as late.",
        _published(first=_edition(_CHANGE), actions="pool-dashbord:\n  done: 2025-01-21\n"),
        _published(first=_edition(_CHANGE), actions="pool-dashboard:\n  done: 2025-01-21\n"),
    ),
    warning(
        "PMT004",
        "Promised for no month",
        "A promised change does not say by when.",
        "Without a month nobody can see whether the promise was kept.",
        _published(
            first=_edition("  - id: pool-dashboard\n    text: See how many lines are free.\n")
        ),
        _published(first=_edition(_CHANGE)),
    ),
    warning(
        "PMT005",
        "Post-mortem of an incident that is not public",
        "There is a public post-mortem, and the incident has no public update.",
        "A post-mortem is shown with its incident. Without one, visitors see nothing of it.",
        {POSTMORTEM: _edition()},
        _published(first=_edition()),
    ),
    error(
        "PMT006",
        "Two changes of one id",
        "Two changes of one edition have the same id.",
        "'actions.yml' says by the id how far a change is, so both would be shown as done when "
        "one is.",
        _published(first=_edition(_CHANGE, _CHANGE)),
        _published(first=_edition(_CHANGE, _OTHER_CHANGE)),
    ),
    warning(
        "PMT007",
        "Promise disappeared",
        "A later edition no longer names a change that an earlier one promised, and "
        "'actions.yml' says neither that it is done nor why it was dropped.",
        "Visitors remember promises. One that vanishes without a word costs more trust than one "
        "that is late.",
        _published(
            first=_edition(_CHANGE, _OTHER_CHANGE),
            second=_edition(_CHANGE, published_at=_LATER),
        ),
        _published(
            first=_edition(_CHANGE, _OTHER_CHANGE),
            second=_edition(_CHANGE, published_at=_LATER),
            actions="load-test:\n  dropped: A simpler limit does the same.\n",
        ),
    ),
    warning(
        "PMT008",
        "Editions out of order",
        "An edition has a higher number than another and is not published after it.",
        "The highest number is shown, so the older account would take the place of the newer.",
        _published(first=_edition(published_at=_LATER), second=_edition()),
        _published(first=_edition(), second=_edition(published_at=_LATER)),
    ),
    warning(
        "PMT009",
        "Done and dropped",
        "'actions.yml' says of one change both that it is done and why it was dropped.",
        "It is shown as done; if that is not true, visitors are told something false.",
        _published(
            first=_edition(_CHANGE),
            actions="pool-dashboard:\n  done: 2025-01-21\n  dropped: Not needed.\n",
        ),
        _published(first=_edition(_CHANGE), actions="pool-dashboard:\n  done: 2025-01-21\n"),
    ),
    warning(
        "PMT010",
        "Final account with gaps",
        "An edition calls itself final and leaves out who was affected, who was not, what to do, "
        "the impact, what happened, why, or what changes.",
        "These are the questions people come with. While answers are missing, the account is "
        "preliminary.",
        _published(first=_edition(_CHANGE, edition="final")),
        _published(first=_edition(_CHANGE, edition="final") + _PARTS),
    ),
    warning(
        "PMT011",
        "Done on a day to come",
        "'actions.yml' says that a change is done on a day that has not begun.",
        "Nobody knows yet whether it will be. Until that day it is shown as promised.",
        _published(first=_edition(_CHANGE), actions="pool-dashboard:\n  done: 2999-01-21\n"),
        _published(first=_edition(_CHANGE), actions="pool-dashboard:\n  done: 2025-01-21\n"),
    ),
)
"""In the order of their numbers."""
