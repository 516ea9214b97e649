"""The home page: one sentence first, then everything that stands behind it."""

from __future__ import annotations

from datetime import date, timedelta

from generator.core.views import ComponentView, PublicSite
from generator.core.vocabulary import ComponentState, badness
from generator.renderers.artifact import Artifact
from generator.renderers.bars import LEGEND_CLASSES, draw_axis, draw_bar
from generator.renderers.dates import iso, known_time
from generator.renderers.frame import join
from generator.renderers.glyphs import TONES
from generator.renderers.moods import headline, mood_of_part, mood_of_site
from generator.renderers.page_articles import find_lead, find_lead_work, list_articles
from generator.renderers.page_base import Context, PageBase, safe
from generator.renderers.record_lines import bar_title, digest_line, unconfirmed, work_line
from generator.renderers.sentences import (
    component_sentence,
    names_of,
    percent,
    spent,
)

_PLANNED = ComponentState.UNDER_MAINTENANCE
_SPOKEN_FOR = 2
"""Parts of which the calm page says that they work: the first ones of ``site.yml``."""


def render_home(base: PageBase, site: PublicSite) -> Artifact:
    """Return the home page."""
    words, dates = base.words, base.dates
    tone, label = _mood(base, site)
    title, also, lead = _answer(base, site)
    today = dates.local_day(site.as_of)
    articles = list_articles(base, site, today)
    told = {view.id for view in site.damaged} | {view.id for view in site.open}
    recent = [digest_line(base, digest, "") for digest in site.recent if digest.id not in told]
    planned = [work_line(base, view, "") for view in site.upcoming if view.id not in told]
    parts = {
        view.component.id: _part(base, site, view)
        for view in site.components
        if not view.is_retired
    }
    lines = (*articles, *recent, *planned, *parts.values())
    month = site.months[0].month if site.months else ""
    as_of = words("home.stamp", time=dates.moment(site.as_of))
    days = site.components[0].days if site.components else ()
    return base.page(
        "home.html",
        "",
        title=title,
        label=label,
        tone=tone,
        glyph=tone,
        lead=lead,
        also=also,
        head_title=words("head.home", title=title, name=base.config.name),
        description=join(
            words, "sentence", [title, *(str(item["text"]) for item in also), *lead, as_of]
        ),
        glyphs={str(each["glyph"]) for each in lines if each["glyph"]},
        hash=site.inputs_hash,
        as_of=iso(site.as_of),
        next=iso(site.next_change_at) if site.next_change_at else "",
        advice=_advice(base, site),
        readout_name=words("home.updates" if articles else "home.glance"),
        readout=_readout(base, site, today),
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
        axis=draw_axis([mark.day for mark in days], dates.short_month, words("home.today")),
        legend=_legend(base, site),
        planned=planned,
        recent=recent,
        nothing_recent=words(
            "home.nothing_else_recent" if articles else "home.nothing_recent",
            first=dates.day(site.recent_days[0]),
            last=dates.day(site.recent_days[-1]),
        ),
        last_trouble=_last_trouble(base, site),
        nothing=words("home.nothing_else" if articles else "home.nothing"),
        month={"href": f"history/{month}/", "text": words("home.all_of", month=dates.month(month))}
        if month
        else None,
        feeds_links=base.feed_links(),
    )


def _mood(base: PageBase, site: PublicSite) -> tuple[str, str]:
    """Return the field's tone, which is its glyph too, and the word beside it."""
    key, tone = mood_of_site(site)
    # Words that count nothing have no place for the number.
    return tone, base.words(f"label.{key}", n=site.state.total)


def _answer(base: PageBase, site: PublicSite) -> tuple[str, list[Context], list[str]]:
    """Return the one sentence, what else is broken, and the lines below."""
    words, state = base.words, site.state
    title = headline(site, base.frame)
    broken = [*state.broken]
    broken += ((name, _PLANNED) for name in state.in_maintenance)
    if not state.is_known:
        known = {name: None for view in site.damaged for name in view.damaged_components}
        lead = [words("home.unknown_why")]
        if known:
            lead.append(words("home.unknown_part", names=names_of(known, base.frame)))
        return title, [_also(base, site, *each) for each in broken], lead
    if broken:
        lead = [words.count("home.others", state.working)] if state.working else []
        if len(broken) > 1 and not state.working:
            lead = [words("home.others.none")]
        return title, [_also(base, site, *each) for each in broken[1:]], lead
    if site.open:
        return title, [], [words.count("home.all_parts", state.total)]
    offered = [view.component for view in site.components if not view.is_retired]
    spoken = [
        component_sentence(each.id, ComponentState.OPERATIONAL, base.frame)
        for each in offered[:_SPOKEN_FOR]
    ]
    return title, [], [join(words, "sentence", spoken)] if spoken else []


