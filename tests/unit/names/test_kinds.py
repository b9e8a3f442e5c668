"""Each kind of difference between two spellings that was once missed, or once taken for none."""

from __future__ import annotations

import pytest

from desktop.names import Protected, compare

SAME = {
    "рж is no Polish rz": ("Агата Дзержинская", "Agata Dzerzhinskaya"),
    "BGN/PCGN's double sign": ("Лук'ян Дзям'янаў", "Luk”yan Dzyam”yanaw"),
    "ISO 9 (GOST 7.79 A)": ("Пелагея Щукина", "Pelageâ Ŝukina"),
    "GOST 7.79 B": ("Архип Щуцкий", "Arxip Shhuczkij"),
    "French j behind a vowel": ("Амина Рыжая", "Amina Ryjaia"),
    "an initial of two letters": ("Хаім Вярыга", "Viaryha K."),
    "an initial, no patronymic": ("Н. Лукша", "Nikifor Yefimovich Luksha"),
    "Ю before two consonants": ("Ю. Снігір", "Justyna Snihir"),
    "a given name the data lack": ("Аўгерда Шамякіна", "Augerda Shamyakina"),
    "and a man's family name": ("Аўгерда Шамякава", "Augerda Shamyakau"),
    "capitals from a scan": ("AHІCCЯ ЖУKAC", "Анісся Жукас"),
    "a word of Latin capitals": ("РОМАН KOPHEEB", "Роман Корнеев"),
    "digits for letters": ("Р03АЛИЯ КУЛЕША", "Розалия Кулеша"),
    "no ў on the keyboard": ("Яфім Бураукін", "Яфім Бураўкін"),
    "оў for ол": ("Максім Доўгі", "Максим Долгий"),
    "-ье of -ья": ("Анисье Конопацкой", "Анисья Конопацкая"),
    "a vowel behind й": ("Руслана Зайца", "Ruslan Zaiats"),
    "a Lithuanian passport": ("Viktoras Vaitkevičius", "Віктар Вайткевіч"),
    "a Latvian passport": ("Maksims Zanevskis", "Максим Заневский"),
    "the initial of Иосифовна": ("Ніна Язэпаўна Яблонская", "Н. И. Яблонская"),
    "the initial of nobody written": ("Pavieł Lebiadzievič", "Лебедевич П. С."),
    "енка is Belarusian": ("Эме Каваленка", "Эмма Коваленко"),
    "Марыяй in Latin letters": ("Maryiai Busel", "Марыя Бусел"),
    "German z and s": ("Wjatscheslaw Zybulin", "Вячеслав Цыбулин"),
    "German s for з": ("Soja Grizuk", "Зоя Грицук"),
    "a woman in a Latvian passport": ("Jekaterina Kovaļčuka", "Екатерина Ковальчук"),
    "Lithuanian -ejus": ("Sergejus Butkevičius", "Сергей Буткевич"),
    "Polish krz": ("Тадэвуш Кшывіцкі", "Tadeusz Krzywicki"),
    "a Polish woman's dzka": ("Янина Рудская", "Janina Rudzka"),
    "a given name in three letters": ("Николай Одинец", "Ник. Одинец"),
    "and in the other language": ("Уладзімір Сечка", "Вл. Сечко"),
    "an initial in two letters": ("Евгения Силина", "Ye. Silina"),
    "the initial in the other language": ("Рыгор Дарашэвіч", "Дорошевич Г."),
    "a patronymic as it is said": ("Мария Ивановна Гужва", "Марь Иванна Гужва"),
    "a vowel that falls out of one syllable": ("Иван Пень", "Иваном Пнём"),
    "в before о": ("Ольга Осипова", "Вольга Восіпава"),
    "ера for оро": ("Сяргей Вераб'ёў", "Сергей Воробьёв"),
    "a soft sign in Taraškievica": ("Сьвятлана Сьнягір", "Святлана Снягір"),
    "лё for ло": ("Сямён Філёнчык", "Сямён Філончык"),
    "Azerbaijani letters": ("Гюльнара Алиева", "Gülnarə Əliyeva"),
    "Latvian letters": ("Янис Озолиньш", "Jānis Ozoliņš"),
    "a man's -ой": ("Игната Толстого", "Игнат Толстой"),
    "and with another case": ("Игнатом Толстым", "Ігната Талстога"),
    "-ишна as it is said": ("Мария Ильинишна Зык", "Мария Ильинична Зык"),
    "-ьна as it is said": ("Ирина Васильна Пух", "Ирины Васильевны Пух"),
    "-авна as it is said": ("Нина Станиславна Хмель", "Нина Станиславовна Хмель"),
    "an endearing form by its ending": ("Тамарушка Голуб", "Тамара Голуб"),
    "a vowel of a long name as it is heard": ("Татьяна Осмаловская", "Татьяна Осмоловская"),
    "a Latin form that sounds like hers": ("Eugene Shcherbo", "Евгений Щербо"),
    "a given name with a hyphen": ("Ломали Дудаев", "Лом-Али Дудаев"),
    "and a patronymic of it": ("Иса Ломалиевич Дудаев", "Исе Лом-Алиевичу Дудаеву"),
}
OTHERS = {
    "a family in -енка is no endearment": ("Микита Яраш", "Мікіта Ярашэнка"),
    "a vowel of a short name": ("Пётр Громов", "Пётр Грамов"),
    "his name and hers": ("Александр Ковалёв", "Александра Ковалёва"),
    "a family name for both": ("Aliaksandr Kisel", "Aleksandra Kisel"),
    "a family in -vich, one in -evich": ("Марк Гурвич", "Марк Гуревич"),
    "a town": ("Дзержинский", "Дзержинск"),
    "a short form of her own": ("Таня Рябая", "Тоня Рябая"),
    "initials the other way round": ("А. С. Кулеш", "С. А. Кулеш"),
    "an initial that only sounds like it": ("Ю. Рамашка", "В. Рамашка"),
    "a preposition": ("с Петром Сычом", "с Петром Сычёвым"),
    "nobody is a child of Барыська": ("Barysevich Pavel", "Baryskevich Pavel"),
    "the initial of a father": ("П. Іванова", "Ганна Пятроўна Іванова"),
    "each initial as the other's family": ("З. Захаров", "З. Захаревич"),
    "two short forms that sound alike": ("Тоня Рубан", "Таня Рубан"),
}


@pytest.mark.parametrize("kind", SAME)
def test_one_name_is_proposed(kind: str) -> None:
    one, other = SAME[kind]
    assert compare(one, other).is_proposed
    assert compare(other, one).is_proposed


@pytest.mark.parametrize("kind", OTHERS)
def test_another_name_is_not(kind: str) -> None:
    one, other = OTHERS[kind]
    assert not compare(one, other).is_proposed
    assert not compare(other, one).is_proposed


def test_in_a_text_a_mans_name_in_the_genitive_is_found_all_the_same() -> None:
    text = "Не видели Александра Ковалёва и Казіміра Сідарава."
    names = Protected([(1, "Александр Ковалёв"), (2, "Казімір Сідараў")])
    assert [text[each.start : each.end] for each in names.spans(text)] == [
        "Александра Ковалёва",
        "Казіміра Сідарава",
    ]
