"""How bad a site looks to programs: API, badges and banner, read from the bytes they get."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.core.api_lists import select_for_api
from generator.core.views import IncidentView, PublicSite
from generator.core.vocabulary import ComponentState, badness
from generator.renderers.api_files import create_api, create_event
from generator.renderers.api_page import component_id
from generator.renderers.badges import badges
from generator.renderers.banner import render_banner
from generator.renderers.frame import Frame

UNKNOWN = 9
"""Worse than any state (design §5)."""
_INDICATORS = ["none", "maintenance", "minor", "major", "critical"]
_CALM = "working", "brightgreen", "#0b7443"
"""Word, colour and ground of the one calm badge, as shipped."""
Files = Mapping[str, bytes]


def make_files(site: PublicSite, views: Mapping[str, IncidentView], frame: Frame) -> Files:
    """Return what programs read; of the API's lists only what is open or planned."""
    lists = replace(select_for_api(site.digests.values()), recent=(), resolved=(), works=())
    events = {each: create_event(views[each], frame) for each in lists.all_ids}
    made = [
        *create_api(site, lists, events, frame),
        *badges(site, frame),
        render_banner(site, frame),
    ]
    return {each.path: each.content for each in made}


def read_badness(site: PublicSite, files: Files) -> dict[str, int]:
    """Return how bad each of *files* says things are, by what it is about; more is worse.

    Files of a site may not disagree either: a badge is never green where the page is not.
    """
    return {
        **_read_api(site, files),
        **_read_banner(files["banner.json"]),
        **_read_badges(site, files),
    }


def _read_api(site: PublicSite, files: Files) -> dict[str, int]:
    summary = json.loads(files["api/v2/summary.json"])
    unresolved = json.loads(files["api/v2/incidents/unresolved.json"])["incidents"]
    assert {each["id"] for each in unresolved} == {each["id"] for each in summary["incidents"]}
    assert json.loads(files["api/v2/status.json"])["status"] == summary["status"]
    parts = {component_id(each.component): each for each in site.components}
    indicator = _INDICATORS.index(summary["status"]["indicator"])
    found = {"api": indicator}
    for each in summary["components"]:
        if each["group"]:
            continue
        view, state = parts[each["id"]], badness(ComponentState(each["status"]))
        assert state >= badness(view.state)
        # A part has no word for "not known" (interop §1.3): there the roll-up alone says so.
        is_unsure = not view.is_certain and indicator >= _INDICATORS.index("major")
        found[f"api {view.component.id}"] = UNKNOWN if is_unsure else state
    for each in unresolved:
        found[f"api {each['shortlink']}"] = 1
    return found


def _read_banner(content: bytes) -> dict[str, int]:
    told: dict[str, Any] = json.loads(content)
    assert told["show"] == bool(told["banners"])
    return {"banner": _rank(told["state"]) if told["show"] else -1}


def _rank(state: str) -> int:
    return UNKNOWN if state == "unknown" else badness(ComponentState(state))


def _read_badges(site: PublicSite, files: Files) -> dict[str, int]:
    """Return 1 for each badge that is not green, and hold word, colour and page together."""
    state = site.state
    well = {"": state.is_known and not badness(state.state) and not site.open}
    for view in site.components:
        folder = f"components/{view.component.id}/"
        well[folder] = view.is_certain and not badness(view.state) and not view.is_retired
    word, colour, ground = _CALM
    for folder, is_well in well.items():
        told = json.loads(files[f"{folder}badge.json"])
        picture = files[f"{folder}badge.svg"].decode()
        said = told["message"] == word, told["color"] == colour
        assert said == (is_well, is_well), folder
        assert (f": {word}</title>" in picture, ground in picture) == said, folder
    return {f"badge {folder}": int(not is_well) for folder, is_well in well.items()}