def _also(base: PageBase, site: PublicSite, component: str, state: ComponentState) -> Context:
    text = component_sentence(component, state, base.frame)
    ends = [
        view.scheduled_until
        for view in site.active
        if view.scheduled_until
        and view.scheduled_until > site.as_of
        and component in view.components
    ]
    if state is _PLANNED and ends:
        end, dates = max(ends), base.dates
        is_near = end - site.as_of < timedelta(days=1)
        time = dates.clock(end) if is_near else dates.moment(end)
        until = base.words("home.until", time=time)
        text = join(base.words, "sentence", (text, until))
    return {"glyph": TONES[state], "href": f"components/{component}/", "text": text}


def _advice(base: PageBase, site: PublicSite) -> object:
    """Return what to do about what the heading says; other advice stands with its incident."""
    words = base.words
    lead = find_lead(site)
    if lead is not None and lead.advice:
        return safe(lead.advice)
    if not site.state.is_known:
        # Nobody may go on as usual where something is known to be broken or closed.
        key = "unknown_else_advice" if site.open or site.active else "unknown_advice"
        support = site.config.support_email or site.config.support_url
        return safe(f"{words(f'home.{key}')} <{support}>") if support else ""
    work = find_lead_work(site)
    if work is None:
        return ""
    if work.advice:
        return safe(work.advice)
    if work.is_awaiting_confirmation or work.scheduled_until is None:
        return unconfirmed(base, work, site.as_of)
    time = base.dates.near_moment(work.scheduled_until, site.as_of)
    return words("home.work_advice", time=time)


def _readout(base: PageBase, site: PublicSite, today: date) -> list[Context]:
    words, dates = base.words, base.dates
    items: list[Context] = []
    promised = next((view for view in site.open if view.promise_due_at), None)
    if promised and promised.promise_due_at:
        over = words("home.overdue")
        name = over if promised.is_promise_overdue else words("home.next_update")
        items.append(base.readout(name, promised.promise_due_at, beside=today, over=over))
    work = find_lead_work(site)
    if work is not None and work.scheduled_until:
        end = work.scheduled_until
        items.append(base.readout(words("home.planned_end"), end, beside=today))
    if (site.open or site.damaged or site.active) and site.last_update_at:
        at = known_time(site.last_update_at, is_day_only=site.is_update_day_only)
        items.append(base.readout(words("home.last_update"), at, beside=today, has_age=True))
    if not site.open and not site.damaged and not site.active:
        if site.last_trouble_day:
            days = max((today - site.last_trouble_day).days, 0)
            since = words("home.since", day=dates.day(site.last_trouble_day))
            value = words.count("dates.days", days)
            items.append(base.readout(words("home.quiet_days"), value=value, note=since))
        items.append(_next_work(base, site))
    items.append(base.readout(words("home.as_of"), site.as_of))
    return items


def _next_work(base: PageBase, site: PublicSite) -> Context:
    words, dates = base.words, base.dates
    name = words("home.next_maintenance")
    at = site.upcoming[0].scheduled_for if site.upcoming else None
    if at is None:
        return base.readout(name, value=words("home.none_planned"))
    notes = [dates.clock_zone(at)] if dates.is_utc else [dates.clock_zone(at), dates.utc(at)]
    day = dates.weekday_day(dates.local_day(at))
    return base.readout(name, value=day, note=join(words, "dot", notes))


def _last_trouble(base: PageBase, site: PublicSite) -> str:
    """Return when the last problem was; what is open or cannot be read is never denied."""
    if site.damaged:
        return ""
    if site.last_trouble_day is None:
        return "" if site.open else base.words("home.no_trouble")
    day = base.dates.day_year(site.last_trouble_day)
    return base.words("home.last_over" if site.open else "home.last_trouble", day=day)


def _legend(base: PageBase, site: PublicSite) -> list[tuple[str, str]]:
    legend = [
        (cls, base.words(f"day_mark.{state}"))
        for cls, state in zip(LEGEND_CLASSES, ComponentState, strict=True)
    ]
    if any(not mark.is_recorded for view in site.components for mark in view.days):
        legend.append(("i5", base.words("day_mark.unrecorded")))
    return legend


def _part(base: PageBase, site: PublicSite, view: ComponentView) -> Context:
    words, dates = base.words, base.dates
    id_ = view.component.id
    key, tone = mood_of_part(site, view)
    is_bad = key not in {ComponentState.OPERATIONAL, "not_vouched"}
    href = f"components/{id_}/"
    last = next(
        (
            mark
            for mark in reversed(view.days)
            if mark.durations and badness(mark.state) > badness(_PLANNED)
        ),
        None,
    )
    latest = None
    if last:
        lost = spent(last.durations, base.frame, dates, is_sentence=False)
        latest = {
            "href": f"{href}#day-{last.day.isoformat()}",
            "text": words("home.day_latest", day=dates.day(last.day), spent=lost),
        }
    return {
        # Twelve discs on a quiet day would shout.
        "glyph": "check" if tone == "ok" else tone,
        "tone": tone,
        "is_bad": is_bad,
        "href": href,
        "name": view.component.name,
        "state": words(f"state.{key}"),
        "bar": draw_bar(view.days, bar_title(base, view)),
        "uptime": percent(view.uptime.share, base.frame),
        "latest": latest,
    }
