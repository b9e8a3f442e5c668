"""The account's turns and the attached files: ordered lists, of which only news is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from desktop import canonical
from desktop.model.interview import Utterance
from desktop.model.media import Attachment
from desktop.vault.search.index import PlaceKind, index, remove
from desktop.vault.store.connection import Database
from desktop.vault.store.table import Table
from desktop.vault.store.tables import ATTACHMENTS, UTTERANCES


class _Item(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Item)


@dataclass(frozen=True, slots=True)
class OrderedList(Generic[T]):
    """The list of one kind of item in each interview, in the person's order."""

    table: Table[T]
    place: PlaceKind
    text: Callable[[T], str]

    def of(self, db: Database, interview_id: str) -> tuple[T, ...]:
        """The items of an interview, in order."""
        return tuple(
            self.table.select(db, "WHERE interview_id = ? ORDER BY position", (interview_id,))
        )

    def write(self, db: Database, interview_id: str, items: Sequence[T]) -> bool:
        """Lay the whole list; writes only what differs. Whether anything did.

        ``ValueError`` for an id that stands twice, or in another interview.
        """
        self.refuse_taken(db, interview_id, items)
        stored = {item.id: (place, item) for place, item in enumerate(self.of(db, interview_id))}
        gone = stored.keys() - {item.id for item in items}
        for item_id in gone:
            self.table.delete(db, item_id)
            remove(db, self.place, item_id)
        changed = [
            self._write_one(db, interview_id, place, item, stored.get(item.id))
            for place, item in enumerate(items)
        ]
        return bool(gone) or any(changed)

    def _write_one(
        self, db: Database, interview_id: str, place: int, item: T, old: tuple[int, T] | None
    ) -> bool:
        if old == (place, item):
            return False
        self.table.put(db, item, interview_id, place)
        if old is None or self.text(old[1]) != self.text(item):
            index(db, self.place, interview_id, item.id, self.text(item))
        return True

    def refuse_taken(self, db: Database, interview_id: str, items: Sequence[T]) -> None:
        """``ValueError`` for an id that stands twice in ``items``, or in another interview."""
        ids = [item.id for item in items]
        if len(set(ids)) < len(ids):
            raise ValueError("an id stands twice in the list")
        taken = db.one(
            f"SELECT 1 FROM {self.table.name} WHERE interview_id != ?"  # noqa: S608
            " AND id IN (SELECT value FROM json_each(?)) LIMIT 1",
            (interview_id, canonical.encode(ids).decode()),
        )
        if taken:
            raise ValueError("an id belongs to another interview")


ACCOUNT: OrderedList[Utterance] = OrderedList(UTTERANCES, PlaceKind.UTTERANCE, lambda u: u.text)
FILES: OrderedList[Attachment] = OrderedList(ATTACHMENTS, PlaceKind.ATTACHMENT, lambda a: a.caption)
