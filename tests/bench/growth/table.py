"""Every measurement by its name; a new one is a line here.

A measurement is the function of that name (``people-filter``: ``people_filter``) in the module
beside it, imported only where it is run, so that its memory is its own.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from tests.bench.growth.figures import Figure, Floor
from tests.bench.growth.place import Place

Take = Callable[[Place], Iterable[Figure]]

IN_A_VAULT: Final[Mapping[str, str]] = {
    "opening": "care",
    "interviews-list": "lists",
    "interviews-filter": "lists",
    "people-list": "lists",
    "people-filter": "lists",
    "media-list": "lists",
    "interview": "lists",
    "search": "lists",
    "packages": "handoff",
    "plan": "handoff",
    "window": "window",
    "window-phases": "window",
    "window-preview": "window",
    "check": "care",
    "backup": "care",
    "arrival": "arriving",
    "package-cancel": "package",
    "package-write": "package",
    "package-verify": "package",
    "package-receive": "package",
}
"""Measured in a copy of each vault, in this order: what changes much comes last."""

ALONE: Final[Mapping[str, tuple[str, str, tuple[int, ...]]]] = {
    "attaching": ("alone", "photos", (100, 1000)),
    "cutting": ("alone", "words", (4_000, 40_000)),
    "printing": ("alone", "words", (4_000, 40_000)),
    "cleared-places": ("cleared", "interviews", (40, 200)),
    "small-records": ("small", "records", (3_000, 30_000)),
    "shuffled-records": ("small", "records", (3_000, 30_000)),
    "version-chain": ("small", "versions", (300, 3_000)),
    "version-fan": ("small", "versions", (300, 3_000)),
    "entries-refused": ("small", "entries", (40_000, 399_999)),
}
"""Measured in a vault of its own: the module, what is counted, and how many of it."""

PEAKS: Final[Mapping[str, Floor | None]] = {
    "plan": None,
    "check": None,
    "backup": None,
    "arrival": None,
    "package-write": Floor(most=200),
    "package-verify": Floor(most=200),
    "package-receive": Floor(most=200),
}
"""Whose peak of memory is a figure as well."""

NAMES: Final = (*IN_A_VAULT, *ALONE)


def take(name: str) -> Take:
    """The measurement of this name."""
    module = IN_A_VAULT[name] if name in IN_A_VAULT else ALONE[name][0]
    found: Take = getattr(
        importlib.import_module(f"tests.bench.growth.{module}"), name.replace("-", "_")
    )
    return found
