"""The ways to unlock a vault in a person's words, and where a code or a share is mistyped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from desktop import errors
from desktop.errors import MistypedCode, MistypedShare
from desktop.i18n import N_, _, gettext, ngettext

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
    errors.NoSlotForSecret: (
        N_("This vault opens in another way"),
        N_("The key file is intact, but this vault does not open with a key of this kind."),
        N_("Open it with the newest version of Skrynia, or ask whoever set the vault up."),
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
    errors.HardwareKeyError: (
        N_("The hardware key did not answer"),
        N_("No hardware key is plugged in, or nobody touched it in time."),
        N_("Plug in the key that belongs to this vault and touch it when it blinks."),
    ),
}


def way_called(kind: str, known: bool = True) -> str:
    """A way to unlock the vault, in a word; with what becomes of one that is not known here."""
    if not known:
        return _("{kind} (kept; this version cannot use it)").format(kind=kind)
    return gettext(WAYS[kind]) if kind in WAYS else kind


def mistyped_told(error: MistypedCode | MistypedShare) -> list[str]:
    """Which groups or words to look at again; nothing where that is not known."""
    wrong = _numbers(error.wrong)
    if isinstance(error, MistypedShare):
        return [_("Look again at the words {numbers}.").format(numbers=wrong)] if wrong else []
    told = [_("Look again at the groups {numbers}.").format(numbers=wrong)] if wrong else []
    if error.missing:
        sentence = ngettext(
            "{count} group is missing.", "{count} groups are missing.", error.missing
        )
        told.append(sentence.format(count=error.missing))
    return told


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
