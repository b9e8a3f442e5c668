"""What writes passages, for the test that asks whether each method of a noun reports it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, Protocol

from desktop.model.anchoring import Spot
from desktop.model.interview import Interview, Utterance
from desktop.model.media import Media
from desktop.model.passage import Passage
from desktop.model.values.moment import Moment
from desktop.vault import Vault

SPOT: Final = Spot("u", 7, 11)


class _There(Protocol):
    @property
    def vault(self) -> Vault: ...

    @property
    def interview(self) -> Interview: ...

    @property
    def photo(self) -> Media: ...


def _told(there: _There) -> str:
    interview_id = there.interview.id
    there.vault.interviews.open_account(interview_id)
    told = [Utterance("u", text="It was told twice.")]
    there.vault.interviews.save_utterances(interview_id, told)
    there.vault.take_changes()
    return interview_id


def _new(there: _There) -> None:
    there.vault.passages.new(_told(there), SPOT)


def _made(there: _There) -> tuple[Passage, Passage]:
    """A passage, and the same with another place."""
    made = there.vault.passages.new(_told(there), SPOT)
    there.vault.take_changes()
    return made, replace(made, before="he was ")


def _save(there: _There) -> None:
    there.vault.passages.save(_made(there)[1])


def _lay(there: _There) -> None:
    there.vault.passages.lay(*_made(there))


def _confirm(there: _There) -> None:
    _save(there)
    [passage] = (each.passage for each in there.vault.passages.of_interview(there.interview.id))
    there.vault.take_changes()
    there.vault.passages.confirm(passage.id, SPOT)


def _new_of_file(there: _There) -> None:
    part = Passage("", Moment.now(), media_id=there.photo.id, page=1)
    there.vault.passages.new_of_file(part)


OF_PASSAGES: Final[Mapping[tuple[str, str], Callable[[_There], object]]] = {
    ("passages", "new"): _new,
    ("passages", "new_of_file"): _new_of_file,
    ("passages", "confirm"): _confirm,
    ("passages", "save"): _save,
    ("passages", "lay"): _lay,
}
