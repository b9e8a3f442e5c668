"""Vaults that are made once and copied: a copy is open in a fifth of the time of making one.

The making of a vault (keys, tables, the first row of its custody log) has tests of its own;
the others only need one. Two vaults of one test are always two: what is asked for twice in a
test comes from two templates, which differ in ids and keys as two people's vaults do.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from desktop.vault import Owner

T = TypeVar("T")


class Templates:
    """Closed vaults, made by ``make`` when first asked for; where no folder keeps them, always."""

    def __init__(self, make: Callable[[Path, Owner], None]) -> None:
        self._make = make
        self._folder: Path | None = None
        self._made: dict[tuple[Owner, int], Path] = {}
        self._handed_out: Counter[Owner | str] = Counter()
        self._furnished: dict[tuple[str, int], tuple[Path, Any]] = {}

    def copy(self, owner: Owner, target: Path) -> None:
        """A closed vault of ``owner`` as the new folder ``target``."""
        if self._folder is None:
            self._make(target, owner)
            return
        key = owner, self._handed_out[owner]
        self._handed_out[owner] += 1
        if key not in self._made:
            template = self._folder / f"{len(self._made)}.skrynia"
            self._make(template, owner)
            self._made[key] = template
        shutil.copytree(self._made[key], target)

    def furnished(self, name: str, furnish: Callable[[Path], T], target: Path) -> T:
        """A folder that ``furnish`` fills with closed vaults, once for each ``name``, copied into
        ``target``, and what it said of them. They are nobody's in :meth:`copy`."""
        kept = self._folder
        if kept is None:
            return furnish(target)
        key = name, self._handed_out[name]
        self._handed_out[name] += 1
        if key not in self._furnished:
            template = kept / f"{len(self._furnished)} furnished"
            template.mkdir()
            self._folder = None
            try:
                self._furnished[key] = template, furnish(template)
            finally:
                self._folder = kept
        folder, said = self._furnished[key]
        shutil.copytree(folder, target, dirs_exist_ok=True)
        found: T = said
        return found

    @contextmanager
    def kept_in(self, folder: Path) -> Iterator[None]:
        """Keep templates in ``folder`` and copy them, inside."""
        self._folder = folder
        yield
        self._folder = None
        self._made.clear()
        self._furnished.clear()

    @contextmanager
    def one_test(self) -> Iterator[None]:
        """What is handed out inside may be handed out again afterwards."""
        before = self._handed_out.copy()
        yield
        self._handed_out = before
