"""``hosts.yml``: where the site is deployed, and what is wrong with how that is written."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.core.hosts import Host
from generator.pipeline.check import check_repository
from generator.readers.hosts import HOSTS_FILE, read_hosts
from tests.records.repositories import write_repository

PAGES = Host(name="pages", url="https://status.example.com")
MIRROR = Host(name="mirror", url="http://mirror.example.net/status")
BOTH = """\
format: 1
hosts:
  - name: pages
    url: https://status.example.com
  - name: mirror
    url: http://mirror.example.net/status
"""


def read(root: Path, text: str) -> tuple[tuple[Host, ...], list[tuple[str, str, str]]]:
    path = root / HOSTS_FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    hosts, findings = read_hosts(root)
    return hosts, [(each.code, each.message, each.fix) for each in findings]


def test_without_the_file_there_are_no_hosts_and_nothing_is_wrong(tmp_path: Path) -> None:
    assert read_hosts(tmp_path) == ((), ())


def test_hosts_come_in_the_order_written(tmp_path: Path) -> None:
    assert read(tmp_path, BOTH) == ((PAGES, MIRROR), [])


def test_a_list_without_a_host_is_fine(tmp_path: Path) -> None:
    assert read(tmp_path, "format: 1\nhosts: []\n") == ((), [])


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("file:///etc/passwd", "file:///etc/passwd"),
        ("ftp://example.com", "ftp://example.com"),
        ("https://", "https://"),
    ],
)
def test_an_address_that_is_none_of_the_web_is_left_out(
    url: str, value: str, tmp_path: Path
) -> None:
    hosts, findings = read(tmp_path, BOTH.replace("https://status.example.com", url))

    assert hosts == (MIRROR,)
    assert findings == [
        (
            "REC013",
            f"'{value}' is no web address",
            "write an address that begins with https://",
        )
    ]


def test_a_slash_at_the_end_is_pointed_out_and_taken_off(tmp_path: Path) -> None:
    hosts, findings = read(tmp_path, BOTH.replace("example.com", "example.com/"))

    assert hosts == (PAGES, MIRROR)
    assert findings == [
        (
            "HST003",
            "'https://status.example.com/' ends in more than the site's address",
            "write 'https://status.example.com'",
        )
    ]


@pytest.mark.parametrize(
    ("old", "new"), [("name: mirror", "name: pages"), (MIRROR.url, f"{PAGES.url}")]
)
def test_the_second_of_two_like_hosts_is_left_out(old: str, new: str, tmp_path: Path) -> None:
    hosts, findings = read(tmp_path, BOTH.replace(old, new))

    assert hosts == (PAGES,)
    value = new.removeprefix("name: ")
    assert findings == [
        (
            "HST002",
            f"'{value}' stands twice",
            "give each host a name and an address of its own",
        )
    ]


def test_a_newer_format_names_no_host(tmp_path: Path) -> None:
    assert read(tmp_path, BOTH.replace("format: 1", "format: 2")) == (
        (),
        [("HST001", "format 2 is newer than this program, which knows 1", "update the program")],
    )


def test_a_host_without_an_address_leaves_the_others(tmp_path: Path) -> None:
    hosts, findings = read(tmp_path, BOTH.replace("    url: https://status.example.com\n", ""))

    assert hosts == (MIRROR,)
    assert [code for code, _, _ in findings] == ["REC002"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "site_src").mkdir()
    (tmp_path / "elsewhere.yml").write_text(BOTH, encoding="utf-8")
    (tmp_path / HOSTS_FILE).symlink_to(tmp_path / "elsewhere.yml")

    hosts, findings = read_hosts(tmp_path)

    assert (hosts, [each.code for each in findings]) == ((), ["FIL006"])


def test_check_speaks_of_it(tmp_path: Path) -> None:
    root = write_repository(tmp_path, {HOSTS_FILE: "format: 1\nhosts:\n  - nam: pages\n"})

    result = check_repository(root, now=datetime(2025, 4, 10, tzinfo=UTC), strict=False)

    found = [(each.path, each.line, each.code) for each in result.findings]
    assert found == [
        (HOSTS_FILE, 3, "REC001"),
        (HOSTS_FILE, 3, "REC002"),
        (HOSTS_FILE, 3, "REC002"),
    ]
    assert result.refusal == ""
