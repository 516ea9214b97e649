"""One new update among 10,000 incidents: a fresh process, until readers see it.

The site has been built twice before, so that both generations are there. The clock stops when
the link is swapped; what is tidied up and remembered afterwards is measured apart.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from bench.measure import ROOT, generator, median, run
from bench.records import AS_OF, SHAPES, create_new_update, write_repository

MOST_SECONDS = 1.0
_UNTIL_LIVE = """
import os, sys, time
start = time.perf_counter()
from datetime import datetime
from pathlib import Path
from generator.adapters.builds import build_public
moments, jobs = [], len(os.sched_getaffinity(0))  # as the command does
result = build_public(
    Path(sys.argv[1]), Path(sys.argv[2]), now=datetime.fromisoformat(sys.argv[3]), jobs=jobs,
    on_live=lambda: moments.append(time.perf_counter()),
)
built = result.built
print(moments[0] - start, time.perf_counter() - start, built.records_read, built.files_written)
"""


def main() -> int:
    """Measure both shapes."""
    parser = argparse.ArgumentParser(prog="python -m bench.small_change", description=__doc__)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--check", action="store_true", help="fail where a budget is missed")
    options = parser.parse_args()
    bare = median([run([sys.executable, "-c", ""]).seconds for _ in range(9)])
    print("shape   records  process until live   with tidying   records read   files written")
    is_missed = False
    moment = f"{AS_OF:%Y-%m-%dT%H:%MZ}"
    with tempfile.TemporaryDirectory() as folder:
        for shape in SHAPES:
            root, out = Path(folder) / shape, Path(folder) / "out"
            write_repository(root, incidents=options.incidents, shape=shape)
            build = generator("build", "--root", str(root), "--out", str(out), "--now", moment)
            run(build)
            run(build)
            path, content = create_new_update(shape=shape)
            live, whole, words = [], [], []
            for number in range(options.runs):
                target = root / path.replace("bench222", f"bench{number:03}")
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(content)
                words = run(
                    [sys.executable, "-c", _UNTIL_LIVE, str(root), str(out), AS_OF.isoformat()]
                ).output.split()
                live.append(float(words[0]) + bare)
                whole.append(float(words[1]) + bare)
            seconds = median(live)
            print(
                f"{shape:7} {options.incidents:>7,} {seconds:>16.2f} s {median(whole):>14.2f} s"
                f" {words[2]:>14} {words[3]:>15}"
            )
            is_missed |= seconds > MOST_SECONDS
            shutil.rmtree(root)
            shutil.rmtree(out)
    if is_missed:
        print(f"missed: more than {MOST_SECONDS} s")
    return 1 if is_missed and options.check else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
