"""How long ``allclear --help`` takes, beside a bare interpreter."""

from __future__ import annotations

import argparse
import sys

from bench.measure import generator, median, run

MOST_SECONDS = 0.150


def main() -> int:
    """Measure the start of the program."""
    parser = argparse.ArgumentParser(prog="python -m bench.startup", description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--check", action="store_true", help="fail where the budget is missed")
    options = parser.parse_args()
    bare = median([run([sys.executable, "-c", ""]).seconds for _ in range(options.runs)])
    ours = median([run(generator("--help")).seconds for _ in range(options.runs)])
    print(f"bare interpreter {bare * 1000:.0f} ms, allclear --help {ours * 1000:.0f} ms")
    return 1 if options.check and ours > MOST_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
