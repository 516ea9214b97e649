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
    framed = f'<iframe src="{status.origin}/embed/" title="Status" width="100%" height="72"'
    host = Loopback(
        {"/": f'<!doctype html><title>x</title>{framed} style="border: 0">'.encode()}, {}
    )
    page, watched = watch(viewport={"width": width, "height": 600}, color_scheme=scheme)
    page.goto(host.origin)
    inner = page.frames[1]
    overflow = inner.evaluate(
        "[document.documentElement.scrollHeight - innerHeight,"
        " document.documentElement.scrollWidth - innerWidth]"
    )

    assert max(overflow) <= 0
    assert (watched.violations(), watched.said) == ([], [])
    inner.get_by_role("link", name="Example School Status").click()
    page.wait_for_url(f"{status.origin}/")
    for each in (status, host):
        each.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scene", SCENES)
def test_nobody_is_shut_out_of_the_strip(watch, scene, scheme) -> None:
    status = Loopback(dict(files(scene)), {})
    page, watched = watch(viewport={"width": 640, "height": 72}, color_scheme=scheme)
    page.goto(f"{status.origin}/embed/")
    found = Axe().run(page).response["violations"]
    status.close()

    # A page that loads itself anew is a nuisance to its reader; one sentence in a frame is none.
    # What makes a whole page, the page around it has.
    known = {"meta-refresh", "landmark-one-main", "page-has-heading-one", "region"}
    assert [each["id"] for each in found if each["id"] not in known] == []
    assert watched.violations() == []


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
