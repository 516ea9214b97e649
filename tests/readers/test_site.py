"""The first messages to somebody who begins: they hold what to type, and it works."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.findings import Finding
from generator.readers.site import SITE, read_site

GROUPS = (
    "[{id: learning, name: Learning, components: [{id: score-recording, name: Score recording}]}]"
)
LEAST = (
    "{format: 1, name: Music Learning Community, url: https://status.example.com, "
    f"zone: America/New_York, groups: {GROUPS}}}"
)


def read(root: Path, text: str) -> tuple[Finding, ...]:
    (root / SITE).parent.mkdir(parents=True, exist_ok=True)
    (root / SITE).write_text(text, encoding="utf-8")
    return read_site(root)[1]


def test_a_missing_site_is_answered_with_the_least_that_makes_one(tmp_path: Path) -> None:
    (finding,) = read_site(tmp_path)[1]

    assert finding.message == "the file that says whose site this is does not exist"
    assert finding.fix == (
        f"write it, such as {LEAST}; 'allclear schema --handbook' writes a page on every field"
    )
    assert read(tmp_path, f"{LEAST}\n") == ()


@pytest.mark.parametrize(
    ("name", "fix", "before"),
    [
        ("groups", f"add 'groups: …', such as 'groups: {GROUPS}'", LEAST.partition(", groups")[0]),
        (
            "components",
            "add 'components: …', such as "
            "'components: [{id: score-recording, name: Score recording}]'",
            LEAST.partition(", components")[0],
        ),
    ],
)
def test_missing_parts_are_answered_with_an_example_that_works(
    name: str, fix: str, before: str, tmp_path: Path
) -> None:
    closing = "}]}" if name == "components" else "}"

    findings = read(tmp_path, f"{before}{closing}\n")

    assert [each.fix for each in findings] == [fix]
    example = fix.partition("such as '")[2].removesuffix("'")
    assert read(tmp_path, f"{before}, {example}{closing}\n") == ()
