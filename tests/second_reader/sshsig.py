"""SSH signatures and keys, Ed25519 only (OpenSSH PROTOCOL.sshsig; page, Layers 4)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MAGIC = b"SSHSIG"
KEY_TYPE = b"ssh-ed25519"
_ARMOR = re.compile(
    r"-----BEGIN SSH SIGNATURE-----\r?\n"
    r"((?:[A-Za-z0-9+/=]+\r?\n)+)"
    r"-----END SSH SIGNATURE-----(?:\r?\n)*"
)
_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P


class NoSignature(Exception):
    """These octets are no signature or key that the format allows."""


def strings(octets: bytes) -> list[bytes]:
    """A sequence of SSH strings, to the end."""
    found, at = [], 0
    while at < len(octets):
        length = int.from_bytes(octets[at : at + 4], "big")
        if at + 4 + length > len(octets):
            raise NoSignature("cut off")
        found.append(octets[at + 4 : at + 4 + length])
        at += 4 + length
    return found


def string(octets: bytes) -> bytes:
    """One SSH string."""
    return len(octets).to_bytes(4, "big") + octets


def _doubled(point: tuple[int, int]) -> tuple[int, int]:
    """Twice a point of Edwards25519, in affine coordinates."""
    x, y = point
    product = _D * x * x * y * y % _P
    twice_x = 2 * x * y * pow(1 + product, -1, _P) % _P
    return twice_x, (y * y + x * x) * pow(1 - product, -1, _P) % _P


def point(key: bytes) -> tuple[int, int]:
    """The point that 32 octets encode canonically (RFC 8032, 5.1.3). NoSignature when none."""
    number = int.from_bytes(key, "little")
    y, sign = number & (2**255 - 1), number >> 255
    if len(key) != 32 or y >= _P:
        raise NoSignature("key encoding")
    u, v = (y * y - 1) % _P, (_D * y * y + 1) % _P
    square = u * pow(v, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if x * x % _P != square:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if x * x % _P != square or (x == 0 and sign):
        raise NoSignature("key encoding")
    return (x if x & 1 == sign else _P - x), y


def check_key(key: bytes) -> None:
    """NoSignature for a key of another encoding than its canonical one, or of low order."""
    found = point(key)
    for _order in range(3):
        found = _doubled(found)
    if found == (0, 1):
        raise NoSignature("key of low order")


def blob_key(blob: bytes) -> bytes:
    """The 32 octets of an SSH public key blob."""
    parts = strings(blob)
    if len(parts) != 2 or parts[0] != KEY_TYPE:
        raise NoSignature("no Ed25519 key")
    check_key(parts[1])
    return parts[1]


def key_blob(line: str) -> bytes:
    """The blob of an OpenSSH public key line without comment."""
    kind, _space, text = line.partition(" ")
    try:
        blob = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise NoSignature("key line") from error
    if kind != "ssh-ed25519" or base64.b64encode(blob).decode() != text:
        raise NoSignature("key line")
    blob_key(blob)
    return blob


def fingerprint(blob: bytes) -> str:
    """SHA256:… of a public key blob, as OpenSSH writes it."""
    digest = base64.b64encode(hashlib.sha256(blob).digest()).decode()
    return "SHA256:" + digest.rstrip("=")


@dataclass(frozen=True)
class Signature:
    """A parsed SSHSIG: who says to have signed, for what, and the signature itself."""

    blob: bytes
    namespace: bytes
    reserved: bytes
    algorithm: bytes
    signature: bytes

    @property
    def signer(self) -> str:
        """The fingerprint of the key."""
        return fingerprint(self.blob)

    def holds(self, namespace: str, digests: dict[bytes, bytes]) -> bool:
        """Whether it signs the message of these digests (by name of algorithm)."""
        if self.namespace != namespace.encode() or self.algorithm not in digests:
            return False
        signed = MAGIC + b"".join(
            string(part)
            for part in (self.namespace, self.reserved, self.algorithm, digests[self.algorithm])
        )
        try:
            key = Ed25519PublicKey.from_public_bytes(blob_key(self.blob))
            key.verify(self.signature, signed)
        except (InvalidSignature, ValueError):
            return False
        return True


def digests(message: bytes) -> dict[bytes, bytes]:
    """What an SSHSIG may sign of a message."""
    sha256, sha512 = hashlib.sha256(message).digest(), hashlib.sha512(message).digest()
    return {b"sha256": sha256, b"sha512": sha512}


def parse(armored: bytes) -> Signature:
    """An armored signature. NoSignature when it is none, or not of an allowed key."""
    try:
        match = _ARMOR.fullmatch(armored.decode("ascii"))
        if match is None:
            raise NoSignature("armor")
        text = "".join(match[1].split())
        octets = base64.b64decode(text, validate=True)
        if base64.b64encode(octets).decode() != text:
            raise NoSignature("armor is not canonical")
    except (ValueError, binascii.Error) as error:
        raise NoSignature("armor") from error
    if octets[:10] != MAGIC + b"\x00\x00\x00\x01":
        raise NoSignature("version")
    parts = strings(octets[10:])
    if len(parts) != 5:
        raise NoSignature("parts")
    inner = strings(parts[4])
    if len(inner) != 2 or inner[0] != KEY_TYPE or len(inner[1]) != 64:
        raise NoSignature("no Ed25519 signature")
    blob_key(parts[0])
    return Signature(parts[0], parts[1], parts[2], parts[3], inner[1])
