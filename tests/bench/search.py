"""Search in 20,000 interviews of 1,500 words each, against bare FTS5.

The peer is an FTS5 table in a bare SQLCipher database with the same settings, the same texts
and the same tokenizer; it answers row ids only. Ours answers what a person sees: where the
hit is, the title, and an excerpt. The queries are one word, the beginning of a word, and two
words, common and rare alike; the same ones for both.
"""

from __future__ import annotations

import random
import secrets
import statistics
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.model.consent import Purpose
from desktop.model.ids import new_id
from desktop.model.interview import PriorAccounts, Utterance
from desktop.vault import Vault
from desktop.vault.store.connection import Database
from tests.bench.harness import Row, Spread, Table, in_turn, seconds
from tests.bench.material import words
from tests.support import consent_to, make_vault

INTERVIEWS = 20_000
TURNS = 30
WORDS_A_TURN = 50
QUERIES = 200
RUNS = 3
LIMIT = 50
_BATCH = 100


def measure(folder: Path, table: Table) -> None:
    """Fill both, then ask both the same."""
    with make_vault(folder, "bench") as vault, _bare(folder / "bare.db") as bare:
        _fill(vault, bare)
        queries = _queries()
        mine, peer = in_turn(
            lambda: _p95(lambda query: vault.search.find(query, LIMIT), queries),
            lambda: _p95(lambda query: _ask_bare(bare, query), queries),
            RUNS,
        )
        table.add(Row("search p95, against bare FTS5", mine, peer, "ms"))
        table.add(Row("search p95", mine, None, "ms", 50))
        saving = _saving(vault)
    table.add(Row("saving one edit in an interview of 1,500 words", saving, None, "ms", 30))


def _bare(path: Path) -> Database:
    db = Database(path, secrets.token_bytes(32), create=True)
    db.execute(
        "CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1,"
        " tokenize = 'unicode61 remove_diacritics 2')"
    )
    return db


def _fill(vault: Vault, bare: Database) -> None:
    person = vault.people.new("P-1", ())
    for start in range(0, INTERVIEWS, _BATCH):
        with vault.transaction(), bare.transaction():
            for number in range(start, start + _BATCH):
                turns = _turns(number)
                _add(vault, f"B-{number:05d}", person.id, turns)
                bare.execute_many("INSERT INTO words (text) VALUES (?)", [(t,) for t in turns])
        print(f"… {start + _BATCH} interviews", file=sys.stderr, flush=True)


def _turns(number: int) -> list[str]:
    return [" ".join(words(number * TURNS + turn, WORDS_A_TURN)) for turn in range(TURNS)]


def _add(vault: Vault, code: str, person_id: str, turns: list[str]) -> None:
    interview = vault.interviews.new(code, person_id, "be")
    vault.interviews.save(replace(interview, prior_accounts_answer=PriorAccounts.NO))
    vault.consents.save(consent_to(interview.id, Purpose.KEEP), "asked")
    vault.interviews.open_account(interview.id)
    utterances = [Utterance(new_id(), text=turn) for turn in turns]
    vault.interviews.save_utterances(interview.id, utterances)


def _queries() -> list[str]:
    chance = random.Random(7)
    picked = words(99, 2 * QUERIES)
    forms: list[Callable[[str, str], str]] = [
        lambda a, _b: a,
        lambda a, _b: a[:4],
        lambda a, b: f"{a} {b}",
    ]
    pairs = zip(picked[:QUERIES], picked[QUERIES:], strict=True)
    return [chance.choice(forms)(a, b) for a, b in pairs]


def _ask_bare(bare: Database, query: str) -> None:
    expression = " AND ".join(f'"{word}"' for word in query.split()) + "*"
    bare.all(
        "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?",
        (expression, LIMIT),
    )


def _p95(ask: Callable[[str], object], queries: list[str]) -> float:
    took = [seconds(lambda query=query: ask(query)) for query in queries]  # type: ignore[misc]
    return statistics.quantiles(took, n=20)[-1] * 1000


def _saving(vault: Vault) -> Spread:
    summary = vault.interviews.summaries(limit=1)[0]
    took = []
    for number in range(20):
        turns = list(vault.interviews.utterances(summary.id))
        turns[3] = replace(turns[3], text=f"{turns[3].text} {number}")
        job = seconds(lambda turns=turns: vault.interviews.save_utterances(summary.id, turns))  # type: ignore[misc]
        took.append(job * 1000)
    return Spread(tuple(took))
