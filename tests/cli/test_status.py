"""``allclear status``: what it says at the moments of the repository's own first incident."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.adapters.fetched import find_fetched
from generator.adapters.unpushed import find_unpushed
from generator.cli import status
from generator.cli.main import group
from generator.core.situation import HostRow, Unpushed
from tests.proof.repository import copy_repository
from tests.records.repositories import write_repository

FIRST = "incidents/2025/INC-2025-01-15-001"
GIT = ("git", "-c", "user.name=Sample", "-c", "user.email=sample@example.org")
NO_GIT = "Not pushed: not known, this folder lies in no git repository\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return copy_repository(tmp_path / "repository")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return write_repository(tmp_path / "small", {})


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(group, ["status", "--root", str(root), *words])


def git(root: Path, *words: str) -> None:
    subprocess.run([*GIT, *words], cwd=root, check=True, capture_output=True)


def publish(root: Path, remote: Path) -> None:
    """Make *root* a clone whose branch follows that of the bare *remote*, all of it pushed."""
    git(root, "init", "-q", "--bare", "-b", "main", str(remote))
    for words in (
        ("init", "-q", "-b", "main"),
        ("add", "."),
        ("commit", "-q", "-m", "records"),
        ("remote", "add", "origin", str(remote)),
        ("push", "-q", "-u", "origin", "main"),
    ):
        git(root, *words)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (
            "2025-01-15T14:20Z",
            """\
2025-01-15 14:20Z

Open: nothing

Visitors see: Everything is working.

Next:
  allclear new "what is wrong" --severity 1 --component music-games
""",
        ),
        (
            "2025-01-15T14:35Z",
            """\
2025-01-15 14:35Z

Open: 1 incident
  INC-2025-01-15-001  severity 1  Score recording API errors after v2.5.3
    for 13 min, since 14:22Z
    visitors read: nothing, not public yet
    due 14:38Z (in 3 min): Tell visitors on the status page, Severity 1, first within 15 min of \
detection (S:67, S:101, S:557-561)

Visitors see: Everything is working.

Next:
  allclear update 001
""",
        ),
        (
            "2025-01-15T14:40Z",
            """\
2025-01-15 14:40Z

Open: 1 incident
  INC-2025-01-15-001  severity 1  Score recording API errors after v2.5.3
    for 18 min, since 14:22Z
    visitors read: Investigating; Score recording: down
    next public update due at 15:06Z, in 26 min
    due 14:54Z (in 14 min): Mitigate, Severity 1, within 30 min of acknowledgement (S:52)

Visitors see: Saving scores is not working.

Next:
  allclear update 001 "what is new"
""",
        ),
        (
            "2025-01-15T14:53Z",
            """\
2025-01-15 14:53Z

Open: 1 incident
  INC-2025-01-15-001  severity 1  Score recording API errors after v2.5.3
    for 31 min, since 14:22Z
    visitors read: Monitoring; Score recording: having trouble
    next public update due at 15:22Z, in 29 min
    due 15:22Z (in 29 min): Tell visitors on the status page, Severity 1, the next within \
30 min during the first 1 h (S:67, S:101, S:557-561)

Visitors see: Scores are saved late.

Next:
  allclear resolve 001
""",
        ),
        (
            "2025-01-15T15:12Z",
            """\
2025-01-15 15:12Z

Open: nothing

Resolved, not closed: 1
  INC-2025-01-15-001  severity 1  Score recording API errors after v2.5.3
    due 19:06Z (in 3 h 54 min): E-mail all subscribers that it is over, Severity 1, within \
4 h of resolution (S:700)
    all of it: allclear duties INC-2025-01-15-001

Visitors see: Everything is working.

Next:
  allclear duties 001
  allclear new "what is wrong" --severity 1 --component music-games
""",
        ),
        (
            "2025-04-10T15:20Z",
            """\
2025-04-10 15:20Z

