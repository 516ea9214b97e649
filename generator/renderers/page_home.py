"""The home page: one sentence on what is broken, and what to do about it, before all else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.core.vocabulary import ComponentState
from generator.renderers.bars import AxisLabel, axis, bar, latest_trouble
from generator.renderers.frame import Head, plain
from generator.renderers.markup import to_html
from generator.renderers.page_incident import damaged_line, vendor_url
from generator.renderers.page_parts import (
    Effect,
    Item,
    Line,
    Readout,
    dated_stamp,
    glyphs_of,
    is_work,
    items_of,
    lines_of,
    moment_readout,
    parts_line,
    row_glyph,
    window_rail,
)
from generator.renderers.sentences import (
    TONES,
    join,
    state_sentence,
    status_word,
    title_of,
    update_text,
)

if TYPE_CHECKING:
    from generator.core.views import ComponentView, IncidentView, PublicSite
    from generator.renderers.artifact import Artifact
    from generator.renderers.frame import Frame

_UPDATES_SHOWN = 2
_CALM_SENTENCES = 2
ROOT = "./"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hero:
    """The two-second answer in words."""

    tone: str
    glyph: str
    label: str
    sentence: str
    also: tuple[tuple[Effect, str], ...]
    sub: str
    advice: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An open incident, work in progress, or a notice that cannot be read.

    Attributes:
        word: State word in the rail.
        meta: Parts, status, vendor.
        advice: Safe HTML; empty where the field above says it already.
        promise: When the next update is due, for the rail; ``promise_text`` says so.
        promise_iso: The same for the script, which says when it has passed.
        vendor: Address and text of the vendor's own page.
        more: Text of the link to all updates, or ``""``.
    """

    id: str
    href: str
    tone: str
    glyph: str
    word: str
    title: str
    meta: str
    advice: Markup
    promise: Markup
    promise_iso: str
    promise_text: str
    rail: Markup
    lines: tuple[Line, ...]
    vendor: tuple[str, str] | None
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One part: name, bar, uptime, state word; ``note`` tells the latest trouble."""

    href: str
    name: str
    tone: str
    glyph: str
    word: str
    bar: Markup
    uptime: str
    note: str
    note_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """Announced work."""

    rail: Markup
    href: str
    title: str
    meta: str
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The home page, decided."""

    hero: Hero
    facts_label: str
    facts: tuple[Readout, ...]
    as_of: Readout
    inputs: str
    next_change: str
    articles: tuple[Article, ...]
    axis: tuple[AxisLabel, ...]
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    planned: tuple[Planned, ...]
    planned_none: str
    recent: tuple[Item, ...]
    recent_none: str
    month_href: str
    month_text: str
    missing: Markup | None


def home_page(site: PublicSite, frame: Frame) -> list[Artifact]:
    """Return the home page of *site*."""
    words, dates = frame.words, frame.dates
    today = dates.local_day(site.as_of)
    hero = _hero(site, frame)
    articles = _articles(site, frame, today)
    offered = [view for view in site.components if not view.is_retired]
    groups = tuple(
        (group.name, rows)
        for group in site.groups
        if (rows := tuple(_row(view, frame) for view in offered if view.component.group == group.id))
    )
    recent = items_of(site.recent, frame, ROOT)
    month = f"{today:%Y-%m}"
    has_month = any(each.month == month for each in site.months)
    contact = frame.contact()
    page = HomePage(
        hero=hero,
        facts_label=words("home.updates" if _has_news(site) else "home.glance"),
        facts=_facts(site, frame, today),
        as_of=moment_readout(words("home.as_of"), site.as_of, frame, has_day=True),
        inputs=site.inputs_hash,
        next_change=dates.moment(site.next_change_at).iso if site.next_change_at else "",
        articles=articles,
        axis=axis([mark.day for mark in offered[0].days], frame) if offered else (),
        groups=groups,
        planned=tuple(_planned(view, frame) for view in site.upcoming),
        planned_none=words("home.nothing_further" if site.active else "home.nothing_planned"),
        recent=recent,
        recent_none=words(
            "home.nothing_recent",
            start=dates.day(site.recent_days[0]),
            end=dates.day(site.recent_days[-1]),
        ),
        month_href=f"{ROOT}history/{month}/" if has_month else f"{ROOT}history/",
        month_text=words("home.all_of_month", month=dates.month_name(month))
        if has_month
        else words("nav.history"),
        missing=frame.html("home.missing_text", contact=contact) if contact else None,
    )
    used = {effect.glyph for effect, _ in hero.also} | {article.glyph for article in articles}
    used |= {row.glyph for _, rows in groups for row in rows}
    used |= {effect.glyph for each in articles for line in each.lines for effect in line.effects}
    time = dates.in_prose(site.as_of)
    more = " ".join([*(effect.text for effect, _ in hero.also), hero.sub])
    head = Head(
        kind="home",
        path="",
        tone=hero.tone,
        glyphs=glyphs_of(hero.glyph, recent, *used, "clock"),
        title=hero.sentence,
        description=words("home.description", sentence=hero.sentence, more=more, time=time),
    )
    return frame.render("home.html", head, page)


