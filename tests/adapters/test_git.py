"""What git is asked: the published commit and its public files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.adapters import git


def make_repository(root: Path) -> None:
    for arguments in (
        ("init", "-q", "-b", "main"),
        ("config", "user.email", "test@example.org"),
        ("config", "user.name", "Test"),
        ("config", "commit.gpgsign", "false"),
    ):
        subprocess.run(["git", "-C", str(root), *arguments], check=True)


def commit(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    subprocess.run(["git", "-C", str(root), "add", "-A"], check=True)
    subprocess.run(["git", "-C", str(root), "commit", "-qm", "records"], check=True)


def test_export_writes_the_committed_files_and_leaves_internal_ones_out(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    root.mkdir()
    make_repository(root)
    commit(root, {"incidents/a/public.yml": "1", "incidents/a/internal.yml": "secret"})
    (root / "incidents/a/public.yml").write_text("changed", encoding="utf-8")
    target = tmp_path / "target"
    target.mkdir()

    git.export(
        root, "HEAD", ("incidents", "theme", ":(exclude,glob)incidents/**/internal.yml"), target
    )

    files = {
        path.relative_to(target).as_posix(): path.read_text(encoding="utf-8")
        for path in target.rglob("*")
        if path.is_file()
    }
    assert files == {"incidents/a/public.yml": "1"}


def test_export_works_from_a_folder_inside_the_repository(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    root.mkdir()
    make_repository(root)
    commit(root, {"status/incidents/a/public.yml": "1", "other/incidents/b/public.yml": "2"})
    target = tmp_path / "target"
    target.mkdir()

    git.export(root / "status", "HEAD", ("incidents",), target)

    assert [path.name for path in (target / "incidents").iterdir()] == ["a"]


def test_an_unknown_commit_is_an_error_that_names_it(tmp_path: Path) -> None:
    make_repository(tmp_path)
    commit(tmp_path, {"incidents/a/public.yml": "1"})

    with pytest.raises(git.GitError) as caught:
        git.export(tmp_path, "no-such-branch", ("incidents",), tmp_path)

    assert str(caught.value) == "git knows no commit 'no-such-branch' here"
    assert caught.value.fix == "name a commit to compare with: --base COMMIT"


def test_a_folder_that_the_commit_did_not_have_yet_is_empty_there(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    root.mkdir()
    make_repository(root)
    commit(root, {"other/incidents/b/public.yml": "2"})
    (root / "status").mkdir()
    target = tmp_path / "target"
    target.mkdir()

    git.export(root / "status", "HEAD", ("incidents",), target)

    assert list(target.iterdir()) == []


def test_without_a_remote_visitors_see_the_last_commit(tmp_path: Path) -> None:
    make_repository(tmp_path)
    commit(tmp_path, {"incidents/a/public.yml": "1"})

    head = git.run(tmp_path, "rev-parse", "HEAD").decode().strip()

    assert git.commit_visitors_see(tmp_path) == head


def test_with_an_upstream_visitors_see_what_was_pushed(tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(remote)], check=True)
    root = tmp_path / "clone"
    root.mkdir()
    make_repository(root)
    commit(root, {"incidents/a/public.yml": "1"})
    git.run(root, "remote", "add", "origin", str(remote))
    git.run(root, "push", "-q", "-u", "origin", "main")
    pushed = git.run(root, "rev-parse", "HEAD").decode().strip()
    commit(root, {"incidents/a/public.yml": "2"})

    assert git.commit_visitors_see(root) == pushed


def test_outside_a_repository_the_answer_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(git.GitError) as caught:
        git.commit_visitors_see(tmp_path)

    assert str(caught.value) == "this folder lies in no git repository"
    assert caught.value.fix == "run it in a clone of the repository that is published"


def test_before_the_first_commit_the_way_on_is_to_make_one(tmp_path: Path) -> None:
    make_repository(tmp_path)

    with pytest.raises(git.GitError) as caught:
        git.commit_visitors_see(tmp_path)

    assert str(caught.value) == "this repository has no commit yet, so nothing is published"
    assert caught.value.fix == "commit your files first: git add --all, then git commit"
