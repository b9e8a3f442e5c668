"""A vault laid down again from a copy of its folder, opened and checked before it has its name.

Nothing outside the encryption ties ``vault.db`` to the log beside it: whether both are of one
time, only the pages tell, and they are read with a passphrase of the copy.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.crypto.secret import Secret
from desktop.errors import (
    DamagedBackup,
    DamagedVault,
    IncompleteCopy,
    UncheckedLog,
    VaultInUse,
)
from desktop.model.values.moment import Moment
from desktop.progress import Progress, no_progress
from desktop.system.files import sync_folder, translate_os_errors
from desktop.vault.custody.log import CustodyLog
from desktop.vault.custody.segments import begin_segment
from desktop.vault.file.backup import copy_file, refuse_unread
from desktop.vault.file.check import CheckReport, check
from desktop.vault.file.folder import at_rest, new_folder, read_slots, refuse_other
from desktop.vault.file.opening import bring_up_to_date, database_key, vault_id_of
from desktop.vault.records.identity import load_identity
from desktop.vault.store.connection import Database
from desktop.vault.versions.bound import watch
from desktop.vault_files import DATABASE, KEYS, LOGS, SEQUENCE, SINCE

_FOUND_IN_BACKUPS: Final = ("older", "found")
"""Parts of a report that keep no backup from being restored."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restored vault is of.

    ``newest``: when the newest row of its custody log was written; None where it was not checked.
    A person may know by it that there was a newer state. ``older``: what in it is not what was
    written last, as ``CheckReport.older`` names it.
    """

    newest: Moment | None = None
    older: tuple[str, ...] = ()


def restore_backup(
    source: Path, folder: Path, secret: Secret | str | None, progress: Progress = no_progress
) -> Restored:
    """Copy the backup in ``source`` to the new folder ``folder``, and check the copy whole.

    The folder of a vault that was killed will do too: the log with its last changes comes
    along. The source stays as it is. ``secret`` opens the copy; text is a passphrase. Without
    one, what was copied is not checked, and a log is refused (``UncheckedLog``). What was checked
    is a new instance, whose custody log says so (``desktop/vault/custody/segments.py``).

    What is not what was written last does not keep a backup from being restored: it may be all
    there is, and whoever opens the vault is told. Beside a log it does, because then the log may
    be of another time.

    ``NotAVault``, ``MissingDatabase``, ``DamagedKeySlots``, ``WrongPassphrase``,
    ``NoSlotForSecret``, ``NewerVault``, ``VaultInUse`` (the vault there is open),
    ``IncompleteCopy`` (its log was left behind), ``DamagedBackup`` (the check found something),
    ``VaultExists``, ``DiskFull``, ``NotWritable``, ``NotAsWritten``. Then nothing is left behind.

    A log of the same vault from another time is found by pages that are missing or contradict
    the others. Where they contradict nothing, the copy is an older state of the vault like any
    older backup, and nothing in it tells that there was a newer one.
    """
    refuse_other(source)
    key = None if secret is None else database_key(read_slots(source), secret)
    found = Restored()
    with new_folder(folder) as building:
        _copy(source, building, key is not None, progress)
        if key is not None:
            found = _refuse_damaged(building, key, progress)
            refuse_unread(building / DATABASE, key, progress)
        with translate_os_errors():
            sync_folder(building)
    return found


def _copy(source: Path, building: Path, to_be_checked: bool, progress: Progress) -> None:
    # SQLite looks for the log beside the file itself, not beside a link to it.
    database = (source / DATABASE).resolve()
    with ExitStack() as closed:
        for place in {source.resolve(), database.parent}:
            closed.enter_context(at_rest(place))
        files = {KEYS: source / KEYS, **_database_files(database)}
        _refuse_without_log(files, source)
        if not to_be_checked and set(files) != {KEYS, DATABASE}:
            raise UncheckedLog("a log is beside the database, and no passphrase was given")
        before = _states(files)
        for name, file in files.items():
            copy_file(file, building / name, progress)
        sequence = database.with_name(SEQUENCE)
        if set(files) != {KEYS, DATABASE} and sequence.is_file():
            # Opening the copy tells by it whether its log holds all that was saved.
            copy_file(sequence, building / SEQUENCE, no_progress)
        if _states({KEYS: source / KEYS, **_database_files(database)}) != before:
            raise VaultInUse("it was written to while it was copied")


def _refuse_damaged(copy: Path, key: bytes, progress: Progress) -> Restored:
    """Open the copy as a vault is opened, and read all of it; its log goes into its database."""
    beside_a_log = any((copy / (DATABASE + each)).exists() for each in LOGS)
    allowed = _FOUND_IN_BACKUPS[1:] if beside_a_log else _FOUND_IN_BACKUPS
    try:
        report, newest = _checked(copy, key, progress)
    except DamagedVault as error:
        raise DamagedBackup(error.reason) from error
    if not set(allowed).issuperset(report.parts):
        raise DamagedBackup(f"does not hold: {', '.join(report.parts)}")
    return Restored(newest, report.older)


def _checked(copy: Path, key: bytes, progress: Progress) -> tuple[CheckReport, Moment | None]:
    with Database(copy / DATABASE, key) as db:
        bring_up_to_date(db)
        vault_id = vault_id_of(db, read_slots(copy))
        custody = CustodyLog(db, vault_id, load_identity(db).fingerprint)
        report = check(db, custody, progress)
        # Where something else does not hold, the newest row may not be readable either.
        if not set(_FOUND_IN_BACKUPS).issuperset(report.parts):
            return report, None
        newest = custody.newest()
        watch(db)
        begin_segment(custody)
        return report, newest


def _database_files(database: Path) -> dict[str, Path]:
    """The database and what holds its last changes, by their names in a vault."""
    logs = {DATABASE + ending: database.with_name(database.name + ending) for ending in LOGS}
    with translate_os_errors():
        return {DATABASE: database, **{name: log for name, log in logs.items() if log.exists()}}


def _refuse_without_log(files: dict[str, Path], source: Path) -> None:
    """Only a vault that is open or was killed says since when, and that one has a log."""
    places = (source, files[DATABASE].parent)
    with translate_os_errors():
        was_open = any((place / SINCE).exists() for place in places)
    if was_open and DATABASE + "-wal" not in files:
        raise IncompleteCopy("the folder of an open vault, without its log")


def _states(files: dict[str, Path]) -> dict[str, tuple[int, int, int]]:
    with translate_os_errors():
        found = {name: file.stat() for name, file in files.items()}
    return {name: (f.st_ino, f.st_size, f.st_mtime_ns) for name, f in found.items()}
