"""What stands at an address of an earlier status site: the way to the record."""

from __future__ import annotations

from generator.renderers.artifact import Artifact
from generator.renderers.page_base import PageBase


def render_moved(base: PageBase, file: str, incident: str) -> Artifact:
    """Return the page at *file* that leads to *incident*, at once and without a script.

    The way is relative, so that it holds in every copy of the site and below any folder.
    """
    path = f"incidents/{incident}/"
    url = f"{base.config.url.rstrip('/')}/{path}"
    return base.bare("moved.html", file, href=f"{'../' * file.count('/')}{path}", url=url)
