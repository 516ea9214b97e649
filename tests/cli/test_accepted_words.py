"""Near misses that are understood and said back; texts that are only text, whatever they hold."""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.core.facts import SiteConfig
from generator.pipeline.build import Plan, make_site
from generator.pipeline.case import Case, open_case
from generator.pipeline.check import check_repository
from generator.pipeline.in_memory import MemoryStage
from generator.pipeline.inputs import read_inputs
from generator.readers.site import read_site
from tests.cli.nights import Night, Typed

ID = "INC-2025-01-15-001"
LATER = datetime(2025, 1, 15, 16, tzinfo=UTC)


def begun(root: Path) -> Night:
    """Return a repository with one open incident that visitors know."""
    night = Night(root)
    shutil.copytree(declared().root / "incidents", root / "incidents")
    return night


@cache
def declared() -> Night:
    night = Night(Path(tempfile.mkdtemp(prefix="words-")))
    for now, *words in (
        ("14:23", "new", "score API errors", "--severity", "1", "--component", "score-recording"),
        ("14:36", "update", "Scores are not saved.", "--component", "score-recording=down"),
    ):
        assert night.type(*words, now=now).status == 0
    return night


def case_of(night: Night, id_: str = ID) -> Case:
    config = read_site(night.root)[0]
    assert isinstance(config, SiteConfig)
    return open_case(night.root, id_, config, LATER, replay=True)


def errors(night: Night) -> list[str]:
    found = check_repository(night.root, now=LATER, strict=True).findings
    return [f"{each.path}: {each.message}" for each in found if each.severity == "error"]


MISSES: tuple[tuple[tuple[str, ...], tuple[str, ...], dict[str, Any]], ...] = (
    (("update", "--component", "score-recording=down"),
     ("'down' read as major_outage",), {"components": {"score-recording": "major_outage"}}),
    (("update", "--component", "Score Recording=partial"),
     ("'Score Recording' read as score-recording; 'partial' read as partial_outage",),
     {"components": {"score-recording": "partial_outage"}}),
    (("update", "--component", "score_recording: slow"),
     ("'score_recording' read as score-recording; 'slow' read as degraded_performance",),
     {"components": {"score-recording": "degraded_performance"}}),
    (("update", "--component", "SEARCH=ok"),
     ("'SEARCH' read as search; 'ok' read as operational",),
     {"components": {"search": "operational"}}),
    (("update", "--component", "search"),
     ("severity 1: search is told as major_outage",), {"components": {"search": "major_outage"}}),
    (("update", "--status", "fixed"), ("'fixed' read as resolved",), {"status": "resolved"}),
    (("update", "--status", "Watching"),
     ("'Watching' read as monitoring",), {"status": "monitoring"}),
    (("update", "--status", "found"), ("'found' read as identified",), {"status": "identified"}),
    (("update", "x", "--next", "30"), ("30 read as 30m, in minutes",), {"next_update": "30m"}),
    (("update", "x", "--next", "in 2 hours"), ("'in 2 hours' read as 2h",), {"next_update": "2h"}),
    (("update", "x", "--next", "no"), ("'no' read as none",), {"next_update": "none"}),
    (("update", "x", "--at", "-15m"),
     ("-15m read as 2025-01-15 15:05Z",), {"happened_at": "2025-01-15 15:05Z"}),
    (("update", "x", "--at", "15:05"),
     ("15:05 read as 2025-01-15 15:05Z (UTC)",), {"happened_at": "2025-01-15 15:05Z"}),
    (("update", "001", "x"), (), {"text": "x"}),
    (("update", "1", "x"), (), {"text": "x"}),
    (("update", "inc-2025-01-15-001", "x"), (), {"text": "x"}),
    (("update", "15-001", "x"), (), {"text": "x"}),
    (("update", "incidents/2025/INC-2025-01-15-001/", "x"), (), {"text": "x"}),
    (("update", "Scores", "are", "saved", "again"), (), {"text": "Scores are saved again"}),
    (("update", "--", "-5", "is", "shown"), (), {"text": "-5 is shown"}),
    (("update", "503", "errors", "everywhere"),
     (f"{ID}: the only open incident; no incident is '503': it is text",),
     {"text": "503 errors everywhere"}),
)  # fmt: skip
"""What is typed, what is said of how it was read, and what stands in the file then."""


