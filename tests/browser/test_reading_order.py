"""What a screen reader meets, in order: Chromium's own accessibility tree of home."""

from __future__ import annotations

import re

import pytest

from tests.browser.scenes import DESKTOP, NOW, site

pytestmark = pytest.mark.browser


def outline(serve, watch, scene: str) -> list[str]:
    page, _ = watch(viewport=DESKTOP)
    page.clock.set_fixed_time(NOW)
    page.goto(serve(site(scene)).url)
    return page.locator("body").aria_snapshot().splitlines()


def test_landmarks_and_headings_of_home_come_in_this_order(serve, watch) -> None:
    lines = [line.strip().lstrip("- ") for line in outline(serve, watch, "calm")]
    told = [
        line.rstrip(":")
        for line in lines
        if re.match(r"(banner|navigation|main|contentinfo|heading|status)\b", line)
    ]

    assert told == [
        "banner",
        'navigation "Pages"',
        'heading "Everything is working." [level=1]',
        'heading "At a glance" [level=2]',
        "main",
        'heading "Part by part" [level=2]',
        'heading "Learning" [level=3]',
        'heading "Accounts" [level=3]',
        'heading "Money" [level=3]',
        'heading "Messages and pages" [level=3]',
        'heading "Something wrong that is not listed?" [level=2]',
        'heading "Planned work" [level=2]',
        'heading "The last 14 days" [level=2]',
        'heading "Moving our database to newer machines" [level=3]',
        'heading "Get updates" [level=2]',
        "contentinfo",
        'navigation "More pages"',
    ]


def test_a_row_is_heard_as_name_state_days_uptime_and_latest(serve, watch) -> None:
    lines = [line.strip().lstrip("- ") for line in outline(serve, watch, "busy")]
    start = lines.index('link "Score recording":')

    assert [line.strip("':") for line in lines[start : start + 9]] == [
        'link "Score recording"',
        "/url: components/scores/",
        "text: Working",
        'link "90 days: planned work Feb 2; down Jan 15"',
        "/url: components/scores/#days",
        'img "90 days: planned work Feb 2; down Jan 15"',
        "text: Uptime 99.97%",
        'link "January 15: down for 28 min, having trouble for 16 min"',
        "/url: components/scores/#day-2025-01-15",
    ]
