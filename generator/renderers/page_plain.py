"""Pages that depend on no record: how to follow, how to read, and the page for slips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.core.uptime import WEIGHTS
from generator.core.vocabulary import ComponentState
from generator.renderers.frame import Head, safe_url
from generator.renderers.sentences import TONES

if TYPE_CHECKING:
    from generator.core.facts import SiteConfig
    from generator.renderers.artifact import Artifact
    from generator.renderers.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A heading in the rail with its paragraphs; ``code`` is one line to copy.

    ``terms`` are tone, glyph, word and meaning of each state.
    """

    id: str = ""
    heading: str
    paragraphs: tuple[Markup, ...] = ()
    code: str = ""
    terms: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPage:
    """A page of topics under headings."""

    glyph: str
    label: str
    title: str
    sub: str
    sections: tuple[tuple[str, tuple[Topic, ...]], ...]


def plain_pages(config: SiteConfig, frame: Frame) -> list[Artifact]:
    """Return ``/subscribe/``, ``/about/`` and ``/404.html``."""
    return [*_subscribe(config, frame), *_about(config, frame), _not_found(frame)]


def _subscribe(config: SiteConfig, frame: Frame) -> list[Artifact]:
    words, html, root = frame.words, frame.html, "../"
    everyone = [
        Topic(
            heading=words("subscribe.here"),
            paragraphs=(
                html(
                    "subscribe.here_text", link=frame.link(root, words("subscribe.here_link"))
                ),
            ),
        )
    ]
    if url := safe_url(config.email_list_url):
        link = frame.link(url, words("subscribe.email_link"))
        everyone.append(
            Topic(
                heading=words("subscribe.email"),
                paragraphs=(html("subscribe.email_text", link=link),),
            )
        )
    links = {
        key: frame.link(f"{root}{name}", words(f"subscribe.{key}"))
        for key, name in (("rss", "history.rss"), ("atom", "history.atom"), ("json", "feed.json"))
    }
    everyone += [
        Topic(
            heading=words("subscribe.reader"),
            paragraphs=(html("subscribe.reader_text"), html("subscribe.reader_links", **links)),
        ),
        Topic(
            heading=words("subscribe.part"),
            paragraphs=(html("subscribe.part_text"), _part_links(config, frame, root)),
        ),
    ]
    feed = f"{frame.url}/history.rss"
    generation = frame.link(f"{root}generation.json", "generation.json")
    teams = (
        Topic(
            heading=words("subscribe.slack"),
            paragraphs=(html("subscribe.slack_text"),),
            code=words("subscribe.slack_line", url=feed),
        ),
        Topic(
            heading=words("subscribe.msteams"),
            paragraphs=(html("subscribe.msteams_text"),),
            code=feed,
        ),
        Topic(
            heading=words("subscribe.programs"),
            paragraphs=(html("subscribe.programs_text", link=generation),),
        ),
    )
    page = PlainPage(
        glyph="bell",
        label=words("subscribe.label"),
        title=words("subscribe.title"),
        sub=words("subscribe.sub"),
        sections=(
            (words("subscribe.everyone"), tuple(everyone)),
            (words("subscribe.teams"), teams),
        ),
    )
    head = Head(
        kind="plain",
        path="subscribe/",
        tone="none",
        glyphs=("bell",),
        title=page.title,
        description=words("subscribe.description", name=config.name),
    )
    return frame.render("plain.html", head, page)


def _part_links(config: SiteConfig, frame: Frame, root: str) -> Markup:
    return Markup(", ").join(
        frame.link(f"{root}components/{component.id}/", component.name)
        for component in config.components
        if component.retired is None
    )


def _about(config: SiteConfig, frame: Frame) -> list[Artifact]:
    words, html, root = frame.words, frame.html, "../"
    states = tuple(
        (
            TONES[state],
            TONES[state],
            words(f"state.{state}"),
            words(f"about.state_{state}"),
        )
        for state in ComponentState
    ) + (("unk", "unk", words("state.unknown"), words("about.state_unknown")),)
    formula = words(
        "about.uptime_formula",
        down=_weight(ComponentState.MAJOR_OUTAGE),
        partly=_weight(ComponentState.PARTIAL_OUTAGE),
        trouble=_weight(ComponentState.DEGRADED_PERFORMANCE),
    )
    topics = [
        Topic(heading=words("about.who"), paragraphs=(html("about.who_text"),)),
        Topic(heading=words("about.states"), terms=states),
        Topic(
            id="uptime",
            heading=words("about.uptime"),
            paragraphs=(
                html("about.uptime_text"),
                Markup("<code>{}</code>").format(formula),
                html("about.uptime_windows"),
                html("about.uptime_planned"),
                html("about.uptime_round"),
                html("about.uptime_days", zone=config.zone),
            ),
        ),
        Topic(heading=words("about.promises"), paragraphs=(html("about.promises_text"),)),
        Topic(heading=words("about.withdrawn"), paragraphs=(html("about.withdrawn_text"),)),
        Topic(heading=words("about.privacy"), paragraphs=(html("about.privacy_text"),)),
    ]
    copies = [frame.link(url, url) for each in config.mirrors if (url := safe_url(each.url))]
    if copies:
        topics.append(
            Topic(
                heading=words("about.copies"),
                paragraphs=(html("about.copies_text", links=Markup(", ").join(copies)),),
            )
        )
    if contact := frame.contact():
        topics.append(
            Topic(
                heading=words("home.missing"),
                paragraphs=(html("home.missing_text", contact=contact),),
            )
        )
    del root
    page = PlainPage(
        glyph="info",
        label=words("about.label"),
        title=words("about.title"),
        sub=words("about.sub", name=config.name),
        sections=(("", tuple(topics)),),
    )
    head = Head(
        kind="plain",
        path="about/",
        tone="none",
        glyphs=("info", *sorted({glyph for _, glyph, _, _ in states})),
        title=page.title,
        description=words("about.description", name=config.name),
    )
    return frame.render("plain.html", head, page)


def _weight(state: ComponentState) -> str:
    """Return the weight of a state as a plain number: ``1``, ``0.3``, ``0``."""
    return f"{WEIGHTS[state] / 100:g}"


def _not_found(frame: Frame) -> Artifact:
    """Return the page for wrong addresses: it may be shown at any depth, so links are full."""
    words, root = frame.words, f"{frame.url}/"
    page = PlainPage(
        glyph="info",
        label=words("notfound.label"),
        title=words("notfound.title"),
        sub=words("notfound.sub"),
        sections=(
            (
                "",
                (
                    Topic(
                        heading=words("notfound.links"),
                        paragraphs=(
                            frame.link(root, words("notfound.now")),
                            frame.link(f"{root}history/", words("notfound.past")),
                        ),
                    ),
                ),
            ),
        ),
    )
    head = Head(
        kind="plain",
        path="404.html",
        tone="none",
        glyphs=("info",),
        title=page.title,
        description=words("notfound.description"),
    )
    return frame.render_file("404.html", "plain.html", head, page, root)
