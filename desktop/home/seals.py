"""A seal: an SSH signature over the bytes of a version (namespace ``seal@skrynia``, R10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.crypto import sshsig

SEAL_NAMESPACE: Final = "seal@skrynia"


@dataclass(frozen=True, slots=True)
class Seal:
    """``signer``: the fingerprint of the key that made the armored ``signature``."""

    version_id: str
    signer: str
    signature: bytes

    @classmethod
    def read(cls, version_id: str, data: bytes, untrusted_signature: bytes) -> Seal:
        """A seal that holds over a version's bytes; ``BadSignature``, ``SignatureFormatError``."""
        key = sshsig.verify(untrusted_signature, data, SEAL_NAMESPACE)
        return cls(version_id, key.fingerprint, untrusted_signature)
