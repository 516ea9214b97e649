"""What visitors would read that they do not read now, as text (R192)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from generator.reporting.page_text import page_text


def changed_pages(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the addresses of pages whose bytes differ, home first, then by address."""
    pages = {path for path in before.keys() | after.keys() if path.endswith("index.html")}
    return tuple(
        sorted(
            (path for path in pages if before.get(path) != after.get(path)),
            key=lambda path: (path.count("/"), path),
        )
    )


def describe_page(path: str, before: bytes | None, after: bytes | None) -> Iterator[str]:
    """Yield the change of one page: its address, then lines marked ``+`` and ``-``.

    Yields nothing when only markup changed and visitors read the same words.
    """
    old = page_text(before.decode()) if before is not None else ()
    new = page_text(after.decode()) if after is not None else ()
    if old == new:
        return
    address = "/" + path.removesuffix("index.html")
    state = "new page" if before is None else "page goes away" if after is None else "changed"
    yield f"{address} ({state})"
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        yield from (f"  - {line}" for line in old[start:end])
        yield from (f"  + {line}" for line in new[new_start:new_end])
