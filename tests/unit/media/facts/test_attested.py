"""Content credentials: what is computed of them holds, and what is only claimed stays a claim.

The manifests are built here by the words of the specification (C2PA 2.1); of the public test files
of c2pa-org each says what its name announces (docs/decisions/0060-content-credentials.md).
"""

from __future__ import annotations

import datetime
import hashlib
import struct
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID

from desktop.media.attested import cbor
from desktop.media.attested.claims import claims
from desktop.media.decoding.decoder import DecoderPool
from desktop.messages.attested import attested_told
from desktop.reading.attested import Attested, Fits, attested
from tests.unit.media import hostile
from tests.unit.media.formats.tiffs import box

PICTURE = hostile.jpeg((64, 48))
PNG = b"\x89PNG\r\n\x1a\n" + bytes.fromhex("0000000d") + b"IHDR" + bytes(17)
WEBP = b"RIFF" + bytes(4) + b"WEBP"
"""No more than is looked at of them."""
AT = 2
"""Bytes of a JPEG before the manifests."""
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
KEYS: dict[str, tuple[int, Callable[[], Key]]] = {
    "ES256": (-7, lambda: ec.generate_private_key(ec.SECP256R1())),
    "ES384": (-35, lambda: ec.generate_private_key(ec.SECP384R1())),
    "PS256": (-37, lambda: rsa.generate_private_key(65537, 2048)),
    "EdDSA": (-8, ed25519.Ed25519PrivateKey.generate),
}


def encoded(value: Any) -> bytes:
    """In CBOR, each length in four bytes: no size depends on what is signed."""
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if value is None:
        return b"\xf6"
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(encoded, value))
    return _head(5, len(value)) + b"".join(encoded(k) + encoded(v) for k, v in value.items())


def _head(kind: int, number: int) -> bytes:
    return bytes((kind << 5 | 26,)) + struct.pack(">I", number)


def labelled(label: str, *held: bytes, kind: bytes = b"cbor") -> bytes:
    described = box(b"jumd", kind.ljust(16, b"\0"), b"\3", label.encode() + b"\0")
    return box(b"jumb", described, *held)


@cache
def signer(of: str) -> tuple[int, Key, bytes]:
    """Its algorithm, key and certificate."""
    algorithm, make = KEYS[of]
    key = make()
    return algorithm, key, certificate(key)


def certificate(key: Key) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An invented camera")])
    day = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    built = x509.CertificateBuilder(name, name, key.public_key(), 7, day, day.replace(year=2036))
    kind = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return built.sign(key, kind).public_bytes(serialization.Encoding.DER)


def signed(of: str, claim: bytes) -> bytes:
    algorithm, key, holder = signer(of)
    protected = encoded({1: algorithm, 33: [holder]})
    message = b"\x84\x6aSignature1" + _long(protected) + b"\x40" + _long(claim)
    if isinstance(key, ec.EllipticCurvePrivateKey):
        kind = hashes.SHA256() if algorithm == -7 else hashes.SHA384()
        size = key.key_size // 8
        parts = decode_dss_signature(key.sign(message, ec.ECDSA(kind)))
        signature = b"".join(part.to_bytes(size, "big") for part in parts)
    elif isinstance(key, rsa.RSAPrivateKey):
        sha = hashes.SHA256()
        signature = key.sign(message, padding.PSS(padding.MGF1(sha), sha.digest_size), sha)
    else:
        signature = key.sign(message)
    return b"\xd2" + encoded([protected, {}, None, signature])


def _long(held: bytes) -> bytes:
    """A byte string in its shortest form, of some hundreds."""
    assert 256 <= len(held) < 1 << 16
    return b"\x59" + struct.pack(">H", len(held)) + held


def store(
    picture: bytes, exclusions: list[dict[str, int]], of: str = "ES256", more: bytes = b""
) -> bytes:
    """The boxes of one manifest; ``more``: an assertion that its claim does not name."""
    rest, at = b"", 0
    for each in exclusions:
        rest += picture[at : each["start"]]
        at = each["start"] + each["length"]
    rest += picture[at:]
    hashed = {"exclusions": exclusions, "alg": "sha256", "hash": hashlib.sha256(rest).digest()}
    return manifests("c2pa.hash.data", hashed, of, more)


