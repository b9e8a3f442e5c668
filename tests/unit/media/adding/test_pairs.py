"""Live photos, raw photos and side-cars are known as belonging together when they come in."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from desktop.media.adding.ingest import add_files
from desktop.media.adding.pairs import going_with
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding.pictures import make_pictures
from desktop.model.media import Media
from desktop.vault import Vault
from tests.support import make_vault, open_interview
from tests.unit.media.made_files import film, live_jpeg

_LONG, _CUT = "n" * 60, "n" * 46
CASES = {
    "live photo": ("IMG_1.HEIC IMG_1.MOV IMG_1.AAE", {"IMG_1.MOV": "IMG_1.HEIC"}),
    "capitals do not count": ("img_1.jpg IMG_1.mov", {"IMG_1.mov": "img_1.jpg"}),
    "raw and JPEG": ("A.CR3 A.JPG A.xmp", {"A.CR3": "A.JPG", "A.xmp": "A.JPG"}),
    "raw alone": ("A.NEF A.xmp", {"A.xmp": "A.NEF"}),
    "film": ("D.MP4 D.SRT D.THM", {"D.SRT": "D.MP4", "D.THM": "D.MP4"}),
    "whole name": (
        "A.NEF A.JPG A.NEF.xmp A.JPG.json",
        {"A.NEF": "A.JPG", "A.NEF.xmp": "A.JPG", "A.JPG.json": "A.JPG"},
    ),
    "Google": (
        "P.jpg P.jpg.supplemental-metadata.json",
        {"P.jpg.supplemental-metadata.json": "P.jpg"},
    ),
    "Google, cut": ("P.jpg P.jpg.suppl.json", {"P.jpg.suppl.json": "P.jpg"}),
    "Google, numbered": (
        "P.jpg P(1).jpg P.jpg(1).json P.jpg.json",
        {"P.jpg(1).json": "P(1).jpg", "P.jpg.json": "P.jpg"},
    ),
    "Google, a long name": (f"{_LONG}.jpg {_CUT}.json", {f"{_CUT}.json": f"{_LONG}.jpg"}),
    "ProofMode by name": ("P.jpg P.jpg.proof.csv", {"P.jpg.proof.csv": "P.jpg"}),
    "HEIC, and the JPEG of it": (
        "A.HEIC A.JPG A.MOV A.AAE",
        {"A.JPG": "A.HEIC", "A.MOV": "A.HEIC", "A.AAE": "A.HEIC"},
    ),
    "Apple's edited copy": (
        "IMG_1234.HEIC IMG_E1234.JPG IMG_E1234.MOV IMG_O1234.AAE IMG_1234.MOV",
        dict.fromkeys(
            ("IMG_E1234.JPG", "IMG_E1234.MOV", "IMG_O1234.AAE", "IMG_1234.MOV"), "IMG_1234.HEIC"
        ),
    ),
    "an edited copy alone": ("IMG_E1234.JPG IMG_E1234.MOV", {"IMG_E1234.MOV": "IMG_E1234.JPG"}),
    "GoPro, small film and picture": (
        "GX010123.MP4 GL010123.LRV GX010123.THM",
        {"GL010123.LRV": "GX010123.MP4", "GX010123.THM": "GX010123.MP4"},
    ),
    "GoPro, of before": (
        "GOPR0123.MP4 GP010123.MP4 GP010123.THM GOPR0123.LRV",
        dict.fromkeys(("GP010123.MP4", "GP010123.THM", "GOPR0123.LRV"), "GOPR0123.MP4"),
    ),
    "GoPro, in chapters": (
        "GH010123.MP4 GH020123.MP4 GL020123.LRV GH010124.MP4",
        dict.fromkeys(("GH020123.MP4", "GL020123.LRV"), "GH010123.MP4"),
    ),
    "GoPro, raw": ("GOPR0001.JPG GOPR0001.GPR", {"GOPR0001.GPR": "GOPR0001.JPG"}),
    "Google's motion photo": (
        "PXL_1.MP.jpg PXL_1.MP PXL_1.MP.jpg.json",
        {"PXL_1.MP": "PXL_1.MP.jpg", "PXL_1.MP.jpg.json": "PXL_1.MP.jpg"},
    ),
    "MVIMG": ("MVIMG_1.jpg MVIMG_1.MP4", {"MVIMG_1.MP4": "MVIMG_1.jpg"}),
    "two pictures of one name": ("A.JPG A.PNG A.MOV A.xmp", {}),
    "two films": ("A.JPG A.MOV A.MP4", {}),
    "other names": ("IMG_1.JPG IMG_10.MOV .xmp notes.json song.mp3 song.jpg", {}),
    "nothing to go with": ("A.xmp A.AAE B.jpg.json", {}),
}


@pytest.mark.parametrize("case", CASES)
def test_names_in_one_folder_say_what_belongs_together(case: str) -> None:
    said, right = CASES[case]
    names = said.split()
    right = right | ({"IMG_1.AAE": "IMG_1.HEIC"} if case == "live photo" else {})
    found = going_with([("a", each) for each in names])
    assert {names[one]: names[other] for one, other in found.items()} == right
    apart = going_with([(str(at), each) for at, each in enumerate(names)])
    assert apart == {}, "each in a folder of its own"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return make_vault(tmp_path)


def write(folder: Path, *names: str, at: int = 1_000_000_000) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(f"{folder.name} {name}".encode())
        os.utime(folder / name, (at, at))
    return folder


def beside(vault: Vault) -> dict[str, str]:
    """By name, to which file each belongs."""
    found = ((each, vault.companions.goes_with(each.id)) for each in vault.media.all())
    return {each.original_name: other.original_name for each, other in found if other}


def named(vault: Vault, name: str) -> Media:
    [found] = [each for each in vault.media.all() if each.original_name == name]
    return found


def test_an_import_keeps_them_together_whatever_comes_first(vault: Vault, tmp_path: Path) -> None:
    phone = write(tmp_path / "phone", "IMG_1.AAE", "IMG_1.HEIC", "IMG_1.MOV", "IMG_2.HEIC")
    report = add_files(vault, [phone])
    assert report.paired == 2
    assert beside(vault) == {"IMG_1.AAE": "IMG_1.HEIC", "IMG_1.MOV": "IMG_1.HEIC"}
    assert add_files(vault, [phone]).paired == 0
    together = vault.companions.all_of(named(vault, "IMG_1.MOV").id)
    assert [each.original_name for each in together] == ["IMG_1.HEIC", "IMG_1.AAE", "IMG_1.MOV"]


def test_one_that_broke_off_between_the_two_joins_them_when_it_goes_on(
    vault: Vault, tmp_path: Path
) -> None:
    phone = write(tmp_path / "phone", "IMG_1.HEIC")
    add_files(vault, [phone])
    add_files(vault, [write(phone, "IMG_1.MOV", at=1_700_000_000)])
    assert beside(vault) == {"IMG_1.MOV": "IMG_1.HEIC"}


def test_files_of_two_folders_are_not_joined_by_a_number(vault: Vault, tmp_path: Path) -> None:
    """Each phone counts from one."""
    add_files(vault, [write(tmp_path / "hers", "IMG_1.HEIC"), write(tmp_path / "his", "IMG_1.MOV")])
    assert beside(vault) == {}


@pytest.mark.parametrize("later", [0, 2, 60])
def test_in_two_imports_of_one_interview_the_moment_decides(
    vault: Vault, tmp_path: Path, later: int
) -> None:
    made = open_interview(vault)
    add_files(vault, [write(tmp_path / "a", "IMG_1.MOV") / "IMG_1.MOV"], made.id)
    second = write(tmp_path / "b", "IMG_1.HEIC", at=1_000_000_000 + later) / "IMG_1.HEIC"
    report = add_files(vault, [second], made.id)
    assert beside(vault) == ({"IMG_1.MOV": "IMG_1.HEIC"} if later < 60 else {})
    assert report.paired == len(beside(vault))


@pytest.mark.parametrize("proof_first", [False, True])
def test_what_proofmode_wrote_is_known_by_the_hash_in_its_name(
    vault: Vault, proof_first: bool
) -> None:
    sha256 = hashlib.sha256(b"picture").hexdigest()
    picture = [MemoryFile("P.jpg", b"picture")]
    proof = [MemoryFile(f"{sha256}.proof.csv", b"a,b"), MemoryFile(f"{sha256}.asc", b"signed")]
    for each in (proof, picture) if proof_first else (picture, proof):
        add_files(vault, each)
    assert beside(vault) == {f"{sha256}.proof.csv": "P.jpg", f"{sha256}.asc": "P.jpg"}


def test_what_a_person_said_is_not_said_otherwise_by_an_import(
    vault: Vault, tmp_path: Path
) -> None:
    phone = write(tmp_path / "phone", "IMG_1.HEIC", "IMG_1.MOV")
    add_files(vault, [phone])
    vault.companions.say(named(vault, "IMG_1.MOV").id, "")
    add_files(vault, [phone])
    assert beside(vault) == {}


@pytest.mark.parametrize("side", ["IMG_1.AAE", "IMG_1.HEIC.xmp", "img_1.mov"])
@pytest.mark.parametrize("picture_first", [True, False])
def test_a_side_car_that_comes_later_finds_its_picture_by_name_and_moment(
    vault: Vault, tmp_path: Path, side: str, picture_first: bool
) -> None:
    """Without a folder, and added to no interview."""
    phone = write(tmp_path / "phone", "IMG_1.HEIC", side, "IMG_2.HEIC")
    ways = [phone / "IMG_1.HEIC", phone / side]
    for each in ways if picture_first else reversed(ways):
        report = add_files(vault, [each])
    add_files(vault, [phone / "IMG_2.HEIC"])
    assert beside(vault) == {side: "IMG_1.HEIC"}
    assert report.paired == 1


def test_a_name_alone_joins_nothing_later(vault: Vault, tmp_path: Path) -> None:
    hers = write(tmp_path / "hers", "IMG_1.HEIC")
    his = write(tmp_path / "his", "IMG_1.AAE", at=1_000_000_060)
    add_files(vault, [hers / "IMG_1.HEIC"])
    add_files(vault, [his / "IMG_1.AAE"])
    add_files(vault, [MemoryFile("IMG_1.MOV", b"of no moment")])
    assert beside(vault) == {}


@pytest.mark.parametrize("same", [True, False])
def test_later_nothing_is_joined_across_two_interviews(
    vault: Vault, tmp_path: Path, same: bool
) -> None:
    hers, his = open_interview(vault, "W-001"), open_interview(vault, "W-002")
    picture = write(tmp_path / "hers", "IMG_1.HEIC") / "IMG_1.HEIC"
    side = write(tmp_path / "his", "IMG_1.AAE") / "IMG_1.AAE"
    add_files(vault, [picture], hers.id)
    add_files(vault, [side], (hers if same else his).id)
    assert beside(vault) == ({"IMG_1.AAE": "IMG_1.HEIC"} if same else {})


def test_of_two_pictures_that_could_be_meant_nothing_is_said(vault: Vault, tmp_path: Path) -> None:
    for folder in ("one", "other"):
        add_files(vault, [write(tmp_path / folder, "IMG_1.HEIC") / "IMG_1.HEIC"])
    add_files(vault, [write(tmp_path / "third", "IMG_1.AAE") / "IMG_1.AAE"])
    assert beside(vault) == {}


@pytest.mark.parametrize("film_first", [True, False])
def test_a_live_photo_and_its_film_are_joined_by_the_number_in_both(
    vault: Vault, film_first: bool
) -> None:
    """Whatever they are called."""
    both = [MemoryFile("image0.jpeg", live_jpeg()), MemoryFile("video-3.mov", film())]
    for each in reversed(both) if film_first else both:
        add_files(vault, [each])
        assert beside(vault) == {}, "nobody has looked into it"
        make_pictures(vault)
    assert beside(vault) == {"video-3.mov": "image0.jpeg"}
    [paired] = vault.companions.beside(named(vault, "video-3.mov").id).goes_with
    assert paired.known_by == "number"


def test_of_a_number_in_many_files_nothing_is_said(vault: Vault) -> None:
    pictures = [MemoryFile(f"{n}.jpg", live_jpeg(size=(16, 16 + n))) for n in range(2)]
    add_files(vault, [*pictures, MemoryFile("a.mov", film())])
    make_pictures(vault)
    assert beside(vault) == {}


def test_what_a_person_said_stands_against_the_number(vault: Vault) -> None:
    add_files(vault, [MemoryFile("a.jpg", live_jpeg()), MemoryFile("a.mov", film())])
    vault.companions.say(named(vault, "a.mov").id, named(vault, "a.jpg").id)
    vault.companions.say(named(vault, "a.mov").id, "")
    make_pictures(vault)
    assert beside(vault) == {}
