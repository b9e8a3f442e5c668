"""What belongs together is saved together, and its names stay a pair."""

from __future__ import annotations

from pathlib import Path

from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.exporting.export import original_beyond
from desktop.media.exporting.export_together import export_together
from desktop.model.consent import Purpose, Refusal
from desktop.model.consent.beyond import Reason
from tests.support import make_vault, open_interview

FILES = [MemoryFile(*each) for each in (("A.JPG", b"1"), ("A.CR3", b"2"), ("A.JPG.xmp", b"3"))]


def test_all_of_them_get_the_same_number(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "A.CR3").write_bytes(b"another")
    with make_vault(tmp_path) as vault:
        raw = add_files(vault, FILES).added[1]
        written = export_together(vault, raw.media_id, out)
    assert written.path.name == "A (2).CR3"
    assert {each.name: each.read_bytes() for each in (written.path, *written.beside)} == {
        "A (2).JPG": b"1", "A (2).CR3": b"2", "A (2).JPG.xmp": b"3",
    }  # fmt: skip
    assert (out / "A.CR3").read_bytes() == b"another"


def test_one_alone_is_saved_as_it_always_was(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        [added] = add_files(vault, [MemoryFile("a.b.pdf", b"letter")]).added
        names = [export_together(vault, added.media_id, tmp_path).path.name for _ in range(2)]
    assert names == ["a.b.pdf", "a.b (2).pdf"]


def test_what_may_not_go_stays_and_is_named(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        picture, _raw, side = (each.media_id for each in add_files(vault, FILES).added)
        hers = open_interview(vault, "W-1", Purpose.KEEP, Purpose.PHOTOGRAPH)
        vault.interviews.attach(hers.id, picture)
        his = open_interview(vault, "W-2", Purpose.KEEP)
        vault.interviews.attach(his.id, side)
        written = export_together(vault, picture, tmp_path)
    assert [each.name for each in written.beside] == ["A.CR3"]
    assert written.stayed == (("A.JPG.xmp", Refusal.PHOTOGRAPH_NOT_AGREED),)
    assert not (tmp_path / "A.JPG.xmp").exists()


def test_a_reason_for_one_persons_file_is_none_for_another_persons(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        picture, _raw, side = (each.media_id for each in add_files(vault, FILES).added)
        hers = open_interview(vault, "W-1", Purpose.KEEP)
        his = open_interview(vault, "W-2", Purpose.KEEP, Purpose.PHOTOGRAPH)
        vault.interviews.attach(hers.id, picture)
        vault.interviews.attach(his.id, side)
        vault.consents.withdraw(his.id, "no longer")
        written = export_together(vault, picture, tmp_path, reason=Reason.ORDER)
        assert original_beyond(vault, side) is Refusal.WITHDRAWN
    assert [each.name for each in written.beside] == ["A.CR3"]
    assert written.stayed == (("A.JPG.xmp", Refusal.WITHDRAWN),)


def test_a_withdrawal_is_told_before_what_was_not_agreed(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        [added] = add_files(vault, [MemoryFile("a.jpg", b"both")]).added
        for code, said in (("W-1", (Purpose.KEEP,)), ("W-2", (Purpose.KEEP, Purpose.PHOTOGRAPH))):
            told = open_interview(vault, code, *said)
            vault.interviews.attach(told.id, added.media_id)
            if code == "W-2":
                vault.consents.withdraw(told.id, "no longer")
        assert original_beyond(vault, added.media_id) is Refusal.WITHDRAWN
