"""Long lists of small records in one block of memory.

A record version listed in a package takes 49 bytes here and 300 as an object with its strings;
a package of everything lists a quarter of a million. Items are made when they are looked at.
"""

from __future__ import annotations

import dataclasses
import struct
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Generic, TypeVar, overload

from desktop import canonical

T = TypeVar("T")
AT_ONCE: Final = 500
"""Items encoded or read in one step: some milliseconds."""


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How one item becomes a row of fixed width and comes back, equal.

    ``pack``: the values of ``layout`` (as in ``struct``) of an item; ``ValueError`` or
    ``struct.error`` for one that would not come back as it was.
    """

    layout: struct.Struct
    pack: Callable[[T], tuple[Any, ...]]
    unpack: Callable[..., T]


class Packed(Sequence[T]):
    """A list that stands for a tuple: it compares equal to one of the same items.

    ``rows``: the rows one after the other, for who compares or keeps them as they are.
    """

    __slots__ = ("_form", "rows")

    def __init__(self, form: Form[T], items: Iterable[T] = ()) -> None:
        self._form = form
        self.rows = bytearray()
        self.extend(items)

    def append(self, item: T) -> None:
        """Add one item; what ``Form.pack`` raises."""
        self.rows += self._form.layout.pack(*self._form.pack(item))

    def extend(self, items: Iterable[T]) -> None:
        """Add items in their order."""
        pack, row = self._form.pack, self._form.layout.pack
        self.rows += b"".join([row(*pack(item)) for item in items])

    def columns(self) -> Iterator[tuple[Any, ...]]:
        """The packed values of each item, without making the item."""
        return self._form.layout.iter_unpack(self.rows)

    def __len__(self) -> int:
        return len(self.rows) // self._form.layout.size

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return tuple(self._at(each) for each in range(len(self))[place])
        return self._at(range(len(self))[place])

    def _at(self, place: int) -> T:
        return self._form.unpack(*self.values(place))

    def values(self, place: int) -> tuple[Any, ...]:
        """The packed values of one item, without making it."""
        layout = self._form.layout
        return layout.unpack_from(self.rows, place * layout.size)

    def __iter__(self) -> Iterator[T]:
        unpack = self._form.unpack
        return (unpack(*values) for values in self.columns())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, tuple | Packed):
            return len(self) == len(other) and all(
                mine == theirs for mine, theirs in zip(self, other, strict=True)
            )
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]  # it grows


class Ids:
    """A set of ids of equal length in one block, for a look-up now and then."""

    def __init__(self, ids: Iterable[bytes], length: int = 16) -> None:
        self._length = length
        self._block = b"".join(sorted(ids))

    def __contains__(self, id_: bytes) -> bool:
        places = range(len(self._block) // self._length)
        return self._at(bisect_left(places, id_, key=self._at)) == id_

    def _at(self, place: int) -> bytes:
        return self._block[place * self._length : (place + 1) * self._length]


def encoded(document: object) -> Iterator[bytes]:
    """The canonical JSON of a dataclass in pieces; its packed lists never whole in memory."""
    before = b"{"
    for name in sorted(field.name for field in dataclasses.fields(document)):  # type: ignore[arg-type]
        yield before + canonical.encode(name) + b":"
        value = getattr(document, name)
        if isinstance(value, Packed):
            yield from _list(value)
        else:
            yield canonical.encode(value)
        before = b","
    yield b"}"


def _list(items: Iterable[object]) -> Iterator[bytes]:
    rest, before = iter(items), b"["
    while several := list(islice(rest, AT_ONCE)):
        yield before + canonical.encode(several)[1:-1]
        before = b","
    yield b"[]" if before == b"[" else b"]"
