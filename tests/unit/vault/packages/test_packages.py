"""What was sent, to whom, and what the receipts said of it."""

from __future__ import annotations

import pytest

from desktop import canonical
from desktop.errors import Cancelled, NoSuchRecord
from desktop.model.custody import CustodyKind
from desktop.model.handoff import (
    Outcome,
    ReceiptDocument,
)
from desktop.model.ids import new_id
from desktop.model.interview import Utterance
from desktop.model.values.moment import Moment
from desktop.progress import Pause, no_pause
from desktop.vault import HandoffStage, Vault
from desktop.vault.store import document_pieces
from tests.support import open_interview
from tests.unit.vault.made import OFFICE, PHOTO, confirmed_by, receipt_of, send, set_aside_of


def take(vault: Vault, receipt: ReceiptDocument) -> None:
    vault.packages.record_receipt(receipt, canonical.encode(receipt), b"signature")


def stage(vault: Vault) -> HandoffStage:
    return vault.interviews.summaries()[0].handoff


def test_a_sent_package_is_remembered_with_every_item(vault: Vault) -> None:
    interview = open_interview(vault)
    package = send(vault, interview.id, PHOTO)
    [listed] = vault.packages.sent()
    assert (listed.package_id, listed.size, listed.certain) == (package.package_id, 1234, True)
    assert (listed.interviews, listed.files, listed.set_aside) == (1, 1, 0)
    assert listed.recipient_name == package.recipient_name
    assert listed.written_at == package.document.written_at
    assert vault.packages.get_sent(package.package_id) == package
    assert vault.packages.sent_with(interview.id) == [listed]
    assert vault.packages.sent_with(PHOTO.media_id) == [listed]
    assert vault.packages.sent_with("other") == []
    assert (package.recipient_name, package.receipted_at) == ("Офіс", None)
    with pytest.raises(NoSuchRecord):
        vault.packages.get_sent("none")


def test_everything_that_travelled_says_so_in_the_log(vault: Vault) -> None:
    interview = open_interview(vault)
    package = send(vault, interview.id, PHOTO)
    for object_id in (interview.id, PHOTO.media_id, package.package_id):
        assert vault.custody.events(object_id)[-1].kind is CustodyKind.TRANSFER
    assert "Офіс" not in repr(vault.custody.events())


def test_the_way_of_an_interview_from_sent_to_receipted_to_news(vault: Vault) -> None:
    interview = open_interview(vault)
    assert stage(vault) is HandoffStage.NOT_SENT
    assert vault.interviews.handoff_state(interview.id).news
    package = send(vault, interview.id)
    assert stage(vault) is HandoffStage.SENT
    take(vault, receipt_of(package))
    assert stage(vault) is HandoffStage.RECEIPTED
    state = vault.interviews.handoff_state(interview.id)
    (delivery,) = state.sent
    assert (delivery.recipient_name, delivery.outcome, state.news) == ("Офіс", "accepted", False)
    assert delivery.receipted_at is not None
    vault.interviews.save_utterances(interview.id, [Utterance(new_id(), text="more")])
    assert stage(vault) is HandoffStage.NEWS
    assert vault.interviews.handoff_state(interview.id).news


def test_a_receipt_says_what_became_of_each_item(vault: Vault) -> None:
    package = send(vault, open_interview(vault).id, PHOTO)
    receipt = receipt_of(package, Outcome.SET_ASIDE)
    take(vault, receipt)
    head = vault.custody.head()
    take(vault, receipt)
    assert vault.custody.head() == head
    stored = vault.packages.get_sent(package.package_id)
    assert set(stored.lines) == {*receipt.records, *receipt.media}
    assert stored.receipted_at is not None
    assert vault.packages.receipts(package.package_id) == [
        (canonical.encode(receipt), b"signature")
    ]
    assert confirmed_by(vault, OFFICE.fingerprint) == set()
    assert stage(vault) is HandoffStage.SENT


