"""The API of a few records, as a client would read it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from generator.core.digest import summarise
from generator.core.facts import Record, SiteConfig
from generator.core.fold import project
from generator.core.publication import create_site
from generator.pipeline.list_api import make_api
from tests.api.shapes import Json
from tests.pages.school import frame as school


def read_api(
    records: Iterable[Record], config: SiteConfig, as_of: datetime, *, replay: bool = True
) -> dict[str, Json]:
    """Return every file below ``api/v2/`` by its path without folder and ending."""
    frame = replace(school(), config=config)
    known = (project(record, config, as_of, replay=replay) for record in records)
    views = {view.id: view for view in known if view is not None}
    digests = [summarise(view, config) for view in views.values()]
    site = create_site(digests, views, config, as_of, inputs_hash="0" * 32)
    files, events = make_api(site, views, frame, {}, lambda _: False)
    again, _ = make_api(site, {}, frame, events, lambda _: True)
    assert again == files  # whatever is kept says the same
    return {
        file.path.removeprefix("api/v2/").removesuffix(".json"): json.loads(file.content)
        for file in files
    }
