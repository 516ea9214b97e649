"""What a feed must be before it is read: whole XML, in its own encoding, without entities.

The parser of feeds reads on where XML is broken; then nobody knows what is missing. So expat
looks first, which also tells the line of every item.
"""

from __future__ import annotations

import codecs
import re
from typing import NoReturn
from xml.parsers import expat

from generator.core.findings import Finding
from generator.core.foreign import ForeignFile
from generator.core.shown import clean, show
from generator.importers.files import report

MAX_BYTES = 64 * 1024 * 1024
_DEEPEST = 100
_WRONG_ENCODING = (18, 19)  # of expat: unknown, or not the one declared
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class _RefusedError(Exception):
    """Ends the parse with a finding; never leaves this module."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def check_xml(file: ForeignFile) -> tuple[int, ...] | Finding:
    """Return the line of each item in *file*, or what makes it unusable."""
    data = file.content
    if len(data) > MAX_BYTES:
        return report(
            file.path,
            "IMP002",
            f"the file has more than {MAX_BYTES:,} bytes",
            "save the feed in parts",
        )
    if data.lstrip()[:1] in (b"{", b"["):
        return report(
            file.path,
            "IMP004",
            "this is JSON, not a feed",
            "save the page's history.rss or history.atom; answers of Statuspage's API are read by "
            "'allclear import statuspage'",
        )
    encoding = _encoding_of(data)
    try:
        # Only to tell a wrong encoding from broken XML; expat reads the bytes themselves.
        data.decode(encoding)
    except LookupError:
        return _report_encoding(file.path, encoding)
    except UnicodeError as error:
        before = data[: getattr(error, "start", 0)]
        return report(
            file.path,
            "IMP015",
            f"the file says {encoding} and is not",
            "save it in UTF-8, and let its first line say so",
            line=before.count(b"\n") + 1,
            column=len(before.rpartition(b"\n")[2].decode(encoding, "replace")) + 1,
            value=encoding,
        )
    return _Look(file.path).read(data, encoding)


def _encoding_of(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    match = _DECLARED.match(data)
    return match[1].decode().lower() if match else "utf-8"


def _report_encoding(path: str, encoding: str) -> Finding:
    return report(
        path,
        "IMP015",
        f"the encoding {show(encoding)} is not known or not the one in use",
        "save the feed in UTF-8, and let its first line say so",
        value=encoding,
    )


class _Look:
    """One pass over the document."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._depth = 0
        self._lines: list[int] = []
        self._parser = expat.ParserCreate()

    def read(self, data: bytes, encoding: str) -> tuple[int, ...] | Finding:
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._refuse_entity
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            if error.code in _WRONG_ENCODING:
                return _report_encoding(self._path, encoding)
            problem = clean(str(error)).partition(": line")[0]
            return report(
                self._path,
                "IMP004",
                f"the XML is cut off or broken: {problem}",
                "save the feed again, whole",
                line=error.lineno,
                column=error.offset + 1,
            )
        except (LookupError, ValueError):  # several bytes for a letter, and not UTF
            return _report_encoding(self._path, encoding)
        except _RefusedError as refused:
            return refused.finding
        return tuple(self._lines)

    def _start(self, name: str, _attributes: object) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._refuse("IMP005", f"elements are nested deeper than {_DEEPEST}", "save it again")
        if name.rpartition(":")[2] in ("item", "entry"):
            self._lines.append(self._parser.CurrentLineNumber)

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def _refuse_entity(self, name: str, *_: object) -> None:
        self._refuse(
            "IMP016",
            f"the feed declares an entity of its own, {show(name)}",
            "delete the declaration and write the text in its place",
        )

    def _refuse(self, code: str, message: str, fix: str) -> NoReturn:
        finding = report(
            self._path,
            code,
            message,
            fix,
            line=self._parser.CurrentLineNumber,
            column=self._parser.CurrentColumnNumber + 1,
        )
        raise _RefusedError(finding)
