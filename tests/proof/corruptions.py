"""Ways in which files get damaged: by tired hands, by editors, by disks."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

_WORDS = re.compile(rb"[A-Za-z_]{3,}")


def _flip_byte(data: bytes, rng: Random) -> bytes:
    if not data:
        return b"\x00"
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]


def _drop_char(data: bytes, rng: Random) -> bytes:
    at = rng.randrange(max(len(data), 1))
    return data[:at] + data[at + 1 :]


def _type_char(data: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    typed = rng.choice([b":", b"-", b"#", b'"', b"'", b"\t", b"[", b"{", b"*", b"&", b"!", b"x"])
    return data[:at] + typed + data[at:]


def _drop_line(data: bytes, rng: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        del lines[rng.randrange(len(lines))]
    return b"".join(lines)


def _double_line(data: bytes, rng: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        at = rng.randrange(len(lines))
        lines.insert(at, lines[at])
    return b"".join(lines)


def _swap_lines(data: bytes, rng: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if len(lines) > 1:
        at = rng.randrange(len(lines) - 1)
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return b"".join(lines)


def _cut(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _misspell(data: bytes, rng: Random) -> bytes:
    found = list(_WORDS.finditer(data))
    if not found:
        return data
    match = rng.choice(found)
    word = bytearray(match[0])
    at = rng.randrange(len(word))
    if rng.random() < 0.5:
        del word[at]
    else:
        word[at] = rng.choice(b"aeioustrn")
    return data[: match.start()] + bytes(word) + data[match.end() :]


def _indent(data: bytes, rng: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        at = rng.randrange(len(lines))
        shift = rng.choice([b" ", b"  ", b"    ", b"\t"])
        lines[at] = shift + lines[at] if rng.random() < 0.6 else lines[at].lstrip(b" ")
    return b"".join(lines)


def _shout(data: bytes, rng: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        at = rng.randrange(len(lines))
        lines[at] = lines[at].upper()
    return b"".join(lines)


def _conflict(data: bytes, rng: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    at = rng.randrange(len(lines) + 1)
    ours = b"<<<<<<< HEAD\n" + b"".join(lines[at:]) + b"=======\n"
    return b"".join(lines[:at]) + ours + b"".join(lines[at:]) + b">>>>>>> main\n"


def _empty(_data: bytes, _rng: Random) -> bytes:
    return b""


def _noise(data: bytes, rng: Random) -> bytes:
    return rng.randbytes(len(data))


def _other_encoding(data: bytes, _rng: Random) -> bytes:
    return data.decode(errors="replace").encode("utf-16")


def _carriage_returns(data: bytes, _rng: Random) -> bytes:
    return b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")


def _drop_colon(data: bytes, rng: Random) -> bytes:
    at = [index for index, byte in enumerate(data) if byte == ord(":")]
    if not at:
        return data
    where = rng.choice(at)
    return data[:where] + data[where + 1 :]


CORRUPTIONS: dict[str, Callable[[bytes, Random], bytes]] = {
    "a bit flipped": _flip_byte,
    "a character lost": _drop_char,
    "a character typed": _type_char,
    "a line lost": _drop_line,
    "a line doubled": _double_line,
    "two lines swapped": _swap_lines,
    "cut off": _cut,
    "a word misspelt": _misspell,
    "a line indented otherwise": _indent,
    "a line in capitals": _shout,
    "a merge left over": _conflict,
    "emptied": _empty,
    "noise": _noise,
    "another encoding": _other_encoding,
    "a mark and carriage returns": _carriage_returns,
    "a colon lost": _drop_colon,
}