def _has_news(site: PublicSite) -> bool:
    return bool(site.open or site.active or site.damaged)


def _hero(site: PublicSite, frame: Frame) -> Hero:
    state, words = site.state, frame.words
    lead = next((view for view in site.open if view.id == state.lead), None)
    broken = list(state.broken) + [
        (component, ComponentState.UNDER_MAINTENANCE) for component in state.in_maintenance
    ]
    rest = _rest(site, frame, len(broken))
    advice = Markup(to_html(lead.advice)) if lead else Markup("")  # noqa: S704 - sanitised
    if not state.is_known:
        parts = [part for view in site.damaged for part in view.damaged_components]
        names = [frame.name_of(part) for part in dict.fromkeys(parts)]
        note = words("home.unknown_note")
        if names:
            note = f"{note} {words('home.unknown_part', parts=join(names, words))}"
        contact = frame.contact()
        own = (
            frame.html("home.unknown_advice", contact=contact)
            if contact
            else frame.html("home.unknown_advice_alone")
        )
        return Hero(
            tone="unk",
            glyph="unk",
            label=words("page_state.unknown"),
            sentence=words("home.unknown"),
            also=_also(broken, site, frame),
            sub=note,
            advice=Markup("<p>{}</p>").format(own),
        )
    if broken:
        component, worst = broken[0]
        if not state.broken and site.active:
            advice = Markup(to_html(site.active[0].advice))  # noqa: S704 - sanitised
        return Hero(
            tone=TONES[worst],
            glyph=TONES[worst],
            label=words(f"page_state.{worst}"),
            sentence=_sentence(component, worst, frame),
            also=_also(broken[1:], site, frame),
            sub=rest,
            advice=advice,
        )
    if lead:
        return Hero(
            tone="none",
            glyph="info",
            label=words("page_state.incident_open"),
            sentence=title_of(lead, words),
            also=(),
            sub=words("home.open_note"),
            advice=advice,
        )
    return Hero(
        tone="ok",
        glyph="ok",
        label=words.count("page_state.operational", state.total),
        sentence=words("home.all_working"),
        also=(),
        sub=_calm(site, frame),
        advice=Markup(""),
    )


def _rest(site: PublicSite, frame: Frame, broken: int) -> str:
    """Return "The other 11 parts are working." where that is all the others."""
    working = site.state.working
    if not working or working + broken != site.state.total:
        return ""
    return frame.words.count("home.rest_working", working)


def _calm(site: PublicSite, frame: Frame) -> str:
    """Return what works, in the words of the first parts that have their own."""
    own = [
        sentence
        for view in site.components
        if not view.is_retired
        and (sentence := view.component.sentence(ComponentState.OPERATIONAL))
    ]
    return " ".join(own[:_CALM_SENTENCES])


