"""The steps of *publish*: no internal file on the machine, and the same site without any."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.core.audience import INTERNAL_FILES, sparse_patterns
from generator.pipeline.build import make_site, plan_build
from generator.pipeline.in_memory import MemoryStage
from scripts import made
from scripts.ci import afterwards, build_site, mislaid, no_internal, ping_hub

ROOT = Path(__file__).parents[2]
HUB = "https://hub.example/"
MEETING = datetime(2025, 4, 10, 15, 20, tzinfo=UTC)


def git(folder: Path, *arguments: str, given: str | None = None) -> str:
    """Run git in *folder* with no configuration but its own, and return what it says."""
    environment = {
        "PATH": str(Path(shutil.which("git") or "git").parent),
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "test@example.com" if what == "EMAIL" else "Test"
           for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }  # fmt: skip
    done = subprocess.run(
        ["git", *arguments], check=True, cwd=folder, input=given,
        env=environment, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def write(root: Path, name: str, text: str = "title: x\n") -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with this one's records, sources of the site and program, committed."""
    place = tmp_path_factory.mktemp("forge")
    for name in ("incidents", "site_src", "theme", "generator", "scripts", "requirements"):
        ignored = shutil.ignore_patterns("__pycache__", "_shipped")
        shutil.copytree(ROOT / name, place / name, ignore=ignored)
    write(place, "site_src/hosts.yml", "hosts: {}\n")
    write(place, "site_src/internal/policy.yml", "format: 1\n")
    write(place, "theme/internal/main.html", "<p>\n")
    git(place, "init", "-q", "-b", "main")
    git(place, "config", "uploadpack.allowFilter", "true")
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "records")
    return place


