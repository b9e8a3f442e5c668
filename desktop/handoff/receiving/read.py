"""Verify a package whole, then read it a second time piece by piece (R22, R23).

The first pass checks everything and writes nothing. The second yields the items again, each
known by its SHA-256, and only of a file whose signed tag manifest is still the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from desktop.crypto.age import Decryptor, Identity
from desktop.errors import UnfinishedPackage
from desktop.handoff.format.pipe import Feed, ReadAhead, Source
from desktop.handoff.identity.trust import Trust
from desktop.handoff.receiving.custody_rows import noted
from desktop.handoff.receiving.decisions import Decisions, Told
from desktop.handoff.receiving.stream import Head, PackageStream, Seen
from desktop.i18n import _
from desktop.model.handoff import PackageDocument
from desktop.model.identity import Party
from desktop.progress import Pause, Progress, no_pause, no_progress
from desktop.system.files import PARTIAL, translate_os_errors

Mark = tuple[int, int, int, int, int]
"""Device and number of a file, its octets, and when it was written and changed."""
Unlock = Callable[[BufferedReader], Source]
"""Makes a decrypted stream of an open age file."""


@dataclass(frozen=True, slots=True)
class VerifiedPackage:
    """A package that held in every respect when it was read.

    ``head``: what its signed front says. ``custody_blocks``: the SHA-256 of each block of the
    custody events, as read then. ``mark``: what the system said of the file before it was read.
    """

    path: Path
    head: Head
    custody_blocks: tuple[bytes, ...] = ()
    mark: Mark | None = None

    @property
    def document(self) -> PackageDocument:
        """The document; its long lists are packed."""
        return self.head.document

    @property
    def sender(self) -> Party:
        """Who signed, by the name they have here."""
        return self.head.sender

    @property
    def tagmanifest_sha256(self) -> str:
        """What was signed: nobody can make another package of the same."""
        return self.head.tagmanifest_sha256

    @property
    def octets(self) -> int:
        """Bytes of the payload."""
        return self.head.octets

    def is_untouched(self) -> bool:
        """Whether the system says that the same file still stands there, and that nobody wrote it.
        It may be wrong; what is read is held against ``head`` all the same."""
        return self.mark is not None and self.mark == _mark(self.path)


def _mark(path: Path) -> Mark | None:
    with suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
    return None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the keys that open, whose signatures count, and who must be addressed."""

    identities: Sequence[Identity]
    trust: Trust
    our_fingerprint: str | None

    def unlock(self, file: BufferedReader) -> Source:
        """Decrypt with the identities; ``NotARecipient``, ``AgeFormatError``."""
        return Decryptor(file, identities=self.identities)


def verify_package(
    path: Path,
    identities: Sequence[Identity],
    trust: Trust,
    our_fingerprint: str | None,
    progress: Progress = no_progress,
) -> VerifiedPackage:
    """Check a whole package and write nothing.

    Raises ``AgeFormatError``, ``NotARecipient``, ``PayloadDamaged`` (the file),
    ``SignatureFormatError``, ``BadSignature``, ``UnknownSigner``, ``RevokedSigner``,
    ``NotAddressedToUs``, ``NewerPackage``, ``PackageRefused`` (what it says),
    ``StorageError`` (the stick), ``Cancelled``.
    """
    refuse_unfinished(path)
    reader = Reader(identities, trust, our_fingerprint)
    return verify_with(path, reader.unlock, trust, our_fingerprint, progress)


def refuse_unfinished(path: Path) -> None:
    """``UnfinishedPackage`` for a file that never got its name: its sender may not know of it."""
    if path.name.endswith(PARTIAL):
        raise UnfinishedPackage("its name ends in .partial")


def verify_with(
    path: Path,
    unlock: Unlock,
    trust: Trust,
    our_fingerprint: str | None,
    progress: Progress = no_progress,
    told: Told | None = None,
) -> VerifiedPackage:
    """As :func:`verify_package`, for who holds the file key instead of an identity.

    ``told``: of each decision in it (``Decisions``); that counts only when this returns.
    """
    mark, blocks = _mark(path), list[bytes]()

    def pause() -> None:
        progress(0, 1, _("Checking the package"))

    with open_package(path, unlock, trust, our_fingerprint, pause) as stream:
        done, decisions = stream.head.size, Decisions(stream.head, told)
        for item in stream.items():
            decisions.look(item)
            if item.checked:
                progress(done, stream.head.octets, _("Checking the package"))
            start = done
            pieces = item.unread()
            for piece in noted(pieces, blocks) if item.kind == "custody" else pieces:
                done += len(piece)
                progress(done, stream.head.octets, _("Checking the package"))
            done = start + item.size
        decisions.finish()
        head = stream.head
    return VerifiedPackage(path, head, tuple(blocks), mark)


@contextmanager
def open_verified(
    verified: VerifiedPackage,
    reader: Reader,
    pause: Pause = no_pause,
    seen: Seen | None = None,
) -> Iterator[PackageStream]:
    """Read a verified package again; ``PackageRefused`` if another one stands there now.

    ``seen``: as in :class:`PackageStream`.
    """
    with _ahead(verified.path, reader.unlock) as feed:
        whom = reader.our_fingerprint
        yield PackageStream(feed, reader.trust, whom, pause, verified.head, seen)


@contextmanager
def open_package(
    path: Path,
    unlock: Unlock,
    trust: Trust,
    our_fingerprint: str | None,
    pause: Pause = no_pause,
) -> Iterator[PackageStream]:
    """Open a package for one pass; reading and decrypting run ahead on a helper thread."""
    with _ahead(path, unlock) as feed:
        yield PackageStream(feed, trust, our_fingerprint, pause)


@contextmanager
def _ahead(path: Path, unlock: Unlock) -> Iterator[Feed]:
    with translate_os_errors(), path.open("rb") as file, ReadAhead(unlock(file)) as ahead:
        yield Feed(ahead)
