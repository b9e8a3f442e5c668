"""Who this vault is: a signing key (Ed25519) and a key to be encrypted to (age)."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.crypto.age import KeyKind, generate_identity, parse_identity
from desktop.crypto.sshkey import SigningKey
from desktop.errors import DamagedVault
from desktop.home.identity import OwnIdentity
from desktop.model.identity import Role, is_display_name
from desktop.model.values.moment import Moment
from desktop.vault.store.connection import Database


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a new vault belongs to.

    ``post_quantum``: the kind of age identity; the other one, X25519, is for recipients who
    open packages with an age older than 1.3. ``ValueError`` for a name that would make a card
    everybody refuses: see ``is_display_name``.
    """

    name: str
    role: Role
    post_quantum: bool = True

    def __post_init__(self) -> None:
        if not is_display_name(self.name):
            raise ValueError("a name that no card may carry")


def new_identity(db: Database, owner: Owner) -> OwnIdentity:
    """Make and keep the identity of a new vault."""
    signing_key = SigningKey.generate()
    age = generate_identity(KeyKind.MLKEM768_X25519 if owner.post_quantum else KeyKind.X25519)
    now = Moment.now()
    db.execute(
        "INSERT INTO identity (id, name, role, signing_secret, recipient_secret,"
        " created_utc, created_offset) VALUES (1, ?, ?, ?, ?, ?, ?)",
        (
            owner.name,
            owner.role.value,
            signing_key.seed,
            age.secret_text(),
            now.utc,
            now.offset_minutes,
        ),
    )
    return load_identity(db)


def load_identity(db: Database) -> OwnIdentity:
    """The identity of an open vault."""
    row = db.one(
        "SELECT name, role, created_utc, created_offset, signing_secret, recipient_secret"
        " FROM identity"
    )
    if row is None:
        raise DamagedVault("the vault has no identity")
    name, role, utc, offset, seed, age = row
    key = SigningKey(seed)
    return OwnIdentity(
        name, Role(role), Moment(utc, offset), key.public_key.fingerprint, key, parse_identity(age)
    )
