"""Findings as annotations of a pull request: GitHub's workflow commands (design §5)."""

from __future__ import annotations

from collections.abc import Iterable

from generator.core.findings import Finding
from generator.reporting.text import show_plain


def format_github(findings: Iterable[Finding]) -> str:
    """Return one workflow command per finding, sorted; never a source line.

    The forge's logs may be open to more people than the records are, so neither ``source_line``
    nor ``value`` is printed.

    Source: design §5; escaping as in ``@actions/core``'s ``command``: ``%``, CR and LF in data,
    and ``:`` and ``,`` in properties.
    """
    return "".join(_format(finding) for finding in sorted(findings))


def _format(finding: Finding) -> str:
    properties = {
        "file": finding.path,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"{finding.severity}[{finding.code}]",
    }
    written = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    message = f"{show_plain(finding.message)}\nfix: {show_plain(finding.fix)}"
    return f"::{finding.severity} {written}::{_escape_data(message)}\n"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(show_plain(text)).replace(":", "%3A").replace(",", "%2C")
