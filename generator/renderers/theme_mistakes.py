"""Tells a mistake in a repository's own theme from one in this program.

A template of an adopter may name what is not there or forget a bracket. That is wrong data like
any other, so it becomes a finding with file and line, and only what no own file of the theme is
to blame for stays an exception.
"""

from __future__ import annotations

from traceback import walk_tb
from types import TracebackType

from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.environment import TemplateModule

from generator.core.findings import Finding
from generator.renderers.theme import PACKAGE, Theme
from generator.renderers.theme_findings import OWN, ThemeError, create_finding

PARTS = "parts.html"
"""The macros that all pages share."""
_SERVANTS = ("renderers/templates.py", "core/words.py")
"""Modules of ours that fail because of what a template asks of them."""


class Blame:
    """A context in which a template's mistake comes out as a :class:`ThemeError`."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def __enter__(self) -> None:
        """Begin to watch."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, Exception) and not isinstance(error, ThemeError):
            finding = find_mistake(error, self._theme)
            if finding is not None:
                raise ThemeError(finding) from error


def find_mistake(error: Exception, theme: Theme) -> Finding | None:
    """Return the finding for *error* where a file of *theme*'s own is to blame, else None."""
    if isinstance(error, TemplateSyntaxError):
        name, line = error.name or "", error.lineno
    else:
        name, line = _last_own_line(error, theme)
    if name not in theme.own and PARTS in theme.own and _is_about_parts(error):
        name, line = PARTS, 1
    if name not in theme.own:
        return None
    what = error.message if isinstance(error, TemplateError) else None
    what = what or f"{type(error).__name__}: {error}"
    return create_finding(name, line, what, theme.templates.get(name, ""))


def _is_about_parts(error: Exception) -> bool:
    """Return whether a template or page of ours asked the parts for what they do not have."""
    if isinstance(error, AttributeError):
        return isinstance(error.obj, TemplateModule)
    *_, (innermost, _) = walk_tb(error.__traceback__)
    return isinstance(error, TemplateError) or innermost.f_globals["__name__"] == "jinja2.runtime"


def _last_own_line(error: Exception, theme: Theme) -> tuple[str, int]:
    """Return file and line of the own template that failed; no file where our code did."""
    found = ("", 0)
    for frame, line in walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        name = file.removeprefix(f"{OWN.as_posix()}/")
        if name != file and name in theme.own:
            found = (name, line)
        elif file.startswith(f"{PACKAGE}/") and not file.endswith(_SERVANTS):
            found = ("", 0)
    return found
