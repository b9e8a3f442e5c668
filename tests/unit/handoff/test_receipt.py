"""A receipt settles exactly the package it is for, signed by exactly who got it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.crypto.age import Encryptor
from desktop.crypto.sshsig import SigningKey, sign
from desktop.errors import (
    BadSignature,
    Cancelled,
    FileExists,
    HandoffError,
    NewerPackage,
    NoSuchRecord,
    ReceiptClosed,
    ReceiptRefused,
    RevokedSigner,
    SkryniaError,
    UnknownSigner,
)
from desktop.handoff.format import layout, limits
from desktop.handoff.receipt import DOCUMENT, SIGNATURE, import_receipt, write_receipt
from desktop.handoff.receiving.receive import receive_package
from desktop.model.handoff import Outcome, ReceiptDocument
from desktop.model.identity import Party
from desktop.vault import Vault
from desktop.vault.records.handoff import packages
from tests.examples import examples
from tests.support import make_vault
from tests.unit.handoff.ends import Ends, Vaults, delivered_ends, interview, introduce, state_of
from tests.unit.handoff.forge import Entries, encrypted, plain_tar

UNKNOWN = "00000000-0000-4000-8000-000000000000"


class Written(NamedTuple):
    """The package that the office has received."""

    package_id: str
    path: Path


@pytest.fixture
def ends(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ends]:
    """As in the other files, once the office has received a package."""
    made = delivered_ends(tmp_path, request.param)
    yield made
    made.close()


@pytest.fixture
def written(ends: Ends) -> Written:
    [package], [path] = ends.researcher.packages.sent(), ends.stick.iterdir()
    return Written(package.package_id, path)


def forged(
    ends: Ends, document: ReceiptDocument, signer: Vault | None = None, **changes: Any
) -> Path:
    """A receipt file to the researcher over a changed document."""
    data = canonical.encode(replace(document, **changes))
    signature = (signer or ends.office).identity.sign(data, layout.RECEIPT_NAMESPACE)
    return packed(ends, [(DOCUMENT, data), (SIGNATURE, signature)])


def packed(ends: Ends, entries: Entries) -> Path:
    path = ends.stick / "forged-receipt.age"
    path.write_bytes(encrypted(ends.researcher.identity.age_identity(), plain_tar(entries)))
    return path


def refused(ends: Ends, path: Path, reason: str) -> None:
    before = state_of(ends.researcher)
    with pytest.raises(ReceiptRefused, match=reason):
        import_receipt(ends.researcher, path)
    assert state_of(ends.researcher) == before
    assert all(package.receipted_at is None for package in ends.researcher.packages.sent())


def test_a_receipt_settles_every_item_and_bears_the_name_of_its_package(
    ends: Ends, written: Written
) -> None:
    path = write_receipt(ends.office, written.package_id, ends.stick).path
    assert path.name == f"{written.path.stem}-receipt.age"
    imported = import_receipt(ends.researcher, path)
    assert (imported.accepted, imported.set_aside, imported.again) == (5, 0, False)
    package = ends.researcher.packages.get_sent(written.package_id)
    assert package.receipted_at is not None
    assert {line.outcome for line in package.lines} == {Outcome.ACCEPTED}
    assert ends.researcher.custody.verify().intact


def test_the_same_receipt_again_changes_nothing(ends: Ends, written: Written) -> None:
    path = write_receipt(ends.office, written.package_id, ends.stick).path
    first = import_receipt(ends.researcher, path)
    before = state_of(ends.researcher)
    second = import_receipt(ends.researcher, path)
    assert (second.again, second.document) == (True, first.document)
    assert state_of(ends.researcher) == before


def test_receipts_of_the_same_package_written_twice_say_the_same(
    ends: Ends, written: Written
) -> None:
    first = write_receipt(ends.office, written.package_id, ends.stick).path
    receive_package(ends.office, written.path)
    other = ends.stick / "other"
    other.mkdir()
    second = write_receipt(ends.office, written.package_id, other).path
    one, two = import_receipt(ends.researcher, first), import_receipt(ends.researcher, second)
    assert one.document == two.document


def test_a_receipt_that_is_there_already_is_left_and_said_to_be(
    ends: Ends, written: Written
) -> None:
    package_id = written.package_id
    other = ends.stick / "other"
    other.mkdir()
    first = write_receipt(ends.office, package_id, ends.stick)
    second = write_receipt(ends.office, package_id, other)
    for made in (first, second):
        data, before = made.path.read_bytes(), state_of(ends.office)
        again = write_receipt(ends.office, package_id, made.path.parent)
        assert (made.again, again.again, again.path) == (False, True, made.path)
        assert made.path.read_bytes() == data
        assert state_of(ends.office) == before
    assert ends.office.custody.verify().intact


@pytest.mark.parametrize("kind", ["altered", "cut", "empty", "folder", "link", "other receipt"])
def test_another_file_of_the_receipt_s_name_is_refused_and_left(
    ends: Ends, written: Written, kind: str
) -> None:
    package_id = written.package_id
    path = write_receipt(ends.office, package_id, ends.stick).path
    data = path.read_bytes()
    path.unlink()
    other = {"altered": data[:-1] + bytes([data[-1] ^ 1]), "cut": data[:-1], "empty": b""}
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(ends.stick / "nothing")
    elif kind == "other receipt":
        interview(ends.researcher, "W-002")
        second = ends.write()
        receive_package(ends.office, second.path)
        write_receipt(ends.office, second.package_id, ends.stick).path.rename(path)
    else:
        path.write_bytes(other[kind])
    names = sorted(ends.stick.iterdir())
    content = path.read_bytes() if path.is_file() else None
    before = state_of(ends.office)
    with pytest.raises(FileExists):
        write_receipt(ends.office, package_id, ends.stick)
    assert sorted(ends.stick.iterdir()) == names
    assert (path.read_bytes() if path.is_file() else None) == content
    assert state_of(ends.office) == before


def test_no_receipt_for_what_was_not_received(ends: Ends) -> None:
    interview(ends.researcher, "W-002")
    with pytest.raises(NoSuchRecord):
        write_receipt(ends.office, ends.write().package_id, ends.stick)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"package_id": UNKNOWN}, "not sent from here"),
        ({"tagmanifest_sha256": "0" * 64}, "not what was sent"),
        ({"sender": Party("SHA256:other", "x")}, "another sender"),
        ({"receiver": Party("SHA256:other", "x")}, "another than its receiver"),
        ({"records": ()}, "records are not those"),
        ({"media": ()}, "files are not those"),
        ({"format": "skrynia-package"}, "something else"),
    ],
)
def test_a_receipt_that_does_not_match_what_was_sent_is_refused(
    ends: Ends, written: Written, changes: dict[str, Any], reason: str
) -> None:
    receipt = ends.office.packages.get_received(written.package_id).receipt
    refused(ends, forged(ends, receipt, **changes), reason)


def test_lines_repeated_exchanged_or_added_are_refused(ends: Ends, written: Written) -> None:
    receipt = ends.office.packages.get_received(written.package_id).receipt
    record = receipt.records[0]
    for records in (
        (*receipt.records, record),
        (*receipt.records, replace(record, item="0" * 64)),
        (*receipt.records[1:], replace(record, item="0" * 64)),
        (*receipt.records[1:], *receipt.media),
    ):
        refused(ends, forged(ends, receipt, records=records), "records are not those")


def test_a_receipt_for_another_package_of_the_same_office_is_refused(
    ends: Ends, written: Written
) -> None:
    """Replayed: a true receipt, signed by the right office, held against another package."""
    first = ends.office.packages.get_received(written.package_id).receipt
    interview(ends.researcher, "W-002")
    second = ends.write()
    moved = forged(ends, first, package_id=second.package_id)
    refused(ends, moved, "not what was sent")


def test_a_second_receipt_that_says_otherwise_is_refused(ends: Ends, written: Written) -> None:
    import_receipt(ends.researcher, write_receipt(ends.office, written.package_id, ends.stick).path)
    receipt = ends.office.packages.get_received(written.package_id).receipt
    with pytest.raises(ReceiptRefused, match="another receipt"):
        import_receipt(ends.researcher, forged(ends, receipt, receipt_id=UNKNOWN))


def test_a_receipt_signed_by_anybody_else_is_refused(
    ends: Ends, written: Written, tmp_path: Path
) -> None:
    receipt = ends.office.packages.get_received(written.package_id).receipt
    with make_vault(tmp_path, "other") as other:
        with pytest.raises(UnknownSigner):
            import_receipt(ends.researcher, forged(ends, receipt, other))
        introduce(ends.researcher, other)
        refused(ends, forged(ends, receipt, other), "another than its receiver")
        party = other.identity.party()
        refused(ends, forged(ends, receipt, other, receiver=party), "was not sent to")
    path = write_receipt(ends.office, receipt.package_id, ends.stick).path
    ends.researcher.cards.revoke(ends.office.identity.fingerprint)
    with pytest.raises(RevokedSigner):
        import_receipt(ends.researcher, path)


@pytest.mark.parametrize("namespace", [layout.PACKAGE_NAMESPACE, "seal@skrynia"])
def test_a_signature_for_another_use_is_no_receipt(
    ends: Ends, written: Written, namespace: str
) -> None:
    receipt = ends.office.packages.get_received(written.package_id).receipt
    data = canonical.encode(receipt)
    signature = ends.office.identity.sign(data, namespace)
    with pytest.raises(BadSignature):
        import_receipt(ends.researcher, packed(ends, [(DOCUMENT, data), (SIGNATURE, signature)]))


def test_a_newer_receipt_is_named_as_such(ends: Ends, written: Written) -> None:
    receipt = ends.office.packages.get_received(written.package_id).receipt
    with pytest.raises(NewerPackage):
        import_receipt(ends.researcher, forged(ends, receipt, version=2))


def test_files_that_hold_something_else_are_refused(ends: Ends, written: Written) -> None:
    key = SigningKey.generate()
    for entries in (
        [],
        [(SIGNATURE, b"")],
        [(DOCUMENT, b"{}")],
        [(DOCUMENT, b"{}"), (DOCUMENT, b"{}")],
        [(DOCUMENT, b"{}"), (SIGNATURE, b""), ("more", b"")],
        [("../" + DOCUMENT, b"{}"), (SIGNATURE, b"")],
        [(DOCUMENT, b"{}"), (SIGNATURE, bytes(100_000))],
    ):
        refused(ends, packed(ends, entries), "receipt")
    with pytest.raises(SkryniaError):
        import_receipt(ends.researcher, written.path)
    data = b"[" * 10_000
    bomb = [(DOCUMENT, data), (SIGNATURE, sign(data, key, layout.RECEIPT_NAMESPACE))]
    with pytest.raises(HandoffError):
        import_receipt(ends.researcher, packed(ends, bomb))


def test_a_receipt_to_somebody_else_does_not_open(ends: Ends, written: Written) -> None:
    path = write_receipt(ends.office, written.package_id, ends.stick).path
    with pytest.raises(ReceiptClosed):
        import_receipt(ends.office, path)
    with pytest.raises(ReceiptClosed):
        import_receipt(ends.researcher, written.path)


def test_two_recipients_cannot_be_told_apart_by_the_file(ends: Ends, written: Written) -> None:
    """The receipt is encrypted: nothing in the file names either end."""
    data = write_receipt(ends.office, written.package_id, ends.stick).path.read_bytes()
    for word in (b"office", b"researcher", b"accepted", b"skrynia-receipt"):
        assert word not in data


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(30))
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255), cut=st.booleans())
def test_any_damage_to_a_receipt_changes_nothing(
    ends: Ends, written: Written, place: float, flip: int, cut: bool
) -> None:
    if not [*ends.stick.glob("*-receipt.age")]:
        write_receipt(ends.office, written.package_id, ends.stick)
    whole = next(ends.stick.glob("skrynia-*-receipt.age")).read_bytes()
    data = bytearray(whole)
    at = int(place * len(data))
    data[at] ^= flip
    damaged = ends.stick / "damaged"
    damaged.write_bytes(whole[:at] if cut else bytes(data))
    before = state_of(ends.researcher)
    with pytest.raises(SkryniaError):
        import_receipt(ends.researcher, damaged)
    assert state_of(ends.researcher) == before


def test_a_receipt_over_the_size_limit_is_refused_unread(
    ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "RECEIPT_FILE", 1000)
    target = io.BytesIO()
    encryptor = Encryptor(target, [ends.researcher.identity.age_identity().recipient])
    encryptor.write(bytes(2000))
    encryptor.finish()
    path = ends.stick / "large-receipt.age"
    path.write_bytes(target.getvalue())
    refused(ends, path, "too large")


@pytest.mark.rare
@pytest.mark.parametrize("pauses", range(4))
def test_a_large_receipt_keeps_nobody_waiting_and_goes_on_after_it_was_stopped(
    ends: Vaults, written: Written, monkeypatch: pytest.MonkeyPatch, pauses: int
) -> None:
    """235,000 items in one transaction held the vault for seconds; nobody could stop it."""
    monkeypatch.setattr(packages, "_AT_ONCE", 1)
    path = write_receipt(ends.office, written.package_id, ends.stick).path
    vault = ends.researcher
    settled = "SELECT count(*) FROM package_item WHERE outcome IS NOT NULL"

    def stop(done: int, total: int, what: str) -> None:
        assert not vault._db.in_transaction
        if vault._db.one(settled) == (pauses + 1,):
            raise Cancelled

    with pytest.raises(Cancelled):
        import_receipt(vault, path, stop)
    assert vault._db.one(settled) == (pauses + 1,)
    assert vault.packages.receipts(written.package_id) == []
    imported = import_receipt(vault, path)
    assert (imported.accepted, imported.again) == (5, False)
    assert [line.item for line in imported.package.lines] == sorted(
        line.item for line in (*imported.document.records, *imported.document.media)
    )
    assert import_receipt(vault, path).again
    assert vault.check().intact
