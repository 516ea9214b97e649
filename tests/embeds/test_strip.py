"""The strip for frames: one sentence, no script, allowed where pages are not."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from generator.core.facts import Damage
from generator.renderers.site_files import create_headers
from tests.core.builders import DOWN, FINE, SLOW, at, component, config, incident, said, work
from tests.embeds.making import embeds, in_state, made
from tests.pages.reading import elements, meta, tree, words_of
from tests.payloads import PAYLOADS
from tests.proof.repository import ROOT, build

STRIP = "embed/index.html"


def sentence(files: dict[str, str]) -> tuple[str, str]:
    """Return the field and what is read, the link included."""
    (body,) = elements(files[STRIP], "body")
    return str(body.get("class")), words_of(body)


def test_the_strip_says_what_the_home_page_says_first() -> None:
    link = "Example School Status"
    lost = incident(damage=(Damage(path="public.yml", at=at("14:50")),))

    assert sentence(made([])) == ("f-ok", f"Everything is working. {link}")
    assert sentence(embeds(in_state(SLOW))) == ("f-trouble", f"Scores is having trouble. {link}")
    assert sentence(embeds(in_state(DOWN))) == ("f-down", f"Scores is not working. {link}")
    assert sentence(embeds(in_state(FINE))) == ("f-trouble", f"Scores are lost {link}")
    assert sentence(made([work(said("12:00"), scheduled_for=at("14:00"))])) == (
        "f-plan",
        f"Search is closed for planned work. {link}",
    )
    assert sentence(made([lost])) == (
        "f-unknown",
        f"We cannot say for certain what is working. {link}",
    )


def test_its_policy_pins_its_style_and_allows_nothing_else() -> None:
    html = embeds(in_state(DOWN))[STRIP]
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert meta(html) == {
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        ),
        "refresh": "300",
        "referrer": "no-referrer",
        "robots": "noindex",
        "viewport": "width=device-width, initial-scale=1",
    }
    assert elements(html, "script") == []
    assert [(each.get("href"), each.get("target")) for each in elements(html, "a")] == [
        ("../", "_top")
    ]


def test_it_is_small_and_in_no_sitemap() -> None:
    files = build(ROOT)[1]

    assert len(files[STRIP]) <= 4096
    assert b"/embed/" not in files["sitemap.xml"]
    assert [path for path in files if path.startswith("embed/")] == [STRIP]


def test_hostile_names_stay_text_in_a_small_strip() -> None:
    for payload in PAYLOADS:
        site = config(replace(component("scores"), name=payload))
        html = embeds(in_state(DOWN, site))[STRIP]
        tree(html)

        assert len(html.encode()) <= 4096
        names = {each.tag.rpartition("}")[2] for each in tree(html).iter()}
        assert names == {
            "html", "head", "meta", "title", "style", "body", "svg", "path", "p", "b", "a",
        }  # fmt: skip


def matching(path: str) -> Iterator[tuple[str, str, str]]:
    """Yield pattern, name and value of every header that ``_headers`` sets for *path*.

    As Cloudflare Pages reads it: a star stands for anything, slashes and nothing included.
    """
    pattern = ""
    for line in create_headers().splitlines():
        if line.startswith("/"):
            pattern = line
        elif line:
            known = ".*".join(re.escape(part) for part in pattern.split("*"))
            if re.fullmatch(known, path):
                name, _, value = line.strip().partition(": ")
                yield pattern, name, value


def addresses() -> list[str]:
    """Return every address of a built site, folders by their slash and by their file."""
    files = [f"/{path}" for path in build(ROOT)[1]]
    folders = [path.removesuffix("index.html") for path in files if path.endswith("/index.html")]
    return sorted({*files, *folders})


def test_no_header_is_set_by_two_rules_for_any_address() -> None:
    known = addresses()
    assert len(known) > 200
    for path in known:
        names = [name for _, name, _ in matching(path)]
        assert sorted(names) == sorted(set(names)), path


def test_every_page_forbids_frames_and_the_strip_alone_allows_them() -> None:
    for path in addresses():
        policy = [value for _, name, value in matching(path) if name == "Content-Security-Policy"]
        is_page = path.endswith(("/", ".html"))
        if path.startswith("/embed/"):
            assert [value.rpartition("; ")[2] for value in policy] == ["frame-ancestors *"]
            assert "unsafe" not in policy[0]
        elif is_page:
            assert [value.rpartition("; ")[2] for value in policy] == ["frame-ancestors 'none'"], (
                path
            )
            assert "unsafe" not in policy[0]


@pytest.mark.parametrize("suffix", [".json", ".rss", ".atom", ".svg", ".js"])
def test_what_others_read_may_be_read_from_anywhere_with_its_type(suffix: str) -> None:
    known = [path for path in addresses() if PurePosixPath(path).suffix == suffix]
    assert known
    for path in known:
        found = {name: value for _, name, value in matching(path)}
        assert found["Access-Control-Allow-Origin"] == "*", path
        assert "Content-Type" in found, path


def test_everything_is_kept_equally_long() -> None:
    for path in addresses():
        assert [value for _, name, value in matching(path) if name == "Cache-Control"] == [
            "public, max-age=10, s-maxage=10, stale-while-revalidate=20, stale-if-error=3600"
        ], path
