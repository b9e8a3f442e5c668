"""What went wrong with what is carried by hand: cards, and an organisation's settings. A part of
``errors.py``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop import errors
from desktop.i18n import LANGUAGE_NAMES, N_, gettext

CARDS: Final[Mapping[type[errors.SkryniaError], tuple[str, str, str]]] = {
    errors.NewerCard: (
        N_("The contact card comes from a newer Skrynia"),
        N_("This version cannot read it. It was not added."),
        N_("Install the newer version, and add the card again."),
    ),
    errors.CardRefused: (
        N_("The contact card is not valid"),
        N_("It is damaged, or its signature is not valid. It was not added."),
        N_("Ask for a new copy of the card."),
    ),
    errors.NewerSettings: (
        N_("The organisation’s settings come from a newer Skrynia"),
        N_("This version cannot read them. Nothing was changed."),
        N_("Install the newer version, and add them again."),
    ),
    errors.SettingsNotTrusted: (
        N_("These settings are not from your organisation"),
        N_("No card that is trusted here as “our organisation” signed them. Nothing was changed."),
        N_("Add the organisation’s card, compare the digits, and trust it as our organisation."),
    ),
    errors.SettingsOlder: (
        N_("Newer settings are here already"),
        N_("These have the same number as the last ones or a lower one. Nothing was changed."),
        N_("Ask the organisation for its latest settings."),
    ),
    errors.LogoRefused: (
        N_("The organisation’s logo cannot be used"),
        N_("This picture cannot be read here, or it is larger than 256 KiB. Nothing was changed."),
        N_("Use a JPEG or PNG picture of at most 256 KiB."),
    ),
    errors.OwnTextRefused: (
        N_("The organisation’s consent text cannot be used"),
        N_("It does not say all that the form asks, or its languages differ. Nothing was changed."),
        N_("Correct the line that is named, and sign the settings again."),
    ),
    errors.SettingsRefused: (
        N_("The organisation’s settings are not valid"),
        N_("They are damaged, or their signature is not valid. Nothing was changed."),
        N_("Ask the organisation for a new copy."),
    ),
    errors.CardNotTrusted: (
        N_("This card is not trusted yet"),
        N_("Nobody compared its digits, so nothing can be created for it."),
        N_("Compare the digits with the other side, trust the card, and try again."),
    ),
    errors.DigitsDiffer: (
        N_("The digits differ"),
        N_("The card here is not trusted: it may not be theirs."),
        N_("Let them read the digits out once more. If they differ again, do not use this card."),
    ),
}

_FAULTS: Final[Mapping[str, str]] = {
    "key-missing": N_("{key} is missing."),
    "key-unknown": N_("{key} is not known."),
    "mark-missing": N_("A line with {key} begins with “{mark}”."),
    "lines-differ": N_("This line is of another kind than in the other language."),
    "row-not-named": N_("The lists name other rows than the form has ({what})."),
    "too-long": N_("The text is too long."),
    "hidden-sign": N_("There is an invisible character."),
    "no-text": N_("The file is not text in UTF-8."),
}
"""By ``Fault`` of ``desktop/vocabulary/own_text.py``, which stands above."""
_MOST: Final = 40
"""Characters of a key that is not known, which may be as long as somebody likes."""


def fault_told(error: errors.OwnTextRefused) -> str:
    """Language, line and what is wrong there: "English, line 12: {contact} is missing."."""
    language, what = LANGUAGE_NAMES.get(error.language, error.language), error.what[:_MOST]
    said = gettext(_FAULTS[error.fault]).format(key=f"{{{what}}}", what=what, mark=f"?{what}")
    if not error.line:
        return f"{language}: {said}"
    where = gettext(N_("{language}, line {line}: {fault}"))
    return where.format(language=language, line=error.line, fault=said)
