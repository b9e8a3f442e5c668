"""The records of a package, packed, each with its author's signature; and the list of authors."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from struct import Struct
from typing import Final

from desktop.crypto.sshkey import PublicKey
from desktop.documents.packed import Form, Packed
from desktop.errors import PackageRefused, SignatureFormatError
from desktop.handoff.format.grounded import Grounded, GroundsTable
from desktop.handoff.format.kind_numbers import KindsOfOne
from desktop.home.authors import Author, Authorship, authors_of
from desktop.model.handoff import RecordEntry
from desktop.model.values import bounds
from desktop.model.version import RecordVersion

_SIGNED: Final = Struct("<H64s")
"""(place in the list of authors, signature)"""
_OCTETS: Final = 64
_UNSIGNED: Final = bytes(_OCTETS)
"""Stands for no signature: under no key that somebody can own is it one."""


class SignedRecords(Grounded[RecordEntry]):
    """Packed records. ``signed``: rows of author and signature, one for each."""

    __slots__ = ("_kinds", "signed")

    def __init__(
        self, form: Form[RecordEntry], table: GroundsTable, items: Iterable[RecordEntry] = ()
    ) -> None:
        self.signed = bytearray()
        self._kinds = KindsOfOne()
        super().__init__(form, table, items)

    def append(self, item: RecordEntry) -> None:
        """Add one item; ``ValueError`` as of any packed list, for too many kinds that nobody here
        knows, and for a signature of another length or without an author."""
        self._kinds.of(item.kind)
        signed = _packed(item)
        super().append(item)
        self.signed += signed

    def extend(self, items: Iterable[RecordEntry]) -> None:
        """Add items in their order."""
        several = list(items)
        for kind in {item.kind for item in several}:
            self._kinds.of(kind)
        signed = b"".join(map(_packed, several))
        super().extend(several)
        self.signed += signed

    def arranged(self, rows: Packed[RecordEntry], places: array[int]) -> SignedRecords:
        """These items in the order of ``rows``, which are the same without what stands beside;
        ``places``: where each of them stands here."""
        arranged, size = SignedRecords(self._form, self.table), _SIGNED.size
        arranged.rows = rows.rows
        arranged.numbers.extend(self.numbers[place] for place in places)
        for place in places:
            arranged.signed += self.signed[place * size : (place + 1) * size]
        return arranged

    def authors(self) -> set[int]:
        """The places in the list of authors that signed records name."""
        return {author for author, signature in self._signed() if signature != _UNSIGNED}

    def _signed(self) -> Iterator[tuple[int, bytes]]:
        return _SIGNED.iter_unpack(self.signed)

    def _at(self, place: int) -> RecordEntry:
        author, signature = _SIGNED.unpack_from(self.signed, place * _SIGNED.size)
        ids = self.table.ids(self.numbers[place])
        return self._form.unpack(*self.values(place), ids, author, _given(signature))

    def __iter__(self) -> Iterator[RecordEntry]:
        unpack = self._form.unpack
        for values, ids, (author, signature) in zip(
            self.columns(), self._grounds(), self._signed(), strict=True
        ):
            yield unpack(*values, ids, author, _given(signature))


def _packed(entry: RecordEntry) -> bytes:
    signature = entry.signature
    if signature and (len(signature) != _OCTETS or signature == _UNSIGNED):
        raise ValueError("a signature that is none")
    if not signature and entry.author:
        raise ValueError("an author who did not sign")
    return _SIGNED.pack(entry.author, signature or _UNSIGNED)


def _given(signature: bytes) -> bytes:
    return b"" if signature == _UNSIGNED else signature


class AuthorsListed:
    """The authors of a package that is being written, in the order in which they are met."""

    def __init__(self) -> None:
        self._places: dict[PublicKey, int] = {}

    def place(self, key: PublicKey) -> int:
        """The place of a key in the list; ``PackageRefused`` where no list holds so many."""
        place = self._places.setdefault(key, len(self._places))
        if place >= bounds.AUTHORS:
            raise PackageRefused("the records are by more authors than a package has a place for")
        return place

    def lines(self) -> tuple[str, ...]:
        """The list, as it stands in the document."""
        return tuple(key.line() for key in self._places)


class AuthorsRead:
    """The authors that a document lists; ``PackageRefused`` for a list that no writer makes."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        if len(set(lines)) < len(lines):
            raise PackageRefused("an author is listed twice")
        try:
            self._authors = authors_of(lines)
        except SignatureFormatError:
            raise PackageRefused("the key of an author is none") from None

    def check(self, records: SignedRecords) -> None:
        """Refuse a list in which somebody is missing, or stands who wrote nothing of it."""
        named = records.authors()
        if named != set(range(len(self._authors))):
            raise PackageRefused("the authors listed are not those of the records")

    def wrote(self, entry: RecordEntry, version: RecordVersion) -> Authorship | None:
        """The author's signature of a version, where it holds; else None."""
        return self.named(entry, version) if self.holds(entry, version.data) else None

    def holds(self, entry: RecordEntry, data: bytes) -> bool:
        """Whether a record has a signature, by whom the list says and of these bytes. On any
        thread."""
        if not entry.signature:
            return False
        author: Author = self._authors[entry.author]
        return author.signed(entry.signature, data)

    def named(self, entry: RecordEntry, version: RecordVersion) -> Authorship | None:
        """The signature of a version, which holds; None where it is by another than the version
        says."""
        author: Author = self._authors[entry.author]
        if author.fingerprint != version.document.author:
            return None
        return Authorship(author.key, entry.signature)
