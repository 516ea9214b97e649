"""A build on a real disk: lock, stage, verify, swap, remember."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.adapters import clock
from generator.adapters.disk import Disk
from generator.adapters.kept import keep, read_kept
from generator.adapters.output import Output
from generator.core.findings import Finding, has_errors
from generator.pipeline.listing import begin_listing
from generator.pipeline.refusals import RefusedError

if TYPE_CHECKING:
    from generator.pipeline.build import Built
    from generator.pipeline.shards import Progress

MEMORY = Path(".allclear") / "public" / "memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did.

    Attributes:
        built: None when the build was refused.
        findings: All findings, sorted.
        refusal: Why nothing was built; empty when something was.
        site: The folder readers see.
        as_of: The moment the pages speak of.
    """

    built: Built | None
    findings: tuple[Finding, ...]
    refusal: str
    site: Path
    as_of: datetime

    @property
    def exit_status(self) -> int:
        """0 fine, 1 errors found but deployable, 3 refused (design §5)."""
        if self.refusal:
            return 3
        return 1 if has_errors(self.findings) else 0


def build_public(
    root: Path,
    out: Path,
    *,
    now: datetime | None = None,
    jobs: int = 1,
    disk: Disk | None = None,
    progress: Progress | None = None,
    on_live: Callable[[], None] | None = None,
) -> BuildResult:
    """Build the public site of the repository at *root* into ``out/public``.

    Args:
        root: The repository.
        out: Folder of built sites; made if needed.
        now: Replay this moment: later entries are left out. None: the present, all entries.
        jobs: Processes to use at most.
        disk: The disk to write to; tests pass one that fails.
        progress: Called with records done and to do.
        on_live: Called the moment readers see the new site, before memory is kept.

    Raises:
        OutputError: When the output folder is not ours or verification failed.
        OSError: When the disk refuses; what was live stays live.
    """
    output = Output(out, "public", disk)
    with output.lock(), _without_collecting():
        as_of = clock.now() if now is None else now
        before_ns = clock.surely_past_ns()
        listing = begin_listing(root, jobs)
        # Late: loading the renderers takes a while, and meanwhile the records are being listed.
        from generator.pipeline import memory
        from generator.pipeline.build import make_site, plan_build

        plan = plan_build(root)
        if plan.refusal:
            return _refused(plan.refusal, plan.findings, out, as_of)
        memory_path = root / MEMORY
        stage = output.stage()
        try:
            built = make_site(
                plan,
                stage,
                read_kept(memory_path),
                as_of=as_of,
                replay=now is not None,
                jobs=jobs,
                listing=listing,
                progress=progress,
            )
        except RefusedError as error:
            return _refused(str(error), error.findings, out, as_of)
        stage.remove_stale()
        stage.verify()
        stage.swap()
        if on_live:
            on_live()
        keep(memory_path, memory.dump(built.memory, before_ns=before_ns), output.disk)
    return BuildResult(
        built=built, findings=built.findings, refusal="", site=out / "public", as_of=as_of
    )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep Python from looking for garbage: what a build makes stays until its end."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


def _refused(
    refusal: str, findings: tuple[Finding, ...], out: Path, as_of: datetime
) -> BuildResult:
    return BuildResult(
        built=None,
        findings=tuple(sorted(findings)),
        refusal=refusal,
        site=out / "public",
        as_of=as_of,
    )
