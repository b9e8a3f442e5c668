"""Who may lay what over what: every row of the page's table (../authority.md)."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.second_reader import authority, owned
from tests.second_reader.held import Desk, Version

PAGE = (Path(__file__).parents[3] / "docs" / "authority.md").read_text("utf-8")
DESK = Desk("SHA256:here", frozenset({"SHA256:owner", "SHA256:known"}))
UNTRUSTED = Desk("SHA256:here", frozenset({"SHA256:known"}))
RECORD = owned.new("interview", "SHA256:owner", bytes(8))
OWNS = functools.partial(owned.is_of, RECORD, "interview")
CASES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith(("| case", "| ---"))
]


def _version(text: str, place: int) -> Version:
    """One of a case, as "b owner withdrawn on a"."""
    said, _on, parents = text.partition(" on ")
    name, who, *marks = said.split()
    return Version(
        name,
        "interview",
        RECORD,
        f"SHA256:{who}",
        tuple(parents.split()),
        "9999" if "9999" in marks else f"20{place:02}",
        sealed=marks == ["sealed"],
        says_sealed=said.endswith("says sealed"),
        withdrawn="withdrawn" in marks,
        late="late" in marks,
    )


@pytest.mark.parametrize("case", CASES, ids=[re.sub("[^a-z]+", "-", c[0]) for c in CASES])
def test_case(case: list[str]) -> None:
    _name, said, shown, heard, opens, waits = case
    versions = [_version(text, i) for i, text in enumerate(said.split("; "))]
    desk = UNTRUSTED if "untrusted" in said else DESK
    found = authority.shown(versions, OWNS, desk)
    assert (found.version_id if found else "nothing") == shown
    assert [v.version_id for v in authority.heard(versions, OWNS, desk)] == heard.split()
    assert authority.may_open(versions, OWNS, desk) == (opens == "yes")
    assert [v.version_id for v in versions if v.waits(desk)] == waits.split()


def test_all_cases_were_read() -> None:
    assert len(CASES) >= 33


def _several(said: str) -> list[Version]:
    return [_version(text, place) for place, text in enumerate(said.split("; "))]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a owner; b here on a; c here on a", "b"),
        ("a owner; b here 9999 on a; c here on a; d here on b", "d"),
        ("a owner sealed; b here sealed on a", "b"),
        ("a owner sealed; b here sealed on a; c here on b", "b"),
        ("a owner sealed; b here sealed on a; c owner sealed on a", "c"),
        ("a known; b known on a; c here on a", "c"),
        ("a known 9999; b stranger", "a"),
        ("a owner withdrawn; b owner withdrawn on a; c owner on b", "c"),
    ],
)
def test_more_of_what_is_shown(said: str, shown: str) -> None:
    found = authority.shown(_several(said), OWNS, DESK)
    assert found is not None
    assert found.version_id == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a known; b owner untrusted; c stranger on a", "a"),
        ("a owner untrusted; b known on a", "b"),
        ("a owner untrusted; b here on a; c owner untrusted on b", "b"),
    ],
)
def test_where_nothing_of_the_owners_may_be_shown(said: str, shown: str) -> None:
    """Whoever began what may be counts as its owner; findings.md says what is open there."""
    found = authority.shown(_several(said), OWNS, UNTRUSTED)
    assert found is not None
    assert found.version_id == shown


def test_of_two_of_one_date_the_higher_id_is_the_newer() -> None:
    one, two = (replace(_version(f"{name} owner", 0), created_at="2026") for name in "ba")
    assert authority.shown([one, two], OWNS, DESK) is one


@pytest.mark.parametrize(
    ("earlier", "desk", "heard"),
    [
        ("stranger", 1, "b"),
        ("known", 1, "a b"),
        ("owner", 1, "a b"),
        ("owner", 2, "a b"),
        ("owner", 3, "a b"),
        ("known", 3, "b"),
    ],
)
def test_a_person_here_goes_on_from_what_is_unread(earlier: str, desk: int, heard: str) -> None:
    """Not where the owner signed it, with whatever card, or a card that is trusted."""
    gone = frozenset({"SHA256:owner", "SHA256:known"})
    at = {1: DESK, 2: UNTRUSTED, 3: Desk("SHA256:here", DESK.trusted, gone)}[desk]
    versions = [replace(_version(f"a {earlier}", 0), unread=True), _version("b here on a", 1)]
    assert [v.version_id for v in authority.heard(versions, OWNS, at)] == heard.split()


def test_nobody_goes_on_from_a_tombstone() -> None:
    tombstone = replace(_version("a owner", 0), unread=True, erased=True)
    assert tombstone in authority.heard([tombstone, _version("b owner on a", 1)], OWNS, DESK)


def test_who_opens_where_nobody_is_the_owner() -> None:
    """Whoever decided, where the id says nothing; but not who came after a card was revoked."""
    for said, opens in (("a known", True), ("a stranger", True), ("a known late", False)):
        versions = _several(said)
        assert authority.may_open(versions, lambda _author: False, DESK, ownerless=True) == opens
        assert not authority.may_open(versions, lambda _author: False, DESK)


def test_a_card_revoked_later_keeps_what_it_brought_before() -> None:
    desk = Desk("SHA256:here", DESK.trusted, frozenset({"SHA256:owner"}))
    before = _version("a owner", 0)
    assert authority.shown([before], OWNS, desk) is before
    assert authority.shown([_version("a owner late", 0)], OWNS, desk) is None
