"""What was saved last and is missing is noticed, and what is whole is never said to miss anything.

A killed vault is a copy of the folder of one that is open: what a process leaves that died there.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import DamagedVault, DiskFull, OlderVault, SavesLost
from desktop.handoff.sending.gate import ask
from desktop.model.consent import Purpose, RecipientKind
from desktop.model.custody import CustodyKind
from desktop.model.interview import Interview, Utterance
from desktop.vault import Vault, restore_backup
from desktop.vault.custody.log import CustodyLog
from desktop.vault.file.check_messages import findings
from desktop.vault.file.lost_messages import lost_advice, lost_told
from desktop.vault.rescue.rescue import rescue
from desktop.vault_files import DATABASE, SEQUENCE
from tests.read_only import refuse_writes
from tests.support import PASSPHRASE, make_vault, open_interview, reopened

SAVES = 5
_WAL_HEADER = 32
_FRAME = 24 + 16384
LOG = f"{DATABASE}-wal"


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A vault whose process died behind :data:`SAVES` saves, none of which is in the file yet."""
    with make_vault(tmp_path) as vault:
        interview = open_interview(vault)
        vault._db.checkpoint()
        for number in range(SAVES):
            save(vault, interview, number)
        return left_by_a_kill(vault, tmp_path / "killed.skrynia")


def save(vault: Vault, interview: Interview, number: int) -> None:
    words = [Utterance(f"u{each}", text=f"word {each}") for each in range(number + 1)]
    vault.interviews.save_utterances(interview.id, words)


def left_by_a_kill(vault: Vault, folder: Path) -> Path:
    shutil.copytree(vault.folder, folder)
    return folder


def allowed(vault: Vault, interview_id: str) -> bool:
    asked = ask(vault, [interview_id], Purpose.ANALYSE, RecipientKind.ORGANISATION)
    return asked[interview_id].decision.allowed


def saved(vault: Vault) -> int:
    (interview,) = vault.interviews.summaries()
    return len(vault.interviews.utterances(interview.id))


def test_a_kill_alone_loses_nothing_and_nothing_is_said(killed: Path) -> None:
    for _ in range(2):
        with reopened(killed) as vault:
            assert vault.lost is None
            assert saved(vault) == SAVES
            assert vault.check().lost == ()


def test_a_log_that_is_damaged_in_any_frame_is_noticed(killed: Path, tmp_path: Path) -> None:
    log = (killed / LOG).read_bytes()
    frames = (len(log) - _WAL_HEADER) // _FRAME
    assert frames >= SAVES
    counted = []
    for frame in range(frames):
        place = tmp_path / f"{frame}.skrynia"
        shutil.copytree(killed, place)
        at = _WAL_HEADER + frame * _FRAME + 1000
        (place / LOG).write_bytes(log[:at] + bytes([log[at] ^ 1]) + log[at + 1 :])
        with reopened(place) as vault:
            assert vault.lost is not None
            assert vault.lost.saves == SAVES - saved(vault)
            counted.append(vault.lost.saves)
    assert counted == sorted(counted, reverse=True)
    assert {counted[0], counted[-1]} == {SAVES, 1}


@pytest.mark.parametrize("kept", [0, _WAL_HEADER, _WAL_HEADER + _FRAME + 5])
def test_a_log_that_was_cut_or_is_gone_is_noticed_once_and_named_for_good(
    killed: Path, kept: int
) -> None:
    (killed / LOG).write_bytes((killed / LOG).read_bytes()[:kept])
    with reopened(killed) as vault:
        assert vault.lost is not None
        assert vault.lost.saves == SAVES
        assert f"{SAVES} saves" in lost_told(vault.lost)
        assert "Look through" in lost_advice(vault.lost)
        (row,) = [event for event in vault.custody.events() if "missing_saves" in event.detail]
        assert row.detail["missing_saves"] == str(SAVES)
    with reopened(killed) as vault:
        assert vault.lost is None
        report = vault.check()
        assert report.intact
        assert len(report.lost) == 1
        assert any(f"{SAVES} saves" in sentence for sentence in findings(report))


def test_nothing_is_sent_behind_lost_saves_until_the_consents_were_looked_at(
    tmp_path: Path,
) -> None:
    """The withdrawal that nobody knows of any more was the last save."""
    with make_vault(tmp_path) as vault:
        interview = open_interview(vault, "W-001", Purpose.ANALYSE)
        vault._db.checkpoint()
        vault.consents.withdraw(interview.id, "asked to")
        killed = left_by_a_kill(vault, tmp_path / "killed.skrynia")
    (killed / LOG).unlink()

    for _ in range(2):
        with reopened(killed) as vault:
            assert vault.unlooked is not None
            assert not vault.older
            with pytest.raises(SavesLost):
                allowed(vault, interview.id)
            save(vault, vault.interviews.get(interview.id), 2)
    with reopened(killed) as vault:
        vault.consents_looked_at()
        vault.consents_looked_at()
        assert allowed(vault, interview.id)
        rows = [each for each in vault.custody.events() if "consents" in each.detail]
        assert [each.detail for each in rows] == [{"consents": "looked-at"}]
        assert vault.check().intact
    with reopened(killed) as vault:
        assert vault.unlooked is None
        assert allowed(vault, interview.id)
        assert len(vault.check().lost) == 1


