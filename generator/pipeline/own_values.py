"""Our own values as bytes and back: what one run leaves for the next.

A file of memory may be damaged or planted. So reading takes only values of this program and
dates, and refuses every other name: nothing in the file is ever run.
"""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Mapping

from generator.core.findings import Severity
from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    DataLoss,
    Impact,
    IncidentStatus,
    Indicator,
    MaintenanceStatus,
    RecordKind,
)

_WORDS = (
    BannerScope,
    ComponentState,
    DataLoss,
    Impact,
    IncidentStatus,
    Indicator,
    MaintenanceStatus,
    RecordKind,
    Severity,
)
_OWN = ("generator.core.vocabulary", "generator.core.findings", "generator.core.facts")
_PLAIN: Mapping[str, tuple[str, ...]] = {"datetime": ("datetime", "date", "timedelta", "timezone")}


def pack_values(values: object) -> bytes:
    """Return *values*, made of plain values, tuples and our own, as bytes."""
    kept = io.BytesIO()
    _Writer(kept, protocol=5).dump(values)
    return kept.getvalue()


def unpack_values(content: bytes) -> object:
    """Return what :func:`pack_values` was given.

    Raises:
        Exception: Of any kind, where *content* is damaged or names what is not our own. Whoever
            remembers treats that as having forgotten.
    """
    found: object = _Reader(io.BytesIO(content)).load()
    return found


class _Writer(pickle.Pickler):
    """Writes a word as its class and its text; Python's own way differs from release to release."""

    dispatch_table = copyreg.dispatch_table | {
        cls: lambda word: (type(word), (word.value,)) for cls in _WORDS
    }


class _Reader(pickle.Unpickler):
    """Reads our own values and dates; refuses every other name, so a planted file runs nothing."""

    def find_class(self, module: str, name: str) -> object:
        if (module in _OWN and "." not in name) or name in _PLAIN.get(module, ()):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a build's memory")
