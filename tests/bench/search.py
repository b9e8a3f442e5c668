"""Search in 20,000 interviews of 1,500 words each, against bare FTS5.

The peer is an FTS5 table in a bare SQLCipher database with the same settings, the same texts
and the same tokenizer; it answers row ids only. Ours answers what a person sees: where the
hit is, the title, and an excerpt, and looks for other spellings where a word is not there often.
The queries are one word, the beginning of a word, and two words, common and rare alike; the same
ones for both, and once more for ours in Latin letters.
"""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

from desktop.names.tables import tables, transliterated
from desktop.vault import Vault
from desktop.vault.store.connection import Database
from tests.bench.harness import Row, Spread, Table, in_turn
from tests.bench.scripts.search_fill import add, turns
from tests.bench.scripts.search_ours import LIMIT, p95, queries, savings
from tests.support import make_vault

INTERVIEWS = 20_000
RUNS = 3
_LATIN = next(table for table in tables() if table.language == "be")
_BATCH = 100


def measure(folder: Path, table: Table) -> None:
    """Fill both, then ask both the same."""
    with make_vault(folder, "bench") as vault, _bare(folder / "bare.db") as bare:
        _fill(vault, bare)
        asked = queries()
        mine, peer = in_turn(
            lambda: p95(lambda query: vault.search.find(query, LIMIT), asked),
            lambda: p95(lambda query: _ask_bare(bare, query), asked),
            RUNS,
        )
        table.add(Row("search p95, against bare FTS5", mine, peer, "ms", 1.0))
        table.add(Row("search p95", mine, None, "ms", 50))
        latin = [transliterated(query, _LATIN) for query in asked]
        mine, peer = in_turn(
            lambda: p95(lambda query: vault.search.find(query, LIMIT), latin),
            lambda: p95(lambda query: _ask_bare(bare, query), asked),
            RUNS,
        )
        table.add(Row("search p95, typed in Latin letters", mine, peer, "ms", 1.0))
        index, text = (Spread((size / 1e6,)) for size in _sizes(vault))
        table.add(Row("index of the search, against the text", index, text, "MB", 1.2))
        saving = Spread(tuple(savings(vault)))
    table.add(Row("saving one edit in an interview of 1,500 words", saving, None, "ms", 30))


def _sizes(vault: Vault) -> tuple[int, int]:
    """Bytes of what is found by searching, the rows of its tables without their keys included, and
    of the accounts."""
    row = vault._db.one(
        "SELECT (SELECT sum(length(block) + 8) FROM search_text_data)"
        " + (SELECT sum(length(sz) + 4) FROM search_text_docsize)"
        " + (SELECT sum(length(place_id) + length(kind) + 8) * 2 FROM search_entry)"
        " + (SELECT sum(length(CAST(term AS BLOB)) + length(outline) + 4) FROM search_word),"
        " (SELECT sum(length(CAST(text AS BLOB))) FROM utterance)"
    )
    assert row is not None
    return row[0], row[1]


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
                add(vault, person.id, number)
                texts = [(text,) for text in turns(number)]
                bare.execute_many("INSERT INTO words (text) VALUES (?)", texts)
        print(f"… {start + _BATCH} interviews", file=sys.stderr, flush=True)


def _ask_bare(bare: Database, query: str) -> None:
    expression = " AND ".join(f'"{word}"' for word in query.split()) + "*"
    bare.all(
        "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?",
        (expression, LIMIT),
    )
