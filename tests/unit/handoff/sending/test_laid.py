"""What a package carries is laid in pieces before it is recorded: nothing counts before its row."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import Cancelled, ConsentRefused
from desktop.handoff.sending import gate, gate_kept
from desktop.handoff.sending.plan import PackagePlan
from desktop.handoff.sending.write import write_package
from desktop.i18n import _
from desktop.model.custody import CustodyKind
from desktop.model.interview import Interview
from desktop.progress import UNSTOPPABLE, Progress, no_progress
from desktop.vault.records.handoff import package_laid
from desktop.vault.store import document_pieces
from desktop.vault.store.connection import Database
from desktop.vault.store.migrate import MIGRATIONS, migrate, no_backup
from tests.unit.handoff.ends import Vaults, interview
from tests.unit.vault.made import CarriedWhole

_TABLES = ("package_item", "package_record", "package_sent_piece", "package_untold")
_KEY = bytes(32)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of a few records takes as many pieces as one of everything."""
    monkeypatch.setattr(package_laid, "_ROWS", 1)
    monkeypatch.setattr(package_laid, "_REMOVED", 2)
    monkeypatch.setattr(document_pieces, "_PIECE", 500)


@pytest.fixture
def made(ends: Vaults) -> Interview:
    return interview(ends.researcher, files=[b"photo", b"another"])


def laid(ends: Vaults) -> int:
    """Rows in the vault of what packages carry."""
    counts = (ends.researcher._db.one(f"SELECT count(*) FROM {table}") for table in _TABLES)  # noqa: S608
    return sum(row[0] for row in counts if row)


def while_recording(act: Callable[[int], None]) -> Progress:
    """Calls ``act`` at each safe point of the laying with its number."""
    number = 0

    def progress(done: int, total: int, what: str) -> None:
        nonlocal number
        if what == _("Recording what will be sent"):
            number += 1
            act(number)

    return progress


def times_told(ends: Vaults, package_id: str) -> list[int]:
    """How often the log tells of each record of a package that it left."""
    document = ends.researcher.packages.get_sent(package_id).document
    events = [
        (event.object_kind, event.object_id)
        for event in ends.researcher.custody.events()
        if event.kind == CustodyKind.TRANSFER and event.detail.get("package") == package_id
    ]
    return [events.count(each) for each in CarriedWhole(document).records()]


def test_a_cancel_between_any_two_pieces_leaves_nothing_that_counts(
    ends: Vaults, made: Interview
) -> None:
    vault, plan, most = ends.researcher, ends.plan(), 0

    def count(number: int) -> None:
        nonlocal most
        most = number

    def stop_at(last: int) -> Progress:
        def act(number: int) -> None:
            assert not vault._db.in_transaction
            if number == last:
                raise Cancelled

        return while_recording(act)

    before = vault.interviews.handoff_state(made.id)
    listed = vault.interviews.summaries()
    for last in (1, 2, 5, 9, 14):
        with pytest.raises(Cancelled):
            write_package(vault, plan, ends.stick, stop_at(last))
        assert list(ends.stick.iterdir()) == []
        assert vault.packages.sent() == []
        assert vault.packages.sent_with(made.id) == []
        assert vault.interviews.handoff_state(made.id) == before
        assert vault.interviews.summaries() == listed
        assert vault.check().intact
    assert laid(ends) > 0
    written = write_package(vault, ends.plan(), ends.stick, while_recording(count))
    assert most > 14
    carried = CarriedWhole(vault.packages.get_sent(written.package_id).document)
    items = vault._db.all("SELECT item, record_id FROM package_item ORDER BY item")
    assert items == carried.by_item()
    assert vault._db.all("SELECT * FROM package_unfinished") == []
    assert vault.consents.withdraw(made.id, "no longer") == vault.packages.sent()
    assert vault.check().intact


def test_what_a_cancelled_package_left_is_removed_piece_by_piece_when_nobody_waits(
    ends: Vaults, made: Interview
) -> None:
    def stop(number: int) -> None:
        if number == 12:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_package(ends.researcher, ends.plan(), ends.stick, while_recording(stop))
    steps, before = 0, laid(ends)
    assert before > 3
    while ends.researcher.go_on_with_leftovers():
        steps += 1
        assert before - laid(ends) <= 4
        before = laid(ends)
    assert (steps > 2, before) == (True, 0)
    assert ends.researcher.check().intact


def test_what_is_being_laid_is_no_leftover(ends: Vaults, made: Interview) -> None:
    def tidy(_number: int) -> None:
        assert not ends.researcher.go_on_with_leftovers()

    written = write_package(ends.researcher, ends.plan(), ends.stick, while_recording(tidy))
    assert set(times_told(ends, written.package_id)) == {1}
    assert ends.researcher.check().intact


def test_what_cannot_be_cancelled_writes_as_little_however_much_travels(ends: Vaults) -> None:
    """Recording a package of everything took six seconds in one piece."""

    def rows() -> int:
        """Between the last word before the commit and the next safe point."""
        seen: list[int] = []

        def progress(done: int, total: int, what: str) -> None:
            if total == UNSTOPPABLE:
                seen.append(ends.researcher.rows_written)

        write_package(ends.researcher, ends.plan(), ends.stick, progress)
        return seen[1] - seen[0]

    interview(ends.researcher)
    few = rows()
    interview(ends.researcher, "W-002", files=[b"%d" % number for number in range(20)])
    assert rows() <= few < 20


