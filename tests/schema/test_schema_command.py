"""``allclear schema``: what it prints, writes and refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from generator.cli.main import group
from generator.cli.schema import HANDBOOK, create_modeline
from generator.core.codes import CODES
from generator.core.codes_entry import NEW_REPOSITORY, SITE
from generator.core.schema import FileKind
from generator.core.schema_files import FILES, find_file_kind
from generator.readers.yaml_events import read
from generator.reporting.codes_pages import create_code_pages
from generator.reporting.json_schema import create_schema
from generator.reporting.output_schemas import OUTPUTS, create_output_schema
from generator.reporting.reference import create_reference

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, ["schema", *map(str, arguments)])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    path = tmp_path / "repository" / SITE
    path.parent.mkdir(parents=True)
    path.write_text(str(NEW_REPOSITORY[SITE]), encoding="utf-8")
    return tmp_path / "repository"


def test_without_a_name_all_kinds_are_listed_with_their_places() -> None:
    result = run()

    assert result.exit_code == 0
    files, printed = (part.splitlines() for part in result.stdout.split("\n\n"))
    assert (files[0], printed[0]) == ("what record files hold:", "what commands print:")
    assert [(line.split()[0], line.split()[-1]) for line in files[1:]] == [
        (kind.name, kind.pattern) for kind in FILES
    ]
    assert [(line.split()[0], line[54:]) for line in printed[1:]] == [
        (kind.name, kind.command) for kind in OUTPUTS
    ]


def test_a_schema_is_printed_with_the_names_of_the_site(repository: Path) -> None:
    result = run("incident", "--root", repository)

    assert result.exit_code == 0
    assert json.loads(result.stdout) == create_schema(
        find_file_kind("incident"),
        components=("score-recording", "music-games"),
        vendors=("braintree",),
    )
    assert result.stderr == (
        "save this as incident.schema.json, then begin each incidents/*/INC-*/public.yml with\n"
        "  # yaml-language-server: $schema=<path to incident.schema.json>\n"
    )


def test_a_broken_site_still_gives_the_schema_that_helps_to_mend_it(repository: Path) -> None:
    (repository / SITE).write_text("name: [", encoding="utf-8")

    result = run("site", "--root", repository)

    assert result.exit_code == 0
    assert json.loads(result.stdout) == create_schema(find_file_kind("site"))


def test_a_mistyped_name_gets_the_nearest_right_one() -> None:
    result = run("incidnt")

    assert result.exit_code == 2
    assert "There is no schema 'incidnt'. Did you mean 'incident'?" in result.stderr


def test_the_name_of_a_command_leads_to_what_it_prints() -> None:
    result = run("import")

    assert result.exit_code == 2
    assert "There is no schema 'import'. Did you mean 'import.output'?" in result.stderr


def test_the_schema_of_what_a_command_prints_needs_no_site(tmp_path: Path) -> None:
    result = run("check.output", "--root", tmp_path)

    assert result.exit_code == 0
    assert json.loads(result.stdout) == create_output_schema(OUTPUTS[0])
    assert result.stderr == (
        "this is what allclear check --format json prints; "
        "a list, one finding on each line, sorted by path, line and column.\n"
    )


def test_one_of_these_is_written_without_a_line_for_editors(tmp_path: Path) -> None:
    result = run("status.output", "--out", tmp_path)

    assert result.stdout == (
        "what commands print:\n"
        f"allclear status --format json\n  {tmp_path}/status.output.schema.json\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["status.output.schema.json"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("maint", ["maintenance", "maintenance-update"]),
        ("i", ["incident", "incident-update", "internal", "import.output"]),
        ("check", ["check.output"]),
        ("x", []),
    ],
)
def test_pressing_tab_offers_all_names(typed: str, offered: list[str]) -> None:
    completing = ShellComplete(group, {}, "allclear", "_ALLCLEAR_COMPLETE")

    assert [each.value for each in completing.get_completions(["schema"], typed)] == offered


def test_all_schemas_are_written_with_the_line_to_paste(repository: Path) -> None:
    out = repository / "schemas"

    result = run("--out", out, "--root", repository)

    assert result.exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == sorted(
        f"{kind.name}.schema.json" for kind in (*FILES, *OUTPUTS)
    )
    assert result.stdout.splitlines()[:5] == [
        "first line of a file, for editors with the YAML language server:",
        "incidents/*/INC-*/public.yml",
        "  # yaml-language-server: $schema=../../../schemas/incident.schema.json",
        "incidents/*/INC-*/updates/*.yml",
        "  # yaml-language-server: $schema=../../../../schemas/incident-update.schema.json",
    ]


@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.name)
def test_the_line_leads_from_a_file_to_its_schema_and_the_reader_passes_over_it(
    kind: FileKind, repository: Path
) -> None:
    run(kind.name, "--out", repository / "schemas", "--root", repository)
    line = create_modeline(kind, repository / "schemas", repository)
    file = repository / kind.pattern.replace("*", "x")
    file.parent.mkdir(parents=True, exist_ok=True)

    way = line.partition("$schema=")[2]

    assert json.loads((file.parent / way).read_text("utf-8"))["title"] == kind.title
    assert read(f"{line}\n{kind.example}".encode(), "public.yml")[1] == []


def test_a_folder_elsewhere_is_named_in_full(tmp_path: Path) -> None:
    line = create_modeline(find_file_kind("site"), tmp_path / "out", tmp_path / "root")

    assert line == f"# yaml-language-server: $schema=file://{tmp_path}/out/site.schema.json"


def test_what_cannot_be_written_is_said_with_its_place(repository: Path) -> None:
    (repository / "taken").write_text("", encoding="utf-8")

    result = run("--out", repository / "taken" / "schemas", "--root", repository)

    assert result.exit_code == 3
    assert result.stderr == (
        f"error: {repository}/taken/schemas cannot be written: Not a directory\n"
        "fix: name another folder with --out, or mend the permissions\n"
    )


def test_the_handbook_is_written_and_pages_of_codes_that_are_gone_go(repository: Path) -> None:
    codes = repository / HANDBOOK / "codes"
    codes.mkdir(parents=True)
    (codes / "OLD001.md").write_text("gone", encoding="utf-8")
    (codes / "notes.md").write_text("ours", encoding="utf-8")

    result = run("--handbook", "--root", repository)

    assert result.exit_code == 0
    assert sorted(path.name for path in codes.iterdir()) == sorted(
        [*(f"{code}.md" for code in CODES), "index.md", "notes.md"]
    )
    assert (codes.parent / "reference.md").read_text("utf-8") == create_reference()


def test_the_handbook_takes_no_name() -> None:
    result = run("incident", "--handbook")

    assert result.exit_code == 2
    assert "--handbook takes neither NAME nor --out." in result.stderr


def test_the_committed_handbook_is_what_would_be_written() -> None:
    committed = {
        path.name: path.read_text("utf-8") for path in (ROOT / HANDBOOK / "codes").glob("*.md")
    }

    assert committed == create_code_pages()
    assert (ROOT / HANDBOOK / "reference.md").read_text("utf-8") == create_reference()


def test_writing_twice_changes_nothing(repository: Path) -> None:
    run("--handbook", "--root", repository)
    shutil.copytree(repository / HANDBOOK, repository / "first")

    run("--handbook", "--root", repository)

    first, second = (
        {path.name: path.read_bytes() for path in sorted(folder.rglob("*.md"))}
        for folder in (repository / "first", repository / HANDBOOK)
    )
    assert first == second
