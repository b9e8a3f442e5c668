"""The pages of a damaged database, each read by itself, with those that its log holds.

The log (https://sqlite.org/fileformat2.html#walformat): a header of 32 bytes, then frames of 24
bytes and a page. SQLite ends it at the first frame whose checksum does not hold; here each frame
stands for itself, as its page is authenticated with its number. Those of a transaction that never
ended, and those an earlier log left behind (other salts), do not count.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from desktop.crypto.database_page import SALT_BYTES, PageCipher
from desktop.errors import DamagedVault
from desktop.system.files import translate_os_errors
from desktop.vault.store.reader import PAGE_SIZE
from desktop.vault_files import LOGS

_HEADER: Final = 32
_FRAME_HEAD: Final = 24
_FRAME: Final = _FRAME_HEAD + PAGE_SIZE
_SALTS: Final = slice(8, 16)
_KEPT: Final = 256
_TRIED: Final = 64
"""Pages that tell whether a salt is the right one."""


class Pages:
    """Those of one database file, which nobody writes; ``salts``: where its own may be spoilt,
    others that may be it."""

    def __init__(self, database: Path, key: bytes, salts: tuple[bytes, ...] = ()) -> None:
        """``DamagedVault`` where no page at all can be read."""
        with translate_os_errors():
            self._file = database.open("rb")
            log = database.with_name(database.name + LOGS[0])
            self._log = log.open("rb") if log.is_file() else None
            in_file = -(-database.stat().st_size // PAGE_SIZE)
        self._frames = dict(_frames(self._log)) if self._log else {}
        self.count = max(in_file, *self._frames, 0) if self._frames else in_file
        own = (self._raw(1)[:SALT_BYTES], _at(self._file, 0)[:SALT_BYTES])
        try:
            self._cipher = self._found(key, (*own, *salts))
        except DamagedVault:
            self._let_go()
            raise
        self._frames = {
            number: at for number, at in self._frames.items() if self._in_log(number, at)
        }
        self._kept: OrderedDict[int, bytes | None] = OrderedDict()
        self.met: set[int] = set()
        """The numbers of damaged pages that were asked for."""

    def close(self) -> None:
        """Let go of the files."""
        self._kept.clear()
        self._let_go()

    def _let_go(self) -> None:
        self._file.close()
        if self._log:
            self._log.close()

    def numbers(self) -> range:
        """Of all pages there may be."""
        return range(1, self.count + 1)

    def get(self, number: int) -> bytes | None:
        """A page as SQLite sees it; None of one that is damaged, or that there is not. The last
        ones are kept as long as the file is open, and go with it."""
        if number in self._kept:
            self._kept.move_to_end(number)
            return self._kept[number]
        page = self._kept[number] = self._read(number)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return page

    def _read(self, number: int) -> bytes | None:
        page = self._cipher.open(number, self._raw(number)) if 0 < number <= self.count else None
        if page is None:
            self.met.add(number)
        return page

    def _raw(self, number: int) -> bytes:
        if number in self._frames and self._log:
            return _at(self._log, self._frames[number][-1] + _FRAME_HEAD)
        return _at(self._file, (number - 1) * PAGE_SIZE)

    def _found(self, key: bytes, salts: tuple[bytes, ...]) -> PageCipher:
        for salt in dict.fromkeys(salts):
            cipher = PageCipher(key, salt)
            for number in range(1, min(self.count, _TRIED) + 1):
                if len(salt) == SALT_BYTES and cipher.is_whole(number, self._raw(number)):
                    return cipher
        raise DamagedVault("no page of the database can be read")

    def _in_log(self, number: int, frames: list[int]) -> bool:
        """Whether the log has a whole page of this number; the newest of those is used."""
        while frames:
            assert self._log  # noqa: S101 - the frames are in it
            if self._cipher.is_whole(number, _at(self._log, frames[-1] + _FRAME_HEAD)):
                return True
            frames.pop()
        return False


def _at(file: BinaryIO, offset: int) -> bytes:
    """A page's bytes; fewer where the file ends, or a sector of the disk does not read."""
    with suppress(OSError):
        file.seek(offset)
        return file.read(PAGE_SIZE)
    return b""


def _frames(log: BinaryIO) -> Iterator[tuple[int, list[int]]]:
    """(page, offsets of its frames, oldest first), of what was committed in this log."""
    heads = list(_heads(log))
    salts = Counter(head[_SALTS] for _at, head in heads)
    log.seek(0)
    own = log.read(_HEADER)[16:24]
    # Where the header itself is spoilt: most frames are of one log.
    salt = own if own in salts or not salts else heads[0][1][_SALTS]
    ours = [(at, head) for at, head in heads if head[_SALTS] == salt]
    ends = [number for number, (_at, head) in enumerate(ours) if any(head[4:8])]
    found: dict[int, list[int]] = {}
    for at, head in ours[: ends[-1] + 1 if ends else 0]:
        found.setdefault(int.from_bytes(head[:4]), []).append(at)
    yield from found.items()


def _heads(log: BinaryIO) -> Iterator[tuple[int, bytes]]:
    at = _HEADER
    while True:
        log.seek(at)
        head = log.read(_FRAME_HEAD)
        if len(head) < _FRAME_HEAD:
            return
        yield at, head
        at += _FRAME
