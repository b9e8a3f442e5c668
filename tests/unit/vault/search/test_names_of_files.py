"""A file is found by every word of its name, by the names it had elsewhere, and in an older vault
too once it was indexed anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import Cancelled
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding.pictures import make_pictures
from desktop.model.file_text import IN_FACTS, IN_TEXT
from desktop.model.media import MEDIA_KIND, MetadataItem
from desktop.model.set import SET_KIND
from desktop.vault import Vault, open_vault
from desktop.vault.kinds.all import HITS
from desktop.vault.search import anew
from desktop.vault.search.folding import FOLDING, fold
from tests.support import PASSPHRASE, make_vault
from tests.unit.media.office import made
from tests.unit.vault.made import media_of


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as opened:
        yield opened


def add(vault: Vault, name: str, data: bytes) -> str:
    """The id of a file that is here now, whether it was or not."""
    report = add_files(vault, [MemoryFile(name, data)])
    return (*report.added, *report.already_there)[0].media_id


def settle(vault: Vault) -> None:
    while vault.go_on_with_leftovers():
        continue


def found(vault: Vault, words: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.record_id) for hit in vault.search.find(words)]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("Minsk", "Minsk"),
        ("мінск", "Minsk"),
        ("2021", "2021"),
        ("protest", "protest"),
        ("ірына", "Iрына"),
        ("«2021 protest»", "2021"),
        ("IMG_2021_pro", "IMG"),
    ],
)
def test_every_word_of_a_name_is_found_and_marked(vault: Vault, typed: str, marked: str) -> None:
    media_id = add(vault, "IMG_2021_protest_Iрына.Minsk.jpg", b"a")
    [hit] = vault.search.find(typed)
    assert (str(hit.kind), hit.record_id) == (MEDIA_KIND, media_id)
    start, end = hit.marks[0]
    assert hit.excerpt[start:end] == marked


def test_a_name_between_underscores_is_written_letter_for_letter(vault: Vault) -> None:
    media_id = add(vault, "IMG_Выдуманая_2.jpg", b"a")
    assert [each[1:] for each in vault.search.written("Выдуманая")] == [(media_id, 1)]
    assert list(vault.search.written("думаная")) == []


def test_the_same_bytes_are_found_by_each_name_they_came_under(vault: Vault) -> None:
    letter = made.letter()  # its zip holds the time
    media_id = add(vault, "IMG_1.docx", letter)
    make_pictures(vault)
    settle(vault)
    for name in ("ад_суседкі.docx", "IMG_1.docx", "ад_суседкі.docx", "з_тэлефона.docx"):
        assert add(vault, name, letter) == media_id
    assert vault.check().found == ()
    settle(vault)
    for words in ("суседкі", "тэлефона"):
        assert found(vault, words) == [(IN_FACTS, media_id)], words
    kept = [each.value for each in vault.media.metadata(media_id) if each.key == "AlsoNamed"]
    assert kept == ["ад_суседкі.docx", "з_тэлефона.docx"]
    vault.pictures.ask(media_id, described=False)
    make_pictures(vault)
    settle(vault)
    assert found(vault, "суседкі") == [(IN_FACTS, media_id)], "what is read again leaves it"
    assert vault.check().found == ()
    vault.removal.remove(MEDIA_KIND, media_id)
    assert found(vault, "суседкі") == []


def test_names_of_the_same_bytes_do_not_push_out_what_the_file_says(vault: Vault) -> None:
    says = MetadataItem("Comment", "Comment", "Выдуманы фатограф")
    file = vault.media.add(media_of(b"a"), [b"a"], (says,))
    for number in range(100):
        vault.media.add(media_of(b"a", f"{number} {'слова ' * 35}.jpg"), [b"a"])
    settle(vault)
    assert found(vault, "фатограф") == [(IN_FACTS, file.id)]
    assert found(vault, "слова") == [(IN_FACTS, file.id)]
    assert vault.check().intact


def test_a_set_is_found_by_the_folders_and_names_in_it(vault: Vault, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    (folder / "Акрэсціна_дзень2").mkdir(parents=True)
    (folder / "Акрэсціна_дзень2" / "IMG_7.txt").write_text("a", "utf-8")
    (folder / "капія.txt").write_text("a", "utf-8")
    add_files(vault, [folder])
    [one] = vault.sets.summaries()
    for words in ("акрэсціна", "капія"):
        assert ("set_file", one.id) in found(vault, words), words
    assert vault.check().found == ()
    files = vault.sets.get(one.id)
    vault.sets.take_out(one.id, files.media_ids)
    assert ("set_file", one.id) not in found(vault, "акрэсціна")
    assert vault.check().found == ()


def test_a_file_that_is_removed_is_found_in_no_set(vault: Vault, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "сакрэтнае.txt").write_text("a", "utf-8")
    media_id = add_files(vault, [folder]).added[0].media_id
    vault.removal.remove(MEDIA_KIND, media_id)
    assert found(vault, "сакрэтнае") == []
    assert vault.check().found == ()


def test_many_files_of_a_set_do_not_crowd_out_the_others(vault: Vault, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    for number in range(30):
        (folder / f"мітынг_{number}.txt").write_text(str(number), "utf-8")
    add_files(vault, [folder])
    note = add(vault, "мітынг.txt", b"another")
    kinds = [kind for kind, _id in found(vault, "мітынг")]
    assert kinds.count("set_file") == 3
    assert kinds.count(MEDIA_KIND) == 31
    assert (MEDIA_KIND, note) in found(vault, "мітынг")


# -- an older vault -------------------------------------------------------------------------


def make_old(vault: Vault) -> None:
    """As a program left it to which an underscore was a letter."""
    db = vault._db
    with db.transaction():
        for row, kind, record_id, place in db.all(
            "SELECT e.row, e.kind, o.id, e.place_id FROM search_entry e"
            " JOIN object o ON o.row = e.object"
        ):
            text = " ".join(anew_words(HITS[kind](db, record_id, place)[1]))
            db.execute("DELETE FROM search_text WHERE rowid = ?", (row,))
            db.execute("INSERT INTO search_text (rowid, text) VALUES (?, ?)", (row, text))
        db.execute("DELETE FROM search_word")
        db.execute("DELETE FROM vault_meta WHERE key IN ('search_index', 'search_words')")


def anew_words(text: str) -> list[str]:
    return "".join(c if c.isalnum() or c == "_" else " " for c in fold(text)).split()


@pytest.fixture
def filled(vault: Vault, tmp_path: Path) -> Vault:
    folder = tmp_path / "стос_папер"
    folder.mkdir()
    for number in range(45):
        (folder / f"IMG_Нябытная_{number}.txt").write_text(str(number), "utf-8")
    add_files(vault, [folder])
    add(vault, "ліст_дадому.docx", made.docx(made.said("пра my_file_выдумку і падвал")))
    make_pictures(vault)
    settle(vault)
    make_old(vault)
    return vault


def test_an_older_vault_is_indexed_anew_behind(
    filled: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anew, "_AT_A_TIME", 7)
    monkeypatch.setattr(anew, "_PLACES", 10)
    assert found(filled, "дадому") == []
    assert filled.search.look("дадому").waiting
    assert filled.check().found == ()
    steps = 0
    while filled.search.index_anew():
        steps += 1
    assert steps > 7
    settle(filled)
    assert [kind for kind, _id in found(filled, "дадому")] == [MEDIA_KIND]
    assert [kind for kind, _id in found(filled, "выдумку")] == [IN_TEXT]
    assert [kind for kind, _id in found(filled, "папер")] == [SET_KIND]
    assert len(found(filled, "нябытная")) == 48
    assert not filled.search.look("дадому").waiting
    assert filled.check().found == ()


def test_what_differs_otherwise_is_named_in_an_older_vault(filled: Vault) -> None:
    db = filled._db
    [(row, media_id)] = db.all(
        "SELECT e.row, o.id FROM search_entry e JOIN object o ON o.row = e.object"
        " WHERE e.kind = ? LIMIT 1",
        (IN_TEXT,),
    )
    with db.transaction():
        db.execute("DELETE FROM search_text WHERE rowid = ?", (row,))
        db.execute("INSERT INTO search_text (rowid, text) VALUES (?, 'іншае')", (row,))
    [told] = filled.check().found
    assert media_id in told


def test_what_was_killed_goes_on_where_it_was(
    filled: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anew, "_PLACES", 10)
    for _ in range(3):
        assert filled.search.index_anew()
    [noted] = filled._db.all("SELECT value FROM vault_meta WHERE key = 'search_index'")
    assert noted[0].startswith(FOLDING)
    assert noted != (FOLDING,)
    filled.close()
    with open_vault(filled.folder, PASSPHRASE) as opened:
        settle(opened)
        assert len(opened.search.find("нябытная")) == 48
        assert opened.check().found == ()


def test_a_name_is_looked_for_letter_for_letter_in_all_of_an_older_vault(filled: Vault) -> None:
    pauses = 0

    def pause() -> None:
        nonlocal pauses
        pauses += 1

    assert len(list(filled.search.written("Нябытная", pause))) == 90
    assert pauses > 45
    make_old(filled)
    with pytest.raises(Cancelled):
        list(filled.search.written("Нябытная", stop))


def stop() -> None:
    raise Cancelled


def test_a_new_vault_has_nothing_to_be_indexed_anew(vault: Vault) -> None:
    assert not vault.search.index_anew()
    assert not vault.search.look("нешта").waiting
