"""No file leaves in which a protected name stands, or may stand, unless somebody said so of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import ConsentRefused, NamesUndecided
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending import gate
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding import decoder
from desktop.media.decoding.pictures import make_pictures
from desktop.model.consent import RecipientKind
from desktop.model.interview import Interview
from desktop.model.protected import From
from desktop.showing import Choice, form_of
from desktop.showing.deciding import decide
from desktop.showing.looking import Looked, look
from desktop.vault import Vault
from tests.unit.handoff.ends import USE, Vaults, interview, introduce
from tests.unit.media import hostile
from tests.unit.media.office import made_pdf
from tests.unit.media.office.made import docx, opendocument, rels, said

NAMED = docx(said("Тамара Баравік схавала нас."))
PLAIN = docx(said("Нас пусцілі начаваць."))
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def with_file(ends: Vaults, data: bytes, name: str = "letter.docx") -> Interview:
    """An interview that may go as it was told with a file nobody read yet; a name is protected."""
    made = interview(ends.researcher)
    add_files(ends.researcher, [MemoryFile(name, data)], made.id)
    protect(ends.researcher)
    return made


def protect(vault: Vault) -> None:
    entry = vault.protected.new(["Тамара Баравік"], "N-7")
    vault.protected.save(replace(entry, kept_from=From.EVERYONE))


def wait_again(vault: Vault) -> None:
    """As migration 0044 leaves a file that came in before, and receiving one that comes: what its
    record says stays, and nobody read its text here."""
    vault._db.execute("DELETE FROM picture_pending")
    vault._db.execute("DELETE FROM file_text")
    vault._db.execute("INSERT INTO picture_pending (media_row, described) SELECT row, 1 FROM media")


def looked(vault: Vault, made: Interview, to: RecipientKind = RecipientKind.ORGANISATION) -> Looked:
    verdict = gate.ask(vault, [made.id], USE, to)[made.id]
    return look(vault, made.id, form_of(verdict.decision, to))


def refused(ends: Vaults, made: Interview) -> None:
    with pytest.raises(NamesUndecided):
        ends.write(made)
    assert not list(ends.stick.iterdir())


def test_a_letter_that_is_sent_at_once_is_read_before_it_is_planned(ends: Vaults) -> None:
    refused(ends, with_file(ends, NAMED))


def test_a_letter_of_an_older_vault_is(ends: Vaults) -> None:
    made = with_file(ends, NAMED)
    make_pictures(ends.researcher)
    wait_again(ends.researcher)
    refused(ends, made)


def test_a_letter_that_was_received_is_before_it_is_sent_on(ends: Vaults) -> None:
    made = interview(ends.researcher)
    add_files(ends.researcher, [MemoryFile("letter.docx", NAMED)], made.id)
    receive_package(ends.office, ends.write(made).path)
    protect(ends.office)
    introduce(ends.office, ends.researcher)
    assert ends.office.pictures.waiting()
    plan = plan_package(ends.office, ends.researcher.identity.fingerprint, USE, [made.id])
    assert all(not each.decision.as_told for each in plan.going), "a name in it is a question"
    [file] = looked(ends.office, made).open
    assert file.entry_id


def test_a_letter_without_names_goes_unasked(ends: Vaults) -> None:
    made = with_file(ends, PLAIN)
    assert len(ends.write(made).path.read_bytes()) > 0
    assert looked(ends.researcher, made).spots == ()


def test_without_a_reader_every_file_is_a_question(
    ends: Vaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = with_file(ends, NAMED)
    make_pictures(ends.researcher)
    wait_again(ends.researcher)
    monkeypatch.setattr(decoder, "command", lambda: [str(ends.stick / "missing")])
    refused(ends, made)
    [file] = looked(ends.researcher, made).open
    assert file.unread


@pytest.mark.parametrize(
    "data",
    [
        OLD_WORD,
        b"%PDF-1.4 nothing that reads",
        made_pdf.letter("Нас пусцілі начаваць."),
        "Тамара Баравік".encode(),
        docx(said("Схема"), {"word/embeddings/book.bin": b"bytes"}),
    ],
    ids=["old word", "no pdf", "a pdf", "plain text", "a file in a file"],
)
def test_what_could_not_be_looked_through_is_a_question(ends: Vaults, data: bytes) -> None:
    made = with_file(ends, data, "file")
    refused(ends, made)
    [file] = looked(ends.researcher, made).open
    assert file.unread
    decide(ends.researcher, looked(ends.researcher, made), [file], Choice.KEEP)
    plan = ends.plan(made)
    assert plan.counts.files == 1
    assert plan.going[0].decision.as_told


def test_a_photo_is_none(ends: Vaults) -> None:
    made = with_file(ends, hostile.jpeg(), "a.jpg")
    ends.plan(made)
    assert looked(ends.researcher, made).spots == ()


@pytest.mark.parametrize("data", [NAMED, OLD_WORD], ids=["named", "unread"])
def test_what_somebody_holds_back_stays_with_an_interview_as_it_was_told(
    ends: Vaults, data: bytes
) -> None:
    """It went, where no word of the account was replaced."""
    made = with_file(ends, data)
    ends.plan(made)
    found = looked(ends.researcher, made)
    decide(ends.researcher, found, found.open, Choice.REPLACE)
    plan = ends.plan(made)
    assert plan.counts.files == 0
    assert plan.going[0].decision.as_told
    assert [each.refusal.value for each in plan.staying] == ["kept-back"]


def test_what_somebody_holds_back_behind_the_plan_stops_the_package(ends: Vaults) -> None:
    made = with_file(ends, NAMED)
    ends.plan(made)
    found = looked(ends.researcher, made)
    let_go = decide(ends.researcher, found, found.open, Choice.KEEP)
    plan = ends.plan(made)
    assert plan.counts.files == 1
    decide(ends.researcher, let_go, let_go.files, Choice.REPLACE)
    with pytest.raises(ConsentRefused, match="held back"):
        write_package(ends.researcher, plan, ends.stick)
    assert not list(ends.stick.iterdir())
    again = ends.plan(made)
    assert again.counts.files == 0
    write_package(ends.researcher, again, ends.stick)


def test_what_somebody_holds_back_while_it_is_written_stops_the_package(ends: Vaults) -> None:
    made = with_file(ends, NAMED)
    ends.plan(made)
    found = looked(ends.researcher, made)
    let_go = decide(ends.researcher, found, found.open, Choice.KEEP)
    held = False

    def hold(done: int, total: int, what: str) -> None:
        nonlocal held
        if not held and any(ends.stick.iterdir()):
            held = True
            decide(ends.researcher, let_go, let_go.files, Choice.REPLACE)

    with pytest.raises(ConsentRefused, match="held back"):
        write_package(ends.researcher, ends.plan(made), ends.stick, progress=hold)
    assert held
    assert not list(ends.stick.iterdir())


ESCAPED = "".join(f"%{octet:02X}" for octet in "Тамара Баравік".encode())


def linked(target: str) -> bytes:
    """A letter with a link that leads there."""
    beside = rels(("l", "hyperlink", target), outside=("l",))
    return docx(said("пішыце"), {"word/_rels/document.xml.rels": beside})


LINK = linked("mailto:tamara.baravik@example.org")
SITE = linked(f"https://example.org/{ESCAPED}")
OPEN = opendocument(
    "text", f'<text:p><text:a xlink:href="https://example.org/{ESCAPED}">тут</text:a></text:p>'
)
CHART = docx(
    said("Схема"),
    {
        "word/charts/chart1.xml": '<c:c xmlns:c="c" xmlns:a="a"><a:p><a:r><a:t>'
        "Тамара Бара</a:t></a:r><a:r><a:t>вік</a:t></a:r></a:p></c:c>"
    },
)
CHANGED = docx(
    "<w:p><w:r><w:t>Тамара Бара</w:t></w:r><w:ins><w:r><w:t>вік</w:t></w:r></w:ins>"
    "<w:r><w:t> схавала нас</w:t></w:r></w:p>"
)
TAKEN_OUT = docx(
    "<w:p><w:r><w:t>Тамара Бара</w:t></w:r><w:del><w:r><w:delText>н</w:delText></w:r>"
    "</w:del><w:r><w:t>вік схавала</w:t></w:r></w:p>"
)


@pytest.mark.parametrize(
    "data",
    [LINK, SITE, OPEN, CHART, CHANGED, TAKEN_OUT, made_pdf.letter("", "Тамару Баравік білі")],
    ids=["link", "site", "open", "chart", "put in", "taken out", "pdf"],
)
def test_a_name_is_found_wherever_it_is_written(ends: Vaults, data: bytes) -> None:
    made = with_file(ends, data)
    refused(ends, made)
    [file] = looked(ends.researcher, made).open
    assert file.entry_id


def test_what_is_left_of_a_document_is_a_question(ends: Vaults) -> None:
    made = with_file(ends, docx(said("Гл. файл"), {"word/afchunk.mht": b"Content-Type: text"}))
    refused(ends, made)
    [file] = looked(ends.researcher, made).open
    assert file.unread
    assert not file.entry_id
