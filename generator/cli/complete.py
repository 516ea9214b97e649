"""What a shell offers when somebody presses Tab: ids, parts, states, statuses.

Nothing here prints or raises, whatever the repository holds, and nothing loads a renderer:
somebody is in the middle of a line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.core.audience import RECORDS
from generator.core.plain_words import PLAIN_WORDS, find_term
from generator.core.record_id import match_ending, newest_first, parse_record_id
from generator.core.vocabulary import ComponentState, IncidentStatus, MaintenanceStatus, RecordKind

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    Items = list[CompletionItem[str]]

MOST_IDS = 20
"""Ids offered at most."""
_LONGEST_HELP = 60

Pairs = Iterable[tuple[str, str]]
Provider = Callable[[click.Context, click.Parameter, str], "Items"]


def _provider(find: Callable[[click.Context, str], Pairs]) -> Provider:
    """Return *find*, which yields values and their help, as what click calls; it never raises."""

    @wraps(find)
    def provide(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:  # noqa: ARG001
        from click.shell_completion import CompletionItem  # late: only completing needs it

        try:
            return [
                CompletionItem(value, help=text or None) for value, text in find(ctx, incomplete)
            ]
        except Exception:
            return []  # a line is being typed; no place for a traceback

    return provide


@_provider
def complete_record(ctx: click.Context, incomplete: str) -> Pairs:
    """Offer ids that begin with what is typed, or end in it: ``001`` is enough."""
    is_named = any(_named(ctx, _open_ids(_root(ctx))))
    return () if is_named else _records(ctx, incomplete)


def _records(ctx: click.Context, incomplete: str) -> Pairs:
    typed = incomplete.upper()
    for name in _open_ids(_root(ctx)):
        if name.startswith(typed) or name.endswith(typed):
            yield name, ""


@_provider
def complete_component(ctx: click.Context, incomplete: str) -> Pairs:
    """Offer parts by id or by a word of their name."""
    return _find_components(_root(ctx), incomplete)


@_provider
def complete_alert(ctx: click.Context, incomplete: str) -> Pairs:
    """Offer the alerts of the policy with the severity each starts with (R54)."""
    from generator.pipeline.alerts import find_alerts  # late: only this one reads the policy

    for name, severity in find_alerts(_root(ctx)).items():
        if name.startswith(incomplete.lower()):
            yield name, f"Severity {severity}"


@_provider
def complete_effect(ctx: click.Context, incomplete: str) -> Pairs:
    """Offer ``part=``, then every state of it; at once where only one part is meant."""
    typed, equals, state = incomplete.partition("=")
    found = list(_find_components(_root(ctx), typed))
    exact = [(name, text) for name, text in found if name == typed]
    if equals or exact:
        found = exact or ([(typed, "")] if typed else [])
    if equals or len(found) == 1:
        for name, text in found:
            for term in _find_terms(reversed(ComponentState), state):
                yield f"{name}={term}", text
        return
    for name, text in found:
        yield f"{name}=", text


@_provider
def complete_status(ctx: click.Context, incomplete: str) -> Pairs:
    """Offer statuses of an incident, or of maintenance where such a record is named."""
    named = next(_named(ctx, []), "")
    is_maintenance = named.startswith(RecordKind.MAINTENANCE) or _is_below(ctx, "maintenance")
    terms = MaintenanceStatus if is_maintenance else IncidentStatus
    return ((term, "") for term in _find_terms(terms, incomplete))


@_provider
def complete_record_or_update(ctx: click.Context, incomplete: str) -> Pairs:
    """Offer records first, and behind a record its updates."""
    if not list(_named(ctx, _open_ids(_root(ctx)))):
        yield from _records(ctx, incomplete)
    yield from _updates(ctx, incomplete)


@_provider
def complete_update(ctx: click.Context, incomplete: str) -> Pairs:
    """Offer ``last`` and the updates of the record named, or else of the newest one."""
    return _updates(ctx, incomplete)


def _updates(ctx: click.Context, incomplete: str) -> Pairs:
    from generator.readers.folders import find_folder  # late: only this one reads a record
    from generator.readers.public import Context, read_record

    root = _root(ctx)
    if "last".startswith(incomplete):
        yield "last", "the newest update"
    ids = _open_ids(root)
    id_ = next(_named(ctx, ids), ids[0])
    folder = find_folder(root, f"{RECORDS}/{id_[4:8]}/{id_}")
    if folder is not None:
        for update in reversed(read_record(root, folder, Context()).record.updates):
            if update.id.startswith(incomplete):
                yield update.id, _short(update.text or str(update.status or ""))


def _open_ids(root: Path) -> list[str]:
    """Return the ids of open records, newest first, then those of the newest others."""
    from generator.adapters import clock  # late: most completions open no desk
    from generator.adapters.desks import load_desk

    desk = load_desk(root, clock.now(), replay=False)
    opened = (*desk.open_incidents(), *desk.open_maintenance())
    found = newest_first(each.id for each in opened)
    return [*found, *(name for name in _newest_ids(root) if name not in found)][:MOST_IDS]


def _newest_ids(root: Path) -> list[str]:
    """Return the newest ids, newest first, without opening a record."""
    found: list[str] = []
    folder = root / RECORDS
    for year in sorted(os.listdir(folder), reverse=True):  # noqa: PTH208 - names are all we need
        if year.isdigit():
            names = os.listdir(folder / year)  # noqa: PTH208 - as above
            found += newest_first(name for name in names if parse_record_id(name))
            if len(found) >= MOST_IDS:
                break
    return found[:MOST_IDS]


def _named(ctx: click.Context, ids: Iterable[str]) -> Iterator[str]:
    """Yield the records named before the cursor, in full or by the end of one of *ids*.

    Click leaves words without a place where an option still lacks its value.
    """
    for word in (ctx.params.get("record"), *(ctx.params.get("words") or ()), *ctx.args):
        name = str(word or "").upper()
        if parse_record_id(name):
            yield name
        elif name.isdigit():
            yield from match_ending(name, ids)


def _find_components(root: Path, typed: str) -> Iterator[tuple[str, str]]:
    from generator.readers.site import read_site  # late: most completions read nothing

    config, _ = read_site(root)
    start = typed.lower()
    for component in config.components if config else ():
        words = (component.id, component.name.lower(), *component.name.lower().split())
        if component.retired is None and any(word.startswith(start) for word in words):
            yield component.id, _short(component.name)


def _find_terms(terms: Iterable[str], typed: str) -> Iterator[str]:
    """Yield those of *terms* that begin as typed, then plain words for them that do."""
    known = [str(term) for term in terms]
    yield from (term for term in known if term.startswith(typed))
    if typed:
        plain = (word for word in PLAIN_WORDS if " " not in word and find_term(word, known))
        yield from (word for word in plain if word.startswith(typed) and word not in known)


def _root(ctx: click.Context) -> Path:
    return Path(ctx.params.get("root") or ".")


def _is_below(ctx: click.Context, name: str) -> bool:
    return ctx.parent is not None and ctx.parent.info_name == name


def _short(text: str) -> str:
    from generator.reporting.text import show_plain  # late: as above

    line = show_plain(" ".join(text.split()))
    return line if len(line) <= _LONGEST_HELP else line[: _LONGEST_HELP - 1] + "…"
