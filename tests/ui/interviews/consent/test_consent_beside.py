"""What others decided is listed, one by one, before anything takes its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop import canonical
from desktop.handoff.sending.gate import ask
from desktop.model.consent import CONSENT_KIND, Consent, Purpose, RecipientKind, Refusal
from desktop.model.values.moment import Moment
from desktop.model.version import VersionDocument
from desktop.reading.opened import read_opened
from desktop.vault import Vault
from tests.authors import arrive, authorship, invented
from tests.support import consent_to, make_vault
from tests.ui.interviews.consent.test_consent import consent_page, new_interview, stored
from tests.ui.interviews.consent.test_consent_narrowing import lift
from tests.ui.room_bench import Bench, dialog, press_button
from ui.interviews.consent.phase import ConsentPhase
from ui.interviews.consent.settle import SettleDialog
from ui.interviews.consent.withdraw import WithdrawDialog

pytestmark = pytest.mark.rare

LEFT = Qt.MouseButton.LeftButton
NOON = Moment("2026-11-20T12:00:00.000Z", 0)


def decided(bench: Bench) -> str:
    record = new_interview(bench)
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.ANALYSE), "asked"))
    return record


def by_another(
    vault: Vault, record: str, who: str, said: str, needs: tuple[str, ...] = (), **changed: object
) -> None:
    """A version of the interview's consent by somebody whose card is trusted, or by a stranger."""
    consent = vault.consents.for_interview(record)
    assert consent is not None
    body = canonical.to_plain(consent) | {"interpreter": said}
    document = VersionDocument(
        CONSENT_KIND, consent.id, (), invented(who), NOON, "sent", "0" * 32, body | changed
    )
    data = canonical.encode(replace(document, needs=needs))
    if who == "stranger":
        vault.versions.take_in(vault.versions.read(data), authorship(data), "pkg")
    else:
        arrive(vault, data)


def settle(phase: ConsentPhase) -> SettleDialog:
    press_button(phase, "What others decided…")
    return dialog(SettleDialog)


def said_in(asking: SettleDialog) -> str:
    return "\n".join(label.text() for label in asking.findChildren(QLabel))


def refusal(bench: Bench, record: str) -> Refusal | None:
    use = Purpose.ANALYSE, RecipientKind.ORGANISATION
    return bench.ask(lambda vault: ask(vault, [record], *use)[record].decision.refusal)


def test_each_is_named_with_what_it_does_and_a_reason_is_asked(bench: Bench) -> None:
    record = decided(bench)
    withdrawn = {"withdrawn_at": canonical.to_plain(NOON)}
    bench.ask(lambda vault: by_another(vault, record, "stranger", "a", **withdrawn))
    bench.ask(lambda vault: by_another(vault, record, "somebody", "b"))
    assert refusal(bench, record) is Refusal.WITHDRAWN
    page, phase = consent_page(bench, record)
    assert "consent withdrawn" in phase.stands.text
    bench.settle()
    whole = page.stepper.sizeHint().height()
    assert page.stepper.height() >= whole, "the steps keep their second line above a banner"
    assert "other answers" in phase.stands.text
    asking = settle(phase)
    assert "consent withdrawn" in said_in(asking)
    assert "may be used again" in said_in(asking)
    assert not asking.hold_button.isEnabled()
    QTest.keyClicks(asking.reason, "Called her on Friday")
    QTest.mouseClick(asking.hold_button, LEFT)
    bench.settle()
    assert refusal(bench, record) is None
    assert not phase.stands.title
    (last,) = bench.ask(lambda vault: vault.consents.heard(record))
    assert last.document.reason == "Called her on Friday"


def test_what_a_newer_program_wrote_is_named_and_stays(bench: Bench) -> None:
    record = decided(bench)
    bench.ask(lambda vault: by_another(vault, record, "somebody", "a", needs=("masks",)))
    bench.ask(lambda vault: by_another(vault, record, "another", "b"))
    assert refusal(bench, record) is Refusal.KEPT_UNREAD
    _page, phase = consent_page(bench, record)
    asking = settle(phase)
    assert "newer Skrynia" in said_in(asking)
    assert "update the program" in said_in(asking)
    QTest.keyClicks(asking.reason, "Called her")
    QTest.mouseClick(asking.hold_button, LEFT)
    bench.settle()
    assert refusal(bench, record) is Refusal.KEPT_UNREAD
    again = settle(phase)
    QTest.keyClicks(again.reason, "Called her")
    assert not again.hold_button.isEnabled()
    again.reject()


