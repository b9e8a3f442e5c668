"""A PDF that everybody may open and nobody may change: encrypted for no passphrase at all (ISO
32000-2, section 7.6.4.1: an empty user password). Read by pypdf, in the child process only.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Final

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, PdfObject

from desktop.media.adding.pdf_streams import NotAllOfPdf
from desktop.media.office.pdf import BROKEN

_OBJECT: Final = re.compile(rb"(?<![0-9])[0-9]{1,10}[ \t\r\n\0\f]+[0-9]{1,5}[ \t\r\n\0\f]+obj\b")
_TABLE: Final = re.compile(rb"[^>]{0,80}<<(?:(?!stream).){0,4096}/Type\s*/XRef\b", re.DOTALL)
"""Behind an object's number: a table of objects, which is never encrypted (section 7.5.8.2)."""
_BLANK: Final = b" \t\r\n\0\f"
_LONGEST_BLANK: Final = 80
_OWN_CRYPT: Final = re.compile(rb"/Crypt\b")
"""Of a stream that says itself how it is encrypted (section 7.4.10)."""


def opened_to_all(data: bytes) -> bytes:
    """Its objects one behind the other as they were before they were encrypted, for who looks
    through bytes. ``NotAllOfPdf`` where it asks for a passphrase, holds an object that no table
    names, as an earlier revision, or one that cannot be opened."""
    # What it warns of names words of the file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    out = io.BytesIO()
    try:
        reader = PdfReader(io.BytesIO(data))
        if not reader.is_encrypted or not reader.decrypt("") or not _is_one_for_all(reader):
            raise NotAllOfPdf
        for number, held in _objects(reader, data):
            out.write(b"\n%d 0 obj\n" % number)
            held.write_to_stream(out)
            out.write(b"\nendobj\n")
    except (*BROKEN, RecursionError) as broken:
        raise NotAllOfPdf from broken
    if _OWN_CRYPT.search(out.getbuffer()):
        raise NotAllOfPdf
    return out.getvalue()


def _is_one_for_all(reader: PdfReader) -> bool:
    """Whether files in it are encrypted as everything else."""
    said = reader.trailer["/Encrypt"].get_object()
    if not isinstance(said, DictionaryObject):
        return False
    return said.get("/EFF", said.get("/StmF")) == said.get("/StmF")


def _objects(reader: PdfReader, data: bytes) -> Iterator[tuple[int, PdfObject]]:
    """By number, all that stand in the bytes but the tables."""
    unnamed = {found.start() for found in _OBJECT.finditer(data)}
    for generation, named in list(reader.xref.items()):
        for number, told in list(named.items()):
            at = _begin(data, told)
            unnamed.discard(at)
            head = _OBJECT.match(data, at)
            if head is None:
                raise NotAllOfPdf
            if not _TABLE.match(data, head.end()):
                held = reader.get_object(IndirectObject(number, generation, reader))
                if held is None:
                    raise NotAllOfPdf
                yield number, held
    if any(not _TABLE.match(data, data.index(b"obj", at) + 3) for at in unnamed):
        raise NotAllOfPdf


def _begin(data: bytes, told: int) -> int:
    """Where an object begins that a table says to stand there."""
    blank = data[told : told + _LONGEST_BLANK]
    return told + len(blank) - len(blank.lstrip(_BLANK))
