"""What each version of a consent says, as the gate reads it: a row for each, written with it.

A row follows from its version alone and is never changed. Its ``mac`` is what it adds to the sum
of the table, so that nothing missing, older or moved is taken for what was decided last
(``desktop/vault/versions/bound.py``). Answers that many gave lie once, under their digest, and so
do the parents of a version that has many: of one that closes many interviews they would stand in
each row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any, Final

from desktop import canonical
from desktop.model.consent import CONSENT_KIND, Consent
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.newer import Closes
from desktop.model.values.moment import Moment
from desktop.model.version import RecordVersion, VersionDocument
from desktop.vault.kinds.said import said_of
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader

TABLE: Final = "consent_standing"
COLUMNS: Final = (
    "consent_id", "version_id", "parents", "interview_id", "author", "created_utc",
    "made_here", "given_utc", "withdrawn_utc", "withdrawn_offset", "said",
)  # fmt: skip
"""What of a row counts, in the order of the table."""
_DIGEST: Final = 16
_KEEP: Final = (
    f"INSERT INTO {TABLE} (mac, {', '.join(COLUMNS)})"  # noqa: S608
    f" VALUES ({', '.join('?' * (1 + len(COLUMNS)))})"
)
_VERSIONS: Final = "SELECT id, data, arrived_in FROM record_version WHERE kind = ?"
_DECIDING: Final = (
    "SELECT id, data, arrived_in, unread FROM record_version"
    " WHERE kind = ? AND unread IS NULL"
    " UNION ALL SELECT id, data, arrived_in, unread FROM record_version WHERE unread IS NOT NULL"
)
_DIGESTED: Final = "="
"""Begins what stands for many parents: the digest of their text, in hex."""
_FEW_PARENTS: Final = 4
UNREAD: Final = "unread\n"
"""Stands for the answers of a version that is kept unread."""
_MISSING: Final = f"{_VERSIONS} AND id NOT IN (SELECT version_id FROM {TABLE})"  # noqa: S608
_ROWS: Final = f"SELECT {', '.join(COLUMNS)} FROM {TABLE}"  # noqa: S608


def keep_standing(db: Database, version: RecordVersion, made_here: bool) -> None:
    """Write the row of a version of a consent that was just stored."""
    row, said = standing_row(version, made_here)
    _keep_text(db, said)
    _keep(db, version, row)


def _keep(db: Database, version: RecordVersion, row: tuple[Any, ...]) -> None:
    parents = version.document.parents
    if len(parents) > _FEW_PARENTS:
        _keep_text(db, " ".join(parents))
    db.execute(_KEEP, (db.mac(TABLE, row), *row))


def _keep_text(db: Database, text: str) -> None:
    db.execute(
        "INSERT INTO consent_said (digest, answers) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (digest_of(text), text),
    )


def _parents(document: VersionDocument) -> str:
    text = " ".join(document.parents)
    many = len(document.parents) > _FEW_PARENTS
    return _DIGESTED + digest_of(text).hex() if many else text


def text_of_parents(stands: str) -> bytes | None:
    """The digest of the text that what stands in a row is for; None where it is the text."""
    return bytes.fromhex(stands.removeprefix(_DIGESTED)) if stands.startswith(_DIGESTED) else None


def keep_unread(db: Database, version: RecordVersion, made_here: bool) -> None:
    """Write the rows of a version that is kept unread: it closes what its envelope names, and a
    consent whatever other versions of it name."""
    _keep_text(db, UNREAD)
    for row in _unread_rows(version, made_here):
        _keep(db, version, row)


def forget_unread(db: Database, version_id: str) -> None:
    """Remove its rows, now that it is read."""
    db.execute(f"DELETE FROM {TABLE} WHERE version_id = ?", (version_id,))  # noqa: S608


def _unread_rows(version: RecordVersion, made_here: bool) -> Iterator[tuple[Any, ...]]:
    document = version.document
    closes = document.closes or Closes()
    interviews = set(closes.interviews)
    if document.kind == INTERVIEW_KIND and closes.erased_at:
        interviews.add(document.record_id)
    if document.kind == CONSENT_KIND and not interviews:
        interviews.add("")
    closed, parents = closes.closed_at or _withdrawn_in(document), _parents(document)
    for interview_id in sorted(interviews):
        yield (
            document.record_id,
            version.id,
            parents,
            interview_id,
            document.author,
            document.created_at.utc,
            int(made_here),
            document.created_at.utc,
            closed.utc if closed else None,
            closed.offset_minutes if closed else None,
            digest_of(UNREAD),
        )


def _withdrawn_in(document: VersionDocument) -> Moment | None:
    """When a body that nobody here can read was written, where it says that it withdraws."""
    withdrawn = document.kind == CONSENT_KIND and document.body.get("withdrawn_at") is not None
    return document.created_at if withdrawn else None


def fill(db: Database) -> None:
    """Write the rows of the versions that have none: of a vault that was made without them."""
    for row in db.all(_MISSING, (CONSENT_KIND,)):
        # Of one that does not read there is no row to write, which a check says.
        with suppress(canonical.NotADocument):
            keep_standing(db, *_version(*row))


def _version(version_id: str, data: bytes, arrived_in: str | None) -> tuple[RecordVersion, bool]:
    read = partial(canonical.decode_kept, data, VersionDocument)
    return RecordVersion(version_id, data, read), arrived_in is None


def standing_row(version: RecordVersion, made_here: bool) -> tuple[tuple[Any, ...], str]:
    """The values of :data:`COLUMNS` for a version of a consent, and what it says
    (``desktop/vault/kinds/said.py``)."""
    document = version.document
    consent = canonical.from_plain(document.body, Consent, newer=True)
    withdrawn = consent.withdrawn_at
    said = said_of(consent)
    row = (
        document.record_id,
        version.id,
        _parents(document),
        consent.interview_id,
        document.author,
        document.created_at.utc,
        int(made_here),
        consent.given_at.utc,
        withdrawn.utc if withdrawn else None,
        withdrawn.offset_minutes if withdrawn else None,
        digest_of(said),
    )
    return row, said


def _expected(
    version_id: str, data: bytes, arrived_in: str | None, unread: str | None
) -> list[tuple[Any, ...]]:
    """The rows that a version should have."""
    version, made_here = _version(version_id, data, arrived_in)
    if unread is None:
        return [standing_row(version, made_here)[0]]
    return list(_unread_rows(version, made_here))


def digest_of(answers: str) -> bytes:
    """By which the text of some answers is found again, and known to be this text."""
    return hashlib.blake2b(answers.encode(), digest_size=_DIGEST).digest()


def differing(db: Reader) -> Iterator[str]:
    """The names of the tables whose rows do not follow from the versions."""
    said = {
        digest: digest_of(answers)
        for digest, answers in db.rows("SELECT digest, answers FROM consent_said")
    }
    rows = {(row[1], row[3]): row for row in db.rows(_ROWS)}
    found = set()
    for version in db.rows(_DECIDING, (CONSENT_KIND,)):
        try:
            expected = _expected(*version)
        except canonical.NotADocument:
            # Named as a version whose bytes changed; its row is what is left to compare.
            rows = {key: row for key, row in rows.items() if key[0] != version[0]}
            continue
        for row in expected:
            if rows.pop((row[1], row[3]), None) != row:
                found.add(TABLE)
            texts = {row[-1], text_of_parents(row[2]) or row[-1]}
            if any(said.get(each) != each for each in texts):
                found.add("consent_said")
    yield from sorted(found | ({TABLE} if rows else set()))
