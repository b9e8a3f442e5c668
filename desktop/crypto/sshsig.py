"""SSH signatures of files (OpenSSH ``PROTOCOL.sshsig``), Ed25519 alone.

What :func:`sign` writes, ``ssh-keygen -Y verify`` checks, and the other way round. The
namespace is part of what is signed, so that a signature made for one use holds for no other.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import Final

from desktop.crypto.sshkey import (
    ALGORITHM,
    SIGNATURE_BYTES,
    PublicKey,
    SigningKey,
    WireReader,
    allowed_signers_line,
    digits,
    parse_blob,
    parse_public_key,
    refuse_other_algorithm,
    wire_string,
)
from desktop.errors import BadSignature, SignatureFormatError

__all__ = [
    "PublicKey",
    "SigningKey",
    "allowed_signers_line",
    "armored",
    "digits",
    "parse_public_key",
    "sign",
    "verify",
    "what_is_signed",
]

MAX_SIGNATURE_BYTES = 64 * 1024
_MAGIC = b"SSHSIG"
_VERSION = 1
_HASHES: Final = {b"sha256": hashlib.sha256, b"sha512": hashlib.sha512}
_WRITTEN_HASH = b"sha512"
_BEGIN = "-----BEGIN SSH SIGNATURE-----"
_END = "-----END SSH SIGNATURE-----"
_COLUMNS = 70


def sign(message: bytes, key: SigningKey, namespace: str) -> bytes:
    """The armored signature of ``message``; ``ValueError`` for an empty namespace.

    Ed25519 over the SHA-512 of the message, as the protocol has it.
    """
    if not namespace:
        raise ValueError("a signature needs a namespace")
    return armored(key.sign(what_is_signed(message, namespace)), key.public_key, namespace)


def what_is_signed(message: bytes, namespace: str) -> bytes:
    """What the key signs of ``message`` for ``namespace``: for who keeps the 64 octets alone."""
    return _before_digest(namespace.encode(), b"", _WRITTEN_HASH) + _digest(message, _WRITTEN_HASH)


def armored(raw: bytes, key: PublicKey, namespace: str) -> bytes:
    """The signature as a file, around the 64 octets that ``key`` made of
    :func:`what_is_signed`: everything else in it follows from the key and the namespace."""
    signature = wire_string(ALGORITHM.encode()) + wire_string(raw)
    parts = (key.blob, namespace.encode(), b"", _WRITTEN_HASH, signature)
    return _armor(_MAGIC + _VERSION.to_bytes(4, "big") + b"".join(map(wire_string, parts)))


def verify(signature: bytes, message: bytes, namespace: str) -> PublicKey:
    """The key that signed ``message`` for ``namespace``. Whether to trust it is the caller's.

    ``BadSignature`` where it does not hold over these bytes or names another namespace;
    ``SignatureFormatError`` where it is malformed or made with anything but Ed25519.
    """
    reader = WireReader(_unarmor(signature))
    if reader.take(len(_MAGIC)) != _MAGIC or reader.uint32() != _VERSION:
        raise SignatureFormatError("not an SSH signature of version 1")
    key = parse_blob(reader.string())
    name, reserved, hash_name = reader.string(), reader.string(), reader.string()
    raw = _raw_signature(reader.string())
    reader.end()
    if not name or name != namespace.encode():
        raise BadSignature("signed for another namespace")
    key.verify(raw, _signed_data(message, name, reserved, hash_name))
    return key


def _signed_data(message: bytes, namespace: bytes, reserved: bytes, hash_name: bytes) -> bytes:
    digest = _digest(message, hash_name)
    return _before_digest(namespace, reserved, hash_name) + digest


def _digest(message: bytes, hash_name: bytes) -> bytes:
    """The hash of a message as a string of the protocol."""
    try:
        return wire_string(_HASHES[hash_name](message).digest())
    except KeyError:
        raise SignatureFormatError("a hash other than sha256 and sha512") from None


@lru_cache(maxsize=8)
def _before_digest(namespace: bytes, reserved: bytes, hash_name: bytes) -> bytes:
    """What stands before the hash of a message: the same for all of one use."""
    return _MAGIC + b"".join(map(wire_string, (namespace, reserved, hash_name)))


def _raw_signature(blob: bytes) -> bytes:
    reader = WireReader(blob)
    refuse_other_algorithm(reader.text())
    raw = reader.string()
    reader.end()
    if len(raw) != SIGNATURE_BYTES:
        raise SignatureFormatError("an Ed25519 signature has 64 bytes")
    return raw


def _armor(blob: bytes) -> bytes:
    text = base64.b64encode(blob).decode("ascii")
    lines = [text[start : start + _COLUMNS] for start in range(0, len(text), _COLUMNS)]
    return "\n".join((_BEGIN, *lines, _END, "")).encode("ascii")


def _unarmor(signature: bytes) -> bytes:
    """The bytes between the markers; LF and CRLF are both read, nothing may stand around."""
    if len(signature) > MAX_SIGNATURE_BYTES:
        raise SignatureFormatError("longer than any signature")
    try:
        lines = signature.decode("ascii").rstrip("\r\n").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError:
        raise SignatureFormatError("not an armored SSH signature") from None
    if len(lines) < 3 or lines[0] != _BEGIN or lines[-1] != _END:
        raise SignatureFormatError("not an armored SSH signature")
    text = "".join(lines[1:-1])
    try:
        blob = base64.b64decode(text, validate=True)
    except ValueError:
        raise SignatureFormatError("the signature is not base64") from None
    if base64.b64encode(blob).decode("ascii") != text:
        raise SignatureFormatError("the signature's base64 is not canonical")
    return blob
