"""The home page: one sentence first, then everything that stands behind it."""

from __future__ import annotations

from generator.core.views import ComponentView, IncidentView, PublicSite
from generator.core.vocabulary import ComponentState, badness
from generator.renderers.artifact import Artifact
from generator.renderers.bars import LEGEND_CLASSES, draw_bar
from generator.renderers.dates import iso
from generator.renderers.glyphs import TONES
from generator.renderers.page_base import Context, PageBase, row_glyph, safe
from generator.renderers.page_record import title_of, window_text
from generator.renderers.record_lines import bar_title, digest_line, work_line
from generator.renderers.sentences import (
    component_sentence,
    names_of,
    percent,
    spent,
    status_word,
)

_SHOWN_UPDATES = 2


def render_home(base: PageBase, site: PublicSite) -> Artifact:
    """Return the home page."""
    words, dates = base.words, base.dates
    tone, label = _mood(base, site)
    title, also, lead = _answer(base, site)
    articles = [
        *(_unreadable(base, view) for view in site.damaged),
        *(_incident(base, view) for view in site.open),
        *(_work(base, view) for view in site.active),
    ]
    recent = [digest_line(base, digest, "") for digest in site.recent]
    planned = [work_line(base, view, "") for view in site.upcoming]
    parts = {
        view.component.id: _part(base, view) for view in site.components if not view.is_retired
    }
    shown = [*site.open, *site.active, *site.damaged]
    glyphs = {
        row_glyph(effect.new)
        for view in shown
        for update in view.updates[:_SHOWN_UPDATES]
        for effect in update.effects
    }
    glyphs |= {
        str(each["glyph"])
        for each in (*articles, *recent, *planned, *parts.values())
        if each["glyph"]
    }
    month = site.months[0].month if site.months else ""
    days = site.recent_days
    return base.page(
        "home.html",
        "",
        title=title,
        label=label,
        tone=tone,
        glyph=tone,
        lead=lead,
        also=also,
        head_title=f"{title} {words('page.status_of', name=site.config.name)}",
        description=" ".join([title, *(str(item["text"]) for item in also), *lead]),
        glyphs=glyphs,
        hash=site.inputs_hash,
        as_of=iso(site.as_of),
        advice=_advice(base, site),
        readout_name=words("home.updates" if articles else "home.glance"),
        readout=_readout(base, site),
        articles=articles,
        groups=[
            {
                "name": group.name,
                "parts": [
                    parts[view.component.id]
                    for view in site.components
                    if view.component.group == group.id and not view.is_retired
                ],
            }
            for group in site.groups
        ],
        axis_first=dates.short_day(site.components[0].days[0].day) if site.components else "",
        legend=[
            (cls, words(f"day_mark.{each}"))
            for cls, each in zip(LEGEND_CLASSES, ComponentState, strict=True)
        ],
        planned=planned,
        recent=recent,
        nothing_recent=words(
            "home.nothing_recent", first=dates.day(days[0]), last=dates.day(days[-1])
        ),
        month={"href": f"history/{month}/", "text": words("home.all_of", month=dates.month(month))}
        if month
        else None,
    )


def _mood(base: PageBase, site: PublicSite) -> tuple[str, str]:
    """Return the field's tone, which is its glyph too, and the word beside it."""
    words, state = base.words, site.state
    if not state.is_known:
        return "unknown", words("label.unknown")
    if state.state is not ComponentState.OPERATIONAL:
        return TONES[state.state], words(f"label.{state.state}")
    if state.has_open_incident:
        return "trouble", words("label.open")
    return "ok", words("label.operational", n=state.total)


def _answer(base: PageBase, site: PublicSite) -> tuple[str, list[Context], list[str]]:
    """Return the one sentence, what else is broken, and the lines below."""
    words, state = base.words, site.state
    closed = ((name, ComponentState.UNDER_MAINTENANCE) for name in state.in_maintenance)
    broken = [*state.broken, *closed]
    if not state.is_known:
        known = {name: None for view in site.damaged for name in view.damaged_components}
        lead = [words("home.unknown_why")]
        if known:
            lead.append(words("home.unknown_part", names=names_of(known, base.frame)))
        return words("home.unknown"), [_also(base, *each) for each in broken], lead
    if broken:
        first, *rest = broken
        lead = [words.count("home.others", state.working)] if state.working else []
        if len(broken) > 1 and not state.working:
            lead = [words("home.others.none")]
        return component_sentence(*first, base.frame), [_also(base, *each) for each in rest], lead
    if site.open:
        return title_of(base, site.open[0]), [], [words("home.all_parts", n=state.total)]
    if site.last_trouble_day is None:
        return words("home.all_working"), [], [words("home.no_trouble")]
    day = base.dates.day_year(site.last_trouble_day)
    return words("home.all_working"), [], [words("home.last_trouble", day=day)]


def _also(base: PageBase, component: str, state: ComponentState) -> Context:
    return {
        "glyph": TONES[state],
        "href": f"components/{component}/",
        "text": component_sentence(component, state, base.frame),
    }


def _advice(base: PageBase, site: PublicSite) -> object:
    if not site.state.is_known:
        support = site.config.support_email or site.config.support_url
        return safe(f"{base.words('home.unknown_advice')} <{support}>") if support else ""
    lead = next((view for view in site.open if view.advice), None)
    return safe(lead.advice) if lead else ""