def _sentence(component: str, state: ComponentState, frame: Frame) -> str:
    known = frame.config.component(component)
    return plain(state_sentence(known, state, frame.words)) if known else component


def _also(
    broken: list[tuple[str, ComponentState]], site: PublicSite, frame: Frame
) -> tuple[tuple[Effect, str], ...]:
    """Return the other broken parts, each with where on the page it is told."""
    found: dict[str, str] = {}
    for view in (*site.open, *site.active):
        for component, state in view.states:
            if state is not ComponentState.OPERATIONAL:
                found.setdefault(component, f"#{view.id}")
    return tuple(
        (
            Effect(
                tone=TONES[state], glyph=TONES[state], text=_sentence(component, state, frame)
            ),
            found.get(component, f"{ROOT}components/{component}/"),
        )
        for component, state in broken
    )


def _facts(site: PublicSite, frame: Frame, today: date) -> tuple[Readout, ...]:
    words = frame.words
    if not _has_news(site):
        return _quiet_facts(site, frame, today)
    facts = []
    lead = next((view for view in site.open if view.id == site.state.lead), None)
    if lead and lead.promise_due_at:
        late = words("home.update_was_due")
        label = late if lead.is_promise_overdue else words("home.next_update")
        facts.append(moment_readout(label, lead.promise_due_at, frame, today=today, late=late))
    elif not site.open and site.active and site.active[0].scheduled_until:
        work = site.active[0]
        key = "home.planned_end_passed" if work.is_awaiting_confirmation else "home.planned_end"
        facts.append(moment_readout(words(key), site.active[0].scheduled_until, frame, today=today))
    if site.last_update_at:
        facts.append(
            moment_readout(
                words("home.last_update"), site.last_update_at, frame, today=today, has_age=True
            )
        )
    return tuple(facts)


def _quiet_facts(site: PublicSite, frame: Frame, today: date) -> tuple[Readout, ...]:
    words, dates = frame.words, frame.dates
    day = site.last_trouble_day
    if day is None:
        last = Readout(label=words("home.last_trouble"), value=words("home.last_trouble_none"))
    else:
        ago = (today - day).days
        last = Readout(
            label=words("home.last_trouble"),
            value=words.count("home.last_trouble_ago", ago)
            if ago > 0
            else words("home.last_trouble_today"),
            note=dates.day(day) if day.year == today.year else dates.day_year(day),
        )
    work = next((view for view in site.upcoming if view.scheduled_for), None)
    if work is None or work.scheduled_for is None:
        planned = Readout(label=words("home.next_planned"), value=words("home.none_planned"))
    else:
        moment = dates.moment(work.scheduled_for)
        local = words("date.in_zone", time=moment.clock, zone=dates.zone_name)
        planned = Readout(
            label=words("home.next_planned"),
            value=dates.weekday_day(moment.day),
            note=", ".join(each for each in (local, moment.utc) if each),
            iso=moment.iso,
        )
    return last, planned


def _articles(site: PublicSite, frame: Frame, today: date) -> tuple[Article, ...]:
    told = {view.id for view in (*site.open, *site.active)}
    notices = [view for view in site.damaged if view.id not in told]
    hero_lead = site.state.lead if site.state.is_known else None
    return tuple(
        [_notice_article(view, frame, today) for view in notices]
        + [_article(view, frame, today, is_lead=view.id == hero_lead) for view in site.open]
        + [
            _article(view, frame, today, is_lead=not site.open and view is site.active[0])
            for view in site.active
        ]
    )


