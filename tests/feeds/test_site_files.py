"""The small files: exact, without clock, and within the limits of those who read them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

from generator.core.views import (
    ComponentView,
    Digest,
    EntryRef,
    MonthView,
    PageState,
    PublicSite,
    Uptime,
)
from generator.core.vocabulary import (
    ComponentState,
    Impact,
    IncidentStatus,
    Indicator,
    RecordKind,
)
from generator.renderers import site_files
from generator.renderers.site_files import (
    create_headers,
    create_security,
    create_sitemap,
    small_files,
)
from tests.feeds.builders import AT, component, config, frame
from tests.payloads import PAYLOADS

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def digest(number: int, updates: tuple[str, ...] = (), **changes: object) -> Digest:
    id_ = f"INC-2025-01-15-{number:03}"
    values: dict[str, object] = {
        "id": id_,
        "kind": RecordKind.INCIDENT,
        "day": date(2025, 1, 15),
        "title": "Students cannot save scores",
        "status": IncidentStatus.RESOLVED,
        "peak": ComponentState.MAJOR_OUTAGE,
        "impact": Impact.CRITICAL,
        "state": ComponentState.OPERATIONAL,
        "is_open": False,
        "components": ("scores",),
        "states": (),
        "windows": (),
        "durations": (),
        "entries": tuple(
            EntryRef(incident=id_, update=update, at=AT, components=(), is_in_feeds=False)
            for update in updates
        ),
        "summary": "",
        "started_at": AT,
        "ended_at": AT,
        "scheduled_for": None,
        "scheduled_until": None,
        "is_cancelled": False,
        "is_tombstone": False,
        "merged_into": None,
        "is_backfilled": False,
        "has_postmortem": False,
        "postmortem_title": "",
        "postmortem_at": None,
        "is_damaged": False,
        "damaged_at": None,
        "damage_is_fresh": False,
        "damaged_components": (),
        "last_update_at": AT,
        "last_changed_at": AT + timedelta(minutes=number),
        "valid_from": AT,
        "valid_until": None,
    }
    return Digest(**values | changes)


def site(*digests: Digest, **changes: object) -> PublicSite:
    nothing = Uptime(share=None, counted=timedelta(0), lost=timedelta(0), durations=())
    values: dict[str, object] = {
        "config": config(),
        "as_of": AT,
        "entry_count": 7,
        "inputs_hash": "0123456789abcdef" * 4,
        "next_change_at": AT + timedelta(hours=9),
        "next_change": "Maintenance MNT-2025-01-15-001 begins",
        "state": PageState(
            is_known=True,
            state=ComponentState.OPERATIONAL,
            has_open_incident=False,
            indicator=Indicator.NONE,
            description="All Systems Operational",
            broken=(),
            in_maintenance=(),
            working=1,
            total=1,
            lead=None,
        ),
        "open": (),
        "damaged": (),
        "active": (),
        "upcoming": (),
        "past_maintenance": (),
        "recent": (),
        "recent_days": (),
        "months": (MonthView(month="2025-01", digests=digests),),
        "postmortems": (),
        "groups": (),
        "components": (
            ComponentView(
                component=component(),
                state=ComponentState.OPERATIONAL,
                is_certain=True,
                days=(),
                uptime=nothing,
                months=(),
                incidents=(),
                is_retired=False,
            ),
        ),
        "last_update_at": AT,
        "last_trouble_day": None,
        "digests": {found.id: found for found in digests},
    }
    return PublicSite(**values | changes)


def files(here: PublicSite) -> dict[str, str]:
    return {a.path: a.content.decode() for a in small_files(here, frame())}


def test_the_small_files_are_these() -> None:
    assert sorted(files(site())) == [
        ".nojekyll",
        "_headers",
        "entries.txt",
        "generation.json",
        "robots.txt",
        "sitemap.xml",
    ]


def test_generation_says_which_state_of_the_record_this_is() -> None:
    text = files(site())["generation.json"]

    assert json.loads(text) == {
        "generation": [7, "2025-01-15T14:36:00Z"],
        "inputs": "0123456789abcdef" * 4,
        "as_of": "2025-01-15T14:36:00Z",
        "next_change_at": "2025-01-15T23:36:00Z",
        "next_change": "Maintenance MNT-2025-01-15-001 begins",
    }
    quiet = files(site(next_change_at=None, next_change=""))["generation.json"]
    assert json.loads(quiet)["next_change_at"] is None


def test_generation_stays_valid_and_under_a_kilobyte_whatever_changes_next() -> None:
    for payload in PAYLOADS:
        text = files(site(next_change=payload, entry_count=10**9))["generation.json"]
        assert len(text.encode()) < 1024
        json.loads(text)


def test_every_public_entry_is_listed_whether_it_notifies_or_not() -> None:
    here = site(digest(2, ("b", "a")), digest(1, ("20250115T143600Z-k7q2m9x4",)))

    assert files(here)["entries.txt"] == (
        "INC-2025-01-15-001/20250115T143600Z-k7q2m9x4\nINC-2025-01-15-002/a\nINC-2025-01-15-002/b\n"
    )
    assert files(site())["entries.txt"] == ""


def test_robots_may_read_everything() -> None:
    assert files(site())["robots.txt"] == (
        "User-agent: *\nAllow: /\n\nSitemap: https://status.school.example/sitemap.xml\n"
    )


def test_the_sitemap_lists_every_page_with_the_last_change_of_its_content() -> None:
    closed = AT + timedelta(days=2)
    here = site(digest(1, has_postmortem=True, postmortem_at=closed), digest(2))
    root = ElementTree.fromstring(files(here)["sitemap.xml"])

    assert [
        (
            url.findtext(f"{SITEMAP}loc").removeprefix("https://status.school.example/"),
            url.findtext(f"{SITEMAP}lastmod"),
        )
        for url in root
    ] == [
        ("", "2025-01-15T14:38:00Z"),
        ("history/", "2025-01-15T14:38:00Z"),
        ("maintenance/", None),
        ("postmortems/", "2025-01-17T14:36:00Z"),
        ("subscribe/", None),
        ("about/", None),
        ("addresses/", None),
        ("components/scores/", None),
        ("history/2025-01/", "2025-01-15T14:38:00Z"),
        ("incidents/INC-2025-01-15-002/", "2025-01-15T14:38:00Z"),
        ("incidents/INC-2025-01-15-001/", "2025-01-15T14:37:00Z"),
        ("postmortems/INC-2025-01-15-001/", "2025-01-17T14:36:00Z"),
    ]


def test_nothing_but_generation_knows_when_it_was_built() -> None:
    before = files(site(digest(1, ("a",))))
    later = files(site(digest(1, ("a",)), as_of=AT + timedelta(days=9), inputs_hash="x"))

    assert [path for path in before if before[path] != later[path]] == ["generation.json"]


def test_a_sitemap_too_long_for_one_file_leaves_the_oldest_records_out(monkeypatch) -> None:
    monkeypatch.setattr(site_files, "MAX_SITEMAP_URLS", 11)
    root = ElementTree.fromstring(create_sitemap(site(*(digest(n) for n in range(1, 9)))))

    assert len(root) == 11
    assert root[-1].findtext(f"{SITEMAP}loc").endswith("/incidents/INC-2025-01-15-007/")


def rules() -> dict[str, dict[str, str]]:
    """Return what ``_headers`` says: path pattern to header names and values."""
    found: dict[str, dict[str, str]] = {}
    path = ""
    for line in create_headers().splitlines():
        if line.startswith("/"):
            path = line
            assert path not in found
            found[path] = {}
        elif line:
            assert line.startswith("  ")
            name, _, value = line.strip().partition(": ")
            found[path][name] = value
    return found


def test_headers_stay_within_the_limits_of_their_readers() -> None:
    assert max(map(len, create_headers().splitlines())) <= 2000
    assert list(rules()) == [
        "/*", "/", "/index.html", "/404.html", "/about/*", "/addresses/*", "/components/*",
        "/history/*", "/incidents/*", "/maintenance/*", "/postmortems/*", "/subscribe/*",
        "/embed/*",
        "/*.rss", "/*.atom", "/*.json", "/*.ics", "/*.svg", "/*.js",
    ]  # fmt: skip
    assert {path.count("*") for path in rules()} == {0, 1}


def test_headers_say_this_of_everything_and_of_what_programs_read() -> None:
    known = rules()

    assert known["/*"] == {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": (
            "public, max-age=10, s-maxage=10, stale-while-revalidate=20, stale-if-error=3600"
        ),
    }
    assert {path: known[path]["Content-Type"] for path in known if "*." in path} == {
        "/*.rss": "application/rss+xml; charset=utf-8",
        "/*.atom": "application/atom+xml; charset=utf-8",
        "/*.json": "application/json; charset=utf-8",
        "/*.ics": "text/calendar; charset=utf-8",
        "/*.svg": "image/svg+xml",
        "/*.js": "text/javascript; charset=utf-8",
    }
    for path in known:
        if "*." in path:
            assert known[path]["Access-Control-Allow-Origin"] == "*"
            assert known[path]["Access-Control-Expose-Headers"] == "ETag, Date"


def test_security_txt_stands_only_where_contact_and_expiry_are_configured() -> None:
    expires = datetime(2026, 12, 31, tzinfo=UTC)
    both = config(
        security_contact="mailto:security@school.example",
        security_expires=expires,
        url="https://school.example/status/",
    )

    assert files(site(config=both))[".well-known/security.txt"] == (
        "Contact: mailto:security@school.example\n"
        "Expires: 2026-12-31T00:00:00Z\n"
        "Preferred-Languages: en\n"
        "Canonical: https://school.example/status/.well-known/security.txt\n"
    )
    for half in (replace(both, security_contact=""), replace(both, security_expires=None)):
        assert ".well-known/security.txt" not in files(site(config=half))


def test_a_bare_address_becomes_a_uri_and_a_line_break_forges_no_field() -> None:
    expires = datetime(2026, 12, 31, tzinfo=UTC)

    for contact, expected in (
        ("security@school.example", "mailto:security@school.example"),
        ("https://school.example/report", "https://school.example/report"),
        ("tel:+1-201-555-0123", "tel:+1-201-555-0123"),
        ("a@b.example\nContact: c@d.example", "mailto:a@b.exampleContact:c@d.example"),
    ):
        text = create_security(config(security_contact=contact), expires, "en")
        assert text.splitlines()[0] == f"Contact: {expected}"
        assert len(text.splitlines()) == 4
