"""Rules over ``vendors.yml``: one vendor, one id, one name; and not all eggs in one basket.

Only ``check`` calls them; no public build imports this module (P1).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.facts import SiteConfig
from generator.core.rules_base import Remark, Trail
from generator.core.schema_vendors import VENDORS_FILE
from generator.core.spelling import suggest
from generator.core.staff.vendors import Vendors


def check_vendors(vendors: Vendors, config: SiteConfig | None) -> Iterator[Remark]:
    """Yield everything odd about whom we depend on.

    Args:
        vendors: The facts.
        config: The site, for the names visitors read; None where it cannot be read.
    """
    if config is not None:
        yield from _check_names(vendors, config)
    yield from _check_hosting(vendors)


def _check_names(vendors: Vendors, config: SiteConfig) -> Iterator[Remark]:
    public = {vendor.id: vendor.name for vendor in config.vendors}
    lonely = {id_: name for id_, name in public.items() if id_ not in vendors.cards}
    for slug, card in vendors.cards.items():
        shown = card.public_name or card.name
        if slug in public:
            if public[slug] != shown:
                field = "public_name" if card.public_name else "name"
                yield _about(
                    "PPL031",
                    ("vendors", slug, field),
                    f"'{shown}' is called '{public[slug]}' in site.yml",
                    f"write 'public_name: {public[slug]}', or correct site.yml",
                    shown,
                )
            continue
        by_name = {name: id_ for id_, name in lonely.items()}
        meant = by_name.get(shown) or suggest(slug, lonely)
        if meant is not None:
            yield _about(
                "PPL031",
                ("vendors", slug),
                f"'{slug}' has the id '{meant}' in site.yml",
                f"write '{meant}:', so that both speak of one vendor",
                slug,
            )
            lonely.pop(meant)
    if vendors.is_unread:
        return
    for id_, name in lonely.items():
        yield _about(
            "PPL032",
            ("vendors",),
            f"'{id_}' stands in site.yml and has no card here",
            f"add '{id_}:' with 'name: {name}' and how to reach them",
            id_,
        )


def _check_hosting(vendors: Vendors) -> Iterator[Remark]:
    slug = vendors.hosting
    if not slug:
        return
    card = vendors.find(slug)
    trail: Trail = ("hosting", "vendor")
    if card is None:
        if not vendors.is_unread:
            meant = vendors.suggest(slug)
            yield _about(
                "PPL033",
                trail,
                f"'{slug}' is no vendor of this file",
                f"write '{meant}'" if meant else f"add '{slug}:' under 'vendors'",
                slug,
            )
    elif card.components:
        parts = ", ".join(card.components[:3]) + (" …" if len(card.components) > 3 else "")
        yield _about(
            "PPL034",
            trail,
            f"'{slug}' hosts the status page, and {parts} depend on it too",
            "host the status page elsewhere, or it falls with what it should tell of",
            slug,
        )


def _about(code: str, trail: Trail, message: str, fix: str, value: str) -> Remark:
    return Remark(code=code, path=VENDORS_FILE, field=trail, message=message, fix=fix, value=value)
