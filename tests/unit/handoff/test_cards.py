"""A card file proves who made it and nothing more; whatever else it is, it is refused."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.crypto.sshsig import SigningKey, sign
from desktop.errors import CardRefused, NotWritable
from desktop.handoff.identity.cards import SUFFIX, card_file, load_card, read_card, save_card
from desktop.model.identity import Card, Role
from desktop.vault import CARD_NAMESPACE
from tests.unit.handoff.ends import Ends
from tests.unit.handoff.forge import NOON

KEY = SigningKey.generate()
RECIPIENT = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg"


def signed(card: Card, key: SigningKey = KEY, namespace: str = CARD_NAMESPACE) -> bytes:
    document = canonical.encode(card)
    return card_file(document, sign(document, key, namespace))


def card(name: str = "Invented Office", **changes: Any) -> Card:
    fields: dict[str, Any] = {
        "name": name,
        "role": Role.ORGANISATION,
        "signing_key": KEY.public_key.line(),
        "recipient": RECIPIENT,
        "created_at": NOON,
    }
    return Card(**{**fields, **changes})


def test_a_saved_card_is_read_trusted_by_nobody_and_compared_by_digits(
    ends: Ends, tmp_path: Path
) -> None:
    path = tmp_path / f"office{SUFFIX}"
    save_card(ends.office, path)
    read = load_card(path)
    assert read.card.name == "office"
    assert read.fingerprint == ends.office.identity.fingerprint
    groups = read.digits.split(" ")
    assert [len(group) for group in groups] == [5] * 12
    known = ends.researcher.cards.add(read.document, read.signature)
    assert known.fingerprint == read.fingerprint


@pytest.mark.parametrize("name", ["Аляксандра Выдуманая", "Офіс «Скрыня» ’26", "Łódź", "办公室"])
def test_names_in_any_script_are_taken(name: str) -> None:
    assert read_card(signed(card(name))).card.name == name


@pytest.mark.parametrize(
    "name", ["", "   ", "x" * 201, "two\nlines", "back\u202ewards", "zero\u200bwidth", "tab\t"]
)
def test_names_that_hide_something_are_refused(name: str) -> None:
    with pytest.raises(CardRefused, match=r"name|document of a card"):
        read_card(signed(card(name)))


def test_a_card_signed_by_another_key_or_for_another_use_is_refused() -> None:
    other = SigningKey.generate()
    for data in (
        signed(card(), other),
        signed(card(signing_key=other.public_key.line())),
        signed(card(), KEY, "package@skrynia"),
    ):
        with pytest.raises(CardRefused):
            read_card(data)


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": "age1nonsense"},
        {"recipient": ""},
        {"signing_key": "ssh-rsa AAAA"},
        {"signing_key": ""},
        {"format": "skrynia-package"},
        {"version": 2},
    ],
)
def test_cards_whose_parts_mean_nothing_here_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(CardRefused):
        read_card(signed(card(**changes)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"{}",
        b"[" * 50_000,
        b"x" * 70_000,
        b'{"card":"!","format":"skrynia-card-file","signature":"","version":1}',
        b'{"card":"","format":"skrynia-card-file","signature":"\xd1\x9e","version":1}',
        b'{"card":"","format":"skrynia-card-file","signature":"","version":2}',
    ],
)
def test_what_is_no_card_file_is_refused(data: bytes) -> None:
    with pytest.raises(CardRefused):
        read_card(data)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWritable):
        load_card(tmp_path / "missing")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_any_byte_changed_it_is_refused_or_the_same_card(place: float, flip: int) -> None:
    whole = signed(card())
    data = bytearray(whole)
    data[int(place * len(data))] ^= flip
    try:
        read = read_card(bytes(data))
    except CardRefused:
        return
    assert base64.b64encode(read.document) in whole, "only the end of a line may differ"
