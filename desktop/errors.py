"""The errors that a user can meet, as types.

Two families never blur: errors that a user can meet (below; explained to a person together
with what to do next) and bugs (any other exception; the crash hook shows a report without
content). The tree::

    SkryniaError
    ├── Cancelled                     the person stopped a long job
    ├── VaultError
    │   ├── WrongPassphrase           the key slots are whole, the secret does not fit
    │   ├── NoSlotForSecret           no key slot takes a secret of this kind
    │   ├── NotAKeyFile               the file chosen is another's, or damaged
    │   ├── MistypedCode              of a recovery sheet; ``wrong`` names the groups
    │   ├── MistypedShare             of somebody's share; ``wrong`` names the words
    │   ├── HardwareKeyError          none is plugged in, or nobody touched it
    │   ├── DamagedKeySlots           keys.json is missing, cut or altered
    │   ├── DamagedVault              the database does not read as what was written
    │   │   ├── OlderVault            what decides is older than what was written last
    │   │   ├── MissingDatabase       the key slots are there, the database is not
    │   │   └── DamagedBackup         what was to be restored does not hold
    │   ├── IncompleteCopy            copied from an open vault without its log
    │   ├── UncheckedLog              a log to restore, and no passphrase to check it with
    │   ├── NewerVault                made by a later version of the program
    │   ├── VaultInUse                another process has it open
    │   ├── VaultExists               a new vault must not overwrite anything
    │   └── NotAVault                 the folder is something else
    ├── RecordError
    │   ├── NoSuchRecord
    │   ├── AmbiguousName             more than one record goes by it
    │   ├── RecordSealed              sealed records are amended only by addendum
    │   ├── RecordClosed              a rule keeps it closed (R3, R5); ``reason`` says which
    │   ├── RecordStays               asked to be removed; ``stays`` says why it is not
    │   ├── DecisionIncomplete        about consent; ``missing`` says what is to be done first
    │   ├── ReplacementNames          what is to stand instead of a name holds one itself
    │   ├── DecisionsRefused          a file of decisions about names that is none
    ├── StorageError
    │   ├── DiskFull
    │   ├── NotWritable               read-only, no permission, device gone
    │   ├── FileTooLarge              the target's file system cannot hold it
    │   ├── NameRefused               longer than the file system takes, or other letters
    │   └── FileExists
    ├── MediaError
    │   └── UndecodableMedia          kept and exported, but cannot be shown
    ├── CryptoError
    │   ├── AgeFormatError            not an age file, or one that breaks the format
    │   ├── NotARecipient             no identity of ours opens it
    │   ├── PayloadDamaged            authentication of the encrypted payload failed
    │   ├── SignatureFormatError      not an SSH signature of a kind we read
    │   └── BadSignature              the signature does not hold
    └── HandoffError
        ├── ConsentRefused            nothing that was chosen may leave
        ├── NamesUndecided            places in what was told wait for a decision; ``spots``
        ├── RecordTooLong             a record that no package has room for
        ├── UnknownSigner             signed by nobody whose card is trusted here
        ├── RevokedSigner
        ├── NotAddressedToUs          the signed recipient list does not name this vault
        ├── PackageRefused            breaks the package format; ``reason`` names the rule
        │   └── UnfinishedPackage     its writing was interrupted
        ├── NewerPackage              made by a later version of the program
        ├── CardRefused               an identity card that does not hold
        │   ├── CardNotTrusted        its digits were not compared yet
        │   └── DigitsDiffer          they were, and are others
        ├── SettingsRefused           an organisation's settings that do not hold
        │   ├── NewerSettings         written by a later version of the program
        │   ├── SettingsNotTrusted    their signer is not trusted here as the organisation
        │   ├── SettingsOlder         what is here has the same number, or a higher one
        │   ├── LogoRefused           the logo is no picture, or too large
        │   └── OwnTextRefused        an own consent text does not say what the form asks
        └── ReceiptRefused            a receipt that does not match what was sent
            ├── ReceiptClosed         no receipt to this vault
            └── ReceiptRepeated       in the place of another that was taken before

Each carries ``reason``: a short English phrase for logs and tests that holds no content of
records, no key and no passphrase. Sentences for people are made in one place for the
window (``ui/messages.py``) and the command line, by ``desktop.messages.errors.explain``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.model.removal import Stays


class SkryniaError(Exception):
    """Root of the errors that a user can meet. ``reason`` never holds record content or keys."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason or self.__class__.__name__)
        self.reason = reason


class Cancelled(SkryniaError):
    """The person stopped a long job; whatever was committed so far stays."""


class VaultError(SkryniaError):
    """Something about the vault folder as a whole."""


class WrongPassphrase(VaultError):
    """The key slots are whole, but the secret opens none of them."""


class NoSlotForSecret(VaultError):
    """The key slots are whole, but none takes a secret of the kind that was given."""


class NotAKeyFile(VaultError):
    """The file that was chosen is no key file, or a damaged one."""


class MistypedCode(VaultError):
    """The code of a recovery sheet does not hold. ``wrong``: the numbers of mistyped groups, from
    1; ``missing``: how many groups are not there."""

    def __init__(self, wrong: Sequence[int] = (), missing: int = 0) -> None:
        super().__init__("mistyped")
        self.wrong, self.missing = tuple(wrong), missing


