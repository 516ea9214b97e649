"""What messages share, put together from the book of responders and the two files of words."""

from __future__ import annotations

from pathlib import Path

from generator.core.findings import Finding
from generator.core.messaging.message import Letterhead
from generator.pipeline.book import Book
from generator.readers.messages import read_message_words
from generator.readers.words import read_words


def create_letterhead(root: Path, book: Book) -> tuple[Letterhead, tuple[Finding, ...]]:
    """Return what all messages of *book* share, and what is wrong with their sentences.

    Args:
        root: The repository that *book* was read from.
        book: Policy, people, vendors and the site.
    """
    config = book.config
    components = None if config is None else [each.id for each in config.components]
    words, findings = read_message_words(root, components)
    head = Letterhead(
        policy=book.policy,
        config=config,
        people=book.people,
        vendors=book.vendors,
        words=words,
        habits=read_words(root)[0],
    )
    return head, findings
