"""Find words in everything: accounts, plans, people, file names, captions.

First where the words stand as they were typed, then where one of them stands in another spelling,
then where the last one is only begun; each newest first. What stands in texts of files and in sets
comes behind all of these, with a part of the room for itself (``gathering.py``). Where the words
stand nowhere as they were typed, the last is looked for as begun before other spellings are.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import Final

from desktop.errors import StorageError
from desktop.progress import Pause, no_pause
from desktop.vault.search.anew import Loader, index_anew, is_of_today
from desktop.vault.search.excerpt import Excerpt, Wanted, excerpt
from desktop.vault.search.folding import tokens
from desktop.vault.search.gathering import Gathered, Place, every_place, gather
from desktop.vault.search.index import HitKind
from desktop.vault.search.narrowing import EVERYWHERE, Narrowing, Rule
from desktop.vault.search.query import Query, read_query
from desktop.vault.search.renewal import knows_words, renew_words
from desktop.vault.search.waiting import TextsOf, any_waits, index_some, waiting_texts
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader

Rules = Callable[[Narrowing], Rule]
"""What a place has to hold for a narrowing besides the words."""
_MOMENT: Final = 0.02
"""Seconds of a search that are spent on what waits to be found."""
_THE_NAME: Final = 0.95
"""How alike words of one name are in all scripts, transliterations and cases (``names.match``)."""
_PERHAPS: Final = 0.0
"""Of everything that ``names.match`` proposes: short forms, and the family name of a man."""


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
    ``waiting``: not everything that is in the vault is in the index yet, so there may be more.
    ``more``: more places were found than are told."""

    hits: tuple[Hit, ...] = ()
    also: tuple[str, ...] = ()
    unread: bool = False
    learning: bool = False
    waiting: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """Places that are brought into the index piece by piece. ``waits``: whether there are any;
    ``texts``: of each the record, kind, id and text."""

    waits: Callable[[Reader], bool]
    texts: Callable[[Reader, Pause], Iterator[tuple[str, HitKind, str, str]]]


NOTHING_BEHIND: Final = Behind(lambda _db: False, lambda _db, _pause: iter(()))


@dataclass(slots=True)
class _Asked:
    """One search: what was asked, and which places were found so far."""

    query: Query
    rule: Rule
    found: Gathered
    others: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


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
        asked = _Asked(query, self._rules(narrowing), Gathered(limit, self._long))
        self._gather(asked, _expression(query))
        # A word that stands nowhere is perhaps not typed to its end.
        typing = query.begun and not asked.found.any
        if typing:
            self._gather(asked, _expression(query) + "*")
        if not asked.found.enough:
            asked.others = self._others(query)
            for least in (_THE_NAME, _PERHAPS):
                if asked.others and not asked.found.enough:
                    self._gather(asked, _expression(query, _from(asked.others, least)))
        if query.begun and not (typing or asked.found.enough):
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
        for found in every_place(self._db, _all_of(words)):
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
        """Find more places, until there are enough."""
        holds = partial(self._holds, asked.query) if asked.query.phrases else None
        gather(self._db, asked.found, expression, asked.rule, holds)

    def _holds(self, query: Query, found: Place) -> bool:
        """Whether the phrases stand there: the index knows words, and not where they stand."""
        said = f" {' '.join(tokens(self._load(found)[1]))} "
        return all(f" {' '.join(phrase)} " in said for phrase in query.phrases)

    def _load(self, found: Place) -> tuple[str, str]:
        kind, record_id, place_id = found
        return self._loaders[kind](self._db, record_id, place_id)

    def _told(self, asked: _Asked) -> Found:
        wanted = _wanted(asked)
        hits, others = [], {each for found in asked.others.values() for each in found}
        marked: dict[str, None] = {}
        for found in asked.found.told():
            title, text = self._load(found)
            around = excerpt(text, wanted)
            hits.append(_hit(found, title, around))
            marked.update(dict.fromkeys(around.marked))
        also = tuple(word for word in marked if not others.isdisjoint(tokens(word)))
        unread = asked.found.stopped and not asked.found.enough
        learning = not (asked.found.enough or knows_words(self._db))
        return Found(tuple(hits), also, unread, learning, more=asked.found.more)


def _from(others: Mapping[str, Mapping[str, float]], least: float) -> dict[str, tuple[str, ...]]:
    """The spellings that are so much alike."""
    return {
        word: tuple(other for other, alike in found.items() if alike >= least)
        for word, found in others.items()
    }


def _hit(found: Place, title: str, around: Excerpt) -> Hit:
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
