"""The versions of records that travel: cut where a record was edited, chosen, and hashed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, TypeVar

from desktop.documents.packed import Ids
from desktop.documents.pieces import sliced
from desktop.errors import RecordTooLong
from desktop.handoff.format import limits
from desktop.handoff.format.bagging import payload_file
from desktop.handoff.format.travelling import DECIDES, ends
from desktop.handoff.sending.cargo import Originals, Records, Seals, packed_id
from desktop.handoff.sending.deriving import Deriving
from desktop.handoff.sending.gate_kept import GateKept
from desktop.handoff.sending.history import versions_to_send
from desktop.handoff.sending.named import Named, Version
from desktop.handoff.sending.plan import Item, PackagePlan
from desktop.handoff.sending.room import room_of
from desktop.handoff.sending.unlaid import may_go
from desktop.handoff.sending.whole import naming_others, not_its_owners
from desktop.home.outlines import Unlaid
from desktop.i18n import _
from desktop.model.consent import Decision, RecipientKind
from desktop.model.handoff import RecordEntry
from desktop.model.version import RecordKind
from desktop.progress import Pause, Progress, paced
from desktop.vault.kinds.all import CHOSEN, KINDS
from desktop.vault.kinds.kind import AboutNobody, Kind

if TYPE_CHECKING:
    from desktop.home.roles import Sending

T = TypeVar("T")
_REASON: Final = "sent"
_BATCH: Final = 100
"""Records that are cut in one transaction, read and hashed."""
_MANY: Final = 1000
"""Things of which a row is read."""
SIDE_BY_SIDE: Final = 8192
"""Things that are put in the order of their ids at once: as many as the pages they lie on here
stay in memory of, and many for each page of the tables they go into."""


def take_records(vault: Sending, plan: PackagePlan, gate: GateKept, progress: Progress) -> Records:
    """Every version that travels, each once, in the order of the kinds."""
    taking = Taking(vault, plan, gate, progress)
    for kind in KINDS:
        taking.take(kind)
    taking.take_unlaid()
    taking.refuse_names()
    taking.records.entries.table.freeze()
    taking.records.derived = {
        interview_id: (goes.derived_id, taking.deriving.consents[interview_id])
        for interview_id, goes in taking.deriving.going.items()
    }
    return taking.records


class Taking:
    """Takes the records of a plan, kind by kind."""

    def __init__(
        self, vault: Sending, plan: PackagePlan, gate: GateKept, progress: Progress
    ) -> None:
        self._vault, self._plan, self._gate, self._progress = vault, plan, gate, progress
        self.records = Records()
        self._done = 0
        self.deriving = Deriving(vault, plan, gate, self._pause)
        ids = {each: goes.derived_id for each, goes in self.deriving.going.items()}
        self._rests_on = RestsOn(plan, ids, self._pause)
        self._room = room_of(vault)
        self._taken_unlaid: set[str] = set()
        self._named = Named(vault, plan, self._pause)

    def take(self, kind: Kind[Any]) -> None:
        """All records of one kind."""
        for several in sliced(side_by_side(self._items(kind), lambda item: item.id), _BATCH):
            self._pause()
            _cut(self._vault, kind.name, [item.id for item in several], self._gate)
            self._take(several)
            self._done += len(several)
        for several in sliced(self.deriving.items(kind.name), _BATCH):
            self._pause()
            self._take(several)
            self._done += len(several)

    def take_unlaid(self) -> None:
        """What a newer program wrote and is shown nowhere, where all it came as resting on goes
        and lets it out."""
        for several in sliced(self._told_as_it_is(), _MANY):
            self._pause()
            unlaid = self._vault.outlines.unlaid(several)
            going = (each for each in unlaid if may_go(each, self._going, self._recipient))
            items = {each.record_id: _item(each) for each in going}
            new = [item for item in items.values() if item.id not in self._taken_unlaid]
            self._taken_unlaid.update(items)
            self._take(new, unread_alone=True)

    def refuse_names(self) -> None:
        """``NamesUndecided`` or ``ConsentRefused`` where somebody wrote a name that is kept from
        the recipient between the gate's look and now, into a version that travels."""
        if self._named.any and self._gate.others_wrote:
            for entry in self.records.entries:
                self._named.refuse(entry.kind, entry.grounds, entry.version_id)

    @cached_property
    def _going(self) -> Mapping[str, Decision]:
        """What the gate answered for each interview that goes."""
        return {each.interview_id: each.decision for each in self._plan.going}

    @property
    def _recipient(self) -> RecipientKind:
        return self._plan.recipient.recipient_kind

    def _pause(self) -> None:
        c = self._plan.counts
        total = 2 * c.interviews + c.notices + c.files + sum(c.records.values())
        self._progress(min(self._done, total), total, _("Preparing the records"))

    def _items(self, kind: Kind[Any]) -> Iterator[Item]:
        if isinstance(kind.grounds, AboutNobody) or not kind.grounds.decides:
            items = self._plan.items(kind.name, self._pause)
            chosen = kind.name == CHOSEN
            yield from (each for each in items if not chosen or each.id not in self.deriving.going)
            return
        for several in sliced(self._told_as_it_is(), _MANY):
            self._pause()
            for each in self._vault.outlines.following(kind.name, several):
                yield Item(kind.name, each.record_id, (each.interview_id,))

    def _told_as_it_is(self) -> Iterator[str]:
        """The interviews whose own consents travel: those that go as they were told, and those that
        ever did, or came from the recipient. Who was shown another form of one is told by the
        consent of that."""
        to = self._plan.recipient.fingerprint
        back = set(self._vault.outlines.decided_back(to))
        for several in sliced(self._plan.told(self._pause), _MANY):
            before = back.union(self._vault.outlines.sent_to(to, several))
            yield from (
                each for each in several if each in before or packed_id(each) in self._as_told
            )

    @cached_property
    def _as_told(self) -> Ids:
        going = paced(self._plan.going, self._pause, _MANY)
        return Ids(packed_id(each.interview_id) for each in going if each.decision.as_told)

    def _take(self, items: Sequence[Item], unread_alone: bool = False) -> None:
        """``unread_alone``: of these records only what is kept unread; what else is here of them is
        shown to nobody yet."""
        vault, entries = self._vault, []
        by_id = {item.id: item for item in items}
        several = self._without_other_files(by_id, _chosen(vault, list(by_id), self._plan))
        chosen = list(self._without_names(by_id, several))
        ids = [version_id for _id, version_id in chosen]
        signed = vault.versions.signed(ids)
        unread = {each.version_id: each for each in vault.outlines.kept_unread(ids)}
        for record_id, version_id in chosen:
            item = by_id[record_id]
            if version_id in unread:
                if not self._may_go(unread[version_id]):
                    continue
                item = _item(unread[version_id])
            elif unread_alone:
                continue
            # What came before versions were signed stays where it is: nobody would take it.
            by = signed.get(version_id)
            if by is not None and self._room.has(item.kind, by.key):
                grounds = self._grounds_of(item)
                author = self.records.authors.place(by.key)
                entries.append(
                    RecordEntry(item.kind, record_id, version_id, grounds, author, by.signature)
                )
        hashed = vault.versions.hashed([entry.version_id for entry in entries])
        for entry in entries:
            sha512, size = hashed[entry.version_id]
            if size > limits.RECORD:
                raise RecordTooLong(f"a record of kind {entry.kind} is too large")
            self.records.append(entry, sha512, size)

    def _without_other_files(
        self, items: Mapping[str, Item], chosen: Iterable[Version]
    ) -> Iterator[Version]:
        """Without versions of records about files that name others than what is shown."""
        for record_id, group in groupby(chosen, key=lambda each: each[0]):
            versions = [version_id for _id, version_id in group]
            kind = items[record_id].kind
            out = not_its_owners(self._vault, kind, versions)
            versions = [each for each in versions if each not in out]
            out = naming_others(self._vault, kind, record_id, versions, self._pause)
            yield from ((record_id, each) for each in versions if each not in out)

    def _without_names(
        self, items: Mapping[str, Item], chosen: Iterable[Version]
    ) -> Iterator[Version]:
        """Without earlier versions, and those of others, in which a name stands that is kept from
        the recipient: the gate looked at what is shown alone."""
        if not self._named.any:
            yield from chosen
            return
        kept = self._vault.versions.ids_of(list(items))
        for record_id, group in groupby(chosen, key=lambda each: each[0]):
            versions, item = list(group), items[record_id]
            out: Collection[str] = ()
            if len(kept[record_id]) > 1:
                out = self._named.left_out(item.kind, item.grounds, versions)
            yield from (each for each in versions if each[1] not in out)

    def _grounds_of(self, item: Item) -> tuple[str, ...]:
        """What the package names as what a record rests on. A consent is of its own interview:
        that may be with the recipient from before, and go in another form now."""
        return item.grounds if item.kind in DECIDES else self._rests_on.named(item.grounds)

    def _may_go(self, unlaid: Unlaid) -> bool:
        """Whether a version that nobody here can read goes along. What ends a record does, to
        whoever is sent more of it."""
        if may_go(unlaid, self._going, self._recipient):
            return True
        return unlaid.version_id in _ending(self._vault, unlaid.record_id)


