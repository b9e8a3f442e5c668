"""Ids, and the page's own example (documents, Whose a record is; example)."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.second_reader import canon, card, owned, schema, sshsig
from tests.second_reader.consent import Leave, lets_out

from .sealing import OTHER, SENDER
from .writer import Draft, consent_body, full, uid

PAGE = (Path(__file__).parents[3] / "docs" / "format" / "example.md").read_text("utf-8")
SENDERS = "SHA256:xurpuUmkaVGZjKqHzmIIT4vhsEiMuzaCdFETI78Ge3Y"
MARKS = {
    "interview": "630",
    "person": "e84",
    "consent": "6ae",
    "media": "62f",
    "place": "359",
    "package": "92c",
}


@pytest.mark.parametrize("kind", MARKS)
def test_marks(kind: str) -> None:
    assert owned.mark(kind) == MARKS[kind]
    id_ = owned.new(kind, SENDER.fingerprint, bytes(range(8)))
    assert owned.is_of(id_, kind, SENDER.fingerprint)
    assert not owned.is_of(id_, kind, OTHER.fingerprint)
    others = [k for k in MARKS if owned.is_of_another_kind(id_, k)]
    assert others == [k for k in MARKS if k != kind]
    assert not owned.says_whose(uid(1))


def test_the_ids_of_the_example() -> None:
    ids = {
        "interview": "63098a8c-dc80-8ed2-8a81-06b07872ff76",
        "media": "62f8dbc6-fe4f-814c-947e-4e678f68e2c7",
        "place": "359a2085-e9f8-8fe5-b3ac-e311cf593f85",
        "package": "92c19757-a5c1-8c1e-9f6d-89e5e7f0e939",
    }
    for kind, id_ in ids.items():
        assert id_ in PAGE
        assert owned.is_of(id_, kind, SENDERS)
    consent = owned.consent_of(ids["interview"])
    assert consent == "6ae0ace2-bf87-8c55-bd05-14e8320d1a80"


def _lines(start: str) -> list[str]:
    return [line for line in PAGE.splitlines() if line.startswith(start)]


def test_the_consent_of_the_example() -> None:
    """Its id, its author's signature, and what it lets out."""
    octets = _lines('{"author":')[0].encode()
    digest = hashlib.sha256(octets).hexdigest()
    assert digest.startswith("169f3303")
    value = canon.load(octets)
    schema.named("record").check(value)
    schema.named("consent").check(value["body"])
    assert lets_out(value["body"], "analyse", "organisation") == Leave("code", files=True)
    armor = re.search("-----BEGIN SSH.*?-----END SSH SIGNATURE-----\n", PAGE, re.DOTALL)
    assert armor is not None
    signature = sshsig.parse(armor[0].encode())
    assert signature.signer == SENDERS
    assert signature.holds("version@skrynia", sshsig.digests(octets))
    assert base64.b64encode(signature.signature).decode() in PAGE


def test_the_custody_row_and_the_card_of_the_example() -> None:
    row = canon.load(_lines('{"agent":')[0].encode())
    schema.named("custody-event").check(row)
    named = row.pop("hash")
    assert hashlib.sha256(canon.dump(row)).hexdigest() == named
    shown = canon.load(_lines('{"created_at":')[0].encode())
    schema.named("card").check(shown)
    blob = sshsig.key_blob(shown["signing_key"])
    assert sshsig.fingerprint(blob) == SENDERS
    assert card.digits(blob) in PAGE


@pytest.mark.parametrize("start", ['{\n "authors"', '{\n "format": "skrynia-receipt"'])
def test_the_documents_of_the_example(start: str) -> None:
    at = PAGE.index(start)
    value = json.loads(PAGE[at : PAGE.index("\n}\n", at) + 2])
    schema.named(value["format"].removeprefix("skrynia-")).check(value)


def test_the_tag_manifest_of_the_example() -> None:
    lines = re.findall("^[0-9a-f]{64}  (?:bag|manifest)[^\n]*\n", PAGE, re.MULTILINE)
    digest = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert f'"tagmanifest_sha256": "{digest}"' in PAGE


@pytest.mark.parametrize(
    ("package", "refused"),
    [
        (owned.new("package", SENDER.fingerprint, bytes(8)), ""),
        (owned.new("package", OTHER.fingerprint, bytes(8)), "package-id"),
        (owned.new("interview", SENDER.fingerprint, bytes(8)), "package-id"),
        (uid(98), ""),
    ],
    ids=["sender's", "another's", "another-kind", "says-nothing"],
)
def test_whose_the_package_id_is(package: str, refused: str) -> None:
    draft = full()
    draft.document["package_id"] = package
    draft.info["External-Identifier"] = package
    assert draft.read().refused == refused


def test_the_draft_of_these_tests_follows_the_page() -> None:
    assert consent_body()["id"] == owned.consent_of(uid(1))
    assert Draft().read().answer == "refused"
