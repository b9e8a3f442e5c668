"""A second home of records, held in memory: what the handoff needs, and no database.

It proves that the handoff needs of the vault only what ``desktop/home`` names, and that the rules
of merging and of the gate do not lie in SQL: the tests of both run over it and the vault alike
(``tests/homes/either.py``). Of ``desktop.vault`` it uses the declarations of the kinds, which say
what a body is and when it is final, and nothing that reads or writes. It is no product: it holds
one process's records as long as that runs, under no passphrase, and looks everything up one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from desktop import canonical
from desktop.crypto.age import KeyKind, generate_identity
from desktop.crypto.sshsig import SigningKey
from desktop.errors import NoSuchRecord
from desktop.home.cards import read_card
from desktop.home.deciding import text_for
from desktop.home.identity import OwnIdentity
from desktop.model.attached import Naming
from desktop.model.consent import Consent, RecipientKind
from desktop.model.consent.reading import SpokenText
from desktop.model.custody import CustodyKind
from desktop.model.identity import Card, CardKind, KnownCard, Role
from desktop.model.ids import new_id
from desktop.model.interview import InterviewDocument
from desktop.model.media import MEDIA_KIND, Media
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind
from tests.authors import remember
from tests.homes.bodies import Bodies, called
from tests.homes.custody import CustodyInMemory
from tests.homes.media import MediaInMemory, PicturesInMemory
from tests.homes.outlines import OutlinesInMemory
from tests.homes.packages import PackagesInMemory
from tests.homes.recording import (
    ConsentsInMemory,
    InterviewsInMemory,
    OrganisationInMemory,
    PeopleInMemory,
    PlacesInMemory,
)
from tests.homes.showing import DerivedNowhere, NoRegister, NothingToldBack
from tests.homes.tables import Tables
from tests.homes.versions import VersionsInMemory


class MemoryHome:
    """An open home; there is nothing to close."""

    def __init__(self, identity: OwnIdentity) -> None:
        self._tables = tables = Tables()
        self._bodies = bodies = Bodies(tables)
        self.identity = identity
        remember(identity._signing_key)
        self.custody = CustodyInMemory(tables, new_id(), self.identity.fingerprint)
        self.cards = CardsInMemory(
            tables, self.custody, self._trusting, self._trusted, self._number_of_versions
        )
        self.media = MediaInMemory(tables, self.custody, self._described, self._named)
        self.pictures = PicturesInMemory(tables, self.media)
        self.versions = VersionsInMemory(
            tables,
            bodies,
            self.custody,
            identity.author,
            self._load,
            self._is_known,
            self.cards.is_late,
        )
        self.packages = PackagesInMemory(tables, self.custody)
        self.outlines = OutlinesInMemory(
            bodies, self.media, self.versions, self.packages, self.custody.agent
        )
        self.protected, self.derived = NoRegister(), DerivedNowhere()
        self.told_back = NothingToldBack()
        self.people = PeopleInMemory(bodies, self.custody)
        self.places = PlacesInMemory(bodies, self.custody)
        self.organisation = OrganisationInMemory(tables)
        self.consents = ConsentsInMemory(
            tables, bodies, self.versions, self.custody, self._text_for
        )
        sign = self.identity.sign
        self.interviews = InterviewsInMemory(bodies, self.versions, self.custody, self.media, sign)

    def _text_for(self, consent: Consent) -> SpokenText:
        found = self._bodies.find(consent.interview_id)
        who = found.interview.interviewers if isinstance(found, InterviewDocument) else ""
        return text_for(consent, self.organisation.read(), who, self.identity.name)

    def _number_of_versions(self) -> int:
        return self.versions.number()

    def _trusting(self, author: str) -> None:
        self.versions.keep_work(author)

    def _trusted(self, author: str) -> None:
        self.versions.lay_again(author)

    def _is_known(self, author: str, place: int) -> bool:
        return author == self.identity.fingerprint or self.cards.is_trusted(author, place)

    def _described(self, media_id: str) -> Media | None:
        """What the record of a file says that is shown."""
        state = self._bodies.state(media_id)
        if state is None or state.version_id is None:
            return None
        return canonical.from_plain(self.versions.get(state.version_id).document.body, Media)

    def _named(self, media_id: str) -> Iterator[Naming]:
        """What interviews that are shown name for the id of a file, and who wrote that."""
        for document in self._bodies.interviews():
            state = self._bodies.state(document.interview.id)
            for each in document.attachments:
                if each.media_id == media_id and each.sha256:
                    cut = state.version_id if state else None
                    author = self.versions.get(cut).document.author if cut else ""
                    yield Naming(each.sha256, document.interview.id, author)

    def _find(self, kind: RecordKind, record_id: str) -> Any | None:
        if kind == MEDIA_KIND:
            return self.media.find(record_id)
        held, _state = self._bodies.kind_and_state(record_id)
        return self._bodies.find(record_id) if held == kind else None

    def _load(self, kind: RecordKind, record_id: str) -> Any:
        found = self._find(kind, record_id)
        if found is None:
            raise NoSuchRecord(f"no {kind} has this id")
        return found

    def called(self, kind: RecordKind, record_id: str) -> str:
        return called(self._find(kind, record_id), self._bodies)

    def transaction(self) -> AbstractContextManager[None]:
        return self._tables.transaction()

    def transaction_in_order(self) -> AbstractContextManager[None]:
        return self._tables.transaction()

    def catch_up(self) -> None:
        """Everything is written at once."""

    def attempt(self) -> AbstractContextManager[None]:
        return self._tables.attempt()

    def found_behind(self) -> AbstractContextManager[None]:
        """Nothing is found by searching."""
        return nullcontext()

    @contextmanager
    def log_moved_apart(self) -> Iterator[Callable[[], bool]]:
        yield lambda: False

    @property
    def rows_written(self) -> int:
        return self._tables.rows_written

    def let_go(self) -> None:
        """Everything is in memory, and stays there."""

    def close(self) -> None:
        """Nothing is held open."""

    def __enter__(self) -> MemoryHome:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class CardsInMemory:
    """The cards of others by their fingerprints."""

    def __init__(
        self,
        tables: Tables,
        custody: CustodyInMemory,
        trusting: Callable[[str], None],
        trusted: Callable[[str], None],
        number_of_versions: Callable[[], int],
    ) -> None:
        self._tables, self._custody = tables, custody
        self._trusting, self._trusted = trusting, trusted
        self._number_of_versions = number_of_versions
        self._revoked: dict[str, int] = {}
        self._known: dict[str, KnownCard] = {}

    def is_trusted(self, fingerprint: str, place: int) -> bool:
        """Whether what this party wrote may be shown, or might when it came. ``place``: of the
        version, in the order in which all came."""
        known = self._known.get(fingerprint)
        if known is None or known.trusted_at is None:
            return False
        return not self.is_late(fingerprint, place)

    def is_late(self, fingerprint: str, place: int) -> bool:
        """Whether what came at this place came after the party's card was revoked."""
        known = self._known.get(fingerprint)
        revoked = known is not None and known.revoked_at is not None
        return revoked and place >= self._revoked.get(fingerprint, 0)

    def all(self) -> list[KnownCard]:
        return list(self._known.values())

    def get(self, fingerprint: str) -> KnownCard:
        if fingerprint not in self._known:
            raise NoSuchRecord("no card has this fingerprint")
        return self._known[fingerprint]

    def add(self, untrusted_document: bytes, untrusted_signature: bytes) -> KnownCard:
        card, fingerprint = read_card(untrusted_document, untrusted_signature)
        known = self._known.get(fingerprint)
        if known is None or known.card.created_at < card.created_at:
            self._keep(KnownCard(card, fingerprint), "known")
        return self.get(fingerprint)

    def trust(self, fingerprint: str, kind: CardKind | RecipientKind) -> KnownCard:
        card, now = self.get(fingerprint).card, Moment.now()
        self._trusting(fingerprint)
        self._keep(KnownCard(card, fingerprint, CardKind(kind), now, None), "trusted")
        self._trusted(fingerprint)
        return self.get(fingerprint)

    def revoke(self, fingerprint: str) -> KnownCard:
        known, now = self.get(fingerprint), Moment.now()
        if known.revoked_at is not None:
            return known
        self._tables.put(self._revoked, fingerprint, self._number_of_versions())
        kind, trusted = known.kind, known.trusted_at
        self._keep(KnownCard(known.card, fingerprint, kind, trusted, now), "revoked")
        return self.get(fingerprint)

    def trust_untold(self, fingerprint: str, document: bytes) -> None:
        """As if it had been trusted long ago: the log does not tell of it."""
        if fingerprint not in self._known:
            card = canonical.decode(document, Card)
            known = KnownCard(card, fingerprint, trusted_at=card.created_at)
            self._tables.put(self._known, fingerprint, known)

    def _keep(self, known: KnownCard, decision: str) -> None:
        with self._tables.transaction():
            self._tables.put(self._known, known.fingerprint, known)
            detail = {"decision": decision}
            self._custody.append(CustodyKind.TRUST, "card", known.fingerprint, detail)


def new_identity(name: str, role: Role, post_quantum: bool = True) -> OwnIdentity:
    """Fresh keys for a home."""
    key = SigningKey.generate()
    age = generate_identity(KeyKind.MLKEM768_X25519 if post_quantum else KeyKind.X25519)
    return OwnIdentity(name, role, Moment.now(), key.public_key.fingerprint, key, age)
