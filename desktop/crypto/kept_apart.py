"""What lies beside a vault, encrypted file by file: names that tell nothing, and sealed contents.

A file is a random salt (16 bytes) and the chunks of an age payload (C2SP age.md, "Payload")
under a key of its own: HKDF-SHA256 of the key of all files, the salt, and the file's name. So
one cannot stand in the place of another. What is sealed is the size (8 bytes, big endian), the
contents, and zeros up to the next length that Padmé gives (Nikitin et al., Reducing Metadata
Leakage from Encrypted Files and Communication with PURBs, 2019, section 4), at most some 12 %
more and 3 % from 64 KiB on.

A name is HMAC-SHA256 (RFC 2104) of the SHA-256 of what it holds, in lower-case hex.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from desktop.crypto.age.payload import (
    Buffer,
    ByteSink,
    ByteSource,
    PayloadReader,
    PayloadWriter,
    sealed_size,
    write_all,
)
from desktop.crypto.kdf import SALT_BYTES, hkdf_sha256
from desktop.errors import PayloadDamaged

_NAMES: Final = b"skrynia backup names v1"
_FILES: Final = b"skrynia backup files v1"
_SIZE_BYTES: Final = 8
_PIECE: Final = 1 << 20


class Keys:
    """The keys of all files of one vault, from a secret of 32 bytes that only it has."""

    def __init__(self, secret: bytes) -> None:
        self._names = hkdf_sha256(secret, salt=b"", info=_NAMES)
        self._files = hkdf_sha256(secret, salt=b"", info=_FILES)

    def name_of(self, digest: bytes) -> str:
        """What a file is called whose contents have this SHA-256: 64 digits."""
        mac = HMAC(self._names, SHA256())
        mac.update(digest)
        return mac.finalize().hex()

    def of_file(self, name: str, salt: bytes) -> bytes:
        """The key of one file, 32 bytes."""
        return hkdf_sha256(self._files, salt=salt, info=_FILES + b"\0" + name.encode())


def padded(size: int) -> int:
    """The length in bytes that ``size`` bytes are brought to (Padmé)."""
    if size < 2:
        return size
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask


def sealed_length(size: int) -> int:
    """Bytes of the file that holds ``size`` bytes."""
    return SALT_BYTES + sealed_size(padded(_SIZE_BYTES + size))


def seal(sink: ByteSink, keys: Keys, name: str, size: int, pieces: Iterable[Buffer]) -> None:
    """Write the file ``name``, of ``size`` bytes of contents; ``ValueError`` for another number."""
    salt = os.urandom(SALT_BYTES)
    write_all(sink, memoryview(salt))
    writer = PayloadWriter(sink, keys.of_file(name, salt))
    writer.write(size.to_bytes(_SIZE_BYTES, "big"))
    written = sum(writer.write(piece) for piece in pieces)
    if written != size:
        raise ValueError("the contents have another size")
    for piece in _zeros(padded(_SIZE_BYTES + size) - _SIZE_BYTES - size):
        writer.write(piece)
    writer.finish()


def unseal(source: ByteSource, keys: Keys, name: str) -> Iterator[bytes]:
    """The contents of the file ``name`` in pieces of 1 MiB; all of it is read.

    ``PayloadDamaged`` for a file that is cut, altered, or another; pieces given out before are
    genuine.
    """
    salt, head = bytearray(SALT_BYTES), bytearray(_SIZE_BYTES)
    if _filled(source, memoryview(salt)) != SALT_BYTES:
        raise PayloadDamaged("the file is cut off")
    reader = PayloadReader(source, keys.of_file(name, bytes(salt)))
    if _filled(reader, memoryview(head)) != _SIZE_BYTES:
        raise PayloadDamaged("the file is cut off")
    left = int.from_bytes(head, "big")
    while left:
        piece = bytearray(min(left, _PIECE))
        if _filled(reader, memoryview(piece)) != len(piece):
            raise PayloadDamaged("the file is cut off")
        left -= len(piece)
        yield bytes(piece)
    rest = memoryview(bytearray(_PIECE))
    while reader.readinto(rest):
        pass


def _filled(source: ByteSource, target: memoryview) -> int:
    """How much of ``target`` was filled before the source ended."""
    done = 0
    while done < len(target) and (count := source.readinto(target[done:])):
        done += count
    return done


def _zeros(size: int) -> Iterator[bytes]:
    while size:
        piece = bytes(min(size, _PIECE))
        size -= len(piece)
        yield piece
