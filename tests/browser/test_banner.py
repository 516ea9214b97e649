"""``banner.js`` on a page of a product: shows what it must, harms nothing, whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.hosts import Loopback, answer, notice, product, status_host
from tests.browser.scenes import DESKTOP, PHONE
from tests.browser.watching import Watched
from tests.payloads import PAYLOADS

pytestmark = pytest.mark.browser
MINUTE = 60_000
_NOTE_WAITS = """
window.__waits = [];
((own) => {
  window.setTimeout = (act, wait) => {
    if (wait >= 60000) __waits.push(wait);
    return own(act, wait);
  };
})(window.setTimeout);
"""
"""Every question ends in a wait for the next one, whatever came of it."""
_SOON = """
window.__limits = [];
((own) => {
  AbortSignal.timeout = (limit) => {
    // Only the question that nobody answers is cut short: an answer may take its time here.
    return own.call(AbortSignal, __limits.push(limit) > 1 ? limit : limit / 100);
  };
})(AbortSignal.timeout);
"""
_UNTIL = """
(count) => new Promise((done) => {
  const turns = new MessageChannel();
  let left = 1e6;
  turns.port1.onmessage = () => {
    if (__waits.length >= count || !left--) done(__waits.length);
    else turns.port2.postMessage(0);
  };
  turns.port2.postMessage(0);
})
"""
Opened = tuple[Page, Watched]


@pytest.fixture
def status() -> Iterator[Loopback]:
    host = status_host(answer())
    yield host
    host.close()


@pytest.fixture
def show(status: Loopback, watch) -> Iterator[Callable[..., Opened]]:
    """Provide a function that opens the product and waits for the first answer, if one comes."""
    hosts: list[Loopback] = []

    def start(
        attributes: str = "", policy: str | None = None, *, is_slow: bool = False, **options: object
    ) -> Opened:
        hosts.append(product(status, attributes, policy))
        page, watched = watch(**{"viewport": DESKTOP, **options})
        page.clock.install()
        page.add_init_script(_NOTE_WAITS)
        if is_slow:
            page.add_init_script(_SOON)
        with page.expect_request("**/banner.json"):
            page.goto(hosts[-1].origin)
        if not is_slow:
            settled(page, 1)
        return page, watched

    yield start
    for host in hosts:
        host.close()


def bar(page: Page):
    return page.get_by_role("status")


def polls(status: Loopback) -> int:
    return sum(path.endswith("banner.json") for path, _ in status.asked)


def settled(page: Page, count: int) -> None:
    """Wait until the answer to question number *count* has had its effect."""
    assert page.evaluate(_UNTIL, count) == count


def next_poll(page: Page) -> None:
    """Let the clock run until the next question, and wait for its effect."""
    waits = page.evaluate("__waits")
    page.clock.run_for(int(waits[-1]) + 1)
    settled(page, len(waits) + 1)


def unharmed(page: Page, watched: Watched, *, noise: tuple[str, ...] = ()) -> None:
    """Assert that the host page is as it would be without us."""
    assert [text for text in watched.said if not text.startswith(noise or ("\0",))] == []
    assert watched.violations() == []
    assert page.locator("h1").inner_text() == "Lessons"


def test_a_notice_for_all_is_shown_with_advice_link_and_button(status, show) -> None:
    status.files["/status/banner.json"] = answer(notice(status))
    page, watched = show('data-components="reports"')

    expect(bar(page)).to_have_text(
        "Saving scores is not working. Please try again later. Status page" + "Hide"
    )
    link = bar(page).get_by_role("link", name="Status page")
    assert link.get_attribute("href") == (f"{status.origin}/status/incidents/INC-2025-01-15-001/")
    assert bar(page).get_attribute("lang") == "en"
    unharmed(page, watched)


@pytest.mark.parametrize(
    ("attributes", "is_shown"),
    [
        ("", True),
        ('data-components="scores"', True),
        ('data-components="reports, scores"', True),
        ('data-components="reports scores"', True),
        ('data-components="reports,score"', False),
    ],
)
def test_a_notice_for_some_is_shown_to_those_it_concerns(
    status, show, attributes, is_shown
) -> None:
    both = [notice(status, scope="affected"), notice(status, text="Second.", link="x")]
    status.files["/status/banner.json"] = answer(*both)
    page, watched = show(attributes)

    expect(page.get_by_text("Second.")).to_be_visible()
    assert page.get_by_text("Saving scores").count() == is_shown
    unharmed(page, watched)


def test_without_trouble_the_page_is_exactly_as_it_was(show) -> None:
    page, watched = show()

    assert page.locator("body").inner_html() == "<main><h1>Lessons</h1><p>Play a game.</p></main>"
    unharmed(page, watched)


def test_a_notice_moves_the_page_down_by_its_own_height_and_back(status, show) -> None:
    top = "document.querySelector('main').getBoundingClientRect().top"
    page, _ = show()
    before = page.evaluate(top)
    status.files["/status/banner.json"] = answer(notice(status))
    next_poll(page)
    box = bar(page).bounding_box()
    assert box is not None
    # The margin of a heading at the very top no longer falls together with the body's.
    assert page.evaluate(top) >= box["height"]
    bar(page).get_by_role("button").click()

    assert page.evaluate(top) == before
    assert page.locator("[style]").count() == 0


def test_no_name_of_ours_is_left_in_the_page(status, show) -> None:
    status.files["/status/banner.json"] = answer(notice(status))
    page, _ = show()
    bar(page).wait_for()
    names = page.evaluate(
        "(() => { const frame = document.createElement('iframe'); document.body.append(frame);"
        " const own = Object.keys(frame.contentWindow); frame.remove();"
        " return Object.keys(window).filter((name) => !own.includes(name)); })()"
    )

    assert [name for name in names if not name.startswith("__")] == []


def test_hiding_lasts_for_the_state_of_the_incident_and_no_longer(status, show) -> None:
    status.files["/status/banner.json"] = answer(
        notice(status), notice(status, text="B.", link="x")
    )
    page, watched = show()
    bar(page).get_by_role("button", name="Hide").first.click()

    expect(bar(page)).to_have_text("B. Please try again later. Status pageHide")
    with page.expect_request("**/banner.json"):
        page.reload()
    expect(bar(page)).to_have_text("B. Please try again later. Status pageHide")
    bar(page).get_by_role("button", name="Hide").click()
    expect(bar(page)).to_have_count(0)

    status.files["/status/banner.json"] = answer(notice(status, state="degraded_performance"))
    next_poll(page)
    expect(bar(page)).to_contain_text("Saving scores")
    unharmed(page, watched)


def test_the_keyboard_reaches_link_and_button_first(status, show) -> None:
    status.files["/status/banner.json"] = answer(notice(status))
    page, _ = show()
    bar(page).wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(bar(page)).to_have_count(0)


def test_the_word_on_the_button_can_be_the_hosts_own(status, show) -> None:
    status.files["/status/banner.json"] = answer(notice(status))
    page, _ = show('data-dismiss="Ausblenden"')

    expect(bar(page).get_by_role("button")).to_have_text("Ausblenden")


def test_where_storage_is_forbidden_hiding_works_all_the_same(status, show) -> None:
    status.files["/status/banner.json"] = answer(notice(status))
    page, watched = show(policy=f"sandbox allow-scripts; script-src {status.origin}")
    bar(page).get_by_role("button").click()

    expect(bar(page)).to_have_count(0)
    unharmed(page, watched)


def test_it_asks_politely(status, show) -> None:
    page, _ = show()
    (asked,) = [headers for path, headers in status.asked if path.endswith("banner.json")]
    (wait,) = page.evaluate("__waits")

    assert "Cookie" not in asked
    assert MINUTE <= wait <= 1.2 * MINUTE
    page.clock.run_for(MINUTE - 1)
    assert polls(status) == 1


def test_a_page_that_nobody_sees_asks_nothing_until_it_is_seen(status, show) -> None:
    page, _ = show()
    turn = (
        "(is) => { Object.defineProperty(document, 'hidden', { value: is, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    page.evaluate(turn, True)
    page.clock.run_for(30 * MINUTE)
    page.evaluate(turn, True)
    assert polls(status) == 1

    page.evaluate(turn, False)
    settled(page, 2)
    assert polls(status) == 2
    page.evaluate(turn, False)
    next_poll(page)
    assert polls(status) == 3


def test_after_failures_it_asks_less_and_less_down_to_a_quarter_of_an_hour(status, show) -> None:
    status.files["/status/banner.json"] = b"<html>no JSON"
    page, _ = show()
    for _ in range(4):
        next_poll(page)
    status.files["/status/banner.json"] = answer()
    next_poll(page)
    waits = [wait / MINUTE for wait in page.evaluate("__waits")]

    bounds = [(2, 2.4), (4, 4.8), (8, 9.6), (12.5, 15), (12.5, 15), (1, 1.2)]
    for wait, (least, most) in zip(waits, bounds, strict=True):
        assert least <= wait <= most, waits


def test_what_was_shown_stays_while_nobody_answers_and_goes_when_it_is_over(status, show) -> None:
    status.files["/status/banner.json"] = answer(notice(status))
    page, watched = show()
    bar(page).wait_for()
    status.files["/status/banner.json"] = b"<html>"
    next_poll(page)
    expect(bar(page)).to_contain_text("Saving scores")

    status.files["/status/banner.json"] = answer()
    next_poll(page)
    expect(bar(page)).to_have_count(0)
    unharmed(page, watched)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!doctype html><title>Captive portal</title><script>alert(1)</script>",
        b"null",
        b"[]",
        b'"x"',
        b'{"banners":null}',
        b'{"banners":"abc"}',
        b'{"banners":[null,1,"x"]}',
        b'{"banners":[{"text":5}]}',
        b'{"banners":[{"text":"x","link":7,"scope":"all"}]}',
        b'{"banners":[{"text":"x","link":"x","scope":"affected","components":7}]}',
        b'{"banners":[{"text":"x","link":"x","scope":"all","advice":{"toString":1}}]}',
        b'{"banners":[' + b'{"text":"x"},' * 20_000 + b"0]}",
        b'{"banners":[{"text":"' + b"x" * 200_000 + b'","link":"x","scope":"all"}]}',
        b"\xff\xfe\x00" * 100,
    ],
    ids=range(15),
)
def test_nonsense_changes_nothing_and_is_nobodys_error(status, show, content) -> None:
    status.files["/status/banner.json"] = content
    page, watched = show('data-components="scores"')

    expect(bar(page)).to_have_count(0)
    unharmed(page, watched)
    status.files["/status/banner.json"] = answer(notice(status))
    next_poll(page)
    expect(bar(page)).to_contain_text("Saving scores")


def test_an_error_of_the_host_and_its_absence_are_no_error_of_the_page(status, show) -> None:
    page, watched = show()
    status.status, status.files["/status/banner.json"] = 503, b"<h1>Service unavailable</h1>"
    next_poll(page)
    status.close()
    next_poll(page)

    expect(bar(page)).to_have_count(0)
    unharmed(page, watched, noise=("Failed to load resource",))


def test_a_page_whose_status_host_is_gone_does_without(status, watch) -> None:
    host = product(status)
    status.close()
    page, watched = watch()
    page.goto(host.origin)
    host.close()

    unharmed(page, watched, noise=("Failed to load resource",))


def test_a_host_that_never_answers_is_given_up_after_ten_seconds(status, show) -> None:
    status.files["/status/banner.json"] = None
    page, watched = show(is_slow=True)
    settled(page, 1)
    assert page.evaluate("__limits") == [10_000]
    status.files["/status/banner.json"] = answer(notice(status))
    next_poll(page)

    expect(bar(page)).to_contain_text("Saving scores")
    unharmed(page, watched)


def test_hostile_words_stay_words_and_hostile_links_lead_to_the_status_page(status, show) -> None:
    links = (
        "javascript:alert(1)", "https://evil.example/", "//evil.example/", "data:text/html,x",
        f"{status.origin}.evil.example/status/", f"blob:{status.origin}/status/x", "\\evil", "",
    )  # fmt: skip
    texts = [text for text in PAYLOADS if text.strip() and "\ud83d" not in text]
    for start in range(0, len(texts), len(links)):
        batch = texts[start : start + len(links)]
        status.files["/status/banner.json"] = answer(
            *(notice(status, text=text, advice=text, state=text[:40], link=link)
              for text, link in zip(batch, links, strict=False))
        )  # fmt: skip
        if start == 0:
            page, watched = show()
        else:
            next_poll(page)
        expect(bar(page).get_by_role("button")).to_have_count(len(batch))
        hrefs = page.evaluate(
            "[...document.body.firstChild.shadowRoot.querySelectorAll('a')].map((a) => a.href)"
        )
        assert set(hrefs) == {f"{status.origin}/status/"}
        inside = page.evaluate(
            "[...new Set([...document.body.firstChild.shadowRoot.querySelectorAll('*')]"
            ".map((e) => e.localName))].sort()"
        )
        assert inside == ["a", "b", "button", "div", "p"]
    unharmed(page, watched)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP, {"width": 320, "height": 600}])
def test_every_state_can_be_read_on_every_screen(status, show, viewport, scheme) -> None:
    states = ("unknown", "major_outage", "partial_outage", "degraded_performance", "operational",
              "under_maintenance")  # fmt: skip
    status.files["/status/banner.json"] = answer(
        *(notice(status, state=state, link=f"{status.origin}/status/{state}") for state in states)
    )
    page, watched = show(policy="", viewport=viewport, color_scheme=scheme)
    expect(bar(page).get_by_role("button")).to_have_count(len(states))
    found = Axe().run(page).response["violations"]

    assert [each["id"] for each in found if each["id"] != "region"] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for button in bar(page).get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    unharmed(page, watched)


def test_a_host_page_cannot_restyle_it(status, show) -> None:
    status.files["/status/banner.json"] = answer(notice(status))
    page, _ = show(policy="")
    bar(page).wait_for()
    page.add_style_tag(content="* { color: lime; font: 2px cursive } a, p { display: none }")
    size = bar(page).locator("p").evaluate("(e) => getComputedStyle(e).fontSize")

    assert size == "16px"
