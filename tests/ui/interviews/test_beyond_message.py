"""Each reason why a print shows more than was agreed to has a sentence that is true of it."""

from __future__ import annotations

from desktop.model.consent import Refusal
from ui.interviews.labels import beyond_message

OF_KEEPING = {Refusal.NOT_ASKED, Refusal.REFUSED, Refusal.ASK_AGAIN}
"""What is said of the answer about keeping the account."""


def test_only_what_is_said_of_keeping_shares_a_sentence() -> None:
    said = {each: beyond_message(each) for each in Refusal}
    assert len({said[each] for each in OF_KEEPING}) == 1
    others = [said[each] for each in Refusal if each not in OF_KEEPING]
    assert len(set(others)) == len(others)
    assert said[Refusal.REFUSED] not in others
