"""What stands in files is found, and so is what they say of themselves; never more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding.pictures import make_pictures
from desktop.model.file_text import IN_FACTS, IN_TEXT, PIECE, Part, TextPiece
from desktop.model.ids import new_id
from desktop.model.interview import Utterance
from desktop.model.media import MEDIA_KIND, MetadataItem
from desktop.vault import Vault
from desktop.vault.search import gathering
from desktop.vault.store.migrate import MIGRATIONS, statements
from tests.support import make_vault, open_interview
from tests.unit.media import hostile
from tests.unit.media.office import made, made_pdf


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as opened:
        yield opened


def add(vault: Vault, name: str, data: bytes, source: str = "") -> str:
    """The id of a file that was looked into."""
    report = add_files(vault, [MemoryFile(name, data)], source_note=source)
    make_pictures(vault)
    return report.added[0].media_id


def find_all(vault: Vault) -> None:
    while vault.pictures.find_some():
        continue


def hits(vault: Vault, words: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.record_id) for hit in vault.search.find(words)]


def test_a_word_in_a_letter_is_found_where_it_stands(vault: Vault) -> None:
    media_id = add(vault, "ліст.docx", made.letter())
    assert hits(vault, "Няісная") == []
    find_all(vault)
    [hit] = vault.search.find("няісная")
    assert (hit.kind, hit.record_id, hit.place_id) == (IN_TEXT, media_id, "0")
    assert hit.title == "ліст.docx"
    assert "вул. Няісная, 5" in hit.excerpt
    assert hits(vault, "Няиснай") == [(IN_TEXT, media_id)], "another spelling"
    [comment] = vault.search.find("спытаць")
    assert vault.media.text(media_id)[int(comment.place_id)].part is Part.COMMENT


@pytest.mark.parametrize("indexed_meanwhile", [False, True])
def test_a_name_in_a_file_whose_own_name_waits_as_well_is_told_once(
    vault: Vault, indexed_meanwhile: bool
) -> None:
    with vault.found_behind():
        media_id = add(vault, "ліст.docx", made.letter())

    def pause() -> None:
        while indexed_meanwhile and vault.go_on_with_leftovers():
            continue

    assert list(vault.search.written("Няісная", pause)) == [(IN_TEXT, media_id, 1)]


def test_what_a_file_says_of_itself_is_found(vault: Vault) -> None:
    letter = add(vault, "a.docx", made.letter(), "ад суседкі Прыдуманай")
    find_all(vault)
    for words in ("Выдуманая", "Фонд Прыдуманы", "суседкі"):
        assert hits(vault, words) == [(IN_FACTS, letter)], words
    photo = add(vault, "b.jpg", hostile.jpeg((64, 48)))
    items = (
        MetadataItem("EXIF", "Model", "Выдумка 7"),
        MetadataItem("EXIF", "ExposureTime", "латарэя"),
        MetadataItem("XMP", "Packet", '<rdf:li>падвал</rdf:li><x photoshop:City="Нясвіжня"/>'),
        MetadataItem("C2PA", "Generator", "Студыя"),
        MetadataItem("IPTC", "Keywords", "допыт"),
    )
    vault.pictures.ask(photo, described=False)
    vault.pictures.keep(vault.media.get(photo), items, None)
    find_all(vault)
    for words in ("Выдумка", "падвал", "Нясвіжня", "Студыя", "допыт"):
        assert hits(vault, words) == [(IN_FACTS, photo)], words
    assert hits(vault, "латарэя") == []


def test_the_check_agrees_at_every_step(vault: Vault) -> None:
    add(vault, "a.docx", made.letter())
    add(vault, "b.docx", made.docx("".join(made.said(f"слова{n} " * 300) for n in range(20))))
    steps = 0
    while True:
        assert vault.check().found == ()
        steps += 1
        if not vault.pictures.find_some():
            break
    assert steps > 2
    assert not vault.pictures.unfound()
    vault.renew_index()
    assert vault.check().found == ()
    assert len(hits(vault, "слова19")) == 1
    vault._db.execute("UPDATE file_text SET text = 'іншае' WHERE position = 0")
    assert vault.check().found


def test_a_file_that_is_removed_is_found_no_more(vault: Vault) -> None:
    media_id = add(vault, "a.docx", made.letter())
    find_all(vault)
    before = set(vault._db.all("SELECT term FROM search_word"))
    assert ("няісная",) in before
    vault.removal.remove(MEDIA_KIND, media_id)
    assert hits(vault, "Няісная") == hits(vault, "Выдуманая") == []
    for table in ("file_text", "file_unfound", "search_word", "search_entry"):
        assert vault._db.all(f"SELECT * FROM {table}") == [], table  # noqa: S608
    assert vault.check().found == ()


def test_what_is_read_again_takes_the_place_of_what_was(vault: Vault) -> None:
    media_id = add(vault, "a.docx", made.letter())
    find_all(vault)
    vault.pictures.ask(media_id, described=False)
    piece = TextPiece(Part.TEXT, "", "цалкам іншае")
    vault.pictures.keep(vault.media.get(media_id), (), None, (piece,))
    find_all(vault)
    assert hits(vault, "Няісная") == []
    assert hits(vault, "цалкам") == [(IN_TEXT, media_id)]
    assert ("няісная",) not in set(vault._db.all("SELECT term FROM search_word"))
    assert vault.check().found == ()


def test_a_long_file_does_not_crowd_out_the_others(vault: Vault) -> None:
    short = add(vault, "short.docx", made.docx(made.said("падвал")))
    find_all(vault)
    line = made.said("падвал " + "слова " * (PIECE // 6 - 20))
    long = add(vault, "long.docx", made.docx(line * 60))
    find_all(vault)
    found = hits(vault, "падвал")
    assert found == [(IN_TEXT, long)] * 3 + [(IN_TEXT, short)]
    assert found == hits(vault, "«падвал»")


def long_files(vault: Vault, count: int, word: str = "падвал") -> None:
    line = made.said(f"{word} " + "слова " * (PIECE // 6 - 20))
    for number in range(count):
        add(vault, f"{number}.docx", made.docx(line * 12 + made.said(str(number))))
    find_all(vault)


@pytest.mark.parametrize("words", ["падвал", "«падвал»"])
def test_no_text_of_files_hides_an_account(vault: Vault, words: str) -> None:
    told = open_interview(vault).id
    vault.interviews.save_utterances(told, [Utterance(new_id(), text="у падвале, падвал")])
    long_files(vault, 6)
    found = vault.search.look(words, limit=10)
    assert found.hits[0].record_id == told
    assert (len(found.hits), found.more, found.unread) == (10, True, False)
    assert vault.search.look(words, limit=19).more is False


def test_an_account_with_another_spelling_comes_before_many_files(vault: Vault) -> None:
    told = open_interview(vault).id
    vault.interviews.save_utterances(told, [Utterance(new_id(), text="Няісная была там")])
    long_files(vault, 4, "Няиснай")
    found = vault.search.look("Няиснай", limit=6)
    assert found.hits[0].record_id == told
    assert found.more


def test_accounts_leave_room_for_files(vault: Vault) -> None:
    told = open_interview(vault).id
    turns = [Utterance(new_id(), text="падвал") for _ in range(12)]
    long_files(vault, 1)
    vault.interviews.save_utterances(told, turns)
    found = vault.search.look("падвал", limit=10)
    assert [hit.kind == IN_TEXT for hit in found.hits] == [False] * 8 + [True] * 2
    assert found.more
    assert not vault.search.look("падвал", limit=15).more


@pytest.mark.parametrize("words", ["падвал", "«падвал»"])
def test_how_many_places_are_looked_at_is_bounded_and_said(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setattr(gathering, "_MOST_PASSED", 20)
    monkeypatch.setattr(gathering, "_FIRST_PAGE", 5)
    told = open_interview(vault).id
    vault.interviews.save_utterances(told, [Utterance(new_id(), text="падвал")])
    assert not vault.search.look(words).unread
    long_files(vault, 6)
    found = vault.search.look(words, limit=12)
    assert found.unread
    assert told not in {hit.record_id for hit in found.hits}


def test_text_is_read_anew_by_each_side_and_does_not_travel(vault: Vault) -> None:
    media_id = add(vault, "a.docx", made.letter())
    version = vault.versions.cut(MEDIA_KIND, media_id, "sent")
    for words in ("Няісная", "Выдуманая", "Прыдуманы"):
        assert words.encode() not in version.data


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(made.letter(), "application/zip"), (made_pdf.letter("Няісная, 5"), "application/pdf")],
    ids=["word", "pdf"],
)
def test_an_older_vault_is_read_and_found_behind(
    vault: Vault, data: bytes, media_type: str
) -> None:
    media_id = add(vault, "a.docx", data, "ад суседкі")
    scripts = [MIGRATIONS / name for name in ("0044_file_text.sql", "0045_pdf_text.sql")]
    with vault._db.transaction():
        vault._db.execute(
            "UPDATE media SET media_type = ?, problem = 'not-a-picture'", (media_type,)
        )
        vault._db.execute("DELETE FROM file_text")
        vault._db.execute("DELETE FROM media_metadata WHERE \"group\" = 'Document'")
        vault._db.execute("DELETE FROM file_unfound")
        for statement in (e for each in scripts for e in statements(each.read_text("utf-8"))):
            if "INSERT INTO" in statement:
                vault._db.execute(statement)
    assert vault.pictures.waits(media_id)
    assert vault.check().found == ()
    make_pictures(vault)
    while vault.go_on_with_leftovers():
        continue
    assert hits(vault, "Няісная") == [(IN_TEXT, media_id)]
    assert hits(vault, "суседкі") == [(IN_FACTS, media_id)]
    assert vault.media.get(media_id).problem == "text"
