"""The optional script: local times, ages, news, and the age of the page by the server's clock."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.scenes import NOW, site

pytestmark = pytest.mark.browser
MINUTE = 60_000


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NARROW NO-BREAK SPACE}", " ").split())


def generation(**changes: object) -> bytes:
    """Return the busy site's ``generation.json`` with *changes*."""
    return json.dumps(json.loads(site("busy")["generation.json"]) | changes).encode()


def opened(serve, watch, path: str = "", *, now: str = NOW, files=None, date=None, **options):
    """Return a page whose first question has been answered, its server and what it did."""
    server = serve(dict(files or site("busy")))
    if date is not None:
        server.date = date
    page, watched = watch(**options)
    page.clock.install(time=now)
    with page.expect_response("**/generation.json") as answer:
        page.goto(server.url + path)
    answer.value.finished()
    return page, server, watched


def ask_again(page) -> None:
    """Let a minute pass and wait until the page has read the answer."""
    with page.expect_response("**/generation.json") as answer:
        page.clock.run_for(MINUTE)
    answer.value.finished()


def test_times_are_told_in_the_visitors_zone_where_it_is_another(serve, watch) -> None:
    page, _, _ = opened(serve, watch, timezone_id="Europe/Berlin")

    assert plain(page.locator(".out").inner_text()).split(" Last update ")[0] == (
        "Next update by 11:32 AM Eastern 15:32 UTC · 5:32 PM your time"
    )
    line = page.locator(f"#{'INC-2025-04-10-002-20250410T150200Z'} .tm")
    assert plain(line.inner_text()) == "11:02 AM Eastern 15:02 UTC · 5:02 PM your time"


def test_another_day_is_named_and_a_span_is_told_as_one(serve, watch) -> None:
    page, _, _ = opened(serve, watch, "maintenance/", timezone_id="Asia/Tokyo")

    assert plain(page.locator("main section:nth-of-type(2) .t3").first.inner_text()) == (
        "Sat, Apr 12 10:00 PM to 2:00 AM Eastern 02:00 to 06:00 UTC, Apr 13"
        " · Sun 11:00 AM to 3:00 PM your time"
    )


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["", "maintenance/"])
def test_no_line_begins_with_the_separator(serve, watch, path: str, width: int) -> None:
    page, _, _ = opened(serve, watch, path, timezone_id="Asia/Tokyo")
    page.set_viewport_size({"width": width, "height": 900})
    # The left edge of each dot, and whether the text before it on the page is on its line.
    stray = page.evaluate(
        """() => {
          const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
          const boxes = (node, from) => {
            const range = document.createRange();
            range.setStart(node, from);
            range.setEnd(node, from + 1);
            return range.getClientRects()[0];
          };
          let last = null;
          for (let node = all.nextNode(); node; node = all.nextNode()) {
            for (let i = 0; i < node.data.length; i++) {
              if (!/\\S/.test(node.data[i])) continue;
              const box = boxes(node, i);
              if (!box) continue;
              if (node.data[i] === "·" && (!last || box.top >= last.bottom))
                found.push(node.data);
              last = box;
            }
          }
          return found;
        }"""
    )

    assert "your time" in page.locator("main").inner_text()
    assert stray == []


def test_in_the_same_zone_nothing_is_added(serve, watch) -> None:
    page, _, _ = opened(serve, watch, timezone_id="America/New_York")

    assert "your time" not in page.locator("body").inner_text()


def test_in_a_24_hour_habit_the_script_writes_so_too(serve, watch) -> None:
    html = site("busy")["index.html"].replace(b'data-clock="12"', b'data-clock="24"')
    page, _, _ = opened(
        serve, watch, files={**site("busy"), "index.html": html}, timezone_id="Europe/Berlin"
    )

    assert "17:32 your time" in plain(page.locator(".out").inner_text())


def test_the_last_update_has_an_age_that_grows(serve, watch) -> None:
    page, _, _ = opened(serve, watch)
    note = page.locator(".out [data-age]")

    assert plain(note.inner_text()) == "· 9 min ago"
    page.clock.run_for(60 * MINUTE)
    assert plain(note.inner_text()) == "· 1 h 9 min ago"


def test_a_promise_that_passes_while_the_page_is_open_is_said_to_be_due(serve, watch) -> None:
    page, _, _ = opened(serve, watch)
    name, line = page.locator(".out dt").first, page.locator("article").first.locator(".due")

    assert name.inner_text() == "Next update by"
    page.clock.run_for(9 * MINUTE)
    assert name.inner_text() == "Update was due at"
    assert line.inner_text().endswith("An update was due.")


