"""What every page shares: the head, the field on top, the foot; one compiled theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from generator.renderers.artifact import Artifact
from generator.renderers.dates import Dates, iso
from generator.renderers.frame import Frame, join
from generator.renderers.glyphs import icon_of, svg_address, symbols
from generator.renderers.markup import to_html, to_plain
from generator.renderers.page_look import (
    FIELDS,
    accent_style,
    logo_style,
    policy,
    script_attributes,
)
from generator.renderers.templates import ThemeEnvironment
from generator.renderers.theme_mistakes import Blame

Context = dict[str, object]

DESCRIPTION_LENGTH = 240
"""Longest description of a page, in characters; chats cut longer ones themselves, anywhere."""
_NAV = (("history/", "history"), ("maintenance/", "maintenance"), ("subscribe/", "subscribe"))
_FOOTER = (
    ("", "home"),
    ("history/", "history"),
    ("maintenance/", "maintenance"),
    ("postmortems/", "postmortems"),
    ("subscribe/", "subscribe"),
    ("about/", "about"),
)
_FEED_KINDS = (
    ("history.rss", "application/rss+xml", "rss"),
    ("history.atom", "application/atom+xml", "atom"),
    ("feed.json", "application/feed+json", "json"),
)


def safe(text: str) -> Markup:
    """Return authors' Markdown as markup; :mod:`.markup` is what makes it safe."""
    return Markup(to_html(text))  # noqa: S704 - sanitised there


