"""Imports run one way (design §6); core knows no world; slow packages stay in few modules."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator"

MAY_IMPORT = {
    "core": {"core"},
    "readers": {"readers", "core"},
    "renderers": {"renderers", "core"},
    "reporting": {"reporting", "core"},
    "writers": {"writers", "core"},
    "importers": {"importers", "core"},
    "pipeline": {"pipeline", "importers", "readers", "renderers", "reporting", "writers", "core"},
    "adapters": {"adapters", "pipeline", "readers", "renderers", "reporting", "core"},
    "cli": {"cli", "adapters", "pipeline", "readers", "renderers", "reporting", "core"},
}
"""Which rooms each room may see."""

CORE_MAY_IMPORT = {
    "__future__", "bisect", "collections", "dataclasses", "datetime", "difflib", "enum",
    "fnmatch", "fractions", "functools", "hashlib", "heapq", "itertools", "re", "types",
    "typing", "zoneinfo",
}  # fmt: skip
"""Of Python's own: nothing that opens, waits, asks the time or rolls dice.

``zoneinfo`` reads the rules of zones, which are as fixed as an import.
"""

WORLDLY_CALLS = {"open", "print", "input", "exec", "eval", "__import__"}
CLOCK = "generator.adapters.clock"
CLOCK_CALLS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
}  # fmt: skip

THIRD_PARTY = {
    "click": {
        "generator.cli.build", "generator.cli.card", "generator.cli.carry_out",
        "generator.cli.check", "generator.cli.complete", "generator.cli.completion",
        "generator.cli.doubts", "generator.cli.duties", "generator.cli.explain",
        "generator.cli.history", "generator.cli.importing", "generator.cli.logged",
        "generator.cli.main", "generator.cli.maintenance", "generator.cli.measures",
        "generator.cli.messages",
        "generator.cli.oncall", "generator.cli.options", "generator.cli.outcome",
        "generator.cli.permissions", "generator.cli.preview", "generator.cli.push",
        "generator.cli.refusing", "generator.cli.responders", "generator.cli.said",
        "generator.cli.schema", "generator.cli.serve", "generator.cli.stats",
        "generator.cli.status", "generator.cli.terminal", "generator.cli.turns",
        "generator.cli.visitors", "generator.cli.writing", "generator.cli.wrong_use",
    },
    "feedgen": {"generator.renderers.feed_xml"},
    "feedparser": {"generator.importers.feed_items"},
    "icalendar": {"generator.renderers.calendar"},
    "jinja2": {"generator.renderers.templates", "generator.renderers.theme_mistakes"},
    "linkify_it": {"generator.renderers.markup"},
    "markdown_it": {"generator.renderers.markup"},
    "markupsafe": {
        "generator.renderers.bars", "generator.renderers.glyphs", "generator.renderers.page_base",
        "generator.renderers.page_embed", "generator.renderers.page_postmortem",
        "generator.renderers.templates",
    },
    "nh3": {"generator.renderers.markup"},
    "watchdog": {"generator.adapters.watching"},
    "yaml": {
        "generator.importers.front_matter", "generator.readers.yaml_events",
        "generator.writers.record_yaml",
    },
}  # fmt: skip
"""Each package from outside and the only modules that know it."""

DISTRIBUTIONS = {
    "linkify_it": "linkify-it-py",
    "markdown_it": "markdown-it-py",
    "yaml": "pyyaml",
}
"""Where a package is imported by another name than it is installed by."""

NEVER_IMPORTED = {"tzdata"}
"""Data that ``zoneinfo`` finds by itself."""

MAX_LINES = 300
LONGER_FOR_A_REASON = {
    "generator.core.codes_dut": "a table of codes, each with its page",
    "generator.core.codes_inc": "a table of codes, each with its page",
    "generator.core.log_verbs": "a table of verbs with their grammar",
    "generator.core.plan": "who moves planned work, the clock or a person, decided in one place",
    "generator.core.schema_policy": "a table of fields with their help",
    "generator.core.schema_public": "a table of fields with their help",
    "generator.core.times": "every form in which people type a time, in one grammar",
    "generator.core.views": "the frozen values a page may show, with what each means",
    "generator.readers.decode": "one function per type of the table",
    "generator.readers.decode_scalars": "one function per type of the table",
    "generator.readers.record_facts": "one function per field that has a form of its own",
    "generator.readers.yaml_events": "the parser's loop, where a call per event is too slow",
    "generator.readers.yaml_explain": "one explanation after another",
}
"""Modules past `MAX_LINES`, and why each is still one idea."""


@dataclass(frozen=True, slots=True)
class Module:
    """One module of the program: its dotted name, tree and number of lines."""

    name: str
    tree: ast.Module
    lines: int

    @property
    def room(self) -> str:
        return self.name.split(".")[1] if self.name.count(".") else ""


@cache
def modules() -> tuple[Module, ...]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        text = path.read_text(encoding="utf-8")
        found.append(Module(name, ast.parse(text), text.count("\n")))
    return tuple(found)


def imports(module: Module) -> Iterator[str]:
    """Yield the dotted name of everything imported, late imports and those for types included."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name} imports relatively"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_is_known() -> None:
    rooms = {module.room for module in modules()} - {"", "__main__"}
    assert rooms == set(MAY_IMPORT)


