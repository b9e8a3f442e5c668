"""What stands in files, and what they say of themselves, found by the search.

Kept with the file when it was looked into, and brought into the index behind, a slice at a time:
the text of a book takes a second. What is still to come is a row of ``file_unfound``, written with
what is to be found; so a locked vault or a killed process leaves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from desktop.model.changes import Part
from desktop.model.file_text import TextPiece
from desktop.model.found_facts import ALSO_NAMED, OURS, found_facts
from desktop.model.media import Media, MetadataItem
from desktop.progress import Pause
from desktop.vault.kinds.media import (
    FACTS,
    FILE_TEXT,
    METADATA,
    media_row,
    piece_of,
    place_in,
    texts_beside,
)
from desktop.vault.search.index import HitKind, index, remove
from desktop.vault.search.search import Behind
from desktop.vault.search.waiting import any_waits as records_wait
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader

_NEXT: Final = (
    "SELECT u.media_row, u.position, m.id FROM file_unfound u JOIN media m ON m.row = u.media_row"
    " ORDER BY u.media_row, u.position LIMIT ?"
)
_BEHIND: Final = (
    "SELECT u.media_row, u.position, m.id FROM file_unfound u JOIN media m ON m.row = u.media_row"
    " WHERE (u.media_row, u.position) > (?, ?) ORDER BY u.media_row, u.position LIMIT ?"
)
_WAITS: Final = (
    "INSERT INTO file_unfound (media_row, position) VALUES (?, ?) ON CONFLICT DO NOTHING"
)
_FOUND: Final = "DELETE FROM file_unfound WHERE media_row = ? AND position = ?"
_IS_UNFOUND: Final = "SELECT 1 FROM file_unfound WHERE media_row = ? AND position = ?"
_MOST_NAMES: Final = 100
"""Names of one file that are kept beside its own."""
_AT_A_TIME: Final = 40
_CHARACTERS: Final = 12_000
"""What a slice takes at most: places, and characters of all but the last of them."""


@contextmanager
def told_anew(db: Database, media_id: str, row: int) -> Iterator[None]:
    """In the caller's transaction: what is written inside of this file is found from now on, in the
    place of what it was found by."""
    for hit, place, text in texts_beside(db, media_id):
        remove(db, hit, media_id, place, text)
    db.execute("DELETE FROM file_unfound WHERE media_row = ?", (row,))
    yield
    positions = range(len(FILE_TEXT.of(db, row)))
    if found_facts(METADATA.of(db, row)):
        db.execute(_WAITS, (row, FACTS))
    db.execute_many(_WAITS, [(row, position) for position in positions])


def also_named(db: Database, stored: Media, name: str) -> None:
    """Keep, and let be found, a name under which the bytes of a file came again."""
    row = media_row(db, stored.id)
    if row is None or name in ("", stored.original_name):
        return
    known, new = METADATA.of(db, row), MetadataItem(OURS, ALSO_NAMED, name)
    if new in known or sum(each.key == ALSO_NAMED for each in known) >= _MOST_NAMES:
        return
    with db.transaction():
        if db.one(_IS_UNFOUND, (row, FACTS)) is None and (before := found_facts(known)):
            remove(db, *place_in(stored.id, FACTS), before)
        METADATA.put_all(db, row, (*known, new))
        db.execute(_WAITS, (row, FACTS))
        db.touch(Part.PICTURE, stored.id)


def keep_text(db: Database, row: int, pieces: Sequence[TextPiece]) -> None:
    """Keep what was read, inside of :func:`told_anew`."""
    FILE_TEXT.put_all(db, row, pieces)


def any_waits(db: Reader) -> bool:
    """Whether the search does not know all that stands in files."""
    return db.one("SELECT max(media_row) FROM file_unfound") != (None,)


def waiting_texts(db: Reader, pause: Pause) -> Iterator[tuple[str, HitKind, str, str]]:
    """What waits: id of the file, kind and id of the place, and its text."""
    row, position = 0, FACTS - 1
    while page := db.all(_BEHIND, (row, position, _AT_A_TIME)):
        for row, position, media_id in page:
            pause()
            kind, _id, place = place_in(media_id, position)
            yield media_id, kind, place, piece_of(db, row, position)


BEHIND: Final = Behind(any_waits, waiting_texts)


def find_some(db: Database) -> bool:
    """Let a slice of what waits be found; whether there was any. Some milliseconds. Whole records
    that wait go first: of these nothing is in the index."""
    waiting = [] if records_wait(db) else db.all(_NEXT, (_AT_A_TIME,))
    if not waiting:
        return False
    with db.transaction():
        characters = 0
        for row, position, media_id in waiting:
            text = piece_of(db, row, position)
            index(db, *place_in(media_id, position), text)
            db.execute(_FOUND, (row, position))
            characters += len(text)
            if characters > _CHARACTERS:
                break
    return True
