"""The small files that hosts, crawlers, monitors and the pages' own script expect (design §4)."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from generator.renderers.artifact import Artifact
from generator.renderers.feed_dates import rfc3339
from generator.renderers.markup import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from generator.core.facts import SiteConfig
    from generator.core.views import PublicSite
    from generator.renderers.frame import Frame

MAX_SITEMAP_URLS = 50_000
"""Of one sitemap file (sitemaps.org); beyond it the oldest records are left out."""

_MAX_WHY = 200  # characters; keeps generation.json under its kilobyte
_TYPES = (
    ("rss", "application/rss+xml; charset=utf-8"),
    ("atom", "application/atom+xml; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("ics", "text/calendar; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("js", "text/javascript; charset=utf-8"),
)
"""What programs and other sites' pages read, by the end of its name."""
_PAGES = (
    "/", "/index.html", "/404.html", "/about/*", "/addresses/*", "/components/*", "/history/*",
    "/incidents/*", "/maintenance/*", "/postmortems/*", "/subscribe/*",
)  # fmt: skip
"""Where pages lie. No rule for everything may set a policy: it would hold for the strip too."""
# Each page pins its own style and script by hash in a meta element, which no rule for many pages
# could repeat without loosening it. This adds what a meta element cannot say, and what holds for
# all of them; a browser enforces both.
_POLICY = (
    "img-src 'self' data:; connect-src 'self'; font-src 'none'; object-src 'none'; "
    "frame-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# The strip may stand in anybody's frame; it has nothing to press but a link.
_STRIP_POLICY = (
    "script-src 'none'; img-src 'none'; connect-src 'none'; font-src 'none'; object-src 'none'; "
    "frame-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)
_CACHE = "public, max-age=10, s-maxage=10, stale-while-revalidate=20, stale-if-error=3600"
"""For every file alike, as Statuspage has it: old news is worse than no cache (interop §1.1)."""

Rule = tuple[str, tuple[tuple[str, str], ...]]
"""A path with at most one splat, and names with values."""


def small_files(site: PublicSite, frame: Frame) -> list[Artifact]:
    """Return every file of the site that is neither page nor feed.

    ``.well-known/security.txt`` is among them only where contact and expiry are configured.
    """
    config = site.config
    texts = {
        "generation.json": create_generation(site),
        "entries.txt": create_entries(site),
        "robots.txt": create_robots(config),
        "sitemap.xml": create_sitemap(site),
        "_headers": create_headers(),
        # GitHub Pages would otherwise run the pages through a template engine of its own.
        ".nojekyll": "",
    }
    if config.security_contact and config.security_expires:
        texts[".well-known/security.txt"] = create_security(
            config, config.security_expires, frame.words.language
        )
    return [Artifact(path, text.encode()) for path, text in texts.items()]


def create_generation(site: PublicSite) -> str:
    """Return ``generation.json``, under 1 KB: which state of the record this site shows.

    Keys, which never change: ``generation`` is the pair of how many public entries were ever
    written and ``as_of``, so that the later of two copies is known even where clocks are not;
    ``inputs`` is the hash of the public inputs; ``next_change_at`` is when the site changes by
    the clock alone, or null, and ``next_change`` says why.
    """
    as_of = rfc3339(site.as_of)
    values = {
        "generation": [site.entry_count, as_of],
        "inputs": site.inputs_hash,
        "as_of": as_of,
        "next_change_at": rfc3339(site.next_change_at) if site.next_change_at else None,
        "next_change": printable(site.next_change)[:_MAX_WHY],
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def create_entries(site: PublicSite) -> str:
    """Return ``entries.txt``: every public entry as ``<incident>/<update>``, sorted, one per line.

    A deploy compares it with the one that is live: nothing published may vanish (P4).
    """
    lines = sorted(
        f"{entry.incident}/{entry.update}\n"
        for digest in site.digests.values()
        for entry in digest.entries
    )
    return "".join(lines)


def create_robots(config: SiteConfig) -> str:
    """Return ``robots.txt``: everything here is public and may be found.

    Source:
        RFC 9309.
    """
    return f"User-agent: *\nAllow: /\n\nSitemap: {_base(config)}/sitemap.xml\n"


def create_sitemap(site: PublicSite) -> str:
    """Return ``sitemap.xml``; ``lastmod`` is the last change of a page's content, never a build.

    Source:
        sitemaps.org protocol 0.9.
    """
    base = escape(_base(site.config))
    lines = [
        "<?xml version='1.0' encoding='UTF-8'?>",
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for path, changed_at in _pages(site):
        date = f"<lastmod>{rfc3339(changed_at)}</lastmod>" if changed_at else ""
        lines.append(f"<url><loc>{base}/{escape(path)}</loc>{date}</url>")
        if len(lines) == MAX_SITEMAP_URLS + 2:
            break
    lines.append("</urlset>\n")
    return "\n".join(lines)


def create_headers() -> str:
    """Return ``_headers`` for hosts that read it (Cloudflare Pages, Netlify).

    No header is set by two rules, because such hosts would join the values with a comma.

    Source:
        Cloudflare Pages: at most 100 rules, 2,000 characters a line, one splat a path;
        interop §1.1 (caching, other origins) and §5; reliability §1F (policy).
    """
    return "\n".join(
        "\n".join((path, *(f"  {name}: {value}" for name, value in headers), ""))
        for path, headers in _rules()
    )


def _rules() -> Iterator[Rule]:
    yield (
        "/*",
        (
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", _CACHE),
        ),
    )
    for path in _PAGES:
        yield path, (("Content-Security-Policy", _POLICY),)
    yield "/embed/*", (("Content-Security-Policy", _STRIP_POLICY),)
    for suffix, media_type in _TYPES:
        yield (
            f"/*.{suffix}",
            (
                ("Content-Type", media_type),
                ("Access-Control-Allow-Origin", "*"),
                ("Access-Control-Expose-Headers", "ETag, Date"),
            ),
        )


def create_security(config: SiteConfig, expires_at: datetime, language: str) -> str:
    """Return ``security.txt``; a bare e-mail address becomes a ``mailto:`` URI.

    Source:
        RFC 9116 §2.5: Contact and Expires are required, Canonical names this very file.
    """
    contact = "".join(printable(config.security_contact).split())
    if "://" not in contact and not contact.startswith(("mailto:", "tel:")):
        contact = f"mailto:{contact}"
    return (
        f"Contact: {contact}\n"
        f"Expires: {rfc3339(expires_at)}\n"
        f"Preferred-Languages: {language}\n"
        f"Canonical: {_base(config)}/.well-known/security.txt\n"
    )


def _pages(site: PublicSite) -> Iterator[tuple[str, datetime | None]]:
    """Yield every page's path with its last change, the oldest records last."""
    digests = sorted(
        site.digests.values(), key=lambda digest: (digest.last_changed_at, digest.id), reverse=True
    )
    newest = digests[0].last_changed_at if digests else None
    yield "", newest
    yield "history/", newest
    yield "maintenance/", None
    yield "postmortems/", max((d.postmortem_at for d in digests if d.postmortem_at), default=None)
    yield "subscribe/", None
    yield "about/", None
    yield "addresses/", None
    for component in site.components:
        yield f"components/{component.component.id}/", None
    for month in site.months:
        changes = [digest.last_changed_at for digest in month.digests]
        yield f"history/{month.month}/", max(changes, default=None)
    for digest in digests:
        yield f"incidents/{digest.id}/", digest.last_changed_at
        if digest.has_postmortem:
            yield f"postmortems/{digest.id}/", digest.postmortem_at


def _base(config: SiteConfig) -> str:
    return config.url.rstrip("/")
