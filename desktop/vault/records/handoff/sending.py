"""Packages on their way out: recorded before their file takes its name, settled afterwards.

A process may die at any instant, and the vault and the stick are two disks that no transaction
spans. So the record comes first: a package is never under its name without a row here, and a
withdrawal lists it. What is left unsettled is settled when the vault is opened again
(``unsettled.py``). Where that cannot be known (the stick is not there) the package counts as
sent and is marked uncertain.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desktop.home.packages import Carried, Laid
from desktop.model.changes import Part
from desktop.model.custody import CustodyKind
from desktop.model.handoff import PackageDocument
from desktop.progress import Pause, no_pause
from desktop.vault.custody.log import CustodyLog
from desktop.vault.records.handoff.package_laid import lay, remove_some, take_untold, unfinished
from desktop.vault.store.connection import Database


class Sending:
    """The packages of one vault between their record and their name."""

    def __init__(self, db: Database, custody: CustodyLog) -> None:
        self._db, self._custody = db, custody
        self._busy: set[str] = set()

    @contextmanager
    def laid(self, package_id: str, carried: Carried, pause: Pause = no_pause) -> Iterator[Laid]:
        """Write everything that a package carries before :meth:`begin`, which is called inside
        with what this gives. ``pause``: called between two transactions; what it raises, and a
        package that is not begun, leaves what nobody reads and :meth:`go_on` removes.
        """
        self._busy.add(package_id)
        try:
            yield lay(self._db, package_id, carried, pause)
        finally:
            self._busy.discard(package_id)

    def begin(
        self,
        document: PackageDocument,
        carried: Carried,
        *,
        file_name: str,
        size: int,
        tagmanifest_sha256: str,
        target: Path | None = None,
        laid: Laid | None = None,
    ) -> None:
        """Remember a package that was written and verified, with every item in it.

        Its file is about to be named ``target``. It counts as sent from now on; the custody
        log says so once it is settled. What ``document`` lists is taken from ``carried``, now
        where it was not ``laid``.
        """
        with self._db.transaction():
            digests = laid or lay(self._db, document.package_id, carried, no_pause)
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
                digests.document,
                digests.items,
            )
            self._db.execute(_BEGIN, row)
            self._db.touch(Part.PACKAGE, document.package_id)

    def named(self, package_id: str) -> None:
        """Its file has its name, or its receipt is here: the package is out. Twice is no error.

        The log says so with it, and of the first of its records; :meth:`tell` of the others.
        """
        self._out(package_id, "named")

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

    def tell(self, package_id: str, pause: Pause = no_pause) -> None:
        """Have the log tell of every record of a package that is out, some in a transaction.

        ``pause``: called between two; what it raises leaves the rest to :meth:`go_on`.
        """
        with self._db.log_moved_apart() as move_log:
            while self._untold(package_id):
                pause()
                with self._db.transaction_in_order():
                    self._tell_some(package_id)
                move_log()

    def go_on(self, pause: Pause = no_pause) -> None:
        """Finish all that :meth:`go_on_one` does; ``pause`` is called in between."""
        while self.go_on_one():
            pause()

    def go_on_one(self) -> bool:
        """Do a piece of what was left by who was stopped: remove what was laid of a package that
        was not recorded, tell of the records of one that is out. Whether there was any."""
        for package_id in unfinished(self._db, self._busy):
            state = self._state(package_id)
            if state is None:
                remove_some(self._db, package_id)
                return True
            if state != "naming":
                with self._db.transaction_in_order():
                    self._tell_some(package_id)
                return True
        return False

    def _out(self, package_id: str, state: str) -> None:
        with self._db.transaction():
            row = self._db.one(_ON_ITS_WAY, (package_id,))
            if row is None:
                return
            before, *of_it = row
            self._db.execute(
                "UPDATE package_sent SET state = ?, target = NULL WHERE package_id = ?",
                (state, package_id),
            )
            if before == "naming":
                detail = dict(zip(_DETAIL, map(str, of_it), strict=True))
                if state == "unknown":
                    detail["file"] = state
                self._custody.append(CustodyKind.TRANSFER, "package", package_id, detail)
                self._tell_some(package_id)

    def _tell_some(self, package_id: str) -> None:
        """One row for each record that travels, however many versions it has."""
        records = take_untold(self._db, package_id)
        self._custody.append_each(CustodyKind.TRANSFER, records, {"package": package_id})

    def _untold(self, package_id: str) -> bool:
        sql = "SELECT 1 FROM package_unfinished WHERE package_id = ?"
        return self._db.one(sql, (package_id,)) is not None and self._state(package_id) in _OUT

    def _state(self, package_id: str) -> str | None:
        row = self._db.one("SELECT state FROM package_sent WHERE package_id = ?", (package_id,))
        return row[0] if row else None


_BEGIN: Final = (
    "INSERT INTO package_sent (package_id, file_name, size, recipient, purpose, written_utc,"
    " written_offset, tagmanifest_sha256, recipient_name, interviews, files, target,"
    " document_digest, items_digest, state)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'naming')"
)
_ON_ITS_WAY: Final = (
    "SELECT state, tagmanifest_sha256, recipient, purpose, coalesce(versions, 0), files"
    " FROM package_sent LEFT JOIN package_unfinished USING (package_id)"
    " WHERE package_id = ? AND state IN ('naming', 'unknown')"
)
_DETAIL: Final = ("tagmanifest_sha256", "party", "purpose", "records", "media")
"""What the log says of a package, in the order of :data:`_ON_ITS_WAY` behind its state."""
_OUT: Final = ("named", "unknown")


def transfer_detail(document: PackageDocument, manifest: str, other: str) -> dict[str, str]:
    """What the custody log says of a package that goes to or came from ``other``."""
    return {
        "tagmanifest_sha256": manifest,
        "party": other,
        "purpose": document.purpose.value,
        "records": str(len(document.records)),
        "media": str(len(document.media)),
    }
