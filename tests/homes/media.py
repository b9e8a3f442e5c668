"""The originals of a home in memory, and which of their pictures wait."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from desktop.documents.pieces import Piece
from desktop.errors import MediaError, NoSuchRecord
from desktop.model.attached import Naming
from desktop.model.custody import CustodyKind
from desktop.model.file_text import TextPiece
from desktop.model.media import MEDIA_KIND, Media, MetadataItem, WorkingCopy
from desktop.progress import Pause, no_pause
from tests.homes.custody import CustodyInMemory
from tests.homes.tables import Tables


class MediaInMemory:
    """Each original by its SHA-256, and the ids that name it."""

    def __init__(
        self,
        tables: Tables,
        custody: CustodyInMemory,
        record_of: Callable[[str], Media | None],
        named: Callable[[str], Iterator[Naming]],
    ) -> None:
        """``record_of``: what the record of an id says that is shown; ``named``: what interviews
        name for it."""
        self._tables, self._custody, self._record_of = tables, custody, record_of
        self.attached_as = named
        self._stored: dict[str, tuple[Media, bytes]] = {}
        self._names: dict[str, str] = {}

    def by_hash(self, sha256: str) -> Media | None:
        return self._stored[sha256][0] if sha256 in self._stored else None

    def here(self, hashes: Collection[str], pause: Pause = no_pause) -> set[str]:
        return {each for each in hashes if each in self._stored}

    def ids_here(self, media_ids: Collection[str]) -> set[str]:
        return {each for each in media_ids if each in self._names}

    def find(self, media_id: str) -> Media | None:
        stored = self.by_hash(self._names.get(media_id, ""))
        if stored is None or stored.id == media_id:
            return stored
        said = self._record_of(media_id)
        return replace(said, id=stored.id) if said and said.sha256 == stored.sha256 else stored

    def get(self, media_id: str) -> Media:
        found = self.find(media_id)
        if found is None:
            raise NoSuchRecord("no media file has this id")
        return found

    def all(self) -> list[Media]:
        return [media for media, _data in self._stored.values()]

    def names_of(self, media: Media) -> set[str]:
        """Every id that names these bytes."""
        return {id_ for id_, sha256 in self._names.items() if sha256 == media.sha256}

    def count(self) -> int:
        return len(self._stored)

    def add(self, media: Media, chunks: Iterable[Piece], *, hashed: bool = False) -> Media:
        stored = self.by_hash(media.sha256)
        if stored is None:
            with self._tables.transaction():
                self._store(media, b"".join(chunks))
            return media
        if media.id not in self._names:
            self._tables.put(self._names, media.id, media.sha256)
        return stored

    @contextmanager
    def laid_apart(
        self, media: Media, chunks: Iterable[Piece], told: Callable[[int], None]
    ) -> Iterator[Iterable[Piece]]:
        """Nobody waits for memory: the bytes are left to :meth:`add`."""
        told(0)
        yield chunks

    def _store(self, media: Media, data: bytes) -> None:
        if (hashlib.sha256(data).hexdigest(), len(data)) != (media.sha256, media.size):
            raise MediaError("the bytes are not those that were hashed")
        self._tables.put(self._stored, media.sha256, (media, data))
        self._tables.put(self._names, media.id, media.sha256)
        salted = self._custody.digest(media.id, bytes.fromhex(media.sha256))
        detail = {"size": str(media.size), "salted_sha256": salted}
        self._custody.append(CustodyKind.INGESTION, MEDIA_KIND, media.id, detail)

    def replace(self, media: Media) -> None:
        """Keep what decoding found of an original."""
        _known, data = self._stored[media.sha256]
        self._tables.put(self._stored, media.sha256, (media, data))

    def read(self, media_id: str) -> Iterator[bytes]:
        return self.read_hashed(self.get(media_id).sha256)

    def read_hashed(self, sha256: str) -> Iterator[bytes]:
        return iter((self._stored[sha256][1],))

    def sha512s(self, sha256s: Collection[str]) -> Mapping[str, str]:
        if any(each not in self._stored for each in sha256s):
            raise NoSuchRecord("no media file has these bytes")
        return {each: self._stored[each][0].sha512 for each in sha256s}


class PicturesInMemory:
    """The originals that wait for their picture, by number: the order they came in."""

    def __init__(self, tables: Tables, media: MediaInMemory) -> None:
        self._tables, self._media = tables, media
        self._waiting: dict[int, tuple[str, bool]] = {}
        self._tries: dict[str, int] = {}
        self._numbers: dict[str, int] = {}

    def ask(self, media_id: str, *, described: bool) -> None:
        stored = self._media.get(media_id).id
        if stored not in self._numbers:
            number = len(self._numbers) + 1
            self._tables.put(self._numbers, stored, number)
            self._tables.put(self._waiting, number, (stored, described))

    def waiting(self) -> int:
        return len(self._waiting)

    def rows(
        self,
        media_ids: Collection[str] | None = None,
        *,
        undescribed: bool = False,
        pause: Pause = no_pause,
    ) -> list[int]:
        found = [media for media in map(self._media.find, media_ids or ()) if media is not None]
        wanted = None if media_ids is None else {media.id for media in found}
        return sorted(
            number
            for number, (media_id, described) in self._waiting.items()
            if (wanted is None or media_id in wanted) and not (undescribed and described)
        )

    def at(self, row: int) -> Media | None:
        return self._media.find(self._waiting[row][0]) if row in self._waiting else None

    def tried(self, media_id: str) -> int:
        if self._numbers.get(media_id) not in self._waiting:
            return 0
        self._tables.put(self._tries, media_id, self._tries.get(media_id, 0) + 1)
        return self._tries[media_id]

    def keep(
        self,
        found: Media,
        metadata: Sequence[MetadataItem],
        picture: WorkingCopy | None,
        pieces: Sequence[TextPiece] = (),
        grid: bytes | None = None,
    ) -> bool:
        number = self._numbers.get(found.id, 0)
        if number not in self._waiting:
            return False
        if not self._waiting[number][1]:
            self._media.replace(found)
        self._tables.drop(self._waiting, number)
        return True
