"""Pages at the addresses an earlier status site had: each leads on to its record (R103)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from generator.renderers.pages import Pages

if TYPE_CHECKING:
    from generator.pipeline.lists import Lists


def make_redirects(lists: Lists, pages: Pages, owners: Mapping[str, str]) -> None:
    """Make a page at each former address.

    Such a page says where the record is and nothing of it, so it is made once: neither a new
    update nor another record changes it.

    Args:
        lists: Puts what is made into the stage, or keeps it.
        pages: Renders.
        owners: The record each address leads to, by file.
    """
    for file, incident in owners.items():
        lists.make(f"moved/{file}", incident, partial(pages.moved, file, incident))
