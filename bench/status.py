"""How long ``allclear status`` takes over 1,000 incidents: with a memory, and without."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from bench.measure import ROOT, generator, median, run
from bench.records import SHAPES, write_repository

MOST_SECONDS = 0.3
MOST_SECONDS_COLD = 1.5
_LONG_AGO_NS = 10**18


def main() -> int:
    """Measure both shapes; the clock runs over the whole process."""
    parser = argparse.ArgumentParser(prog="python -m bench.status", description=__doc__)
    parser.add_argument("--incidents", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--check", action="store_true", help="fail where a budget is missed")
    options = parser.parse_args()
    print("shape   records  without memory  with it")
    is_missed = False
    with tempfile.TemporaryDirectory() as folder:
        for shape in SHAPES:
            root = Path(folder) / shape
            write_repository(root, incidents=options.incidents, shape=shape)
            for path in root.rglob("*"):
                # Files as young as a tick of the clock are not remembered.
                os.utime(path, ns=(_LONG_AGO_NS, _LONG_AGO_NS))
            command = generator("status", "--root", str(root), "--no-hosts")
            cold = []
            for _ in range(max(options.runs // 3, 1)):
                shutil.rmtree(root / ".allclear", ignore_errors=True)
                cold.append(run(command).seconds)
            warm = [run(command).seconds for _ in range(options.runs)]
            print(
                f"{shape:7} {options.incidents:>7,} {median(cold):>13.2f} s {median(warm):>6.2f} s"
            )
            is_missed |= median(cold) > MOST_SECONDS_COLD or median(warm) > MOST_SECONDS
    if is_missed:
        print(f"missed: more than {MOST_SECONDS_COLD} s without memory or {MOST_SECONDS} s with it")
    return 1 if is_missed and options.check else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
