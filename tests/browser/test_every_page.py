"""Every page type at phone and desktop, light and dark: accessible, silent, and alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.scenes import DESKTOP, NOW, PAGES, PHONE, site

pytestmark = pytest.mark.browser
SIZES = {"phone": PHONE, "desktop": DESKTOP}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_shut_out_and_nothing_complains(serve, watch, name, size, scheme) -> None:
    scene, path = PAGES[name]
    server = serve(site(scene))
    page, watched = watch(viewport=SIZES[size], color_scheme=scheme)
    page.clock.set_fixed_time(NOW)

    if name == "wrong address":
        page.goto(server.url + path)
    else:
        with page.expect_response("**/generation.json"):
            page.goto(server.url + path)
    found = Axe().run(page).response["violations"]

    assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found] == []
    assert watched.violations() == []
    expected = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
    assert watched.said == (expected if name == "wrong address" else [])
    assert [url for url in watched.asked if not url.startswith(server.url)] == []
    scrolls = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert scrolls <= 0


@pytest.mark.parametrize("name", PAGES)
def test_without_scripts_a_page_is_one_request_and_says_the_same(serve, watch, name) -> None:
    scene, path = PAGES[name]
    server = serve(site(scene))
    page, watched = watch(viewport=PHONE, java_script_enabled=False)
    bare = page.goto(server.url + path)

    assert bare is not None
    assert watched.asked == [server.url + path]
    assert page.locator("h1").inner_text()
    assert page.locator("#new").inner_text() == ""
    assert page.locator("#old").inner_text() == ""
    assert page.locator("main").inner_text().strip()


def test_home_is_one_request_and_the_script_asks_one_small_file(serve, watch) -> None:
    server = serve(site("busy"))
    page, watched = watch(viewport=PHONE)
    page.clock.set_fixed_time(NOW)

    with page.expect_response("**/generation.json"):
        page.goto(server.url)

    assert watched.asked == [server.url, f"{server.url}generation.json"]
    assert len(site("busy")["generation.json"]) < 1024


def test_the_page_for_wrong_addresses_asks_for_nothing(serve, watch) -> None:
    server = serve(site("busy"))
    page, watched = watch()

    page.goto(f"{server.url}no/such/page")

    assert watched.asked == [f"{server.url}no/such/page"]
    assert page.locator("h1").inner_text() == "There is no page at this address"


@pytest.mark.parametrize("prefix", ["/", "/repository/"])
def test_every_link_of_home_leads_to_a_page_wherever_the_site_lies(serve, watch, prefix) -> None:
    server = serve(site("busy"), prefix)
    page, _ = watch()
    page.goto(server.url)
    links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    own = sorted({link.partition("#")[0] for link in links if link.startswith("http://127.")})

    assert len(own) > 20
    for link in own:
        answer = page.request.get(link)
        assert answer.status == 200, link
    assert [link for link in own if not link.startswith(server.url)] == []
