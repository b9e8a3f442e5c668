"""The example that the program wrote, and flipped octets in packages."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from tests.second_reader import card, read
from tests.second_reader.age import Payload

from .sealing import CLASSIC, SENDER, encrypt, stanza
from .writer import full

EXAMPLE = Path(__file__).parents[2] / "data" / "example"
needs_the_example = pytest.mark.skipif(
    not EXAMPLE.is_dir(), reason="the program's example is not here"
)


def _signer(who: str) -> str:
    return card.read((EXAMPLE / f"{who}.skrynia-card").read_bytes()).fingerprint


@needs_the_example
def test_the_example_is_accepted() -> None:
    key = (EXAMPLE / "office-key.txt").read_text(encoding="utf-8")
    result = read(EXAMPLE / "package.age", key, [_signer("researcher")], _signer("office"))
    assert result.refused == ""
    assert len(result.records) + len(result.media) == 5
    assert {v.outcome for v in (*result.records, *result.media)} == {"accepted"}
    assert {row.reason for row in result.custody} == {""}


@needs_the_example
def test_a_flipped_octet_in_the_example_is_refused() -> None:
    key = (EXAMPLE / "office-key.txt").read_text(encoding="utf-8")
    tag_files = Payload(io.BytesIO((EXAMPLE / "package.age").read_bytes()), key).read(2**30)
    assert _flipped(tag_files, _signer("researcher")) == []


def test_a_flipped_octet_is_refused() -> None:
    assert _flipped(full().tar(), SENDER.fingerprint) == []


def _flipped(plain: bytes, sender: str) -> list[int]:
    """Places of the first files' octets whose change nobody saw."""
    source = random.Random(1)
    unseen = []
    looked_at = [i for i in range(min(len(plain), 60_000)) if plain[i]]
    for at in source.sample(looked_at, 12):
        flipped = bytes([plain[at] ^ 1 << source.randrange(8)])
        octets = plain[:at] + flipped + plain[at + 1 :]
        package = encrypt(octets, stanza(CLASSIC.recipient))
        if not read(package, CLASSIC.text, [sender]).refused:
            unseen.append(at)
    return unseen
