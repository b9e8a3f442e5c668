"""The payload: any size round trips, and whatever is done to the bytes is noticed."""

from __future__ import annotations

import io

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.crypto.age import (
    Decryptor,
    Encryptor,
    KeyKind,
    encrypted_size,
    generate_identity,
)
from desktop.crypto.age.payload import CHUNK_BYTES, SEALED_BYTES, PayloadReader, PayloadWriter
from desktop.errors import CryptoError, PayloadDamaged
from tests.examples import examples
from tests.unit.crypto.tools import encrypt

IDENTITY = generate_identity(KeyKind.X25519)
PLAIN = bytes(range(251)) * 600
FILE = encrypt(PLAIN, IDENTITY.recipient)
PAYLOAD_START = len(FILE) - len(PLAIN) - 3 * 16 - 16

boundary_sizes = st.builds(
    lambda chunks, off: max(0, chunks * CHUNK_BYTES + off),
    st.integers(0, 18),
    st.integers(-2, 2),
) | st.integers(0, 3 * CHUNK_BYTES)


class Shy(io.RawIOBase):
    """A file that gives and takes only a little at a time, as pipes and raw files may."""

    def __init__(self, data: bytes = b"", most: int = 1000) -> None:
        super().__init__()
        self.inner = io.BytesIO(data)
        self.most = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        return self.inner.readinto(memoryview(buffer)[: self.most])

    def write(self, data: bytes | memoryview, /) -> int:  # type: ignore[override]
        return self.inner.write(data[: self.most])


def released(file: bytes, size: int = 1 << 20) -> tuple[bytes, CryptoError | None]:
    """Everything that comes out before the end or the refusal."""
    pieces: list[bytes] = []
    try:
        source = Decryptor(io.BytesIO(file), identities=[IDENTITY])
        while piece := source.read(size):
            pieces.append(piece)
    except CryptoError as error:
        return b"".join(pieces), error
    return b"".join(pieces), None


