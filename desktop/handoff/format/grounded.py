"""Packed lists whose items also say on which interviews they rest.

Nearly every item rests on one interview and shares it with some others, so each holds a number
of four bytes into a table of what is rested on; the rows beside are those of any packed list.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Final, Protocol, TypeVar

from desktop.documents.packed import Form, Packed
from desktop.handoff.format.ids import uuid_bytes, uuid_text

_ID: Final = 16


class _Resting(Protocol):
    @property
    def grounds(self) -> tuple[str, ...]: ...


R = TypeVar("R", bound=_Resting)


class GroundsTable:
    """Every set of interviews that something in a package rests on, once, by its number."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] | None = {}
        self._known: list[bytes] = []

    def number(self, grounds: Iterable[str]) -> int:
        """The number of these; ``ValueError`` for an id that has another form than ours."""
        return self._number(b"".join([uuid_bytes(each) for each in grounds]))

    def _number(self, packed: bytes) -> int:
        if self._numbers is None:
            self._numbers = {each: number for number, each in enumerate(self._known)}
        number = self._numbers.setdefault(packed, len(self._known))
        if number == len(self._known):
            self._known.append(packed)
        return number

    def freeze(self) -> None:
        """Give back what only finding a number takes; it comes again when it is needed."""
        self._numbers = None

    def ids(self, number: int) -> tuple[str, ...]:
        """The ids behind a number, in the order they were listed."""
        known = self._known[number]
        if len(known) == _ID:
            return (uuid_text(known),)
        return tuple(uuid_text(each) for each in self.packed(number))

    def packed(self, number: int) -> list[bytes]:
        """The same in 16 bytes each."""
        known = self._known[number]
        return [known[at : at + _ID] for at in range(0, len(known), _ID)]

    def __len__(self) -> int:
        return len(self._known)


class Grounded(Packed[R]):
    """A packed list of records or originals. ``numbers``: of each item, into ``table``.

    ``Form.unpack`` takes the grounds behind the values of a row.
    """

    __slots__ = ("numbers", "table")

    def __init__(self, form: Form[R], table: GroundsTable, items: Iterable[R] = ()) -> None:
        self.table, self.numbers = table, array("I")
        super().__init__(form, items)

    def append(self, item: R) -> None:
        """Add one item; ``ValueError`` as :meth:`GroundsTable.number`, and what packing raises."""
        number = self.table.number(item.grounds)
        super().append(item)
        self.numbers.append(number)

    def extend(self, items: Iterable[R]) -> None:
        """Add items in their order."""
        several = list(items)
        numbers = [self.table.number(item.grounds) for item in several]
        super().extend(several)
        self.numbers.extend(numbers)

    def plain(self) -> Iterator[R]:
        """The items without what they rest on: in less than half the time."""
        return super().__iter__()

    def _at(self, place: int) -> R:
        return self._form.unpack(*self.values(place), self.table.ids(self.numbers[place]))

    def _grounds(self) -> Iterator[tuple[str, ...]]:
        """What each item rests on."""
        last = -1
        ids: tuple[str, ...] = ()
        for number in self.numbers:
            if number != last:
                last, ids = number, self.table.ids(number)
            yield ids

    def __iter__(self) -> Iterator[R]:
        unpack = self._form.unpack
        return (
            unpack(*values, ids)
            for values, ids in zip(self.columns(), self._grounds(), strict=True)
        )
