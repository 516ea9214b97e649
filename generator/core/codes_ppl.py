"""Codes of people, the rota and vendors (PPL).

Reported by :mod:`generator.readers.people`, :mod:`generator.readers.vendors` and the rules
``rules_people``, ``rules_responders`` and ``rules_vendors``.
"""

from __future__ import annotations

from generator.core.codes_entry import INTERNAL, Code, Example, error, warning
from generator.core.schema_people import PEOPLE_FILE
from generator.core.schema_vendors import VENDORS_FILE

_PEOPLE = """\
people:
  engineer1:
    name: Engineer One
    roles: [on_call, ic]
    trained:
      ic: 2025-01-10
  engineer2:
    name: Engineer Two
    roles: [on_call, ic]
    until: 2025-01-31
  commander:
    name: Commander
    roles: [ic]
    senior: true
    trained:
      ic: 2025-01-10
"""
_TURNS = "    rotations:\n      - people: [engineer1]\n        starts: 2025-01-13\n"
_AFTER_HOURS = f"  after_hours:\n{_TURNS}"
_ROTA = f"rota:\n  primary:\n{_TURNS}"


def _people(lines: str = "", people: str = _PEOPLE, version: int = 1) -> Example:
    return {PEOPLE_FILE: f"format: {version}\n{people}{lines}"}


def _rota(primary: str, before: str = "") -> Example:
    """Return the example whose primary layer has *primary* below its rotation."""
    return _people(f"rota:\n{before}  primary:\n{_TURNS}{primary}{_AFTER_HOURS}")


def _shifts(*rows: tuple[str, str, str]) -> str:
    items = "".join(
        f"      - who: {who}\n        from: {first}\n        until: {last}\n"
        for who, first, last in rows
    )
    return f"    shifts:\n{items}"


def _rotation(people: str, length: str) -> Example:
    return _people(
        "rota:\n  primary:\n    rotations:\n"
        f"      - people: {people}\n        starts: 2025-01-13\n        length: {length}\n"
        f"{_AFTER_HOURS}"
    )


def _incident(*lines: str, people: str = _PEOPLE) -> Example:
    log = "".join(f"  {line}\n" for line in lines)
    return {
        PEOPLE_FILE: f"format: 1\n{people}",
        INTERNAL: f"title: score API errors\nlog: |\n  14:23 DETECTED error rate 45%\n{log}",
    }


def _vendors(name: str = "Braintree", slug: str = "braintree", more: str = "") -> Example:
    return {VENDORS_FILE: f"format: 1\nvendors:\n  {slug}:\n    name: {name}\n{more}"}


def _hosted(host: str, components: str) -> Example:
    return {
        VENDORS_FILE: "format: 1\nvendors:\n  braintree:\n    name: Braintree\n"
        f"  vercel:\n    name: Vercel\n    components: [{components}]\n"
        f"hosting:\n  vendor: {host}\n"
    }


_ANNA, _OTTO = ("engineer1", "2025-05-05", "2025-05-11"), ("commander", "2025-05-11", "2025-05-18")

