"""An office works on an interview whose person or files the consent kept at the sender."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.formats import format_date
from desktop.media.adding.ingest import add_files
from desktop.model.consent import Purpose
from desktop.model.ids import new_id
from desktop.model.interview import State
from desktop.model.media import Attachment
from desktop.model.phases import Phase
from desktop.model.values.moment import Moment
from desktop.vault import Vault
from desktop.vault.records.consent_states import ConsentState
from desktop.vault.records.summaries import HandoffStage, InterviewSummary
from tests.support import consent_to, open_interview
from tests.ui.interviews.test_files_phase import photo
from tests.ui.room_bench import Bench
from ui.interviews.files import FilesPhase
from ui.interviews.list.rows import row_of
from ui.interviews.print_dialog import PrintDialog
from ui.media.page import files_of
from ui.widgets.elided import ElidedButton


def summary(**changes: str) -> InterviewSummary:
    facts = {"code": "S-05", "person_label": "P-005", "planned_for": "2026-11-30"} | changes
    return InterviewSummary(
        id="i",
        person_id="p",
        state=State.PLANNED,
        language="be",
        created_at=Moment("2026-11-22T10:00:00.000Z", 60),
        opened_at=None,
        consent=ConsentState.NONE,
        files=0,
        handoff=HandoffStage.RECEIVED,
        has_branches=False,
        **facts,
    )


def test_a_code_without_its_person_stands_alone() -> None:
    assert row_of(summary(person_label="")).title == "S-05"
    assert row_of(summary()).title == "S-05 · P-005"


def test_what_became_of_it_stands_before_the_language() -> None:
    assert row_of(summary()).detail == "Planned · Received · Belarusian"


@pytest.mark.parametrize(
    ("typed", "shown"), [("2026-11-30", "30 November 2026"), ("in spring", "in spring")]
)
def test_a_planned_day_is_said_in_words(typed: str, shown: str) -> None:
    assert row_of(summary(planned_for=typed)).aside == shown


def test_it_opens_shows_what_is_there_and_prints(bench: Bench, tmp_path: Path) -> None:
    """The one picture that came is shown although another of the interview did not come."""
    path = photo(tmp_path / "yard.jpg", "navy")

    def came(vault: Vault) -> str:
        interview = vault.interviews.new("S-05", new_id(), "be")
        agreed = consent_to(interview.id, Purpose.KEEP, Purpose.PHOTOGRAPH)
        vault.consents.save(agreed, "asked")
        add_files(vault, [path], interview.id)
        kept = vault.interviews.attachments(interview.id)
        away = Attachment(new_id(), new_id(), "The letter")
        vault.interviews.save_attachments(interview.id, (away, *kept))
        return interview.id

    page = bench.open(bench.ask(came), Phase.FILES)
    assert not any(button.isVisible() for button in page.findChildren(ElidedButton))
    files = page.page(Phase.FILES)
    assert isinstance(files, FilesPhase)
    kept = files.model.media(1)
    assert (files.model.count(), files.model.media(0)) == (2, None)
    assert kept is not None
    thumbnails = files.model.thumbnails
    for media_id in (files.model.attachment(0).media_id, kept.id):
        thumbnails.get(media_id)
    bench.qtbot.waitUntil(lambda: thumbnails.get(kept.id) is not None)
    dialog = PrintDialog(page, page.draft)
    target = tmp_path / "S-05.pdf"
    dialog.write(target)
    bench.qtbot.waitUntil(lambda: bool(dialog.banner.title), timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF")
    dialog.close()
    QApplication.processEvents()


def test_another_file_stands_under_no_caption(bench: Bench, tmp_path: Path) -> None:
    path = photo(tmp_path / "yard.jpg", "navy")

    def came(vault: Vault) -> str:
        interview = vault.interviews.new("S-06", new_id(), "be")
        add_files(vault, [path], interview.id)
        (kept,) = vault.interviews.attachments(interview.id)
        mistaken = replace(kept, id=new_id(), caption="The letter", sha256="ab" * 32)
        vault.interviews.save_attachments(interview.id, (mistaken, kept))
        return interview.id

    record = bench.ask(came)
    files = bench.open(record, Phase.FILES).page(Phase.FILES)
    assert isinstance(files, FilesPhase)
    said, shown = files.model.item(0), files.model.item(1)
    assert said is not None
    assert shown is not None
    # No id, by which its picture would be asked for.
    assert (said.media_id, said.title, said.caption) == ("", "", "The letter")
    assert said.problem == "Another file arrived in its place and is not shown."
    assert shown.media_id
    assert files.model.position_of(shown.media_id) == 1
    assert bench.ask(lambda vault: files_of(vault, record)) == (shown.media_id,)


def test_a_seal_that_does_not_cover_a_file_says_so_under_it(bench: Bench) -> None:
    """It was not here when the interview was sealed, and came later."""

    def came(vault: Vault) -> str:
        interview = open_interview(vault, "S-07")
        named = Attachment(new_id(), new_id(), "The letter", "ab" * 32)
        files = (Attachment(new_id(), new_id(), "The yard"), named)
        vault.interviews.save_attachments(interview.id, files)
        vault.interviews.seal(interview.id)
        return interview.id

    files = bench.open(bench.ask(came), Phase.FILES).page(Phase.FILES)
    assert isinstance(files, FilesPhase)
    said = []
    for position in (0, 1):
        files.grid.choose(position)
        said.append(files.seal_note.isVisibleTo(files))
    assert said == [True, False]


def test_a_day_is_written_as_the_rest_of_the_list_writes_it() -> None:
    made = summary(planned_for="")
    assert row_of(made).aside == format_date(made.created_at.local().date())
