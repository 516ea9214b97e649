"""What we must not say about laws, as long as nobody has looked it up (X43)."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
PRINTED = ("generator", "theme", "site_src", "incidents", "docs")
"""Where everything comes from that the product prints."""


def test_X43_nothing_says_that_a_breach_must_be_notified_to_the_ftc() -> None:
    """The document's line is wrong (S:1099): which law asks for what is a table of its own."""
    files = [
        path
        for folder in PRINTED
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".yml", ".yaml", ".md", ".html", ".txt", ".json", ".log"}
    ]
    wrong = ("FTC", "Federal Trade Commission")
    found = [
        path.relative_to(ROOT).as_posix()
        for path in files
        if any(word in path.read_text(encoding="utf-8") for word in wrong)
    ]
    assert (len(files) > 300, found) == (True, [])
