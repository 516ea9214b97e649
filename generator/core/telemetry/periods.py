"""Months and quarters of UTC, as reports name them: ``2025-01``, ``2025-Q1`` (R151, X27)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import NamedTuple

_NAME = re.compile(r"([0-9]{4})-(?:(0[1-9]|1[0-2])|[Qq]([1-4]))")
_FIRST_YEAR, _LAST_YEAR = 1970, 2998
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Period(NamedTuple):
    """Some whole months of UTC.

    Attributes:
        year: 1970 to 2998.
        month: The first one, 1 to 12.
        months: 1 for a month, 3 for a quarter.
    """

    year: int
    month: int
    months: int

    @property
    def name(self) -> str:
        """``2025-01`` or ``2025-Q1``."""
        if self.months == 1:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-Q{(self.month + 2) // 3}"

    @property
    def title(self) -> str:
        """For people: ``January 2025``, ``January to March 2025``."""
        first = _MONTHS[self.month - 1]
        if self.months == 1:
            return f"{first} {self.year}"
        return f"{first} to {_MONTHS[self.month + self.months - 2]} {self.year}"

    @property
    def start_at(self) -> datetime:
        """Its first moment, UTC."""
        return datetime(self.year, self.month, 1, tzinfo=UTC)

    @property
    def end_at(self) -> datetime:
        """The first moment that is no longer in it."""
        return self._shift(self.months).start_at

    @property
    def previous(self) -> Period:
        """The period of the same length before."""
        return self._shift(-self.months)

    def holds(self, at: datetime) -> bool:
        """Return whether *at* lies in it."""
        return self.start_at <= at < self.end_at

    def _shift(self, by: int) -> Period:
        year, month = divmod(self.year * 12 + self.month - 1 + by, 12)
        return Period(year, month + 1, self.months)


def parse_period(text: str) -> Period | None:
    """Read ``2025-01`` or ``2025-Q1``; None when it is neither, or before 1970."""
    match = _NAME.fullmatch(text.strip())
    if match is None or not _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR:
        return None
    if match[2]:
        return Period(int(match[1]), int(match[2]), 1)
    return Period(int(match[1]), int(match[3]) * 3 - 2, 3)


def month_of(moment: datetime | date) -> Period:
    """Return the month that *moment*, in UTC, lies in."""
    return Period(moment.year, moment.month, 1)


def quarter_of(moment: datetime | date) -> Period:
    """Return the quarter that *moment*, in UTC, lies in."""
    return Period(moment.year, (moment.month - 1) // 3 * 3 + 1, 3)
