"""An open vault: the records by noun, all on the thread that opened it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from desktop.crypto.secret import Secret
from desktop.errors import DamagedVault, StorageError
from desktop.home.deciding import text_for
from desktop.model.changes import Changes
from desktop.model.consent import Consent
from desktop.model.consent.reading import SpokenText
from desktop.model.custody import CustodyReport
from desktop.model.version import RecordKind
from desktop.names import forgetting as names_read
from desktop.progress import Progress, no_progress
from desktop.vault.backups.backups import Backups
from desktop.vault.custody.log import CustodyLog
from desktop.vault.custody.unfinished import Leftovers, remembered
from desktop.vault.file import backup, check, found_check, found_renewal
from desktop.vault.file.folder import VaultFolder
from desktop.vault.file.lost import Lost, LostSaves
from desktop.vault.kinds.all import BY_NAME, HITS, KINDS, LONG
from desktop.vault.records import found_within
from desktop.vault.records.acquisitions import Acquisitions
from desktop.vault.records.cards import Cards
from desktop.vault.records.companions import Companions
from desktop.vault.records.concerning import Concerning
from desktop.vault.records.consents import Consents
from desktop.vault.records.derived import Derived
from desktop.vault.records.drafts import Drafts
from desktop.vault.records.edits import Edits
from desktop.vault.records.handoff.packages import Packages
from desktop.vault.records.handoff.told_back import ToldBack
from desktop.vault.records.handoff.unsettled import Unsettled
from desktop.vault.records.identity import load_identity
from desktop.vault.records.interviews import Interviews
from desktop.vault.records.likely import LikelyPeople
from desktop.vault.records.lone_consents import LoneConsents
from desktop.vault.records.media import MediaFiles
from desktop.vault.records.name_decisions import NameDecisions
from desktop.vault.records.organisation import OwnOrganisation
from desktop.vault.records.originals import found_in_files
from desktop.vault.records.originals.fixity import Fixity
from desktop.vault.records.originals.lookalikes import Lookalikes
from desktop.vault.records.originals.pictures import Pictures
from desktop.vault.records.outlines import Outlines
from desktop.vault.records.passages import Passages
from desktop.vault.records.people import People
from desktop.vault.records.places import Places
from desktop.vault.records.protected_names import ProtectedNames
from desktop.vault.records.redactions import Redactions
from desktop.vault.records.removal import Removal
from desktop.vault.records.sameness import SamePeople
from desktop.vault.records.sets import Sets
from desktop.vault.records.strangers import Strangers
from desktop.vault.records.waiting import Waiting
from desktop.vault.records.ways_in import WaysIn
from desktop.vault.search.search import Search
from desktop.vault.search.waiting import left_waiting
from desktop.vault.store.connection import Database
from desktop.vault.versions.bound import is_older
from desktop.vault.versions.sums import noted
from desktop.vault.versions.versions import Versions

_AT_ONCE: Final = 0.25
"""Seconds that a stick has to say what lies on it, where a killed process wrote to one; a quarter
of what deriving the key takes."""


class Vault:
    """An open vault, made by ``create_vault`` or ``open_vault``; ``with`` or ``close`` ends it."""

    def __init__(self, folder: VaultFolder, db: Database, vault_id: str) -> None:
        self._folder, self._db = folder, db
        self._leftovers: Leftovers | None = None
        self._unsettled: Unsettled | None = None
        self.vault_id = vault_id
        self.older = is_older(db)
        """Whether what decides what may leave was not what was written last when this was opened:
        then nothing leaves, and a check says what it is."""
        marked = noted(db)
        self.older_at_update = any(not each.at_rescue for each in marked)
        """Whether anything was not what was written last when the program was updated."""
        self.older_at_rescue = any(each.at_rescue for each in marked)
        """Whether this was rescued from a damaged one, and anything is not what was written last
        there."""
        self.identity = load_identity(db)
        self.custody = CustodyLog(db, vault_id, self.identity.fingerprint)
        self.losses = LostSaves(db, self.custody, vault_id, older=self.older)
        self.versions = Versions(db, self.custody, self.identity, older=self.older)
        self.sameness = SamePeople(db, self.custody, self.versions)
        self.people = People(db, self.custody, self.sameness.groups)
        self.protected = ProtectedNames(db, self.custody, self.sameness.perhaps)
        self.places = Places(db, self.custody)
        self.likely = LikelyPeople(db, self.sameness)
        self.cards = Cards(db, self.custody, self.versions)
        self.packages = Packages(db, self.custody)
        lone = LoneConsents(db)
        self.consents = Consents(
            db, self.custody, self.versions, self.packages, lone, self._text_for
        )
        self.strangers = Strangers(db, self.consents, self.versions)
        self.interviews = Interviews(db, self.custody, self.versions, lone)
        self.derived = Derived(db, self.custody, self.versions)
        ours = self.identity.fingerprint
        self.told_back = ToldBack(db, self.versions, self.consents, ours)
        self.removal = Removal(db, self.custody, older=self.older)
        self.edits = Edits(db, self.versions)
        self.media = MediaFiles(db, self.custody)
        self.sets = Sets(db, self.custody)
        self.acquisitions = Acquisitions(db, self.custody)
        self.companions = Companions(db, self.custody)
        self.passages = Passages(db, self.custody, self.versions)
        self.redactions = Redactions(db, self.custody)
        self.outlines = Outlines(db, self.versions.head_ids, ours, self.losses.refuse_unlooked)
        self.pictures = Pictures(db, self.companions.of_one_shot)
        self.lookalikes = Lookalikes(db, self.companions)
        self.fixity = Fixity(db, self.custody, vault_id)
        self.drafts = Drafts(db)
        self.name_decisions = NameDecisions(db, self.custody)
        self.waiting = Waiting(db, lone, self.drafts, self.versions.head_ids)
        self.organisation = OwnOrganisation(db, self.identity, self.cards, self.custody)
        self.search = Search(
            db,
            HITS,
            partial(found_within.rule, db),
            found_check.texts_by_hit,
            found_in_files.BEHIND,
            LONG,
        )
        self.concerning = Concerning(db, self.search)
        self.backups = Backups(db, self.custody, folder.path, vault_id, self.losses.keep)
        self.ways_in = WaysIn(db, self.custody, folder, vault_id, self.identity.role)

    @property
    def file_salt(self) -> bytes:
        """The 16 random bytes that the database's file and every plain copy of it start with."""
        row = self._db.one("PRAGMA cipher_salt")
        return bytes.fromhex(row[0]) if row else b""

    @property
    def folder(self) -> Path:
        """Where the vault lies."""
        return self._folder.path

    @property
    def read_only(self) -> bool:
        """Whether it lies on a medium that cannot be written to: whatever writes raises
        ``VaultReadOnly``."""
        return self._folder.read_only

    @property
    def lost(self) -> Lost | None:
        """What of the last saves was missing when this was opened."""
        return self.losses.found

    @property
    def unlooked(self) -> Lost | None:
        """What of the last saves was missing at this opening or an earlier one, until somebody
        says that the consents were looked at: nothing is sent until then."""
        return self.losses.unlooked

    def consents_looked_at(self) -> None:
        """Say so. What is sent from now on goes by the consents as they are. ``OlderVault`` where
        nothing may be sent all the same."""
        self.losses.looked_at()

    def called(self, kind: RecordKind, record_id: str) -> str:
        """What people call a record, in one line; "" where it, or its kind, is not here. One that
        is shown to others under another id is called as it is here."""
        known = BY_NAME.get(kind)
        if known is None:
            return ""
        said = known.called(self._db, record_id)
        source = "" if said else self.derived.source_of(record_id)
        return known.called(self._db, source) if source else said

    def body(self, kind: RecordKind, record_id: str) -> Any:
        """A record as the working tables hold it; None where it, or its kind, is not here."""
        known = BY_NAME.get(kind)
        return known.load(self._db, record_id) if known else None

    def counts(self) -> dict[RecordKind, int]:
        """How many records of each kind are here, in the order of ``KINDS``."""
        return {kind.name: self._count(kind.table.name) for kind in KINDS}

    def _count(self, table: str) -> int:
        row = self._db.one(f"SELECT count(*) FROM {table}")  # noqa: S608
        return int(row[0]) if row else 0

    def _text_for(self, consent: Consent) -> SpokenText:
        who = self.interviews.led_by(consent.interview_id)
        return text_for(consent, self.organisation.read(), who, self.identity.name)

    def transaction(self) -> AbstractContextManager[None]:
        """All of it or nothing. An inner one joins the outer: the outermost commits all."""
        return self._db.transaction()

    def transaction_in_order(self) -> AbstractContextManager[None]:
        """One of many of a job that can be done again: its end does not wait for the disk, the
        end of the next :meth:`transaction` waits for both."""
        return self._db.transaction_in_order()

    def catch_up(self) -> None:
        """Write what is left for the end of the open transaction until now, where it is much, so
        that its end takes little longer than that of a short one. Outside of any
        :meth:`attempt`."""
        self._db.catch_up()

    def found_behind(self) -> AbstractContextManager[None]:
        """While open, new texts wait to be indexed: :meth:`go_on_with_leftovers` does it, and a
        search says so meanwhile."""
        return left_waiting(self._db)

    def attempt(self) -> AbstractContextManager[None]:
        """A piece inside a transaction that is undone alone when it fails: for who goes on."""
        return self._db.attempt()

    def log_moved_apart(self) -> AbstractContextManager[Callable[[], bool]]:
        """For a job of many transactions: what gathers in the log is moved between two of them,
        by what this gives, and not at their ends."""
        return self._db.log_moved_apart()

    @property
    def in_transaction(self) -> bool:
        """Whether what is written now may still be undone."""
        return self._db.in_transaction

    @property
    def rows_written(self) -> int:
        """A number that no write leaves as it was: whether anything changed since it was read."""
        return self._db.rows_written

    def take_changes(self) -> Changes:
        """What committed transactions touched since this was last asked."""
        return self._db.touched.take()

    def let_go(self) -> None:
        """Free what is held of the database beside what is being worked on: after a long job."""
        self._db.let_go()

    def check_secret(self, secret: Secret | str) -> None:
        """``WrongPassphrase``, ``NoSlotForSecret`` unless it opens this vault; one derivation."""
        self.ways_in.opening(secret)

    def backup(self, target: Path, progress: Progress = no_progress) -> tuple[str, ...]:
        """An encrypted copy in the new folder ``target``, opened and checked before it counts.

        It opens with today's passphrases. Returns what of it is not what was written last, as
        ``CheckReport.older`` of this vault names it. ``VaultExists``, ``DiskFull``,
        ``NotWritable``.
        """
        self.losses.keep()
        older = backup.make_backup(self._db, self.folder, target, progress)
        detail = {"head": str(self.custody.head().seq)}
        backup.log_backup(self.custody, self.vault_id, detail)
        return older

    def check(self, progress: Progress = no_progress) -> check.CheckReport:
        """Everything that can be verified about what is stored."""
        report = check.check(self._db, self.custody, progress)
        pending = self.losses.pending
        lost = (*report.lost, pending) if pending else report.lost
        return replace(report, lost=lost, unlooked=self.losses.unlooked is not None)

    def check_log(self, progress: Progress = no_progress) -> CustodyReport:
        """The custody log alone; outside of any transaction."""
        return check.check_log(self._db, self.custody, progress)

    def renew_index(self, progress: Progress = no_progress) -> None:
        """Make anew what is found by searching and above lists, from the records: a check of it
        then finds nothing. Piece by piece; until it has ended, not everything is found."""
        found_renewal.renew(self._db, progress)

    def unpacking(self, growing: Path) -> AbstractContextManager[None]:
        """Let a package be unpacked as the folder ``growing`` inside, a passing name.

        What a kill leaves of it is removed when the vault is opened next.
        """
        return remembered(self._db, growing)

    def look_for_leftovers(self) -> None:
        """Begin to look for what killed processes left outside the vault: decrypted files, which
        are removed, and packages that were about to get their names.

        What became of those is recorded where it is found at once, otherwise when the vault is
        closed; ``StorageError`` where the disk takes no record of it.
        """
        self._leftovers = Leftovers(self._db)
        self._unsettled = Unsettled(self._db, self.packages.sending)
        self._unsettled.settle(_AT_ONCE)

    def go_on_with_leftovers(self) -> bool:
        """Do a piece of what packages, killed or stopped jobs, or an update left in the vault to be
        indexed, removed or finished; whether there was any. For when nobody has anything else to
        do."""
        return (
            self.search.index_waiting()
            or self.media.remove_leftover()
            or self.packages.sending.go_on_one()
            or self.pictures.find_some()
            or self.search.index_anew()
            or self.search.learn_words()
        )

    def checkpoint(self) -> None:
        """Move all that was saved from the log into the database's file. ``VaultInUse``."""
        self._db.checkpoint()

    def close(self) -> None:
        """Close the database and let another process have the vault; twice is no error."""
        leftovers, self._leftovers = self._leftovers, None
        unsettled, self._unsettled = self._unsettled, None
        with ExitStack() as last:
            last.callback(_forget_names)
            last.callback(self.likely.forget)
            last.callback(self._folder.release)
            last.callback(self._db.close)
            if unsettled is not None:
                with suppress(StorageError, DamagedVault):
                    unsettled.settle(_AT_ONCE)
            if leftovers is not None:
                leftovers.forget()

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_READING_NAMES: Final = (
    "desktop.showing.kept",
    "desktop.vault.search.outline",
    "desktop.vault.search.widening",
)
"""Modules that keep what they read of names, and have ``forget``."""


def _forget_names() -> None:
    """Let go what was read of names while a vault was open. Nothing is imported to forget."""
    names_read.forget()
    for name in _READING_NAMES:
        read = sys.modules.get(name)
        if read is not None:
            read.forget()
