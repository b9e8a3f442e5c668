"""Words that hold sentences together are no names, and names in small letters are names."""

from __future__ import annotations

import pytest

from desktop.names import Protected
from desktop.names.spans import spans_of
from desktop.names.spelled import small_words
from tests.names.protected import false_per_thousand, names

AROUND = {
    "be": ("Ён і казаў, што ", " не трэба іх чакаць."),
    "ru": ("Он и говорил, что ", " не ищут ещё."),
    "en": ("We had heard there ", " of it all."),
}
_OFTEN = (
    *("Алеся", "Алесь", "Алена", "Міла", "Вера", "Надзея", "Любоў", "Святлана", "Мір", "Рада"),
    *("Ганна", "Яна", "Ян", "Мая", "Тамара", "Аля", "Вася", "Міраслава", "Нина", "Hanna", "Jana"),
)


@pytest.fixture(scope="module")
def protected() -> Protected[str]:
    return Protected((name, name) for name in (*_OFTEN, *names(every=20)))


@pytest.mark.parametrize("language", AROUND)
def test_a_small_word_is_no_name(protected: Protected[str], language: str) -> None:
    before, behind = AROUND[language]
    for word in sorted(small_words(language)):
        for text in (before + word + behind, word[0].upper() + word[1:] + behind):
            found = [(text[each.start : each.end], each.of) for each in protected.spans(text)]
            assert not found, text


def found(name: str, text: str) -> list[str]:
    return [text[each.start : each.end] for each in Protected([(1, name)]).spans(text)]


@pytest.mark.parametrize(
    ("name", "text", "as_written"),
    [
        ("Алеся", "потым алеся сказала", ["алеся"]),
        ("Алеся Ручаінская", "сказалі алесі ручаінскай", ["алесі ручаінскай"]),
        ("Вольга", "бачылі вользе ліст", ["вользе"]),
        ("Вольга", "и оля пришла", ["оля"]),
        ("Ірына", "не плач, ірко", ["ірко"]),
        ("Лев", "видели льва там", ["льва"]),
        ("Вера", "потым вера сказала", ["вера"]),
        ("Рыгор", "бачыў рыгорку учора", ["рыгорку"]),
        ("Зоя", "they saw zoya there", ["zoya"]),
        ("Аркадзь", "jon bačyŭ arkadzia tam", ["arkadzia"]),
        ("Раиса", "we met raissa there", ["raissa"]),
        ("Moroz", "they saw maroz there", ["maroz"]),
        ("Яна", "потом яна сказала, что ищет", ["яна"]),
        ("Аля", "Надо сказать але, что ищут", ["але"]),
    ],
)
def test_a_name_in_small_letters_is_found(name: str, text: str, as_written: list[str]) -> None:
    """As somebody writes who types fast: what is no small word of the language around it."""
    assert found(name, text) == as_written


@pytest.mark.parametrize(
    ("name", "text", "as_written"),
    [
        ("Алеся", "Але ён прыйшоў, але не сеў.", []),
        ("Яна Ручаінская", "Яна сказала, што яны прыйдуць.", []),
        ("Яна Ручаінская", "Яна сказала. Потым прыйшла Яна.", ["Яна", "Яна"]),
        ("Яна Ручаінская", "прыйшла яна ручаінская", ["яна ручаінская"]),
        ("Яна Ручаінская", "«Яна», — сказаў ён, і ўсе змоўклі.", ["Яна"]),
        ("Яна Ручаінская", "„Яна“ (так яе звалі) была там.", ["Яна"]),
        ("Яна Ручаінская", "Яна, ідзі сюды!", ["Яна"]),
        ("Яна Ручаінская", "Хто там быў? Яна.", ["Яна"]),
        ("Яна Ручаінская", "Яна!.. — крыкнуў нехта.", ["Яна"]),
        ("Яна Ручаінская", "— Ідзі, — сказала Яна.", ["Яна"]),
        ("Яна Ручаінская", "Яна Каўтун прыйшла.", ["Яна"]),
        ("Яна Ручаінская", "Яна Р. прыйшла.", ["Яна Р."]),
        ("Яна Ручаінская", "Яна (25 гадоў) там.", ["Яна"]),
        ("Яна Ручаінская", "Яна 25 гадоў", ["Яна"]),
        ("Яна Ручаінская", "Яна — 1985 г. н.", ["Яна"]),
        ("Яна Ручаінская", "Былі там:\nЯна\nі яшчэ людзі", ["Яна"]),
        ("Яна Ручаінская", "Яна\tМінск\t1985", ["Яна"]),
        ("Яна Ручаінская", "Справа: Яна | злева: яны", ["Яна"]),
        ("Яна Ручаінская", "Яны. «Яны» — пачулі мы.", ["Яны"]),
        ("Яна Ручаінская", "Яны, мабыць, прыйшлі.", []),
        ("Яна Ручаінская", "ЯНА СКАЗАЛА ІМ, ШТО ЯНЫ ТАМ", []),
        ("Яна Ручаінская", "Яна, ідзі сюды! Яна сказала, што яны там.", ["Яна"]),
        ("Аля Ручаінская", "Але, як той казаў, але Мікола не прыйшоў. Але Мікола прыйшоў.", []),
        ("Яна", "Сказала Яна, што яны там.", ["Яна"]),
        ("Яна", "Yana said that she was there.", ["Yana"]),
        ("Яна", "Яна", ["Яна"]),
        ("Алеся Ручаінская", "але ручаінская прыйшла", ["ручаінская"]),
        ("Аляксандра", "Але яе не бачылі. Прыйшла Аляксандра.", ["Аляксандра"]),
        ("William", "Will came late. We asked Will.", ["Will", "Will"]),
        ("Will", "Will you come? She will.", []),
        ("Hanna", "Ona skazala, chto on ne pridet, no oni eshche tam.", []),
        ("Алеся", "Ale jana pryjšła, ale nie sieła.", []),
        ("Наша Ніва", "Наша сям'я чытала, і ў нашай хаце чыталі.", []),
        ("Наша Ніва", "мы чыталі «нашу ніву» у нашай хаце", ["нашу ніву"]),
        ("Мікола Рука", "Рука прыйшоў, а рукі яму звязалі.", ["Рука", "рукі"]),
        ("Вера Кароль", "«Король», — сказал он. Король, иди сюда!", ["Король", "Король"]),
        ("Вера Кароль", "Король сказала. Увидели Короля.", ["Король", "Короля"]),
        ("Вера Кароль", "Король сказала, что придёт.", []),
        ("Мікола Сам", "Сам прыйшоў, бачылі Міколу Сама.", ["Сам", "Міколу Сама"]),
    ],
)
def test_what_else_a_word_may_be_is_asked_of_the_text(
    name: str, text: str, as_written: list[str]
) -> None:
    assert found(name, text) == as_written


def test_where_somebody_is_named_elsewhere_each_beginning_of_a_sentence_is_asked_about() -> None:
    names, text = Protected([(1, "Яна Ручаінская")]), "Яна сказала, што яны прыйдуць, і яна пайшла."
    read = names.read(text)
    assert (set(read.named), set(read.asked)) == (set(), {1})
    assert not spans_of(read)
    assert [text[each.start : each.end] for each in spans_of(read, {1})] == ["Яна"]
    assert names.read("Прыйшла Яна. Яна сказала.").named == {1}


@pytest.mark.rare
def test_no_given_name_finds_more_than_a_word_of_a_thousand() -> None:
    false = false_per_thousand()
    assert sum(false) / len(false) <= 0.03
    assert false[-1] <= 1
