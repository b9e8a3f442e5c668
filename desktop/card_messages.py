"""What went wrong with what is carried by hand: cards, and an organisation's settings. A part of
``error_messages.py``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop import errors
from desktop.i18n import N_

CARDS: Final[Mapping[type[errors.SkryniaError], tuple[str, str, str]]] = {
    errors.NewerCard: (
        N_("The identity card comes from a newer Skrynia"),
        N_("This version cannot read it. It was not added."),
        N_("Install the newer version, and add the card again."),
    ),
    errors.CardRefused: (
        N_("The identity card does not hold"),
        N_("It is damaged, or its signature is not its own. It was not added."),
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
    errors.OwnTextRefused: (
        N_("The organisation’s consent text cannot be used"),
        N_("It does not say all that the form asks, or its languages differ. Nothing was changed."),
        N_("Correct the line that is named, and sign the settings again."),
    ),
    errors.SettingsRefused: (
        N_("The organisation’s settings are not valid"),
        N_("They are damaged, or their signature is not their own. Nothing was changed."),
        N_("Ask the organisation for a new copy."),
    ),
    errors.CardNotTrusted: (
        N_("This card is not trusted yet"),
        N_("Nobody compared its digits, so nothing is written for it."),
        N_("Compare the digits with the other side, trust the card, and try again."),
    ),
    errors.DigitsDiffer: (
        N_("The digits differ"),
        N_("The card here is not trusted: it may not be theirs."),
        N_("Let them read the digits out once more. If they differ again, do not use this card."),
    ),
}
