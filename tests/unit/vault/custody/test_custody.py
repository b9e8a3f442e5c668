"""Whatever is done to the log afterwards is found, and the row is named (R14)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from desktop import canonical
from desktop.home.custody import genesis, hash_of
from desktop.i18n import set_language
from desktop.model.changes import Part
from desktop.model.consent import Purpose, RecipientKind
from desktop.model.custody import CustodyKind, CustodyReport
from desktop.model.handoff import PackageDocument
from desktop.model.identity import Party
from desktop.model.ids import new_id
from desktop.model.values.moment import Moment
from desktop.vault import Vault
from desktop.vault.custody.naming import entry_called
from desktop.vault.custody.segments import INSTANCE
from desktop.vault.kinds.all import KINDS
from desktop.vault.store.connection import Database
from tests.slices import sliced
from tests.unit.vault.made import record_sent

ROWS = 12
TRIGGERS = ("custody_no_update", "custody_no_delete")
COLUMNS = {
    "id": "x",
    "at_utc": "2020-01-01T00:00:00.000Z",
    "at_offset": 60,
    "agent": "SHA256:somebody",
    "kind": "deletion",
    "object_kind": "person",
    "object_id": "other",
    "detail": '{"n":"changed"}',
    "previous": "0" * 64,
    "hash": "f" * 64,
}


@pytest.fixture
def log(vault: Vault, db: Database) -> Database:
    """A log of twelve rows whose guards somebody with the passphrase has taken down."""
    for number in range(2, ROWS + 1):
        vault.custody.append(CustodyKind.INGESTION, "media", f"m{number}", {"n": str(number)})
    for trigger in TRIGGERS:
        db.execute(f"DROP TRIGGER {trigger}")
    return db


def test_what_happened_to_many_at_once_is_chained_like_single_rows(vault: Vault) -> None:
    before = vault.custody.head().seq
    objects = [("person", f"p{number}") for number in range(50)]
    vault.custody.append_each(CustodyKind.TRANSFER, iter(objects), {"package": "k"})
    vault.custody.append(CustodyKind.TRANSFER, "package", "k")
    events = vault.custody.events()[before:]
    assert [(event.object_kind, event.object_id) for event in events] == [
        *objects,
        ("package", "k"),
    ]
    assert {event.at for event in events[:-1]} == {events[0].at}
    assert vault.custody.verify() == CustodyReport(before + 51, vault.custody.head())


def test_rows_that_are_gathered_are_chained_together_and_without_those_of_a_piece_undone(
    vault: Vault,
) -> None:
    before = vault.custody.head().seq
    with vault.transaction(), vault.custody.gathered():
        vault.custody.append(CustodyKind.INGESTION, "person", "first", {"n": "1"})
        assert vault.custody.head().seq == before
        with pytest.raises(ZeroDivisionError), vault.attempt():
            vault.custody.append(CustodyKind.INGESTION, "person", "undone")
            raise ZeroDivisionError
        vault.custody.append_each(CustodyKind.TRANSFER, [("media", "a"), ("media", "b")])
    vault.custody.append(CustodyKind.TRANSFER, "package", "k")
    told = [(each.object_id, each.detail) for each in vault.custody.events()[before:]]
    assert told == [("first", {"n": "1"}), ("a", {}), ("b", {}), ("k", {})]
    assert vault.custody.verify() == CustodyReport(before + 4, vault.custody.head())


def test_nothing_is_logged_where_the_list_of_objects_breaks_off(vault: Vault) -> None:
    before = vault.custody.head()

    def objects() -> Iterator[tuple[str, str]]:
        yield "person", "p"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        vault.custody.append_each(CustodyKind.TRANSFER, objects())
    assert vault.custody.head() == before
    assert vault.custody.verify().intact


def rehash(db: Database, seq: int) -> str:
    """Make a row agree with itself again, as somebody who knows the format would."""
    row = db.one(
        "SELECT seq, id, at_utc, at_offset, agent, kind, object_kind, object_id, detail,"
        " previous FROM custody WHERE seq = ?",
        (seq,),
    )
    assert row is not None
    names = ("agent", "kind", "object_kind", "object_id")
    event = dict(zip(names, row[4:8], strict=True)) | {
        "seq": row[0],
        "id": row[1],
        "at": {"utc": row[2], "offset_minutes": row[3]},
        "detail": json.loads(row[8]),
        "previous": row[9],
    }
    db.execute("UPDATE custody SET hash = ? WHERE seq = ?", (hash_of(event), seq))
    return hash_of(event)


def test_an_untouched_log_is_intact(vault: Vault, log: Database) -> None:
    report = vault.custody.verify()
    assert report.intact
    assert (report.rows, report.head.seq) == (ROWS, ROWS)
    assert report.head == vault.custody.head()


def test_the_hash_is_the_one_the_documentation_describes(vault: Vault, log: Database) -> None:
    first, second = vault.custody.events()[:2]
    start = hashlib.sha256(b"skrynia custody v1\0" + vault.vault_id.encode()).hexdigest()
    assert first.previous == start == genesis(vault.vault_id)
    plain = json.loads(canonical.encode(second))
    written = plain.pop("hash")
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == written == hash_of(second)
    assert second.previous == first.hash


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("seq", sliced([1, 5, ROWS], 5))
def test_any_column_of_any_row(vault: Vault, log: Database, column: str, seq: int) -> None:
    log.execute(f"UPDATE custody SET {column} = ? WHERE seq = ?", (COLUMNS[column], seq))  # noqa: S608
    (problem,) = vault.custody.verify().problems
    assert problem.startswith(f"Entry {seq} (")
    assert problem.endswith("was changed.")


def test_a_detail_that_only_gained_a_space(vault: Vault, log: Database) -> None:
    log.execute("""UPDATE custody SET detail = '{"n": "7"}' WHERE seq = 7""")
    (problem,) = vault.custody.verify().problems
    assert problem == "Entry 7 (Added: photo or file m7) was changed."


@pytest.mark.parametrize("language", ["be", "ru"])
def test_an_entry_is_named_without_codes(language: str) -> None:
    set_language(language)
    records = [each.name for each in KINDS]
    parts = (Part.NAME_DECISION, Part.PROTECTED_NAME, INSTANCE)
    others = ("card", "item", "key-slot", "organisation", "package", "vault")
    objects = (*parts, *others, *records)
    for kind in CustodyKind:
        for of in objects:
            assert not re.search("[A-Za-z]", entry_called(kind, of, "7")), (kind, of)


def test_a_detail_that_is_no_json(vault: Vault, log: Database) -> None:
    log.execute("UPDATE custody SET detail = '{' WHERE seq = 7")
    assert vault.custody.verify().problems == ("Entry 7 (Added: photo or file m7) was changed.",)


def test_a_row_rewritten_with_its_hash(vault: Vault, log: Database) -> None:
    log.execute("UPDATE custody SET object_id = 'other' WHERE seq = 5")
    rehash(log, 5)
    (problem,) = vault.custody.verify().problems
    assert problem == (
        "Entry 6 (Added: photo or file m6) is not linked to the previous entry 5 "
        "(Added: photo or file other)."
    )


def test_the_last_row_rewritten_with_its_hash(vault: Vault, log: Database) -> None:
    log.execute("UPDATE custody SET object_id = 'other' WHERE seq = ?", (ROWS,))
    rehash(log, ROWS)
    (problem,) = vault.custody.verify().problems
    assert problem.startswith(f"Entry {ROWS} (Added: photo or file other) is not the one")


def test_rows_cut_off_the_end(vault: Vault, log: Database) -> None:
    log.execute("DELETE FROM custody WHERE seq > 9")
    assert vault.custody.verify().problems == ("Entries 10 to 12 were cut off at the end.",)


def test_all_rows_gone(vault: Vault, log: Database) -> None:
    log.execute("DELETE FROM custody")
    assert vault.custody.verify().problems == ("Entries 1 to 12 were cut off at the end.",)


def test_rows_missing_in_the_middle(vault: Vault, log: Database) -> None:
    log.execute("DELETE FROM custody WHERE seq IN (4, 5)")
    assert vault.custody.verify().problems == ("Entries 4 to 5 are missing.",)


def test_the_first_row_missing(vault: Vault, log: Database) -> None:
    log.execute("DELETE FROM custody WHERE seq = 1")
    assert vault.custody.verify().problems == ("Entries 1 to 1 are missing.",)


def test_two_rows_swapped(vault: Vault, log: Database) -> None:
    for old, new in ((4, 100), (8, 4), (100, 8)):
        log.execute("UPDATE custody SET seq = ? WHERE seq = ?", (new, old))
    problems = vault.custody.verify().problems
    assert "Entry 4 (Added: photo or file m8) was changed." in problems
    assert "Entry 8 (Added: photo or file m4) was changed." in problems


@pytest.mark.parametrize("moves_the_head", [False, True])
def test_a_row_added_by_hand(vault: Vault, log: Database, moves_the_head: bool) -> None:
    log.execute(
        "INSERT INTO custody SELECT 13, 'new', at_utc, at_offset, agent, kind, object_kind,"
        " 'forged', detail, hash, '' FROM custody WHERE seq = 12"
    )
    forged = rehash(log, 13)
    if moves_the_head:
        # Whoever holds the open vault and rewrites the head as well is caught only by what
        # has left the vault: the next test.
        log.execute("UPDATE custody_head SET seq = 13, hash = ?", (forged,))
        assert vault.custody.verify().intact
    else:
        (problem,) = vault.custody.verify().problems
        assert problem == "Entries 13 to 13 were added after the end."


def test_the_head_gone(vault: Vault, log: Database) -> None:
    log.execute("DELETE FROM custody_head")
    assert vault.custody.verify().problems == ("The mark of the end of the log is missing.",)


def send_package(vault: Vault) -> PackageDocument:
    document = PackageDocument(
        package_id=new_id(),
        sender=vault.identity.party(),
        recipients=(Party("SHA256:office", "Office"),),
        recipient_kind=RecipientKind.ORGANISATION,
        purpose=Purpose.KEEP,
        written_at=Moment.now(),
        records=(),
        media=(),
        consents=(),
        custody_head=vault.custody.head(),
    )
    record_sent(vault, document, file_name="x.age", size=1, tagmanifest_sha256="0" * 64)
    return document


def rewrite_everything(db: Database, from_seq: int) -> None:
    """Forge a log that agrees with itself in every row and in its head."""
    db.execute("UPDATE custody SET object_id = 'forged' WHERE seq = ?", (from_seq,))
    rows = db.all("SELECT seq FROM custody WHERE seq >= ? ORDER BY seq", (from_seq,))
    for (seq,) in rows:
        forged = rehash(db, seq)
        db.execute("UPDATE custody SET previous = ? WHERE seq = ?", (forged, seq + 1))
        db.execute("UPDATE custody_head SET seq = ?, hash = ?", (seq, forged))


def test_a_log_forged_throughout_is_betrayed_by_a_package_that_left(
    vault: Vault, log: Database
) -> None:
    send_package(vault)
    assert vault.custody.verify().intact
    rewrite_everything(log, 5)
    (problem,) = vault.custody.verify().problems
    assert problem.startswith(
        "Entry 12 (Added: photo or file m12) is not the one in an earlier package"
    )


def test_a_log_cut_back_behind_a_package_that_left(vault: Vault, log: Database) -> None:
    send_package(vault)
    log.execute("DELETE FROM custody WHERE seq > 9")
    row = log.one("SELECT hash FROM custody WHERE seq = 9")
    assert row is not None
    log.execute("UPDATE custody_head SET seq = 9, hash = ?", row)
    (problem,) = vault.custody.verify().problems
    assert problem == "Entry 12, which is in an earlier package, is missing."


def test_the_word_of_a_package_that_was_altered(vault: Vault, log: Database) -> None:
    package_id = send_package(vault).package_id
    log.execute("UPDATE package_sent_piece SET bytes = x'7b7d'")
    (problem,) = vault.custody.verify().problems
    assert package_id in problem


@pytest.mark.parametrize("change", ["UPDATE custody SET agent = ''", "DELETE FROM custody"])
def test_the_program_itself_cannot_change_a_row(vault: Vault, db: Database, change: str) -> None:
    with pytest.raises(sqlcipher.IntegrityError, match="append-only"):
        db.execute(change)
    assert vault.custody.verify().intact


def test_an_event_stands_or_falls_with_what_it_tells_of(vault: Vault) -> None:
    before = vault.custody.head()

    def fail() -> None:
        with vault.transaction():
            vault.people.new("P-1", ())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert vault.custody.head() == before
    assert vault.people.all() == []


def test_a_digest_says_nothing_without_its_salt_and_stays_the_same_with_it(
    vault: Vault, db: Database
) -> None:
    first = vault.custody.digest("m1", b"photo")
    assert first == vault.custody.digest("m1", b"photo")
    assert first != vault.custody.digest("m2", b"photo")
    assert first != hashlib.sha256(b"photo").hexdigest()
    db.execute("DELETE FROM custody_salt WHERE object = (SELECT row FROM object WHERE id = 'm1')")
    assert vault.custody.digest("m1", b"photo") != first


def test_events_of_one_object_in_order(vault: Vault) -> None:
    person = vault.people.new("P-1", ())
    vault.custody.append(CustodyKind.DISCLOSURE, "person", person.id)
    kinds = [event.kind for event in vault.custody.events(person.id)]
    assert kinds == [CustodyKind.CREATION, CustodyKind.DISCLOSURE]


@pytest.mark.parametrize(
    "harm",
    [
        lambda db: db.execute("UPDATE custody SET kind = 'no such kind' WHERE seq = 3"),
        lambda db: db.execute("UPDATE custody SET at_offset = 9223372036854775807 WHERE seq = 3"),
        lambda db: db.execute("UPDATE custody SET detail = '[[[[' WHERE seq = 3"),
    ],
)
def test_what_no_event_could_hold_is_named_too(
    vault: Vault, log: Database, harm: Callable[[Database], int]
) -> None:
    harm(log)
    report: CustodyReport = vault.custody.verify()
    assert [p for p in report.problems if p.startswith("Entry 3 ")]


def test_rows_of_many_objects_are_chained_with_their_ids_in_order(vault: Vault) -> None:
    """Random ids in any order cost a page of their index each: seven seconds of a package of
    everything, in which nothing could be cancelled."""
    before = vault.custody.head().seq
    objects = [("person", f"P-{number:03}") for number in range(300)]
    vault.custody.append_each(CustodyKind.TRANSFER, objects, {"package": "p"})
    events = [event for event in vault.custody.events() if event.seq > before]
    assert [(event.object_kind, event.object_id) for event in events] == objects
    ids = [event.id for event in events]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(objects)
    assert all(event.detail == {"package": "p"} for event in events)
    assert vault.custody.verify().intact
