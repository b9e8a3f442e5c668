"""Everything that goes into one package: the document, the payload files, where bytes come from."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from desktop.handoff.format import layout
from desktop.handoff.format.bagging import PayloadFile, TagFile, payload_file, tag_files
from desktop.handoff.format.readme import readme
from desktop.handoff.format.schemas import schemas
from desktop.handoff.sending.cargo import Items, Originals, Records
from desktop.handoff.sending.custody_lines import CustodyLines
from desktop.handoff.sending.gate_kept import GateKept
from desktop.handoff.sending.packed_files import Digests
from desktop.handoff.sending.plan import PackagePlan
from desktop.handoff.sending.taking import sliced, take_originals, take_records
from desktop.i18n import _
from desktop.model.handoff import ConsentSnapshot, PackageDocument
from desktop.model.identity import Party
from desktop.model.ids import new_id
from desktop.model.moment import Moment
from desktop.packed import encoded
from desktop.progress import Pause, Progress, paced

if TYPE_CHECKING:
    from desktop.vault import Vault

_SEALS_AT_ONCE: Final = 500


class Cargo(Items):
    """What travels, in the order of the document. ``document``: without its two long lists.

    This is ``Carried`` of ``desktop.vault.records.sending``.
    """

    def __init__(
        self, document: PackageDocument, versions: Records, originals: Originals, pause: Pause
    ) -> None:
        super().__init__(versions, originals, pause)
        self.document = document
        self.interviews, self.versions = versions.interviews, len(versions)
        self.files = len(originals)
        pieces = paced(self.document_pieces(), pause, 1)
        self.document_file = payload_file(layout.DOCUMENT, pieces)
        self.document_size = self.document_file.size

    def document_pieces(self) -> Iterator[bytes]:
        """``data/package.json``, made anew each time."""
        lists = {"records": self.taken.entries(), "media": self.originals.entries()}
        return encoded(self.document, lists)


class Seals:
    """The seals of the versions that travel, by the numbers of those."""

    def __init__(self, vault: Vault, records: Records, pause: Pause) -> None:
        self._vault, self._records = vault, records
        self._numbers, self.digests = array("I"), Digests()
        for numbers in sliced(range(len(records)), _SEALS_AT_ONCE):
            pause()
            ids = {number: records.digests.sha256(number) for number in numbers}
            found = vault.versions.seals_of(ids.values())
            for number in numbers:
                if ids[number] in found:
                    self._append(number, found[ids[number]])

    def _append(self, number: int, signature: bytes) -> None:
        file = payload_file("", [signature])
        self._numbers.append(number)
        self.digests.append(file.sha256, file.sha512, file.size)

    def files(self) -> Iterator[PayloadFile]:
        """The payload files in order."""
        digests = self.digests
        for number, record in enumerate(self._numbers):
            path = layout.seal_path(self._records.digests.sha256(record))
            sha256, sha512 = digests.sha256(number), digests.sha512(number)
            yield PayloadFile(path, digests.size(number), sha256, sha512)


class Payload:
    """The payload files in the order of the tar, made anew each time they are gone through."""

    def __init__(
        self, held: Sequence[PayloadFile], cargo: Cargo, seals: Seals, custody: PayloadFile
    ) -> None:
        self._before, self._behind_records = (cargo.document_file, *held), (custody,)
        self._cargo, self._seals = cargo, seals

    def __iter__(self) -> Iterator[PayloadFile]:
        return chain(
            self._before,
            self._seals.files(),
            self._cargo.taken.files(),
            self._behind_records,
            self._cargo.originals.files(),
        )

    def __len__(self) -> int:
        parts = (self._before, self._seals.digests, self._cargo.taken, self._behind_records)
        return sum(len(part) for part in parts) + len(self._cargo.originals)

    def sizes(self) -> Iterator[int]:
        """Bytes of each, in no order."""
        listed = (self._seals.digests, self._cargo.taken.digests, self._cargo.originals.digests)
        yield from (file.size for file in (*self._before, *self._behind_records))
        for digests in listed:
            yield from digests.sizes()


@dataclass(frozen=True, slots=True)
class Contents:
    """``tags``: tag files without the signature. ``held``: the content of the payload files
    that are in memory, by path."""

    cargo: Cargo
    tags: Mapping[str, TagFile]
    payload: Payload
    held: Mapping[str, bytes]
    custody: CustodyLines
    gate: GateKept


def gather(vault: Vault, plan: PackagePlan, progress: Progress) -> Contents:
    """Cut the versions that travel and describe the package around them.

    ``ConsentRefused`` where the plan no longer holds. Hashes of originals are those taken
    when they came in: nothing large is read here.
    """

    def pause() -> None:
        progress(1, 1, _("Preparing the records"))

    gate = GateKept(vault, plan, progress)
    versions = take_records(vault, plan, gate, progress)
    originals = take_originals(vault, plan.originals(), pause)
    cargo = Cargo(_document(vault, plan), versions, originals, pause)
    held = {
        layout.README: readme(),
        **{layout.schema_path(name): data for name, data in sorted(schemas().items())},
    }
    custody = CustodyLines(vault, cargo.record_ids, cargo.document.custody_head.seq, pause)
    payload = Payload(
        [payload_file(path, [data]) for path, data in held.items()],
        cargo,
        Seals(vault, versions, pause),
        payload_file(layout.CUSTODY, paced(custody.pieces(), pause, 1)),
    )
    tags = tag_files(cargo.document.package_id, cargo.document.written_at, payload, pause)
    return Contents(cargo, tags, payload, held, custody, gate)


def content_of(vault: Vault, contents: Contents, path: str) -> Iterable[bytes]:
    """The bytes of one payload file, in pieces: from memory, a record version or an original."""
    if path in contents.held:
        return [contents.held[path]]
    if path == layout.DOCUMENT:
        return contents.cargo.document_pieces()
    if path == layout.CUSTODY:
        return contents.custody.pieces()
    name = path.rsplit("/", 1)[1]
    match layout.kind_of(path):
        case "record":
            return [vault.versions.data(name.removesuffix(".json"))]
        case "seal":
            version_id = name.removesuffix(".sig")
            return vault.versions.seals_of([version_id]).values()
        case _:
            return vault.media.read_hashed(name)


def _document(vault: Vault, plan: PackagePlan) -> PackageDocument:
    """All of it but the two long lists."""
    return PackageDocument(
        package_id=new_id(),
        sender=vault.identity.party(),
        recipients=(Party(plan.recipient.fingerprint, plan.recipient.card.name),),
        recipient_kind=plan.recipient.recipient_kind,
        purpose=plan.purpose,
        written_at=Moment.now(),
        records=(),
        media=(),
        consents=tuple(
            ConsentSnapshot(each.interview_id, each.consent_versions[0], each.identification)
            for each in plan.going
        ),
        custody_head=vault.custody.head(),
        confirmed=plan.confirmed,
    )
