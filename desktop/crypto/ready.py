"""Ed25519 keys held ready for who signs or checks many messages, and keeps the 64 octets alone.

Making a key anew for each message takes as long as checking a signature.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desktop.crypto.sshkey import PublicKey, SigningKey
from desktop.crypto.sshsig import what_is_signed


class ReadyToSign:
    """A secret key for one namespace of SSH signatures. ``repr`` shows no part of it."""

    def __init__(self, key: SigningKey, namespace: str) -> None:
        self._namespace = namespace
        self._ready = Ed25519PrivateKey.from_private_bytes(key.seed)

    def sign(self, message: bytes) -> bytes:
        """The 64 octets of a signature; ``sshsig.armored`` makes it a whole one."""
        return self._ready.sign(what_is_signed(message, self._namespace))


class ReadyToCheck:
    """A public key for one namespace of SSH signatures."""

    def __init__(self, key: PublicKey, namespace: str) -> None:
        self._namespace = namespace
        self._ready = Ed25519PublicKey.from_public_bytes(key.raw)

    def holds(self, signature: bytes, message: bytes) -> bool:
        """Whether 64 octets are the key's signature of a message."""
        try:
            self._ready.verify(signature, what_is_signed(message, self._namespace))
        except InvalidSignature:
            return False
        return True
