"""The banner in the product: ``banner.json`` says what to show, ``banner.js`` shows it (R28).

The JSON needs no script of ours: whoever has a banner already polls it. At its top stand the keys
of the first banner, so that a simple reader needs no list; ``banners`` holds all of them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.core.vocabulary import BannerScope, ComponentState, RecordKind, badness
from generator.renderers.artifact import Artifact
from generator.renderers.feed_dates import rfc3339
from generator.renderers.markup import printable, to_plain
from generator.renderers.sentences import component_sentence, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.core.views import IncidentView, PublicSite
    from generator.renderers.frame import Frame

LONGEST_TEXT = 200
LONGEST_ADVICE = 400

_FOR_SCRIPT = {"dismiss": "banner.dismiss", "more": "banner.link", "lang": "language",
               "dir": "direction"}  # fmt: skip
"""Words that the script says, by the mark that stands for each in the theme's ``banner.js``."""
_TROUBLE = badness(ComponentState.DEGRADED_PERFORMANCE)
_HIDDEN = '{"show":false,"banners":[]}\n'

Banner = dict[str, object]


def render_banner(site: PublicSite, frame: Frame) -> Artifact:
    """Return ``banner.json``."""
    return Artifact("banner.json", create_banner(site, frame).encode())


def render_script(frame: Frame) -> Artifact:
    """Return ``banner.js``: the theme's, with the words of this site; ASCII only."""
    script = frame.theme.banner
    for mark, key in _FOR_SCRIPT.items():
        script = script.replace(f'"{{{mark}}}"', json.dumps(printable(frame.words.table[key])))
    return Artifact("banner.js", (script + "\n").encode())


def create_banner(site: PublicSite, frame: Frame) -> str:
    """Return what a product shows its people now, the worst first; text is plain text.

    Keys, which never change: ``show``; ``scope``, ``all`` or ``affected``; ``state``, a
    component's state or ``unknown``; ``text``, at most :data:`LONGEST_TEXT` characters; ``advice``
    or null; ``since``; ``link``; ``components``, ids of the parts people miss; ``banners``, with
    the same keys for each open incident and each maintenance in progress that has a banner.
    Nothing in it tells when it was made.
    """
    views = [view for view in (*site.open, *site.active) if view.banner is not BannerScope.NONE]
    # An open incident is never calmer than planned work, even where every part works.
    views.sort(key=lambda view: -_rank(view))
    banners = [_of_damage(site, frame)] if site.damaged else []
    banners += [_of_view(view, frame) for view in views]
    if not banners:
        return _HIDDEN
    values = {**banners[0], "banners": banners}
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _rank(view: IncidentView) -> int:
    least = _TROUBLE if view.kind is RecordKind.INCIDENT else 0
    return max(badness(view.state), least)


def _of_damage(site: PublicSite, frame: Frame) -> Banner:
    """Return the neutral words about what cannot be read; it may concern everybody."""
    words = frame.words
    # As the home page says: nobody may go on as usual where something is known to be broken.
    key = "home.unknown_else_advice" if site.open or site.active else "home.unknown_advice"
    support = site.config.support_email or site.config.support_url
    known = {name: None for view in site.damaged for name in view.damaged_components}
    since = min(view.damaged_at or view.last_changed_at for view in site.damaged)
    return {
        "show": True,
        "scope": str(BannerScope.ALL),
        "state": "unknown",
        "text": shorten([words("home.unknown")], LONGEST_TEXT),
        "advice": _advice(f"{words(key)} {support}") if support else None,
        "since": rfc3339(since),
        "link": f"{_base(site)}/",
        "components": list(known),
    }


def _of_view(view: IncidentView, frame: Frame) -> Banner:
    states = sorted(view.states, key=lambda each: -badness(each[1]))
    missed = [(name, state) for name, state in states if badness(state)]
    told = [component_sentence(*each, frame) for each in missed] or [title_of(view, frame)]
    return {
        "show": True,
        "scope": str(view.banner),
        "state": str(view.state),
        "text": shorten(told, LONGEST_TEXT),
        "advice": _advice(to_plain(view.advice)),
        "since": rfc3339(view.started_at or view.last_changed_at),
        "link": f"{frame.config.url.rstrip('/')}/incidents/{view.id}/",
        "components": [name for name, _ in missed] or list(view.components),
    }


def _advice(text: str) -> str | None:
    return shorten([text], LONGEST_ADVICE) or None


def shorten(sentences: Iterable[str], most: int) -> str:
    """Return as many whole *sentences* as fit in *most* characters; one too long is cut."""
    first, *rest = [" ".join(printable(each).split()) for each in sentences]
    text = first if len(first) <= most else f"{first[: most - 1].rpartition(' ')[0]}…"
    if len(text) < 2 < len(first):  # one endless word
        text = first[: most - 1] + "…"
    for sentence in rest:
        if len(text) + 1 + len(sentence) > most:
            break
        text = f"{text} {sentence}"
    return text


def _base(site: PublicSite) -> str:
    return site.config.url.rstrip("/")