Open: 2 incidents
  INC-2025-04-10-002  severity 1  Asset bucket denies all reads
    for 49 min, since 14:31Z
    visitors read: Identified; Music games: down
    next public update due at 15:32Z, in 12 min
    overdue by 16 min, due 15:04Z: Mitigate, Severity 1, within 30 min of acknowledgement (S:52)
    due 15:32Z (in 12 min): Tell visitors on the status page, Severity 1, the next within \
30 min during the first 1 h (S:67, S:101, S:557-561)
  INC-2025-04-10-001  severity unset  Reports open slowly
    for 2 h 55 min, since 12:25Z
    visitors read: Monitoring; Reports: having trouble
    next public update due at 16:55Z, in 1 h 35 min

Planned work: 4
  MNT-2025-04-03-001  A clearer form for gift codes
    planned end 15:00Z passed 20 min ago, not confirmed as finished
  MNT-2025-04-07-001  Search gets a new index
    In progress, until 17:00Z
  MNT-2025-04-08-001  New locks for our accounts
    Announced, from 2025-04-13 05:00Z, until 2025-04-13 07:00Z, begins in 2 days 13 h
  and 1 later

Visitors see: Games do not start. Reports are slow. Gift codes are closed for planned work. \
Search is closed for planned work.

Next:
  allclear update 10-002 "what is new"
  allclear resolve 04-10-001
  allclear maintenance finish MNT-2025-04-03-001
