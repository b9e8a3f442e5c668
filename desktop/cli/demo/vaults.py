"""The demo's two vaults, their passphrases, and how they come to trust each other."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop.cli.demo import story
from desktop.cli.demo.demo_log import DemoLog
from desktop.cli.demo.paths import DemoPaths, Wish
from desktop.errors import CardRefused
from desktop.i18n import _
from desktop.model.identity import CardKind, Role
from desktop.system.files import write_atomically

if TYPE_CHECKING:
    from desktop.vault import Owner, Vault

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _LETTERS = 6, 4


class Vaults(NamedTuple):
    """Both vaults, open."""

    researcher: Vault
    organisation: Vault


@contextmanager
def made_vaults(paths: DemoPaths, wish: Wish, demo_log: DemoLog) -> Iterator[Vaults]:
    """Make both vaults under random passphrases, and close them again at the end."""
    from desktop.vault import Owner

    mine, theirs = _passphrase(), _passphrase()
    write_atomically(paths.passphrases, _passphrase_file(paths, mine, theirs))
    researcher = Owner(story.RESEARCHER, Role.RESEARCHER)
    organisation = Owner(story.ORGANISATION, Role.ORGANISATION, wish.post_quantum)
    with ExitStack() as stack:
        with demo_log.step(_("Vault of the researcher created")) as said:
            first = stack.enter_context(_made(paths.researcher, mine, researcher))
            said.append(paths.researcher.name)
        with demo_log.step(_("Vault of the organisation created")) as said:
            second = stack.enter_context(_made(paths.organisation, theirs, organisation))
            said.append(paths.organisation.name)
        first.organisation.save(story.RESPONSIBLE)
        yield Vaults(first, second)


def _made(folder: Path, passphrase: str, owner: Owner) -> Vault:
    from desktop.vault import create_vault

    return create_vault(folder, passphrase, owner)


def _passphrase() -> str:
    """Six groups of four: 24 letters of 31, about 119 bits."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS)) for _ in range(_GROUPS))
    return "-".join(groups)


def _passphrase_file(paths: DemoPaths, mine: str, theirs: str) -> bytes:
    warning = _(
        "Only a demo saves passphrases to a file. Everything here is invented; never do this "
        "with a vault that contains anything real."
    )
    lines = (
        f"{mine}    {paths.researcher.name}",
        f"{theirs}    {paths.organisation.name}",
        "",
        warning,
    )
    return "\n".join(lines).encode() + b"\n"


def exchange_cards(vaults: Vaults, paths: DemoPaths, demo_log: DemoLog) -> None:
    """Hand over both cards as files; trust each after its digits were compared."""
    mine = paths.cards / "researcher.skrynia-card"
    theirs = paths.cards / "organisation.skrynia-card"
    with demo_log.step(_("Cards exchanged, digits compared, trusted")) as said:
        said.append(
            _hand_over(vaults.organisation, vaults.researcher, theirs, CardKind.ORGANISATION)
        )
        said.append(_hand_over(vaults.researcher, vaults.organisation, mine, CardKind.RESEARCHER))


def _hand_over(giver: Vault, taker: Vault, path: Path, kind: CardKind) -> str:
    """Returns the fingerprint. ``CardRefused`` where both ends do not see the same digits."""
    from desktop.crypto.sshsig import digits
    from desktop.handoff.identity.cards import load_card, save_card

    save_card(giver, path)
    card = load_card(path)
    taker.cards.add(card.document, card.signature)
    if card.digits != digits(giver.identity.fingerprint):
        raise CardRefused("the digits of the card are not those of its owner")
    taker.cards.trust(card.fingerprint, kind)
    return card.fingerprint
