"""age v1 (C2SP age.md), of it what packages use: X25519 and mlkem768x25519 (page, Layers 1)."""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from . import bech32, hpke, limits
from .errors import Refused, require

VERSION = b"age-encryption.org/v1\n"
CHUNK = 64 * 1024
TAG = 16
PQ_INFO = b"age-encryption.org/mlkem768x25519"
X25519_INFO = b"age-encryption.org/v1/X25519"
KINDS = ("X25519", "mlkem768x25519")


@dataclass(frozen=True)
class Stanza:
    """One recipient stanza: arguments and body."""

    arguments: tuple[str, ...]
    body: bytes


def hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    """32 bytes of HKDF-SHA-256."""
    return HKDF(SHA256(), 32, salt, info).derive(key)


def unpadded(text: str) -> bytes:
    """Canonical base64 without padding; ValueError for anything else."""
    octets = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    if base64.b64encode(octets).decode().rstrip("=") != text:
        raise ValueError("base64 is not canonical")
    return octets


def identities(key_text: str) -> list[hpke.Keys | X25519PrivateKey]:
    """The identities of an age key file; lines with # are remarks. ValueError when none is."""
    found: list[hpke.Keys | X25519PrivateKey] = []
    for line in key_text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        prefix, secret = bech32.decode(line.strip())
        if len(secret) != 32:
            raise ValueError("an identity has 32 bytes")
        if prefix == "age-secret-key-pq-":
            found.append(hpke.Keys.of_seed(secret))
        elif prefix == "age-secret-key-":
            found.append(X25519PrivateKey.from_private_bytes(secret))
        else:
            raise ValueError("no identity of age")
    if not found:
        raise ValueError("no identity")
    return found


class _Header:
    """Reads the header line by line and keeps its octets for the MAC."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.octets = b""

    def line(self) -> str:
        line = self.file.readline(8 * 1024)
        self.octets += line
        require(len(self.octets) <= limits.AGE_HEADER, "age-header", "too long")
        if not line.endswith(b"\n") or not line.isascii():
            raise Refused("age-header", "a line without its end")
        return line[:-1].decode("ascii")

    def stanza(self, first: str) -> Stanza:
        arguments = first[3:].split(" ")
        if not all(a and all("!" <= c <= "~" for c in a) for a in arguments):
            raise Refused("age-header", "arguments")
        body = ""
        while True:
            line = self.line()
            body += line
            if len(line) != 64:
                break
        try:
            require(len(line) < 64, "age-header", "a long line")
            return Stanza(tuple(arguments), unpadded(body))
        except (ValueError, binascii.Error) as error:
            raise Refused("age-header", "base64") from error


def _parse(file: BinaryIO) -> tuple[list[Stanza], bytes, bytes]:
    """Stanzas, the octets under the MAC, and the MAC."""
    header = _Header(file)
    if file.read(len(VERSION)) != VERSION:
        raise Refused("age-header", "not age v1")
    header.octets = VERSION
    stanzas: list[Stanza] = []
    while (line := header.line()).startswith("-> "):
        stanzas.append(header.stanza(line))
    require(bool(stanzas) and line.startswith("--- "), "age-header", "its last line")
    covered = header.octets[: -len(line) - 1] + b"---"
    try:
        mac = unpadded(line[4:])
    except (ValueError, binascii.Error) as error:
        raise Refused("age-header", "its MAC") from error
    return stanzas, covered, mac


def _check_stanzas(stanzas: list[Stanza]) -> None:
    """No passphrase, never both kinds, each of the right form; other types are passed over."""
    kinds = {s.arguments[0] for s in stanzas}
    require("scrypt" not in kinds, "age-recipient-type", "scrypt")
    require(not kinds.issuperset(KINDS), "age-mixed-types")
    for stanza in stanzas:
        if stanza.arguments[0] not in KINDS:
            continue
        size = 32 if stanza.arguments[0] == "X25519" else hpke.ENCAPSULATED
        try:
            right = len(stanza.arguments) == 2 and len(unpadded(stanza.arguments[1])) == size
        except (ValueError, binascii.Error):
            right = False
        require(right and len(stanza.body) == 32, "age-header", "a stanza")


def _unwrap(stanza: Stanza, identity: hpke.Keys | X25519PrivateKey) -> bytes | None:
    """The file key, or None when the stanza is for somebody else."""
    share = unpadded(stanza.arguments[1])
    if isinstance(identity, hpke.Keys):
        if stanza.arguments[0] != "mlkem768x25519":
            return None
        return hpke.open_base(identity, share, PQ_INFO, stanza.body)
    if stanza.arguments[0] != "X25519":
        return None
    try:
        secret = identity.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError as error:
        raise Refused("age-low-order-share") from error
    salt = share + identity.public_key().public_bytes_raw()
    try:
        return ChaCha20Poly1305(hkdf(secret, salt, X25519_INFO)).decrypt(
            bytes(12), stanza.body, b""
        )
    except InvalidTag:
        return None


class Payload:
    """The plaintext of an age file as a stream that is read once."""

    def __init__(self, file: BinaryIO, key_text: str) -> None:
        """Reads the header. Refused: age-…"""
        stanzas, covered, mac = _parse(file)
        _check_stanzas(stanzas)
        keys = (_unwrap(s, i) for s in stanzas for i in identities(key_text))
        file_key = next((k for k in keys if k is not None), None)
        if file_key is None:
            raise Refused("age-not-for-this-key")
        expected = hmac.digest(hkdf(file_key, b"", b"header"), covered, "sha256")
        require(hmac.compare_digest(expected, mac), "age-header-mac")
        nonce = file.read(16)
        require(len(nonce) == 16, "age-payload", "cut off")
        self._file = file
        self._cipher = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload"))
        self._ahead = file.read(CHUNK + TAG)
        self._counter = 0
        self._buffer = memoryview(b"")
        self._last = False

    def _fill(self) -> None:
        """Decrypt the next chunk; what is read ahead tells whether it is the last."""
        sealed, self._ahead = self._ahead, self._file.read(CHUNK + TAG)
        self._last = not self._ahead
        nonce = self._counter.to_bytes(11, "big") + bytes([self._last])
        try:
            plain = self._cipher.decrypt(nonce, sealed, b"")
        except (InvalidTag, ValueError) as error:
            raise Refused("age-payload", f"chunk {self._counter}") from error
        require(bool(plain) or self._counter == 0, "age-payload", "an empty last chunk")
        self._counter += 1
        self._buffer = memoryview(plain)

    def read(self, size: int) -> bytes:
        """Up to size bytes; fewer only at the end."""
        parts = []
        while size and (self._buffer or not self._last):
            if not self._buffer:
                self._fill()
            parts.append(bytes(self._buffer[:size]))
            self._buffer = self._buffer[size:]
            size -= len(parts[-1])
        return b"".join(parts)
