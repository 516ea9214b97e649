"""Taking JSON apart without trusting it: each value is what it should be, or there is a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from generator.core.findings import Finding
from generator.core.foreign import Lost
from generator.core.shown import show
from generator.core.times import parse_date, parse_time, resolve
from generator.importers.files import report
from generator.importers.json_files import Document
from generator.importers.texts import clean_line

_Word = TypeVar("_Word")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_KINDS = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
NO_DAY = date(1970, 1, 1)


class Ledger:
    """What came up while one set of files was read.

    Attributes:
        findings: What is wrong; with any of them nothing is imported.
        lost: What could not be carried over as it was.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.lost: list[Lost] = []


class Item:
    """One object of a file, or the beginning of one: its getters report what they cannot take.

    A getter that has reported returns None or nothing; the caller goes on, so that one run tells
    of everything.

    Attributes:
        subject: What findings call it: ``incident 69sb0f8lydp4``.
        anchor: Id by which its place is found.
    """

    def __init__(
        self, values: Mapping[str, Any], subject: str, anchor: str, file: Document, ledger: Ledger
    ) -> None:
        self.values = values
        self.subject = subject
        self.anchor = anchor
        self.file = file
        self.ledger = ledger

    def report(self, code: str, message: str, fix: str, value: object = "") -> None:
        """Add a finding about it."""
        line, column = self.file.find(self.anchor)
        self.ledger.findings.append(
            report(
                self.file.path,
                code,
                f"{self.subject}: {message}" if self.subject else message,
                fix,
                line=line,
                column=column,
                value=value if isinstance(value, str) else "",
            )
        )

    def lose(self, message: str) -> None:
        """Note what of it could not be carried over."""
        line = self.file.find(self.anchor)[0]
        self.ledger.lost.append(
            Lost(path=self.file.path, subject=self.subject, message=message, line=line)
        )

    def _wrong(self, name: str, value: object, wanted: str) -> None:
        if value is None:
            message = f"'{name}' is missing"
        elif isinstance(value, str):
            message = f"'{name}' is {show(value)}, not {wanted}"
        else:
            kind = _KINDS.get(type(value), "a number")
            message = f"'{name}' is {kind}, not {wanted}"
        self.report("IMP030", message, "save it again from where it came, or correct it", value)

    def text(self, name: str, *, needed: bool = False) -> str | None:
        """Return the text called *name*; None where there is none."""
        value = self.values.get(name)
        if isinstance(value, str):
            return value
        if value is not None or needed:
            self._wrong(name, value, "a text")
        return None

    def line(self, name: str, *, needed: bool = False) -> str:
        """Return the text called *name* on one clean line; empty where there is none."""
        value = self.text(name, needed=needed)
        if value is None:
            return ""
        cleaned = clean_line(value)
        if cleaned.removed:
            self.lose(f"{cleaned.removed} control characters of '{name}' are left out")
        if needed and not cleaned.text:
            self.report("IMP030", f"'{name}' is empty", "write it, or leave the file out")
        return cleaned.text

    def id(self, name: str = "id", *, needed: bool = True) -> str | None:
        """Return the id called *name*."""
        value = self.values.get(name)
        if isinstance(value, str) and _ID.fullmatch(value):
            return value
        if value is not None or needed:
            self._wrong(name, value, "an id of letters and digits")
        return None

    def moment(self, name: str, *, needed: bool = False) -> datetime | None:
        """Return the time called *name* as aware UTC, to the millisecond."""
        value = self.values.get(name)
        at = read_moment(value) if isinstance(value, str) else None
        if at is None and (value is not None or needed):
            self._wrong(name, value, "a time such as 2024-09-16T21:31:02.719Z")
        return at

    def day(self, name: str) -> date | None:
        """Return the day called *name*."""
        value = self.values.get(name)
        day = parse_date(value) if isinstance(value, str) else None
        if day is None and value is not None:
            self._wrong(name, value, "a day such as 2024-09-16")
        return day

    def word(self, name: str, words: Mapping[str, _Word], *, needed: bool = False) -> _Word | None:
        """Return what the word called *name* means in *words*."""
        value = self.values.get(name)
        if isinstance(value, str) and value in words:
            return words[value]
        if isinstance(value, str):
            self.report(
                "IMP031",
                f"'{name}' is {show(value)}, which is none of {', '.join(words)}",
                "save it again from where it came; another version may know more words",
                value,
            )
        elif value is not None or needed:
            self._wrong(name, value, f"one of {', '.join(words)}")
        return None

    def flag(self, name: str, *, default: bool) -> bool:
        """Return the truth called *name*."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, bool):
            self._wrong(name, value, "true or false")
        return value if isinstance(value, bool) else default

    def items(self, name: str, what: str, *, is_silent: bool = False) -> Iterator[Item]:
        """Yield the objects in the list called *name*; nothing where it is null or left out.

        Args:
            name: Of the list.
            what: What findings call one of them.
            is_silent: What is wrong with the list has been reported before.
        """
        value = self.values.get(name)
        if value is None:
            return
        if is_silent and not isinstance(value, list):
            return
        if not isinstance(value, list):
            self._wrong(name, value, "a list")
            return
        for each in value:
            if not isinstance(each, dict):
                if is_silent:
                    return
                self._wrong(name, each, "a list of objects")
                return
            anchor = each.get("id")
            is_known = isinstance(anchor, str) and _ID.fullmatch(anchor) is not None
            called = f"{what} {anchor}" if is_known else what
            subject = f"{self.subject}, {called}" if self.subject else called
            place = str(anchor) if is_known else self.anchor
            yield Item(each, subject, place, self.file, self.ledger)


def read_moment(text: str) -> datetime | None:
    """Return the date and time in *text*, which says its distance from UTC, or None."""
    try:  # as nearly always; ours below is slower, and is stricter
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None and len(text) <= 32 and 1970 <= at.year < 3000:
            at = at.astimezone(UTC)
            return at.replace(microsecond=at.microsecond // 1000 * 1000)
    except (ValueError, OverflowError):
        pass
    parsed = parse_time(text) if len(text) < 60 else None
    if parsed is None or parsed.day is None or parsed.is_zone_inferred:
        return None
    return resolve(parsed, None, NO_DAY) + timedelta(milliseconds=parsed.millisecond)
