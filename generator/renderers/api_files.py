"""Every file below ``api/v2/``: the Statuspage API v2 as static files (interop §1.1).

Bytes change only when what they say changes. Of each event the last build's text is taken over
while its record is unchanged; only its components, which are as they are now, are put in anew.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from generator.core.vocabulary import RecordKind
from generator.renderers.api_events import create_incident, create_maintenance, named_components
from generator.renderers.api_page import (
    component_id,
    create_components,
    create_page,
    create_status,
)
from generator.renderers.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.core.api_lists import ApiLists
    from generator.core.views import IncidentView, PublicSite
    from generator.renderers.api_types import ApiComponent
    from generator.renderers.frame import Frame

FOLDER = "api/v2/"
_NO_COMPONENTS = '"components":[]'
"""Stands once in every event: a string that held it would have its quotation marks escaped."""


class Event(NamedTuple):
    """One incident or maintenance as JSON, without its components.

    Attributes:
        text: JSON on one line.
        components: Our ids of the components to put in.
    """

    text: str
    components: tuple[str, ...]


def create_event(view: IncidentView, frame: Frame) -> Event:
    """Return the event of *view*."""
    is_work = view.kind is RecordKind.MAINTENANCE
    event = create_maintenance(view, frame) if is_work else create_incident(view, frame)
    return Event(_dump(event), tuple(named_components(view, frame)))


def create_api(
    site: PublicSite, lists: ApiLists, events: Mapping[str, Event], frame: Frame
) -> list[Artifact]:
    """Return every file below ``api/v2/``.

    Args:
        site: What the page shows.
        lists: Which records stand where.
        events: Those of every id in *lists*.
        frame: Configuration and words.
    """
    components = create_components(site)
    page, status = _dump(create_page(site)), _dump(create_status(site))
    all_components = _dump(components)
    texts = _put_components(events, components, frame)

    def listed(ids: Iterable[str]) -> str:
        return f"[{','.join(texts[each] for each in ids)}]"

    work = "scheduled_maintenances"
    files = {
        "status": {"status": status},
        "components": {"components": all_components},
        "summary": {
            "components": all_components,
            "incidents": listed(lists.changing),
            work: listed((*lists.active, *lists.upcoming)),
            "status": status,
        },
        "incidents": {"incidents": listed(lists.recent)},
        "incidents/unresolved": {"incidents": listed(lists.unresolved)},
        "incidents/resolved": {"incidents": listed(lists.resolved)},
        "scheduled-maintenances": {work: listed(lists.works)},
        "scheduled-maintenances/upcoming": {work: listed(lists.upcoming)},
        "scheduled-maintenances/active": {work: listed(lists.active)},
    }
    return [
        Artifact(f"{FOLDER}{name}.json", _join({"page": page, **values}))
        for name, values in files.items()
    ]


def _put_components(
    events: Mapping[str, Event], components: list[ApiComponent], frame: Frame
) -> dict[str, str]:
    """Return the text of each event with its components; those no longer offered are left out."""
    known = {each["id"]: _dump(each) for each in components if not each["group"]}
    ids = {each.id: component_id(each) for each in frame.config.components}
    texts = {}
    for name, event in events.items():
        told = [known[ids[each]] for each in event.components if ids.get(each) in known]
        before, _, after = event.text.rpartition(_NO_COMPONENTS)
        texts[name] = f'{before}"components":[{",".join(told)}]{after}'
    return texts


def _join(values: Mapping[str, str]) -> bytes:
    """Return an object of JSON texts, in order, on one line."""
    return ("{" + ",".join(f'"{name}":{text}' for name, text in values.items()) + "}\n").encode()


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
