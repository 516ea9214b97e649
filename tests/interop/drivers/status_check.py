"""PyPI statuscheck: what it makes of the page at the origin given."""

import json
import sys

from statuscheck.services.bases._statuspageio import BaseStatusPageAPI


class Page(BaseStatusPageAPI):
    """A page that lies where we say."""

    name = "Example"
    base_url = status_url = sys.argv[1]

    def _get_base_url(self) -> str:
        return f"{sys.argv[1]}/api/v2/"


summary = Page().get_summary()
found = {
    "code": summary.status.code,
    "name": summary.status.name,
    "description": summary.status.description,
    "is_ok": summary.status.is_ok,
    "components": {each.name: each.status for each in summary.components},
    "incidents": [
        [each.id, each.name, each.status, sorted(part.name for part in each.components)]
        for each in summary.incidents
    ],
}
json.dump(found, sys.stdout)
