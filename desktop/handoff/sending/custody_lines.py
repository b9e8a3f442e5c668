"""The custody events that travel with records, as the lines of a package: read in pieces, and the
same bytes each time they are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from desktop import canonical
from desktop.progress import Pause

if TYPE_CHECKING:
    from desktop.vault import Vault

_AT_A_TIME: Final = 500


class CustodyLines:
    """The events of some objects, one a line: ours in the order of our log up to row ``until``,
    then those that came here with them, so that the chain is whole from the first vault on.

    Held are the numbers of the rows alone. What is appended later does not belong to it; other
    vaults' rows come by receiving, which does not run beside sending.
    """

    def __init__(self, vault: Vault, ids: Collection[str], until: int, pause: Pause) -> None:
        self._vault, self._ids, self._pause = vault, ids, pause
        self._numbers = vault.custody.numbers(ids, until, pause)

    def pieces(self) -> Iterator[bytes]:
        """The lines, in pieces of some hundred kilobytes."""
        for start in range(0, len(self._numbers), _AT_A_TIME):
            self._pause()
            events = self._vault.custody.numbered(self._numbers[start : start + _AT_A_TIME])
            yield b"".join(canonical.encode(event) + b"\n" for event in events)
        for lines in self._vault.custody.received_lines(self._ids, self._pause):
            yield b"".join(line + b"\n" for line in lines)
