"""What is found by searching, compared with what records hold: a cache that no sum covers.

The index keeps no text (FTS5 contentless), but the words of each place can be listed
(https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module). First all of it is compared at
once: a word and a place give a number that nobody outside this process can foresee, and those of
the index add up to those of what the tables hold. Only where they do not is each place looked at:
its words are folded into one number, by Python's own hash, and so are the words of what the tables
hold. So nothing of the size of the index is held.

A record that waits to be indexed (``search_waiting``) may lack places, and has none besides. A
place that an earlier program told apart into other words, and that is to be indexed again
(``anew.py``), is not compared before it was.
"""

from __future__ import annotations

import secrets
from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import reduce
from itertools import islice
from operator import xor
from typing import Any, Final

from desktop.model.version import RecordKind
from desktop.vault.kinds.all import BY_NAME, KIND_OF_HIT, KINDS
from desktop.vault.kinds.kind import Kind, none_found
from desktop.vault.search.anew import is_of_today
from desktop.vault.search.folding import tokens
from desktop.vault.search.index import HitKind, Place, places_of
from desktop.vault.search.renewal import is_folded, knows_words
from desktop.vault.search.vocabulary import WORDS, keys_of, list_words
from desktop.vault.search.waiting import waiting_ids
from desktop.vault.store.reader import Reader
from desktop.vault.versions.sums import Differing

_LONGEST: Final = 8000
"""Letters of a word that is compared: FTS5 cuts off a word behind 32,768 bytes."""
_AT_A_TIME: Final = 200
_EXPANDED: Final = 18
"""Letters that one becomes in its compatibility form, at most (U+FDFA)."""
# The words come in order, so nothing is sorted.
_ROWS_OF_WORDS: Final = (
    f"SELECT term, group_concat(doc) FROM {WORDS} WHERE length(term) < ? GROUP BY term"  # noqa: S608
)
_PRIMES: Final = (2147483647, 2147483629)
"""The two greatest below 2^31."""
_DROPPED: Final = 26
"""Bits: what is left of a number has 36, so that 2^27 of them can be added in 63."""
_WEIGHTS_OF_WORDS: Final = (
    f"SELECT term, sum((((doc * ?2) % {_PRIMES[0]}) * ((doc * ?3) % {_PRIMES[1]})) >> {_DROPPED})"  # noqa: S608
    f" FROM {WORDS} WHERE length(term) < ?1 GROUP BY term"
)
_WHOSE: Final = (
    "SELECT w.kind, o.id FROM search_entry e JOIN object o ON o.row = e.object"
    " JOIN working_state w ON w.record_id = o.id WHERE e.row = ?"
)


def differing(db: Reader, told: Callable[[int, int], None]) -> Iterator[Differing]:
    """Records that are found by other words than they hold, by the search or above their list;
    then what the index holds of no record. ``told``: how many records are read, of how many."""
    above = {
        kind.name: set(kind.held.differing(db)) if kind.held and is_folded(db) else set()
        for kind in KINDS
    }
    if not is_of_today(db):
        yield from _each_differing(db, told, above)
        return
    whole = _Whole(db)
    if any(above.values()) or not whole.holds(_records(db, told)):
        yield from _each_differing(db, told, above)
    if knows_words(db) and not whole.is_met(db):
        yield Differing("search_word")


def _each_differing(
    db: Reader, told: Callable[[int, int], None], above: Mapping[RecordKind, Container[str]]
) -> Iterator[Differing]:
    index = _Index(db)
    for kind, record_id in _records(db, told):
        texts = texts_of(db, kind, record_id)
        if not index.holds(record_id, texts) or record_id in above[kind.name]:
            yield Differing(kind.name, record_id)
    yield from index.left()


def _records(db: Reader, told: Callable[[int, int], None]) -> Iterator[tuple[Kind[Any], str]]:
    """Every record, with how many were given so far, of how many."""
    total = sum(_count(db, kind.table.name) for kind in KINDS)
    every = ((kind, record_id) for kind in KINDS for record_id in ids_of(db, kind))
    for done, each in enumerate(every):
        if done % _AT_A_TIME == 0:
            told(done, total)
        yield each


def _count(db: Reader, table: str) -> int:
    """The rows of a table."""
    row = db.one(f"SELECT count(*) FROM {table}")  # noqa: S608
    return int(row[0]) if row else 0


def ids_of(db: Reader, kind: Kind[Any]) -> Iterator[str]:
    """Every record of a kind, in pieces: no statement is open where this yields."""
    key, last = kind.table.key, ""
    sql = f"SELECT {key} FROM {kind.table.name} WHERE {key} > ? ORDER BY {key} LIMIT ?"  # noqa: S608
    while page := db.all(sql, (last, _AT_A_TIME)):
        yield from (record_id for (record_id,) in page)
        last = page[-1][0]


