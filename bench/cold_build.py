"""The whole public build from nothing, beside merely loading the same files with CSafeLoader.

Prints for both shapes of records and for 100, 1,000 and 10,000 incidents: time, peak memory over
all processes, files written, the yardstick's time and the ratio; then how the cost per incident
grows. ``--check`` ends with status 1 where a figure misses its budget.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from bench.measure import Run, generator, median, run
from bench.records import AS_OF, SHAPES, Shape, write_repository

SIZES = (100, 1_000, 10_000)
MOST_RATIO = 1.3
MOST_GROWTH = 1.15
MOST_MEMORY = 300

_YARDSTICK = """
import os, sys, yaml
loader = yaml.CSafeLoader
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith(".yml"):
            with open(os.path.join(folder, name), "rb") as file:
                yaml.load(file.read(), Loader=loader)
"""

_FLOOR = """
import os, sys, yaml
from multiprocessing import get_context

def files_below(root):
    return sorted(
        os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names
    )

def parse(paths):
    for path in paths:
        with open(path, "rb") as file:
            for _ in yaml.parse(file.read(), Loader=yaml.CSafeLoader):
                pass

def copy(paths):
    for path in paths:
        with open(path, "rb") as file:
            content = file.read()
        target = sys.argv[3] + path[len(sys.argv[2]):]
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(content)
        with open(target, "rb") as file:
            assert file.read() == content

if __name__ == "__main__":
    records = [path for path in files_below(sys.argv[1]) if path.endswith(".yml")]
    pages = files_below(os.path.realpath(sys.argv[2]))
    sys.argv[2] = os.path.realpath(sys.argv[2])
    with get_context("fork").Pool(2) as pool:
        pool.map(parse, [records[0::2], records[1::2]])
        pool.map(copy, [pages[: len(pages) // 2], pages[len(pages) // 2:]])
"""


def build_cold(root: Path, out: Path) -> Run:
    """Build the site of *root* with no memory and no earlier output."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.rmtree(root / ".allclear", ignore_errors=True)
    moment = f"{AS_OF:%Y-%m-%dT%H:%MZ}"
    return run(generator("build", "--root", str(root), "--out", str(out), "--now", moment))


def load_only(root: Path) -> Run:
    """Load every public file of *root* in one process, and do nothing with it."""
    return run([sys.executable, "-c", _YARDSTICK, str(root / "incidents")])


def do_the_least(root: Path, out: Path, folder: Path) -> Run:
    """Parse the records with libyaml and write the finished files, in two processes; no more.

    No build of this site can be faster, whatever it is written in, unless it reads YAML faster
    than libyaml or writes fewer files.
    """
    try:
        return run([sys.executable, "-c", _FLOOR, str(root / "incidents"), str(out / "public"),
                    str(folder)])  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure_shape(shape: Shape, folder: Path, runs: int) -> list[str]:
    """Print the rows of one shape and return what misses its budget."""
    times: dict[int, float] = {}
    misses = []
    for size in SIZES:
        root, out = folder / f"{shape}-{size}", folder / "out"
        write_repository(root, incidents=size, shape=shape)
        builds, loads = [], []
        for _ in range(runs):
            builds.append(build_cold(root, out))
            loads.append(load_only(root))
        times[size] = median([each.seconds for each in builds])
        load = median([each.seconds for each in loads])
        peak = max(each.peak for each in builds)
        files = sum(1 for path in (out / "public").rglob("*") if path.is_file())
        ratio = times[size] / load
        print(
            f"{shape:7} {size:>7,} {times[size]:>8.2f} s {peak:>7.0f} MB {files:>8,} files"
            f" {load:>8.2f} s {ratio:>6.2f}"
        )
        if size == SIZES[-1]:
            least = do_the_least(root, out, folder / "least")
            print(
                f"{shape:7} parsing with libyaml and writing the same files alone: "
                f"{least.seconds:.2f} s, {least.seconds / load:.2f} times the yardstick"
            )
        if size == SIZES[-1] and ratio > MOST_RATIO:
            misses.append(f"{shape}: {ratio:.2f} times the yardstick, more than {MOST_RATIO}")
        if peak > MOST_MEMORY:
            misses.append(f"{shape}, {size:,}: {peak:.0f} MB, more than {MOST_MEMORY}")
        shutil.rmtree(root)
    small, middle, large = (times[size] for size in SIZES)
    growth = ((large - middle) / 9_000) / ((middle - small) / 900)
    print(f"{shape:7} cost of one more incident at 10,000 over that at 1,000: {growth:.2f}")
    if growth > MOST_GROWTH:
        misses.append(f"{shape}: cost per incident grows {growth:.2f} times")
    return misses


def main() -> int:
    """Measure both shapes."""
    parser = argparse.ArgumentParser(prog="python -m bench.cold_build", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="medians of so many runs")
    parser.add_argument("--check", action="store_true", help="fail where a budget is missed")
    options = parser.parse_args()
    print("shape   records     build       peak      output    CSafeLoader  ratio")
    misses = []
    with tempfile.TemporaryDirectory() as folder:
        for shape in SHAPES:
            misses += measure_shape(shape, Path(folder), options.runs)
    for miss in misses:
        print(f"missed: {miss}")
    return 1 if misses and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
