"""The rules of merging, without any home: each sentence of ``merging.py``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.model.consent import Consent, decided_last
from desktop.model.merge.merging import (
    Arriving,
    WorkingState,
    cut_before,
    differs,
    flaw_of,
    heads_of,
    kind_differs,
    parents_beside,
    parents_of_cut,
)
from desktop.model.owned_id import new_owned_id
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind, RecordVersion, VersionDocument

NOTE = RecordKind("note")
OURS, THEIRS = "SHA256:ours", "SHA256:theirs"
DOCUMENT = VersionDocument(
    NOTE, "r-1", (), THEIRS, Moment("2026-01-01T00:00:00.000Z", 0), "", "0" * 32, {}
)


def version(name: str, second: int, *parents: str, author: str = THEIRS) -> RecordVersion:
    at = Moment(f"2026-01-01T00:00:{second:02}.000Z", 0)
    body = {"text": name}
    document = replace(DOCUMENT, parents=parents, author=author, created_at=at, body=body)
    return RecordVersion(name, b"", lambda: document)


def test_heads_are_what_nothing_is_built_on_oldest_first() -> None:
    a, b, c = version("a", 1), version("b", 3, "a"), version("c", 2, "a")
    assert [head.id for head in heads_of([b, a, c])] == ["c", "b"]
    assert heads_of([]) == []


@pytest.mark.parametrize("unchanging", [True, False])
@pytest.mark.parametrize(
    ("state", "cut"),
    [(None, False), (WorkingState("v", edited=False), False), (WorkingState("v"), True)],
)
def test_work_done_here_is_cut_before_anything_takes_its_place(
    state: WorkingState | None, cut: bool, unchanging: bool
) -> None:
    arriving = Arriving(version("a", 1), None, state, known=False, here=0)
    assert cut_before(arriving, unchanging) is (cut and not unchanging)


def test_a_cut_goes_on_from_what_was_shown() -> None:
    base = version("a", 1)
    assert parents_of_cut(base) == ("a",)
    assert parents_of_cut(None) == ()
    assert differs(None, {})
    assert differs(base, {"text": "b"})
    assert not differs(base, {"text": "a"})


def test_a_branch_beside_goes_on_from_ones_own_or_begins_where_the_shown_one_did() -> None:
    shown = version("shown", 2, "a", author=OURS)
    own, other = version("own", 3, "a", author=OURS), version("other", 4, "a")
    heads = [shown, own, other]
    assert parents_beside(shown, heads, OURS, lambda _document: True) == ("own",)
    assert parents_beside(shown, heads, OURS, lambda _document: False) == ("a",)
    assert parents_beside(None, [other], OURS, lambda _document: True) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 0},
        {"format": "other"},
        {"salt": "short"},
        {"salt": "Z" * 32},
        {"parents": ("0" * 63,)},
        {"parents": ("b" * 64, "a" * 64)},
        {"parents": ("a" * 64, "a" * 64)},
        {"record_id": new_owned_id(THEIRS, "other")},
    ],
)
def test_every_flaw_of_a_document_has_a_name(changes: dict[str, Any]) -> None:
    assert flaw_of(replace(DOCUMENT, **changes))
    assert flaw_of(DOCUMENT) == ""
    assert flaw_of(replace(DOCUMENT, parents=("a" * 64, "b" * 64))) == ""
    assert flaw_of(replace(DOCUMENT, record_id=new_owned_id(THEIRS, NOTE))) == ""


def test_a_record_stays_of_its_kind() -> None:
    other = RecordKind("other")
    for known in (set(), {NOTE}, {other}, {NOTE, other}):
        assert not kind_differs(DOCUMENT, [], known)
        assert not kind_differs(DOCUMENT, [NOTE, NOTE], known)
        assert kind_differs(DOCUMENT, [NOTE, other], known), "an id that says nothing"


def test_an_id_with_a_mark_is_held_by_no_unknown_kind() -> None:
    other = RecordKind("other")
    marked = replace(DOCUMENT, record_id=new_owned_id(THEIRS, NOTE))
    assert not kind_differs(marked, [NOTE, other], {NOTE})
    assert not kind_differs(marked, [NOTE, other], {other}), "nor does it hold one"
    assert kind_differs(marked, [NOTE, other], {NOTE, other}), "in a vault of before"


def test_the_consent_decided_last_counts_and_a_withdrawal_is_a_decision() -> None:
    early, late = (Moment(f"2026-01-0{day}T00:00:00.000Z", 0) for day in (1, 5))
    first, second = Consent("1", "i", early), Consent("2", "i", late)
    assert decided_last([second, first]) == second
    withdrawn = replace(first, withdrawn_at=late)
    assert decided_last([withdrawn, second]) == withdrawn, "of two as late the withdrawal"
    assert decided_last([]) is None
