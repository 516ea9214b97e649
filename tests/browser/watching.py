"""Notes everything a page says to the console, breaks and asks for."""

from __future__ import annotations

from playwright.sync_api import Page

_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(event.violatedDirective + " " + event.blockedURI);
});
"""


class Watched:
    """What one page did since it was opened.

    Attributes:
        said: Messages on the console and errors that nobody caught.
        asked: Addresses it asked for, ``data:`` left out.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self._note(request.url))
        page.add_init_script(_VIOLATIONS)

    def _note(self, url: str) -> None:
        if not url.startswith("data:"):
            self.asked.append(url)

    def violations(self) -> list[str]:
        """Return what the page's own policy refused."""
        found: list[str] = self._page.evaluate("window.violations")
        return found
