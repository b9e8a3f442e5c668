"""Where each file of a set is written: every name is free before the first byte is."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from itertools import count
from typing import Final

from desktop.system.file_names import safe_name

_DEEPEST: Final = 32
"""Folders inside of one another."""

Place = tuple[str, ...]
"""The folders inside of the set, and the name there."""


def places(files: Sequence[tuple[str, str]], reserved: str) -> list[Place]:
    """Where files go, in their order.

    Each: the name that it came under, with the folders inside of the set, and what it is called
    where that says nothing safe. All names are safe anywhere and no two are one where capitals
    do not count. Of two files that would have one name the later gets a number, of a file and a
    folder the folder; ``reserved`` is nobody's, beside the folders of the set.
    """
    wished = [_wished(name, otherwise) for name, otherwise in files]
    return list(_Free(wished, reserved).all())


def _wished(name: str, otherwise: str) -> Place:
    *folders, own = name.split("/")
    inside = [safe_name(each, "_") for each in folders if each][:_DEEPEST]
    return (*inside, safe_name(own, otherwise) if own else otherwise)


class _Free:
    """Finds a free name for each folder and file, by the names that all of them wish for."""

    def __init__(self, wished: Sequence[Place], reserved: str) -> None:
        self._wished = wished
        self._reserved = _same((reserved,))
        self._files = {_same(each) for each in wished} | {self._reserved}
        self._folders = {_same(each[:end]) for each in wished for end in range(1, len(each))}
        self._given: set[Place] = {self._reserved}
        self._named: dict[Place, Place] = {(): ()}
        self._numbers: dict[Place, Iterator[int]] = {}

    def all(self) -> Iterator[Place]:
        """The place of each file."""
        for wish in self._wished:
            yield (*self._folder(wish[:-1]), self._file(wish))

    def _folder(self, wish: Place) -> Place:
        if wish not in self._named:
            beside = self._files if _same(wish) in self._files else ()
            name = self._numbered(wish, beside, "") if beside else wish[-1]
            self._named[wish] = (*self._folder(wish[:-1]), name)
        return self._named[wish]

    def _file(self, wish: Place) -> str:
        if _same(wish) not in self._given:
            self._given.add(_same(wish))
            return wish[-1]
        return self._numbered(wish, self._files, os.path.splitext(wish[-1])[1])  # noqa: PTH122

    def _numbered(self, wish: Place, beside: Collection[Place], ending: str) -> str:
        stem, met = wish[-1].removesuffix(ending), (beside, self._folders, self._given)

        def named(number: int) -> Place:
            return (*wish[:-1], f"{stem} ({number}){ending}")

        numbers = self._numbers.setdefault(_same(wish), count(2))
        place = next(
            each for each in map(named, numbers) if not any(_same(each) in those for those in met)
        )
        self._given.add(_same(place))
        return place[-1]


def _same(place: Place) -> Place:
    """What is equal of two places that are one where capitals do not count."""
    return tuple(each.casefold() for each in place)
