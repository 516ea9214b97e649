"""A secret that was published and withdrawn: nowhere in the site, but its place is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.proof.repository import build, copy_repository

AS_OF = datetime(2025, 4, 10, 15, 20, tzinfo=UTC)
LATER = datetime(2025, 6, 1, 12, tzinfo=UTC)
"""When April lies in the archive."""
SECRET = "hunter2-Tr0ub4dor"
FOLDER = "incidents/2025/INC-2025-04-09-077"
LEAKED, TAKEN_BACK = "20250409T100000Z-aaaaaaaa", "20250409T101000Z-bbbbbbbb"

TELLING = {
    "api/v2/incidents.json", "api/v2/incidents/unresolved.json", "api/v2/summary.json",
    "banner.json", "components/search/history.atom", "feed.json", "history-incidents.atom",
    "history.atom", "history.rss", "index.html",
}  # fmt: skip
"""Files that told of the secret while it stood."""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = copy_repository(tmp_path / "repository")
    updates = root / FOLDER / "updates"
    updates.mkdir(parents=True)
    (updates / "20250409T095000Z-99999999.yml").write_text(
        "title: Search is slow\nstatus: investigating\n"
        "components:\n  search: degraded_performance\n"
        "text: We are looking into slow searches.\n",
        encoding="utf-8",
    )
    (updates / f"{LEAKED}.yml").write_text(
        f"title: Search is slow {SECRET}\nstatus: identified\n"
        f"components:\n  search: major_outage\n"
        f"text: The password {SECRET} has expired.\nadvice: Use {SECRET}.\n",
        encoding="utf-8",
    )
    return root


def holders(files: dict[str, bytes]) -> list[str]:
    return sorted(path for path, content in files.items() if SECRET.encode() in content)


@pytest.mark.parametrize("target", [LEAKED, "incident"])
def test_a_withdrawn_secret_is_in_no_file(repository: Path, target: str) -> None:
    assert {*holders(build(repository, AS_OF)[1])} >= TELLING
    assert "archive/2025-04.atom" in holders(build(repository, LATER)[1])
    (repository / FOLDER / "updates" / f"{TAKEN_BACK}.yml").write_text(
        f"retracts: {target}\n", encoding="utf-8"
    )
    built, files = build(repository, AS_OF)
    assert built.findings == ()
    assert holders(files) == holders(build(repository, LATER)[1]) == []
    page = files[f"{FOLDER.replace('/2025', '')}/index.html"].decode()
    assert f'id="update-{LEAKED}"' in page
    assert "2025-04-09T10:00:00Z" in page
    entries = files["entries.txt"].decode()
    assert LEAKED in entries
    assert TAKEN_BACK in entries
    for feed in ("history.rss", "history.atom", "feed.json"):
        text = files[feed].decode()
        assert f"update/{LEAKED}" in text
        assert f"update/{TAKEN_BACK}" in text, "the withdrawal is an entry of its own"


@pytest.mark.parametrize("target", [LEAKED, "incident"])
def test_a_secret_withdrawn_from_planned_work_is_in_no_calendar(
    repository: Path, target: str
) -> None:
    work = repository / "incidents" / "2025" / "MNT-2025-04-09-077"
    (work / "updates").mkdir(parents=True)
    (work / "updates" / f"{LEAKED}.yml").write_text(
        f"title: A new index\nstatus: scheduled\nscheduled_for: 2025-04-20 10:00Z\n"
        f"scheduled_until: 2025-04-20 11:00Z\ntext: The way in is {SECRET}.\n",
        encoding="utf-8",
    )
    (work / "public.yml").write_text("components: [search]\n", encoding="utf-8")
    (repository / FOLDER / "updates" / f"{LEAKED}.yml").unlink()
    assert {
        "api/v2/scheduled-maintenances.json", "api/v2/scheduled-maintenances/upcoming.json",
        "components/search/maintenance.ics", "history.atom", "maintenance.ics",
    } <= {*holders(build(repository, AS_OF)[1])}  # fmt: skip
    (work / "updates" / f"{TAKEN_BACK}.yml").write_text(f"retracts: {target}\n", encoding="utf-8")
    assert holders(build(repository, AS_OF)[1]) == []
