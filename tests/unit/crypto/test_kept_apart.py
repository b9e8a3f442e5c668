"""Files beside a vault: whole and their own, or refused; names and lengths that tell little."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.crypto.age.payload import CHUNK_BYTES
from desktop.crypto.kept_apart import Keys, padded, seal, sealed_length, unseal
from desktop.errors import PayloadDamaged

KEYS = Keys(bytes(range(32)))


def sealed(data: bytes, name: str = "a", keys: Keys = KEYS) -> bytes:
    sink = io.BytesIO()
    seal(sink, keys, name, len(data), [data])
    return sink.getvalue()


def opened(data: bytes, name: str = "a", keys: Keys = KEYS) -> bytes:
    return b"".join(unseal(io.BytesIO(data), keys, name))


@given(st.binary(max_size=300) | st.integers(0, 3 * CHUNK_BYTES).map(bytes))
def test_what_was_sealed_opens(data: bytes) -> None:
    file = sealed(data)
    assert len(file) == sealed_length(len(data))
    assert opened(file) == data
    assert file != sealed(data)


@given(st.data())
def test_a_changed_or_cut_file_is_refused(data: st.DataObject) -> None:
    file = bytearray(sealed(bytes(data.draw(st.sampled_from([0, 40, CHUNK_BYTES, 150_000])))))
    at = data.draw(st.integers(0, len(file) - 1))
    if data.draw(st.booleans()):
        file[at] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del file[at:]
    with pytest.raises(PayloadDamaged):
        opened(bytes(file))


def test_another_name_or_another_key_opens_nothing() -> None:
    file = sealed(b"words")
    for name, keys in (("b", KEYS), ("a", Keys(bytes(32)))):
        with pytest.raises(PayloadDamaged):
            opened(file, name, keys)
    with pytest.raises(PayloadDamaged):
        opened(file + b"\0")


def test_names_follow_from_key_and_hash_alone() -> None:
    name = KEYS.name_of(bytes(32))
    assert name == KEYS.name_of(bytes(32)) != Keys(bytes(32)).name_of(bytes(32))
    assert (len(name), set(name) <= set("0123456789abcdef")) == (64, True)


def test_another_size_than_was_said_is_refused() -> None:
    with pytest.raises(ValueError, match="another size"):
        seal(io.BytesIO(), KEYS, "a", 3, [b"four"])


@pytest.mark.parametrize(
    ("size", "length"),
    [(0, 0), (1, 1), (9, 10), (200, 208), (1 << 20, 1 << 20), (1_000_001, 1_015_808)],
)
def test_lengths_are_those_of_padme(size: int, length: int) -> None:
    """By the formula of the paper: the last bits of the length are zero, as many as its exponent
    has more than the exponent's own length."""
    assert padded(size) == length


@given(st.integers(1, 1 << 50))
def test_lengths_grow_by_little(size: int) -> None:
    assert size <= padded(size) <= size * 1.12 + 1
    if size >= CHUNK_BYTES:
        assert padded(size) <= size * 1.035
