"""PDF files: their text by page, what they say of themselves, and what they would start."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import pytest
from pypdf import PdfWriter
from pypdf.annotations import Link, Text
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from desktop.media.decoding.decoder import THUMBNAIL, DecoderPool
from desktop.media.decoding.wire import Problem
from desktop.media.office import bounds, pdf, pdf_says
from desktop.media.office.read import Document, document_of, picture_of
from desktop.model.file_text import Part
from tests.unit.media.office import made_pdf


@pytest.fixture(scope="module")
def pool() -> Iterator[DecoderPool]:
    with DecoderPool(workers=1) as opened:
        yield opened


def read_of(data: bytes) -> Document:
    found = document_of(data)
    assert found is not None
    assert found.media_type == "application/pdf"
    return found


def facts(document: Document) -> dict[str, str]:
    return {each.key: each.value for each in document.facts if each.group == "Document"}


def told(document: Document) -> list[tuple[Part, str, str]]:
    return [(each.part, each.name, each.text) for each in document.pieces]


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_each_page_is_read_with_the_letters_of_its_font() -> None:
    found = read_of(made_pdf.letter("Паказанні Зоські\nвул. Няісная, 5", "", "Нас было трое"))
    assert found.whole
    assert told(found) == [
        (Part.PAGE, "1", "Паказанні Зоські\nвул. Няісная, 5"),
        (Part.PAGE, "3", "Нас было трое"),
    ]
    said = facts(found)
    assert (said["Author"], said["Title"]) == ("Зоська Выдуманая", "Ліст")
    assert (said["Pages"], said["PagesWithoutText"]) == ("3", "1")
    assert "Scripts" not in said


def test_it_is_read_in_the_child(pool: DecoderPool) -> None:
    found = pool.submit(made_pdf.letter("Паказанні"), THUMBNAIL).result()
    assert found.problem is Problem.TEXT
    assert found.media_type == "application/pdf"
    assert [each.text for each in found.pieces] == ["Паказанні"]
    assert ("Document", "Author") in {(each.group, each.key) for each in found.metadata}
    closed = pool.submit(made_pdf.closed(), THUMBNAIL).result()
    assert closed.problem is Problem.NOT_A_PICTURE
    assert not closed.pieces


def test_a_time_keeps_the_offset_it_was_written_with() -> None:
    assert pdf_says.time("D:20210328053000+02'00'") == "2021-03-28T05:30:00+02:00"
    assert pdf_says.time("D:20210328053000+02'00") == "2021-03-28T05:30:00+02:00"
    assert pdf_says.time("D:20210328053000Z00'00'") == "2021-03-28T05:30:00Z"
    assert pdf_says.time("D:202103280530") == "2021-03-28T05:30:00"
    assert pdf_says.time("spring of 2021") == "spring of 2021"


def test_what_it_would_start_or_fetch_is_named_and_nothing_is() -> None:
    writer = PdfWriter(io.BytesIO(made_pdf.letter("Ліст")))
    script = DictionaryObject({
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert('x')"),
    })  # fmt: skip
    opening = DictionaryObject({NameObject("/O"): script})
    writer.pages[0][NameObject("/AA")] = opening
    writer.add_attachment("прыклад.exe", b"MZ")
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://example.org/a"))
    launch = DictionaryObject({
        NameObject("/S"): NameObject("/Launch"),
        NameObject("/F"): TextStringObject("//198.51.100.7/share"),
    })  # fmt: skip
    writer.root_object[NameObject("/OpenAction")] = launch
    writer.add_annotation(0, Text(rect=(0, 0, 9, 9), text="спытаць пра дату", title_bar="Алеся"))
    found = read_of(written(writer))
    said = facts(found)
    assert said["Scripts"] == said["EmbeddedObjects"] == "yes"
    assert said["AsksForElsewhere"] == "//198.51.100.7/share"
    assert said["FilesInside"] == "прыклад.exe"
    assert said["Links"] == "https://example.org/a"
    assert (Part.COMMENT, "Алеся", "спытаць пра дату") in told(found)


def test_what_was_filled_in_is_read() -> None:
    writer = PdfWriter(io.BytesIO(made_pdf.letter("Анкета")))
    field = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"),
        NameObject("/Subtype"): NameObject("/Widget"),
        NameObject("/V"): TextStringObject("Зоська"),
    })  # fmt: skip
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(field)])
    assert told(read_of(written(writer))) == [(Part.PAGE, "1", "Анкета\nЗоська")]


def test_its_xmp_is_kept_and_no_entity_of_it_is_taken() -> None:
    writer = PdfWriter(io.BytesIO(made_pdf.letter("x")))
    packet = DecodedStreamObject()
    packet.set_data(
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x:xmpmeta>&a;</x:xmpmeta>'
    )
    writer.root_object[NameObject("/Metadata")] = writer._add_object(packet)
    [said] = [each.value for each in read_of(written(writer)).facts if each.key == "Packet"]
    assert "&a;" in said


def test_one_that_asks_for_a_passphrase_is_not_read_and_one_that_asks_for_none_is() -> None:
    found = read_of(made_pdf.closed())
    assert found.is_closed
    assert not found.pieces
    assert facts(found) == {"Encrypted": "yes"}
    assert told(read_of(made_pdf.closed(to_all=False))) == [(Part.PAGE, "1", "Ліст")]


def test_what_is_broken_off_is_read_as_far_as_it_goes() -> None:
    whole = made_pdf.letter("Паказанні", "Нас было трое")
    found = read_of(whole[: whole.rindex(b"xref", 0, -40)])
    assert found.pieces[0].text == "Паказанні"
    assert found.pieces[-1].part is Part.CUT
    assert not read_of(b"%PDF-1.7\n" + b"\xff" * 3000).whole
    assert not read_of(b"%PDF-").whole


def test_one_page_that_does_not_read_is_said() -> None:
    writer = PdfWriter(io.BytesIO(made_pdf.letter("першая", "другая")))
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F 9 Tf (x Tj ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    found = read_of(written(writer))
    assert told(found) == [(Part.PAGE, "2", "другая"), (Part.CUT, "", "")]
    assert facts(found)["PagesNotRead"] == "1"


def endless() -> bytes:
    """A page whose form draws itself, with words."""
    return made_pdf.raw(
        b"/F Do BT /F 9 Tf (x) Tj ET",
        b"/XObject<</F 6 0 R>>",
        b"6 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 6 0 R>>>>"
        b"/Length 11>>stream\n/F Do /F Do\nendstream endobj\n",
    )


def doubling() -> bytes:
    """Forms that draw the next one eight times: eight to the power of twelve."""
    forms = b"".join(
        b"%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
        b"/Length 48>>stream\n%s\nendstream endobj\n" % (6 + n, 7 + n, b"/F Do " * 8)
        for n in range(12)
    )
    return made_pdf.raw(b"/F Do", b"/XObject<</F 6 0 R>>", forms)


def swollen() -> bytes:
    """A page of a hundred thousand times its size."""
    packer = zlib.compressobj(9)
    block = b" " * (1 << 20)
    packed = b"".join(packer.compress(block) for _ in range(300)) + packer.flush()
    return made_pdf.raw(packed, filters=b"/Filter/FlateDecode")


@pytest.mark.parametrize("make", [endless, doubling, swollen])
def test_what_grows_ends(make: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 0.3)
    assert callable(make)
    found = read_of(make())
    assert found.media_type == "application/pdf"


def test_it_is_stopped_where_it_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 0.0)
    monkeypatch.setattr(pdf, "_ASKED_EACH", 1)
    assert [each.part for each in read_of(made_pdf.letter("x")).pieces] == [Part.CUT]


def test_a_ring_of_names_ends() -> None:
    writer = PdfWriter(io.BytesIO(made_pdf.letter("x")))
    knot = DictionaryObject()
    held = writer._add_object(knot)
    knot[NameObject("/Kids")] = ArrayObject([held] * 50)
    names = DictionaryObject({NameObject("/EmbeddedFiles"): held})
    writer.root_object[NameObject("/Names")] = names
    action = DictionaryObject({NameObject("/S"): NameObject("/URI")})
    kept = writer._add_object(action)
    action[NameObject("/URI")] = ByteStringObject(b"http://example.org")
    action[NameObject("/Next")] = kept
    writer.root_object[NameObject("/OpenAction")] = kept
    assert facts(read_of(written(writer)))["Links"] == "http://example.org"


def test_no_picture_comes_out_of_it() -> None:
    assert picture_of(made_pdf.letter("x"), 1) == b""
