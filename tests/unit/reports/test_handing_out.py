"""A print for somebody outside: by what was agreed to, once all names are decided, and counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import ConsentRefused, NamesUndecided, StorageError
from desktop.handing_out import (
    form_for,
    names_for,
    write_for_recipient,
    write_replacements,
)
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.drawings import draw
from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
)
from desktop.model.ids import new_id
from desktop.model.interview import PriorAccounts, Utterance
from desktop.model.owned_id import consent_id_of
from desktop.model.person import NameForm
from desktop.model.values.moment import Moment
from desktop.model.written_out import What
from desktop.reports.copies import Target, whose_copy
from desktop.reports.given_out import as_line, copies_of
from desktop.showing.decided import Choice
from desktop.showing.deciding import decide
from desktop.showing.looking import look
from desktop.vault import Vault
from tests.support import make_vault
from tests.unit.reports.test_interview_summary import all_text, squeezed

MECHANISM = Target(RecipientKind.UN_MECHANISM, Purpose.UN_MECHANISM)
COURT = Target(RecipientKind.ICC_PROSECUTOR, Purpose.ICC_PROSECUTOR)
PUBLIC = Target(RecipientKind.PUBLIC, Purpose.PUBLISH)
TOLD = "Тады забралі мяне, Ядвігу Ручаінскую, і яе сястру Яну Прыкладную."


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An interview by code for the mechanism, by name for the Court, for nobody else."""
    with make_vault(tmp_path) as made:
        person = made.people.new("P-1", (NameForm("Ядвіга Ручаінская"),))
        interview = made.interviews.new("W-1", person.id, "be")
        asked = replace(interview, prior_accounts_answer=PriorAccounts.NO)
        made.interviews.save(asked)
        made.consents.save(consent_of(interview.id), "asked")
        made.interviews.open_account(interview.id)
        made.interviews.save_utterances(interview.id, [Utterance(new_id(), text=TOLD)])
        yield made


def consent_of(interview_id: str) -> Consent:
    uses = (
        (Purpose.KEEP, RecipientKind.ORGANISATION, Identification.FULL_NAME),
        (MECHANISM.purpose, MECHANISM.kind, Identification.CODE),
        (COURT.purpose, COURT.kind, Identification.FULL_NAME),
        (Purpose.PHOTOGRAPH, RecipientKind.ORGANISATION, Identification.NOT_ASKED),
    )
    answers = tuple(ConsentAnswer(use, to, Answer.YES, named) for use, to, named in uses)
    return Consent(consent_id_of(interview_id), interview_id, Moment.now(), answers=answers)


def interview_of(vault: Vault) -> str:
    return vault.interviews.summaries()[0].id


def decide_all(vault: Vault, target: Target, choice: Choice = Choice.REPLACE) -> None:
    looked = look(vault, interview_of(vault), form_for(vault, interview_of(vault), target))
    decide(vault, looked, looked.spots, choice)


def printed(vault: Vault, folder: Path, target: Target) -> str:
    path = folder / "copy.pdf"
    write_for_recipient(vault, interview_of(vault), path, "en", target)
    return all_text(path.read_bytes())


def test_nothing_is_printed_for_whom_nothing_was_agreed_to(vault: Vault, tmp_path: Path) -> None:
    told = len(vault.custody.events())
    with pytest.raises(ConsentRefused, match="not-asked"):
        printed(vault, tmp_path, PUBLIC)
    assert not (tmp_path / "copy.pdf").exists()
    assert len(vault.custody.events()) == told


@pytest.mark.parametrize("left", [None, Choice.ASK])
def test_nothing_is_printed_while_a_name_waits(
    vault: Vault, tmp_path: Path, left: Choice | None
) -> None:
    if left is not None:
        decide_all(vault, MECHANISM, left)
    with pytest.raises(NamesUndecided):
        printed(vault, tmp_path, MECHANISM)
    assert not (tmp_path / "copy.pdf").exists()


def test_by_code_no_name_is_printed_and_every_word_that_was_kept_is(
    vault: Vault, tmp_path: Path
) -> None:
    decide_all(vault, MECHANISM)
    text = printed(vault, tmp_path, MECHANISM)
    for hidden in ("Ядв", "Ручаін", "Ян", "Прыкладн"):
        assert hidden not in text
    assert squeezed("Тады забралі мяне") in text
    assert squeezed("Person P-1") in text
    assert squeezed("Pseudonymised") in text
    assert interview_of(vault)[:8] not in text


def test_by_name_it_is_printed_as_it_was_told_with_files_and_version(
    vault: Vault, tmp_path: Path
) -> None:
    drawing = draw("street", 1, "street.jpg")
    add_files(vault, [MemoryFile(drawing.name, drawing.data)], interview_of(vault))
    text = printed(vault, tmp_path, COURT)
    assert squeezed(TOLD) in text
    assert squeezed("Ядвіга Ручаінская (P-1)") in text
    assert "street.jpg" in text
    assert "Pseudonymised" not in text
    [version] = vault.versions.head_ids(interview_of(vault))
    assert version in text


