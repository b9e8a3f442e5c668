"""Passages through edits in two real vaults that send each other what they wrote, and seals.

Each sign has a number, so that it is known whose it is, whichever vault shows it by now.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import Final

import pytest

from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.anchoring import KEPT, Since, Spot, Stands, Texts, texts_of
from desktop.model.interview import InterviewDocument, State, Utterance
from desktop.model.passage import Passage
from desktop.vault import Vault
from desktop.vault.records.passages import Placed
from tests.unit.handoff.ends import USE, Vaults, interview
from tests.unit.model.test_anchoring_through import (
    ALL,
    Account,
    Sign,
    beside,
    is_whole,
    marked,
    same_beside,
)

EDITS: Final = 1_000
AT_ONCE: Final = 40
"""Edits of one account before it is sealed and another one begins."""
FAR: Final = 1_000_000
"""So many signs are written in no test: each vault numbers its own from there."""

Signs = tuple[Sign, ...]


@dataclass
class Telling:
    """One account in both vaults, and whose the signs of every passage are."""

    ends: Vaults
    chance: random.Random
    interview_id: str
    seen: Counter[str]
    own: dict[Passage, Signs] = field(default_factory=dict)
    known: defaultdict[tuple[str, str], list[Signs]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By utterance and text, the signs that it was written with: by each vault its own."""
    hands: dict[str, Account] = field(default_factory=dict)

    @property
    def vaults(self) -> dict[str, Vault]:
        return {"researcher": self.ends.researcher, "office": self.ends.office}

    def begin(self) -> None:
        """A few turns by the researcher, who sends them."""
        for number, name in enumerate(self.vaults):
            self.hands[name] = Account(self.chance, {}, written=(number + 1) * FAR)
        for _ in range(4):
            self.hands["researcher"].add_turn()
        self.write("researcher")
        self.send("researcher", "office")

    def edit(self, name: str) -> None:
        """A hand works on the account as this vault shows it, some strokes at once."""
        if self._document(name).interview.state is State.SEALED:
            return
        hand = self.hands[name]
        for _ in range(self.chance.randint(1, 3)):
            self.chance.choice(ALL)(hand)
        self.write(name)

    def write(self, name: str) -> None:
        """By the account's own page, or by an open form that was filled before."""
        vault, hand, before = self.vaults[name], self.hands[name], self._passages(name)
        for turn, signs in hand.turns.items():
            self._remember(turn, signs)
        told = tuple(Utterance(turn, text=text) for turn, text in hand.texts.items())
        if self.chance.random() < 0.5:
            vault.interviews.save_utterances(self.interview_id, told)
        else:
            form = self._document(name)
            vault.edits.record(vault.interviews, form, replace(form, utterances=told))
        self._look(name, before)

    def mark(self, name: str) -> None:
        """Somebody marks whole words."""
        hand = self.hands[name]
        if self._document(name).interview.state is State.SEALED or not any(hand.turns.values()):
            return
        passage, signs = marked(hand)
        self.write(name)
        spot = Spot(passage.utterance_id, passage.start, passage.end)
        made = self.vaults[name].passages.new(self.interview_id, spot)
        self.own[made] = tuple(signs)

    def confirm(self, name: str) -> None:
        """Somebody says where the words are, of a passage that asks."""
        passages = self.vaults[name].passages
        for placed in passages.of_interview(self.interview_id):
            true = self.hands[name].where(list(self.own[placed.passage]))
            if placed.anchor.stands is Stands.TO_CONFIRM and true in placed.anchor.spots:
                assert true is not None
                said = passages.confirm(placed.passage.id, true)
                self.own[said] = self.own[placed.passage]
                self.seen["confirmed"] += 1

    def seal(self, name: str) -> None:
        """Read back and closed by this vault."""
        if self._document(name).interview.state is State.SEALED:
            return
        before = self._passages(name)
        self.vaults[name].interviews.seal(self.interview_id)
        self._look(name, before)

    def send(self, one: str, other: str) -> None:
        """What is new here arrives there."""
        sender, receiver = self.vaults[one], self.vaults[other]
        before = self._passages(other)
        to = receiver.identity.fingerprint
        plan = plan_package(sender, to, USE, [self.interview_id], again=True)
        receive_package(receiver, write_package(sender, plan, self.ends.stick).path)
        told = self._document(other).utterances
        self.hands[other].turns = {
            each.id: list(self.chance.choice(self.known[each.id, each.text])) for each in told
        }
        self._look(other, before)

    def _look(self, name: str, before: dict[str, Passage]) -> None:
        """Every passage of this vault is at its own words, or says that it may not be."""
        vault = self.vaults[name]
        texts = texts_of(self._document(name).utterances)
        for placed in vault.passages.of_interview(self.interview_id, 0, 1000):
            passage = placed.passage
            was = before.get(passage.id, passage)
            self.own.setdefault(passage, self.own[was])
            self.seen[placed.anchor.stands] += 1
            if passage.version_id:
                assert not was.version_id or passage == was, "it never moves again"
                self._look_at_sealed(vault, placed)
            elif placed.anchor.stands is Stands.HERE:
                [spot] = placed.anchor.spots
                assert texts[spot.utterance_id][spot.start : spot.end] == passage.quote
                self._is_its_own(passage, was, spot, texts[spot.utterance_id])
            if not passage.version_id:
                self._look_at_draft(name, placed, texts)

    def _look_at_draft(self, name: str, placed: Placed, texts: Texts) -> None:
        """Each place that is told has the words; its own is among them where they stand whole."""
        passage, found = placed.passage, placed.anchor
        for spot in found.spots:
            assert texts[spot.utterance_id][spot.start : spot.end] == passage.quote
        true = self.hands[name].where(list(self.own[passage]))
        if true is not None and is_whole(texts[true.utterance_id], true):
            assert true in found.spots
            self.seen["stands"] += 1
            self.seen["found"] += found.stands is Stands.HERE

    def _look_at_sealed(self, vault: Vault, placed: Placed) -> None:
        passage = placed.passage
        assert placed.anchor.stands is Stands.HERE
        version = vault.versions.get(passage.version_id)
        told = {each["id"]: each["text"] for each in version.document.body["utterances"]}
        assert told[passage.utterance_id][passage.start : passage.end] == passage.quote
        self.seen["sealed"] += 1
        if placed.since is not None:
            self.seen[f"newer {placed.since}"] += 1
            texts = texts_of(self._document_of(vault).utterances)
            if placed.since is Since.SAME:
                assert passage.quote in texts[passage.utterance_id]

    def _is_its_own(self, passage: Passage, was: Passage, spot: Spot, text: str) -> None:
        """These very signs; else such as nobody can tell from them: the same words in the same
        turn, beside some of what stood beside them."""
        found = [
            signs[spot.start : spot.end] for signs in self.known[spot.utterance_id, text]
        ]  # fmt: skip
        if self.own[passage] not in found:
            assert spot.utterance_id == was.utterance_id
            assert any(same_beside(beside(text, spot), (was.before, was.after), KEPT)), (was, text)
            self.own[passage] = found[0]
            self.seen["alike"] += 1

    def _remember(self, turn: str, signs: list[Sign]) -> None:
        text, those = "".join(letter for letter, _ in signs), tuple(signs)
        if those not in self.known[turn, text]:
            self.known[turn, text].append(those)

    def _document(self, name: str) -> InterviewDocument:
        return self._document_of(self.vaults[name])

    def _document_of(self, vault: Vault) -> InterviewDocument:
        return vault.interviews.document(self.interview_id)

    def _passages(self, name: str) -> dict[str, Passage]:
        found = self.vaults[name].passages.of_interview(self.interview_id, 0, 1000)
        return {each.passage.id: each.passage for each in found}


