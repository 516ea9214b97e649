"""What visitors would read if an act were public now, before anything is written.

The open records and the one the act concerns are laid into a folder of their own, with the act's
files beside them, and the site is made of these in memory. History does not matter here: banner,
page and feed of an open incident depend on what is open.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.core.act import Act
from generator.core.audience import Audience, audience_of
from generator.core.findings import Finding
from generator.core.vocabulary import ComponentState
from generator.pipeline.build import Plan, make_site
from generator.pipeline.in_memory import MemoryStage
from generator.pipeline.inputs import Inputs
from generator.pipeline.refusals import RefusedError
from generator.readers.folders import find_folder, read_stamp
from generator.reporting.page_text import page_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """The public side of an act.

    Attributes:
        banner: The home page's head, line by line.
        page: What stands on the record's own page for this update.
        feed: Title and text of the entry feeds will carry; empty when none will.
        findings: What ``check`` would say of the new files.
        peak: The worst state it would have reached.
        is_over: Whether visitors would read that it is over.
    """

    banner: tuple[str, ...]
    page: tuple[str, ...]
    feed: tuple[str, ...]
    findings: tuple[Finding, ...]
    peak: ComponentState = ComponentState.OPERATIONAL
    is_over: bool = False


def rehearse(
    root: Path,
    act: Act,
    folders: Iterable[str],
    inputs: Inputs,
    now: datetime,
    *,
    replay: bool,
) -> Rehearsal:
    """Return what visitors would read.

    Args:
        root: The repository; only its public files are opened.
        act: What a command is going to add.
        folders: Records that decide what the home page says, relative to the root.
        inputs: Site, words and theme.
        now: The moment; an update stamped a second ahead counts.
        replay: Leave out entries later than *now*.
    """
    with tempfile.TemporaryDirectory(prefix="allclear-") as name:
        stand_in = Path(name)
        for folder in sorted({*folders, act.folder}):
            _lay_out(root, folder, stand_in)
        for file in act.files:
            if audience_of(file.path) is Audience.PUBLIC:
                _write(stand_in / file.path, file.text)
        stage = MemoryStage()
        plan = Plan(root=stand_in, inputs=inputs, findings=(), refusal="")
        digest = None
        try:
            built = make_site(plan, stage, b"", as_of=now, replay=replay)
            findings, digest = built.findings, built.site.digests.get(act.record)
        except RefusedError as error:
            findings = error.findings
    own = {file.path for file in act.files}
    return Rehearsal(
        banner=_head(stage.files.get("index.html", b"").decode()),
        page=_update(stage.files, act),
        feed=_entry(stage.files, act),
        findings=tuple(each for each in findings if each.path in own),
        peak=digest.peak if digest else ComponentState.OPERATIONAL,
        is_over=digest is not None and not digest.is_open,
    )


def _lay_out(root: Path, folder: str, stand_in: Path) -> None:
    """Copy the public files of the record at *folder*; links and strangers stay behind."""
    found = find_folder(root, folder)
    for name, size, _ in map(read_stamp, found.files if found else ()):
        target = stand_in / folder / name
        if size < 0 or audience_of(f"{folder}/{name}") is not Audience.PUBLIC:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / folder / name, target, follow_symlinks=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "w") as file:
        file.write(text)


def _head(home: str) -> tuple[str, ...]:
    """Return what the field at the top of the page *home* says, navigation left out."""
    start = home.find('<div class="hero">')
    end = home.find("</header>", start)
    # A theme of one's own may have no such field; then the page's first lines are its head.
    return page_text(home[start:end]) if start >= 0 else page_text(home)[:6]


def _update(files: Mapping[str, bytes], act: Act) -> tuple[str, ...]:
    """Return the newest entry of the record's own page, or of what it amends there."""
    page = files.get(f"incidents/{act.record}/index.html", b"").decode()
    target = _target(act)
    start = page.find(f'id="update-{target}"') if target else -1
    if start < 0:
        start = page.find('id="update-')
    if start < 0:
        return _head(page)
    start = page.rfind("<div", 0, start)
    following = page.find('<div class="r" id="update-', start + 1)
    end = min(each for each in (following, page.find("</section>", start)) if each > 0)
    return page_text(page[start:end])


def _target(act: Act) -> str:
    """Return the id of the update that the act's file is, or amends."""
    update = next((each for each in reversed(act.files) if "/updates/" in each.path), None)
    if update is None:
        return ""
    for line in update.text.splitlines():
        if line.startswith("amends: "):
            return line.removeprefix("amends: ").strip("'\"")
    return Path(update.path).stem


def _entry(files: Mapping[str, bytes], act: Act) -> tuple[str, ...]:
    """Return title and words of the feed's entry for the act's own update, if it has one."""
    content = files.get(f"incidents/{act.record}/feed.json")
    update = next((each for each in reversed(act.files) if "/updates/" in each.path), None)
    if content is None or update is None:
        return ()
    wanted = f"/update/{Path(update.path).stem}"
    for item in json.loads(content)["items"]:
        if str(item["id"]).endswith(wanted):
            return (item["title"], *page_text(item.get("content_html", "")))
    return ()
