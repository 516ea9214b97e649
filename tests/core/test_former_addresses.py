"""Addresses of an earlier status site: what may be one, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.former_addresses import (
    Claim,
    addresses_of,
    file_of,
    find_owners,
    read_former_address,
)


@dataclass(frozen=True)
class Known:
    """A record as far as its addresses go."""

    id: str
    api_id: str | None = None
    former_addresses: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("text", "address", "file"),
    [
        ("/incidents/kctbh9vrtdwd", "incidents/kctbh9vrtdwd", "incidents/kctbh9vrtdwd/index.html"),
        ("issues/2018-us-east/", "issues/2018-us-east", "issues/2018-us-east/index.html"),
        ("2019/01/down.html", "2019/01/down.html", "2019/01/down.html"),
    ],
)
def test_an_address_and_the_file_that_answers(text: str, address: str, file: str) -> None:
    assert read_former_address(text) == address
    assert file_of(address) == file


@pytest.mark.parametrize(
    "text",
    [
        "", "/", "..", "a/../b", "a//b", ".well-known/x", "_headers", "a\\b", "a b", "a%2fb", "é",
        "api/v2/status.json", "API/v2", "history", "index.html", "components/x", "banner.js",
        "incidents", "incidents/INC-2025-01-15-001", "incidents/inc-2025-01-15-001/x",
        "a./b", "https://example.com/a", "a/b/c/d/e/f", "x" * 201,
    ],
)  # fmt: skip
def test_what_may_be_no_address(text: str) -> None:
    assert read_former_address(text) is None


@given(st.text(max_size=30))
def test_an_address_never_leaves_the_site(text: str) -> None:
    address = read_former_address(text)
    if address is not None:
        assert all(segment.strip(".") for segment in address.split("/"))
        assert read_former_address(address) == address


def test_a_record_has_the_addresses_written_down_and_that_of_its_api_id() -> None:
    assert addresses_of(Known("INC-1")) == ()
    assert addresses_of(Known("INC-1", "kctbh9vrtdwd", ("a", "incidents/kctbh9vrtdwd"))) == (
        "a",
        "incidents/kctbh9vrtdwd",
    )
    assert addresses_of(Known("INC-1", "INC-2025-01-15-001")) == ()


def test_of_two_records_the_smallest_id_keeps_an_address_whatever_their_order() -> None:
    records = [
        Known("INC-3", None, ("Old/x.html",)),
        Known("INC-1", "same", ("old/x.html",)),
        Known("INC-2", "same"),
    ]

    expected = (
        {"old/x.html": "INC-1", "incidents/same/index.html": "INC-1"},
        (
            Claim("INC-2", "incidents/same", "INC-1", is_by_id=True),
            Claim("INC-3", "Old/x.html", "INC-1", is_by_id=False),
        ),
    )
    assert find_owners(records) == expected
    assert find_owners(records[::-1]) == expected


@pytest.mark.parametrize("names", [("a/x.html", "a/x.html/y"), ("a/x.html/y/z", "a/X.html")])
def test_a_file_and_a_folder_of_one_name_cannot_both_be_there(names: tuple[str, str]) -> None:
    owners, claims = find_owners(
        [Known(f"INC-{number}", None, (name,)) for number, name in enumerate(names)]
    )

    assert list(owners.values()) == ["INC-0"]
    assert claims == (Claim("INC-1", names[1], "INC-0", is_by_id=False),)


def test_a_record_never_stands_in_its_own_way() -> None:
    assert find_owners([Known("INC-1", None, ("a", "A"))]) == ({"a/index.html": "INC-1"}, ())
    owners, _ = find_owners([Known("INC-1", None, ("x.html", "x.html/y"))])
    assert owners == {"x.html": "INC-1"}
