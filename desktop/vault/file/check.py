"""Verify everything that is stored, and keep each kind of finding apart."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import TypeVar

from desktop.errors import CryptoError, DamagedVault
from desktop.home.seals import Seal
from desktop.i18n import _
from desktop.model.custody import CustodyReport
from desktop.model.version import RecordKind
from desktop.progress import Progress
from desktop.system.files import forget_cached
from desktop.vault.custody.log import CustodyLog
from desktop.vault.file import found_check
from desktop.vault.file.beside import beside
from desktop.vault.file.damaged_originals import absent, names_of
from desktop.vault.file.lost import Lost, noted_lost
from desktop.vault.file.parts import part_called
from desktop.vault.kinds.all import BY_NAME, CHOSEN
from desktop.vault.kinds.media import mistaken
from desktop.vault.records.originals.laid_apart import UNFINISHED
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader, Row
from desktop.vault.versions.authors import Authors
from desktop.vault.versions.bound import differing
from desktop.vault.versions.sums import Differing
from desktop.vocabulary import vocabulary

_MOST = 100
_AT_A_TIME = 200

T = TypeVar("T")


def unread_told() -> str:
    """What stands among the findings of a part that a damaged page kept from being read whole."""
    return _("A damaged page keeps the rest from being read.")


def _comparing() -> str:
    return _("Comparing with what was written last")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a full check found; every part empty when all is well.

    ``pages``: encrypted pages that fail authentication. ``structure``: tables and indexes that
    contradict each other, and rows that refer to nothing; not read where pages fail. ``custody``:
    the log. ``media``: originals whose bytes are not those that were hashed, by id; ``names``: what
    their files were called, one for each; ``absent``: those of which no byte is there.
    ``versions``: record versions whose bytes do not give their id, or are not what their author
    signed. ``seals``: seals that do not hold, by version id. ``older``: records and tables that are
    not what was written to them last, as where an older page was put back into the file. ``found``:
    records that are found by other words than they hold; only the search goes by these, and they
    can be made anew (:meth:`Vault.renew_index`). ``mistaken``: sealed interviews that name a file
    in whose place another one came; it is not shown under their captions, and the vault holds all
    the same. ``originals`` and ``sealed`` count what was checked. ``lost``: each time that saves
    were missing when the vault was opened; nothing that is here fails by it. ``unlooked``: whether
    nobody has said since the last of them that the consents were looked at.
    """

    pages: tuple[str, ...]
    structure: tuple[str, ...]
    custody: CustodyReport
    media: tuple[str, ...]
    versions: tuple[str, ...]
    seals: tuple[str, ...]
    older: tuple[str, ...]
    found: tuple[str, ...]
    originals: int
    sealed: int
    mistaken: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()
    absent: tuple[str, ...] = ()
    unlooked: bool = False
    names: tuple[str, ...] = ()

    @property
    def intact(self) -> bool:
        """True when nothing was found that does not hold."""
        return not self.parts

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts, as above, in which something was found."""
        plain = ("pages", "structure", "media", "versions", "seals", "older", "found")
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


def check_log(db: Database, custody: CustodyLog, progress: Progress) -> CustodyReport:
    """Verify the custody log alone, as it is now, beside whatever else is done."""
    said = _("Checking the custody log")
    with db.frozen() as opened:

        def work(told: Progress, stop: Event) -> CustodyReport:
            told(0, 1, said)
            with closing(opened(stop)) as reader:
                return custody.verify(reader)

        return beside(work, progress, said)


def _report(
    db: Reader,
    verify_log: Callable[[], CustodyReport],
    progress: Progress,
    *,
    records: bool = False,
) -> CheckReport:
    """``records``: only of these."""
    unread = (unread_told(),)
    pages = check_pages(db, progress)
    # On a connection that met a damaged page every later page looks damaged too: what SQLite
    # says of tables would be false.
    structure = unread if pages else check_structure(db, progress)
    progress(0, 1, _("Checking the custody log"))
    log = verify_log()
    media = () if records else _all_found(_bad_media(db, progress), unread)
    progress(0, 1, _("Checking versions and seals"))
    return CheckReport(
        pages,
        structure,
        log,
        media,
        _all_found(_bad_versions(db, progress), unread),
        _all_found(_bad_seals(db, progress), unread),
        _all_found(_older(db, progress), unread),
        () if records else _all_found(_found(db, progress), unread),
        _or(lambda: _count(db, "SELECT count(*) FROM media"), 0),
        _or(lambda: _count(db, "SELECT count(*) FROM seal"), 0),
        _or(lambda: tuple(called(db, Differing(CHOSEN, id_)) for id_ in mistaken(db)), ()),
        _or(partial(noted_lost, db), ()),
        absent(db, media),
        names=names_of(db, media),
    )


def _or(job: Callable[[], T], unread: T) -> T:
    """What the job finds, or ``unread`` where it met a damaged page; the next one goes on."""
    try:
        return job()
    except DamagedVault:
        return unread


def _all_found(findings: Iterator[str], unread: tuple[str, ...]) -> tuple[str, ...]:
    """Every finding; ``unread`` behind those before a damaged page that ended them."""
    found: list[str] = []
    try:
        found.extend(findings)
    except DamagedVault:
        found.extend(unread)
    return tuple(found)


def check_at_rest(db: Database, path: Path, progress: Progress) -> tuple[str, ...]:
    """Findings about a database file under the key of ``db`` that nobody has open, whatever it
    holds; tables only where the pages hold. It is read from the device. ``DamagedVault`` where it
    does not open."""
    forget_cached(path)

    def work(told: Progress, stop: Event) -> tuple[str, ...]:
        with closing(db.at_rest(path, stop)) as reader:
            return check_pages(reader, told) or check_structure(reader, told)

    return beside(work, progress, _("Checking every page"))


def records_at_rest(
    db: Database, path: Path, verify_log: Callable[[Reader], CustodyReport], progress: Progress
) -> CheckReport:
    """What a check finds in the records of a vault's database under the key of ``db``, which nobody
    has open: not in originals, which it may be without, nor in what is found by searching. It is
    read from the device. ``DamagedVault`` where it does not open."""
    forget_cached(path)

    def work(told: Progress, stop: Event) -> CheckReport:
        with closing(db.at_rest(path, stop)) as reader:
            return _report(reader, partial(verify_log, reader), told, records=True)

    return beside(work, progress, _("Checking every page"))


def older_at_rest(db: Database, path: Path, progress: Progress) -> tuple[str, ...]:
    """What in a vault's database under the key of ``db``, which nobody has open, is not what was
    written to it last. ``DamagedVault`` where it does not read."""

    def work(told: Progress, stop: Event) -> tuple[str, ...]:
        with closing(db.at_rest(path, stop)) as reader:
            return tuple(_older(reader, told))

    return beside(work, progress, _comparing())


def check_pages(db: Reader, progress: Progress) -> tuple[str, ...]:
    """Authenticate every encrypted page in the file; findings name the page."""
    progress(0, 1, _("Checking every page"))
    return tuple(str(row[0]) for row in db.all("PRAGMA cipher_integrity_check")[:_MOST])


def check_structure(db: Reader, progress: Progress) -> tuple[str, ...]:
    """SQLite's own check of tables and indexes, and rows that refer to nothing."""
    progress(0, 1, _("Checking tables"))
    try:
        rows = db.all(f"PRAGMA integrity_check({_MOST:d})")
        strays = _strays(db)[:_MOST]
    except DamagedVault as error:
        return (error.reason,)
    found = [str(row[0]) for row in rows if row[0] != "ok"]
    return (*found, *(f"{table}: row {row} refers to nothing" for table, row in strays))


