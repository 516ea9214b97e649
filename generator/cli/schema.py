"""``allclear schema``: schemas of record files and of what commands print; generated pages."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import root_option
from generator.core.facts import SiteConfig
from generator.core.night_lines import epilog
from generator.core.schema import FileKind
from generator.core.schema_files import FILES
from generator.core.spelling import suggest
from generator.readers.site import read_site
from generator.reporting.codes_pages import create_code_pages
from generator.reporting.json_schema import create_schema, file_name, format_schema
from generator.reporting.night_card import create_night_card
from generator.reporting.output_schemas import OUTPUTS, OutputKind, create_output_schema
from generator.reporting.reference import create_reference

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

EXIT_REFUSED = 3
HANDBOOK = "site_src/internal/handbook"
_CODE_PAGE = re.compile(r"[A-Z]{3}[0-9]{3}\.md")
_MODELINE = "# yaml-language-server: $schema="
_WIDTHS = "{:<20}{:<34}{}"
IN_FILES = "what record files hold"
PRINTED = "what commands print"

Named = FileKind | OutputKind
KINDS: tuple[Named, ...] = (*FILES, *OUTPUTS)
"""All that has a schema, in the order listed."""


def _complete_name(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    from click.shell_completion import CompletionItem  # late: only completing needs it

    return [
        CompletionItem(each.name, help=each.title)
        for each in KINDS
        if each.name.startswith(incomplete)
    ]


@click.command("schema", epilog=epilog("schema"))
@click.argument("name", required=False, shell_complete=_complete_name)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the schema of NAME, or all of them, into this folder.",
)
@root_option()
@click.option(
    "--handbook",
    is_flag=True,
    help=f"Write reference, codes and the night card into ROOT/{HANDBOOK} instead.",
)
def schema_command(name: str | None, out: Path | None, root: Path, handbook: bool) -> None:
    """Print JSON Schemas of record files and of what commands print.

    Without NAME all are listed; NAME is one of the list, such as incident or check.output.

    The schema of a record file lets an editor complete fields and underline mistakes; it offers
    the components and vendors of ROOT's site.yml. The schema of what a command prints describes
    every key of its --format json. Schemas of the JSON of a site lie below /schema/ of the site.
    """
    if handbook:
        if name is not None or out is not None:
            raise click.UsageError("--handbook takes neither NAME nor --out.")
        _write_handbook(root)
        return
    chosen = None if name is None else _find(name)
    if out is not None:
        _write_schemas(KINDS if chosen is None else (chosen,), out, root)
    elif chosen is not None:
        click.echo(_create(chosen, _read_config(root)), nl=False)
        click.echo(_explain(chosen), err=True)
    else:
        _list()


def _list() -> None:
    click.echo(f"{IN_FILES}:")
    for kind in FILES:
        click.echo(_WIDTHS.format(kind.name, kind.title, kind.pattern))
    click.echo(f"\n{PRINTED}:")
    for output in OUTPUTS:
        click.echo(_WIDTHS.format(output.name, output.title, output.command))
    click.echo("print one: allclear schema incident", err=True)


def _explain(kind: Named) -> str:
    """Return what to do with the schema of *kind*."""
    if isinstance(kind, OutputKind):
        return f"this is what {kind.command} prints; {kind.help[0].lower()}{kind.help[1:]}"
    return (
        f"save this as {file_name(kind)}, then begin each {kind.pattern} with\n"
        f"  {_MODELINE}<path to {file_name(kind)}>"
    )


def _find(name: str) -> Named:
    known = {kind.name: kind for kind in KINDS}
    if name in known:
        return known[name]
    # The name of a command means what it prints.
    meant = f"{name}.output" if f"{name}.output" in known else suggest(name, known)
    hint = f"Did you mean '{meant}'?" if meant else f"There are {', '.join(known)}."
    raise click.UsageError(f"There is no schema '{name}'. {hint}")


def _read_config(root: Path) -> SiteConfig | None:
    """Return the site whose names are offered; a broken one is for ``check`` to speak of."""
    return read_site(root)[0]


def _create(kind: Named, config: SiteConfig | None) -> str:
    if isinstance(kind, OutputKind):
        return format_schema(create_output_schema(kind))
    components = [each.id for each in config.components] if config else []
    vendors = [each.id for each in config.vendors] if config else []
    return format_schema(create_schema(kind, components=components, vendors=vendors))


def _name_file(kind: Named) -> str:
    return kind.file_name if isinstance(kind, OutputKind) else file_name(kind)


def _write_schemas(kinds: tuple[Named, ...], out: Path, root: Path) -> None:
    config = _read_config(root)
    _write({out / _name_file(kind): _create(kind, config) for kind in kinds})
    files = [kind for kind in kinds if not isinstance(kind, OutputKind)]
    outputs = [kind for kind in kinds if isinstance(kind, OutputKind)]
    if files:
        click.echo("first line of a file, for editors with the YAML language server:")
    for kind in files:
        click.echo(f"{kind.pattern}\n  {create_modeline(kind, out, root)}")
    if outputs:
        click.echo(f"{PRINTED}:")
    for output in outputs:
        click.echo(f"{output.command}\n  {out / output.file_name}")


def create_modeline(kind: FileKind, out: Path, root: Path) -> str:
    """Return the comment by which a file of *kind* names its schema in the folder *out*.

    The way is relative to the file where both lie below *root*, so that it holds in every clone.
    """
    schema = Path(os.path.abspath(out / file_name(kind)))  # noqa: PTH100 - resolve follows links
    base = Path(os.path.abspath(root))  # noqa: PTH100 - as above
    if not schema.is_relative_to(base):
        return f"{_MODELINE}{schema.as_uri()}"
    up = "../" * kind.pattern.count("/")
    return f"{_MODELINE}{up}{schema.relative_to(base).as_posix()}"


def _write_handbook(root: Path) -> None:
    from generator.cli.main import COMMANDS  # late: that module imports this one

    folder = root / HANDBOOK
    pages = create_code_pages()
    _write(
        {
            folder / "night-card.md": create_night_card(COMMANDS),
            folder / "reference.md": create_reference(),
            **{folder / "codes" / name: text for name, text in pages.items()},
        }
    )
    for path in sorted((folder / "codes").iterdir()):
        if _CODE_PAGE.fullmatch(path.name) and path.name not in pages:
            path.unlink()
    click.echo(f"{folder}: night-card.md, reference.md and {len(pages)} pages in codes/")


def _write(files: dict[Path, str]) -> None:
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        click.echo(
            f"error: {error.filename} cannot be written: {error.strerror}\n"
            "fix: name another folder with --out, or mend the permissions",
            err=True,
        )
        sys.exit(EXIT_REFUSED)
