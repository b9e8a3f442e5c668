"""Cut versions, keep them, seal them, receive them (``docs/decisions/0001-record-versions.md``)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from desktop.documents.pieces import sliced
from desktop.errors import DamagedVault, NoSuchRecord, OlderVault
from desktop.home.authors import Authorship
from desktop.home.identity import OwnIdentity
from desktop.home.seals import Seal
from desktop.home.versions import new_version, to_cut
from desktop.model.custody import CustodyKind
from desktop.model.handoff import Outcome
from desktop.model.merge.merging import (
    Arriving,
    cut_before,
    differs,
    parents_beside,
    parents_of_cut,
    settled_at_once,
)
from desktop.model.merge.precedence import Finality
from desktop.model.newer import Closes
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind, RecordVersion, VersionDocument
from desktop.progress import Pause, Progress, no_pause, no_progress
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.all import BY_NAME
from desktop.vault.store.connection import Database
from desktop.vault.versions import authors, many, unread
from desktop.vault.versions import rows as version_rows
from desktop.vault.versions.bodies import load_body
from desktop.vault.versions.closings import Closings, Deciding
from desktop.vault.versions.derived import cut_derived, derived_as
from desktop.vault.versions.laid_later import LaidLater
from desktop.vault.versions.many import here
from desktop.vault.versions.merge import read_version, receive
from desktop.vault.versions.seals import keep_seal, make_seal, seal_of, seals_of
from desktop.vault.versions.working_state import equal_version, mark_equal, working_state

_BY_AUTHOR: Final = "SELECT DISTINCT kind, record_id FROM record_version WHERE author = ?"
_BEFORE: Final = "kept before receiving"
_AT_ONCE: Final = 50
"""Versions that are tried again in one transaction."""


class Versions:
    """The record versions of one vault."""

    def __init__(
        self, db: Database, custody: CustodyLog, identity: OwnIdentity, *, older: bool = False
    ) -> None:
        """``older``: what decides was not what was written last when the vault was opened, so
        that nobody can say of a record that it is open."""
        self._db, self._custody, self._identity = db, custody, identity
        self._older = older
        self._closings = Closings(db, identity.fingerprint)
        self._later = LaidLater(db, self._closings)

    def here(self, ids: Collection[str], pause: Pause = no_pause) -> set[str]:
        """Those of the version ids that are in the vault."""
        return here(self._db, ids, pause)

    def cut(
        self, kind: RecordKind, record_id: str, reason: str, settles: Collection[str] = ()
    ) -> RecordVersion:
        """The record's present state as a version; the one it equals where nothing differs.

        Its parent is the version the working tables were last equal to: another head that
        arrived meanwhile stays a head beside it. ``settles``: versions besides that it goes on
        from, because whoever decided this knew them; what ended among them is opened again. Of very
        many several versions are cut, one behind the other.
        ``NoSuchRecord``.
        """
        equal = equal_version(self._db, kind, record_id)
        if equal is not None:
            return self.get(equal)
        with self._db.transaction():
            base = self._base(record_id)
            if BY_NAME[kind].unchanging and (known := base or self._received(record_id)):
                # An original never changes, and under an id it arrived by it has its version.
                return known
            body = load_body(self._db, kind, record_id)
            plain = to_cut(base, body)
            if settles or differs(base, plain):
                self._refuse_closed(kind, record_id, base, settles)
                closes = BY_NAME[kind].closes(body)
                for some in settled_at_once(settles):
                    parents = tuple(sorted({*parents_of_cut(base), *some}))
                    base = self._keep(kind, record_id, reason, plain, parents, closes, base)
            assert base is not None  # noqa: S101 - it differs from nothing
            mark_equal(self._db, kind, record_id, base.id)
        return base

    def deciding(self, kind: RecordKind, record_id: str) -> Deciding | None:
        """The version that counts, and what it says of the record's end, whatever the tables
        show; None before the first. ``DamagedVault`` where it is missing."""
        return self._closings.of(kind, record_id)

    def closing(self, kind: RecordKind, record_id: str) -> str | None:
        """The version that closed or ended a record; None of one that is open. ``DamagedVault``
        where that cannot be known."""
        if self._older:
            raise OlderVault("what was decided last is not what the vault holds")
        found = self.deciding(kind, record_id)
        return found.version_id if found and found.finality is not Finality.OPEN else None

    def _refuse_closed(
        self,
        kind: RecordKind,
        record_id: str,
        base: RecordVersion | None,
        settles: Collection[str],
    ) -> None:
        """Nothing is built on what was sealed, nor unknowingly on what was withdrawn: only tables
        that are older than their versions ask for it."""
        if base is not None:
            self._closings.remember(kind, base)
        found = self.deciding(kind, record_id)
        if found is None or found.finality is Finality.OPEN:
            return
        if found.finality is Finality.CLOSED or found.version_id not in settles:
            raise DamagedVault("a record that is closed was written")

    def cut_beside(
        self,
        kind: RecordKind,
        body: object,
        reason: str,
        goes_on: Callable[[VersionDocument], bool],
    ) -> RecordVersion:
        """A version of what the working tables do not take: a branch beside the one they show.

        ``goes_on``: whether it goes on from a version of one's own beside it, which is its
        parent then: what one form saves again and again is one branch.
        """
        record_id = BY_NAME[kind].record_id(body)
        with self._db.transaction():
            parents = self._beside(record_id, goes_on)
            base, closes = self._base(record_id), BY_NAME[kind].closes(body)
            plain = to_cut(base, body)
            version = self._keep(kind, record_id, reason, plain, parents, closes, base)
            detail = {"version": version.id}
            self._custody.append(CustodyKind.MODIFICATION, kind, record_id, detail)
        return version

    def cut_derived(
        self, kind: RecordKind, body: object, source_id: str, reason: str
    ) -> RecordVersion:
        """A version of what is shown of the record ``source_id``, which is not laid here; the last
        one of this home where nothing differs."""
        derived = self.derived_as(kind, body)
        return derived or cut_derived(
            self._db, self._custody, self._identity, kind, body, source_id, reason
        )

    def derived_as(self, kind: RecordKind, body: object) -> RecordVersion | None:
        """The last version that was derived here of a record, where it holds this body."""
        return derived_as(self._db, self._identity.fingerprint, kind, body)

    def _beside(
        self, record_id: str, goes_on: Callable[[VersionDocument], bool]
    ) -> tuple[str, ...]:
        shown, heads = self._base(record_id), self.heads(record_id)
        return parents_beside(shown, heads, self._identity.fingerprint, goes_on)

    def would_differ(self, kind: RecordKind, record_id: str) -> bool:
        """Whether :meth:`cut` would make a new version. ``NoSuchRecord``."""
        if equal_version(self._db, kind, record_id) is not None:
            return False
        base = self._base(record_id)
        body = load_body(self._db, kind, record_id)
        return differs(base, to_cut(base, body))

    def _base(self, record_id: str) -> RecordVersion | None:
        state = working_state(self._db, record_id)
        if state is None or state.version_id is None:
            return None
        return version_rows.find(self._db, state.version_id)

    def _received(self, record_id: str) -> RecordVersion | None:
        return next(iter(version_rows.heads(self._db, record_id)), None)

    def _keep(
        self,
        kind: RecordKind,
        record_id: str,
        reason: str,
        body: dict[str, object],
        parents: tuple[str, ...],
        closes: Closes | None,
        base: RecordVersion | None,
    ) -> RecordVersion:
        """``base``: whose fields of a later release go on with it."""
        author = self._identity.fingerprint
        version = new_version(kind, record_id, body, parents, author, reason, closes, base)
        version_rows.store(self._db, version, self._identity.author(version.data))
        return version

    def get(self, version_id: str) -> RecordVersion:
        """The version; ``NoSuchRecord`` where none has this id."""
        version = version_rows.find(self._db, version_id)
        if version is None:
            raise NoSuchRecord("no version has this id")
        return version

    def data(self, version_id: str) -> bytes:
        """The bytes of a version; ``NoSuchRecord``."""
        row = self._db.one("SELECT data FROM record_version WHERE id = ?", (version_id,))
        if row is None:
            raise NoSuchRecord("no version has this id")
        data: bytes = row[0]
        return data

    def cut_already(self, kind: RecordKind, record_ids: Collection[str]) -> set[str]:
        """Those of these records whose version :meth:`cut` would give without making one."""
        return many.cut_already(self._db, kind, record_ids)

    def ids_of(self, record_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The ids of all versions of each record that has any, in no order."""
        return many.ids_of(self._db, record_ids)

    def hashed(self, version_ids: Collection[str]) -> dict[str, tuple[str, int]]:
        """SHA-512, in lower-case hex, and size in bytes of each version; ``DamagedVault``."""
        return many.hashed(self._db, version_ids)

    def signed(self, version_ids: Collection[str]) -> dict[str, Authorship]:
        """The authors' signatures of those of these versions that have one, by version."""
        return authors.signed(self._db, version_ids)

    def arrived_in(self, version_id: str) -> str | None:
        """The package that brought a version first; None for one made here or not here."""
        row = self._db.one("SELECT arrived_in FROM record_version WHERE id = ?", (version_id,))
        return row[0] if row else None

    def heads(self, record_id: str) -> list[RecordVersion]:
        """The versions without children, oldest first; two or more are a branch."""
        return version_rows.heads(self._db, record_id)

    def head_ids(self, record_id: str) -> set[str]:
        """The ids of the versions in whose place no other stands that may, whoever wrote them."""
        kinds = version_rows.kinds_by_id(self._db, record_id)
        if len(kinds) < 2:
            return set(kinds)
        rules = (self._closings.rule(RecordKind(each), record_id) for each in set(kinds.values()))
        return {each.id for rule in rules for each in rule.branches()}

    def is_known(self, author: str) -> bool:
        """Whether what an author signs is shown here: one's own, and that of a trusted card."""
        return self._closings.is_known(author)

    def count_waiting(self) -> int:
        """How many records have something that is not shown before its author's card is trusted."""
        return authors.count_waiting(self._db, self._identity.fingerprint)

    def keep_work(self, author: str) -> None:
        """Cut what was written here of the records in which an author has a say: before the card
        of the author is trusted, as what is sealed by then takes nothing any more."""
        with self._db.transaction():
            for kind, record_id in self._db.all(_BY_AUTHOR, (author,)):
                self._cut_work(kind, record_id, "kept before a card was trusted")

    def lay_again(self, author: str) -> None:
        """Let :meth:`lay_waiting` decide anew what is shown of the records in which an author has a
        say, whose card was trusted in the transaction that is open."""
        self._later.all_by(author)

    def _cut_work(self, kind: RecordKind, record_id: str, why: str) -> None:
        state = working_state(self._db, record_id)
        known = BY_NAME.get(kind)
        if known and state is not None and state.edited and not known.unchanging:
            self.cut(kind, record_id, why)

    def history(self, record_id: str) -> list[RecordVersion]:
        """Every version of a record, by the clocks of their authors, oldest first."""
        return version_rows.history(self._db, record_id)

    def read(self, untrusted_data: bytes) -> Arriving:
        """A version from outside that could be taken in; ``canonical.NotADocument``."""
        return read_version(self._db, untrusted_data)

    def take_in(
        self,
        arriving: Arriving,
        authorship: Authorship,
        arrived_in: str,
        seal: Seal | None = None,
    ) -> Outcome:
        """Take in a version that was just read, from the package ``arrived_in``; a second time
        changes nothing. ``authorship``: its author's signature, and ``seal``: its author's seal,
        which hold.

        What may be shown of the record then is laid into the working tables
        (``desktop/model/authority.py``). Work done here since the last version is cut first and
        stays as a branch of its own.
        """
        if arriving.known:
            if seal is not None:
                self._keep_late(arriving, seal)
            return Outcome.ALREADY_THERE
        version = arriving.version
        kind, record_id = version.document.kind, version.document.record_id
        with self._db.transaction():
            if not arriving.unread and cut_before(arriving, BY_NAME[kind].unchanging):
                self.cut(kind, record_id, _BEFORE)
            if receive(self._db, self._closings, arriving, authorship, arrived_in, seal):
                self._later.arrived(kind, record_id, arriving.here)
            detail = {"version": version.id, "package": arrived_in}
            self._custody.append(CustodyKind.INGESTION, kind, record_id, detail)
        return Outcome.ACCEPTED

    def lay_waiting(self, progress: Progress = no_progress) -> None:
        """Show what follows from the versions of records of which very many came, and of those of
        :meth:`lay_again`: once, behind all of them. ``Cancelled`` leaves the rest to the next
        time."""
        self._later.finish(progress)

    def unread(self, version_ids: Collection[str]) -> set[str]:
        """Those of these versions that are kept unread."""
        return unread.among_unread(self._db, version_ids)

    def erased(self, record_ids: Collection[str]) -> dict[str, set[str]]:
        """Those of these records that were erased, each with the versions that say so."""
        return unread.erased(self._db, record_ids)

    def closed_unread(self, kind: RecordKind, record_id: str) -> Moment | None:
        """When what a record decides about was closed for good by a version that is kept unread,
        and that nobody who may went on from; None where none did. ``DamagedVault``."""
        kept = unread.of_record(self._db, kind, record_id)
        if not kept:
            return None
        heard = {each.id for each in self._closings.rule(kind, record_id).heard()}
        closed = [
            said.closes.closed_at for id_, said in kept.items() if id_ in heard and said.closes
        ]
        return max((each for each in closed if each), default=None)

    def count_unread(self) -> int:
        """How many records need a newer program to be read whole."""
        return unread.count(self._db)

    def read_again(self) -> None:
        """Lay what an earlier program kept unread and this one understands, in pieces: what a
        killed process left of it is done the next time. :meth:`lay_waiting` follows."""
        if not unread.is_to_try_again(self._db):
            return
        for several in sliced(unread.to_try_again(self._db), _AT_ONCE):
            with self._db.transaction():
                for row in several:
                    self._read_again(row)
        unread.tried(self._db)

    def _read_again(self, row: int) -> None:
        version = unread.understood(self._db, row)
        if version is None:
            return
        kind, record_id = version.document.kind, version.document.record_id
        self._cut_work(kind, record_id, _BEFORE)
        unread.now_read(self._db, version, version_rows.made_here(self._db, version.id))
        self._later.arrived(kind, record_id, version_rows.met(self._db, record_id, version.id).here)
        detail = {"version": version.id, "state": "read"}
        self._custody.append(CustodyKind.INGESTION, kind, record_id, detail)

    def _keep_late(self, arriving: Arriving, seal: Seal) -> None:
        """Keep the seal of a version that came without it, and show what may be shown by it."""
        if self.seal_of(seal.version_id) is not None:
            return
        document = arriving.version.document
        with self._db.transaction():
            self._cut_work(document.kind, document.record_id, _BEFORE)
            keep_seal(self._db, seal)
            if not arriving.unread:
                self._later.arrived(document.kind, document.record_id, arriving.here)

    def seal(self, version: RecordVersion) -> Seal:
        """Sign a version with this vault's identity; it must be stored."""
        seal = make_seal(self._identity, version)
        with self._db.transaction():
            keep_seal(self._db, seal)
            self._custody.append(
                CustodyKind.DIGITAL_SIGNATURE_GENERATION,
                version.document.kind,
                version.document.record_id,
                {"version": version.id},
            )
        return seal

    def keep_seal(self, seal: Seal) -> None:
        """Keep a seal that was read (:meth:`Seal.read`) over a version that is here."""
        keep_seal(self._db, seal)

    def seal_of(self, version_id: str) -> Seal | None:
        """The seal of a version, or None."""
        return seal_of(self._db, version_id)

    def seals_of(self, version_ids: Collection[str]) -> dict[str, bytes]:
        """The signatures over those of these versions that are sealed, by version."""
        return seals_of(self._db, version_ids)