def _strays(db: Reader) -> list[tuple[str, int]]:
    """(table, row) of what refers to nothing; what a killed adding of a large file left is no
    damage, and goes with the next one."""
    found = [(row[0], row[1]) for row in db.all("PRAGMA foreign_key_check")]
    if not any(table == "media_chunk" for table, _row in found):
        return found
    left = {("media_chunk", row[0]) for row in db.all(UNFINISHED)}
    return [each for each in found if each not in left]


def _bad_media(db: Reader, progress: Progress) -> Iterator[str]:
    total, done = _count(db, "SELECT coalesce(sum(size), 0) FROM media"), 0
    for row, media_id in _listed(db, "media", "id"):
        size = _or(partial(_whole_size, db, row), None)
        if size is None:
            yield media_id
        done = min(total, done + (size or 0))
        progress(done, total, _("Checking photos and files"))


def _whole_size(db: Reader, row: int) -> int | None:
    """Bytes of an original that is what was hashed; None of one that is not."""
    found = db.one("SELECT sha256, sha512, size FROM media WHERE row = ?", (row,))
    short, long, size = hashlib.sha256(), hashlib.sha512(), 0
    for (piece,) in db.rows(
        "SELECT bytes FROM media_chunk WHERE media_row = ? ORDER BY number", (row,)
    ):
        short.update(piece)
        long.update(piece)
        size += len(piece)
    return size if found == (short.hexdigest(), long.hexdigest(), size) else None


