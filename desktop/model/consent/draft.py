"""Answers about consent that were typed and not confirmed yet: how they are offered again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from desktop.model.consent.changes import SAID_BESIDE
from desktop.model.consent.gate import Cell, answer_to
from desktop.model.consent.reading import READING, reading_of
from desktop.model.consent.record import Consent, ConsentAnswer
from desktop.model.consent.shown_alike import WAYS, unasked
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.kept_draft import DraftForm, KeptDraft

_TYPED: Final = tuple(name for name in SAID_BESIDE if name not in READING)


def offered(draft: KeptDraft[Consent], stored: Consent | None) -> Consent | None:
    """What to show of a draft now that the vault holds ``stored``; None for nothing.

    Where another decision was recorded meanwhile (a package brought it), only what was
    changed by hand is laid over it, an answer and each way of showing by itself: an answer nobody
    touched never comes back wider, whatever was said of how the person is shown. What was read out
    and when is taken whole or not at all. A withdrawal recorded meanwhile wins over the whole
    draft.
    """
    if draft.base == stored:
        return draft.typed
    if stored is None or stored.withdrawn_at is not None:
        return None
    return _laid_over(stored, draft)


def _laid_over(stored: Consent, draft: KeptDraft[Consent]) -> Consent:
    typed, base = draft.typed, draft.base
    before = base if base is not None and base.id == typed.id else None
    begun = before or Consent(typed.id, typed.interview_id, typed.given_at)
    said = {
        name: getattr(typed, name)
        for name in _TYPED
        if getattr(typed, name) != getattr(begun, name)
    }
    if typed.read_out_at not in (None, begun.read_out_at):
        said |= reading_of(typed)
    answers = tuple(_answer(stored, before, answer) for answer in typed.answers)
    return replace(stored, answers=answers, **said)


def _answer(stored: Consent, before: Consent | None, typed: ConsentAnswer) -> ConsentAnswer:
    cell = (typed.purpose, typed.recipient)
    was = _begun(before, cell)
    said: dict[str, Any] = {
        name: getattr(typed, name)
        for name in ("answer", *WAYS)
        if getattr(typed, name) != getattr(was, name)
    }
    return replace(answer_to(stored, *cell), **said)


def _begun(before: Consent | None, cell: Cell) -> ConsentAnswer:
    """The row as the form began with it."""
    rows = before.answers if before is not None else ()
    if before is None or cell not in {(each.purpose, each.recipient) for each in rows}:
        return unasked(*cell)
    return answer_to(before, *cell)


ANSWERS: Final = DraftForm(INTERVIEW_KIND, "consent", KeptDraft[Consent], offered)
"""The form of answers, one for each interview."""
