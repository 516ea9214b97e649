"""Hosts: where built sites are deployed, what each shows, and whether it shows ours yet.

Source: design §4 ``generation.json``, §5 "waits for the hosts".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """One place where the public site is deployed.

    Attributes:
        name: What responders call it; unique.
        url: Address of the site there, without a slash at the end.
    """

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the ``generation.json`` of a host said.

    Attributes:
        host: Who was asked.
        count: How many public entries were ever written, as it knows; None without an answer.
        as_of: Its moment, aware UTC; None without one that can be read.
        inputs: Hash of its public inputs, or empty.
        error: Why there is no answer, as what follows the host's name: ``does not answer``.
            Empty when there is one.
    """

    host: Host
    count: int | None = None
    as_of: datetime | None = None
    inputs: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a host has to show for our writing to be live.

    Attributes:
        count: How many public entries there are with it.
        as_of: When it was written, aware UTC.
        inputs: Hash of the public inputs with it.
        inputs_before: The same without it.
    """

    count: int
    as_of: datetime
    inputs: str
    inputs_before: str


def has_reached(answer: Answer, mark: Mark) -> bool:
    """Return whether the host that gave *answer* shows what *mark* stands for.

    It does when it knows more entries than we do; and with as many, when it was made of the
    same inputs, or later of inputs that are neither ours nor those before: somebody else has
    written meanwhile, and ours is among it. An amendment adds no entry, so the count alone
    cannot tell.
    """
    if answer.count is None or answer.count < mark.count:
        return False
    if answer.count > mark.count or answer.inputs == mark.inputs:
        return True
    is_later = answer.as_of is not None and answer.as_of >= mark.as_of
    return is_later and answer.inputs != mark.inputs_before
