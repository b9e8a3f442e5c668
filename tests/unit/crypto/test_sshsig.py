"""SSH signatures: public vectors, ssh-keygen in both directions, and what must not hold."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.crypto import sshsig
from desktop.crypto.sshkey import (
    SigningKey,
    allowed_signers_line,
    digits,
    parse_blob,
    parse_public_key,
    wire_string,
)
from desktop.errors import BadSignature, CryptoError, SignatureFormatError
from tests.examples import examples
from tests.unit.crypto.tools import (
    SHARED_DATA,
    needs_program,
    openssh_private_key,
    run,
    write_private,
)

VECTORS = SHARED_DATA / "sshsig-vectors"
needs_vectors = pytest.mark.skipif(
    not VECTORS.is_dir(), reason=f"the public vectors are not there ({VECTORS.name})"
)
SIGNED_DATA = b"This is a test, this is only a test"
NAMESPACE = "package@skrynia"
MESSAGE = b"a manifest of invented files\n"
KEY = SigningKey(bytes(range(32)))
SIGNATURE = sshsig.sign(MESSAGE, KEY, NAMESPACE)

DIGITS_OF_ZERO = "29016 18356 88432 25053 73603 20053 89884 16748 23873 45803 80793 12365"

needs_ssh_keygen = needs_program("ssh-keygen")


def armored(blob: bytes) -> bytes:
    text = base64.b64encode(blob)
    return b"-----BEGIN SSH SIGNATURE-----\n" + text + b"\n-----END SSH SIGNATURE-----\n"


def signature_blob(
    *,
    magic: bytes = b"SSHSIG",
    version: int = 1,
    namespace: bytes = NAMESPACE.encode(),
    reserved: bytes = b"",
    hash_name: bytes = b"sha512",
    hash_used: str = "sha512",
    key_blob: bytes = KEY.public_key.blob,
    algorithm: bytes = b"ssh-ed25519",
    more: bytes = b"",
) -> bytes:
    """A signature built from the protocol's text, any part of it exchangeable."""
    digest = hashlib.new(hash_used, MESSAGE).digest()
    signed = b"SSHSIG" + b"".join(map(wire_string, (namespace, reserved, hash_name, digest)))
    signature = wire_string(algorithm) + wire_string(KEY.sign(signed))
    parts = (key_blob, namespace, reserved, hash_name, signature)
    return magic + version.to_bytes(4, "big") + b"".join(map(wire_string, parts)) + more


@needs_vectors
def test_the_public_ed25519_vector_holds() -> None:
    signature = (VECTORS / "ed25519.sig").read_bytes()
    key = sshsig.verify(signature, SIGNED_DATA, "unittest")
    assert key.fingerprint.startswith("SHA256:")
    with pytest.raises(BadSignature):
        sshsig.verify(signature, SIGNED_DATA + b".", "unittest")
    with pytest.raises(BadSignature):
        sshsig.verify(signature, SIGNED_DATA, "file")


@needs_vectors
@pytest.mark.parametrize(
    ("name", "algorithm"),
    [
        ("ecdsa.sig", "ecdsa-sha2-nistp256"),
        ("rsa.sig", "ssh-rsa"),
        ("mldsa44-ed25519.sig", "ssh-mldsa44-ed25519@openssh.com"),
    ],
)
def test_public_vectors_of_other_kinds_are_refused_by_name(name: str, algorithm: str) -> None:
    with pytest.raises(SignatureFormatError) as caught:
        sshsig.verify((VECTORS / name).read_bytes(), SIGNED_DATA, "unittest")
    assert algorithm in caught.value.reason


@needs_vectors
def test_public_keys_of_other_kinds_are_refused_by_name() -> None:
    files = sorted(VECTORS.glob("*.pub"))
    assert files
    for path in files:
        line = path.read_text("utf-8")
        if line.startswith("ssh-ed25519 "):
            assert parse_public_key(line).line() == " ".join(line.split()[:2])
            continue
        with pytest.raises(SignatureFormatError) as caught:
            parse_public_key(line)
        assert line.split()[0] in caught.value.reason


@needs_ssh_keygen
def test_ssh_keygen_verifies_what_we_sign(tmp_path: Path) -> None:
    signers = tmp_path / "allowed_signers"
    line = allowed_signers_line("B-17", KEY.public_key, [NAMESPACE])
    signers.write_bytes(line.encode() + b"\n")
    signature = tmp_path / "manifest.sig"
    signature.write_bytes(SIGNATURE)

    def verify(namespace: str, message: bytes) -> subprocess.CompletedProcess[bytes]:
        command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", "B-17"]
        command += ["-n", namespace, "-s", str(signature)]
        return subprocess.run(command, input=message, capture_output=True, check=False)

    good = verify(NAMESPACE, MESSAGE)
    assert good.returncode == 0, good.stderr
    assert KEY.public_key.fingerprint.encode() in good.stdout
    assert verify(NAMESPACE, MESSAGE + b" ").returncode != 0
    assert verify("receipt@skrynia", MESSAGE).returncode != 0


