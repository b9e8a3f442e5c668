"""Many records at once, as far as a decision needs them: each thing in one pass over all ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from desktop.errors import NoSuchRecord
from desktop.home.lent import Shown, lent, on_files, with_nobody
from desktop.home.outlines import Follower, InterviewOutline, Resting, Unlaid
from desktop.model.consent import Cell, ConsentBranches
from desktop.model.version import RecordKind
from desktop.progress import Pause, no_pause
from desktop.vault.kinds.all import BY_NAME, ORIGINAL
from desktop.vault.kinds.kind import AboutNobody, Grounds
from desktop.vault.records.standings import standings
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.as_written import AsWritten
from desktop.vault.store.connection import Database
from desktop.vault.versions.bound import decided_by, refuse_older_grounds
from desktop.vault.versions.many import each_head, written_since
from desktop.vault.versions.unread import kept_unread, resting

_INTERVIEWS: Final = (
    "SELECT i.id, i.code FROM json_each(?1) a"
    " CROSS JOIN interview i ON i.id = a.value ORDER BY a.key"
)
_CONFIRMED: Final = (
    "SELECT item FROM package_item WHERE package_id = ? AND item > ?"
    " AND outcome IN ('accepted', 'already-there') ORDER BY item LIMIT ?"
)
_SENT: Final = (
    "SELECT a.value FROM json_each(?1) a WHERE EXISTS (SELECT 1 FROM package_record i"
    " JOIN package_sent s ON s.package_id = i.package_id"
    " WHERE i.record_id = a.value AND s.recipient = ?2)"
)
# Of a derived interview that came: what was decided about it here.
_DECIDED_HERE: Final = (
    "SELECT DISTINCT c.interview_id FROM interview i CROSS JOIN consent c ON c.interview_id = i.id"
    " CROSS JOIN working_state w ON w.record_id = c.id"
    " CROSS JOIN record_version v ON v.id = w.version_id"
    " CROSS JOIN record_version o ON o.record_id = c.id"
    " CROSS JOIN package_received p ON p.package_id = o.arrived_in"
    " WHERE i.derived_from <> '' AND v.arrived_in IS NULL AND p.sender = ? ORDER BY 1"
)
# By the index of a record's versions: who wrote one is read only of what came. Nobody ("") stands
# for a person here, who edited it. What was begun here has a version without a parent that was cut
# here, or has none that came.
_CAME: Final = (
    "SELECT w.record_id,"  # noqa: S608
    " CASE WHEN w.edited OR v.arrived_in IS NULL THEN '' ELSE v.author END"
    " FROM working_state w JOIN record_version v INDEXED BY record_version_of"
    f" ON v.record_id = w.record_id AND v.id = w.version_id WHERE w.record_id {AMONG}"
    " AND EXISTS (SELECT 1 FROM record_version c INDEXED BY record_version_of"
    " WHERE c.record_id = w.record_id AND c.arrived_in IS NOT NULL)"
    " AND NOT EXISTS (SELECT 1 FROM record_version r INDEXED BY record_version_of"
    " WHERE r.record_id = w.record_id AND r.arrived_in IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM version_parent p WHERE p.version_id = r.id))"
)
# A version cut here that names a record, as none that it goes on from does, or what was written
# since the last one. A text that holds the id passes for naming it: then it stays.
_NAMED_HERE: Final = (
    "SELECT 1 FROM record_version c INDEXED BY record_version_of"
    " WHERE c.record_id = ?1 AND c.arrived_in IS NULL AND instr(c.data, ?2)"
    " AND NOT EXISTS (SELECT 1 FROM version_parent p JOIN record_version b ON b.id = p.parent_id"
    " WHERE p.version_id = c.id AND instr(b.data, ?2))"
    " UNION ALL SELECT 1 FROM working_state w JOIN record_version v ON v.id = w.version_id"
    " WHERE w.record_id = ?1 AND w.edited AND NOT instr(v.data, ?2) LIMIT 1"
)
_AUTHORS: Final = "SELECT DISTINCT author FROM record_version WHERE record_id = ? ORDER BY author"
_ITEMS_AT_ONCE: Final = 5000
_MOST_KNOWN: Final = 2000
"""Interviews of which it is kept who began them: those of some pieces of a plan."""


class Outlines:
    """The outlines of one vault. ``pause`` is called between pieces of a long reading."""

    def __init__(
        self,
        db: Database,
        heads_of: Callable[[str], Collection[str]],
        ours: str,
        refuse_unlooked: Callable[[], None],
    ) -> None:
        """``heads_of``: the versions of a record in whose place no other stands that may; ``ours``:
        the fingerprint of the vault's identity; ``refuse_unlooked``: as below."""
        self._db, self._heads_of, self._ours = db, heads_of, ours
        self._refuse_unlooked = refuse_unlooked
        self._began: AsWritten[Shown | None] = AsWritten(_MOST_KNOWN)

    def interview_ids(self) -> list[str]:
        """Every interview, newest first."""
        rows = self._db.all("SELECT id FROM interview ORDER BY created_utc DESC, id")
        return [id_ for (id_,) in rows]

    def interviews(
        self, ids: Collection[str], pause: Pause = no_pause
    ) -> Iterator[InterviewOutline]:
        """The interviews in the order of ``ids``; ``NoSuchRecord`` behind the last where one is
        not here."""
        number = 0
        for row in among(self._db, _INTERVIEWS, ids, pause, as_given=True):
            number += 1
            yield InterviewOutline(*row)
        if number != len(ids):
            raise NoSuchRecord("no interview has this id")

    def following(self, kind: RecordKind, interview_ids: Collection[str]) -> Iterable[Follower]:
        """The records of a kind that rest on these interviews, grouped by them. Quick where they
        come in the order they were made; some hundreds at once: the caller pauses."""
        table = BY_NAME[kind].table.name
        if self._db.one(f"SELECT 1 FROM {table} LIMIT 1") is None:  # noqa: S608
            return ()
        return _grounds(kind).resting(self._db, interview_ids)

    def several(self, kind: RecordKind) -> Collection[str]:
        """The ids of the records of a kind that may rest on more than one interview."""
        return _grounds(kind).several(self._db)

    def grounds(self, kind: RecordKind, ids: Collection[str], pause: Pause = no_pause) -> Resting:
        """All interviews that each of these records rests on, and one that nobody knows where none
        of them may speak for it (``desktop/home/lent.py``)."""
        declared = _grounds(kind)
        if declared.by_files:
            files = declared.by_files(self._db, ids, pause)
            rest = set(ids) - files.keys()
            told = declared.of(self._db, rest, pause) if rest else {}
            return {**told, **self._by_files(files, pause)}
        found = declared.of(self._db, ids, pause)
        if declared.chosen or declared.decides or not declared.by_interviews:
            return found
        shown = self._begun_elsewhere({each for on in found.values() for each in on}, pause)
        return with_nobody(kind, found, shown, self._who_wrote) if shown else found

    def _by_files(self, files: Mapping[str, Collection[str]], pause: Pause) -> Resting:
        """What the files rest on, of each record about some."""
        named = {each for those in files.values() for each in those}
        return on_files(files, self.grounds(ORIGINAL, named, pause))

    def sums_of_files(
        self, kind: RecordKind, ids: Collection[str], pause: Pause = no_pause
    ) -> dict[str, set[str]]:
        """Of records about files, by their ids, the SHA-256 of each of these files that is here;
        nothing of any other kind."""
        by_files = _grounds(kind).by_files
        files = by_files(self._db, ids, pause) if by_files else {}
        named = {each for those in files.values() for each in those}
        sums = _grounds(ORIGINAL).sums(self._db, named, pause)
        return {id_: {sums[each] for each in those if each in sums} for id_, those in files.items()}

    def lent(self, kind: RecordKind, named: Mapping[str, Iterable[str]]) -> set[str]:
        """The records of a kind, by interview, that are named by another than whose they are."""
        declared = _grounds(kind)
        if declared.by_files or not declared.by_interviews:
            return set()
        return lent(kind, named, self._begun_elsewhere(named.keys()))

    def begun_here(self, interview_id: str) -> bool:
        """Whether a person here began it, and it was not taken out of a package."""
        return not self._begun_elsewhere((interview_id,))

    def _begun_elsewhere(
        self, interview_ids: Collection[str], pause: Pause = no_pause
    ) -> dict[str, Shown]:
        """Who wrote these interviews as they are shown, of those that no person here began. Asked
        for each kind of what rests on them: kept until something is written."""
        known = self._began.of_now(self._db)
        new = [each for each in interview_ids if each not in known]
        came = among(self._db, _CAME, new, pause)
        found = {id_: Shown(author) if author else self._edited(id_) for id_, author in came}
        known |= {each: found.get(each) for each in new}
        return {each: shown for each in interview_ids if (shown := known[each]) is not None}

    def _edited(self, interview_id: str) -> Shown:
        return Shown(self._ours, partial(self._named_here, interview_id))

    def _named_here(self, interview_id: str, record_id: str) -> bool:
        """Whether a person here named this record in an interview, and not who began that."""
        return self._db.one(_NAMED_HERE, (interview_id, record_id.encode())) is not None

    def _who_wrote(self, record_id: str) -> Iterator[str]:
        return (author for (author,) in self._db.all(_AUTHORS, (record_id,)))

    def unlaid(self, interview_ids: Collection[str]) -> Iterator[Unlaid]:
        """What is kept unread of records that are shown nowhere, and rests on these interviews,
        each version once."""
        return resting(self._db, interview_ids)

    def kept_unread(self, version_ids: Collection[str]) -> Iterator[Unlaid]:
        """Those of these versions that are kept unread, with what each came as resting on."""
        return kept_unread(self._db, version_ids)

    def record_ids(self, kind: RecordKind) -> list[str]:
        """Every record of a kind."""
        table = BY_NAME[kind].table
        rows = self._db.all(f"SELECT {table.key} FROM {table.name}")  # noqa: S608
        return sorted(id_ for (id_,) in rows)

    def each_head(
        self, record_ids: Collection[str], pause: Pause = no_pause
    ) -> Iterator[tuple[str, str]]:
        """Each version in whose place no other stands that may, with the record before it: (record
        id, version id). Some come twice."""
        return each_head(self._db, record_ids, self._heads_of, pause)

    def written_since(
        self, record_ids: Collection[str], pause: Pause = no_pause
    ) -> dict[str, bool]:
        """The records that are not known to be as their last version, and whether they have one."""
        return written_since(self._db, record_ids, pause)

    def standings(
        self, interview_ids: Collection[str], cells: Sequence[Cell], pause: Pause = no_pause
    ) -> dict[str, ConsentBranches]:
        """The consent decided last for each interview that has any, with all its branches.

        ``cells``: the answers that are read at least.
        """
        return standings(self._db, interview_ids, cells, pause)

    def decided_by(self) -> object:
        """What is the same again only where nothing was written since that the gate decides by."""
        return decided_by(self._db)

    def refuse_older(self, pause: Pause = no_pause) -> None:
        """``DamagedVault`` where what records rest on is not what was written last."""
        refuse_older_grounds(self._db, pause)

    def refuse_unlooked(self) -> None:
        """``SavesLost`` where saves are missing, and nobody has looked at the consents since."""
        self._refuse_unlooked()

    def items_confirmed(self, recipient: str) -> Iterator[list[tuple[str]]]:
        """The version ids and SHA-256s that receipts of this recipient confirm, some thousands
        at a time."""
        packages = self._db.all(
            "SELECT package_id FROM package_sent WHERE recipient = ?", (recipient,)
        )
        for (package_id,) in packages:
            last = ""
            while rows := self._db.all(_CONFIRMED, (package_id, last, _ITEMS_AT_ONCE)):
                last = rows[-1][0]
                yield rows

    def sent_to(
        self, recipient: str, record_ids: Collection[str], pause: Pause = no_pause
    ) -> Iterator[str]:
        """Those of the records that ever travelled to this recipient."""
        return (id_ for (id_,) in among(self._db, _SENT, record_ids, pause, (recipient,)))

    def decided_back(self, sender: str) -> list[str]:
        """The derived interviews that came from somebody and about which more was decided here:
        what they show is the sender's, who has to hear of it."""
        known = self._db.one("SELECT 1 FROM package_received WHERE sender = ?", (sender,))
        return [id_ for (id_,) in self._db.all(_DECIDED_HERE, (sender,))] if known else []

    def packages_confirmed(self, recipient: str) -> tuple[str, ...]:
        """Ids of the packages to this recipient whose receipts are here, newest first."""
        rows = self._db.all(
            "SELECT package_id FROM package_sent WHERE recipient = ?"
            " AND package_id IN (SELECT package_id FROM receipt)"
            " ORDER BY written_utc DESC, package_id",
            (recipient,),
        )
        return tuple(package_id for (package_id,) in rows)


def _grounds(kind: RecordKind) -> Grounds[Any]:
    grounds = BY_NAME[kind].grounds
    if isinstance(grounds, AboutNobody):
        raise ValueError(f"a {kind} rests on no interview")
    return grounds
