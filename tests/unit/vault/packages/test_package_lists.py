"""A list of packages costs its page: no document is read, no table is walked."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop import canonical
from desktop.model.handoff import Outcome
from desktop.vault import Vault, open_vault
from desktop.vault.kinds.all import KINDS
from desktop.vault.kinds.kind import Grounds
from desktop.vault.records.handoff import package_digests
from desktop.vault.store.connection import Database
from desktop.vault.store.migrate import MIGRATIONS, migrate, no_backup
from tests.support import PASSPHRASE, open_interview
from tests.unit.vault.made import OFFICE, PHOTO, receipt_of, send
from tests.unit.vault.rules.costs import cost_of, whole_tables

KEY = bytes(range(32))


def filled(vault: Vault) -> str:
    """An interview that was sent twice, receipted once and received once; its id."""
    interview = open_interview(vault)
    first, _second = send(vault, interview.id, PHOTO), send(vault, interview.id)
    receipt = receipt_of(first, Outcome.SET_ASIDE)
    vault.packages.record_receipt(receipt, canonical.encode(receipt), b"signature")
    manifest = first.tagmanifest_sha256
    vault.packages.record_received(first.document, tagmanifest_sha256=manifest, receipt=receipt)
    return interview.id


def test_pages_of_packages_are_in_one_order_and_miss_none(vault: Vault) -> None:
    interview = open_interview(vault)
    made = {send(vault, interview.id).package_id for _ in range(7)}
    pages = [vault.packages.sent(offset, 3) for offset in (0, 3, 6)]
    assert [len(page) for page in pages] == [3, 3, 1]
    listed = [package for page in pages for package in page]
    assert {package.package_id for package in listed} == made
    assert listed == vault.packages.sent() == vault.packages.sent_with(interview.id)
    assert vault.packages.count_sent() == 7
    assert vault.packages.count_received() == 0


def test_a_summary_says_what_the_document_says(vault: Vault) -> None:
    filled(vault)
    for listed in vault.packages.sent():
        whole = vault.packages.get_sent(listed.package_id)
        assert (listed.file_name, listed.size) == (whole.file_name, whole.size)
        assert (listed.recipient, listed.recipient_name) == (whole.recipient, whole.recipient_name)
        assert listed.purpose is whole.document.purpose
        assert listed.written_at == whole.document.written_at
        assert listed.interviews == whole.document.interviews == 1
        assert listed.files == len(whole.document.media)
        assert listed.receipted_at == whole.receipted_at
        assert listed.set_aside == sum(line.outcome == "set-aside" for line in whole.lines)
    [received] = vault.packages.received()
    kept = vault.packages.get_received(received.package_id)
    assert (received.sender, received.received_at) == (kept.sender, kept.received_at)
    assert received.sender_name == kept.document.sender.name
    assert (received.interviews, received.files, received.set_aside) == (1, 1, 2)


def test_lists_and_states_of_packages_walk_no_table_and_read_no_document(vault: Vault) -> None:
    interview_id = filled(vault)

    def read(vault: Vault) -> None:
        vault.packages.sent(10, 10)
        vault.packages.received(10, 10)
        vault.packages.sent_with(interview_id)
        vault.interviews.handoff_state(interview_id)
        vault.outlines.packages_confirmed(OFFICE.fingerprint)
        list(vault.outlines.items_confirmed(OFFICE.fingerprint))

    cost = cost_of(vault, read)
    assert whole_tables(vault._db, cost) == []
    assert not any("_document" in sql for sql in cost.statements)


def test_what_is_planned_is_read_by_keys_and_heads_from_an_index_alone(vault: Vault) -> None:
    interview_id = filled(vault)

    def read(vault: Vault) -> None:
        list(vault.outlines.interviews([interview_id]))
        list(vault.outlines.sent_to(OFFICE.fingerprint, [interview_id]))
        for kind in KINDS:
            if isinstance(kind.grounds, Grounds):
                list(vault.outlines.following(kind.name, [interview_id]))
                vault.outlines.grounds(kind.name, [interview_id])
            vault.outlines.record_ids(kind.name)
        list(vault.outlines.each_head([interview_id]))
        vault.outlines.written_since([interview_id])

    cost = cost_of(vault, read)
    assert whole_tables(vault._db, cost) == []
    plans = [
        line
        for sql in cost.statements
        for *_, line in vault._db.all(f"EXPLAIN QUERY PLAN {sql}")
        if line.startswith(("SEARCH v ", "SEARCH c "))
    ]
    index = "USING COVERING INDEX record_version_of (record_id=?)"
    assert plans == [f"SEARCH v {index}", f"SEARCH c {index}"]


def test_no_list_holds_each_version_of_a_record_against_each_other(vault: Vault) -> None:
    """Whoever is trusted may send some thousands of one record."""
    interview_id = filled(vault)

    def read(vault: Vault) -> None:
        vault.interviews.summaries()
        list(vault.outlines.each_head([interview_id]))
        vault.versions.heads(interview_id)

    plans = [
        line
        for sql in cost_of(vault, read).statements
        for *_, line in vault._db.all(f"EXPLAIN QUERY PLAN {sql}")
    ]
    assert any("version_child (parent_id=?)" in line for line in plans)
    assert not any("version_child (parent_id=? AND version_id=?)" in line for line in plans)


def test_packages_of_a_vault_from_before_are_listed_as_those_of_today(
    vault: Vault, tmp_path: Path
) -> None:
    filled(vault)
    # A package from before says nothing of its sender's log.
    vault._db.execute("UPDATE package_received SET log_told = ''")
    folder = tmp_path / "before"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("000[6-9]*", "00[1-9]*"))
    with Database(tmp_path / "before.db", KEY, create=True) as db:
        migrate(db, no_backup, folder)
        _as_before(vault._db, db)
        migrate(db, no_backup)
        package_digests.fill(db)
        for table in ("package_sent", "package_received", "package_item", "receipt"):
            assert _rows(db, table) == _rows(vault._db, table)
        for table in ("package_sent_piece", "package_received_piece"):
            assert _rows(db, table) == _rows(vault._db, table)
        assert db.all("PRAGMA foreign_key_check") == []


_WHOLE = (
    "(SELECT package_id, max(bytes) FILTER (WHERE part = 'document') AS document,"
    " max(bytes) FILTER (WHERE part = 'receipt') AS receipt"
    " FROM package_received_piece GROUP BY package_id)"
)
_SENT = "(SELECT package_id, bytes AS document FROM package_sent_piece)"
"""The documents of packages that are a piece each, as they lay beside each other before."""


def _as_before(db: Database, before: Database) -> None:
    """Lay the packages into a database in which each row held its document."""
    kept = (
        "package_id, file_name, size, recipient, purpose, written_utc, written_offset,"
        " tagmanifest_sha256, state, target"
    )
    _copy(db, before, "package_sent", f"{kept}, document", _SENT)
    kept = "package_id, sender, tagmanifest_sha256, received_utc, received_offset"
    _copy(db, before, "package_received", f"{kept}, document, receipt", _WHOLE)
    _copy(db, before, "package_item", "package_id, item, record_id, outcome, reason")
    kept = "receipt_id, package_id, signer, imported_utc, imported_offset, document, signature"
    _copy(db, before, "receipt", kept)


def _copy(db: Database, target: Database, table: str, columns: str, beside: str = "") -> None:
    joined = f"{table} JOIN {beside} USING (package_id)" if beside else table
    marks = ", ".join("?" for _ in columns.split(","))
    rows = db.all(f"SELECT {columns} FROM {joined}")  # noqa: S608
    target.execute_many(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def _rows(db: Database, table: str) -> list[dict[str, object]]:
    names = sorted(row[1] for row in db.all(f"PRAGMA table_info({table})"))
    listed = ", ".join(names)
    rows = db.all(f"SELECT {listed} FROM {table} ORDER BY {listed}")  # noqa: S608
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_the_packages_of_a_vault_survive_closing_and_opening(vault: Vault) -> None:
    filled(vault)
    before = vault.packages.sent(), vault.packages.received()
    folder = vault.folder
    vault.close()
    with open_vault(folder, PASSPHRASE) as opened:
        assert (opened.packages.sent(), opened.packages.received()) == before
