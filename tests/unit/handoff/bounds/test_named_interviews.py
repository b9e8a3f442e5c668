"""What closes interviews costs what was sent: in receiving, and at each question to the gate.

Counted in steps of the database and calls of the program, not by a clock.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Final

import pytest

from desktop import canonical
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.gate import ask
from desktop.model.consent import CONSENT_KIND, Consent, RecipientKind
from desktop.model.ids import new_id
from desktop.model.owned_id import consent_id_of, new_owned_id
from desktop.model.version import RecordKind
from tests.unit.handoff.ends import USE, Ends, Vaults
from tests.unit.handoff.forge import NOON
from tests.unit.handoff.receiving.test_newer import future
from tests.unit.handoff.receiving.test_whose_word_counts import said
from tests.unit.handoff.sender import SENDER, Sender, entry_of
from tests.unit.vault.rules.costs import cost_of

FEW, TIMES = 8, 4
MOST: Final = 2
"""How much more than four times as much four times as many may cost; the square costs sixteen."""
EVENT = RecordKind("event")
Records = list[tuple[RecordKind, str, bytes, tuple[str, ...]]]


def calls_of(run: Callable[[], object]) -> int:
    """How many functions a run calls."""
    number = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal number
        number += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return number


def withdrawn_elsewhere(number: int) -> Records:
    """Consents of one id that withdraw for many interviews, and as many that cannot be read and
    say none."""
    own = consent_id_of(new_id())
    ids = [new_id() for _ in range(number)]
    gone = [said(CONSENT_KIND, own, Consent(own, each, NOON, withdrawn_at=NOON)) for each in ids]
    closes: Mapping[str, object] = {
        "interviews": [], "withdrawn_at": canonical.to_plain(NOON), "erased_at": None,
    }  # fmt: skip
    unread = [future(CONSENT_KIND, own, {}, salt=f"{n:032x}", closes=closes) for n in range(number)]
    records: Records = []
    for each, closed, nowhere in zip(ids, gone, unread, strict=True):
        records += [(CONSENT_KIND, own, closed, (each,)), (CONSENT_KIND, own, nowhere, (each,))]
    return records


def unknown_kind(number: int) -> Records:
    """Records of a kind that nobody knows, under one id: each closes some interviews of its own,
    and goes on from many others."""
    own, parents = new_owned_id(SENDER, EVENT), [f"{n:064x}" for n in range(100)]
    records: Records = []
    for n in range(number):
        ids = tuple(sorted(new_id() for _ in range(5)))
        closes = {"interviews": ids, "withdrawn_at": None, "erased_at": None}
        data = future(EVENT, own, {}, salt=f"{n:032x}", closes=closes, parents=parents)
        records.append((EVENT, own, data, ids))
    return records


def one_interview(number: int) -> Records:
    """Records of such a kind, each under its own id, that all close one interview."""
    one = (interview_id := new_id(),)
    closes = {"interviews": [interview_id], "withdrawn_at": None, "erased_at": None}
    ids = [new_owned_id(SENDER, EVENT) for _ in range(number)]
    return [(EVENT, each, future(EVENT, each, {}, closes=closes), one) for each in ids]


def take_in(ends: Ends, records: Records) -> None:
    entries = [entry_of(kind, id_, data, *grounds) for kind, id_, data, grounds in records]
    receive_package(ends.office, Sender(ends).package(ends.stick / f"{new_id()}.age", entries))


@pytest.mark.parametrize(
    "made",
    [
        withdrawn_elsewhere,
        pytest.param(unknown_kind, marks=pytest.mark.rare),
        pytest.param(one_interview, marks=pytest.mark.rare),
    ],
)
def test_what_closes_costs_what_was_sent(ends: Vaults, made: Callable[[int], Records]) -> None:
    few, many = (cost(ends, made(number)) for number in (FEW, TIMES * FEW))
    for small, large in zip(few, many, strict=True):
        assert large < MOST * TIMES * max(small, 200), (few, many)


def cost(ends: Vaults, records: Records) -> tuple[int, ...]:
    """Calls and steps of taking these in, and of asking the gate about all that they close."""
    closed = sorted({each for *_rest, grounds in records for each in grounds})
    received, asked = [], []
    steps = cost_of(
        ends.office, lambda _vault: received.append(calls_of(lambda: take_in(ends, records)))
    ).steps
    looked = cost_of(
        ends.office, lambda _vault: asked.append(calls_of(lambda: all_closed(ends, closed)))
    ).steps
    return (*received, *asked, steps, looked)


def all_closed(ends: Vaults, interview_ids: list[str]) -> None:
    answers = ask(ends.office, interview_ids, USE, RecipientKind.ORGANISATION)
    assert not any(each.decision.allowed for each in answers.values())