def test_imports_run_one_way() -> None:
    wrong = {
        (module.name, name)
        for module in modules()
        for name in imports(module)
        if name.startswith("generator.") and module.room in MAY_IMPORT
        if name.split(".")[1] not in MAY_IMPORT[module.room] | {"__version__"}
    }
    assert wrong == set()


def test_core_imports_nothing_that_reaches_the_world() -> None:
    wrong = {
        (module.name, name)
        for module in modules()
        if module.room == "core"
        for name in imports(module)
        if name.split(".")[0] not in CORE_MAY_IMPORT | {"generator"}
    }
    assert wrong == set()


def test_core_opens_and_prints_nothing() -> None:
    wrong = {
        (module.name, node.lineno, node.func.id)
        for module in modules()
        if module.room == "core"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in WORLDLY_CALLS
    }
    assert wrong == set()


def test_one_module_asks_what_time_it_is() -> None:
    asking = {
        module.name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if (node.value.id, node.attr) in CLOCK_CALLS
    }
    assert asking == {CLOCK}


def test_only_the_command_line_prints() -> None:
    printing = {
        module.room
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        if (isinstance(node.func, ast.Name) and node.func.id == "print")
        or (isinstance(node.func, ast.Attribute) and node.func.attr == "echo")
    }
    assert printing == {"cli"}


def test_packages_from_outside_are_known_by_these_modules_alone() -> None:
    found: dict[str, set[str]] = {}
    for module in modules():
        for name in imports(module):
            package = name.split(".")[0]
            if package != "generator" and package not in sys.stdlib_module_names:
                found.setdefault(package, set()).add(module.name)
    assert found == THIRD_PARTY


def test_what_is_imported_is_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {
        each.partition(">")[0]
        for each in (*project["dependencies"], *project["optional-dependencies"]["import"])
    }
    assert asked == {DISTRIBUTIONS.get(name, name) for name in THIRD_PARTY} | NEVER_IMPORTED


def test_a_module_past_three_hundred_lines_has_a_reason() -> None:
    lines = {module.name: module.lines for module in modules()}
    long = {name for name, count in lines.items() if count > MAX_LINES}
    assert long - set(LONGER_FOR_A_REASON) == set()
    # Some room below the bound, or the list would change with every sentence of a docstring.
    short = {name for name in LONGER_FOR_A_REASON if lines.get(name, 0) < MAX_LINES - 50}
    assert short == set(), "take these off the list"


