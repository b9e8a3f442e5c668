"""What a recipient was sent before, and which versions of a record it should get now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.model.version import RecordKind, RecordVersion

if TYPE_CHECKING:
    from desktop.vault import Vault


@dataclass(frozen=True, slots=True)
class Held:
    """``sent``: version ids and SHA-256s that ever travelled to the recipient; ``confirmed``:
    those its receipts confirm. ``interviews``: ids of interviews sent to it. ``packages``:
    ids of the packages whose receipts are here."""

    sent: frozenset[str]
    confirmed: frozenset[str]
    interviews: frozenset[str]
    packages: tuple[str, ...]


def held_by(vault: Vault, fingerprint: str) -> Held:
    """What the recipient of this fingerprint was sent from here."""
    packages = [package for package in vault.packages.sent() if package.recipient == fingerprint]
    records = [entry for package in packages for entry in package.document.records]
    media = [entry for package in packages for entry in package.document.media]
    return Held(
        sent=frozenset([e.version_id for e in records] + [e.sha256 for e in media]),
        confirmed=frozenset(vault.packages.receipted_items(fingerprint)),
        interviews=frozenset(e.record_id for e in records if e.kind is RecordKind.INTERVIEW),
        packages=tuple(p.package_id for p in packages if p.receipted_at is not None),
    )


def versions_to_send(
    vault: Vault, record_id: str, held: Held, again: bool
) -> tuple[RecordVersion, ...]:
    """The versions of a record that travel to a recipient, oldest first.

    The newest of every branch; and where the recipient was sent an earlier version, all that
    came after it, so that it can join the history. Older versions it never saw stay: what a
    person took back before the first handoff is not handed over as history.
    """
    history = vault.versions.history(record_id)
    heads = {version.id for version in vault.versions.heads(record_id)}
    wanted = heads | _with_descendants(history, held.sent)
    kept = wanted if again else wanted - held.confirmed
    return tuple(version for version in history if version.id in kept)


def _with_descendants(history: Iterable[RecordVersion], roots: frozenset[str]) -> set[str]:
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
