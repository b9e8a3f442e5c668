"""What in a text is to be decided about, by form; and by what a place is known again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.model.consent.showing import Family, Places
from desktop.showing import Entry, Form, Register, Sort
from desktop.showing.register import initials
from desktop.showing.sentences import sentence_of
from tests.unit.showing.made import BY_CODE, FULL, LEAST, REGISTER, account, spots_of

TOLD = (
    "Мы з Ядвігай Ручаінскай жылі ў Гомелі, на вуліцы Савецкай, дом 5. Мой брат Пётр Клімовіч"
    " нарадзіўся 12.03.1985. Яго тэлефон +375 29 123 45 67, пошта petr@example.org. Яго трымалі ў"
    " СІЗА-1."
)


def sorts(form: Form, said: str = TOLD, register: Register = REGISTER) -> list[tuple[str, Sort]]:
    return [(each.words, each.sort) for each in spots_of(account(said), form, register)]


def test_in_a_derived_form_everything_that_says_who_or_where_is_found() -> None:
    assert sorts(BY_CODE) == [
        ("Ядвігай Ручаінскай", Sort.PROTECTED),
        ("вуліцы Савецкай, дом 5", Sort.ADDRESS),
        ("Пётр Клімовіч", Sort.NAME),
        ("12.03.1985", Sort.BIRTH),
        ("+375 29 123 45 67", Sort.PHONE),
        ("petr@example.org", Sort.EMAIL),
        ("СІЗА-1", Sort.FACILITY),
    ]


@pytest.mark.parametrize("places", [Places.NOTHING, Places.COUNTRY, Places.REGION])
def test_places_are_asked_about_only_where_they_are_hidden(places: Places) -> None:
    assert ("Гомелі", Sort.PLACE) in sorts(replace(BY_CODE, places=places))
    assert ("Гомелі", Sort.PLACE) in sorts(replace(FULL, places=places))


def test_words_for_kin_are_asked_about_only_where_nothing_is_told_of_the_family() -> None:
    assert ("брат", Sort.FAMILY) in sorts(LEAST)
    assert ("брат", Sort.FAMILY) not in sorts(replace(BY_CODE, family=Family.RELATION))
    later = replace(BY_CODE, family=Family("of-a-later-release"))
    assert ("брат", Sort.FAMILY) in sorts(later)
    english = "Her brother-in-law and her son's daughters fled."
    kin = [words for words, sort in sorts(LEAST, english) if sort is Sort.FAMILY]
    assert kin == ["brother", "son's", "daughters"]


def test_as_told_only_what_is_protected_is_found() -> None:
    assert sorts(FULL) == [("Ядвігай Ручаінскай", Sort.PROTECTED)]
    assert sorts(FULL, register=Register()) == []


def test_names_that_may_be_told_are_not_asked_about() -> None:
    form = replace(FULL, places=Places.REGION)
    register = Register(told=("Пётр Клімовіч",))
    assert ("Пётр Клімовіч", Sort.NAME) not in sorts(form, register=register)
    assert ("Пётр Клімовіч", Sort.NAME) in sorts(form)


@pytest.mark.parametrize("first", ["a", "b"])
def test_a_name_that_several_bear_is_that_of_the_first(first: str) -> None:
    """Else a place would be known by another entry each time the program starts."""
    several = (Entry("a", ("Ядвіга Баравік",), "N-1"), Entry("b", ("Jadviha Ruchainskaya",), "N-2"))
    register = Register(several if first == "a" else several[::-1])
    [spot] = spots_of(account("Потым Ядвіга прыйшла."), FULL, register)
    assert spot.entry_id == first


def test_what_holds_a_protected_name_goes_whole() -> None:
    [spot] = spots_of(account("Пішыце на jadviha.ruchainskaya@example.org, калі ласка."))
    assert (spot.words, spot.sort) == ("jadviha.ruchainskaya@example.org", Sort.EMAIL)
    assert spot.entry_id == "e-1"
    assert "@" not in spot.instead


@pytest.mark.parametrize(
    "written",
    [
        "Ручаін-\nская",
        "Ручаін- \n ская",
        "Ядв\u00adіга Ручаін\u00adская",
        "Я\u200bдвіга",
        "Р\u20ddучаінская",
        "Р\u0336у\u0336ч\u0336а\u0336інская",
        "Я д в і г а",
        "Р у ч а і н с к а я",
        "Я.д.в.і.г.а",
        "Я д в і г а Р у ч а і н с к а я",
        "ЯдвігаРучаінская",
        "JadvihaRuchainskaya",
        "ruchainskaya_1980",
        "Ручаінская1980",
        "Руча1інская",
        "Р*у*ч*а*і*н*с*к*а*я",
        "РУЧАІНСКАЯ",
        "Pучаiнcкая",
        "Ruchainskaya's",
        "Maria_Ruchainskaya_2020.jpg",
        "IMG_20200809_Ядвіга.jpg",
        "Руча- інская",
        "Р\tу\tч\tа\tі\tн\tс\tк\tа\tя",
        "Р, у, ч, а, і, н, с, к, а, я",
        "Руча\u3164інская",
        "Я\U000e0020двіга",
        "Руч\u03b1інская",
        "Руча\u04c0нская",
        "https://example.org/%D0%A0%D1%83%D1%87%D0%B0%D1%96%D0%BD%D1%81%D0%BA%D0%B0%D1%8F",
        "Руча&shy;інская",
    ],
)
def test_a_name_is_found_whatever_stands_between_its_letters(written: str) -> None:
    for form in (BY_CODE, FULL):
        found = spots_of(account(f"Тут была {written}, казалі."), form)
        assert [each.entry_id for each in found] == ["e-1"], written
        assert any(written in each.words or each.words in written for each in found)


@pytest.mark.parametrize("said", ["сям'я Ручаінскіх", "the Ruchainskis' flat", "з Ручаінскім"])
def test_others_of_the_family_are_asked_about_where_they_are_in_no_register(said: str) -> None:
    (spot,) = spots_of(account(said), FULL)
    assert spot.entry_id == "e-1"


def test_others_of_the_family_who_may_be_told_or_have_a_code_are_themselves() -> None:
    said = account("Ручаінскую забралі, Ручаінскага не.")
    husband = Entry("e-2", ("Віктар Ручаінскі",), "N-2")
    both = spots_of(said, FULL, Register((*REGISTER.entries, husband)))
    assert [each.entry_id for each in both] == ["e-1", "e-2"]
    (alone,) = spots_of(said, FULL, Register((husband,), REGISTER.entries[0].names))
    assert alone.words == "Ручаінскага"


@pytest.mark.parametrize("before", range(240, 260))
def test_a_name_is_not_cut_in_two_where_nothing_parts_the_words(before: int) -> None:
    written = ("і," * 130)[:before] + ",Ручаінская,"
    (spot,) = spots_of(account(written), FULL)
    assert spot.words == "Ручаінская"


@pytest.mark.parametrize("said", ["але на вуліцы", "па-беларуску", "з'ехалі 12-га", "А Б В"])
def test_ordinary_words_are_no_name_though_their_letters_are(said: str) -> None:
    register = Register((Entry("a", ("Алена Беларус",), "N-1"),))
    assert spots_of(account(said), FULL, register) == ()


def test_two_protected_people_side_by_side_are_two_places() -> None:
    two = Register((Entry("a", ("Ядвіга",), "N-1"), Entry("b", ("Тамара",), "N-2")))
    found = spots_of(account("Прыйшлі Ядвіга Тамара."), BY_CODE, two)
    assert [(each.words, each.instead) for each in found] == [("Ядвіга", "N-1"), ("Тамара", "N-2")]


def test_a_name_does_not_reach_into_the_next_sentence() -> None:
    found = spots_of(account("Мы патэлефанавалі Алесю Рагулю. Пятра Клімовіча забралі ўночы."))
    assert [each.words for each in found] == ["Алесю Рагулю", "Пятра Клімовіча"]
    [initial] = spots_of(account("Гэта сказала Я. П. Ручаінская."))
    assert initial.words.endswith("Ручаінская")


def test_what_stands_beside_a_protected_name_goes_with_it() -> None:
    document = account("Прыйшла Ядвіга Паўлаўна Ручаінская, потым Вольга Баравік.")
    assert [each.words for each in spots_of(document, FULL)] == ["Ядвіга Паўлаўна Ручаінская"]


def test_a_family_that_is_called_as_a_town_is_no_place_beside_a_given_name() -> None:
    found = spots_of(account("Мы бачылі, як Бяроза Ефрасіння пайшла ў Бярозу."))
    assert [(each.words, each.sort) for each in found] == [("Бяроза Ефрасіння", Sort.NAME)]


def test_what_is_proposed_is_in_the_language_of_the_account() -> None:
    for language, said in (("be", "[імя не называецца]"), ("ru", "[имя не называется]")):
        [spot] = spots_of(account("Мяне завуць Пётр Клімовіч.", language=language))
        assert spot.instead == said
    for other in ("uk", "", "en-GB"):
        [spot] = spots_of(account("Мяне завуць Пётр Клімовіч.", language=other))
        assert spot.instead == "[name withheld]"


# -- by what a place is known again -----------------------------------------------------------


def test_a_place_is_known_again_while_its_sentence_stays() -> None:
    before = account("Першы сказ. Ядвіга прыйшла. Апошні сказ.", "Пётр пайшоў у краму.")
    [jadviha, peter] = [each.key for each in spots_of(before)]
    longer = replace(
        before,
        utterances=(
            replace(before.utterances[0], text="Новы пачатак. Ядвіга прыйшла. Іншы канец."),
            *before.utterances[1:],
        ),
        interview=replace(before.interview, purpose="Запісаць усё."),
    )
    assert [each.key for each in spots_of(longer)] == [jadviha, peter]
    other = replace(
        before,
        utterances=(
            replace(before.utterances[0], text="Ядвіга сышла."),
            *before.utterances[1:],
        ),
    )
    [asked_anew, same] = [each.key for each in spots_of(other)]
    assert asked_anew != jadviha
    assert same == peter


def test_equal_sentences_are_places_of_their_own() -> None:
    found = spots_of(account("Ядвіга прыйшла. Ядвіга прыйшла.", "Ядвіга прыйшла."))
    assert len({each.key for each in found}) == 3


def test_a_place_is_asked_about_anew_when_its_name_is_protected_since() -> None:
    document = account("Прыйшла Тамара Клімовіч.")
    [unmarked] = spots_of(document)
    [marked] = spots_of(document, register=Register((Entry("t", ("Тамара Клімовіч",), "N-2"),)))
    assert (unmarked.words, unmarked.sort) == ("Тамара Клімовіч", Sort.NAME)
    assert marked.sort is Sort.PROTECTED
    assert marked.key != unmarked.key


def test_a_place_is_the_same_in_every_form() -> None:
    document = account(TOLD)
    assert {each.key for each in spots_of(document)} <= {
        each.key for each in spots_of(document, LEAST)
    }


# -- sentences --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("Адзін. Два тры. Чатыры.", "тры", "Два тры."),
        ("Хто? «Ядвіга!» Так.", "Ядвіга", "«Ядвіга!»"),
        ("радок\nдругі радок\nтрэці", "другі", "другі радок"),
        ("слова", "слова", "слова"),
    ],
)
def test_a_sentence_is_found(text: str, words: str, sentence: str) -> None:
    start = text.index(words)
    found, at = sentence_of(text, start, start + len(words))
    assert (found, found[at : at + len(words)]) == (sentence, words)


@pytest.mark.parametrize("around", ["а" * 100_000, "слова " * 20_000, "\n" * 1000])
def test_a_sentence_without_an_end_is_cut(around: str) -> None:
    text = f"{around}Ядвіга{around}"
    start = text.index("Ядвіга")
    found, at = sentence_of(text, start, start + 6)
    assert found[at : at + 6] == "Ядвіга"
    assert len(found) < 600


def test_initials_are_those_of_every_word() -> None:
    assert initials("Ядвіга Паўлаўна Ручаінская-Новак") == "Я. П. Р. Н."
    assert initials("") == ""


@pytest.mark.parametrize(
    ("said", "proposed"),
    [
        ("Затрымалі Ядвігу Ручаінскую.", "N-1"),
        ("Затрымалі Ядвігу Іванаўну Ручаінскую.", "N-1"),
        ("Затрымалі Ручаінскую.", "N-1"),
        ("Мой брат Кастусь Ручаінскі працуе.", ""),
        ("Усе Ручаінскія з\u2019ехалі.", ""),
    ],
)
def test_another_of_the_family_is_not_called_by_the_code_of_the_one(
    said: str, proposed: str
) -> None:
    [found] = spots_of(account(said))
    assert (found.sort, found.instead) == (Sort.PROTECTED, proposed)
