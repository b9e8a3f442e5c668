"""Office files that want to harm whoever reads them: each is read as far as it may be, and no more
(decision 0065)."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile

import pytest

from desktop.media.office import bounds, read
from desktop.media.office.read import Document, document_of, picture_of
from desktop.media.office.told import Told
from desktop.model.file_text import MOST_TEXT, PIECE, Part
from tests.unit.media.office import made

_DOCTYPE = (
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
)


def read_of(data: bytes) -> Document:
    found = document_of(data)
    assert found is not None
    return found


def facts(document: Document) -> dict[str, str]:
    return {each.key: each.value for each in document.facts}


def bomb() -> bytes:
    """A letter that is a thousand times as long as its file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made.docx(made.said("x")))) as small:
        members = {each: small.read(each) for each in small.namelist()}
    name = "word/document.xml"
    start, end = members.pop(name).split(b"x</w:t>")
    block = b" " * (1 << 20)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as opened:
        for each, held in members.items():
            opened.writestr(each, held)
        with opened.open(name, "w", force_zip64=True) as member:
            member.write(start + b"begins ")
            for _ in range(48):
                member.write(block)
            member.write(b"</w:t>" + end)
    return out.getvalue()


def test_of_a_bomb_the_first_part_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_UNPACKED", 32 << 20)
    data = bomb()
    tracemalloc.start()
    found = read_of(data)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.pieces[-1].part is Part.CUT
    assert most < 90 << 20


@pytest.mark.parametrize("member", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
def test_no_entity_is_taken(member: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made.docx(made.said("&b;&x;")))) as whole:
        members = {each: whole.read(each).decode() for each in whole.namelist()}
    members[member] = _DOCTYPE + members[member]
    found = document_of(made.package(members))
    assert found is None or not any(each.text for each in found.pieces)


def test_a_deep_nest_ends_the_reading() -> None:
    deep = "<w:a>" * 5000 + "</w:a>" * 5000
    found = read_of(made.docx(made.said("before") + deep + made.said("behind")))
    assert [each.part for each in found.pieces] == [Part.TEXT, Part.CUT]
    assert found.pieces[0].text == "before"
    groups = read_of(b"{\\rtf1 before " + b"{" * 100_000)
    assert groups.pieces[-1].part is Part.CUT


def test_of_a_long_text_the_first_million_letters_are_kept_in_pieces() -> None:
    found = read_of(made.docx("".join(made.said("слова " * 900) for _ in range(400))))
    assert sum(len(each.text) for each in found.pieces) <= MOST_TEXT
    assert all(len(each.text) <= PIECE for each in found.pieces)
    assert found.pieces[-1].part is Part.CUT


def test_of_a_paragraph_without_end_the_first_letters_are_kept() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{made.said('слова ' * 500_000)}"
    for body in (made.said("x" * 4_000_000 + "\u200b"), cell):
        tracemalloc.start()
        found = read_of(made.docx(body))
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert found.pieces[0].part is Part.TEXT
        assert found.pieces[-1].part is Part.CUT
        assert 900_000 < sum(len(each.text) for each in found.pieces) <= MOST_TEXT
        assert most < 40 << 20


def test_of_rich_text_without_a_paragraph_the_first_letters_are_kept() -> None:
    found = read_of(b"{\\rtf1 " + b"words " * 500_000 + b"}")
    assert found.pieces[-1].part is Part.CUT
    assert 900_000 < sum(len(each.text) for each in found.pieces) <= MOST_TEXT


def test_of_a_line_without_end_only_the_first_letters_are_cleaned() -> None:
    told, long = Told(), "x" * 5_000_000 + "\u200b"
    with pytest.raises(bounds.Enough):
        told.line(long)
    told.end(cut=True)
    assert sum(len(each.text) for each in told.pieces) <= MOST_TEXT


@pytest.mark.rare
def test_a_hundred_thousand_cells_are_read_in_seconds() -> None:
    cells = "".join(f"<c><v>{number}</v></c>" for number in range(10))
    before = time.process_time()
    found = read_of(made.xlsx(f"<row>{cells}</row>" * 10_000))
    assert sum(each.text.count("|") for each in found.pieces) == 90_000
    assert time.process_time() - before < 8


def test_a_cell_far_to_the_right_makes_no_columns() -> None:
    found = read_of(made.xlsx('<row><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'))
    assert len(found.pieces[0].text) < 200


def test_what_leads_out_of_the_package_names_nothing() -> None:
    for target in ("../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "a/../../b"):
        members = {
            "word/_rels/document.xml.rels": made.rels(
                ("p1", "image", target), ("h", "header", target)
            ),
            "../../../etc/passwd": "root",
        }
        photo = '<w:p><w:r><a:blip r:embed="p1"/></w:r></w:p>'
        found = read_of(made.docx(made.said("x") + photo, members))
        assert [each.part for each in found.pieces] == [Part.TEXT, Part.CUT]
        assert picture_of(made.docx(photo, members), 1) == b""


def test_what_lies_elsewhere_is_named_and_not_fetched() -> None:
    there = "https://example.org/spy.png"
    members: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": made.rels(("p1", "image", there), outside=("p1",)),
        "word/vbaProject.bin": b"macro",
        "word/embeddings/oleObject1.bin": b"other",
    }
    photo = '<w:p><w:r><a:blip r:link="p1"/><a:blip r:embed="p1"/></w:r></w:p>'
    found = read_of(made.docx(made.said("x") + photo, members))
    assert facts(found)["AsksForElsewhere"] == there
    assert facts(found)["Macros"] == facts(found)["EmbeddedObjects"] == "yes"
    assert [each.part for each in found.pieces] == [Part.TEXT, Part.CUT]


def test_a_zip_in_a_zip_and_what_only_looks_so_are_no_documents() -> None:
    assert document_of(made.package({"a.docx": made.letter()})) is None
    assert document_of(b"PK\x03\x04" + b"\0" * 100) is None
    assert document_of(made.package({"[Content_Types].xml": "<Types>"})) is None
    assert document_of(made.package({"mimetype": "application/epub+zip"})) is None
    assert document_of(made.letter()[:-30]) is None
    assert document_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) is None


def test_one_that_asks_for_a_passphrase_is_not_read() -> None:
    with zipfile.ZipFile(io.BytesIO(made.opendocument("text", "<text:p>x</text:p>"))) as whole:
        members = {each: whole.read(each) for each in whole.namelist()}
    members["META-INF/manifest.xml"] = b"<m><encryption-data/></m>"
    members["content.xml"] = b"\x01\x02"
    found = read_of(made.package(members))
    assert found.is_closed
    assert not found.pieces
    assert facts(found) == {"Encrypted": "yes"}


def test_what_is_broken_off_is_read_as_far_as_it_goes() -> None:
    with zipfile.ZipFile(io.BytesIO(made.docx(made.said("before")))) as whole:
        members = {each: whole.read(each) for each in whole.namelist()}
    members["word/document.xml"] = members["word/document.xml"].split(b"</w:body>")[0]
    found = read_of(made.package(members))
    assert [each.part for each in found.pieces] == [Part.TEXT, Part.CUT]
    members["word/document.xml"] = b"<w:document"
    assert not read_of(made.package(members)).whole


def test_signs_that_a_screen_obeys_are_left_out() -> None:
    found = read_of(made.docx(made.said("пас\u00adпарт\u202e\u200b x\u00a0y")))
    assert found.pieces[0].text == "паспарт x y"


def test_every_reader_is_loaded_before_the_walls_go_up() -> None:
    read.prepare()
