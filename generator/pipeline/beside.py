"""Work that a helper process does while this one goes on (design §8)."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


def begin(work: Callable[[], T], jobs: int) -> Callable[[], T | None]:
    """Begin *work* in another process if *jobs* allow.

    Forking needs a process without threads; callers that run threads pass ``jobs=1``. It is done
    by hand because loading ``multiprocessing`` takes too long where a hundredth of a second counts.

    Returns:
        Waits for what *work* returns, which must not be None. None says that nobody has done it
        whole: no helper was allowed, it was ended, or *work* raised; the caller does it itself.
    """
    if jobs < 2:
        return lambda: None
    ours, theirs = os.pipe()
    helper = os.fork()
    if helper == 0:
        _send(work, theirs)
    os.close(theirs)

    def wait() -> T | None:
        with os.fdopen(ours, "rb") as pipe:
            content = pipe.read()
        os.waitpid(helper, 0)
        try:
            found: T = pickle.loads(content)  # noqa: S301 - from our own child
        except (EOFError, pickle.UnpicklingError):
            return None
        return found

    return wait


def _send(work: Callable[[], object], pipe: int) -> None:
    """Write what *work* returns to *pipe* and end this process, whatever happens."""
    try:
        with suppress(BaseException), os.fdopen(pipe, "wb") as file:
            file.write(pickle.dumps(work(), protocol=5))
    finally:
        os._exit(0)
