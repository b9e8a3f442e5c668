"""The records and originals of one package, in the order they travel in: packed, a hundred bytes
a file where objects take a thousand."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from struct import Struct
from typing import Any, Final

from desktop.documents.packed import Form, Packed
from desktop.errors import PackageRefused
from desktop.handoff.format import layout
from desktop.handoff.format.bagging import PayloadFile
from desktop.handoff.format.grounded import Grounded, GroundsTable
from desktop.handoff.format.ids import uuid_bytes, uuid_text
from desktop.handoff.format.kind_numbers import NUMBERS
from desktop.handoff.format.lists import MEDIA, RECORDS
from desktop.handoff.format.order import in_order
from desktop.handoff.format.signed import AuthorsListed, SignedRecords
from desktop.model.handoff import MediaEntry, RecordEntry
from desktop.progress import Pause, paced
from desktop.vault.kinds.all import CHOSEN, ORIGINAL

_SORTED_AT_ONCE: Final = 20_000
_SEAL: Final[Form[tuple[int, str, str, int]]] = Form(
    Struct("<I32s64sI"),
    lambda seal: (seal[0], bytes.fromhex(seal[1]), bytes.fromhex(seal[2]), seal[3]),
    lambda number, sha256, sha512, size: (number, sha256.hex(), sha512.hex(), size),
)


class Hashed:
    """Size and SHA-512 of files whose SHA-256 is kept elsewhere, by their number."""

    def __init__(self) -> None:
        self.sizes, self._sha512s = array("Q"), bytearray()

    def append(self, sha512: str, size: int) -> None:
        """Add one at the end; the digest in hex."""
        self._sha512s += bytes.fromhex(sha512)
        self.sizes.append(size)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """(SHA-512 in lower-case hex, size in bytes) of each."""
        for number, size in enumerate(self.sizes):
            yield self._sha512s[number * 64 : (number + 1) * 64].hex(), size

    def forget(self) -> None:
        """Give back what is needed no more once everything is written."""
        self.sizes, self._sha512s = array("Q"), bytearray()


class Records:
    """The versions that travel. ``interviews``: how many, however many versions of each;
    ``authors``: who wrote them. ``derived``: by the ids of the interviews that do not go as they
    were told, under which id each goes, and the version of the consent that it goes on."""

    def __init__(self) -> None:
        self.entries = SignedRecords(RECORDS, GroundsTable())
        self.authors = AuthorsListed()
        self.hashed = Hashed()
        self.interviews = 0
        self._last = ""
        self.derived: Mapping[str, tuple[str, str]] = {}

    def append(self, entry: RecordEntry, sha512: str, size: int) -> None:
        """Add one; the versions of one record come one after the other."""
        if entry.kind == CHOSEN and entry.record_id != self._last:
            self.interviews += 1
        self._last = entry.record_id
        _append(self.entries, entry)
        self.hashed.append(sha512, size)

    def files(self) -> Iterator[PayloadFile]:
        """The payload files of them in order."""
        for entry, (sha512, size) in zip(self.entries.plain(), self.hashed, strict=True):
            yield PayloadFile(layout.record_path(entry), size, entry.version_id, sha512)


class Originals:
    """The originals that travel. ``table``: of what they rest on, that of the records."""

    def __init__(self, table: GroundsTable) -> None:
        self.entries: Grounded[MediaEntry] = Grounded(MEDIA, table)
        self.hashed = Hashed()

    def append(self, entry: MediaEntry, sha512: str) -> None:
        """Add one."""
        _append(self.entries, entry)
        self.hashed.append(sha512, entry.size)

    def files(self) -> Iterator[PayloadFile]:
        """The payload files of them in order."""
        for entry, (sha512, size) in zip(self.entries.plain(), self.hashed, strict=True):
            yield PayloadFile(layout.media_path(entry.sha256), size, entry.sha256, sha512)


class Seals:
    """The seals of versions that travel, by the numbers of those among the records."""

    def __init__(self, records: Records) -> None:
        self._records, self._seals = records, Packed(_SEAL)

    def append(self, number: int, file: PayloadFile) -> None:
        """Add the hashed seal of a version."""
        self._seals.append((number, file.sha256, file.sha512, file.size))

    def __len__(self) -> int:
        return len(self._seals)

    def sizes(self) -> Iterator[int]:
        """Bytes of each."""
        return (size for _number, _sha256, _sha512, size in self._seals.columns())

    def files(self) -> Iterator[PayloadFile]:
        """The payload files of them in order."""
        for number, sha256, sha512, size in self._seals:
            path = layout.seal_path(self._records.entries[number].version_id)
            yield PayloadFile(path, size, sha256, sha512)


class Items:
    """Records and originals together, sorted by what the vault's tables lie in the order of."""

    def __init__(self, taken: Records, originals: Originals, pause: Pause) -> None:
        self.taken, self.originals = taken, originals
        count = len(taken.entries) + len(originals.entries)
        self._by_item = in_order(count, self._item, pause)
        self._by_record = in_order(count, self._record_then_item, pause)
        self._once = array("I", sorted(self._first_of_each(pause)))

    def by_item(self) -> Iterator[tuple[str, str]]:
        """(item, record id) of everything, in the order of the items."""
        return self._pairs(self._by_item)

    def by_record(self) -> Iterator[tuple[str, str]]:
        """The same in the order of the record ids, and of the items of each."""
        return self._pairs(self._by_record)

    def records(self) -> Iterator[tuple[str, str]]:
        """(kind, id) of each record and original, once, in the order they travel in: as they came
        to lie here, so that rows about them lie together."""
        for kind, record_id, _item in self._rows(self._once):
            yield NUMBERS.name(kind), uuid_text(record_id)

    def _first_of_each(self, pause: Pause) -> Iterator[int]:
        """One number of each (kind, id)."""
        known: set[int] = set()
        last = b""
        rows = zip(self._by_record, self._rows(self._by_record), strict=True)
        for number, (kind, record_id, _item) in paced(rows, pause, _SORTED_AT_ONCE):
            if record_id != last:
                known, last = set(), record_id
            if kind not in known:
                known.add(kind)
                yield number

    def record_ids(self) -> Iterator[str]:
        """The ids of all that travels, once, in order."""
        last = b""
        for _kind, record_id, _item in self._rows(self._by_record):
            if record_id != last:
                last = record_id
                yield uuid_text(record_id)

    def forget_digests(self) -> None:
        """Give back what is needed no more once everything is written."""
        self.taken.hashed.forget()
        self.originals.hashed.forget()

    def forget_items(self) -> None:
        """Give back all of them, once they were laid into the vault."""
        self.taken = Records()
        self.originals = Originals(self.taken.entries.table)
        self._by_item = self._by_record = self._once = array("I")

    def _pairs(self, numbers: array[int]) -> Iterator[tuple[str, str]]:
        return ((item.hex(), uuid_text(id_)) for _kind, id_, item in self._rows(numbers))

    def _rows(self, numbers: Iterable[int]) -> Iterator[tuple[int, bytes, bytes]]:
        """(number of the kind, record id, item) of these in both lists behind one another.

        Half of what recording a package computes: so without a call for each.
        """
        records, media = self.taken.entries.rows, self.originals.entries.rows
        record, original = RECORDS.layout, MEDIA.layout
        count, width, other = len(self.taken.entries), record.size, original.size
        for number in numbers:
            if number < count:
                yield record.unpack_from(records, number * width)
            else:
                item, id_, _size = original.unpack_from(media, (number - count) * other)
                yield _MEDIA, id_, item

    def _item(self, number: int) -> bytes:
        return next(self._rows((number,)))[2]

    def _record_then_item(self, number: int) -> bytes:
        _kind, record_id, item = next(self._rows((number,)))
        return record_id + item


_MEDIA: Final = NUMBERS.of(ORIGINAL)


def _append(packed: Packed[Any], entry: RecordEntry | MediaEntry) -> None:
    with _refusing():
        packed.append(entry)


def packed_id(text: str) -> bytes:
    """The 16 bytes of an id; ``PackageRefused`` for one that no package has a place for."""
    with _refusing():
        return uuid_bytes(text)


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except ValueError:
        raise PackageRefused("an id or a hash has a form that a package has no place for") from None
