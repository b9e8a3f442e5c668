"""Long lists of what a package carries, packed: a hundred bytes a file where objects take a
thousand."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from desktop.progress import Pause, paced

_SHORT: Final = 32
_LONG: Final = 64
_SORTED_AT_ONCE: Final = 20_000


class Texts:
    """Short texts by their number."""

    def __init__(self) -> None:
        self._data, self._ends = bytearray(), array("Q", [0])

    def append(self, text: str) -> None:
        """Add one at the end."""
        self._data += text.encode()
        self._ends.append(len(self._data))

    def __getitem__(self, number: int) -> str:
        return self._data[self._ends[number] : self._ends[number + 1]].decode()

    def __len__(self) -> int:
        return len(self._ends) - 1


class Digests:
    """Size, SHA-256 and SHA-512 of files by their number. ``octets``: of all together."""

    def __init__(self) -> None:
        self._short, self._long, self._sizes = bytearray(), bytearray(), array("Q")
        self.octets = 0

    def append(self, sha256: str, sha512: str, size: int) -> None:
        """Add one at the end; digests in hex."""
        self._short += bytes.fromhex(sha256)
        self._long += bytes.fromhex(sha512)
        self._sizes.append(size)
        self.octets += size

    def __len__(self) -> int:
        return len(self._sizes)

    def sha256(self, number: int) -> str:
        """Lower-case hex."""
        return self.raw(number).hex()

    def raw(self, number: int) -> bytes:
        """The bytes of the SHA-256; they sort as its hex does."""
        return bytes(self._short[number * _SHORT : (number + 1) * _SHORT])

    def sha512(self, number: int) -> str:
        """Lower-case hex; not after :meth:`forget_long`."""
        return self._long[number * _LONG : (number + 1) * _LONG].hex()

    def size(self, number: int) -> int:
        """Bytes of the file."""
        return self._sizes[number]

    def sizes(self) -> Iterator[int]:
        """Of all of them in order."""
        return iter(self._sizes)

    def forget_long(self) -> None:
        """Give back what is needed no more once everything is written."""
        self._long = bytearray()


def in_order(count: int, key: Callable[[int], bytes], pause: Pause) -> array[int]:
    """The numbers below ``count``, sorted by their key, in pieces that take a moment each."""
    heaps: defaultdict[bytes, array[int]] = defaultdict(lambda: array("I"))
    for number in paced(range(count), pause, _SORTED_AT_ONCE):
        heaps[key(number)[:1]].append(number)
    ordered = array("I")
    for beginning in sorted(heaps):
        pause()
        ordered.extend(sorted(heaps[beginning], key=key))
    return ordered
