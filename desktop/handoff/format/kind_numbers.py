"""Kinds of records as numbers, as packed lists hold them.

Those of this program have theirs for good; behind them stand the names that packages of newer
programs brought, as long as this process runs. One package brings so few that it uses up nothing.
"""

from __future__ import annotations

from typing import Final

from desktop.model.values import bounds
from desktop.model.version import RecordKind
from desktop.vault.kinds.all import BY_NAME

KINDS: Final = tuple(BY_NAME)
_NUMBERS: Final = 2**16
"""Of two bytes. A thousand packages, each with as many kinds as it may, do not use them up."""


class _Numbers:
    """The number of each kind that was met."""

    def __init__(self) -> None:
        self._names = list(KINDS)
        self._numbers = {name: number for number, name in enumerate(KINDS)}

    def of(self, name: str) -> int:
        """The number of a kind; ``ValueError`` where no number is left."""
        number = self._numbers.get(RecordKind(name))
        if number is None:
            number = len(self._names)
            if number >= _NUMBERS:
                raise ValueError("too many kinds that are not known here")
            self._names.append(RecordKind(name))
            self._numbers[RecordKind(name)] = number
        return number

    def name(self, number: int) -> RecordKind:
        """The kind behind a number."""
        return self._names[number]


NUMBERS: Final = _Numbers()


class KindsOfOne:
    """The kinds that one package names."""

    def __init__(self) -> None:
        self._unknown: set[int] = set()

    def of(self, name: str) -> int:
        """The number of a kind; ``ValueError`` where the package names too many that nobody here
        knows."""
        number = NUMBERS.of(name)
        if number >= len(KINDS):
            self._unknown.add(number)
            if len(self._unknown) > bounds.UNKNOWN_KINDS:
                raise ValueError("too many kinds that are not known here")
        return number
