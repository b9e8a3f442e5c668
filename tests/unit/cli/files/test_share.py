"""A copy to be handed on holds the pixels alone, as small as was asked, and consent is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from desktop.media.formats.plain_jpeg import plain_size
from desktop.media.hashing import hash_bytes
from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import Desk
from tests.unit.media import hostile


@pytest.fixture
def photo(desk: Desk) -> str:
    """Large, with a name and words in it."""
    path = desk.folder / "Hanna in Minsk.jpg"
    exif = Image.Exif()
    exif[0x010E] = "Hanna"
    picture = Image.effect_noise((3000, 2000), 30)
    path.write_bytes(hostile.saved(picture, "JPEG", exif=exif, comment=b"Hanna"))
    added = desk.run("photos", "add", desk.researcher, path, "--json").json
    return str(added["report"]["added"][0]["media_id"])


@pytest.fixture
def out(desk: Desk) -> Path:
    folder = desk.folder / "out"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("size", "pixels"), [("small", (1024, 683)), ("medium", (2048, 1365)), ("large", (3000, 2000))]
)
def test_a_copy_is_as_small_as_asked_and_says_nothing_of_the_original(
    desk: Desk, photo: str, out: Path, size: str, pixels: tuple[int, int]
) -> None:
    line = ("photos", "share", desk.researcher, out, photo, "--size", size, "--json")
    answer = desk.run(*line)
    assert answer.code == 0, answer.err
    made = answer.json
    [path] = out.iterdir()
    data = path.read_bytes()
    assert plain_size(data) == pixels == (made["width"], made["height"])
    assert b"Hanna" not in data
    assert "Hanna" not in path.name
    assert made["sha256"] == hash_bytes(data).sha256
    assert path.name.startswith(made["original_sha256"][:16])


def test_both_hashes_are_said_and_nothing_is_overwritten(desk: Desk, photo: str, out: Path) -> None:
    first = desk.run("photos", "share", desk.researcher, out, photo)
    assert "SHA-256 of the original" in first.out
    assert desk.run("photos", "share", desk.researcher, out, photo).code == 0
    assert len(list(out.iterdir())) == 2
    custody = desk.run("photos", "custody", desk.researcher, photo, "--json").json
    kinds = [row["row"]["kind"] for row in custody["custody"]["events"]]
    assert kinds.count("replication") == 2


def test_what_the_consent_keeps_back_is_not_copied(desk: Desk, photo: str, out: Path) -> None:
    path = desk.folder / "hers.jpg"
    path.write_bytes(hostile.jpeg((64, 48)))
    line = ("photos", "add", desk.researcher, path, "--interview", "W-001", "--json")
    hers = desk.run(*line).json["report"]["added"][0]["media_id"]
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        vault.consents.withdraw(desk.interview_id, "asked to")
    refused = desk.run("photos", "share", desk.researcher, out, hers)
    exported = desk.run("photos", "export", desk.researcher, out, hers)
    assert refused.code == exported.code != 0
    assert list(out.iterdir()) == []


def test_what_is_no_picture_is_refused(desk: Desk, out: Path) -> None:
    path = desk.folder / "told.txt"
    path.write_text("words", "utf-8")
    added = desk.run("photos", "add", desk.researcher, path, "--json").json
    media_id = added["report"]["added"][0]["media_id"]
    refused = desk.run("photos", "share", desk.researcher, out, media_id)
    assert refused.code == 1
    assert "cannot be shown" in refused.err
    assert list(out.iterdir()) == []
