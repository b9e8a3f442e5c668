"""A vault, and an interview in which somebody names themselves and a brother."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.model.interview import Interview, Utterance
from desktop.model.person import NameForm
from desktop.vault import Vault
from tests.support import make_vault, open_interview

TOLD = "Мяне завуць Ядвіга Ручаінская. Мой брат Пётр Клімовіч паехаў. Пятра Клімовіча забралі."


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as opened:
        yield opened


@pytest.fixture
def told(vault: Vault) -> Interview:
    """An interview of Ядвіга Ручаінская, who is P-1."""
    interview = open_interview(vault)
    person = vault.people.get(interview.person_id)
    vault.people.save(replace(person, code="P-1", names=(NameForm("Ядвіга Ручаінская"),)))
    vault.interviews.save_utterances(interview.id, (Utterance("u-1", text=TOLD),))
    return interview