class PageBase:
    """Renders templates with what all pages of one site share."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.words = words = frame.words
        self.config = config = frame.config
        self.dates = Dates(words, config.zone)
        self._base_url = config.url.rstrip("/") + "/"
        look = config.look
        style = frame.theme.style + accent_style(look.accent) + logo_style(look.logo)
        script = frame.theme.script
        site_name = words("page.status_of", name=config.name)
        self._blame = Blame(frame.theme)
        fixed = {
            "language": words.language,
            "script_data": Markup(script_attributes(words)),  # noqa: S704 - escaped there
            "zone": config.zone,
            "stale": int(config.stale_after.total_seconds()),
            "csp": policy(style, script),
            "style": Markup(style),  # noqa: S704 - our own file
            "script": Markup(script),  # noqa: S704 - our own file
            "site_name": site_name,
            "brand": _parts(words.table["page.status_of"], "name"),
            "name": config.name,
            "has_logo": bool(look.logo),
            "support": config.support_email,
            "support_url": config.support_url,
            "email_list": config.email_list_url,
            "dot": words("join.dot", a="", b=""),
            "stale_text": words.table["page.stale"],
            "mirror": config.mirrors[0].url if config.mirrors else "",
            "times": words(
                "page.times_one_zone" if self.dates.is_utc else "page.times",
                zone=self.dates.zone_name,
            ),
            "menu": tuple((href, words(f"page.{key}")) for href, key in _NAV),
            "footer": tuple((href, words(f"page.{key}")) for href, key in _FOOTER),
        }
        with self._blame:
            environment = ThemeEnvironment(frame.theme.templates, words, fixed, frame.theme.paths)
            self._template = environment.get_template
            self._parts: Any = self._template("parts.html").module
        self._frames: dict[tuple[str, str], Context] = {}
        self._symbols: dict[frozenset[str], Markup] = {}
        self._icons = {tone: icon_of(tone or "page") for tone in FIELDS}

    def compile(self, template: str) -> None:
        """Compile *template*, which shows whether it can be.

        Raises:
            ThemeError: If it cannot and is the repository's own.
        """
        with self._blame:
            self._template(template)

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
        feeds: str = "",
        changed_at: datetime | date | None = None,
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
            head_title: Title of the tab and of shared links; *title* and the organisation's name
                unless given.
            description: What a shared link says; cut at :data:`DESCRIPTION_LENGTH`.
            glyphs: Further glyphs the page draws.
            feeds: Whose feeds lie beside the page, besides the site's; empty for none.
            changed_at: The last change of its content, printed at the foot; a day where no more
                is known.
            **more: What the template asks for.
        """
        used = {str(item["glyph"]) for item in also} | (glyphs or set())
        if glyph:
            used.add(glyph)
        words, icon = self.words, self.config.look.favicon
        is_file = bool(path) and not path.endswith("/")
        # A file such as 404.html is shown at any depth: only whole addresses lead anywhere.
        root = self._base_url if is_file else "../" * path.count("/") or "./"
        light, dark = FIELDS[tone]
        context: Context = {
            "path": path,
            "is_file": is_file,
            "title": title,
            "label": label,
            "field": f"f-{tone}" if tone else "",
            "glyph": glyph,
            "lead": lead,
            "also": also,
            "head_title": head_title or words("head.page", title=title, name=self.config.name),
            "description": shorten(description or join(words, "sentence", [title, *lead])),
            "url": self._base_url + path,
            "light": light,
            "dark": dark,
            "icon": svg_address(icon) if icon and not tone else self._icons[tone],
            "feeds": self._feeds("", feeds) if feeds else (),
            "glyphs": self._draw_symbols(frozenset(used)),
            "changed": iso(changed_at) if isinstance(changed_at, datetime) else "",
            "changed_text": words("page.changed", time=self.dates.moment(changed_at))
            if changed_at
            else "",
            **self._frame(root, path),
            **more,
        }
        with self._blame:
            html = self._template(template).render(p=context, root=root)
        return Artifact(path if is_file else f"{path}index.html", html.encode())

    def bare(self, template: str, path: str, **page: object) -> Artifact:
        """Return the file *path* made of *template*, which stands alone: no menus, no script."""
        with self._blame:
            return Artifact(path, self._template(template).render(p=page).encode())

    def _frame(self, root: str, path: str) -> Context:
        """Return what all pages of one depth share: both menus and the site's feeds, drawn once."""
        place = path if any(path == href for href, _ in _FOOTER) else "-"
        known = self._frames.get((root, place))
        if known is None:
            site = self.words("page.status_of", name=self.config.name)
            with self._blame:
                known = self._frames[root, place] = {
                    "nav": self._parts.nav(root, place),
                    "foot": self._parts.foot(root, place),
                    "site_feeds": self._parts.feeds(self._feeds(root, site)),
                }
        return known

    def _draw_symbols(self, used: frozenset[str]) -> Markup:
        known = self._symbols.get(used)
        if known is None:
            with self._blame:
                known = self._symbols[used] = self._parts.symbols(symbols(set(used)))
        return known

    def _feeds(self, where: str, title: str) -> list[Context]:
        """Return the feeds in the folder *where*, which are about *title*."""
        return [
            {
                "type": kind,
                "title": self.words("head.feed", title=title, kind=self.words(f"kind.{key}")),
                "href": where + file,
            }
            for file, kind, key in _FEED_KINDS
        ]

    def feed_links(self, where: str = "") -> list[Context]:
        """Return links to the three feeds in the folder *where*."""
        return [
            {"href": where + file, "text": self.words(f"kind.{kind}")}
            for file, _, kind in _FEED_KINDS
        ]

    # --- pieces that several pages lay out -------------------------------------------------

    def when(self, at: datetime | date, beside: date | None = None) -> Context:
        """Return a moment for the rail: the local clock and zone, then day and UTC.

        Args:
            at: The moment, or the day where no more is known: it stands there alone.
            beside: A day that is told already; any other is printed.
        """
        dates = self.dates
        if not isinstance(at, datetime):
            return {"iso": iso(at), "time": dates.short_day(at), "zone": "", "note": ""}
        day = dates.local_day(at)
        notes = [] if day == beside else [dates.short_day(day)]
        if not dates.is_utc:
            notes.append(dates.utc(at))
        return {
            "iso": iso(at),
            "time": dates.clock(at),
            "zone": dates.zone_name,
            "note": join(self.words, "dot", notes),
        }

    def readout(
        self, name: str, at: datetime | date | None = None, *, value: str = "", note: str = "",
        beside: date | None = None, has_age: bool = False, over: str = "",
    ) -> Context:  # fmt: skip
        """Return one value under its name: a moment in both zones, or *value* with *note*.

        Args:
            name: What it is.
            at: The moment, if it is one, or the day where no more is known.
            value: The value in words, if it is none.
            note: A small line below *value*.
            beside: A day that is told already; any other is printed.
            has_age: Whether the script may say how long ago it was.
            over: What *name* becomes once the moment has passed.
        """
        item: Context = {
            "name": name, "value": value, "zone": "", "note": note, "iso": "",
            "age": has_age, "over": over,
        }  # fmt: skip
        if at is None:
            return item
        dates = self.dates
        if not isinstance(at, datetime):
            return item | {"value": dates.day_year(at), "iso": iso(at)}
        day = dates.local_day(at)
        notes = [] if day == beside else [dates.day_year(day)]
        if not dates.is_utc:
            notes.append(dates.utc(at))
        return item | {
            "value": dates.clock(at),
            "zone": dates.zone_name,
            "note": join(self.words, "dot", notes),
            "iso": iso(at),
        }

    def plain_text(self, text: str) -> str:
        """Return *text* without marks, for descriptions."""
        return " ".join(to_plain(text).split())


def shorten(text: str) -> str:
    """Return *text*, cut at a word's end where it is longer than a description may be."""
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[: DESCRIPTION_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def _parts(text: str, place: str) -> tuple[str, str]:
    """Return what stands before and after the one *place* in *text*."""
    before, _, after = text.partition(f"{{{place}}}")
    return before, after
