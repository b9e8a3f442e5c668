"""To whom something goes, and what for: a card, or only which kind of recipient it is."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from desktop.cli.session import find_card
from desktop.i18n import _
from desktop.model.consent import RecipientKind
from desktop.model.consent.purpose import HERE_ONLY, Purpose

if TYPE_CHECKING:
    from desktop.reports.copies import Target
    from desktop.vault import Vault

_PURPOSES: Final = [purpose.value for purpose in Purpose if purpose not in HERE_ONLY]
_OUTSIDE: Final = [kind.value for kind in RecipientKind if kind is not RecipientKind.ORGANISATION]


def add_target(parser: argparse.ArgumentParser) -> None:
    """A recipient who need not have a card here, and the purpose."""
    parser.add_argument(
        "--to",
        required=True,
        metavar=_("RECIPIENT"),
        help=_("A trusted card (name or fingerprint), or a type of recipient: {kinds}.").format(
            kinds=", ".join(_OUTSIDE)
        ),
    )
    add_purpose(parser)


def add_purpose(parser: argparse.ArgumentParser) -> None:
    """What for."""
    parser.add_argument(
        "--purpose",
        required=True,
        choices=_PURPOSES,
        metavar=_("PURPOSE"),
        help=_("What for: {purposes}. Only what was agreed to for this purpose is sent.").format(
            purposes=", ".join(_PURPOSES)
        ),
    )


def target_of(vault: Vault, arguments: argparse.Namespace) -> Target:
    """Who was named; ``CardNotTrusted`` and ``RevokedSigner`` where their card may not be used."""
    from desktop.handoff.sending.gate import usable_card
    from desktop.reports.copies import Target

    purpose = Purpose(arguments.purpose)
    if arguments.to in _OUTSIDE:
        return Target(RecipientKind(arguments.to), purpose)
    card = usable_card(vault, find_card(vault, arguments.to).fingerprint)
    return Target(card.recipient_kind, purpose, card.fingerprint)
