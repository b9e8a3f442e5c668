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
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import BeyondConsent
from desktop.i18n import LANGUAGES, translator_for
from desktop.media.exporting.export import export_original
from desktop.messages.file_custody import how, unlisted_told, what_happened
from desktop.model.consent import Purpose
from desktop.model.consent.beyond import Reason
from desktop.model.custody import CustodyEvent, CustodyKind
from desktop.model.fixity import SOURCES_GOING, SOURCES_GONE, Medium
from desktop.model.ids import new_id
from desktop.model.values.moment import Moment
from desktop.model.written_out import What, written_out
from desktop.reading.file_custody import OTHERS_ROWS, FileEvent, read_file_custody
from desktop.reports.printing import write_certificate
from desktop.vault import Vault
from tests.support import make_vault, open_interview
from tests.unit.crypto.tools import needs_program, run
from tests.unit.handoff.ends import Vaults, interview, make_ends, receipted
from tests.unit.vault.custody.others_rows import LIES, arrived
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


SAID: Final = {
    "device": "Тэлефон 7",
    "handed_over_by": "Ганна Выдуманая",
    "handed_over_on": "2026-03-04",
    "generation": "copy",
    "original_at": "у суседкі",
    "may_see": "толькі рэдакцыя",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_how_the_file_came(vault: Vault, tmp_path: Path, language: str) -> None:
    photo = add(vault, BYTES)
    vault.acquisitions.say((photo.id,), SAID)
    made = open_interview(vault, "W-777", Purpose.ANALYSE, Purpose.PHOTOGRAPH)
    vault.interviews.attach(made.id, photo.id)
    reason = Reason.FOR_THE_PERSON
    write_certificate(vault, photo.id, tmp_path / "c.pdf", language, reason=reason)
    text = text_of(tmp_path / "c.pdf")
    for word in ("Тэлефон 7", "Ганна Выдуманая", "у суседкі", "2026"):
        assert word in text, word
    assert "рэдакцыя" not in text, "a word to colleagues"


@pytest.mark.parametrize(
    ("purposes", "named"),
    [((Purpose.ANALYSE, Purpose.PHOTOGRAPH), True), ((Purpose.ANALYSE,), False)],
)
def test_whom_these_words_name_is_printed_where_the_full_name_may_be(
    vault: Vault, tmp_path: Path, purposes: tuple[Purpose, ...], named: bool
) -> None:
    photo = add(vault, BYTES)
    vault.acquisitions.say((photo.id,), SAID)
    made = open_interview(vault, "W-777", *purposes)
    vault.interviews.attach(made.id, photo.id)
    write_certificate(vault, photo.id, tmp_path / "c.pdf", "en", reason=Reason.FOR_THE_PERSON)
    text = text_of(tmp_path / "c.pdf")
    assert "4 March 2026" in text
    assert ("Ганна" in text, "Тэлефон" in text) == (named, named)


def test_nobody_agrees_to_names_where_nobody_was_interviewed(vault: Vault, tmp_path: Path) -> None:
    photo = add(vault, BYTES)
    vault.acquisitions.say((photo.id,), SAID)
    write_certificate(vault, photo.id, tmp_path / "c.pdf", "en")
    text = text_of(tmp_path / "c.pdf")
    assert "4 March 2026" in text
    assert "Ганна" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_that_the_source_was_deleted(vault: Vault, tmp_path: Path, language: str) -> None:
    going, gone, other = add(vault, b"a"), add(vault, BYTES), add(vault, b"b")
    vault.fixity.sources(SOURCES_GOING, 2, (going.id, gone.id), Medium.ANOTHER)
    vault.fixity.sources(SOURCES_GONE, 1, (gone.id,), Medium.ANOTHER)
    told = {each.id: read_file_custody(vault, each.id).events for each in (going, gone, other)}
    english = {id_: [what_happened(each) for each in events[1:]] for id_, events in told.items()}
    assert english == {
        going.id: ["Was to be deleted where it came from; the log does not say that it was"],
        gone.id: ["Deleted where it came from"],
        other.id: [],
    }
    assert how(told[gone.id][-1]) == "1 file in all. It lay on another medium than the vault."
    write_certificate(vault, gone.id, tmp_path / "c.pdf", language)
    said = what_happened(told[gone.id][-1], translator_for(language))
    assert said in text_of(tmp_path / "c.pdf")
    assert going.id not in text_of(tmp_path / "c.pdf"), "no other file of the run is named"


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
    assert "The custody log of this vault was CHANGED" in text_of(tmp_path / "d.pdf")


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
        said = [(what_happened(each), how(each)) for each in office.events]
        came = dict(said)["Arrived in a package"]
        assert "From researcher." in came
        assert "Receipt of" in came
        assert office.elsewhere
        assert {(each.by, each.ours) for each in office.elsewhere} == {("researcher", False)}

        paper = tmp_path / "c.pdf"
        assert write_certificate(ends.office, media_id, paper, "en")
        text = text_of(paper)
        assert "From researcher." in text
        apart = text.index("What others’ logs say of it As those logs say; not verified here.")
        assert text.index("What happened to it") < apart
        assert text.rindex(f"office · Entry {office.events[-1].row.seq}") < apart
        assert text.index("researcher · Entry") > apart
        assert "W-001" not in text
        assert write_certificate(ends.researcher, _photo(ends.researcher), paper, "en")
        assert "Sent in a package" in text_of(paper)
        assert "others’ logs" not in text_of(paper)
        assert "office" not in text_of(paper), "nobody it was sent to"
    finally:
        ends.close()


def test_what_somebody_wrote_into_a_row_of_theirs_is_not_said_in_our_words(
    vault: Vault, tmp_path: Path
) -> None:
    photo = add(vault, BYTES)
    for seq in range(1, len(CustodyKind) + 2):
        arrived(vault, photo, seq, LIES, Moment("0001-01-01T00:00:00.000Z", -9999))
    custody = read_file_custody(vault, photo.id)
    assert len(custody.elsewhere) == len(CustodyKind) + 1
    assert [how(each) for each in custody.elsewhere if how(each)] == ["Not as it came."] * 2
    write_certificate(vault, photo.id, tmp_path / "c.pdf", "en")
    text = text_of(tmp_path / "c.pdf")
    assert "Not as it came." in text
    for lie in ("N.N.", "forg", "court", "9" * 12):
        assert lie not in text
    assert "1 January 1, 00:00 (UTC+00:00)" in text


def test_what_is_written_as_this_program_writes_it_is_said_of_others_too(vault: Vault) -> None:
    photo, package = add(vault, BYTES), new_id()
    detail = {"result": "changed", "bytes": "0-9, 20-29", "package": package, "size": "12"}
    arrived(vault, photo, 1, detail, Moment.now())
    (theirs,) = read_file_custody(vault, photo.id).elsewhere
    assert how(theirs) == f"Package {package}. Not as it came: bytes 0-9, 20-29."


@given(st.dictionaries(st.sampled_from(sorted(LIES)), st.text()), st.sampled_from(CustodyKind))
def test_nothing_of_others_stops_what_is_said_or_makes_it_long(
    detail: dict[str, str], kind: CustodyKind
) -> None:
    row = CustodyEvent(1, "1", Moment.now(), "SHA", kind, "media", "2", "", "", detail)
    event = FileEvent(row, "N", ours=False)
    assert len(what_happened(event) + how(event)) < 1000


def test_own_rows_stand_by_their_numbers_whatever_the_clock_said(vault: Vault) -> None:
    photo = add(vault, BYTES)
    vault._db.execute("DROP TRIGGER custody_no_update")
    vault._db.execute("UPDATE custody SET at_utc = '2099-01-01T00:00:00.000Z'")
    vault.fixity.check_one(photo.id)
    arrived(vault, photo, 1, {}, Moment("2050-01-01T00:00:00.000Z", 0))
    custody = read_file_custody(vault, photo.id)
    numbers = [each.row.seq for each in custody.events]
    assert numbers == sorted(numbers)
    assert [each.ours for each in custody.by_clock] == [True, False, True]


def test_so_many_rows_of_each_other_log_are_listed_and_the_rest_is_counted(vault: Vault) -> None:
    photo, at = add(vault, BYTES), Moment.now()
    with vault.transaction():
        for seq in range(1, OTHERS_ROWS + 8):
            arrived(vault, photo, seq, {}, at, "SHA-A")
        arrived(vault, photo, 3, {}, at, "SHA-B")
    custody = read_file_custody(vault, photo.id)
    listed = [(each.row.agent, each.row.seq) for each in custody.elsewhere]
    assert listed == [*(("SHA-A", 8 + n) for n in range(OTHERS_ROWS)), ("SHA-B", 3)]
    assert custody.unlisted == 7
    assert unlisted_told(7) == "7 older entries of others’ logs are not listed."


def test_a_name_that_came_with_the_file_does_not_fill_the_page(
    vault: Vault, tmp_path: Path
) -> None:
    photo = add(vault, BYTES)
    vault._db.execute("UPDATE media SET original_name = ?", ("Verified. " * 3000,))
    write_certificate(vault, photo.id, tmp_path / "c.pdf", "en")
    assert 20 < pages_of(tmp_path / "c.pdf")[0].count("Verified.") < 30
    assert "Verified." not in "".join(pages_of(tmp_path / "c.pdf")[1:])


def _sent(ends: Vaults) -> None:
    interview(ends.researcher, files=[BYTES])
    receipted(ends, ends.write())


def _photo(vault: Vault) -> str:
    (photo,) = vault.media.all()
    return photo.id
