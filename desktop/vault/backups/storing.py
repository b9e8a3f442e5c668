"""The originals of a vault on their way into a place that has not all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Final

from desktop.errors import DamagedBackup, DamagedVault
from desktop.i18n import _
from desktop.progress import Progress
from desktop.vault.backups.originals import Originals
from desktop.vault.store.reader import Reader

_ORIGINALS: Final = "SELECT row, sha256, size FROM media ORDER BY row"
_PIECES: Final = "SELECT row FROM media_chunk WHERE media_row = ? ORDER BY number"
_RUNS: Final = 30
"""In so many at most every original that was stored before is read again in the vault."""
_A_RUN: Final = 256 << 20
"""Bytes that a run reads again all the same."""
_SHA256: Final = "SELECT sha256 FROM media WHERE row = ?"


class Storing:
    """``damaged``: ids of those that the vault holds no whole bytes of, once they were stored.
    ``read_a_share``: whether ``harmed`` asked of a share of the others and not of all."""

    def __init__(self, reader: Reader, originals: Originals, going: Progress) -> None:
        self._reader, self._originals, self._going = reader, originals, going
        self._rows = {
            originals.name_of(sha256): (row, size) for row, sha256, size in reader.all(_ORIGINALS)
        }
        self.damaged: list[str] = []
        self.read_a_share = False

    @property
    def named(self) -> set[str]:
        """The names of all of them."""
        return set(self._rows)

    def missing(self) -> dict[str, int]:
        """Name and size of each that is to be stored."""
        return self._originals.missing({name: size for name, (_, size) in self._rows.items()})

    def store(self, new: dict[str, int]) -> None:
        """Store these. What of them the vault holds no whole bytes of is left out and named."""
        total, done = sum(new.values()), 0
        with self._originals.settling() as settling:
            for name, size in new.items():
                row, _size = self._rows[name]

                def told(so_far: int, before: int = done) -> None:
                    self._going(before + so_far, total, _("Storing photos and files"))

                told(0)
                try:
                    settling.put(name, size, _told(self._pieces(row), told))
                except (ValueError, DamagedVault) as error:
                    if isinstance(error, DamagedBackup):
                        raise
                    self._reader.begin_anew()
                    self.damaged.append(self._id(row))
                done += size

    def harmed(self, new: dict[str, int], run: int) -> list[str]:
        """Ids of those that were here before, of which the vault holds no whole bytes any more.

        Asked of a share that goes round with the number of the ``run``: of all in a small vault.
        """
        before = [each for name, each in self._rows.items() if name not in new]
        self.read_a_share = sum(size for _row, size in before) >= _A_RUN
        runs = min(_RUNS, 1 + sum(size for _row, size in before) // _A_RUN)
        share = [each for each in before if each[0] % runs == run % runs]
        found, done, total = [], 0, sum(size for _row, size in share)
        for row, size in share:

            def told(so_far: int, before: int = done) -> None:
                self._going(before + so_far, total, _("Checking photos and files"))

            told(0)
            if not self._is_whole(row, told):
                found.append(self._id(row))
            done += size
        return found

    def _is_whole(self, row: int, told: Callable[[int], None]) -> bool:
        try:
            for _piece in _told(self._pieces(row), told):
                pass
        except (ValueError, DamagedVault):
            self._reader.begin_anew()
            return False
        return True

    def _pieces(self, row: int) -> Iterator[bytes]:
        """``ValueError`` behind the last where they are not the bytes that were hashed."""
        found = hashlib.sha256()
        # Each by itself: no statement is open where somebody may stop this.
        for (number,) in self._reader.all(_PIECES, (row,)):
            piece = self._reader.blob("media_chunk", "bytes", number)
            found.update(piece)
            yield piece
        if (found.hexdigest(),) != self._reader.one(_SHA256, (row,)):
            raise ValueError("the bytes are not those that were hashed")

    def _id(self, row: int) -> str:
        found = self._reader.one("SELECT id FROM media WHERE row = ?", (row,))
        return str(found[0]) if found else ""


def _told(pieces: Iterator[bytes], told: Callable[[int], None]) -> Iterator[bytes]:
    done = 0
    for piece in pieces:
        yield piece
        done += len(piece)
        told(done)
