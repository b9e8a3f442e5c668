"""Whether a COSE signature fits what it is put under, by the key of the certificate beside it.

COSE_Sign1 with a detached payload (RFC 9052, section 4.4; algorithms of RFC 9053 and RFC 8230).
Nothing is said of who the certificate names: no chain is followed, and nobody is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.x509.oid import NameOID

_HASHES: Final[Mapping[int, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]]] = {
    -7: hashes.SHA256, -35: hashes.SHA384, -36: hashes.SHA512,
    -37: hashes.SHA256, -38: hashes.SHA384, -39: hashes.SHA512,
}  # fmt: skip
_ECDSA, _PSS, _EDDSA = (-7, -35, -36), (-37, -38, -39), -8


@dataclass(frozen=True, slots=True)
class Signed:
    """``by``: names that the certificate gives its holder. ``fits``: None where the algorithm or
    the key is not one that is known here."""

    by: str
    fits: bool | None


def check(
    algorithm: int, certificate: bytes, protected: bytes, payload: bytes, signature: bytes
) -> Signed:
    """``certificate``: DER of X.509. ``protected``: the encoded header. ``ValueError`` where the
    certificate does not read."""
    read = x509.load_der_x509_certificate(certificate)
    message = b"\x84\x6aSignature1" + _bytes(protected) + b"\x40" + _bytes(payload)
    try:
        fits = _fits(algorithm, read.public_key(), message, signature)
    except UnsupportedAlgorithm:
        fits = None
    return Signed(_holder(read), fits)


def rehearse() -> None:
    """Check a signature of each kind once: what is loaded when it is needed first cannot be loaded
    by a process that has given up all paths."""
    for curve, algorithm in ((ec.SECP256R1(), -7), (ec.SECP384R1(), -35), (ec.SECP521R1(), -36)):
        _fits(algorithm, ec.generate_private_key(curve).public_key(), b"", bytes(64))
    _fits(_EDDSA, ed25519.Ed25519PrivateKey.generate().public_key(), b"", bytes(64))


def _holder(certificate: x509.Certificate) -> str:
    names = [
        str(attribute.value)
        for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
        for attribute in certificate.subject.get_attributes_for_oid(oid)
    ]
    return ", ".join(dict.fromkeys(names))


def _fits(algorithm: int, key: object, message: bytes, signature: bytes) -> bool | None:
    kind = _HASHES.get(algorithm)
    try:
        if algorithm in _ECDSA and kind and isinstance(key, ec.EllipticCurvePublicKey):
            half = len(signature) // 2
            parts = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
            key.verify(encode_dss_signature(*parts), message, ec.ECDSA(kind()))
        elif algorithm in _PSS and kind and isinstance(key, rsa.RSAPublicKey):
            salted = padding.PSS(padding.MGF1(kind()), kind.digest_size)
            key.verify(signature, message, salted, kind())
        elif algorithm == _EDDSA and isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, message)
        else:
            return None
    except InvalidSignature:
        return False
    return True


def _bytes(held: bytes) -> bytes:
    """As a byte string of CBOR in its shortest form (RFC 8949, section 3.1)."""
    size = len(held)
    if size < 24:
        return bytes((0x40 | size,)) + held
    for head, room in ((0x58, 1), (0x59, 2), (0x5A, 4)):
        if size < 1 << 8 * room:
            return bytes((head,)) + size.to_bytes(room, "big") + held
    raise ValueError("more than four gigabytes are signed")
