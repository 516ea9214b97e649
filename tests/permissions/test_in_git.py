"""``allclear permissions`` on a repository with real commits, one of them signed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.adapters.git import GitError
from generator.adapters.git_changes import list_commits, list_overridden
from generator.cli.main import group
from generator.core.schema_people import PEOPLE_FILE
from tests.permissions.builders import FOLDER, HEADER, LOG, UPDATE
from tests.schema.outputs import assert_described

PEOPLE = """\
format: 1
people:
  engineer: {roles: [on_call], forge: [engineer-gh]}
  anna: {roles: [comms], forge: [anna-gh], email: anna@example.com}
  admin: {roles: [sysadmin], forge: [admin-gh]}
teams:
  sysadmins: [admin]
  writers: [anna]
"""
NO_SETTINGS = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def git(root: Path, *arguments: str, who: str = "anna") -> str:
    address = f"1+{who}-gh@users.noreply.example.com"
    names = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (
            ("NAME", who), ("EMAIL", address), ("DATE", "2025-01-15T14:52:00Z"),
        )
    }  # fmt: skip
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],
        check=True, capture_output=True, text=True, env=os.environ | NO_SETTINGS | names,
    )  # fmt: skip
    return done.stdout.strip()


def save(root: Path, who: str, message: str, files: dict[str, str], *more: str) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "-qm", message, *more, who=who)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a repository with a base, then a plain, an overriding and a merging commit."""
    root = tmp_path_factory.mktemp("repository")
    git(root, "init", "-q", "-b", "main")
    save(root, "admin", "first", {PEOPLE_FILE: PEOPLE, f"{FOLDER}/internal.yml": HEADER})
    git(root, "tag", "base")
    save(root, "engineer", "records: update", {UPDATE: "status: investigating\n"})
    override = "records: log\n\nOverride: nobody else\n was awake"
    save(root, "engineer", override, {LOG: "14:40 APPROVED A @engineer\n"})
    git(root, "switch", "-qc", "side", "base")
    save(root, "anna", "records: side", {"README.md": "x\n"})
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-edit", "side", who="admin")
    with pytest.MonkeyPatch.context() as patch:
        for key, value in NO_SETTINGS.items():
            patch.setenv(key, value)
        yield root


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["permissions", "--root", str(root), *arguments])


def test_R163_a_change_is_held_to_the_matrix(repository: Path) -> None:
    result = run(repository, "--base", "base")

    assert result.exit_code == 1
    assert result.stderr == "looked at 3 commits since base: 1 error, 3 warnings\n"
    assert (
        f"{UPDATE}:1:1: error[not-allowed]: Update status page: Incident Commander, "
        "Communication Coordinator or SysAdmin (S:1387); '@engineer' is On-Call Engineer\n"
    ) in result.stdout
    assert "Let through by override, to be told in the post-mortem:\n" in result.stdout


def test_R163_with_a_login_of_the_forge_nobody_is_unverified(repository: Path) -> None:
    result = run(repository, "--base", "base", "--login", "engineer-gh", "--format", "json")
    told = json.loads(result.stdout)

    assert_described("permissions.output", told)
    assert [(each["kind"], each["severity"]) for each in told["findings"]] == [
        ("override", "warning"),
        ("not-allowed", "error"),
    ]
    assert [each["reason"] for each in told["overrides"]] == ["nobody else was awake"]
    assert told["commits"] == 3


def test_R165_strict_makes_an_unsigned_author_an_error(repository: Path) -> None:
    result = run(repository, "--base", "HEAD^2", "--strict", "--format", "github")
    assert result.exit_code == 1
    assert "title=error[unverified-author]" in result.stdout


def test_R164_the_post_mortem_can_list_what_was_overridden(repository: Path) -> None:
    (found,) = list_overridden(repository, FOLDER)
    assert (found.author, found.reason) == (
        "engineer <1+engineer-gh@users.noreply.example.com>",
        "nobody else was awake",
    )
    assert list_overridden(repository, "incidents/2025/INC-2025-01-16-001") == ()
    assert list_overridden(repository.parent, FOLDER) == ()


def test_a_merge_is_told_by_its_parents(repository: Path) -> None:
    paths = [file.path for each in list_commits(repository, "base") for file in each.files]
    assert sorted(paths) == sorted(["README.md", UPDATE, LOG])


