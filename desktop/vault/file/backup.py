"""Encrypted copies of a vault: made online, opened and checked before they count.

A copy is a folder of the same shape as a vault and opens with the same passphrases. It is
written under ``NAME.….partial`` and takes its name last, so a copy that is there is whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event

from desktop.errors import DamagedVault, NotAsWritten
from desktop.i18n import _
from desktop.model.custody import CustodyKind
from desktop.progress import Progress, no_progress
from desktop.system.files import (
    drop_from_page_cache,
    forget_cached,
    sha256_of,
    sync,
    sync_folder,
    translate_os_errors,
)
from desktop.system.private_files import open_private_file
from desktop.system.room import check_free_space
from desktop.vault.custody.log import CustodyLog
from desktop.vault.file.check import check_at_rest, check_pages, older_at_rest
from desktop.vault.file.folder import new_folder
from desktop.vault.store.connection import PAGE_SIZE, Database
from desktop.vault.store.frozen import Frozen
from desktop.vault_files import DATABASE, KEYS

_PAGES_AT_A_TIME = 128
_PIECE = 1 << 20
_HEADROOM = 4 << 20


def make_backup(db: Database, folder: Path, target: Path, progress: Progress) -> tuple[str, ...]:
    """Copy the open vault in ``folder`` to the new folder ``target``.

    Returns what of the copy is not what was written to it last, by code, id or name of a table.
    Such a copy is worth having all the same: it may be all there is.

    ``VaultExists``, ``DiskFull``, ``FileTooLarge``, ``NotWritable``; ``DamagedVault`` where the
    copy does not hold. Whatever goes wrong leaves nothing behind.
    """
    with new_folder(target) as building:
        _refuse_full(db, building)
        copy_database(db, building / DATABASE, progress)
        older = older_at_rest(db, building / DATABASE, progress)
        copy_file(folder / KEYS, building / KEYS, no_progress)
        with translate_os_errors():
            sync_folder(building)
    return older


def log_backup(custody: CustodyLog, vault_id: str, detail: dict[str, str]) -> None:
    """Write down that a copy was made. Its path is deliberately not recorded."""
    custody.append(CustodyKind.REPLICATION, "vault", vault_id, detail)


def copy_database(db: Database, target: Path, progress: Progress) -> None:
    """Copy into the new file ``target`` under the same key, re-open it and check it."""

    def copied(done: int, total: int) -> None:
        progress(done * PAGE_SIZE, total * PAGE_SIZE, _("Copying the vault"))

    db.copy_to(target, _PAGES_AT_A_TIME, copied)
    if check_at_rest(db, target, progress):
        raise DamagedVault("the copy does not hold what was written")


@contextmanager
def backup_before_migration(db: Database) -> Iterator[Callable[[int], None]]:
    """Gives what copies the database to ``vault-before-NNNN.db`` beside it, by the number of a
    migration; the key slots stay the same.

    A copy that an earlier try left is made anew. Where the copy fails, or the migration behind it,
    nothing is left of it: the vault is as it was, and the copy would take the room that is missing.
    """
    copies: list[Path] = []

    def copy(number: int) -> None:
        target = db.path.with_name(f"vault-before-{number:04d}.db")
        with translate_os_errors():
            target.unlink(missing_ok=True)
        copies.append(target)
        copy_database(db, target, no_progress)

    try:
        yield copy
    except BaseException:
        with suppress(OSError):
            for each in copies:
                each.unlink(missing_ok=True)
        raise


def _refuse_full(db: Database, target: Path) -> None:
    # Asked of SQLite: the file alone is short of the pages that are in the log only.
    ((pages,),) = db.all("PRAGMA page_count")
    check_free_space(target, pages * PAGE_SIZE + _HEADROOM)


def copy_file(source: Path, target: Path, progress: Progress) -> None:
    """Copy, sync, and compare what was read with what is there now."""
    with translate_os_errors():
        total, done = source.stat().st_size, 0
        digest = hashlib.sha256()
        with source.open("rb") as given, open_private_file(target) as taken:
            while piece := given.read(_PIECE):
                taken.write(piece)
                digest.update(piece)
                done += len(piece)
                progress(done, total, _("Copying the vault"))
            sync(taken)
            drop_from_page_cache(taken.fileno())
        if sha256_of(target) != digest.hexdigest():
            raise DamagedVault("the copy does not read as what was written")


def refuse_unread(path: Path, key: bytes, progress: Progress) -> None:
    """``NotAsWritten`` where a page of a database that was written just now, and that nobody has
    open, does not read from the device."""
    forget_cached(path)
    with suppress(DamagedVault), closing(Frozen(path, key, Event())) as reader:
        if not check_pages(reader, progress):
            return
    raise NotAsWritten("a page of the new database does not read")
