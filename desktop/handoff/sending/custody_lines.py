"""The custody events that travel with records, as the lines of a package: read in pieces, and the
same bytes each time they are read."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from desktop import canonical
from desktop.documents.pieces import sliced
from desktop.handoff.sending.taking import SIDE_BY_SIDE
from desktop.progress import Pause

if TYPE_CHECKING:
    from desktop.home.roles import Sending

_AT_A_TIME: Final = 500


class CustodyLines:
    """The events of some objects, one a line: those of this home up to row ``until``, in the order
    of its log but some thousands at a time by their objects. What other logs said stays: nobody
    could vouch for it to whoever reads the package.

    ``ids``: gives the ids of the objects, in order. Held are the numbers of the rows alone. What
    is appended later does not belong to it.
    """

    def __init__(
        self, vault: Sending, ids: Callable[[], Iterable[str]], until: int, pause: Pause
    ) -> None:
        self._vault = vault
        found = array("q")
        for several in sliced(ids(), _AT_A_TIME):
            pause()
            found.extend(vault.custody.numbers(several, until))
        self._numbers = array("q", sorted(found))

    def pieces(self) -> Iterator[bytes]:
        """The lines, in pieces of some hundred kilobytes, some of them empty."""
        for numbers in sliced(self._numbers, SIDE_BY_SIDE):
            yield from self._by_object(numbers)

    def _by_object(self, numbers: list[int]) -> Iterator[bytes]:
        """The lines of these rows by their objects; empty pieces while they are read."""
        found: list[tuple[str, bytes]] = []
        for several in sliced(numbers, _AT_A_TIME):
            events = self._vault.custody.numbered(array("q", several))
            found += ((event.object_id, canonical.encode(event) + b"\n") for event in events)
            yield b""
        found.sort(key=itemgetter(0))
        for some in sliced(found, _AT_A_TIME):
            yield b"".join(line for _object_id, line in some)
