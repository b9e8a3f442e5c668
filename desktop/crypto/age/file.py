"""Whole age files as streams.

:class:`Encryptor` writes one, :class:`Decryptor` reads one::

    encryptor = Encryptor(sink, [recipient])
    encryptor.write(data)
    encryptor.finish()

    with Decryptor(source, identities=[identity]) as plain:
        while piece := plain.read(1 << 20):
            ...
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from desktop.crypto.age.header import LineSource, encode_header, read_header
from desktop.crypto.age.keys import Identity, Recipient, check_recipients
from desktop.crypto.age.payload import (
    Buffer,
    ByteSink,
    ByteSource,
    PayloadReader,
    PayloadWriter,
    sealed_size,
    write_all,
)
from desktop.crypto.age.stanza import Stanza
from desktop.crypto.kdf import hkdf_sha256
from desktop.errors import AgeFormatError, NotARecipient

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

FILE_KEY_BYTES = 16
NONCE_BYTES = 16


class AgeSource(LineSource, ByteSource, Protocol):
    """A binary file opened for reading: ``readline`` and ``readinto``."""


def encrypted_size(size: int, recipients: Sequence[Recipient]) -> int:
    """Bytes of an age file over ``size`` bytes for ``recipients``, known before writing it."""
    check_recipients(recipients)
    header = _wrap(secrets.token_bytes(FILE_KEY_BYTES), recipients)
    return len(header) + NONCE_BYTES + sealed_size(size)


class Encryptor:
    """Writes an age file to ``sink``: the header at once, then what is written, encrypted.

    ``sink`` is any binary file; it must be done with the bytes when its ``write`` returns.
    Raises ``AgeFormatError`` for no recipient, too many, or classical ones mixed with
    post-quantum ones. ``file_key`` opens what was just written, for verification within the
    same process; it is never stored.
    """

    def __init__(self, sink: ByteSink, recipients: Sequence[Recipient]) -> None:
        check_recipients(recipients)
        self.file_key = secrets.token_bytes(FILE_KEY_BYTES)
        nonce = secrets.token_bytes(NONCE_BYTES)
        write_all(sink, memoryview(_wrap(self.file_key, recipients) + nonce))
        self._payload = PayloadWriter(sink, _payload_key(self.file_key, nonce))

    def write(self, data: Buffer) -> int:
        """Encrypt ``data`` of any size, best in pieces of 1 MiB; its size."""
        return self._payload.write(data)

    def finish(self) -> None:
        """Write the final chunk: without it the file counts as cut. The sink stays open."""
        self._payload.finish()


class Decryptor(io.RawIOBase):
    """Reads an age file: a readable stream of plaintext, every byte of it authenticated.

    ``read(n)`` and ``readinto`` give fewer bytes than asked for only before the end, or
    before damage. The file is known to be whole only when the end was reached (``b""`` or
    0); until then what was read is authentic but may not be all. ``readinto`` with 1 MiB is
    fastest. Closing leaves ``source`` open.

    Raises on opening: ``AgeFormatError`` where the header is malformed or altered, is
    armored or takes a passphrase; ``NotARecipient`` where none of ``identities`` fits. On
    reading: ``PayloadDamaged``.
    """

    def __init__(
        self,
        source: AgeSource,
        *,
        identities: Sequence[Identity] = (),
        file_key: bytes | None = None,
    ) -> None:
        super().__init__()
        header = read_header(source)
        _refuse_passphrases(header.stanzas)
        key = file_key or _unwrap(header.stanzas, identities)
        header.verify(key)
        self._payload = PayloadReader(source, _payload_key(key, _read_nonce(source)))

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill ``buffer`` with plaintext; how many bytes."""
        return self._payload.readinto(memoryview(buffer).cast("B"))


def _wrap(file_key: bytes, recipients: Sequence[Recipient]) -> bytes:
    return encode_header([recipient.wrap(file_key) for recipient in recipients], file_key)


def _unwrap(stanzas: Sequence[Stanza], identities: Sequence[Identity]) -> bytes:
    for identity in identities:
        file_key = identity.unwrap(stanzas)
        if file_key is not None:
            return file_key
    raise NotARecipient("no identity at hand opens this file")


def _refuse_passphrases(stanzas: Sequence[Stanza]) -> None:
    if any(stanza.kind == "scrypt" for stanza in stanzas):
        raise AgeFormatError("age files locked with a passphrase are not read here")


def _read_nonce(source: ByteSource) -> bytes:
    nonce = memoryview(bytearray(NONCE_BYTES))
    filled = 0
    while filled < NONCE_BYTES:
        count = source.readinto(nonce[filled:])
        if not count:
            raise AgeFormatError("the age file ends before its payload")
        filled += count
    return bytes(nonce)


def _payload_key(file_key: bytes, nonce: bytes) -> bytes:
    return hkdf_sha256(file_key, salt=nonce, info=b"payload")