def test_a_stop_while_the_log_is_told_leaves_the_package_out_and_the_rest_for_later(
    ends: Vaults, made: Interview
) -> None:
    vault, reports = ends.researcher, 0

    def stop(done: int, total: int, what: str) -> None:
        nonlocal reports
        reports += total == UNSTOPPABLE
        if reports == 3:
            raise Cancelled

    written = write_package(vault, ends.plan(), ends.stick, stop)
    assert written.path.exists()
    [package] = vault.packages.sent()
    assert package.certain
    told = times_told(ends, written.package_id)
    assert sorted(set(told)) == [0, 1]
    assert vault.check().intact
    interview(vault, "W-002")
    ends.write()
    assert set(times_told(ends, written.package_id)) == {1}
    assert not vault.go_on_with_leftovers()
    assert vault.check().intact


def test_a_consent_withdrawn_while_a_package_is_laid_stops_it(
    ends: Vaults, made: Interview
) -> None:
    def withdraw(number: int) -> None:
        if number == 3:
            ends.researcher.consents.withdraw(made.id, "no longer")

    with pytest.raises(ConsentRefused, match="changed"):
        write_package(ends.researcher, ends.plan(), ends.stick, while_recording(withdraw))
    assert list(ends.stick.iterdir()) == []
    assert ends.researcher.packages.sent() == []


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the gate had a progress to report to, each time that it was asked."""
    found: list[bool] = []

    def ask(vault: Database, plan: PackagePlan, progress: Progress = no_progress) -> None:
        found.append(progress is not no_progress)
        gate.check_still_holds(vault, plan, progress)  # type: ignore[arg-type]

    monkeypatch.setattr(gate_kept, "check_still_holds", ask)
    return found


def test_what_the_gate_does_not_decide_by_does_not_have_it_asked_again(
    ends: Vaults, made: Interview, asked: list[bool]
) -> None:
    """Words that were saved meanwhile cost a look at the whole plan in the last transaction."""

    def save(number: int) -> None:
        safety = ends.researcher.interviews.safety(made.id)
        ends.researcher.interviews.save_safety(safety)
        ends.researcher.people.new(f"P-{number}")

    write_package(ends.researcher, ends.plan(), ends.stick, while_recording(save))
    assert asked == [True]


def test_what_was_decided_meanwhile_is_looked_at_before_the_last_word(
    ends: Vaults, made: Interview, asked: list[bool]
) -> None:
    """In the last transaction nothing is left to look at, where nothing was written since."""
    other = interview(ends.researcher, "W-002")
    plan = ends.plan(made)

    def withdraw(number: int) -> None:
        if number == 2:
            ends.researcher.consents.withdraw(other.id, "no longer")

    write_package(ends.researcher, plan, ends.stick, while_recording(withdraw))
    assert asked == [True, True]


@pytest.mark.parametrize("change", ["attach", "card"])
def test_whatever_the_gate_decides_by_has_it_asked_again(
    ends: Vaults, made: Interview, asked: list[bool], change: str
) -> None:
    vault = ends.researcher
    media_id = vault.interviews.attachments(made.id)[0].media_id
    closed = vault.interviews.new("W-009", made.person_id, "be")

    def act(done: int, total: int, what: str) -> None:
        if total != UNSTOPPABLE or len(asked) > 1:
            return
        if change == "attach":
            vault.interviews.attach(closed.id, media_id)
        else:
            vault.cards.revoke(ends.office.identity.fingerprint)

    with pytest.raises(Exception, match=r"agreed|revoked"):
        write_package(vault, ends.plan(made), ends.stick, act)
    assert asked[0]
    assert vault.packages.sent() == []


def test_a_package_that_an_older_version_left_about_to_be_named_is_told_of_in_the_end(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "before"
    shutil.copytree(
        MIGRATIONS, folder, ignore=lambda _folder, names: [n for n in names if n[:4] > "0020"]
    )
    with Database(tmp_path / "before.db", _KEY, create=True) as db:
        migrate(db, no_backup, folder)
        for package_id, state in (("p", "naming"), ("q", "named")):
            db.execute(
                "INSERT INTO package_sent (package_id, file_name, size, recipient, purpose,"
                " written_utc, written_offset, tagmanifest_sha256, state)"
                " VALUES (?, 'x', 1, 'r', 'keep', '', 0, '', ?)",
                (package_id, state),
            )
            db.execute("INSERT INTO package_sent_document VALUES (?, x'7b7d')", (package_id,))
            db.execute(
                "INSERT INTO package_item (package_id, item, record_id) VALUES (?, 'i', 'm')",
                (package_id,),
            )
        migrate(db, no_backup)
        assert db.all("SELECT * FROM package_unfinished") == [("p", 0)]
        assert list(package_laid.take_untold(db, "p")) == [("media", "m")]
        assert package_laid.unfinished(db) == []
        assert db.all("SELECT package_id, bytes FROM package_sent_piece") == [
            ("p", b"{}"),
            ("q", b"{}"),
        ]
