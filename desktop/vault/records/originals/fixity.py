"""Originals are read again and compared with their hashes, a part of them each day (R12, R14).

A check goes on by pieces of about 2 MiB whenever nobody has anything else to do, and stops wherever
the vault is locked: what was found of each file is kept with the next piece, and only the file that
was being read is begun anew. Which are read first: those that never were, then those whose last
check is the oldest, by the numbers of the checks and by no clock. The custody log has a row for
each check with its counts, one for each file that is not as it came, and one for a file that is
whole again; a row for each file and day would be a hundred times all other rows, and tell nothing
(docs/decisions/0055-fixity.md).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

from desktop import canonical
from desktop.errors import DamagedVault, NoSuchRecord
from desktop.i18n import _
from desktop.model.changes import Part
from desktop.model.custody import CustodyKind
from desktop.model.fixity import Checked, FixityReport, FixityResult, Run, Span, share_of
from desktop.model.media import MEDIA_KIND
from desktop.model.values.moment import Moment
from desktop.progress import Progress, no_progress
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.media import media_row
from desktop.vault.records.originals.read_again import Read, Reading
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader, Row

_OCTETS: Final = 2 << 20
"""Read at once, about; 30 ms on a laptop of five years."""
_FILES: Final = 64
"""And so many at most, where they are small."""
_LISTED: Final = 256
_NAMED_SPANS: Final = 20
"""Parts of a file that are named at most; more are damage of another kind."""
_IDS_IN_A_ROW: Final = 100
ReadBack = Callable[[str, Progress], bool]
"""Whether the device gives an original back as it came; by id."""
WHAT: Final = "originals"
"""What ``what`` says in the row of a check."""

_NEVER: Final = (
    "SELECT row FROM media m WHERE row > ? AND NOT EXISTS"
    " (SELECT 1 FROM fixity f WHERE f.media_row = m.row) ORDER BY row LIMIT ?"
)
_OLDEST: Final = (
    "SELECT media_row FROM fixity INDEXED BY fixity_of_run WHERE run < ?"
    " AND EXISTS (SELECT 1 FROM media m WHERE m.row = media_row)"
    " ORDER BY run, media_row LIMIT ?"
)
_RUNS: Final = (
    "SELECT number, whole, share, began_utc, began_offset, ended_utc, ended_offset, files, octets,"
    " wrong FROM fixity_run"
)
_KEEP: Final = (
    "INSERT INTO fixity (media_row, run, checked_utc, checked_offset, good_utc, good_offset,"
    " result, wrong, sums) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    " ON CONFLICT (media_row) DO UPDATE SET run = ?2, checked_utc = ?3, checked_offset = ?4,"
    " good_utc = coalesce(?5, good_utc), good_offset = coalesce(?6, good_offset), result = ?7,"
    " wrong = ?8, sums = iif(?5 IS NULL, sums, ?9)"
)
_CHECKED: Final = (
    "SELECT m.id, m.original_name, m.size, m.added_utc, m.added_offset, f.checked_utc,"
    " f.checked_offset, f.good_utc, f.good_offset, f.result, f.wrong"
)
_ONE: Final = f"{_CHECKED} FROM media m LEFT JOIN fixity f ON f.media_row = m.row WHERE m.row = ?"
_WRONG: Final = (
    f"{_CHECKED} FROM fixity f INDEXED BY fixity_wrong JOIN media m ON m.row = f.media_row"
    " WHERE f.result <> 'good' ORDER BY m.added_utc, m.row"
)
_SINCE: Final = (
    "SELECT coalesce(f.good_utc, m.added_utc) AS utc, coalesce(f.good_offset, m.added_offset)"
    " FROM media m LEFT JOIN fixity f ON f.media_row = m.row ORDER BY utc LIMIT 1"
)
_UNREAD: Final = (
    "SELECT (SELECT count(*) FROM media) - (SELECT count(*) FROM fixity INDEXED BY fixity_of_run)"
)


class Fixity:
    """The checks of the originals of one vault."""

    def __init__(self, db: Database, custody: CustodyLog, vault_id: str) -> None:
        self._db, self._custody, self._vault_id = db, custody, vault_id
        self._reading: Reading | None = None
        self._due: list[int] = []
        self._behind = 0

    def begin(self) -> Run:
        """Begin to read all of them, or go on with it; a share of the day ends with that."""
        running = self._running()
        if running is not None and running.whole:
            return running
        with self._db.transaction():
            if running is not None:
                self._end(running)
            return self._begin(whole=True, share=self._total())

    def go_on(self, now: Moment | None = None) -> bool:
        """Read a piece of what is due today; whether there is more of it. Outside of any
        transaction. ``now``: the device's clock, unless it is given.

        ``DamagedVault`` where not even the list of files can be read.
        """
        run = self._running() or self._begun_today(now or Moment.now())
        if run is None:
            return False
        read, ended = self._read_some(run)
        with self._db.transaction() if ended else self._db.transaction_in_order():
            run = self._keep_all(run, read)
            if ended or run.has_read_enough:
                self._end(run)
                return False
        return True

    def check_due(self, progress: Progress = no_progress) -> FixityReport:
        """Read what is due today, now."""
        more = True
        while more:
            more = self.go_on()
            running = self._running()
            if running is not None:
                done = min(running.octets, running.share)
                progress(done, running.share, _("Checking photos and files"))
        return self.report()

    def check_all(self, progress: Progress = no_progress) -> FixityReport:
        """Read all of them now; what a lock or somebody stops goes on another time."""
        self.begin()
        return self.check_due(progress)

    def check_one(self, media_id: str, progress: Progress = no_progress) -> Checked:
        """Read one now, because somebody asks; the log tells it. ``NoSuchRecord``."""
        row = self._row(media_id)
        reading, done = Reading(self._db, row), 0
        while octets := reading.go_on():
            done += octets
            progress(min(done, reading.size), reading.size, _("Checking photos and files"))
        found = reading.found()
        with self._db.transaction():
            self._keep(self._newest(), found, Moment.now(), always=True)
        self._pass_over(row)
        return self.of(media_id)

    @contextmanager
    def reading_back(self) -> Iterator[ReadBack | None]:
        """Gives what reads an original from the device and not from memory; None where the system
        cannot be held to that. Nothing is kept of what is found. ``VaultInUse``, ``StorageError``,
        ``DamagedVault``."""
        with self._db.from_device() as reader:
            yield None if reader is None else partial(_is_whole, reader)

    def sources(self, what: str, count: int, media_ids: Collection[str], medium: str) -> None:
        """Note that so many files are about to be deleted from where they came, or were: ``what``
        says which. ``medium``: a code."""
        ids = sorted(set(media_ids))
        detail = {"what": what, "files": str(count), "medium": medium}
        with self._db.transaction():
            for start in range(0, max(len(ids), 1), _IDS_IN_A_ROW):
                named = {"ids": " ".join(ids[start : start + _IDS_IN_A_ROW])} if ids else {}
                self._custody.append(
                    CustodyKind.FIXITY_CHECK, "vault", self._vault_id, detail | named
                )
            self._db.touch(Part.FIXITY, self._vault_id)

    def of(self, media_id: str) -> Checked:
        """What the last check of a file said; ``NoSuchRecord``."""
        found = self._db.one(_ONE, (self._row(media_id),))
        if found is None:
            raise NoSuchRecord("no media file has this id")
        return _checked(found)

    def wrong(self) -> tuple[Checked, ...]:
        """The files that were not as they came when they were read last."""
        return tuple(_checked(row) for row in self._db.all(_WRONG))

    def report(self) -> FixityReport:
        """How all of them are, as far as they were read."""
        running = self._running()
        last = self._db.one(f"{_RUNS} WHERE ended_utc IS NOT NULL ORDER BY number DESC LIMIT 1")
        since, unread = self._db.one(_SINCE), self._db.one(_UNREAD)
        return FixityReport(
            originals=self._count("count(*)"),
            unread=int(unread[0]) if unread else 0,
            since=Moment(*since) if since else None,
            last=_run(last) if last else None,
            running=running,
            left=max(0, running.share - running.octets) if running else 0,
            wrong=self.wrong(),
        )

    def _row(self, media_id: str) -> int:
        row = media_row(self._db, media_id)
        if row is None:
            raise NoSuchRecord("no media file has this id")
        return row

    def _count(self, what: str) -> int:
        row = self._db.one(f"SELECT {what} FROM media")  # noqa: S608
        return int(row[0]) if row else 0

    def _total(self) -> int:
        return self._count("coalesce(sum(size), 0)")

    def _newest(self) -> int:
        """The number of the newest check; 0 before the first one."""
        row = self._db.one("SELECT coalesce(max(number), 0) FROM fixity_run")
        return int(row[0]) if row else 0

    def _pass_over(self, row: int) -> None:
        """Leave out of the check that goes on what was read meanwhile."""
        self._due = [each for each in self._due if each != row]
        if self._reading is not None and self._reading.row == row:
            self._reading = None

    def _running(self) -> Run | None:
        row = self._db.one(f"{_RUNS} WHERE ended_utc IS NULL ORDER BY number DESC LIMIT 1")
        return _run(row) if row else None

    def _begun_today(self, now: Moment) -> Run | None:
        """The share of the day, begun unless a check began today; None where there is nothing."""
        row = self._db.one(f"{_RUNS} ORDER BY number DESC LIMIT 1")
        before = _run(row).began if row else None
        if before is not None and before.local().date() == now.local().date():
            return None
        if not self._count("count(*)"):
            return None
        with self._db.transaction():
            return self._begin(whole=False, share=share_of(self._total(), before, now), now=now)

    def _begin(self, *, whole: bool, share: int, now: Moment | None = None) -> Run:
        began = now or Moment.now()
        number = self._db.insert(
            "INSERT INTO fixity_run (whole, share, began_utc, began_offset) VALUES (?, ?, ?, ?)",
            (int(whole), share, began.utc, began.offset_minutes),
        )
        self._due, self._behind = [], 0
        self._db.touch(Part.FIXITY, self._vault_id)
        return Run(number, whole, share, began)

    def _read_some(self, run: Run) -> tuple[list[Read], bool]:
        """What was read to its end, and whether nothing is left to read."""
        found: list[Read] = []
        octets = 0
        while octets < _OCTETS and len(found) < _FILES and not _is_enough(run, found):
            # What was found is kept first: those that are due then follow from it.
            reading = self._reading or self._next(run, lists=not found)
            if reading is None:
                return found, not found
            read = reading.go_on()
            octets += read
            self._reading = reading if read else None
            if not read:
                found.append(reading.found())
        return found, False

    def _next(self, run: Run, *, lists: bool) -> Reading | None:
        """The next that is due; None where there is none, or none that is listed already."""
        while True:
            if not self._due and lists:
                self._due = self._list(run)
            if not self._due:
                return None
            reading = self._begun(self._due.pop())
            if reading is not None:
                return reading

    def _begun(self, row: int) -> Reading | None:
        try:
            return Reading(self._db, row)
        except LookupError:
            return None

    def _list(self, run: Run) -> list[int]:
        """The rows of some that are due, the first one last."""
        found = [row for (row,) in self._db.all(_NEVER, (self._behind, _LISTED))]
        if found:
            self._behind = found[-1]
        else:
            found = [row for (row,) in self._db.all(_OLDEST, (run.number, _LISTED))]
        return found[::-1]

    def _keep_all(self, run: Run, read: Iterable[Read]) -> Run:
        now, files, octets, wrong = Moment.now(), run.files, run.octets, run.wrong
        for each in read:
            if self._keep(run.number, each, now):
                files, octets = files + 1, octets + each.size
                wrong += each.result is not FixityResult.GOOD
        self._db.execute(
            "UPDATE fixity_run SET files = ?, octets = ?, wrong = ? WHERE number = ?",
            (files, octets, wrong, run.number),
        )
        if _percent(run.octets, run.share) != _percent(octets, run.share):
            self._db.touch(Part.FIXITY, self._vault_id)
        return Run(run.number, run.whole, run.share, run.began, None, files, octets, wrong)

    def _keep(self, run: int, read: Read, now: Moment, *, always: bool = False) -> bool:
        """Keep what was found of one; False where it was removed meanwhile. The log tells what is
        not good, what is good again, and ``always`` what somebody asked about."""
        before = self._db.one(_ONE, (read.row,))
        if before is None or before[0] != read.media_id:
            return False
        good = read.result is FixityResult.GOOD
        was = _checked(before)
        self._db.execute(
            _KEEP,
            (
                read.row,
                run,
                now.utc,
                now.offset_minutes,
                now.utc if good else None,
                now.offset_minutes if good else None,
                read.result.value,
                _written(read.wrong),
                read.sums if good else b"",
            ),
        )
        if always or not good or not was.is_good:
            detail = {"result": read.result.value, "last_good": was.good.utc}
            if read.wrong:
                detail["bytes"] = _named(read.wrong)
            self._custody.append(CustodyKind.FIXITY_CHECK, MEDIA_KIND, read.media_id, detail)
        if good != was.is_good:
            self._db.touch(Part.FIXITY, self._vault_id)
        return True

    def _end(self, run: Run) -> None:
        now = Moment.now()
        self._db.execute(
            "UPDATE fixity_run SET ended_utc = ?, ended_offset = ? WHERE number = ?",
            (now.utc, now.offset_minutes, run.number),
        )
        detail = {
            "what": WHAT,
            "began": run.began.utc,
            "files": str(run.files),
            "octets": str(run.octets),
            "wrong": str(run.wrong),
        }
        self._custody.append(CustodyKind.FIXITY_CHECK, "vault", self._vault_id, detail)
        self._db.touch(Part.FIXITY, self._vault_id)


def _is_whole(db: Reader, media_id: str, progress: Progress) -> bool:
    row = media_row(db, media_id)
    if row is None:
        return False
    try:
        reading, done = Reading(db, row), 0
        while octets := reading.go_on():
            done += octets
            progress(min(done, reading.size), reading.size, _("Checking photos and files"))
        return reading.found().result is FixityResult.GOOD
    except DamagedVault:
        return False


def _is_enough(run: Run, found: list[Read]) -> bool:
    octets = run.octets + sum(each.size for each in found)
    return not run.whole and bool(found) and octets >= run.share


def _percent(done: int, total: int) -> int:
    return done * 100 // max(total, 1)


def _written(wrong: tuple[Span, ...]) -> str:
    return canonical.encode([[each.first, each.last] for each in wrong[:_NAMED_SPANS]]).decode()


def _named(wrong: tuple[Span, ...]) -> str:
    return ", ".join(f"{each.first}-{each.last}" for each in wrong[:_NAMED_SPANS])


def _checked(row: Row) -> Checked:
    media_id, name, size, *rest = row
    arrived = Moment(*rest[0:2])
    if rest[2] is None:
        return Checked(media_id, name, size, arrived, arrived)
    good = Moment(*rest[4:6]) if rest[4] is not None else arrived
    parts = canonical.decode(rest[7].encode(), list[tuple[int, int]])
    wrong = tuple(Span(*each) for each in parts)
    return Checked(media_id, name, size, Moment(*rest[2:4]), good, FixityResult(rest[6]), wrong)


def _run(row: Row) -> Run:
    number, whole, share, began, east, ended, ended_east, files, octets, wrong = row
    end = Moment(ended, ended_east) if ended is not None else None
    return Run(number, bool(whole), share, Moment(began, east), end, files, octets, wrong)