def _readout(base: PageBase, site: PublicSite) -> list[Context]:
    words, dates = base.words, base.dates
    items = []
    today = dates.local_day(site.as_of)
    lead = next((view for view in site.open if view.promise_due_at), None)
    if lead and lead.promise_due_at:
        key = "home.overdue" if lead.is_promise_overdue else "home.next_update"
        due = lead.promise_due_at
        items.append(base.readout(words(key), due, has_day=dates.local_day(due) != today))
    if (site.open or site.damaged or site.active) and site.last_update_at:
        at = site.last_update_at
        is_past = dates.local_day(at) != today
        items.append(base.readout(words("home.last_update"), at, has_day=is_past, has_age=True))
    if not site.open and not site.damaged:
        if site.last_trouble_day:
            days = max((today - site.last_trouble_day).days, 0)
            since = words("home.since", day=dates.day(site.last_trouble_day))
            name, value = words("home.quiet_days"), words.count("home.days", days)
            items.append(base.readout(name, value=value, note=since))
        items.append(_next_work(base, site))
    items.append(base.readout(words("home.as_of"), site.as_of, has_day=True))
    return items


def _next_work(base: PageBase, site: PublicSite) -> Context:
    words, dates = base.words, base.dates
    at = site.upcoming[0].scheduled_for if site.upcoming else None
    if at is None:
        return base.readout(words("home.next_maintenance"), value=words("home.none_planned"))
    note = f"{dates.clock(at)} {dates.zone_name}, {dates.utc(at)}"
    day = dates.weekday_day(dates.local_day(at))
    return base.readout(words("home.next_maintenance"), value=day, note=note)


def _incident(base: PageBase, view: IncidentView) -> Context:
    words = base.words
    is_bad = badness(view.state) > 0
    meta = [names_of(view.components, base.frame), status_word(view.status, base.frame)]
    if view.vendor:
        meta.append(words("incident.vendor", name=view.vendor.name))
    word = words(f"state.{view.state}") if is_bad else status_word(view.status, base.frame)
    return _article(base, view, TONES[view.state] if is_bad else "trouble", word, meta)


def _work(base: PageBase, view: IncidentView) -> Context:
    words = base.words
    meta = [
        names_of(view.components, base.frame),
        status_word(view.status, base.frame),
        window_text(base, view),
    ]
    if view.is_awaiting_confirmation and view.scheduled_until:
        meta.append(words("work.unconfirmed", time=base.dates.clock(view.scheduled_until)))
    return _article(base, view, "plan", words("state.under_maintenance"), meta)


def _unreadable(base: PageBase, view: IncidentView) -> Context:
    words, dates = base.words, base.dates
    at = view.damaged_at or view.last_changed_at
    known = names_of(view.damaged_components, base.frame) or words("incident.unreadable_any")
    article = _article(base, view, "unknown", words("state.unknown"), [known])
    notice: Context = {
        "anchor": f"{view.id}-unreadable",
        "href": f"incidents/{view.id}/",
        "iso": iso(at),
        "time": dates.clock(at),
        "zone": dates.zone_name,
        "utc": f"{dates.short_day(dates.local_day(at))}, {dates.utc(at)}",
        "status": words("incident.unreadable_status"),
        "effects": [],
        "html": safe(words("incident.unreadable_text")),
        "notes": [],
        "link": None,
    }
    updates = [] if view.is_open else _updates(base, view)
    article |= {
        "id": f"{view.id}-notice",
        "title": words("incident.unreadable"),
        "advice": "",
        "due": None,
        "updates": [notice, *updates],
    }
    return article


def _article(base: PageBase, view: IncidentView, tone: str, state: str, meta: list[str]) -> Context:
    href, count = f"incidents/{view.id}/", len(view.updates)
    more = {"href": href, "text": base.words("incident.all_updates", n=count)}
    return {
        "id": view.id,
        "tone": tone,
        "glyph": tone,
        "state": state,
        "href": href,
        "title": title_of(base, view),
        "meta": base.words("join.dot").join(part for part in meta if part),
        "advice": safe(view.advice) if view.advice else "",
        "due": base.promise(view),
        "updates": _updates(base, view),
        "more": more if count > _SHOWN_UPDATES else None,
    }


def _updates(base: PageBase, view: IncidentView) -> list[Context]:
    href = f"incidents/{view.id}/"
    return [base.update(view, update, href) for update in view.updates[:_SHOWN_UPDATES]]


def _part(base: PageBase, view: ComponentView) -> Context:
    words, dates = base.words, base.dates
    is_bad = view.state is not ComponentState.OPERATIONAL
    if is_bad:
        glyph, tone, word = TONES[view.state], TONES[view.state], words(f"state.{view.state}")
    elif view.is_certain:
        glyph, tone, word = "check", "ok", words("state.operational")
    else:
        glyph, tone, word = "none", "none", words("state.not_vouched")
    last = next((mark for mark in reversed(view.days) if mark.durations), None)
    latest = ""
    if last:
        lost = spent(last.durations, base.frame, dates).lower()
        latest = words("home.day_latest", day=dates.day(last.day), spent=lost)
    return {
        "glyph": glyph,
        "tone": tone,
        "is_bad": is_bad,
        "href": f"components/{view.component.id}/",
        "name": view.component.name,
        "state": word,
        "bar": draw_bar(view.days, bar_title(base, view)),
        "uptime": percent(view.uptime.share, base.frame),
        "latest": latest,
    }