def test_a_name_with_marks_in_it_forges_no_signature(repository: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(repository), str(clone))
    (clone / "new").write_text("x", encoding="utf-8")
    git(clone, "add", "new")
    name = "x\x02admin-gh\x02G\x02admin-gh"
    git(clone, "commit", "-qm", "new", f"--author={name} <a@example.com>")
    (found,) = list_commits(clone, "HEAD~1")

    assert (found.signature, found.signer, found.is_signed) == ("N", "", False)
    assert found.address == "a@example.com"


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="signing needs ssh-keygen")
def test_R165_a_good_signature_names_its_maker(repository: Path, tmp_path: Path) -> None:
    clone, key = tmp_path / "clone", tmp_path / "key"
    git(tmp_path, "clone", "-q", str(repository), str(clone))
    subprocess.run(["ssh-keygen", "-qt", "ed25519", "-N", "", "-f", str(key)], check=True)
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    signers = tmp_path / "signers"
    signers.write_text(f"engineer-gh {public}", encoding="utf-8")
    for name, value in (
        ("gpg.format", "ssh"),
        ("user.signingkey", str(key)),
        ("gpg.ssh.allowedSignersFile", str(signers)),
    ):
        git(clone, "config", name, value)
    save(clone, "anna", "records: as if by another", {UPDATE: "status: identified\n"}, "-S")
    (signed,) = list_commits(clone, "HEAD~1")

    assert (signed.signature, signed.signer) == ("G", "engineer-gh")
    result = run(clone, "--base", "HEAD~1")
    assert "'@engineer' is On-Call Engineer" in result.stdout
    assert "unverified" not in result.stdout


def test_R162_the_matrix_is_printed_without_a_change(repository: Path) -> None:
    text, document = run(repository), run(repository, "--format", "json")

    assert text.exit_code == document.exit_code == 0
    assert "28 yes, 20 no (R162)" in text.stdout
    told = json.loads(document.stdout)
    assert_described("permissions.output", told)
    assert (len(told["matrix"]), told["base"], told["is_judged"]) == (12, None, False)


def test_R168_code_owners_are_printed(repository: Path) -> None:
    lines = run(repository, "--codeowners").stdout.splitlines()
    assert lines[-2] == "/site_src/internal/policy.yml  @sysadmins"


def test_a_base_that_git_does_not_know_is_wrong_use(repository: Path) -> None:
    result = run(repository, "--base", "nowhere", "--format", "json")
    assert result.exit_code == 2
    assert_described("permissions.output", json.loads(result.stdout))
    with pytest.raises(GitError, match="knows no commit '-x'"):
        list_commits(repository, "-x")


def test_without_people_nobody_is_judged(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    save(tmp_path, "anna", "first", {"README.md": "x\n"})
    save(tmp_path, "anna", "second", {UPDATE: "status: investigating\n"})

    result = run(tmp_path, "--base", "HEAD~1")
    assert result.exit_code == 0
    assert result.stderr == f"nobody could be judged: there is no {PEOPLE_FILE}\n"
    assert run(tmp_path, "--codeowners").exit_code == 2


def test_R163_people_that_cannot_be_read_let_nothing_through(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    save(tmp_path, "anna", "first", {PEOPLE_FILE: PEOPLE})
    save(tmp_path, "anna", "second", {PEOPLE_FILE: "people: [\n", UPDATE: "title: x\n"})

    result = run(tmp_path, "--base", "HEAD~1", "--login", "engineer-gh")

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"error: {PEOPLE_FILE} cannot be read, so nobody can be judged" in result.stderr


def test_outside_a_repository_it_says_so(tmp_path: Path) -> None:
    result = run(tmp_path, "--base", "HEAD")

    assert result.exit_code == 2
    assert "lies in no git repository" in result.stderr


def test_nothing_that_publishes_waits_for_it() -> None:
    root = Path(__file__).parents[2]
    steps = [*(root / "scripts").rglob("*.py"), root / ".github/workflows/publish.yml"]
    assert [each.name for each in steps if "permissions --base" in each.read_text("utf-8")] == []


def test_R163_the_finding_points_at_the_line_that_changed(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    save(tmp_path, "admin", "first", {PEOPLE_FILE: PEOPLE, UPDATE: "status: investigating\n"})
    save(tmp_path, "engineer", "second", {UPDATE: "status: investigating\ntext: more\n"})

    result = run(tmp_path, "--base", "HEAD~1")

    assert f"{UPDATE}:2:1: error[not-allowed]: Update status page" in result.stdout
