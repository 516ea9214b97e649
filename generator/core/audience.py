"""Who may read what: the one list of public and internal paths (design §2).

The public build opens nothing that is not public here, and the patterns of its sparse checkout
are made from this list. Nothing below an internal path is ever opened, or even listed, by it.
"""

from __future__ import annotations

import re
from enum import StrEnum
from fnmatch import fnmatchcase


class Audience(StrEnum):
    """Who a file or a field is written for."""

    PUBLIC = "public"
    """Visitors: may stand on the status page, word by word."""

    INTERNAL = "internal"
    """Responders: never leaves the internal site."""


PUBLIC_FILES = ("public.yml", "updates/*.yml", "postmortem.*.yml", "actions.yml")
"""What visitors read, relative to a record's folder."""

INTERNAL_FILES = ("internal.yml", "review.yml", "log/*.log")
"""What responders read, relative to a record's folder."""

PUBLIC_FOLDERS = ("site_src/public", "theme/public")
"""Public as a whole, relative to the root."""

INTERNAL_FOLDERS = ("site_src/internal", "theme/internal")
"""Internal as a whole, relative to the root."""

NEITHER = ("site_src/hosts.yml",)
"""Needed to deploy and to ask what is live; read by commands, never by a site."""

RECORDS = "incidents"
"""The folder of records: ``incidents/<year>/<id>/``."""

PUBLIC_PATTERNS = (
    *(f"{RECORDS}/*/*/{name}" for name in PUBLIC_FILES),
    *(f"{folder}/**" for folder in PUBLIC_FOLDERS),
)
"""Every public path as a glob from the root; ``**`` is any depth."""

INTERNAL_PATTERNS = (
    *(f"{RECORDS}/*/*/{name}" for name in INTERNAL_FILES),
    *(f"{folder}/**" for folder in INTERNAL_FOLDERS),
)
"""Every internal path as a glob from the root; ``**`` is any depth."""

INTERNAL_NAMES = frozenset(name.partition("/")[0] for name in INTERNAL_FILES)
"""Names directly in a record's folder that the public build passes over unseen."""

_EDITION = re.compile(r"postmortem\.([1-9][0-9]{0,3})\.yml")


def edition_number(name: str) -> int | None:
    """Return n of ``postmortem.<n>.yml`` (from 1, no leading zero), or None for other names."""
    match = _EDITION.fullmatch(name)
    return None if match is None else int(match[1])


def audience_of(path: str) -> Audience | None:
    """Return who the file at *path* is for, or None when the list does not say.

    Args:
        path: Relative to the repository root, with ``/``.
    """
    for folder in INTERNAL_FOLDERS:
        if path.startswith(f"{folder}/"):
            return Audience.INTERNAL
    for folder in PUBLIC_FOLDERS:
        if path.startswith(f"{folder}/"):
            return Audience.PUBLIC
    parts = path.split("/", 3)
    if len(parts) < 4 or parts[0] != RECORDS:
        return None
    name = parts[3]
    if name.partition("/")[0] in INTERNAL_NAMES:
        return Audience.INTERNAL
    depth = name.count("/")
    if any(fnmatchcase(name, each) and each.count("/") == depth for each in PUBLIC_FILES):
        return Audience.PUBLIC
    return None


def sparse_patterns(*others: str) -> tuple[str, ...]:
    """Return the lines of a sparse checkout that holds every public file and no internal one.

    The list allows, it does not forbid: a kind of file invented tomorrow stays out until it is
    added above.

    Args:
        *others: Further patterns the machine needs, such as ``/generator/``.

    Returns:
        Patterns for ``git sparse-checkout set --no-cone --stdin``, the last word to the
        internal ones.
    """
    return (
        *others,
        *(f"/{RECORDS}/*/*/{name}" for name in PUBLIC_FILES),
        *(f"/{folder}/" for folder in PUBLIC_FOLDERS),
        *(f"!/{RECORDS}/*/*/{name}" for name in INTERNAL_FILES),
        *(f"!/{folder}/" for folder in INTERNAL_FOLDERS),
        *(f"!/{path}" for path in NEITHER),
    )


def code_owners(*, public: str, internal: str) -> str:
    """Return the text of a CODEOWNERS file: who must approve which side.

    Args:
        public: Owner of what visitors read, e.g. ``@example/communication``.
        internal: Owner of what responders read.
    """
    rows = [(f"/{RECORDS}/*/*/{name}", public) for name in PUBLIC_FILES]
    rows += [(f"/{folder}/", public) for folder in PUBLIC_FOLDERS]
    rows += [(f"/{RECORDS}/*/*/{name}", internal) for name in INTERNAL_FILES]
    rows += [(f"/{path}", internal) for path in (*(f"{f}/" for f in INTERNAL_FOLDERS), *NEITHER)]
    width = max(len(pattern) for pattern, _ in rows)
    return "".join(f"{pattern:<{width}}  {owner}\n" for pattern, owner in rows)
