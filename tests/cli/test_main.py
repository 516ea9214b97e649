"""The command's first impression."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.cli.main import COMMANDS, SECTIONS, group
from generator.core.night_lines import EXAMPLES


def test_help_names_every_command_with_a_line() -> None:
    result = CliRunner().invoke(group, ["--help"])

    assert result.exit_code == 0
    for name, (_, line) in COMMANDS.items():
        assert f"  {name}" in result.output
        assert line.split()[0] in result.output


def test_every_command_stands_in_one_section_of_the_help() -> None:
    named = [name for names in SECTIONS.values() for name in names]

    assert sorted(named) == sorted(COMMANDS)


def test_a_mistyped_command_gets_the_nearest_right_one() -> None:
    result = CliRunner().invoke(group, ["biuld"])

    assert result.exit_code == 2
    assert result.stderr == "error: there is no command 'biuld'\nfix: write allclear build\n"


@pytest.mark.parametrize("name", sorted({*COMMANDS, *EXAMPLES}))
def test_every_command_has_help_with_two_examples(name: str) -> None:
    words = name.split()
    result = CliRunner().invoke(group, [*words, "--help"])

    assert result.exit_code == 0, result.output
    lines = EXAMPLES["maintenance announce" if name == "maintenance" else name]
    assert result.output.endswith(f"Examples:\n  {lines[0]}\n  {lines[1]}\n") or (
        result.output.endswith(f"  Examples:\n    {lines[0]}\n    {lines[1]}\n")
    )


def test_the_internal_site_is_declined_with_a_sentence() -> None:
    result = CliRunner().invoke(group, ["build", "internal"])

    assert result.exit_code == 2
    assert result.stderr == (
        "The internal site cannot be built yet; build the public one: allclear build public\n"
    )


def test_a_mistake_in_the_program_is_no_site_to_deploy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a mistake")

    monkeypatch.setattr(main.group, "main", fail)
    with pytest.raises(SystemExit) as end:
        main.main(["build"])

    assert end.value.code == 3
    assert "ZeroDivisionError: a mistake\nerror: this is a mistake in the program" in (
        capsys.readouterr().err
    )
