"""Passages of an account go along with whatever writes it, and are fixed by its seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from desktop.errors import NoSuchRecord, WordsNotThere
from desktop.model.anchoring import Spot, Stands
from desktop.model.consent import Purpose
from desktop.model.interview import Utterance
from desktop.model.passage import PASSAGE_KIND, Passage
from desktop.model.values.area import Area
from desktop.model.values.moment import Moment
from desktop.vault import Vault
from tests.support import open_interview
from tests.unit.vault.made import add

TOLD = "Першы стаяў каля дзвярэй. Другі маўчаў."


def write(vault: Vault, interview_id: str, *texts: str) -> None:
    told = [Utterance(f"u{number}", text=text) for number, text in enumerate(texts)]
    vault.interviews.save_utterances(interview_id, told)


@pytest.fixture
def told(vault: Vault) -> str:
    """An interview with one turn."""
    made = open_interview(vault, "W-001", Purpose.ANALYSE)
    write(vault, made.id, TOLD)
    return made.id


def marked(vault: Vault, interview_id: str, words: str = "маўчаў") -> Passage:
    [spot] = vault.passages.places_of(interview_id, words)
    return vault.passages.new(interview_id, spot)


def here(vault: Vault, passage: Passage) -> Sequence[str]:
    """The words at each place that is said of it."""
    placed = vault.passages.placed(passage.id)
    texts = {u.id: u.text for u in vault.interviews.utterances(passage.interview_id)}
    return [texts[s.utterance_id][s.start : s.end] for s in placed.anchor.spots]


def test_it_keeps_its_words_and_what_stands_beside_them(vault: Vault, told: str) -> None:
    made = marked(vault, told)
    assert (made.quote, made.before, made.after) == ("маўчаў", TOLD[:-7], ".")
    assert made.version_id == ""
    placed = vault.passages.placed(made.id)
    assert (placed.anchor.stands, placed.since) == (Stands.HERE, None)
    assert vault.passages.of_interview(told) == [placed]
    assert vault.passages.count_of(told) == 1


def test_no_words_are_marked_where_none_stand(vault: Vault, told: str) -> None:
    assert vault.passages.places_of(told, "ячаў") == ()
    assert vault.passages.places_of(told, "маў") == (), "a part of a word"
    for spot in (Spot("u0", 5, 5), Spot("u0", 0, 900), Spot("u9", 0, 3)):
        with pytest.raises(WordsNotThere):
            vault.passages.new(told, spot)
    with pytest.raises(NoSuchRecord):
        vault.passages.new("another", Spot("u0", 0, 3))
    assert vault.passages.count_of(told) == 0


@pytest.mark.parametrize("by", ["autosave", "open form", "arriving"])
def test_it_goes_along_with_every_way_an_account_is_written(
    vault: Vault, told: str, by: str
) -> None:
    made = marked(vault, told)
    before = vault.interviews.document(told)
    text = "Іх было двое. " + TOLD.replace("каля дзвярэй", "каля самых дзвярэй")
    edited = replace(before, utterances=(replace(before.utterances[0], text=text),))
    if by == "autosave":
        write(vault, told, text)
    elif by == "open form":
        vault.edits.record(vault.interviews, before, edited)
    else:
        with vault.transaction():
            vault.interviews.kind.lay(vault._db, edited)
    now = vault.passages.get(made.id)
    assert now.start == text.index("маўчаў") != made.start
    assert now.before == text[now.start - 32 : now.start]
    assert here(vault, now) == ["маўчаў"]
    assert vault.versions.would_differ(PASSAGE_KIND, made.id)


def test_it_is_undone_with_the_edit(vault: Vault, told: str) -> None:
    made = marked(vault, told)
    with pytest.raises(RuntimeError, match="undone"), vault.transaction():
        write(vault, told, f"Так. {TOLD}")
        assert vault.passages.get(made.id) != made
        raise RuntimeError("undone")
    assert vault.passages.get(made.id) == made


def test_words_that_were_taken_out_are_gone_and_stay_as_they_were(vault: Vault, told: str) -> None:
    made = marked(vault, told)
    write(vault, told, TOLD.replace("маўчаў", "курыў"))
    assert vault.passages.get(made.id) == made
    assert vault.passages.placed(made.id).anchor.stands is Stands.GONE


def test_a_person_says_where_words_are_that_stand_in_two_places(vault: Vault, told: str) -> None:
    made = marked(vault, told)
    write(vault, told, "Ён маўчаў доўга.", "А потым сусед маўчаў таксама.")
    placed = vault.passages.placed(made.id)
    assert placed.anchor.stands is Stands.TO_CONFIRM
    assert here(vault, made) == ["маўчаў", "маўчаў"]
    with pytest.raises(WordsNotThere):
        vault.passages.confirm(made.id, Spot("u0", 0, 2))
    other = placed.anchor.spots[1]
    now = vault.passages.confirm(made.id, other)
    assert (now.utterance_id, now.start, now.quote) == ("u1", other.start, "маўчаў")
    assert vault.passages.placed(made.id).anchor.spots == (other,)


def test_a_seal_fixes_it_in_its_version(vault: Vault, told: str) -> None:
    made, gone = marked(vault, told), marked(vault, told, "Першы")
    write(vault, told, f"Так. {TOLD}".replace("Першы", "Адзін"))
    sealed = vault.interviews.seal(told)
    now = vault.passages.get(made.id)
    assert now.version_id == sealed.id
    assert vault.passages.placed(made.id).anchor.stands is Stands.HERE
    assert vault.passages.get(gone.id).version_id == ""
    assert vault.passages.placed(gone.id).anchor.stands is Stands.GONE
    later = marked(vault, told, "Другі")
    assert later.version_id == sealed.id
    assert vault.passages.confirm(later.id, Spot("u0", later.start, later.end)) == later


def test_it_never_takes_the_words_of_another_interview(vault: Vault, told: str) -> None:
    """Whatever it says: the version that it names is of somebody else's account."""
    other = open_interview(vault, "W-002", Purpose.ANALYSE)
    write(vault, other.id, "Яна ўсё бачыла.")
    theirs = vault.interviews.seal(other.id)
    [spot] = vault.passages.places_of(other.id, "Яна ўсё бачыла.")
    real = vault.passages.new(other.id, spot)
    assert real.version_id == theirs.id
    vault.passages.save(replace(real, interview_id=told))
    assert vault.passages.placed(real.id).anchor.stands is Stands.GONE
    assert vault.passages.placed(real.id).since is None
    vault.passages.save(replace(real, version_id="f" * 64))
    assert vault.passages.placed(real.id).anchor.stands is Stands.GONE


