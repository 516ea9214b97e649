"""Messages for people: a ruled heading above each, the text exactly as it is pasted below."""

from __future__ import annotations

from collections.abc import Sequence

from generator.core.messaging.message import Message
from generator.core.shown import clean

_RULE = "─" * 78


def format_messages(messages: Sequence[Message]) -> str:
    """Return all *messages* below one another."""
    return "".join(
        f"{_RULE}\n{format_heading(each)}{_RULE}\n{each.body}\n\n" for each in messages
    ).removesuffix("\n")


def format_heading(message: Message) -> str:
    """Return what somebody needs to know who is about to paste *message*, line by line."""
    nobody = "the file" if message.channel == "document" else "nobody yet"
    to = ", ".join(message.recipients) or nobody
    limit = f" of {message.limit}" if message.limit is not None else ""
    lines = [
        f"{message.template} {message.title}",
        f"{message.channel} to {to}; {message.length}{limit} characters",
    ]
    if message.subject:
        lines.append(f"Subject: {message.subject}")
    lines += message.notes
    lines += [f"Missing: {each}" for each in message.missing]
    lines.append(f"Source: {message.source}")
    return "".join(f"{clean(line)}\n" for line in lines)
