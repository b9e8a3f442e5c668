"""What an offer holds for long, kept as bytes: few pieces are small, and what was read beside
them can go back to the system."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

import msgspec

from desktop.handoff.sending.looked import Looked
from desktop.handoff.sending.made import Made

T = TypeVar("T")

_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(Looked).decode


class _First(msgspec.Struct, array_like=True):
    """The beginning of one: what is behind it is passed over."""

    id: str


_decode_first: Final = msgspec.msgpack.Decoder(_First).decode


class _Packed:
    """Records of one kind in one piece of memory, by their place."""

    def __init__(self, records: Iterable[object]) -> None:
        octets, self._ends = bytearray(), array("Q")
        for each in records:
            octets += _encode(each)
            self._ends.append(len(octets))
        # Without the room to grow.
        self._octets = bytes(octets)

    def __len__(self) -> int:
        return len(self._ends)

    def __iter__(self) -> Iterator[memoryview]:
        """The bytes of each, in order."""
        octets, start = memoryview(self._octets), 0
        for end in self._ends:
            yield octets[start:end]
            start = end

    def at(self, row: int) -> memoryview:
        """The bytes of the one in this place."""
        start = self._ends[row - 1] if row else 0
        return memoryview(self._octets)[start : self._ends[row]]


class AllLooked(Mapping[str, Looked]):
    """By the interview's id, in the order given; each is made anew when it is looked at."""

    def __init__(self, interviews: Iterable[Looked]) -> None:
        self._packed = _Packed(interviews)
        ids = list(self)
        self._by_id = array("Q", sorted(range(len(ids)), key=ids.__getitem__))

    def all(self) -> Iterator[Looked]:
        """All of them, in their order."""
        return map(_decode, self._packed)

    def at(self, row: int) -> Looked:
        """The one in this place."""
        return _decode(self._packed.at(row))

    def __getitem__(self, interview_id: str) -> Looked:
        place = bisect_left(self._by_id, interview_id, key=self._id_at)
        if place < len(self):
            found = self.at(self._by_id[place])
            if found.id == interview_id:
                return found
        raise KeyError(interview_id)

    def _id_at(self, row: int) -> str:
        return _decode_first(self._packed.at(row)).id

    def __iter__(self) -> Iterator[str]:
        return (_decode_first(each).id for each in self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def kept(records: Iterable[T], kind: type[T]) -> Sequence[T]:
    """The same records of one dataclass or named tuple, made anew when they are looked at."""
    packed = _Packed(records)
    decode = msgspec.msgpack.Decoder(kind).decode
    return Made(range(len(packed)), lambda row: decode(packed.at(row)))
