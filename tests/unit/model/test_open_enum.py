"""Codes of a later release: read, kept, and never taken for one that is known."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from desktop import canonical
from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    DecidedBy,
    Identification,
    Purpose,
    RecipientKind,
    Refusal,
    may_leave,
)
from desktop.model.consent.showing import FaceAndVoice, Places
from desktop.model.values.moment import Moment

AT = Moment("2026-01-01T00:00:00.000Z", 0)
USE, TO = Purpose.ANALYSE, RecipientKind.ORGANISATION


def test_a_code_is_kept_letter_for_letter_and_equals_no_member() -> None:
    later = Purpose("teach")
    assert (str(later), later.value, later.is_known) == ("teach", "teach", False)
    assert later == Purpose("teach")
    assert all(later is not each and later != each for each in Purpose)
    assert copy.deepcopy(later) == pickle.loads(pickle.dumps(later)) == later  # noqa: S301
    assert msgspec.json.encode(later) == b'"teach"'
    assert msgspec.convert("teach", Purpose) == later
    assert Purpose("keep") is Purpose.KEEP
    assert Purpose.KEEP.is_known


@pytest.mark.parametrize("text", ["", "Teach", "a b", "a\nb", "-", "a-", "x" * 65, 5, None])
def test_what_is_no_code_is_refused(text: Any) -> None:
    with pytest.raises(ValueError, match="valid"):
        Purpose(text)


@pytest.mark.parametrize(
    "answer",
    [
        ConsentAnswer(USE, TO, Answer("perhaps"), Identification.CODE),
        ConsentAnswer(USE, TO, Answer.YES, Identification("mask")),
    ],
)
def test_nothing_leaves_on_a_code_that_is_not_known(answer: ConsentAnswer) -> None:
    yes = ConsentAnswer(USE, TO, Answer.YES)
    photographs = ConsentAnswer(Purpose.PHOTOGRAPH, TO, answer.answer, answer.identification)
    for answers in ((answer,), (yes, answer), (answer, yes)):
        consent = Consent("c", "i", AT, answers=answers)
        assert may_leave(consent, USE, TO).refusal is Refusal.NOT_UNDERSTOOD
        assert canonical.from_plain(canonical.to_plain(consent), Consent) == consent
    assert not may_leave(Consent("c", "i", AT, answers=(yes, photographs)), USE, TO).files


def test_nothing_leaves_where_how_somebody_is_shown_or_who_decided_is_not_known() -> None:
    yes = ConsentAnswer(USE, TO, Answer.YES)
    photographs = ConsentAnswer(Purpose.PHOTOGRAPH, TO, Answer.YES)
    hidden = Consent("c", "i", AT, answers=(replace(yes, places=Places("street")), photographs))
    assert may_leave(hidden, USE, TO).refusal is Refusal.SHOWN_IN_PART
    masked = replace(yes, face_and_voice=FaceAndVoice("mask"))
    assert not may_leave(replace(hidden, answers=(masked, photographs)), USE, TO).files
    by_others = replace(hidden, answers=(yes,), decided_by=DecidedBy("council"))
    assert may_leave(by_others, USE, TO).refusal is Refusal.NOT_UNDERSTOOD


def test_nothing_leaves_for_a_purpose_or_to_somebody_that_is_not_known() -> None:
    for purpose, recipient in ((Purpose("teach"), TO), (USE, RecipientKind("school"))):
        consent = Consent("c", "i", AT, answers=(ConsentAnswer(purpose, recipient, Answer.YES),))
        assert may_leave(consent, purpose, recipient).refusal is Refusal.NOT_UNDERSTOOD
