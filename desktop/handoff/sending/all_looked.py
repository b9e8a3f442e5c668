"""What an offer holds for long, kept as bytes: few pieces are small, and what was read beside
them can go back to the system."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from desktop.handoff.sending.looked import Looked
from desktop.handoff.sending.made import Made
from desktop.handoff.sending.plan import Notice

_encode: Final = msgspec.msgpack.Encoder().encode_into


class _Packed:
    """Records of one kind in one piece of memory, by their place."""

    def __init__(self) -> None:
        self._octets, self._ends = bytearray(), array("Q")

    def __len__(self) -> int:
        return len(self._ends)

    def add(self, record: object) -> None:
        """Put one behind the others."""
        _encode(record, self._octets, -1)
        self._ends.append(len(self._octets))

    def at(self, row: int) -> memoryview:
        """The bytes of the one in this place."""
        start = self._ends[row - 1] if row else 0
        return memoryview(self._octets)[start : self._ends[row]]


class AllLooked(Mapping[str, Looked]):
    """By the interview's id, in the order given; each is made anew when it is looked at."""

    def __init__(self, interviews: Iterable[Looked]) -> None:
        self._packed = _Packed()
        self._decode: Callable[[memoryview], Looked] = msgspec.msgpack.Decoder(Looked).decode
        ids = []
        for each in interviews:
            self._packed.add(each)
            ids.append(each.id)
        self._by_id = array("Q", sorted(range(len(ids)), key=ids.__getitem__))

    @property
    def rows(self) -> Sequence[Looked]:
        """All of them, in their order."""
        return Made(range(len(self)), self.at)

    def at(self, row: int) -> Looked:
        """The one in this place."""
        return self._decode(self._packed.at(row))

    def __getitem__(self, interview_id: str) -> Looked:
        place = bisect_left(self._by_id, interview_id, key=lambda row: self.at(row).id)
        if place < len(self):
            found = self.at(self._by_id[place])
            if found.id == interview_id:
                return found
        raise KeyError(interview_id)

    def __iter__(self) -> Iterator[str]:
        return (each.id for each in self.rows)

    def __len__(self) -> int:
        return len(self._packed)


def all_told(notices: Iterable[Notice]) -> Sequence[Notice]:
    """The same notices, made anew when they are looked at."""
    packed = _Packed()
    for each in notices:
        packed.add(each)
    decode = msgspec.msgpack.Decoder(Notice).decode
    return Made(range(len(packed)), lambda row: decode(packed.at(row)))
