"""BagIt 1.0 (RFC 8493): the tag files of a bag, written one way and parsed strictly.

Manifests are SHA-256 and SHA-512 only. Paths are percent-encoded as section 2.1.3 says (CR,
LF and the percent sign itself), relative, and checked for every system they may meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from desktop.documents.pieces import Piece
from desktop.errors import PackageRefused
from desktop.handoff.format.layout import check_path, collision_key

BAGIT_TXT: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
OXUM: Final = "Payload-Oxum"

_DECLARATION: Final = re.compile(
    rb"BagIt-Version: 1\.0(?:\r\n|\r|\n)Tag-File-Character-Encoding: UTF-8(?:\r\n|\r|\n)?"
)
_INFO_LINE: Final = re.compile(r"([^:\s](?:[^:]*[^:\s])?): ?(.*)")
_MANIFEST_LINE: Final = {
    "sha256": re.compile(r"([0-9a-fA-F]{64})[ \t]+(.+)"),
    "sha512": re.compile(r"([0-9a-fA-F]{128})[ \t]+(.+)"),
}
_LONGEST_LINE: Final = 4096
"""Bytes of a line whose end is not there yet: digest, spaces and a path of 240 characters."""
_EMPTY_LINE: Final = re.compile(rb"\A[\r\n]|\n[\r\n]|\r\r|\r\n\r")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_STRAY_PERCENT: Final = re.compile("%(?!0[AaDd]|25)")
_LINES_AT_A_TIME: Final = 500


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """One line of a manifest: the path decoded, the digest as bytes."""

    path: str
    digest: bytes


def check_declaration(data: bytes) -> None:
    """``PackageRefused`` unless ``bagit.txt`` declares BagIt 1.0 in UTF-8, and nothing else."""
    if not _DECLARATION.fullmatch(data):
        raise PackageRefused("bagit.txt does not declare BagIt 1.0 in UTF-8")


def info(fields: Sequence[tuple[str, str]]) -> bytes:
    """``bag-info.txt`` of one-line fields, in order (section 2.2.2)."""
    return "".join(f"{label}: {value}\n" for label, value in fields).encode()


def parse_info(data: bytes) -> tuple[tuple[str, str], ...]:
    """The fields of ``bag-info.txt`` in order; labels may repeat, values may be folded."""
    fields: list[tuple[str, str]] = []
    for line in _lines(data):
        if line[0] in " \t" and fields:
            label, value = fields.pop()
            fields.append((label, f"{value} {line.strip()}"))
            continue
        match = _INFO_LINE.fullmatch(line)
        if match is None:
            raise PackageRefused("a line of bag-info.txt has no label")
        fields.append((match[1], match[2].strip()))
    return tuple(fields)


def field(fields: Iterable[tuple[str, str]], label: str) -> str:
    """The one value of ``label`` (case does not matter, section 2.2.2), else ``PackageRefused``."""
    found = [value for name, value in fields if name.lower() == label.lower()]
    if len(found) != 1:
        raise PackageRefused(f"bag-info.txt does not have exactly one {label}")
    return found[0]


def oxum(octets: int, files: int) -> str:
    """The value of ``Payload-Oxum``: payload octets and number of files."""
    return f"{octets}.{files}"


def manifest(lines: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """A manifest of (hex digest, path) in the order given, as ``sha256sum -c`` reads it too; in
    pieces of some hundred lines."""
    rest = iter(lines)
    while several := list(islice(rest, _LINES_AT_A_TIME)):
        yield "".join(f"{digest}  {encode_path(path)}\n" for digest, path in several).encode()


def parse_manifest(data: bytes, algorithm: str, payload: bool = True) -> tuple[ManifestLine, ...]:
    """The lines of a manifest of ``algorithm`` (``sha256`` or ``sha512``).

    Refused: a line of another form, an unsafe path, a payload path outside ``data/`` or a tag
    path inside it, a path that comes twice or falls together with another on some system.
    """
    found = [pair for pairs in manifest_lines([data], algorithm) for pair in pairs]
    lines = tuple(ManifestLine(path, bytes.fromhex(digest)) for digest, path in found)
    for line in lines:
        check_path(line.path)
        if line.path.startswith("data/") is not payload:
            raise PackageRefused("a manifest lists a file that does not belong in it")
    if len({collision_key(line.path) for line in lines}) != len(lines):
        raise PackageRefused("a manifest lists one file twice, or two that are one somewhere")
    return lines


def manifest_lines(pieces: Iterable[Piece], algorithm: str) -> Iterator[list[tuple[str, str]]]:
    """(hex digest, path) of each line of a manifest that comes in pieces, block by block.

    Refused: a line of another form, or that is too long. The paths are not looked at.
    """
    pattern = _MANIFEST_LINE[algorithm]
    for block in _whole_lines(pieces):
        lines = _lines(block)
        if _EMPTY_LINE.search(block):
            raise PackageRefused("a manifest holds an empty line")
        yield [_split(line, pattern) for line in lines]


def _whole_lines(pieces: Iterable[Piece]) -> Iterator[bytes]:
    """The same bytes in blocks that end where a line does."""
    pending = b""
    for piece in pieces:
        block = b"".join((pending, piece))
        # A line end of two bytes may be cut by the end of a piece: it waits for the next.
        end = max(block.rfind(b"\n"), block.rfind(b"\r", 0, -1)) + 1
        pending = block[end:]
        if len(pending) > _LONGEST_LINE:
            raise PackageRefused("a line of a manifest is malformed")
        yield block[:end]
    yield pending


def encode_path(path: str) -> str:
    """Percent-encode CR, LF and the percent sign."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def decode_path(text: str) -> str:
    """Undo :func:`encode_path`; any other percent sign is refused."""
    if "%" not in text:
        return text
    if _STRAY_PERCENT.search(text):
        raise PackageRefused("a manifest holds a path that is wrongly encoded")
    for code, sign in (("%0D", "\r"), ("%0d", "\r"), ("%0A", "\n"), ("%0a", "\n")):
        text = text.replace(code, sign)
    return text.replace("%25", "%")


def _split(line: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    """(hex digest, path) of one line of a manifest."""
    match = pattern.fullmatch(line)
    if match is None:
        raise PackageRefused("a line of a manifest is malformed")
    return match[1], decode_path(match[2])


def _lines(data: bytes) -> list[str]:
    """The lines of a tag file; a byte-order mark, a NUL or what is not UTF-8 is refused."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise PackageRefused("a tag file is not UTF-8") from None
    if text.startswith("\ufeff") or "\0" in text:
        raise PackageRefused("a tag file holds a byte-order mark or a NUL")
    return [line for line in _LINE_END.split(text) if line]
