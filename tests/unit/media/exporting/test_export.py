"""Originals leave the vault unchanged, under names that are safe anywhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import BeyondConsent, Cancelled, DamagedVault, NotWritable, SavesLost
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.exporting.export import export_original, original_beyond
from desktop.model.consent import Purpose, Refusal
from desktop.model.consent.beyond import Reason
from desktop.model.custody import CustodyEvent, CustodyKind
from desktop.reports.beyond import beyond_consent
from desktop.system.file_names import is_safe_name, safe_name
from desktop.vault import Vault
from tests.support import make_vault, open_interview, reopened

SHA = "0123456789abcdef" * 4

CASES = {
    "photo.jpg": "photo.jpg",
    "../../etc/passwd": ".._.._etc_passwd",
    "C:\\Users\\a.jpg": "C__Users_a.jpg",
    "CON.jpg": "_CON.jpg",
    "photo\u202egpj.exe": "photogpj.exe",
    "фота ў лесе.JPG": "фота ў лесе.JPG",
    "й.jpg": "й.jpg",
    "trailing. . ": "trailing",
    "..": SHA[:16],
    "": SHA[:16],
    "\0\n": SHA[:16],
}


@pytest.mark.parametrize("name", CASES)
def test_names_are_made_safe_and_stay_readable(name: str) -> None:
    assert safe_name(name, SHA[:16]) == CASES[name]


def test_a_long_name_keeps_its_ending() -> None:
    short = safe_name("ў" * 300 + ".heic", SHA[:16])
    assert short.endswith("ў.heic")
    assert len(short.encode()) <= 180


@given(st.text(max_size=300))
def test_every_name_becomes_a_safe_one(name: str) -> None:
    assert is_safe_name(safe_name(name, SHA[:16]))


def test_a_large_original_is_saved_with_safe_points_and_stopped_at_any(tmp_path: Path) -> None:
    """A film that went to a slow stick kept everybody else waiting until its end."""
    out = tmp_path / "out"
    out.mkdir()
    data = bytes(range(256)) * 15_000
    seen: list[int] = []

    with make_vault(tmp_path) as vault:

        def told(done: int, total: int, what: str) -> None:
            assert total == len(data)
            assert not vault._db.in_transaction
            seen.append(done)
            if len(seen) == 3:
                raise Cancelled

        (added,) = add_files(vault, [MemoryFile("film.bin", data)]).added
        with pytest.raises(Cancelled):
            export_original(vault, added.media_id, out, told)
        assert seen == [1 << 20, 2 << 20, 3 << 20]
        assert list(out.iterdir()) == []
        path = export_original(vault, added.media_id, out, told)
        assert path.read_bytes() == data
        assert seen[-1] == len(data)


def test_nothing_is_overwritten_and_the_custody_log_says_so(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with make_vault(tmp_path) as vault:
        (added,) = add_files(vault, [MemoryFile("a.bin", b"original")]).added
        paths = [export_original(vault, added.media_id, out) for _ in range(3)]
        assert [path.name for path in paths] == ["a.bin", "a (2).bin", "a (3).bin"]
        assert {path.read_bytes() for path in paths} == {b"original"}
        kinds = [event.kind for event in vault.custody.events(added.media_id)]
        assert kinds.count(CustodyKind.REPLICATION) == 3


def test_a_damaged_original_is_not_handed_out(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with make_vault(tmp_path) as vault:
        (added,) = add_files(vault, [MemoryFile("a.bin", b"original")]).added
        vault._db.execute("UPDATE media_chunk SET bytes = ?", (b"0riginal",))
        with pytest.raises(DamagedVault):
            export_original(vault, added.media_id, out)
        assert list(out.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        (added,) = add_files(vault, [MemoryFile("a.bin", b"original")]).added
        with pytest.raises(NotWritable):
            export_original(vault, added.media_id, tmp_path / "gone")


def attached(vault: Vault, *purposes: Purpose) -> str:
    """A photo of an interview to which somebody agreed so far."""
    made = open_interview(vault, "W-1", *purposes)
    (added,) = add_files(vault, [MemoryFile("a.bin", b"original")]).added
    vault.interviews.attach(made.id, added.media_id, "invented")
    return added.media_id


def test_an_original_that_may_be_shown_asks_for_no_reason(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        media_id = attached(vault, Purpose.KEEP, Purpose.PHOTOGRAPH)
        assert original_beyond(vault, media_id) is None
        export_original(vault, media_id, tmp_path, reason=Reason.ORDER)
        (event,) = saved(vault, media_id)
        assert "reason" not in event.detail, "what needs none has none"


def test_none_leaves_behind_lost_saves_until_the_consents_were_looked_at(tmp_path: Path) -> None:
    """The withdrawal that nobody knows of any more was the last save; a print goes by the same."""
    with make_vault(tmp_path) as vault:
        media_id = attached(vault, Purpose.KEEP, Purpose.PHOTOGRAPH)
        (interview,) = vault.interviews.summaries()
        vault.checkpoint()
        vault.consents.withdraw(interview.id, "asked to")
        killed = shutil.copytree(vault.folder, tmp_path / "killed.skrynia")
    (killed / "vault.db-wal").unlink()
    with reopened(killed) as vault:
        for reason in (None, Reason.ORDER):
            with pytest.raises(SavesLost):
                export_original(vault, media_id, tmp_path, reason=reason)
        with pytest.raises(SavesLost):
            beyond_consent(vault, interview.id, with_name=False)
        vault.consents_looked_at()
        export_original(vault, media_id, tmp_path)


@pytest.mark.parametrize("withdrawn", [False, True], ids=["not-agreed", "withdrawn"])
def test_one_that_may_not_leaves_for_a_reason_alone(tmp_path: Path, withdrawn: bool) -> None:
    with make_vault(tmp_path) as vault:
        agreed = (Purpose.PHOTOGRAPH,) if withdrawn else ()
        media_id = attached(vault, Purpose.KEEP, *agreed)
        if withdrawn:
            (made,) = vault.outlines.interview_ids()
            vault.consents.withdraw(made, "said so")
        with pytest.raises(BeyondConsent):
            export_original(vault, media_id, tmp_path)
        assert saved(vault, media_id) == []
        path = export_original(vault, media_id, tmp_path, reason=Reason.ORDER)
        assert path.read_bytes() == b"original"
        (event,) = saved(vault, media_id)
        refusal = Refusal.WITHDRAWN if withdrawn else Refusal.PHOTOGRAPH_NOT_AGREED
        assert event.detail["beyond"] == refusal
        assert event.detail["reason"] == Reason.ORDER


def saved(vault: Vault, media_id: str) -> list[CustodyEvent]:
    events = vault.custody.events(media_id)
    return [event for event in events if event.kind is CustodyKind.REPLICATION]
