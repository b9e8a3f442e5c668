"""Keys for which anyone can sign, or that have a second spelling, are no keys."""

from __future__ import annotations

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from desktop.crypto import bech32
from desktop.crypto.age import KeyKind, generate_identity, parse_recipient
from desktop.crypto.sshkey import PublicKey, SigningKey, parse_public_key, wire_string
from desktop.errors import AgeFormatError, SignatureFormatError

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P


def _x_of(y: int) -> int | None:
    """The x of a point of the curve (RFC 8032 section 5.1.3)."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    root = pow(square, (P + 3) // 8, P)
    if root * root % P != square:
        root = root * pow(2, (P - 1) // 4, P) % P
    return root if root * root % P == square else None


def _add(one: tuple[int, int], two: tuple[int, int]) -> tuple[int, int]:
    (x1, y1), (x2, y2) = one, two
    both = D * x1 * x2 * y1 * y2 % P
    return (
        (x1 * y2 + x2 * y1) * pow(1 + both, -1, P) % P,
        (y1 * y2 + x1 * x2) * pow(1 - both, -1, P) % P,
    )


def _times(count: int, point: tuple[int, int]) -> tuple[int, int]:
    total = (0, 1)
    while count:
        total = _add(total, point) if count & 1 else total
        point, count = _add(point, point), count >> 1
    return total


def _small_order() -> set[int]:
    """The y of every point whose order divides 8: found, not copied. The order of the base
    point, times any point, leaves its part of small order."""
    order, found = 2**252 + 27742317777372353535851937790883648493, {1}
    for y in range(2, 9):
        x = _x_of(y)
        if x is not None:
            point = _times(order, (x, y))
            found |= {_times(count, point)[1] for count in range(8)}
    return found


SMALL = sorted(_small_order())


def _encodings(y: int) -> list[bytes]:
    """Every 32 bytes that some reader takes for this y: both signs, and not reduced."""
    values = [value for value in (y, y + P) if value < 2**255]
    return [(v | sign << 255).to_bytes(32, "little") for v in values for sign in (0, 1)]


def test_there_are_five_of_them() -> None:
    assert len(SMALL) == 5


@pytest.mark.parametrize("raw", [raw for y in SMALL for raw in _encodings(y)], ids=bytes.hex)
def test_a_key_for_which_anyone_can_sign_is_no_key(raw: bytes) -> None:
    with pytest.raises(SignatureFormatError):
        PublicKey(raw)
    blob = wire_string(b"ssh-ed25519") + wire_string(raw)
    with pytest.raises(SignatureFormatError):
        parse_public_key(f"ssh-ed25519 {base64.b64encode(blob).decode()}")


def test_a_signature_that_nobody_made_holds_for_such_a_key() -> None:
    """What the refusal is for: R the neutral point and S zero, over whatever message fits."""
    key = Ed25519PublicKey.from_public_bytes((1).to_bytes(32, "little"))
    key.verify((1).to_bytes(32, "little") + bytes(32), b"any words at all")


@pytest.mark.parametrize("value", range(P, 2**255), ids=hex)
def test_a_key_that_is_not_reduced_is_no_key(value: int) -> None:
    for sign in (0, 1):
        with pytest.raises(SignatureFormatError):
            PublicKey((value | sign << 255).to_bytes(32, "little"))


@given(st.binary(min_size=32, max_size=32))
def test_every_key_that_somebody_makes_is_one(seed: bytes) -> None:
    key = SigningKey(seed).public_key
    assert parse_public_key(key.line()) == key


LOW_X25519 = (
    0, 1, P - 1, P, P + 1,
    325606250916557431795983626356110631294008115727848805560023387167927233504,
    39382357235489614581723060781553021112529911719440698176882885853963445705823,
)  # fmt: skip
"""The u of low order on Curve25519, and those that mean the same (RFC 7748 section 6.1)."""


@pytest.mark.parametrize("u", LOW_X25519, ids=hex)
def test_a_recipient_of_low_order_is_refused(u: int) -> None:
    for high in (0, 1):
        share = (u | high << 255).to_bytes(32, "little")
        with pytest.raises(AgeFormatError):
            parse_recipient(bech32.encode("age", share))
        hybrid = hashlib.sha512(b"no lattice key").digest() * 19
        with pytest.raises(AgeFormatError):
            parse_recipient(bech32.encode("age1pq", hybrid[:1184] + share))


def test_a_post_quantum_recipient_with_a_share_of_low_order_is_refused() -> None:
    sound = generate_identity(KeyKind.MLKEM768_X25519).recipient
    for u in LOW_X25519:
        key = sound.key[:-32] + u.to_bytes(32, "little")
        with pytest.raises(AgeFormatError):
            parse_recipient(bech32.encode("age1pq", key))
