"""What every page shares: the head, the field on top, the foot; one compiled theme."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from generator.core.views import EffectView, IncidentView, UpdateView
from generator.core.vocabulary import ComponentState
from generator.renderers.artifact import Artifact
from generator.renderers.dates import Dates, iso
from generator.renderers.frame import Frame
from generator.renderers.glyphs import TONES, icon_of, svg_address, symbols
from generator.renderers.markup import to_html, to_plain
from generator.renderers.sentences import component_name, status_word, update_text

Context = dict[str, object]

_FIELDS = {
    "ok": ("#e6f3ea", "#10261a"),
    "plan": ("#e6edfc", "#14203f"),
    "trouble": ("#ffd25e", "#4a3700"),
    "partly": ("#ff9f62", "#682c04"),
    "down": ("#c0151b", "#8c1115"),
    "unknown": ("#3a444b", "#2b343a"),
    "": ("#eef0f1", "#1a1f23"),
}
"""The field's colour per state, light and dark; a phone's own edge takes it too."""
_DESCRIPTION_LENGTH = 200
_FOOTER = (
    ("", "home"),
    ("history/", "history"),
    ("maintenance/", "maintenance"),
    ("postmortems/", "postmortems"),
    ("subscribe/", "subscribe"),
    ("about/", "about"),
)
_FEED_KINDS = (
    ("history.rss", "application/rss+xml", "RSS"),
    ("history.atom", "application/atom+xml", "Atom"),
    ("feed.json", "application/feed+json", "JSON Feed"),
)


def safe(text: str) -> Markup:
    """Return authors' Markdown as markup; :mod:`.markup` is what makes it safe."""
    return Markup(to_html(text))  # noqa: S704 - sanitised there


