"""Adding photos and files to the vault: the original for ever, its picture made behind (R12).

The calling thread owns the vault and only writes; one transaction a file, so a kill or a
cancel loses at most the file in hand, and a search slips in between (``progress``). What has
to be decoded for, a picture and the file's metadata, comes once the original is safe
(``desktop.media.decoding.pictures``), and whether it can be shown is known only then.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.errors import MediaError
from desktop.i18n import _
from desktop.media.adding.folder_sets import FolderSets, modified_text
from desktop.media.adding.known_here import salts_here
from desktop.media.adding.pairs import Pairs
from desktop.media.adding.prepare import Prepared, prepare_in_order
from desktop.media.adding.sources import (
    Candidate,
    DiskFile,
    FailedFile,
    Failure,
    MemoryFile,
    Source,
    candidates,
)
from desktop.media.decoding.pictures import TOGETHER, PictureMaker
from desktop.media.decoding.wire import DAMAGED, Problem
from desktop.media.formats.sniff import media_type_of
from desktop.media.hashing import Digests, Hasher, read_pieces
from desktop.model.file_text import WITHOUT_PICTURE
from desktop.model.ids import new_id
from desktop.model.media import MEDIA_KIND, Media, MetadataItem, Outcome, can_be_shown
from desktop.model.owned_id import new_owned_id
from desktop.model.values.moment import Moment
from desktop.model.values.plain_text import one_line
from desktop.progress import Progress, no_progress
from desktop.vault_files import OpenVault

if TYPE_CHECKING:
    from desktop.documents.pieces import Piece
    from desktop.vault import Vault


_NOTHING: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Ingested:
    """A file that is in the vault now. ``problem``: code of ``media_problem``, or "".

    ``damaged_metadata``: groups (EXIF, GPS …) that do not read whole; the file is kept as it
    came all the same. ``waiting``: its picture is still to be made, and neither is known yet.
    ``path``: where it lies, as the system names it (``os.fsdecode``: bytes that are no UTF-8 as
    half surrogates); "" of one that lay on no medium. ``folder``: the one that was named and in
    which it lies, "" of one that was named itself.
    """

    name: str
    media_id: str
    problem: str = ""
    damaged_metadata: tuple[str, ...] = ()
    waiting: bool = False
    path: str = field(default="", compare=False)
    folder: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of every file, each list in the order in which the files were given.

    ``already_there``: the same bytes were stored before; they are not stored twice. ``paired``:
    how many files are known since to go with another. ``alike``: ids of those added that look the
    same as another picture here, known once their pictures are made.
    """

    added: tuple[Ingested, ...] = ()
    already_there: tuple[Ingested, ...] = ()
    failed: tuple[FailedFile, ...] = ()
    paired: int = 0
    alike: tuple[str, ...] = ()

    @property
    def shown_problems(self) -> tuple[Ingested, ...]:
        """Kept and exported as they are, but they cannot be shown, and why."""
        return tuple(
            file
            for file in self.added
            if not can_be_shown(file.problem) and file.problem != WITHOUT_PICTURE
        )

    @property
    def incomplete(self) -> tuple[Ingested, ...]:
        """Kept as they are, and shown as far as they go."""
        return tuple(file for file in self.added if file.problem and can_be_shown(file.problem))

    @property
    def waiting(self) -> tuple[str, ...]:
        """Ids of files that are safe and whose pictures are still to be made."""
        return tuple(file.media_id for file in self.added if file.waiting)

    @property
    def metadata_problems(self) -> tuple[Ingested, ...]:
        """Kept as they are and shown, but what they say of themselves is damaged."""
        return tuple(file for file in self.added if file.damaged_metadata)

    @property
    def refused(self) -> tuple[FailedFile, ...]:
        """Not taken, and more than the trash of a medium, which is left out and only said."""
        return tuple(file for file in self.failed if file.reason is not Failure.TRASH)

    @property
    def unsearched(self) -> tuple[Path, ...]:
        """Not taken because they could not be looked through, of the files that were named
        themselves: a person may say of each that it is."""
        return tuple(dict.fromkeys(Path(file.path) for file in self.failed if file.path))


class _FileGone(MediaError):
    """The file is not what was hashed a moment ago; ``reason`` is a ``Failure``."""


