"""An interview looked through in a vault: all that goes with it, by what was decided so far."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import NamesUndecided, NoSuchRecord, ReplacementNames
from desktop.model.consent import Identification, RecipientKind
from desktop.model.consent.showing import Places
from desktop.model.ids import new_id
from desktop.model.interview import Interview, Utterance
from desktop.model.media import MetadataItem
from desktop.model.person import NameForm
from desktop.model.place import PLACE_KIND, PlaceName
from desktop.model.protected import From
from desktop.model.sameness import SameAs
from desktop.showing import Choice, Entry, Form, Register, Sort, kept
from desktop.showing.along import naming_somebody
from desktop.showing.deciding import decide
from desktop.showing.found import places
from desktop.showing.looking import look, shown_interview
from desktop.vault import Vault
from tests.support import consent_to
from tests.unit.showing.conftest import TOLD
from tests.unit.showing.made import BY_CODE, FULL, LEAST, said_in
from tests.unit.vault.made import media_of

HOME = Form(RecipientKind.ORGANISATION, Identification.FULL_NAME)


JANA = "Яна сказала, што яны прыйдуць."


def ids(interview: Interview) -> dict[str, str]:
    return {interview.id: new_id(), interview.person_id: new_id()}


def words(vault: Vault, interview: Interview, form: Form) -> list[tuple[str, str]]:
    return [(each.words, each.instead) for each in look(vault, interview.id, form).open]


# -- what is looked for -----------------------------------------------------------------------


@pytest.mark.parametrize("where", ["purpose", "account", "file"])
def test_who_is_named_in_one_text_is_asked_about_in_all(
    vault: Vault, told: Interview, where: str
) -> None:
    """*Яна* is *she* as well where a sentence begins, and a name once anything names her."""
    vault.protected.new(["Яна Баброўская"], "N-1")
    said = [Utterance("u-1", text="Мы былі там."), Utterance("u-2", text=JANA)]
    vault.interviews.save_utterances(told.id, tuple(said))
    assert ("Яна", "N-1") not in words(vault, told, BY_CODE)
    surely = "Там была Яна Баброўская."
    if where == "file":
        attach(vault, told, "square.jpg", surely)
    elif where == "purpose":
        vault.interviews.save(replace(vault.interviews.get(told.id), purpose=surely))
    else:
        vault.interviews.save_utterances(told.id, (Utterance("u-1", text=surely), said[1]))
    assert ("Яна", "N-1") in words(vault, told, BY_CODE)
    looked = look(vault, told.id, BY_CODE)
    texts = [each for each in looked.texts if each.entry_id]
    assert not decide(vault, looked, [*texts, *looked.files], Choice.REPLACE).open
    assert "Яна" not in said_in(shown_interview(vault, told.id, BY_CODE, ids(told)).body)


def test_who_tells_is_asked_about_where_a_sentence_begins(vault: Vault, told: Interview) -> None:
    person = vault.people.get(told.person_id)
    vault.people.save(replace(person, names=(NameForm("Яна Баброўская"),)))
    vault.interviews.save_utterances(told.id, (Utterance("u-1", text=JANA),))
    assert words(vault, told, BY_CODE) == [("Яна", "P-1")]


def test_in_a_long_text_who_is_named_at_its_end_is_asked_about_at_its_beginning() -> None:
    text = f"{JANA} {'Мы чакалі там доўга. ' * 1000} Прыйшла Яна Баброўская."
    register = Register((Entry("e-1", ("Яна Баброўская",), "N-1"),))
    found = [text[each.start : each.end] for each in places(text, register, FULL)]
    assert found == ["Яна", "Яна Баброўская"]
    assert len(register.spans(text)) == 2


def test_the_person_is_named_as_they_agreed(vault: Vault, told: Interview) -> None:
    jadviha = {
        named: words(vault, told, replace(BY_CODE, named=named))[0][1]
        for named in (Identification.CODE, Identification.INITIALS, Identification.NOTHING)
    }
    assert jadviha == {"code": "P-1", "initials": "Я. Р.", "nothing": "[імя не называецца]"}
    assert words(vault, told, FULL) == [], "in full, the account goes as it was told"
    region = replace(FULL, places=Places.REGION)
    assert "Ядвіга Ручаінская" not in dict(words(vault, told, region))


def test_a_code_that_is_the_name_itself_is_not_proposed(vault: Vault, told: Interview) -> None:
    person = vault.people.get(told.person_id)
    vault.people.save(replace(person, code="Jadviha R."))
    assert words(vault, told, BY_CODE)[0] == ("Ядвіга Ручаінская", "[імя не называецца]")


def test_nor_is_one_that_is_another_s_protected_name(vault: Vault, told: Interview) -> None:
    """Deciding refuses it: it was proposed, and the first key said so."""
    person = vault.people.get(told.person_id)
    vault.people.save(replace(person, code="Клімовіч"))
    vault.protected.new(["Пётр Клімовіч"], "брат Ядвігі")
    vault.protected.new(["Вольга Баравік"], "яна")
    assert words(vault, told, BY_CODE) == [
        ("Ядвіга Ручаінская", "[імя не называецца]"),
        ("Пётр Клімовіч", "[імя 1]"),
        ("Пятра Клімовіча", "[імя 1]"),
    ]


def test_an_account_that_came_without_the_person_has_no_name_to_look_for(
    vault: Vault, told: Interview
) -> None:
    stray = vault.interviews.new("I-2", new_id(), "be")
    assert look(vault, stray.id, BY_CODE).register.entries == ()
    with pytest.raises(NoSuchRecord):
        look(vault, new_id(), BY_CODE)


def test_protected_names_are_kept_from_whom_they_are_kept(vault: Vault, told: Interview) -> None:
    vault.protected.new(["Пётр Клімовіч"], "N-7")
    found = [("Пётр Клімовіч", "N-7"), ("Пятра Клімовіча", "N-7")]
    assert words(vault, told, FULL) == found
    assert words(vault, told, HOME) == []
    [entry] = vault.protected.all()
    vault.protected.save(replace(entry, kept_from=From.EVERYONE))
    assert words(vault, told, HOME) == found


def test_everybody_whom_nobody_gave_a_code_has_a_number(vault: Vault, told: Interview) -> None:
    more = f"{TOLD} Потым прыехала Вольга Баравік. Вольгу Баравік білі."
    vault.interviews.save_utterances(told.id, (Utterance("u-1", text=more),))
    assert words(vault, told, BY_CODE)[1:] == [
        ("Пётр Клімовіч", "[імя 1]"),
        ("Пятра Клімовіча", "[імя 1]"),
        ("Вольга Баравік", "[імя 2]"),
        ("Вольгу Баравік", "[імя 2]"),
    ]


def test_the_plan_is_looked_through_too(vault: Vault, told: Interview) -> None:
    vault.interviews.save(replace(vault.interviews.get(told.id), purpose="Пра Ядвігу."))
    assert "Ядвігу" in dict(words(vault, told, BY_CODE))


def test_as_told_what_goes_with_it_is_looked_through_too(vault: Vault, told: Interview) -> None:
    vault.consents.save(replace(consent_to(told.id), interpreter="Кацярына Рагуля"))
    person = vault.people.get(told.person_id)
    vault.people.save(replace(person, note="Сястра Тамары Баравік."))
    vault.protected.new(["Кацярына Рагуля"], "N-1")
    vault.protected.new(["Тамара Баравік"], "N-2")
    found = words(vault, told, FULL)
    assert set(found) == {("Кацярына Рагуля", "N-1"), ("Тамары Баравік", "N-2")}
    by_code = dict(words(vault, told, BY_CODE))
    assert not by_code.keys() & {"Кацярына Рагуля", "Тамары Баравік"}, "no word of these goes"


def test_as_told_nothing_is_read_where_no_name_is_kept(vault: Vault, told: Interview) -> None:
    looked = look(vault, told.id, FULL)
    assert (looked.spots, looked.derives, looked.register.entries) == ((), False, ())


def test_what_is_about_nobody_stays_where_it_names_somebody(vault: Vault) -> None:
    market = vault.places.new([PlaceName("Рынак")])
    home = vault.places.new([PlaceName("Дом Т. Баравік")])
    noted = replace(vault.places.new([PlaceName("Кавярня")]), note="Тут працавала Тамара.")
    vault.places.save(noted)
    every = [(PLACE_KIND, each.id) for each in (market, home, noted)]
    public, office = RecipientKind.PUBLIC, RecipientKind.ORGANISATION
    assert naming_somebody(vault, every, public) == set()
    vault.protected.new(["Тамара Баравік"], "N-7")
    assert naming_somebody(vault, every, public) == {home.id, noted.id}
    assert naming_somebody(vault, every, office) == set()


# -- files ------------------------------------------------------------------------------------


def attach(vault: Vault, interview: Interview, name: str, *said: str) -> str:
    items = tuple(MetadataItem("XMP", "Creator", each) for each in said)
    media = vault.media.add(media_of(name.encode(), name), [name.encode()], items)
    vault.interviews.attach(interview.id, media.id)
    return media.id


def test_no_file_goes_unasked_with_a_derived_interview(vault: Vault, told: Interview) -> None:
    square = attach(vault, told, "square.jpg")
    [file] = look(vault, told.id, BY_CODE).files
    assert (file.words, file.sort, file.entry_id) == ("square.jpg", Sort.FILE, "")
    assert file in look(vault, told.id, BY_CODE).open
    assert look(vault, told.id, replace(BY_CODE, files=False)).files == ()
    looked = decide(vault, look(vault, told.id, BY_CODE), [file], Choice.REPLACE)
    assert looked.staying == {square}
    looked = decide(vault, looked, [file], Choice.KEEP)
    assert looked.staying == set()
    assert file not in looked.open


def test_a_name_in_a_files_name_or_metadata_is_a_question(vault: Vault, told: Interview) -> None:
    vault.protected.new(["Тамара Баравік"], "N-7")
    attach(vault, told, "square.jpg")
    named = attach(vault, told, "tamara-baravik.jpg")
    inside = attach(vault, told, "IMG_1.jpg", "T. Baravik", "Тамары Баравік")
    looked = look(vault, told.id, FULL)
    assert {each.record_id for each in looked.open} == {named, inside}
    [of_inside] = [each for each in looked.open if each.record_id == inside]
    assert "Тамары Баравік" in of_inside.sentence
    assert not looked.derives
    looked = decide(vault, looked, looked.open, Choice.REPLACE)
    assert looked.staying == {named, inside}
    assert not looked.derives, "what stays back changes nothing in what was told"
    assert not looked.open


def test_once_something_is_replaced_the_other_files_are_asked_about(
    vault: Vault, told: Interview
) -> None:
    vault.protected.new(["Пётр Клімовіч"], "N-7")
    square = attach(vault, told, "square.jpg")
    looked = look(vault, told.id, FULL)
    assert square not in {each.record_id for each in looked.open}
    looked = decide(vault, looked, looked.open, Choice.REPLACE)
    assert looked.derives
    assert [each.record_id for each in looked.open] == [square]


# -- decisions --------------------------------------------------------------------------------


def test_nothing_is_shown_before_all_is_decided(vault: Vault, told: Interview) -> None:
    looked = look(vault, told.id, BY_CODE)
    looked = decide(vault, looked, looked.open[1:], Choice.REPLACE)
    with pytest.raises(NamesUndecided):
        shown_interview(vault, told.id, BY_CODE, ids(told))
    looked = decide(vault, looked, looked.open, Choice.ASK)
    with pytest.raises(NamesUndecided):
        shown_interview(vault, told.id, BY_CODE, ids(told))
    decide(vault, looked, looked.open, Choice.REPLACE)
    derived = shown_interview(vault, told.id, BY_CODE, ids(told))
    assert said_in(derived.body) == ("Мяне завуць P-1. Мой брат [імя 1] паехаў. [імя 1] забралі.")


def test_an_edit_elsewhere_asks_nothing_anew(vault: Vault, told: Interview) -> None:
    looked = look(vault, told.id, BY_CODE)
    decide(vault, looked, looked.open, Choice.REPLACE)
    longer = f"Вечарэла. {TOLD} Больш нічога."
    vault.interviews.save_utterances(told.id, (Utterance("u-1", text=longer),))
    assert look(vault, told.id, BY_CODE).open == ()
    changed = longer.replace("паехаў", "сышоў")
    vault.interviews.save_utterances(told.id, (Utterance("u-1", text=changed),))
    assert [each.words for each in look(vault, told.id, BY_CODE).open] == ["Пётр Клімовіч"]


def test_what_was_decided_for_another_form_is_proposed_and_not_taken(
    vault: Vault, told: Interview
) -> None:
    looked = look(vault, told.id, BY_CODE)
    jadviha, peter, _again = looked.open
    looked = decide(vault, looked, [jadviha], Choice.REPLACE, "сведка")
    decide(vault, looked, [peter], Choice.REPLACE, "яе брат")
    least = look(vault, told.id, LEAST)
    proposed = {each.words: each.instead for each in least.open}
    assert proposed["Пётр Клімовіч"] == "яе брат"
    assert proposed["Ядвіга Ручаінская"] == "[імя не называецца]", "how she is named differs"
    assert set(least.elsewhere) == {jadviha.key, peter.key}


def test_what_was_said_of_the_same_words_is_proposed(vault: Vault, told: Interview) -> None:
    again = f"{TOLD} Пётр Клімовіч вярнуўся."
    vault.interviews.save_utterances(told.id, (Utterance("u-1", text=again),))
    looked = look(vault, told.id, BY_CODE)
    looked = decide(vault, looked, looked.open[1:2], Choice.REPLACE, "яе брат")
    assert looked.open[-1].words == "Пётр Клімовіч"
    assert looked.open[-1].instead == "яе брат"


def test_a_replacement_that_names_somebody_is_refused_and_none_is_kept(
    vault: Vault, told: Interview
) -> None:
    looked = look(vault, told.id, BY_CODE)
    letters = "Р-у-ч-а-і-н-с-к-а-я"
    for instead in ("муж Ядвігі", "RUCHAINSKAYA", "Я\u00adд\u00adвіга", letters):
        with pytest.raises(ReplacementNames):
            decide(vault, looked, looked.open, Choice.REPLACE, instead)
    assert look(vault, told.id, BY_CODE).decided == {}


def test_a_replacement_is_one_line_and_no_account(vault: Vault, told: Interview) -> None:
    looked = look(vault, told.id, BY_CODE)
    decide(vault, looked, looked.open, Choice.REPLACE, " яе\nбрат ")
    decided = look(vault, told.id, BY_CODE).decided
    assert {each.instead for each in decided.values()} == {"яе брат"}
    decide(vault, looked, looked.open, Choice.REPLACE, "брат " * 10_000)
    decided = look(vault, told.id, BY_CODE).decided
    assert {len(each.instead) for each in decided.values()} == {200}


# -- what it costs ----------------------------------------------------------------------------


def test_looking_again_reads_nothing_while_nothing_was_written(
    vault: Vault, told: Interview
) -> None:
    first = look(vault, told.id, BY_CODE)
    assert look(vault, told.id, BY_CODE) is first
    vault.people.new("P-2")
    again = look(vault, told.id, BY_CODE)
    assert again is not first
    assert again.register is first.register, "texts that did not change are not looked through"


def test_what_was_written_and_undone_is_as_if_nobody_had_looked(
    vault: Vault, told: Interview
) -> None:
    class Undone(Exception):
        pass

    before = look(vault, told.id, BY_CODE)
    with pytest.raises(Undone), vault.transaction():
        looked = decide(vault, before, before.open, Choice.KEEP)
        assert looked.open == ()
        vault.protected.new(["Пётр Клімовіч"], "N-7")
        assert look(vault, told.id, FULL).open != ()
        raise Undone
    assert look(vault, told.id, BY_CODE).open == before.open
    assert look(vault, told.id, FULL).open == ()


def test_of_an_account_in_which_nothing_stands_only_a_hash_is_kept(
    vault: Vault, told: Interview
) -> None:
    vault.protected.new(["Тамара Рагуля"], "N-7")
    assert look(vault, told.id, FULL).spots == ()
    there = kept.kept_of(vault)
    assert there.get((told.id, FULL)) is None
    assert list(there._nothing) == [(told.id, FULL)]
    vault.interviews.save_utterances(told.id, (Utterance("u-1", text="Тамара прыйшла."),))
    assert words(vault, told, FULL) == [("Тамара", "N-7")]


def test_nothing_that_was_looked_through_is_kept_of_a_closed_vault(
    vault: Vault, told: Interview
) -> None:
    look(vault, told.id, BY_CODE)
    assert len(kept._OF_VAULTS) == 1
    vault.close()
    assert len(kept._OF_VAULTS) == 0


# -- who is one person ------------------------------------------------------------------------


def test_names_of_whoever_may_be_the_person_are_kept_back_too(
    vault: Vault, told: Interview
) -> None:
    other = vault.people.new("P-2", [NameForm("Пётр Клімовіч")])
    look(vault, told.id, BY_CODE)
    vault.sameness.decide(told.person_id, other.id, SameAs.SAME)
    found = {each.words: each.sort for each in look(vault, told.id, BY_CODE).open}
    assert found["Пётр Клімовіч"] is Sort.PROTECTED
    vault.sameness.decide(told.person_id, other.id, SameAs.NOT_SAME)
    found = {each.words: each.sort for each in look(vault, told.id, BY_CODE).open}
    assert found["Пётр Клімовіч"] is Sort.NAME


def test_only_who_is_one_with_the_person_may_be_told(vault: Vault, told: Interview) -> None:
    other = vault.people.new("P-2", [NameForm("Пётр Клімовіч")])
    third = vault.people.new("P-3")
    form = replace(FULL, places=Places.REGION)
    for pair in ((told.person_id, other.id), (other.id, third.id)):
        vault.sameness.decide(*pair, SameAs.SAME)
    assert "Пётр Клімовіч" not in {said for said, _instead in words(vault, told, form)}
    vault.sameness.decide(told.person_id, third.id, SameAs.NOT_SAME)
    assert "Пётр Клімовіч" in {said for said, _instead in words(vault, told, form)}


def test_a_relative_of_the_person_is_proposed_as_somebody_else(
    vault: Vault, told: Interview
) -> None:
    said = Utterance("u-9", text="Мяне завуць Ядвіга Ручаінская. Мой брат Кастусь Ручаінскі спаў.")
    vault.interviews.save_utterances(told.id, (said,))
    proposed = {each.words: each.instead for each in look(vault, told.id, BY_CODE).open}
    assert proposed["Кастусь Ручаінскі"] == "[імя 1]"
    assert proposed["Ядвіга Ручаінская"] not in ("[імя 1]", "")
