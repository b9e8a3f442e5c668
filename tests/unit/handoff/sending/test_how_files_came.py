"""How a file came goes only where everything may: who handed it over is about somebody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop import canonical
from desktop.handoff.receiving.receive import receive_package
from desktop.model.acquisition import ACQUISITION_KIND, acquisition_id
from desktop.model.consent import ConsentAnswer, Identification, Purpose
from desktop.model.interview import Interview
from desktop.model.protected import From
from desktop.vault import Vault
from tests.authors import arrive
from tests.unit.handoff.ends import USE, Vaults, decide, interview, yes

NAMED = yes(USE, Identification.FULL_NAME)
BY_CODE = yes(USE, Identification.CODE)
PHOTO = yes(Purpose.PHOTOGRAPH)
WORDS = {"handed_over_by": "her neighbour", "generation": "copy"}


def told(vault: Vault, *answers: ConsentAnswer, code: str = "W-001") -> tuple[Interview, str]:
    """An interview with a photo of which it is said who handed it over."""
    made = interview(vault, code, files=[b"photo"])
    decide(vault, made, *answers)
    photo = vault.interviews.attachments(made.id)[0].media_id
    vault.acquisitions.say([photo], WORDS)
    return made, photo


def leaves(ends: Vaults) -> set[str]:
    return {item.id for item in ends.plan().items(ACQUISITION_KIND)}


def test_it_arrives_beside_its_file(ends: Vaults) -> None:
    _made, photo = told(ends.researcher, NAMED, PHOTO)
    receive_package(ends.office, ends.write().path)
    [arrived] = ends.office.acquisitions.of_file(photo)
    assert (arrived.handed_over_by, arrived.generation) == ("her neighbour", "copy")


@pytest.mark.parametrize(
    "answers", [(BY_CODE, PHOTO), (NAMED,), (BY_CODE,), (PHOTO,), ()],
    ids=["by code", "without photos", "neither", "photos alone", "nothing"],
)  # fmt: skip
def test_it_stays_where_not_everything_may_go(
    ends: Vaults, answers: tuple[ConsentAnswer, ...]
) -> None:
    told(ends.researcher, *answers)
    assert leaves(ends) == set()


def test_it_stays_where_its_file_rests_on_one_more_interview_that_names_nobody(
    ends: Vaults,
) -> None:
    _made, photo = told(ends.researcher, NAMED, PHOTO)
    assert leaves(ends) == {acquisition_id(photo)}
    other = interview(ends.researcher, "W-002")
    decide(ends.researcher, other, BY_CODE, PHOTO)
    ends.researcher.interviews.attach(other.id, photo)
    assert leaves(ends) == set()


def test_which_files_came_together_is_told_nobody(ends: Vaults) -> None:
    _made, photo = told(ends.researcher, NAMED, PHOTO)
    batch = "5f0c8f9e-0000-4000-8000-000000000000"
    ends.researcher.acquisitions.came(photo, batch)
    assert ends.researcher.acquisitions.together(photo) == (photo,)
    receive_package(ends.office, ends.write().path)
    assert ends.office.acquisitions.together(photo) == ()


def test_a_name_that_is_kept_from_the_recipient_keeps_it(ends: Vaults) -> None:
    _made, photo = told(ends.researcher, NAMED, PHOTO)
    entry = ends.researcher.protected.new(["Ядвіга"])
    ends.researcher.protected.save(replace(entry, kept_from=From.EVERYONE))
    assert leaves(ends) == {acquisition_id(photo)}
    ends.researcher.acquisitions.say([photo], {"handed_over_by": "Ядвізе"})
    assert leaves(ends) == set()


def test_what_is_said_of_another_file_under_its_id_is_not_laid(ends: Vaults) -> None:
    _made, photo = told(ends.researcher, NAMED, PHOTO)
    said = ends.researcher.acquisitions.said_of(photo)
    with pytest.raises(ValueError, match="not that of the file"):
        ends.researcher.acquisitions.kind.refuse(replace(said, media_id="another"))
    with ends.researcher.transaction():
        ends.researcher.acquisitions.kind.lay(
            ends.researcher._db, replace(said, media_id="another")
        )
    moved = ends.researcher.versions.cut(ACQUISITION_KIND, said.id, "moved")
    with pytest.raises(canonical.NotADocument, match="not that of the file"):
        arrive(ends.office, moved.data, "package")
