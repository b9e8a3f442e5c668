"""The versions of a home in memory; what decides about them: ``desktop/model/merge/merging.py``."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from typing import Any

from desktop.errors import NoSuchRecord
from desktop.home.authors import Authorship
from desktop.home.judge import Said, rule_of, said_by, signed
from desktop.home.seals import SEAL_NAMESPACE, Seal
from desktop.home.versions import body_of, meeting, new_version, read_document, to_cut
from desktop.model.authority import Rule
from desktop.model.custody import CustodyKind
from desktop.model.handoff import Outcome
from desktop.model.merge.merging import (
    Arriving,
    cut_before,
    differs,
    heads_of,
    parents_of_cut,
    settled_at_once,
)
from desktop.model.merge.precedence import Finality
from desktop.model.newer import Unread
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind, RecordVersion
from desktop.progress import Pause, no_pause
from desktop.vault.kinds.all import BY_NAME
from desktop.vault.versions.unread import may_erase
from tests.homes.bodies import Bodies
from tests.homes.custody import CustodyInMemory
from tests.homes.tables import Tables

Load = Callable[[RecordKind, str], Any]
"""A record as it is shown; ``NoSuchRecord``."""


class VersionsInMemory:
    """Every version by its id, in the order they came."""

    def __init__(
        self,
        tables: Tables,
        bodies: Bodies,
        custody: CustodyInMemory,
        author: Callable[[bytes], Authorship],
        load: Load,
        is_known: Callable[[str, int], bool],
        is_late: Callable[[str, int], bool],
    ) -> None:
        self._is_known, self._is_late = is_known, is_late
        self._tables, self._bodies, self._custody, self._load = tables, bodies, custody, load
        self._author = author
        self._signed: dict[str, Authorship] = {}
        self._kept: dict[str, RecordVersion] = {}
        self._of: dict[str, tuple[RecordVersion, ...]] = {}
        self._places: dict[str, int] = {}
        self._arrived: dict[str, str] = {}
        self._seals: dict[str, Seal] = {}
        self._unread: dict[str, tuple[str, tuple[str, ...]]] = {}

    def here(self, ids: Collection[str], pause: Pause = no_pause) -> set[str]:
        return {each for each in ids if each in self._kept}

    def all(self) -> Iterator[RecordVersion]:
        """Every version, in the order they came."""
        return iter(list(self._kept.values()))

    def get(self, version_id: str) -> RecordVersion:
        if version_id not in self._kept:
            raise NoSuchRecord("no version has this id")
        return self._kept[version_id]

    def data(self, version_id: str) -> bytes:
        return self.get(version_id).data

    def history(self, record_id: str) -> list[RecordVersion]:
        return sorted(self._of.get(record_id, ()), key=lambda each: each.document.created_at.utc)

    def heads(self, record_id: str) -> list[RecordVersion]:
        return heads_of(self._readable(record_id))

    def _of_kind(self, kind: RecordKind, record_id: str) -> list[RecordVersion]:
        """Without what of an unknown kind lies under the same id."""
        return [each for each in self.history(record_id) if each.document.kind == kind]

    def _readable(self, record_id: str) -> list[RecordVersion]:
        return [each for each in self.history(record_id) if each.id not in self._unread]

    def head_ids(self, record_id: str) -> set[str]:
        kinds = {each.document.kind for each in self.history(record_id)}
        rules = (self._rule(kind, record_id) for kind in kinds)
        return {each.id for rule in rules for each in rule.branches()}

    def ended(self, kind: RecordKind, record_id: str) -> list[str]:
        """The withdrawals that a gate hears of a consent."""
        heard = self._rule(kind, record_id).heard()
        return [each.id for each in heard if each.finality is Finality.ENDED]

    def unread(self, version_ids: Collection[str]) -> set[str]:
        return {each for each in version_ids if each in self._unread}

    def count_unread(self) -> int:
        documents = (self._kept[each].document for each in self._unread)
        return len({(each.kind, each.record_id) for each in documents})

    def grounds_of_unread(self) -> Iterator[tuple[RecordVersion, tuple[str, ...]]]:
        """What is kept unread, and what it came as resting on."""
        found = self._unread.items()
        return ((self._kept[each], grounds) for each, (_why, grounds) in found)

    def erased(self, record_ids: Collection[str]) -> dict[str, set[str]]:
        said = {
            each
            for each, (why, _grounds) in self._unread.items()
            if why == Unread.ERASED and self._may_erase(self._kept[each])
        }
        found = {id_: said.intersection(self.ids_of([id_]).get(id_, ())) for id_ in record_ids}
        return {id_: versions for id_, versions in found.items() if versions}

    def _may_erase(self, version: RecordVersion) -> bool:
        said = version.document
        ours = version.id not in self._arrived
        return ours or may_erase(said.kind, said.record_id, said.author)

    def closed_unread(self, kind: RecordKind, record_id: str) -> Moment | None:
        kept = [each for each in self._of_kind(kind, record_id) if each.id in self._unread]
        if not kept:
            return None
        heard = {each.id for each in self._rule(kind, record_id).heard()}
        closes = [each.document.closes for each in kept if each.id in heard]
        return max((each.closed_at for each in closes if each and each.closed_at), default=None)

    def ids_of(self, record_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        found = {each: tuple(version.id for version in self.history(each)) for each in record_ids}
        return {record_id: ids for record_id, ids in found.items() if ids}

    def hashed(self, version_ids: Collection[str]) -> dict[str, tuple[str, int]]:
        data = {each: self._kept[each].data for each in version_ids if each in self._kept}
        return {id_: (hashlib.sha512(each).hexdigest(), len(each)) for id_, each in data.items()}

    def signed(self, version_ids: Collection[str]) -> dict[str, Authorship]:
        return {each: self._signed[each] for each in version_ids if each in self._signed}

    def arrived_in(self, version_id: str) -> str | None:
        return self._arrived.get(version_id)

    # --- cut ----------------------------------------------------------------------------------

    def cut_already(self, kind: RecordKind, record_ids: Collection[str]) -> set[str]:
        return {each for each in record_ids if self._equal(kind, each) is not None}

    def would_differ(self, kind: RecordKind, record_id: str) -> bool:
        if self._equal(kind, record_id) is not None:
            return False
        base = self._base(record_id)
        return differs(base, to_cut(base, self._load(kind, record_id)))

    def cut(
        self, kind: RecordKind, record_id: str, reason: str, settles: Collection[str] = ()
    ) -> RecordVersion:
        equal = self._equal(kind, record_id)
        if equal is not None:
            return self.get(equal)
        with self._tables.transaction():
            base = self._base(record_id)
            received = next(iter(self.heads(record_id)), None)
            if BY_NAME[kind].unchanging and (known := base or received):
                return known
            body = self._load(kind, record_id)
            plain = to_cut(base, body)
            if base is None or settles or differs(base, plain):
                author = self._custody.agent
                closes = BY_NAME[kind].closes(body)
                for some in settled_at_once(settles):
                    parents = tuple(sorted({*parents_of_cut(base), *some}))
                    cut = kind, record_id, plain, parents, author, reason
                    base = new_version(*cut, closes, base)
                    self._keep(base)
                    self._tables.put(self._signed, base.id, self._author(base.data))
            assert base is not None
            self._bodies.mark_equal(kind, record_id, base.id)
        return base

    def _keep(self, version: RecordVersion) -> None:
        record_id = version.document.record_id
        self._tables.put(self._places, version.id, len(self._kept))
        self._tables.put(self._kept, version.id, version)
        self._tables.put(self._of, record_id, (*self._of.get(record_id, ()), version))

    def _equal(self, kind: RecordKind, record_id: str) -> str | None:
        here, state = self._bodies.kind_and_state(record_id)
        return state.version_id if state and here == kind and not state.edited else None

    def _base(self, record_id: str) -> RecordVersion | None:
        state = self._bodies.state(record_id)
        return self._kept.get(state.version_id or "") if state else None

    # --- taken in -----------------------------------------------------------------------------

    def read(self, untrusted_data: bytes) -> Arriving:
        version = read_document(untrusted_data)
        record_id = version.document.record_id
        kind, state = self._bodies.kind_and_state(record_id)
        history = self.history(record_id)
        kinds = {*(each.document.kind for each in history), *([kind] if kind else [])}
        known = version.id in self._kept
        return meeting(version, BY_NAME, state, kinds, known=known, here=len(history))

    def take_in(
        self,
        arriving: Arriving,
        authorship: Authorship,
        arrived_in: str,
        seal: Seal | None = None,
    ) -> Outcome:
        document = arriving.version.document
        kind, record_id = document.kind, document.record_id
        if arriving.known:
            if seal is not None and seal.version_id not in self._seals:
                with self._tables.transaction():
                    self._cut_work(kind, record_id, "kept before receiving")
                    self.keep_seal(seal)
                    self._show(kind, record_id)
            return Outcome.ALREADY_THERE
        with self._tables.transaction():
            if not arriving.unread and cut_before(arriving, BY_NAME[kind].unchanging):
                self.cut(kind, record_id, "kept before receiving")
            self._keep(arriving.version)
            self._tables.put(self._signed, arriving.version.id, authorship)
            self._tables.put(self._arrived, arriving.version.id, arrived_in)
            if seal is not None:
                self.keep_seal(seal)
            if arriving.unread:
                said = arriving.unread, arriving.grounds
                self._tables.put(self._unread, arriving.version.id, said)
            else:
                self._show(kind, record_id)
            detail = {"version": arriving.version.id, "package": arrived_in}
            self._custody.append(CustodyKind.INGESTION, kind, record_id, detail)
        return Outcome.ACCEPTED

    def lay_waiting(self) -> None:
        """Nothing waits here: each version is looked at when it comes."""

    def _show(self, kind: RecordKind, record_id: str) -> None:
        if kind not in BY_NAME:
            return
        state = self._bodies.state(record_id)
        shown = state.version_id if state else None
        laid = self._rule(kind, record_id).laid(shown)
        if state is None and self._shows_what_is_here(record_id):
            return
        if laid is not None and laid.id != shown:
            self._bodies.lay(kind, body_of(self._kept[laid.id], BY_NAME), laid.id)

    def _shows_what_is_here(self, record_id: str) -> bool:
        """Whether a record was derived from one that is here."""
        sources = {each.document.derived_from for each in self.history(record_id)} - {""}
        return any(self._bodies.state(each) or self.history(each) for each in sources)

    def keep_work(self, author: str) -> None:
        """Cut what was written here of what an author has a say in, before the card is trusted."""
        for kind, record_id in self._by(author):
            self._cut_work(kind, record_id, "kept before a card was trusted")

    def lay_again(self, author: str) -> None:
        """Show what follows now that the card of an author was trusted."""
        for kind, record_id in self._by(author):
            self._show(kind, record_id)

    def _by(self, author: str) -> set[tuple[RecordKind, str]]:
        documents = (each.document for each in self._kept.values())
        return {(each.kind, each.record_id) for each in documents if each.author == author}

    def _cut_work(self, kind: RecordKind, record_id: str, why: str) -> None:
        state = self._bodies.state(record_id)
        known = BY_NAME.get(kind)
        if known and state is not None and state.edited and not known.unchanging:
            self.cut(kind, record_id, why)

    def _rule(self, kind: RecordKind, record_id: str) -> Rule:
        known = BY_NAME.get(kind)
        held = self._of_kind(kind, record_id)
        said = {each.id: said_by(each.document, known) for each in held}
        versions = [
            signed(
                version_id,
                each,
                sealed=self._is_sealed(version_id, each),
                known=self._is_known(each.author, self._place(version_id)),
                ours=version_id not in self._arrived,
                home=self._custody.agent,
                unread=version_id in self._unread,
                late=self.is_late(version_id, each.author),
            )
            for version_id, each in said.items()
        ]
        return rule_of(record_id, (each.owned_by for each in said.values()), versions)

    def is_late(self, version_id: str, author: str) -> bool:
        """Whether a version came after its author's card was revoked."""
        return version_id in self._arrived and self._is_late(author, self._place(version_id))

    def _place(self, version_id: str) -> int:
        """In the order in which all versions came."""
        return self._places[version_id]

    def number(self) -> int:
        """Of all versions that are here."""
        return len(self._kept)

    def _is_sealed(self, version_id: str, said: Said) -> bool:
        seal = self._seals.get(version_id)
        closed = said.finality is Finality.CLOSED
        return seal is not None and seal.signer == said.author and closed

    # --- seals --------------------------------------------------------------------------------

    def seal(self, version: RecordVersion, sign: Callable[[bytes, str], bytes]) -> None:
        signature = sign(version.data, SEAL_NAMESPACE)
        self.keep_seal(Seal.read(version.id, version.data, signature))

    def keep_seal(self, seal: Seal) -> None:
        if seal.version_id not in self._seals:
            self._tables.put(self._seals, seal.version_id, seal)

    def seal_of(self, version_id: str) -> Seal | None:
        return self._seals.get(version_id)

    def seals_of(self, version_ids: Collection[str]) -> dict[str, bytes]:
        return {each: self._seals[each].signature for each in version_ids if each in self._seals}