def test_a_protected_name_is_kept_from_who_may_be_told_everything_else(
    vault: Vault, tmp_path: Path
) -> None:
    vault.protected.new(("Яна Прыкладная",), "N-7")
    with pytest.raises(NamesUndecided):
        printed(vault, tmp_path, COURT)
    decide_all(vault, COURT)
    text = printed(vault, tmp_path, COURT)
    assert "Прыкладн" not in text
    assert squeezed("Ядвігу Ручаінскую") in text
    assert "N-7" in text


@pytest.mark.parametrize("name", ["Ядвіга Ручаінская", "Яна Прыкладная"])
def test_the_front_page_names_nobody_who_is_protected(
    vault: Vault, tmp_path: Path, name: str
) -> None:
    """Who agreed to be named may be in the register themselves, and a code may be a name."""
    person = vault.people.get(vault.interviews.get(interview_of(vault)).person_id)
    vault.people.save(replace(person, code="Прыкладная"))
    vault.protected.new((name,), "N-7")
    decide_all(vault, COURT)
    assert squeezed(name.split()[-1]) not in printed(vault, tmp_path, COURT)


def test_copies_are_counted_and_the_log_tells_whose_they_are_here_alone(
    vault: Vault, tmp_path: Path
) -> None:
    decide_all(vault, MECHANISM)
    record = interview_of(vault)
    assert "Copy1" in printed(vault, tmp_path, MECHANISM)
    assert "Copy2" in printed(vault, tmp_path, COURT)
    assert "Copy3" in printed(vault, tmp_path, MECHANISM)
    assert whose_copy(vault, record, "2") == COURT
    assert whose_copy(vault, record, "3") == MECHANISM
    assert whose_copy(vault, record, "4") is None
    rows = [each for each in vault.custody.events(record) if each.detail.get("number")]
    assert len(rows) == 3
    for row in rows:
        assert "un-mechanism" not in str(row.detail)
        assert "icc" not in str(row.detail)
    newest = copies_of(vault, [record])[0]
    assert (newest.what, newest.number) == (What.FOR_RECIPIENT, "3")
    assert as_line(newest, "en").endswith("Copy 3 · UN body that collects evidence")


def test_a_copy_whose_writing_failed_does_not_give_its_number_to_another(
    vault: Vault, tmp_path: Path
) -> None:

    with pytest.raises(StorageError):
        write_for_recipient(vault, interview_of(vault), tmp_path / "away" / "copy.pdf", "en", COURT)
    first = printed(vault, tmp_path, COURT)
    rows = [e for e in vault.custody.events(interview_of(vault)) if e.detail.get("number")]
    assert f"Copy{rows[-1].detail['number']}" in first
    assert len({row.detail["number"] for row in rows if "file" not in row.detail}) == len(
        [row for row in rows if "file" not in row.detail]
    )


def test_what_is_withdrawn_while_the_pages_are_set_is_not_written(
    vault: Vault, tmp_path: Path
) -> None:
    record, path = interview_of(vault), tmp_path / "copy.pdf"

    def withdraw(done: int, total: int, what: str) -> None:
        if what.startswith("Creating"):
            consent = vault.consents.for_interview(record)
            if consent is not None and consent.withdrawn_at is None:
                vault.consents.withdraw(record, "no longer")

    with pytest.raises(ConsentRefused):
        write_for_recipient(vault, record, path, "en", COURT, withdraw)
    assert not path.exists()


def test_a_name_that_is_protected_while_the_pages_are_set_is_not_written(
    vault: Vault, tmp_path: Path
) -> None:
    record, path = interview_of(vault), tmp_path / "copy.pdf"

    def protect(done: int, total: int, what: str) -> None:
        if what.startswith("Creating") and not vault.protected.all():
            vault.protected.new(("Яна Прыкладная",))

    with pytest.raises(NamesUndecided):
        write_for_recipient(vault, record, path, "en", COURT, protect)
    assert not path.exists()


def test_what_is_decided_otherwise_while_the_pages_are_set_is_printed_so(
    vault: Vault, tmp_path: Path
) -> None:
    decide_all(vault, MECHANISM, Choice.KEEP)
    record, path = interview_of(vault), tmp_path / "copy.pdf"

    def replaced(done: int, total: int, what: str) -> None:
        if what.startswith("Creating"):
            decide_all(vault, MECHANISM)

    write_for_recipient(vault, record, path, "en", MECHANISM, replaced)
    assert "Ручаін" not in all_text(path.read_bytes())


def test_the_table_says_what_was_replaced_and_is_logged(vault: Vault, tmp_path: Path) -> None:
    decide_all(vault, MECHANISM)
    record, path = interview_of(vault), tmp_path / "table.pdf"
    write_replacements(vault, record, path, "be", MECHANISM)
    text = all_text(path.read_bytes())
    assert squeezed("Ядвігу Ручаінскую P-1") in text
    assert copies_of(vault, [record])[0].what is What.REPLACED
    form = form_for(vault, record, MECHANISM)
    assert all(not each.is_open for each in names_for(vault, record, form))
