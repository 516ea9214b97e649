"""Planned work typed at a moment, and what visitors then find of it on every output."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from generator.core.views import PublicSite
from generator.pipeline.build import make_site, plan_build
from generator.pipeline.in_memory import MemoryStage
from generator.reporting.page_text import page_text
from tests.cli.nights import Night, Typed

ID = "MNT-2025-03-01-001"
ANNOUNCED = "2025-03-01T15:00:00Z"
PART = "payments"
NAME = "Subscriptions and payments"
TITLE = "New database"


class Seen(NamedTuple):
    """What visitors find at one moment; non-breaking spaces plain.

    Attributes:
        state: The part's state.
        status: Where the work stands; ``withdrawn`` and ``called off`` where it is that.
        head: The home page down to its parts.
        planned: What the home page says below "Planned work" down to its foot.
        page: The work's own page.
        listed: ``/maintenance/``.
        part: The part's own page.
        feed: Title, date and text of each entry of the work's own feed, newest first.
        next: ``next_change_at`` of ``generation.json``.
    """

    state: str
    status: str
    head: tuple[str, ...]
    planned: tuple[str, ...]
    page: tuple[str, ...]
    listed: tuple[str, ...]
    part: tuple[str, ...]
    feed: tuple[tuple[str, str, str], ...]
    next: str | None


def announce(
    night: Night, begins: str, ends: str, *more: str, now: str = ANNOUNCED, title: str = TITLE
) -> Typed:
    """Announce the work from *begins* to *ends*."""
    words = ("maintenance", "announce", title, "--component", PART, *more)
    return night.type(*words, "--from", begins, "--until", ends, now=now)


def notes(typed: Typed) -> list[str]:
    """Return how a command read what was typed."""
    return [
        line.removeprefix("note: ") for line in typed.err.splitlines() if line.startswith("note: ")
    ]


def error(typed: Typed) -> tuple[str, str]:
    """Return what a command refused, and its way out."""
    assert typed.status == 2, typed
    lines = typed.err.splitlines()
    said = [line for line in lines if line.startswith(("error: ", "fix: "))]
    assert len(said) == 2, typed
    return said[0].removeprefix("error: "), said[1].removeprefix("fix: ")


def seen(root: Path, at: str, *, id_: str = ID, replay: bool = True) -> Seen:
    """Return what visitors find at *at*."""
    stage = MemoryStage()
    as_of = datetime.fromisoformat(at)
    site = make_site(plan_build(root), stage, b"", as_of=as_of, replay=replay).site
    files = stage.files
    home = _lines(files, "index.html")
    parts = home.index("Part by part")
    planned = len(home) - 1 - home[::-1].index("Planned work")
    generation = json.loads(files["generation.json"])
    return Seen(
        state=str(next(v.state for v in site.components if v.component.id == PART)),
        status=_status(site, id_),
        head=home[:parts],
        planned=home[planned + 1 : home.index("Get updates", planned)],
        page=_lines(files, f"incidents/{id_}/index.html"),
        listed=_lines(files, "maintenance/index.html"),
        part=_lines(files, f"components/{PART}/index.html"),
        feed=_feed(files, id_),
        next=generation["next_change_at"],
    )


def _status(site: PublicSite, id_: str) -> str:
    digest = site.digests[id_]
    if digest.is_tombstone:
        return "withdrawn"
    return "called off" if digest.is_cancelled else str(digest.status)


def _lines(files: dict[str, bytes], path: str) -> tuple[str, ...]:
    if path not in files:
        return ()
    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in page_text(files[path].decode())]
    start = lines.index("Get updates") + 1
    return tuple(lines[start : len(lines) - 1 - lines[::-1].index("Status now")])


def _feed(files: dict[str, bytes], id_: str) -> tuple[tuple[str, str, str], ...]:
    content = files.get(f"incidents/{id_}/feed.json")
    items: list[dict[str, Any]] = json.loads(content)["items"] if content else []
    return tuple(
        (
            item["title"],
            item["date_published"],
            " ".join(page_text(item["content_html"])).replace("\N{NO-BREAK SPACE}", " "),
        )
        for item in items
    )
