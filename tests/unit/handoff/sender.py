"""A trusted sender whose packages are made by hand, record by record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from desktop import canonical
from desktop.crypto.sshsig import SigningKey, sign
from desktop.handoff.format import layout
from desktop.handoff.format.signed import AuthorsListed
from desktop.home.authors import Authorship
from desktop.model.consent import CONSENT_KIND, Consent
from desktop.model.handoff import ConsentSnapshot, RecordEntry
from desktop.model.identity import Card, Role
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.person import Person
from desktop.model.version import RecordKind, VersionDocument
from desktop.vault import CARD_NAMESPACE
from desktop.vault.kinds.all import BY_NAME
from desktop.vault.kinds.kind import AboutNobody
from tests.authors import invented, key_of, known_authorship
from tests.unit.handoff.ends import (
    Ends,
)
from tests.unit.handoff.forge import NOON, Forge, sha256

SENDER: Final = invented("sender")
"""Who is trusted, and writes what nobody else is named for."""


NOBODY: Final[Mapping[str, Authorship]] = {}


def version(kind: RecordKind, record_id: str, body: object, author: str = SENDER) -> bytes:
    """A record version as another vault would cut it."""
    document = VersionDocument(
        kind, record_id, (), author, NOON, "sent", "0" * 32, canonical.to_plain(body)
    )
    return canonical.encode(document)


class Sender(Forge):
    """A trusted sender whose packages to the office are made by hand."""

    def __init__(self, ends: Ends) -> None:
        office = ends.office.identity
        super().__init__(sender=key_of("sender"), identity=office.age_identity(), media=[])
        self.ends = ends
        self.card = make_card(self.sender, str(office.age_identity().recipient))
        known = ends.office.cards.add(*self.card)
        ends.office.cards.trust(known.fingerprint, known.recipient_kind)

    def resting(self, entry: RecordEntry, data: bytes) -> RecordEntry:
        """An entry as an honest sender lists it, unless it says itself what it rests on."""
        if entry.grounds or isinstance(BY_NAME[entry.kind].grounds, AboutNobody):
            return entry
        grounds: tuple[str, ...] = self.grounds
        if entry.kind == INTERVIEW_KIND:
            grounds = (entry.record_id,)
        elif entry.kind == CONSENT_KIND:
            body = canonical.decode(data, VersionDocument).body
            grounds = (canonical.from_plain(body, Consent).interview_id,)
        return replace(entry, grounds=grounds)

    def package(
        self,
        path: Path,
        records: list[tuple[RecordEntry, bytes]],
        seal: bytes | None = None,
        custody: bytes = b"",
        consents: Sequence[ConsentSnapshot] = (),
        package_id: str = "",
        seals: Mapping[str, bytes] | None = None,
        by: Mapping[str, Authorship] | None = None,
    ) -> Path:
        """A package of these records, sound in every layer around them; ``seal`` over the first.

        ``consents``: what the document says of them, where it is not that all was agreed to.
        ``seals``, ``by``: seals and false signatures by version.
        """
        records = [(self.resting(entry, data), data) for entry, data in records]
        entries, authors = signed(records, by or {})
        ids = {interview_id for entry, _ in records for interview_id in entry.grounds}
        sound = self.document
        document = replace(
            sound,
            package_id=package_id or sound.package_id,
            recipients=(self.ends.office.identity.party(),),
            records=entries,
            authors=authors,
            consents=consents or agreed_to(sound.consents[0], *sorted(ids)),
        )
        closed = {**(seals or {}), **({} if seal is None else {records[0][0].version_id: seal})}
        payload = {
            layout.DOCUMENT: canonical.encode(document),
            **{layout.seal_path(version_id): each for version_id, each in closed.items()},
            **{layout.record_path(entry): data for entry, data in records},
            layout.CUSTODY: custody,
        }
        return self.write(path, self.entries(payload, document.package_id))


def signed(
    records: Sequence[tuple[RecordEntry, bytes]], by: Mapping[str, Authorship] = NOBODY
) -> tuple[tuple[RecordEntry, ...], tuple[str, ...]]:
    """Entries as an honest sender lists them, each signed by the author it names, unless it is
    already or has none; and the list of the authors. ``by``: who signed otherwise."""
    listed, entries = AuthorsListed(), []
    for entry, data in records:
        made = by.get(entry.version_id) or known_authorship(data)
        made = None if entry.signature else made
        if made:
            author = listed.place(made.key)
            entry = replace(entry, author=author, signature=made.signature)
        entries.append(entry)
    return tuple(entries), listed.lines()


def agreed_to(snapshot: ConsentSnapshot, *interview_ids: str) -> tuple[ConsentSnapshot, ...]:
    """The same of several interviews, each on a consent that the office was sent before."""
    return tuple(
        replace(snapshot, interview_id=each, consent_version=sha256(each.encode()))
        for each in interview_ids
    )


def make_card(key: SigningKey, recipient: str) -> tuple[bytes, bytes]:
    """A card of an invented researcher."""
    card = Card("Invented Sender", Role.RESEARCHER, key.public_key.line(), recipient, NOON)
    document = canonical.encode(card)
    return document, sign(document, key, CARD_NAMESPACE)


def entry_of(
    kind: RecordKind, record_id: str, data: bytes, *grounds: str
) -> tuple[RecordEntry, bytes]:
    return RecordEntry(kind, record_id, sha256(data), grounds), data


def person(record_id: str | None = None) -> tuple[str, Person]:
    record_id = record_id or new_id()
    return record_id, Person(record_id, NOON, "P-9")
