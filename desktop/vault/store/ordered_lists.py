"""Ordered lists of records under an owner, of which only what differs is written.

The table's context names the owner's column and ``position``; so the turns of an account
belong to an interview, and another list to whatever its table says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from desktop.vault.search.index import HitKind, index, remove
from desktop.vault.search.waiting import index_or_wait
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader
from desktop.vault.store.table import Table


class _Item(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Item)


@dataclass(frozen=True, slots=True)
class SearchEntry(Generic[T]):
    """Under which kind the text of an item lies in the search index."""

    kind: HitKind
    text: Callable[[T], str]


@dataclass(frozen=True, slots=True)
class OrderedList(Generic[T]):
    """The list of one kind of item under each owner, in the person's order.

    ``table``: its context is the owner's column and ``position``; owner and ``id`` name an item.
    ``entry``: as what the items are found by searching; None where they are not.
    """

    table: Table[T]
    entry: SearchEntry[T] | None = None

    def __post_init__(self) -> None:
        if self.table.context[1:] != ("position",) or self.table.unique != (self.owner, "id"):
            raise TypeError(f"{self.table.name} is no table of an ordered list")

    @property
    def owner(self) -> str:
        """The column of the owner's id."""
        return self.table.context[0]

    def of(self, db: Reader, owner_id: str) -> tuple[T, ...]:
        """The items of an owner, in order."""
        return tuple(
            self.table.select(db, f"WHERE {self.owner} = ? ORDER BY position", (owner_id,))
        )

    def texts(self, items: Iterable[T]) -> Iterator[tuple[HitKind, str, str]]:
        """What the items are found by: kind and id of each, and its text."""
        if self.entry:
            yield from ((self.entry.kind, item.id, self.entry.text(item)) for item in items)

    def append(self, db: Database, owner_id: str, item: T) -> None:
        """Put a new item behind the others, of which none is read."""
        last = db.one(
            f"SELECT max(position) FROM {self.table.name} WHERE {self.owner} = ?",  # noqa: S608
            (owner_id,),
        )
        position = -1 if last is None or last[0] is None else int(last[0])
        self.table.insert(db, item, owner_id, position + 1)
        if self.entry:
            index(db, self.entry.kind, owner_id, item.id, self.entry.text(item))

    def write(self, db: Database, owner_id: str, items: Sequence[T]) -> bool:
        """Lay the whole list; writes only what differs. Whether anything did.

        ``ValueError`` for an id that stands twice.
        """
        refuse_twice(items)
        stored = {item.id: (position, item) for position, item in enumerate(self.of(db, owner_id))}
        gone = stored.keys() - {item.id for item in items}
        for item_id in gone:
            self._delete(db, owner_id, stored[item_id][1])
        placed = [each for each in enumerate(items) if stored.get(each[1].id) != each]
        new = [(item, owner_id, position) for position, item in placed if item.id not in stored]
        self.table.insert_each(db, new)
        for position, item in placed:
            if item.id in stored:
                self.table.put(db, item, owner_id, position)
            self._index(db, owner_id, item, stored.get(item.id))
        return bool(gone or placed)

    def _delete(self, db: Database, owner_id: str, item: T) -> None:
        db.execute(
            f"DELETE FROM {self.table.name} WHERE {self.owner} = ? AND id = ?",  # noqa: S608
            (owner_id, item.id),
        )
        if self.entry:
            remove(db, self.entry.kind, owner_id, item.id, self.entry.text(item))

    def _index(self, db: Database, owner_id: str, item: T, old: tuple[int, T] | None) -> None:
        if not self.entry:
            return
        before, text = self.entry.text(old[1]) if old else "", self.entry.text(item)
        if old is None or before != text:
            index_or_wait(db, self.entry.kind, owner_id, item.id, text, before)


def refuse_twice(items: Sequence[_Item]) -> None:
    """``ValueError`` for an id that stands twice in a list."""
    if len({item.id for item in items}) < len(items):
        raise ValueError("an id stands twice in the list")