def add_files(
    vault: Vault,
    sources: Iterable[Source],
    interview_id: str | None = None,
    progress: Progress = no_progress,
    source_note: str = "",
    pictures: PictureMaker | None = None,
    unsearched: Collection[Path] = (),
    said: Mapping[str, str] = _NOTHING,
) -> IngestReport:
    """Add files, and attach them to an interview when one is named.

    A bad file is reported and never stops the rest. What stops everything, after the files
    before it were stored: ``StorageError`` of the vault's own disk, ``RecordSealed``,
    ``NoSuchRecord``, ``Cancelled``. ``source_note`` (where the files come from) is kept with
    each file that is new; so is which files came together, and what somebody ``said`` of how they
    came (fields of ``Acquisition``). Of what was there before nothing else is said by that.
    Files that belong together, as a live photo and its film, are kept together (``Pairs``).
    A folder among ``sources`` becomes a set of files, in the order and with the names and times
    that they have there; one that is here in part goes on (``FolderSets``). ``unsearched``: of
    ``sources`` the files that a person takes although what is packed in them cannot be looked
    through for vaults and keys; that is kept with them.
    What lies in a folder is never taken so. Progress is in bytes.

    When this returns, the originals are safe; their pictures wait to be made. ``pictures``
    makes some of them meanwhile, of what is still in memory, without anything waiting for it.
    :func:`looked_at` says what came out, once they are made.
    """
    given = tuple(sources)
    salts = salts_here(vault)
    files = candidates(given, OpenVault(vault.folder, salts))
    writer = _Writer(vault, interview_id, source_note, said, files)
    total, done = sum(map(_size, files)), 0
    fed = nullcontext() if pictures is None else pictures.fed()

    def told(octets: int) -> None:
        progress(done + octets, total, _("Adding photos and files"))

    named = [each for each in given if isinstance(each, Path)]
    ahead = prepare_in_order(files, lambda: told(0), salts, unsearched, named)
    with fed, closing(ahead) as prepared:
        told(0)
        for file, ready in zip(files, prepared, strict=True):
            stored = writer.take(ready, told)
            if pictures is not None:
                _decode_meanwhile(pictures, vault, ready, stored)
            done += _size(file)
            told(0)
    writer.end()
    return writer.report()


def _decode_meanwhile(
    pictures: PictureMaker, vault: Vault, ready: Prepared | FailedFile, stored: Ingested | None
) -> None:
    """Hand on what is still in memory, and keep what was decoded of it by now."""
    if stored is not None and isinstance(ready, Prepared) and ready.data is not None:
        pictures.offer(stored.media_id, ready.data)
    pictures.keep(vault, TOGETHER)


def looked_at(vault: Vault, report: IngestReport, progress: Progress = no_progress) -> IngestReport:
    """The same report with what is known by now of the files that were waiting, and of all which
    look like another picture."""
    came = (*report.added, *report.already_there)
    outcomes = vault.pictures.outcomes([file.media_id for file in came if file.waiting], DAMAGED)

    def now(file: Ingested) -> Ingested:
        if not file.waiting:
            return file
        found = outcomes.get(file.media_id, Outcome())
        problem, damaged = found.problem, found.damaged
        return replace(file, problem=problem, damaged_metadata=damaged, waiting=found.waits)

    added, there = tuple(map(now, report.added)), tuple(map(now, report.already_there))

    def told(done: int) -> None:
        progress(done, len(added), _("Comparing the pictures"))

    alike = vault.lookalikes.among([file.media_id for file in added], told)
    return replace(report, added=added, already_there=there, alike=alike)


def _size(file: Candidate) -> int:
    if isinstance(file, MemoryFile):
        return len(file.data)
    return file.size if isinstance(file, DiskFile) else 0


