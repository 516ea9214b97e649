"""Fields of ``hosts.yml``: where built sites are deployed. No site ever reads it."""

from __future__ import annotations

from generator.core.schema import Field, Kind, Type, integer, line, list_of, of_kind, record

FORMAT = 1
"""The format of ``hosts.yml`` this program reads."""


def _field(name: str, type_: Type, help_: str, example: str) -> Field:
    return Field(
        name=name,
        type=type_,
        help=help_,
        source="design §2",
        example=example,
        required=True,
        audience=None,
    )


_HOST = record(
    _field("name", line(80), "What responders call it; no two are the same.", "pages"),
    _field(
        "url",
        of_kind(Kind.URL),
        "Where visitors find the site there, without a slash at the end.",
        "https://status.example.com",
    ),
)

HOSTS = record(
    _field("format", integer(1, 999), "Version of the format; now 1.", "1"),
    _field(
        "hosts",
        list_of(_HOST, most=20),
        "Each place the public site is deployed to; commands wait until all of them show it.",
        "[{name: pages, url: https://status.example.com}]",
    ),
)
"""``site_src/hosts.yml``."""