class MistypedShare(VaultError):
    """A recovery share does not hold, or does not go with the others. ``wrong``: the places of
    words that are in no share, from 1."""

    def __init__(self, wrong: Sequence[int] = ()) -> None:
        super().__init__("mistyped")
        self.wrong = tuple(wrong)


class HardwareKeyError(VaultError):
    """No hardware key answered: none is plugged in, or nobody touched it."""


class DamagedKeySlots(VaultError):
    """``keys.json`` is missing, cut or altered."""


class DamagedVault(VaultError):
    """The database does not read as what was written."""


class OlderVault(DamagedVault):
    """What decides is older than what was written last: pages of another day lie in the file."""


class MissingDatabase(DamagedVault):
    """The folder holds key slots, but no ``vault.db``."""


class DamagedBackup(DamagedVault):
    """The copy that a restore made does not hold; ``reason`` names the parts."""


class UncheckedLog(VaultError):
    """Without a passphrase nothing tells whether a log beside a database belongs to it."""


class IncompleteCopy(VaultError):
    """The folder was copied from an open vault without the log that holds its last changes."""


class NewerVault(VaultError):
    """The vault was made or migrated by a later version of the program."""


class VaultInUse(VaultError):
    """Another process holds the vault open."""


class VaultExists(VaultError):
    """Something already stands where the new vault should go."""


class NotAVault(VaultError):
    """The folder is not a vault."""


class RecordError(SkryniaError):
    """Something about one record."""


class NoSuchRecord(RecordError):
    """No record has this id."""


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


class FileTooLarge(StorageError):
    """The target's file system cannot hold a file of this size."""


class NameRefused(StorageError):
    """The file system takes no name so long, or with these letters."""


class FileExists(StorageError):
    """A file of that name is already there and is never overwritten."""


class MediaError(SkryniaError):
    """Something about one media file."""


class UndecodableMedia(MediaError):
    """The file is kept and exported as it is, but cannot be shown."""


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


class HandoffError(SkryniaError):
    """Something about packages, receipts or cards."""


class ConsentRefused(HandoffError):
    """Consent lets nothing of what was chosen leave for this purpose and recipient."""


class NamesUndecided(HandoffError):
    """Places in what was told wait for somebody to decide what stands there for this recipient.
    ``spots``: their keys; ``interviews``: by id, in how many places of each."""

    def __init__(
        self, spots: Sequence[str] = (), *, interviews: Mapping[str, int] | None = None
    ) -> None:
        super().__init__(f"{len(spots) or sum((interviews or {}).values())} places are open")
        self.spots = tuple(spots)
        self.interviews = dict(interviews or {})


class RecordTooLong(HandoffError):
    """A record that would travel is larger than a package takes one; ``reason`` says its kind."""


class NothingNew(HandoffError):
    """The recipient has confirmed all of what was chosen that may leave."""


class UnknownSigner(HandoffError):
    """Signed by a key whose card is not trusted here."""


class RevokedSigner(HandoffError):
    """Signed by a key whose card was revoked here."""


class NotAddressedToUs(HandoffError):
    """The signed recipient list does not name this vault's identity."""


class PackageRefused(HandoffError):
    """The package breaks a rule of the format; ``reason`` names the rule."""


class UnfinishedPackage(PackageRefused):
    """The file still has the name of a package that is being written."""


class NewerPackage(HandoffError):
    """The package was written by a later version of the program."""


class NewerReceipt(NewerPackage):
    """The receipt was written by a later version of the program."""


class CardRefused(HandoffError):
    """The identity card is malformed or its signature does not hold."""


class NewerCard(CardRefused):
    """The card was written by a later version of the program."""


class CardNotTrusted(CardRefused):
    """Nothing is written for a card whose digits nobody compared."""


class DigitsDiffer(CardRefused):
    """The digits that the other side gave are not those of the card."""


class SettingsRefused(HandoffError):
    """An organisation's settings are malformed or their signature does not hold."""


class NewerSettings(SettingsRefused):
    """The settings were written by a later version of the program."""


class SettingsNotTrusted(SettingsRefused):
    """Whoever signed them is not trusted here as the organisation."""


class SettingsOlder(SettingsRefused):
    """Settings of the same signer with this number or a higher one were taken before."""


class LogoRefused(SettingsRefused):
    """The logo is no picture that can be read here, or above 256 KiB."""


class OwnTextRefused(SettingsRefused):
    """An own consent text cannot be used. ``line``: from 1; ``fault``, ``what``: as in
    ``desktop/vocabulary/own_text.py``."""

    def __init__(self, language: str = "", line: int = 0, fault: str = "", what: str = "") -> None:
        super().__init__(f"own text {language}, line {line}: {fault}")
        self.language, self.line, self.fault, self.what = language, line, fault, what


class ReceiptRefused(HandoffError):
    """The receipt does not match a package that was sent from here."""


class ReceiptRepeated(ReceiptRefused):
    """It bears the id, or for its package the number, of another receipt that was taken before."""


class ReceiptClosed(ReceiptRefused):
    """The file is not encrypted to this vault, as a receipt for it would be."""
