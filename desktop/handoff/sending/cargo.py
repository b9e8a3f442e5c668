"""The records and originals of one package, in the order they travel in."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Final

from desktop.handoff.format import layout
from desktop.handoff.format.bagging import PayloadFile
from desktop.handoff.sending.packed_files import Digests, Texts, in_order
from desktop.model.handoff import MediaEntry, RecordEntry
from desktop.model.version import RecordKind
from desktop.progress import Pause

_KINDS: Final = tuple(RecordKind)


class Records:
    """The versions that travel. ``interviews``: how many, however many versions of each."""

    def __init__(self) -> None:
        self.ids, self.digests, self._kinds = Texts(), Digests(), bytearray()
        self.interviews = 0
        self._last = ""

    def append(self, entry: RecordEntry, sha512: str, size: int) -> None:
        """Add one; the versions of one record come one after the other."""
        if entry.kind is RecordKind.INTERVIEW and entry.record_id != self._last:
            self.interviews += 1
        self._last = entry.record_id
        self._kinds.append(_KINDS.index(entry.kind))
        self.ids.append(entry.record_id)
        self.digests.append(entry.version_id, sha512, size)

    def __len__(self) -> int:
        return len(self._kinds)

    def kind(self, number: int) -> RecordKind:
        """Of the record."""
        return _KINDS[self._kinds[number]]

    def entry(self, number: int) -> RecordEntry:
        """As the document lists it."""
        return RecordEntry(self.kind(number), self.ids[number], self.digests.sha256(number))

    def entries(self) -> Iterator[RecordEntry]:
        """All of them in order."""
        return map(self.entry, range(len(self)))

    def files(self) -> Iterator[PayloadFile]:
        """The payload files of them in order."""
        digests = self.digests
        for number, entry in enumerate(self.entries()):
            path, sha512 = layout.record_path(entry), digests.sha512(number)
            yield PayloadFile(path, digests.size(number), entry.version_id, sha512)


class Originals:
    """The originals that travel."""

    def __init__(self) -> None:
        self.ids, self.digests = Texts(), Digests()

    def append(self, entry: MediaEntry, sha512: str) -> None:
        """Add one."""
        self.ids.append(entry.media_id)
        self.digests.append(entry.sha256, sha512, entry.size)

    def __len__(self) -> int:
        return len(self.ids)

    def entries(self) -> Iterator[MediaEntry]:
        """As the document lists them, in order."""
        for number in range(len(self)):
            sha256 = self.digests.sha256(number)
            yield MediaEntry(self.ids[number], sha256, self.digests.size(number))

    def files(self) -> Iterator[PayloadFile]:
        """The payload files of them in order."""
        for number, entry in enumerate(self.entries()):
            path, sha512 = layout.media_path(entry.sha256), self.digests.sha512(number)
            yield PayloadFile(path, entry.size, entry.sha256, sha512)


class Items:
    """Both together, sorted by what the vault's tables lie in the order of."""

    def __init__(self, versions: Records, originals: Originals, pause: Pause) -> None:
        self.taken, self.originals = versions, originals
        count = len(versions) + len(originals)
        self._by_item = in_order(count, self._raw, pause)
        self._by_record = in_order(count, self._record_then_item, pause)

    def by_item(self) -> Iterator[tuple[str, str]]:
        """(item, record id) of everything, in the order of the items."""
        return self._pairs(self._by_item)

    def by_record(self) -> Iterator[tuple[str, str]]:
        """The same in the order of the record ids, and of the items of each."""
        return self._pairs(self._by_record)

    def records(self) -> Iterator[tuple[str, str]]:
        """(kind, id) of each record and original, once, in the order of the ids."""
        known: set[str] = set()
        last = ""
        for number in self._by_record:
            record_id, kind = self._record_id(number), self._kind(number).value
            if record_id != last:
                known, last = set(), record_id
            if kind not in known:
                known.add(kind)
                yield kind, record_id

    def record_ids(self) -> Iterator[str]:
        """The ids of all that travels, once, in order."""
        last = None
        for number in self._by_record:
            record_id = self._record_id(number)
            if record_id != last:
                yield record_id
                last = record_id

    def forget_digests(self) -> None:
        """Give back what is needed no more once everything is written."""
        self.taken.digests.forget_long()
        self.originals.digests.forget_long()

    def _pairs(self, numbers: array[int]) -> Iterator[tuple[str, str]]:
        return ((self._raw(number).hex(), self._record_id(number)) for number in numbers)

    def _raw(self, number: int) -> bytes:
        beyond = number - len(self.taken)
        if beyond < 0:
            return self.taken.digests.raw(number)
        return self.originals.digests.raw(beyond)

    def _record_then_item(self, number: int) -> bytes:
        return self._record_id(number).encode() + b"\0" + self._raw(number)

    def _record_id(self, number: int) -> str:
        beyond = number - len(self.taken)
        return self.taken.ids[number] if beyond < 0 else self.originals.ids[beyond]

    def _kind(self, number: int) -> RecordKind:
        return self.taken.kind(number) if number < len(self.taken) else RecordKind.MEDIA
