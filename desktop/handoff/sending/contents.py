"""Everything that goes into one package: the document, the payload files, where bytes come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from desktop.documents.packed import Packed, encoded
from desktop.handoff.format import layout
from desktop.handoff.format.bagging import PayloadFile, TagFile, payload_file, tag_files
from desktop.handoff.format.lists import CONSENTS
from desktop.handoff.format.readme import readme
from desktop.handoff.format.schemas import schemas
from desktop.handoff.sending.cargo import Items, Originals, Records, Seals
from desktop.handoff.sending.custody_lines import CustodyLines
from desktop.handoff.sending.gate_kept import GateKept
from desktop.handoff.sending.plan import Going, PackagePlan
from desktop.handoff.sending.taking import take_originals, take_records, take_seals
from desktop.i18n import _
from desktop.model.handoff import ConsentSnapshot, PackageDocument
from desktop.model.identity import Party
from desktop.model.owned_id import PACKAGE, new_owned_id
from desktop.model.values.bounds import SEGMENTS
from desktop.model.values.moment import Moment
from desktop.progress import Pause, Progress, paced

if TYPE_CHECKING:
    from desktop.home.roles import Sending

_MANY: Final = 1000
"""Interviews that are looked at between two safe points."""


class Cargo(Items):
    """What travels, and the document that lists it.

    This is ``Carried`` of ``desktop.home.packages``.
    """

    def __init__(
        self, document: PackageDocument, taken: Records, originals: Originals, pause: Pause
    ) -> None:
        super().__init__(taken, originals, pause)
        self.document = document
        self.interviews, self.versions = taken.interviews, len(taken.entries)
        self.files = len(originals.entries)
        pieces = paced(self.document_pieces(), pause, 1)
        self.document_file = payload_file(layout.DOCUMENT, pieces)

    def document_pieces(self) -> Iterator[bytes]:
        """``data/package.json``, made anew each time."""
        return encoded(self.document)

    def forget(self) -> None:
        """Give back all but the counts and what is said of the package as a whole."""
        self.document = replace(self.document, records=(), media=(), consents=())
        self.forget_items()


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
        fixed = len(self._before) + len(self._seals) + len(self._behind_records)
        return fixed + self._cargo.versions + self._cargo.files

    def sizes(self) -> Iterator[int]:
        """Bytes of each, in no order."""
        yield from (file.size for file in (*self._before, *self._behind_records))
        yield from self._seals.sizes()
        yield from self._cargo.taken.hashed.sizes
        yield from self._cargo.originals.hashed.sizes


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


def gather(vault: Sending, plan: PackagePlan, progress: Progress) -> Contents:
    """Cut the versions that travel and describe the package around them.

    ``ConsentRefused`` where the plan no longer holds. Hashes of originals are those taken
    when they came in: nothing large is read here.
    """

    def pause() -> None:
        progress(1, 1, _("Preparing the records"))

    gate = GateKept(vault, plan, progress)
    taken = take_records(vault, plan, gate, progress)
    originals = take_originals(vault, plan, taken, pause)
    cargo = Cargo(_document(vault, plan, taken, originals, pause), taken, originals, pause)
    held = {
        layout.README: readme(),
        **{layout.schema_path(name): data for name, data in sorted(schemas().items())},
    }
    custody = CustodyLines(vault, cargo.record_ids, cargo.document.custody_head.seq, pause)
    payload = Payload(
        [payload_file(path, [data]) for path, data in held.items()],
        cargo,
        take_seals(vault, taken, pause),
        payload_file(layout.CUSTODY, paced(custody.pieces(), pause, 1)),
    )
    tags = tag_files(cargo.document.package_id, cargo.document.written_at, payload, pause)
    return Contents(cargo, tags, payload, held, custody, gate)


def content_of(vault: Sending, contents: Contents, path: str) -> Iterable[bytes]:
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


def _document(
    vault: Sending, plan: PackagePlan, taken: Records, originals: Originals, pause: Pause
) -> PackageDocument:
    return PackageDocument(
        package_id=plan.package_id or new_owned_id(vault.identity.fingerprint, PACKAGE),
        sender=vault.identity.party(),
        recipients=(Party(plan.recipient.fingerprint, plan.recipient.card.name),),
        recipient_kind=plan.recipient.recipient_kind,
        purpose=plan.purpose,
        written_at=Moment.now(),
        records=taken.entries,
        media=originals.entries,
        consents=Packed(
            CONSENTS,
            (_snapshot(each, taken) for each in paced(plan.going, pause, _MANY)),
        ),
        custody_head=vault.custody.head(),
        custody_segments=vault.custody.restored()[-SEGMENTS:],
        confirmed=plan.confirmed,
        authors=taken.authors.lines(),
    )


def _snapshot(going: Going, taken: Records) -> ConsentSnapshot:
    """On which consent an interview leaves: a derived one on its own."""
    as_told = going.interview_id, going.consent_versions[0]
    interview_id, version_id = taken.derived.get(going.interview_id, as_told)
    said = going.decision
    return ConsentSnapshot(interview_id, version_id, said.identification, said.files)