class _Writer:
    """Stores what is ready and remembers what became of it."""

    def __init__(
        self,
        vault: Vault,
        interview_id: str | None,
        source_note: str,
        said: Mapping[str, str] = _NOTHING,
        files: Iterable[Candidate] = (),
    ) -> None:
        self._vault = vault
        self._said, self._batch = said, new_id()
        files = tuple(files)
        self._folders = FolderSets(vault, files)
        self._pairs = Pairs(vault, files, interview_id)
        self._interview_id = interview_id
        self._source_note = source_note
        self._added: list[Ingested] = []
        self._already_there: list[Ingested] = []
        self._failed: list[FailedFile] = []

    def end(self) -> None:
        """Nothing more comes."""
        self._folders.end()
        self._pairs.end()

    def report(self) -> IngestReport:
        return IngestReport(
            tuple(self._added),
            tuple(self._already_there),
            tuple(self._failed),
            self._pairs.count,
        )

    def take(self, ready: Prepared | FailedFile, told: Callable[[int], None]) -> Ingested | None:
        """One file, made known in one transaction; what is new in the vault with it.

        ``told``: called with the octets written so far, where a large one takes many.
        """
        if isinstance(ready, FailedFile):
            self._failed.append(ready)
            return None
        try:
            media = _media(ready, self._vault.identity.fingerprint)
            with self._bytes_of(ready, media, told) as chunks, self._vault.attempt():
                media, is_new = self._store(ready, media, chunks)
                self._attach(media)
                self._folders.put(ready.file, media)
                self._pairs.put(ready.file, media)
        except _FileGone as error:
            self._failed.append(FailedFile(ready.file.name, Failure(error.reason)))
            return None
        waits = self._vault.pictures.waits(media.id)
        result = Ingested(
            ready.file.name,
            media.id,
            media.problem,
            waiting=waits,
            path=_path(ready.file),
            folder=_folder(ready.file),
        )
        (self._added if is_new else self._already_there).append(result)
        return result if is_new else None

    def _bytes_of(
        self, ready: Prepared, media: Media, told: Callable[[int], None]
    ) -> AbstractContextManager[Iterable[Piece]]:
        """What is to be stored: bytes in memory, or a large file that is in the vault by then."""
        if ready.data is not None:
            return nullcontext((ready.data,))
        return self._vault.media.laid_apart(media, _pieces(ready), told)

    def _store(self, ready: Prepared, media: Media, chunks: Iterable[Piece]) -> tuple[Media, bool]:
        known = self._vault.media.by_hash(media.sha256)
        if known is not None:
            self._vault.media.also_named(known, media.original_name)
            return known, False
        items = tuple(_provenance(ready, self._source_note))
        stored = self._vault.media.add(media, chunks, items, hashed=ready.data is not None)
        if not media.problem:
            self._vault.pictures.ask(media.id, described=False)
        self._vault.acquisitions.came(stored.id, self._batch)
        if self._said:
            self._vault.acquisitions.say((stored.id,), self._said)
        return stored, True

    def _attach(self, media: Media) -> None:
        if self._interview_id is not None:
            self._vault.interviews.attach(self._interview_id, media.id, "")


def _path(file: Candidate) -> str:
    return str(file.path.absolute()) if isinstance(file, DiskFile) else ""


def _folder(file: Candidate) -> str:
    named = file.root if isinstance(file, DiskFile) else None
    return str(named.absolute()) if named else ""


def _media(ready: Prepared, finder: str) -> Media:
    """What is known before anything is decoded: its type only as its first bytes say."""
    media_type = media_type_of(ready.start)
    return Media(
        id=new_owned_id(finder, MEDIA_KIND),
        added_at=Moment.now(),
        sha256=ready.digests.sha256,
        sha512=ready.digests.sha512,
        size=ready.digests.size,
        original_name=one_line(ready.file.name),
        media_type=media_type,
        problem="" if ready.data is not None else _too_large(media_type),
    )


def _too_large(media_type: str) -> Problem:
    return Problem.TOO_LARGE if media_type.startswith("image/") else Problem.NOT_A_PICTURE


def _provenance(ready: Prepared, source_note: str) -> Iterator[MetadataItem]:
    """What the file system and the person say of the file, beside what the file says itself."""
    if isinstance(ready.file, DiskFile):
        yield MetadataItem("File", "ModifiedAt", modified_text(ready.file.modified_ns))
    if source_note:
        yield MetadataItem("File", "SourceNote", source_note)
    if not ready.searched:
        yield MetadataItem("File", "SearchedForKeys", "no")


def _pieces(ready: Prepared) -> Iterator[bytes]:
    """Of a large file."""
    if isinstance(ready.file, DiskFile):
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
