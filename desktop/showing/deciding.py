"""Deciding about places, and reading decisions that were filled in elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop.errors import ReplacementNames
from desktop.model.values.bounds import LABEL
from desktop.model.values.plain_text import one_line
from desktop.showing.decided import Choice, Decided
from desktop.showing.looking import Looked, look
from desktop.showing.register import Register
from desktop.showing.sorts import Sort
from desktop.showing.split import split_names
from desktop.showing.spots import Spot

if TYPE_CHECKING:
    from desktop.vault import Vault


def decide(
    vault: Vault, looked: Looked, spots: Iterable[Spot], choice: Choice, instead: str | None = None
) -> Looked:
    """Decide the same about these places; what there is to decide after that.

    ``instead``: what stands there; None for what is proposed for each. ``ReplacementNames``: then
    nothing is kept.
    """
    return keep(vault, looked, [said_of(each, choice, instead) for each in spots])


def said_of(spot: Spot, choice: Choice, instead: str | None = None) -> Decided:
    """A decision about one place; a file that is replaced by nothing stays back. What stands
    instead is on one line, and no longer than what somebody is called (``LABEL``)."""
    if choice is not Choice.REPLACE or spot.sort is Sort.FILE:
        return Decided(spot.key, choice)
    words = one_line(spot.instead if instead is None else instead).strip()
    return Decided(spot.key, choice, words[:LABEL])


def keep(vault: Vault, looked: Looked, decided: Iterable[Decided]) -> Looked:
    """Keep some decisions at once; ``ReplacementNames`` where one names somebody: then none is."""
    every = list(decided)
    for each in every:
        refuse_names(looked.register, each)
    vault.name_decisions.decide_each(looked.interview_id, looked.form.key, every)
    return look(vault, looked.interview_id, looked.form)


def refuse_names(register: Register, decided: Decided) -> None:
    """``ReplacementNames`` where what is to stand there holds a protected name."""
    words = decided.instead
    if register.spans(words) or any(split_names(words, register)):
        raise ReplacementNames("a protected name stands in a replacement")
