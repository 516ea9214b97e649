"""Words of the internal post-mortem, for its table of fields and for its facts."""

from __future__ import annotations

from enum import StrEnum


class ReviewStatus(StrEnum):
    """How far a post-mortem is (R113)."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    FINAL = "final"
    WAIVED = "waived"


class Horizon(StrEnum):
    """How soon an action is to be done (R114); :mod:`generator.core.rules_review` has the days."""

    IMMEDIATE = "immediate"
    SHORT = "short"
    LONG = "long"


class ActionKind(StrEnum):
    """What an action does about the next time (R114)."""

    PREVENT = "prevent"
    DETECT = "detect"
    MITIGATE = "mitigate"
    PROCESS = "process"


class ActionStatus(StrEnum):
    """What somebody wrote about an action; a date in ``done`` and a text in ``dropped`` win."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"
