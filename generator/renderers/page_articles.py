"""What is going on, one article each: the unreadable first, then incidents, then planned work."""

from __future__ import annotations

from datetime import UTC, date, datetime

from generator.core.views import IncidentView, PublicSite
from generator.core.vocabulary import RecordKind, badness
from generator.renderers.frame import join
from generator.renderers.glyphs import TONES
from generator.renderers.page_base import Context, PageBase, safe
from generator.renderers.page_incident import vendor_link
from generator.renderers.page_log import promise_line, update_line
from generator.renderers.record_lines import span_of, unconfirmed
from generator.renderers.sentences import names_of, status_word, title_of

_SHOWN_UPDATES = 2
_FAR = datetime.max.replace(tzinfo=UTC)


def list_articles(base: PageBase, site: PublicSite, today: date) -> list[Context]:
    """Return the articles of the home page; each record has at most one."""
    damaged = {view.id for view in site.damaged}
    lead, work = find_lead(site), find_lead_work(site)
    return [
        *(_unreadable(base, view, today, is_lead=view is lead) for view in site.damaged),
        *(
            _incident(base, view, today, is_lead=view is lead)
            for view in site.open
            if view.id not in damaged
        ),
        *(
            _work(base, view, today, is_lead=view is work)
            for view in site.active
            if view.id not in damaged
        ),
    ]


def find_lead(site: PublicSite) -> IncidentView | None:
    """Return the incident that made the heading: its advice stands there, not in its article.

    Where the heading says that not all is known, it is the one that made the worst line below.
    """
    if not site.state.broken:
        return site.open[0] if site.open else None
    worst = site.state.broken[0]
    return next((view for view in site.open if worst in view.states), None)


def find_lead_work(site: PublicSite) -> IncidentView | None:
    """Return the planned work that made the heading, if that says no more than planned work.

    Of several on one part it is the one that ends last, as far as anybody knows: no earlier end
    opens the part again.
    """
    if not site.state.is_known or site.open or site.state.broken or not site.active:
        return None
    part = next(iter(site.state.in_maintenance), None)
    return max(
        (view for view in site.active if part is None or part in view.components),
        key=lambda view: _FAR if view.is_awaiting_confirmation else view.scheduled_until or _FAR,
        default=site.active[0],
    )


def _incident(base: PageBase, view: IncidentView, today: date, *, is_lead: bool) -> Context:
    words = base.words
    is_bad = badness(view.state) > 0
    facts = [names_of(view.components, base.frame)]
    status = status_word(view.status, base.frame)
    if is_bad:
        facts.append(status)
    if view.vendor:
        facts.append(words("incident.vendor", name=view.vendor.name))
    word = words(f"state.{view.state}") if is_bad else status
    tone = TONES[view.state] if is_bad else "trouble"
    article = _article(base, view, today, tone, word, facts)
    if is_lead:
        article["advice"] = ""
    vendor = vendor_link(base, view)
    if vendor:
        article["links"] = [vendor, *article["links"]]  # type: ignore[misc]
    return article


def _work(base: PageBase, view: IncidentView, today: date, *, is_lead: bool) -> Context:
    facts = [names_of(view.components, base.frame), status_word(view.status, base.frame)]
    word = base.words("state.under_maintenance")
    article = _article(base, view, today, "plan", word, facts)
    article["span"] = span_of(base, view)
    article["span_note"] = unconfirmed(base, view) if view.is_awaiting_confirmation else ""
    if is_lead:
        article["advice"] = ""
    return article


def _unreadable(base: PageBase, view: IncidentView, today: date, *, is_lead: bool) -> Context:
    """Return the neutral notice about a file that cannot be read, above what can be."""
    words = base.words
    known = names_of(view.damaged_components, base.frame) or words("incident.unreadable_any")
    article = _article(base, view, today, "unknown", words("state.unknown"), [known])
    article["notice"] = {
        **base.when(view.damaged_at or view.date, today),
        "status": words("incident.unreadable_status"),
        "text": words("incident.unreadable_text"),
    }
    if view.kind is RecordKind.MAINTENANCE:
        article["span"] = span_of(base, view)
    if is_lead:
        article["advice"] = ""
    return article


def _article(
    base: PageBase, view: IncidentView, today: date, tone: str, state: str, facts: list[str]
) -> Context:
    href, count = f"incidents/{view.id}/", len(view.updates)
    more = {"href": href, "text": base.words("incident.all_updates", n=count)}
    return {
        "id": view.id,
        "tone": tone,
        "glyph": tone,
        "state": state,
        "href": href,
        "title": title_of(view, base.frame),
        "meta": join(base.words, "dot", facts),
        "span": None,
        "span_note": "",
        "advice": safe(view.advice) if view.advice else "",
        "notice": None,
        "due": promise_line(base, view),
        "updates": [
            update_line(base, view, update, home=today) for update in view.updates[:_SHOWN_UPDATES]
        ],
        "links": [more] if count > _SHOWN_UPDATES else [],
    }
