"""The ways into this vault: key slots, with whose each is.

``keys.json`` can be read by whoever finds the laptop, so it names nobody: who has which way in, and
where it is kept, stands in the vault. A change asks for a secret that opens the vault now; the
vault key is held nowhere.

What becomes of a slot is told to the custody log, at the next opening where a kill came between or
somebody laid another ``keys.json`` in its place (``slots_told.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from desktop.crypto import kdf
from desktop.crypto.kdf import Argon2Cost, ceiling_here
from desktop.crypto.secret import Secret, WithPassphrase
from desktop.crypto.slots.document import KeySlots
from desktop.crypto.slots.kinds import Slot, UnknownSlot
from desktop.crypto.slots.making import Make
from desktop.crypto.slots.passphrase import BY_PASSPHRASE
from desktop.crypto.slots.unguessable import KeyFileSlot
from desktop.errors import DamagedKeySlots, NoSlotForSecret, NoSuchRecord, OrganisationsOnly
from desktop.model.identity import Role
from desktop.model.values.moment import Moment
from desktop.model.way_in import AmissWays, WayIn
from desktop.vault.custody.log import CustodyLog
from desktop.vault.file.folder import VaultFolder, database_key_of
from desktop.vault.records.slots_told import SlotsTold
from desktop.vault.store.connection import Database

_ALL: Final = (
    "SELECT slot_id, person, label, made_utc, made_offset, tried_utc, tried_offset FROM way_in"
)
_NAME: Final = (
    "INSERT INTO way_in (slot_id, person, label, made_utc, made_offset) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (slot_id) DO UPDATE SET person = excluded.person, label = excluded.label"
)
_TRIED: Final = (
    "INSERT INTO way_in (slot_id, tried_utc, tried_offset) VALUES (?, ?, ?)"
    " ON CONFLICT (slot_id) DO UPDATE SET tried_utc = excluded.tried_utc,"
    " tried_offset = excluded.tried_offset"
)
_TRIED_AT: Final = "SELECT tried_utc FROM way_in WHERE slot_id = ?"
_OPENED_BY: Final = "opened_by"
_LAST: Final = "SELECT value FROM vault_meta WHERE key = ?"
_SET_LAST: Final = (
    "INSERT INTO vault_meta (key, value) VALUES (?, ?)"
    " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
_QUICK: Final = 0.5
_DAY: Final = len("2026-11-30")


def first_way_in(db: Database, slot_id: str, person: str) -> None:
    """Write down whose the slot is that a new vault is made with, in an open transaction."""
    now = Moment.now()
    db.execute(_NAME, (slot_id, person, "", now.utc, now.offset_minutes))
    db.execute(_TRIED, (slot_id, now.utc, now.offset_minutes))
    db.execute(_SET_LAST, (_OPENED_BY, slot_id))


class WaysIn:
    """One for an open vault. Each change of slots replaces ``keys.json`` whole, so that a kill
    leaves the old ones or the new ones."""

    def __init__(
        self, db: Database, custody: CustodyLog, folder: VaultFolder, vault_id: str, role: Role
    ) -> None:
        self._db, self._custody, self._folder = db, custody, folder
        self._vault_id, self._role = vault_id, role
        self._told = SlotsTold(db, custody)
        self._unlocked = ("", 0.0)

    def all(self) -> tuple[WayIn, ...]:
        """Every key slot in the order of ``keys.json``, of unknown kinds too."""
        return self._of(self._slots())

    def amiss(self) -> AmissWays:
        """Which ways are there although they were ended here, and which are not since the vault is
        open, although nobody ended them: another ``keys.json`` was laid in the place of the last.
        """
        back = tuple(way for way in self.all() if way.came_back)
        said = self._said()
        kinds = self._told.gone
        gone = tuple(_row_of(slot_id, kind, said.get(slot_id)) for slot_id, kind in kinds.items())
        return AmissWays(back, gone)

    def _of(self, slots: KeySlots) -> tuple[WayIn, ...]:
        said, back = self._said(), self._told.came_back(slots)
        return tuple(_way(slot, said.get(slot.id), back) for slot in slots.slots)

    def _said(self) -> dict[str, tuple[Any, ...]]:
        return {row[0]: row[1:] for row in self._db.all(_ALL)}

    def add(self, own: Secret | str, make: Make, person: str = "", label: str = "") -> WayIn:
        """One more way in; ``own`` opens the vault now. ``WrongPassphrase``, ``NoSlotForSecret``,
        ``StorageError``, ``OrganisationsOnly`` for a key file alone in a researcher's vault, and
        what ``make`` raises; then everything is as it was."""
        slots, _own, vault_key = self.opening(own)
        slot = make(vault_key, self._vault_id)
        if isinstance(slot, KeyFileSlot) and self._role is not Role.ORGANISATION:
            raise OrganisationsOnly("a key file alone opens no vault that a person carries")
        # Who it is for is written first: a name without a slot says nothing, and goes again.
        self._name(slot.id, person, label)
        self._replace(slots.add(vault_key, slot))
        return self._one(slot.id)

    def revoke(self, own: Secret | str, slot_id: str) -> None:
        """Let a way in open nothing any more; copies of the vault made before still open by it.
        ``LastWayIn`` for the last that a person can use, ``NoSuchRecord`` for none."""
        _slot(self._slots(), slot_id)
        slots, _own, vault_key = self.opening(own)
        self._replace(slots.remove(vault_key, slot_id), "revoked", slot_id)

    def change(
        self, old: Secret | str, new: WithPassphrase | str, cost: Argon2Cost | None = None
    ) -> None:
        """Another passphrase in the place of ``old``, or another second part; nothing is encrypted
        anew. Takes two derivations, about two seconds."""
        slots, slot, vault_key = self.opening(old)
        if not isinstance(slot, BY_PASSPHRASE):
            raise NoSlotForSecret("only a passphrase is changed")
        changed = slots.replaced(vault_key, slot, new, cost or kdf.calibrate())
        self._replace(changed, "changed", slot.id)

    def raise_cost(self, own: Secret | str, cost: Argon2Cost | None = None) -> bool:
        """Make the passphrase ``own`` as slow to guess as this machine can bear (``cost``; measured
        when None), and never quicker than it was; whether that changed anything.

        ``WrongPassphrase``, ``NoSlotForSecret``. Takes up to two derivations.
        """
        slots, slot, vault_key = self.opening(own)
        if not (isinstance(slot, BY_PASSPHRASE) and isinstance(own, WithPassphrase | str)):
            raise NoSlotForSecret("only a passphrase is derived slowly")
        wanted = slot.kdf.cost.highest(cost or kdf.calibrate())
        if slot.kdf.cost.at_least(wanted):
            return False
        self._replace(slots.replaced(vault_key, slot, own, wanted), "raised", slot.id)
        return True

    def might_rise(self) -> bool:
        """Whether the vault was opened by a passphrase that took under half a second here, while
        about one is meant: this machine is quicker than the one that it was set on."""
        slot = next((each for each in self._slots().slots if each.id == self._unlocked[0]), None)
        quick = self._unlocked[1] < _QUICK
        return quick and isinstance(slot, BY_PASSPHRASE) and slot.kdf.memory_kib < ceiling_here()

    def rename(self, slot_id: str, person: str, label: str) -> None:
        """Say anew whose it is and where it is kept; ``NoSuchRecord``."""
        slot = _slot(self._slots(), slot_id)
        self._name(slot.id, person, label)
        self._told.log(slot.id, slot.kind, "renamed")

    def rehearse(self, secret: Secret | str) -> WayIn:
        """Try a way in without opening anything, and note that it works: recovery that was never
        tried does not exist. ``WrongPassphrase``, ``NoSlotForSecret``."""
        _slots, slot, _key = self.opening(secret)
        self._tried(slot)
        self._told.log(slot.id, slot.kind, "rehearsed")
        return self._one(slot.id)

    def begin(self, slots: KeySlots) -> None:
        """``slots`` stand in ``keys.json`` as the vault is opened: tell the custody log which came,
        changed or went without its knowledge, and remove names whose slot was never written."""
        self._told.tell(slots)

    def opened_by(self, slot: Slot, seconds: float) -> None:
        """Note by which way the vault was opened: the custody log is told where it is another one
        than the last time, and when it was last tried is known to the day. ``seconds``: what the
        way took, which is kept while the vault is open."""
        self._unlocked = (slot.id, seconds)
        tried = self._db.one(_TRIED_AT, (slot.id,))
        if tried is None or (tried[0] or "")[:_DAY] != Moment.now().utc[:_DAY]:
            self._tried(slot)
        row = self._db.one(_LAST, (_OPENED_BY,))
        if row is None or row[0] != slot.id:
            with self._db.transaction():
                self._db.execute(_SET_LAST, (_OPENED_BY, slot.id))
                self._told.log(slot.id, slot.kind, "used")

    def _replace(self, slots: KeySlots, meant: str = "", slot_id: str = "") -> None:
        """Other slots in ``keys.json``; ``meant``: what becomes of one of them by that."""
        if meant:
            self._told.means(meant, slot_id)
        self._folder.write_slots(slots)
        self._told.tell(slots)

    def opening(self, secret: Secret | str) -> tuple[KeySlots, Slot, bytes]:
        """All slots, the one that ``secret`` opens, and the vault key. ``WrongPassphrase``,
        ``NoSlotForSecret``, ``DamagedKeySlots`` where the slots lead to another key than that of
        the database that is open: somebody laid slots of their own in their place."""
        slots = self._slots()
        slot, vault_key = slots.opened(secret)
        if not self._db.is_of_key(database_key_of(vault_key)):
            raise DamagedKeySlots("the key slots are those of another vault")
        return slots, slot, vault_key

    def _slots(self) -> KeySlots:
        slots = self._folder.read_slots()
        if slots.vault_id != self._vault_id:
            raise DamagedKeySlots("the key slots are those of another vault")
        return slots

    def _one(self, slot_id: str) -> WayIn:
        return next(way for way in self.all() if way.slot_id == slot_id)

    def _name(self, slot_id: str, person: str, label: str) -> None:
        now = Moment.now()
        with self._db.transaction():
            self._db.execute(_NAME, (slot_id, person, label, now.utc, now.offset_minutes))

    def _tried(self, slot: Slot) -> None:
        now = Moment.now()
        with self._db.transaction():
            self._db.execute(_TRIED, (slot.id, now.utc, now.offset_minutes))


def _slot(slots: KeySlots, slot_id: str) -> Slot:
    for slot in slots.slots:
        if slot.id == slot_id:
            return slot
    raise NoSuchRecord("no key slot has this id")


def _way(slot: Slot, said: tuple[Any, ...] | None, back: Mapping[str, str]) -> WayIn:
    return replace(
        _row_of(slot.id, slot.kind, said),
        known=not isinstance(slot, UnknownSlot),
        for_a_person=slot.for_a_person,
        came_back=back.get(slot.id, ""),
    )


def _row_of(slot_id: str, kind: str, said: tuple[Any, ...] | None) -> WayIn:
    person, label, made, made_offset, tried, tried_offset = said or ("", "", *[None] * 4)
    return WayIn(
        slot_id,
        kind,
        person=person,
        label=label,
        made_at=None if made is None else Moment(made, made_offset),
        tried_at=None if tried is None else Moment(tried, tried_offset),
    )
