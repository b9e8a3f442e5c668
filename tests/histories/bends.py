"""What nobody may bend, said once more and in other words than the program says it.

Each takes what a home holds in the end and gives a sentence on what is wrong, or none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from desktop.model.consent import Cell, Decision, Refusal, may_leave
from desktop.model.merge.precedence import Finality
from tests.histories.story import GONE, HERE, OWNER, Version


def settled(version: Version, held: Collection[Version], known: Collection[str]) -> bool:
    """Whether somebody who may said what counts in its place, naming it."""
    may = {version.author, OWNER, HERE}
    return any(
        version.id in each.parents
        and each.author in may
        and not (each.author == GONE and each.id not in known)
        for each in held
    )


def of_the_gate(
    answer: Decision, cell: Cell, held: Collection[Version], known: Collection[str]
) -> Iterator[str]:
    """No answer is wider than the narrowest under a valid signature, known author or not."""
    for version in held:
        said = may_leave(version.standing, *cell)
        if not settled(version, held, known) and not answer.within(said):
            yield f"the gate lets out more than {version.id} by {version.author}"
    if answer.allowed and not any(each.author in {OWNER, HERE} for each in held):
        yield "the gate is open, and neither the owner nor anybody here decided"
    ended = any(_ended(each) and not settled(each, held, known) for each in held)
    if ended and answer.refusal is not Refusal.WITHDRAWN:
        yield "a withdrawal that stands is not what the gate says"


def of_what_is_shown(
    shown: Version | None, held: Collection[Version], known: Collection[str]
) -> Iterator[str]:
    """``known``: ids of the versions whose authors may be shown here."""
    showable = [each for each in held if each.id in known and not _hollow(each)]
    if shown is None:
        if showable:
            yield "nothing is shown although something may be"
        return
    if shown.id not in known:
        yield "what is shown is by nobody who is known here"
    if _hollow(shown):
        yield "what is shown as sealed was not sealed by its author"
    if not _ended(shown):
        yield from _of_what_is_open(shown, showable, held, known)


def _of_what_is_open(
    shown: Version,
    showable: Collection[Version],
    held: Collection[Version],
    known: Collection[str],
) -> Iterator[str]:
    if any(_ended(each) and not settled(each, held, known) for each in showable):
        yield "what is shown says nothing of a withdrawal that stands"
    theirs = [each for each in showable if each.author in {OWNER, HERE}]
    if shown not in theirs and any(each.author == OWNER for each in theirs):
        yield "another's words stand in place of the owner's"
    if any(each.sealed for each in theirs) and not shown.sealed:
        yield "something stands over what was sealed"


def _hollow(version: Version) -> bool:
    return version.finality is Finality.CLOSED and not version.sealed


def _ended(version: Version) -> bool:
    return version.finality is Finality.ENDED
