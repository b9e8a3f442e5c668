"""Make a vault, open one, and say which of three things is wrong when it does not open."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from desktop.crypto import kdf
from desktop.crypto.kdf import Argon2Cost
from desktop.crypto.secret import Passphrase, Secret
from desktop.crypto.slots import KeySlots, new_vault_key
from desktop.errors import CopyFirst, DamagedVault, NewerVault, StorageError
from desktop.model.custody import CustodyKind
from desktop.model.ids import new_id
from desktop.vault.custody.log import CustodyLog, start_log
from desktop.vault.file.backup import backup_before_migration
from desktop.vault.file.folder import (
    VaultFolder,
    database_key_of,
    new_folder,
    read_slots,
    write_slots,
)
from desktop.vault.file.lost import lost_by
from desktop.vault.file.sequence import Sequence
from desktop.vault.kinds.all import HELD
from desktop.vault.records.identity import Owner, new_identity
from desktop.vault.records.ways_in import first_way_in
from desktop.vault.search.renewal import renew_first_words, renew_folded
from desktop.vault.store.connection import Database
from desktop.vault.store.migrate import migrate, migrations, no_backup, schema_number
from desktop.vault.store.read_only import ReadOnlyDatabase
from desktop.vault.vault import Vault
from desktop.vault.versions.bound import begin_sums, note_older, watch
from desktop.vault_files import DATABASE


def create_vault(
    folder: Path, passphrase: Passphrase | str, owner: Owner, cost: Argon2Cost | None = None
) -> Vault:
    """A new vault in the new folder ``folder``, open.

    ``passphrase``: the first way to open it. ``cost``: of the key derivation; measured on this
    machine when None (about one second).
    ``VaultExists``, ``DiskFull``, ``NotWritable``; then nothing is left behind.
    """
    vault_id, vault_key = new_id(), new_vault_key()
    key = database_key_of(vault_key)
    with new_folder(folder) as building:
        slots = KeySlots.new(vault_id)
        slots = slots.add_passphrase(vault_key, passphrase, "passphrase", cost or kdf.calibrate())
        write_slots(building, slots)
        with Database(building / DATABASE, key, create=True) as db:
            migrate(db, before=no_backup)
            _fill(db, vault_id, owner, slots.slots[0].id)
            begin_sums(db)
    return _open(VaultFolder(folder), key, slots)


def _fill(db: Database, vault_id: str, owner: Owner, slot_id: str) -> None:
    with db.transaction():
        db.execute("INSERT INTO vault_meta (key, value) VALUES ('vault_id', ?)", (vault_id,))
        first_way_in(db, slot_id, owner.name)
        start_log(db, vault_id)
        identity = new_identity(db, owner)
        custody = CustodyLog(db, vault_id, identity.fingerprint)
        custody.append(CustodyKind.CREATION, "vault", vault_id)


def open_vault(folder: Path, secret: Secret | str) -> Vault:
    """The vault in ``folder``, open and migrated to this version of the program.

    ``secret``: text is a passphrase. ``NotAVault``, ``VaultInUse``, ``DamagedKeySlots``,
    ``WrongPassphrase``, ``NoSlotForSecret``, ``DamagedVault``, ``NewerVault``. Takes one
    key derivation, about one second.
    """
    place = VaultFolder(folder)
    started = time.monotonic()
    try:
        slots = place.read_slots()
        slot, vault_key = slots.opened(secret)
    except BaseException:
        place.release()
        raise
    seconds = time.monotonic() - started
    vault = _open(place, database_key_of(vault_key), slots)
    # On a full disk the vault still opens.
    with suppress(StorageError):
        vault.ways_in.opened_by(slot, seconds)
    return vault


def database_key(slots: KeySlots, secret: Secret | str) -> bytes:
    """The key of the database; ``WrongPassphrase``, ``NoSlotForSecret``. One derivation."""
    return database_key_of(slots.unlock(secret))


def bring_up_to_date(db: Database) -> None:
    """Migrate an opened database, each time with a copy of it beside it; ``NewerVault``.

    What was not what was written last by then is noted first: behind it everything counts as it
    is found.
    """
    with backup_before_migration(db) as copy:
        migrate(db, copy, first=note_older, then=begin_sums)


def _open(place: VaultFolder, key: bytes, slots: KeySlots) -> Vault:
    """The vault behind a lock that is held; whatever fails gives the lock back. ``slots``: those
    that gave the key."""
    try:
        db = (ReadOnlyDatabase if place.read_only else Database)(place.database, key)
        try:
            if place.read_only:
                _refuse_older_schema(db)
            else:
                bring_up_to_date(db)
            watch(db)
            vault = Vault(place, db, vault_id_of(db, slots))
            _compare_sequence(vault, db, key)
            _tidy(vault, db, slots)
            return vault
        except BaseException:
            db.close()
            raise
    except BaseException:
        place.release()
        raise


def _refuse_older_schema(db: Database) -> None:
    """``CopyFirst``, or ``NewerVault``, where the tables are not those of this version."""
    newest = len(migrations())
    if schema_number(db) > newest:
        raise NewerVault("a schema of a later version")
    if schema_number(db) < newest:
        raise CopyFirst("its tables are of an earlier version")


def _compare_sequence(vault: Vault, db: Database, key: bytes) -> None:
    """Whether all that was saved is here, by the file beside the database; count on from there.

    Nothing is written into a vault whose pages contradict each other, nor is it counted on: it
    says so each time."""
    with suppress(DamagedVault):
        sequence = Sequence(db, vault.folder, key)
        behind = sequence.behind()
        if not (vault.read_only or vault.older):
            sequence.follow()
        if behind is not None:
            vault.losses.tell(lost_by(behind), sequence)


def _tidy(vault: Vault, db: Database, slots: KeySlots) -> None:
    """What earlier programs and killed ones left, as far as the disk takes it.

    On a full disk the vault still opens, and each is tried again at the next opening. Until
    then packages stay as they are, which counts as sent, and a text typed above a list has
    everything folded for itself (``search/filtering.py``).
    """
    with suppress(StorageError):
        renew_folded(db, HELD)
    with suppress(StorageError):
        vault.search.index_anew()
        renew_first_words(db)
    with suppress(StorageError):
        vault.versions.read_again()
    # Where a version is damaged, a check says so.
    with suppress(StorageError, DamagedVault):
        vault.versions.lay_waiting()
    with suppress(StorageError):
        vault.ways_in.begin(slots)
    # Where a page of this is damaged, too, the rest can still be read.
    with suppress(StorageError, DamagedVault):
        vault.look_for_leftovers()


def vault_id_of(db: Database, slots: KeySlots) -> str:
    """The vault's id; ``DamagedVault`` where the key slots are those of another vault."""
    row = db.one("SELECT value FROM vault_meta WHERE key = 'vault_id'")
    if row is None or row[0] != slots.vault_id:
        raise DamagedVault("the database belongs to another vault than its key slots")
    vault_id: str = row[0]
    return vault_id


def check_secret(folder: Path, secret: Secret | str) -> None:
    """Whether ``secret`` opens the vault in ``folder``, which may be open meanwhile.

    ``WrongPassphrase``, ``NoSlotForSecret``, ``DamagedKeySlots``. Takes one key
    derivation, about one second.
    """
    read_slots(folder).unlock(secret)