""",
        ),
    ],
)
def test_it_tells_a_moment_in_the_order_of_what_matters(
    root: Path, now: str, expected: str
) -> None:
    result = run(root, "--now", now)

    before, _, after = result.stdout.partition(f"{NO_GIT}\n")
    assert (result.exit_code, before + after) == (0, expected)


def test_a_program_reads_the_same_as_json(root: Path) -> None:
    result = run(root, "--now", "2025-01-15T15:08Z", "--format", "json")

    content = json.loads(result.stdout)
    parts = content["visitors_see"].pop("components")
    assert result.exit_code == 0
    assert next(iter(parts.items())) == ("score-recording", "degraded_performance")
    assert (len(parts), set(parts.values())) == (13, {"degraded_performance", "operational"})
    assert content == {
        "as_of": "2025-01-15T15:08:00Z",
        "unreadable": [],
        "open": [
            {
                "id": "INC-2025-01-15-001",
                "path": FIRST,
                "title": "Score recording API errors after v2.5.3",
                "public_title": "Students cannot complete games and save scores",
                "is_public": True,
                "status": "monitoring",
                "components": ["score-recording"],
                "states": {"score-recording": "degraded_performance"},
                "last_update_at": "2025-01-15T14:52:00Z",
                "severity": 1,
                "started_at": "2025-01-15T14:22:00Z",
                "detected_at": "2025-01-15T14:23:00Z",
                "next_update_due_at": "2025-01-15T15:22:00Z",
                "is_overdue": False,
                "hint": "log says resolved, public says monitoring",
                "overdue": [],
                "next_due": {
                    "incident": "INC-2025-01-15-001",
                    # The log says that it is over, and visitors do not read it yet.
                    "duty": "public-update-3",
                    "who": "@pm-anna",
                    "due": "2025-01-15T15:22:00Z",
                    "done": None,
                    "state": "pending",
                    "late_minutes": 0,
                    "rule": (
                        "Tell visitors on the status page "
                        "(Severity 1, the next within 30 min during the first 1 h)"
                    ),
                    "source": "S:67, S:101, S:557-561; R15, R22, R23, R71, X6, X9, X36, X40",
                },
            }
        ],
        "resolved": [],
        "maintenance": [],
        "visitors_see": {
            "is_known": True,
            "text": "Scores are saved late.",
        },
        "not_pushed": {
            "is_repository": False,
            "branch": None,
            "remote": None,
            "commits": 0,
            "behind": 0,
            "fetched_at": None,
            "files": [],
        },
        "hosts": [],
        "next": ["allclear resolve 001"],
    }


def test_planned_work_is_told_to_programs(small: Path) -> None:
    write_repository(
        small,
        {
            "incidents/2025/MNT-2025-02-01-001/public.yml": (
                "title: A new database\ntext: We move.\ncomponents: [music-games]\n"
                "scheduled_for: 2025-02-02 04:00Z\nscheduled_until: 2025-02-02 06:00Z\n"
            )
        },
    )

    result = run(small, "--now", "2025-02-02T05:00Z", "--format", "json")

    assert json.loads(result.stdout)["maintenance"] == [
        {
            "id": "MNT-2025-02-01-001",
            "path": "incidents/2025/MNT-2025-02-01-001",
            "title": "A new database",
            "public_title": "A new database",
            "is_public": True,
            "status": "in_progress",
            "components": ["music-games"],
            "states": {"music-games": "under_maintenance"},
            "last_update_at": "2025-02-01T00:00:00Z",
            "scheduled_for": "2025-02-02T04:00:00Z",
            "scheduled_until": "2025-02-02T06:00:00Z",
            "is_awaiting_confirmation": False,
        }
    ]


def test_a_broken_promise_comes_first_and_tells_how_late_it_is(small: Path) -> None:
    quiet = "title: quiet\nupdates:\n  - at: 14:{}\n    status: investigating\n"
    for number, minute in ((1, 50), (2, 10)):
        write_repository(
            small,
            {f"incidents/2025/INC-2025-01-15-00{number}/public.yml": quiet.format(minute)},
        )

    result = run(small, "--now", "2025-01-15T15:10Z")

    assert result.stdout == (
        "2025-01-15 15:10Z\n\n"
        "Open: 2 incidents\n"
        "  INC-2025-01-15-001  quiet\n"
        "    for 20 min, since 14:50Z\n"
        "    visitors read: Investigating; no part is affected\n"
        "    next public update due at 15:20Z, in 10 min\n"
        "  INC-2025-01-15-002  quiet\n"
        "    for 1 h 00 min, since 14:10Z\n"
        "    visitors read: Investigating; no part is affected\n"
        "    next public update overdue by 30 min, it was due at 14:40Z\n\n"
        "Visitors see: quiet. All 2 parts are reported as working.\n\n"
        f"{NO_GIT}\n"
        "Next:\n"
        '  allclear update 002 "what is known now"\n'
        '  allclear update 001 "what is new"\n'
    )


def test_what_cannot_be_read_comes_first(small: Path) -> None:
    write_repository(small, {f"{FIRST}/public.yml": "title: [\n"})

    result = run(small, "--now", "2025-01-15T15:10Z")

    assert (result.exit_code, result.stdout) == (
        1,
        "2025-01-15 15:10Z\n\n"
        "Cannot be read: 1 place\n"
        f"  {FIRST}\n"
        f"    {FIRST}/public.yml:1:8: error[YML015]: "
        "the bracket [ opened here is never closed properly\n"
        f"    fix: allclear check {FIRST}\n\n"
        "Open: nothing\n\n"
        "Visitors see: We cannot say for certain what is working.\n\n"
        f"{NO_GIT}\n"
        "Next:\n"
        f"  allclear check {FIRST}\n"
        '  allclear new "what is wrong" --component score-recording\n',
    )


def test_a_site_that_cannot_be_read_is_told_too(small: Path) -> None:
    (small / "site_src/public/site.yml").write_text("format: 9\n", encoding="utf-8")

    result = run(small, "--now", "2025-01-15T15:10Z", "--format", "json")

    content = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(each["id"], each["path"], each["fix"]) for each in content["unreadable"]] == [
        (None, "site_src/public/site.yml", "allclear check site_src/public/site.yml")
    ] * len(content["unreadable"])
    assert content["visitors_see"]["is_known"] is False


def test_a_title_cannot_command_the_terminal(small: Path) -> None:
    write_repository(small, {f"{FIRST}/log/k.log": "14:23 DETECTED\n"})
    (small / FIRST / "internal.yml").write_text('title: "a\\e[2Jb"\n', encoding="utf-8")

    assert "\x1b" not in run(small, "--now", "2025-01-15T15:10Z").stdout


def test_hosts_are_told_with_their_age(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (
        HostRow("pages", "https://a.example", 41, datetime(2025, 1, 15, 15, 5, tzinfo=UTC)),
        HostRow("mirror", "https://b.example", error="no answer within 5 s"),
    )
    monkeypatch.setattr(status, "_ask_hosts", lambda _root: lambda: (rows, {"pages": False}))

    text = run(small, "--now", "2025-01-15T15:10Z").stdout
    silent = run(small, "--now", "2025-01-15T15:10Z", "--no-hosts").stdout
    content = json.loads(run(small, "--now", "2025-01-15T15:10Z", "--format", "json").stdout)

    told = (
        "Hosts: 2\n"
        "  pages  https://a.example  generation 41, as of 15:05Z, 5 min old\n"
        "    pages does not show the newest that was pushed from here yet\n"
        "  mirror  https://b.example  no answer within 5 s\n\n"
    )
    assert text.replace(told, "") == silent != text
    assert content["hosts"] == [
        {
            "name": "pages",
            "url": "https://a.example",
            "generation": 41,
            "as_of": "2025-01-15T15:05:00Z",
            "is_live": False,
            "error": None,
        },
        {
            "name": "mirror",
            "url": "https://b.example",
            "generation": None,
            "as_of": None,
            "is_live": None,
            "error": "no answer within 5 s",
        },
    ]


def test_what_the_remote_has_is_pushed(small: Path, tmp_path: Path) -> None:
    publish(small, tmp_path / "remote")

    assert find_unpushed(small) == Unpushed(is_repository=True, branch="main", remote="origin/main")
    assert "Not pushed: nothing, origin/main has all of it\n" in run(small).stdout


def test_files_and_commits_that_only_this_machine_has_are_told(small: Path, tmp_path: Path) -> None:
    publish(small, tmp_path / "remote")
    write_repository(small, {f"{FIRST}/internal.yml": "title: score API errors\n"})
    only_files = run(small).stdout
    git(small, "add", ".")
    git(small, "commit", "-q", "-m", "records: a")
    write_repository(small, {f"{FIRST}/log/größe 1.log": "14:23 DETECTED\n"})

    assert find_unpushed(small) == Unpushed(
        is_repository=True,
        branch="main",
        remote="origin/main",
        commits=1,
        files=(f"{FIRST}/internal.yml", f"{FIRST}/log/größe 1.log"),
    )
    both = run(small).stdout
    assert f"Not pushed: 1 file, not committed\n  {FIRST}/internal.yml\n\n" in only_files
    assert '  git add incidents && git commit -m "records: what is new" && git push\n' in only_files
    assert (
        "Visitors see, once all is pushed: Everything is working.\n\n"
        "Not pushed: 1 commit and 2 files that origin/main does not have\n"
        f"  {FIRST}/internal.yml\n  {FIRST}/log/größe 1.log\n\n"
    ) in both
    assert "  allclear push\n" in both


def test_paths_are_those_below_the_root_and_others_do_not_count(
    small: Path, tmp_path: Path
) -> None:
    top = tmp_path / "top"
    top.mkdir()
    small = small.rename(top / "status")
    publish(top, tmp_path / "remote")
    write_repository(small, {f"{FIRST}/internal.yml": "title: x\n"})
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "records: a")
    write_repository(small, {f"{FIRST}/review.yml": "title: x\n"})
    (top / "notes.txt").write_text("no record", encoding="utf-8")

    assert find_unpushed(small).files == (f"{FIRST}/internal.yml", f"{FIRST}/review.yml")


def test_what_is_not_here_yet_is_told(small: Path, tmp_path: Path) -> None:
    publish(small, tmp_path / "remote")
    git(small, "commit", "-q", "--allow-empty", "-m", "records: a")
    git(small, "push", "-q")
    git(small, "reset", "-q", "--hard", "HEAD~1")

    assert (
        "Not pushed: nothing, origin/main has all of it\n  1 commit of origin/main not here yet\n"
        in (run(small).stdout)
    )


def test_how_old_its_knowledge_of_the_remote_is_told(small: Path, tmp_path: Path) -> None:
    publish(small, tmp_path / "remote")
    never = run(small, "--now", "2025-01-15T15:10Z").stdout
    git(small, "fetch", "-q")
    git_folder = small / ".git"
    at = datetime(2025, 1, 15, 15, 0, tzinfo=UTC).timestamp()
    os.utime(git_folder / "FETCH_HEAD", (at, at))
    fetched = run(small, "--now", "2025-01-15T15:10Z").stdout
    content = json.loads(run(small, "--format", "json").stdout)
    (tmp_path / "remote").rename(tmp_path / "away")
    with pytest.raises(subprocess.CalledProcessError):
        git(small, "fetch", "-q")
    os.utime(git_folder / "FETCH_HEAD", (at, at))
    failed = run(small, "--now", "2025-01-16T15:10Z").stdout

    clean = "Not pushed: nothing, origin/main has all of it\n"
    assert f"{clean}\n" in never
    assert f"{clean}  as of the last fetch, 15:00Z\n\n" in fetched
    assert content["not_pushed"]["fetched_at"] == "2025-01-15T15:00:00Z"
    assert (
        f"{clean}  the last fetch, 2025-01-15 15:00Z, had no answer: others may have pushed more\n"
        in failed
    )


def test_a_further_work_tree_has_a_last_fetch_of_its_own(small: Path, tmp_path: Path) -> None:
    publish(small, tmp_path / "remote")
    git(small, "worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    git(tmp_path / "side", "fetch", "-q")

    assert find_fetched(small) is None
    assert find_fetched(tmp_path / "side" / "incidents") is not None
    assert find_fetched(tmp_path) is None


def test_a_branch_that_follows_none_has_nothing_pushed(small: Path, tmp_path: Path) -> None:
    publish(small, tmp_path / "remote")
    git(small, "switch", "-q", "-c", "night")

    told = run(small).stdout
    git(small, "switch", "-q", "--detach")

    assert "Not pushed: the branch night, which follows no branch of a remote\n" in told
    assert "Not pushed: not known, a commit is checked out and no branch\n" in run(small).stdout


def test_without_git_it_tells_the_rest(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(small))

    assert find_unpushed(small) == Unpushed(is_repository=False)


def test_where_nothing_changed_neither_yaml_nor_templates_are_loaded(root: Path) -> None:
    program = (
        "import sys\nfrom generator.cli.main import group\n"
        "try:\n    group.main(sys.argv[1:])\n"
        "finally:\n"
        "    slow = ('yaml', 'jinja2', 'markdown_it', 'generator.readers.decode', "
        "'generator.core.clockwork.policy')\n"
        "    print([name for name in slow if name in sys.modules], file=sys.stderr)\n"
    )
    for path in root.rglob("*"):
        # Older than a tick of the clock, or nobody could vouch for them.
        os.utime(path, ns=(10**18, 10**18))
    command = [sys.executable, "-c", program, "status", "--root", str(root)]

    cold, warm = (
        subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(2)
    )

    # The first time policy and people are read, so that their mistakes are told.
    assert (
        cold.stderr == "['yaml', 'generator.readers.decode', 'generator.core.clockwork.policy']\n"
    )
    assert warm.stderr == "[]\n"
    assert warm.stdout[18:] == cold.stdout[18:]


def test_X23_an_alert_that_nobody_took_is_told_though_no_severity_is_set(small: Path) -> None:
    write_repository(
        small,
        {
            "incidents/2025/INC-2025-02-03-001/internal.yml": (
                "title: x\nlog: |\n  02:10 DETECTED x\n"
            )
        },
    )

    lines = run(small, "--now", "2025-02-03T02:40Z").stdout.splitlines()

    assert lines[3:7] == [
        "  INC-2025-02-03-001  severity unset  x",
        "    for 30 min, since 02:10Z",
        "    visitors read: nothing, not public yet",
        "    late by 15 min, provisional: Acknowledge, Severity 2, assumed, within 15 min of "
        "detection (S:83)",
    ]
    assert lines[-2] == "  allclear ack 001"
