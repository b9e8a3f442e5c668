"""Key slots: the vault key, wrapped once for every way to unlock the vault.

``keys.json`` is one canonical JSON document::

    {"format": "skrynia key slots", "version": 1, "vault_id": …,
     "slots": [{"id": …, "kind": "passphrase", …, "check": …}, …],
     "mac": …, "check": …}

Three safeguards tell apart what must not blur:

- ``check``, an unkeyed SHA-256 of each slot and of the whole document, finds accidental
  damage before any passphrase is tried: :class:`DamagedKeySlots`.
- Then a passphrase that opens no slot is a :class:`WrongPassphrase`. (Somebody who alters a
  wrap *and* renews the checks makes the right passphrase look wrong; without the key that
  can't be told apart, and it opens nothing.)
- ``mac``, HMAC-SHA256 under a key derived from the vault key, is checked once a slot opened:
  a slot that was added, removed or edited by somebody without the key is
  :class:`DamagedKeySlots`. An *older* genuine document still fits: whoever saved one keeps
  its slots, so a passphrase that leaked calls for a new vault.

``format``, ``version`` and ``check`` mean the same in every version to come, so that a
document of a later program is first found whole and then called :class:`NewerVault`. Slots
of a kind that this version does not know are kept as they are and skipped.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from desktop import canonical
from desktop.crypto.kdf import Argon2Cost, hkdf_sha256
from desktop.crypto.secret import (
    EscrowIdentity,
    KeyFile,
    Passphrase,
    PassphraseWithFile,
    PassphraseWithHardware,
    Secret,
    Shares,
    SheetCode,
    WithPassphrase,
    as_secret,
)
from desktop.crypto.slots.kinds import SLOT_KINDS, Slot, UnknownSlot
from desktop.crypto.slots.passphrase import BY_PASSPHRASE, slot_of
from desktop.crypto.slots.wrapping import VAULT_KEY_BYTES, decode_bytes, encode_bytes
from desktop.errors import (
    DamagedKeySlots,
    LastWayIn,
    NewerVault,
    NoSlotForSecret,
    NotKeptHere,
    VaultError,
    WrongKeyFile,
    WrongPassphrase,
    WrongSecondPart,
    WrongShares,
    WrongSheet,
)
from desktop.vault_files import KEYS_FORMAT

FORMAT = KEYS_FORMAT
VERSION = 1
MAX_DOCUMENT_BYTES = 1024 * 1024
MOST_SLOTS: Final = 64
MOST_WORK_KIB: Final = 512 * 1024 * 1024
"""KiB times passes of all passphrase slots together, each of which a wrong passphrase is tried on:
32 of 16 GiB, which take minutes. Who may write to the folder could make it days otherwise."""
_MAC_INFO = b"skrynia key slots mac v1"
_MAC_BYTES = 32
_WRONG: Final[Mapping[type, type[WrongPassphrase]]] = {
    Passphrase: WrongPassphrase,
    PassphraseWithFile: WrongSecondPart,
    PassphraseWithHardware: WrongSecondPart,
    KeyFile: WrongKeyFile,
    SheetCode: WrongSheet,
    Shares: WrongShares,
    EscrowIdentity: NotKeptHere,
}
"""What is said where a secret of this kind opens nothing."""


@dataclass(frozen=True, slots=True)
class KeySlots:
    """The key slots of one vault. Every change is a new value, to be written atomically."""

    vault_id: str
    slots: tuple[Slot, ...] = ()
    mac: bytes = b""

    @classmethod
    def new(cls, vault_id: str) -> KeySlots:
        """No slot yet; :func:`new_vault_key` and :meth:`add_passphrase` come next."""
        return cls(vault_id)

    def add_passphrase(
        self, vault_key: bytes, passphrase: WithPassphrase | str, label: str, cost: Argon2Cost
    ) -> KeySlots:
        """One more slot. Takes the time of one derivation."""
        return self.add(
            vault_key, slot_of(vault_key, _typed(passphrase), self.vault_id, label, cost)
        )

    def add(self, vault_key: bytes, slot: Slot) -> KeySlots:
        """One more slot of any kind that stands in ``SLOT_KINDS``."""
        self._check_mac(vault_key)
        return self._with_slots(vault_key, (*self.slots, slot))

    def unlock(self, secret: Secret | str) -> bytes:
        """The vault key. Takes one derivation for every passphrase slot tried.

        ``NoSlotForSecret`` where no slot takes a secret of this kind, and ``NewerVault`` where then
        one of a later version may; ``WrongPassphrase`` (or what it is called for another kind of
        secret) where none that does opens; ``DamagedKeySlots`` where one opens but the document was
        edited.
        """
        return self.opened(secret)[1]

    def opened(self, secret: Secret | str) -> tuple[Slot, bytes]:
        """Which slot opens, and the vault key; as :meth:`unlock`."""
        return self._open(as_secret(secret))

    def change_passphrase(
        self, old: Secret | str, new: WithPassphrase | str, cost: Argon2Cost
    ) -> KeySlots:
        """``new`` in place of ``old``, slot id and label kept; also raises the cost alone, and adds
        or leaves away the second part of a passphrase."""
        mine = tuple(slot for slot in self.slots if isinstance(slot, BY_PASSPHRASE))
        opened, vault_key = self._open(as_secret(old), mine)
        return self.replaced(vault_key, opened, new, cost)

    def replaced(
        self, vault_key: bytes, opened: Slot, new: WithPassphrase | str, cost: Argon2Cost
    ) -> KeySlots:
        """The same of a slot that was opened already: one derivation."""
        self._check_mac(vault_key)
        slot = slot_of(vault_key, _typed(new), self.vault_id, opened.label, cost, opened.id)
        slots = tuple(slot if each.id == opened.id else each for each in self.slots)
        return self._with_slots(vault_key, slots)

    def remove(self, vault_key: bytes, slot_id: str) -> KeySlots:
        """Without that slot; ``LastWayIn`` for the last that a person can use here."""
        self._check_mac(vault_key)
        rest = tuple(slot for slot in self.slots if slot.id != slot_id)
        if len(rest) == len(self.slots):
            raise VaultError("no key slot has this id")
        if not any(slot.for_a_person for slot in rest):
            raise LastWayIn("the last key slot that a person can use cannot be removed")
        return self._with_slots(vault_key, rest)

    def only(self, vault_key: bytes, ids: Collection[str]) -> KeySlots:
        """Those of these ids alone, for a copy that nobody else is to open; at least one."""
        self._check_mac(vault_key)
        return self._with_slots(vault_key, tuple(slot for slot in self.slots if slot.id in ids))

    def to_bytes(self) -> bytes:
        """The document, as ``keys.json`` holds it."""
        if not self.slots:
            raise ValueError("a vault without key slots could never be opened")
        return canonical.encode(_checked(self._body() | {"mac": encode_bytes(self.mac)}))

    @classmethod
    def from_bytes(cls, data: bytes) -> KeySlots:
        """Read a document; ``DamagedKeySlots``, or ``NewerVault`` for a later version."""
        document = _read_document(data)
        vault_id, slots, mac = (document.get(key) for key in ("vault_id", "slots", "mac"))
        if not (isinstance(vault_id, str) and isinstance(mac, str) and isinstance(slots, list)):
            raise DamagedKeySlots("the key slots lack a part")
        result = cls(vault_id, tuple(map(_read_slot, slots)), decode_bytes(mac, _MAC_BYTES))
        result._refuse_too_much(DamagedKeySlots)
        if not slots or result.to_bytes() != data:
            raise DamagedKeySlots("the key slots hold what does not belong there")
        return result

    def _open(self, secret: Secret, among: Sequence[Slot] | None = None) -> tuple[Slot, bytes]:
        """The first slot (of all, or of some) that ``secret`` opens, and the vault key."""
        for slot in self.slots if among is None else among:
            vault_key = slot.open(secret, self.vault_id)
            if vault_key is not None:
                self._check_mac(vault_key)
                return slot, vault_key
        if not any(isinstance(secret, slot.takes) for slot in self.slots):
            if any(isinstance(slot, UnknownSlot) for slot in self.slots):
                # Nobody has vouched for the document yet: its names are not repeated.
                raise NewerVault("a key slot of a later version may take this secret")
            kinds = {slot.kind for slot in self.slots}
            raise NoSlotForSecret(f"the vault opens by: {', '.join(sorted(kinds))}")
        raise _WRONG.get(type(secret), WrongPassphrase)("the secret opens no key slot")

    def _with_slots(self, vault_key: bytes, slots: tuple[Slot, ...]) -> KeySlots:
        changed = replace(self, slots=slots)
        changed._refuse_too_much(VaultError)
        return replace(changed, mac=changed._hmac(vault_key).finalize())

    def _refuse_too_much(self, kind: type[VaultError]) -> None:
        """More ways in than anybody needs, or than can be tried in a bearable time."""
        costs = [slot.kdf.cost for slot in self.slots if isinstance(slot, BY_PASSPHRASE)]
        work = sum(cost.memory_kib * cost.iterations for cost in costs)
        if len(self.slots) > MOST_SLOTS or work > MOST_WORK_KIB:
            raise kind("more key slots than can be tried")

    def _check_mac(self, vault_key: bytes) -> None:
        if not self.slots:
            return
        try:
            self._hmac(vault_key).verify(self.mac)
        except InvalidSignature:
            raise DamagedKeySlots("the key slots were edited without the key") from None

    def _hmac(self, vault_key: bytes) -> HMAC:
        mac = HMAC(derive_subkey(vault_key, _MAC_INFO), SHA256())
        mac.update(canonical.encode(self._body()))
        return mac

    def _body(self) -> dict[str, Any]:
        """The document less its MAC and check."""
        slots = [_slot_body(slot) for slot in self.slots]
        return {"format": FORMAT, "version": VERSION, "vault_id": self.vault_id, "slots": slots}


def _typed(given: WithPassphrase | str) -> WithPassphrase:
    return Passphrase(given) if isinstance(given, str) else given


def new_vault_key() -> bytes:
    """256 bits from the operating system."""
    return secrets.token_bytes(VAULT_KEY_BYTES)


def derive_subkey(vault_key: bytes, info: bytes) -> bytes:
    """32 bytes (HKDF-SHA256) for one use of the vault key; ``info`` names it and its version."""
    return hkdf_sha256(vault_key, salt=b"", info=info)


def _read_document(data: bytes) -> dict[str, Any]:
    """A whole document of this version."""
    if len(data) > MAX_DOCUMENT_BYTES:
        raise DamagedKeySlots("the key slots are larger than any")
    try:
        document: dict[str, Any] = canonical.decode(data, dict)
    except canonical.NotADocument:
        raise DamagedKeySlots("the key slots are not the document that was written") from None
    _verify_check(document)
    if document.get("format") != FORMAT:
        raise DamagedKeySlots("not a document of key slots")
    version = document.get("version")
    if not isinstance(version, int) or version < 1:
        raise DamagedKeySlots("the key slots have no version")
    if version > VERSION:
        raise NewerVault(f"key slots of version {version}")
    return document


def _read_slot(plain: object) -> Slot:
    if not isinstance(plain, dict):
        raise DamagedKeySlots("a key slot is no object")
    _verify_check(plain)
    body = {key: value for key, value in plain.items() if key != "check"}
    kind, slot_id, label = (body.get(key) for key in ("kind", "id", "label"))
    if not (isinstance(kind, str) and isinstance(slot_id, str) and isinstance(label, str)):
        raise DamagedKeySlots("a key slot lacks a part")
    known = SLOT_KINDS.get(kind)
    if known is None:
        return UnknownSlot(slot_id, kind, label, MappingProxyType(body))
    try:
        slot: Slot = canonical.from_plain(body, known)
    except canonical.NotADocument:
        raise DamagedKeySlots(f"a slot of the kind {kind} breaks the format") from None
    return slot


def check_of(slot: Slot) -> str:
    """The check that stands with the slot in ``keys.json``: another one for any other slot."""
    check: str = _slot_body(slot)["check"]
    return check


def _slot_body(slot: Slot) -> dict[str, Any]:
    plain = dict(slot.body) if isinstance(slot, UnknownSlot) else canonical.to_plain(slot)
    return _checked(plain)


def _checked(body: dict[str, Any]) -> dict[str, Any]:
    """``body`` with its unkeyed check."""
    return body | {"check": hashlib.sha256(canonical.encode(body)).hexdigest()}


def _verify_check(checked: dict[str, Any]) -> None:
    """``DamagedKeySlots`` where an object does not carry the SHA-256 of the rest of it."""
    body = {key: value for key, value in checked.items() if key != "check"}
    if _checked(body) != checked:
        raise DamagedKeySlots("the key slots were damaged: a check does not hold")
