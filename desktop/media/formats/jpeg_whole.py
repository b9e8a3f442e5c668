"""Whether the picture data of a JPEG are there from end to end, by their markers (ITU-T T.81).

Decoders go on over what is missing or overwritten in the middle, and say nothing. Bytes of
another file in a scan hold markers that no scan has, each some two hundred and fifty bytes; a
cluster that is gone takes restart markers along, and an empty one is a run of zeros that stands for
nothing. One changed bit is not seen, nor are bytes whose first marker happens to be that of the
end. In the child process only.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_MARKER: Final = re.compile(rb"\xff[^\x00\xff]")
_EOI, _SOS, _DHT, _DRI, _DNL = 0xD9, 0xDA, 0xC4, 0xDD, 0xDC
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SEQUENTIAL: Final = (0xC0, 0xC1)
"""Huffman-coded frames in which each scan has its components whole."""
_RESTARTS: Final = range(0xD0, 0xD8)
_BARE: Final = frozenset({0x01, 0xD8, *_RESTARTS})
"""Markers without a length."""
_BETWEEN: Final = frozenset({_EOI, _SOS, _DHT, 0xDB, _DRI, _DNL, 0xCC, 0xFE, *range(0xE0, 0xF0)})
"""What may end a scan."""
_EMPTY: Final = bytes(1024)
"""So many zeros are no picture, unless zeros stand for an even colour."""


@dataclass(slots=True)
class _Frame:
    """What the heads before a scan say."""

    kind: int = 0
    width: int = 0
    height: int = 0
    sampling: dict[int, tuple[int, int]] = field(default_factory=dict)
    interval: int = 0
    even: dict[int, bool] = field(default_factory=dict)
    """By class and number of a table of codes: whether zeros mean that nothing changes."""


def is_whole(data: bytes) -> bool:
    """Whether all scans of the first picture are there, up to the marker of its end."""
    frame, at = _Frame(), 2
    try:
        while (found := _MARKER.search(data, at)) is not None:
            marker, at = found.group()[1], found.end()
            if marker == _EOI:
                return frame.kind != 0
            if marker in _BARE:
                continue
            (length,) = struct.unpack_from(">H", data, at)
            head, at = data[at + 2 : at + length], at + length
            if marker == _SOS:
                ended = _end_of_scan(frame, head, data, at)
                if ended is None:
                    return False
                at = ended
            else:
                _hear(frame, marker, head)
    except (struct.error, IndexError):
        return False
    return False


def coefficients(data: bytes) -> int:
    """Bytes of memory for the coefficients of a JPEG in several scans, which is decoded when all of
    them are there, two for each; 0 for one in a single scan."""
    frame, at = _Frame(), 2
    try:
        while (found := _MARKER.search(data, at)) is not None:
            marker, at = found.group()[1], found.end()
            if marker == _SOS:
                at_once = data[at + 2] == len(frame.sampling) and frame.kind in _SEQUENTIAL
                return 0 if at_once else _blocks(frame) * 128
            if marker not in _BARE:
                (length,) = struct.unpack_from(">H", data, at)
                _hear(frame, marker, data[at + 2 : at + length])
                at += length
    except (struct.error, IndexError):
        return 0
    return 0


def frame_of(data: bytes) -> tuple[int, int, int] | None:
    """Width, height and marker of a JPEG's frame; None where there is none before a scan."""
    frame, at = _Frame(), 2
    try:
        while (found := _MARKER.search(data, at)) is not None and not frame.kind:
            marker, at = found.group()[1], found.end()
            if marker in (_SOS, _EOI):
                return None
            if marker not in _BARE:
                (length,) = struct.unpack_from(">H", data, at)
                _hear(frame, marker, data[at + 2 : at + length])
                at += length
    except (struct.error, IndexError):
        return None
    return (frame.width, frame.height, frame.kind) if frame.kind else None


def _blocks(frame: _Frame) -> int:
    """Of eight by eight samples, in all components."""
    most_across, most_down = (max(sides) for sides in zip(*frame.sampling.values(), strict=True))
    return sum(
        -(-frame.width * across // (8 * most_across)) * -(-frame.height * down // (8 * most_down))
        for across, down in frame.sampling.values()
    )


def _hear(frame: _Frame, marker: int, head: bytes) -> None:
    if marker in _FRAMES and not frame.kind:
        frame.kind = marker
        frame.height, frame.width, count = struct.unpack_from(">HHB", head, 1)
        for at in range(6, 6 + 3 * count, 3):
            frame.sampling[head[at]] = (head[at + 1] >> 4, head[at + 1] & 15)
    elif marker == _DRI:
        (frame.interval,) = struct.unpack_from(">H", head)
    elif marker == _DHT:
        at = 0
        while at + 17 <= len(head):
            counts = head[at + 1 : at + 17]
            # The first code of all is the one of zeros alone.
            frame.even[head[at]] = sum(counts) > 0 and head[at + 17] == 0
            at += 17 + sum(counts)


def _end_of_scan(frame: _Frame, head: bytes, data: bytes, start: int) -> int | None:
    """Where the marker behind the scan stands; None where the scan is not whole."""
    restarts, end = 0, None
    for found in _MARKER.finditer(data, start):
        marker = found.group()[1]
        if marker in _RESTARTS and frame.interval:
            if marker - _RESTARTS[0] != restarts % len(_RESTARTS):
                return None
            restarts += 1
        elif marker in _BETWEEN:
            end = found.start()
            break
        else:
            return None
    if end is None or not _has_all_restarts(frame, head, restarts):
        return None
    hollow = data.find(_EMPTY, start, end) >= 0 and not _may_be_even(frame, head)
    return None if hollow else end


def _has_all_restarts(frame: _Frame, head: bytes, restarts: int) -> bool:
    """Asked where the heads tell how many there are: of a scan of all components at once."""
    together = head[0] == len(frame.sampling) > 1
    if not (frame.interval and frame.kind in _SEQUENTIAL and together and frame.height):
        return True
    across, down = (8 * max(sides) for sides in zip(*frame.sampling.values(), strict=True))
    units = -(-frame.width // across) * -(-frame.height // down)
    return restarts in (-(-units // frame.interval) - 1, -(-units // frame.interval))


def _may_be_even(frame: _Frame, head: bytes) -> bool:
    """Whether zeros alone may be a surface of one colour. Of a progressive frame nobody can say."""
    if frame.kind not in _SEQUENTIAL:
        return True
    return all(frame.even.get(table, True) for table in _tables(head))


def _tables(head: bytes) -> Iterator[int]:
    """The tables that the components of a scan use: for DC by number, for AC with 16 more."""
    for at in range(2, 2 + 2 * head[0], 2):
        yield head[at] >> 4
        yield 0x10 | head[at] & 15
