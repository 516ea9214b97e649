"""The calendar of the rota (R51): one event for each stretch in which one person is called.

No public build imports this module (P1). It holds handles and names and no contact: calendars are
subscribed to by address, and whoever has the address reads all of it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from generator.core.facts import SiteConfig
from generator.core.staff.on_call import OnCallReport
from generator.core.staff.rota import Span
from generator.renderers.calendar import EventValues, draw_calendar, draw_event
from generator.renderers.markup import printable


def create_rota_calendar(report: OnCallReport, config: SiteConfig) -> bytes:
    """Return the calendar (RFC 5545) of who is called from now on.

    Equal rotas give equal bytes: an event is named after its layer and its beginning, and stamped
    with its beginning, because no file says when a rota was written. A gap has no event.

    Args:
        report: Who is called when.
        config: The site, for its name and its host.
    """
    host = urlsplit(config.url).hostname or "localhost"
    name = config.name or "AllClear"
    calendar = draw_calendar(_line(f"{name}: on call"))
    for span in report.spans:
        if span.who:
            calendar.add_component(draw_event(_values(span, report, host)))
    content: bytes = calendar.to_ical()
    return content


def _values(span: Span, report: OnCallReport, host: str) -> EventValues:
    person = report.find(span.who)
    name = f" ({person.name})" if person is not None and person.name else ""
    return EventValues(
        uid=f"oncall-{span.layer}-{_stamp(span.start)}@{host}",
        begins=span.start,
        ends=span.end,
        changed=span.start,
        sequence=0,
        status="CONFIRMED",
        summary=_line(f"On call: @{span.who}{name}, {span.layer}"),
        description="How to reach them: allclear oncall",
        url="",
        categories=(),
    )


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _line(text: str) -> str:
    return " ".join(printable(text).split())
