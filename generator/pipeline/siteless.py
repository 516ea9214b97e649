"""How records are read while ``site.yml`` cannot be."""

from __future__ import annotations

from generator.core.facts import SiteConfig

UNKNOWN_SITE = SiteConfig(name="", url="", zone="UTC", groups=(), components=())
"""Stands in for it: no part is known by name."""
NEEDS_SITE = frozenset({"REC021", "REC022"})
"""What nobody can know of a record meanwhile."""
