"""Writes pairs.tsv anew: `python -m tests.data.names.make_pairs` at the top of the project.

Always the same list: the choice is by a fixed seed. What each line means is in README.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.data.names.near import NEAR
from tests.data.names.people import Invention, Maker, lines
from tests.data.names.same import SAME

PAIRS = Path(__file__).parent / "pairs.tsv"
Pair = tuple[str, str, str, str]


def _made(
    label: str, kinds: list[tuple[str, Maker, int]], taken: set[frozenset[str]]
) -> Iterator[Pair]:
    for how, make, wanted in kinds:
        some = Invention(f"{label} {how}")
        done = 0
        while done < wanted:
            a, b = make(some)
            if not a or not b or a == b or frozenset((a, b)) in taken:
                continue
            taken.add(frozenset((a, b)))
            done += 1
            yield a, b, label, how


def pairs() -> list[Pair]:
    taken: set[frozenset[str]] = set()
    made = [*_made("same", SAME, taken), *_made("near", NEAR, taken)]
    return made + [(name, place, "near", "place") for name, place in lines("toponyms.txt")]


def text() -> str:
    return "".join("\t".join(pair) + "\n" for pair in pairs())


if __name__ == "__main__":
    PAIRS.write_text(text(), encoding="utf-8")