def test_only_what_that_recipient_confirmed_counts_as_there(vault: Vault) -> None:
    package = send(vault, open_interview(vault).id, PHOTO)
    take(vault, receipt_of(package))
    items = {package.document.records[0].version_id, PHOTO.sha256}
    assert confirmed_by(vault, OFFICE.fingerprint) == items
    assert confirmed_by(vault, "SHA256:another") == set()


def test_a_receipt_for_a_package_of_somebody_else(vault: Vault) -> None:
    package = send(vault, open_interview(vault).id)
    stray = ReceiptDocument(
        "r", "none", "0" * 64, OFFICE, package.document.sender, Moment.now(), (), ()
    )
    with pytest.raises(NoSuchRecord):
        take(vault, stray)


def test_a_package_received_twice_keeps_its_first_receipt(vault: Vault) -> None:
    package = send(vault, open_interview(vault).id)
    first, second = receipt_of(package), receipt_of(package)
    manifest = package.tagmanifest_sha256
    vault.packages.record_received(package.document, tagmanifest_sha256=manifest, receipt=first)
    kept = vault.packages.get_received(package.package_id)
    head = vault.custody.head()
    vault.packages.record_received(package.document, tagmanifest_sha256=manifest, receipt=second)
    assert kept == vault.packages.get_received(package.package_id)
    assert (kept.document, kept.receipt) == (package.document, first)
    [listed] = vault.packages.received()
    assert (listed.package_id, listed.sender_name) == (kept.package_id, kept.document.sender.name)
    assert (listed.interviews, listed.files, listed.set_aside) == (1, 0, 0)
    assert vault.custody.head() == head
    assert vault.packages.find_received("none") is None
    with pytest.raises(NoSuchRecord):
        vault.packages.get_received("none")


def test_what_was_set_aside_is_kept_and_named_once(vault: Vault) -> None:
    for _ in range(2):
        vault.packages.set_aside("p1", "item", "no such kind", b"untrusted")
    assert set_aside_of(vault, "p1") == [("item", "no such kind", b"untrusted")]
    assert [event.kind for event in vault.custody.events("item")] == [CustodyKind.QUARANTINE]


def test_a_long_document_is_written_in_pieces_that_nobody_waits_for_a_second_for(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_pieces, "_PIECE", 100)
    package = send(vault, open_interview(vault).id, PHOTO)
    receipt = receipt_of(package)
    at_rest: list[bool] = []
    vault.packages.record_received(
        package.document,
        tagmanifest_sha256=package.tagmanifest_sha256,
        receipt=receipt,
        pause=lambda: at_rest.append(not vault._db.in_transaction),
    )
    kept = vault.packages.get_received(package.package_id)
    assert (kept.document, kept.receipt) == (package.document, receipt)
    octets = len(canonical.encode(package.document)) + len(canonical.encode(receipt))
    assert len(at_rest) > octets / 100
    assert all(at_rest)


def test_stopped_between_two_pieces_nothing_is_shown_and_nothing_stays_behind(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_pieces, "_PIECE", 100)
    package = send(vault, open_interview(vault).id, PHOTO)
    stopped, receipt = receipt_of(package), receipt_of(package)

    def stop() -> None:
        if pieces():
            raise Cancelled

    def pieces() -> int:
        return len(vault._db.all("SELECT 1 FROM package_received_piece"))

    def record(receipt: ReceiptDocument, pause: Pause) -> None:
        vault.packages.record_received(
            package.document,
            tagmanifest_sha256=package.tagmanifest_sha256,
            receipt=receipt,
            pause=pause,
        )

    with pytest.raises(Cancelled):
        record(stopped, stop)
    assert pieces() > 0
    assert vault.packages.received() == []
    assert vault.packages.find_received(package.package_id) is None
    record(receipt, no_pause)
    assert vault.packages.get_received(package.package_id).receipt == receipt
    octets = len(canonical.encode(package.document)) + len(canonical.encode(receipt))
    [kept] = vault._db.all("SELECT sum(length(bytes)) FROM package_received_piece")
    assert kept == (octets,)