@pytest.mark.parametrize(("words", "notes", "fields"), MISSES, ids=lambda each: str(each)[:50])
def test_a_near_miss_is_accepted_and_said(
    words: tuple[str, ...], notes: tuple[str, ...], fields: dict[str, Any], tmp_path: Path
) -> None:
    import yaml

    night = begun(tmp_path)
    typed = (
        night.type(*words, "--format", "json", now="15:20")
        if "--" not in words
        else (night.type(words[0], "--format", "json", *words[1:], now="15:20"))
    )

    assert typed.status == 0, typed
    said = typed.json["notes"]
    assert [note for note in notes if note not in said] == []
    (text,) = typed.json["files"].values()
    written = yaml.load(text, yaml.BaseLoader)
    assert {name: written.get(name) for name in fields} == fields
    assert errors(night) == []


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("severity", "sev1"), "SEV 1"),
        (("severity", "SEV-2", "half", "are", "back"), "SEV 2 half are back"),
        (("severity", "001", "P3"), "SEV 3"),
        (("severity", "unset"), "SEV unset"),
        (("mitigate", "a", "proposed,approved", "Roll", "back"), "PROPOSED A Roll back"),
        (("mitigate", "everything", "is", "back"), "MITIGATED everything is back"),
        (("log", "503 errors everywhere"), "503 errors everywhere"),
        (("log", "503", "errors", "everywhere"), "503 errors everywhere"),
        (("log", "2", "of", "3", "servers", "down"), "2 of 3 servers down"),
        (("ack", "--who", "bob"), "ACK @bob"),
    ],
)
def test_a_near_miss_reaches_the_log(words: tuple[str, ...], line: str, tmp_path: Path) -> None:
    typed = begun(tmp_path).type(*words, "--format", "json", now="15:20")

    assert typed.status == 0, typed
    assert typed.json["log"][0] == f"2025-01-15 15:20Z {line}"


def test_planned_work_takes_a_length_for_its_end(tmp_path: Path) -> None:
    typed = Night(tmp_path).type(
        "maintenance", "announce", "New database", "--component", "search",
        "--from", "2025-01-16 10:00Z", "--until", "4h", "--format", "json", now="15:20",
    )  # fmt: skip

    assert typed.json["notes"] == [
        "+4h read as 2025-01-16 14:00Z",
        "from 2025-01-16 10:00Z to 2025-01-16 14:00Z",
    ]


TEXTS = (
    "down it is -- really", "$(rm -rf /)", "ls | cat > /tmp/x && reboot;", "{{ 7*7 }}", "{% if %}",
    "../../etc/passwd", "<script>alert(1)</script>", "<!-- hidden -->", "&amp; <b>", "-- item",
    ": colon", "@here", "key: value", "'", '"', "🎵 ☠️ 👩‍🚀", "word " * 1600 + "end", "x" * 8192,
    "null", "~", "no", "1", "1.10", "12e5", "2025-01-15", "[a, b]", "{a: b}", "& anchor", "*alias",
    "!tag", "| block", "%YAML 1.2", "...", "text # no comment", "a: b: c", "\\n \\x41", "100% %s",
    "=cmd|' /C calc'!A0", "last", "incident", "--status monitoring", "-x", "none", "010 is it",
    "résumé Ünï 中文 العربية", "e\u0301 and \u00e9", "a\u200db",
)  # fmt: skip
"""Texts that look like an option, a path, a template, a shell expression or YAML."""

