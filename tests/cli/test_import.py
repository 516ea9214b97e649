"""``allclear import``: what it says, what it writes, and that feeds stay silent (R103)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import group
from tests.importers.saved import (
    FIRST,
    GAMES,
    LAST,
    component,
    effect,
    incident,
    maintenance,
    page,
    saved,
    update,
)

RECORD = "incidents/2024/INC-2024-09-16-001"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tmp_path / "root"
    made.mkdir()
    return made


def save(root: Path, **keys: Any) -> str:
    path = root.parent / "summary.json"
    path.write_bytes(saved(**{"page": page(), "components": [component()], **keys}).content)
    return str(path)


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(group, [*words, "--root", str(root)])


def files(root: Path) -> list[str]:
    return sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and ".allclear" not in path.parts
    )


def test_it_says_what_it_added_and_what_to_type_next(root: Path) -> None:
    done = run(root, "import", "statuspage", save(root, incidents=[incident(FIRST, LAST)]))

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "added: 1 incident, 0 maintenances, 0 post-mortems, of 1 file\n"
        "parts: 1, in a new site_src/public/site.yml\n"
        "nothing is committed; next:\n"
        "  allclear check\n"
        "  allclear build\n"
        '  git add incidents site_src && git commit -m "records: Import the history"\n'
    )
    assert files(root) == [f"{RECORD}/public.yml", "site_src/public/site.yml"]


def test_a_dry_run_shows_the_same_and_writes_nothing(root: Path) -> None:
    source = save(root, incidents=[incident(FIRST, LAST)])

    done = run(root, "import", "statuspage", source, "--dry-run")

    assert done.exit_code == 0
    assert done.stdout == (
        "would be added: 1 incident, 0 maintenances, 0 post-mortems, of 1 file\n"
        "parts: 1, in a new site_src/public/site.yml\n"
        "nothing was written: --dry-run\n"
    )
    assert list(root.iterdir()) == []


def test_what_is_not_as_it_was_has_a_line_each(root: Path) -> None:
    source = save(root, incidents=[incident({**FIRST, "body": "<b>x</b>"}, LAST)])

    done = run(root, "import", "statuspage", source, "--dry-run")

    assert done.stdout.splitlines()[0].endswith(
        ": note: incident inc1dent0001, update upd4te000001: its HTML is kept as plain text"
    )
    assert "not as it was: 1 note above\n" in done.stdout


def test_a_mistake_is_told_with_its_place_and_nothing_is_written(root: Path) -> None:
    Path(root.parent / "a.json").write_text('{"incidents": [\n  {"id": "x', encoding="utf-8")

    done = run(root, "import", "statuspage", str(root.parent / "a.json"))

    assert (done.exit_code, done.stdout) == (1, "")
    assert "a.json:2:10: error[IMP004]: the file ends in the middle\n" in done.stderr
    assert done.stderr.endswith("nothing was written\n")
    assert list(root.iterdir()) == []


def test_parts_that_are_missing_are_offered_for_pasting(root: Path) -> None:
    source = save(root, incidents=[incident(FIRST, LAST)])
    run(root, "import", "statuspage", source)
    other = {**FIRST, "affected_components": [effect("major_outage", "n3wpart00001", "New")]}
    source = save(root, incidents=[incident({**other, "id": "upd4te000009"}, id="inc1dent0002")])

    done = run(root, "import", "statuspage", source)

    assert done.exit_code == 1
    assert done.stdout.startswith(
        "add to the components of a group in site_src/public/site.yml:\n"
        "\n"
        "      - id: new\n"
        "        name: New\n"
    )
    assert "error[IMP009]" in done.stderr
    assert f"{RECORD[:-3]}002/public.yml" not in files(root)
    mapped = run(root, "import", "statuspage", source, "--map", "New=playing-games")
    assert mapped.exit_code == 0


def test_programs_get_one_document(root: Path) -> None:
    source = save(root, incidents=[incident(FIRST, LAST)])

    done = run(root, "import", "statuspage", source, "--format", "json")

    assert json.loads(done.stdout) == {
        "written": True,
        "files": 1,
        "records": [RECORD],
        "known": 0,
        "additions": [],
        "site": "site_src/public/site.yml",
        "parts": 1,
        "missing": "",
        "lost": [],
        "findings": [],
        "next": [
            "allclear check",
            "allclear build",
            'git add incidents site_src && git commit -m "records: Import the history"',
        ],
    }


@pytest.mark.parametrize(
    "words",
    [
        ("no-such-format", "."),
        ("statuspage", "no-such-file.json"),
        ("statuspage", ".", "--map", "x"),
        ("statuspage", ".", "--map", "=x"),
        ("statuspage", ".", "--map", "x=a", "--map", "x=b"),
        ("statuspage", ".", "--zone", "Mars/Olympus"),
    ],
)
def test_wrong_use_is_told_and_ends_with_two(root: Path, words: tuple[str, ...]) -> None:
    assert run(root, "import", *words).exit_code == 2


def test_a_part_nobody_knows_in_a_map_is_wrong_use(root: Path) -> None:
    source = save(root, incidents=[incident(FIRST, LAST)])

    done = run(root, "import", "statuspage", source, "--map", "Playing gmaes=x")

    assert (done.exit_code, done.stderr) == (
        2,
        "error: --map: the source has no part 'Playing gmaes'\nfix: write 'Playing games'\n",
    )


def test_R103_imported_records_are_announced_in_no_feed(root: Path) -> None:
    """Neither what is over nor what is open; what is written here later is."""
    open_one = incident({**FIRST, "id": "upd4te000009"}, id="inc1dent0002", name="Signing in fails")
    told = update("p0stm0rtem01", "23:00:00.001", "postmortem", "A lot went wrong.")
    source = save(root, incidents=[incident(FIRST, LAST, told), open_one])
    run(root, "import", "statuspage", source)
    run(root, "build", "--now", "2024-09-17T00:00Z")
    site = root / "site/public"

    feeds = [*site.rglob("*.rss"), *site.rglob("*.atom"), *site.rglob("feed.json")]
    assert len(feeds) == 13
    for path in feeds:
        text = path.read_text(encoding="utf-8")
        assert "<item>" not in text
        assert "<entry>" not in text
        if path.suffix == ".json":
            assert json.loads(text)["items"] == []
    assert "Games are slow" in (site / f"{RECORD.replace('2024/', '')}/index.html").read_text(
        encoding="utf-8"
    )

    later = root / f"{RECORD[:-1]}2/updates/20240917T010000Z-k7q2m9x4.yml"
    later.parent.mkdir()
    later.write_text("status: resolved\ntext: It works again.\n", encoding="utf-8")
    run(root, "build", "--now", "2024-09-17T02:00Z")
    items = json.loads((site / "feed.json").read_text(encoding="utf-8"))["items"]
    assert ["It works again." in json.dumps(each) for each in items] == [True]


def test_old_addresses_lead_to_the_records(root: Path) -> None:
    run(root, "import", "statuspage", save(root, incidents=[incident(FIRST, LAST)]))
    run(root, "build", "--now", "2024-09-17T00:00Z")

    assert (root / "site/public/incidents/inc1dent0001/index.html").read_text(encoding="utf-8") == (
        "<!doctype html>\n"
        '<html lang="en" dir="ltr">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "base-uri 'none'; form-action 'none'\">\n"
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="robots" content="noindex">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="refresh" content="0; url=../../incidents/INC-2024-09-16-001/">\n'
        "<title>This notice has a new address</title>\n"
        '<link rel="canonical" '
        'href="https://status.example.com/incidents/INC-2024-09-16-001/">\n'
        "</head>\n"
        "<body>\n"
        "<main>\n"
        "<h1>This notice has a new address</h1>\n"
        '<p><a href="../../incidents/INC-2024-09-16-001/">Go to the notice</a></p>\n'
        "</main>\n"
        "</body>\n"
        "</html>"
    )


def test_two_records_of_one_address_are_told_by_build_and_check_alike(root: Path) -> None:
    source = save(root, incidents=[incident(FIRST, LAST)])
    run(root, "import", "statuspage", source)
    second = root / f"{RECORD[:-1]}2/public.yml"
    second.parent.mkdir()
    second.write_text(
        "title: Other\nformer_addresses:\n  - incidents/inc1dent0001/\n  - old/one.html\n"
        "backfilled: true\nupdates:\n  - at: 14:36\n    status: resolved\n    text: Over.\n",
        encoding="utf-8",
    )

    checked = run(root, "check", "--now", "2024-09-17T00:00Z")
    built = run(root, "build", "--now", "2024-09-17T00:00Z")
    again = run(root, "build", "--now", "2024-09-17T00:00Z")

    told = "error[INC025]: the address 'incidents/inc1dent0001' leads to INC-2024-09-16-001 already"
    assert told in checked.stdout
    assert [each.exit_code for each in (checked, built, again)] == [1, 1, 1]
    assert told in built.stderr
    assert told in again.stderr
    site = root / "site/public"
    page_of = (site / "incidents/inc1dent0001/index.html").read_text(encoding="utf-8")
    assert "INC-2024-09-16-001" in page_of
    moved = (site / "old/one.html").read_text(encoding="utf-8")
    assert 'href="../incidents/INC-2024-09-16-002/"' in moved


def test_its_formats_are_completed() -> None:
    done = CliRunner().invoke(
        group, [], prog_name="allclear",
        env={"_ALLCLEAR_COMPLETE": "bash_complete", "COMP_WORDS": "allclear import stat",
             "COMP_CWORD": "2"},
    )  # fmt: skip

    assert "statuspage" in done.output
    assert GAMES not in done.output


def test_more_updates_than_a_file_holds_go_on_in_files_of_their_own(root: Path) -> None:
    updates = [
        update(
            f"upd4t{number:07}",
            f"{number // 60:02}:{number % 60:02}:00.000",
            "resolved" if number == 599 else "investigating",
            f"Text {number}.",
        )
        for number in range(600)
    ]
    source = save(root, incidents=[incident(*updates)])

    done = run(root, "import", "statuspage", source)
    again = run(root, "import", "statuspage", source)

    assert (done.exit_code, done.stderr) == (0, "")
    assert again.stdout.endswith("nothing is new\n")
    public = (root / RECORD / "public.yml").read_text(encoding="utf-8")
    assert public.count("  - at: ") == 500
    assert len(list((root / RECORD / "updates").iterdir())) == 100
    checked = run(root, "check", "--now", "2024-09-17T00:00Z")
    assert (checked.stdout, checked.stderr) == ("", "checked 1 record: 0 errors, 0 warnings\n")
    run(root, "build", "--now", "2024-09-17T00:00Z")
    shown = (root / "site/public/incidents/INC-2024-09-16-001/index.html").read_text("utf-8")
    assert "Text 0." in shown
    assert "Text 599." in shown


@pytest.mark.parametrize("url", ["http://[", "https://x:99999", "https://a@b", "https://a b"])
def test_an_address_of_the_page_that_is_none_is_told(root: Path, url: str) -> None:
    source = save(root, page=page(url=url), incidents=[incident(FIRST, LAST)])

    done = run(root, "import", "statuspage", source)

    assert (done.exit_code, done.stderr) == (0, "")
    assert "note: page: its 'url' is no web address\n" in done.stdout


def test_a_zone_of_the_page_that_nobody_knows_is_told(root: Path) -> None:
    source = save(root, page=page(time_zone="Eastern"), incidents=[incident(FIRST, LAST)])

    done = run(root, "import", "statuspage", source)

    assert "note: page: its 'time_zone' is not known; UTC stands in its place\n" in done.stdout


@pytest.mark.parametrize(
    ("form", "name", "content", "said"),
    [
        (
            "feed",
            "a.json",
            '{"incidents": []}',
            "no file in the folder ends in .rss, .atom, .xml, .rdf; what lies there is for "
            "'allclear import statuspage'\n",
        ),
        ("statuspage", "a.txt", "", "no file in the folder ends in .json\n"),
    ],
)
def test_a_folder_of_another_format_is_named_and_so_is_the_format(
    root: Path, form: str, name: str, content: str, said: str
) -> None:
    folder = root.parent / "saved"
    folder.mkdir()
    (folder / name).write_text(content, encoding="utf-8")

    done = run(root, "import", form, str(folder))

    assert done.exit_code == 1
    assert done.stderr.startswith(f"{folder.as_posix()}:1:1: error[IMP007]: {said}")
    assert list(root.iterdir()) == []


@pytest.mark.parametrize(
    ("form", "content", "said"),
    [
        ("feed", '{"incidents": []}', "this is JSON, not a feed"),
        (
            "statuspage",
            '<?xml version="1.0"?><rss/>',
            "this is XML, not JSON; feeds are read by 'allclear import feed'",
        ),
        (
            "statuspage",
            '{"incidents": [], "incidents": []}',
            "this is no JSON: 'incidents' stands twice in one object",
        ),
    ],
)
def test_a_file_of_another_format_is_told_apart_from_a_broken_one(
    root: Path, form: str, content: str, said: str
) -> None:
    source = root.parent / "history"
    source.write_text(content, encoding="utf-8")

    done = run(root, "import", form, str(source))

    assert (done.exit_code, done.stderr.partition("\n")[0]) == (
        1,
        f"{source.as_posix()}:1:1: error[IMP004]: {said}",
    )


def test_planned_work_that_moved_without_a_word_is_told(root: Path) -> None:
    announced = update("upd4te000003", "21:31:02.719", "scheduled", "We get a new database.")
    moved = {"scheduled_until": "2024-09-21T01:00:00.000Z"}
    run(root, "import", "statuspage", save(root, scheduled_maintenances=[maintenance(announced)]))
    before = files(root)

    source = save(root, scheduled_maintenances=[maintenance(announced, **moved)])
    done = run(root, "import", "statuspage", source)

    assert (
        "note: maintenance m4intenance1: it is planned for 2024-09-20 22:00Z to 2024-09-21 01:00Z "
        "there, which no update says; move it with 'allclear maintenance extend'\n"
    ) in done.stdout
    assert files(root) == before


def test_where_no_folder_can_be_made_nothing_is_written_at_all(root: Path) -> None:
    source = save(root, incidents=[incident(FIRST, LAST)])
    (root / "incidents").mkdir()
    (root / "incidents/2024").write_text("no folder\n", encoding="utf-8")

    done = run(root, "import", "statuspage", source)

    assert done.exit_code == 2
    assert "incidents/2024 is no folder" in done.stderr
    assert not (root / "site_src/public/site.yml").exists()
    assert (root / "incidents/2024").read_text(encoding="utf-8") == "no folder\n"