@pytest.fixture(scope="module")
def machine(forge: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the checkout of the machine that publishes, made as the workflow makes it."""
    place = tmp_path_factory.mktemp("machine") / "checkout"
    address = forge.as_uri()
    git(forge, "clone", "-q", "--no-checkout", "--depth=1", "--filter=blob:none", address,
        str(place))  # fmt: skip
    patterns = "\n".join(sparse_patterns(*made.PROGRAM))
    git(place, "sparse-checkout", "set", "--no-cone", "--stdin", given=patterns)
    git(place, "checkout", "-q", "main")
    return place


def build(root: Path) -> dict[str, bytes]:
    stage = MemoryStage()
    make_site(plan_build(root), stage, b"", as_of=MEETING, replay=True)
    return stage.files


def test_the_machine_that_publishes_holds_no_internal_file(machine: Path) -> None:
    assert list(no_internal.files_not_public(machine)) == []


def test_the_machine_that_publishes_never_fetched_one(machine: Path, forge: Path) -> None:
    """Partial clone: what is not checked out is not in the object store either."""
    listed = git(machine, "rev-list", "--objects", "--all", "--missing=print").splitlines()
    missing = {line[1:] for line in listed if line.startswith("?")}
    internal = [
        line.split()[2]
        for line in git(forge, "ls-tree", "-r", "main").splitlines()
        if line.endswith(("internal.yml", "review.yml", ".log", "internal/policy.yml"))
    ]
    assert len(internal) > 5
    assert set(internal) <= missing


def test_the_full_checkout_would_be_refused(forge: Path) -> None:
    found = set(no_internal.files_not_public(forge))
    assert {
        "site_src/hosts.yml",
        "site_src/internal/policy.yml",
        "theme/internal/main.html",
    } < found
    assert {Path(name).name for name in found} > {"internal.yml", "review.yml"}


def test_the_machine_that_publishes_makes_the_same_site(machine: Path, forge: Path) -> None:
    assert build(machine) == build(forge)


def test_a_mislaid_record_is_seen_where_it_was_never_checked_out(
    forge: Path, tmp_path: Path
) -> None:
    outage = "title: Scores are lost\nupdates:\n  - at: 14:36\n    status: investigating\n"
    record = "INC-2025-04-10-009"
    places = (f"incidents/{record}/public.yml", f"incidents/2025/04/{record}/public.yml",
              f"incidents/2025/{record}/pubilc.yml", f"incidents/2025/{record}.yml",
              f"incidents/2025/{record}/public.yaml")  # fmt: skip
    for number, place in enumerate(places):
        full, lean = tmp_path / f"full{number}", tmp_path / f"lean{number}"
        git(forge, "clone", "-q", forge.as_uri(), str(full))
        write(full, place, outage)
        write(full, f"incidents/2025/{record}/internal.yml")
        git(full, "add", "-A")
        git(full, "commit", "-q", "-m", "records")
        git(full, "config", "uploadpack.allowFilter", "true")
        git(full, "clone", "-q", "--no-checkout", "--depth=1", "--filter=blob:none",
            full.as_uri(), str(lean))  # fmt: skip
        git(lean, "sparse-checkout", "set", "--no-cone", "--stdin",
            given="\n".join(sparse_patterns(*made.PROGRAM)))  # fmt: skip
        git(lean, "checkout", "-q", "main")

        assert list(mislaid.find_mislaid(lean)) == [place]
        assert mislaid.stand_in(lean) == 1
        assert (lean / place).read_bytes() == b""
        assert mislaid.stand_in(lean) == 0
        stage = MemoryStage()
        built = make_site(plan_build(lean), stage, b"", as_of=MEETING, replay=True)
        assert built.site.state.is_known == ("pubilc" in place)
        assert stage.files == build(full)


def test_the_machine_that_publishes_has_all_that_its_steps_need(machine: Path) -> None:
    assert (machine / "scripts/ci/build_site.py").is_file()
    assert (machine / "requirements/core.txt").is_file()
    done = subprocess.run(
        [sys.executable, "scripts/ci/no_internal.py"],
        check=False, cwd=machine, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "No internal file is here.\n", "")


@pytest.mark.parametrize(
    "name",
    [
        *(f"incidents/2025/INC-2025-01-15-001/{each.replace('*', 'k7q2m9x4')}"
          for each in INTERNAL_FILES),
        "incidents/2025/INC-2025-01-15-001/notes.txt",
        "incidents/2025/INC-2025-01-15-001/updates/nested/x.yml",
        "incidents/2025/public.yml",
        "site_src/internal/people.yml",
        "site_src/hosts.yml",
    ],
)  # fmt: skip
def test_whatever_is_not_plainly_public_stops_the_build(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "incidents/2025/INC-2025-01-15-001/public.yml")
    write(tmp_path, "site_src/public/site.yml")
    assert no_internal.main(tmp_path) == 0
    write(tmp_path, name)
    capsys.readouterr()
    assert no_internal.main(tmp_path) == 1
    assert capsys.readouterr().out == (
        "::error::1 files that visitors may not read were checked out:%0A"
        f"{name}%0A"
        "fix: run scripts/made.py and commit the sparse checkout it writes into the workflow\n"
    )


def test_a_link_in_a_record_is_named_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/public.yml")
    folder = tmp_path / "incidents/2025/INC-2025-01-15-001"
    folder.parent.mkdir(parents=True)
    folder.symlink_to(tmp_path / "elsewhere")
    assert list(no_internal.files_not_public(tmp_path)) == ["incidents/2025/INC-2025-01-15-001"]


def test_the_build_hands_on_when_the_site_changes_next_and_whom_to_tell(tmp_path: Path) -> None:
    write(tmp_path, "generation.json", json.dumps({"next_change_at": "2025-01-15T15:06:00Z"}))
    assert build_site.outputs(1, tmp_path) == {
        "status": "1",
        "next_change_at": "2025-01-15T15:06:00Z",
        "hub": "",
        "feeds": "",
    }
    write(tmp_path, "generation.json", '{"next_change_at": null}')
    head = {"feed_url": "https://s.example/a/feed.json", "hubs": [{"type": "WebSub", "url": HUB}]}
    write(tmp_path, "feed.json", json.dumps(head))
    write(tmp_path, "components/games/feed.json", "{}")
    assert build_site.outputs(0, tmp_path) == {
        "status": "0",
        "next_change_at": "",
        "hub": HUB,
        "feeds": (
            "https://s.example/a/history.rss https://s.example/a/history.atom "
            "https://s.example/a/feed.json https://s.example/a/history-incidents.atom "
            "https://s.example/a/components/games/history.rss "
            "https://s.example/a/components/games/history.atom "
            "https://s.example/a/components/games/feed.json"
        ),
    }


def test_the_feeds_that_the_hub_is_told_of_are_those_of_a_built_site(forge: Path) -> None:
    site = forge / "site_src/public/site.yml"
    text = site.read_text(encoding="utf-8")
    site.write_text(f"{text}\nwebsub_hub: {HUB}\n", encoding="utf-8")
    files = build(forge)
    site.write_text(text, encoding="utf-8")
    place = forge / "site/public"
    for name in files:
        if name.endswith("feed.json"):
            write(place, name, files[name].decode())
    hub, feeds = ping_hub.find_feeds(place)
    shutil.rmtree(forge / "site")

    base = feeds[0].removesuffix("history.rss")
    assert hub == HUB
    assert {feed.removeprefix(base) for feed in feeds} == {
        path
        for path in files
        if re.fullmatch(r"(components/[^/]+/)?(history\.rss|history\.atom|feed\.json)", path)
    } | {"history-incidents.atom"}


def test_the_build_is_the_public_one() -> None:
    assert build_site.command(Path("python"), Path("/r")) == [
        "python", "-m", "generator", "build", "public", "--root", "/r",
    ]  # fmt: skip


class Ran:
    """Stands in for starting programs: each ends with the next of the given statuses."""

    def __init__(self, *statuses: int) -> None:
        self.commands: list[list[str]] = []
        self.statuses = list(statuses)

    def __call__(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.commands.append(command[3:])
        return subprocess.CompletedProcess(command, self.statuses.pop(0), "", "")


@pytest.mark.parametrize(
    ("build_status", "has_site", "expected", "handed_on"),
    [
        (0, True, 0, "status=0\nnext_change_at=\nhub=\nfeeds=\n"),
        (1, True, 0, "status=1\nnext_change_at=\nhub=\nfeeds=\n"),
        (1, False, 3, ""),
        (3, True, 3, ""),
        (2, True, 2, ""),
    ],
)
def test_only_a_site_that_was_made_is_deployed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    build_status: int,
    has_site: bool,
    expected: int,
    handed_on: str,
) -> None:
    if has_site:
        write(tmp_path, "site/public/generation.json", '{"next_change_at": null}')
    output = tmp_path / "output"
    output.touch()
    monkeypatch.setenv("GITHUB_OUTPUT", str(output))
    monkeypatch.setattr(build_site, "make_ready", lambda _: Path("python"))
    monkeypatch.setattr(mislaid, "find_mislaid", lambda _: ())
    ran = Ran(build_status, 1)
    monkeypatch.setattr(build_site.subprocess, "run", ran)

    assert build_site.main(tmp_path) == expected

    assert output.read_text(encoding="utf-8") == handed_on
    assert [command[0] for command in ran.commands] == ["build", "check"][: 1 + bool(build_status)]


@pytest.mark.parametrize(("status", "expected"), [("0", 0), ("1", 1), ("", 1), ("3", 1)])
def test_a_run_is_red_when_records_had_errors(status: str, expected: int) -> None:
    assert afterwards.verdict(status)[0] == expected


def test_watch_is_told_before_the_verdict(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(afterwards.github, "dispatch", lambda *given: told.append(given))
    monkeypatch.setenv("NEXT_CHANGE_AT", "2025-01-15T15:06:00Z")
    monkeypatch.setenv("BUILD_STATUS", "1")
    assert afterwards.main() == 1
    assert told == [("watch.yml", {"next_change_at": "2025-01-15T15:06:00Z"})]
    assert capsys.readouterr().out.startswith("::error::The site is live, with notices")
