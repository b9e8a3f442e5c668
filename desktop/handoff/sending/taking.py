"""The versions of records that travel: cut where a record was edited, chosen, and hashed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from desktop.handoff.format.bagging import payload_file
from desktop.handoff.sending.cargo import Originals, Records, Seals
from desktop.handoff.sending.gate_kept import GateKept
from desktop.handoff.sending.history import versions_to_send
from desktop.handoff.sending.plan import PackagePlan
from desktop.i18n import _
from desktop.model.consent import CONSENT_KIND
from desktop.model.handoff import MediaEntry, RecordEntry
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND
from desktop.model.version import RecordKind
from desktop.progress import Pause, Progress, paced

if TYPE_CHECKING:
    from desktop.vault import Vault

T = TypeVar("T")
_REASON: Final = "sent"
_BATCH: Final = 100
"""Records that are cut in one transaction, read and hashed."""
_MANY: Final = 1000
"""Things of which a row is read."""
SIDE_BY_SIDE: Final = 8192
"""Things that are put in the order of their ids at once: as many as the pages they lie on here
stay in memory of, and many for each page of the tables they go into."""


def take_records(vault: Vault, plan: PackagePlan, gate: GateKept, progress: Progress) -> Records:
    """Every version that travels, each once: consents before what rests on them."""
    records = Records()
    wanted = _wanted(plan, vault, lambda: progress(0, 1, _("Preparing the records")))
    total, done = sum(len(ids) for _kind, ids in wanted), 0
    for kind, ids in wanted:
        for several in sliced(side_by_side(ids, str), _BATCH):
            progress(done, total, _("Preparing the records"))
            _cut(vault, kind, several, gate)
            _take(vault, kind, several, plan, records)
            done += len(several)
    return records


def take_originals(vault: Vault, media: Iterable[MediaEntry], pause: Pause) -> Originals:
    """The originals with their hashes, those of the day they came in."""
    originals = Originals()
    for several in sliced(side_by_side(media, lambda entry: entry.media_id), _MANY):
        pause()
        known = vault.media.sha512s([entry.sha256 for entry in several])
        for entry in several:
            originals.append(entry, known[entry.sha256])
    return originals


def take_seals(vault: Vault, taken: Records, pause: Pause) -> Seals:
    """The seals of the versions that travel."""
    seals = Seals(taken)
    for several in sliced(enumerate(entry.version_id for entry in taken.entries), _MANY):
        pause()
        found = vault.versions.seals_of([version_id for _number, version_id in several])
        for number, version_id in several:
            if version_id in found:
                seals.append(number, payload_file("", [found[version_id]]))
    return seals


def side_by_side(items: Iterable[T], id_of: Callable[[T], str]) -> Iterator[T]:
    """The items in the order of their ids, some thousands at a time.

    Ids are random, and whoever receives writes to tables that lie in their order: of things that
    come in another order each lands on a page of its own, which is enciphered anew for it.
    """
    for several in sliced(items, SIDE_BY_SIDE):
        yield from sorted(several, key=id_of)


def sliced(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items, so many at a time."""
    rest = iter(items)
    while several := list(islice(rest, size)):
        yield several


def _wanted(
    plan: PackagePlan, vault: Vault, pause: Pause
) -> list[tuple[RecordKind, Sequence[str]]]:
    """The ids of everything in the plan."""
    going = [each.interview_id for each in paced(plan.going, pause, _MANY)]
    rests_on = [*(notice.interview_id for notice in plan.notices), *going]
    consents = [
        consent_id
        for several in sliced(rests_on, _MANY)
        for consent_id in _consents(vault, several, pause)
    ]
    return [
        (CONSENT_KIND, consents),
        (PERSON_KIND, plan.person_ids(pause)),
        (MEDIA_KIND, plan.media_ids(pause)),
        (INTERVIEW_KIND, going),
    ]


def _consents(vault: Vault, interview_ids: Sequence[str], pause: Pause) -> Iterator[str]:
    pause()
    found = vault.consents.ids_for(interview_ids)
    return (found[each] for each in interview_ids if each in found)


def _cut(vault: Vault, kind: RecordKind, ids: Sequence[str], gate: GateKept) -> None:
    """Make versions of those that differ from their last one."""
    already = vault.versions.cut_already(kind, ids)
    edited = [each for each in ids if each not in already]
    if edited:
        with gate.own():
            for record_id in edited:
                vault.versions.cut(kind, record_id, _REASON)


def _take(
    vault: Vault, kind: RecordKind, ids: Sequence[str], plan: PackagePlan, records: Records
) -> None:
    chosen = list(_chosen(vault, ids, plan))
    hashed = vault.versions.hashed([version_id for _record_id, version_id in chosen])
    for record_id, version_id in chosen:
        records.append(RecordEntry(kind, record_id, version_id), *hashed[version_id])


def _chosen(vault: Vault, ids: Sequence[str], plan: PackagePlan) -> Iterator[tuple[str, str]]:
    """(record id, version id) of what the recipient should get. Nearly every record has one
    version; only where there are more is its history looked at."""
    kept = vault.versions.ids_of(ids)
    asked = [record_id for record_id, ids in kept.items() if len(ids) > 1 or not plan.again]
    held = vault.packages.held(plan.recipient.fingerprint, asked)
    for record_id in ids:
        versions = kept.get(record_id, ())
        if len(versions) > 1:
            goes: Iterable[str] = versions_to_send(vault, record_id, held, plan.again)
        else:
            goes = [each for each in versions if plan.again or not held.get(each)]
        yield from ((record_id, version_id) for version_id in goes)
