"""Text as cameras and programs write it into metadata: in which letters its bytes are.

EXIF knows ASCII alone (CIPA DC-008, section 4.6.2), and everybody writes UTF-8 there, or what
their Windows wrote. IPTC-IIM names its characters by an escape (section 1:90), or is silent.
Text ends at its first NUL: what stands behind was left by an older, longer value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

UTF8_DECLARED: Final = (b"\x1b%G", b"\x1b%/G", b"\x1b%/H", b"\x1b%/I")
"""ISO 2022's announcements of UTF-8, as IPTC-IIM 1:90 holds them."""
_CYRILLIC: Final = "cp1251"
_LATIN: Final = "cp1252"
_JAPANESE: Final = ("iso2022_jp", "shift_jis", "euc_jp")
_LETTERS: Final = re.compile("[а-яёіўґєїА-ЯЁІЎҐЄЇ]")
_RUN: Final = re.compile("[^\x00-\x7f]+")
_CODE: Final = 8
"""Bytes of the character code before a comment (CIPA DC-008, table 9)."""
CODE_PAGES: Final = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "ascii",
    _CYRILLIC, _LATIN, *_JAPANESE,
)  # fmt: skip
"""All that is decoded with here, for who has to load them ahead."""
_SHIFT_IN, _SHIFT_OUT = b"\x1b$B", b"\x1b(B"


def text_of(data: bytes) -> str:
    """Bytes of a text without a declared encoding: UTF-8, else an older code page."""
    held = data.split(b"\0", 1)[0]
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError:
        return older_text(held)


def older_text(data: bytes) -> str:
    """Bytes that are no UTF-8: Windows-1251 where they make Cyrillic words, else Windows-1252."""
    cyrillic = data.decode(_CYRILLIC, "replace")
    beyond = "".join(_RUN.findall(cyrillic))
    if _is_cyrillic(cyrillic, beyond):
        return cyrillic
    try:
        return data.decode(_LATIN)
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _is_cyrillic(text: str, beyond: str) -> bool:
    """Whether what is beyond ASCII is mostly letters, and stands in words of several: "Zürich"
    would make one letter among Latin ones."""
    letters = _LETTERS.findall(beyond)
    if not letters or len(letters) * 10 < len(beyond) * 8:
        return False
    runs = [len(run) for run in _RUN.findall(text)]
    return max(runs) >= 3 or all(
        not (before.isascii() and before.isalpha()) for before in _neighbours(text)
    )


def _neighbours(text: str) -> list[str]:
    """What stands beside each run beyond ASCII."""
    found = []
    for run in _RUN.finditer(text):
        found += [text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]]
    return [each for each in found if each]


def declared_text(data: bytes, declared: bytes | None) -> str:
    """Text of IPTC-IIM. ``declared``: its record 1:90, or None."""
    if declared is not None and declared.strip(b"\0 ") in UTF8_DECLARED:
        return data.split(b"\0", 1)[0].decode("utf-8", "replace")
    return text_of(data)


def utf16_text(data: bytes | Sequence[int]) -> str:
    """A field as Windows' Explorer writes them (XPTitle …): UTF-16LE up to a NUL."""
    return _up_to_nul(bytes(data), "utf-16-le")


def comment_text(data: bytes, *, little_endian: bool) -> str | None:
    """UserComment and its kin: a code of eight bytes, then text; None where no code is known.

    ``little_endian``: how the rest of the file is written, for a comment that does not tell.
    """
    code, held = data[:_CODE].rstrip(b"\0 ").upper(), data[_CODE:]
    if code == b"ASCII":
        return text_of(held)
    if code == b"UNICODE":
        return _up_to_nul(*_unicode(held, little_endian))
    if code == b"JIS":
        return _jis(held)
    if not data[:_CODE].strip(b"\0 "):
        return text_of(held)
    return None


def _unicode(data: bytes, little_endian: bool) -> tuple[bytes, str]:
    """The text and its encoding: by its mark, else by which byte of each pair varies less.

    The standard says nothing of the order, and both are met. Of UTF-8 by mistake too.
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[2:], encoding
    held = data[: len(data) // 2 * 2]
    while held.endswith(b"\0\0"):
        held = held[:-2]
    first, second = len(set(held[::2])), len(set(held[1::2]))
    little = second < first if first != second else little_endian
    return held, "utf-16-le" if little else "utf-16-be"


def _up_to_nul(data: bytes, encoding: str) -> str:
    return data[: len(data) // 2 * 2].decode(encoding, "replace").split("\0", 1)[0]


def _jis(data: bytes) -> str:
    """JIS X 0208, with the escapes of ISO 2022 or without, or Shift JIS, as it is met."""
    held = data.split(b"\0", 1)[0].rstrip()
    if b"\x1b" not in held and held and all(0x21 <= byte <= 0x7E for byte in held):
        held = _SHIFT_IN + held[: len(held) // 2 * 2] + _SHIFT_OUT
    for encoding in _JAPANESE:
        try:
            return held.decode(encoding)
        except UnicodeDecodeError:
            continue
    return text_of(held)


def is_text(data: bytes) -> bool:
    """Whether there is nothing in it that no text has: a record's version is two bytes."""
    return not any(byte < 0x20 and byte not in b"\t\n\r" for byte in data.rstrip(b"\0"))
