"""A person at a pseudo-terminal: reads until something is asked, and types."""

from __future__ import annotations

import os
import select
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from tests.cli.shared import command_line, surroundings

CTRL_C, CTRL_D = "\x03", "\x04"
_AT_MOST = 120.0
"""Seconds until a silent child counts as hanging; nothing comes near it."""
_UNTIL_AGAIN = 10.0
_ON_THIS_TERMINAL = 'exec <"$0" >"$0" 2>&1; exec "$@"'
"""The first terminal that the leader of a session opens is the one whose Ctrl-C reaches it."""


class Session:
    """One command, run in *root* with a terminal of its own."""

    def __init__(self, root: Path, *words: str, **environment: str) -> None:
        self._ours, theirs = os.openpty()
        name = os.ttyname(theirs)
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", _ON_THIS_TERMINAL, name, *command_line(*words)],
            cwd=root,
            env=surroundings(**environment),
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        # Held open until the child has opened it, or reading would end at once.
        self._theirs: int | None = theirs
        self.seen = ""
        self._read = 0

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._let_go()
        os.close(self._ours)

    def until(self, text: str) -> str:
        """Return what was shown since the last call, up to and with *text*."""
        while text not in self.seen[self._read :]:
            assert self._more(), f"ended without {text!r}:\n{self.seen}"
        end = self.seen.index(text, self._read) + len(text)
        shown, self._read = self.seen[self._read : end], end
        return shown

    def type(self, text: str) -> None:
        """Press the keys *text*."""
        os.write(self._ours, text.encode())

    def press(self, text: str) -> None:
        """Press the keys *text*; a Ctrl-C again, as people do, where nobody has heard it.

        A signal in the instant between Python's showing a prompt and its reading is lost on it.
        """
        self.type(text)
        while text == CTRL_C and self.seen[self._read :].strip() in ("", "^C"):
            if select.select([self._ours], [], [], _UNTIL_AGAIN)[0]:
                if not self._more():
                    return
            else:
                self.type(text)

    def end(self) -> tuple[int, list[str]]:
        """Return the exit status and the lines shown since the last call."""
        if not self.seen:
            self._more()
        self._let_go()
        while self._more():
            pass
        shown, self._read = self.seen[self._read :], len(self.seen)
        return self._process.wait(timeout=_AT_MOST), shown.splitlines()

    def _let_go(self) -> None:
        if self._theirs is not None:
            os.close(self._theirs)
            self._theirs = None

    def _more(self) -> bool:
        deadline = time.monotonic() + _AT_MOST
        ready, _, _ = select.select([self._ours], [], [], max(0.0, deadline - time.monotonic()))
        assert ready, f"nothing more came after:\n{self.seen}"
        part = b""
        with suppress(OSError):  # Linux says so when the last one has closed the other end
            part = os.read(self._ours, 65536)
        self.seen += part.decode().replace("\r\n", "\n")
        return bool(part)
