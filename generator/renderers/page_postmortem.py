"""The public post-mortem, in thirteen parts (requirements §5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from generator.core.vocabulary import DataLoss
from generator.renderers.bars import strip
from generator.renderers.frame import Head, plain
from generator.renderers.markup import to_html, to_plain
from generator.renderers.sentences import capitalise, durations_text, join, title_of

if TYPE_CHECKING:
    from generator.core.views import ChangeView, IncidentView, MilestoneView, PostmortemView
    from generator.renderers.artifact import Artifact
    from generator.renderers.frame import Frame

Fact = tuple[str, Markup | str]
ROOT = "../../"
_CHANGE_GLYPHS = {"done": "check", "late": "slow", "planned": "ring", "dropped": "ring"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One line of the timeline; ``stamp`` is clock, zone and UTC."""

    stamp: Markup
    text: str
    gap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One promised change; ``word`` is its state in bold, ``when`` its day."""

    tone: str
    glyph: str
    html: Markup
    word: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostmortemPage:
    """A post-mortem, decided; empty values leave their part out."""

    label: str
    title: str
    sub: str
    short: tuple[Fact, ...]
    summary: Markup
    what_to_do: Markup
    strip: Markup
    impact: tuple[tuple[str, Markup], ...]
    happened: Markup
    timeline: tuple[Milestone, ...]
    why: tuple[Markup, ...]
    fix: Markup
    changes: tuple[Change, ...]
    went_well: tuple[Markup, ...]
    data: tuple[Fact, ...]
    contact: tuple[Markup, ...]
    links: tuple[tuple[str, str], ...]
    edits: tuple[Fact, ...]


def postmortem_page(
    view: IncidentView, postmortem: PostmortemView, frame: Frame
) -> list[Artifact]:
    """Return the page of *postmortem*, the newest edition about *view*."""
    words = frame.words
    edition = postmortem.edition
    title = plain(edition.title) or title_of(view, words)
    started = view.started_at or edition.published_at
    day = frame.dates.weekday_day_year(frame.dates.local_day(started))
    changes = tuple(_change(change, frame) for change in postmortem.changes)
    page = PostmortemPage(
        label=words(f"postmortem.label_{_kind(edition.edition)}"),
        title=title,
        sub=day,
        short=_in_short(view, postmortem, frame),
        summary=_html(edition.summary),
        what_to_do=_html(edition.what_to_do) or frame.html("postmortem.nothing_to_do"),
        strip=strip(view.windows, frame, _first_update(view)) if view.durations else Markup(""),
        impact=tuple((capitalise(audience), _html(text)) for audience, text in edition.impact),
        happened=_html(edition.what_happened),
        timeline=_timeline(view, postmortem, frame),
        why=tuple(_html(text) for text in edition.why),
        fix=_html(edition.fix),
        changes=changes,
        went_well=tuple(_html(text) for text in edition.went_well),
        data=_data(postmortem, frame),
        contact=_contact(postmortem, frame),
        links=(
            (f"{ROOT}incidents/{view.id}/", words("postmortem.related")),
            (f"{ROOT}incidents/{view.id}/history.atom", words("postmortem.feed")),
            (f"{ROOT}incidents/{view.id}/feed.json", "JSON"),
        ),
        edits=_edits(view, postmortem, frame),
    )
    head = Head(
        kind="report",
        path=f"postmortems/{view.id}/",
        tone="none",
        glyphs=("doc", *sorted({change.glyph for change in changes})),
        title=title,
        description=words("postmortem.description", day=day, summary=to_plain(edition.summary)),
    )
    return frame.render("postmortem.html", head, page)


def _html(text: str) -> Markup:
    return Markup(to_html(text))  # noqa: S704 - to_html sanitises


def _kind(edition: str) -> str:
    return "preliminary" if edition == "preliminary" else "final"


def _first_update(view: IncidentView):  # type: ignore[no-untyped-def]
    return view.updates[-1].shown_at if view.updates else None


def _in_short(view: IncidentView, postmortem: PostmortemView, frame: Frame) -> tuple[Fact, ...]:
    """Return the box: all computed but who was affected and what was not."""
    words, dates, edition = frame.words, frame.dates, postmortem.edition
    facts: list[Fact] = []
    if view.started_at:
        facts.append((words("postmortem.began"), dates.in_prose(view.started_at)))
    if view.ended_at:
        facts.append((words("postmortem.ended"), dates.in_prose(view.ended_at)))
    else:
        facts.append((words("postmortem.ended"), words("postmortem.still_open")))
    if view.started_at and view.ended_at:
        total = dates.duration(view.ended_at - view.started_at)
        if view.durations:
            parts = durations_text(view.durations, frame)
            total = words(
                "postmortem.how_long_total", total=total, parts=parts[:1].lower() + parts[1:]
            )
        facts.append((words("postmortem.how_long"), total))
    links = [
        frame.link(f"{ROOT}components/{each}/", frame.name_of(each)) for each in view.components
    ]
    if links:
        facts.append((words("postmortem.parts"), Markup(", ").join(links)))
    if edition.affected:
        facts.append((words("postmortem.who"), capitalise(join(edition.affected, words))))
    if edition.not_affected:
        facts.append((words("postmortem.not_affected"), to_plain(edition.not_affected)))
    facts.append((words("postmortem.data"), _loss(edition.data_lost, frame)))
    facts.append(
        (
            words("postmortem.report"),
            words(f"postmortem.report_{_kind(edition.edition)}", n=edition.number),
        )
    )
    first = postmortem.earlier[0] if postmortem.earlier else edition
    facts.append((words("postmortem.published"), dates.in_prose(first.published_at)))
    if postmortem.earlier:
        facts.append((words("postmortem.edited"), dates.in_prose(edition.published_at)))
    return tuple(facts)


def _loss(lost: DataLoss | None, frame: Frame) -> str:
    return frame.words(f"postmortem.data_{lost}" if lost else "postmortem.data_unsaid")


def _timeline(
    view: IncidentView, postmortem: PostmortemView, frame: Frame
) -> tuple[Milestone, ...]:
    lines = []
    before = None
    for milestone in postmortem.timeline:
        moment = frame.dates.moment(milestone.at)
        stamp = frame.stamp(milestone.at)
        if moment.day != before:
            before = moment.day
            day = frame.dates.day_short(moment.day)
            stamp = Markup(f'<span class="d">{escape(day)}</span> {stamp}')
        gap = milestone.gap
        lines.append(
            Milestone(
                stamp=stamp,
                text=_milestone_text(milestone, frame),
                gap=frame.words("postmortem.gap", duration=frame.dates.duration(gap))
                if gap is not None
                else "",
            )
        )
    return tuple(lines)


def _milestone_text(milestone: MilestoneView, frame: Frame) -> str:
    words = frame.words
    effects = [
        words(
            "postmortem.effect",
            name=frame.name_of(effect.component),
            state=words(f"state_in_text.{effect.new}"),
        )
        for effect in milestone.effects
    ]
    status = words(f"status.{milestone.status}") if milestone.status else ""
    kind = "update" if milestone.kind == "ended" and status else milestone.kind
    text = words(
        f"postmortem.milestone.{kind}", status=status, effects=join(effects, words)
    )
    if effects and kind in {"update", "first_update"}:
        return f"{text} {join(effects, words)}."
    return text


def _change(change: ChangeView, frame: Frame) -> Change:
    words, dates = frame.words, frame.dates
    when = ""
    if change.done:
        when = words("postmortem.change_done_on", day=dates.day_short_year(change.done))
    elif change.state == "dropped":
        when = plain(change.note)
    elif change.due:
        key = "change_was_due" if change.state == "late" else "change_due"
        when = words(f"postmortem.{key}", day=dates.due(change.due))
    return Change(
        tone={"done": "ok", "late": "slow"}.get(change.state, "none"),
        glyph=_CHANGE_GLYPHS[change.state],
        html=_html(change.text),
        word=words(f"postmortem.change_{change.state}"),
        when=when,
    )


def _data(postmortem: PostmortemView, frame: Frame) -> tuple[Fact, ...]:
    words, edition = frame.words, postmortem.edition
    facts: list[Fact] = [(words("postmortem.lost"), _loss(edition.data_lost, frame))]
    if edition.data_text:
        facts[0] = (facts[0][0], _html(edition.data_text))
    if edition.data_recoverable is not None and edition.data_lost is not DataLoss.NONE:
        key = "recoverable" if edition.data_recoverable else "not_recoverable"
        facts.append((words("postmortem.can_restore"), words(f"postmortem.{key}")))
    return tuple(facts)


def _contact(postmortem: PostmortemView, frame: Frame) -> tuple[Markup, ...]:
    lines = []
    if postmortem.edition.contact:
        lines.append(_html(postmortem.edition.contact))
    elif contact := frame.contact():
        lines.append(frame.html("postmortem.questions", contact=contact))
    if frame.config.author:
        lines.append(frame.html("postmortem.written_by", author=frame.config.author))
    return tuple(lines)


def _edits(view: IncidentView, postmortem: PostmortemView, frame: Frame) -> tuple[Fact, ...]:
    words = frame.words
    editions: Sequence[object] = ()
    editions = (*postmortem.earlier, postmortem.edition)
    facts: list[Fact] = []
    for edition in (*postmortem.earlier, postmortem.edition):
        is_newest = edition is editions[-1]
        kind = words("postmortem.edition_published" if is_newest else "postmortem.edition_replaced")
        facts.append(
            (
                words("postmortem.edition", n=edition.number),
                words(
                    "postmortem.edition_line",
                    time=frame.dates.in_prose(edition.published_at),
                    kind=kind,
                ),
            )
        )
    path = f"/postmortems/{view.id}/"
    facts.append((words("postmortem.address"), words("postmortem.address_note", path=path)))
    return tuple(facts)
