"""Parts of a picture are covered from the command line, and what was covered is listed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from desktop.cli.console import Console
from desktop.messages.redacted import told
from desktop.model.redacted import Redaction
from desktop.reading.redacted import Made, RedactedHere
from tests import every_field
from tests.unit.cli.conftest import Desk
from tests.unit.media import hostile

_NOT_SAID = {
    "Redaction.id": "an id",
    "Redaction.media_id": "an id; --json gives it",
    "Redaction.parent_id": "an id; --json gives it, and the original is named",
    "Redaction.created_at": "when the new file came; --json gives it",
    "CoveredPart.id": "an id",
    "CoveredPart.outline": "--json gives it",
}
BOX = ("--box", "1000,1000,3000,3000")


def test_every_field_of_what_was_covered_is_said() -> None:
    def show(said: Redaction) -> str:
        out = io.StringIO()
        Console(out, io.StringIO()).fields(told(RedactedHere((Made(said, "m", "a.jpg"),))))
        return out.getvalue()

    missing = every_field.unchanged(every_field.filled(Redaction), show)
    every_field.check("photos redact (desktop/cli/files/redact.py)", missing, _NOT_SAID)


@pytest.fixture
def photo(desk: Desk) -> str:
    """The id of a white photo, attached to an interview."""
    path: Path = desk.folder / "white.jpg"
    path.write_bytes(hostile.saved(Image.new("RGB", (100, 80), "white"), "JPEG"))
    added = desk.run("photos", "add", desk.researcher, path, "--interview", "W-001", "--json")
    return str(added.json["report"]["added"][0]["media_id"])


def test_a_part_is_covered_in_a_new_file_of_the_same_interview(desk: Desk, photo: str) -> None:
    said = ("--face", "--reason", "consent", "--note", "by the window")
    done = desk.run("photos", "redact", desk.researcher, photo, *BOX, *said)
    assert "1 part: black" in done.out
    assert "the face and voice" in done.out
    assert "by the window" in done.out
    assert "attached to W-001" in done.out
    listed = desk.run("photos", "redact", desk.researcher, photo, "--json").json
    [made] = listed["into"]
    assert made["redaction"]["parent_id"] == photo
    out = desk.folder / "out"
    out.mkdir()
    desk.run("photos", "export", desk.researcher, out, made["media_id"])
    # Nothing else comes along, the original least of all.
    [path] = out.iterdir()
    with Image.open(path) as image:
        assert image.convert("L").getpixel((20, 20)) < 10  # type: ignore[operator]
        assert image.convert("L").getpixel((80, 60)) > 240  # type: ignore[operator]
    custody = desk.run("photos", "custody", desk.researcher, photo, "--json").json
    assert "redaction" in [row["row"]["kind"] for row in custody["custody"]["events"]]


def test_the_same_once_more_is_the_same_file(desk: Desk, photo: str) -> None:
    first = desk.run("photos", "redact", desk.researcher, photo, *BOX, "--json").json
    again = desk.run("photos", "redact", desk.researcher, photo, *BOX, "--json").json
    assert first["kept"]["media"]["id"] == again["kept"]["media"]["id"]


@pytest.mark.parametrize("wrong", ["1,2,3", "0,0,10001,5", "0,0,0,5", "-1,0,5,5", "a,b,c,d"])
def test_a_part_outside_of_the_picture_is_refused(desk: Desk, photo: str, wrong: str) -> None:
    refused = desk.run("photos", "redact", desk.researcher, photo, f"--box={wrong}")
    assert refused.code == 2
    assert "no part of a picture" in refused.err


def test_what_cannot_be_covered_says_why_and_keeps_nothing(desk: Desk) -> None:
    path = desk.folder / "told.txt"
    path.write_text("words", "utf-8")
    added = desk.run("photos", "add", desk.researcher, path, "--json").json
    media_id = added["report"]["added"][0]["media_id"]
    refused = desk.run("photos", "redact", desk.researcher, media_id, *BOX)
    assert refused.code == 1
    assert "cannot be covered here yet" in refused.err
    assert len(desk.run("photos", "list", desk.researcher, "--json").json["media"]) == 1
    listed = desk.run("photos", "redact", desk.researcher, media_id)
    assert "Nothing was covered in it" in listed.out
