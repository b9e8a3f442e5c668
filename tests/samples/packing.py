"""Packages of samples, put together by hand and sound in every layer but where that is the flaw."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop import canonical
from desktop.crypto.sshkey import SigningKey
from desktop.crypto.sshsig import sign
from desktop.handoff.format import layout
from desktop.home.authors import Signing
from desktop.home.seals import SEAL_NAMESPACE
from desktop.model.consent import CONSENT_KIND, Identification
from desktop.model.handoff import ConsentSnapshot, MediaEntry, RecordEntry
from desktop.model.identity import Party
from desktop.model.owned_id import PACKAGE
from desktop.model.place import PLACE_KIND
from desktop.model.version import RecordKind, VersionDocument
from tests.samples import cast
from tests.unit.handoff.forge import NOON, Forge, plain_tar, sha256
from tests.unit.handoff.sender import signed


@dataclass(frozen=True)
class Record:
    """A version on its way: its bytes, who signed it ("" for nobody), who sealed it."""

    kind: RecordKind
    record_id: str
    data: bytes
    signed_by: str = ""
    sealed_by: str = ""
    unsigned: bool = False
    grounds: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Of the version."""
        return sha256(self.data)

    def entry(self) -> RecordEntry:
        """As the document lists it."""
        about_nobody = self.kind == PLACE_KIND
        grounds = () if about_nobody else self.grounds or (cast.INTERVIEW,)
        return RecordEntry(self.kind, self.record_id, self.id, grounds)


def record(
    kind: RecordKind,
    record_id: str,
    body: object,
    author: str = "researcher",
    parents: Sequence[Record] = (),
    *,
    sealed_by: str = "",
    signed_by: str = "",
    unsigned: bool = False,
    grounds: tuple[str, ...] = (),
    **envelope: Any,
) -> Record:
    """A version of somebody's. ``envelope``: what else it says, and how."""
    ids = tuple(sorted(each.id for each in parents))
    salt = hashlib.sha256(repr((record_id, author, ids, body, envelope)).encode()).hexdigest()[:32]
    document = VersionDocument(
        kind, record_id, ids, cast.fingerprint(author), NOON, "sample", salt, {}
    )
    plain = {**canonical.to_plain(document), "body": canonical.to_plain(body), **envelope}
    data = canonical.encode(plain)
    return Record(kind, record_id, data, signed_by or author, sealed_by, unsigned, grounds)


@dataclass(frozen=True)
class Packed:
    """What is in a package. ``document``: what else its document says; ``extra``: further files of
    its payload; ``tar``: changes the tar."""

    records: tuple[Record, ...]
    files: tuple[bytes, ...] = ()
    sender: str = "researcher"
    custody: bytes = b""
    document: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, bytes] = field(default_factory=dict)
    tar: Callable[[bytes], bytes] = lambda data: data


def tar_of(packed: Packed, number: int) -> bytes:
    """The tar of a package, the same each time for the same number."""
    forge = _forge(packed.sender)
    by = {each.id: _signing(each.signed_by).author(each.data) for each in packed.records}
    told = [(each.entry(), each.data) for each in packed.records]
    entries, authors = signed(told, by)
    bare = [each.unsigned for each in packed.records]
    if any(bare):  # of one author, who signed the others or nothing
        entries = tuple(
            replace(entry, signature=b"", author=0) if unsigned else entry
            for entry, unsigned in zip(entries, bare, strict=True)
        )
        authors = () if all(bare) else authors
    media = tuple(
        MediaEntry(cast.PHOTO, sha256(data), len(data), (cast.INTERVIEW,)) for data in packed.files
    )
    consent = next((e for e in packed.records if e.kind == CONSENT_KIND), None)
    snapshot = ConsentSnapshot(
        cast.INTERVIEW, _of_consent(consent), Identification.FULL_NAME, files=True
    )
    document = canonical.to_plain(
        replace(
            forge.document,
            package_id=cast.own(packed.sender, 1000 + number, PACKAGE),
            recipients=(Party(cast.fingerprint("office"), "Invented Office"),),
            records=entries,
            media=media,
            authors=authors,
            consents=(snapshot,),
        )
    )
    document |= packed.document
    seals = {
        layout.seal_path(each.id): sign(each.data, cast.KEYS[each.sealed_by], SEAL_NAMESPACE)
        for each in packed.records
        if each.sealed_by
    }
    payload = {
        layout.DOCUMENT: canonical.encode(document),
        **packed.extra,
        **seals,
        **{layout.record_path(entry): data for entry, data in told},
        layout.CUSTODY: packed.custody,
        **{layout.media_path(sha256(data)): data for data in packed.files},
    }
    made = forge.entries(payload, document["package_id"])
    return packed.tar(plain_tar(made))


def _of_consent(consent: Record | None) -> str:
    """Any digits say that the recipient was sent it before; those of a withdrawn one let nothing
    out."""
    return sha256(b"sent before") if consent is None else sha256(consent.data + b"before")


def _signing(who: str) -> Signing:
    return Signing(cast.KEYS[who])


def _forge(who: str) -> Forge:
    key: SigningKey = cast.KEYS[who]
    return Forge(
        sender=key,
        reader=cast.OFFICE,
        identity=cast.OFFICE_AGE,
        interview_id=cast.INTERVIEW,
        records=[],
        media=[],
    )
