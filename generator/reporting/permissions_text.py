"""The matrix of permissions for people, and what it says of a change."""

from __future__ import annotations

from generator.core.clockwork.policy import Policy
from generator.core.staff.permission_verdicts import Override
from generator.core.staff.permissions import COLUMNS, TITLES, count_cells, say_cell
from generator.reporting.text import show_plain


def format_matrix(policy: Policy) -> str:
    """Return the twelve rows and four columns as a table, with the lines they come from."""
    titles = [TITLES[role] for role in COLUMNS]
    rows = [
        [row.name, *(say_cell(row, role) for role in COLUMNS), row.source]
        for row in policy.permissions.values()
    ]
    table = [["Action", *titles, "Source"], *rows]
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in table
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    yes, no = count_cells(policy)
    notes = [f"{yes} yes, {no} no (R162). emergency: in an emergency only."]
    notes += [
        f"{row.name} above ${row.limit}: {TITLES.get(row.above, row.above)} (X19)."
        for row in policy.permissions.values()
        if row.limit is not None and row.above
    ]
    notes += [
        f"Option {rule.letter}, {rule.name.lower()}: no approval ({rule.source})."
        for rule in policy.options.values()
        if not rule.approval
    ]
    return "\n".join([*lines, "", *notes]) + "\n"


def format_overrides(overrides: tuple[Override, ...]) -> str:
    """Return what was let through, to be told in the post-mortem; empty for nothing (R164)."""
    if not overrides:
        return ""
    lines = [
        f"  {each.commit[:12]} @{each.author} {each.incident or 'settings'}: "
        f"{show_plain(each.reason)} ({show_plain(each.rule)})"
        for each in overrides
    ]
    return "\n".join(["Let through by override, to be told in the post-mortem:", *lines]) + "\n"
