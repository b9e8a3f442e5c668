"""A receipt speaks in codes; people read them in their own language, about things they know."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from desktop import canonical
from desktop.crypto.sshsig import sign
from desktop.handoff.format import layout
from desktop.handoff.format.schemas import schemas
from desktop.handoff.naming import Notable, notable_message, notable_rows
from desktop.handoff.receipt import DOCUMENT, SIGNATURE, import_receipt, write_receipt
from desktop.handoff.receiving.receive import receive_package
from desktop.i18n import LANGUAGES, set_language
from desktop.model.consent import CONSENT_KIND, Consent
from desktop.model.handoff import LineReason, Outcome, ReceiptLine
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND
from desktop.vault import SEAL_NAMESPACE
from tests.authors import SOMEBODY
from tests.unit.handoff.ends import Ends, interview
from tests.unit.handoff.forge import NOON, encrypted, plain_tar
from tests.unit.handoff.sender import Sender, entry_of, person, version


def receipt_from_the_office(ends: Ends, package_id: str, changed: ReceiptLine) -> None:
    """A receipt as a later release might write it, in place of ours, on the stick."""
    receipt = ends.office.packages.get_received(package_id).receipt
    records = [changed if line.item == changed.item else line for line in receipt.records]
    data = canonical.encode(replace(receipt, records=tuple(records)))
    signature = ends.office.identity.sign(data, layout.RECEIPT_NAMESPACE)
    entries = plain_tar([(DOCUMENT, data), (SIGNATURE, signature)])
    sealed = encrypted(ends.researcher.identity.age_identity(), entries)
    (ends.stick / "later-receipt.age").write_bytes(sealed)


def test_the_schema_lists_every_code_and_leaves_room_for_later_ones() -> None:
    lines = json.loads(schemas()["receipt"])["$defs"]["ReceiptLine"]
    reason = lines["properties"]["reason"]
    assert reason["examples"] == sorted(["", *LineReason])
    assert all(re.fullmatch(reason["pattern"], code) for code in LineReason)
    assert not re.search(reason["pattern"], "its seal does not hold")


def test_every_code_is_a_sentence_in_every_language(ends: Ends) -> None:
    made = interview(ends.researcher, "W-007")
    received = receive_package(ends.office, ends.write(made).path)
    ends.researcher.consents.withdraw(made.id, "no longer")
    received = receive_package(ends.office, ends.write().path)
    (withdrawn,) = received.notable
    assert (withdrawn.kind, withdrawn.name) == (CONSENT_KIND, "W-007")
    for reason in LineReason:
        notable = replace(withdrawn, line=replace(withdrawn.line, reason=reason.value))
        told = {language: words_in(language, notable) for language in LANGUAGES}
        assert len(set(told.values())) == len(LANGUAGES)
        assert all(which.startswith("W-007: ") for _kind, which in told.values())


def words_in(language: str, notable: Notable) -> tuple[str, str]:
    set_language(language)
    try:
        return notable_message(notable)
    finally:
        set_language("en")


def test_a_seal_by_another_than_the_author_has_its_own_code(ends: Ends) -> None:
    sender = Sender(ends)
    interview_id = new_id()
    body = InterviewDocument(Interview(interview_id, NOON, "W-9", new_id()))
    data = version(INTERVIEW_KIND, interview_id, body, author=SOMEBODY)
    record = entry_of(INTERVIEW_KIND, interview_id, data)
    seal = sign(data, sender.sender, SEAL_NAMESPACE)
    received = receive_package(ends.office, sender.package(ends.stick / "x.age", [record], seal))
    (line,) = received.receipt.records
    assert (line.outcome, line.reason) == (Outcome.SET_ASIDE, LineReason.SEALED_BY_ANOTHER)
    (notable,) = received.notable
    assert notable.name == ""
    why = f"{line.item[:16]}…: It was sealed by somebody other than its author."
    assert notable_message(notable) == ("Interview", why)


def test_what_stays_unread_of_a_known_person_is_named_by_its_code(ends: Ends) -> None:
    sender = Sender(ends)
    person_id, good = person()
    records = [entry_of(PERSON_KIND, person_id, version(PERSON_KIND, person_id, good))]
    receive_package(ends.office, sender.package(ends.stick / "a.age", records))
    sender = Sender(ends)
    broken = version(PERSON_KIND, person_id, {"code": good.code})
    records = [entry_of(PERSON_KIND, person_id, broken)]
    path = sender.package(ends.stick / "b.age", records)
    for _again in range(2):
        (notable,) = receive_package(ends.office, path).notable
        assert (notable.kind, notable.name) == (PERSON_KIND, good.code)
        assert notable.line.reason == LineReason.KEPT_UNREAD


def test_a_code_that_a_later_release_added_is_no_reason_to_refuse_the_receipt(ends: Ends) -> None:
    made = interview(ends.researcher, "W-007")
    written = ends.write(made)
    receive_package(ends.office, written.path)
    entries = ends.researcher.packages.get_sent(written.package_id).document.records
    aside = next(entry for entry in entries if entry.kind == INTERVIEW_KIND)
    line = ReceiptLine(aside.version_id, Outcome.SET_ASIDE, "written-in-sand")
    receipt_from_the_office(ends, written.package_id, line)
    imported = import_receipt(ends.researcher, ends.stick / "later-receipt.age")
    assert imported.set_aside == 1
    assert [notable_message(each) for each in imported.notable] == [
        ("Interview", "W-007: written-in-sand")
    ]


def test_a_withdrawal_of_what_never_came_is_named_by_its_id(ends: Ends) -> None:
    """The consent alone arrives: there is no code to show, so the id must do."""
    sender = Sender(ends)
    made = Interview(new_id(), NOON, "W-9", new_id())
    consent = Consent(new_id(), made.id, NOON, "be", "1", withdrawn_at=NOON)
    data = version(CONSENT_KIND, consent.id, consent)
    records = [entry_of(CONSENT_KIND, consent.id, data)]
    received = receive_package(ends.office, sender.package(ends.stick / "x.age", records))
    (withdrawal,) = received.withdrawals
    assert (withdrawal.code, withdrawal.name) == ("", made.id)


def test_a_name_of_any_length_leaves_room_for_the_reason() -> None:
    line = ReceiptLine("0" * 64, Outcome.SET_ASIDE, LineReason.NOT_DESCRIBED)
    _kind, shown = notable_message(Notable(line, MEDIA_KIND, "x" * 255))
    assert len(shown) < 120
    assert shown.endswith("as it arrived.")


def test_codes_reach_the_sender_s_vault_as_they_are(ends: Ends) -> None:
    made = interview(ends.researcher, "W-007")
    written = ends.write(made)
    receive_package(ends.office, written.path)
    ends.researcher.consents.withdraw(made.id, "no longer")
    withdrawn = ends.write()
    receive_package(ends.office, withdrawn.path)
    path = write_receipt(ends.office, withdrawn.package_id, ends.stick).path
    imported = import_receipt(ends.researcher, path)
    assert [line.reason for line in imported.package.lines if line.reason] == ["withdrawn"]


def test_what_is_no_version_is_not_measured_by_the_list(ends: Ends) -> None:
    """The first reason that holds: parents out of order, of another record than is listed."""
    record_id, body = person()
    plain = json.loads(version(PERSON_KIND, record_id, body))
    data = canonical.encode(plain | {"parents": ["b" * 64, "a" * 64]})
    record = entry_of(PERSON_KIND, new_id(), data)
    received = receive_package(ends.office, Sender(ends).package(ends.stick / "x.age", [record]))
    (line,) = received.receipt.records
    assert (line.outcome, line.reason) == (Outcome.SET_ASIDE, LineReason.BREAKS_SCHEMA)


def test_thousands_of_lines_with_a_reason_are_counted_by_it() -> None:
    """Whoever forwards what others wrote sends as many as wait for a card."""
    line = ReceiptLine("0" * 64, Outcome.ACCEPTED, "waits-for-card")
    waiting = [Notable(line, MEDIA_KIND, "x")] * 3_000
    aside = replace(line, outcome=Outcome.SET_ASIDE, reason="not-signed")
    rows = notable_rows([*waiting, Notable(aside, MEDIA_KIND, "y")])
    assert rows[:50] == [notable_message(waiting[0])] * 50
    counted = [text.split(":")[0] for _kind, text in rows[50:]]
    assert sorted(counted) == ["and 1 more", "and 2950 more"]
