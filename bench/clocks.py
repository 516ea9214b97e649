"""What clocks, duties and figures of 10,000 incidents cost, beside those of 1,000.

The incidents are facts in memory, so that reading files is no part of it: courses are made, every
row of the duty table is read, each incident is measured, and every month and quarter is summed.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bench.measure import ROOT, run
from generator.core.clockwork.course import PublicSide, Told, create_course
from generator.core.clockwork.duties import DutyTable
from generator.core.clockwork.policy import Policy
from generator.core.facts import ImpactWindow
from generator.core.incident_types import IncidentType
from generator.core.internal_facts import Affected, InternalRecord, Resolution, RootCause
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.telemetry.figure_cases import weigh
from generator.core.telemetry.metrics import measure_incident
from generator.core.telemetry.statistics import sum_up_all
from generator.core.times import ParsedTime
from generator.core.vocabulary import ComponentState, IncidentStatus, RecordKind
from generator.readers.policy import read_policy
from generator.readers.public import Context

MOST_SECONDS = 2.0
MOST_MEMORY = 300
MOST_OVER_LINEAR = 1.15
AS_OF = datetime(2025, 7, 1, 1, 0, tzinfo=UTC)

_PER_DAY = 3
_SHARES = (3, 12, 45, 40)
_PARSED = ParsedTime(hour=0, minute=0)
_CAUSES = ("deployment", "config", "capacity", "dependency", "code", "data", "")
_NOTICES = (("executives", "ceo"), ("product",), ("customer-success",), ("team",))

Facts = tuple[InternalRecord, PublicSide | None]


def create_facts(count: int, seed: int = 1) -> list[Facts]:
    """Return *count* incidents, three a day up to the day before :data:`AS_OF`."""
    return [_create(number, Random(f"{seed}-{number}")) for number in range(count)]


def _create(number: int, random: Random) -> Facts:
    at = AS_OF.replace(hour=0) - timedelta(days=1 + number // _PER_DAY)
    detected = at + timedelta(minutes=random.randrange(1380))
    severity = random.choices((1, 2, 3, 4), _SHARES)[0]
    id_ = f"INC-{detected:%Y-%m-%d}-{number % _PER_DAY + 1:03}"
    pace = (1, 4, 30, 60)[severity - 1]
    moments = [detected]
    for longest in (12, 40, 90):
        moments.append(moments[-1] + timedelta(seconds=random.randrange(60, longest * 60) * pace))
    log = sorted(_log(severity, moments, random), key=lambda entry: entry.at)
    record = InternalRecord(
        id=id_,
        kind=RecordKind.INCIDENT,
        date=detected.date(),
        path=f"incidents/{id_[4:8]}/{id_}",
        severity=severity if random.random() < 0.6 else None,
        types=(random.choice(tuple(IncidentType)),),
        components=("score-recording",),
        affected=Affected(users=random.choice((None, 40, 120, 500)), percent=5.0),
        resolution=Resolution(method="rollback"),
        root_cause=RootCause(category=random.choice(_CAUSES)),
        is_backfilled=random.random() < 0.02,
        log=tuple(log),
    )
    is_public = severity < 3 or random.random() < 0.3
    return record, _public(severity, moments, random) if is_public else None


def _log(severity: int, moments: list[datetime], random: Random) -> Iterator[LogEntry]:
    detected, acknowledged, mitigated, resolved = moments
    yield _entry(detected, Verb.DETECTED)
    yield _entry(acknowledged, Verb.ACK, who="engineer")
    yield _entry(mitigated, Verb.MITIGATED)
    yield _entry(resolved, Verb.RESOLVED)
    if random.random() < 0.9:
        first = severity + 1 if severity < 4 and random.random() < 0.15 else severity
        declared = acknowledged + timedelta(minutes=2)
        yield _entry(declared, Verb.SEV, severity=first)
        if first != severity:
            yield _entry(declared + timedelta(minutes=9), Verb.SEV, severity=severity)
    if severity < 3:
        yield _entry(acknowledged + timedelta(minutes=5), Verb.IC, who="commander")
        for audiences in _NOTICES[: random.randrange(1, 5)]:
            told = acknowledged + timedelta(minutes=random.randrange(3, 40))
            yield _entry(told, Verb.NOTIFIED, audiences=audiences, channels=("email",))
    if random.random() < 0.04:
        again = resolved + timedelta(hours=3)
        yield _entry(again, Verb.REOPENED)
        yield _entry(again + timedelta(minutes=20), Verb.MITIGATED)
        yield _entry(again + timedelta(minutes=50), Verb.RESOLVED)
    elif random.random() < 0.7:
        yield _entry(resolved + timedelta(days=1), Verb.CLOSED)
    span = int((resolved - detected).total_seconds())
    for _ in range(random.randrange(3, 16)):
        yield _entry(detected + timedelta(seconds=random.randrange(span)), None)


def _entry(at: datetime, verb: Verb | None, **more: object) -> LogEntry:
    return LogEntry(at=at, verb=verb, text="what was seen", parsed=_PARSED, **more)  # type: ignore[arg-type]


def _public(severity: int, moments: list[datetime], random: Random) -> PublicSide:
    detected, acknowledged, mitigated, resolved = moments
    state = ComponentState.MAJOR_OUTAGE if severity == 1 else ComponentState.PARTIAL_OUTAGE
    updates = [Told(acknowledged + timedelta(minutes=5), IncidentStatus.INVESTIGATING)]
    for _ in range(random.randrange(4)):
        updates.append(Told(updates[-1].at + timedelta(minutes=25), IncidentStatus.IDENTIFIED))
    updates.append(Told(max(resolved, updates[-1].at), IncidentStatus.RESOLVED))
    return PublicSide(
        "Scores",
        IncidentStatus.RESOLVED,
        updates=tuple(updates),
        windows=(
            ImpactWindow("score-recording", state, detected, mitigated),
            ImpactWindow("score-recording", ComponentState.DEGRADED_PERFORMANCE, mitigated,
                         resolved),
        ),
        components=("score-recording",),
    )  # fmt: skip


def work(facts: list[Facts], policy: Policy) -> int:
    """Do everything once; return how many rows, figures and periods came of it."""
    table = DutyTable(policy)
    cases, found = [], 0
    for each in facts:
        course = create_course(*each)
        rows = table.read(course, AS_OF)
        found += len(rows) + (measure_incident(course).total_duration is not None)
        clocks = tuple([row.clock for row in rows if row.clock is not None])
        cases.append(weigh(course, policy, AS_OF, clocks))
    return found + len(sum_up_all(cases, policy.figures))


def _measure(count: int, runs: int) -> float:
    """Return the processor seconds of the best of *runs*; wall time tells of other work too."""
    policy = read_policy(Path("/nowhere/at/all"), None, Context()).policy
    facts = create_facts(count)
    best = float("inf")
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        work(facts, policy)
        best = min(best, time.process_time() - start)
    return best


def main() -> int:
    """Measure 1,000 and 10,000 incidents, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m bench.clocks", description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", type=int, metavar="N", help="measure N here and print seconds")
    parser.add_argument("--check", action="store_true", help="fail where a budget is missed")
    options = parser.parse_args()
    if options.only:
        print(_measure(options.only, options.runs))
        return 0
    print("incidents  best of runs  each      peak memory")
    seconds, peak = {}, 0.0
    for count in (1000, 10_000):
        command = [sys.executable, "-m", "bench.clocks", "--only", str(count)]
        done = run([*command, "--runs", str(options.runs)])
        seconds[count], peak = float(done.output), done.peak
        each = seconds[count] / count * 1e6
        print(f"{count:>9,}  {seconds[count]:>10.2f} s  {each:>5.0f} us  {peak:>8.0f} MB")
    over = seconds[10_000] / seconds[1000] / 10
    print(f"one more at 10,000 over one at 1,000: {over:.2f}")
    is_missed = seconds[10_000] > MOST_SECONDS or peak > MOST_MEMORY or over > MOST_OVER_LINEAR
    if is_missed:
        print(f"missed: more than {MOST_SECONDS} s, {MOST_MEMORY} MB or {MOST_OVER_LINEAR}")
    return 1 if is_missed and options.check else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
