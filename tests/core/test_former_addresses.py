"""Addresses of an earlier status site: what may be one, and whose it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.former_addresses import file_of, read_former_address


@pytest.mark.parametrize(
    ("text", "address", "file"),
    [
        ("/incidents/kctbh9vrtdwd", "incidents/kctbh9vrtdwd", "incidents/kctbh9vrtdwd/index.html"),
        ("issues/2018-east/", "issues/2018-east", "issues/2018-east/index.html"),
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
