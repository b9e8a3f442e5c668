"""Packages, receipts and cards of a newer program; and receipts that follow one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import canonical
from desktop.crypto.sshsig import SigningKey, sign
from desktop.errors import NewerCard, NewerPackage, NewerReceipt, ReceiptRepeated
from desktop.handoff.format.layout import RECEIPT_NAMESPACE
from desktop.handoff.receipt import DOCUMENT, SIGNATURE, import_receipt, write_receipt
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.home.cards import read_card
from desktop.home.identity import CARD_NAMESPACE
from desktop.model.handoff import LineReason, Outcome, ReceiptLine
from desktop.model.ids import new_id
from tests.support import make_vault
from tests.unit.handoff.ends import USE, Ends, delivered, interview, introduce
from tests.unit.handoff.forge import Forge
from tests.unit.handoff.test_cards import card
from tests.unit.handoff.test_receipt import forged, packed

# --- packages, receipts, cards ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"needs":[]', b'"needs":["volumes"]'),
        (b'"purpose":"analyse"', b'"purpose":"teach"'),
        (b'"recipient_kind":"organisation"', b'"recipient_kind":"school"'),
    ],
    ids=("needs", "purpose", "recipient"),
)
def test_a_package_that_needs_what_is_unknown_is_from_a_newer_program(
    tmp_path: Path, old: bytes, new: bytes
) -> None:
    forge = Forge()
    payload = forge.payload(forge.document)
    path = "data/package.json"
    assert old in payload[path]
    payload[path] = payload[path].replace(old, new)
    entries = forge.entries(payload, forge.document.package_id)
    with pytest.raises(NewerPackage):
        forge.verify(forge.write(tmp_path / "x.age", entries))


def test_fields_of_a_package_that_need_nothing_are_read_past(tmp_path: Path) -> None:
    forge = Forge()
    document = forge.document
    payload = forge.payload(document)
    plain = canonical.to_plain(document)
    plain["consents"][0]["conditions"] = {"a": 1}
    payload["data/package.json"] = canonical.encode(plain | {"zeal": [{"a": [1]}]})
    entries = forge.entries(payload, document.package_id)
    verified = forge.verify(forge.write(tmp_path / "x.age", entries))
    assert verified.document.consents == document.consents


def test_a_receipt_of_a_newer_program_is_read_as_far_as_it_goes(ends: Ends) -> None:
    receipt = ends.office.packages.get_received(delivered(ends).package_id).receipt
    with pytest.raises(NewerReceipt):
        import_receipt(ends.researcher, forged(ends, receipt, needs=("masks",)))
    shaped = canonical.to_plain(receipt) | {"version": 2, "records": {"by": "kind"}}
    data = canonical.encode(shaped)
    signature = ends.office.identity.sign(data, RECEIPT_NAMESPACE)
    with pytest.raises(NewerReceipt):
        import_receipt(ends.researcher, packed(ends, [(DOCUMENT, data), (SIGNATURE, signature)]))
    lines = [ReceiptLine(each.item, Outcome("half-there")) for each in receipt.records]
    imported = import_receipt(ends.researcher, forged(ends, receipt, records=tuple(lines)))
    assert imported.accepted == len(receipt.media)
    made = ends.researcher.outlines.interview_ids()
    held_there = ends.researcher.packages.held(ends.office.identity.fingerprint, made)
    assert held_there
    assert not any(held_there.values())


def test_a_card_of_a_newer_program_is_read_as_far_as_it_goes() -> None:
    key = SigningKey.generate()
    plain = canonical.to_plain(card(signing_key=key.public_key.line()))
    for change, refused in (
        ({"portrait": {"x": 1}}, False),
        ({"role": "court"}, False),
        ({"needs": ["chain"]}, True),
        ({"version": 2}, True),
        # Of another shape, whoever signed it: what a card is may change.
        ({"version": 2, "recipient": {"keys": []}, "name": ["a", "b"]}, True),
        ({"needs": ["chain"], "signing_key": 7}, True),
    ):
        document = canonical.encode(plain | change)
        signature = sign(document, key, CARD_NAMESPACE)
        if refused:
            with pytest.raises(NewerCard):
                read_card(document, signature)
        else:
            assert read_card(document, signature)[0].name == plain["name"]


# --- receipts that follow one another -----------------------------------------------------------


def test_a_package_received_again_is_answered_as_more_of_it_is_trusted(
    ends: Ends, tmp_path: Path
) -> None:
    with make_vault(tmp_path, "other") as other:
        introduce(other, ends.researcher)
        introduce(ends.researcher, other)
        interview(other)
        plan = plan_package(other, ends.researcher.identity.fingerprint, USE)
        receive_package(ends.researcher, write_package(other, plan, ends.stick).path)
        written = ends.write()
        first = receive_package(ends.office, written.path)
        reasons = {line.reason for line in first.receipt.records}
        assert (first.receipt.number, reasons) == (1, {LineReason.WAITS_FOR_CARD})
        one = write_receipt(ends.office, written.package_id, ends.stick).path
        again = receive_package(ends.office, written.path)
        assert (again.receipt, again.again) == (first.receipt, True)
        introduce(ends.office, other)
    second = receive_package(ends.office, written.path)
    assert (second.receipt.number, second.again) == (2, False)
    assert [(line.item, line.outcome, line.reason) for line in second.lines] == [
        (line.item, Outcome.ACCEPTED, "") for line in first.lines
    ]
    assert ends.office.packages.get_received(written.package_id).receipt == second.receipt
    two = write_receipt(ends.office, written.package_id, ends.stick).path
    assert one != two
    assert import_receipt(ends.researcher, one).notable
    imported = import_receipt(ends.researcher, two)
    assert (imported.again, imported.notable) == (False, ())
    late = import_receipt(ends.researcher, one)
    assert late.again
    sent = ends.researcher.packages.get_sent(written.package_id)
    assert {line.reason for line in sent.lines} == {""}
    assert receive_package(ends.office, written.path).again


def test_the_receipt_of_the_highest_number_counts_in_whichever_order_they_come(ends: Ends) -> None:
    receipt = ends.office.packages.get_received(delivered(ends).package_id).receipt
    lines = tuple(ReceiptLine(each.item, Outcome.SET_ASIDE, "id-taken") for each in receipt.records)
    later = forged(ends, receipt, number=3, records=lines, receipt_id=new_id())
    assert import_receipt(ends.researcher, later).set_aside == len(lines)
    assert import_receipt(ends.researcher, forged(ends, receipt)).again
    sent = ends.researcher.packages.get_sent(receipt.package_id)
    assert sum(line.outcome is Outcome.SET_ASIDE for line in sent.lines) == len(lines)
    with pytest.raises(ReceiptRepeated, match="another receipt of this number"):
        import_receipt(ends.researcher, forged(ends, receipt, number=3, receipt_id=new_id()))


def test_a_receipt_under_the_id_of_another_settles_nothing_and_says_so(ends: Ends) -> None:
    receipt = ends.office.packages.get_received(delivered(ends).package_id).receipt
    assert not import_receipt(ends.researcher, forged(ends, receipt)).again
    lines = tuple(ReceiptLine(each.item, Outcome.SET_ASIDE, "id-taken") for each in receipt.records)
    with pytest.raises(ReceiptRepeated, match="another receipt of this id"):
        import_receipt(ends.researcher, forged(ends, receipt, number=2, records=lines))
    sent = ends.researcher.packages.get_sent(receipt.package_id)
    assert all(line.outcome is Outcome.ACCEPTED for line in sent.lines)
    assert import_receipt(ends.researcher, forged(ends, receipt)).again
