"""Ids of the Statuspage API for what was never on Statuspage."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.core.api_ids import create_api_id, is_api_id


def test_an_id_is_frozen() -> None:
    assert create_api_id("incident", "INC-2025-01-15-001") == "pauqrxva5q6y"


@given(st.sampled_from(["page", "group", "component"]), st.text(max_size=40))
def test_an_id_has_the_recorded_form(kind: str, permanent: str) -> None:
    assert re.fullmatch("[a-z0-9]{12}", create_api_id(kind, permanent))
    assert is_api_id(create_api_id(kind, permanent))


def test_kinds_do_not_share_ids() -> None:
    assert create_api_id("group", "learning") != create_api_id("component", "learning")
