"""Pages at the addresses an earlier status site had: each leads on to its record (R103)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from generator.core.former_addresses import find_owners
from generator.core.views import Digest
from generator.renderers.pages import Pages

if TYPE_CHECKING:
    from generator.pipeline.lists import Lists


def make_redirects(lists: Lists, pages: Pages, digests: Iterable[Digest]) -> None:
    """Make a page at each former address.

    Such a page says where the record is and nothing of it, so it is made once: neither a new
    update nor another record changes it.
    """
    owners, _ = find_owners(digests)
    for file, incident in owners.items():
        lists.make(f"moved/{file}", incident, partial(pages.moved, file, incident))
