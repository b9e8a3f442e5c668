"""Long lists put in order and compared, at some bytes an item: a set of 400,000 takes a hundred
megabytes."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from desktop.errors import PackageRefused
from desktop.progress import Pause, paced

_AT_ONCE: Final = 20_000
NOT_LISTED: Final = "a listed record or original is not in the manifest under its hash"
NOT_IN_DOCUMENT: Final = "the manifest lists something that the document does not"
TWICE: Final = "a manifest lists one file twice"


@dataclass(frozen=True, slots=True)
class Keys:
    """What the items of a list are told apart by. ``at``: of the item at a place."""

    count: int
    at: Callable[[int], bytes]

    def in_order(self, pause: Pause) -> array[int]:
        """The places of the items by their keys."""
        return in_order(self.count, self.at, pause)


def in_order(count: int, key: Callable[[int], bytes], pause: Pause) -> array[int]:
    """The numbers below ``count``, sorted by their key, in pieces that take a moment each."""
    heaps: defaultdict[bytes, array[int]] = defaultdict(lambda: array("I"))
    for number in paced(range(count), pause, _AT_ONCE):
        heaps[key(number)[:1]].append(number)
    ordered = array("I")
    for beginning in sorted(heaps):
        pause()
        ordered.extend(sorted(heaps[beginning], key=key))
    return ordered


def places_in(listed: Keys, there: Keys, pause: Pause) -> array[int]:
    """For each item of the manifest where it stands in the list, in which nothing stands twice.

    ``PackageRefused`` where they are not the same.
    """
    ours, places = listed.in_order(pause), array("I", bytes(4 * there.count))
    missing = extra = twice = False
    at, last = 0, None
    for place in paced(there.in_order(pause), pause, _AT_ONCE):
        key = there.at(place)
        while at < listed.count and listed.at(ours[at]) < key:
            missing, at = True, at + 1
        if key == last:
            twice = True
        elif at < listed.count and listed.at(ours[at]) == key:
            places[place], last, at = ours[at], key, at + 1
        else:
            extra = True
    if missing or at < listed.count:
        raise PackageRefused(NOT_LISTED)
    if extra or twice:
        raise PackageRefused(NOT_IN_DOCUMENT if extra else TWICE)
    return places
