"""Search ``FOLDER/search.skrynia``, and save edits of one account in it.

Prints the milliseconds that 95 % of the searches keep, and the median of the savings.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.vault import Vault, open_vault
from tests.bench.material import words
from tests.support import PASSPHRASE

QUERIES = 200
LIMIT = 50
_EDITS = 20


def queries() -> list[str]:
    """One word, the beginning of a word, and two words, common and rare alike."""
    chance = random.Random(7)
    picked = words(99, 2 * QUERIES)
    forms: list[Callable[[str, str], str]] = [
        lambda a, _b: a,
        lambda a, _b: a[:4],
        lambda a, b: f"{a} {b}",
    ]
    pairs = zip(picked[:QUERIES], picked[QUERIES:], strict=True)
    return [chance.choice(forms)(a, b) for a, b in pairs]


def p95(ask: Callable[[str], object], asked: list[str]) -> float:
    """Milliseconds that 95 % of the queries keep."""
    took = [_milliseconds(lambda query=query: ask(query)) for query in asked]  # type: ignore[misc]
    return statistics.quantiles(took, n=20)[-1]


def savings(vault: Vault) -> list[float]:
    """Milliseconds of saving the account of one interview after each of twenty edits."""
    chosen = vault.interviews.summaries(limit=1)[0].id
    return [_saving(vault, chosen, number) for number in range(_EDITS)]


def _saving(vault: Vault, interview_id: str, number: int) -> float:
    turns = list(vault.interviews.utterances(interview_id))
    turns[3] = replace(turns[3], text=f"{turns[3].text} {number}")
    return _milliseconds(lambda: vault.interviews.save_utterances(interview_id, turns))


def _milliseconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return (time.perf_counter() - start) * 1000


def main(folder: Path) -> None:
    """Every query once, then the edits."""
    with open_vault(folder / "search.skrynia", PASSPHRASE) as vault:
        found = p95(lambda query: vault.search.find(query, LIMIT), queries())
        print(found, statistics.median(savings(vault)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
