"""The public post-mortem: thirteen parts, those without content left out (requirements §5.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from markupsafe import Markup, escape

from generator.core.intervals import clip, flatten, time_of_parts
from generator.core.views import ChangeView, IncidentView, PostmortemView
from generator.core.vocabulary import ComponentState, DataLoss
from generator.renderers.artifact import Artifact
from generator.renderers.frame import join
from generator.renderers.page_base import Context, PageBase, safe
from generator.renderers.page_incident import draw_impact
from generator.renderers.sentences import (
    capitalised,
    component_name,
    component_sentence,
    spent,
    status_word,
    title_of,
)

_CHANGE_LOOK = {
    "done": ("check", "ok"),
    "late": ("trouble", "trouble"),
    "planned": ("none", "none"),
    "dropped": ("none", "none"),
}
_LINK = Markup('<a href="{}">{}</a>')
_NOTHING: Context = {
    "html": "", "strip": None, "pairs": (), "steps": (), "points": (), "is_ordered": False,
    "changes": (), "links": (),
}  # fmt: skip


def render_postmortem(base: PageBase, view: IncidentView) -> Artifact:
    """Return ``/postmortems/<id>/``."""
    words, dates, report = base.words, base.dates, _report(view)
    edition = report.edition
    sections: list[Context] = [
        {"id": "in-short", "pairs": _in_short(base, view)},
        {"id": "summary", "html": _html(edition.summary)},
        {
            "id": "what-to-do",
            "html": _html(edition.what_to_do or words("postmortem.nothing_to_do")),
        },
        {
            "id": "impact",
            "strip": draw_impact(base, view),
            "pairs": _impact(base, view),
        },
        {"id": "what-happened", "html": _html(edition.what_happened)},
        {"id": "timeline", "steps": list(_timeline(base, view))},
        {"id": "why", "points": [safe(text) for text in edition.why], "is_ordered": True},
        {"id": "fix", "html": _html(edition.fix)},
        {"id": "changes", "changes": [_change(base, change) for change in report.changes]},
        {"id": "went-well", "points": [safe(text) for text in edition.went_well]},
        {"id": "data", "pairs": _data(base, view)},
        {
            "id": "contact",
            "html": _html(edition.contact),
            "pairs": _editions(base, view),
            "links": _links(base, view),
        },
    ]
    title = edition.title or title_of(view, base.frame)
    day = dates.full_day(dates.local_day(view.started_at or edition.published_at))
    return base.page(
        "postmortem.html",
        f"postmortems/{view.id}/",
        title=title,
        label=_kind(base, report),
        glyph="page",
        lead=[day],
        head_title=words(
            "head.record", state=_kind(base, report), title=title, name=base.config.name
        ),
        description=base.plain_text(edition.summary) or day,
        glyphs={_CHANGE_LOOK[change.state][0] for change in report.changes},
        sections=[
            {**_NOTHING, "name": words(f"postmortem.{str(each['id']).replace('-', '_')}"), **each}
            for each in sections
            if any(value for key, value in each.items() if key not in {"id", "is_ordered"})
        ],
    )


def _report(view: IncidentView) -> PostmortemView:
    if view.postmortem is None:
        raise ValueError(f"{view.id} has no published post-mortem")
    return view.postmortem


def _kind(base: PageBase, report: PostmortemView) -> str:
    is_final = report.edition.edition == "final"
    return base.words("postmortem.final" if is_final else "postmortem.preliminary")


def _html(text: str) -> Markup | str:
    return safe(text) if text else ""


def _pair(name: str, value: object) -> Context:
    return {"name": name, "value": value}


def _in_short(base: PageBase, view: IncidentView) -> list[Context]:
    words, dates, edition = base.words, base.dates, _report(view).edition
    rows: list[Context] = []
    if view.started_at:
        rows.append(_pair(words("postmortem.began"), dates.moment(view.started_at)))
    if view.ended_at:
        rows.append(_pair(words("postmortem.ended"), dates.moment(view.ended_at)))
    if view.durations:
        length = spent(view.durations, base.frame, dates)
        rows.append(_pair(words("postmortem.length"), length))
    parts = [
        _LINK.format(f"../../components/{each}/", component_name(each, base.frame))
        for each in view.components
        if base.config.component(each)
    ]
    if parts:
        between = escape(words("join.comma", a="", b=""))
        rows.append(_pair(words.count("postmortem.part", len(parts)), between.join(parts)))
    if edition.affected:
        who = capitalised(join(words, "comma", edition.affected))
        rows.append(_pair(words("postmortem.who"), who))
    if edition.not_affected:
        rows.append(_pair(words("postmortem.not_affected"), safe(edition.not_affected)))
    if edition.data_lost is not None:
        lost = words(f"postmortem.lost_{edition.data_lost}")
        rows.append(_pair(words("postmortem.data"), lost))
    kind = _kind(base, _report(view))
    rows.append(
        _pair(words("postmortem.report"), words("postmortem.edition", kind=kind, n=edition.number))
    )
    rows.append(_pair(words("postmortem.published"), dates.moment(edition.published_at)))
    edited = _edited(base, view)
    if edited:
        rows.append(_pair(words("postmortem.edited"), edited))
    return rows


def _edited(base: PageBase, view: IncidentView) -> str:
    """Return the last day on which the state of a change moved after publication, or nothing."""
    report = _report(view)
    published = base.dates.local_day(report.edition.published_at)
    done = [change.done for change in report.changes if change.done and change.done > published]
    if not done:
        return ""
    return base.words("postmortem.edited_changes", day=base.dates.day_year(max(done)))


def _impact(base: PageBase, view: IncidentView) -> list[Context]:
    """Return who felt it and how, then the parts one by one where there are several."""
    rows = [_pair(capitalised(who), safe(text)) for who, text in _report(view).edition.impact]
    parts = time_of_parts(view.windows)
    if len(parts) < 2 or view.is_open:
        return rows
    for part, durations in parts.items():
        length = spent(durations, base.frame, base.dates)
        rows.append(_pair(component_name(part, base.frame), length))
    return rows


def _timeline(base: PageBase, view: IncidentView) -> Iterator[Context]:
    """Yield what visitors could notice and what they were told, oldest first.

    A day is printed where it changes; the distance is counted from the beginning.
    """
    words, dates, report = base.words, base.dates, _report(view)
    lines = list(_noticed(base, view, report.edition.published_at))
    for line in report.timeline:
        status = status_word(line.status, base.frame) if line.status else ""
        key = {"ended": "update", "published": "published_line"}.get(line.kind, line.kind)
        lines.append((line.at, words(f"postmortem.{key}", status=status)))
    lines.sort(key=lambda each: each[0])
    # What named no part left no line of its own where it began.
    began, day = min(view.started_at or lines[0][0], lines[0][0]), None
    for at, text in lines:
        length = dates.length(at - began)
        yield {
            **base.when(at, day),
            "text": text,
            "gap": words("postmortem.gap", length=length) if at > began else "",
        }
        day = dates.local_day(at)


def _noticed(base: PageBase, view: IncidentView, until: datetime) -> Iterator[tuple[datetime, str]]:
    """Yield each moment before *until* at which a part changed for those who use it."""
    parts = list(dict.fromkeys(window.component for window in view.windows))
    for part in parts:
        own = [window for window in view.windows if window.component == part]
        spans = clip(
            flatten((window.start, window.end, window.state) for window in own),
            datetime.min.replace(tzinfo=until.tzinfo),
            until,
        )
        for i, (start, end, state) in enumerate(spans):
            yield start, component_sentence(part, state, base.frame)
            is_followed = i + 1 < len(spans) and spans[i + 1][0] == end
            if end < until and not is_followed:
                yield end, component_sentence(part, ComponentState.OPERATIONAL, base.frame)


def _change(base: PageBase, change: ChangeView) -> Context:
    words, dates = base.words, base.dates
    glyph, tone = _CHANGE_LOOK[change.state]
    due = dates.due(change.due) if change.due else ""
    if change.state == "done" and change.done:
        state = words("change.done", day=dates.short_day_year(change.done))
    elif change.state == "dropped":
        state = words("change.dropped", note=change.note)
    elif change.state == "planned" and not due:
        state = words("change.planned_open")
    else:
        state = words(f"change.{change.state}", due=due)
    return {
        "id": change.id,
        "glyph": glyph,
        "tone": tone,
        "html": safe(change.text),
        "state": state,
    }


def _data(base: PageBase, view: IncidentView) -> list[Context]:
    words, edition = base.words, _report(view).edition
    if edition.data_lost is None and not edition.data_text:
        return []
    lost = edition.data_lost or DataLoss.POSSIBLE
    rows = [_pair(words("postmortem.lost"), words(f"postmortem.lost_{lost}"))]
    if edition.data_recoverable is not None and lost is not DataLoss.NONE:
        key = "recoverable_yes" if edition.data_recoverable else "recoverable_no"
        rows.append(_pair(words("postmortem.recoverable"), words(f"postmortem.{key}")))
    if edition.data_text:
        rows.append(_pair(words("postmortem.data_more"), safe(edition.data_text)))
    return rows


def _editions(base: PageBase, view: IncidentView) -> list[Context]:
    """Return who signs, every edition, and the address that stays."""
    words, report = base.words, _report(view)
    rows: list[Context] = []
    if base.config.author:
        rows.append(_pair(words("postmortem.author"), base.config.author))
    rows += [
        _pair(
            words("postmortem.edition_n", n=each.number),
            words("postmortem.edition_at", time=base.dates.moment(each.published_at)),
        )
        for each in (*report.earlier, report.edition)
    ]
    edited = _edited(base, view)
    if edited:
        rows.append(_pair(words("postmortem.edited"), edited))
    url = f"{base.config.url.rstrip('/')}/postmortems/{view.id}/"
    rows.append(_pair(words("postmortem.address"), safe(f"<{url}>")))
    return rows


def _links(base: PageBase, view: IncidentView) -> list[Context]:
    there = f"../../incidents/{view.id}/"
    return [
        {"href": there, "text": base.words("postmortem.that_day")},
        {"href": f"{there}history.atom", "text": base.words("incident.feeds")},
        {"href": f"{there}feed.json", "text": base.words("incident.json")},
    ]
