"""A vault given back to its owner: opened by a way back, and a new passphrase set at once.

For a forgotten passphrase, and for a copy of a lost laptop's vault: by the owner's recovery sheet
or shares, or by an organisation that the key was left with. The folder is the vault itself or a
copy of it that can be written to; what lies on a read-only medium is restored first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from desktop.crypto.kdf import Argon2Cost
from desktop.crypto.secret import EscrowIdentity, Secret, WithPassphrase
from desktop.crypto.slots.making import by_passphrase
from desktop.model.custody import CustodyKind
from desktop.model.identity import Party
from desktop.model.way_in import BY_PASSPHRASE, WayIn
from desktop.progress import Progress, no_progress
from desktop.vault.file.folder import read_slots, refuse_other
from desktop.vault.file.opening import open_vault
from desktop.vault.file.restore import Restored, restore_backup
from desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Whose vault it is, the new way into it, and the forgotten one that was revoked for it."""

    vault_id: str
    owner: Party
    way: WayIn
    revoked: WayIn | None = None


New: TypeAlias = WithPassphrase | Callable[[], WithPassphrase]
"""The new passphrase, or what asks for it once the way back has opened the vault."""
Forgotten: TypeAlias = Callable[[Vault, str], WayIn | None]
"""Which passphrase of a vault was forgotten by a person, by name; None where each is kept."""


def each_is_kept(_vault: Vault, _person: str) -> WayIn | None:
    """No passphrase is revoked."""
    return None


def their_only_passphrase(vault: Vault, person: str) -> WayIn | None:
    """The passphrase of that person, where they have one only, or nobody said whose it is."""
    ways = (way for way in vault.ways_in.all() if way.kind in BY_PASSPHRASE)
    theirs = [way for way in ways if way.person in (person, "")]
    return theirs[0] if len(theirs) == 1 else None


def give_back(
    folder: Path,
    secret: Secret,
    new: New,
    person: str = "",
    cost: Argon2Cost | None = None,
    forgotten: Forgotten = each_is_kept,
) -> GivenBack:
    """Let ``new`` open the vault in ``folder`` from now on; ``secret`` opens it now.

    ``person``: who will use it, the owner when "". What opened it before goes on to, but for what
    was ``forgotten``. Its custody log says by which way it was opened. What :func:`open_vault` and
    ``WaysIn.add`` raise; then the ways in are as they were.
    """
    with open_vault(folder, secret) as vault:
        return _let_in(vault, secret, new, person, cost, forgotten)


def give_back_kept(
    keeper: Vault,
    folder: Path,
    new: New,
    person: str = "",
    cost: Argon2Cost | None = None,
    forgotten: Forgotten = each_is_kept,
) -> GivenBack:
    """The same of a vault whose key was left with the owner of ``keeper``, which is open.

    Both custody logs say so, the keeper's as soon as the vault opened: it could have been read
    from then on, whatever goes wrong after. ``NotKeptHere`` where the key was left with somebody
    else, ``NoSlotForSecret`` where it was left with nobody.
    """
    secret = EscrowIdentity(keeper.identity.age_identity())
    with open_vault(folder, secret) as vault:
        log_kept(keeper, vault.vault_id, "opened for its owner")
        return _let_in(vault, secret, new, person, cost, forgotten)


def restore_kept(
    keeper: Vault, source: Path, folder: Path, progress: Progress = no_progress
) -> Restored:
    """:func:`restore_backup` by what was left with the owner of ``keeper``, whose custody log says
    so once the backup has opened."""
    secret = EscrowIdentity(keeper.identity.age_identity())
    refuse_other(source)
    slots = read_slots(source)
    slots.unlock(secret)
    log_kept(keeper, slots.vault_id, "restored for its owner")
    return restore_backup(source, folder, secret, progress)


def log_kept(keeper: Vault, vault_id: str, what: str) -> None:
    """Write into the log of who keeps a vault's key that it was used, and what for."""
    with keeper.transaction():
        detail = {"way": "escrow", "what": what}
        keeper.custody.append(CustodyKind.TRUST, "vault", vault_id, detail)


def _let_in(
    vault: Vault,
    secret: Secret,
    new: New,
    person: str,
    cost: Argon2Cost | None,
    forgotten: Forgotten,
) -> GivenBack:
    owner = vault.identity.party()
    whose = person or owner.name
    old = forgotten(vault, whose)
    text = new() if callable(new) else new
    # First the new one, then the old: a kill between leaves both.
    way = vault.ways_in.add(secret, by_passphrase(text, cost), whose, old.label if old else "")
    if old is not None:
        vault.ways_in.revoke(secret, old.slot_id)
    return GivenBack(vault.vault_id, owner, way, old)
