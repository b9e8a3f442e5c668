"""What is shown or moved costs what it is, however much lies in the vault."""

from __future__ import annotations

from desktop.model.ids import new_id
from desktop.model.interview import Utterance
from desktop.model.version import RecordKind, RecordVersion
from desktop.vault import Vault
from tests.support import open_interview
from tests.unit.vault.costs import Cost, cost_of
from tests.unit.vault.made import add

MANY = 600
ROOM = 30
"""Steps that may come on top, wherever a search in a deeper tree takes them."""


def test_attaching_a_file_to_an_interview_of_many_files_costs_what_the_first_one_cost(
    vault: Vault,
) -> None:
    interview = open_interview(vault)
    media = [add(vault, str(n).encode()) for n in range(MANY)]

    def attach(number: int) -> Cost:
        return cost_of(vault, lambda v: v.interviews.attach(interview.id, media[number].id, ""))

    costs = [attach(number) for number in range(MANY)]
    assert len(costs[-1].statements) == len(costs[1].statements)
    assert costs[-1].steps <= costs[1].steps + ROOM
    there = vault.interviews.attachments(interview.id)
    assert [attachment.media_id for attachment in there] == [each.id for each in media]


def test_cutting_an_unchanged_account_reads_its_version_and_nothing_of_the_account(
    vault: Vault,
) -> None:
    interview = open_interview(vault)
    spoken = tuple(Utterance(new_id(), text=f"Слова {n}") for n in range(MANY))
    vault.interviews.save_utterances(interview.id, spoken)

    def cut(vault: Vault) -> RecordVersion:
        return vault.versions.cut(RecordKind.INTERVIEW, interview.id, "sent")

    version = cut(vault)
    again = cost_of(vault, cut)
    assert cut(vault) == version
    assert len(again.statements) == 2
    assert again.steps <= ROOM
    vault.interviews.save_utterances(interview.id, spoken[1:])
    assert cut(vault).document.parents == (version.id,)
