"""The public vectors of the age format (C2SP/CCTV), read as each file's own header says."""

from __future__ import annotations

import hashlib
import io
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from desktop.crypto.age import Decryptor, Identity, parse_identity
from desktop.errors import AgeFormatError, CryptoError, NotARecipient, PayloadDamaged
from tests.unit.crypto.tools import SHARED_DATA

FOLDER = SHARED_DATA / "age-vectors"
NAMES = sorted(path.name for path in FOLDER.iterdir()) if FOLDER.is_dir() else []
ABSENT = f"the public vectors are not there ({FOLDER.name} beside the project)"

EXPECTED_ERRORS: dict[str, type[CryptoError]] = {
    "header failure": AgeFormatError,
    "HMAC failure": AgeFormatError,
    "no match": NotARecipient,
    "payload failure": PayloadDamaged,
}
NOT_READ = {
    "armored": "ASCII armor is neither written nor read",
    "passphrase": "passphrase files are neither written nor read",
}


@dataclass(frozen=True)
class Vector:
    """One vector: ``fields`` of its header (``identity`` may repeat) and the age file."""

    fields: dict[str, list[str]]
    file: bytes

    @property
    def expect(self) -> str:
        return self.fields["expect"][0]

    @property
    def identities(self) -> list[Identity]:
        return [parse_identity(text) for text in self.fields.get("identity", [])]


@cache
def read_vector(path: Path) -> Vector:
    head, _, file = path.read_bytes().partition(b"\n\n")
    fields: dict[str, list[str]] = {}
    for line in head.decode().splitlines():
        key, _, value = line.partition(": ")
        fields.setdefault(key, []).append(value)
    return Vector(fields, zlib.decompress(file) if "compressed" in fields else file)


def is_read(name: str) -> bool:
    return not name.startswith(("armor_", "scrypt_"))


def has_payload(name: str) -> bool:
    """Whether the header is good and the payload is to be read, with or without success."""
    return is_read(name) and read_vector(FOLDER / name).expect in ("success", "payload failure")


def read_pieces(source: Decryptor, size: int) -> tuple[bytes, CryptoError | None]:
    """All that comes out before the end or an error, in pieces of ``size``."""
    pieces: list[bytes] = []
    try:
        while piece := source.read(size):
            pieces.append(piece)
    except PayloadDamaged as error:
        return b"".join(pieces), error
    return b"".join(pieces), None


@pytest.mark.skipif(not NAMES, reason=ABSENT)
@pytest.mark.parametrize("size", [1000, 64 * 1024, 1024 * 1024])
@pytest.mark.parametrize("name", [name for name in NAMES if has_payload(name)])
def test_vector_with_a_good_header(name: str, size: int) -> None:
    """What comes out, whole or until the damage, is what the vector says, however it is read."""
    vector = read_vector(FOLDER / name)
    source = Decryptor(io.BytesIO(vector.file), identities=vector.identities)
    plain, error = read_pieces(source, size)
    assert hashlib.sha256(plain).hexdigest() == vector.fields["payload"][0]
    assert (error is None) == (vector.expect == "success")


@pytest.mark.skipif(not NAMES, reason=ABSENT)
@pytest.mark.parametrize(
    "name", [name for name in NAMES if is_read(name) and not has_payload(name)]
)
def test_vector_with_a_header_to_be_refused(name: str) -> None:
    vector = read_vector(FOLDER / name)
    with pytest.raises(EXPECTED_ERRORS[vector.expect]) as caught:
        Decryptor(io.BytesIO(vector.file), identities=vector.identities)
    assert type(caught.value) is EXPECTED_ERRORS[vector.expect]


@pytest.mark.skipif(not NAMES, reason=ABSENT)
@pytest.mark.parametrize("name", [name for name in NAMES if has_payload(name)])
def test_vector_with_its_file_key(name: str) -> None:
    """A payload that the identity opens, the file key opens too, and to the same bytes."""
    vector = read_vector(FOLDER / name)
    key = bytes.fromhex(vector.fields["file key"][0])
    plain, _ = read_pieces(Decryptor(io.BytesIO(vector.file), file_key=key), 1 << 20)
    assert hashlib.sha256(plain).hexdigest() == vector.fields["payload"][0]


@pytest.mark.skipif(not NAMES, reason=ABSENT)
@pytest.mark.parametrize("name", [name for name in NAMES if not is_read(name)])
def test_vector_of_a_kind_not_read_is_refused_with_its_reason(name: str) -> None:
    vector = read_vector(FOLDER / name)
    assert set(NOT_READ) & vector.fields.keys()
    with pytest.raises(AgeFormatError) as caught:
        Decryptor(io.BytesIO(vector.file), identities=vector.identities)
    if vector.file.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----"):
        assert "armor" in caught.value.reason
    elif vector.expect == "success" and "passphrase" in vector.fields:
        assert "passphrase" in caught.value.reason


@pytest.mark.skipif(not NAMES, reason=ABSENT)
def test_nothing_but_armor_and_passphrases_is_left_out() -> None:
    kinds = {name: read_vector(FOLDER / name).fields.keys() & NOT_READ for name in NAMES}
    assert {name for name in NAMES if not is_read(name)} == {
        name for name, kind in kinds.items() if kind
    }
    assert sum(map(is_read, NAMES)) >= 40
