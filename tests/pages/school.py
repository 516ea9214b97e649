"""A made-up music school with twelve parts: enough for every page, said in Python."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from generator.core.facts import Component, Group, Look, Mirror, SiteConfig, Vendor
from generator.core.vocabulary import ComponentState
from generator.core.words import Words
from generator.readers.words import read_words
from generator.renderers.frame import Frame
from generator.renderers.theme import load_theme

ROOT = Path(__file__).parents[2]
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<path fill="none" stroke="currentColor" d="M1 8h30M1 16h30M1 24h30"/></svg>'
)
FAVICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<path fill="#26439a" d="M0 0h32v32H0z"/></svg>'
)

# Id, name and group; then what people notice: works, closed, slow, partly down, down.
_PARTS = """
games = Music games, learning
Games can be played.
Games are closed for planned work.
Games are slow to start.
Some games do not start.
Games do not start.

scores = Score recording, learning
Scores are being saved.
Saving scores is closed for planned work.
Scores are saved late.
Saving scores fails for some people.
Saving scores is not working.

homework = Homework, learning
Homework can be handed in.
Homework is closed for planned work.
Homework opens slowly.
Some people cannot open their homework.
Homework does not open.

reports = Reports, learning
Reports can be opened.
Reports are closed for planned work.
Reports are slow.
Some reports do not open.
Reports do not open.

sign-in = Sign-in, accounts
Everyone can sign in.
Signing in is closed for planned work.
Signing in is slow.
Some people cannot sign in.
Signing in is not working.

profiles = Student profiles, accounts
Profiles can be opened and changed.
Profiles are closed for planned work.
Profiles open slowly.
Some profiles do not open.
Profiles do not open.

dashboard = Teacher dashboard, accounts
Teachers can see their classes.
The dashboard is closed for planned work.
The dashboard opens slowly.
Some teachers cannot open their dashboard.
The dashboard does not open.

payments = Subscriptions and payments, money
Payments go through.
Paying is closed for planned work.
Paying takes longer than usual.
Paying by card fails for some people.
Paying is not working.

gift-codes = Gift codes, money
Gift codes can be used.
Gift codes are closed for planned work.
Gift codes take longer than usual.
Some gift codes are not accepted.
Gift codes are not working.

email = E-mail, messages
Our e-mails arrive.
Our e-mails wait for planned work to end.
Our e-mails arrive late.
Some of our e-mails do not arrive.
Our e-mails do not arrive.

website = Public website, messages
The website opens.
The website is closed for planned work.
The website opens slowly.
The website does not open for some people.
The website does not open.

search = Search, messages
Search finds games and songs.
Search is closed for planned work.
Search is slow.
Search misses some results.
Search is not working.
"""
_GROUPS = (
    Group(id="learning", name="Learning"),
    Group(id="accounts", name="Accounts"),
    Group(id="money", name="Money"),
    Group(id="messages", name="Messages and pages"),
)


def _component(block: str) -> Component:
    head, *sentences = block.strip().splitlines()
    id_, _, rest = head.partition(" = ")
    name, _, group = rest.partition(", ")
    return Component(
        id=id_,
        name=name,
        group=group,
        description=f"What {name.lower()} is for.",
        sentences=tuple(zip(ComponentState, sentences, strict=True)),
        since=date(2025, 2, 3) if id_ == "gift-codes" else date(2024, 9, 1),
    )


def config(**changes: object) -> SiteConfig:
    """Return the school: twelve parts in use, one retired."""
    diary = Component(id="diary", name="Practice diary", group="learning", retired=date(2025, 3, 1))
    values: dict[str, object] = {
        "name": "Example School",
        "url": "https://status.school.example",
        "zone": "America/New_York",
        "groups": _GROUPS,
        "components": (*(_component(each) for each in _PARTS.split("\n\n")), diary),
        "vendors": (
            Vendor(id="cards", name="Card Company", status_url="https://status.cards.example"),
        ),
        "mirrors": (Mirror(url="https://copy.school.example/"),),
        "support_email": "support@school.example",
        "support_url": "https://school.example/help",
        "email_list_url": "https://lists.school.example/status",
        "security_contact": "mailto:security@school.example",
        "security_expires": datetime(2026, 12, 31, tzinfo=UTC),
        "author": "The Example School Team",
        "look": Look(accent="#4a72d9", logo=LOGO, favicon=FAVICON),
    }
    return SiteConfig(**values | changes)  # type: ignore[arg-type]


@cache
def shipped_words() -> Mapping[str, str]:
    """Return the words as this repository has them."""
    words, findings = read_words(ROOT)
    if findings:
        raise ValueError(findings)
    return words.table


def frame(words: Mapping[str, str] | None = None, **changes: object) -> Frame:
    """Return the school with its words and the shipped theme."""
    return Frame(config(**changes), Words(words or shipped_words()), load_theme())
