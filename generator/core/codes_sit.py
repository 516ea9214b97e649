"""Codes of ``site.yml`` as a whole (SIT).

Reported by :mod:`generator.readers.site`; source: design §2, issue part 4 (accent, logo).
"""

from __future__ import annotations

from generator.core.codes_entry import (
    NEW_REPOSITORY,
    PUBLIC,
    SITE,
    Code,
    Link,
    error,
    in_site,
    warning,
)

_SITE = str(NEW_REPOSITORY[SITE])
_LOGO = "site_src/public/logo.svg"
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>\n'

CODES: tuple[Code, ...] = (
    error(
        "SIT001",
        "No site.yml",
        "The file site_src/public/site.yml is not there or cannot be opened.",
        "Without it there is no name, no address and no component, so nothing is built and the "
        "last site stays.",
        {SITE: Link("nowhere.yml"), PUBLIC: "title: Students cannot save scores\n"},
        NEW_REPOSITORY,
    ),
    error(
        "SIT002",
        "Format of a newer program",
        "The records say a format that this program does not know yet.",
        "It might misread them, so nothing is built and the last site stays.",
        {SITE: _SITE.replace("format: 1", "format: 2")},
        NEW_REPOSITORY,
    ),
    error(
        "SIT003",
        "Id stands twice",
        "Two components or two groups have the same id.",
        "An id is an address and the name records use; it can mean only one thing.",
        {SITE: _SITE.replace("id: music-games", "id: score-recording")},
        NEW_REPOSITORY,
    ),
    error(
        "SIT004",
        "Picture cannot be used",
        "The SVG file of the logo or the icon is missing, too large, or holds something that can "
        "act: a script, a link to elsewhere, an event.",
        "The picture becomes a part of every page; what acts in it would act on every visitor.",
        {**in_site("look:\n  logo: logo.svg"), _LOGO: _SVG.replace("<path", "<script/><path")},
        {**in_site("look:\n  logo: logo.svg"), _LOGO: _SVG},
    ),
    warning(
        "SIT005",
        "Accent without contrast",
        "The accent colour is too close to the background of the light or the dark page.",
        "People with weak eyes would not see it.",
        in_site('look:\n  accent: "#fefefe"'),
        in_site('look:\n  accent: "#4a72d9"'),
    ),
    error(
        "SIT006",
        "Address of the site with more behind it",
        "The site's address ends in a slash or holds a question mark or a #.",
        "Every address in feeds is made by adding a path to it.",
        {SITE: _SITE.replace("status.example.com", "status.example.com/")},
        NEW_REPOSITORY,
    ),
)
"""In the order of their numbers."""