def test_a_loss_that_a_full_disk_did_not_note_closes_the_gate_and_is_noticed_again(
    killed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work goes on meanwhile, and its saves do not stand in for those that are missing."""
    (killed / LOG).unlink()
    for number in range(2):
        with monkeypatch.context() as full:
            full.setattr(CustodyLog, "append", _full_for_losses(CustodyLog.append))
            with reopened(killed) as vault:
                (interview,) = vault.interviews.summaries()
                with pytest.raises(SavesLost):
                    allowed(vault, interview.id)
                assert len(vault.check().lost) == 1
                with pytest.raises(DiskFull):
                    vault.backup(tmp_path / "copy.skrynia")
                with pytest.raises(DiskFull):
                    vault.backups.create(tmp_path / "copies.backups")
                with pytest.raises(DiskFull):
                    vault.consents_looked_at()
                save(vault, vault.interviews.get(interview.id), number)
    with reopened(killed) as vault:
        assert len(vault.check().lost) == 1
        with pytest.raises(SavesLost):
            allowed(vault, interview.id)


def test_that_the_consents_were_looked_at_is_kept_also_where_the_loss_was_not(
    killed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (killed / LOG).unlink()
    with monkeypatch.context() as full:
        full.setattr(CustodyLog, "append", _full_for_losses(CustodyLog.append))
        vault = reopened(killed)
    with vault:
        (interview,) = vault.interviews.summaries()
        vault.consents_looked_at()
        assert vault.unlooked is None
        save(vault, vault.interviews.get(interview.id), 1)
    with reopened(killed) as vault:
        assert vault.lost is None
        assert vault.unlooked is None
        assert len(vault.check().lost) == 1


def test_nobody_looked_at_consents_that_are_older_than_what_was_decided(killed: Path) -> None:
    (killed / LOG).unlink()
    with reopened(killed) as vault:
        vault.losses._older = True
        with pytest.raises(OlderVault):
            vault.consents_looked_at()
        assert vault.unlooked is not None


def test_a_rescue_that_cannot_note_a_loss_leaves_no_vault(
    killed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it would leave begins to count anew, and nothing in it would tell."""
    (killed / LOG).unlink()
    monkeypatch.setattr(CustodyLog, "append", _full_for_losses(CustodyLog.append))
    with pytest.raises(DiskFull):
        rescue(killed, tmp_path / "rescued.skrynia", PASSPHRASE)
    assert not (tmp_path / "rescued.skrynia").exists()


def _full_for_losses(append: Callable[..., Any]) -> Callable[..., Any]:
    """A disk that has no room for the note of a loss."""

    def refused(log: CustodyLog, kind: CustodyKind, *said: Any) -> Any:
        if "missing_saves" in said[-1]:
            raise DiskFull("no room")
        return append(log, kind, *said)

    return refused


def test_what_is_lost_after_the_consents_were_looked_at_is_asked_of_again(
    killed: Path, tmp_path: Path
) -> None:
    (killed / LOG).unlink()
    with reopened(killed) as vault:
        vault.consents_looked_at()
        vault._db.checkpoint()
        save(vault, vault.interviews.get(vault.interviews.summaries()[0].id), 1)
        again = left_by_a_kill(vault, tmp_path / "again.skrynia")
    (again / LOG).unlink()
    with reopened(again) as vault:
        assert vault.unlooked is not None
        assert vault.unlooked.saves == 1


def test_saving_goes_on_behind_what_is_missing(killed: Path, tmp_path: Path) -> None:
    (killed / LOG).unlink()
    with reopened(killed) as vault:
        (interview,) = vault.interviews.summaries()
        save(vault, vault.interviews.get(interview.id), 0)
        again = left_by_a_kill(vault, tmp_path / "again.skrynia")
    with reopened(again) as vault:
        assert vault.lost is None
        assert saved(vault) == 1


def test_an_older_database_put_in_its_place_is_noticed(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        interview, place = open_interview(vault), vault.folder
    older = (place / DATABASE).read_bytes()
    with reopened(place) as vault:
        save(vault, interview, 2)
    (place / DATABASE).write_bytes(older)
    with reopened(place) as vault:
        assert vault.lost is not None
        assert vault.lost.saves == 1


def test_a_copy_that_went_on_apart_is_noticed_under_the_same_number(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        interview = open_interview(vault)
    other = tmp_path / "other.skrynia"
    shutil.copytree(vault.folder, other)
    for place, number in ((vault.folder, 1), (other, 3)):
        with reopened(place) as opened:
            save(opened, interview, number)
    shutil.copy(other / DATABASE, vault.folder / DATABASE)
    with reopened(vault.folder) as opened:
        assert opened.lost is not None
        assert opened.lost.saves == 0
        assert "some saves" in lost_told(opened.lost)


@pytest.mark.parametrize(
    "spoilt", [b"", b"x", bytes(200), bytes(120), None], ids=["empty", "short", "long", "0", "none"]
)
def test_without_the_file_nothing_is_said_and_it_begins_anew(
    killed: Path, spoilt: bytes | None
) -> None:
    size = (killed / SEQUENCE).stat().st_size
    (killed / SEQUENCE).unlink()
    if spoilt is not None:
        (killed / SEQUENCE).write_bytes(spoilt)
    with reopened(killed) as vault:
        assert vault.lost is None
        assert saved(vault) == SAVES
        (interview,) = vault.interviews.summaries()
        save(vault, vault.interviews.get(interview.id), SAVES)
    assert (killed / SEQUENCE).stat().st_size == size


def test_a_torn_write_leaves_the_other_slot(killed: Path) -> None:
    data = (killed / SEQUENCE).read_bytes()
    (killed / LOG).unlink()
    found = []
    for slot in (0, 1):
        at = 16 + slot * 52
        (killed / SEQUENCE).write_bytes(data[:at] + bytes(30) + data[at + 30 :])
        place = killed.with_name(f"{slot}.skrynia")
        shutil.copytree(killed, place)
        with reopened(place) as vault:
            assert vault.lost is not None
            found.append(vault.lost.saves)
    assert sorted(found) == [SAVES - 1, SAVES]


def test_what_waited_for_no_disk_may_be_gone_unsaid(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        interview = open_interview(vault)
        vault._db.checkpoint()
        before = (vault.folder / SEQUENCE).read_bytes()
        with vault.transaction_in_order():
            save(vault, interview, 1)
        assert (vault.folder / SEQUENCE).read_bytes() == before
        left = left_by_a_kill(vault, tmp_path / "killed.skrynia")
        save(vault, interview, 2)
        assert (vault.folder / SEQUENCE).read_bytes() != before
    (left / LOG).unlink()
    with reopened(left) as again:
        assert again.lost is None


def test_what_wrote_nothing_or_was_undone_is_no_save(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        interview = open_interview(vault)
        before = (vault.folder / SEQUENCE).read_bytes()
        with vault.transaction():
            pass
        with pytest.raises(DamagedVault), vault.transaction():
            save(vault, interview, 1)
            raise DamagedVault("tried")
        assert (vault.folder / SEQUENCE).read_bytes() == before
        place = vault.folder
    with reopened(place) as again:
        assert again.lost is None


def test_a_backup_begins_a_sequence_of_its_own(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        interview = open_interview(vault)
        vault.backup(tmp_path / "copy.skrynia")
        save(vault, interview, 1)
    assert not (tmp_path / "copy.skrynia" / SEQUENCE).exists()
    with reopened(tmp_path / "copy.skrynia") as copy:
        assert copy.lost is None


@pytest.mark.parametrize("damaged", [False, True])
def test_the_folder_of_a_killed_vault_that_is_restored_says_what_its_log_lost(
    killed: Path, tmp_path: Path, damaged: bool
) -> None:
    if damaged:
        log = bytearray((killed / LOG).read_bytes())
        log[_WAL_HEADER + 1000] ^= 1
        (killed / LOG).write_bytes(log)
    restore_backup(killed, tmp_path / "restored.skrynia", PASSPHRASE)
    with reopened(tmp_path / "restored.skrynia") as vault:
        assert (vault.lost.saves if vault.lost else 0) == (SAVES if damaged else 0)


def test_where_nothing_can_be_written_it_is_told_each_time(
    killed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (killed / LOG).unlink()
    refuse_writes(monkeypatch, killed)
    for _ in range(2):
        with reopened(killed) as vault:
            assert vault.read_only
            assert vault.lost is not None


def test_the_file_tells_nobody_anything(killed: Path) -> None:
    data = (killed / SEQUENCE).read_bytes()
    with reopened(killed) as vault:
        (interview,) = vault.interviews.summaries()
        save(vault, vault.interviews.get(interview.id), 1)
        assert data[:16] == (killed / SEQUENCE).read_bytes()[:16] == vault.file_salt
    # Another number of saves, and not a byte that counts.
    assert len(data) == len((killed / SEQUENCE).read_bytes())
