"""Fill ``FOLDER/search.skrynia`` with ``COUNT`` interviews of 1,500 words each."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from desktop.model.consent import Purpose
from desktop.model.ids import new_id
from desktop.model.interview import PriorAccounts, Utterance
from desktop.vault import Vault
from tests.bench.material import words
from tests.support import consent_to, make_vault

TURNS = 30
WORDS_A_TURN = 50
_BATCH = 100


def main(folder: Path, count: int) -> None:
    """A hundred interviews a transaction; each with an open account."""
    with make_vault(folder, "search") as vault:
        person = vault.people.new("P-1", ()).id
        for start in range(0, count, _BATCH):
            with vault.transaction():
                for number in range(start, min(start + _BATCH, count)):
                    add(vault, person, number)


def turns(number: int) -> list[str]:
    """What is said in interview ``number``."""
    return [" ".join(words(number * TURNS + turn, WORDS_A_TURN)) for turn in range(TURNS)]


def add(vault: Vault, person_id: str, number: int) -> None:
    """One interview, open, with its account."""
    interview = vault.interviews.new(f"B-{number:05d}", person_id, "be")
    vault.interviews.save(replace(interview, prior_accounts_answer=PriorAccounts.NO))
    vault.consents.save(consent_to(interview.id, Purpose.KEEP), "asked")
    vault.interviews.open_account(interview.id)
    utterances = [Utterance(new_id(), text=turn) for turn in turns(number)]
    vault.interviews.save_utterances(interview.id, utterances)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
