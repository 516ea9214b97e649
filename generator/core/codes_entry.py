"""One code of a finding and its page: what, why, a bad example, a good one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.core.findings import Severity


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link in an example."""

    target: str


Example = Mapping[str, str | bytes | Link]
"""Content by path from the repository root. A file not named is as in a new repository; so an
example about an incident needs no ``site.yml``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What is documented about one code; the code never changes its meaning.

    Attributes:
        code: Family and number: ``YML003``.
        title: A few words, for lists.
        severity: Error or warning.
        what: What is wrong, in general.
        why: Why it matters: what would happen otherwise.
        bad: A repository's files that yield this code.
        good: The same put right; it yields no finding of this code.
        is_silent: Findings print neither the value nor the source line (leaks).
    """

    code: str
    title: str
    severity: Severity
    what: str
    why: str
    bad: Example
    good: Example
    is_silent: bool = False


PUBLIC = "incidents/2025/INC-2025-01-15-001/public.yml"
"""Path most examples use."""
UPDATES = "incidents/2025/INC-2025-01-15-001/updates"
MAINTENANCE = "incidents/2025/MNT-2025-02-01-001/public.yml"
POSTMORTEM = "incidents/2025/INC-2025-01-15-001/postmortem.1.yml"
ACTIONS = "incidents/2025/INC-2025-01-15-001/actions.yml"
INTERNAL = "incidents/2025/INC-2025-01-15-001/internal.yml"
REVIEW = "incidents/2025/INC-2025-01-15-001/review.yml"
SITE = "site_src/public/site.yml"
HOSTS = "site_src/hosts.yml"
POLICY = "site_src/internal/policy.yml"
WORDS = "site_src/public/words/interface.yml"
MESSAGES = "site_src/internal/messages.yml"


NEW_REPOSITORY: Example = {
    SITE: """\
format: 1
name: Example School
url: https://status.example.com
zone: America/New_York
vendors:
  braintree:
    name: Braintree
    status_url: https://status.example.net
groups:
  - id: learning
    name: Learning
    components:
      - id: score-recording
        name: Score recording
      - id: music-games
        name: Music games
""",
}
"""What stands in a repository besides an example's own files; tests lay the example over it."""


def in_public(text: str) -> Example:
    """Return the example whose incident has *text* as its ``public.yml``."""
    return {PUBLIC: text}


def in_update(lines: str) -> Example:
    """Return the example whose incident has one update with *lines* after time and status."""
    indented = "".join(f"    {line}\n" if line else "\n" for line in lines.splitlines())
    return {
        PUBLIC: "title: Students cannot save scores\n"
        "updates:\n"
        "  - at: 14:36\n"
        "    status: investigating\n" + indented
    }


def in_maintenance(lines: str) -> Example:
    """Return the example whose planned work has *lines* after its title and components."""
    return {
        MAINTENANCE: "title: Replacing the score database\n"
        "components:\n"
        "  - score-recording\n"
        f"{lines}\n"
    }


def in_log(*lines: str) -> Example:
    """Return the example whose incident has *lines* in the log of its ``internal.yml``."""
    text = "".join(f"  {line}\n" for line in lines)
    return {INTERNAL: f"title: score API errors\nlog: |\n{text}"}


def in_site(lines: str) -> Example:
    """Return the example whose ``site.yml`` has *lines* before its components."""
    before, groups, after = str(NEW_REPOSITORY[SITE]).partition("groups:\n")
    return {SITE: f"{before}{lines}\n{groups}{after}"}


def error(
    code: str, title: str, what: str, why: str, bad: Example, good: Example, *, silent: bool = False
) -> Code:
    """Return a code of severity error."""
    return Code(
        code=code,
        title=title,
        severity=Severity.ERROR,
        what=what,
        why=why,
        bad=bad,
        good=good,
        is_silent=silent,
    )


def warning(code: str, title: str, what: str, why: str, bad: Example, good: Example) -> Code:
    """Return a code of severity warning."""
    return Code(
        code=code,
        title=title,
        severity=Severity.WARNING,
        what=what,
        why=why,
        bad=bad,
        good=good,
    )
