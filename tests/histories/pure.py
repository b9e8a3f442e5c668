"""Stories lived twice by the rule alone, many at once."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final

from tests.histories import bends
from tests.histories.held import Held, live, live_again
from tests.histories.story import CELLS, tell

_SLICE: Final = 5_000
"""Stories that one process lives before it takes the next."""


def wrong_with(seed: int) -> list[str]:
    """What is wrong with the story of a seed: nothing."""
    story, chance = tell(seed), random.Random(~seed)
    home, happened = live(story, chance)
    found = list(_bent(home))
    again = live_again(story, happened, chance)
    if again is not None and again.end() != home.end():
        found.append(f"in another order {again.end()} instead of {home.end()}")
    return found


def _bent(home: Held) -> Iterator[str]:
    held = list(home.versions.values())
    unsealed = {each.id for each in held} - home.sealed
    if any(each.sealed and each.id in unsealed for each in held):
        yield "a seal that came is not here"
    shown = home.versions.get(home.shown or "")
    yield from bends.of_what_is_shown(shown, held, home.known())
    if home.story.consent and held:
        for cell in CELLS:
            yield from bends.of_the_gate(home.gate(cell), cell, held, home.known())


def first_wrong(seeds: range) -> tuple[int, list[str]] | None:
    """The first seed of some whose story is bent, and how."""
    return next(((seed, wrong) for seed in seeds if (wrong := wrong_with(seed))), None)


def first_wrong_of_many(seeds: range) -> tuple[int, list[str]] | None:
    """The same over as many processes as there are cores."""
    slices = [seeds[at : at + _SLICE] for at in range(0, len(seeds), _SLICE)]
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        return next(filter(None, pool.map(first_wrong, slices)), None)


def said_of(wrong: tuple[int, list[str]] | None, how: str = "") -> str:
    """What a test says of it."""
    if wrong is None:
        return ""
    seed, sentences = wrong
    return "; ".join(sentences) + f": python -m tests.histories{how} {seed}"
