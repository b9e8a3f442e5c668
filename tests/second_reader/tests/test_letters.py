"""Receipts, cards, keys, and the validator (receiving; limits)."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.second_reader import bag, bech32, card, receipt, sshsig
from tests.second_reader.errors import Refused

from .sealing import CLASSIC, OTHER, QUANTUM, READER, SENDER, AgeKey, encrypt, stanza
from .taring import tar
from .writer import MOMENT, PACKAGE, dump, full, uid

LINES = [{"item": "0" * 64, "outcome": "set-aside", "reason": "a-later-code"}]


def _receipt(**more: Any) -> dict[str, Any]:
    return {
        "format": "skrynia-receipt",
        "version": 1,
        "receipt_id": uid(1),
        "package_id": PACKAGE,
        "tagmanifest_sha256": "0" * 64,
        "receiver": {"fingerprint": READER.fingerprint, "name": "R"},
        "sender": {"fingerprint": SENDER.fingerprint, "name": "S"},
        "received_at": MOMENT,
        "records": LINES,
        "media": [],
        **more,
    }


def _write(folder: Path, octets: bytes, namespace: str = "receipt@skrynia", **more: bytes) -> Path:
    files = {"receipt.json": octets, "receipt.json.sig": READER.sign(namespace, octets)}
    path = folder / "r.age"
    path.write_bytes(encrypt(tar({**files, **more}), stanza(CLASSIC.recipient)))
    return path


def test_receipt(tmp_path: Path) -> None:
    draft = full()
    sent = draft.read()
    lines = [{"item": v.item, "outcome": "accepted"} for v in sent.records]
    media = [{"item": v.item, "outcome": "accepted"} for v in sent.media]
    named = _tag_manifest(draft.tar())
    digest = hashlib.sha256(named).hexdigest()
    value = _receipt(records=lines, media=media, tagmanifest_sha256=digest)
    found = receipt.read(_write(tmp_path, dump(value)), CLASSIC.text, [READER.fingerprint])
    receipt.check_answers(found, sent, named)
    assert sent.tagmanifest_sha256 == digest
    fewer = receipt.read(
        _write(tmp_path, dump({**value, "media": []})), CLASSIC.text, [READER.fingerprint]
    )
    with pytest.raises(Refused, match="not-what-was-sent"):
        receipt.check_answers(fewer, sent, named)


def _tag_manifest(octets: bytes) -> bytes:
    at = octets.index(bag.TAG_MANIFEST.encode())
    size = int(octets[at + 124 : at + 135], 8)
    return octets[at + 512 : at + 512 + size]


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("newer-program", {"version": 2}),
        ("breaks-schema", {"records": [{"item": "0" * 64, "outcome": "Lost"}]}),
        ("breaks-schema", {"records": [{**LINES[0], "reason": "A"}]}),
        ("listed-twice", {"records": LINES * 2}),
        ("breaks-schema", {"number": 0}),
        ("breaks-schema", {"records": [{**LINES[0], "zzz": [{}]}]}),
        ("newer-program", {"needs": ["a"], "records": 1}),
        ("receiver-is-not-signer", {"receiver": {"fingerprint": "SHA256:x", "name": ""}}),
    ],
)
def test_receipt_refused(tmp_path: Path, rule: str, fields: dict[str, Any]) -> None:
    path = _write(tmp_path, dump(_receipt(**fields)))
    with pytest.raises(Refused, match=rule):
        receipt.read(path, CLASSIC.text, [READER.fingerprint])


def test_a_receipt_of_a_later_release_that_may_be_read(tmp_path: Path) -> None:
    """Unknown codes confirm nothing; format, version and number have defaults."""
    lines = [
        {"item": "0" * 64, "outcome": "a-later-code", "zzz": [1]},
        {"item": "1" * 64, "outcome": "already-there", "reason": "kept-unread"},
    ]
    value = _receipt(records=lines, zzz=[{}])
    del value["format"], value["version"]
    found = receipt.read(_write(tmp_path, dump(value)), CLASSIC.text, [READER.fingerprint])
    assert found.number == 1
    assert found.confirmed() == {"1" * 64}


def _numbered(number: int, id_: int, **more: Any) -> receipt.Receipt:
    octets = dump(_receipt(number=number, receipt_id=uid(id_), **more))
    return receipt.parse(octets, READER.sign("receipt@skrynia", octets))


def test_receipts_follow_one_another() -> None:
    first, second = _numbered(1, 1), _numbered(2, 2)
    assert receipt.check_follows(first, [])
    assert receipt.check_follows(second, [first])
    assert not receipt.check_follows(first, [second])
    assert not receipt.check_follows(second, [first, second])
    with pytest.raises(Refused, match="number-taken"):
        receipt.check_follows(_numbered(2, 3), [first, second])
    with pytest.raises(Refused, match="receipt-id-taken"):
        receipt.check_follows(_numbered(3, 2), [first, second])
    with pytest.raises(Refused, match="receipt-id-taken"):
        receipt.check_follows(_numbered(1, 2, package_id=uid(98)), [first, second])


def test_receipt_of_other_form(tmp_path: Path) -> None:
    octets = dump(_receipt())
    with pytest.raises(Refused, match="signature"):
        receipt.read(_write(tmp_path, octets, "package@skrynia"), CLASSIC.text, [])
    with pytest.raises(Refused, match="order"):
        receipt.read(_write(tmp_path, octets, third=b"x"), CLASSIC.text, [])
    with pytest.raises(Refused, match="signer-unknown"):
        receipt.read(_write(tmp_path, octets), CLASSIC.text, [OTHER.fingerprint])


def _card(signer: Any = SENDER, namespace: str = "card@skrynia", **more: Any) -> bytes:
    inner = dump(
        {
            "format": "skrynia-card",
            "version": 1,
            "name": "Ганна",
            "role": "researcher",
            "signing_key": SENDER.line,
            "recipient": CLASSIC.recipient_text,
            "created_at": MOMENT,
            **more,
        }
    )
    file = {
        "format": "skrynia-card-file",
        "version": 1,
        "card": base64.b64encode(inner).decode(),
        "signature": signer.sign(namespace, inner).decode(),
    }
    return dump(file)


def test_card() -> None:
    assert card.read(_card()).fingerprint == SENDER.fingerprint
    assert card.read(_card(recipient=QUANTUM.recipient_text)).role == "researcher"


LOW = bech32.encode("age", bytes(32))
LOW_PQ = bech32.encode("age1pq", QUANTUM.recipient[:-32] + bytes(32))


@pytest.mark.parametrize(
    ("rule", "octets"),
    [
        ("signature", _card(OTHER)),
        ("signature", _card(namespace="seal@skrynia")),
        ("signature", _card(signing_key=SENDER.line + " comment")),
        ("recipient", _card(recipient=LOW)),
        ("recipient", _card(recipient=LOW_PQ)),
        ("name", _card(name=" ")),
        ("recipient", _card(recipient=CLASSIC.text.strip())),
        ("breaks-schema", _card(role="Of the public")),
        ("name", _card(name="a\u202eb")),
        ("newer-program", _card(version=2)),
        ("newer-program", _card(needs=["key-succession"])),
        ("too-large", _card(name="x" * 32_768, recipient="y" * 4096)[:-1] + b" " * 65_536),
    ],
    ids=range(12),
)
def test_card_refused(rule: str, octets: bytes) -> None:
    with pytest.raises(Refused, match=rule):
        card.read(octets)


@pytest.mark.parametrize(
    "key",
    [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ],
    ids=range(10),
)
def test_weak_keys(key: str) -> None:
    with pytest.raises(sshsig.NoSignature):
        sshsig.check_key(bytes.fromhex(key))


def test_bech32_of_the_age_page() -> None:
    """The identity and recipient that C2SP age.md gives as an example."""
    text = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
    prefix, seed = bech32.decode(text)
    assert AgeKey(prefix, seed).recipient_text == (
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
    )
    with pytest.raises(ValueError, match="checksum"):
        bech32.decode(text[:-1] + "Q")


def test_digits() -> None:
    """The key that the page gives as an example."""
    line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    assert card.digits(sshsig.key_blob(line)) == (
        "60160 85973 53236 00368 59890 10544 82898 24898 37500 45242 08805 80126"
    )
