"""Which version of a record is shown: the rule itself, over every order it can be asked in."""

from __future__ import annotations

import itertools

import pytest

from desktop.model.precedence import Candidate, Finality, choose, heads_among

FIRST = Candidate("a", "2026-01-01")
SECOND = Candidate("b", "2026-01-02", ("a",))
THIRD = Candidate("c", "2026-01-03", ("a",))
WITHDRAWN = Candidate("w", "2026-01-02", ("a",), Finality.ENDED)
AFTER_IT = Candidate("x", "2026-01-04", ("w",))
SEALED = Candidate("s", "2026-01-02", ("a",), Finality.CLOSED)
ABOVE_IT = Candidate("y", "2026-01-05", ("s",))
OURS = Candidate("o", "2026-01-01", ("a",), kept=True)
OURS_BUILT_ON = Candidate("p", "2026-01-06", ("o",))


@pytest.mark.parametrize(
    ("candidates", "shown", "heads"),
    [
        ([FIRST], "a", "a"),
        ([FIRST, SECOND, THIRD], "c", "bc"),
        ([FIRST, WITHDRAWN, AFTER_IT], "w", "x"),
        ([FIRST, SEALED, ABOVE_IT, THIRD], "s", "cy"),
        ([FIRST, OURS, SEALED, THIRD], "o", "osc"),
        ([FIRST, OURS, WITHDRAWN], "w", "ow"),
        ([FIRST, OURS, OURS_BUILT_ON, THIRD], "p", "cp"),
        ([SECOND, Candidate("d", "2026-01-02", ("a",))], "d", "bd"),
    ],
    ids=[
        "one", "the newest head", "a withdrawal before what is built on it",
        "a seal before what is built on it", "our own head before a seal",
        "a withdrawal before our own head", "not our own that was built on",
        "the greater id where the clocks agree",
    ],
)  # fmt: skip
def test_the_same_versions_in_any_order_show_the_same(
    candidates: list[Candidate], shown: str, heads: str
) -> None:
    for order in itertools.permutations(candidates):
        assert choose(order) == shown
        assert [each.version_id for each in heads_among(order)] == list(heads)


def test_a_version_built_on_what_is_not_here_is_a_head() -> None:
    assert heads_among([THIRD]) == [THIRD]


def test_nothing_is_chosen_of_none() -> None:
    with pytest.raises(ValueError, match="empty"):
        choose([])
