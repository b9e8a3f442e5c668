"""Pictures that look alike are listed on the command line, and two are said to be none or both."""

from __future__ import annotations

import io

from PIL import Image

from desktop.media.drawings import draw
from tests.unit.cli.conftest import Desk
from tests.unit.media import hostile


def test_a_copy_is_told_when_it_comes_in_listed_and_answered(desk: Desk) -> None:
    card = desk.folder / "card"
    card.mkdir()
    data = draw("room", 7, "a.jpg").data
    small = Image.open(io.BytesIO(data)).resize((400, 300))
    (card / "a.jpg").write_bytes(data)
    desk.run("photos", "add", desk.researcher, card)
    (card / "sent.jpg").write_bytes(hostile.saved(small, "JPEG", quality=50))
    added = desk.run("photos", "add", desk.researcher, card)
    assert "1 of them looks the same as a picture that is here" in added.out
    [pair] = desk.run("photos", "alike", desk.researcher, "--json").json["alike"]
    ids = pair["file"]["id"], pair["other"]["media"]["id"]
    assert {pair["file"]["original_name"], pair["other"]["media"]["original_name"]} == {
        "a.jpg",
        "sent.jpg",
    }
    listed = desk.run("photos", "alike", desk.researcher, ids[0])
    assert "looks the same" in listed.out
    assert "Nothing is merged" in listed.err
    said = desk.run("photos", "alike", desk.researcher, ids[0], "--keep-both", ids[1], "--json")
    assert said.json["changed"]
    assert "both stay" in desk.run("photos", "alike", desk.researcher, ids[1]).out
    assert "No pictures look alike" in desk.run("photos", "alike", desk.researcher).out


def test_an_answer_needs_both_pictures(desk: Desk) -> None:
    assert desk.run("photos", "alike", desk.researcher, "--not-same", "x").code == 2
