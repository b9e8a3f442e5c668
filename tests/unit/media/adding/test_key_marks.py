"""A secret key never goes in as an attachment: in a package it would open every other."""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from desktop.crypto.age.hybrid import HybridIdentity
from desktop.crypto.age.x25519 import X25519Identity
from desktop.media.adding import prepare
from desktop.media.adding.ingest import add_files
from desktop.media.adding.key_marks import holds_secret_key
from desktop.media.adding.sources import FailedFile, Failure, MemoryFile
from desktop.vault import Vault
from tests.support import make_vault
from tests.unit.media import hostile


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as opened:
        yield opened


def age_key(kind: type[X25519Identity] | type[HybridIdentity]) -> bytes:
    return f"# kept by nobody\n{kind.generate().secret_text()}\n".encode()


def private_key(form: PrivateFormat) -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, form, NoEncryption())


KEYS = {
    "age.txt": age_key(X25519Identity),
    "age-pq.txt": age_key(HybridIdentity),
    "id_ed25519": private_key(PrivateFormat.OpenSSH),
    "pkcs8.pem": private_key(PrivateFormat.PKCS8),
    "id_rsa": generate_private_key(65537, 2048).private_bytes(
        Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
    ),
    "notepad.txt": age_key(X25519Identity).decode().encode("utf-16"),
    "big-endian.txt": age_key(X25519Identity).decode().encode("utf-16-be"),
    "quoted.eml": b"> " + private_key(PrivateFormat.OpenSSH).replace(b"\n", b"\n> "),
    "service.json": private_key(PrivateFormat.PKCS8).replace(b"\n", b"\\n"),
    "pgp.asc": b"-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\n"
    + base64.encodebytes(b"\xc5\x58\x04" + bytes(85))
    + b"=abcd\n-----END PGP PRIVATE KEY BLOCK-----\n",
    "mailed.asc": b"-----BEGIN PGP PRIVATE KEY BLOCK-----\nComment: by hand -- no more\n\n"
    + base64.encodebytes(b"\xc5\x58\x04" + bytes(85))
    + b"-----END PGP PRIVATE KEY BLOCK-----\n",
    "login.ppk": b"PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: none\r\n"
    b"Public-Lines: 1\r\nAAAA\r\nPrivate-Lines: 1\r\nAAAA\r\n",
    "within.txt": b"a letter\n" * 300_000 + age_key(X25519Identity),
    "after others.txt": b"AGE-SECRET-KEY-1 or -----BEGIN RSA PRIVATE KEY-----\n" * 9
    + private_key(PrivateFormat.PKCS8),
    "BMW.txt": b"BM is how a bitmap starts\n" + age_key(X25519Identity),
}


def test_secret_keys_in_a_folder_do_not_go_in_silently(vault: Vault, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, data in KEYS.items():
        (folder / name).write_bytes(data)
    (folder / "photo.jpg").write_bytes(hostile.jpeg((32, 32)))
    report = add_files(vault, [folder])
    assert [file.name for file in report.added] == ["photo.jpg"]
    assert set(report.failed) == {FailedFile(name, Failure.KEY) for name in KEYS}


def test_a_secret_key_named_directly_or_dropped_as_data_is_left_out(
    vault: Vault, tmp_path: Path
) -> None:
    path = tmp_path / "key.txt"
    path.write_bytes(KEYS["age.txt"])
    report = add_files(vault, [path, MemoryFile("dropped", KEYS["id_ed25519"])])
    assert report.failed == (
        FailedFile("key.txt", Failure.KEY),
        FailedFile("dropped", Failure.KEY),
    )
    assert vault.media.count() == 0


def test_a_secret_key_at_the_start_of_a_large_file_is_left_out(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "MAX_FILE", 1_000_000)
    path = tmp_path / "notes.txt"
    path.write_bytes(KEYS["id_ed25519"] + os.urandom(1_500_000))
    assert add_files(vault, [path]).failed == (FailedFile("notes.txt", Failure.KEY),)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        str(X25519Identity.generate().recipient).encode(),
        b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 anna",
        b"-----BEGIN PUBLIC KEY-----",
        b"-----BEGIN AGE ENCRYPTED FILE-----",
        b"They asked for my private key and the secret key.",
        b"A key file begins -----BEGIN OPENSSH PRIVATE KEY----- and goes on for pages.",
        b"-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----",
        b"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\n-----END PRIVATE KEY-----",
        b"Identities begin with AGE-SECRET-KEY-1" + b"Q" * 58,
        b"The first line is PuTTY-User-Key-File-2: ssh-rsa",
    ],
    ids=[
        "empty",
        "recipient",
        "public key",
        "public PEM",
        "encrypted",
        "a sentence",
        "quoted",
        "dots",
        "cut",
        "no checksum",
        "first line",
    ],
)
def test_what_is_public_or_only_speaks_of_keys_is_taken(data: bytes) -> None:
    assert not holds_secret_key(data)


class Counted(bytes):
    """Bytes that count how many of them are read."""

    read = 0

    def find(self, words: bytes, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
        found = super().find(words, start, end)
        stopped = found if found >= 0 else min(len(self), end or len(self))
        self.read += max(0, stopped - start)
        return found

    def __getitem__(self, place: slice) -> bytes:  # type: ignore[override]
        held = super().__getitem__(place)
        self.read += len(held)
        return held


HOSTILE = {
    "no checksum": (b"AGE-SECRET-KEY-1" + b"Q" * 114) * 999,
    "first lines": b"-----BEGIN RSA PRIVATE KEY-----\nMIIE\n" * 999 + b"A" * 100_000,
    "blank lines": b"-----BEGIN PRIVATE KEY-----" + b"\n" * 65_000 + b"-----END PRIVATE KEY-----",
    "no lines": b"PuTTY-User-Key-File-2: ssh-rsa\n" * 999 + b"A" * 100_000,
}


@pytest.mark.parametrize("wide", [False, True], ids=["bytes", "UTF-16"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_not_read_again_for_each_place(name: str, wide: bool) -> None:
    data = HOSTILE[name].decode().encode("utf-16-le") if wide else HOSTILE[name]
    counted, began = Counted(data), time.thread_time()
    assert not holds_secret_key(counted)
    # Of the processor: what a pattern does over and over is not counted in bytes.
    assert time.thread_time() - began < 2.0
    assert counted.read <= 10 * len(data) + 2 * 999 * 9000