def test_of_a_translation_nothing_is_said_yet(vault: Vault, told: str) -> None:
    made = marked(vault, told)
    vault.passages.save(replace(made, layer="ru"))
    assert vault.passages.placed(made.id).anchor.stands is Stands.GONE
    write(vault, told, f"Так. {TOLD}")
    assert vault.passages.get(made.id) == replace(made, layer="ru")


def test_a_part_of_a_file_is_within_it(vault: Vault) -> None:
    photo = add(vault, b"a photo")
    part = Passage("", Moment.now(), media_id=photo.id, page=2, area=Area(0, 0, 5000, 100))
    made = vault.passages.new_of_file(part)
    assert vault.passages.of_file(photo.id) == [made]
    for wrong in (Area(9000, 0, 5000, 100), Area(0, 0, 1, 0)):
        with pytest.raises(ValueError, match="not within"):
            vault.passages.new_of_file(replace(part, area=wrong))
    with pytest.raises(NoSuchRecord):
        vault.passages.new_of_file(replace(part, media_id="another"))


def test_what_was_marked_by_mistake_goes_alone_or_with_its_file(vault: Vault, told: str) -> None:
    made = marked(vault, told)
    vault.removal.remove(PASSAGE_KIND, made.id)
    assert vault.passages.find(made.id) is None
    photo = add(vault, b"a photo")
    part = vault.passages.new_of_file(Passage("", Moment.now(), media_id=photo.id))
    vault.removal.remove(vault.media.kind.name, photo.id)
    assert vault.passages.find(part.id) is None
