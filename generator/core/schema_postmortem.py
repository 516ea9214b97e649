"""Fields of ``postmortem.<n>.yml`` and ``actions.yml``: what visitors read afterwards."""

from __future__ import annotations

from generator.core.schema import (
    TITLE_LIMIT,
    Field,
    Kind,
    Type,
    line,
    list_of,
    map_of,
    of_kind,
    record,
    text,
    word,
)
from generator.core.vocabulary import DataLoss

_SLUG = of_kind(Kind.SLUG)
_FLAG = of_kind(Kind.BOOLEAN)

_DATA = record(
    Field(
        name="lost",
        type=word(DataLoss, "a word for data loss"),
        help="What is known about lost data; possible reads as: we are checking.",
        source="requirements §1.3 X12; §5.2 part 12",
        example="confirmed",
    ),
    Field(
        name="recoverable",
        type=_FLAG,
        help="Whether what was lost can be brought back.",
        source="requirements §5.2 part 12",
        example="false",
    ),
    Field(
        name="text",
        type=text(),
        help="The same in words, with a date where there is one.",
        source="requirements §5.2 part 12",
    ),
)
_IMPACT = record(
    Field(
        name="audience",
        type=line(80),
        help="Whom it concerned.",
        source="requirements §5.2 part 5",
        required=True,
        example="students",
    ),
    Field(
        name="text",
        type=text(),
        help="What it meant for them, with numbers.",
        source="requirements §5.2 part 5",
        required=True,
    ),
)
_CHANGE = record(
    Field(
        name="id",
        type=_SLUG,
        help="A short permanent id; actions.yml says by it how far the change is.",
        source="requirements §5.2 part 10",
        required=True,
        example="pool-dashboard",
    ),
    Field(
        name="text",
        type=text(),
        help="What will be different, for visitors.",
        source="requirements §5.2 part 10",
        required=True,
    ),
    Field(
        name="due",
        type=of_kind(Kind.MONTH),
        help="The month or day it is promised for.",
        source="requirements §5.2: every public action has a due month",
        example="2025-01",
    ),
)


def _part(name: str, help_: str, number: str, *, required: bool = False) -> Field:
    return Field(
        name=name,
        type=text(),
        help=help_,
        source=f"requirements §5.2 part {number}",
        required=required,
    )


POSTMORTEM = record(
    Field(
        name="published_at",
        type=of_kind(Kind.TIME),
        help="When this edition may be read, with its date; until then it is withheld.",
        source="design §3",
        required=True,
        example="2025-01-17 14:00Z",
    ),
    Field(
        name="edition",
        type=word(("final", "preliminary"), "a kind of edition"),
        help="final, or preliminary while work goes on.",
        source="requirements §5.2 part 2",
        example="final",
    ),
    Field(
        name="title",
        type=line(TITLE_LIMIT),
        help="What happened and when, in visitors' words.",
        source="requirements §5.2 part 1",
        required=True,
        example="Scores could not be saved on 15 January",
    ),
    Field(
        name="affected",
        type=list_of(line(80)),
        help="Who was affected.",
        source="requirements §5.2 part 2",
        example="[students, teachers]",
    ),
    _part("not_affected", "What worked throughout.", "2"),
    Field(
        name="data",
        type=_DATA,
        help="Whether data was lost and can be brought back.",
        source="requirements §5.2 part 12",
    ),
    _part(
        "summary", "Three sentences, an apology that names the harm among them.", "3", required=True
    ),
    _part("what_to_do", "What readers need to do, or that they need do nothing.", "4"),
    Field(
        name="impact",
        type=list_of(_IMPACT),
        help="What it meant, per group of people.",
        source="requirements §5.2 part 5",
    ),
    _part("what_happened", "The course of it in plain words.", "6"),
    Field(
        name="why",
        type=list_of(text()),
        help="Contributing factors; no people.",
        source="requirements §5.2 part 8",
    ),
    _part("fix", "How it was put right, and how we know.", "9"),
    Field(
        name="changes",
        type=list_of(_CHANGE),
        help="What we are changing.",
        source="requirements §5.2 part 10",
    ),
    Field(
        name="went_well",
        type=list_of(text()),
        help="What went well, or where we were lucky.",
        source="requirements §5.2 part 11",
    ),
    _part("contact", "Where to ask.", "13"),
    Field(
        name="api_id",
        type=of_kind(Kind.UPDATE_ID),
        help="The id this post-mortem had where it was imported from; the API keeps it.",
        source="design §3 Ids",
        example="gv96mtfg46fj",
    ),
    Field(
        name="fingerprint",
        type=Type(kind=Kind.LINE, most=200),
        help="Written by the command that publishes; proves what was approved.",
        source="design §3",
    ),
)
"""``postmortem.<n>.yml``: one approved edition."""

ACTIONS = map_of(
    _SLUG,
    record(
        Field(
            name="done",
            type=of_kind(Kind.DAY),
            help="The day the change was done.",
            source="design §3; requirements §5.2 part 10",
            example="2025-01-21",
        ),
        Field(
            name="dropped",
            type=line(),
            help="Why the change will not be made.",
            source="design §3; requirements §5.2 part 10",
            example="A simpler limit does the same.",
        ),
    ),
)
"""``actions.yml``: state of each promised change, by its id."""
