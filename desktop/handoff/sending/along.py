"""What travels with a package though nobody chose it, by name: a person sees it beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.handoff.sending.plan import Item
from desktop.home.roles import Naming
from desktop.model.version import RecordKind
from desktop.progress import Pause, no_pause, paced


@dataclass(frozen=True, slots=True)
class Named:
    """A record that travels along. ``called``: what people call it; its id where it has no name."""

    kind: RecordKind
    id: str
    called: str


def named(vault: Naming, items: Iterable[Item], pause: Pause = no_pause) -> tuple[Named, ...]:
    """These records by name, each kind in the order of names."""
    found = [
        Named(item.kind, item.id, vault.called(item.kind, item.id) or item.id)
        for item in paced(items, pause)
    ]
    return tuple(sorted(found, key=lambda each: (each.kind, each.called.casefold(), each.id)))
