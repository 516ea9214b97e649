"""``allclear permissions``: who may do what, and whether a change kept to it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.adapters import clock
from generator.cli.doubts import tell_doubts
from generator.cli.options import root_option
from generator.cli.refusing import refuse
from generator.core.clockwork.policy import Policy
from generator.core.findings import Finding, has_errors
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal
from generator.core.schema_people import PEOPLE_FILE
from generator.core.staff.permission_verdicts import Verdict
from generator.pipeline.permissions import Rules, judge_commits, load_rules

EXIT_ERRORS = 1


@click.command("permissions", epilog=epilog("permissions"))
@root_option()
@click.option(
    "--base",
    metavar="COMMIT",
    help="Hold the commits since this one to the matrix, such as origin/main.",
)
@click.option(
    "--login",
    metavar="NAME",
    default="",
    help="Login of who asks for the change, as the forge's own CI knows it.",
)
@click.option("--strict", is_flag=True, help="Make an author whom nobody vouches for an error.")
@click.option(
    "--codeowners",
    is_flag=True,
    help="Print CODEOWNERS for these people instead; see --organisation.",
)
@click.option(
    "--organisation",
    metavar="NAME",
    default="",
    help="Put before names of teams in CODEOWNERS, as forges want it.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["github", "json", "text"]),
    default="text",
    help="How it is written.  [default: text]",
)
def permissions_command(
    root: Path,
    base: str | None,
    login: str,
    strict: bool,
    codeowners: bool,
    organisation: str,
    form: str,
) -> None:
    """Show who may do what; with --base, hold a change to it.

    Authors are known by a good signature or by --login, not by an address that anybody can type.
    'Override: <reason>' in a commit message lets a change through, and is listed. Changes that
    are not committed have no author, so they are left out. Nothing that publishes waits for this.

    Exit status: 0 fine, warnings included; 1 somebody did what they may not, or
    people.yml cannot be read; 2 wrong use.
    """
    now = clock.now()
    if codeowners:
        _print_owners(load_rules(root, now), organisation, form)
        return
    rules = load_rules(root, now)
    tell_doubts(rules.doubts)
    if base is None:
        _print(form, rules.policy, None, 0, None)
        return
    from generator.adapters.git import GitError  # late: only a change needs git
    from generator.adapters.git_changes import list_commits  # late: as above

    try:
        commits = list_commits(root, base)
    except GitError as error:
        refuse(Refusal(str(error), error.fix or "look at what git says"), form)
    if rules.is_unread:
        why = f"{PEOPLE_FILE} cannot be read, so nobody can be judged (R163)"
        refuse(Refusal(why, f"see what is wrong: allclear check {PEOPLE_FILE}"), form, EXIT_ERRORS)
    verdict = judge_commits(root, commits, now, login=login, strict=strict)
    _print(form, rules.policy, base, len(commits), verdict)
    if verdict is not None and has_errors(verdict.findings):
        sys.exit(EXIT_ERRORS)


def _print(
    form: str, policy: Policy, base: str | None, commits: int, verdict: Verdict | None
) -> None:
    findings: tuple[Finding, ...] = () if verdict is None else verdict.findings
    if form == "json":
        from generator.reporting.permissions_json import format_permissions_json  # late: of three

        click.echo(format_permissions_json(policy, base, commits, verdict), nl=False)
    elif form == "github":
        from generator.reporting.github import format_github  # late: as above

        click.echo(format_github(findings), nl=False)
    else:
        from generator.reporting.permissions_text import (  # late: as above
            format_matrix,
            format_overrides,
        )
        from generator.reporting.text import format_text  # late: as above

        click.echo(format_matrix(policy) if base is None else format_text(findings), nl=False)
        click.echo(format_overrides(verdict.overrides if verdict else ()), nl=False)
    if base is None:
        return
    if verdict is None:
        click.echo(f"nobody could be judged: there is no {PEOPLE_FILE}", err=True)
    else:
        errors = sum(each.severity == "error" for each in findings)
        click.echo(
            f"looked at {commits} commit{'' if commits == 1 else 's'} since {base}: "
            f"{errors} error{'' if errors == 1 else 's'}, "
            f"{len(findings) - errors} warning{'' if len(findings) - errors == 1 else 's'}",
            err=True,
        )


def _print_owners(rules: Rules, organisation: str, form: str) -> None:
    from generator.core.staff.permissions import create_code_owners  # late: rarely asked for

    if rules.people is None:
        refuse(Refusal(f"there is no {PEOPLE_FILE}", "write it: its teams own the files"), form)
    try:
        text = create_code_owners(rules.policy, rules.people, organisation)
    except LookupError as error:
        refuse(
            Refusal(
                f"nobody in {PEOPLE_FILE} may do this: {error.args[0]}",
                "give somebody the role, and a login in 'forge:' or a place in a team",
            ),
            form,
        )
    click.echo(text, nl=False)
