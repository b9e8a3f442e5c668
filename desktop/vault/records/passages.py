"""Passages of accounts and files: made, found where they stand now, confirmed by a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from desktop.errors import NoSuchRecord, WordsNotThere
from desktop.home.versions import NotUnderstood, body_of
from desktop.model.anchoring import (
    Anchor,
    Since,
    Spot,
    Stands,
    Texts,
    anchor,
    mark,
    places_of,
    sealed,
    since,
    texts_of,
)
from desktop.model.interview import INTERVIEW_KIND, InterviewDocument
from desktop.model.passage import Passage, refuse_unfounded
from desktop.model.values.moment import Moment
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.all import BY_NAME
from desktop.vault.kinds.interview import ACCOUNT, called
from desktop.vault.kinds.media import every_id_of
from desktop.vault.kinds.passage import PASSAGE
from desktop.vault.kinds.passages_kept import PASSAGES, said_of_files
from desktop.vault.records.records import Records
from desktop.vault.store.connection import Database
from desktop.vault.versions.versions import Versions

_PAGE: Final = "WHERE interview_id = ? ORDER BY created_utc, id LIMIT ? OFFSET ?"


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage of an account, and where its words stand. ``since``: what a newer version of a
    sealed account made of them; None where there is none."""

    passage: Passage
    anchor: Anchor
    since: Since | None = None


class Passages(Records[Passage]):
    """Those of one vault."""

    def __init__(self, db: Database, custody: CustodyLog, versions: Versions) -> None:
        super().__init__(db, custody, PASSAGE)
        self._versions = versions

    def new(self, interview_id: str, spot: Spot) -> Passage:
        """Mark words of an account as it stands. ``WordsNotThere``, ``NoSuchRecord``."""
        with self._db.transaction():
            if not called(self._db, interview_id):
                raise NoSuchRecord("no interview has this id")
            made = Passage(self._new_id(), Moment.now(), interview_id)
            return self._add(self._marked(made, spot))

    def new_of_file(self, part: Passage) -> Passage:
        """Mark a part of a file: an area, a page, a stretch, as this says, under an id of its own.
        ``ValueError`` for what is none, ``NoSuchRecord``."""
        if not every_id_of(self._db, part.media_id):
            raise NoSuchRecord("no media file has this id")
        made = replace(part, id=self._new_id(), created_at=Moment.now())
        refuse_unfounded(made)
        return self._add(made)

    def confirm(self, passage_id: str, spot: Spot) -> Passage:
        """Say at which of the places that are offered the words are; one that is sealed stays.
        ``WordsNotThere`` for any other place, ``NoSuchRecord``."""
        with self._db.transaction():
            passage = self.get(passage_id)
            if spot not in self._anchored(passage, {}).spots:
                raise WordsNotThere("the words of the passage do not stand there")
            if not passage.version_id:
                self.save(self._marked(passage, spot))
            return self.get(passage_id)

    def places_of(self, interview_id: str, words: str) -> tuple[Spot, ...]:
        """Every place of some words in an account as it stands."""
        return places_of(words, texts_of(ACCOUNT.of(self._db, interview_id)))

    def of_interview(self, interview_id: str, offset: int = 0, limit: int = 100) -> list[Placed]:
        """A page of the passages of an account, in the order they were made."""
        known: dict[str, Texts] = {}
        found = PASSAGES.select(self._db, _PAGE, (interview_id, limit, offset))
        return [self._placed(each, known) for each in found]

    def count_of(self, interview_id: str) -> int:
        """How many passages an account has."""
        row = self._db.one("SELECT count(*) FROM passage WHERE interview_id = ?", (interview_id,))
        return int(row[0]) if row else 0

    def placed(self, passage_id: str) -> Placed:
        """Where a passage of an account is now; ``NoSuchRecord``."""
        return self._placed(self.get(passage_id), {})

    def of_file(self, media_id: str) -> list[Passage]:
        """The passages of a file, under any id of it, in the order they were made."""
        return said_of_files(self._db, every_id_of(self._db, media_id))

    def _placed(self, passage: Passage, known: dict[str, Texts]) -> Placed:
        found = self._anchored(passage, known)
        return Placed(passage, found, self._since(passage, found, known))

    def _anchored(self, passage: Passage, known: dict[str, Texts]) -> Anchor:
        return anchor(passage, self._texts(passage, passage.version_id, known))

    def _since(self, passage: Passage, found: Anchor, known: dict[str, Texts]) -> Since | None:
        """Of a sealed passage, where another version of the account was sealed since."""
        newest = self._sealed_in(passage.interview_id)
        if not passage.version_id or newest in ("", passage.version_id):
            return None
        if found.stands is not Stands.HERE:
            return None
        own = self._texts(passage, passage.version_id, known)
        return since(passage, own, self._texts(passage, newest, known))

    def _marked(self, passage: Passage, spot: Spot) -> Passage:
        """With the words at this place of the account as it stands; fixed, where it is sealed."""
        texts = texts_of(ACCOUNT.of(self._db, passage.interview_id))
        newest = self._sealed_in(passage.interview_id)
        try:
            marked = mark(passage, texts, spot)
            if not newest:
                return marked
            fixed = sealed(marked, self._texts(marked, newest, {}), newest)
        except ValueError as error:
            raise WordsNotThere(str(error)) from error
        if (fixed.utterance_id, fixed.start) != (spot.utterance_id, spot.start):
            raise WordsNotThere("the words stand elsewhere in the sealed account")
        return fixed

    def _sealed_in(self, interview_id: str) -> str:
        """The version that an account was sealed in; "" of one that is open."""
        return self._versions.closing(INTERVIEW_KIND, interview_id) or ""

    def _texts(self, passage: Passage, version_id: str, known: dict[str, Texts]) -> Texts:
        """The texts that a passage counts in a version of its account, or ("") in the account as it
        stands; none of a translation, of which an account has no texts yet."""
        if passage.layer or not passage.is_of_account:
            return {}
        if version_id not in known:
            known[version_id] = dict(self._read(passage.interview_id, version_id))
        return known[version_id]

    def _read(self, interview_id: str, version_id: str) -> Iterator[tuple[str, str]]:
        if not version_id:
            yield from texts_of(ACCOUNT.of(self._db, interview_id)).items()
            return
        with suppress(NoSuchRecord, NotUnderstood):
            version = self._versions.get(version_id)
            said, body = version.document, body_of(version, BY_NAME)
            # One of another interview is none of this account, whatever the passage says.
            if said.record_id == interview_id and isinstance(body, InterviewDocument):
                yield from texts_of(body.utterances).items()