def texts_of(db: Reader, kind: Kind[Any], record_id: str) -> dict[Place, str]:
    """What a record is to be found by, as the tables hold it; of a kind that is not found by
    searching none is read."""
    body = None if kind.texts is none_found else kind.load(db, record_id)
    if body is None:
        return {}
    every = (*kind.texts(body), *kind.texts_beside(db, record_id))
    return {(hit, at): said for hit, at, said in every}


def texts_by_hit(db: Reader, hit: HitKind, record_id: str) -> dict[Place, str]:
    """The same, of the kind that has such places."""
    return texts_of(db, KIND_OF_HIT[hit], record_id)


class _Whole:
    """All that the index holds, as one number: the sum, over every word of every place, of the
    word's hash times a number of the place's row. Both are secret and of this process."""

    def __init__(self, db: Reader) -> None:
        self._db = db
        self._waiting = waiting_ids(db)
        self._secrets = tuple(1 + secrets.randbelow(each - 1) for each in _PRIMES)
        list_words(db)
        self._left, self._keys = 0, 0
        rows = db.rows(_WEIGHTS_OF_WORDS, (_LONGEST, *self._secrets))
        while some := list(islice(rows, _AT_A_TIME)):
            self._left += sum(hash(word) * weight for word, weight in some)
            self._keys += sum(map(hash, keys_of(word for word, _weight in some)))

    def is_met(self, db: Reader) -> bool:
        """Whether the words that are found by other spellings are those of the index."""
        return self._keys == sum(map(hash, db.rows("SELECT outline, term FROM search_word")))

    def holds(self, records: Iterable[tuple[Kind[Any], str]]) -> bool:
        """Whether these records, which are all, are found by what they hold and by nothing else."""
        known = 0
        for kind, record_id in records:
            rows = places_of(self._db, record_id)
            texts = texts_of(self._db, kind, record_id)
            said = {place: found for place, text in texts.items() if (found := _words(text))}
            if record_id in self._waiting:
                said = {place: said[place] for place in said.keys() & rows.keys()}
            if said.keys() != rows.keys():
                return False
            known += len(rows)
            for place, found in said.items():
                self._left -= sum(map(hash, found)) * self._number(rows[place])
        return self._left == 0 and _count(self._db, "search_entry") == known

    def _number(self, row: int) -> int:
        one, other = self._secrets
        return (row * one % _PRIMES[0]) * (row * other % _PRIMES[1]) >> _DROPPED


class _Index:
    """The index as it is: a number for the words of each of its places, but of those that are to
    be indexed again."""

    def __init__(self, db: Reader) -> None:
        self._db, self._known = db, 0
        self._waiting = waiting_ids(db)
        last = db.one("SELECT max(row) FROM search_entry")
        self._words = array("q", bytes(8 * (1 + ((last[0] or 0) if last else 0))))
        self._outside = False
        self._older: set[int] = set()
        list_words(db)
        today = is_of_today(db)
        for word, rows in db.rows(_ROWS_OF_WORDS, (_LONGEST,)):
            numbers = list(map(int, rows.split(",")))
            self._add(hash(word), numbers)
            if not today and tokens(word) != [word]:
                self._older.update(numbers)

    def _add(self, word: int, rows: Iterable[int]) -> None:
        words, length = self._words, len(self._words)
        for row in rows:
            if row < length:
                words[row] ^= word
            else:
                self._outside = True

    def holds(self, record_id: str, texts: Mapping[Place, str]) -> bool:
        """Whether the places of a record are found by these words and no others."""
        rows = places_of(self._db, record_id)
        self._known += len(rows)
        again = {place for place, row in rows.items() if row in self._older}
        found = {place: self._take(row) for place, row in rows.items()}
        if record_id in self._waiting:
            texts = {place: text for place, text in texts.items() if place in rows}
        said = {place: sum_ for place, text in texts.items() if (sum_ := _sum(text))}
        return said.keys() == found.keys() and all(
            place in again or found[place] == said[place] for place in found
        )

    def _take(self, row: int) -> int | None:
        """None where the rows of the entries and their index are not of one time."""
        if not 0 < row < len(self._words):
            return None
        found, self._words[row] = self._words[row], 0
        return found

    def left(self) -> Iterator[Differing]:
        """What no record was asked for."""
        for row, words in enumerate(self._words):
            if words and (whose := self._db.one(_WHOSE, (row,))) and whose[0] in BY_NAME:
                yield Differing(*whose)
            elif words:
                self._outside = True
        if self._outside:
            yield Differing("search_text")
        if _count(self._db, "search_entry") != self._known:
            yield Differing("search_entry")


def _words(text: str) -> set[str]:
    """The words of a text that are compared."""
    words = set(tokens(text))
    if _EXPANDED * len(text) >= _LONGEST:
        words = {word for word in words if len(word) < _LONGEST}
    return words


def _sum(text: str) -> int:
    """A number for the words of a text; 0 where it has none."""
    return reduce(xor, map(hash, _words(text)), 0)
