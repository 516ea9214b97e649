"""``allclear completion``: the script by which a shell completes our words."""

from __future__ import annotations

import os
from typing import ClassVar

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

from generator.core.night_lines import epilog

VARIABLE = "_ALLCLEAR_COMPLETE"
"""By this a script of ours asks for completions."""

_PLAIN = "COMPREPLY+=($value)"
_OPEN = f"{_PLAIN}\n            [[ $value == *= ]] && compopt -o nospace"
_BREAKS = ("=", ":")


class _Bash(BashComplete):
    """Bash, which takes ``score-recording=down`` and ``14:23`` for three words each."""

    # After "score-recording=" a state follows, and no space.
    source_template: ClassVar[str] = BashComplete.source_template.replace(_PLAIN, _OPEN)
    _typed = ""

    def source(self) -> str:
        """Return the script; click would start a bash first, to look at its version."""
        return self.source_template % self.source_vars()

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one to complete, and it as far as it is typed."""
        words = split_arg_string(os.environ["COMP_WORDS"])
        here = int(os.environ["COMP_CWORD"])
        joined: list[str] = []
        glued = False
        for word in words[1 : here + 1]:
            is_break = word in _BREAKS
            if joined and (glued or is_break) and not joined[-1].startswith("--"):
                joined[-1] += word
            else:
                joined.append(word)
            glued = is_break
        if here >= len(words) and not glued:
            joined.append("")
        incomplete = joined.pop() if joined else ""
        # Bash replaces only what stands behind the last break.
        self._typed = incomplete[: max(incomplete.rfind(each) for each in _BREAKS) + 1]
        return joined, incomplete

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Return *item* for the script, without what bash keeps as it is."""
        return f"{item.type},{item.value.removeprefix(self._typed)}"


SHELLS: dict[str, type[ShellComplete]] = {"bash": _Bash, "fish": FishComplete, "zsh": ZshComplete}
add_completion_class(_Bash, "bash")


@click.command("completion", epilog=epilog("completion"))
@click.argument("shell", type=click.Choice(sorted(SHELLS)))
def completion_command(shell: str) -> None:
    """Print the script that completes commands, ids, parts and states in SHELL.

    For bash and zsh, put the line with eval into ~/.bashrc or ~/.zshrc, with the name of your
    shell in it.
    """
    from generator.cli.main import group  # late: that module imports this one

    click.echo(SHELLS[shell](group, {}, "allclear", VARIABLE).source(), nl=False)
