"""The seals of versions, as they are stored (R10)."""

from __future__ import annotations

from collections.abc import Collection

from desktop.home.identity import OwnIdentity
from desktop.home.seals import SEAL_NAMESPACE, Seal
from desktop.model.version import RecordVersion
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database

_SELECT = "SELECT s.version_id, s.signer, s.signature FROM seal s"


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
