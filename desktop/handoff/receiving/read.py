"""Verify a package whole, then read it a second time piece by piece (R22, R23).

The first pass checks everything and writes nothing. The second yields the items again with
their hashes checked anew, and only of a file whose signed tag manifest is still the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from desktop.crypto.age import Decryptor, Identity
from desktop.errors import PackageRefused, UnfinishedPackage
from desktop.files import PARTIAL, translate_os_errors
from desktop.handoff.format.layout import DOCUMENT, media_path, record_path
from desktop.handoff.identity.trust import Trust
from desktop.handoff.pipe import Feed, ReadAhead, Source
from desktop.handoff.receiving.custody_rows import noted
from desktop.handoff.receiving.stream import PackageItem, PackageStream
from desktop.i18n import _
from desktop.model.handoff import MediaEntry, PackageDocument, RecordEntry
from desktop.model.identity import Party
from desktop.progress import Pause, Progress, no_pause, no_progress

Unlock = Callable[[BufferedReader], Source]
"""Makes a decrypted stream of an open age file."""


@dataclass(frozen=True, slots=True)
class VerifiedPackage:
    """A package that held in every respect when it was read.

    ``sender``: who signed, by the name they have here. ``octets``: payload bytes.
    ``custody_blocks``: the SHA-256 of each block of the custody events, as read then.
    """

    path: Path
    document: PackageDocument
    sender: Party
    tagmanifest_sha256: str
    octets: int
    custody_blocks: tuple[bytes, ...] = ()


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
    look: Callable[[PackageItem], None] | None = None,
) -> VerifiedPackage:
    """As :func:`verify_package`, for who holds the file key instead of an identity.

    ``look`` is shown each item and may read it; what it learns counts only when this returns.
    """
    blocks: list[bytes] = []

    def pause() -> None:
        progress(0, 1, _("Checking the package"))

    with open_package(path, unlock, trust, our_fingerprint, pause) as stream:
        done = len(stream.front[DOCUMENT])
        for item in stream.items():
            if look is not None:
                look(item)
            start = done
            pieces = item.unread()
            for piece in noted(pieces, blocks) if item.kind == "custody" else pieces:
                done += len(piece)
                progress(done, stream.head.octets, _("Checking the package"))
            done = start + item.size
        head = stream.head
    return VerifiedPackage(
        path, head.document, head.sender, head.tagmanifest_sha256, head.octets, tuple(blocks)
    )


@contextmanager
def open_verified(
    verified: VerifiedPackage, reader: Reader, pause: Pause = no_pause
) -> Iterator[PackageStream]:
    """Read a verified package again; ``PackageRefused`` if another one stands there now."""
    arguments = (verified.path, reader.unlock, reader.trust, reader.our_fingerprint, pause)
    with open_package(*arguments) as stream:
        if stream.head.tagmanifest_sha256 != verified.tagmanifest_sha256:
            raise PackageRefused("the package was exchanged after it was verified")
        yield stream


@contextmanager
def open_package(
    path: Path,
    unlock: Unlock,
    trust: Trust,
    our_fingerprint: str | None,
    pause: Pause = no_pause,
) -> Iterator[PackageStream]:
    """Open a package for one pass; reading and decrypting run ahead on a helper thread."""
    with translate_os_errors(), path.open("rb") as file, ReadAhead(unlock(file)) as ahead:
        yield PackageStream(Feed(ahead), trust, our_fingerprint, pause)


def record_at(document: PackageDocument) -> dict[str, RecordEntry]:
    """Record entries by their path in the package."""
    return {record_path(entry): entry for entry in document.records}


def media_at(document: PackageDocument) -> dict[str, MediaEntry]:
    """Media entries by their path in the package."""
    return {media_path(entry.sha256): entry for entry in document.media}
