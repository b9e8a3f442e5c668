"""Who is one person: decided, split again, and decided elsewhere otherwise."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import combinations, permutations
from typing import Final

import pytest

from desktop import canonical
from desktop.errors import NoSuchRecord
from desktop.model.handoff import Outcome
from desktop.model.person import PERSON_KIND, NameForm
from desktop.model.sameness import SAMENESS_KIND, Groups, Pair, SameAs, pair_of
from desktop.vault import Vault
from tests.authors import arrive
from tests.slices import sliced
from tests.support import make_vault

VAULTS: Final = ("field", "second", "office")


def people(vault: Vault, *codes: str) -> list[str]:
    """New people, oldest first; their ids."""
    return [vault.people.new(each, [NameForm(f"Імя {each}")]).id for each in codes]


def test_one_is_shown_for_both_and_nothing_of_either_changes(vault: Vault) -> None:
    first, second, other = people(vault, "P-1", "P-2", "P-3")
    before = vault.people.all()
    made = vault.sameness.decide(second, first, SameAs.SAME, "she said so")
    assert vault.sameness.of(first, second) == made
    assert vault.sameness.groups().of(second) == (first, second)
    assert vault.sameness.groups().of(other) == (other,)
    assert vault.people.all() == before
    assert vault.called(SAMENESS_KIND, made.id).split(" · ") in (["P-1", "P-2"], ["P-2", "P-1"])


def test_what_was_joined_is_split_and_joined_again(vault: Vault) -> None:
    first, second, third = people(vault, "P-1", "P-2", "P-3")
    vault.sameness.decide(first, second, SameAs.SAME)
    vault.sameness.decide(second, third, SameAs.SAME)
    joined = vault.sameness.groups()
    assert vault.sameness.split(second, "two sisters") == 2
    assert vault.sameness.groups() == Groups()
    assert {each.reason for each in vault.sameness.about(second)} == {"two sisters"}
    for other in (first, third):
        vault.sameness.decide(second, other, SameAs.SAME)
    assert vault.sameness.groups() == joined


def test_the_log_tells_of_each_decision_and_names_nobody(vault: Vault) -> None:
    pair = people(vault, "P-1", "P-2")
    made = vault.sameness.decide(pair[0], pair[1], SameAs.SAME, "Ядвіга said so")
    vault.sameness.decide(pair[0], pair[1], SameAs.UNSURE)
    told = vault.custody.events(made.id)
    assert [each.detail["state"] for each in told] == ["same", "unsure"]
    said = "".join(canonical.encode(each).decode() for each in told)
    assert not [word for word in (*pair, "Ядвіга") if word in said]


def test_deciding_the_same_again_says_nothing_new(vault: Vault) -> None:
    pair = people(vault, "P-1", "P-2")
    made = vault.sameness.decide(pair[0], pair[1], SameAs.SAME, "she said so")
    assert vault.sameness.decide(pair[1], pair[0], SameAs.SAME, "she said so") == made
    assert len(vault.versions.history(made.id)) == 1


def test_only_two_who_are_here_are_compared(vault: Vault) -> None:
    (one,) = people(vault, "P-1")
    with pytest.raises(NoSuchRecord):
        vault.sameness.decide(one, "nobody", SameAs.SAME)
    with pytest.raises(ValueError, match="itself"):
        vault.sameness.decide(one, one, SameAs.SAME)


def test_somebody_who_was_compared_stays(vault: Vault) -> None:
    pair = people(vault, "P-1", "P-2")
    vault.sameness.decide(pair[0], pair[1], SameAs.NOT_SAME)
    assert vault.removal.look(PERSON_KIND, pair[0]).stays


def test_others_who_decided_otherwise_keep_them_apart_until_it_is_settled(
    vault: Vault, office: Vault
) -> None:
    pair = tuple(people(vault, "P-1", "P-2"))
    _give(vault, office, PERSON_KIND, pair)
    ours = vault.sameness.decide(pair[0], pair[1], SameAs.SAME)
    office.sameness.decide(pair[0], pair[1], SameAs.NOT_SAME, "seen together")
    _give(office, vault, SAMENESS_KIND, [ours.id])
    assert vault.sameness.groups() == Groups({}, (pair_of(*pair),))
    assert vault.sameness.perhaps(pair[0]) == pair_of(*pair)
    said = vault.sameness.said(ours)
    assert [(each.here, each.sameness.answer) for each in said] == [
        (True, SameAs.SAME),
        (False, SameAs.NOT_SAME),
    ]
    vault.sameness.decide(pair[0], pair[1], SameAs.SAME, "asked once more")
    assert vault.sameness.groups().of(pair[1]) == pair
    assert len(vault.versions.head_ids(ours.id)) == 1


def test_a_decision_that_lies_under_another_id_is_not_taken_in(vault: Vault, office: Vault) -> None:
    pair = people(vault, "P-1", "P-2")
    made = vault.sameness.decide(pair[0], pair[1], SameAs.SAME)
    data = vault.versions.heads(made.id)[0].data.replace(pair[0].encode(), b"0" * 36)
    with pytest.raises(canonical.NotADocument):
        arrive(office, data)


# -- any order, any vault -------------------------------------------------------------------


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Vault]]:
    """Three vaults that hold the same four people; each example is undone."""
    folder = tmp_path_factory.mktemp("three")
    with ExitStack() as stack:
        made = [stack.enter_context(make_vault(folder, name)) for name in VAULTS]
        ids = people(made[0], "P-1", "P-2", "P-3", "P-4")
        for other in made[1:]:
            _give(made[0], other, PERSON_KIND, ids)
        yield made


@pytest.mark.parametrize("seed", sliced(range(25), *range(5)))
def test_vaults_that_disagree_come_to_the_same_people(three: list[Vault], seed: int) -> None:
    chance = random.Random(seed)
    with ExitStack() as undone:
        for each in three:
            undone.enter_context(_undone(each))
        before = [_bytes_of(each) for each in three]
        pairs = list(combinations(sorted(each.id for each in three[0].people.all()), 2))
        for _step in range(chance.randint(4, 12)):
            one, other = chance.sample(three, 2)
            if chance.random() < 0.3:
                _exchange(one, other)
            else:
                one.sameness.decide(*chance.choice(pairs), chance.choice(list(SameAs)))
        settled = {pair: chance.choice(list(SameAs)) for pair in pairs}
        _settle(three, settled, chance)
        first = three[0].sameness.groups()
        assert all(each.sameness.groups() == first for each in three)
        assert [_bytes_of(each) for each in three] == before


class _Undo(Exception):
    """Ends an example."""


def _undone(vault: Vault) -> ExitStack:
    stack = ExitStack()
    transaction = vault._db.transaction()
    transaction.__enter__()

    def undo() -> None:
        with pytest.raises(_Undo):
            if not transaction.__exit__(_Undo, _Undo(), None):
                raise _Undo

    stack.callback(undo)
    return stack


def _settle(vaults: Sequence[Vault], settled: Mapping[Pair, SameAs], chance: random.Random) -> None:
    """Everybody hears everybody; of what contradicts itself people decide the same everywhere."""
    for _round in range(4):
        order = list(permutations(vaults, 2))
        chance.shuffle(order)
        for one, other in (*order, *order):
            _exchange(one, other)
        open_ones = [(each, pair) for each in vaults for pair in _undecided(each)]
        if not open_ones:
            return
        for each, pair in open_ones:
            each.sameness.decide(pair[0], pair[1], settled[pair])
    raise AssertionError("they never agree")


def _undecided(vault: Vault) -> list[Pair]:
    return [pair for pair, said in vault.sameness.decided().items() if len(said) > 1]


def _exchange(one: Vault, other: Vault) -> None:
    _give(one, other, SAMENESS_KIND, one.outlines.record_ids(SAMENESS_KIND))


def _give(one: Vault, other: Vault, kind: str, ids: Sequence[str]) -> None:
    for record_id in ids:
        if kind == PERSON_KIND:
            one.versions.cut(PERSON_KIND, record_id, "sent")
        for version in one.versions.history(record_id):
            assert arrive(other, version.data) in (Outcome.ACCEPTED, Outcome.ALREADY_THERE)


def _bytes_of(vault: Vault) -> list[bytes]:
    return [canonical.encode(each) for each in vault.people.all()]
