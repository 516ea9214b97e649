"""Words: every sentence visitors read that nobody typed for the occasion.

A table of text by dotted key, from ``site_src/public/words/*.yml``. Placeholders are
``{name}``; nothing else is interpreted, so a value can never become a template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_DOUBLED = re.compile(r"\{\{([a-z_]+)\}\}")


def placeholders(text: str) -> set[str]:
    """Return the names of the placeholders in *text*."""
    return set(_PLACEHOLDER.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return *text* with each ``{name}`` replaced; what is filled in is never looked at again.

    Raises:
        KeyError: If a placeholder has no value.
    """
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


@dataclass(frozen=True, slots=True)
class Words:
    """All words of one language.

    Attributes:
        table: Dotted key to text, e.g. ``home.all_working`` -> ``Everything is working.``
        language: The language tag, from key ``language`` (BCP 47).
    """

    table: Mapping[str, str]
    _forms: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)

    @property
    def language(self) -> str:
        """The BCP 47 tag of the language, for ``lang`` and feeds."""
        return self.table["language"]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text for *key* with its placeholders filled.

        Raises:
            KeyError: If *key* is not in the table or a placeholder has no value.
        """
        form = self._forms.get(key)
        if form is None:
            doubled = self.table[key].replace("{", "{{").replace("}", "}}")
            form = self._forms[key] = _DOUBLED.sub(r"{\1}", doubled)
        return form.format_map(values) if "{" in form or "}" in form else form

    def has(self, key: str) -> bool:
        """Return whether *key* is in the table."""
        return key in self.table

    def count(self, key: str, n: int, /, **values: object) -> str:
        """Return ``key.one`` for one and ``key.other`` for any other *n*, with ``{n}`` filled."""
        return self(f"{key}.one" if n == 1 else f"{key}.other", n=n, **values)
