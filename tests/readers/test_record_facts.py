"""What stands in for what cannot be read: never anything that looks better (design §5)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.core.effective import find_effective
from generator.core.facts import Damage, ImpactWindow, Promise, Record, Update
from generator.core.vocabulary import BannerScope, ComponentState, Impact, IncidentStatus
from generator.readers.public import Context, Reading, list_folders, read_record

NAMES = Context(frozenset({"search", "reports"}), frozenset({"neon"}))
FOLDER = "incidents/2025/INC-2025-01-15-001"
PATH = f"{FOLDER}/public.yml"
DOWN = ComponentState.MAJOR_OUTAGE


def at(hour: int, minute: int, day: int = 15) -> datetime:
    return datetime(2025, 1, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / FOLDER).mkdir(parents=True)
    return tmp_path


def read(root: Path, public: str = "", **updates: str) -> Reading:
    if public:
        (root / PATH).write_text(public, encoding="utf-8")
    for name, text in updates.items():
        path = root / FOLDER / "updates" / f"{name[1:].replace('_', '-')}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder,), _ = list_folders(root)
    return read_record(root, folder, NAMES)


def record(root: Path, update: str) -> Record:
    lines = "".join(f"    {line}\n" for line in update.splitlines())
    return read(root, f"title: T\nupdates:\n  - at: 14:36\n{lines}").record


def test_a_whole_record_is_read_as_written(root: Path) -> None:
    reading = read(
        root,
        "title: Search is down\nimpact: major\nbanner: none\nvendor: neon\n"
        "updates:\n"
        "  - at: 23:50\n    status: investigating\n    components:\n      search: major_outage\n"
        "    next_update: 30m\n    text: |\n      One.\n\n      Two.\n"
        "  - at: 2025-01-16 00:10\n    happened_at: 2025-01-15 23:58\n    status: resolved\n"
        "    next_update: none\n    notify: false\n"
        "impact_windows:\n  - component: search\n    state: major_outage\n"
        "    from: 23:40\n    to: 23:58\n",
    )
    assert reading.findings == ()
    assert reading.record == Record(
        id="INC-2025-01-15-001",
        kind=reading.record.kind,
        date=at(0, 0).date(),
        path=FOLDER,
        title="Search is down",
        impact=Impact.MAJOR,
        banner=BannerScope.NONE,
        vendor="neon",
        impact_windows=(
            ImpactWindow(component="search", state=DOWN, start=at(23, 40), end=at(23, 58)),
        ),
        updates=(
            Update(
                id="20250115T235000Z",
                at=at(23, 50),
                path=PATH,
                line=6,
                status=IncidentStatus.INVESTIGATING,
                components=(("search", DOWN),),
                next_update=Promise(due_at=at(0, 20, 16), length=timedelta(minutes=30)),
                text="One.\n\nTwo.",
            ),
            Update(
                id="20250116T001000Z",
                at=at(0, 10, 16),
                path=PATH,
                line=15,
                happened_at=at(23, 58),
                status=IncidentStatus.RESOLVED,
                next_update=Promise(due_at=None),
                notify=False,
            ),
        ),
    )


def test_an_update_file_takes_its_time_and_id_from_its_name(root: Path) -> None:
    name = "_20250115T143600Z_k7q2m9x4"
    reading = read(root, **{name: "title: T\nat: 14:35\nnext_update: 15:06\n"})
    assert [(each.code, each.line) for each in reading.findings] == [("INC001", 2)]
    (update,) = reading.record.updates
    assert (update.id, update.at) == ("20250115T143600Z-k7q2m9x4", at(14, 36))
    assert update.next_update == Promise(due_at=at(15, 6))


def test_every_change_of_date_that_was_worked_out_is_pointed_out(root: Path) -> None:
    reading = read(
        root,
        "title: T\nupdates:\n  - at: 23:58\n  - at: 00:07\n    happened_at: 23:59\n"
        "  - at: 00:20\n  - at: 2025-01-17 00:05\n",
    )

    assert [(each.code, each.line, each.message, each.fix) for each in reading.findings] == [
        (
            "REC024",
            4,
            "'00:07' is read as 2025-01-16 00:07Z, another day than the time before it",
            "write the date: '2025-01-16 00:07Z'",
        ),
        (
            "REC024",
            5,
            "'23:59' is read as 2025-01-15 23:59Z, another day than the time before it",
            "write the date: '2025-01-15 23:59Z'",
        ),
    ]


def test_an_amended_promise_counts_from_the_update_it_amends(root: Path) -> None:
    def due(promise: str) -> object:
        record = read(
            root,
            "title: T\nupdates:\n  - at: 14:36\n    next_update: 30m\n"
            f"  - at: 14:40\n    amends: 20250115T143600Z\n    next_update: {promise}\n",
        ).record
        return find_effective(record.updates, at(15, 0), replay=True).entries[0].update.next_update

    assert due("2h") == Promise(due_at=at(16, 36), length=timedelta(hours=2))
    assert due("16:40") == Promise(due_at=at(16, 40))


def test_inline_and_file_updates_mix_in_time_order(root: Path) -> None:
    reading = read(
        root,
        "title: T\nupdates:\n  - at: 14:36\n  - at: 15:10\n",
        _20250115T144000Z_aaaaaaaa="status: identified\n",
    )
    assert [update.at for update in reading.record.updates] == [at(14, 36), at(14, 40), at(15, 10)]


def test_two_updates_of_one_second_get_two_ids(root: Path) -> None:
    reading = read(root, "title: T\nupdates:\n  - at: 14:36\n  - at: 14:36\n")
    assert [update.id for update in reading.record.updates] == [
        "20250115T143600Z",
        "20250115T143600Z-2",
    ]
    assert [finding.code for finding in reading.findings] == ["INC002"]


def test_an_inline_update_with_the_id_of_a_file_gets_another(root: Path) -> None:
    reading = read(
        root,
        "title: T\nupdates:\n  - at: 14:36\n    status: identified\n",
        _20250115T143600Z="status: investigating\n",
    )
    assert [(each.id, each.status) for each in reading.record.updates] == [
        ("20250115T143600Z", IncidentStatus.INVESTIGATING),
        ("20250115T143600Z-2", IncidentStatus.IDENTIFIED),
    ]
    assert [(each.code, each.path, each.line) for each in reading.findings] == [("INC003", PATH, 3)]


def test_an_unreadable_state_is_a_major_outage(root: Path) -> None:
    found = record(root, "components:\n  search: operationl\n  reports: operational")
    assert found.updates[0].components == (
        ("search", DOWN),
        ("reports", ComponentState.OPERATIONAL),
    )
    assert found.damage == ()


def test_an_unreadable_status_is_not_over(root: Path) -> None:
    assert record(root, "status: resolvd").updates[0].status is IncidentStatus.INVESTIGATING


def test_unreadable_impact_and_banner_are_the_worst(root: Path) -> None:
    update = record(root, "impact: nonne\nbanner: noone").updates[0]
    assert (update.impact, update.banner) == (Impact.CRITICAL, BannerScope.ALL)


@pytest.mark.parametrize(
    "line",
    [
        "components:\n  serch: major_outage",
        "componets:\n  search: major_outage",
        "retracts: not an id",
        "amends: 20990101T000000Z",
        "retracts: 20990101T000000Z",
        "impact_windows:\n  - component: search\n    state: major_outage\n    from: 14:00",
        "mystery: x",
    ],
)
def test_what_a_state_may_hang_on_damages_the_update(root: Path, line: str) -> None:
    assert record(root, line).updates[0].is_damaged


@pytest.mark.parametrize(
    "line",
    [
        "titel: Other",
        "next_update: soon",
        "notify: maybe",
        "happened_at: noon",
        "text: Students # and teachers",
        "vendor: neon",
    ],
)
def test_what_no_state_hangs_on_does_not(root: Path, line: str) -> None:
    found = record(root, line)
    if line.startswith("vendor"):
        assert found.updates[0].is_damaged, "an update has no vendor; nobody knows what was meant"
        return
    assert not found.updates[0].is_damaged
    assert found.damage == ()


def test_words_after_a_number_sign_are_kept(root: Path) -> None:
    assert record(root, "text: Students # and teachers").updates[0].text == (
        "Students # and teachers"
    )


def test_an_update_without_a_time_is_damage_to_the_parts_it_named(root: Path) -> None:
    reading = read(
        root, "title: T\nupdates:\n  - status: identified\n    components:\n      search: x\n"
    )
    assert reading.record.updates == ()
    assert reading.record.damage == (Damage(path=PATH, components=("search",)),)


def test_an_unreadable_update_file_is_damage_at_its_time(root: Path) -> None:
    reading = read(root, "title: T\n", _20250115T144000Z_aaaaaaaa="status: [\n")
    assert reading.record.damage == (
        Damage(path=f"{FOLDER}/updates/20250115T144000Z-aaaaaaaa.yml", at=at(14, 40)),
    )


def test_an_unreadable_report_leaves_states_as_sure_as_they_were(root: Path) -> None:
    (root / FOLDER / "postmortem.1.yml").write_text("published_at: soon\n", encoding="utf-8")
    reading = read(root, "title: T\n")
    assert reading.record.damage == (Damage(path=f"{FOLDER}/postmortem.1.yml", holds_state=False),)


def test_a_folder_whose_name_is_no_id_is_still_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "incidents" / "2025" / "inc-2025-1-15-001"
    folder.mkdir(parents=True)
    (folder / "public.yml").write_text("title: T\n", encoding="utf-8")
    (found,), findings = list_folders(tmp_path)
    assert [finding.code for finding in findings] == ["FIL001"]
    assert (found.id[:11], found.date) == ("unreadable-", at(0, 0).date())
    reading = read_record(tmp_path, found, NAMES)
    assert reading.findings == ()
    assert reading.record.damage == (Damage(path="incidents/2025/inc-2025-1-15-001/public.yml"),)


def test_the_hash_of_inputs_knows_contents_and_names_but_no_place(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    here = read(root, "title: T\n").inputs
    other = tmp_path_factory.mktemp("other")
    (other / FOLDER).mkdir(parents=True)
    assert read(other, "title: T\n").inputs == here
    assert read(other, "title: U\n").inputs != here


def test_a_promise_is_a_length_from_the_update(root: Path) -> None:
    update = record(root, "next_update: 1h30m").updates[0]
    assert update.next_update == Promise(
        due_at=update.at + timedelta(minutes=90), length=timedelta(minutes=90)
    )


@pytest.mark.parametrize("name", ["amends", "retracts"])
def test_a_change_of_the_headers_announcement_has_found_its_target(root: Path, name: str) -> None:
    folder = root / "incidents/2025/MNT-2025-01-15-001"
    folder.mkdir()
    (folder / "public.yml").write_text(
        "title: Move\ncomponents: [search]\nscheduled_for: 2025-01-20 02:00Z\n"
        "scheduled_until: 2025-01-20 04:00Z\ntext: Plan.\n"
        f"updates:\n  - at: 2025-01-15 12:00\n    {name}: announcement\n    text: Better.\n",
        encoding="utf-8",
    )
    _, found = list_folders(root)[0]
    reading = read_record(root, found, NAMES)

    assert (reading.findings, [each.is_damaged for each in reading.record.updates]) == ((), [False])


def test_a_window_needs_its_dates_and_the_fix_offers_the_day_of_the_update(root: Path) -> None:
    folder = root / "incidents/2025/MNT-2025-01-15-001"
    folder.mkdir()
    (folder / "public.yml").write_text(
        "title: Move\ncomponents: [search]\nscheduled_for: 2025-01-20 02:00Z\n"
        "scheduled_until: 2025-01-20 04:00Z\n"
        "updates:\n  - at: 2025-01-20 03:50\n    scheduled_until: 06:00\n",
        encoding="utf-8",
    )
    _, found = list_folders(root)[0]

    assert [
        (each.code, each.message, each.fix) for each in read_record(root, found, NAMES).findings
    ] == [("REC008", "'06:00' says no date", "write the date too, such as '2025-01-20 06:00'")]


def test_what_an_import_knew_is_kept(root: Path) -> None:
    reading = read(
        root,
        "title: T\nbackfilled: true\napi_id: 69sb0f8lydp4\n"
        "former_addresses: [/issues/2018-04-25-east/]\n"
        "updates:\n  - at: 2025-01-15T14:36:02.719Z\n    id: first\n    api_id: gv96mtfg46fj\n"
        "    happened_at: 2025-01-15T14:36:02,7139Z\n    status: resolved\n",
    )
    assert reading.findings == ()
    (update,) = reading.record.updates
    assert (update.id, update.api_id) == ("first", "gv96mtfg46fj")
    assert update.at == at(14, 36) + timedelta(seconds=2, milliseconds=719)
    assert update.happened_at == at(14, 36) + timedelta(seconds=2, milliseconds=713)
    assert reading.record.api_id == "69sb0f8lydp4"
    assert reading.record.former_addresses == ("issues/2018-04-25-east",)


def test_a_file_named_for_its_second_may_say_the_fraction(root: Path) -> None:
    reading = read(root, _20250115T143602Z="at: 2025-01-15T14:36:02.719Z\nstatus: resolved\n")
    assert reading.findings == ()
    assert reading.record.updates[0].at == at(14, 36) + timedelta(seconds=2, milliseconds=719)


def test_an_address_of_our_own_is_no_former_one(root: Path) -> None:
    reading = read(root, "title: T\nformer_addresses: [api/v2/status.json]\n")
    (finding,) = (each for each in reading.findings if each.code == "REC014")
    assert finding.message == (
        "'api/v2/status.json' is no address that an earlier status site can have had"
    )
    assert reading.record.former_addresses == ()
