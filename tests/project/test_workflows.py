"""The workflows do what the handbook promises, and no more than they may."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.core.audience import sparse_patterns
from scripts import made
from tests.project.workflows import FOLDER, NAMES, ROOT, jobs, steps, steps_using, workflow

PINS = {
    "actions/checkout": ("3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1"),
    "actions/setup-python": ("5fda3b95a4ea91299a34e894583c3862153e4b97", "v7.0.0"),
    "actions/upload-pages-artifact": ("fc324d3547104276b827a68afc52ff2a11cc49c9", "v5.0.0"),
    "actions/deploy-pages": ("cd2ce8fcbc39b97be8ca5fce6e763baed58fa128", "v5.0.0"),
}
"""Every action used, with the commit of its tag; read from the actions' own repositories."""

PERMISSIONS = {
    ("check", "records"): {"contents": "read"},
    ("check", "suite"): {"contents": "read"},
    ("check", "wheel"): {"contents": "read"},
    ("check", "interop"): {"contents": "read"},
    ("publish", "build"): {"contents": "read"},
    ("publish", "deploy"): {"pages": "write", "id-token": "write"},
    ("publish", "afterwards"): {"contents": "read", "actions": "write"},
    ("watch", "watch"): {"contents": "read", "actions": "write"},
}
"""The least each job can work with."""

_USES = re.compile(r"uses: (\S+?)@(\S+)(?: # (\S+))?$", re.MULTILINE)


def test_there_are_three_workflows() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == [f"{name}.yml" for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_every_action_is_pinned_to_the_commit_of_its_tag(name: str) -> None:
    used = _USES.findall((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    assert used, "a workflow that uses nothing checks out nothing"
    assert used == [(action, *PINS[action]) for action, _, _ in used]


def test_every_pinned_action_is_used() -> None:
    assert {step["uses"].partition("@")[0] for _, _, step in steps() if "uses" in step} == set(PINS)


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_may_do_nothing_until_a_job_asks(name: str) -> None:
    assert workflow(name)["permissions"] == {}


def test_every_job_asks_for_the_least() -> None:
    assert {(name, job): content["permissions"] for name, job, content in jobs()} == PERMISSIONS


def test_every_job_ends_by_itself() -> None:
    assert all(int(content["timeout-minutes"]) <= 80 for _, _, content in jobs())


def test_every_run_step_is_one_script_of_this_repository() -> None:
    for name, job, step in steps():
        if "run" in step:
            command = step["run"].split()
            assert command[0] == "python3", (name, job)
            assert (ROOT / command[1]).is_file(), (name, job)
            assert set(command[2:]) <= {"--wheel"}, (name, job)
            assert "${{" not in step["run"], (name, job)


def test_every_script_for_workflows_is_a_step_of_one() -> None:
    run = {step["run"].split()[1] for _, _, step in steps() if "run" in step}
    entries = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "scripts" / "ci").glob("*.py")
        if "__main__" in path.read_text(encoding="utf-8")
    }
    assert entries == run - {"scripts/test.py", "scripts/interop.py"}


def test_no_checkout_leaves_its_credentials_behind() -> None:
    assert {s["persist-credentials"] for _, _, s in steps_using("actions/checkout")} == {"false"}


def test_nothing_that_a_pull_request_says_reaches_a_shell_or_a_secret() -> None:
    assert set(workflow("check")["on"]) == {"pull_request"}
    text = (FOLDER / "check.yml").read_text(encoding="utf-8")
    assert re.findall(r"\$\{\{ (.+?) \}\}", text) == [
        "github.ref", "!cancelled()", "matrix.python", "matrix.python",
    ]  # fmt: skip


def test_a_pull_request_is_compared_with_what_visitors_read_now() -> None:
    (settings,) = [s for _, job, s in steps_using("actions/checkout") if job == "records"]
    assert settings["fetch-depth"] == "2"


def test_the_suite_runs_on_the_oldest_python_and_against_the_wheel() -> None:
    check = workflow("check")["jobs"]
    assert check["suite"]["strategy"]["matrix"]["python"][0] == "3.11"
    assert check["wheel"]["steps"][-1]["run"] == "python3 scripts/test.py --wheel"


def test_the_clients_of_others_are_tried_too() -> None:
    job = workflow("check")["jobs"]["interop"]
    assert job["steps"][-1]["run"] == "python3 scripts/interop.py"


def test_publish_has_no_schedule_that_could_switch_it_off() -> None:
    assert workflow("publish")["on"] == {"push": {"branches": ["main"]}, "workflow_dispatch": ""}


def test_publish_cancels_nothing() -> None:
    assert workflow("publish")["concurrency"] == {
        "group": "publish",
        "cancel-in-progress": "false",
    }


def test_publish_checks_out_the_branch_as_it_is_and_no_internal_file() -> None:
    (settings,) = [s for _, job, s in steps_using("actions/checkout") if job == "build"]
    assert settings["ref"] == "${{ github.ref }}"
    assert settings["filter"] == "blob:none"
    assert settings["sparse-checkout-cone-mode"] == "false"
    assert tuple(settings["sparse-checkout"].split()) == sparse_patterns(*made.PROGRAM)


def test_publish_looks_for_internal_files_before_it_builds() -> None:
    run = [step["run"] for step in workflow("publish")["jobs"]["build"]["steps"] if "run" in step]
    assert run == ["python3 scripts/ci/no_internal.py", "python3 scripts/ci/build_site.py"]


def test_publish_uploads_hidden_files_too() -> None:
    ((_, _, settings),) = steps_using("actions/upload-pages-artifact")
    assert (settings["path"], settings["include-hidden-files"]) == ("site/public", "true")


def test_a_deployment_has_half_an_hour() -> None:
    ((_, _, settings),) = steps_using("actions/deploy-pages")
    assert settings == {"timeout": "1800000"}


def test_watch_runs_hourly_and_when_told() -> None:
    on = workflow("watch")["on"]
    assert on["schedule"] == [{"cron": "17 * * * *"}]
    assert set(on["workflow_dispatch"]["inputs"]) == {"next_change_at"}


def test_what_the_list_of_audiences_makes_is_up_to_date() -> None:
    assert made.outdated() == []


def test_code_owners_are_those_of_the_list() -> None:
    text = (ROOT / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    assert text == made.owners()
    assert text.count("@example/communication") + text.count("@example/engineering") == 12


@pytest.mark.parametrize("persona", ["regular", "pedantic", "auditor"])
def test_zizmor_finds_nothing(persona: str) -> None:
    zizmor = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    assert zizmor, "zizmor is in the development group: python3 scripts/test.py installs it"
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--persona", persona, "--format", "json", FOLDER],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stdout + done.stderr
