"""Where things stand: one line of navigation, aligned bars, no sideways scroll, paper, contrast."""

from __future__ import annotations

import pytest

from tests.browser.scenes import DESKTOP, NOW, PAGES, PHONE, site

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 640}


def opened(serve, watch, name: str, **options):
    scene, path = PAGES[name]
    page, _ = watch(**options)
    page.clock.set_fixed_time(NOW)
    page.goto(serve(site(scene)).url + path)
    return page


def boxes(page, selector: str) -> list[dict[str, float]]:
    return page.eval_on_selector_all(
        selector,
        "all => all.map(e => e.getBoundingClientRect()).map(({x, y, width, height}) => "
        "({x, y, width, height}))",
    )


@pytest.mark.parametrize("viewport", [NARROW, PHONE, DESKTOP], ids=["320", "390", "1280"])
def test_the_navigation_is_one_line(serve, watch, viewport) -> None:
    page = opened(serve, watch, "home busy", viewport=viewport)
    (home,) = boxes(page, ".nav .home")
    items = [box for box in boxes(page, ".nav li") if box["width"]]

    middles = {round(box["y"] + box["height"] / 2) for box in (home, *items)}
    assert max(middles) - min(middles) <= 1
    assert len(items) == (3 if viewport is DESKTOP else 1)


@pytest.mark.parametrize("viewport", [NARROW, PHONE, DESKTOP], ids=["320", "390", "1280"])
def test_all_bars_are_equally_long_and_stand_under_each_other(serve, watch, viewport) -> None:
    page = opened(serve, watch, "home busy", viewport=viewport)
    bars = boxes(page, "svg.bar")
    (axis,) = boxes(page, "svg.axis")

    assert len(bars) == 12
    assert len({(box["x"], box["width"]) for box in (*bars, axis)}) == 1


def test_a_day_is_a_whole_number_of_pixels_where_there_is_room(serve, watch) -> None:
    for viewport, pixels in ((PHONE, 3), (DESKTOP, 4)):
        page = opened(serve, watch, "home busy", viewport=viewport)
        assert boxes(page, "svg.bar")[0]["width"] / 90 == pixels


def test_a_phone_shows_what_to_do_and_when_we_write_again_at_once(serve, watch) -> None:
    page = opened(serve, watch, "home planned work", viewport=PHONE)
    (readout, *_) = boxes(page, ".out")

    assert readout["y"] + readout["height"] <= PHONE["height"]


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_at_twice_the_text_size(serve, watch, name, width) -> None:
    page = opened(serve, watch, name, viewport={"width": width, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("name", ["home busy", "home unknown", "post-mortem"])
def test_paper_is_white_and_carries_no_navigation(serve, watch, name) -> None:
    page = opened(serve, watch, name, viewport=DESKTOP, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    style = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"

    assert page.eval_on_selector(".field", style) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert page.eval_on_selector("body", style) == ["rgb(252, 252, 251)", "rgb(20, 24, 27)"]
    assert page.locator("footer nav").is_hidden()
    assert page.locator(".nav ul").is_hidden()
    assert page.locator("h1").is_visible()


def test_forced_colours_keep_the_field_the_marks_and_the_focus(serve, watch) -> None:
    page = opened(serve, watch, "home busy", viewport=DESKTOP, forced_colors="active")
    stroke = "e => getComputedStyle(e).stroke"

    border = page.eval_on_selector(".field", "e => getComputedStyle(e).borderBottomWidth")
    assert border == "3px"
    tick, mark, ground = (
        page.eval_on_selector(".bar .k", stroke),
        page.eval_on_selector(".bar .mo", stroke),
        page.eval_on_selector("body", "e => getComputedStyle(e).backgroundColor"),
    )
    assert len({tick, mark, ground}) == 3


def test_the_keyboard_reaches_everything_in_reading_order(serve, watch) -> None:
    page = opened(serve, watch, "home busy", viewport=DESKTOP)
    count = page.locator("a[href]:visible").count()
    where = "[document.activeElement.getAttribute('href'), document.activeElement.textContent]"

    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert page.evaluate(where) == ["#main", "Skip to the content"]
    assert skip.bounding_box()["x"] >= 0
    seen, places = ["#main"], []
    for _ in range(count - 1):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(where)[0])
        place, outline = page.evaluate(
            "(() => { const e = document.activeElement; const all = [...document.links];"
            " return [all.indexOf(e), getComputedStyle(e).outlineWidth]; })()"
        )
        places.append(place)
        assert outline == "3px"

    assert places == sorted(places)
    assert len(seen) == count
    assert page.locator("[tabindex]").count() == 0


def test_the_skip_link_jumps_over_the_field(serve, watch) -> None:
    page = opened(serve, watch, "home busy", viewport=DESKTOP)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")
    assert page.url.endswith("#main")


def test_words_are_never_broken_at_the_usual_size(serve, watch) -> None:
    """A word that stands on two lines has two boxes. What is to be copied may end anywhere."""
    split = """() => {
      const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node; (node = walk.nextNode());) {
        const parent = node.parentElement;
        if (!parent.checkVisibility() || parent.closest(".h, svg, pre")) continue;
        for (const word of node.data.matchAll(/[^\\s-]+/g)) {
          const range = document.createRange();
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
          if (tops.size > 1) found.push(word[0]);
        }
      }
      return found;
    }"""
    for name in PAGES:
        for viewport in (NARROW, PHONE, DESKTOP):
            page = opened(serve, watch, name, viewport=viewport)
            broken = [word for word in page.evaluate(split) if "://" not in word]
            assert broken == [], (name, viewport)
