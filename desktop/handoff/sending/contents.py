"""Everything that goes into one package: the document, the payload files, where bytes come from."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop import canonical
from desktop.handoff.format import layout
from desktop.handoff.format.bagging import PayloadFile, payload_file, tag_files
from desktop.handoff.format.readme import readme
from desktop.handoff.format.schemas import schemas
from desktop.handoff.sending.custody_lines import CustodyLines
from desktop.handoff.sending.gate_kept import GateKept
from desktop.handoff.sending.history import Held, held_by, versions_to_send
from desktop.handoff.sending.plan import PackagePlan
from desktop.i18n import _
from desktop.model.handoff import ConsentSnapshot, MediaEntry, PackageDocument, RecordEntry
from desktop.model.identity import Party
from desktop.model.ids import new_id
from desktop.model.moment import Moment
from desktop.model.version import RecordKind, RecordVersion
from desktop.progress import Progress, paced

if TYPE_CHECKING:
    from desktop.vault import Vault

_REASON: Final = "sent"
_BATCH: Final = 50
"""Records cut in one transaction."""


@dataclass(frozen=True, slots=True)
class Contents:
    """``tags``: tag files without the signature. ``payload``: in the order of the tar.
    ``held``: the content of the payload files that are in memory, by path."""

    document: PackageDocument
    tags: Mapping[str, bytes]
    payload: tuple[PayloadFile, ...]
    held: Mapping[str, bytes]
    custody: CustodyLines
    gate: GateKept


def gather(vault: Vault, plan: PackagePlan, progress: Progress) -> Contents:
    """Cut the versions that travel and describe the package around them.

    ``ConsentRefused`` where the plan no longer holds. Hashes of originals are those taken
    when they came in: nothing large is read here.
    """
    gate = GateKept(vault, plan, progress)
    records, files = _records(vault, plan, gate, progress)

    def pause() -> None:
        progress(len(records), len(records), _("Preparing the records"))

    document = _document(vault, plan, records)
    pause()
    held = {
        layout.DOCUMENT: canonical.encode(document),
        layout.README: readme(),
        **{layout.schema_path(name): data for name, data in sorted(schemas().items())},
        **dict(_seals(vault, paced(records, pause))),
    }
    custody = CustodyLines(vault, _ids(document), document.custody_head.seq, pause)
    payload = (
        *(payload_file(path, [data]) for path, data in held.items()),
        *files,
        payload_file(layout.CUSTODY, custody.pieces()),
        *(_media_file(vault, entry) for entry in paced(plan.media, pause)),
    )
    pause()
    tags = tag_files(document.package_id, document.written_at, payload, pause)
    return Contents(document, tags, payload, held, custody, gate)


def content_of(vault: Vault, contents: Contents, path: str) -> Iterable[bytes]:
    """The bytes of one payload file, in pieces: from memory, a record version or an original."""
    if path in contents.held:
        return [contents.held[path]]
    if path == layout.CUSTODY:
        return contents.custody.pieces()
    name = path.rsplit("/", 1)[1]
    if layout.kind_of(path) == "record":
        return [vault.versions.get(name.removesuffix(".json")).data]
    media = vault.media.by_hash(name)
    if media is None:
        raise LookupError("an original that was planned is not in the vault")
    return vault.media.read(media.id)


def _records(
    vault: Vault, plan: PackagePlan, gate: GateKept, progress: Progress
) -> tuple[list[RecordEntry], list[PayloadFile]]:
    """Entries and payload files of every version that travels, each once."""
    held = held_by(vault, plan.recipient.fingerprint, progress)
    entries: dict[str, RecordEntry] = {}
    files: list[PayloadFile] = []

    def pause() -> None:
        progress(0, 1, _("Preparing the records"))

    wanted = list(paced(_wanted(plan, vault), pause))
    for start in range(0, len(wanted), _BATCH):
        progress(start, len(wanted), _("Preparing the records"))
        with gate.own():
            for kind, record_id in wanted[start : start + _BATCH]:
                for version in _versions(vault, kind, record_id, held, plan.again):
                    entry = RecordEntry(kind, record_id, version.id)
                    if version.id not in entries:
                        entries[version.id] = entry
                        files.append(_record_file(entry, version))
    return list(entries.values()), files


def _wanted(plan: PackagePlan, vault: Vault) -> Iterator[tuple[RecordKind, str]]:
    """(kind, record id) of everything in the plan: consents before what rests on them."""
    interviews = [notice.interview_id for notice in plan.notices]
    interviews += [going.interview_id for going in plan.going]
    for interview_id in interviews:
        consent = vault.consents.for_interview(interview_id)
        if consent is not None:
            yield RecordKind.CONSENT, consent.id
    for person_id in plan.persons:
        yield RecordKind.PERSON, person_id
    for media_id in plan.media_ids:
        yield RecordKind.MEDIA, media_id
    for going in plan.going:
        yield RecordKind.INTERVIEW, going.interview_id


def _versions(
    vault: Vault, kind: RecordKind, record_id: str, held: Held, again: bool
) -> tuple[RecordVersion, ...]:
    vault.versions.cut(kind, record_id, _REASON)
    return versions_to_send(vault, record_id, held, again)


def _record_file(entry: RecordEntry, version: RecordVersion) -> PayloadFile:
    sha512 = hashlib.sha512(version.data).hexdigest()
    return PayloadFile(layout.record_path(entry), len(version.data), version.id, sha512)


def _media_file(vault: Vault, entry: MediaEntry) -> PayloadFile:
    media = vault.media.get(entry.media_id)
    return PayloadFile(layout.media_path(media.sha256), media.size, media.sha256, media.sha512)


def _seals(vault: Vault, records: Iterable[RecordEntry]) -> Iterator[tuple[str, bytes]]:
    for entry in records:
        seal = vault.versions.seal_of(entry.version_id)
        if seal is not None:
            yield layout.seal_path(entry.version_id), seal.signature


def _document(vault: Vault, plan: PackagePlan, records: list[RecordEntry]) -> PackageDocument:
    return PackageDocument(
        package_id=new_id(),
        sender=vault.identity.party(),
        recipients=(Party(plan.recipient.fingerprint, plan.recipient.card.name),),
        recipient_kind=plan.recipient.recipient_kind,
        purpose=plan.purpose,
        written_at=Moment.now(),
        records=tuple(records),
        media=plan.media,
        consents=tuple(
            ConsentSnapshot(each.interview_id, each.consent_versions[0], each.identification)
            for each in plan.going
        ),
        custody_head=vault.custody.head(),
        confirmed=plan.confirmed,
    )


def _ids(document: PackageDocument) -> Collection[str]:
    """The ids of all that travels."""
    ids = {entry.record_id for entry in document.records}
    return ids | {entry.media_id for entry in document.media}
