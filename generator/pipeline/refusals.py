"""Why nothing may be deployed: the last good site stays (fail policy, design §5)."""

from __future__ import annotations

from generator.core.findings import Finding

NO_SITE = "site_src/public/site.yml cannot be read, so there is no site to build"
NO_THEME = "a file of theme/public cannot be used, so there is no site to build"
NOTHING_READABLE = "not one record can be read, so a new site would lose them all"


class RefusedError(Exception):
    """Nothing may be deployed (exit status 3); the text says why.

    Attributes:
        findings: What was found until then.
    """

    def __init__(self, refusal: str, findings: tuple[Finding, ...]) -> None:
        super().__init__(refusal)
        self.findings = findings
