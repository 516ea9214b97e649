"""Rules over facts: what a table of fields cannot say about one record (R53, R97, R98).

Everything here is a pure function of facts. A rule that is an error may cost a page its green,
never a visitor the words that are there: :func:`find_rule_damage` says what then counts as
unreadable (design §5, promise P3). Everything whose meaning is still clear is a warning.

The rules stand beside this module: ``rules_updates`` for what incidents and maintenance share,
``rules_incident``, ``rules_maintenance``, ``rules_postmortem``; those over ``internal.yml`` in
``rules_internal``, which no public build imports.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from generator.core.digest import local_day
from generator.core.facts import Damage, Record, SiteConfig
from generator.core.rules_base import Remark, hold
from generator.core.rules_incident import check_incident
from generator.core.rules_maintenance import check_maintenance
from generator.core.rules_postmortem import check_postmortem
from generator.core.rules_updates import check_updates
from generator.core.vocabulary import RecordKind

__all__ = ["Remark", "check_record", "find_rule_damage", "hold"]

DAMAGING = frozenset({"INC004", "INC007", "INC009", "INC011", "MNT001", "MNT002"})
"""Codes that say that part of what visitors should read cannot be known.

All are errors, and all errors of rules over updates are here; errors over post-mortems are not,
because no state follows from those.
"""


def check_record(
    record: Record,
    config: SiteConfig,
    as_of: datetime,
    *,
    replay: bool = False,
    unread: Collection[str] = (),
) -> Iterator[Remark]:
    """Yield everything odd about one record that single fields do not show.

    Args:
        record: The facts of one folder.
        config: The site.
        as_of: The moment, aware UTC. Only INC006 and PMT011 depend on it, and change exactly where
            the view's :class:`~generator.core.moments.Moments` say.
        replay: Entries later than *as_of* are left out, so that none of them is ahead.
        unread: Files in which something could not be read: paths of the errors found so far.
            Rules about what is missing stay silent about them.
    """
    holding = hold(record, as_of, unread)
    yield from check_updates(holding, config, as_of, replay=replay)
    if record.kind is RecordKind.INCIDENT:
        yield from check_incident(holding)
    else:
        yield from check_maintenance(holding, config)
    yield from check_postmortem(holding, None if replay else local_day(as_of, config.zone))


def find_rule_damage(remarks: Iterable[Remark]) -> tuple[Damage, ...]:
    """Return what of a record counts as unreadable because of *remarks* about it.

    A withdrawal of nothing, a window that ends before it begins: each may hide a state that
    was worse, so the page must not vouch for it.
    """
    paths = dict.fromkeys(remark.path for remark in remarks if remark.code in DAMAGING)
    return tuple(Damage(path=path) for path in paths)
