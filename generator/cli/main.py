"""The command ``allclear``: a table of commands, each loaded only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING

import click

import generator

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

EXIT_WRONG_USE = 2
EXIT_REFUSED = 3
COMMANDS: dict[str, tuple[str, str]] = {
    "ack": ("generator.cli.responders:ack_command", "Acknowledge an incident: you have it."),
    "amend": ("generator.cli.visitors:amend_command", "Correct an update that is out."),
    "build": ("generator.cli.build:build_command", "Build the site from the records."),
    "card": ("generator.cli.card:card_command", "Print one page for the wall: what to type."),
    "check": ("generator.cli.check:check_command", "Find every mistake in every record."),
    "close": ("generator.cli.responders:close_command", "Close a resolved incident."),
    "completion": (
        "generator.cli.completion:completion_command",
        "Print the script that lets your shell complete words.",
    ),
    "duties": ("generator.cli.duties:duties_command", "Show who owes what by when."),
    "explain": ("generator.cli.explain:explain_command", "Show why a clock stands as it does."),
    "history": ("generator.cli.history:history_command", "Show who wrote what and when."),
    "import": (
        "generator.cli.importing:import_command",
        "Take over the history of another status page.",
    ),
    "log": ("generator.cli.responders:log_command", "Write down what you saw, thought or did."),
    "maintenance": (
        "generator.cli.maintenance:maintenance_group",
        "Announce planned work, move, start, finish or cancel it.",
    ),
    "merge": ("generator.cli.turns:merge_command", "Merge an incident into another."),
    "messages": ("generator.cli.messages:messages_command", "Write what is to be sent now."),
    "mitigate": (
        "generator.cli.measures:mitigate_command",
        "Propose, approve, begin or finish a mitigation.",
    ),
    "new": ("generator.cli.responders:new_command", "Declare an incident; it stays internal."),
    "oncall": (
        "generator.cli.oncall:oncall_command",
        "Show who is on call now and next, and gaps of the rota.",
    ),
    "permissions": (
        "generator.cli.permissions:permissions_command",
        "Show who may do what, and hold a change to it.",
    ),
    "preview": (
        "generator.cli.preview:preview_command",
        "Show what visitors would read that they do not read now.",
    ),
    "push": ("generator.cli.push:push_command", "Push what had to stay on this machine."),
    "reopen": ("generator.cli.turns:reopen_command", "Open a resolved incident again."),
    "resolve": (
        "generator.cli.turns:resolve_command",
        "Tell visitors that it is over, and when it really was.",
    ),
    "retract": ("generator.cli.visitors:retract_command", "Withdraw an update or an incident."),
    "schema": (
        "generator.cli.schema:schema_command",
        "Print JSON Schemas for editors and programs.",
    ),
    "serve": ("generator.cli.serve:serve_command", "Build, serve, watch and rebuild."),
    "severity": ("generator.cli.measures:severity_command", "Set the severity from now on."),
    "stats": (
        "generator.cli.stats:stats_command",
        "Tell figures: an incident, a month, a quarter.",
    ),
    "status": ("generator.cli.status:status_command", "Show what is open and what is next."),
    "update": (
        "generator.cli.visitors:update_command",
        "Tell visitors; the first update makes an incident public.",
    ),
}
"""Name of each command, where it lives, and its line in ``allclear --help``."""
SECTIONS: dict[str, tuple[str, ...]] = {
    "What is going on": ("status", "history", "check", "preview", "card"),
    "Among responders": ("new", "ack", "log", "severity", "mitigate", "close"),
    "Clocks and figures": ("duties", "explain", "messages", "oncall", "stats", "permissions"),
    "What visitors read": (
        "update", "resolve", "reopen", "amend", "retract", "merge", "maintenance",
    ),
    "Making the site": ("build", "serve", "push", "import", "schema", "completion"),
}  # fmt: skip
"""The commands as ``allclear --help`` lists them, what is typed first at the top."""


class _LateGroup(click.Group):
    """A group that imports a command's module when the command is called, and not before.

    ``allclear --help`` and a mistyped name answer without loading a renderer (design §8).
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        return sorted(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click calls it so
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101 - the table above is ours
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click calls it so
        formatter: click.HelpFormatter,
    ) -> None:
        width = max(map(len, COMMANDS))
        for title, names in SECTIONS.items():
            with formatter.section(title):
                # All sections with one margin, so that the eye runs down one column.
                formatter.write_dl([(f"{name:<{width}}", COMMANDS[name][1]) for name in names])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        from click.shell_completion import CompletionItem  # late: only completing needs it

        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        # Click's own way would load every command to ask for its help.
        return [
            CompletionItem(name, help=COMMANDS[name][1])
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            from generator.cli.mistyped import find_meant  # late: only a mistyped name needs it

            refusal = find_meant(name, COMMANDS)
            click.echo(f"error: {refusal.message}\nfix: {refusal.fix}", err=True)
            ctx.exit(EXIT_WRONG_USE)
        return super().resolve_command(ctx, args)


@click.command(
    cls=_LateGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\b\n"
    "To begin:\n"
    "  allclear serve           the site of this folder, to look at\n"
    "  allclear card            what to type at night\n"
    "  allclear COMMAND --help  options and examples of a command",
)
@click.version_option(generator.__version__, prog_name="allclear", message="%(prog)s %(version)s")
def group() -> None:
    """AllClear: records in git in, a status site out.

    Commands work on the repository in this folder, or at --root.

    Exit status: 0 fine, 1 errors found but the output can be deployed, 2 wrong use,
    3 refused, nothing to deploy.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    is_completing = "_ALLCLEAR_COMPLETE" in os.environ
    try:
        if is_completing:
            # Late: it teaches click how our shells speak, and nobody else needs it.
            importlib.import_module("generator.cli.completion")
        group.main(args=arguments, prog_name="allclear")
    except BrokenPipeError:
        # The reader of our output went away (`| head`); that is its right, not an error.
        sys.stderr.close()
        sys.exit(0)
    except Exception:
        if is_completing:
            sys.exit(0)  # somebody pressed Tab; a traceback would land in the line being typed
        # A status of 1 would say that there is something to deploy.
        import traceback  # late: nobody should need it

        traceback.print_exc()
        click.echo(
            "error: this is a mistake in the program, not in your records\n"
            "fix: report it with the lines above; the site that was live is untouched",
            err=True,
        )
        sys.exit(EXIT_REFUSED)
