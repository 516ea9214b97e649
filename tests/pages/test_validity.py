"""Every page, in every mood, is valid HTML by two judges."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from generator.core.facts import Record
from tests.pages.reading import pages, tree
from tests.pages.records import AS_OF, QUIET, at, busy, calm, old_unreadable, scores, unreadable
from tests.pages.school import ROOT
from tests.pages.site import build

SCENES: dict[str, tuple[tuple[Record, ...], object]] = {
    "busy": (busy(), AS_OF),
    "calm": (calm(), QUIET),
    "empty": ((), AS_OF),
    "outage": ((scores(),), at("2025-01-15 14:40")),
    "moved here": ((replace(scores(), former_addresses=("2025/scores.html",)),), AS_OF),
    "unknown": ((*busy(), unreadable(names=("website",), is_open=True), old_unreadable()), AS_OF),
}
CHECKERS = (
    os.environ.get("VNU_JAR", ""),
    str(ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"),
)


@pytest.mark.parametrize("scene", SCENES)
def test_every_page_keeps_the_grammar(scene: str) -> None:
    records, as_of = SCENES[scene]
    for html in pages(build(records, as_of)).values():  # type: ignore[arg-type]
        tree(html)


def test_the_nu_checker_finds_nothing(tmp_path: Path) -> None:
    jar = next((path for path in CHECKERS if path and Path(path).is_file()), None)
    java = shutil.which("java")
    if jar is None or java is None:
        pytest.skip("needs java, and VNU_JAR naming the Nu HTML checker (npm: vnu-jar)")
    for scene, (records, as_of) in SCENES.items():
        for path, content in build(records, as_of).items():  # type: ignore[arg-type]
            if path.endswith(".html"):
                target = tmp_path / scene / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
    found = subprocess.run(
        [java, "-Xss4m", "-Xmx512m", "-jar", jar, "--format", "json", "--stdout", str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
    )
    messages = json.loads(found.stdout)["messages"]

    assert [
        (message["url"].partition(str(tmp_path))[2], message["message"])
        for message in messages
        if message["type"] == "error" or message.get("subType") == "warning"
    ] == []
