"""age files and SSH signatures for tests: the writing half of age.py, hpke.py and sshsig.py."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from tests.second_reader import age, bech32, hpke, sshsig

FILE_KEY = bytes(range(16))


def b64(octets: bytes) -> str:
    return base64.b64encode(octets).decode().rstrip("=")


@dataclass(frozen=True)
class AgeKey:
    """An age identity from a seed."""

    prefix: str
    seed: bytes

    @property
    def text(self) -> str:
        return bech32.encode(self.prefix, self.seed).upper() + "\n"

    @property
    def recipient(self) -> bytes:
        if self.prefix == "age-secret-key-pq-":
            return hpke.Keys.of_seed(self.seed).public()
        return X25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def recipient_text(self) -> str:
        prefix = "age1pq" if len(self.recipient) > 32 else "age"
        return bech32.encode(prefix, self.recipient)


CLASSIC = AgeKey("age-secret-key-", bytes([7]) * 32)
QUANTUM = AgeKey("age-secret-key-pq-", bytes([8]) * 32)


def _wrapped(body: str) -> str:
    lines = [body[i : i + 64] for i in range(0, len(body), 64)]
    return "\n".join(lines if len(body) % 64 else [*lines, ""])


def stanza(recipient: bytes) -> str:
    """The stanza of a recipient's public key, of either kind."""
    ephemeral = X25519PrivateKey.from_private_bytes(bytes([9]) * 32)
    share = ephemeral.public_key().public_bytes_raw()
    secret = ephemeral.exchange(X25519PublicKey.from_public_bytes(recipient[-32:]))
    if len(recipient) == 32:
        key = age.hkdf(secret, share + recipient, age.X25519_INFO)
        body = ChaCha20Poly1305(key).encrypt(bytes(12), FILE_KEY, b"")
        return f"-> X25519 {b64(share)}\n{b64(body)}\n"
    pq, ciphertext = MLKEM768PublicKey.from_public_bytes(recipient[:-32]).encapsulate()
    shared = hpke.combine(pq, secret, share, recipient[-32:])
    key, nonce = hpke.schedule(shared, age.PQ_INFO)
    body = ChaCha20Poly1305(key).encrypt(nonce, FILE_KEY, b"")
    return f"-> mlkem768x25519 {b64(ciphertext + share)}\n{_wrapped(b64(body))}\n"


def encrypt(plain: bytes, *stanzas: str) -> bytes:
    """An age file with these stanzas."""
    covered = age.VERSION + "".join(stanzas).encode() + b"---"
    mac = hmac.digest(age.hkdf(FILE_KEY, b"", b"header"), covered, "sha256")
    nonce = bytes(16)
    cipher = ChaCha20Poly1305(age.hkdf(FILE_KEY, nonce, b"payload"))
    chunks = [plain[i : i + age.CHUNK] for i in range(0, len(plain), age.CHUNK)] or [b""]
    last = len(chunks) - 1
    sealed = [
        cipher.encrypt(i.to_bytes(11, "big") + bytes([i == last]), chunk, b"")
        for i, chunk in enumerate(chunks)
    ]
    return covered + f" {b64(mac)}\n".encode() + nonce + b"".join(sealed)


@dataclass(frozen=True)
class Signer:
    """An Ed25519 identity from a seed."""

    key: Ed25519PrivateKey

    @classmethod
    def of(cls, number: int) -> Signer:
        return cls(Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))

    @property
    def blob(self) -> bytes:
        raw = self.key.public_key().public_bytes_raw()
        return sshsig.string(sshsig.KEY_TYPE) + sshsig.string(raw)

    @property
    def line(self) -> str:
        return "ssh-ed25519 " + base64.b64encode(self.blob).decode()

    @property
    def fingerprint(self) -> str:
        return sshsig.fingerprint(self.blob)

    def raw(self, namespace: str, message: bytes) -> str:
        """The bare 64 octets of an SSHSIG with SHA-512, in base64."""
        digest = hashlib.sha512(message).digest()
        parts = [namespace.encode(), b"", b"sha512", digest]
        signed = sshsig.MAGIC + b"".join(map(sshsig.string, parts))
        return base64.b64encode(self.key.sign(signed)).decode()

    def sign(self, namespace: str, message: bytes, algorithm: str = "sha512") -> bytes:
        """An armored SSHSIG."""
        digest = hashlib.new(algorithm, message).digest()
        parts = [namespace.encode(), b"", algorithm.encode()]
        signed = sshsig.MAGIC + b"".join(map(sshsig.string, [*parts, digest]))
        inner = sshsig.string(sshsig.KEY_TYPE) + sshsig.string(self.key.sign(signed))
        body = b"".join(map(sshsig.string, [self.blob, *parts, inner]))
        text = base64.b64encode(sshsig.MAGIC + b"\x00\x00\x00\x01" + body).decode()
        lines = "\n".join(text[i : i + 70] for i in range(0, len(text), 70))
        return f"-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n".encode()


SENDER, READER, OTHER = Signer.of(1), Signer.of(2), Signer.of(3)
