"""The document's own incident in a small house with a policy, people and vendors of its own."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from generator.core.clockwork.course import Course
from generator.core.messaging.message import Letterhead, Message
from generator.core.messaging.messages import create_message, create_messages
from generator.pipeline.book import only, read_book
from generator.pipeline.messages import create_letterhead
from generator.readers.messages import MESSAGES_FILE

ROOT = Path(__file__).parents[2]
ID = "INC-2025-01-15-001"
FOLDER = f"incidents/2025/{ID}"
POLICY = """\
format: 1
organisation:
  prefix: MLC
  greeting: Music Learning Community Member
  signature: The MLC Team
  support_email: support@musiclearningcommunity.com
  billing_email: billing@musiclearningcommunity.com
  status_url: https://status.musiclearningcommunity.com
  zone: America/New_York
channels:
  email:
    name: E-mail
    component: email
"""
PEOPLE = """\
format: 1
people:
  engineer:
    name: Engineer One
    email: engineer@example.com
    phone: "+1 555 0100"
    roles: [on_call]
"""
VENDORS = """\
format: 1
vendors:
  neon:
    name: Neon
    account_id: acct-0042
    support_url: https://neon.example/support
    status_url: https://neonstatus.com
  braintree:
    name: Braintree Inc.
    public_name: Braintree
    status_url: https://status.braintreepayments.com
"""


def at(text: str) -> datetime:
    """Return a moment: ``14:51`` of 15 January 2025, or with its day, in UTC."""
    day = text if "T" in text else f"2025-01-15T{text}"
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def build(root: Path, files: Mapping[str, str] | None = None) -> Path:
    """Write the house below *root* with *files* laid over it; return *root*."""
    shutil.copytree(ROOT / FOLDER, root / FOLDER)
    own = {
        "site_src/public/site.yml": (ROOT / "site_src/public/site.yml").read_text("utf-8"),
        MESSAGES_FILE: (ROOT / MESSAGES_FILE).read_text("utf-8"),
        "site_src/internal/policy.yml": POLICY,
        "site_src/internal/people.yml": PEOPLE,
        "site_src/internal/vendors.yml": VENDORS,
        **(files or {}),
    }
    for name, text in own.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


class Case(NamedTuple):
    """One incident at one moment, and what its messages share."""

    course: Course
    head: Letterhead
    as_of: datetime

    def write(self, template: str, channel: str = "") -> Message:
        return create_message(self.course, self.head, self.as_of, template, channel)

    def body(self, template: str, channel: str = "") -> str:
        return self.write(template, channel).body

    def useful(self) -> tuple[Message, ...]:
        return create_messages(self.course, self.head, self.as_of)

    def names(self) -> list[str]:
        return [f"{each.template}/{each.channel}" for each in self.useful()]

    def record(self, **changes: Any) -> Case:
        """Return the case with fields of its record changed."""
        return self._replace(
            course=self.course._replace(record=replace(self.course.record, **changes))
        )

    def public(self, **changes: Any) -> Case:
        """Return the case with fields of its public side changed."""
        assert self.course.public is not None
        return self._replace(
            course=self.course._replace(public=self.course.public._replace(**changes))
        )

    def policy(self, **changes: Any) -> Case:
        """Return the case under another policy."""
        return self._replace(head=replace(self.head, policy=replace(self.head.policy, **changes)))


def look(root: Path, now: str, *, replay: bool = True, id_: str = ID) -> Case:
    """Return the incident *id_* below *root* at *now*."""
    moment = at(now)
    book = read_book(root, moment, replay=replay, wanted=only([id_]))
    assert book.findings == ()
    head, findings = create_letterhead(root, book)
    assert findings == ()
    course = book.find(id_)
    assert course is not None
    return Case(course, head, moment)


@cache
def fx1(now: str, *, replay: bool = True) -> Case:
    """Return the document's incident at *now*, replayed unless everything written counts."""
    with TemporaryDirectory() as folder:
        return look(build(Path(folder)), now, replay=replay)
