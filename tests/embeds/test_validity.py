"""Badges and strip in every mood are valid by the Nu checker; the script keeps its texts."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.core.facts import Damage
from generator.core.vocabulary import ComponentState
from generator.renderers.theme import load_theme
from tests.core.builders import at, incident, said, work
from tests.embeds.making import embeds, in_state, made
from tests.pages.test_validity import CHECKERS


def moods() -> dict[str, dict[str, str]]:
    """Return the files of a site in every mood."""
    lost = incident(damage=(Damage(path="public.yml", at=at("14:50"), components=("search",)),))
    return {
        "calm": made([]),
        "unknown": made([lost]),
        "work": made([work(said("12:00"), scheduled_for=at("14:00"))]),
        **{
            str(state): embeds(in_state(state))
            for state in ComponentState
            if state is not ComponentState.UNDER_MAINTENANCE
        },
    }


@pytest.mark.parametrize(("kind", "flags"), [(".svg", ["--svg"]), (".html", [])])
def test_the_nu_checker_finds_nothing(tmp_path: Path, kind: str, flags: list[str]) -> None:
    jar = next((path for path in CHECKERS if path and Path(path).is_file()), None)
    java = shutil.which("java")
    if jar is None or java is None:
        pytest.skip("needs java, and VNU_JAR naming the Nu HTML checker (npm: vnu-jar)")
    paths = []
    for mood, files in moods().items():
        for path, text in files.items():
            if path.endswith(kind):
                target = tmp_path / mood / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
                paths.append(str(target))
    found = subprocess.run(
        [java, "-Xss4m", "-Xmx512m", "-jar", jar, *flags, "--format", "json", "--stdout", *paths],
        check=False,
        capture_output=True,
        text=True,
    )

    assert len(paths) >= 7
    assert json.loads(found.stdout)["messages"] == []


def test_an_own_script_loses_its_blanks_and_none_of_its_texts(tmp_path: Path) -> None:
    own = tmp_path / "theme" / "public"
    own.mkdir(parents=True)
    (own / "banner.js").write_text(
        """\
// A comment of my own.
const name = "a = b, { c }", style = `p { color: red }`;
if (name) {
  say(1 + +name, "it's \\" = \\"");
}
other()
third(`${name} = x`)
""",
        encoding="utf-8",
    )

    assert load_theme(tmp_path).banner == (
        'const name="a = b, { c }",style=`p { color: red }`;if(name){say(1 + +name,'
        '"it\'s \\" = \\"")}\nother()\nthird(`${name} = x`)'
    )
