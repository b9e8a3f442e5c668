"""Many ids asked for together, in pieces that each take some thousandths of a second.

In the order of the ids, which is the order the keys lie in: each page of the file is then
deciphered once, where ids are random and a page holds many.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from desktop import canonical
from desktop.progress import Pause, no_pause
from desktop.vault.store.connection import Reader, Row

AMONG: Final = "IN (SELECT value FROM json_each(?1))"
"""Holds for each of the ids that :func:`listed` made the statement's first value of."""

_PIECE: Final = 1000


def listed(ids: Collection[str]) -> str:
    """Ids as the value that :data:`AMONG` takes."""
    return canonical.encode(list(ids)).decode()


def among(
    db: Reader,
    sql: str,
    ids: Collection[str],
    pause: Pause = no_pause,
    values: tuple[Any, ...] = (),
    *,
    as_given: bool = False,
) -> Iterator[Row]:
    """The rows of a statement with :data:`AMONG` in it, for all of the ids; ``values`` follow.

    ``as_given``: in the order of ``ids``, where what is read lies in that order.
    """
    ordered = list(ids) if as_given else sorted(ids)
    for start in range(0, len(ordered), _PIECE):
        pause()
        yield from db.all(sql, (listed(ordered[start : start + _PIECE]), *values))
