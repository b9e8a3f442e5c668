"""Recipient stanzas: the lines of an age header that carry the wrapped file key.

C2SP age.md, "Recipient stanza". Base64 is canonical and without padding (RFC 4648,
sections 3.5 and 4).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.errors import AgeFormatError

COLUMNS = 64
WRAPPED_KEY_BYTES = 32
"""A 16-byte file key and the 16-byte tag of ChaCha20-Poly1305."""


@dataclass(frozen=True, slots=True)
class Stanza:
    """``kind`` is the first argument (``X25519``), ``arguments`` are those after it."""

    kind: str
    arguments: tuple[str, ...]
    body: bytes

    def encode(self) -> bytes:
        """The stanza as header lines, the last one shorter than 64 columns."""
        text = encode_base64(self.body)
        lines = [text[start : start + COLUMNS] for start in range(0, len(text) + 1, COLUMNS)]
        head = " ".join(("->", self.kind, *self.arguments))
        return "\n".join((head, *lines, "")).encode("ascii")


def encode_base64(data: bytes) -> str:
    """Standard base64 without padding."""
    return base64.b64encode(data).decode("ascii").rstrip("=")


def decode_base64(text: str) -> bytes:
    """The bytes of unpadded canonical base64; ``AgeFormatError`` for any other spelling."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise AgeFormatError("not base64") from None
    if encode_base64(data) != text:
        raise AgeFormatError("base64 is not canonical")
    return data


def encapsulations(
    stanzas: Iterable[Stanza], kind: str, share_bytes: int
) -> list[tuple[bytes, bytes]]:
    """(share, wrapped file key) of every stanza of ``kind``, each of the right size.

    ``AgeFormatError`` where one has another number of arguments, a share that is not
    ``share_bytes`` of canonical base64, or a body that is not 32 bytes: the length is
    checked before decryption against partitioning oracles.
    """
    return [_encapsulation(each, share_bytes) for each in stanzas if each.kind == kind]


def _encapsulation(stanza: Stanza, share_bytes: int) -> tuple[bytes, bytes]:
    if len(stanza.arguments) != 1:
        raise AgeFormatError(f"{stanza.kind} stanza: one argument expected")
    share = decode_base64(stanza.arguments[0])
    if len(share) != share_bytes:
        raise AgeFormatError(f"{stanza.kind} stanza: share of a wrong size")
    if len(stanza.body) != WRAPPED_KEY_BYTES:
        raise AgeFormatError(f"{stanza.kind} stanza: file key of a wrong size")
    return share, stanza.body
