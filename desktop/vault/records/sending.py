"""Packages on their way out: recorded before their file takes its name, settled afterwards.

A process may die at any instant, and the vault and the stick are two disks that no transaction
spans. So the record comes first: a package is never under its name without a row here, and a
withdrawal lists it. What is left unsettled is settled when the vault is opened again
(``unsettled.py``). Where that cannot be known (the stick is not there) the package counts as
sent and is marked uncertain.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.home.packages import Carried
from desktop.model.changes import Part
from desktop.model.custody import CustodyKind
from desktop.model.handoff import PackageDocument
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.all import ORIGINAL
from desktop.vault.records import package_digests
from desktop.vault.records.package_digests import Digest
from desktop.vault.store.connection import Database

_ITEMS = " FROM package_item i LEFT JOIN record_version v ON v.id = i.item WHERE i.package_id = ?"
_TRAVELLING = (
    f"SELECT DISTINCT coalesce(v.kind, '{ORIGINAL}'), i.record_id{_ITEMS} ORDER BY i.record_id"
)
"""(kind, id) of every record in a package: an item that is no version is an original."""
_COUNT = f"SELECT count(v.row), count(*) - count(v.row){_ITEMS}"


class Sending:
    """The packages of one vault between their record and their name."""

    def __init__(self, db: Database, custody: CustodyLog) -> None:
        self._db, self._custody = db, custody

    def begin(
        self,
        document: PackageDocument,
        carried: Carried,
        *,
        file_name: str,
        size: int,
        tagmanifest_sha256: str,
        target: Path | None = None,
    ) -> None:
        """Remember a package that was written and verified, with every item in it.

        Its file is about to be named ``target``. It counts as sent from now on; the custody
        log says so once it is settled. What ``document`` lists is taken from ``carried``.
        """
        row = (
            document.package_id,
            file_name,
            size,
            document.recipients[0].fingerprint,
            document.purpose.value,
            document.written_at.utc,
            document.written_at.offset_minutes,
            tagmanifest_sha256,
            document.recipients[0].name,
            carried.interviews,
            carried.files,
            os.fsencode(target.absolute()) if target else None,
        )
        with self._db.transaction():
            self._db.execute(
                "INSERT INTO package_sent (package_id, file_name, size, recipient, purpose,"
                " written_utc, written_offset, tagmanifest_sha256, recipient_name, interviews,"
                " files, target, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'naming')",
                row,
            )
            self._keep(document.package_id, carried)
            self._db.touch(Part.PACKAGE, document.package_id)

    def _keep(self, package_id: str, carried: Carried) -> None:
        document = self._db.insert(
            "INSERT INTO package_sent_document (package_id, document) VALUES (?, zeroblob(?))",
            (package_id, carried.document_size),
        )
        written, listed = Digest(), Digest()
        pieces = written.pieces(carried.document_pieces())
        self._db.fill_blob("package_sent_document", "document", document, pieces)
        self._db.execute_many(
            "INSERT INTO package_item (package_id, item, record_id) VALUES (?, ?, ?)",
            ((package_id, *each) for each in listed.items(carried.by_item())),
        )
        self._db.execute_many(
            "INSERT INTO package_record (package_id, item, record_id) VALUES (?, ?, ?)",
            ((package_id, *each) for each in carried.by_record()),
        )
        package_digests.keep(self._db, package_id, written.value, listed.value)

    def named(self, package_id: str, carried: Carried | None = None) -> None:
        """Its file has its name, or its receipt is here: the package is out. Twice is no error.

        ``carried``: given by who holds it still; else it is read from the vault.
        """
        self._out(package_id, "named", carried)

    def not_named(self, package_id: str) -> None:
        """Its file never got its name, or lost it again before anybody could take it."""
        with self._db.transaction():
            self._db.execute(
                "DELETE FROM package_sent WHERE package_id = ? AND state = 'naming'", (package_id,)
            )
            self._db.touch(Part.PACKAGE, package_id)

    def not_known(self, package_id: str) -> None:
        """Nobody can tell whether its file has its name: it counts as sent, uncertain."""
        self._out(package_id, "unknown")

    def _out(self, package_id: str, state: str, carried: Carried | None = None) -> None:
        with self._db.transaction():
            row = self._db.one(
                "SELECT state, tagmanifest_sha256, recipient, purpose FROM package_sent"
                " WHERE package_id = ? AND state IN ('naming', 'unknown')",
                (package_id,),
            )
            if row is None:
                return
            before, manifest, recipient, purpose = row
            self._db.execute(
                "UPDATE package_sent SET state = ?, target = NULL WHERE package_id = ?",
                (state, package_id),
            )
            if before == "naming":
                detail = {"tagmanifest_sha256": manifest, "party": recipient, "purpose": purpose}
                went = self._went(package_id) if carried is None else _Went.of(carried)
                self._log(package_id, went, detail, state)

    def _went(self, package_id: str) -> _Went:
        """Of the rows that name its items, never of its document: that may be as long as fifty
        megabytes, and whoever settles a package did not write it."""
        versions, files = self._db.one(_COUNT, (package_id,)) or (0, 0)
        return _Went(self._db.rows(_TRAVELLING, (package_id,)), versions, files)

    def _log(self, package_id: str, went: _Went, detail: dict[str, str], state: str) -> None:
        """One row for each record that travels, however many versions it has, one for the whole."""
        kind = CustodyKind.TRANSFER
        self._custody.append_each(kind, went.records, {"package": package_id})
        detail |= {"records": str(went.versions), "media": str(went.files)}
        if state == "unknown":
            detail["file"] = state
        self._custody.append(kind, "package", package_id, detail)


@dataclass(frozen=True, slots=True)
class _Went:
    """What the custody log says of a package that is out. ``records``: (kind, id) of each."""

    records: Iterable[tuple[str, str]]
    versions: int
    files: int

    @classmethod
    def of(cls, carried: Carried) -> _Went:
        return cls(carried.records(), carried.versions, carried.files)


def transfer_detail(document: PackageDocument, manifest: str, other: str) -> dict[str, str]:
    """What the custody log says of a package that goes to or came from ``other``."""
    return {
        "tagmanifest_sha256": manifest,
        "party": other,
        "purpose": document.purpose.value,
        "records": str(len(document.records)),
        "media": str(len(document.media)),
    }
