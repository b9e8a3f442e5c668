"""``photos show`` says what a file says of itself, and its text."""

from __future__ import annotations

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
    assert "Comment: Алеся, 2 April 2021, 09:00:00 (UTC)" in told.out
    said = desk.run("photos", "show", desk.researcher, media_id, "--json").json
    assert said["media"]["problem"] == "text"
    assert said["text"][0]["part"] == "text"
    found = desk.run("search", desk.researcher, "няісная")
    assert "letter.docx (in the text of the file)" in found.out
