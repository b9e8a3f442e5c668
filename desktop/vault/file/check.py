"""Verify everything that is stored, and keep each kind of finding apart."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import TypeVar

from desktop.errors import CryptoError, DamagedVault
from desktop.i18n import _
from desktop.model.custody import CustodyHead, CustodyReport
from desktop.progress import Progress
from desktop.vault.custody.log import CustodyLog
from desktop.vault.file.beside import beside
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader
from desktop.vault.versions.seals import Seal

_MOST = 100

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a full check found; every part empty when all is well.

    ``pages``: encrypted pages that fail authentication. ``structure``: tables and indexes
    that contradict each other, and rows that refer to nothing; not read where pages fail.
    ``custody``: the log.
    ``media``: originals whose bytes are not those that were hashed, by id. ``versions``:
    record versions whose bytes do not give their id. ``seals``: seals that do not hold, by
    version id. ``originals`` and ``sealed`` count what was checked.
    """

    pages: tuple[str, ...]
    structure: tuple[str, ...]
    custody: CustodyReport
    media: tuple[str, ...]
    versions: tuple[str, ...]
    seals: tuple[str, ...]
    originals: int
    sealed: int

    @property
    def intact(self) -> bool:
        """True when nothing at all was found."""
        return not self.parts

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts, as above, in which something was found."""
        plain = ("pages", "structure", "media", "versions", "seals")
        found = tuple(name for name in plain if getattr(self, name))
        return found if self.custody.intact else (*found, "custody")


def check(db: Database, custody: CustodyLog, progress: Progress) -> CheckReport:
    """Check an open vault as it is now; what is written meanwhile is not looked at.

    ``progress`` counts bytes of originals in its longest part. It is called all the time, and
    writing goes on beside it (docs/decisions/0007-checking-beside.md).
    """
    with db.frozen() as opened:

        def work(told: Progress, stop: Event) -> CheckReport:
            with closing(opened(stop)) as reader:
                return _report(reader, partial(custody.verify, reader), told)

        return beside(work, progress, _("Checking every page"))


def _report(db: Reader, verify_log: Callable[[], CustodyReport], progress: Progress) -> CheckReport:
    unread: tuple[str, ...] = (_("A damaged page keeps the rest from being read."),)
    pages = check_pages(db, progress)
    # On a connection that met a damaged page every later page looks damaged too: what SQLite
    # says of tables would be false.
    structure = unread if pages else check_structure(db, progress)
    progress(0, 1, _("Checking the custody log"))
    log = _or(verify_log, CustodyReport(0, CustodyHead(0, ""), unread))
    media = _or(lambda: tuple(_bad_media(db, progress)), unread)
    progress(0, 1, _("Checking versions and seals"))
    return CheckReport(
        pages,
        structure,
        log,
        media,
        _or(lambda: tuple(_bad_versions(db)), unread),
        _or(lambda: tuple(_bad_seals(db)), unread),
        _or(lambda: _count(db, "SELECT count(*) FROM media"), 0),
        _or(lambda: _count(db, "SELECT count(*) FROM seal"), 0),
    )


def _or(job: Callable[[], T], unread: T) -> T:
    """What the job finds, or ``unread`` where it met a damaged page; the next one goes on."""
    try:
        return job()
    except DamagedVault:
        return unread


def check_at_rest(db: Database, path: Path, progress: Progress) -> tuple[str, ...]:
    """Findings about a database file under the key of ``db`` that nobody has open, whatever it
    holds; tables only where the pages hold. ``DamagedVault`` where it does not open."""

    def work(told: Progress, stop: Event) -> tuple[str, ...]:
        with closing(db.at_rest(path, stop)) as reader:
            return check_pages(reader, told) or check_structure(reader, told)

    return beside(work, progress, _("Checking every page"))


def check_pages(db: Reader, progress: Progress) -> tuple[str, ...]:
    """Authenticate every encrypted page in the file; findings name the page."""
    progress(0, 1, _("Checking every page"))
    return tuple(str(row[0]) for row in db.all("PRAGMA cipher_integrity_check")[:_MOST])


def check_structure(db: Reader, progress: Progress) -> tuple[str, ...]:
    """SQLite's own check of tables and indexes, and rows that refer to nothing."""
    progress(0, 1, _("Checking tables"))
    try:
        rows = db.all(f"PRAGMA integrity_check({_MOST:d})")
        strays = db.all("PRAGMA foreign_key_check")[:_MOST]
    except DamagedVault as error:
        return (error.reason,)
    found = [str(row[0]) for row in rows if row[0] != "ok"]
    return (*found, *(f"{table}: row {row} refers to nothing" for table, row, *_rest in strays))


def _bad_media(db: Reader, progress: Progress) -> Iterator[str]:
    total, done = _count(db, "SELECT coalesce(sum(size), 0) FROM media"), 0
    for row, media_id, sha256, sha512, size in db.rows(
        "SELECT row, id, sha256, sha512, size FROM media ORDER BY row"
    ):
        if _hashes(db, row) != (sha256, sha512, size):
            yield media_id
        done += size
        progress(done, total, _("Checking photos and files"))


def _hashes(db: Reader, row: int) -> tuple[str, str, int] | None:
    short, long, size = hashlib.sha256(), hashlib.sha512(), 0
    try:
        for (piece,) in db.rows(
            "SELECT bytes FROM media_chunk WHERE media_row = ? ORDER BY number", (row,)
        ):
            short.update(piece)
            long.update(piece)
            size += len(piece)
    except DamagedVault:
        return None
    return short.hexdigest(), long.hexdigest(), size


def _bad_versions(db: Reader) -> Iterator[str]:
    for version_id, data in db.rows("SELECT id, data FROM record_version ORDER BY row"):
        if hashlib.sha256(data).hexdigest() != version_id:
            yield version_id


def _bad_seals(db: Reader) -> Iterator[str]:
    rows = db.rows(
        # Crossed: read in this order, nothing is sorted and held.
        "SELECT s.version_id, s.signer, s.signature, v.data FROM record_version v"
        " CROSS JOIN seal s ON s.version_id = v.id ORDER BY v.row"
    )
    for version_id, signer, signature, data in rows:
        try:
            held = Seal.read(version_id, data, signature).signer == signer
        except CryptoError:
            held = False
        if not held:
            yield version_id


def _count(db: Reader, sql: str) -> int:
    row = db.one(sql)
    return int(row[0]) if row else 0
