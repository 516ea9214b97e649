"""Run a command and say how long it took and how much memory it held, helpers included."""

from __future__ import annotations

import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command.

    Attributes:
        seconds: Wall time from start to end.
        peak: Most memory held at one moment, in MB, summed over the process and its children.
            Proportional set size: pages that forked processes share count once.
        output: What it printed.
    """

    seconds: float
    peak: float
    output: str


def run(command: Sequence[str]) -> Run:
    """Run *command* in the project's folder.

    Raises:
        RuntimeError: If it ends with another status than 0.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    watch = _Watch(process.pid)
    watch.start()
    output, errors = process.communicate()
    seconds = time.perf_counter() - start
    watch.is_over.set()
    watch.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}\n{errors}")
    return Run(seconds, watch.peak / 1024, output)


def generator(*words: str) -> list[str]:
    """Return the command ``allclear`` with *words*."""
    return [sys.executable, "-m", "generator", *words]


def median(values: Sequence[float]) -> float:
    """Return the median of *values*."""
    return statistics.median(values)


class _Watch(threading.Thread):
    """Looks at a process and its children until told to stop; ``peak`` in kB."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.peak = 0
        self.is_over = threading.Event()

    def run(self) -> None:
        while not self.is_over.wait(_PAUSE):
            self.peak = max(self.peak, sum(_held(pid) for pid in _family(self._pid)))


def _family(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        try:
            for task in Path(f"/proc/{each}/task").iterdir():
                children = (task / "children").read_text().split()
                found.extend(int(child) for child in children)
        except OSError:
            continue
    return found


def _held(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
