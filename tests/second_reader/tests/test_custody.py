"""data/custody.jsonl (documents, Custody)."""

from __future__ import annotations

import pytest

from tests.second_reader import limits

from .sealing import OTHER
from .writer import MOMENT, PLACE, Draft, dump, event, uid

PLACE_BODY = {"id": PLACE, "created_at": MOMENT}


EVENTS: dict[str, tuple[str, bytes]] = {
    "good": ("", dump(event(1, "place", PLACE)) + b"\n"),
    "head": ("custody-behind-head", dump(event(100, "place", PLACE)) + b"\n"),
    "after": ("custody-behind-head", dump(event(101, "place", PLACE)) + b"\n"),
    "agent": (
        "custody-of-another",
        dump(event(1, "place", PLACE, agent=OTHER.fingerprint)) + b"\n",
    ),
    "other": ("custody-not-in-package", dump(event(1, "place", uid(9))) + b"\n"),
    "hash": ("custody-altered", dump({**event(1, "place", PLACE), "seq": 2}) + b"\n"),
    "unknown-field": ("custody-breaks-schema", dump(event(1, "place", PLACE, zzz=1)) + b"\n"),
    "no-lf": ("", dump(event(1, "place", PLACE))),
    "empty": ("custody-breaks-schema", b"\n"),
    "not-json": ("custody-breaks-schema", b"\xff\n"),
    "detail": ("custody-breaks-schema", dump(event(1, "place", PLACE, detail={"a": 1})) + b"\n"),
}


@pytest.mark.parametrize("name", EVENTS)
def test_custody(name: str) -> None:
    reason, octets = EVENTS[name]
    draft = Draft()
    draft.add_record("place", PLACE, PLACE_BODY, [])
    draft.events = [octets, b""]
    assert [row.reason for row in draft.read().custody] == [reason]


def test_the_head_itself() -> None:
    draft = Draft()
    draft.add_record("place", PLACE, PLACE_BODY, [])
    head = event(100, "place", PLACE)
    draft.document["custody_head"]["hash"] = head["hash"]
    draft.events = [dump(head) + b"\n"]
    assert [row.reason for row in draft.read().custody] == [""]


def test_long_lines_and_very_many() -> None:
    draft = Draft()
    draft.add_record("place", PLACE, PLACE_BODY, [])
    good = dump(event(1, "place", PLACE)) + b"\n"
    draft.events = [b"x" * (2 * limits.EVENT + 1) + b"\n", good]
    assert [r.reason for r in draft.read().custody] == ["custody-breaks-schema"] * 3 + [""]
    draft.events = [b"x\n" * 1003, good]
    result = draft.read()
    assert len(result.custody) == 1001
    assert (result.custody[-1].reason, result.custody_further) == ("", 3)
