"""Two people's changes to one ordered list, made into one list without losing either's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def keyed(items: Sequence[T]) -> dict[Hashable, T]:
    """The items in order, each under its ``id``.

    An item without one is known by what it says, and by how many of its like stand before it:
    editing such an item is removing it and adding another.
    """
    met: Counter[Hashable] = Counter()
    found: dict[Hashable, T] = {}
    for item in items:
        name: Hashable = getattr(item, "id", item)
        found[name, met[name]] = item
        met[name] += 1
    return found


def merged_list(
    there: Sequence[T],
    before: Sequence[T],
    edited: Sequence[T],
    lay: Callable[[T, T, T], T],
) -> tuple[T, ...]:
    """``there`` with what was done between ``before`` and ``edited``.

    What either side added is kept. What one side removed is gone only where the other left it
    as it was. ``lay(there, before, edited)`` settles an item that both still have. The order is
    that of ``there``, or of ``edited`` where things were moved in it; an addition of the other
    side keeps its place behind what it followed.
    """
    here, was, typed = keyed(there), keyed(before), keyed(edited)

    def kept(key: Hashable) -> list[T]:
        if key in here and key in typed:
            return [lay(here[key], was[key], typed[key]) if key in was else typed[key]]
        item = here[key] if key in here else typed[key]
        return [] if key in was and was[key] == item else [item]

    return tuple(item for key in _order(here, was, typed) for item in kept(key))


def _order(
    here: Mapping[Hashable, object],
    was: Mapping[Hashable, object],
    typed: Mapping[Hashable, object],
) -> list[Hashable]:
    """The keys of both sides, in the order of the one that decides it."""
    moved = [key for key in was if key in typed] != [key for key in typed if key in was]
    leading, other = (typed, here) if moved else (here, typed)
    following: dict[Hashable, list[Hashable]] = {}
    place: Hashable = None
    for key in other:
        if key in leading:
            place = key
        else:
            following.setdefault(place, []).append(key)
    order = following.get(None, [])
    for key in leading:
        order += [key, *following.get(key, ())]
    return order
