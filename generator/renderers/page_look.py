"""The look of one site: fields, logo, accent, what the script needs, the policy that pins all."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from generator.core.colours import GROUNDS, LEAST_CONTRAST, contrast
from generator.core.words import Words
from generator.renderers.glyphs import svg_address

FIELDS = {
    "ok": ("#e6f3ea", "#10261a"),
    "plan": ("#e6edfc", "#14203f"),
    "trouble": ("#ffd25e", "#4a3700"),
    "partly": ("#ff9f62", "#682c04"),
    "down": ("#c0151b", "#8c1115"),
    "unknown": ("#3a444b", "#2b343a"),
    "": ("#eef0f1", "#1a1f23"),
}
"""The field's colour per state, light and dark; a phone's own edge takes it too."""
_DARK = "(prefers-color-scheme:dark)"


def logo_style(logo: str) -> str:
    """Return the rules that draw *logo*, SVG source, as a picture that can run nothing.

    A logo drawn in ``currentColor`` becomes a mask, so that it takes the ink of every field in
    both schemes; any other keeps its own colours. Browsers without masks show none.
    """
    if not logo:
        return ""
    kind = "mask" if "currentColor" in logo else "background"
    # Not in one: the Nu checker knows the long names of masks only.
    rules = f'{kind}-image:url("{svg_address(logo)}");{kind}-size:contain;{kind}-repeat:no-repeat'
    if kind == "background":
        return f".logo{{{rules}}}"
    return f"@supports (mask:none){{.logo{{background:currentColor;{rules}}}}}"


def accent_style(accent: str) -> str:
    """Return the rules that set the accent in each scheme in which it can be seen.

    Where its contrast is below :data:`LEAST_CONTRAST`, underlines and outlines stay in ink.
    """
    if not accent:
        return ""
    light, dark = (contrast(accent, ground) >= LEAST_CONTRAST for ground in GROUNDS)
    rule = f":root{{--accent:{accent}}}"
    if light and dark:
        return rule
    if light:
        return f"@media not all and {_DARK}{{{rule}}}"
    return f"@media screen and {_DARK}{{{rule}}}" if dark else ""


def policy(style: str, script: str) -> str:
    """Return the Content Security Policy that lets exactly this style and this script in."""
    return (
        f"default-src 'none'; style-src {_hashed(style)}; script-src {_hashed(script)}; "
        "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )


def strip_policy(style: str) -> str:
    """Return the policy of a page that has this style and nothing else."""
    return f"default-src 'none'; style-src {_hashed(style)}; base-uri 'none'; form-action 'none'"


def _hashed(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


_FOR_SCRIPT = {
    "dot": "join.dot",
    "here": "page.your_time",
    "ago": "page.ago",
    "range": "dates.range",
    "minutes": "dates.minutes",
    "hours": "dates.hours",
    "days": "dates.days.other",
    "clock": "dates.clock",
}
"""Words that the script fills in itself, by the name of the attribute that carries them."""


def script_attributes(words: Words) -> str:
    """Return the words the script fills in itself, as attributes."""
    pairs = ((name, escape(words.table[key])) for name, key in _FOR_SCRIPT.items())
    return "".join(f' data-{name}="{text}"' for name, text in pairs)
