"""What each version of a consent says, as the gate reads it: a row for each, written with it.

A row follows from its version alone and is never changed. Its ``mac`` is what it adds to the sum
of the table, so that nothing missing, older or moved is taken for what was decided last
(``desktop/vault/versions/bound.py``). Answers that many gave lie once, under their digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any, Final

from desktop import canonical
from desktop.model.consent import CONSENT_KIND, Consent
from desktop.model.version import RecordVersion, VersionDocument
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
_MISSING: Final = f"{_VERSIONS} AND id NOT IN (SELECT version_id FROM {TABLE})"  # noqa: S608
_ROWS: Final = f"SELECT {', '.join(COLUMNS)} FROM {TABLE}"  # noqa: S608


def keep_standing(db: Database, version: RecordVersion, made_here: bool) -> None:
    """Write the row of a version of a consent that was just stored."""
    row, said = standing_row(version, made_here)
    db.execute(
        "INSERT INTO consent_said (digest, answers) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (row[-1], said),
    )
    db.execute(_KEEP, (db.mac(TABLE, row), *row))


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
    """The values of :data:`COLUMNS` for a version of a consent, and the text of its answers: in
    their order, a line each of purpose, recipient, answer, and how the person may be identified.
    """
    document = version.document
    consent = canonical.from_plain(document.body, Consent)
    withdrawn = consent.withdrawn_at
    said = "".join(
        f"{each.purpose} {each.recipient} {each.answer} {each.identification}\n"
        for each in consent.answers
    )
    row = (
        document.record_id,
        version.id,
        " ".join(document.parents),
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


def digest_of(answers: str) -> bytes:
    """By which the text of some answers is found again, and known to be this text."""
    return hashlib.blake2b(answers.encode(), digest_size=_DIGEST).digest()


def differing(db: Reader) -> Iterator[str]:
    """The names of the tables whose rows do not follow from the versions."""
    said = {
        digest: digest_of(answers)
        for digest, answers in db.rows("SELECT digest, answers FROM consent_said")
    }
    rows = {row[1]: row for row in db.rows(_ROWS)}
    found = set()
    for version in db.rows(_VERSIONS, (CONSENT_KIND,)):
        try:
            row, _said = standing_row(*_version(*version))
        except canonical.NotADocument:
            # Named as a version whose bytes changed; its row is what is left to compare.
            rows.pop(version[0], None)
            continue
        if rows.pop(row[1], None) != row:
            found.add(TABLE)
        if said.get(row[-1]) != row[-1]:
            found.add("consent_said")
    yield from sorted(found | ({TABLE} if rows else set()))
