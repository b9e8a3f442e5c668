"""A way back that somebody else keeps: the vault key as an age file to their key, chosen knowingly.

The file is encrypted to a post-quantum recipient (``desktop.crypto.age``): it may lie for ten years
where others copy it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from desktop import canonical
from desktop.crypto.age.file import Decryptor, Encryptor
from desktop.crypto.age.keys import Recipient
from desktop.crypto.secret import EscrowIdentity, Secret
from desktop.crypto.slots.wrapping import VAULT_KEY_BYTES, decode_any, encode_bytes, head
from desktop.errors import (
    AgeFormatError,
    ClassicalKey,
    DamagedKeySlots,
    NotARecipient,
    PayloadDamaged,
)

_MOST_FILE: Final = 8192
"""Bytes of the age file; one to a post-quantum key has some 1,800."""


@dataclass(frozen=True, slots=True)
class EscrowSlot:
    """The vault key for one recipient, whom nothing here names: who finds the laptop does not learn
    who can open it.

    ``file``: base64 of the age file; inside are the vault key and the id of the vault, so that
    none is taken for another's.
    """

    for_a_person: ClassVar[bool] = False
    takes: ClassVar[tuple[type, ...]] = (EscrowIdentity,)

    id: str
    label: str
    created: str
    file: str
    kind: Literal["escrow"] = "escrow"

    def __post_init__(self) -> None:
        """``DamagedKeySlots`` where the file has a size that none has."""
        decode_any(self.file, _MOST_FILE)

    def open(self, secret: Secret, vault_id: str) -> bytes | None:
        """The vault key; ``None`` where it is for somebody else. ``DamagedKeySlots`` where the
        file breaks, or holds the key of another vault."""
        if not isinstance(secret, EscrowIdentity):
            return None
        try:
            with Decryptor(self._source(), identities=[secret.identity]) as plain:
                held = plain.read(_MOST_FILE) or b""
                plain.read(1)
        except NotARecipient:
            return None
        except (AgeFormatError, PayloadDamaged):
            raise DamagedKeySlots("what was left with somebody else is damaged") from None
        key, whose = held[:VAULT_KEY_BYTES], held[VAULT_KEY_BYTES:]
        if len(key) != VAULT_KEY_BYTES or whose != vault_id.encode():
            raise DamagedKeySlots("what was left with somebody else is of another vault")
        return key

    def _source(self) -> io.BufferedReader:
        return io.BufferedReader(io.BytesIO(decode_any(self.file, _MOST_FILE)))


def new_escrow_slot(
    vault_key: bytes, recipient: Recipient, vault_id: str, label: str
) -> EscrowSlot:
    """A slot for whoever has the secret key; ``ClassicalKey`` for one that quantum computers
    would open."""
    if not recipient.is_post_quantum:
        raise ClassicalKey("a vault key is left only with a post-quantum key")
    sink = io.BytesIO()
    encryptor = Encryptor(sink, [recipient])
    encryptor.write(vault_key + vault_id.encode())
    encryptor.finish()
    body = head("escrow", label) | {
        "file": encode_bytes(sink.getvalue()),
    }
    return canonical.from_plain(body, EscrowSlot)
