"""How strong a passphrase is, in a person's words."""

from __future__ import annotations

from desktop.i18n import _
from desktop.passphrases.strength import LEAST_CHARACTERS, LEAST_WORDS, Level, Strength


def refused_told(strength: Strength) -> str:
    """Why a passphrase cannot close a vault; "" where it can."""
    if strength.level is Level.TOO_SHORT:
        return _("A passphrase needs {characters} characters or {words} words at least.").format(
            characters=LEAST_CHARACTERS, words=LEAST_WORDS
        )
    if strength.level is Level.TRIED_FIRST:
        return _("This passphrase is among the first that others try. Choose unrelated words.")
    return ""


def strength_told(strength: Strength) -> str:
    """The estimate in a sentence, of a passphrase that is being typed."""
    if not strength.accepted:
        return refused_told(strength)
    if strength.level is Level.WEAK:
        return _("Weak, by our estimate. One or two more words would help a lot.")
    if strength.level is Level.FAIR:
        return _("Fair, by our estimate. Another word would make it strong.")
    return _("Strong, by our estimate, unless it is a quotation or known to others.")
