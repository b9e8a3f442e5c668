"""The parent believes nothing a child says before it is checked."""

from __future__ import annotations

import io
import struct

import msgspec
import pytest

from desktop.media.decoding import wire
from desktop.media.decoding.wire import BrokenFrame, Problem, Reply, Request
from desktop.model.media import MetadataItem
from desktop.vocabulary import vocabulary
from tests.unit.media import hostile


def frame(header: object, payload: bytes = b"") -> io.BytesIO:
    data = header if isinstance(header, bytes) else msgspec.json.encode(header)
    return io.BytesIO(struct.pack(">II", len(data), len(payload)) + data + payload)


PICTURE = hostile.jpeg((4, 3))


def answer(**said: object) -> io.BytesIO:
    """A reply with a picture that is taken, but for what is ``said``."""
    return frame({"made_width": 4, "made_height": 3, **said}, PICTURE)


def test_request_and_reply_come_over_as_they_were() -> None:
    pipe = io.BytesIO()
    request = Request(256, 80)
    wire.write_frame(pipe, request, b"bytes")
    reply = Reply("image/jpeg", 4, 3, "then", (MetadataItem("EXIF", "Make", "ў"),), None, "r", 4, 3)
    wire.write_frame(pipe, reply, PICTURE)
    pipe.seek(0)
    assert wire.read_request(pipe) == (request, b"bytes")
    assert wire.read_reply(pipe) == (reply, PICTURE)
    assert wire.read_request(pipe) is None


def spoken_of(number: str) -> io.BytesIO:
    """The text of a file that names the picture of this number."""
    return frame({"problem": "text", "pieces": [{"part": "picture", "name": number, "text": ""}]})


BAD_REPLIES = {
    "nothing": io.BytesIO(),
    "half a length": io.BytesIO(b"\0\0"),
    "a giant header": io.BytesIO(struct.pack(">II", wire.MAX_HEADER + 1, 0)),
    "a giant picture": io.BytesIO(struct.pack(">II", 2, wire.MAX_PICTURE + 1) + b"{}"),
    "no JSON": frame(b"\xff\xff"),
    "deep JSON": frame(b"[" * 5000 + b"]" * 5000),
    "another type": answer(width="wide"),
    "an unknown field": answer(path="/etc"),
    "an unknown problem": frame({"problem": "bored"}),
    "a picture and a problem": answer(problem="damaged"),
    "neither": frame({}),
    "negative": answer(width=-1),
    "wider than a database counts": answer(width=2**63),
    "a line that turns round": answer(captured_at="\u202e2020"),
    "a NUL in a value": answer(metadata=[{"group": "EXIF", "key": "Make", "value": "a\0b"}]),
    "giant edge": answer(made_width=1 << 20),
    "another size than the picture": answer(made_width=3),
    "another JPEG": frame(
        {"made_width": 4, "made_height": 3}, hostile.jpeg((4, 3), progressive=True)
    ),
    "a long text": answer(media_type="x" * 101),
    "too many items": answer(
        metadata=[{"group": "", "key": "", "value": ""}] * (wire.MAX_ITEMS + 1)
    ),
    "a long value": answer(
        metadata=[{"group": "", "key": "", "value": "v" * (wire.MAX_PACKET + 1)}]
    ),
    "cut": io.BytesIO(answer().getvalue()[:-1]),
    **{
        f"a picture of number {name!r}": spoken_of(name)
        for name in ("abc", "", "0", "61", "٣", "-1")
    },
}


@pytest.mark.parametrize("name", sorted(BAD_REPLIES))
def test_a_reply_out_of_bounds_is_refused(name: str) -> None:
    with pytest.raises(BrokenFrame):
        wire.read_reply(BAD_REPLIES[name])


def test_a_reply_within_bounds_is_taken() -> None:
    assert wire.read_reply(answer(width=9))[0] == Reply(width=9, made_width=4, made_height=3)


def test_a_picture_in_a_text_has_its_number() -> None:
    for number in ("1", "60"):
        assert wire.read_reply(spoken_of(number))[0].pieces[0].name == number


def test_every_problem_has_its_words() -> None:
    assert set(vocabulary("media_problem").codes) == set(Problem)