@needs_ssh_keygen
@pytest.mark.parametrize("hash_name", ["sha512", "sha256"])
def test_we_verify_what_ssh_keygen_signs(tmp_path: Path, hash_name: str) -> None:
    key_file = write_private(tmp_path / "key", openssh_private_key(KEY))
    command = ["ssh-keygen", "-Y", "sign", "-O", f"hashalg={hash_name}"]
    signature = run(*command, "-n", NAMESPACE, "-f", key_file, data=MESSAGE)
    assert sshsig.verify(signature, MESSAGE, NAMESPACE) == KEY.public_key
    if hash_name == "sha512":
        assert signature == SIGNATURE


@needs_ssh_keygen
def test_ssh_keygen_prints_our_fingerprint_and_reads_our_line(tmp_path: Path) -> None:
    public = tmp_path / "key.pub"
    public.write_bytes(KEY.public_key.line("an invented researcher").encode() + b"\n")
    shown = run("ssh-keygen", "-l", "-f", public).decode()
    assert KEY.public_key.fingerprint in shown
    assert "an invented researcher (ED25519)" in shown


@needs_ssh_keygen
def test_keys_of_ssh_keygen_sign_for_us(tmp_path: Path) -> None:
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", tmp_path / "key")
    key = parse_public_key((tmp_path / "key.pub").read_text("utf-8"))
    signature = run("ssh-keygen", "-Y", "sign", "-n", "x", "-f", tmp_path / "key", data=MESSAGE)
    assert sshsig.verify(signature, MESSAGE, "x") == key


@given(message=st.binary(max_size=300), namespace=st.text(min_size=1, max_size=20))
def test_what_was_signed_verifies_and_names_its_key(message: bytes, namespace: str) -> None:
    signature = sshsig.sign(message, KEY, namespace)
    assert sshsig.verify(signature, message, namespace) == KEY.public_key


@given(other=st.binary(max_size=60).filter(lambda message: message != MESSAGE))
def test_it_holds_for_no_other_message(other: bytes) -> None:
    with pytest.raises(BadSignature):
        sshsig.verify(SIGNATURE, other, NAMESPACE)


@settings(max_examples=examples(100))
@given(position=st.integers(0, len(SIGNATURE) - 1), byte=st.integers(0, 255))
def test_any_byte_of_a_signature_changed_is_noticed(position: int, byte: int) -> None:
    """Changed it does not hold, or (line ends, another valid key) is never taken for ours."""
    changed = SIGNATURE[:position] + bytes([byte]) + SIGNATURE[position + 1 :]
    if changed in (SIGNATURE, SIGNATURE.rstrip(b"\n") + b"\r"):
        return
    with pytest.raises(CryptoError):
        sshsig.verify(changed, MESSAGE, NAMESPACE)


@given(length=st.integers(0, len(SIGNATURE) - 2))
def test_a_signature_cut_anywhere_is_noticed(length: int) -> None:
    with pytest.raises(SignatureFormatError):
        sshsig.verify(SIGNATURE[:length], MESSAGE, NAMESPACE)


def test_the_protocol_by_its_text() -> None:
    for blob in (
        signature_blob(),
        signature_blob(hash_name=b"sha256", hash_used="sha256"),
        signature_blob(reserved=b"for later: to be ignored, but signed"),
    ):
        assert sshsig.verify(armored(blob), MESSAGE, NAMESPACE) == KEY.public_key


@pytest.mark.parametrize(
    ("blob", "error"),
    [
        (signature_blob(magic=b"SSHSIX"), SignatureFormatError),
        (signature_blob(version=2), SignatureFormatError),
        (signature_blob(hash_name=b"sha1", hash_used="sha1"), SignatureFormatError),
        (signature_blob(hash_name=b"sha256"), BadSignature),
        (signature_blob(namespace=b""), BadSignature),
        (signature_blob(namespace=b"receipt@skrynia"), BadSignature),
        (signature_blob(algorithm=b"ssh-rsa"), SignatureFormatError),
        (signature_blob(key_blob=SigningKey(bytes(32)).public_key.blob), BadSignature),
        (signature_blob(key_blob=KEY.public_key.blob + b"\0"), SignatureFormatError),
        (signature_blob(key_blob=b""), SignatureFormatError),
        (signature_blob(more=b"\0"), SignatureFormatError),
        (signature_blob()[:-1], SignatureFormatError),
        (b"", SignatureFormatError),
    ],
)
def test_what_breaks_the_protocol_is_refused(blob: bytes, error: type[CryptoError]) -> None:
    with pytest.raises(error):
        sshsig.verify(armored(blob), MESSAGE, NAMESPACE)


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        b"\xff\xfe",
        b"-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n",
        SIGNATURE + SIGNATURE,
        b"greeting\n" + SIGNATURE,
        SIGNATURE + b"greeting\n",
        SIGNATURE.replace(b"SSH SIGNATURE", b"PGP SIGNATURE"),
        SIGNATURE.replace(b"=", b""),
        b"-----BEGIN SSH SIGNATURE-----\n" + b"A" * 200_000 + b"\n-----END SSH SIGNATURE-----\n",
    ],
)
def test_what_is_no_armor_is_refused(signature: bytes) -> None:
    with pytest.raises(SignatureFormatError):
        sshsig.verify(signature, MESSAGE, NAMESPACE)