def test_what_a_stranger_s_newer_program_wrote_is_settled_for_a_reason(bench: Bench) -> None:
    """No update may ever make sense of it, and it would close the interview for ever."""
    record = decided(bench)
    bench.ask(lambda vault: by_another(vault, record, "stranger", "a", needs=("masks",)))
    assert refusal(bench, record) is Refusal.KEPT_UNREAD
    _page, phase = consent_page(bench, record)
    asking = settle(phase)
    assert "may be a withdrawal" in said_in(asking)
    assert not asking.hold_button.isEnabled()
    QTest.keyClicks(asking.reason, "Called her on Friday")
    QTest.mouseClick(asking.hold_button, LEFT)
    bench.settle()
    assert refusal(bench, record) is None


def test_a_restriction_says_both_and_can_be_lifted_still(bench: Bench) -> None:
    record = decided(bench)
    bench.ask(lambda vault: by_another(vault, record, "somebody", "b"))
    bench.ask(lambda vault: vault.consents.restrict(record, "Спрэчка"))
    _page, phase = consent_page(bench, record)
    assert "restricted" in phase.stands.title
    assert "Спрэчка" in phase.stands.text
    assert "other answers" in phase.stands.text
    lift(bench, phase, "She rang")
    assert stored(bench, record).restricted_at is None


def test_what_another_withdrew_can_be_recorded_here_as_well(bench: Bench) -> None:
    """Else whoever withdrew it could take that back alone."""
    record = decided(bench)
    withdrawn = {"withdrawn_at": canonical.to_plain(NOON)}
    bench.ask(lambda vault: by_another(vault, record, "somebody", "a", **withdrawn))
    _page, phase = consent_page(bench, record)
    assert "withdrawn" in phase.stands.title
    press_button(phase, "The person withdrew it here, too…")
    asking = dialog(WithdrawDialog)
    QTest.mouseClick(asking.withdraw_button, LEFT)
    bench.settle()
    asking.accept()
    bench.settle()
    assert not bench.ask(lambda vault: vault.consents.withdrawn_by_others(stored_in(vault, record)))
    assert not [b for b in phase.stands.findChildren(QPushButton) if "too" in b.text()]


def stored_in(vault: Vault, record: str) -> Consent:
    found = vault.consents.for_interview(record)
    assert found is not None
    return found


KEEPS: Final = {"purpose": "keep", "recipient": "organisation", "answer": "yes"}
GUARDED: Final[dict[str, object]] = {
    "decided_by": "with-guardian",
    "decider": "Halina",
    "authority": "parent",
}
NARROWED: Final[dict[str, dict[str, object]]] = {
    "no word against it": {},
    "answered no": {"answers": [KEEPS | {"answer": "no"}]},
    "to be asked again": {"answers": [KEEPS | {"answer": "ask-again"}]},
    "not asked any more": {"answers": []},
    "an answer of a later release": {"answers": [KEEPS | {"answer": "perhaps"}]},
    "places in part, and kept": {"answers": [KEEPS | {"places": "region"}]},
    "a guardian who did not agree": GUARDED,
    "restricted": {"restricted_at": canonical.to_plain(NOON)},
    "withdrawn": {"withdrawn_at": canonical.to_plain(NOON)},
    "unread": {"needs": ("masks",)},
    "withdrawn and unread": {"needs": ("masks",), "withdrawn_at": canonical.to_plain(NOON)},
}


def test_what_is_shown_as_closed_by_others_is_what_the_gate_closes(tmp_path: Path) -> None:
    closed: dict[str, bool] = {}
    with make_vault(tmp_path) as vault:
        for number, (case, changed) in enumerate(NARROWED.items()):
            made = vault.interviews.new(f"W-{number}", "p", "be")
            vault.consents.save(consent_to(made.id, Purpose.KEEP), "asked")
            by_another(vault, made.id, "somebody", "a", **changed)  # type: ignore[arg-type]
            shown = read_opened(vault, made.id).closed
            assert shown == vault.interviews.reasons_closed(made.id), case
            closed[case] = len(shown) > 1
    opens = [case for case, here in closed.items() if not here]
    assert opens == ["no word against it", "places in part, and kept"]
