"""What ProofMode wrote down on a phone when a picture was taken: a zip of the picture, tables of
what the phone knew (``.proof.csv``, ``.proof.json``) and signatures of OpenPGP.

The tables are told as claims, and the checksums in them compared with what lies beside. The
signatures are not checked: there is no reader of OpenPGP here.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import struct
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import IO, Final

import msgspec

from desktop.media.formats.sniff import ZIP_TAIL
from desktop.media.metadata.item import item
from desktop.model.media import MetadataItem

GROUP, CLAIM = "ProofMode", "ProofModeClaim"
"""Groups of what was computed and of what is claimed, whose names anybody may choose."""
_UNPACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_TABLE: Final = re.compile(r"\.proof\.(csv|json)\Z")
_WITH_A_TABLE: Final = re.compile(r"(?:\.asc|\.ots|\.gst|\.devicecheck|\.p7b)\Z")
"""What ProofMode puts beside a table, by the table's name."""
_OF_A_BUNDLE: Final = ("pubkey.asc", "HowToVerifyProofData.txt", "c2paidentity.cert")
_PAPERS: Final = re.compile(r"\.(?:asc|csv|json|ots|gst|txt|devicecheck|p7b|cert)\Z", re.IGNORECASE)
_HASH: Final = re.compile(r"(?i)file ?hash ?sha-?256")
_END: Final = b"PK\x05\x06"
_ZIP64: Final = b"PK\x06\x07"
_ZIP64_SIZE: Final = 20
_MOST_MEMBERS: Final = 500
_MOST_DIRECTORY: Final = 512 << 10
"""Bytes of the directory of a zip: it may list more members than it announces."""
_MOST_TABLES: Final = 20
_MOST_VALUES: Final = 80
"""Of one table."""
_MOST_TABLE: Final = 256 << 10
_MOST_HASHED: Final = 256 << 20
"""Bytes of all pictures together."""


def bundle(data: bytes) -> Iterator[MetadataItem]:
    """Nothing for what is no such zip."""
    if not data.startswith(b"PK\x03\x04") or not 0 < _members(data) <= _MOST_MEMBERS:
        return
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        members = [each for each in opened.infolist() if each.compress_type in _UNPACKED]
        tables = [each for each in members if _TABLE.search(each.filename)]
        if not tables:
            return
        said = [pair for table in tables[:_MOST_TABLES] for pair in _pairs(opened, table)]
        yield item(GROUP, "Files", _as_written(opened, members, said))
        for name, value in dict.fromkeys(said):
            yield item(CLAIM, name, value)


def _members(data: bytes) -> int:
    """How many the last record of a zip announces (APPNOTE.TXT, 4.3.16); 0 where there is none, or
    its directory is longer than is read, or its length stands elsewhere (4.3.15)."""
    end = data[-ZIP_TAIL:]
    at = end.rfind(_END)
    if not 0 <= at <= len(end) - 22 or end[: max(0, at - _ZIP64_SIZE + 4)].endswith(_ZIP64):
        return 0
    number, directory = struct.unpack_from("<HI", end, at + 10)
    return int(number) if directory <= _MOST_DIRECTORY else 0


def _pairs(opened: zipfile.ZipFile, table: zipfile.ZipInfo) -> list[tuple[str, str]]:
    """Names and values of a table: of one in CSV, those of its first rows."""
    with opened.open(table) as held:
        text = held.read(_MOST_TABLE).decode("utf-8-sig", "replace")
    found = _of_json(text) if table.filename.endswith(".json") else _of_csv(text)
    told = ((name.strip(), value.strip()) for name, value in found)
    return list(islice(((name, value) for name, value in told if name and value), _MOST_VALUES))


def _of_json(text: str) -> Iterator[tuple[str, str]]:
    read = msgspec.json.decode(text)
    for name, value in read.items() if isinstance(read, dict) else ():
        yield str(name), str(value)


def _of_csv(text: str) -> Iterator[tuple[str, str]]:
    try:
        rows = csv.reader(io.StringIO(text))
        names = next(rows, [])
        for row in islice(rows, 8):
            yield from zip(names, row, strict=False)
    except csv.Error as error:
        raise ValueError("not a table") from error


def _as_written(
    opened: zipfile.ZipFile, members: list[zipfile.ZipInfo], said: list[tuple[str, str]]
) -> str:
    """Whether each member has a checksum that a table names, but those that ProofMode puts there of
    itself. Of what only has the ending of such a one nothing is known."""
    wanted = {value.lower() for name, value in said if _HASH.search(name)}
    own = _own([each.filename for each in members])
    others = [each for each in members if not each.is_dir() and each.filename not in own]
    tables = sum(bool(_TABLE.search(each.filename)) for each in members)
    if len(members) < len(opened.infolist()) or tables > _MOST_TABLES:
        return "not checked"
    if not wanted or not others or sum(each.file_size for each in others) > _MOST_HASHED:
        return "not checked"
    unknown = list[str]()
    for each in others:
        with opened.open(each) as held:
            if _sha256(held, each.file_size) not in wanted:
                unknown.append(each.filename)
    if not unknown:
        return "fits"
    return "not checked" if all(map(_PAPERS.search, unknown)) else "wrong"


def _own(names: list[str]) -> set[str]:
    """Which of the names in a bundle are those of tables, of what stands beside a table or a
    picture by its name, and of what each bundle has."""
    tables = {name for name in names if _TABLE.search(name)}
    stems = {_TABLE.sub("", name) for name in tables}
    found = tables | {name for name in names if name in _OF_A_BUNDLE}
    found |= {name for name in names if _WITH_A_TABLE.sub("", name) in stems - {name}}
    return found | {name for name in names if name.removesuffix(".asc") in {*names} - {name}}


def _sha256(held: IO[bytes], size: int) -> str:
    """Of no more bytes than were announced."""
    digest = hashlib.sha256()
    while size > 0 and (piece := held.read(min(size, 1 << 20))):
        digest.update(piece)
        size -= len(piece)
    return digest.hexdigest()
