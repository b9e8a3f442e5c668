"""Find words in everything: accounts, plans, people, file names, captions.

First where the words stand as they were typed, then where one of them stands in another spelling,
then where the last one is only begun; each newest first, and the text of files behind the rest.
Where they stand nowhere as they were typed, the last is looked for as begun before other spellings
are.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final

from desktop.errors import StorageError
from desktop.progress import Pause, no_pause
from desktop.vault.search.anew import Loader, index_anew, is_of_today
from desktop.vault.search.excerpt import Excerpt, Wanted, excerpt
from desktop.vault.search.folding import tokens
from desktop.vault.search.index import HitKind
from desktop.vault.search.narrowing import EVERYWHERE, Narrowing, Rule
from desktop.vault.search.query import Query, read_query
from desktop.vault.search.renewal import knows_words, renew_words
from desktop.vault.search.waiting import TextsOf, any_waits, index_some, waiting_texts
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader

_ALL: Final = -1
"""A limit that is none (SQLite, lang_select.html section 5)."""
Rules = Callable[[Narrowing], Rule]
"""What a place has to hold for a narrowing besides the words."""
_AT_A_TIME: Final = 200
_MOMENT: Final = 0.02
"""Seconds of a search that are spent on what waits to be found."""
_MOST_READ: Final = 5000
"""Places that are read for a phrase of words that often stand apart: a second."""
_MOST_OF_ONE: Final = 3
"""Places in one long record that are told."""
_MOST_PASSED: Final = 20_000
"""Places of long records that are passed over because they are more of the same: some 50 ms."""
_FIND: Final = (
    "SELECT t.rowid, e.kind, o.id, e.place_id FROM search_text t"
    " JOIN search_entry e ON e.row = t.rowid JOIN object o ON o.row = e.object"
    " WHERE search_text MATCH ? AND t.rowid < ?{rule} ORDER BY t.rowid DESC LIMIT ?"
)
_BEHIND_ALL: Final = 1 << 62
_NO_RULE: Final = Rule()

_THE_NAME: Final = 0.95
"""How alike words of one name are in all scripts, transliterations and cases (``names.match``)."""
_PERHAPS: Final = 0.0
"""Of everything that ``names.match`` proposes: short forms, and the family name of a man."""

_Found = tuple[HitKind, str, str]
"""(kind of place, id of the record, id of the place)"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where all the words stand.

    ``record_id``: the interview, person or media file to open; ``place_id``: the utterance
    or attachment in it, or the record itself. ``title``: code or name of the record.
    ``excerpt``: the stored text around the first word, in one line; ``marks``: (start, end) of the
    words in it. ``at``: of the first word in the whole text of the place.
    """

    kind: HitKind
    record_id: str
    place_id: str
    title: str
    excerpt: str
    marks: tuple[tuple[int, int], ...] = ()
    at: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Found:
    """``hits``: best first. ``also``: words in them that were not typed so, as they are written:
    why a place was found. ``unread``: the words may stand in more places than were looked at.
    ``learning``: after an update the vault does not know yet every word by its other spellings.
    ``waiting``: not everything that is in the vault is in the index yet, so there may be more."""

    hits: tuple[Hit, ...] = ()
    also: tuple[str, ...] = ()
    unread: bool = False
    learning: bool = False
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """Places that are brought into the index piece by piece. ``waits``: whether there are any;
    ``texts``: of each the record, kind, id and text."""

    waits: Callable[[Reader], bool]
    texts: Callable[[Reader, Pause], Iterator[tuple[str, HitKind, str, str]]]


NOTHING_BEHIND: Final = Behind(lambda _db: False, lambda _db, _pause: iter(()))


@dataclass(slots=True)
class _Asked:
    """One search: what was asked, and which places were found so far, in their order."""

    query: Query
    rule: Rule
    limit: int
    left_to_read: int
    others: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    long: frozenset[HitKind] = frozenset()
    found: dict[_Found, None] = field(default_factory=dict)
    stopped: bool = False
    _of_record: Counter[tuple[HitKind, str]] = field(default_factory=Counter)

    def take(self, found: _Found) -> None:
        """One more place; of a record of which hundreds may be found the first ones."""
        kind, record_id, _place = found
        if found in self.found:
            return
        if kind in self.long:
            self._of_record[kind, record_id] += 1
            if self._of_record[kind, record_id] > _MOST_OF_ONE:
                return
        self.found[found] = None

    @property
    def enough(self) -> bool:
        return len(self.found) >= self.limit


class Search:
    """Full text over one vault."""

    def __init__(
        self,
        db: Database,
        loaders: Mapping[HitKind, Loader],
        rules: Rules,
        texts_of: TextsOf,
        behind: Behind = NOTHING_BEHIND,
        long: frozenset[HitKind] = frozenset(),
    ) -> None:
        """``behind``: what is brought into the index piece by piece by others. ``long``: places of
        which a record may have hundreds."""
        self._db, self._loaders, self._rules, self._long = db, loaders, rules, long
        self._texts_of, self._behind = texts_of, behind

    def find(self, text: str, limit: int = 50, narrowing: Narrowing = EVERYWHERE) -> list[Hit]:
        """The hits of :meth:`look`."""
        return list(self.look(text, limit, narrowing).hits)

    def look(self, text: str, limit: int = 50, narrowing: Narrowing = EVERYWHERE) -> Found:
        """Places that hold every word of ``text``, as it was typed or as other spellings of a name
        have it, and what stands in quotes as it stands there; of those ``narrowing`` lets through.

        Nothing else in ``text`` is an operator: stars and NEAR are looked for as words, or left
        out where they are none.
        """
        query = read_query(text)
        if not query.tokens:
            return Found()
        waiting = self._still_waits()
        asked = _Asked(query, self._rules(narrowing), limit, _MOST_READ, long=self._long)
        self._gather(asked, _expression(query))
        # A word that stands nowhere is perhaps not typed to its end.
        typing = query.begun and not asked.found
        if typing:
            self._gather(asked, _expression(query) + "*")
        if not asked.enough:
            asked.others = self._others(query)
            for least in (_THE_NAME, _PERHAPS):
                if asked.others and not asked.enough:
                    self._gather(asked, _expression(query, _from(asked.others, least)))
        if query.begun and not (typing or asked.enough):
            self._gather(asked, _expression(query) + "*")
        return replace(self._told(asked), waiting=waiting)

    def written(self, name: str, pause: Pause = no_pause) -> Iterator[tuple[HitKind, str, int]]:
        """(kind of place, id of the record, how often) of each place in which ``name`` stands
        letter for letter, as a word or words of its own; first of what is not in the index yet,
        then newest first. ``pause``: at each place that is looked at."""
        words = tokens(name)
        if not words:
            return
        with suppress(StorageError):
            while index_anew(self._db, self._loaders):
                pause()
        whole = re.compile(rf"(?<![^\W_]){re.escape(_composed(name))}(?![^\W_])")
        for kind, record_id, text in self._perhaps_written(words, pause):
            times = len(whole.findall(_composed(text)))
            if times:
                yield kind, record_id, times

    def _perhaps_written(
        self, words: list[str], pause: Pause
    ) -> Iterator[tuple[HitKind, str, str]]:
        """Kind, record and text of each place in which these words may stand, once."""
        # Of what waits piece by piece a record that waits whole may hold more, and either may be
        # indexed in a pause: so each place is remembered, by its hash, as there may be a million.
        read = set[int]()
        records = waiting_texts(self._db, self._texts_of, pause)
        for record_id, kind, place_id, text in chain(records, self._behind.texts(self._db, pause)):
            place = hash((kind, record_id, place_id))
            if place not in read:
                read.add(place)
                yield kind, record_id, text
        for _row, found in self._rows(_all_of(words), _ALL):
            pause()
            if hash(found) not in read:
                yield found[0], found[1], self._load(found)[1]

    def index_waiting(self) -> bool:
        """Let some of what came in packages be found; whether any of it waited. Some
        milliseconds; nothing while a job of many transactions runs, whose time it would take."""
        return not self._db.met.in_job and index_some(self._db, self._texts_of)

    def index_anew(self) -> bool:
        """Index a slice of an updated vault by the words of this program; whether any was left."""
        return not self._db.met.in_job and index_anew(self._db, self._loaders)

    def _still_waits(self) -> bool:
        """Whether anything does, once a moment was spent on it: of a package of some ten
        interviews nothing does. A disk that is full, or cannot be written to, takes nothing."""
        until = time.monotonic() + _MOMENT
        with suppress(StorageError):
            while self.index_waiting():
                if time.monotonic() > until:
                    break
        return any_waits(self._db) or self._behind.waits(self._db) or not is_of_today(self._db)

    def learn_words(self) -> bool:
        """Let a piece of the words of an updated vault be found by their other spellings; whether
        there was any. Some milliseconds."""
        return renew_words(self._db)

    def _others(self, query: Query) -> Mapping[str, Mapping[str, float]]:
        """The other spellings of each word that has any, and how alike they are."""
        from desktop.vault.search.widening import other_spellings  # nobody waits for it to unlock

        words = [word for word in query.words if len(word.tokens) == 1]
        found = {word.tokens[0]: other_spellings(self._db, word.typed) for word in words}
        return {word: others for word, others in found.items() if others}

    def _gather(self, asked: _Asked, expression: str) -> None:
        """Find more places, until there are enough: those of long records last, as thousands of
        them would hide an account."""
        gather = self._gather_phrases if asked.query.phrases else self._gather_words
        for rule in _apart(asked.rule, asked.long):
            gather(asked, expression, rule)

    def _gather_phrases(self, asked: _Asked, expression: str, rule: Rule) -> None:
        behind = _BEHIND_ALL
        while not asked.enough and asked.left_to_read > 0:
            page = self._rows(expression, _AT_A_TIME, rule, behind)
            for _row, found in page:
                if self._holds(asked, found):
                    asked.take(found)
            asked.left_to_read -= len(page)
            if len(page) < _AT_A_TIME:
                return
            behind = page[-1][0]

    def _gather_words(self, asked: _Asked, expression: str, rule: Rule) -> None:
        """Where single words stand: another page only where one record filled the one before."""
        behind, size, read = _BEHIND_ALL, asked.limit + len(asked.found), 0
        while not asked.enough and read < _MOST_PASSED:
            page = self._rows(expression, size, rule, behind)
            for _row, found in page:
                asked.take(found)
            if len(page) < size:
                return
            behind, read = page[-1][0], read + len(page)
            size = max(size, _AT_A_TIME)
        asked.stopped = asked.stopped or not asked.enough

    def _holds(self, asked: _Asked, found: _Found) -> bool:
        """Whether the phrases stand there: the index knows words, and not where they stand."""
        if found in asked.found:
            return False
        said = f" {' '.join(tokens(self._load(found)[1]))} "
        return all(f" {' '.join(phrase)} " in said for phrase in asked.query.phrases)

    def _rows(
        self,
        expression: str,
        limit: int,
        rule: Rule = _NO_RULE,
        behind: int = _BEHIND_ALL,
    ) -> list[tuple[int, _Found]]:
        """Places by the row of their entry, newest first, of rows below ``behind``."""
        sql = _FIND.format(rule=rule.sql)
        rows = self._db.all(sql, (expression, behind, *rule.values, limit))
        return [(row, (HitKind(kind), record, place)) for row, kind, record, place in rows]

    def _load(self, found: _Found) -> tuple[str, str]:
        kind, record_id, place_id = found
        return self._loaders[kind](self._db, record_id, place_id)

    def _told(self, asked: _Asked) -> Found:
        wanted = _wanted(asked)
        hits, others = [], {each for found in asked.others.values() for each in found}
        marked: dict[str, None] = {}
        for found in list(asked.found)[: asked.limit]:
            title, text = self._load(found)
            around = excerpt(text, wanted)
            hits.append(_hit(found, title, around))
            marked.update(dict.fromkeys(around.marked))
        also = tuple(word for word in marked if not others.isdisjoint(tokens(word)))
        unread = (asked.stopped or asked.left_to_read <= 0) and not asked.enough
        learning = not (asked.enough or knows_words(self._db))
        return Found(tuple(hits), also, unread, learning)


def _apart(rule: Rule, long: frozenset[HitKind]) -> tuple[Rule, ...]:
    """The rule for places of which a record has few, and for those in ``long``."""
    if not long:
        return (rule,)
    kinds = tuple(sorted(long))
    marks = ", ".join("?" * len(kinds))
    values = (*rule.values, *kinds)
    return (
        Rule(f"{rule.sql} AND e.kind NOT IN ({marks})", values),
        Rule(f"{rule.sql} AND e.kind IN ({marks})", values),
    )


def _from(others: Mapping[str, Mapping[str, float]], least: float) -> dict[str, tuple[str, ...]]:
    """The spellings that are so much alike."""
    return {
        word: tuple(other for other, alike in found.items() if alike >= least)
        for word, found in others.items()
    }


def _hit(found: _Found, title: str, around: Excerpt) -> Hit:
    return Hit(*found, title, around.text, around.marks, around.at)


def _wanted(asked: _Asked) -> Wanted:
    others = (each for found in asked.others.values() for each in found)
    start = asked.query.words[-1].tokens[-1] if asked.query.begun else ""
    return Wanted(frozenset((*asked.query.tokens, *others)), start)


def _composed(text: str) -> str:
    """One code point for a letter with its marks, and one space where there are several."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _expression(query: Query, others: Mapping[str, tuple[str, ...]] | None = None) -> str:
    """An FTS5 expression of quoted strings only (fts5.html section 3.1), so nothing escapes;
    ``others``: what may stand instead of a word that was not quoted."""
    if not others:
        return _all_of(query.tokens)
    quoted = {each for phrase in query.phrases for each in phrase}
    return " AND ".join(
        _any_of((word, *(() if word in quoted else others.get(word, ())))) for word in query.tokens
    )


def _all_of(words: tuple[str, ...] | list[str]) -> str:
    return " AND ".join(f'"{word}"' for word in words)


def _any_of(words: tuple[str, ...]) -> str:
    return "(" + " OR ".join(f'"{word}"' for word in words) + ")"
