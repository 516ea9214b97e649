"""The rule over former addresses, which only all records together can break (R103)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.core.former_addresses import Claim
from generator.core.rules_base import Remark


def check_claims(claims: Iterable[Claim], paths: Mapping[str, str]) -> Iterator[Remark]:
    """Yield a remark about each address that leads to another record than its own.

    Args:
        claims: From :func:`~generator.core.former_addresses.find_owners`.
        paths: Folder of each record, by id.
    """
    for record, address, owner, is_by_id in claims:
        yield Remark(
            code="INC025",
            path=f"{paths[record]}/public.yml",
            field=("api_id",) if is_by_id else ("former_addresses", address),
            message=f"the address '{address}' leads to {owner} already",
            fix="give each record the id and the addresses it had itself, or delete them here",
            value=address,
        )