def _bad_versions(db: Reader, progress: Progress) -> Iterator[str]:
    authors = Authors(db)
    for row, version_id in _counted(db, "record_version", "id", progress):
        if not _or(partial(_version_holds, db, row, version_id, authors), False):
            yield version_id


def _version_holds(db: Reader, row: int, version_id: str, authors: Authors) -> bool:
    """Whether a version is what its id says, by who its author is. One that came before versions
    were signed has no signature."""
    found = db.one("SELECT data, author, signature FROM record_version WHERE row = ?", (row,))
    if found is None or hashlib.sha256(found[0]).hexdigest() != version_id:
        return False
    data, author, signature = found
    return signature is None or authors.wrote(author, signature, data)


def _bad_seals(db: Reader, progress: Progress) -> Iterator[str]:
    for row, version_id in _counted(db, "seal", "version_id", progress):
        if not _or(partial(_seal_holds, db, row, version_id), False):
            yield version_id


def _seal_holds(db: Reader, row: int, version_id: str) -> bool:
    found = db.one(
        "SELECT s.signer, s.signature, v.data FROM seal s"
        " JOIN record_version v ON v.id = s.version_id WHERE s.rowid = ?",
        (row,),
    )
    if found is None:
        return False
    signer, signature, data = found
    try:
        return bool(Seal.read(version_id, data, signature).signer == signer)
    except CryptoError:
        return False


def _older(db: Reader, progress: Progress) -> Iterator[str]:
    def told(done: int, total: int) -> None:
        progress(done, total, _comparing())

    return _each_once(_called_with_its_time(db, each) for each in differing(db, told))


def _called_with_its_time(db: Reader, each: Differing) -> str:
    found = called(db, each)
    if each.at_update:
        return _("{name} (found at an update)").format(name=found)
    if each.at_rescue:
        return _("{name} (found at a rescue)").format(name=found)
    return found


def _found(db: Reader, progress: Progress) -> Iterator[str]:
    def told(done: int, total: int) -> None:
        progress(done, total, _("Comparing what is found by searching"))

    told(0, 1)
    return _each_once(called(db, each) for each in found_check.differing(db, told))


def _each_once(names: Iterable[str]) -> Iterator[str]:
    """Several tables may be one part."""
    named: set[str] = set()
    for each in names:
        if each not in named:
            named.add(each)
            yield each


def called(db: Reader, differing: Differing) -> str:
    """A record by its code or id, or what a table holds; nothing that anybody typed but codes."""
    name, record_id = differing.name, differing.record_id
    kind = BY_NAME.get(RecordKind(name)) if record_id else None
    if kind is None:
        return part_called(name)
    code = kind.called(db, record_id) if kind.called_by_code else ""
    return f"{vocabulary('record_kind').label(name)} {code or record_id}"


def _counted(db: Reader, table: str, key: str, progress: Progress) -> Iterator[tuple[int, str]]:
    """As :func:`_listed`, and how many of them were looked at."""
    total = _or(lambda: _count(db, f"SELECT count(*) FROM {table}"), 0)  # noqa: S608
    for number, each in enumerate(_listed(db, table, key)):
        if number % _AT_A_TIME == 0:
            progress(number, max(number + 1, total), _("Checking versions and seals"))
        yield each


def _listed(db: Reader, table: str, key: str) -> Iterator[tuple[int, str]]:
    """Row and key of everything in a table, in pieces: no statement is open where this yields.

    A damaged page that is met meanwhile so spoils no cursor. Where the page is the table's own,
    the rest is named by the index of its key.
    """
    last = 0
    while piece := _or(partial(_piece_by_row, db, table, key, last), None):
        yield from piece
        last = piece[-1][0]
    if piece is None:
        yield from _listed_by_key(db, table, key, last)


def _piece_by_row(db: Reader, table: str, key: str, last: int) -> list[Row]:
    return db.all(
        f"SELECT rowid, {key} FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?",  # noqa: S608
        (last, _AT_A_TIME),
    )


def _listed_by_key(db: Reader, table: str, key: str, behind: int) -> Iterator[tuple[int, str]]:
    last = ""
    # The plus sign keeps SQLite from looking for the row in the table.
    sql = f"SELECT rowid, {key} FROM {table} WHERE {key} > ? AND +rowid > ?"  # noqa: S608
    while piece := db.all(f"{sql} ORDER BY {key} LIMIT ?", (last, behind, _AT_A_TIME)):
        yield from piece
        last = piece[-1][1]


def _count(db: Reader, sql: str) -> int:
    row = db.one(sql)
    return int(row[0]) if row else 0
