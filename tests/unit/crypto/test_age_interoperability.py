"""Files go to and fro between ours and programs that we did not write."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from desktop.crypto.age import Identity, KeyKind, generate_identity, parse_identity, parse_recipient
from tests.unit.crypto.tools import (
    decrypt,
    encrypt,
    needs_node_package,
    needs_program,
    node_age,
    run,
    write_private,
)

SIZES = pytest.mark.parametrize("size", [0, 1, 65536, 65537, 300_000])
FEW_SIZES = pytest.mark.parametrize("size", [0, 200_000])  # node takes half a second to start
KINDS = pytest.mark.parametrize(
    ("kind", "name"), [(KeyKind.X25519, "x25519"), (KeyKind.MLKEM768_X25519, "hybrid")]
)
NODE = needs_node_package("age-encryption")


def material(size: int) -> bytes:
    return (b"a first account, invented \xf0\x9f\x97\x9d" * (size // 30 + 1))[:size]


def identity_file(folder: Path, identity: Identity) -> Path:
    return write_private(folder / "key.txt", identity.secret_text().encode() + b"\n")


@needs_program("age")
@SIZES
def test_age_opens_what_we_write(tmp_path: Path, size: int) -> None:
    ours, other = generate_identity(KeyKind.X25519), generate_identity(KeyKind.X25519)
    file = encrypt(material(size), other.recipient, ours.recipient)
    key = identity_file(tmp_path, ours)
    assert run("age", "--decrypt", "--identity", key, data=file) == material(size)


@needs_program("age")
@SIZES
def test_we_open_what_age_writes(size: int) -> None:
    ours = generate_identity(KeyKind.X25519)
    file = run("age", "--recipient", str(ours.recipient), data=material(size))
    assert decrypt(file, ours) == material(size)


@needs_program("age-keygen")
def test_we_read_the_keys_of_age_keygen_and_it_reads_ours(tmp_path: Path) -> None:
    lines = run("age-keygen").decode().splitlines()
    theirs = parse_identity(lines[-1])
    public = next(line for line in lines if "public key" in line).split()[-1]
    assert theirs.recipient == parse_recipient(public)
    ours = generate_identity(KeyKind.X25519)
    shown = run("age-keygen", "-y", identity_file(tmp_path, ours)).decode().strip()
    assert shown == str(ours.recipient)


@needs_program("age")
def test_age_refuses_what_was_cut(tmp_path: Path) -> None:
    ours = generate_identity(KeyKind.X25519)
    cut = encrypt(material(70_000), ours.recipient)[:-1]
    key = identity_file(tmp_path, ours)
    done = subprocess.run(
        ["age", "--decrypt", "--identity", key], input=cut, capture_output=True, check=False
    )
    assert done.returncode != 0


@NODE
@KINDS
@FEW_SIZES
def test_age_encryption_opens_what_we_write(
    tmp_path: Path, kind: KeyKind, name: str, size: int
) -> None:
    ours, other = generate_identity(kind), generate_identity(kind)
    file = encrypt(material(size), other.recipient, ours.recipient)
    assert node_age("decrypt", identity_file(tmp_path, ours), data=file) == material(size)


@NODE
@KINDS
@FEW_SIZES
@pytest.mark.rare
def test_we_open_what_age_encryption_writes(kind: KeyKind, name: str, size: int) -> None:
    ours, other = generate_identity(kind), generate_identity(kind)
    file = node_age("encrypt", str(other.recipient), str(ours.recipient), data=material(size))
    assert decrypt(file, ours) == material(size)


@NODE
@KINDS
def test_we_read_the_keys_of_age_encryption(kind: KeyKind, name: str) -> None:
    secret, public = node_age("keygen", name).decode().split()
    assert parse_identity(secret).recipient == parse_recipient(public)
    assert parse_identity(secret).secret_text() == secret
