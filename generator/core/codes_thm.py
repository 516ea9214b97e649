"""Codes of a repository's own theme (THM).

Reported by :mod:`generator.renderers.theme_findings`; source: README "Adopt it".
"""

from __future__ import annotations

from generator.core.codes_entry import PUBLIC, Code, error

_PAGE = "theme/public/list.html"
_TEXT = '{% extends "base.html" %}\n{% block main %}\n<p>All notices</p>\n'
_RECORD = {PUBLIC: "title: Students cannot save scores\nupdates:\n  - at: 14:36\n"}

CODES: tuple[Code, ...] = (
    error(
        "THM001",
        "File of the theme cannot be used",
        "A file in theme/public/ cannot be opened, is no template of Jinja, or asks for something "
        "that is not there. The last shows only when the site is built.",
        "The pages would have holes, so nothing is built and the last site stays.",
        {**_RECORD, _PAGE: _TEXT},
        {**_RECORD, _PAGE: f"{_TEXT}{{% endblock %}}\n"},
    ),
)
"""In the order of their numbers."""
