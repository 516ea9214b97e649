"""All pages of the public site, one method a kind; each returns finished files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from generator.renderers.page_component import component_page
from generator.renderers.page_history import (
    history_page,
    maintenance_page,
    month_page,
    postmortems_page,
)
from generator.renderers.page_home import home_page
from generator.renderers.page_incident import incident_page
from generator.renderers.page_plain import plain_pages
from generator.renderers.page_postmortem import postmortem_page

if TYPE_CHECKING:
    from generator.core.facts import SiteConfig
    from generator.core.views import (
        ComponentView,
        Digest,
        IncidentView,
        MonthView,
        PublicSite,
    )
    from generator.renderers.artifact import Artifact
    from generator.renderers.frame import Frame


class Pages:
    """Lays out views; decides nothing about them.

    Args:
        frame: Site, words and theme, shared by all pages.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def incident(self, view: IncidentView) -> list[Artifact]:
        """Return the permalink page of *view*, and its post-mortem where published."""
        artifacts = incident_page(view, self._frame)
        if view.postmortem:
            artifacts += postmortem_page(view, view.postmortem, self._frame)
        return artifacts

    def home(self, site: PublicSite) -> list[Artifact]:
        """Return ``/``."""
        return home_page(site, self._frame)

    def history(self, site: PublicSite) -> list[Artifact]:
        """Return ``/history/``."""
        return history_page(site, self._frame)

    def month(self, months: tuple[str, ...], month: MonthView) -> list[Artifact]:
        """Return ``/history/<YYYY-MM>/``; *months* are all that have a page, newest first."""
        return month_page(months, month, self._frame)

    def component(self, view: ComponentView, digests: Mapping[str, Digest]) -> list[Artifact]:
        """Return ``/components/<id>/``."""
        return component_page(view, digests, self._frame)

    def maintenance(self, site: PublicSite) -> list[Artifact]:
        """Return ``/maintenance/``."""
        return maintenance_page(site, self._frame)

    def postmortems(self, site: PublicSite) -> list[Artifact]:
        """Return ``/postmortems/``."""
        return postmortems_page(site, self._frame)

    def plain(self, config: SiteConfig) -> list[Artifact]:
        """Return ``/subscribe/``, ``/about/`` and ``/404.html``."""
        return plain_pages(config, self._frame)
