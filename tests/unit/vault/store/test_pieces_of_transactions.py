"""An error inside any piece of a transaction undoes all that belongs together, and no more.

Over trees of pieces that join or are undone alone, fail or do not, with callers that catch the
error or let it pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.vault import PersonFilter, Vault
from desktop.vault.versions.bound import differing
from tests.examples import examples
from tests.support import make_vault


@dataclass
class Piece:
    """``alone``: an attempt. ``fails``: at its end. ``caught``: its caller goes on all the same.

    ``ended_badly`` and ``code``, of the person it wrote, are known after it was played.
    """

    alone: bool
    fails: bool
    caught: bool
    parts: Sequence[Piece]
    ended_badly: bool = False
    code: str = field(default="")


class _Failed(Exception):
    """What a piece fails with."""


PIECES = st.recursive(
    st.builds(Piece, st.booleans(), st.booleans(), st.booleans(), st.just(())),
    lambda parts: st.builds(
        Piece, st.booleans(), st.booleans(), st.booleans(), st.lists(parts, max_size=3)
    ),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    folder: Path = tmp_path_factory.mktemp("pieces")
    with make_vault(folder) as vault:
        yield vault


def play(vault: Vault, piece: Piece, numbers: Iterator[int]) -> None:
    try:
        with vault.attempt() if piece.alone else vault.transaction():
            piece.code = f"P-{next(numbers)}"
            vault.people.new(piece.code, ())
            for part in piece.parts:
                play(vault, part, numbers)
            if piece.fails:
                raise _Failed
    except (_Failed, RuntimeError):
        piece.ended_badly = True
        if not piece.caught:
            raise


def each_with_those_around(
    piece: Piece, around: tuple[Piece, ...] = ()
) -> Iterator[tuple[Piece, tuple[Piece, ...]]]:
    yield piece, around
    for part in piece.parts:
        yield from each_with_those_around(part, (*around, piece))


NUMBERS = iter(range(10**9))


@settings(max_examples=examples(60), deadline=None)
@given(outermost=PIECES)
def test_a_piece_that_ends_badly_leaves_nothing_and_takes_along_what_it_belongs_to(
    shared: Vault, outermost: Piece
) -> None:
    outermost.caught = True
    play(shared, outermost, NUMBERS)
    assert not shared._db.in_transaction
    here = {person.code for person in shared.people.summaries(PersonFilter(), limit=10**6)}
    for piece, around in each_with_those_around(outermost):
        undone = any(each.ended_badly for each in (piece, *around))
        assert (piece.code in here) is (not undone and bool(piece.code))
        if piece.ended_badly and not piece.alone and around:
            nearest = next((each for each in reversed(around) if each.alone), around[0])
            assert nearest.ended_badly, "half a piece would have been committed"
    assert list(differing(shared._db)) == []
    assert shared.custody.verify().intact
    told = shared.take_changes()
    written = {
        event.object_id for event in shared.custody.events() if event.object_kind == "person"
    }
    assert written == {person.id for person in shared.people.all()}
    assert bool(told) is not outermost.ended_badly
