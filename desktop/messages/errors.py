"""Each error that a user can meet in a person's words: what happened, and what to do next.

One place for the window and the command line. A sentence says what happened, that nothing
was lost where that is true, and what to do. ``tests/unit/rules/test_error_messages.py``
walks the tree of errors and fails when a class has no sentences of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop import errors
from desktop.errors import SkryniaError
from desktop.i18n import N_, gettext
from desktop.messages.backups import BACKUPS, MORE_OF_BACKUPS, Telling, unread_named, which_told
from desktop.messages.cards import CARDS, fault_told
from desktop.messages.consent import CONSENT, lacking_told
from desktop.messages.holding import HOLDING, held_told
from desktop.messages.names import NAMES
from desktop.messages.packages import PACKAGES
from desktop.messages.removal import REMOVAL, told
from desktop.messages.storage import STORAGE
from desktop.messages.vault_errors import OF_VAULTS
from desktop.messages.ways_in import WAYS_IN, few_told, mistyped_told
from desktop.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Advice:
    """Sentences in the person's language; ``technical`` is the error's English reason.

    ``technical`` is for whoever helps the person: small print, '' when there is none.
    """

    title: str
    what_happened: str
    what_to_do: str
    technical: str = ""

    @property
    def text(self) -> str:
        """What happened and what to do, as one paragraph."""
        return f"{self.what_happened} {self.what_to_do}".strip()


_WORTH_A_REASON = (
    errors.CryptoError,
    errors.HandoffError,
    errors.StorageError,
    errors.MediaError,
    errors.NoSuchRecord,
    errors.DamagedVault,
    errors.DamagedKeySlots,
)
"""Kinds that have many causes, which whoever helps will ask for."""


def explain(error: SkryniaError) -> Advice:
    """The advice for an error, in the language in force."""
    title, happened, to_do = _sentences(type(error))
    said, todo = gettext(happened), gettext(to_do)
    if isinstance(error, errors.OwnTextRefused) and error.fault:
        said = f"{fault_told(error)} {said}"
    if isinstance(error, errors.VaultInUse) and error.holder is not None:
        said = held_told(error.holder)
    if isinstance(error, errors.UnreadBackups) and error.unread:
        said = f"{said} {unread_named(error.unread)}"
    if isinstance(error, errors.WhichBackup) and error.newest:
        todo = which_told(error)
    said = " ".join(
        (said, *(more for kind, tell in _MORE if isinstance(error, kind) for more in tell(error)))
    )
    if isinstance(error, errors.DecisionIncomplete) and error.missing:
        todo = " ".join(lacking_told(error.missing))
    reason = error.reason if isinstance(error, _WORTH_A_REASON) else ""
    return Advice(gettext(title), said, todo, reason)


def _refusal_told(error: SkryniaError) -> tuple[str, ...]:
    return (vocabulary("redaction_refusal").label(error.reason),) if error.reason else ()


_MORE: Final[tuple[Telling, ...]] = (
    (errors.RecordStays, lambda error: told(error.stays) if error.stays else ()),
    (errors.MistypedCode, mistyped_told),
    (errors.MistypedShare, mistyped_told),
    (errors.TooFewShares, few_told),
    (errors.NotRedactable, _refusal_told),
    *MORE_OF_BACKUPS,
)
"""What is said behind what happened, of errors that know more."""


def _sentences(kind: type[SkryniaError]) -> tuple[str, str, str]:
    for each in kind.__mro__:
        if each in _SENTENCES:
            return _SENTENCES[each]
    return _SENTENCES[SkryniaError]


_RECORD: Mapping[type[SkryniaError], tuple[str, str, str]] = {
    errors.RecordError: (
        N_("The record cannot be used like this"),
        N_("Nothing was changed."),
        N_("Go back and open it again."),
    ),
    errors.NoSuchRecord: (
        N_("There is nothing of this name here"),
        N_(
            "Nothing with this name, code or ID was found. It may have been removed, or "
            "belong to another vault."
        ),
        N_("Look it up in the list, and choose again."),
    ),
    errors.AmbiguousName: (
        N_("Several items have this name"),
        N_("It is not clear which one is meant, so nothing was done."),
        N_("Name it by its id or fingerprint, as the list shows it."),
    ),
    errors.WordsNotThere: (
        N_("These words do not stand at one place"),
        N_("The account has no such words there, or has them several times. Nothing was marked."),
        N_("Copy them from the account. Where they stand several times, take more of them."),
    ),
    errors.RecordSealed: (
        N_("The record is sealed"),
        N_("After it was read back and sealed, nothing in it can be changed."),
        N_("Record anything new in a new interview with the same person."),
    ),
    errors.AuthorKnown: (
        N_("This card is trusted here"),
        N_("What it signed is a person's decision, and is settled interview by interview."),
        N_("Ask the person. If the key is in wrong hands, revoke the card first."),
    ),
    errors.RecordClosed: (
        N_("This part is not open yet"),
        N_("Answer the open questions first."),
        N_("Answer the open questions first, and come back."),
    ),
}

_MEDIA: Mapping[type[SkryniaError], tuple[str, str, str]] = {
    errors.MediaError: (
        N_("Something is wrong with this file"),
        N_("It was not changed."),
        N_("Try another copy of it, if there is one."),
    ),
    errors.UndecodableMedia: (
        N_("This file cannot be shown"),
        N_("It is stored and sent unchanged, but no picture of it can be shown."),
        N_("Describe in words what it shows, and keep another copy if there is one."),
    ),
    errors.NotRedactable: (
        N_("Nothing was covered"),
        N_("No new picture was made, and the file was not changed."),
        N_("Do not send this file in place of a covered one."),
    ),
    errors.WrongCompanion: (
        N_("These two files cannot be joined like this"),
        N_("A file cannot belong to itself, nor to one that belongs to it."),
        N_("First say of the files that belong to it that they do not."),
    ),
    errors.FilesNotLookedInto: (
        N_("Photos could not be read"),
        N_(
            "The program that reads photos (skrynia-decoder) does not start, so the records "
            "of these photos would stay empty. No package was created; every original is kept."
        ),
        N_(
            "Restart the computer, or ask whoever looks after it whether a guard program blocks "
            "skrynia-decoder. Interviews without new photos can be handed over meanwhile."
        ),
    ),
}

_CRYPTO: Mapping[type[SkryniaError], tuple[str, str, str]] = {
    errors.CryptoError: (
        N_("A check of the file failed"),
        N_("It is not a valid package or receipt. The file was not used."),
        N_("Ask the sender for a new copy."),
    ),
    errors.AgeFormatError: (
        N_("This is not an encrypted package"),
        N_("The file is of another kind, or it was cut off or changed on the way."),
        N_("Check that it is the right file, or ask the sender for a new copy."),
    ),
    errors.NotARecipient: (
        N_("This vault cannot open the package"),
        N_("It was encrypted to somebody else's key."),
        N_("Give the sender the contact card of this vault, and ask for a new package."),
    ),
    errors.PayloadDamaged: (
        N_("The package is damaged"),
        N_("Part of it was changed, cut off or added on the way. The file was not used."),
        N_("Copy it again from the USB stick, or ask the sender for a new one."),
    ),
    errors.SignatureFormatError: (
        N_("The signature cannot be read"),
        N_("It is missing, or of a kind that is not used here. Nothing was accepted."),
        N_("Ask the sender for a new copy."),
    ),
    errors.BadSignature: (
        N_("The signature is not valid"),
        N_("What arrived is not what was signed. The file was not used."),
        N_("Do not use this file. Ask the sender, by another way, what happened."),
    ),
}

_SENTENCES: Mapping[type[SkryniaError], tuple[str, str, str]] = {
    SkryniaError: (
        N_("That did not work"),
        N_("Nothing was lost."),
        N_("Try again."),
    ),
    errors.Cancelled: (
        N_("Stopped"),
        N_("You stopped it. What was finished before is kept."),
        N_("Start it again whenever you like."),
    ),
    **OF_VAULTS,
    **_RECORD,
    **CONSENT,
    **NAMES,
    **REMOVAL,
    **WAYS_IN,
    **HOLDING,
    **BACKUPS,
    **STORAGE,
    **_MEDIA,
    **_CRYPTO,
    **PACKAGES,
    **CARDS,
}
