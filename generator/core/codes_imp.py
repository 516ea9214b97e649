"""Codes of files of another status tool (IMP); ``allclear check`` never reports them.

An example's first folder is the format that reads it. 1 to 9 are for any file, 10 to 29 for
cState and feeds, from 30 on for Statuspage.
Reported by :mod:`generator.importers`, and by :mod:`generator.pipeline` about parts.
"""

from __future__ import annotations

from generator.core.codes_entry import NEW_REPOSITORY, SITE, Code, Link, error

STATUSPAGE = "statuspage/incidents.json"

INCIDENT = (
    '{"id": "69sb0f8lydp4", "name": "Pages are slow", "impact": "minor",\n'
    '   "created_at": "2024-09-16T21:31:02.719Z",\n'
    '   "incident_updates": [{"id": "gv96mtfg46fj", "status": "resolved", "body": "Over.",\n'
    '     "created_at": "2024-09-16T22:08:39.333Z"}]}'
)


def incidents(*each: str) -> str:
    """Return a saved ``incidents.json`` of the incidents given."""
    return '{"incidents": [\n  ' + ",\n  ".join(each) + "\n]}\n"


def _maintenance(begins_at: str, ends_at: str) -> str:
    return (
        '{"scheduled_maintenances": [\n'
        '  {"id": "17cb5x66pljj", "name": "New database", "impact": "maintenance",\n'
        f'   "scheduled_for": "{begins_at}", "scheduled_until": "{ends_at}",\n'
        '   "incident_updates": [{"id": "330n5cwn6vzn", "status": "scheduled", "body": "",\n'
        '     "created_at": "2024-09-16T22:08:39.333Z"}]}\n]}\n'
    )


def _touching(count: int) -> str:
    """Return the incident with an update that moves *count* parts."""
    parts = ", ".join(
        f'{{"code": "part{number:08}", "name": "Part {number}", "new_status": "operational"}}'
        for number in range(1, count + 1)
    )
    return INCIDENT.replace('"body"', f'"affected_components": [{parts}],\n     "body"')


def _with_parts(count: int) -> str:
    """Return a ``site.yml`` with *count* parts of the source, and those of a new repository."""
    numbers = range(1, count + 1)
    groups = [numbers[start : start + 200] for start in range(0, count, 200)]
    lines = "".join(
        f"  - id: group-{group[0]}\n    name: Group {group[0]}\n    components:\n"
        + "".join(
            f"      - id: part-{number}\n        name: Part {number}\n"
            f"        api_id: part{number:08}\n"
            for number in group
        )
        for group in groups
    )
    return str(NEW_REPOSITORY[SITE]) + lines


_TOUCHING = _touching(1)
_WITH_PART = _with_parts(1)
_GOOD = {STATUSPAGE: incidents(INCIDENT)}

CODES: tuple[Code, ...] = (
    error(
        "IMP001",
        "File cannot be read",
        "What was to be imported is not there, may not be opened, or is a link.",
        "Something that was meant to be imported would be missing, and nobody would notice.",
        {STATUSPAGE: Link("nowhere.json")},
        _GOOD,
    ),
    error(
        "IMP002",
        "Too large",
        "A file is larger than 64 MB, or a folder holds more than 2,000 files of the format.",
        "Mostly it is another file, or a folder too high up. Nothing is read, so that the "
        "machine is not brought to its knees.",
        {f"statuspage/{number:04}.json": "{}\n" for number in range(2001)},
        _GOOD,
    ),
    error(
        "IMP003",
        "Not UTF-8",
        "A file is not written in UTF-8.",
        "Letters would turn into others.",
        {STATUSPAGE: incidents(INCIDENT).encode("utf-16")},
        _GOOD,
    ),
    error(
        "IMP004",
        "Cannot be parsed",
        "A file is cut off, or is not in the format it should be in.",
        "What stands behind that place would be lost.",
        {STATUSPAGE: incidents(INCIDENT)[:-60]},
        _GOOD,
    ),
    error(
        "IMP005",
        "Nested too deep",
        "A file is nested deeper than such files ever are.",
        "It was made to bring programs down, or it is another file.",
        {STATUSPAGE: "[" * 5000 + "]" * 5000},
        _GOOD,
    ),
    error(
        "IMP006",
        "Of another version",
        "A file is of the right kind but of a version or a shape that this program does not know.",
        "Its values might mean something else.",
        {STATUSPAGE: '{"incidents": {"69sb0f8lydp4": {}}}\n'},
        _GOOD,
    ),
    error(
        "IMP007",
        "Nothing to import",
        "No file holds anything that the format knows.",
        "Mostly another folder, or another format, was meant.",
        {STATUSPAGE: '{"data": []}\n'},
        _GOOD,
    ),
    error(
        "IMP008",
        "Said twice and differently",
        "One id stands for two things.",
        "One of them would be lost, and nobody can tell which is right.",
        {STATUSPAGE: incidents(INCIDENT, INCIDENT.replace("are slow", "are down"))},
        {STATUSPAGE: incidents(INCIDENT, INCIDENT)},
    ),
    error(
        "IMP009",
        "Part is not in site.yml",
        "Something to be imported concerns a part that site.yml does not have.",
        "The record would not say what was affected, so nothing is imported until site.yml has "
        "the part, or --map says which one it is.",
        {STATUSPAGE: incidents(_TOUCHING)},
        {STATUSPAGE: incidents(_TOUCHING), SITE: _WITH_PART},
    ),
    error(
        "IMP030",
        "Statuspage: value missing or of another kind",
        "A field that has to be there is missing, or its value is of another kind than in version "
        "2 of Statuspage's API.",
        "What stands there cannot be understood, and guessing would make the history untrue.",
        {STATUSPAGE: incidents(INCIDENT.replace('"Pages are slow"', "42"))},
        _GOOD,
    ),
    error(
        "IMP031",
        "Statuspage: unknown word",
        "A status, a state or an impact is a word that version 2 of Statuspage's API does not "
        "have.",
        "Nobody can tell how bad it was.",
        {STATUSPAGE: incidents(INCIDENT.replace('"resolved"', '"fixed"'))},
        _GOOD,
    ),
    error(
        "IMP032",
        "Statuspage: work ends before it begins",
        "Scheduled maintenance ends before it begins, or at the same moment.",
        "It would count as done at once.",
        {STATUSPAGE: _maintenance("2024-09-20T22:00:00.000Z", "2024-09-20T21:00:00.000Z")},
        {STATUSPAGE: _maintenance("2024-09-20T22:00:00.000Z", "2024-09-20T23:00:00.000Z")},
    ),
    error(
        "IMP033",
        "What would be written cannot be read",
        "A record that would be made of the source breaks a rule that every record has to keep, "
        "such as how many parts one update may name.",
        "The page could not be built of it.",
        {STATUSPAGE: incidents(_touching(201)), SITE: _with_parts(201)},
        {STATUSPAGE: incidents(_touching(2)), SITE: _with_parts(2)},
    ),
)
"""In the order of their numbers."""
