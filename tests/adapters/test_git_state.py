"""Where a clone stands, as ``status`` tells it without the network."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.adapters.clone import clone_id
from generator.adapters.git_calls import plain
from generator.adapters.git_state import Standing, where
from generator.adapters.record_files import add
from tests.adapters.clones import git, isolate, make_clone, make_remote, new_record, status, write

ONE = "incidents/2025/INC-2025-01-15-001"


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path)


def test_outside_a_repository_git_says_so(tmp_path: Path) -> None:
    assert where(tmp_path) == Standing(
        complaint="fatal: not a git repository (or any of the parent directories): .git"
    )


def test_a_fresh_clone_has_nothing_to_tell(tmp_path: Path) -> None:
    ann = make_clone(make_remote(tmp_path), "ann")

    assert where(ann) == Standing(
        is_repository=True,
        branch="main",
        commit=git(ann, "rev-parse", "HEAD"),
        remote="origin",
        default_branch="main",
        has_identity=True,
        ahead=0,
        behind=0,
    )


def test_what_nobody_else_has_is_listed_and_nothing_is_changed(tmp_path: Path) -> None:
    remote = make_remote(tmp_path, {"README": "1\n", f"{ONE}/public.yml": "1\n"})
    ann = make_clone(remote, "ann")
    write(ann, {f"{ONE}/updates/a.yml": "x\n", "theme/x.css": "x\n"})
    git(ann, "add", ".")
    git(ann, "commit", "-qm", "not pushed")
    write(ann, {f"{ONE}/public.yml": "2\n", f"{ONE}/log/ü b.log": "x\n", "README": "2\n"})
    git(ann, "mv", "theme/x.css", "theme/y.css")
    told = status(ann)

    found = where(ann)

    assert found.unpushed == (
        f"{ONE}/log/ü b.log",
        f"{ONE}/public.yml",
        f"{ONE}/updates/a.yml",
    )
    assert found.others == ("README", "theme/x.css", "theme/y.css")
    assert (found.ahead, found.behind) == (1, 0)
    assert status(ann) == told


def test_in_a_folder_of_a_larger_repository_paths_begin_there(tmp_path: Path) -> None:
    remote = make_remote(tmp_path, {"status/README": "1\n", "README": "1\n"})
    ann = make_clone(remote, "ann")
    paths = add(ann / "status", new_record("INC-2025-01-15-001", "x"), clone="k7q2m9x4")
    git(ann / "status", "add", paths[0])
    git(ann, "commit", "-qm", "half")
    write(ann, {"README": "2\n", "status/README": "2\n"})

    found = where(ann / "status")

    assert found.unpushed == paths
    assert found.others == ("../README", "README")


def test_what_others_pushed_is_counted_as_of_the_last_fetch(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    git(ben, "commit", "-q", "--allow-empty", "-m", "bens")
    git(ben, "push", "-q", "origin", "main")
    assert where(ann).behind == 0

    git(ann, "fetch", "-q")

    assert (where(ann).ahead, where(ann).behind) == (0, 1)


def test_the_upstream_says_which_remote_and_branch_it_is(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    ann = make_clone(remote, "ann")
    git(ann, "remote", "add", "central", str(remote))
    git(ann, "push", "-q", "central", "HEAD:live")
    git(ann, "branch", "-q", "--set-upstream-to", "central/live")

    assert (where(ann).remote, where(ann).default_branch) == ("central", "live")


def test_a_remote_that_was_never_fetched_lacks_every_record(tmp_path: Path) -> None:
    ann = make_clone(make_remote(tmp_path, {f"{ONE}/public.yml": "1\n"}), "ann")
    git(ann, "remote", "remove", "origin")
    assert (where(ann).remote, where(ann).unpushed) == (None, ())

    git(ann, "remote", "add", "elsewhere", str(tmp_path / "new.git"))
    git(ann, "config", "branch.main.remote", "elsewhere")
    git(ann, "config", "branch.main.merge", "refs/heads/main")

    found = where(ann)

    assert (found.remote, found.default_branch) == ("elsewhere", "main")
    assert (found.ahead, found.behind, found.unpushed) == (None, None, (f"{ONE}/public.yml",))


def test_before_the_first_commit_there_is_a_branch_and_no_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main", "new")
    root = tmp_path / "new"
    git(root, "config", "user.useConfigOnly", "true")
    paths = add(root, new_record("INC-2025-01-15-001", "x"), clone=clone_id(root))

    assert where(root) == Standing(is_repository=True, branch="main", unpushed=paths)


def test_a_shallow_copy_without_a_work_tree_is_no_place_to_write(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)

    assert where(remote) == Standing(complaint="fatal: this operation must be run in a work tree")


def test_a_broken_index_is_what_git_says_it_is(tmp_path: Path) -> None:
    ann = make_clone(make_remote(tmp_path), "ann")
    (ann / ".git/index").write_bytes(b"no index\n" * 9)

    assert where(ann) == Standing(
        complaint="error: bad signature 0x69206f6e\nfatal: index file corrupt"
    )


def test_a_variable_of_another_git_does_not_lead_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote = make_remote(tmp_path)
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    git(ben, "switch", "-qc", "bens")
    monkeypatch.setenv("GIT_DIR", str(ben / ".git"))

    assert where(ann).branch == "main"


def test_what_others_say_cannot_move_the_cursor() -> None:
    said = b"\x1b]0;title\x07\x1b[2J\x1b[31mno\x1b[0m\rprogress\r\n\n\x9b31mworse \xff\n"

    assert plain(said) == "]0;titleno\nprogress\n�31mworse �"


def test_only_the_last_dozen_lines_are_shown() -> None:
    said = "".join(f"{number}\n" for number in range(40)).encode()

    assert plain(said).split("\n") == [str(number) for number in range(28, 40)]


def test_a_clone_whose_remote_is_gone_is_read_all_the_same(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    ann = make_clone(remote, "ann")
    shutil.rmtree(remote)

    assert where(ann).ahead == 0