def _item(unlaid: Unlaid) -> Item:
    return Item(unlaid.kind, unlaid.record_id, unlaid.grounds)


class RestsOn:
    """The interviews that a package names as what its records rest on: those that travel in it.

    That a record rests on others as well is the sender's to know; the gate asked them too.
    """

    def __init__(self, plan: PackagePlan, shown: Mapping[str, str], pause: Pause) -> None:
        """``shown``: under which ids those are shown that do not go as they were told."""
        going = paced(plan.going, pause, _MANY)
        self._going = Ids(packed_id(each.interview_id) for each in going)
        self._shown = shown

    def named(self, grounds: tuple[str, ...]) -> tuple[str, ...]:
        """Those of them that travel; the one that a record rests on alone always does."""
        if len(grounds) > 1:
            grounds = tuple(each for each in grounds if packed_id(each) in self._going)
        return tuple(self._shown.get(each, each) for each in grounds) if self._shown else grounds


def take_originals(vault: Sending, plan: PackagePlan, taken: Records, pause: Pause) -> Originals:
    """The originals with their hashes, those of the day they came in."""
    shown = {interview_id: id_ for interview_id, (id_, _consent) in taken.derived.items()}
    originals, rests_on = Originals(taken.entries.table), RestsOn(plan, shown, pause)
    for several in sliced(side_by_side(plan.originals(pause), lambda entry: entry.media_id), _MANY):
        pause()
        known = vault.media.sha512s([entry.sha256 for entry in several])
        erased = vault.versions.erased([entry.media_id for entry in several])
        for entry in (each for each in several if each.media_id not in erased):
            named = replace(entry, grounds=rests_on.named(entry.grounds))
            originals.append(named, known[entry.sha256])
    originals.entries.table.freeze()
    return originals


