"""A home that cuts versions of its own while those of others come: whatever comes when, homes that
hold the same end with the same shown."""

from __future__ import annotations

import random

import pytest
from hypothesis import settings

from desktop.model.authority import Rule, Signed
from desktop.model.precedence import Finality
from tests.unit.model.authority_cases import RECORD

OTHERS = ("owner", "owner", "known", "turned", "stranger")
TIMES = ("2026", "2027", "9999")


class Home:
    """What a home holds and shows of one record."""

    def __init__(self) -> None:
        self.held: dict[str, Signed] = {}
        self.shown: str | None = None

    @property
    def rule(self) -> Rule:
        return Rule(RECORD, list(self.held.values()))

    def goes_on_from(self) -> set[str] | None:
        """The parents of what is cut now; None where nothing can be: of what is not shown, or is
        sealed."""
        shown = self.held.get(self.shown or "")
        if shown is None:
            return None if self.held else set()
        if shown.finality is Finality.CLOSED:
            return None
        ended = {each.id for each in self.rule.heard() if each.finality is Finality.ENDED}
        return {shown.id, *(ended if shown.finality is Finality.ENDED else ())}

    def take(self, version: Signed) -> None:
        self.held[version.id] = version
        laid = version if version.ours else self.rule.laid(self.shown)
        self.shown = laid.id if laid else self.shown

    def could_take(self, version: Signed, before: set[str]) -> bool:
        """Whether a version can come now. ``before``: those of this home that it descends from."""
        if version.ours:
            return self.goes_on_from() == set(version.parents)
        return before <= self.held.keys()


def live(chance: random.Random) -> Home:
    """A home after up to eight versions, its own among them."""
    home, end = Home(), chance.choice((Finality.ENDED, Finality.CLOSED))
    for number in range(chance.randint(2, 8)):
        goes_on, ids = home.goes_on_from(), sorted(home.held)
        ours = goes_on is not None and chance.random() < 0.3
        some = chance.sample(ids, chance.randint(0, min(2, len(ids))))
        author = "here" if ours else chance.choice(OTHERS)
        finality = chance.choice((Finality.OPEN, Finality.OPEN, end))
        home.take(
            Signed(
                f"v{number}",
                author,
                f"2026-{number}" if ours else chance.choice(TIMES),
                tuple(sorted(goes_on if ours and goes_on is not None else some)),
                finality,
                sealed=finality is Finality.CLOSED and (ours or chance.random() < 0.7),
                known=author != "stranger",
                ours=ours,
            )
        )
    return home


def own_before(held: dict[str, Signed], version: Signed) -> set[str]:
    """What of this home a version descends from: nobody can name it before it is cut."""
    waiting, found = list(version.parents), set[str]()
    while waiting:
        parent = held[waiting.pop()]
        if parent.ours:
            found.add(parent.id)
        waiting += parent.parents
    return found


def live_again(held: dict[str, Signed], chance: random.Random) -> Home | None:
    """The same versions in another order, one's own as cut; None where that gets stuck."""
    home = Home()
    own = [each for each in held.values() if each.ours]
    others = [each for each in held.values() if not each.ours]
    while own or others:
        next_ones = [*own[:1], *others]
        able = [e for e in next_ones if home.could_take(e, own_before(held, e))]
        if not able:
            return None
        taken = chance.choice(able)
        (own if taken.ours else others).remove(taken)
        home.take(taken)
    return home


@pytest.mark.hypothesis
def test_whatever_comes_when_the_same_is_shown_and_heard() -> None:
    """No strategies: a million lives of them are looked at by ``make soak``."""
    soak = settings().max_examples > 1000
    first = random.SystemRandom().getrandbits(60) if soak else 0
    compared = 0
    for seed in range(first, first + (1_000_000 if soak else 2_000)):
        chance = random.Random(seed)
        home = live(chance)
        holds(home, seed)
        again = live_again(home.held, chance)
        if again is not None:
            compared += 1
            assert again.shown == home.shown, seed
            assert again.rule.heard() == home.rule.heard(), seed
    assert compared > 1000


def holds(home: Home, seed: int) -> None:
    """What no sender may bend, and that nothing changes where all comes a second time."""
    versions, rule = list(home.held.values()), home.rule
    heard = {each.id for each in rule.heard()}
    for version in versions:
        settled = any(
            version.id in each.parents and (each.ours or each.author in {version.author, "owner"})
            for each in versions
        )
        assert (version.id in heard) != settled, seed
    assert rule.answered() == any(each.author in {"owner", "here"} for each in versions), seed
    shown = home.held.get(home.shown or "")
    if shown is not None:
        assert shown.known, seed
        assert shown.sealed or shown.finality is not Finality.CLOSED, seed
    for version in versions:
        if not version.ours:
            home.take(version)
            assert home.shown == (shown.id if shown else None), seed
