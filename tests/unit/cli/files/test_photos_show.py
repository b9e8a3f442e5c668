"""``photos show`` says what a file says of itself, and its text."""

from __future__ import annotations

import io
import re
import zipfile

from tests.unit.cli.conftest import Desk
from tests.unit.media.office import made


def test_a_letter_is_shown_with_who_wrote_it_and_what_stands_in_it(desk: Desk) -> None:
    letter = desk.folder / "letter.docx"
    letter.write_bytes(made.letter())
    report = desk.run("photos", "add", desk.researcher, letter, "--json").json["report"]
    media_id = report["added"][0]["media_id"]
    told = desk.run("photos", "show", desk.researcher, media_id)
    assert told.code == 0, told.err
    assert "Author: Зоська Выдуманая" in told.out
    assert "вул. Няісная, 5" in told.out
    assert "\\n" not in told.out, "each paragraph is a line of its own"
    assert "Comment: Алеся, 2 April 2021, 09:00:00 (UTC)" in told.out
    said = desk.run("photos", "show", desk.researcher, media_id, "--json").json
    assert said["media"]["problem"] == "text"
    assert said["text"][0]["part"] == "text"
    found = desk.run("search", desk.researcher, "няісная")
    assert "letter.docx (in the text of the file)" in found.out


def test_a_document_that_is_refused_is_called_neither_damaged_nor_a_picture(desk: Desk) -> None:
    letter, sound = desk.folder / "xxe.docx", desk.folder / "note.wav"
    with zipfile.ZipFile(io.BytesIO(made.docx(made.said("x")))) as whole:
        members = {each: whole.read(each).decode() for each in whole.namelist()}
    document = "word/document.xml"
    members[document] = '<!DOCTYPE w [<!ENTITY a "ha">]>' + members[document]
    letter.write_bytes(made.package(members))
    sound.write_bytes(b"RIFF\x24\0\0\0WAVEfmt ")
    added = desk.run("photos", "add", desk.researcher, letter, sound)
    assert "xxe.docx (The document holds what is not read here: a document type" in added.out
    assert "note.wav (Files of this kind are kept and not shown.)" in added.out
    listed = desk.run("photos", "list", desk.researcher, "--json").json["media"]
    for each in listed:
        told = desk.run("photos", "show", desk.researcher, each["id"]).out
        assert "kept" in told
        assert not {"damaged", "picture"} & set(re.findall(r"\w+", told))