def tell(ends: Vaults, seed: int, edits: int) -> Counter[str]:
    """So many edits, by both; what was seen of the passages after each time of writing."""
    chance, seen = random.Random(seed), Counter[str]()
    while seen["edits"] < edits:
        made = interview(ends.researcher, f"W-{seen['edits']:04}", files=[])
        telling = Telling(ends, chance, made.id, seen)
        telling.begin()
        for number in range(1, min(AT_ONCE, edits) + 1):
            name = chance.choice(list(telling.vaults))
            seen["edits"] += 1
            telling.edit(name)
            if chance.random() < 0.2:
                telling.mark(name)
            if chance.random() < 0.2:
                telling.confirm(name)
            if number % 20 == 0:
                telling.send("researcher", "office")
                telling.send("office", "researcher")
        for name in chance.sample(list(telling.vaults), chance.randint(1, 2)):
            telling.seal(name)
        telling.send("researcher", "office")
        telling.send("office", "researcher")
    return seen


@pytest.mark.parametrize(
    "edits", [AT_ONCE, pytest.param(EDITS, marks=pytest.mark.rare)], ids=["some", "thousand"]
)
def test_passages_point_at_their_own_words_in_two_vaults(ends: Vaults, edits: int) -> None:
    seen = tell(ends, edits, edits)
    steps = seen[Stands.HERE] + seen[Stands.TO_CONFIRM] + seen[Stands.GONE]
    assert seen["found"] > seen["stands"] / 2, seen
    assert seen[Stands.TO_CONFIRM], seen
    assert seen[Stands.GONE], seen
    assert seen["sealed"], seen
    assert seen["alike"] < 0.02 * steps, seen
    if edits == EDITS:
        assert seen["confirmed"], seen
        assert any(seen[f"newer {each}"] for each in Since), seen