def take_seals(vault: Sending, taken: Records, pause: Pause) -> Seals:
    """The seals of the versions that travel."""
    seals = Seals(taken)
    for several in sliced(enumerate(entry.version_id for entry in taken.entries.plain()), _MANY):
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


def _cut(vault: Sending, kind: RecordKind, ids: Sequence[str], gate: GateKept) -> None:
    """Make versions of those that differ from their last one."""
    already = vault.versions.cut_already(kind, ids)
    edited = [each for each in ids if each not in already]
    if edited:
        with gate.own():
            for record_id in edited:
                vault.versions.cut(kind, record_id, _REASON)


def _chosen(vault: Sending, ids: Sequence[str], plan: PackagePlan) -> Iterator[tuple[str, str]]:
    """(record id, version id) of what the recipient should get. Nearly every record has one
    version; only where there are more is its history looked at."""
    kept, erased = vault.versions.ids_of(ids), vault.versions.erased(ids)
    asked = [record_id for record_id, ids in kept.items() if len(ids) > 1 or not plan.again]
    held = vault.packages.held(plan.recipient.fingerprint, asked)
    for record_id in ids:
        versions = kept.get(record_id, ())
        if len(versions) > 1:
            goes: Iterable[str] = versions_to_send(vault, record_id, held, plan.again)
        else:
            goes = [each for each in versions if plan.again or not held.get(each)]
        if record_id in erased:
            says = {*erased[record_id], *_ending(vault, record_id)}
            goes = [each for each in goes if each in says]
        yield from ((record_id, version_id) for version_id in goes)


def _ending(vault: Sending, record_id: str) -> set[str]:
    """The versions of a record by which nothing may be used any more: whoever was sent more of it
    hears of that, whoever erased it."""
    return {each.id for each in vault.versions.history(record_id) if ends(each.document)}
