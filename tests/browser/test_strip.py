"""The strip in a frame of somebody else's page, and the badges as pictures there."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from generator.pipeline.list_embeds import list_embeds
from generator.renderers.pages import Pages
from tests.browser.hosts import Loopback
from tests.browser.scenes import DESKTOP
from tests.core.builders import publish
from tests.pages.records import AS_OF, busy, games, unreadable
from tests.pages.school import config, frame

pytestmark = pytest.mark.browser
SCENES = {"calm": (), "down": (games(),), "busy": busy(), "unknown": (unreadable(),)}


def files(scene: str) -> dict[str, bytes]:
    site = publish(SCENES[scene], AS_OF, config())
    made = {each.path: each.content for each in list_embeds(site, Pages(frame()), frame())}
    return {f"/{path.removesuffix('index.html')}": content for path, content in made.items()}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scene", SCENES)
def test_the_strip_fits_into_the_frame_that_we_offer(watch, scene, width, scheme) -> None:
    status = Loopback(dict(files(scene)), {})
    host = Loopback(
        {
            "/": f'<!doctype html><html lang="en"><title>x</title><iframe src="{status.origin}/embed/"'
            f' title="Status" width="100%" height="64" style="border: 0"></iframe>'.encode()
        },
        {},
    )
    page, watched = watch(viewport={"width": width, "height": 600}, color_scheme=scheme)
    page.goto(host.origin)
    inner = page.frames[1]
    link = inner.get_by_role("link", name="Example School Status")
    overflow = inner.evaluate(
        "[document.documentElement.scrollHeight - innerHeight,"
        " document.documentElement.scrollWidth - innerWidth]"
    )
    # A page that loads itself anew is a nuisance to readers; a line of one sentence is none.
    found = Axe().run(page, options={"rules": {"meta-refresh": {"enabled": False}}})
    wrong = [each["id"] for each in found.response["violations"]]

    assert max(overflow) <= 0
    assert [each for each in wrong if each not in _ABOUT_THE_HOST] == []
    assert (watched.violations(), watched.said) == ([], [])
    link.click()
    page.wait_for_url(f"{status.origin}/")
    for each in (status, host):
        each.close()


_ABOUT_THE_HOST = {"landmark-one-main", "page-has-heading-one", "region"}


def test_a_badge_is_a_picture_on_any_page(watch) -> None:
    status = Loopback(dict(files("busy")), {"Access-Control-Allow-Origin": "*"})
    page, watched = watch(viewport=DESKTOP)
    images = "".join(
        f'<img src="{status.origin}{path}" alt="x">'
        for path in status.files
        if path.endswith(".svg")
    )
    host = Loopback({"/": f"<!doctype html><title>x</title>{images}".encode()}, {})
    page.goto(host.origin, wait_until="load")
    sizes = page.eval_on_selector_all(
        "img", "all => all.map(e => [e.naturalWidth > 60, e.naturalHeight, e.complete])"
    )

    assert sizes == [[True, 20, True]] * 14
    assert watched.said == []
    for each in (status, host):
        each.close()
