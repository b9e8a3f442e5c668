"""No vault, key or package comes in with a PDF, attached to it or packed in a stream of it."""

from __future__ import annotations

import base64
import io
import random
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from desktop.media.adding import prepare
from desktop.media.adding.ingest import add_files
from desktop.media.adding.pdf_streams import packed_in
from desktop.media.adding.sources import FailedFile, Failure, MemoryFile
from desktop.media.adding.within import mark_within
from desktop.vault import Vault
from tests.support import make_vault
from tests.unit.media import hostile
from tests.unit.media.adding.test_ours import KEY, SAMPLES, a_zip, slots
from tests.unit.media.office import made_pdf

FLATE = b"/Filter/FlateDecode"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as opened:
        yield opened


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def attached(name: str, data: bytes, *, packed: bool = True) -> bytes:
    """A letter with this file, as pypdf attaches it or, as most programs do, deflated."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made_pdf.letter("Ліст", "Працяг"))))
    file = writer.add_attachment(name, data).pdf_object["/EF"].get_object()
    assert isinstance(file, DictionaryObject)
    stream = file["/F"].get_object()
    assert isinstance(stream, StreamObject)
    if packed:
        file[NameObject("/F")] = writer._add_object(stream.flate_encode())
    return written(writer)


def stream(data: bytes, head: bytes = FLATE) -> bytes:
    """A PDF with one more stream, to which nothing points."""
    return made_pdf.raw(
        b"BT (invented) Tj ET",
        more=b"6 0 obj<<%s/Length %d>>stream\r\n%s\r\nendstream endobj\n" % (head, len(data), data),
    )


@pytest.mark.parametrize("packed", [True, False])
def test_what_is_attached_to_a_pdf_is_looked_at(vault: Vault, packed: bool) -> None:
    database = (vault.folder / "vault.db").read_bytes()
    package = next((SAMPLES / "packages").glob("*.age")).read_bytes()
    salts = (vault.file_salt,)
    for name, data, mark in (
        ("letter.txt", b"invented", None),
        ("letters.zip", a_zip({"letter.txt": b"invented"}), None),
        ("letter.pdf", made_pdf.letter("Ліст"), None),
        ("notes.txt", slots(vault), Failure.VAULT),
        ("random", database, Failure.VAULT),
        ("vault.db", b"random", Failure.VAULT),
        ("key.txt", KEY, Failure.KEY),
        ("p", package, Failure.PACKAGE),
        ("a.zip", a_zip({"k": slots(vault)}), Failure.VAULT),
        ("a.pdf", attached("b.zip", a_zip({"c.zip": a_zip({"k": KEY})})), Failure.KEY),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", Failure.UNSEARCHED),
    ):
        assert mark_within(attached(name, data, packed=packed), salts) is mark, name


def test_a_pdf_with_a_vault_in_it_does_not_come_in(vault: Vault) -> None:
    for data in (attached("k", slots(vault)), a_zip({"a.pdf": attached("k", slots(vault))})):
        report = add_files(vault, [MemoryFile("letter.pdf", data)])
        assert report.failed == (FailedFile("letter.pdf", Failure.VAULT),)
    report = add_files(vault, [MemoryFile("letter.pdf", attached("letter.txt", b"invented"))])
    assert not report.failed


def test_every_stream_is_unpacked_whatever_points_at_it(vault: Vault) -> None:
    held, packed = slots(vault), zlib.compress(slots(vault))
    for where, data in {
        "deflated": stream(packed),
        "by the short name": stream(packed, b"/Filter[/Fl]"),
        "with a filter that is said elsewhere": stream(packed, b"/Filter 9 0 R"),
        "without a word of it": stream(packed, b""),
        "as letters": stream(base64.a85encode(packed) + b"~>", b"/Filter[/A85/FlateDecode]"),
        "as digits": stream(packed.hex().encode() + b">", b"/Filter [ /ASCIIHexDecode /Fl ]"),
        "twice": stream(zlib.compress(packed), b"/Filter[/FlateDecode/FlateDecode]"),
        "as a picture": stream(packed, b"/Subtype/Image/Filter/FlateDecode"),
        "with a wrong checksum": stream(packed[:-4] + b"abcd"),
        "as objects": stream(zlib.compress(b"7 0 " + held), b"/Type/ObjStm" + FLATE),
        "with the end's word in it": stream(
            zlib.compress(b"endstream endobj" + random.Random(1).randbytes(500) + held, 0)
        ),
        "broken off behind it": stream(zlib.compress(held + bytes(100)))[:-220],
        "behind a line before the head": b"\n\n" + stream(packed),
        "in a zip behind it": stream(b"", b"") + a_zip({"k": held}),
    }.items():
        assert mark_within(data) is Failure.VAULT, where
    name = zlib.compress(b"7 0 <</Type/Filespec/UF<FEFF007600610075006C0074002E00640062>>>")
    assert mark_within(stream(name, b"/Type/ObjStm" + FLATE)) is Failure.VAULT


def test_what_is_not_seen_counts_where_there_are_files() -> None:
    files = b"/Type/EmbeddedFile"
    for filters in (b"/Filter/LZWDecode", b"/Filter[/RunLengthDecode]", b"/Filter/Crypt"):
        assert mark_within(stream(b"invented", filters)) is None
        assert mark_within(stream(b"invented", files + filters)) is Failure.UNSEARCHED
    predicted = FLATE + b"/DecodeParms<</Predictor 12>>"
    assert mark_within(stream(zlib.compress(b"x"), predicted)) is None
    assert mark_within(stream(zlib.compress(b"x"), files + predicted)) is Failure.UNSEARCHED
    for scanned in (b"DCTDecode", b"JPXDecode", b"CCITTFaxDecode", b"JBIG2Decode"):
        head = b"/Subtype/Image/Filter/" + scanned
        assert mark_within(stream(hostile.jpeg((16, 16)), head)) is None
        assert mark_within(stream(hostile.jpeg((16, 16)), files + head)) is None


def test_an_encrypted_pdf_was_not_seen(vault: Vault) -> None:
    assert mark_within(made_pdf.closed()) is Failure.UNSEARCHED
    assert mark_within(stream(b"a letter of /Encrypt and /EncryptMetadata", b"")) is None


def test_pixels_do_not_leave_a_scanned_page_out() -> None:
    pixels = zlib.compress(bytes(66 << 20), 1)
    assert mark_within(stream(pixels, b"/Subtype /Image" + FLATE)) is None
    assert mark_within(stream(pixels, FLATE)) is Failure.UNSEARCHED


def test_a_pdf_too_large_to_be_held_is_searched_stretch_by_stretch(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "MAX_FILE", 1 << 16)
    scanned = b"6 0 obj<</Subtype/Image/Filter/DCTDecode>>stream\n%s\nendstream endobj\n"
    pages = b"".join(scanned % random.Random(seed).randbytes(9000) for seed in range(20))
    for name, more in {"plain": b"", "slots": stream(zlib.compress(slots(vault)))[9:]}.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(stream(b"", b"") + pages + more + pages)
        report = add_files(vault, [path])
        assert [each.reason for each in report.failed] == ([Failure.VAULT] if more else []), name


def test_a_scanned_book_costs_little_more_than_reading_it() -> None:
    page = b"6 0 obj<</Subtype/Image/Filter/DCTDecode>>stream\n%s\nendstream endobj\n"
    book = made_pdf.raw(b"") + page % random.Random(1).randbytes(1 << 19) * 32
    started = time.process_time()
    assert mark_within(book) is None
    assert time.process_time() - started < 1.0


def test_a_hostile_pdf_costs_what_its_bytes_cost() -> None:
    started = time.process_time()
    for data in (b">>stream\n" * 2_000, b"obj<</F(" * 40_000, b">>stream\n\x78\x9c" * 2_000):
        assert list(packed_in(b"%PDF-1.4\n" + data, 1 << 20)) is not None
    assert time.process_time() - started < 2.0


def test_ordinary_documents_come_in(shared_data: Path) -> None:
    for path in sorted(shared_data.rglob("*.pdf")):
        assert mark_within(path.read_bytes()) is None, path.name
