"""Passages through a thousand edits: each sign has a number, so that it is known whose it is."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest

from desktop.model.anchoring import (
    KEPT,
    Since,
    Spot,
    Stands,
    Texts,
    anchor,
    carried,
    mark,
    sealed,
    since,
)
from desktop.model.passage import AROUND, Passage
from desktop.model.values.moment import Moment
from tests.examples import examples

WORDS: Final = (
    "он",
    "бил",
    "меня",
    "и",
    "не",
    "его",
    "а",
    "да",
    "ён",
    "мяне",
    "законно",
    "незаконно",
)
"""Few, so that the same ones stand in many places."""
EDITS: Final = 1_000
Sign = tuple[str, int]
"""A letter, and the number of the stroke that wrote it."""


@dataclass
class Account:
    """Utterances of numbered signs, and what a hand does to them."""

    chance: random.Random
    turns: dict[str, list[Sign]]
    written: int = 0

    @property
    def texts(self) -> Texts:
        return {name: "".join(letter for letter, _ in signs) for name, signs in self.turns.items()}

    def write(self, text: str) -> list[Sign]:
        self.written += len(text)
        return [(letter, self.written - at) for at, letter in enumerate(text)]

    def some_words(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, 8))) + " "

    def some_signs(self) -> list[Sign]:
        """Of one turn; none where it is empty."""
        return self.turns[self.chance.choice(list(self.turns))]

    def put_in(self) -> None:
        signs = self.some_signs()
        at = self.chance.randint(0, len(signs))
        signs[at:at] = self.write(self.chance.choice([self.some_words(), " ", "с", "не"]))

    def take_out(self) -> None:
        signs = self.some_signs()
        at = self.chance.randint(0, len(signs))
        del signs[at : at + self.chance.randint(1, 25)]

    def copy(self) -> None:
        signs, to = self.some_signs(), self.some_signs()
        at = self.chance.randint(0, len(signs))
        text = "".join(letter for letter, _ in signs[at : at + 60])
        place = self.chance.randint(0, len(to))
        to[place:place] = self.write(text)

    def add_turn(self) -> None:
        self._insert(self.chance.randint(0, len(self.turns)), self.write(self.some_words()))

    def split(self) -> None:
        name = self.chance.choice(list(self.turns))
        signs = self.turns[name]
        at = self.chance.randint(0, len(signs))
        self.turns[name], rest = signs[:at], signs[at:]
        self._insert(list(self.turns).index(name) + 1, rest)

    def join(self) -> None:
        one, other = self.chance.choices(list(self.turns), k=2)
        if one != other:
            self.turns[one] += self.turns.pop(other)

    def remove(self) -> None:
        if len(self.turns) > 3:
            del self.turns[self.chance.choice(list(self.turns))]

    def reorder(self) -> None:
        names = list(self.turns)
        self.chance.shuffle(names)
        self.turns = {name: self.turns[name] for name in names}

    def where(self, own: list[Sign]) -> Spot | None:
        """Where exactly these signs still stand side by side."""
        for name, signs in self.turns.items():
            if own[0] in signs:
                at = signs.index(own[0])
                if signs[at : at + len(own)] == own:
                    return Spot(name, at, at + len(own))
        return None

    def _insert(self, place: int, signs: list[Sign]) -> None:
        self.written += 1
        turns = list(self.turns.items())
        turns.insert(place, (f"t{self.written}", signs))
        self.turns = dict(turns)


ALL: Final[list[Callable[[Account], None]]] = [
    *[Account.put_in] * 8,
    *[Account.take_out] * 7,
    Account.copy,
    Account.add_turn,
    Account.split,
    Account.join,
    Account.remove,
    Account.reorder,
]


def started(seed: int) -> Account:
    account = Account(random.Random(seed), {})
    for _ in range(5):
        account.add_turn()
    return account


def marked(account: Account) -> tuple[Passage, list[Sign]]:
    """A passage of whole words somewhere, with its signs."""
    while True:
        name = account.chance.choice(list(account.turns))
        text, chance = account.texts[name], account.chance
        starts = [at for at in range(len(text)) if text[at] != " " and text[:at][-1:] in ("", " ")]
        if starts:
            start = chance.choice(starts)
            end = min(len(text), start + chance.randint(1, 20))
            end = next((at for at in range(end, len(text)) if text[at] == " "), len(text))
            passage = Passage("p", Moment("2026-03-01T11:00:00.000Z", 60), interview_id="i")
            spot = Spot(name, start, end)
            return mark(passage, account.texts, spot), account.turns[name][start:end]
        account.put_in()


def is_whole(text: str, spot: Spot) -> bool:
    return text[: spot.start][-1:] in ("", " ") and text[spot.end :][:1] in ("", " ")


def beside(text: str, spot: Spot) -> tuple[str, str]:
    return text[max(0, spot.start - AROUND) : spot.start], text[spot.end : spot.end + AROUND]


def same_beside(one: tuple[str, str], other: tuple[str, str], most: int) -> tuple[bool, bool]:
    return one[0][-most:] == other[0][-most:], one[1][:most] == other[1][:most]


def go_through(seed: int, at_once: int) -> Counter[str]:
    """Edits, so many between two times that the account is written; what became of the passages."""
    account, seen = started(seed), Counter[str]()
    passage, own = marked(account)
    for _ in range(EDITS // at_once):
        was = account.texts
        stood = anchor(passage, was).stands is Stands.HERE
        for _ in range(at_once):
            account.chance.choice(ALL)(account)
        texts, before = account.texts, passage
        passage = carried(passage, was, texts)
        found, true = anchor(passage, texts), account.where(own)
        seen[found.stands] += 1
        assert passage.quote == before.quote
        assert all(texts[s.utterance_id][s.start : s.end] == passage.quote for s in found.spots)
        if found.stands is Stands.HERE:
            (spot,) = found.spots
            assert spot[:2] == (passage.utterance_id, passage.start)
            if spot != true:
                _may_be_taken_for_them(was, before, texts, spot, at_once)
                seen["alike"] += 1
                own = account.turns[spot.utterance_id][spot.start : spot.end]
        elif true and is_whole(texts[true.utterance_id], true):
            assert true in found.spots, "its own words are among those that are offered"
            seen["own words offered"] += 1
            assert not (stood and _is_plain(was, texts, before, true)), "nobody touched them"
            passage = mark(passage, texts, true)
        else:
            passage, own = marked(account)
            seen["marked anew"] += 1
    return seen


def _may_be_taken_for_them(
    was: Texts, before: Passage, texts: Texts, spot: Spot, at_once: int
) -> None:
    """The same words in the same turn, between the same words; or, where one time of writing held
    several edits, beside some that were kept."""
    assert spot.utterance_id == before.utterance_id
    here = beside(texts[spot.utterance_id], spot)
    both = same_beside(here, (before.before, before.after), AROUND)
    some = same_beside(here, (before.before, before.after), KEPT)
    assert all(both) or (at_once > 1 and any(some)), (before, here, was, texts)


def _is_plain(was: Texts, texts: Texts, before: Passage, true: Spot) -> bool:
    """Whether the turn of the words was not touched."""
    name = before.utterance_id
    return true.utterance_id == name and was[name] == texts[name]


@pytest.mark.parametrize("at_once", [1, 4])
def test_a_passage_points_at_its_own_words_through_a_thousand_edits(at_once: int) -> None:
    seen = Counter[str]()
    for seed in range(examples(24)):
        seen += go_through(seed, at_once)
    steps = seen[Stands.HERE] + seen[Stands.TO_CONFIRM] + seen[Stands.GONE]
    assert seen[Stands.HERE] > 0.8 * steps, seen
    assert seen["own words offered"], seen
    assert seen["alike"] < 0.01 * steps, seen


def test_what_one_edit_did_not_reach_is_followed_for_certain() -> None:
    """One sign that stands nowhere else: nothing is left to ask."""
    account = started(7)
    for number in range(EDITS):
        passage, own = marked(account)
        was, signs = account.texts, account.turns[passage.utterance_id]
        at = account.chance.randint(0, len(signs))
        signs[at:at] = account.write(chr(0x2500 + number))
        true, texts = account.where(own), account.texts
        if true is not None:
            assert anchor(carried(passage, was, texts), texts).spots == (true,)
        del signs[: max(0, len(signs) - 300)]


def test_sealed_passages_stay_and_newer_versions_say_what_became_of_them() -> None:
    seen = Counter[str]()
    for seed in range(examples(80)):
        account = started(seed)
        passage, own = marked(account)
        texts = account.texts
        firm = sealed(passage, texts, f"{seed:064x}")
        for _ in range(20):
            account.chance.choice(ALL)(account)
            newer = account.texts
            assert carried(firm, texts, newer) == firm
            assert anchor(firm, texts).spots == (Spot(firm.utterance_id, firm.start, firm.end),)
            became, true = since(firm, texts, newer), account.where(own)
            seen[became] += 1
            whole = true is not None and is_whole(newer[true.utterance_id], true)
            assert not (whole and became is Since.GONE), "they stand there"
            if became is Since.SAME:
                assert firm.quote in newer[firm.utterance_id]
    assert min(seen[each] for each in Since) > 0, seen