@settings(deadline=None, max_examples=examples(60))
@given(
    size=boundary_sizes,
    write=st.sampled_from([1, 999, 65535, 65536, 65537, 1 << 20]),
    read=st.sampled_from([1, 1000, 65535, 65536, 65537, 1 << 20]),
)
@example(size=16 * CHUNK_BYTES, write=1 << 20, read=1 << 20)
@example(size=0, write=1, read=1)
def test_any_size_written_and_read_in_any_pieces(size: int, write: int, read: int) -> None:
    if min(write, read) == 1:
        size %= 3000
    plain = (b"skrynia" * (size // 7 + 1))[:size]
    sink = io.BytesIO()
    encryptor = Encryptor(sink, [IDENTITY.recipient])
    for start in range(0, size, write):
        assert encryptor.write(plain[start : start + write]) == len(plain[start : start + write])
    encryptor.finish()
    assert released(sink.getvalue(), read) == (plain, None)
    assert len(sink.getvalue()) == encrypted_size(size, [IDENTITY.recipient])


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_takes_any_buffer_and_leaves_it_alone(
    kind: type[bytes] | type[bytearray] | type[memoryview],
) -> None:
    assert released(encrypt_one(kind(PLAIN))) == (PLAIN, None)


def encrypt_one(data: bytes | bytearray | memoryview) -> bytes:
    sink = io.BytesIO()
    encryptor = Encryptor(sink, [IDENTITY.recipient])
    encryptor.write(data)
    encryptor.finish()
    assert data == PLAIN
    return sink.getvalue()


def test_sinks_and_sources_may_take_and_give_little_at_a_time() -> None:
    sink = Shy()
    encryptor = Encryptor(sink, [IDENTITY.recipient])
    encryptor.write(PLAIN)
    encryptor.finish()
    source = Decryptor(Shy(sink.inner.getvalue()), identities=[IDENTITY])
    assert source.readall() == PLAIN


def test_chunks_are_sealed_as_the_specification_says() -> None:
    """A second reading of the specification, chunk by chunk with the bare primitive."""
    key = bytes(range(32))
    sink = io.BytesIO()
    writer = PayloadWriter(sink, key)
    writer.write(PLAIN)
    writer.finish()
    cipher = ChaCha20Poly1305(key)
    expected = b"".join(
        cipher.encrypt(
            number.to_bytes(11, "big") + (b"\x01" if number == 2 else b"\x00"),
            PLAIN[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES],
            None,
        )
        for number in range(3)
    )
    assert sink.getvalue() == expected


@settings(deadline=None, max_examples=examples(150))
@given(length=st.integers(0, len(FILE) - 1))
@example(length=0)
@example(length=PAYLOAD_START)
@example(length=PAYLOAD_START + 16)
@example(length=PAYLOAD_START + 16 + SEALED_BYTES)
@example(length=PAYLOAD_START + 16 + 2 * SEALED_BYTES)
@example(length=PAYLOAD_START + 16 + 2 * SEALED_BYTES + 16)
@example(length=len(FILE) - 1)
def test_cut_anywhere_is_noticed(length: int) -> None:
    plain, error = released(FILE[:length])
    assert error is not None
    assert PLAIN.startswith(plain)


@settings(deadline=None, max_examples=examples(150))
@given(position=st.integers(0, len(FILE) - 1), bit=st.integers(0, 7))
def test_any_bit_flipped_is_noticed(position: int, bit: int) -> None:
    changed = bytearray(FILE)
    changed[position] ^= 1 << bit
    plain, error = released(bytes(changed))
    assert error is not None
    assert PLAIN.startswith(plain)


@settings(deadline=None, max_examples=examples(60))
@given(addition=st.binary(min_size=1, max_size=70) | st.just(bytes(SEALED_BYTES)))
def test_anything_appended_is_noticed(addition: bytes) -> None:
    plain, error = released(FILE + addition)
    assert isinstance(error, PayloadDamaged)
    assert PLAIN.startswith(plain)


@pytest.mark.parametrize(
    "order", [[1, 0, 2], [0, 0, 2], [0, 2], [0, 1], [2], [0, 1, 1, 2], [0, 1, 2, 2], [2, 0, 1]]
)
def test_chunks_moved_dropped_or_repeated_are_noticed(order: list[int]) -> None:
    start = PAYLOAD_START + 16
    chunks = [FILE[start + n * SEALED_BYTES : start + (n + 1) * SEALED_BYTES] for n in range(3)]
    plain, error = released(FILE[:start] + b"".join(chunks[number] for number in order))
    assert isinstance(error, PayloadDamaged)
    assert PLAIN.startswith(plain)


def test_a_whole_chunk_more_after_an_exact_multiple_is_noticed() -> None:
    """Where the payload ends on a chunk, only the final mark tells the end."""
    exact = encrypt(bytes(2 * CHUNK_BYTES), IDENTITY.recipient)
    cut_plain, cut = released(exact[:-SEALED_BYTES])
    longer_plain, longer = released(exact + exact[-SEALED_BYTES:])
    assert isinstance(cut, PayloadDamaged)
    assert isinstance(longer, PayloadDamaged)
    assert cut_plain == bytes(CHUNK_BYTES)
    assert longer_plain == bytes(2 * CHUNK_BYTES)


def test_an_empty_final_chunk_is_refused() -> None:
    key = bytes(32)
    cipher = ChaCha20Poly1305(key)
    full = cipher.encrypt(bytes(12), bytes(CHUNK_BYTES), None)
    empty = cipher.encrypt(b"\0" * 10 + b"\x01\x01", b"", None)
    reader = PayloadReader(io.BytesIO(full + empty), key)
    target = memoryview(bytearray(2 * CHUNK_BYTES))
    assert reader.readinto(target) == CHUNK_BYTES
    with pytest.raises(PayloadDamaged):
        reader.readinto(target)


def test_nothing_unauthenticated_is_left_in_the_buffer() -> None:
    """The library decrypts into the caller's buffer before it knows the tag."""
    changed = bytearray(FILE)
    changed[-1] ^= 1
    source = Decryptor(io.BytesIO(changed), identities=[IDENTITY])
    buffer = bytearray(3 * CHUNK_BYTES)
    assert source.readinto(buffer) == 2 * CHUNK_BYTES
    assert not any(buffer[2 * CHUNK_BYTES :])
    with pytest.raises(PayloadDamaged):
        source.readinto(buffer)


def test_damage_is_reported_again_and_again() -> None:
    source = Decryptor(io.BytesIO(FILE[:-1]), identities=[IDENTITY])
    source.read(2 * CHUNK_BYTES)
    for _ in range(3):
        with pytest.raises(PayloadDamaged):
            source.read(1)


def test_reading_on_after_the_end_gives_nothing() -> None:
    source = Decryptor(io.BytesIO(FILE), identities=[IDENTITY])
    assert source.readall() == PLAIN
    assert source.read(10) == b""


def test_not_finished_is_cut_and_finished_is_closed() -> None:
    sink = io.BytesIO()
    encryptor = Encryptor(sink, [IDENTITY.recipient])
    encryptor.write(PLAIN)
    assert isinstance(released(sink.getvalue())[1], PayloadDamaged)
    encryptor.finish()
    assert released(sink.getvalue()) == (PLAIN, None)
    with pytest.raises(ValueError, match="finished"):
        encryptor.finish()
    with pytest.raises(ValueError, match="finished"):
        encryptor.write(b"more")


def test_the_file_key_opens_what_was_just_written() -> None:
    sink = io.BytesIO()
    encryptor = Encryptor(sink, [IDENTITY.recipient])
    encryptor.write(PLAIN)
    encryptor.finish()
    again = Decryptor(io.BytesIO(sink.getvalue()), file_key=encryptor.file_key)
    assert again.readall() == PLAIN
