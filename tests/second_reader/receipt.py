"""Reads a receipt, as the sender of the package that it answers (receiving, The receipt)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import limits, schema, sshsig
from .age import Payload
from .canon import Json
from .errors import Refused, require
from .result import ACCEPTED, ALREADY_THERE, Result, Verdict
from .signed import check_items, signed_json
from .tar import entries

NAMES = ("receipt.json", "receipt.json.sig")


@dataclass(frozen=True)
class Receipt:
    """A receipt whose signature holds."""

    receipt_id: str
    package_id: str
    tagmanifest_sha256: str
    receiver: str
    sender: str
    records: tuple[Verdict, ...]
    media: tuple[Verdict, ...]
    number: int = 1
    sha256: str = ""
    """Of its octets: another receipt in the same octets is the same."""

    def confirmed(self) -> frozenset[str]:
        """The items that it says arrived; nothing is confirmed by a code that is not known."""
        lines = (*self.records, *self.media)
        return frozenset(v.item for v in lines if v.outcome in (ACCEPTED, ALREADY_THERE))


def _lines(values: Json, about: str) -> tuple[Verdict, ...]:
    """One line for each item."""
    check_items(values, schema.named("receipt").fields("ReceiptLine"), about)
    lines = tuple(Verdict(v["item"], v["outcome"], v.get("reason", "")) for v in values)
    require(len({v.item for v in lines}) == len(lines), "listed-twice", about)
    return lines


def parse(octets: bytes, armored: bytes) -> Receipt:
    """receipt.json and its signature by its receiver. Refused: signature, breaks-schema, …"""
    try:
        signature = sshsig.parse(armored)
    except sshsig.NoSignature as error:
        raise Refused("signature", str(error)) from error
    good = signature.holds("receipt@skrynia", sshsig.digests(octets))
    require(good, "signature", "does not hold")
    value = signed_json(octets, "receipt")
    receiver = value["receiver"]["fingerprint"]
    require(receiver == signature.signer, "receiver-is-not-signer")
    return Receipt(
        value["receipt_id"],
        value["package_id"],
        value["tagmanifest_sha256"],
        receiver,
        value["sender"]["fingerprint"],
        _lines(value["records"], "records"),
        _lines(value["media"], "media"),
        value.get("number", 1),
        hashlib.sha256(octets).hexdigest(),
    )


def read(package: Path, age_key_text: str, trusted: Iterable[str]) -> Receipt:
    """A receipt's file. trusted: fingerprints. Refused: by the first rule that is broken."""
    with package.open("rb") as file:
        payload = Payload(file, age_key_text)
        found: list[bytes] = []
        for entry in entries(payload, largest):
            require(len(found) < len(NAMES) and entry.name == NAMES[len(found)], "order")
            found.append(entry.octets())
    require(len(found) == len(NAMES), "order")
    receipt = parse(found[0], found[1])
    require(receipt.receiver in set(trusted), "signer-unknown", receipt.receiver)
    return receipt


def largest(name: str) -> int:
    """How many bytes an entry may have (limits)."""
    return limits.RECEIPT if name == NAMES[0] else limits.SMALL


def check_answers(receipt: Receipt, sent: Result, tag_manifest: bytes) -> None:
    """Whether the receipt answers what was sent. Refused: not-what-was-sent."""
    document = sent.document
    require(document is not None, "not-what-was-sent", "nothing was sent")
    assert document is not None
    require(receipt.package_id == document.package_id, "not-what-was-sent", "package")
    require(receipt.receiver in document.recipients, "not-what-was-sent", "receiver")
    require(receipt.sender == document.sender, "not-what-was-sent", "sender")
    digest = hashlib.sha256(tag_manifest).hexdigest()
    require(receipt.tagmanifest_sha256 == digest, "not-what-was-sent", "tag manifest")
    records = {r.version_id for r in document.records}
    media = {m.sha256 for m in document.media}
    require({v.item for v in receipt.records} == records, "not-what-was-sent", "records")
    require({v.item for v in receipt.media} == media, "not-what-was-sent", "media")


def check_follows(receipt: Receipt, before: Sequence[Receipt]) -> bool:
    """Whether it counts from now on: receipts of one package follow one another.

    before: those that were taken. One of a lower number, or the same again, changes nothing.
    Refused: number-taken, receipt-id-taken.
    """
    others = [each for each in before if each.sha256 != receipt.sha256]
    same_id = any(each.receipt_id == receipt.receipt_id for each in others)
    require(not same_id, "receipt-id-taken", receipt.receipt_id)
    about = [
        each
        for each in others
        if (each.package_id, each.receiver) == (receipt.package_id, receipt.receiver)
    ]
    same_number = any(each.number == receipt.number for each in about)
    require(not same_number, "number-taken", str(receipt.number))
    return len(others) == len(before) and all(each.number < receipt.number for each in about)
