"""Records, the disk, media and keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.errors.root import SkryniaError

if TYPE_CHECKING:
    from desktop.model.removal import Stays


class RecordError(SkryniaError):
    """Something about one record."""


class NoSuchRecord(RecordError):
    """No record has this id."""


class WordsNotThere(RecordError):
    """No words of an account stand at such a place, or at several."""


class AmbiguousName(RecordError):
    """More than one record goes by the name or code that was given."""


class RecordSealed(RecordError):
    """The record is sealed: it is amended only by addendum (R10)."""


class RecordClosed(RecordError):
    """A rule keeps this part of the record closed for now (R3, R5)."""


class BeyondConsent(RecordError):
    """It shows more than the consent says, and nobody chose a reason; ``reason`` names the rule."""


class DecisionIncomplete(RecordError):
    """Something has to be done before a decision may be recorded. ``missing``: what, by value of
    ``Missing`` (``desktop/model/consent/missing.py``), in the order in which a form asks."""

    def __init__(self, reason: str = "", *, missing: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.missing = tuple(missing)


class ReplacementNames(RecordError):
    """What is to stand instead of a protected name holds a protected name itself."""


class DecisionsRefused(RecordError):
    """A file of decisions about names is not what the command line listed; ``reason`` says why."""


class AuthorKnown(RecordError):
    """What a trusted card signed is settled interview by interview."""


class RecordStays(RecordError):
    """It is not a mistake that nobody else knows of. ``stays``: why, at least one reason."""

    def __init__(self, reason: str = "", *, stays: Sequence[Stays] = ()) -> None:
        super().__init__(reason)
        self.stays = tuple(stays)


class RecordOvertaken(RecordError):
    """Somebody else's decision was recorded since this one was begun."""


class StorageError(SkryniaError):
    """The disk or stick would not take or give the bytes."""


class DiskFull(StorageError):
    """No room left on the target."""


class NotWritable(StorageError):
    """Read-only, no permission, or the device went away."""


class WithinVault(NotWritable):
    """A vault, a copy or backups were to lie in the folder of a vault, or of its backups."""


class VaultReadOnly(NotWritable):
    """The vault that is open lies on a medium that cannot be written to."""


class FileTooLarge(StorageError):
    """The target's file system cannot hold a file of this size."""


class VaultTooLong(FileTooLarge):
    """The vault's file is as long as the file system that it lies on takes."""


class NotAsWritten(StorageError):
    """The disk or stick gives back other bytes than were written to it."""


class NameRefused(StorageError):
    """The file system takes no name so long, or with these letters."""


class FileExists(StorageError):
    """A file of that name is already there and is never overwritten."""


class MediaError(SkryniaError):
    """Something about one media file."""


class UndecodableMedia(MediaError):
    """The file is kept and exported as it is, but cannot be shown."""


class NotRedactable(MediaError):
    """Nothing was covered; ``reason``: a code of the vocabulary ``redaction_refusal``."""


class WrongCompanion(MediaError):
    """A file cannot go with itself, nor with one that goes with it."""


class FilesNotLookedInto(MediaError):
    """Nothing can be said of photos that are to leave: no program that reads them starts."""


class CryptoError(SkryniaError):
    """A cryptographic format or check failed."""


class AgeFormatError(CryptoError):
    """Not an age file, or one that breaks the format."""


class NotARecipient(CryptoError):
    """None of the given identities opens the file."""


class PayloadDamaged(CryptoError):
    """The encrypted payload fails authentication: altered, cut or extended."""


class SignatureFormatError(CryptoError):
    """Not an SSH signature, or of a kind that is not read here."""


class BadSignature(CryptoError):
    """The signature does not hold over these bytes, this namespace, this key."""
