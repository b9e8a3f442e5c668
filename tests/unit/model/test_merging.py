"""The rules of merging, without any home: each sentence of ``precedence.py`` and ``merging.py``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from desktop.model.consent import Consent, decided_last
from desktop.model.merging import (
    Arriving,
    WorkingState,
    cut_before,
    differs,
    flaw_of,
    heads_of,
    kind_differs,
    parents_beside,
    parents_of_cut,
    to_lay,
)
from desktop.model.moment import Moment
from desktop.model.precedence import Finality
from desktop.model.version import RecordKind, RecordVersion, VersionDocument

NOTE = RecordKind("note")
OURS, THEIRS = "SHA256:ours", "SHA256:theirs"
DOCUMENT = VersionDocument(
    NOTE, "r-1", (), THEIRS, Moment("2026-01-01T00:00:00.000Z", 0), "", "0" * 32, {}
)


def version(
    name: str, second: int, *parents: str, author: str = THEIRS, end: Finality = Finality.OPEN
) -> RecordVersion:
    at = Moment(f"2026-01-01T00:00:{second:02}.000Z", 0)
    body = {"text": name, "end": end.value}
    document = replace(DOCUMENT, parents=parents, author=author, created_at=at, body=body)
    return RecordVersion(name, b"", lambda: document)


def end_of(body: Mapping[str, Any]) -> Finality:
    return Finality(body["end"])


def laid(versions: list[RecordVersion], shown: str | None = None) -> str | None:
    made_here = any(each.id == shown and each.document.author == OURS for each in versions)
    chosen = to_lay(versions, shown, made_here, end_of)
    return chosen.id if chosen else None


def test_heads_are_what_nothing_is_built_on_oldest_first() -> None:
    a, b, c = version("a", 1), version("b", 3, "a"), version("c", 2, "a")
    assert [head.id for head in heads_of([b, a, c])] == ["c", "b"]
    assert heads_of([]) == []


def test_the_newest_head_is_laid_and_of_two_as_new_the_one_with_the_greater_id() -> None:
    a, b, c = version("a", 1), version("b", 2, "a"), version("c", 2, "a")
    assert laid([a, b, c]) == "c"
    assert laid([c, b, a], shown="c") is None, "what is shown already is not laid again"


def test_a_head_of_ones_own_that_is_shown_stays() -> None:
    ours, newer = version("ours", 1, author=OURS), version("newer", 2)
    assert laid([ours, newer], shown="ours") is None
    assert laid([ours, newer], shown=None) == "newer", "it was not shown"
    assert laid([version("ours", 1), newer], shown="ours") == "newer", "it was not cut here"
    built_on_it = version("next", 2, "ours")
    assert laid([ours, built_on_it], shown="ours") == "next", "it is no head any more"


def test_what_is_closed_goes_before_what_was_built_on_it_but_not_before_ones_own() -> None:
    closed, later = version("closed", 1, end=Finality.CLOSED), version("later", 9, "closed")
    ours = version("ours", 2, author=OURS)
    assert laid([closed, later]) == "closed"
    assert laid([closed, ours], shown="ours") is None


def test_what_ended_goes_before_everything() -> None:
    ended, later = version("ended", 1, end=Finality.ENDED), version("later", 9, "ended")
    ours = version("ours", 9, author=OURS)
    closed = version("closed", 9, end=Finality.CLOSED)
    assert laid([ended, later, ours, closed], shown="ours") == "ended"


@pytest.mark.parametrize("unchanging", [True, False])
@pytest.mark.parametrize(
    ("state", "cut"),
    [(None, False), (WorkingState("v", edited=False), False), (WorkingState("v"), True)],
)
def test_work_done_here_is_cut_before_anything_takes_its_place(
    state: WorkingState | None, cut: bool, unchanging: bool
) -> None:
    arriving = Arriving(version("a", 1), None, state, frozenset())
    assert cut_before(arriving, unchanging) is (cut and not unchanging)


def test_a_version_that_is_here_is_known() -> None:
    assert Arriving(version("a", 1), None, None, frozenset({"a"})).known
    assert not Arriving(version("b", 1), None, None, frozenset({"a"})).known


def test_a_cut_goes_on_from_what_was_shown() -> None:
    base = version("a", 1)
    assert parents_of_cut(base) == ("a",)
    assert parents_of_cut(None) == ()
    assert differs(None, {})
    assert differs(base, {"text": "b", "end": "open"})
    assert not differs(base, {"text": "a", "end": "open"})


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
        {"version": 2},
        {"format": "other"},
        {"salt": "short"},
        {"salt": "Z" * 32},
        {"parents": ("0" * 63,)},
        {"parents": ("b" * 64, "a" * 64)},
        {"parents": ("a" * 64, "a" * 64)},
    ],
)
def test_every_flaw_of_a_document_has_a_name(changes: dict[str, Any]) -> None:
    assert flaw_of(replace(DOCUMENT, **changes))
    assert flaw_of(DOCUMENT) == ""
    assert flaw_of(replace(DOCUMENT, parents=("a" * 64, "b" * 64))) == ""


def test_a_record_stays_of_its_kind() -> None:
    assert not kind_differs(DOCUMENT, [])
    assert not kind_differs(DOCUMENT, [NOTE, NOTE])
    assert kind_differs(DOCUMENT, [NOTE, RecordKind("other")])


def test_the_consent_decided_last_counts_and_a_withdrawal_is_a_decision() -> None:
    early, late = (Moment(f"2026-01-0{day}T00:00:00.000Z", 0) for day in (1, 5))
    first, second = Consent("1", "i", early), Consent("2", "i", late)
    assert decided_last([second, first]) == second
    withdrawn = replace(first, withdrawn_at=late)
    assert decided_last([withdrawn, second]) == withdrawn, "of two as late the withdrawal"
    assert decided_last([]) is None
