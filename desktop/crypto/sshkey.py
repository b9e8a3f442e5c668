"""Ed25519 keys as OpenSSH writes them: lines, fingerprints, digits to compare aloud.

RFC 8709 (``ssh-ed25519``), RFC 4251 section 5 (wire strings), RFC 8032 (Ed25519);
``sshd(8)`` for public key lines, ``ssh-keygen(1)`` ALLOWED SIGNERS.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desktop.errors import BadSignature, SignatureFormatError

ALGORITHM = "ssh-ed25519"
PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64
_OTHER_ALGORITHMS = frozenset(
    {
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "rsa-sha2-256",
        "rsa-sha2-512",
        "sk-ecdsa-sha2-nistp256@openssh.com",
        "sk-ssh-ed25519@openssh.com",
        "ssh-dss",
        "ssh-ed25519-cert-v01@openssh.com",
        "ssh-mldsa44-ed25519@openssh.com",
        "ssh-rsa",
        "webauthn-sk-ecdsa-sha2-nistp256@openssh.com",
    }
)
_DIGIT_GROUPS = 12
_BYTES_PER_GROUP = 5
_DIGITS_PREFIX = b"skrynia fingerprint digits v1\0"


_FIELD = 2**255 - 19
_SIGN_BIT = 1 << 255
_EIGHTH = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL_ORDER = frozenset({0, 1, _FIELD - 1, _EIGHTH, _FIELD - _EIGHTH})
"""The y of the points whose order is 1, 2, 4 or 8: a signature that holds for such a key can be
made by anyone, over any message. RFC 8032 section 5.1 has the curve."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An Ed25519 public key of 32 bytes: canonical, and of a point that somebody can own."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != PUBLIC_BYTES:
            raise SignatureFormatError("an Ed25519 public key has 32 bytes")
        y = int.from_bytes(self.raw, "little") & ~_SIGN_BIT
        if y >= _FIELD:
            raise SignatureFormatError("an Ed25519 public key in another form than its own")
        if y in _SMALL_ORDER:
            raise SignatureFormatError("an Ed25519 public key for which anyone can sign")

    @property
    def blob(self) -> bytes:
        """The key in SSH wire form: what a fingerprint is taken over."""
        return wire_string(ALGORITHM.encode()) + wire_string(self.raw)

    @property
    def fingerprint(self) -> str:
        """``SHA256:…`` as OpenSSH prints it."""
        digest = hashlib.sha256(self.blob).digest()
        return "SHA256:" + base64.b64encode(digest).decode("ascii").rstrip("=")

    def line(self, comment: str = "") -> str:
        """``ssh-ed25519 AAAA… comment``, without a line feed."""
        return " ".join(filter(None, (*self._tokens(), _one_line(comment))))

    def verify(self, signature: bytes, message: bytes) -> None:
        """``BadSignature`` where the raw 64-byte ``signature`` does not hold."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            raise BadSignature("the signature does not hold") from None

    def _tokens(self) -> tuple[str, str]:
        return ALGORITHM, base64.b64encode(self.blob).decode("ascii")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 secret key: a seed of 32 bytes. ``repr`` shows no part of it."""

    seed: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> SigningKey:
        """A new key from the operating system's random source."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public_key(self) -> PublicKey:
        """The public half."""
        return PublicKey(self._private().public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """The raw Ed25519 signature, 64 bytes. For files use :func:`sshsig.sign`."""
        return self._private().sign(message)

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def parse_public_key(line: str) -> PublicKey:
    """A key from an OpenSSH line; ``SignatureFormatError`` for anything but ``ssh-ed25519``."""
    words = line.split(maxsplit=2)
    if len(words) < 2:
        raise SignatureFormatError("not an OpenSSH public key line")
    refuse_other_algorithm(words[0])
    try:
        blob = base64.b64decode(words[1], validate=True)
    except ValueError:
        raise SignatureFormatError("the public key is not base64") from None
    return parse_blob(blob)


def parse_blob(blob: bytes) -> PublicKey:
    """A key from its SSH wire form; ``SignatureFormatError`` for another kind or any flaw."""
    reader = WireReader(blob)
    refuse_other_algorithm(reader.text())
    raw = reader.string()
    reader.end()
    return PublicKey(raw)


def refuse_other_algorithm(name: str) -> None:
    """``SignatureFormatError`` for all but Ed25519, by name where the name is a known one."""
    if name != ALGORITHM:
        known = name if name in _OTHER_ALGORITHMS else "unknown"
        raise SignatureFormatError(f"keys of type {known} are not read here, only {ALGORITHM}")


def allowed_signers_line(principal: str, key: PublicKey, namespaces: Sequence[str] = ()) -> str:
    """A line of the file that ``ssh-keygen -Y verify -f`` reads, without a line feed.

    ``ValueError`` where ``principal`` or a namespace holds what would change the line's
    meaning: white space, quotes, a comma, a pattern, a comment sign.
    """
    for word in (principal, *namespaces):
        if not word or not word.isprintable() or set(word) & set(" \"',*?!#\\"):
            raise ValueError("a name that an allowed_signers line cannot hold")
    options = [f'namespaces="{",".join(namespaces)}"'] if namespaces else []
    return " ".join((principal, *options, key.line()))


def digits(fingerprint: str) -> str:
    """A fingerprint as 12 groups of 5 decimal digits, to be compared aloud in any language.

    SHA-512 over ``"skrynia fingerprint digits v1\\0"`` and the 32 bytes of the OpenSSH
    SHA-256 fingerprint; its first 60 bytes are twelve big-endian numbers of 5 bytes, each
    taken modulo 100000. 199 bits remain, so all twelve groups are as good as the
    fingerprint; comparing only some of them is not.
    """
    digest = hashlib.sha512(_DIGITS_PREFIX + fingerprint_bytes(fingerprint)).digest()
    starts = range(0, _DIGIT_GROUPS * _BYTES_PER_GROUP, _BYTES_PER_GROUP)
    numbers = (int.from_bytes(digest[start : start + _BYTES_PER_GROUP], "big") for start in starts)
    return " ".join(f"{number % 100_000:05d}" for number in numbers)


def fingerprint_bytes(fingerprint: str) -> bytes:
    """The 32 bytes behind ``SHA256:…``; ``SignatureFormatError`` for anything else."""
    method, separator, text = fingerprint.partition(":")
    try:
        digest = base64.b64decode(text + "=", validate=True)
    except ValueError:
        digest = b""
    if (method, separator) != ("SHA256", ":") or len(digest) != hashlib.sha256().digest_size:
        raise SignatureFormatError("not a SHA256 fingerprint")
    return digest


def wire_string(data: bytes) -> bytes:
    """``string`` of RFC 4251: the length in 4 bytes, then the bytes."""
    return len(data).to_bytes(4, "big") + data


class WireReader:
    """Reads SSH wire data in order; ``SignatureFormatError`` wherever it does not fit."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._position = 0

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes."""
        piece = self._data[self._position : self._position + size]
        if len(piece) != size:
            raise SignatureFormatError("cut off")
        self._position += size
        return piece

    def uint32(self) -> int:
        """The next 4 bytes as a number."""
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        """The next string."""
        return self.take(self.uint32())

    def text(self) -> str:
        """The next string as ASCII."""
        try:
            return self.string().decode("ascii")
        except UnicodeDecodeError:
            raise SignatureFormatError("a name that is not ASCII") from None

    def end(self) -> None:
        """Nothing may follow."""
        if self._position != len(self._data):
            raise SignatureFormatError("followed by more than belongs there")


def _one_line(comment: str) -> str:
    if not comment.isprintable():
        raise ValueError("a comment is one line of printable text")
    return comment.strip()
