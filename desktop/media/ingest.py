"""Adding photos and files to the vault: the original for ever, a thumbnail beside it (R12).

The calling thread owns the vault and only writes; one transaction a file, so a kill or a
cancel loses at most the file in hand, and a search slips in between (``progress``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.errors import MediaError
from desktop.i18n import _
from desktop.media.hashing import PIECE, Digests, Hasher, read_pieces
from desktop.media.prepare import Prepared, prepare_in_order
from desktop.media.sources import (
    Candidate,
    DiskFile,
    FailedFile,
    Failure,
    MemoryFile,
    Source,
    candidates,
)
from desktop.media.wire import DAMAGED
from desktop.model.ids import new_id
from desktop.model.media import Derivative, DerivativeKind, Media, MetadataItem
from desktop.model.moment import Moment
from desktop.progress import Progress, no_progress
from desktop.vault_files import OpenVault

if TYPE_CHECKING:
    from desktop.vault import Vault


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ingested:
    """A file that is in the vault now. ``problem``: code of ``media_problem``, or "".

    ``damaged_metadata``: groups (EXIF, GPS …) that do not read whole; the file is kept as it
    came all the same.
    """

    name: str
    media_id: str
    problem: str = ""
    damaged_metadata: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of every file, each list in the order in which the files were given.

    ``already_there``: the same bytes were stored before; they are not stored twice.
    """

    added: tuple[Ingested, ...] = ()
    already_there: tuple[Ingested, ...] = ()
    failed: tuple[FailedFile, ...] = ()

    @property
    def shown_problems(self) -> tuple[Ingested, ...]:
        """Kept and exported as they are, but they cannot be shown, and why."""
        return tuple(file for file in self.added if file.problem)

    @property
    def metadata_problems(self) -> tuple[Ingested, ...]:
        """Kept as they are and shown, but what they say of themselves is damaged."""
        return tuple(file for file in self.added if file.damaged_metadata)


class _FileGone(MediaError):
    """The file is not what was hashed a moment ago; ``reason`` is a ``Failure``."""


def add_files(
    vault: Vault,
    sources: Iterable[Source],
    interview_id: str | None = None,
    progress: Progress = no_progress,
    source_note: str = "",
) -> IngestReport:
    """Add files, and attach them to an interview when one is named.

    A bad file is reported and never stops the rest. What stops everything, after the files
    before it were stored: ``StorageError`` of the vault's own disk, ``RecordSealed``,
    ``NoSuchRecord``, ``Cancelled``. ``source_note`` (where the files come from) is kept with
    each file that is new. Progress is in bytes.
    """
    files = candidates(sources, OpenVault(vault.folder, vault.file_salt))
    writer = _Writer(vault, interview_id, source_note)
    total, done = sum(map(_size, files)), 0
    with closing(prepare_in_order(files)) as prepared:
        progress(0, total, _("Adding photos and files"))
        for file, ready in zip(files, prepared, strict=True):
            writer.take(ready)
            done += _size(file)
            progress(done, total, _("Adding photos and files"))
    return writer.report()


def _size(file: Candidate) -> int:
    if isinstance(file, MemoryFile):
        return len(file.data)
    return file.size if isinstance(file, DiskFile) else 0


class _Writer:
    """Stores what is ready and remembers what became of it."""

    def __init__(self, vault: Vault, interview_id: str | None, source_note: str) -> None:
        self._vault = vault
        self._interview_id = interview_id
        self._source_note = source_note
        self._added: list[Ingested] = []
        self._already_there: list[Ingested] = []
        self._failed: list[FailedFile] = []
        self._attached: set[str] = set()
        if interview_id is not None:
            before = vault.interviews.attachments(interview_id)
            self._attached.update(attachment.media_id for attachment in before)

    def report(self) -> IngestReport:
        return IngestReport(tuple(self._added), tuple(self._already_there), tuple(self._failed))

    def take(self, ready: Prepared | FailedFile) -> None:
        """One file, one transaction."""
        if isinstance(ready, FailedFile):
            self._failed.append(ready)
            return
        try:
            with self._vault.attempt():
                media, is_new = self._store(ready)
                self._attach(media)
        except _FileGone as error:
            self._failed.append(FailedFile(ready.file.name, Failure(error.reason)))
            return
        items = ready.decoded.metadata
        damaged = tuple(item.group for item in items if item.key == DAMAGED)
        result = Ingested(ready.file.name, media.id, media.problem, damaged)
        (self._added if is_new else self._already_there).append(result)

    def _store(self, ready: Prepared) -> tuple[Media, bool]:
        known = self._vault.media.by_hash(ready.digests.sha256)
        if known is not None:
            return known, False
        media = _media(ready)
        thumbnail = _thumbnail(media.id, ready)
        items = (*ready.decoded.metadata, *_provenance(ready, self._source_note))
        held = ready.data is not None
        stored = self._vault.media.add(media, _pieces(ready), items, thumbnail, hashed=held)
        return stored, True

    def _attach(self, media: Media) -> None:
        if self._interview_id is not None and media.id not in self._attached:
            self._vault.interviews.attach(self._interview_id, media.id, "")
            self._attached.add(media.id)


def _media(ready: Prepared) -> Media:
    decoded = ready.decoded
    return Media(
        id=new_id(),
        added_at=Moment.now(),
        sha256=ready.digests.sha256,
        sha512=ready.digests.sha512,
        size=ready.digests.size,
        original_name=ready.file.name,
        media_type=decoded.media_type,
        width=decoded.width,
        height=decoded.height,
        captured_at=decoded.captured_at,
        problem=decoded.problem or "",
    )


def _thumbnail(media_id: str, ready: Prepared) -> Sequence[Derivative]:
    made = ready.decoded.picture
    if made is None:
        return ()
    kind = DerivativeKind.THUMBNAIL
    return (Derivative(media_id, kind, made.recipe, made.width, made.height, made.data),)


def _provenance(ready: Prepared, source_note: str) -> Iterator[MetadataItem]:
    """What the file system and the person say of the file, beside what the file says itself."""
    if isinstance(ready.file, DiskFile):
        yield MetadataItem("File", "ModifiedAt", modified_text(ready.file.modified_ns))
    if source_note:
        yield MetadataItem("File", "SourceNote", source_note)


def modified_text(nanoseconds: int) -> str:
    """RFC 3339; a time no calendar has (years 1 to 9999) as seconds from 1970, ``@…``."""
    try:
        return Moment.of(_EPOCH + timedelta(microseconds=nanoseconds // 1000)).utc
    except OverflowError:
        return f"@{nanoseconds // 10**9}"


def _pieces(ready: Prepared) -> Iterator[bytes]:
    if ready.data is not None:
        for start in range(0, len(ready.data), PIECE):
            yield ready.data[start : start + PIECE]
    elif isinstance(ready.file, DiskFile):
        yield from _pieces_again(ready.file, ready.digests)


def _pieces_again(file: DiskFile, expected: Digests) -> Iterator[bytes]:
    """A large file for the second time: it must still be what was hashed."""
    hasher = Hasher()
    try:
        for piece in read_pieces(file.path):
            hasher.update(piece)
            yield piece
    except OSError:
        raise _FileGone(Failure.NOT_READABLE) from None
    if hasher.digests() != expected:
        raise _FileGone(Failure.CHANGED_MEANWHILE)
