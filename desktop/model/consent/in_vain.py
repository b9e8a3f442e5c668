"""What a person agreed to and nothing follows from, use by use, by the gate (R1). Plain rules,
no I/O."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from desktop.model.consent.gate import KEEPING, Cell, Decided, answer_to, may_leave, why_not_kept
from desktop.model.consent.purpose import HERE_ONLY, USES
from desktop.model.consent.record import Answer, Consent, ConsentAnswer, Identification, Refusal


@dataclass(frozen=True, slots=True)
class Stays:
    """Why nothing follows. ``by_others``: by what is shown it would, and what somebody else decided
    beside it closes it."""

    refusal: Refusal
    by_others: bool = False


@dataclass(frozen=True, slots=True)
class HeardBeside:
    """What others decided that counts beside what is shown. ``answered``: as of
    ``ConsentBranches``."""

    decided: Sequence[Decided] = ()
    answered: bool = True


def why_in_vain(consent: Decided, cell: Cell) -> Refusal | None:
    """Why nothing follows by this consent alone; None where something may, at its place or by
    sending. How the person is named was not asked where nothing is sent: that closes nothing."""
    refusal = why_not_kept(consent) if cell == KEEPING else may_leave(consent, *cell).refusal
    asked_about = answer_to(consent, *cell).answer is Answer.YES
    on_the_spot = refusal is Refusal.NOT_ASKED and cell[0] in HERE_ONLY and asked_about
    return None if on_the_spot or refusal is Refusal.DONE_HERE else refusal


def in_vain(consent: Consent, beside: HeardBeside) -> Mapping[Cell, Stays]:
    """Why nothing follows, of each use that was answered yes and that nothing follows from; empty
    after a withdrawal, of which no answer stands."""
    cells = [(each.purpose, each.recipient) for each in consent.answers]
    return still_in_vain(cells, consent, beside)


def still_in_vain(
    cells: Collection[Cell], consent: Consent, beside: HeardBeside
) -> Mapping[Cell, Stays]:
    """The same of these uses only: of answers that are being changed, those from which nothing
    follows as they are recorded, as what is asked later is not missing yet."""
    if consent.withdrawn_at is not None:
        return {}
    agreed = [cell for cell in cells if answer_to(consent, *cell).answer is Answer.YES]
    found = {cell: _stays(consent, cell, beside) for cell in agreed}
    return {cell: stays for cell, stays in found.items() if stays is not None}


def _stays(consent: Consent, cell: Cell, beside: HeardBeside) -> Stays | None:
    refusal = why_in_vain(consent, cell)
    if refusal is not None:
        return Stays(refusal)
    if not beside.answered:
        return Stays(Refusal.ONLY_BY_OTHERS)
    others = (why_in_vain(each, cell) for each in beside.decided)
    return next((Stays(each, by_others=True) for each in others if each is not None), None)


def not_in_force(consent: Consent, beside: HeardBeside) -> frozenset[Cell]:
    """The uses that were answered yes and that nothing follows from, or that need a name and were
    not given it; none after a withdrawal."""
    if consent.withdrawn_at is not None:
        return frozenset()
    nameless = {(each.purpose, each.recipient) for each in consent.answers if lacks_name(each)}
    return frozenset(in_vain(consent, beside)) | nameless


def lacks_name(answer: ConsentAnswer) -> bool:
    """Whether it is a yes to what makes no sense by less than the full name, and less was agreed
    to or nobody asked."""
    use = USES.get(answer.purpose)
    named = answer.identification is Identification.FULL_NAME
    return answer.answer is Answer.YES and use is not None and use.needs_name and not named
