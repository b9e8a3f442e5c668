"""Who wrote the versions that are kept: their signatures, and each author's key once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from desktop.crypto.sshkey import PublicKey
from desktop.home.authors import Author, Authorship
from desktop.vault.records.identity import load_identity
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader

_KEEP: Final = "INSERT INTO author (fingerprint, public_key) VALUES (?, ?) ON CONFLICT DO NOTHING"
_SIGNED: Final = (
    "SELECT v.id, a.public_key, v.signature FROM record_version v"  # noqa: S608
    f" JOIN author a ON a.fingerprint = v.author WHERE v.id {AMONG} AND v.signature IS NOT NULL"
)
_STRANGERS: Final = (
    "SELECT fingerprint FROM author a WHERE fingerprint <> ? AND NOT EXISTS (SELECT 1 FROM card c"
    " WHERE c.fingerprint = a.fingerprint AND (c.trusted_utc OR c.revoked_utc) IS NOT NULL)"
)
_BY_THEM: Final = f"SELECT count(DISTINCT record_id) FROM record_version WHERE author {AMONG}"  # noqa: S608
_OWN_UNSIGNED: Final = (
    "SELECT row FROM record_version"
    " WHERE author = ? AND arrived_in IS NULL AND signature IS NULL ORDER BY row"
)


def keep_author(db: Database, fingerprint: str, key: PublicKey) -> None:
    """Keep the key of an author, unless it is here: at the end of the transaction, once."""
    db.at_end(_keep, (fingerprint, key.raw))


def _keep(db: Database, authors: list[tuple[str, bytes]]) -> None:
    for each in dict.fromkeys(authors):
        db.execute(_KEEP, each)


def signed(db: Reader, version_ids: Collection[str]) -> dict[str, Authorship]:
    """The authors' signatures of those of these versions that have one, by version."""
    keys: dict[bytes, PublicKey] = {}
    found = {}
    for version_id, raw, signature in db.rows(_SIGNED, (listed(version_ids),)):
        if raw not in keys:
            keys[raw] = PublicKey(raw)
        found[version_id] = Authorship(keys[raw], signature)
    return found


def count_waiting(db: Reader, own: str) -> int:
    """How many records have a version by somebody whose card was neither trusted nor revoked here.

    Where there is no such author, and that is nearly always, no version is looked at.
    """
    strangers = [fingerprint for (fingerprint,) in db.all(_STRANGERS, (own,))]
    row = db.one(_BY_THEM, (listed(strangers),)) if strangers else None
    return int(row[0]) if row else 0


def fill(db: Database) -> None:
    """Sign what was cut here before versions were signed; of a new vault there is nothing."""
    rows = db.all("SELECT 1 FROM record_version WHERE signature IS NULL LIMIT 1")
    if not rows:
        return
    identity = load_identity(db)
    for (row,) in db.all(_OWN_UNSIGNED, (identity.fingerprint,)):
        found = db.one("SELECT data FROM record_version WHERE row = ?", (row,))
        if found is None:
            continue
        made = identity.author(found[0])
        _keep(db, [(identity.fingerprint, made.key.raw)])
        db.execute("UPDATE record_version SET signature = ? WHERE row = ?", (made.signature, row))


class Authors:
    """The authors of a vault for who checks many versions of theirs."""

    def __init__(self, db: Reader) -> None:
        self._db = db
        self._known: dict[str, Author | None] = {}

    def wrote(self, fingerprint: str, signature: bytes, data: bytes) -> bool:
        """Whether the author of this fingerprint signed these bytes of a version."""
        if fingerprint not in self._known:
            self._known[fingerprint] = self._find(fingerprint)
        author = self._known[fingerprint]
        return author is not None and author.signed(signature, data)

    def _find(self, fingerprint: str) -> Author | None:
        row = self._db.one("SELECT public_key FROM author WHERE fingerprint = ?", (fingerprint,))
        found = Author(PublicKey(row[0])) if row else None
        return found if found and found.fingerprint == fingerprint else None
