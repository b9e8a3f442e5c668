"""A seal: an SSH signature over the bytes of a version (namespace ``seal@skrynia``, R10)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from desktop.crypto import sshsig
from desktop.model.version import RecordVersion
from desktop.vault.records.identity import OwnIdentity
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database

SEAL_NAMESPACE = "seal@skrynia"
_SELECT = "SELECT s.version_id, s.signer, s.signature FROM seal s"


@dataclass(frozen=True, slots=True)
class Seal:
    """``signer``: the fingerprint of the key that made the armored ``signature``."""

    version_id: str
    signer: str
    signature: bytes

    @classmethod
    def read(cls, version_id: str, data: bytes, untrusted_signature: bytes) -> Seal:
        """A seal that holds over a version's bytes; ``BadSignature``, ``SignatureFormatError``."""
        key = sshsig.verify(untrusted_signature, data, SEAL_NAMESPACE)
        return cls(version_id, key.fingerprint, untrusted_signature)


def make_seal(identity: OwnIdentity, version: RecordVersion) -> Seal:
    """Sign a version."""
    return Seal.read(version.id, version.data, identity.sign(version.data, SEAL_NAMESPACE))


def keep_seal(db: Database, seal: Seal) -> None:
    """Store a seal; the first one of a version stays."""
    db.execute(
        "INSERT INTO seal (version_id, signer, signature) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (seal.version_id, seal.signer, seal.signature),
    )


def seal_of(db: Database, version_id: str) -> Seal | None:
    """The seal of a version, or None."""
    row = db.one(f"{_SELECT} WHERE s.version_id = ?", (version_id,))
    return Seal(*row) if row else None


def seals_of(db: Database, version_ids: Collection[str]) -> dict[str, bytes]:
    """The signatures over those of these versions that are sealed, by version."""
    sql = f"SELECT version_id, signature FROM seal WHERE version_id {AMONG}"  # noqa: S608
    return dict(db.all(sql, (listed(version_ids),)))
