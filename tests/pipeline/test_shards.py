"""Several processes make what one makes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.proof.repository import MEETING, ROOT, build, copy_repository

_WITH_HELPERS = """
import sys
from datetime import datetime
from pathlib import Path
from generator.adapters.builds import build_public
from generator.pipeline import shards
shards.SHARD = 3  # so that twenty-five records are work for several
result = build_public(
    Path(sys.argv[1]), Path(sys.argv[2]), now=datetime.fromisoformat(sys.argv[3]), jobs=3
)
print(result.exit_status, result.built.records_read, len(result.findings))
"""


def test_helpers_make_the_same_site_and_findings(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "repository")
    (root / "incidents/2025/INC-2025-02-19-001/public.yml").write_text("title: [\n", "utf-8")
    expected, files = build(root)
    out = tmp_path / "site"

    done = subprocess.run(
        [sys.executable, "-c", _WITH_HELPERS, str(root), str(out), MEETING.isoformat()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["1", str(expected.records_read), str(len(expected.findings))]
    assert {
        path.relative_to(out / "public").as_posix(): path.read_bytes()
        for path in (out / "public").rglob("*")
        if path.is_file()
    } == files
