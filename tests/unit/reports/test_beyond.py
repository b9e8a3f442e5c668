"""A print that shows more than the consent says needs a reason, is logged, and says what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import BeyondConsent
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.drawings import draw
from desktop.model.consent import Purpose
from desktop.model.consent.beyond import Reason
from desktop.model.consent.showing import Places
from desktop.model.person import NameForm
from desktop.reports.printing import JSON, write_held, write_summary
from desktop.vault import Vault
from tests.support import consent_to, make_vault
from tests.unit.reports.test_interview_summary import all_text, squeezed

NOTICE = "This print shows more than the consent allows. Reason: "


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as made:
        person = made.people.new("P-1", (NameForm("Ядвіга Ручаінская"),))
        interview = made.interviews.new("W-1", person.id, "be")
        made.consents.save(consent_to(interview.id, Purpose.KEEP), "by code")
        yield made


def interview_of(vault: Vault) -> str:
    return vault.interviews.summaries()[0].id


def printed(vault: Vault, folder: Path, *, with_name: bool, reason: Reason | None) -> str:
    path = folder / "summary.pdf"
    write_summary(vault, interview_of(vault), path, "en", with_name=with_name, reason=reason)
    return squeezed(all_text(path.read_bytes()))


def test_by_code_as_it_was_agreed_to_no_reason_is_asked_for(vault: Vault, tmp_path: Path) -> None:
    text = printed(vault, tmp_path, with_name=False, reason=None)
    assert squeezed(NOTICE) not in text
    assert "reason" not in vault.custody.events()[-1].detail
    dropped = printed(vault, tmp_path, with_name=False, reason=Reason.ORDER)
    assert dropped == text, "a reason that nothing asks for is no reason"


def test_a_full_name_where_consent_was_by_code_is_not_printed_without_a_word(
    vault: Vault, tmp_path: Path
) -> None:
    told = len(vault.custody.events())
    with pytest.raises(BeyondConsent, match="name-not-agreed"):
        printed(vault, tmp_path, with_name=True, reason=None)
    assert not (tmp_path / "summary.pdf").exists()
    assert len(vault.custody.events()) == told
    text = printed(vault, tmp_path, with_name=True, reason=Reason.FOR_THE_PERSON)
    assert squeezed(f"{NOTICE}A copy for the person.") in text
    detail = vault.custody.events()[-1].detail
    assert (detail["beyond"], detail["reason"]) == ("name-not-agreed", "for-the-person")


def test_the_work_here_is_printed_for_its_own_reason_and_nothing_else(
    vault: Vault, tmp_path: Path
) -> None:
    record = interview_of(vault)
    with pytest.raises(BeyondConsent):
        printed(vault, tmp_path, with_name=True, reason=Reason.WORK_HERE)
    with pytest.raises(BeyondConsent):
        write_held(vault, vault.people.all()[0].id, tmp_path / "a", JSON, Reason.WORK_HERE)
    kept = vault.consents.for_interview(record)
    assert kept is not None
    region = tuple(replace(each, places=Places.REGION) for each in kept.answers)
    vault.consents.save(replace(kept, answers=region), "region")
    text = printed(vault, tmp_path, with_name=False, reason=Reason.WORK_HERE)
    assert squeezed(f"{NOTICE}Work in this organisation") in text
    vault.consents.withdraw(record, "")
    with pytest.raises(BeyondConsent, match="withdrawn"):
        printed(vault, tmp_path, with_name=False, reason=Reason.WORK_HERE)


@pytest.mark.parametrize("with_name", [False, True])
def test_after_a_withdrawal_nothing_is_printed_without_a_word(
    vault: Vault, tmp_path: Path, with_name: bool
) -> None:
    vault.consents.withdraw(interview_of(vault), "no longer")
    with pytest.raises(BeyondConsent, match="withdrawn"):
        printed(vault, tmp_path, with_name=with_name, reason=None)
    text = printed(vault, tmp_path, with_name=with_name, reason=Reason.ORDER)
    assert squeezed(f"{NOTICE}An order of an authority or a court.") in text
    detail = vault.custody.events()[-1].detail
    assert (detail["beyond"], detail["reason"]) == ("withdrawn", "order")


def test_files_are_not_printed_where_photographs_were_not_agreed_to(
    vault: Vault, tmp_path: Path
) -> None:
    drawing = draw("street", 1, "street.jpg")
    add_files(vault, [MemoryFile(drawing.name, drawing.data)], interview_of(vault))
    with pytest.raises(BeyondConsent, match="photograph-not-agreed"):
        printed(vault, tmp_path, with_name=False, reason=None)
    agreed = consent_to(interview_of(vault), Purpose.KEEP, Purpose.PHOTOGRAPH)
    vault.consents.save(agreed, "photographs too")
    assert squeezed(NOTICE) not in printed(vault, tmp_path, with_name=False, reason=None)