def manifests(binding: str, hashed: dict[str, Any], of: str = "ES256", more: bytes = b"") -> bytes:
    """The same, bound to its file by an assertion that is labelled ``binding``."""
    actions = {"actions": [{"action": "c2pa.created", "when": "2026-01-01T10:00:00Z"}]}
    beside = [
        labelled(binding, box(b"cbor", encoded(hashed))),
        labelled("c2pa.actions", box(b"cbor", encoded(actions))),
        labelled("c2pa.ingredient", box(b"cbor", encoded({"dc:title": "before.jpg"}))),
    ]
    named = [
        {
            "url": f"self#jumbf=c2pa.assertions/{label}",
            "hash": hashlib.sha256(held[8:]).digest(),
        }
        for label, held in zip((binding, "c2pa.actions", "c2pa.ingredient"), beside, strict=True)
    ]
    claim = encoded({"claim_generator": "Invented/1", "alg": "sha256", "assertions": named})
    manifest = labelled(
        "urn:uuid:1",
        labelled("c2pa.assertions", *beside, more),
        labelled("c2pa.claim", box(b"cbor", claim)),
        labelled("c2pa.signature", box(b"cbor", signed(of, claim))),
    )
    return labelled("c2pa", manifest, kind=b"c2pa")


def in_jpeg(held: bytes) -> bytes:
    """In two pieces."""
    pieces = (b"\0\0\0\1" + held[:300], b"\0\0\0\2" + held[:8] + held[300:])
    put = b"".join(segment(0xEB, b"JP\0\1" + each) for each in pieces)
    return PICTURE[:AT] + put + PICTURE[AT:]


def segment(marker: int, held: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(held) + 2) + held


def a_signed_jpeg(of: str = "ES256", more: bytes = b"", slipped: bytes = b"") -> bytes:
    """``slipped``: what stands beside the manifests in the place that is not signed."""
    whole = a_signed(in_jpeg, PICTURE, AT, of, more, len(slipped))
    return whole[:AT] + slipped + whole[AT:]


def a_signed(
    laid_in: Callable[[bytes], bytes],
    picture: bytes,
    at: int,
    of: str = "ES256",
    more: bytes = b"",
    room: int = 0,
) -> bytes:
    """A file whose manifests ``laid_in`` puts at ``at``, with room beside them."""
    # The signature's length does not depend on what is signed.
    size = len(laid_in(store(picture, [{"start": 0, "length": 0}], of, more))) - len(picture)
    blank = picture[:at] + bytes(size + room) + picture[at:]
    whole = laid_in(store(blank, [{"start": at, "length": size + room}], of, more))
    assert len(whole) == len(picture) + size
    return whole


def said(data: bytes) -> Attested:
    found = attested(claims(data))
    assert found is not None
    return found


def test_what_fits_is_told() -> None:
    found = said(a_signed_jpeg())
    assert found == Attested(
        "An invented camera", Fits.YES, Fits.YES, 0, "Invented/1",
        ("c2pa.created 2026-01-01T10:00:00Z",), ("before.jpg",),
    )  # fmt: skip
    words = dict(attested_told(found))
    assert "An invented camera" in words["Signature"]
    assert "asked nobody" in words["Signature"]
    assert words["This file beside what was signed"] == "It is the file that was signed."


@pytest.mark.parametrize("of", KEYS)
def test_signatures_are_checked_behind_the_walls(pool: DecoderPool, of: str) -> None:
    found = attested(pool.submit(a_signed_jpeg(of)).result(timeout=60).metadata)
    assert found is not None
    assert (found.signature, found.file) == (Fits.YES, Fits.YES)


def test_a_changed_picture_is_another_file() -> None:
    whole = a_signed_jpeg()
    found = said(whole[:-10] + bytes((whole[-10] ^ 1,)) + whole[-9:])
    assert (found.signature, found.file) == (Fits.YES, Fits.NO)
    assert said(whole + b"more").file is Fits.NO


