"""Packages on their way out: recorded before their file takes its name, settled afterwards.

A process may die at any instant, and the vault and the stick are two disks that no transaction
spans. So the record comes first: a package is never under its name without a row here, and a
withdrawal lists it. What is left unsettled is settled when the vault is opened again. Where that
cannot be known (the stick is not there) the package counts as sent and is marked uncertain.
"""

from __future__ import annotations

import os
from enum import Enum, auto
from pathlib import Path

from desktop import canonical
from desktop.files import PARTIAL
from desktop.model.custody import CustodyKind
from desktop.model.handoff import PackageDocument
from desktop.model.version import RecordKind
from desktop.vault.custody.log import CustodyLog
from desktop.vault.store.connection import Database


class Sending:
    """The packages of one vault between their record and their name."""

    def __init__(self, db: Database, custody: CustodyLog) -> None:
        self._db, self._custody = db, custody

    def begin(
        self,
        document: PackageDocument,
        *,
        file_name: str,
        size: int,
        tagmanifest_sha256: str,
        target: Path | None = None,
    ) -> None:
        """Remember a package that was written and verified, with every item in it.

        Its file is about to be named ``target``. It counts as sent from now on; the custody
        log says so once it is settled.
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
            canonical.encode(document),
            os.fsencode(target.absolute()) if target else None,
        )
        with self._db.transaction():
            self._db.execute(
                "INSERT INTO package_sent (package_id, file_name, size, recipient, purpose,"
                " written_utc, written_offset, tagmanifest_sha256, document, target, state)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'naming')",
                row,
            )
            records = [(entry.version_id, entry.record_id) for entry in document.records]
            media = [(entry.sha256, entry.media_id) for entry in document.media]
            self._db.execute_many(
                "INSERT INTO package_item (package_id, item, record_id) VALUES (?, ?, ?)",
                [(document.package_id, item, record_id) for item, record_id in records + media],
            )

    def named(self, package_id: str) -> None:
        """Its file has its name, or its receipt is here: the package is out. Twice is no error."""
        self._out(package_id, "named")

    def not_named(self, package_id: str) -> None:
        """Its file never got its name, or lost it again before anybody could take it."""
        self._db.execute(
            "DELETE FROM package_sent WHERE package_id = ? AND state = 'naming'", (package_id,)
        )

    def settle(self) -> None:
        """Find out what became of packages that a stopped process left about to be named."""
        waiting = self._db.all("SELECT package_id, target FROM package_sent WHERE state = 'naming'")
        for package_id, target in waiting:
            match _whereabouts(Path(os.fsdecode(target))) if target else _Whereabouts.UNKNOWN:
                case _Whereabouts.NAMED:
                    self.named(package_id)
                case _Whereabouts.UNFINISHED:
                    self.not_named(package_id)
                case _Whereabouts.UNKNOWN:
                    self._out(package_id, "unknown")

    def _out(self, package_id: str, state: str) -> None:
        with self._db.transaction():
            row = self._db.one(
                "SELECT state, document, tagmanifest_sha256 FROM package_sent"
                " WHERE package_id = ? AND state IN ('naming', 'unknown')",
                (package_id,),
            )
            if row is None:
                return
            before, document, manifest = row
            self._db.execute(
                "UPDATE package_sent SET state = ?, target = NULL WHERE package_id = ?",
                (state, package_id),
            )
            if before == "naming":
                self._log(canonical.decode(document, PackageDocument), manifest, state)

    def _log(self, document: PackageDocument, manifest: str, state: str) -> None:
        package_id, kind = document.package_id, CustodyKind.TRANSFER
        for object_kind, record_id in _travelling(document):
            self._custody.append(kind, object_kind, record_id, {"package": package_id})
        detail = transfer_detail(document, manifest, document.recipients[0].fingerprint)
        if state == "unknown":
            detail["file"] = state
        self._custody.append(kind, "package", package_id, detail)


def transfer_detail(document: PackageDocument, manifest: str, other: str) -> dict[str, str]:
    """What the custody log says of a package that goes to or came from ``other``."""
    return {
        "tagmanifest_sha256": manifest,
        "party": other,
        "purpose": document.purpose.value,
        "records": str(len(document.records)),
        "media": str(len(document.media)),
    }


class _Whereabouts(Enum):
    NAMED = auto()
    UNFINISHED = auto()
    UNKNOWN = auto()


def _whereabouts(path: Path) -> _Whereabouts:
    """Whether the file took its name. It did not where it is still ``.partial``, and only that.

    A ``.partial`` with a second name was named: by a hard link, which somebody has moved since.
    """
    if os.path.lexists(path):
        return _Whereabouts.NAMED
    try:
        partial = path.with_name(path.name + PARTIAL).stat(follow_symlinks=False)
    except OSError:  # the stick is not there, or another one
        return _Whereabouts.UNKNOWN
    return _Whereabouts.UNFINISHED if partial.st_nlink <= 1 else _Whereabouts.UNKNOWN


def _travelling(document: PackageDocument) -> list[tuple[str, str]]:
    """(kind, id) of every record in a package, each once however many versions it has."""
    records = [(entry.kind.value, entry.record_id) for entry in document.records]
    media = [(RecordKind.MEDIA.value, entry.media_id) for entry in document.media]
    return list(dict.fromkeys(records + media))
