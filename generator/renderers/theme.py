"""The look of the public pages: templates, stylesheet and script, a repository's own first."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from generator.renderers.theme_findings import OWN, ThemeError, create_finding

PACKAGE = Path(__file__).parents[1]
SHIPPED = (PACKAGE / "_shipped" / "theme" / "public", PACKAGE.parent / "theme" / "public")
"""Where the theme lies in an installed wheel, and in a checkout."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The files of a theme.

    Attributes:
        templates: Jinja2 source by file name.
        style: The stylesheet without comments and line ends, inlined in every page.
        script: The script without indents and lines of comment, inlined in every page.
        strip: The stylesheet of the strip for frames, inlined there.
        banner: The script that others' pages load, squeezed; ``"{…}"`` in it stand for words.
        key: Hash of all of it.
        own: Names of the files that are the repository's own.
    """

    templates: dict[str, str]
    style: str
    script: str
    strip: str
    banner: str
    key: str
    own: frozenset[str] = frozenset()

    @property
    def paths(self) -> dict[str, str]:
        """Path of each own file, relative to the root, by its name."""
        return {name: f"{OWN.as_posix()}/{name}" for name in self.own}


def load_theme(root: Path | None = None) -> Theme:
    """Return the shipped theme with the files of *root*'s ``theme/public`` laid over it.

    Raises:
        FileNotFoundError: If the program was installed without its theme.
        ThemeError: If a file of the repository's own cannot be read.
    """
    shipped = next((folder for folder in SHIPPED if folder.is_dir()), None)
    if shipped is None:
        raise FileNotFoundError(f"the theme is missing: {SHIPPED[0]}")
    files = {path.name: path.read_text(encoding="utf-8") for path in _list_files(shipped)}
    own = {path.name: _read_own(path) for path in list_own(root)} if root else {}
    files.update(own)
    stamp = hashlib.blake2b(repr(sorted(files.items())).encode(), digest_size=16)
    return Theme(
        templates={name: text for name, text in files.items() if name.endswith(".html")},
        style=_shorten(files["style.css"]),
        script=_shorten_script(files["script.js"]),
        strip=_shorten(files["embed.css"]),
        banner=_squeeze(_shorten_script(files["banner.js"])),
        key=stamp.hexdigest(),
        own=frozenset(own),
    )


def list_own(root: Path) -> list[Path]:
    """Return the files of the theme that are the own ones of the repository at *root*."""
    return _list_files(root / OWN)


def _list_files(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.glob("*"))
        if path.suffix in {".html", ".css", ".js"} and path.is_file()
    ]


def _read_own(path: Path) -> str:
    try:
        content = path.read_bytes()
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{content[error.start]:02X} is no UTF-8"
        raise ThemeError(create_finding(path.name, line, what)) from error
    except OSError as error:
        what = f"the file cannot be opened: {error.strerror}"
        raise ThemeError(create_finding(path.name, 1, what)) from error


def _shorten(style: str) -> str:
    """Return *style* without comments and line ends; nothing cleverer than that."""
    return re.sub(r"\s*\n\s*", "", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)).strip()


def _shorten_script(script: str) -> str:
    """Return *script* without indents, empty lines and lines of comment; no more than that."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


# Texts come first, so that nothing inside them is touched. The end of a line after a closing mark
# may end a statement, and blanks beside a plus or minus may part it from another one: both stay.
_BLANKS = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|`[^`]*`)|;\s*(?=})|\s*([=,:;?&|<>({\[])\s*"""
    r"|\s*([)}\]])[ ]*|[ ]*([!*])[ ]*"
)


def _squeeze(script: str) -> str:
    """Return *script* without blanks that mean nothing; what is between quotation marks stays.

    It knows texts in double quotation marks and in backticks, and no others.
    """
    return _BLANKS.sub(lambda found: "".join(filter(None, found.groups())), script)
