"""Pictures that look like another one here: offered to a person, and what that person said.

Nothing is merged or removed by it, and neither it nor what was said leaves the vault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import Final, NamedTuple

from desktop.errors import NoSuchRecord
from desktop.model.changes import Part
from desktop.model.lookalike import (
    PARTS,
    Alike,
    Answer,
    hash_of,
    how_alike,
    is_grid,
    is_near,
    parts_near,
)
from desktop.model.media import CopyKind, Media
from desktop.vault.kinds.media import MEDIA, media_row
from desktop.vault.records.companions import Companions
from desktop.vault.records.originals import likeness
from desktop.vault.store.connection import Database

_UNREAD: Final = (
    "SELECT l.media_row, w.data FROM likeness l JOIN media m ON m.row = l.media_row"
    " LEFT JOIN working_copy w ON w.media_id = m.id AND w.kind = ?"
    " WHERE l.grid IS NULL LIMIT ?"
)
_SHIFTS: Final = ("hash & 65535", *(f"hash >> {16 * number} & 65535" for number in range(1, PARTS)))
_NEAR: Final = tuple(
    f"SELECT media_row, hash FROM likeness INDEXED BY likeness_{number}"  # noqa: S608
    f" WHERE ({part}) IN ({', '.join('?' * 17)})"
    for number, part in enumerate(_SHIFTS)
)
_GRID: Final = "SELECT grid FROM likeness WHERE media_row = ?"
_SAID: Final = "SELECT answer FROM lookalike_said WHERE media_row = ? AND other_row = ?"
_SAY: Final = (
    "INSERT INTO lookalike_said (media_row, other_row, answer) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET answer = excluded.answer"
)
_COMPARED: Final = 400
"""Grids that are compared for one picture at most; of a thousand that look the same, enough."""
_TOLD: Final = 20


class Lookalike(NamedTuple):
    """A picture that looks like another. ``said``: what a person said of the two, if anything."""

    media: Media
    alike: Alike
    said: Answer | None = None


class Lookalikes:
    """Those of one vault."""

    def __init__(self, db: Database, companions: Companions) -> None:
        self._db, self._companions = db, companions

    def of(self, media_id: str) -> tuple[Lookalike, ...]:
        """What looks like this picture, the most alike first, twenty at most; ``NoSuchRecord``.

        Files that go together are left out: a raw photo looks like its JPEG.
        """
        return tuple(islice(self._each(media_id), _TOLD))

    def offered(self, media_id: str) -> tuple[Lookalike, ...]:
        """Those of which nobody said anything yet, twenty at most."""
        unsaid = (each for each in self._each(media_id) if each.said is None)
        return tuple(islice(unsaid, _TOLD))

    def among(
        self, media_ids: Sequence[str], told: Callable[[int], None] = lambda _done: None
    ) -> tuple[str, ...]:
        """Those of these pictures that look the same as another one here, where nobody said
        anything of the two yet. ``told``: before each, how many are done: a safe point."""
        found = []
        for done, media_id in enumerate(media_ids):
            told(done)
            same = takewhile(lambda each: each.alike is Alike.SAME, self._each(media_id))
            if any(each.said is None for each in same):
                found.append(media_id)
        return tuple(found)

    def say(self, media_id: str, other_id: str, answer: Answer) -> bool:
        """Say of two what a person saw; whether that is another than before. ``NoSuchRecord``."""
        low, high = sorted((self._row(media_id), self._row(other_id)))
        if low == high or self._said(low, high) is answer:
            return False
        with self._db.transaction():
            self._db.execute(_SAY, (low, high, answer.value))
            for each in (media_id, other_id):
                self._db.touch(Part.LOOKALIKE, each)
        return True

    def any_unread(self) -> bool:
        """Whether there is a picture of which nobody knows yet what it looks like."""
        return self._db.one("SELECT 1 FROM likeness WHERE grid IS NULL LIMIT 1") is not None

    def unread(self, limit: int) -> dict[int, bytes]:
        """By row, some small pictures of which nobody knows yet what they look like."""
        rows = self._db.all(_UNREAD, (CopyKind.THUMBNAIL.value, limit))
        return {row: small or b"" for row, small in rows}

    def learn(self, grids: Mapping[int, bytes]) -> None:
        """Keep what was read of those; of one that was removed meanwhile nothing is kept."""
        with self._db.transaction():
            for row, grid in grids.items():
                if self._db.one(_GRID, (row,)) is not None:
                    likeness.keep(self._db, row, grid)

    def _each(self, media_id: str) -> Iterator[Lookalike]:
        """All that were compared and are alike, the most alike first."""
        row = self._row(media_id)
        beside = {each.id for each in self._companions.all_of(media_id)}
        for _together, other, alike in self._compared(row):
            media = next(iter(MEDIA.select(self._db, "WHERE row = ?", (other,))), None)
            if media is not None and media.id not in beside:
                yield Lookalike(media, alike, self._said(row, other))

    def _compared(self, row: int) -> list[tuple[float, int, Alike]]:
        """Rows that look like this one, the most alike first."""
        grid = self._grid(row)
        if not is_grid(grid):
            return []
        found = []
        for other in sorted(self._near(row, hash_of(grid)))[:_COMPARED]:
            together, alike = how_alike(grid, self._grid(other))
            if alike is not None:
                found.append((together, other, alike))
        return sorted(found, key=lambda each: (-each[0], each[1]))

    def _near(self, row: int, hashed: int) -> set[int]:
        return {
            other
            for number, parts in parts_near(hashed)
            for other, known in self._db.all(_NEAR[number], parts)
            if other != row and is_near(known, hashed)
        }

    def _grid(self, row: int) -> bytes:
        found = self._db.one(_GRID, (row,))
        return bytes(found[0] or b"") if found else b""

    def _said(self, row: int, other: int) -> Answer | None:
        found = self._db.one(_SAID, (min(row, other), max(row, other)))
        known = found[0] if found else ""
        return next((each for each in Answer if each.value == known), None)

    def _row(self, media_id: str) -> int:
        row = media_row(self._db, media_id)
        if row is None:
            raise NoSuchRecord("no media file has this id")
        return row
