"""What joins a file to another, or holds a film within, is found by the containers' own rules, and
a file that says it falsely says nothing."""

from __future__ import annotations

import struct
import time

import pytest

from desktop.media.decoding.decoder import DecoderPool
from desktop.media.metadata.carried import Carried, carried
from desktop.media.metadata.joined import apple, motion
from desktop.model.media import APPLE, CONTENT_ID, FILM_BYTES, MOTION_PHOTO, MetadataItem
from tests.unit.media.facts.test_carried import in_jpeg, segment
from tests.unit.media.formats.tiffs import box
from tests.unit.media.made_files import NUMBER, film, live_jpeg, note

FILM = box(b"ftyp", b"isom\0\0\0\0") + box(b"mdat", b"invented")
XMP = b"http://ns.adobe.com/xap/1.0/\0"


def found(data: bytes) -> dict[str, str]:
    held = carried(data)
    return {each.key: each.value for each in (*apple(held), *motion(held))}


def test_a_live_photo_and_its_film_have_a_number_in_common(pool: DecoderPool) -> None:
    """As the child tells it, from behind its walls."""
    number = MetadataItem(APPLE, CONTENT_ID, NUMBER)
    for made in (live_jpeg(), film(), film(version=True)):
        decoded = pool.submit(made).result()
        assert number in decoded.metadata


@pytest.mark.parametrize("order", ["<", ">"])
def test_in_either_byte_order(order: str) -> None:
    assert found(live_jpeg(note(order=order))) == {CONTENT_ID: NUMBER}


HOSTILE = {
    "no number": note(b"../../etc/passwd, or a name"),
    "longer than a number": note(NUMBER.encode() + b"-0"),
    "behind the end": note()[:40],
    "no byte order": note().replace(b"MM", b"XX", 1),
    "more entries than there are": note()[:14] + b"\xff\xff" + note()[16:30],
    "another maker's": b"Nikon\0" + note(),
    "only its mark": b"Apple iOS\0",
    "nothing": b"",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_note_that_is_none_says_nothing(case: str) -> None:
    assert found(live_jpeg(HOSTILE[case])) == {}


@pytest.mark.parametrize("at", range(0, len(film()), 3))
def test_a_film_that_breaks_off_or_is_damaged_says_the_number_or_nothing(at: int) -> None:
    for data in (film()[:at], film()[:at] + b"\xff\xff\xff\xff" + film()[at + 4 :]):
        assert found(data).get(CONTENT_ID, NUMBER) == NUMBER


def samsung(film_bytes: bytes = FILM, *, count: int = 1, back: int | None = None) -> bytes:
    """A JPEG with pieces of Samsung's behind it (the list of them last)."""
    name = b"MotionPhoto_Data"
    piece = struct.pack("<HHI", 0, 0x0A30, len(name)) + name + film_bytes
    entry = struct.pack("<HHII", 0, 0x0A30, back or len(piece), len(piece))
    listed = b"SEFH" + struct.pack("<II", 107, count) + entry
    return in_jpeg() + piece + listed + struct.pack("<I", len(listed)) + b"SEFT"


def google(xmp: bytes, behind: bytes = FILM) -> bytes:
    return in_jpeg(segment(0xE1, XMP + xmp)) + behind


CONTAINER = (
    b'<Container:Item Item:Mime="video/mp4" Item:Semantic="MotionPhoto" Item:Length="%d"'
    b' Item:Padding="0"/>'
)
MOTION = {
    "Samsung": samsung(),
    "Google's motion photo": google(CONTAINER % len(FILM)),
    "the other way about": google(
        b'<Container:Item Item:Length="%d" Item:Semantic="MotionPhoto"/>' % len(FILM)
    ),
    "micro video": google(b'<x GCamera:MicroVideo="1" GCamera:MicroVideoOffset="%d"/>' % len(FILM)),
    "as an element": google(b"<GCamera:MicroVideoOffset>%d<" % len(FILM)),
    "HEIC": box(b"ftyp", b"heic\0\0\0\0") + box(b"mpvd", FILM),
}


@pytest.mark.parametrize("case", MOTION)
def test_a_film_in_a_picture_is_told_with_its_length(case: str) -> None:
    assert found(MOTION[case]) == {FILM_BYTES: str(len(FILM))}


FALSE = {
    "no film where it should be": google(CONTAINER % (len(FILM) - 1)),
    "longer than the file": google(CONTAINER % 999_999_999_999),
    "of no length": google(CONTAINER % 0),
    "one that is promised and missing": google(CONTAINER % len(FILM), b""),
    "pieces before the file": samsung(back=1 << 31),
    "more pieces than there are": samsung(b"no film", count=0xFFFFFFFF),
    "a list before the file": in_jpeg() + b"\xff\xff\xff\x7fSEFT",
    "no film in the box": box(b"ftyp", b"heic\0\0\0\0") + box(b"mpvd", b"\0\0\0\1free"),
    "a plain picture": in_jpeg(),
}


@pytest.mark.parametrize("case", FALSE)
def test_a_film_that_is_not_there_is_not_told(case: str) -> None:
    assert found(FALSE[case]) == {}


def test_every_cut_of_a_motion_photo_is_read_without_harm() -> None:
    whole = samsung()
    for end in range(0, len(whole), 7):
        assert set(found(whole[:end] + b"SEFT")) <= {FILM_BYTES}


def test_the_film_is_told_from_the_child(pool: DecoderPool) -> None:
    decoded = pool.submit(samsung()).result()
    assert decoded.picture is not None
    assert MetadataItem(MOTION_PHOTO, FILM_BYTES, str(len(FILM))) in decoded.metadata


def test_nothing_is_found_in_nothing() -> None:
    assert list(apple(Carried())) == list(motion(Carried())) == []


def test_xmp_that_is_made_to_be_searched_for_long_is_not() -> None:
    """Each place where the words begin is looked at, in so much as one segment holds."""
    for words in (b'Length="1"', b'Semantic="MotionPhoto"'):
        began = time.process_time()
        assert list(motion(Carried(xmp=words * 200_000))) == []
        assert time.process_time() - began < 2
