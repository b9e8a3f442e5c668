"""Packages made by hand, validly signed by a trusted key, and wrong in one chosen way.

A reader that refuses these refuses them for the flaw, not for the signature.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop import canonical
from desktop.crypto.age import Encryptor, Identity, KeyKind, generate_identity
from desktop.crypto.sshsig import SigningKey, sign
from desktop.handoff.format import bagging, layout, tar
from desktop.handoff.identity.trust import trust_party
from desktop.handoff.receiving.read import VerifiedPackage, verify_package
from desktop.home.custody import hash_of
from desktop.model.consent import Identification, Purpose, RecipientKind
from desktop.model.custody import CustodyEvent, CustodyHead
from desktop.model.handoff import ConsentSnapshot, MediaEntry, PackageDocument, RecordEntry
from desktop.model.identity import Party
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.values.moment import Moment

NOON = Moment("2026-11-22T12:00:00.000Z", 60)
Entries = list[tuple[str, bytes]]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def hashed(event: CustodyEvent) -> CustodyEvent:
    """The row with the hash that follows from it."""
    return replace(event, hash=hash_of(event))


HEAD = CustodyHead(1000, "0" * 64)
"""The newest row of an invented log."""


@dataclass
class Forge:
    """A sender, a recipient, and what one package between them holds."""

    sender: SigningKey = field(default_factory=SigningKey.generate)
    reader: SigningKey = field(default_factory=SigningKey.generate)
    identity: Identity = field(default_factory=lambda: generate_identity(KeyKind.X25519))
    interview_id: str = field(default_factory=new_id)
    records: list[bytes] = field(default_factory=lambda: [b'{"account":"invented"}'])
    media: list[bytes] = field(default_factory=lambda: [b"photo" * 30_000, b"", b"small"])

    @property
    def grounds(self) -> tuple[str]:
        """What everything in it rests on."""
        return (self.interview_id,)

    def consent(
        self, shown_as: Identification = Identification.FULL_NAME, files: bool = True
    ) -> ConsentSnapshot:
        """What the one interview leaves on."""
        return ConsentSnapshot(self.interview_id, "c" * 64, shown_as, files)

    @property
    def document(self) -> PackageDocument:
        """A sound document over records and media."""
        entries = tuple(
            RecordEntry(INTERVIEW_KIND, self.interview_id, sha256(data), self.grounds)
            for data in self.records
        )
        media = tuple(
            MediaEntry(new_id(), sha256(data), len(data), self.grounds) for data in self.media
        )
        return PackageDocument(
            package_id=new_id(),
            sender=Party(self.sender.public_key.fingerprint, "Invented Sender"),
            recipients=(Party(self.reader.public_key.fingerprint, "Invented Office"),),
            recipient_kind=RecipientKind.ORGANISATION,
            purpose=Purpose.ANALYSE,
            written_at=NOON,
            records=entries,
            media=media,
            consents=(self.consent(),),
            custody_head=HEAD,
        )

    def payload(self, document: PackageDocument) -> dict[str, bytes]:
        """The payload by path, in order."""
        return {
            layout.DOCUMENT: canonical.encode(document),
            layout.README: b"how to open\n",
            layout.schema_path("package"): b"{}\n",
            **{
                layout.record_path(entry): data
                for entry, data in zip(document.records, self.records, strict=False)
            },
            layout.CUSTODY: b"",
            **{layout.media_path(sha256(data)): data for data in self.media},
        }

    def entries(
        self, payload: Mapping[str, bytes] | None = None, package_id: str | None = None
    ) -> Entries:
        """Every entry of the tar, signed and in order."""
        if payload is None:
            document = self.document
            payload, package_id = self.payload(document), document.package_id
        files = [bagging.payload_file(path, [data]) for path, data in payload.items()]
        made = bagging.tag_files(package_id or "", NOON, files)
        tags = {name: tag.data for name, tag in made.items()}
        return self.signed(tags, list(payload.items()))

    def signed(self, tags: Mapping[str, bytes], payload: Entries) -> Entries:
        """Tag files with their tag manifest made anew and signed, then the payload."""
        listed = [(sha256(tags[name]), name) for name in layout.SIGNED_TAG_FILES if name in tags]
        tagmanifest = "".join(f"{digest}  {name}\n" for digest, name in listed).encode()
        tags = {**tags, layout.TAGMANIFEST: tagmanifest}
        signature = sign(tagmanifest, self.sender, layout.PACKAGE_NAMESPACE)
        return [*tags.items(), (layout.SIGNATURE, signature), *payload]

    def of(self, **changes: object) -> Entries:
        """Entries of a package whose document is changed, everything else following it."""
        document = replace(self.document, **changes)  # type: ignore[arg-type]
        return self.entries(self.payload(document), document.package_id)

    def write(self, path: Path, entries: Entries | None = None) -> Path:
        """Encrypt entries to the reader."""
        return self.write_tar(path, plain_tar(self.entries() if entries is None else entries))

    def write_tar(self, path: Path, data: bytes) -> Path:
        """Encrypt tar bytes to the reader."""
        path.write_bytes(encrypted(self.identity, data))
        return path

    def verify(self, path: Path) -> VerifiedPackage:
        """Read as the recipient who trusts the sender."""
        trust = trust_party(Party(self.sender.public_key.fingerprint, "Known Sender"))
        return verify_package(path, [self.identity], trust, self.reader.public_key.fingerprint)


def plain_tar(entries: Sequence[tuple[str, bytes]]) -> bytes:
    """A tar of entries as they are."""
    parts = (tar.header(p, len(d)) + d + tar.padding(len(d)) for p, d in entries)
    return b"".join(parts) + tar.END


def encrypted(identity: Identity, data: bytes) -> bytes:
    """An age file to one recipient."""
    target = io.BytesIO()
    encryptor = Encryptor(target, [identity.recipient])
    encryptor.write(data)
    encryptor.finish()
    return target.getvalue()
