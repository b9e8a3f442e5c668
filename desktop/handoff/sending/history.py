"""What a recipient was sent before, and which versions of a record it should get now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from desktop.home.derived import own_derived
from desktop.model.version import RecordVersion

if TYPE_CHECKING:
    from desktop.home.roles import Sending


def versions_to_send(
    vault: Sending, record_id: str, held: Mapping[str, bool], again: bool
) -> list[str]:
    """The ids of the versions of a record that travel to a recipient, oldest first.

    ``held``: what of them it was sent before, and whether its receipt confirms it.

    The newest of every branch; and where the recipient was sent an earlier version, all that
    came after it, so that it can join the history. Older versions it never saw stay: what a
    person took back before the first handoff is not handed over as history. Of what is derived here
    of another record the last alone, which goes on from all before it.
    """
    history = vault.versions.history(record_id)
    if own := own_derived(history, vault.identity.fingerprint):
        last = own[-1].id
        return [last] if again or not held.get(last) else []
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
