"""Photos and files: original bytes for ever, in pieces; what was read from them; copies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from desktop.documents.pieces import Piece, in_pieces
from desktop.errors import Cancelled, DamagedVault, MediaError, NoSuchRecord, StorageError
from desktop.model.attached import Naming
from desktop.model.custody import CustodyKind
from desktop.model.file_text import TextPiece
from desktop.model.fixity import PIECE
from desktop.model.media import MEDIA_KIND, CopyKind, Media, MetadataItem, WorkingCopy
from desktop.progress import Pause, no_pause
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.media import (
    FILE_TEXT,
    MEDIA,
    MEDIA_FILE,
    MEDIA_HIT,
    MEDIA_NUMBERED,
    METADATA,
    attached_in,
    attached_to,
    every_id_of,
    find_media,
    media_row,
    named,
)
from desktop.vault.records.originals import media_lists, working_copies
from desktop.vault.records.originals.found_in_files import also_named, told_anew
from desktop.vault.records.originals.laid_apart import (
    Laid,
    free_row,
    lay,
    numbers_left,
    remove_one,
    remove_unfinished,
    take_back,
)
from desktop.vault.records.originals.media_lists import (
    ALL_FILES,
    MediaFilter,
    MediaOrder,
    MediaSummary,
)
from desktop.vault.search.waiting import index_or_wait
from desktop.vault.store.among import AMONG, among, listed
from desktop.vault.store.connection import Database

_NAMED = (
    f"SELECT id FROM media WHERE id {AMONG} UNION ALL SELECT id FROM media_alias WHERE id {AMONG}"  # noqa: S608
)
_HERE = f"SELECT sha256 FROM media WHERE sha256 {AMONG}"  # noqa: S608


class MediaFiles:
    """The media files of one vault."""

    kind = MEDIA_FILE

    def __init__(self, db: Database, custody: CustodyLog) -> None:
        self._db, self._custody = db, custody
        self._laying = 0

    def by_hash(self, sha256: str) -> Media | None:
        """The file with these bytes (lower-case hex), or None."""
        return next(iter(MEDIA.select(self._db, "WHERE sha256 = ?", (sha256,))), None)

    def here(self, hashes: Collection[str], pause: Pause = no_pause) -> set[str]:
        """Those of the SHA-256s whose bytes are in the vault."""
        return {sha256 for (sha256,) in among(self._db, _HERE, hashes, pause)}

    def ids_here(self, media_ids: Collection[str]) -> set[str]:
        """Those of these ids that name a file whose bytes are here."""
        return {media_id for (media_id,) in self._db.all(_NAMED, (listed(media_ids),))}

    def ids(self, media_id: str) -> tuple[str, ...]:
        """Every id that names these bytes, the one they are kept under first; ``NoSuchRecord``."""
        found = every_id_of(self._db, media_id)
        if not found:
            raise NoSuchRecord("no media file has this id")
        return found

    def attached_as(self, media_id: str) -> Iterator[Naming]:
        """The bytes that interviews, as versions of theirs are shown here, name for this id."""
        return named(self._db, media_id)

    def attached_in(self, media_id: str) -> tuple[str, ...]:
        """The codes of the interviews it is attached to, in order; "" of one not here."""
        return attached_in(self._db, media_id)

    def attached_to(self, media_id: str) -> tuple[str, ...]:
        """The ids of the interviews it is attached to."""
        return attached_to(self._db, media_id)

    def find(self, media_id: str) -> Media | None:
        """The file, under any id that ever named these bytes; None where they are not here."""
        return find_media(self._db, media_id)

    def get(self, media_id: str) -> Media:
        """The file, under any id that ever named these bytes; ``NoSuchRecord``."""
        found = self.find(media_id)
        if found is None:
            raise NoSuchRecord("no media file has this id")
        return found

    def all(self, offset: int = 0, limit: int = 100) -> list[Media]:
        """A page of all files, newest first."""
        return MEDIA.select(
            self._db, "ORDER BY added_utc DESC, id LIMIT ? OFFSET ?", (limit, offset)
        )

    def summaries(
        self,
        filter: MediaFilter = ALL_FILES,
        offset: int = 0,
        limit: int = 50,
        order: MediaOrder = MediaOrder.NEWEST,
    ) -> list[MediaSummary]:
        """A page of the list, with where each of its files stands."""
        return media_lists.summaries(self._db, filter, order, offset, limit)

    def count(self, filter: MediaFilter = ALL_FILES) -> int:
        """How many files the filter lets through."""
        return media_lists.count(self._db, filter)

    def add(
        self,
        media: Media,
        chunks: Iterable[Piece],
        metadata: Sequence[MetadataItem] = (),
        copies: Sequence[WorkingCopy] = (),
        *,
        hashed: bool = False,
    ) -> Media:
        """Keep an original with all that belongs to it, in one transaction.

        ``chunks``: its bytes in order, in pieces of 1 MiB where no copy should be made; or what
        :meth:`laid_apart` gave.
        Bytes that are here already are not stored twice: the stored file is returned and
        ``media.id`` names it from now on as well. ``MediaError`` where the bytes are not
        those of ``media.sha256`` and ``media.size``; then nothing is kept. ``hashed``: the
        caller holds the very bytes it hashed, so only their number is counted again.
        """
        stored = self.by_hash(media.sha256)
        if stored is not None:
            with self._db.transaction():
                self._alias(media.id, stored)
                also_named(self._db, stored, media.original_name)
            return stored
        with self._db.transaction():
            row = self._insert(media, chunks, hashed)
            if metadata:
                with told_anew(self._db, media.id, row):
                    METADATA.put_all(self._db, row, metadata)
            for copy in copies:
                working_copies.keep(self._db, copy, media, row)
            index_or_wait(self._db, MEDIA_HIT, media.id, media.id, media.original_name)
            self._log_ingestion(media)
        return media

    def also_named(self, stored: Media, name: str) -> None:
        """Keep that the bytes of this file came again under another name."""
        also_named(self._db, stored, name)

    def _alias(self, media_id: str, stored: Media) -> None:
        row = media_row(self._db, stored.id)
        if media_id != stored.id:
            self._db.execute(
                "INSERT INTO media_alias (id, media_row) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (media_id, row),
            )

    @contextmanager
    def laid_apart(
        self, media: Media, chunks: Iterable[Piece], told: Callable[[int], None]
    ) -> Iterator[Iterable[Piece]]:
        """Have the bytes of a large original in the vault before :meth:`add`, which is called
        inside with what this gives: each piece in a transaction of its own.

        ``told``: called between two, with the octets written so far; what it raises, and an
        original that does not come, leaves nothing. ``MediaError`` as from :meth:`add`. Inside a
        transaction the bytes are left to :meth:`add`; so are those that are here already.
        """
        if self._db.in_transaction or self.by_hash(media.sha256) is not None:
            yield chunks
            return

        def answering() -> None:
            with suppress(Cancelled):
                told(0)

        if not self._laying:
            remove_unfinished(self._db, lambda: told(0))
        row = free_row(self._db)
        self._laying += 1
        try:
            lay(self._db, row, _checked(media, chunks), told)
            yield Laid(row)
        finally:
            with suppress(StorageError, DamagedVault):
                take_back(self._db, row, answering)
            self._laying -= 1

    def remove_leftover(self) -> bool:
        """Remove a piece of a large file whose laying was killed; whether there was any."""
        return not self._laying and remove_one(self._db)

    def _insert(self, media: Media, chunks: Iterable[Piece], hashed: bool) -> int:
        if isinstance(chunks, Laid):
            return MEDIA_NUMBERED.insert(self._db, media, chunks.row)
        left = numbers_left(self._db)
        if left and self._next_row() in left:
            row = MEDIA_NUMBERED.insert(self._db, media, free_row(self._db))
        else:
            row = MEDIA.insert(self._db, media)
        for number, piece in enumerate(_checked(media, chunks, hashed)):
            self._db.execute(
                "INSERT INTO media_chunk (media_row, number, bytes) VALUES (?, ?, ?)",
                (row, number, piece),
            )
        return row

    def _next_row(self) -> int:
        """The number that SQLite gives the next original."""
        found = self._db.one("SELECT coalesce(max(row), 0) + 1 FROM media")
        return int(found[0]) if found else 1

    def _log_ingestion(self, media: Media) -> None:
        detail = {
            "size": str(media.size),
            "salted_sha256": self._custody.digest(media.id, bytes.fromhex(media.sha256)),
        }
        self._custody.append(CustodyKind.INGESTION, MEDIA_KIND, media.id, detail)

    def read(self, media_id: str) -> Iterator[bytes]:
        """The original bytes in order, in pieces of 1 MiB; ``NoSuchRecord``.

        Each piece is read by itself, so other work may go on between two of them.
        """
        row = media_row(self._db, media_id)
        if row is None:
            raise NoSuchRecord("no media file has this id")
        chunks = self._db.all(
            "SELECT row FROM media_chunk WHERE media_row = ? ORDER BY number", (row,)
        )
        return (self._piece(row, chunk) for (chunk,) in chunks)

    def _piece(self, row: int, chunk: int) -> bytes:
        """A piece that was there a moment ago; ``NoSuchRecord`` where its file was removed."""
        there = (
            "SELECT 1 FROM media_chunk c JOIN media m ON m.row = c.media_row"
            " WHERE c.row = ? AND c.media_row = ?"
        )
        if self._db.one(there, (chunk, row)) is None:
            raise NoSuchRecord("the file was removed while it was read")
        return self._db.blob("media_chunk", "bytes", chunk)

    def read_hashed(self, sha256: str) -> Iterator[bytes]:
        """As :meth:`read`, of the original with this hash, without asking for more of it."""
        chunks = self._db.all(
            "SELECT c.row FROM media m JOIN media_chunk c ON c.media_row = m.row"
            " WHERE m.sha256 = ? ORDER BY c.number",
            (sha256,),
        )
        return (self._db.blob("media_chunk", "bytes", chunk) for (chunk,) in chunks)

    def sha512s(self, sha256s: Collection[str]) -> dict[str, str]:
        """The SHA-512 of each of these originals by its SHA-256; ``NoSuchRecord``."""
        sql = f"SELECT sha256, sha512 FROM media WHERE sha256 {AMONG}"  # noqa: S608
        found: dict[str, str] = dict(self._db.all(sql, (listed(sha256s),)))
        if any(each not in found for each in sha256s):
            raise NoSuchRecord("no media file has these bytes")
        return found

    def metadata(self, media_id: str) -> tuple[MetadataItem, ...]:
        """What was read from a parsed copy of the file."""
        row = media_row(self._db, media_id)
        return () if row is None else METADATA.of(self._db, row)

    def text(self, media_id: str) -> tuple[TextPiece, ...]:
        """The text that was read from a parsed copy of the file, in the order of reading."""
        row = media_row(self._db, media_id)
        return () if row is None else FILE_TEXT.of(self._db, row)

    def working_copy(self, media_id: str, kind: CopyKind) -> WorkingCopy | None:
        """A working copy, or None where none was made."""
        return working_copies.find(self._db, self.get(media_id), kind)


def _checked(media: Media, chunks: Iterable[Piece], hashed: bool = False) -> Iterator[Piece]:
    """The bytes in pieces of 1 MiB; ``MediaError`` behind the last where they are others."""
    digest, size = hashlib.sha256(), 0
    for piece in in_pieces(chunks, PIECE):
        if not hashed:
            digest.update(piece)
        size += len(piece)
        yield piece
    same = hashed or digest.hexdigest() == media.sha256
    if not same or size != media.size:
        raise MediaError("the bytes are not those that were hashed")
