"""Argon2id and HKDF: known answers, bounds, calibration."""

from __future__ import annotations

import unicodedata

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from desktop.crypto import kdf
from desktop.crypto.kdf import FLOOR, Argon2Cost, calibrate, derive, hkdf_sha256, passphrase_bytes
from desktop.crypto.slots import derive_subkey


@pytest.mark.parametrize(
    ("cost", "answer"),
    [
        (
            Argon2Cost(memory_kib=256, iterations=2, lanes=1),
            "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
        ),
        (
            Argon2Cost(memory_kib=256, iterations=2, lanes=2),
            "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
        ),
        (
            Argon2Cost(memory_kib=65536, iterations=2, lanes=1),
            "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
        ),
    ],
)
def test_known_answers_of_the_reference_implementation(cost: Argon2Cost, answer: str) -> None:
    assert derive(b"password", b"somesalt", cost).hex() == answer


def test_known_answer_of_rfc_9106() -> None:
    """Section 5.3 uses a secret and associated data, which ours does without."""
    argon2 = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\x04" * 12,
        secret=b"\x03" * 8,
    )
    answer = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    assert argon2.derive(b"\x01" * 32).hex() == answer


@pytest.mark.parametrize(
    ("secret", "salt", "info", "answer"),
    [
        (
            b"\x0b" * 22,
            bytes(range(13)),
            bytes(range(0xF0, 0xFA)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf",
        ),
        (
            b"\x0b" * 22,
            b"",
            b"",
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d",
        ),
    ],
)
def test_known_answers_of_rfc_5869(secret: bytes, salt: bytes, info: bytes, answer: str) -> None:
    assert hkdf_sha256(secret, salt=salt, info=info).hex() == answer


def test_subkeys_differ_by_use_and_by_key() -> None:
    one, other = bytes(32), bytes(31) + b"\1"
    keys = {derive_subkey(key, info) for key in (one, other) for info in (b"a v1", b"b v1")}
    assert len(keys) == 4
    assert all(len(key) == 32 for key in keys)


@pytest.mark.parametrize(
    ("memory_kib", "iterations", "lanes"),
    [
        (4 * 1024 * 1024 + 1, 3, 4),
        (2**63, 3, 4),
        (256 * 1024, 65, 4),
        (256 * 1024, 0, 4),
        (256 * 1024, -1, 4),
        (256 * 1024, 3, 17),
        (256 * 1024, 3, 0),
        (31, 3, 4),
        (0, 3, 1),
    ],
)
def test_costs_out_of_bounds_are_refused(memory_kib: int, iterations: int, lanes: int) -> None:
    with pytest.raises(ValueError, match="Argon2id"):
        Argon2Cost(memory_kib, iterations, lanes)


def test_the_floor_is_what_the_design_asks() -> None:
    assert Argon2Cost(256 * 1024, 3, 4) == FLOOR


@pytest.mark.parametrize(
    ("kib_per_second", "target", "ceiling", "expected"),
    [
        (1, 1.0, 1 << 20, FLOOR),  # a slow machine stays on the floor
        (1200 * 1024, 1.0, 1 << 20, Argon2Cost(400 * 1024, 3, 4)),
        (1200 * 1024 + 5, 1.0, 1 << 20, Argon2Cost(400 * 1024, 3, 4)),
        (6000 * 1024, 1.0, 1 << 20, Argon2Cost(1 << 20, 5, 4)),  # then passes grow
        (6000 * 1024, 1.0, 64 * 1024, Argon2Cost(256 * 1024, 23, 4)),  # ceiling under the floor
        (1 << 60, 1.0, 1 << 40, Argon2Cost(4 << 20, 64, 4)),  # never beyond what is read
    ],
)
def test_calibration_follows_what_was_measured(
    monkeypatch: pytest.MonkeyPatch,
    kib_per_second: int,
    target: float,
    ceiling: int,
    expected: Argon2Cost,
) -> None:
    monkeypatch.setattr(kdf, "_kib_per_second", lambda: float(kib_per_second))
    assert calibrate(target, ceiling) == expected


def test_calibration_on_this_machine_keeps_the_floor() -> None:
    assert calibrate(0.001).at_least(FLOOR)


def test_at_least_looks_at_memory_and_passes() -> None:
    assert FLOOR.at_least(FLOOR)
    assert not Argon2Cost(FLOOR.memory_kib - 1, 64, 4).at_least(FLOOR)
    assert not Argon2Cost(4 << 20, 2, 4).at_least(FLOOR)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_however_a_keyboard_composes_letters_the_bytes_agree(passphrase: str) -> None:
    composed = unicodedata.normalize("NFC", passphrase)
    decomposed = unicodedata.normalize("NFD", passphrase)
    assert passphrase_bytes(composed) == passphrase_bytes(decomposed)


def test_passphrase_bytes_are_nfkc_utf_8() -> None:
    assert passphrase_bytes("и\u0306ўка") == "йўка".encode()
    assert passphrase_bytes("\ufb01\uff11") == b"fi1"
    assert passphrase_bytes("Пароль") != passphrase_bytes("пароль")


def test_no_string_makes_an_exception_that_would_carry_it() -> None:
    assert passphrase_bytes("\udce9") != passphrase_bytes("\udcea")
