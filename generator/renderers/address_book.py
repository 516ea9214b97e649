"""Every public address of the site, in one table; each is a promise and never changes (design §4).

``/addresses/`` is drawn from it, and a test holds it against the files of a whole built site: a
file without a row, and a row without a file, fail. Texts are ``addresses.<key>`` of the words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

PARTS = {
    "{id}": r"(?:INC|MNT)-\d{4}-\d\d-\d\d-\d{3,6}",
    "{part}": r"[a-z0-9][a-z0-9_-]*",
    "{month}": r"\d{4}-\d\d",
    "{old}": r"[A-Za-z0-9][A-Za-z0-9._/-]*",
}
"""What stands for a changing part of an address; an id of a record, a component, a month, a path
of an earlier status site."""


class Address(NamedTuple):
    """One row.

    Attributes:
        path: As visitors write it, from the site's root, with the names of `PARTS`.
        key: Its words.
    """

    path: str
    key: str

    @property
    def file(self) -> str:
        """The file or files that answer, relative to the root, with the names of `PARTS`."""
        return f"{self.path[1:]}index.html" if self.path.endswith("/") else self.path[1:]


SECTIONS: tuple[tuple[str, tuple[Address, ...]], ...] = (
    (
        "pages",
        (
            Address("/", "home"),
            Address("/incidents/{id}/", "incident"),
            Address("/history/", "history"),
            Address("/history/{month}/", "month"),
            Address("/maintenance/", "maintenance"),
            Address("/components/{part}/", "component"),
            Address("/postmortems/", "postmortems"),
            Address("/postmortems/{id}/", "postmortem"),
            Address("/subscribe/", "subscribe"),
            Address("/about/", "about"),
            Address("/addresses/", "addresses"),
            Address("/404.html", "missing"),
            Address("/{old}", "old"),
        ),
    ),
    (
        "feeds",
        (
            Address("/history.rss", "rss"),
            Address("/history.atom", "atom"),
            Address("/feed.json", "json_feed"),
            Address("/archive/{month}.atom", "archive"),
            Address("/history-incidents.atom", "incidents_atom"),
            Address("/components/{part}/history.rss", "component_feed"),
            Address("/components/{part}/history.atom", "component_feed"),
            Address("/components/{part}/feed.json", "component_feed"),
            Address("/incidents/{id}/history.rss", "incident_feed"),
            Address("/incidents/{id}/history.atom", "incident_feed"),
            Address("/incidents/{id}/feed.json", "incident_feed"),
        ),
    ),
    (
        "calendars",
        (
            Address("/maintenance.ics", "calendar"),
            Address("/components/{part}/maintenance.ics", "component_calendar"),
        ),
    ),
    (
        "api",
        (
            Address("/api/v2/summary.json", "summary"),
            Address("/api/v2/status.json", "status"),
            Address("/api/v2/components.json", "components"),
            Address("/api/v2/incidents.json", "incidents"),
            Address("/api/v2/incidents/unresolved.json", "unresolved"),
            Address("/api/v2/incidents/resolved.json", "resolved"),
            Address("/api/v2/scheduled-maintenances.json", "works"),
            Address("/api/v2/scheduled-maintenances/upcoming.json", "upcoming"),
            Address("/api/v2/scheduled-maintenances/active.json", "active"),
        ),
    ),
    (
        "embeds",
        (
            Address("/badge.svg", "badge"),
            Address("/badge.json", "shields"),
            Address("/components/{part}/badge.svg", "component_badge"),
            Address("/components/{part}/badge.json", "component_badge"),
            Address("/banner.json", "banner"),
            Address("/banner.js", "banner_script"),
            Address("/embed/", "embed"),
        ),
    ),
    (
        "small",
        (
            Address("/generation.json", "generation"),
            Address("/entries.txt", "entries"),
            Address("/schema/generation.schema.json", "schema"),
            Address("/schema/banner.schema.json", "schema"),
            Address("/schema/badge.schema.json", "schema"),
            Address("/sitemap.xml", "sitemap"),
            Address("/robots.txt", "robots"),
            Address("/.well-known/security.txt", "security"),
        ),
    ),
)
"""Name of each section and its addresses, in the order shown."""

FOR_HOSTS = (".nojekyll", "_headers")
"""Files that hosts read and nobody is to ask for."""


def find_rows(file: str) -> list[Address]:
    """Return the rows that promise *file*; one, if the table is right.

    The pages of earlier sites may lie anywhere, so their row counts where no other does.
    """
    rows = [row for _, rows in SECTIONS for row in rows]
    found = [row for row in rows if row.key != "old" and _pattern(row.file).fullmatch(file)]
    if found:
        return found
    return [row for row in rows if row.key == "old" and _pattern(row.file).fullmatch(file)]


def _pattern(file: str) -> re.Pattern[str]:
    text = re.escape(file)
    for name, pattern in PARTS.items():
        text = text.replace(re.escape(name), pattern)
    return re.compile(text)
