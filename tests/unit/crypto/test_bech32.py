"""Bech32 without the limit: the vectors of BIP 173, and what must be refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.crypto import bech32
from desktop.errors import AgeFormatError

prefixes = st.sampled_from(["age", "age1pq", "AGE-SECRET-KEY-", "A1B"])


@given(prefix=prefixes, data=st.binary(max_size=1300))
def test_round_trip_of_any_bytes(prefix: str, data: bytes) -> None:
    assert bech32.decode(bech32.encode(prefix, data)) == (prefix, data)


@pytest.mark.parametrize(
    ("text", "prefix", "data"),
    [
        ("A12UEL5L", "A", ""),
        ("a12uel5l", "a", ""),
        (
            "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
            "abcdef",
            "00443214c74254b635cf84653a56d7c675be77df",
        ),
        (
            "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
            "split",
            "c5f38b70305f519bf66d85fb6cf03058f3dde463ecd7918f2dc743918f2d",
        ),
    ],
)
def test_vectors_of_bip_173(text: str, prefix: str, data: str) -> None:
    assert bech32.decode(text) == (prefix, bytes.fromhex(data))
    assert bech32.encode(prefix, bytes.fromhex(data)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "pzry9x0s0muk",  # no separator
        "1pzry9x0s0muk",  # no prefix
        "x1b4n0q5v",  # a letter outside the alphabet
        "li1dgmt3",  # checksum too short
        "de1lg7wt\xff",  # not ASCII
        "A1G7SGD8",  # checksum over the upper-case form
        "A12uEL5L",  # mixed case
        "\x201nwldj5",  # prefix outside visible ASCII
        "split1cheo2y9e2w",  # checksum
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(AgeFormatError):
        bech32.decode(text)


@given(data=st.binary(min_size=1, max_size=60), choice=st.data())
def test_any_one_letter_changed_is_noticed(data: bytes, choice: st.DataObject) -> None:
    text = bech32.encode("age", data)
    position = choice.draw(st.integers(4, len(text) - 1))
    letter = choice.draw(st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l"))
    changed = text[:position] + letter + text[position + 1 :]
    if changed != text:
        with pytest.raises(AgeFormatError):
            bech32.decode(changed)


def test_filling_bits_that_are_not_zero_are_refused() -> None:
    text = "age1qqqqqqpsndjqt"  # seven groups of five bits, the last of them 1, and their checksum
    with pytest.raises(AgeFormatError, match="whole number"):
        bech32.decode(text)