@pytest.mark.parametrize("words", [b"Invented/1", b"c2pa.created", b"before.jpg"])
def test_a_changed_claim_or_what_it_names_does_not_fit(words: bytes) -> None:
    changed = a_signed_jpeg().replace(words, words[:-1] + b"X")
    found = said(changed)
    assert found.signature is Fits.NO
    assert "This file beside what was signed" not in dict(attested_told(found))


def test_what_the_claim_does_not_name_is_not_told() -> None:
    more = labelled("c2pa.ingredient__1", box(b"cbor", encoded({"dc:title": "slipped in"})))
    assert said(a_signed_jpeg(more=more)).ingredients == ("before.jpg",)


def test_a_file_of_which_more_was_left_out_is_signed_in_part() -> None:
    found = said(a_signed_jpeg(slipped=segment(0xE1, bytes(496))))
    assert (found.signature, found.file, found.left_out) == (Fits.YES, Fits.IN_PART, 500)
    assert "left out" in dict(attested_told(found))["This file beside what was signed"]


@pytest.mark.parametrize("size", [0, 70])
def test_what_is_slipped_in_beside_the_manifests_is_seen(size: int) -> None:
    found = said(a_signed_jpeg(slipped=segment(0xFE, bytes(size))))
    assert (found.file, found.left_out) == (Fits.IN_PART, size + 4)


def in_png(held: bytes) -> bytes:
    chunk = b"caBX" + held
    put = struct.pack(">I", len(held)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return PNG[:33] + put + PNG[33:]


def in_webp(held: bytes) -> bytes:
    return WEBP + b"C2PA" + struct.pack("<I", len(held)) + held + bytes(len(held) % 2)


@pytest.mark.parametrize("more", [b"", box(b"free", b"x")])
@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_the_manifests_own_pieces_are_all_that_may_be_left_out(kind: str, more: bytes) -> None:
    laid_in, picture, at = {
        "jpeg": (in_jpeg, PICTURE, AT),
        "png": (in_png, PNG, 33),
        "webp": (in_webp, WEBP, len(WEBP)),
    }[kind]
    found = said(a_signed(laid_in, picture, at, more=more))
    assert (found.signature, found.file, found.left_out) == (Fits.YES, Fits.YES, 0)


@pytest.mark.parametrize("file", [Fits.YES, Fits.IN_PART, Fits.NO])
def test_nothing_was_signed_where_the_signature_was_not_checked(file: Fits) -> None:
    words = dict(attested_told(Attested("Somebody", Fits.NOT_CHECKED, file)))
    assert "not checked" in words["Signature"]
    assert words["This file beside what was signed"].endswith("signed is not known.")
    assert "No signature" in dict(attested_told(Attested()))["Signature"]


def test_a_file_without_credentials_has_none() -> None:
    assert attested(claims(PICTURE)) is None


def test_no_cut_of_the_credentials_breaks_the_picture(pool: DecoderPool) -> None:
    whole = a_signed_jpeg()
    for at in (30, 200, 700, 1200):
        broken = whole[:at] + bytes(40) + whole[at + 40 :]
        assert pool.submit(broken).result(timeout=60).problem is None


@pytest.mark.parametrize(
    "data",
    [
        b"\x9b" + b"\xff" * 8,
        b"\x5b" + b"\xff" * 8,
        b"\x81" * 500,
        b"\x9f" * 500,
        b"\x1c",
        b"",
        b"\xff",
    ],
)
def test_hostile_cbor_is_refused(data: bytes) -> None:
    with pytest.raises(cbor.NotCbor):
        cbor.read(data)


def test_cbor_is_read() -> None:
    assert cbor.read(encoded({"a": [1, -2, b"x", None, True]})) == {"a": [1, -2, b"x", None, True]}
    assert cbor.read(b"\xc1\xfb\x3f\xf0\0\0\0\0\0\0") == 1.0
    assert cbor.read(b"\x9f\x01\x5f\x41a\x41b\xff\xff") == [1, b"ab"]