def _article(view: IncidentView, frame: Frame, today: date, *, is_lead: bool) -> Article:
    words = frame.words
    is_calm = view.state is ComponentState.OPERATIONAL
    tone = "none" if is_calm else TONES[view.state]
    due = view.promise_due_at
    shown = view.updates[:_UPDATES_SHOWN]
    vendor = None
    if view.vendor and (url := vendor_url(view)):
        vendor = (url, words("incident.vendor_link", name=view.vendor.name))
    count = len(view.updates)
    return Article(
        id=view.id,
        href=f"{ROOT}incidents/{view.id}/",
        tone=tone,
        glyph="clock" if is_calm else tone,
        word=status_word(view, words) if is_calm else words(f"state.{view.state}"),
        title=title_of(view, words),
        meta=parts_line(
            view,
            frame,
            status_word(view, words),
            words("incident.vendor", name=view.vendor.name) if view.vendor else "",
            _damage_note(view, frame),
        ),
        advice=Markup("" if is_lead else to_html(view.advice)),  # noqa: S704 - sanitised
        promise=_promise(view, frame, today),
        promise_iso=frame.dates.moment(due).iso if due else "",
        promise_text=words(
            "home.promise_overdue" if view.is_promise_overdue else "home.promise"
        ),
        rail=window_rail(view, frame) if is_work(view) else Markup(""),
        lines=lines_of(view, shown, frame, today),
        vendor=vendor,
        more=words.count("home.all_updates", count) if count > len(shown) else "",
    )


def _promise(view: IncidentView, frame: Frame, today: date) -> Markup:
    if not view.promise_due_at:
        return Markup("")
    return frame.html("home.promise_by", time=dated_stamp(view.promise_due_at, frame, today))


def _damage_note(view: IncidentView, frame: Frame) -> str:
    return frame.words("status.not_readable") if view.is_damaged else ""


def _notice_article(view: IncidentView, frame: Frame, today: date) -> Article:
    words = frame.words
    html = Markup("<p>{} {}</p>").format(
        words("incident.damaged_part" if view.title else "incident.damaged_text"),
        words("incident.damaged_now"),
    )
    stamp = dated_stamp(view.damaged_at, frame, today) if view.damaged_at else Markup("")
    line = Line(
        id=f"notice-{view.id}",
        stamp=stamp,
        heading=words("status.not_readable"),
        effects=(),
        html=html,
        notes=(),
    )
    return Article(
        id=view.id,
        href=f"{ROOT}incidents/{view.id}/",
        tone="unk",
        glyph="unk",
        word=words("state.unknown"),
        title=title_of(view, words),
        meta=damaged_line(view, frame),
        advice=Markup(""),
        promise=Markup(""),
        promise_iso="",
        promise_text="",
        rail=Markup(""),
        lines=(line,),
        vendor=None,
        more="",
    )


def _row(view: ComponentView, frame: Frame) -> Row:
    words, component = frame.words, view.component
    href = f"{ROOT}components/{component.id}/"
    tone, glyph = TONES[view.state], row_glyph(view.state)
    word = words(f"state.{view.state}")
    if not view.is_certain and view.state is ComponentState.OPERATIONAL:
        tone, glyph, word = "none", "ring", words("state.unvouched")
    day, note = latest_trouble(view, frame)
    return Row(
        href=href,
        name=component.name,
        tone=tone,
        glyph=glyph,
        word=word,
        bar=bar(view.days, frame),
        uptime=uptime_text(view.uptime.share),
        note=note,
        note_href=f"{href}#day-{day}" if day else "",
    )


def uptime_text(share: float | None) -> str:
    """Return ``99.97%``, rounded down: never a 100% that is not one; a dash for nothing counted."""
    if share is None:
        return "–"
    if share >= 1:
        return "100%"
    hundredths = int(share * 10_000)
    return f"{hundredths // 100}.{hundredths % 100:02}%"


def _planned(view: IncidentView, frame: Frame) -> Planned:
    return planned_item(view, frame, ROOT)


def planned_item(view: IncidentView, frame: Frame, root: str) -> Planned:
    """Return announced work as an item of a list, with its newest words."""
    words = [update for update in view.updates if not update.is_withdrawn][:1]
    html = Markup("".join(to_html(update_text(view, update, frame)) for update in words))  # noqa: S704
    return Planned(
        rail=window_rail(view, frame),
        href=f"{root}incidents/{view.id}/",
        title=title_of(view, frame.words),
        meta=parts_line(view, frame),
        html=html,
    )