class PageBase:
    """Renders templates with what all pages of one site share."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.words = frame.words
        self.config = frame.config
        self.dates = Dates(frame.words, frame.config.zone)
        style = self._style()
        script = frame.theme.script
        self._environment = Environment(
            loader=DictLoader(frame.theme.templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            auto_reload=False,
        )
        support = frame.config.support_email
        mirror = frame.config.mirrors[0].url if frame.config.mirrors else ""
        self._environment.globals.update(
            w=frame.words,
            raw=frame.words.table.__getitem__,  # for the script, which fills them itself
            language=frame.words.language,
            zone=frame.config.zone,
            stale=int(frame.config.stale_after.total_seconds()),
            csp=_policy(style, script),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            logo=self._logo(),
            status_of=frame.words("page.status_of", name=frame.config.name),
            support=support,
            support_url=frame.config.support_url,
            mirror=mirror,
            mirror_name=urlsplit(mirror).hostname or "",
            times=frame.words("page.times", zone=self.dates.zone_name),
            footer=[(href, frame.words(f"page.{key}")) for href, key in _FOOTER],
        )
        self._templates = {
            name: self._environment.get_template(name) for name in frame.theme.templates
        }
        before, _, after = frame.words.table["page.stale"].partition("{age}")
        self._shared: Context = {"stale_before": before, "stale_after": after}
        self._icons = {tone: icon_of(tone or "page") for tone in _FIELDS}
        self._base_url = frame.config.url.rstrip("/") + "/"

    def page(
        self,
        template: str,
        path: str,
        *,
        title: str,
        label: str,
        tone: str = "",
        glyph: str = "",
        lead: Sequence[str] = (),
        also: Sequence[Mapping[str, object]] = (),
        head_title: str = "",
        description: str = "",
        glyphs: set[str] | None = None,
        feeds: str | None = None,
        root: str | None = None,
        **more: object,
    ) -> Artifact:
        """Return the finished page at *path* (a folder ending in ``/``, ``""`` or a file name).

        Args:
            template: Its template.
            path: Its address from the site's root.
            title: The one heading.
            label: The word beside the glyph.
            tone: Short name of the state that colours the field; empty where none is claimed.
            glyph: Id of the glyph; empty for none.
            lead: Lines under the heading.
            also: What else is broken.
            head_title: Title of the tab; *title* and the organisation's name unless given.
            description: What a shared link says.
            glyphs: Further glyphs the page draws.
            feeds: Folder of the page's own feeds, besides the site's.
            root: Address of the root as links need it; counted from *path* unless given.
            **more: What the template asks for.
        """
        used = set(glyphs or ())
        if glyph:
            used.add(glyph)
        used |= {str(item["glyph"]) for item in also}
        name = self.config.name
        light, dark = _FIELDS[tone]
        icon = self.config.look.favicon
        context: Context = {
            **self._shared,
            "title": title,
            "label": label,
            "field": f"f-{tone}" if tone else "",
            "glyph": glyph,
            "lead": lead,
            "also": also,
            "head_title": head_title or f"{title} {self.words('join.dot').strip()} {name}",
            "description": (description or " ".join([title, *lead]))[:_DESCRIPTION_LENGTH],
            "url": self._base_url + path,
            "theme_colours": ((light, "light"), (dark, "dark")),
            "icon": svg_address(icon) if icon and not tone else self._icons[tone],
            "feeds": self._feeds(path, feeds),
            "glyphs": symbols(used),
            **more,
        }
        html = self._templates[template].render(
            p=context, root=root if root is not None else "../" * path.count("/") or "./"
        )
        target = path + "index.html" if not path or path.endswith("/") else path
        return Artifact(target, html.encode())

    def _feeds(self, path: str, own: str | None) -> list[Context]:
        up = "../" * path.count("/")
        found: list[Context] = []
        if own is not None and own:
            found += [
                {"type": kind, "title": name, "href": file} for file, kind, name in _FEED_KINDS
            ]
        title = self.words("page.status_of", name=self.config.name)
        found += [
            {"type": kind, "title": f"{title} ({name})", "href": up + file}
            for file, kind, name in _FEED_KINDS
        ]
        return found

    def _style(self) -> str:
        accent = self.config.look.accent
        return self.frame.theme.style + (f":root{{--accent:{accent}}}" if accent else "")

    def _logo(self) -> Markup:
        logo = self.config.look.logo
        if not logo:
            return Markup()
        return Markup('<img src="{}" alt="" width="24" height="24">').format(svg_address(logo))

    # --- pieces that several pages lay out -------------------------------------------------

    def readout(
        self, name: str, at: datetime | None = None, *, value: str = "", note: str = "",
        has_day: bool = False, has_age: bool = False,
    ) -> Context:  # fmt: skip
        """Return one value under its name: a moment in both zones, or *value* with *note*."""
        if at is None:
            return {"name": name, "value": value, "zone": "", "note": note, "iso": "", "age": False}
        utc = self.dates.utc(at)
        if has_day:
            utc = self.words("join.comma").join(
                (utc, self.dates.day_year(self.dates.local_day(at)))
            )
        return {
            "name": name,
            "value": self.dates.clock(at),
            "zone": self.dates.zone_name,
            "note": utc,
            "iso": iso(at),
            "age": has_age,
        }

    def update(self, view: IncidentView, update: UpdateView, href: str = "") -> Context:
        """Return one update as a line of the log; *href* is the address of its page."""
        words, dates = self.words, self.dates
        notes = []
        if update.is_withdrawn:
            at = update.changed_at or update.at
            notes.append(words("incident.withdrawn", time=dates.moment(at)))
        elif update.changed_at is not None:
            notes.append(words("incident.corrected", time=dates.moment(update.changed_at)))
        if update.is_ahead:
            notes.append(words("incident.ahead"))
        is_cancelling = view.is_cancelled and update is view.updates[0]
        status = status_word(update.status, self.frame, is_cancelled=is_cancelling)
        link = None
        if update.merged_into:
            link = {
                "href": f"../{update.merged_into}/"
                if not href
                else f"incidents/{update.merged_into}/",
                "text": words("incident.merged_link"),
            }
        day = dates.local_day(update.shown_at)
        is_other_day = day != dates.local_day(view.last_changed_at) or not href
        utc = dates.utc(update.shown_at)
        return {
            "anchor": f"update-{update.id}" if not href else f"{view.id}-{update.id}",
            "href": f"{href}#update-{update.id}",
            "iso": iso(update.shown_at),
            "time": dates.clock(update.shown_at),
            "zone": dates.zone_name,
            "utc": words("join.comma").join((dates.short_day(day), utc)) if is_other_day else utc,
            "status": words("status.withdrawn") if update.is_withdrawn else status,
            "effects": [self.effect(effect) for effect in update.effects],
            "html": safe(update_text(view, update, self.frame)),
            "notes": notes,
            "link": link,
        }

    def effect(self, effect: EffectView) -> Context:
        """Return what an update did to one component."""
        tone = TONES[effect.new]
        return {
            "glyph": row_glyph(effect.new),
            "tone": tone,
            "text": self.words(
                "incident.part_state",
                name=component_name(effect.component, self.frame),
                state=self.words(f"state.{effect.new}").lower(),
            ),
        }

    def promise(self, view: IncidentView) -> Context | None:
        """Return the log's next, unwritten line, or None when nothing was promised."""
        due = view.promise_due_at
        if due is None:
            return None
        over = self.words("incident.promise_over")
        return {
            "by": self.words("incident.promise_by", time=self.dates.clock(due)),
            "zone": self.dates.zone_name,
            "utc": self.dates.utc(due),
            "iso": iso(due),
            "over": over,
            "text": over if view.is_promise_overdue else self.words("incident.promise"),
        }

    def plain_text(self, text: str) -> str:
        """Return *text* without marks, for descriptions."""
        return " ".join(to_plain(text).split())


def row_glyph(state: ComponentState) -> str:
    """Return the glyph of a row: working parts get a bare check."""
    return "check" if state is ComponentState.OPERATIONAL else TONES[state]


def _policy(style: str, script: str) -> str:
    def hashed(text: str) -> str:
        digest = hashlib.sha256(text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

    return (
        f"default-src 'none'; style-src {hashed(style)}; script-src {hashed(script)}; "
        "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )
