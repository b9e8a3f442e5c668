"""What tests of cryptography share: one-call helpers, foreign programs, invented key files."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.crypto.age import Decryptor, Encryptor, Identity, Recipient
from desktop.crypto.kdf import Argon2Cost
from desktop.crypto.sshkey import SigningKey

PROJECT = Path(__file__).parents[3]
SHARED_DATA = PROJECT.parent / "shared" / "data"
NODE_FOLDER = PROJECT / "tests" / "node"
CHEAP_COST = Argon2Cost(memory_kib=64, iterations=1, lanes=1)
"""For tests alone: a derivation within a millisecond."""


def encrypt(data: bytes, *recipients: Recipient) -> bytes:
    """A whole age file in memory."""
    sink = io.BytesIO()
    encryptor = Encryptor(sink, recipients)
    encryptor.write(data)
    encryptor.finish()
    return sink.getvalue()


def decrypt(data: bytes, *identities: Identity) -> bytes:
    """The whole plaintext of an age file in memory."""
    return Decryptor(io.BytesIO(data), identities=identities).readall() or b""


def needs_program(name: str) -> pytest.MarkDecorator:
    """Skips where a foreign program is not installed, and says which."""
    return pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed")


def needs_node_package(name: str) -> pytest.MarkDecorator:
    """Skips where node, or a package that ``make setup`` installs for it, is missing."""
    there = shutil.which("node") is not None and (NODE_FOLDER / "node_modules" / name).is_dir()
    return pytest.mark.skipif(not there, reason=f"the node package {name} is not installed")


def openssh_private_key(key: SigningKey) -> bytes:
    """The unencrypted file that ``ssh-keygen -Y sign -f`` reads."""
    return Ed25519PrivateKey.from_private_bytes(key.seed).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.OpenSSH,
        serialization.NoEncryption(),
    )


def write_private(path: Path, data: bytes) -> Path:
    """A file that only its owner reads, as ssh-keygen insists."""
    path.touch(mode=0o600)
    path.write_bytes(data)
    if sys.platform == "win32" and shutil.which("chmod"):  # the ssh-keygen that Wine reaches
        run("chmod", "600", path)
    return path


def run(*command: str | Path, data: bytes = b"") -> bytes:
    """Standard output of a foreign program fed with ``data``; fails with its own words."""
    done = subprocess.run(list(map(str, command)), input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def node_age(*arguments: str | Path, data: bytes = b"") -> bytes:
    """The foreign age implementation of ``tests/node``."""
    return run("node", NODE_FOLDER / "age.mjs", *arguments, data=data)
