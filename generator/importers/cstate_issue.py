"""One issue of cState: what its fields and its body say.

Source: cState's documentation of front matter; interop §6.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

from generator.core.findings import Finding
from generator.core.foreign import ForeignFile, Lost
from generator.core.shown import show
from generator.core.times import format_instant
from generator.core.vocabulary import ComponentState, Impact
from generator.importers.cstate_body import Body, read_body
from generator.importers.files import read_text, report
from generator.importers.foreign_times import read_day, read_time
from generator.importers.front_matter import Value, read_page
from generator.importers.html_text import to_line

SEVERITIES = MappingProxyType(
    {
        "down": (ComponentState.MAJOR_OUTAGE, Impact.CRITICAL),
        "disrupted": (ComponentState.PARTIAL_OUTAGE, Impact.MAJOR),
        "notice": (ComponentState.DEGRADED_PERFORMANCE, Impact.MINOR),
    }
)
"""State of what is affected, and impact, by what cState calls severity."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # of an issue that is refused
_MAX_BYTES = 1024 * 1024  # a page people typed; the largest of the 407 has 9 KB
_KNOWN = frozenset(
    {
        "title", "date", "resolved", "resolvedWhen", "severity", "affected", "section",
        "informational", "draft", "pin", "type", "layout", "toc", "weight", "lastmod",
        "publishDate", "description",
    }
)  # fmt: skip


@dataclass(slots=True)
class Issue:
    """An issue as its file says.

    Attributes:
        skipped: Why it is left out; empty when it is not.
        affected: Names of systems, each once.
        severity: One of `SEVERITIES`, or empty.
        over_at: ``resolvedWhen``, or None.
        lost: What is told besides.
    """

    path: str
    stem: str
    title: str = ""
    skipped: str = ""
    begun_at: datetime = _NEVER
    over_at: datetime | None = None
    is_resolved: bool = False
    is_informational: bool = False
    affected: tuple[str, ...] = ()
    severity: str = ""
    body: Body = field(default_factory=Body)
    lost: list[Lost] = field(default_factory=list)

    def lose(self, message: str, line: int = 1) -> None:
        """Note what could not be carried over."""
        subject = f"incident {self.stem}"
        self.lost.append(Lost(path=self.path, subject=subject, message=message, line=line))


def read_issue(file: ForeignFile, stem: str, zone: str, findings: list[Finding]) -> Issue | None:
    """Return the issue in *file*, or None after a finding.

    Args:
        file: A Markdown file.
        stem: What the source calls it by.
        zone: IANA zone of times that name none.
        findings: Takes what is wrong, all at once.
    """
    if len(file.content) > _MAX_BYTES:
        findings.append(
            report(
                file.path,
                "IMP002",
                f"the file has more than {_MAX_BYTES:,} bytes",
                "shorten it; long logs belong behind a link",
            )
        )
        return None
    text = read_text(file)
    page = text if isinstance(text, Finding) else read_page(text, file.path)
    if isinstance(page, Finding):
        findings.append(page)
        return None
    issue = Issue(file.path, stem)
    fields = page.fields
    section = fields.get("section").text.strip()
    if fields.get("draft").is_true:
        issue.skipped = "a draft, which visitors never saw, is left out"
        return issue
    if section not in ("", "issue"):
        issue.skipped = f"a page of the section {show(section)} is no issue and is left out"
        return issue
    before = len(findings)
    _read_fields(issue, fields, _Fields(file.path, text_of(text), zone, findings))
    issue.body = read_body(page.body, page.body_line, zone)
    for line, value in issue.body.unread:
        findings.append(_report_time(file.path, "track", value, line, text_of(text)))
    return issue if len(findings) == before else None


def text_of(text: str | Finding) -> str:
    """Return *text*, which was read."""
    return text if isinstance(text, str) else ""


@dataclass(frozen=True, slots=True)
class _Fields:
    """Where fields are read from, and what takes findings about them."""

    path: str
    text: str
    zone: str
    findings: list[Finding]

    def report(self, code: str, value: Value, message: str, fix: str, shown: str = "") -> None:
        self.findings.append(
            report(
                self.path,
                code,
                message,
                fix,
                line=value.line,
                column=value.column,
                value=shown,
                text=self.text,
            )
        )


def _read_fields(issue: Issue, fields: Value, place: _Fields) -> None:
    issue.title = to_line(fields.get("title").text)
    if not issue.title:
        place.report("IMP012", fields.get("title"), "the issue has no title", "give it a 'title'")
    if not fields.get("date").text.strip():
        place.report("IMP012", fields.get("date"), "the issue has no date", "give it a 'date'")
    issue.begun_at = _read_moment(issue, fields, "date", place) or _NEVER
    issue.over_at = _read_moment(issue, fields, "resolvedWhen", place)
    issue.is_resolved = fields.get("resolved").is_true
    issue.is_informational = fields.get("informational").is_true
    issue.affected = tuple(
        dict.fromkeys(name for each in fields.get("affected").texts if (name := to_line(each)))
    )
    severity = fields.get("severity").text.strip().lower()
    if severity and severity not in SEVERITIES:
        place.report(
            "IMP014",
            fields.get("severity"),
            f"{show(severity)} is no severity of cState",
            f"write one of {', '.join(SEVERITIES)}",
            severity,
        )
    issue.severity = severity
    unknown = [show(name) for name in fields.pairs if name not in _KNOWN]
    if unknown:
        issue.lose(f"fields of its own are left out: {', '.join(unknown)}")
    if fields.get("pin").is_true:
        issue.lose("it was pinned to the top", fields.get("pin").line)


def _read_moment(issue: Issue, fields: Value, name: str, place: _Fields) -> datetime | None:
    value = fields.get(name)
    text = value.text.strip()
    if not text:
        return None
    at = read_time(text, place.zone)
    if at is None:
        at = read_day(text, place.zone)
        if at is None:
            place.findings.append(_report_time(place.path, name, text, value.line, place.text))
        else:
            issue.lose(f"'{name}' is a day; it stands at {format_instant(at)}", value.line)
    return at


def _report_time(path: str, name: str, value: str, line: int, text: str) -> Finding:
    return report(
        path,
        "IMP013",
        f"{show(value)} after '{name}' is no date with a time",
        "write it as 2018-05-25 05:54:00 or 2018-05-25T05:54:00Z",
        line=line,
        value=value,
        text=text,
    )
