"""``site.yml`` and the pictures beside it, read into a :class:`SiteConfig` (design §2)."""

from __future__ import annotations

SITE = "site_src/public/site.yml"
MAX_SVG = 16 * 1024
"""Largest picture, in bytes: it is inlined in every page."""