def test_a_newer_site_is_offered_and_shown_on_a_press(serve, watch) -> None:
    page, server, watched = opened(serve, watch)
    offer = page.get_by_role("status").get_by_role("link")
    assert offer.count() == 0

    server.files["generation.json"] = generation(inputs="1" * 32, as_of="2025-04-10T15:26:00Z")
    server.files["index.html"] = site("calm")["index.html"]
    ask_again(page)

    expect(offer).to_have_text("New update: show")
    with page.expect_navigation():
        offer.click()
    assert page.locator("h1").inner_text() == "Everything is working."
    assert watched.said == []


def test_other_pages_offer_news_too_once_they_have_seen_what_was(serve, watch) -> None:
    page, server, _ = opened(serve, watch, "components/games/")
    server.files["generation.json"] = generation(inputs="1" * 32, as_of="2025-04-10T15:26:00Z")

    ask_again(page)

    expect(page.get_by_role("link", name="New update: show")).to_have_count(1)


def test_a_page_that_was_old_on_arrival_offers_the_news_at_once(serve, watch) -> None:
    newer = generation(inputs="1" * 32, as_of="2025-04-10T15:23:00Z")
    page, _, _ = opened(serve, watch, files={**site("busy"), "generation.json": newer})

    expect(page.get_by_role("link", name="New update: show")).to_have_count(1)


def test_what_the_clock_alone_changed_is_news(serve, watch) -> None:
    moved = generation(as_of="2025-04-10T15:33:00Z")
    page, _, _ = opened(
        serve, watch, now="2025-04-10T15:34:00Z", files={**site("busy"), "generation.json": moved}
    )

    expect(page.get_by_role("link", name="New update: show")).to_have_count(1)


@pytest.mark.parametrize(
    "answer",
    [
        {"as_of": "2025-04-10T15:30:00Z"},
        {"inputs": "1" * 32, "as_of": "2025-04-10T15:19:00Z"},
        {},
    ],
    ids=["made again unchanged", "an older copy", "the same"],
)
def test_what_is_no_news_is_not_offered(serve, watch, answer) -> None:
    page, server, _ = opened(serve, watch)
    server.files["generation.json"] = generation(**answer)

    ask_again(page)
    ask_again(page)

    assert page.get_by_role("link", name="New update: show").count() == 0
    assert server.asked.count("/generation.json") == 3


def test_an_answer_that_fails_or_lies_changes_nothing(serve, watch) -> None:
    page, server, watched = opened(serve, watch)
    server.files["generation.json"] = b"<html>not json"
    ask_again(page)
    del server.files["generation.json"]
    ask_again(page)

    assert page.get_by_role("link", name="New update: show").count() == 0
    assert page.locator("h1").inner_text() == "Games do not start."
    assert [text for text in watched.said if "404" not in text] == []


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("Thu, 10 Apr 2025 15:21:00 GMT", ""),
        ("Fri, 11 Apr 2025 17:19:00 GMT", ""),
        (
            "Fri, 11 Apr 2025 17:21:00 GMT",
            "This page is 26 h 1 min old, so it may be out of date. To a second copy",
        ),
        (
            "Mon, 14 Apr 2025 15:20:00 GMT",
            "This page is 4 days old, so it may be out of date. To a second copy",
        ),
        ("", ""),
    ],
    ids=["fresh", "just within", "too old", "days", "no date"],
)
def test_the_servers_clock_says_whether_the_page_is_old(serve, watch, date, text) -> None:
    page, _, _ = opened(serve, watch, date=date)
    old = page.locator("#old")

    expect(old).to_have_text(text)
    assert old.is_visible() == bool(text)
    if text:
        assert old.get_by_role("link").get_attribute("href") == "https://copy.school.example/"


def test_the_visitors_own_clock_has_no_say_in_that(serve, watch) -> None:
    page, _, _ = opened(serve, watch, now="2031-01-01T00:00:00Z")

    assert page.locator("#old").inner_text() == ""


def test_the_notice_of_age_goes_when_a_fresh_site_answers(serve, watch) -> None:
    page, server, _ = opened(serve, watch, "about/", date="Mon, 14 Apr 2025 15:20:00 GMT")
    page.locator("#old a").wait_for()
    server.files["generation.json"] = generation(as_of="2025-04-14T15:00:00Z")
    ask_again(page)

    expect(page.locator("#old")).to_have_text("")


def test_below_a_prefix_the_script_asks_below_it(serve, watch) -> None:
    server = serve(site("busy"), "/repository/")
    page, _ = watch()
    page.clock.install(time=NOW)

    with page.expect_response("**/generation.json"):
        page.goto(f"{server.url}history/2025-04/")

    assert server.asked == ["/repository/history/2025-04/", "/repository/generation.json"]
