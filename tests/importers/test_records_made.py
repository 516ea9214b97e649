"""From a foreign page to records: what is written is what was there, and is read back so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.adapters.import_files import write_import
from generator.core.facts import Promise, Record, Update
from generator.core.foreign import ForeignPostmortem, ForeignRecord, ForeignUpdate
from generator.core.import_plan import ImportPlan
from generator.core.odd_characters import ODD
from generator.core.refusal import Refusal
from generator.core.vocabulary import (
    ComponentState,
    Impact,
    IncidentStatus,
    MaintenanceStatus,
    RecordKind,
)
from generator.importers.texts import clean_line, clean_text
from generator.pipeline.check import check_repository
from generator.pipeline.import_fitting import fit_record
from generator.pipeline.importing import FORMATS, plan_import
from generator.readers.public import context_for, list_folders, read_record
from generator.readers.site import parse_site, read_site
from generator.readers.yaml_events import read as read_yaml
from generator.writers.imported import split_text, write_public, write_scalar, write_text
from tests.importers.saved import (
    FIRST,
    GAMES,
    GROUP,
    LAST,
    OLD,
    SIGN_IN,
    component,
    effect,
    incident,
    maintenance,
    moment,
    page,
    saved,
    stamp,
    update,
)

NOW = datetime(2025, 1, 1, tzinfo=UTC)
SITE = "site_src/public/site.yml"


def save(folder: Path, **keys: Any) -> Path:
    """Write a saved answer with *keys* and return the folder it lies in."""
    source = folder / "saved"
    source.mkdir(exist_ok=True)
    (source / "summary.json").write_bytes(saved(**keys).content)
    return source


def plan(root: Path, source: Path, wanted: Mapping[str, str] | None = None) -> ImportPlan:
    return plan_import(
        root, FORMATS["statuspage"], source, wanted=wanted or {}, zone="UTC", now=NOW
    )


def carry_out(root: Path, source: Path, wanted: Mapping[str, str] | None = None) -> ImportPlan:
    planned = plan(root, source, wanted)
    assert planned.findings == ()
    write_import(root, planned)
    return planned


def read_all(root: Path) -> list[Record]:
    """Return every record below *root*; nothing may be wrong with any."""
    config, findings = read_site(root)
    assert config is not None
    assert findings == ()
    readings = [read_record(root, folder, context_for(config)) for folder in list_folders(root)[0]]
    assert [each for reading in readings for each in reading.findings] == []
    return [reading.record for reading in readings]


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".allclear" not in path.parts
    }


def make_root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    root.mkdir()
    return root


FULL: dict[str, Any] = {
    "page": page(),
    "components": [
        component(GROUP, "Learning", group=True, start_date=None),
        component(group_id=GROUP),
        component(SIGN_IN, "Signing in", start_date=None),
    ],
    "incidents": [incident(FIRST, LAST)],
}


def test_an_incident_that_is_over_is_written_and_read_back(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    carry_out(root, save(tmp_path, **FULL))

    path = "incidents/2024/INC-2024-09-16-001"
    assert (root / path / "public.yml").read_text(encoding="utf-8") == (
        "title: Games are slow\n"
        "impact: minor\n"
        "backfilled: true\n"
        "api_id: inc1dent0001\n"
        "updates:\n"
        "  - at: 2024-09-16T21:31:02.719Z\n"
        "    api_id: upd4te000001\n"
        "    status: investigating\n"
        "    components:\n"
        "      playing-games: degraded_performance\n"
        "    text: We are looking into it.\n"
        "  - at: 2024-09-16T22:08:39.333Z\n"
        "    api_id: upd4te000002\n"
        "    status: resolved\n"
        "    components:\n"
        "      playing-games: operational\n"
        "    text: |\n"
        "      It is over.\n"
        "\n"
        "      Sorry.\n"
    )
    assert read_all(root) == [
        Record(
            id="INC-2024-09-16-001",
            kind=RecordKind.INCIDENT,
            date=moment("00:00:00").date(),
            path=path,
            title="Games are slow",
            impact=Impact.MINOR,
            backfilled=True,
            api_id="inc1dent0001",
            updates=(
                Update(
                    id="20240916T213102Z", at=moment("21:31:02.719"), path=f"{path}/public.yml",
                    line=6, status=IncidentStatus.INVESTIGATING, text="We are looking into it.",
                    components=(("playing-games", ComponentState.DEGRADED_PERFORMANCE),),
                    api_id="upd4te000001",
                ),
                Update(
                    id="20240916T220839Z", at=moment("22:08:39.333"), path=f"{path}/public.yml",
                    line=12, status=IncidentStatus.RESOLVED, text="It is over.\n\nSorry.",
                    components=(("playing-games", ComponentState.OPERATIONAL),),
                    api_id="upd4te000002",
                ),
            ),
        )
    ]  # fmt: skip


def test_a_site_is_made_where_there_is_none(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    last = {**LAST, "affected_components": [effect("operational", OLD, "Old games")]}
    carry_out(root, save(tmp_path, **{**FULL, "incidents": [incident(FIRST, last)]}))

    assert (root / SITE).read_text(encoding="utf-8") == (
        "format: 1\n"
        "name: Example School\n"
        'url: "https://status.example.com"\n'
        "zone: America/New_York\n"
        "api_id: p4g3p4g3p4g3\n"
        "groups:\n"
        "  - id: learning\n"
        "    name: Learning\n"
        "    api_id: gr0up1234567\n"
        "    components:\n"
        "      - id: playing-games\n"
        "        name: Playing games\n"
        "        since: 2024-01-02\n"
        "        api_id: c0mpgames001\n"
        "  - id: example-school\n"
        "    name: Example School\n"
        "    components:\n"
        "      - id: signing-in\n"
        "        name: Signing in\n"
        "        api_id: c0mpsignin01\n"
        "  - id: no-longer-offered\n"
        "    name: No longer offered\n"
        "    components:\n"
        "      - id: old-games\n"
        "        name: Old games\n"
        "        retired: 2024-09-17\n"
        "        api_id: c0mpold00001\n"
    )
    assert check_repository(root, now=NOW, strict=True).findings == ()


def test_parts_of_one_name_are_told_apart_by_their_group(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    source = save(
        tmp_path,
        page=page(),
        components=[
            component(GROUP, "EU", group=True),
            component(group_id=GROUP, name="Sign in!"),
            component("gr0up2222222", "US", group=True),
            component(SIGN_IN, "Sign in", group_id="gr0up2222222"),
            component("c0mp00000003", "サインイン", group_id="gr0up2222222"),
        ],
    )
    carry_out(root, source)

    config = read_site(root)[0]
    assert config is not None
    assert [part.id for part in config.components] == ["sign-in", "us-sign-in", "part"]


def test_an_open_incident_announces_nothing_and_promises_nothing(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    planned = carry_out(root, save(tmp_path, **{**FULL, "incidents": [incident(FIRST)]}))

    (record,) = read_all(root)
    assert not record.backfilled
    assert [(each.notify, each.next_update) for each in record.updates] == [
        (False, Promise(due_at=None))
    ]
    assert [each.subject for each in planned.lost] == [
        f"component {GAMES}",
        "incident inc1dent0001",
    ]


def test_planned_work_is_written_under_the_day_of_its_announcement(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    work = maintenance(
        update("upd4te000003", "21:00:00.000", "scheduled", "We move house."),
        update("upd4te000004", "2024-09-20T22:00:10.050", "in_progress"),
        update("upd4te000005", "2024-09-20T23:00:00.000", "completed"),
        components=[component()],
    )
    carry_out(root, save(tmp_path, page=page(), components=[component()], incidents=[],
                         scheduled_maintenances=[work]))  # fmt: skip

    (record,) = read_all(root)
    assert replace(record, updates=()) == Record(
        id="MNT-2024-09-16-001",
        kind=RecordKind.MAINTENANCE,
        date=moment("00:00:00").date(),
        path="incidents/2024/MNT-2024-09-16-001",
        title="New database",
        components=("playing-games",),
        scheduled_for=moment("2024-09-20T22:00:00.000"),
        scheduled_until=moment("2024-09-20T23:30:00.000"),
        backfilled=True,
        api_id="m4intenance1",
    )
    assert [each.status for each in record.updates] == [
        MaintenanceStatus.SCHEDULED,
        MaintenanceStatus.IN_PROGRESS,
        MaintenanceStatus.COMPLETED,
    ]


def test_work_that_nothing_announced_gets_no_announcement(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    work = maintenance(
        update("upd4te000005", "2024-09-20T23:00:00.000", "completed"), components=[component()]
    )
    carry_out(root, save(tmp_path, components=[component()], scheduled_maintenances=[work]))

    (record,) = read_all(root)
    assert (record.title, record.scheduled_for) == (None, None)
    assert record.updates[0].title == "New database"
    assert record.updates[0].scheduled_for == moment("2024-09-20T22:00:00.000")


def test_a_post_mortem_becomes_an_edition(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    told = update("p0stm0rtem01", "23:00:00.001", "postmortem", "## Why\n\nA lot.")
    carry_out(root, save(tmp_path, **{**FULL, "incidents": [incident(FIRST, LAST, told)]}))

    (edition,) = read_all(root)[0].editions
    assert (edition.title, edition.summary, edition.api_id, edition.published_at) == (
        "Games are slow",
        "## Why\n\nA lot.",
        "p0stm0rtem01",
        moment("23:00:00.001"),
    )
    assert check_repository(root, now=NOW, strict=True).findings == ()


def test_parts_an_incident_concerns_without_a_state_are_kept(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    only = update("upd4te000001", "21:31:02.719", "resolved", "An announcement.")
    source = save(
        tmp_path, **{**FULL, "incidents": [incident(only, components=[component(group_id=GROUP)])]}
    )
    carry_out(root, source)

    assert read_all(root)[0].updates[0].components == (
        ("playing-games", ComponentState.OPERATIONAL),
    )


def test_importing_again_adds_nothing(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    source = save(tmp_path, **FULL)
    carry_out(root, source)
    before = tree(root)

    again = carry_out(root, source)

    assert tree(root) == before
    assert (again.records, again.additions, again.site, again.known) == ((), (), None, 1)


def test_an_update_that_came_later_is_added_as_a_file_once(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    carry_out(root, save(tmp_path, **{**FULL, "incidents": [incident(FIRST)]}))
    told = update("p0stm0rtem01", "23:00:00.001", "postmortem", "A lot.")
    source = save(tmp_path, **{**FULL, "incidents": [incident(FIRST, LAST, told)]})

    added = carry_out(root, source)
    again = carry_out(root, source)

    folder = "incidents/2024/INC-2024-09-16-001"
    assert [file.path for file in added.additions] == [
        f"{folder}/updates/20240916T220839Z-{added.additions[0].path[-12:-4]}.yml",
        f"{folder}/postmortem.1.yml",
    ]
    assert again.additions == ()
    (record,) = read_all(root)
    last = record.updates[-1]
    assert (last.at, last.status, last.notify, last.api_id) == (
        moment("22:08:39.333"),
        IncidentStatus.RESOLVED,
        False,
        "upd4te000002",
    )


def test_a_window_that_moved_is_told_by_the_update_that_came_with_it(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    first = update("upd4te000003", "21:00:00.000", "scheduled", "We move house.")
    second = update("upd4te000004", "22:00:00.000", "scheduled", "A day later.")
    base = {"components": [component()], "page": page()}
    work = maintenance(first, components=[component()])
    carry_out(root, save(tmp_path, **base, scheduled_maintenances=[work]))
    moved = maintenance(
        first, second, components=[component()],
        scheduled_for=stamp("2024-09-21T22:00:00.000"),
        scheduled_until=stamp("2024-09-21T23:30:00.000"),
    )  # fmt: skip
    carry_out(root, save(tmp_path, **base, scheduled_maintenances=[moved]))

    last = read_all(root)[0].updates[-1]
    assert last.scheduled_for == moment("2024-09-21T22:00:00.000")
    assert last.scheduled_until == moment("2024-09-21T23:30:00.000")


def test_numbers_go_on_behind_those_in_use(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    taken = root / "incidents/2024/INC-2024-09-16-007"
    taken.mkdir(parents=True)
    (taken / "internal.yml").write_text("title: x\n", encoding="utf-8")

    planned = plan(root, save(tmp_path, **FULL))

    assert [record.id for record in planned.records] == ["INC-2024-09-16-008"]


@pytest.mark.parametrize("line", ["api_id: inc1dent0001", "'api_id':  \"inc1dent0001\" # theirs"])
def test_a_record_is_known_however_its_id_is_quoted(tmp_path: Path, line: str) -> None:
    root = make_root(tmp_path)
    source = save(tmp_path, **FULL)
    carry_out(root, source)
    path = root / "incidents/2024/INC-2024-09-16-001/public.yml"
    text = path.read_text(encoding="utf-8").replace("\napi_id: inc1dent0001\n", f"\n{line}\n")
    path.write_text(text, encoding="utf-8")

    assert plan(root, source).records == ()


def test_parts_are_found_by_id_by_name_and_as_the_person_says(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    source = save(
        tmp_path,
        page=page(),
        components=[component(), component(SIGN_IN, "signing IN"), component(OLD, "Old games")],
        incidents=[
            incident(
                {
                    **FIRST,
                    "affected_components": [
                        effect("partial_outage"),
                        effect("major_outage", SIGN_IN),
                        effect("degraded_performance", OLD),
                    ],
                },
                LAST,
            )
        ],
    )
    write_site(root, [("a", "Games", GAMES), ("b", "Signing in", None), ("c", "Other", None)])

    planned = plan(root, source, {"old GAMES": "c"})

    assert planned.findings == ()
    assert planned.site is None
    assert (
        "      a: partial_outage\n      b: major_outage\n      c: degraded_performance\n"
        in planned.records[0].files[0][1]
    )
    left_out = plan(root, source, {OLD: ""})
    assert "degraded_performance" not in left_out.records[0].files[0][1]
    assert [each.message for each in left_out.lost if each.path == SITE] == [
        f"its id is kept where {SITE} has 'api_id: p4g3p4g3p4g3'; add the line at the top",
        f"its id is kept where {SITE} has 'api_id: {SIGN_IN}'; add the line to the part 'b'",
    ]
    assert "'Old games' is left out" in [each.message for each in left_out.lost]


def write_site(root: Path, parts: Iterable[tuple[str, str, str | None]]) -> None:
    lines = "".join(
        f"      - id: {id_}\n        name: {name}\n" + (f"        api_id: {api}\n" if api else "")
        for id_, name, api in parts
    )
    (root / SITE).parent.mkdir(parents=True)
    (root / SITE).write_text(
        "format: 1\nname: Ours\nurl: https://a.example.com\nzone: UTC\n"
        f"groups:\n  - id: all\n    name: All\n    components:\n{lines}",
        encoding="utf-8",
    )


def test_every_part_that_is_missing_is_told_with_the_lines_to_add(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    last = {**LAST, "affected_components": [effect("operational", OLD, 'Old: "games"')]}
    source = save(tmp_path, **{**FULL, "incidents": [incident(FIRST, last)]})
    write_site(root, [("a", "Other", None)])

    planned = plan(root, source)

    assert planned.is_refused
    assert planned.records == ()
    assert [(each.code, each.value) for each in planned.findings] == [
        ("IMP009", 'Old: "games"'),
        ("IMP009", "Playing games"),
    ]
    assert planned.missing == (
        "      - id: playing-games\n"
        "        name: Playing games\n"
        "        since: 2024-01-02\n"
        "        api_id: c0mpgames001\n",
        "      - id: old-games\n"
        "        name: 'Old: \"games\"'\n"
        "        retired: 2024-09-17\n"
        "        api_id: c0mpold00001\n",
    )
    text = (root / SITE).read_text(encoding="utf-8") + "".join(planned.missing)
    (root / SITE).write_text(text, encoding="utf-8")
    assert plan(root, source).findings == ()


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"Nothing": "a"}, "--map: the source has no part 'Nothing'"),
        ({"Playing games": "nope"}, f"--map: {SITE} has no part 'nope'"),
    ],
)
def test_a_map_that_leads_nowhere_is_refused(
    tmp_path: Path, wanted: dict[str, str], message: str
) -> None:
    root = make_root(tmp_path)
    write_site(root, [("a", "Other", None)])

    with pytest.raises(Refusal) as refusal:
        plan(root, save(tmp_path, **FULL), wanted)

    assert refusal.value.message == message


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("after", range(3))
def test_an_import_that_is_killed_leaves_whole_records_and_is_finished_by_the_next(
    tmp_path: Path, after: int
) -> None:
    source = save(
        tmp_path,
        **{
            **FULL,
            "incidents": [
                incident(
                    {**FIRST, "id": f"upd4te10000{number}"},
                    {**LAST, "id": f"upd4te20000{number}"},
                    id=f"inc1dent000{number}",
                )
                for number in range(3)
            ],
        },
    )
    whole = tmp_path / "whole"
    whole.mkdir()
    carry_out(whole, source)
    root = make_root(tmp_path)
    done: list[str] = []

    def rename(made: str, target: str) -> None:
        if len(done) == after:
            raise Killed
        Path(made).rename(target)
        done.append(target)

    with pytest.raises(Killed):
        write_import(root, plan(root, source), rename=rename)
    left = tree(root)
    assert left.items() <= tree(whole).items()
    assert sum(path.endswith("public.yml") for path in left) == after

    carry_out(root, source)

    assert tree(root) == tree(whole)
    assert list((root / ".allclear").glob("import-*")) == []


def test_what_a_killed_import_left_behind_is_swept_away(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    left = root / ".allclear" / "import-0123abcd" / "INC-2024-09-16-001"
    left.mkdir(parents=True)

    carry_out(root, save(tmp_path, **FULL))

    assert not left.parent.exists()


def test_a_folder_that_came_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    planned = plan(root, save(tmp_path, **FULL))
    taken = root / "incidents/2024/INC-2024-09-16-001/public.yml"
    taken.parent.mkdir(parents=True)
    taken.write_text("title: Mine\n", encoding="utf-8")

    with pytest.raises(Refusal):
        write_import(root, planned)

    assert taken.read_text(encoding="utf-8") == "title: Mine\n"


def test_a_link_in_the_place_of_a_year_is_not_followed(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "incidents").mkdir()
    (root / "incidents/2024").symlink_to(elsewhere)

    with pytest.raises(Refusal):
        write_import(root, plan(root, save(tmp_path, **FULL)))

    assert list(elsewhere.iterdir()) == []


UPDATE = ForeignUpdate(
    api_id="u1", at=moment("21:00:00.000"), text="x", status=IncidentStatus.RESOLVED
)
RECORD = ForeignRecord(
    kind=RecordKind.INCIDENT, api_id="i1", title="t", place="a.json", updates=(UPDATE,)
)


def test_a_title_too_long_for_its_field_begins_the_first_update() -> None:
    title = "Scores of games are not saved " * 10

    fitted, lost = fit_record(replace(RECORD, title=title.strip()))

    assert len(fitted.title) <= 200
    assert fitted.title.endswith(" saved…") or fitted.title.endswith("…")
    assert fitted.updates[0].text == f"{title.strip()}\n\nx"
    assert len(lost) == 1


def test_a_text_too_long_for_its_field_goes_on_behind_it() -> None:
    paragraph = "é" * 1000 + " end.\n\n"
    text = (paragraph * 12).strip()
    fitted, lost = fit_record(replace(RECORD, updates=(replace(UPDATE, text=text),)))

    assert len(fitted.updates) == 3
    assert "\n\n".join(each.text for each in fitted.updates) == text
    assert [each.status for each in fitted.updates] == [IncidentStatus.RESOLVED, None, None]
    assert len({each.api_id for each in fitted.updates}) == 3
    assert [each.at for each in fitted.updates] == sorted({each.at for each in fitted.updates})
    assert fit_record(fitted)[0] == fitted
    assert len(lost) == 1


def test_a_post_mortem_longer_than_two_texts_says_where_it_was_cut() -> None:
    long = ForeignPostmortem(api_id="p", published_at=UPDATE.at, text="word " * 5000)

    _, lost = fit_record(replace(RECORD, postmortem=long))

    (only,) = lost
    assert "too long for its two texts" in only.message
    assert "left out, from 'word word word" in only.message


@given(st.text(max_size=300))
def test_a_text_is_read_back_as_it_was_written(text: str) -> None:
    told = clean_text(text).text
    if not told:
        return
    node, findings = read_yaml(f"a:\n  - b: 1\n{write_text('text', told, 4)}".encode(), "a.yml")
    assert findings == []
    assert node is not None
    read = node.pairs[0][1].items[0].pairs[1][1].text
    assert read.rstrip().lstrip("\n") == told
    assert ODD.search(told) is None


@given(st.text(min_size=1, max_size=80))
def test_a_line_is_read_back_as_it_was_written(text: str) -> None:
    told = clean_line(text).text
    if not told:
        return
    node, findings = read_yaml(f"a: {write_scalar(told)}\n".encode(), "a.yml")
    assert findings == []
    assert node is not None
    assert (node.pairs[0][1].text, node.pairs[0][1].lost) == (told, "")


@given(st.text(max_size=40_000))
@settings(max_examples=30)
def test_a_split_text_loses_only_white_space(text: str) -> None:
    told, parts = clean_text(text).text, []
    rest = told
    while rest:
        part, rest = split_text(rest)
        assert len(part.encode()) <= 8192
        parts.append(part)
    assert "".join("".join(parts).split()) == "".join(told.split())


def test_two_updates_of_one_second_have_ids_of_their_own() -> None:
    second = replace(UPDATE, api_id="u2", at=moment("21:00:00.500"))
    text = write_public(replace(RECORD, updates=(UPDATE, second)), {})

    assert text.count("    id: ") == 1
    assert "    id: u2\n    api_id: u2\n" in text


def test_a_site_that_is_made_can_be_read(tmp_path: Path) -> None:
    odd = "é: \"x\" \\ #1 'y'"
    source = save(
        tmp_path,
        page=page(name=odd),
        components=[component(name=odd, description=f"- {odd}"), component(SIGN_IN, "n" * 90)],
    )
    planned = plan(make_root(tmp_path), source)

    assert planned.site is not None
    config, findings = parse_site(planned.site.text.encode(), tmp_path)
    assert findings == ()
    assert config is not None
    assert (config.name, config.components[0].name) == (odd, odd)
    assert config.components[0].description == f"- {odd}"
    assert any("80" in each.message for each in planned.lost)


RECORDED = Path(__file__).parents[3] / "shared/data/statuspage-v2"


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded pages are not here")
@pytest.mark.parametrize(
    "name", sorted(path.name for path in RECORDED.iterdir()) if RECORDED.is_dir() else ["none"]
)
def test_recorded_pages_are_kept_whole(tmp_path: Path, name: str) -> None:
    root = make_root(tmp_path)
    carry_out(root, RECORDED / name)

    told = {
        each.api_id: each
        for record in read_all(root)
        for each in (*record.updates, *record.editions)
    }
    files = sorted((RECORDED / name).glob("*.json")) or [RECORDED / name]
    seen = 0
    for file in files:
        data = json.loads(file.read_bytes())
        for key in ("incidents", "scheduled_maintenances"):
            for record in data.get(key, ()):
                for each in record["incident_updates"]:
                    kept = told[each["id"]]
                    at = datetime.fromisoformat(each["created_at"])
                    assert (kept.at if isinstance(kept, Update) else kept.published_at) == at
                    seen += 1
    assert seen == 0 or told
    assert check_repository(root, now=NOW, strict=False).exit_status == 0
