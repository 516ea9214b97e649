"""Every page of the public site, by what it is asked for; see the ``page_*`` modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.core.facts import SiteConfig
from generator.core.views import ComponentView, Digest, IncidentView, MonthView, PublicSite
from generator.renderers.artifact import Artifact
from generator.renderers.banner import render_script
from generator.renderers.frame import Frame
from generator.renderers.page_addresses import render_addresses
from generator.renderers.page_base import PageBase
from generator.renderers.page_component import render_component
from generator.renderers.page_embed import render_embed
from generator.renderers.page_home import render_home
from generator.renderers.page_incident import render_incident
from generator.renderers.page_lists import (
    render_history,
    render_maintenance,
    render_month,
    render_postmortems,
)
from generator.renderers.page_moved import render_moved
from generator.renderers.page_postmortem import render_postmortem
from generator.renderers.page_prose import render_about, render_missing, render_subscribe


class Pages:
    """The pages of one site; compiles the theme once."""

    def __init__(self, frame: Frame) -> None:
        self._base = PageBase(frame)

    def prepare(self) -> None:
        """Compile what every build draws, while others are busy and before processes part.

        Raises:
            ThemeError: If a template of the repository's own cannot be compiled.
        """
        for template in ("home.html", "list.html", "component.html", "incident.html", "embed.html"):
            self._base.compile(template)

    def incident(self, view: IncidentView) -> list[Artifact]:
        """Return the permalink of *view* and, once published, its post-mortem."""
        pages = [render_incident(self._base, view)]
        if view.postmortem is not None:
            pages.append(render_postmortem(self._base, view))
        return pages

    def home(self, site: PublicSite) -> list[Artifact]:
        """Return the home page."""
        return [render_home(self._base, site)]

    def history(self, site: PublicSite) -> list[Artifact]:
        """Return the list of months."""
        return [render_history(self._base, site)]

    def month(self, months: Sequence[str], month: MonthView) -> list[Artifact]:
        """Return one month; *months* are all months, newest first."""
        return [render_month(self._base, months, month)]

    def component(self, view: ComponentView, digests: Mapping[str, Digest]) -> list[Artifact]:
        """Return the page of one component."""
        return [render_component(self._base, view, digests)]

    def maintenance(self, site: PublicSite) -> list[Artifact]:
        """Return the page of planned work."""
        return [render_maintenance(self._base, site)]

    def postmortems(self, site: PublicSite) -> list[Artifact]:
        """Return the list of post-mortems."""
        return [render_postmortems(self._base, site)]

    def moved(self, file: str, incident: str) -> list[Artifact]:
        """Return what stands at *file*, where an earlier site showed *incident*."""
        return [render_moved(self._base, file, incident)]

    def plain(self, config: SiteConfig) -> list[Artifact]:  # noqa: ARG002 - one signature
        """Return the pages of plain words: subscribe, about, addresses, 404; and the script."""
        return [
            render_subscribe(self._base),
            render_about(self._base),
            render_addresses(self._base),
            render_missing(self._base),
            render_script(self._base.frame),
        ]

    def strip(self, site: PublicSite) -> list[Artifact]:
        """Return the strip for frames of other pages."""
        return [render_embed(self._base, site)]
