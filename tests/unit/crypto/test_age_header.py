"""The header: who may open, what is refused, and how strictly it is read."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.crypto.age import (
    Decryptor,
    Encryptor,
    KeyKind,
    Recipient,
    X25519Recipient,
    encrypted_size,
    generate_identity,
    parse_identity,
    parse_recipient,
)
from desktop.crypto.age.header import MAX_HEADER_BYTES, encode_header, read_header
from desktop.crypto.age.stanza import Stanza, decode_base64, encode_base64
from desktop.errors import AgeFormatError, CryptoError, NotARecipient
from tests.examples import examples
from tests.unit.crypto.tools import decrypt, encrypt

CLASSICAL = generate_identity(KeyKind.X25519)
HYBRID = generate_identity(KeyKind.MLKEM768_X25519)
BOTH = pytest.mark.parametrize("kind", list(KeyKind))
LOW_ORDER = bytes(32)
FILE_KEY = bytes(range(16))

stanzas = st.builds(
    Stanza,
    st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=20),
    st.lists(
        st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=90),
        max_size=3,
    ).map(tuple),
    st.binary(max_size=200) | st.sampled_from([bytes(48), bytes(96)]),
)


@BOTH
def test_each_of_several_recipients_opens_it_and_nobody_else(kind: KeyKind) -> None:
    identities = [generate_identity(kind) for _ in range(3)]
    file = encrypt(b"account", *(identity.recipient for identity in identities))
    for identity in identities:
        assert decrypt(file, identity) == b"account"
    for outsider in (generate_identity(kind), CLASSICAL, HYBRID):
        with pytest.raises(NotARecipient):
            decrypt(file, outsider)
    assert decrypt(file, CLASSICAL, HYBRID, identities[2]) == b"account"


@BOTH
def test_no_identity_is_no_recipient(kind: KeyKind) -> None:
    with pytest.raises(NotARecipient):
        decrypt(encrypt(b"", generate_identity(kind).recipient))


@pytest.mark.parametrize("recipients", [[], [CLASSICAL.recipient, HYBRID.recipient]])
def test_nobody_and_mixed_recipients_are_refused_before_a_byte_is_written(
    recipients: list[Recipient],
) -> None:
    sink = io.BytesIO()
    with pytest.raises(AgeFormatError):
        Encryptor(sink, recipients)
    with pytest.raises(AgeFormatError):
        encrypted_size(1, recipients)
    assert sink.getvalue() == b""


def test_more_recipients_than_a_header_holds_are_refused() -> None:
    with pytest.raises(AgeFormatError, match="too many"):
        Encryptor(io.BytesIO(), [CLASSICAL.recipient] * 3000)


@BOTH
@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 200_000])
def test_the_size_is_known_before(kind: KeyKind, size: int) -> None:
    recipients = [generate_identity(kind).recipient for _ in range(2)]
    assert len(encrypt(bytes(size), *recipients)) == encrypted_size(size, recipients)


@given(st.lists(stanzas, min_size=1, max_size=4))
def test_any_stanzas_read_back_as_written(written: list[Stanza]) -> None:
    encoded = encode_header(written, FILE_KEY)
    source = io.BytesIO(encoded + b"payload")
    header = read_header(source)
    assert list(header.stanzas) == written
    header.verify(FILE_KEY)
    assert source.read() == b"payload"


@pytest.mark.parametrize("identity", [CLASSICAL, HYBRID], ids=["x25519", "hybrid"])
@settings(deadline=None, max_examples=examples(100))
@given(choice=st.data())
def test_any_byte_of_a_header_changed_cut_or_added_is_noticed(
    identity: object, choice: st.DataObject
) -> None:
    chosen = HYBRID if identity is HYBRID else CLASSICAL
    file = encrypt(b"account", chosen.recipient)
    end = file.index(b"\n--- ") + 5 + 43 + 1
    position = choice.draw(st.integers(0, end - 1))
    byte = bytes([choice.draw(st.integers(0, 255).filter(lambda each: each != file[position]))])
    for changed in (
        file[:position] + byte + file[position + 1 :],
        file[:position] + file[position + 1 :],
        file[:position] + byte + file[position:],
    ):
        with pytest.raises(CryptoError):
            decrypt(changed, chosen)


def test_a_stanza_taken_over_from_another_file_does_not_hold() -> None:
    """The MAC binds the header to the file key."""
    ours, theirs = (encrypt(b"x", CLASSICAL.recipient) for _ in range(2))
    cut = ours.index(b"\n--- ")
    mixed = theirs[: theirs.index(b"\n--- ")] + ours[cut:]
    with pytest.raises(AgeFormatError, match="MAC"):
        decrypt(mixed, CLASSICAL)


def test_a_wrong_file_key_is_noticed() -> None:
    with pytest.raises(AgeFormatError, match="MAC"):
        Decryptor(io.BytesIO(encrypt(b"x", CLASSICAL.recipient)), file_key=FILE_KEY)


def test_a_low_order_share_is_refused() -> None:
    stanza = Stanza("X25519", (encode_base64(LOW_ORDER),), bytes(32))
    with pytest.raises(AgeFormatError, match="low order"):
        CLASSICAL.unwrap([stanza])
    hybrid = Stanza("mlkem768x25519", (encode_base64(bytes(1088) + LOW_ORDER),), bytes(32))
    with pytest.raises(AgeFormatError, match="low order"):
        HYBRID.unwrap([hybrid])


def test_a_recipient_that_takes_no_key_is_refused_on_arrival() -> None:
    with pytest.raises(AgeFormatError):
        parse_recipient(str(X25519Recipient(LOW_ORDER)))


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"", "cut off"),
        (b"PK\x03\x04zip\n", "not an age file"),
        (b"age-encryption.org/v2\n-> X\n\n--- x\n", "version"),
        (b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n", "armor"),
        (b"age-encryption.org/v1\n-> scrypt bOqT 10\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n",
         "passphrase"),
        (b"age-encryption.org/v1\n--- " + b"A" * 43 + b"\n", "without a stanza"),
        (b"age-encryption.org/v1\n" + b"-> X" + b" a" * MAX_HEADER_BYTES, "longer than allowed"),
        (b"age-encryption.org/v1\n" + b"-> X\n\n" * MAX_HEADER_BYTES, "longer than allowed"),
    ],
    ids=["empty", "zip", "v2", "armor", "scrypt", "no-stanza", "long-line", "many-stanzas"],
)  # fmt: skip
def test_refused_with_a_reason(file: bytes, reason: str) -> None:
    with pytest.raises(AgeFormatError) as caught:
        decrypt(file, CLASSICAL)
    assert reason in caught.value.reason


def test_a_long_header_is_not_read_to_its_end() -> None:
    source = io.BytesIO(b"age-encryption.org/v1\n-> X " + b"a" * (4 * MAX_HEADER_BYTES))
    with pytest.raises(AgeFormatError):
        Decryptor(source, identities=[CLASSICAL])
    assert source.tell() <= MAX_HEADER_BYTES


@pytest.mark.parametrize("text", ["QQ==", "QR", "Q", "Q Q", "QQ\n", "Q-", "é"])
def test_base64_has_one_spelling(text: str) -> None:
    with pytest.raises(AgeFormatError):
        decode_base64(text)


@BOTH
def test_keys_read_back_as_written(kind: KeyKind) -> None:
    identity = generate_identity(kind)
    assert parse_identity(identity.secret_text()) == identity
    assert parse_recipient(str(identity.recipient)) == identity.recipient
    assert identity.recipient.is_post_quantum is (kind is KeyKind.MLKEM768_X25519)
    assert parse_recipient(f"  {identity.recipient}\n") == identity.recipient


@BOTH
def test_no_secret_shows_by_accident(kind: KeyKind) -> None:
    identity = generate_identity(kind)
    for shown in (repr(identity), str(identity), f"{identity}", repr([identity])):
        assert identity.secret_text() not in shown
        assert identity.secret.hex() not in shown
        assert repr(identity.secret) not in shown


def test_every_new_identity_differs_and_post_quantum_is_the_default() -> None:
    assert generate_identity().recipient.is_post_quantum
    assert len({generate_identity().secret for _ in range(20)}) == 20


@pytest.mark.parametrize(
    "text",
    [
        "",
        "age1",
        CLASSICAL.secret_text().lower(),
        str(CLASSICAL.recipient).upper(),
        CLASSICAL.secret_text(),
        str(CLASSICAL.recipient)[:-1],
        "ssh-ed25519 AAAA",
    ],
    ids=["nothing", "prefix", "secret in small letters", "capitals", "secret", "cut off", "ssh"],
)
def test_what_is_no_recipient_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(AgeFormatError) as caught:
        parse_recipient(text)
    assert not text or text not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["", str(CLASSICAL.recipient), CLASSICAL.secret_text().lower(), HYBRID.secret_text()[:-1]],
    ids=["nothing", "recipient", "secret in small letters", "cut off"],
)
def test_what_is_no_identity_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(AgeFormatError) as caught:
        parse_identity(text)
    assert not text or text not in str(caught.value)
