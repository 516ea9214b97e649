"""The acts that open a record: ``new`` for an incident, ``maintenance announce`` for planned work.

Both make exactly one header file, so that two people who take one number collide in git, and one
of them is given the next (design §2).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from generator.core.act import Act, NewFile
from generator.core.facts import SiteConfig
from generator.core.log_verbs import Verb
from generator.core.refusal import Refusal
from generator.core.times import format_instant, update_stamp
from generator.core.vocabulary import MaintenanceStatus, RecordKind
from generator.pipeline.journal import check_title, say, shorten
from generator.writers.record_yaml import Value, clean_line, clean_text, dump


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What is known of a new incident.

    Attributes:
        title: Working title; visitors' own words in a repository that is a status page only.
        alert: What the alert or the report said.
        alert_name: Its key among the policy's alerts, where it has one.
        detected_at: When somebody or something noticed.
        started_at: When trouble began, if that is known.
    """

    title: str
    detected_at: datetime
    severity: int | None = None
    components: tuple[str, ...] = ()
    alert: str = ""
    alert_name: str = ""
    how: str = ""
    who: str = ""
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What is known of planned work."""

    title: str
    components: tuple[str, ...]
    begins_at: datetime
    ends_at: datetime
    suffix: str
    text: str = ""


def declare(
    what: Declaration, taken: Collection[int], now: datetime, *, is_status_page_only: bool
) -> Act:
    """Return the act of ``new``; it stays internal.

    Args:
        what: The incident.
        taken: Numbers of that day which are in use.
        now: The moment.
        is_status_page_only: The repository keeps nothing internal: the header is ``public.yml``,
            and visitors read of it from the first update on.

    Raises:
        Refusal: Without a title, when it was detected in the future, or started after that.
    """
    title = _need_title(what.title, 'allclear new "score API errors" --severity 1')
    if what.detected_at > now:
        raise Refusal(
            f"{format_instant(what.detected_at)} is still to come",
            "write --at with the time it was noticed, or leave it out",
        )
    if what.started_at is not None and what.started_at > what.detected_at:
        raise Refusal(
            f"it would have started at {format_instant(what.started_at)}, after it was noticed at "
            f"{format_instant(what.detected_at)}",
            "write an earlier --started, or leave it out",
        )
    id_ = next_id(RecordKind.INCIDENT, what.detected_at.date(), taken)
    folder = folder_of(id_)
    fields: dict[str, Value] = {"title": title}
    lines: list[str] = []
    header = "public.yml" if is_status_page_only else "internal.yml"
    notes = [f"detected at {format_instant(what.detected_at)}"]
    if is_status_page_only:
        notes += _find_lost(what)
    else:
        fields = _header(what, title)
        if what.started_at is not None:
            lines.append(f"{format_instant(what.started_at)} {Verb.STARTED}")
        alert = say(Verb.DETECTED, what.alert, who=what.who)
        lines.append(f"{format_instant(what.detected_at)} {alert}")
    return Act(
        record=id_,
        folder=folder,
        files=(NewFile(path=f"{folder}/{header}", text=dump(fields)),),
        lines=tuple(lines),
        subject=f"records: declare {id_}: {shorten(title)}",
        notes=tuple(notes),
    )


def announce(what: Announcement, taken: Collection[int], now: datetime) -> Act:
    """Return the act of ``maintenance announce``; visitors read it at once.

    Raises:
        Refusal: Without a title or a part, or when the window ends before it begins.
    """
    title = _need_title(what.title, 'allclear maintenance announce "New database" --component …')
    if not what.components:
        raise Refusal(
            "nothing says which part the work touches", "name it: --component score-recording"
        )
    if what.ends_at <= what.begins_at:
        raise Refusal(
            f"the work would end at {format_instant(what.ends_at)}, not after its beginning at "
            f"{format_instant(what.begins_at)}",
            "write a later --until, with its date",
        )
    if what.ends_at <= now:
        raise Refusal(
            f"the work would be over since {format_instant(what.ends_at)}",
            "write a --until that is still to come",
        )
    id_ = next_id(RecordKind.MAINTENANCE, now.date(), taken)
    folder = folder_of(id_)
    header: dict[str, Value] = {
        "title": title,
        "components": list(what.components),
        "scheduled_for": format_instant(what.begins_at),
        "scheduled_until": format_instant(what.ends_at),
    }
    first: dict[str, Value] = {
        "status": str(MaintenanceStatus.SCHEDULED),
        "text": clean_text(what.text, "the text"),
    }
    name = f"{update_stamp(now)}-{what.suffix}"
    notes = [f"from {format_instant(what.begins_at)} to {format_instant(what.ends_at)}"]
    if what.begins_at <= now:
        notes.append("the work is in progress as soon as visitors read of it")
    return Act(
        record=id_,
        folder=folder,
        files=(
            NewFile(path=f"{folder}/public.yml", text=dump(header)),
            NewFile(path=f"{folder}/updates/{name}.yml", text=dump(first)),
        ),
        is_public=True,
        title=title,
        subject=f"records: announce {id_}: {shorten(title)}",
        notes=tuple(notes),
    )


def next_id(kind: RecordKind, day: date, taken: Collection[int]) -> str:
    """Return the id with the next free number of *day*, from 1."""
    number = max(taken, default=0) + 1
    return f"{kind}-{day.isoformat()}-{number:03}"


def folder_of(id_: str) -> str:
    """Return where the record *id_* lies, relative to the root."""
    return f"incidents/{id_[4:8]}/{id_}"


def _header(what: Declaration, title: str) -> dict[str, Value]:
    said = clean_line(what.alert, "the alert")
    detection = {
        "how": what.how,
        "alert": what.alert_name,
        "detail": "" if said == what.alert_name else said,
    }
    return {
        "title": title,
        "severity": str(what.severity or ""),
        "components": list(what.components),
        "detection": {name: value for name, value in detection.items() if value},
    }


def _find_lost(what: Declaration) -> list[str]:
    """Return what is said of a declaration that a status page alone cannot keep."""
    given = {
        "--severity": what.severity,
        "--component": what.components,
        "--alert": what.alert,
        "--how": what.how and not what.alert,
        "--who": what.who,
        "--started": what.started_at,
    }
    lost = ", ".join(name for name, value in given.items() if value)
    return [f"a status page alone keeps no {lost}: say it with 'allclear update'"] if lost else []


def _need_title(text: str, example: str) -> str:
    title = check_title(text)
    if not title:
        raise Refusal("there is no title", f"write it behind the command: {example}")
    return title


def offered(config: SiteConfig, day: date) -> Sequence[str]:
    """Return the ids of components that are offered on *day*."""
    return [each.id for each in config.components if each.retired is None or each.retired > day]
