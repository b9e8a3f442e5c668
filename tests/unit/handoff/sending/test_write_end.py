"""The last seconds of writing a package: asked once more, recorded, named, never half."""

from __future__ import annotations

import pytest

from desktop.errors import Cancelled, ConsentRefused
from desktop.handoff.sending.write import write_package
from desktop.progress import UNSTOPPABLE
from tests.unit.handoff.ends import Ends, interview


def nothing_was_sent(ends: Ends) -> None:
    assert list(ends.stick.iterdir()) == []
    assert ends.researcher.packages.sent() == []


def test_the_last_word_before_it_is_recorded_says_that_nothing_stops_it_any_more(
    ends: Ends,
) -> None:
    """Recording a package of everything takes seconds, in one piece: no cancel is offered then."""
    interview(ends.researcher)
    told: list[int] = []

    def cancelled(done: int, total: int, what: str) -> None:
        if total == UNSTOPPABLE:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_package(ends.researcher, ends.plan(), ends.stick, cancelled)
    nothing_was_sent(ends)
    write_package(
        ends.researcher, ends.plan(), ends.stick, lambda done, total, what: told.append(total)
    )
    assert told[-1] == UNSTOPPABLE
    assert told.count(UNSTOPPABLE) == 1


def test_consent_withdrawn_in_the_instant_before_it_is_recorded_stops_it(ends: Ends) -> None:
    """Where nothing was written since the gate was asked it is not asked again; else it is."""
    made = interview(ends.researcher, files=[b"photo"])

    def progress(done: int, total: int, what: str) -> None:
        if total == UNSTOPPABLE:
            ends.researcher.consents.withdraw(made.id, "no longer")

    with pytest.raises(ConsentRefused, match="changed"):
        write_package(ends.researcher, ends.plan(), ends.stick, progress)
    nothing_was_sent(ends)