def reached(start: str) -> set[str]:
    """Return every module of the program that *start* imports, however late, and theirs."""
    known = {module.name: module for module in modules()}
    found, waiting = set[str](), [start]
    while waiting:
        name = waiting.pop()
        if name in found or name not in known:
            continue
        found.add(name)
        waiting += imports(known[name])
    return found


@pytest.mark.parametrize("start", ["generator.adapters.builds", "generator.pipeline.build"])
def test_a_public_build_reaches_no_reader_of_internal_files(start: str) -> None:
    internal = {name for name in reached(start) if "internal" in name.rpartition(".")[2]}
    assert {name for name in internal if not name.startswith("generator.core.schema")} == set()


REVIEWS = {"generator.core.review_facts", "generator.core.rules_review", "generator.readers.review"}


@pytest.mark.parametrize("start", ["generator.adapters.builds", "generator.pipeline.build"])
def test_a_public_build_reaches_nothing_of_internal_post_mortems(start: str) -> None:
    assert REVIEWS & reached(start) == set()


@pytest.mark.parametrize("start", ["generator.adapters.builds", "generator.pipeline.build"])
def test_a_public_build_reaches_nothing_about_people_and_vendors(start: str) -> None:
    about = ("people", "vendors", "rota", "rota_facts", "rota_calendar", "on_call", "oncall")
    known = {
        name
        for name in reached("generator.cli.oncall") | reached("generator.cli.check")
        if name.rpartition(".")[2].removeprefix("rules_") in about
    }
    assert {"generator.core.staff.people", "generator.readers.vendors"} <= known
    assert known & reached(start) == set()


@pytest.mark.parametrize("start", ["generator.adapters.builds", "generator.pipeline.build"])
def test_a_public_build_reaches_nothing_that_is_held_to_the_policy(start: str) -> None:
    sources = {
        "generator.core.clockwork.policy",
        "generator.core.clockwork.course",
        "generator.core.staff.people",
    }
    known = reached("generator.cli.check") | reached("generator.cli.permissions")
    built_on = {module.name for module in modules() if sources & set(imports(module))}
    assert {
        "generator.core.clockwork.matter",
        "generator.core.staff.permissions",
    } <= known & built_on
    assert built_on & reached(start) == set()


@pytest.mark.parametrize("start", ["generator.adapters.builds", "generator.pipeline.build"])
def test_a_public_build_does_not_know_where_it_is_deployed(start: str) -> None:
    assert "generator.readers.hosts" not in reached(start)


@pytest.mark.parametrize("start", ["generator.adapters.builds", "generator.pipeline.build"])
def test_a_public_build_reaches_nothing_of_the_desk(start: str) -> None:
    desk = {name for name in reached("generator.cli.status") if "brief" in name or "desk" in name}
    assert "generator.core.brief" in desk
    assert desk & reached(start) == set()


def test_checking_does_reach_them() -> None:
    """Or the tests above would prove nothing."""
    found = reached("generator.cli.check")
    assert {"generator.readers.internal", "generator.readers.hosts", *REVIEWS} <= found


def test_no_module_is_named_after_nothing() -> None:
    vague = {"utils", "helpers", "common", "manager", "misc"}
    assert {module.name.rpartition(".")[2] for module in modules()} & vague == set()


FIGURES = {
    f"generator.core.telemetry.{name}"
    for name in (
        "downtime", "figure_cases", "figure_rules", "figure_sheets", "figures", "metrics",
        "periods", "sla",
        "statistics",
    )
} | {
    f"generator.{name}"
    for name in (
        "pipeline.figures", "reporting.figures_csv", "reporting.figures_incident_text",
        "reporting.figures_json", "reporting.figures_period_text", "reporting.output_metrics",
        "reporting.output_statistics",
    )
}  # fmt: skip


@pytest.mark.parametrize("start", ["generator.adapters.builds", "generator.pipeline.build"])
def test_R159_a_public_build_reaches_no_figure(start: str) -> None:
    assert FIGURES & reached(start) == set()
    assert reached("generator.cli.stats") | reached("generator.cli.schema") >= FIGURES
