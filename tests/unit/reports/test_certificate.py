"""A certificate of a file says what its original is, what became of it and no more."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from desktop.errors import BeyondConsent
from desktop.i18n import LANGUAGES
from desktop.media.export import export_original
from desktop.messages.file_custody import how, what_happened
from desktop.model.consent import Purpose
from desktop.model.consent.beyond import Reason
from desktop.model.custody import CustodyKind
from desktop.model.written_out import What, written_out
from desktop.reading.file_custody import read_file_custody
from desktop.reports.printing import write_certificate
from desktop.vault import Vault
from tests.support import make_vault, open_interview
from tests.unit.crypto.tools import needs_program, run
from tests.unit.handoff.ends import Vaults, interview, make_ends, receipted
from tests.unit.vault.made import add

pytestmark = needs_program("pdftotext")

BYTES: Final = random.Random(14).randbytes(70_000)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as made:
        yield made


def pages_of(pdf: Path) -> list[str]:
    """The words of each page, a blank between them."""
    told = run("pdftotext", "-enc", "UTF-8", pdf, "-").decode().split("\f")[:-1]
    return [" ".join(page.split()) for page in told]


def text_of(pdf: Path) -> str:
    return " ".join(pages_of(pdf))


def hashes_in(text: str) -> set[str]:
    """Those that stand there in eight groups of eight digits, without the blanks."""
    rows = re.findall(r"(?:[0-9a-f]{8} ){7}[0-9a-f]{8}", text)
    return {row.replace(" ", "") for row in rows}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checksum_on_the_paper_is_that_of_the_exported_original(
    vault: Vault, tmp_path: Path, language: str
) -> None:
    photo = add(vault, BYTES)
    assert write_certificate(vault, photo.id, tmp_path / "c.pdf", language)
    original = export_original(vault, photo.id, tmp_path)
    text = text_of(tmp_path / "c.pdf")
    assert hashlib.sha256(original.read_bytes()).hexdigest() in hashes_in(text)
    long = hashlib.sha512(original.read_bytes()).hexdigest()
    assert {long[:64], long[64:]} <= hashes_in(text)
    for command in ("sha256sum", "shasum -a 256", "certutil -hashfile"):
        assert command in text
    assert len(pages_of(tmp_path / "c.pdf")) == 1
    if shutil.which("sha256sum"):
        assert run("sha256sum", original).decode().split()[0] in hashes_in(text)


def test_the_log_tells_both_the_check_and_the_print(vault: Vault, tmp_path: Path) -> None:
    photo = add(vault, BYTES)
    write_certificate(vault, photo.id, tmp_path / "c.pdf", "en")
    told = [(row.kind, row.detail.get("what")) for row in vault.custody.events(photo.id)]
    assert told == [
        (CustodyKind.INGESTION, None),
        (CustodyKind.FIXITY_CHECK, None),
        (CustodyKind.DISCLOSURE, "certificate printed"),
    ]
    copies = written_out(vault.custody.events(photo.id))
    assert [each.what for each in copies] == [What.CERTIFICATE]


def test_a_file_that_changed_is_said_to_have_and_so_is_a_changed_log(
    vault: Vault, tmp_path: Path
) -> None:
    photo = add(vault, BYTES)
    vault.fixity.check_all()
    vault._db.execute("UPDATE media_chunk SET bytes = ?", (BYTES[:-1] + b"x",))
    assert not write_certificate(vault, photo.id, tmp_path / "c.pdf", "en")
    text = text_of(tmp_path / "c.pdf")
    assert "This file is NOT as it came." in text
    assert "every byte is as it came" not in text
    assert "bytes 0 to 69,999 (piece 1)" in text
    assert "bytes 0-69999" in text, "in the chain"
    vault._db.execute("UPDATE media_chunk SET bytes = ?", (BYTES,))
    vault._db.execute("DROP TRIGGER custody_no_update")
    vault._db.execute("UPDATE custody SET agent = 'x' WHERE seq = 1")
    assert not write_certificate(vault, photo.id, tmp_path / "d.pdf", "en")
    assert "The custody log was CHANGED" in text_of(tmp_path / "d.pdf")


def test_it_goes_where_the_original_goes(vault: Vault, tmp_path: Path) -> None:
    photo = add(vault, BYTES)
    made = open_interview(vault, "W-777", Purpose.ANALYSE)
    vault.interviews.attach(made.id, photo.id)
    rows = vault.custody.head().seq
    with pytest.raises(BeyondConsent):
        write_certificate(vault, photo.id, tmp_path / "c.pdf", "en")
    assert not (tmp_path / "c.pdf").exists()
    assert vault.custody.head().seq == rows
    write_certificate(vault, photo.id, tmp_path / "c.pdf", "en", reason=Reason.FOR_THE_PERSON)
    text = text_of(tmp_path / "c.pdf")
    assert "This print shows more than the consent allows." in text
    assert "W-777" not in text
    row = vault.custody.events(photo.id)[-1]
    assert row.detail["reason"] == Reason.FOR_THE_PERSON.value


def test_packages_and_receipts_stand_in_the_chain_at_both_ends(tmp_path: Path) -> None:
    ends = make_ends(tmp_path)
    try:
        _sent(ends)
        field = read_file_custody(ends.researcher, _photo(ends.researcher))
        said = [(what_happened(each), how(each)) for each in field.events]
        sent = dict(said)["Sent in a package"]
        assert "To office." in sent
        assert "Receipt of" in sent
        assert field.attached == ("W-001",)

        media_id = _photo(ends.office)
        office = read_file_custody(ends.office, media_id)
        said = [(what_happened(each), how(each)) for each in office.events if each.ours]
        came = dict(said)["Arrived in a package"]
        assert "From researcher." in came
        assert "Receipt of" in came
        theirs = [each for each in office.events if not each.ours]
        assert theirs
        assert {each.by for each in theirs} == {"researcher"}

        paper = tmp_path / "c.pdf"
        assert write_certificate(ends.office, media_id, paper, "en")
        text = text_of(paper)
        assert "From researcher." in text
        assert "by the clock of that device" in text
        assert "W-001" not in text
        assert write_certificate(ends.researcher, _photo(ends.researcher), paper, "en")
        assert "Sent in a package" in text_of(paper)
        assert "office" not in text_of(paper), "nobody it was sent to"
    finally:
        ends.close()


def _sent(ends: Vaults) -> None:
    interview(ends.researcher, files=[BYTES])
    receipted(ends, ends.write())


def _photo(vault: Vault) -> str:
    (photo,) = vault.media.all()
    return photo.id