CODES: tuple[Code, ...] = (
    error(
        "PPL001",
        "people.yml of a newer program",
        "The file of people says a format that this program does not know yet.",
        "It might misread it, so nobody in it is known, and nobody is on call.",
        _people(version=2),
        _people(),
    ),
    error(
        "PPL002",
        "Handle stands twice",
        "One handle stands under 'people' with and without its @.",
        "Only the first is read, and a change to the second would change nothing.",
        _people(people=f'{_PEOPLE}  "@engineer1":\n    name: Somebody Else\n'),
        _people(people=f'{_PEOPLE}  "@engineer3":\n    name: Somebody Else\n'),
    ),
    error(
        "PPL003",
        "Handle of nobody in people.yml",
        "A shift, a rotation, a swap, a team or an escalation names a handle that is not under "
        "'people'.",
        "Whoever is called at night has to exist, with a way to reach them.",
        _people("teams:\n  sysadmins: [enginer1]\n"),
        _people("teams:\n  sysadmins: [engineer1]\n"),
    ),
    error(
        "PPL004",
        "Days or times in the wrong order",
        "A shift, a rotation or a swap ends before it begins.",
        "It never counts, so somebody else is on call than its writer thought.",
        _rota(_shifts(("engineer1", "2025-05-11", "2025-05-05"))),
        _rota(_shifts(("engineer1", "2025-05-05", "2025-05-11"))),
    ),
    error(
        "PPL005",
        "Clock times that cannot be the rota's",
        "A clock of the rota has a date or a zone, or the business hours end before they begin.",
        "The clocks of a rota hold on every day in its own zone; without them nobody can tell "
        "whose hours these are. What holds instead are the policy's business hours.",
        _rota("", '  handover: "09:00Z"\n'),
        _rota("", '  handover: "09:00"\n'),
    ),
    error(
        "PPL006",
        "Turn that is no whole number of days",
        "The length of a rotation's turn is less than a day, or not so many whole days.",
        "Shifts change at the handover of a day, so the rotation is left out.",
        _rotation("[engineer1, commander]", "36h"),
        _rotation("[engineer1, commander]", "7d"),
    ),
    error(
        "PPL007",
        "Two people in one layer",
        "Two shifts of one layer share days and name two people.",
        "Each would think that the other answers. The one written first counts.",
        _rota(_shifts(_ANNA, _OTTO)),
        _rota(_shifts(_ANNA, ("commander", "2025-05-12", "2025-05-18"))),
    ),
    warning(
        "PPL008",
        "Nobody on call",
        "Some time of the next 14 days is in no shift and no rotation of the layer that is called.",
        "An alert would reach nobody, or the backup at best; and a rota is published two weeks "
        "ahead, so that people can plan their lives.",
        _people(_ROTA),
        _people(_ROTA + _AFTER_HOURS),
    ),
    warning(
        "PPL009",
        "Somebody on call who left",
        "The rota names somebody for a day after the last one they are with us.",
        "An alert would reach somebody who no longer answers.",
        _rotation("[engineer2]", "7d"),
        _rotation("[engineer1]", "7d"),
    ),
    error(
        "PPL020",
        "Handle of nobody in a record",
        "A record names a handle that is neither a person nor a team of people.yml.",
        "Roles, approvals and messages go by handles; one that nobody has is told to nobody.",
        _incident("14:24 ACK @enginer1"),
        _incident("14:24 ACK @engineer1"),
    ),
    warning(
        "PPL021",
        "Severity 1 commanded by no senior",
        "Somebody commands a Severity 1 who is no senior engineer or tech lead.",
        "Who commands the worst may override every rule of change; the process asks for "
        "experience.",
        _incident("14:32 SEV 1", "14:35 IC @engineer1"),
        _incident("14:32 SEV 1", "14:35 IC @commander"),
    ),
    warning(
        "PPL022",
        "One person on call and in command",
        "Whoever is on call for a Severity 1 commands it as well.",
        "Whoever looks for the cause cannot also keep everybody informed. For a Severity 2 it is "
        "allowed.",
        _incident(
            "14:24 ACK @lead",
            "14:32 SEV 1",
            "14:35 IC @lead",
            people=f"""\
{_PEOPLE}  lead:
    roles: [on_call, ic]
    senior: true
    trained:
      ic: 2025-01-10
""",
        ),
        _incident("14:24 ACK @engineer1", "14:32 SEV 1", "14:35 IC @commander"),
    ),
    warning(
        "PPL023",
        "Commander without training",
        "Somebody commands an incident who was not trained for it, or only later.",
        "Commanding is learned in a drill, not at night.",
        _incident("14:35 IC @engineer2"),
        _incident("14:35 IC @engineer1"),
    ),
    warning(
        "PPL024",
        "Role that somebody may not hold",
        "Somebody has a role in a record which people.yml does not give them.",
        "Who may hold a role is agreed beforehand. Whoever is on call may command all but a "
        "Severity 1.",
        _incident("14:45 COMMS @engineer1"),
        _incident("14:45 COMMS @engineer1", people=_PEOPLE.replace("[on_call, ic]", "[comms, ic]")),
    ),
    error(
        "PPL030",
        "vendors.yml of a newer program",
        "The file of vendors says a format that this program does not know yet.",
        "It might misread it, so no vendor is known.",
        {VENDORS_FILE: "format: 2\nvendors:\n  braintree:\n    name: Braintree\n"},
        _vendors(),
    ),
    warning(
        "PPL031",
        "Vendor with two ids or two names",
        "A vendor is called otherwise in site.yml than here.",
        "Visitors and responders would speak of one company as of two.",
        _vendors("Braintree Payments"),
        _vendors("Braintree Payments", more="    public_name: Braintree\n"),
    ),
    warning(
        "PPL032",
        "Vendor without a card",
        "A vendor that visitors may read of has no card in vendors.yml.",
        "When it fails at night, nobody knows how to reach it.",
        _vendors("Neon", "neon"),
        _vendors(),
    ),
    error(
        "PPL033",
        "Unknown vendor of the status page",
        "The vendor that hosts the status page is none of this file.",
        "Nobody can tell whether the page would fall together with the platform.",
        _hosted("vercell", "score-recording"),
        _hosted("braintree", "score-recording"),
    ),
    warning(
        "PPL034",
        "Status page at a vendor of the platform",
        "The status page lies with a vendor that parts of the platform depend on.",
        "When that vendor fails, the page that should say so fails with it.",
        _hosted("vercel", "score-recording"),
        _hosted("braintree", "score-recording"),
    ),
)
"""In the order of their numbers."""
