"""Work that a helper process does, and what is left when it does not."""

from __future__ import annotations

import os
import signal

from generator.pipeline import beside


def test_a_helper_does_the_work_in_another_process() -> None:
    found = beside.begin(lambda: (os.getpid(), ["a", "list"]), jobs=2)()

    assert found is not None
    assert (found[0] != os.getpid(), found[1]) == (True, ["a", "list"])


def test_where_one_process_is_allowed_the_caller_does_it() -> None:
    assert beside.begin(lambda: 1, jobs=1)() is None


def test_work_that_raises_is_left_to_the_caller() -> None:
    def refuse() -> int:
        raise OSError("the disk is full")

    assert beside.begin(refuse, jobs=2)() is None


def test_a_helper_that_is_ended_leaves_the_work_to_the_caller() -> None:
    def die() -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return 1

    assert beside.begin(die, jobs=2)() is None


def test_a_result_longer_than_a_pipe_holds_arrives_whole() -> None:
    assert beside.begin(lambda: "x" * 1_000_000, jobs=2)() == "x" * 1_000_000
