"""No field is forgotten in the window: each is shown, and an editor writes the one it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication

from desktop.model.consent import Consent
from desktop.model.interview import InterviewDocument, Safety, State
from desktop.model.opened import Opened
from desktop.model.phases import Phase
from tests import every_field
from tests.support import open_interview
from tests.ui.room_bench import Bench
from tests.ui.whole_page import shown, written_on
from ui.interviews.interview_page import InterviewPage
from ui.interviews.safe_contact import SafeContact

_IDS = "an id; people see codes and names"
_HASH = "another file than this one is said; the viewer says the hash of the file"

NOT_IN_THE_INTERVIEW = {
    "Interview.id": _IDS,
    "Interview.person_id": _IDS,
    "Interview.created_at": "the day stands in the list of interviews",
    "Interview.opened_at": "the times of the answers stand beside them; the print says it",
    "Utterance.id": _IDS,
    "Attachment.id": _IDS,
    "Attachment.media_id": _IDS,
    "Attachment.sha256": _HASH,
}
NOT_IN_THE_CONSENT = {
    "Consent.own_agreement": "asked where a guardian decides too, see test_consent_reading.py",
    "Consent.guardian_agreement": "the same",
    "Consent.text_read": "the form shows what would be read out now",
    "Consent.id": _IDS,
    "Consent.interview_id": _IDS,
}
NOT_ON_THE_SAFETY_SCREEN = {
    "Safety.interview_id": _IDS,
    "Safety.safe_contact": "hidden until somebody asks to see it, and that is logged",
}
_BY_ITSELF = "written by the program when it happens"
NOT_WRITTEN = {
    "Interview.id": _IDS,
    "Interview.person_id": "whose interview it is, is said when it is made",
    "Interview.created_at": _BY_ITSELF,
    "Interview.state": _BY_ITSELF,
    "Interview.opened_at": _BY_ITSELF,
    "Interview.closed_at": _BY_ITSELF,
    "Interview.derived_from": _BY_ITSELF,
    "Interview.shown_as": _BY_ITSELF,
    "Safety.interview_id": _IDS,
    "Attachment.id": _IDS,
    "Attachment.media_id": _IDS,
    "Attachment.sha256": _HASH,
}

Opening = Callable[[Opened], InterviewPage]


@pytest.fixture
def opened() -> Opened:
    """Every field of everything that belongs to an interview."""
    document = every_field.document()
    return Opened(
        interview=document.interview,
        person=every_field.person(),
        safety=every_field.safety(),
        consent=every_field.consent(),
        utterances=document.utterances,
        attachments=document.attachments,
        media=(every_field.media(),),
    )


@pytest.fixture
def opening(bench: Bench) -> Opening:
    """Lay an interview into the page that the room of interviews shows, in its own context."""
    record = bench.ask(lambda vault: open_interview(vault).id)
    context = bench.open(record).draft.context

    def lay(opened: Opened) -> InterviewPage:
        page = InterviewPage(context, opened)
        bench.qtbot.addWidget(page)
        page.resize(1366, 768)
        page.show()
        return page

    return lay


def phase_of(page: InterviewPage, phase: Phase) -> str:
    """What a phase shows, and the head above it."""
    page.show_phase(phase)
    QApplication.processEvents()
    return shown(page)


@pytest.mark.slow
@every_field.EACH_OR_SOME
def test_every_field_of_the_interview_is_shown(
    opening: Opening, opened: Opened, every: int
) -> None:
    def views(document: InterviewDocument) -> dict[str, Callable[[], str]]:
        changed = replace(
            opened,
            interview=document.interview,
            utterances=document.utterances,
            attachments=document.attachments,
        )
        page = opening(changed)
        phases = [phase for phase in Phase if phase is not Phase.CONSENT]
        return {phase.value: partial(phase_of, page, phase) for phase in phases}

    document = every_field.document()
    once, again = views(document), views(document)
    assert [view() for view in once.values()] == [view() for view in again.values()]
    missing = every_field.unseen(document, views, every)
    reasons = every_field.expected(document, NOT_IN_THE_INTERVIEW, every)
    every_field.check("The interview (ui/interviews)", missing, reasons)


@pytest.mark.slow
@pytest.mark.rare
def test_every_field_of_the_consent_is_shown(opening: Opening, opened: Opened) -> None:
    def show(consent: Consent) -> str:
        return phase_of(opening(replace(opened, consent=consent)), Phase.CONSENT)

    def views(consent: Consent) -> dict[str, Callable[[], str]]:
        standing = replace(consent, withdrawn_at=None)
        return {"withdrawn": partial(show, consent), "standing": partial(show, standing)}

    missing = every_field.unseen(every_field.withdrawn_consent(), views)
    every_field.check("The consent (ui/interviews)", missing, NOT_IN_THE_CONSENT)


@pytest.mark.rare
@pytest.mark.slow
def test_every_field_of_the_screening_is_shown(opening: Opening, opened: Opened) -> None:
    def show(safety: Safety) -> str:
        return phase_of(opening(replace(opened, safety=safety)), Phase.SAFETY)

    missing = every_field.unchanged(every_field.safety(), show)
    every_field.check("The safety screen (ui/interviews)", missing, NOT_ON_THE_SAFETY_SCREEN)


@pytest.mark.slow
def test_every_editor_writes_the_field_it_shows_and_no_other(
    bench: Bench, opening: Opening, opened: Opened
) -> None:
    stored = bench.ask(lambda vault: vault.interviews.get(open_interview(vault, "W-2").id))
    own = {name: getattr(stored, name) for name in ("id", "person_id", "created_at", "opened_at")}
    under_way = replace(opened.interview, state=State.UNDER_WAY, **own)
    safety = replace(opened.safety, interview_id=stored.id)
    bench.ask(lambda vault: vault.interviews.save(under_way))
    bench.ask(lambda vault: vault.interviews.save_safety(safety))
    page = opening(replace(opened, interview=under_way, safety=safety))
    page.page(Phase.SAFETY).findChildren(SafeContact)[0].reveal_button.click()
    bench.settle()
    written: set[str] = set()
    for phase in sorted(set(Phase) - {Phase.CONSENT, Phase.ACCOUNT}, key=list(Phase).index):
        page.show_phase(phase)
        written |= written_on(page.page(phase), lambda: page.draft.opened)
    parts = (opened.interview, opened.safety, *opened.attachments)
    fields = {path for part in parts for path in every_field.values(part)}
    every_field.check("What can be written (ui/interviews)", fields - written, NOT_WRITTEN)
    page.draft.save_now()
    bench.settle()
    assert bench.ask(lambda vault: vault.interviews.get(stored.id)) == page.draft.opened.interview
    assert bench.ask(lambda vault: vault.interviews.safety(stored.id)) == page.draft.opened.safety
