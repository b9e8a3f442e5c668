"""What differs between two consents of one interview: for its history, and for whoever was sent
what is shown less now. Plain rules, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Final

from desktop.model.consent.gate import answer_to, may_leave
from desktop.model.consent.purpose import NOT_SHOWN, Purpose
from desktop.model.consent.record import Answer, Consent, ConsentAnswer, RecipientKind
from desktop.model.consent.shown_alike import WAYS

SAID_BESIDE: Final = (
    "read_out_at",
    "how_given",
    "interpreter",
    "capacity_note",
    "decided_by",
    "decider",
    "authority",
    "own_agreement",
    "guardian_agreement",
)
"""Fields that a person fills in beside the answers."""

FIELDS: Final = (
    *SAID_BESIDE,
    *("text_language", "text_version", "restricted_at", "restricted_reason", "withdrawn_at"),
)
"""What else is told of in a history, in this order."""


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An answer to one use and recipient, before and after."""

    before: ConsentAnswer
    after: ConsentAnswer

    @property
    def answered(self) -> bool:
        """Whether the answer itself is another."""
        return self.before.answer is not self.after.answer

    @property
    def agreed(self) -> bool:
        """Whether it is a yes, of which it matters how the person is shown."""
        return self.after.answer is Answer.YES

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways in which the person is shown otherwise, by field; of what was not agreed to
        before, all that were asked; none in a use that shows nobody."""
        if self.after.purpose in NOT_SHOWN:
            return ()
        if self.agreed and self.before.answer is not Answer.YES:
            return tuple(w for w in WAYS if getattr(self.after, w) != Answer.NOT_ASKED)
        return tuple(w for w in WAYS if getattr(self.before, w) != getattr(self.after, w))


@dataclass(frozen=True, slots=True)
class ConsentChanges:
    """``answers``: those that differ, in the order of the later consent; ``fields``: those of
    :data:`FIELDS` that do."""

    answers: tuple[AnswerChange, ...]
    fields: tuple[str, ...]


def changes(before: Consent | None, after: Consent) -> ConsentChanges:
    """What the later says otherwise. Where there is none before, what was answered at all."""
    was = before or Consent(after.id, after.interview_id, after.given_at)
    cells = dict.fromkeys((a.purpose, a.recipient) for a in (*after.answers, *was.answers))
    pairs = (AnswerChange(answer_to(was, *cell), answer_to(after, *cell)) for cell in cells)
    answers = tuple(each for each in pairs if each.answered or (each.agreed and bool(each.ways)))
    fields = tuple(name for name in FIELDS if getattr(was, name) != getattr(after, name))
    return ConsentChanges(answers, fields)


def narrows(before: Consent | None, after: Consent) -> bool:
    """Whether anything that the earlier lets out is let out less by the later."""
    return before is not None and any(
        not may_leave(before, *cell).within(may_leave(after, *cell))
        for cell in product(Purpose, RecipientKind)
    )
