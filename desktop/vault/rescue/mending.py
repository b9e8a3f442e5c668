"""What follows from other rows is made anew, and what cannot stand alone is taken out.

The rows are those that could be read. Versions are told by their hash, originals by theirs; the
numbers of things, parents and what decides about consents follow from the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from functools import partial
from typing import Any, Final

from desktop import canonical
from desktop.crypto.sshkey import PublicKey, parse_public_key
from desktop.model.handoff import PackageDocument
from desktop.model.identity import Card
from desktop.model.version import RecordVersion, VersionDocument
from desktop.progress import Pause
from desktop.vault.kinds import standing
from desktop.vault.kinds.all import BY_NAME
from desktop.vault.store.connection import Database
from desktop.vault.store.document_pieces import DOCUMENT, SENT
from desktop.vault.store.reader import Reader
from desktop.vault.versions.authors import keep_author

_VERSIONS: Final = "SELECT id, data, arrived_in, unread FROM record_version"
_NUMBERED: Final = (
    ("object", "row"),
    ("custody_salt", "object"),
    ("custody_received", "object"),
    ("custody_of", "object"),
    ("attachment_of_media", "media"),
    ("attachment_of_media", "interview"),
)
_THINGS: Final = (
    "SELECT object_id FROM custody UNION SELECT interview_id FROM attachment"
    " UNION SELECT media_id FROM attachment"
)
_OF_ORIGINALS: Final = (
    "media_alias", "media_chunk", "media_metadata", "file_text", "file_unfound", "picture_pending",
    "fixity", "came_with", "likeness", "lookalike_said",
)  # fmt: skip
"""Tables whose rows go with an original."""
_MOST_STRAYS: Final = 20
"""Rounds of removing what refers to nothing: a row may be referred to by another."""


def drop_wrong_versions(db: Database, pause: Pause) -> tuple[str, ...]:
    """Versions whose bytes are not what their id says; their ids."""
    wrong = []
    for version_id, data, _arrived, _unread in db.rows(_VERSIONS):
        pause()
        if hashlib.sha256(data).hexdigest() != version_id:
            wrong.append(version_id)
    for version_id in wrong:
        db.execute("DELETE FROM record_version WHERE id = ?", (version_id,))
    return tuple(wrong)


def add_parents(db: Database, pause: Pause) -> None:
    """The parents of each version, which it names itself."""
    for version in _documents(db, pause):
        for parent in version.document.parents:
            db.execute(
                "INSERT INTO version_parent (version_id, parent_id) VALUES (?, ?)"
                " ON CONFLICT DO NOTHING",
                (version.id, parent),
            )


def add_authors(db: Database, own: PublicKey) -> None:
    """The keys of authors that stand elsewhere too: one's own, and those of cards."""
    lines = [
        canonical.decode(document, Card, newer=True).signing_key
        for (document,) in db.all("SELECT document FROM card")
    ]
    for key in (own, *map(parse_public_key, lines)):
        keep_author(db, key.fingerprint, key)


def renew_standings(db: Database, pause: Pause) -> None:
    """What the versions of consents say, for whoever decides by it."""
    for table in (standing.TABLE, "consent_said"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608
    for version_id, data, arrived_in, unread in db.all(_VERSIONS):
        pause()
        version = RecordVersion(version_id, data, partial(_read, data))
        known = BY_NAME.get(version.document.kind)
        if unread is not None:
            standing.keep_unread(db, version, arrived_in is None)
        elif known is not None:
            known.keep(db, version, arrived_in is None)


def _documents(db: Reader, pause: Pause) -> Iterator[RecordVersion]:
    for version_id, data, _arrived, _unread in db.all(_VERSIONS):
        pause()
        yield RecordVersion(version_id, data, partial(_read, data))


def _read(data: bytes) -> VersionDocument:
    return canonical.decode_kept(data, VersionDocument)


def number_things(db: Database) -> None:
    """A number for each thing that lacks one, beyond every number that anything goes by; and which
    entries and files belong to which."""
    highest = max(
        int((db.one(f"SELECT max({column}) FROM {table}") or (0,))[0] or 0)  # noqa: S608
        for table, column in _NUMBERED
    )
    here = {id_ for (id_,) in db.rows("SELECT id FROM object")}
    missing = sorted({id_ for (id_,) in db.rows(_THINGS)} - here)
    db.execute_many(
        "INSERT INTO object (row, id) VALUES (?, ?)",
        [(highest + number, id_) for number, id_ in enumerate(missing, start=1)],
    )
    db.execute("DELETE FROM custody_of WHERE object NOT IN (SELECT row FROM object)")
    db.execute(
        "INSERT INTO custody_of (object, seq) SELECT o.row, c.seq FROM custody c"
        " JOIN object o ON o.id = c.object_id WHERE true ON CONFLICT DO NOTHING"
    )
    db.execute(
        "INSERT INTO attachment_of_media (media, interview) SELECT m.row, i.row FROM attachment a"
        " JOIN object m ON m.id = a.media_id JOIN object i ON i.id = a.interview_id WHERE true"
        " ON CONFLICT DO NOTHING"
    )


def drop_strays(db: Database, but: Collection[str] = ()) -> dict[str, int]:
    """Rows that refer to what is not there, by table, and how many; not of tables in ``but``."""
    dropped: dict[str, int] = {}
    for _round in range(_MOST_STRAYS):
        strays = [row for row in db.all("PRAGMA foreign_key_check") if row[0] not in but]
        if not strays:
            break
        for table, rowid, *rest in strays:
            count = _drop_stray(db, table, rowid, rest)
            dropped[table] = dropped.get(table, 0) + count
    return dropped


def _drop_stray(db: Database, table: str, rowid: int | None, rest: list[Any]) -> int:
    if rowid is not None:
        return db.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))  # noqa: S608
    # A table without row numbers: all rows that this key finds nothing for.
    parent, number = rest
    for row in db.all('SELECT id, "from", "to" FROM pragma_foreign_key_list(?)', (table,)):
        if row[0] == number:
            _id, column, other = row
            return db.execute(
                f"DELETE FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608
                f" AND {column} NOT IN (SELECT {other} FROM {parent})"
            )
    return 0


def drop_broken_originals(db: Database, pause: Pause) -> dict[str, str]:
    """Originals whose bytes are not those that were hashed: by their ids what they were called."""
    broken = []
    for row, media_id, sha256, name in db.all("SELECT row, id, sha256, original_name FROM media"):
        digest = hashlib.sha256()
        for (piece,) in db.rows(
            "SELECT bytes FROM media_chunk WHERE media_row = ? ORDER BY number", (row,)
        ):
            pause()
            digest.update(piece)
        if digest.hexdigest() != sha256:
            broken.append((row, media_id, name))
    for row, media_id, _name in broken:
        for table in _OF_ORIGINALS:
            db.execute(f"DELETE FROM {table} WHERE media_row = ?", (row,))  # noqa: S608
        db.execute("DELETE FROM working_copy WHERE media_id = ?", (media_id,))
        db.execute("DELETE FROM media WHERE row = ?", (row,))
    return {media_id: str(name) for _row, media_id, name in broken}


def unreadable_sent(db: Reader) -> list[str]:
    """The ids of packages of which what was sent cannot be read any more."""
    found = []
    for (package_id,) in db.all("SELECT package_id FROM package_sent ORDER BY package_id"):
        try:
            canonical.decode(SENT.read(db, package_id, DOCUMENT), PackageDocument, newer=True)
        except canonical.NotADocument:
            found.append(package_id)
    return found