def test_base64_that_spells_the_same_bytes_otherwise_is_refused() -> None:
    """The unused bits of the last letter are zero, so a signature file has one form."""
    signature = next(
        each
        for each in (sshsig.sign(MESSAGE, KEY, "n" * size) for size in (1, 2, 3))
        if b"=\n" in each and b"==\n" not in each
    )
    position = signature.index(b"=") - 1
    alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    letter = alphabet[alphabet.index(signature[position]) + 1]
    changed = signature[:position] + bytes([letter]) + signature[position + 1 :]
    assert base64.b64decode(b"".join(changed.splitlines()[1:-1])) == base64.b64decode(
        b"".join(signature.splitlines()[1:-1])
    )
    with pytest.raises(SignatureFormatError, match="canonical"):
        sshsig.verify(changed, MESSAGE, "n" * 3)


def test_windows_line_ends_are_read() -> None:
    signature = SIGNATURE.replace(b"\n", b"\r\n")
    assert sshsig.verify(signature, MESSAGE, NAMESPACE) == KEY.public_key


def test_an_empty_namespace_is_never_signed() -> None:
    with pytest.raises(ValueError, match="namespace"):
        sshsig.sign(MESSAGE, KEY, "")


def test_public_keys_read_back_as_written() -> None:
    key = SigningKey.generate().public_key
    assert parse_public_key(key.line()) == key
    assert parse_public_key(key.line("a comment of several words") + "\n") == key
    assert parse_blob(key.blob) == key


@pytest.mark.parametrize(
    "line",
    [
        "",
        "ssh-ed25519",
        "ssh-ed25519 !!!!",
        "ssh-ed25519 AAAA",
        "ssh-rsa AAAAB3NzaC1yc2E=",
        "unheard-of AAAA",
        "ssh-ed25519 " + base64.b64encode(wire_string(b"ssh-rsa") + wire_string(b"x")).decode(),
        "ssh-ed25519 "
        + base64.b64encode(wire_string(b"ssh-ed25519") + wire_string(bytes(31))).decode(),
    ],
)
def test_what_is_no_key_line_is_refused(line: str) -> None:
    with pytest.raises(SignatureFormatError):
        parse_public_key(line)


def test_an_unknown_algorithm_is_not_repeated() -> None:
    with pytest.raises(SignatureFormatError) as caught:
        parse_public_key("unheard-of AAAA")
    assert "unheard" not in caught.value.reason


@pytest.mark.parametrize("principal", ["", "a b", "a,b", 'a"b', "*", "!a", "a\nb", "#a", "a?"])
def test_a_principal_that_would_change_its_line_is_refused(principal: str) -> None:
    with pytest.raises(ValueError, match="allowed_signers"):
        allowed_signers_line(principal, KEY.public_key, [NAMESPACE])
    with pytest.raises(ValueError, match="allowed_signers"):
        allowed_signers_line("B-17", KEY.public_key, [principal])


def test_a_comment_stays_on_its_line() -> None:
    with pytest.raises(ValueError, match="one line"):
        KEY.public_key.line("a\nssh-ed25519 AAAA")


def test_digits_are_twelve_groups_of_five() -> None:
    groups = digits(KEY.public_key.fingerprint).split(" ")
    assert [len(group) for group in groups] == [5] * 12
    assert "".join(groups).isdecimal()


def test_digits_follow_their_written_derivation() -> None:
    key_digest = hashlib.sha256(KEY.public_key.blob).digest()
    stretched = hashlib.sha512(b"skrynia fingerprint digits v1\0" + key_digest).digest()
    numbers = [int.from_bytes(stretched[5 * n : 5 * n + 5], "big") % 100000 for n in range(12)]
    assert digits(KEY.public_key.fingerprint) == " ".join(f"{number:05}" for number in numbers)


def test_digits_stay_the_same_for_ever() -> None:
    """People wrote them down: a change of the derivation would be a false alarm."""
    blob = wire_string(b"ssh-ed25519") + wire_string(bytes(32))
    hashed = base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
    assert digits(f"SHA256:{hashed}") == DIGITS_OF_ZERO


@pytest.mark.parametrize("text", ["", "SHA256:", "SHA256:AAAA", "MD5:aa:bb", "SHA256:" + "A" * 44])
def test_digits_of_what_is_no_fingerprint_are_refused(text: str) -> None:
    with pytest.raises(SignatureFormatError):
        digits(text)


def test_no_secret_shows_by_accident() -> None:
    key = SigningKey.generate()
    assert key.seed.hex() not in repr(key)
    assert repr(key.seed) not in f"{key}"
