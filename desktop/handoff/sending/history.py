"""What a recipient was sent before, and which versions of a record it should get now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING

from desktop.model.version import RecordVersion
from desktop.progress import Pause, no_pause

if TYPE_CHECKING:
    from desktop.vault import Vault


@dataclass(frozen=True, slots=True)
class Confirmed:
    """``items``: the version ids and SHA-256s that the recipient's receipts confirm.
    ``interviews``: ids of interviews sent to it, confirmed or not, that are in this vault.
    ``packages``: ids of the packages whose receipts are here, newest first."""

    items: set[str]
    interviews: set[str]
    packages: tuple[str, ...]


def confirmed_by(vault: Vault, fingerprint: str, pause: Pause = no_pause) -> Confirmed:
    """What the recipient of this fingerprint confirmed, and which interviews it was sent."""
    known = set(vault.outlines.interview_ids())
    items: set[str] = set()
    interviews: set[str] = set()
    for rows in vault.outlines.items_sent(fingerprint):
        pause()
        items.update(compress(map(_ITEM, rows), map(_HELD, rows)))
        interviews |= known.intersection(map(_RECORD, rows))
    return Confirmed(items, interviews, vault.outlines.packages_confirmed(fingerprint))


_ITEM, _RECORD, _HELD = itemgetter(0), itemgetter(1), itemgetter(2)


def versions_to_send(
    vault: Vault, record_id: str, held: Mapping[str, bool], again: bool
) -> list[str]:
    """The ids of the versions of a record that travel to a recipient, oldest first.

    ``held``: what of them it was sent before, and whether its receipt confirms it.

    The newest of every branch; and where the recipient was sent an earlier version, all that
    came after it, so that it can join the history. Older versions it never saw stay: what a
    person took back before the first handoff is not handed over as history.
    """
    history = vault.versions.history(record_id)
    wanted = vault.versions.head_ids(record_id) | _with_descendants(history, held.keys())
    kept = wanted if again else {each for each in wanted if not held.get(each)}
    return [version.id for version in history if version.id in kept]


def _with_descendants(history: Iterable[RecordVersion], roots: Collection[str]) -> set[str]:
    """The ids in ``history`` that are in ``roots`` or built on one that is."""
    children: defaultdict[str, list[str]] = defaultdict(list)
    waiting = []
    for version in history:
        for parent in version.document.parents:
            children[parent].append(version.id)
        if version.id in roots:
            waiting.append(version.id)
    found: set[str] = set()
    while waiting:
        version_id = waiting.pop()
        if version_id not in found:
            found.add(version_id)
            waiting += children[version_id]
    return found