MARKED = ("`id`", "# heading", "- item", "> fold", "---", "**bold**")
"""Texts whose marks pages show as what they stand for: a heading, a list, a quotation."""


class Spoken(NamedTuple):
    """All texts said in one repository, to visitors, in the log and as titles."""

    results: dict[str, tuple[Typed, ...]]
    case: Case
    titles: dict[str, str]
    errors: list[str]
    page: str


@cache
def spoken() -> Spoken:
    with tempfile.TemporaryDirectory(prefix="spoken-") as name:
        night = begun(Path(name))
        now, results = datetime(2025, 1, 15, 15, tzinfo=UTC), {}
        for text in (*TEXTS, *MARKED):
            now += timedelta(seconds=1)
            results[text] = tuple(
                night.type(command, "--format", "json", *behind, now=f"{now:%H:%M:%S}")
                for command, behind in (
                    ("update", ("001", "--", text)),
                    ("log", ("001", "--", text)),
                    ("new", ("--alert", "x", "--", text[:180])),
                )
            )
        titles = {}
        for text, (_, _, typed) in results.items():
            internal = case_of(night, typed.json["record"]).internal
            titles[text] = internal.title or "" if internal else ""
        page = built(night)[f"incidents/{ID}/index.html"].decode()
        return Spoken(results, case_of(night), titles, errors(night), page)


@pytest.mark.parametrize("text", [*TEXTS, *MARKED], ids=lambda text: text[:20])
def test_a_text_is_only_text_to_readers_and_on_the_page(text: str) -> None:
    place = (*TEXTS, *MARKED).index(text)
    told = spoken().results[text][0]

    assert [each.status for each in spoken().results[text]] == [0, 0, 0], spoken().results[text]
    assert spoken().case.updates[1 + place].text == text
    entry = spoken().case.log[1 + place]
    assert (entry.verb, entry.text) == (None, text)
    assert spoken().titles[text] == " ".join(text[:180].split())
    shown = " ".join(" ".join(told.json["visitors_read"]["page"]).split())
    assert text in MARKED or " ".join(text.split())[:200] in shown


def test_no_text_is_an_error_or_more_than_text_on_the_page() -> None:
    assert spoken().errors == []
    assert "<script>alert" not in spoken().page
    assert "<!-- hidden" not in spoken().page


def built(night: Night) -> dict[str, bytes]:
    inputs, findings = read_inputs(night.root)
    assert inputs is not None, findings
    stage = MemoryStage()
    plan = Plan(root=night.root, inputs=inputs, findings=(), refusal="")
    make_site(plan, stage, b"", as_of=LATER, replay=True)
    return stage.files


_ANY = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"),
                  exclude_characters="\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"),
    min_size=1, max_size=120,
)  # fmt: skip


@given(text=st.one_of(_ANY, st.lists(_ANY, min_size=2, max_size=5).map("\n".join)))
@settings(max_examples=15)
def test_any_text_is_read_back_as_it_was_typed(text: str) -> None:
    assume(text.strip() and not re.fullmatch(r"\s*0[0-9]{2}\s*", text))
    with tempfile.TemporaryDirectory(prefix="said-") as name:
        night = begun(Path(name))
        results = [
            night.type("update", "001", "--", text, now="15:00"),
            night.type("log", "001", "--", f"We saw {text}", now="15:01"),
            night.type("new", "--alert", f"It says {text}", "--", text[:200], now="15:02"),
        ]

        assert [each.status for each in results] == [0, 0, 0], results
        case, other = case_of(night), case_of(night, "INC-2025-01-15-002")
        assert case.updates[-1].text == paragraphs(text)
        assert case.log[-1].text == " ".join(f"We saw {text}".split())
        assert other.log[-1].text == " ".join(f"It says {text}".split())
        assert other.internal is not None
        assert other.internal.title == " ".join(text[:200].split())
        assert errors(night) == []


def paragraphs(text: str) -> str:
    """Return *text* as it is kept: lines stay; white space at their ends goes."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines.strip())
