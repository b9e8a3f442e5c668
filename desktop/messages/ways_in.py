"""The ways to unlock a vault in a person's words, and where a code or a share is mistyped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from desktop import errors
from desktop.errors import MistypedCode, MistypedShare, TooFewShares
from desktop.i18n import N_, _, gettext, ngettext
from desktop.model.way_in import AmissWays, WayIn

WAYS: Final[Mapping[str, str]] = {
    "passphrase": N_("passphrase"),
    "passphrase-and-file": N_("passphrase and key file"),
    "passphrase-and-hardware-key": N_("passphrase and hardware key"),
    "key-file": N_("key file alone, for receiving without a person"),
    "recovery-sheet": N_("recovery sheet"),
    "recovery-shares": N_("recovery shares"),
    "escrow": N_("key left with an organisation"),
}
"""The kinds of ``desktop.crypto.slots.kinds`` by their names; one without a word here is shown by
its name in ``keys.json``."""


WAYS_IN: Final[Mapping[type[errors.SkryniaError], tuple[str, str, str]]] = {
    errors.WrongPassphrase: (
        N_("Wrong passphrase"),
        N_("The vault is intact, but this passphrase does not open it."),
        N_("Check Caps Lock and the keyboard's language, and try again."),
    ),
    errors.WrongSecondPart: (
        N_("Wrong passphrase, or another key"),
        N_("The vault is intact, but passphrase and key together do not open it."),
        N_(
            "Check Caps Lock and the keyboard's language, and whether this is the key file or "
            "hardware key of this vault."
        ),
    ),
    errors.WrongKeyFile: (
        N_("This key file belongs to another vault"),
        N_("The vault is intact, but this key file does not open it."),
        N_("Choose the key file that was saved for this vault."),
    ),
    errors.WrongSheet: (
        N_("This recovery sheet belongs to another vault"),
        N_(
            "The code was typed without a mistake, but it does not open this vault. It may be of "
            "another vault, or of a sheet that was revoked."
        ),
        N_("Compare the beginning of the vault's id on the sheet, and look for a newer sheet."),
    ),
    errors.WrongShares: (
        N_("These recovery shares do not open this vault"),
        N_("They are of another vault, of a set that was revoked, or too few."),
        N_("Each page says how many shares are needed. Ask whether there are newer ones."),
    ),
    errors.NotKeptHere: (
        N_("The key of this vault was left with somebody else"),
        N_("The vault is intact, but its key was not left with the owner of your vault."),
        N_("Ask the owner with whom it was left."),
    ),
    errors.LastWayIn: (
        N_("This is the last way to unlock the vault"),
        N_("Without it nobody could unlock the vault any more. Nothing was changed."),
        N_("Add another way to unlock it first, then revoke this one."),
    ),
    errors.OrganisationsOnly: (
        N_("Only for an organisation's vault"),
        N_(
            "A key file alone is for a computer that receives packages without a person. On a "
            "laptop it would open the vault for whoever finds both. Nothing was changed."
        ),
        N_("Add a passphrase with a key file instead."),
    ),
    errors.ClassicalKey: (
        N_("This card is not safe for keeping a vault's key"),
        N_(
            "Its key could be broken by quantum computers, and a vault's key may have to be kept "
            "for decades. Nothing was changed."
        ),
        N_("Choose somebody whose card has a post-quantum key, or ask them to make a new vault."),
    ),
    errors.NoSlotForSecret: (
        N_("This vault opens in another way"),
        N_("The file keys.json names no way of this kind to unlock it."),
        N_(
            "Use another way to unlock it, or ask whoever set the vault up. If this way unlocked "
            "it before, the file was changed: take keys.json from the latest backup."
        ),
    ),
    errors.HeldByOthers: (
        N_("This backup was made for a journey"),
        N_("It opens by recovery shares or at the organisation only, as it was meant to."),
        N_("Gather the shares, or ask the organisation that the key was left with."),
    ),
    errors.NotEnoughMemory: (
        N_("Not enough memory is free"),
        N_("Unlocking takes more memory than other programs leave now. Nothing was changed."),
        N_("Close other programs, the browser first, and try again."),
    ),
    errors.NotAKeyFile: (
        N_("This is not a key file"),
        N_("The file is not a key file of Skrynia, or it was damaged. It was not changed."),
        N_("Choose the key file that was saved when this way of unlocking was added."),
    ),
    errors.MistypedCode: (
        N_("The recovery code is not complete"),
        N_("A group has a typing mistake or is missing. Nothing was changed."),
        N_("Compare each group with the sheet. The letters I, L, O and U never appear in it."),
    ),
    errors.MistypedShare: (
        N_("A recovery share is not valid"),
        N_("A word has a typing mistake, or the share does not belong with the others."),
        N_("Compare each word with the page; four letters of a word are enough."),
    ),
    errors.TooFewShares: (
        N_("More recovery shares are needed"),
        N_("The shares are valid and go together, but they are not enough to open a vault."),
        N_("Ask others who keep a share of this vault."),
    ),
    errors.HardwareKeyError: (
        N_("The hardware key did not answer"),
        N_(
            "No hardware key is plugged in, nobody touched it in time, or it is of a kind that "
            "cannot be used here."
        ),
        N_("Plug in the key that belongs to this vault and touch it when it blinks."),
    ),
}


def way_called(kind: str, known: bool = True) -> str:
    """A way to unlock the vault, in a word; with what becomes of one that is not known here."""
    if not known:
        return _("{kind} (kept; this version cannot use it)").format(kind=kind)
    return gettext(WAYS[kind]) if kind in WAYS else kind


BECAME: Final[Mapping[str, str]] = {
    "added": N_("was added"),
    "changed": N_("another passphrase took its place"),
    "raised": N_("guessing it takes longer now"),
    "renamed": N_("name or place of keeping was changed"),
    "rehearsed": N_("was tried, and works"),
    "used": N_("unlocked the vault"),
    "revoked": N_("was revoked"),
    "left": N_("was left out when the vault was packed for a journey"),
    "gone": N_("is missing, and nobody revoked it here"),
    "returned": N_("an older keys.json brought it back"),
    "opened for its owner": N_("opened the vault for its owner"),
    "restored for its owner": N_("restored a backup for its owner"),
}
"""What became of a way, by the word that stands in the custody log."""

_BACK: Final[Mapping[str, str]] = {
    "revoked": N_("{way}: it was revoked, and unlocks the vault again."),
    "changed": N_("{way}: the one from before it was changed unlocks the vault again."),
    "left": N_("{way}: it was left out for a journey, and unlocks the vault again."),
    "raised": N_("{way}: guessing it takes as little time again as before."),
}
"""By ``WayIn.came_back``."""


def way_listed(way: WayIn) -> str:
    """The same in a list, marked where it was ended and works again."""
    called = way_called(way.kind, way.known)
    return _("{kind} (ended, works again)").format(kind=called) if way.came_back else called


def became_told(detail: Mapping[str, str]) -> str:
    """What a row of the custody log says of a way to unlock; "" for a row about anything else."""
    kind, what = detail.get("way", ""), detail.get("what", "")
    if not kind or not what:
        return ""
    return f"{way_called(kind)}: {gettext(BECAME[what]) if what in BECAME else what}"


def amiss_told(amiss: AmissWays) -> tuple[str, list[str], str]:
    """Title, a line for each way and what to do, where an older ``keys.json`` was laid in the place
    of the last; empty lines where all is as it was left."""
    back = [gettext(_BACK[way.came_back]).format(way=_whose(way)) for way in amiss.back]
    missing = _("{way}: it does not unlock the vault any more, and nobody revoked it here.")
    gone = [missing.format(way=_whose(way)) for way in amiss.gone]
    return (
        _("The ways to unlock this vault are not those that were set last"),
        [*back, *gone],
        _(
            "An older file keys.json lies in the vault's folder: from a backup, or put there by "
            "somebody. Revoke again what was revoked, change again what was changed, and make "
            "again what is missing."
        ),
    )


def ways_of_a_backup() -> str:
    """What has to be known of every vault that was laid down again from a copy."""
    return _(
        "It opens by the ways to unlock of the day of the copy. What was revoked or changed since "
        "works again: look at the list, and revoke it again."
    )


def _whose(way: WayIn) -> str:
    """``recovery sheet (Zosia, at the bank)``"""
    whose = ", ".join(filter(None, (way.person, way.label)))
    called = way_called(way.kind, way.known)
    return f"{called} ({whose})" if whose else called


def mistyped_told(error: MistypedCode | MistypedShare) -> list[str]:
    """Which groups or words to look at again; nothing where that is not known."""
    if isinstance(error, MistypedShare):
        return _share_told(error)
    told: list[str] = []
    if error.wrong:
        one = _("Look again at group {numbers}.")
        some = _("Look again at the groups {numbers}.")
        told.append(_told_of(error.wrong, one, some))
    if error.missing:
        sentence = ngettext(
            "{count} group is missing.", "{count} groups are missing.", error.missing
        )
        told.append(sentence.format(count=error.missing))
    return told


def _share_told(error: MistypedShare) -> list[str]:
    told: list[str] = []
    if error.wrong:
        one = _("Look again at word {numbers}.")
        some = _("Look again at the words {numbers}.")
        told.append(_told_of(error.wrong, one, some))
    if error.share:
        told.insert(0, _("It is share {number} of those given.").format(number=error.share))
    return told


def few_told(error: TooFewShares) -> list[str]:
    """How many are there, and how many are needed; nothing where that is not known."""
    if not error.needed:
        return []
    given = ngettext("{count} share was given,", "{count} shares were given,", error.given)
    needed = ngettext("{count} is needed.", "{count} are needed.", error.needed)
    return [given.format(count=error.given), needed.format(count=error.needed)]


def _told_of(numbers: Sequence[int], one: str, some: str) -> str:
    """``one`` or ``some``: what is said of a single number, and of several."""
    said = one if len(numbers) == 1 else some
    return said.format(numbers=", ".join(map(str, numbers)))
