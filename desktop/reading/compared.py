"""Who one person was compared with, or may be: what stands in their profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.model.sameness import SameAs, Sameness

if TYPE_CHECKING:
    from desktop.names.match import Likeness
    from desktop.vault import Vault
    from desktop.vault.records.likely import Interviewed


class Standing(StrEnum):
    """How somebody stands to the person whose profile it is."""

    ONE = "one"
    TO_RESOLVE = "to-resolve"
    LIKELY = "likely"
    UNSURE = "unsure"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Answered:
    """What one side said. ``who``: the name on the card of its author, "" for a person here."""

    answer: SameAs
    who: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """Somebody beside a person. ``name``: the first form; ``answers``: what was said, where it is
    to be resolved; ``reason``: how it is known, where somebody wrote it; ``likeness`` and
    ``interviewed`` of whom nobody decided about."""

    person_id: str
    code: str
    name: str
    standing: Standing
    answers: tuple[Answered, ...] = ()
    reason: str = ""
    likeness: Likeness | None = None
    interviewed: Interviewed | None = None


def read_compared(vault: Vault, person_id: str) -> tuple[Compared, ...]:
    """Everybody, those who are one first; of whom nobody decided, as far as names were read."""
    found = [*_one_with(vault, person_id), *_decided(vault, person_id), *_likely(vault, person_id)]
    order = list(Standing)
    return tuple(sorted(found, key=lambda each: (order.index(each.standing), each.code)))


def _one_with(vault: Vault, person_id: str) -> Iterator[Compared]:
    for other in vault.sameness.groups().of(person_id):
        if other != person_id:
            decided = vault.sameness.of(person_id, other)
            yield _compared(vault, other, Standing.ONE, reason=decided.reason if decided else "")


def _decided(vault: Vault, person_id: str) -> Iterator[Compared]:
    groups = vault.sameness.groups()
    for sameness in vault.sameness.about(person_id):
        other = sameness.other if sameness.one == person_id else sameness.one
        if other in groups.of(person_id):
            continue
        said = vault.sameness.decided()[sameness.pair]
        if sameness.pair in groups.to_resolve or SameAs.SAME in said:
            answers = _answers(vault, sameness)
            yield _compared(vault, other, Standing.TO_RESOLVE, answers)
        elif said == {SameAs.NOT_SAME}:
            yield _compared(vault, other, Standing.APART, reason=sameness.reason)
        else:
            yield _compared(vault, other, Standing.UNSURE, reason=sameness.reason)


def _likely(vault: Vault, person_id: str) -> Iterator[Compared]:
    if vault.likely.is_read:
        for each in vault.likely.of(person_id):
            person = each.person
            yield Compared(
                person.id,
                person.code,
                person.display_name,
                Standing.LIKELY,
                likeness=each.likeness,
                interviewed=each.interviewed,
            )


def _compared(
    vault: Vault,
    other: str,
    standing: Standing,
    answers: tuple[Answered, ...] = (),
    reason: str = "",
) -> Compared:
    """``code`` and ``name`` are "" of somebody whose record is not here."""
    person = vault.people.find(other)
    code, name = (person.code, person.display_name) if person else ("", "")
    return Compared(other, code, name, standing, answers, reason)


def _answers(vault: Vault, sameness: Sameness) -> tuple[Answered, ...]:
    said = vault.sameness.said(sameness)
    return tuple(
        Answered(each.sameness.answer, "" if each.here else _called(vault, each.author))
        for each in said
    )


def _called(vault: Vault, author: str) -> str:
    card = vault.cards.find(author)
    return card.card.name if card else author
