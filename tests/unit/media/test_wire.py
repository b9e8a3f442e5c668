"""The parent believes nothing a child says before it is checked."""

from __future__ import annotations

import io
import struct

import msgspec
import pytest

from desktop.media import wire
from desktop.media.wire import BrokenFrame, Problem, Reply, Request
from desktop.model.media import MetadataItem
from desktop.vocabulary import vocabulary


def frame(header: object, payload: bytes = b"") -> io.BytesIO:
    data = header if isinstance(header, bytes) else msgspec.json.encode(header)
    return io.BytesIO(struct.pack(">II", len(data), len(payload)) + data + payload)


def test_request_and_reply_come_over_as_they_were() -> None:
    pipe = io.BytesIO()
    request = Request(256, 80)
    wire.write_frame(pipe, request, b"bytes")
    reply = Reply("image/jpeg", 4, 3, "then", (MetadataItem("EXIF", "Make", "ў"),), None, "r", 2, 1)
    wire.write_frame(pipe, reply, b"jpeg")
    pipe.seek(0)
    assert wire.read_request(pipe) == (request, b"bytes")
    assert wire.read_reply(pipe) == (reply, b"jpeg")
    assert wire.read_request(pipe) is None


BAD_REPLIES = {
    "nothing": io.BytesIO(),
    "half a length": io.BytesIO(b"\0\0"),
    "a giant header": io.BytesIO(struct.pack(">II", wire.MAX_HEADER + 1, 0)),
    "a giant picture": io.BytesIO(struct.pack(">II", 2, wire.MAX_PICTURE + 1) + b"{}"),
    "no JSON": frame(b"\xff\xff"),
    "deep JSON": frame(b"[" * 5000 + b"]" * 5000),
    "another type": frame({"width": "wide"}, b"x"),
    "an unknown field": frame({"path": "/etc"}, b"x"),
    "an unknown problem": frame({"problem": "bored"}),
    "a picture and a problem": frame({"problem": "damaged"}, b"x"),
    "neither": frame({}),
    "negative": frame({"width": -1}, b"x"),
    "wider than a database counts": frame({"width": 2**63}, b"x"),
    "a line that turns round": frame({"captured_at": "\u202e2020"}, b"x"),
    "a NUL in a value": frame(
        {"metadata": [{"group": "EXIF", "key": "Make", "value": "a\0b"}]}, b"x"
    ),
    "giant edge": frame({"made_width": 1 << 20}, b"x"),
    "a long text": frame({"media_type": "x" * 101}, b"x"),
    "too many items": frame(
        {"metadata": [{"group": "", "key": "", "value": ""}] * (wire.MAX_ITEMS + 1)}, b"x"
    ),
    "a long value": frame(
        {"metadata": [{"group": "", "key": "", "value": "v" * (wire.MAX_PACKET + 1)}]}, b"x"
    ),
    "cut": io.BytesIO(frame({}, b"picture").getvalue()[:-1]),
}


@pytest.mark.parametrize("name", sorted(BAD_REPLIES))
def test_a_reply_out_of_bounds_is_refused(name: str) -> None:
    with pytest.raises(BrokenFrame):
        wire.read_reply(BAD_REPLIES[name])


def test_every_problem_has_its_words() -> None:
    assert set(vocabulary("media_problem").codes) == set(Problem)
