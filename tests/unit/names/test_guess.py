"""What looks like a name is proposed, whatever its letters; ordinary words are not."""

from __future__ import annotations

import pytest

from desktop.names import guesses

CALLED = ("Бацян", "Вярба", "Дуб")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Мы бачылі Ядвігу Ручаінскую ў кухні.", [("Ядвігу Ручаінскую", "person")]),
        ("потом ядзя пришла", [("ядзя", "person")]),
        ("У Мінску было холадна.", [("Мінску", "place")]),
        ("Яго звалі — пугач, і ўсё.", [("пугач", "person")]),
        ("Званіце +375 29 111-22-33 ўвечары.", [("+375 29 111-22-33", "phone")]),
        ("I was born on 3 May 1982 there.", [("3 May 1982", "birth")]),
        ("пашпарт MP1234567, той самы", [("пашпарт MP1234567", "document")]),
        ("write to nobody@example.org or @nobody_here", None),
        ("жыў на вуліцы Садовай, 12", [("вуліцы Садовай, 12", "address")]),
        ("Тады ён быў у СІЗА № 1.", [("СІЗА № 1", "facility")]),
        ("Пришёл участковый — Лениво, и всё.", [("Лениво", "person")]),
        ("Дело вёл судья Т. В. Щур, один.", [("Т. В. Щур", "person")]),
        ("Дело вёл Ярмош С. С. Это было давно.", [("Ярмош С. С.", "person")]),
        ("У спісе стаяла: «О. Н. Р.», і ўсё.", [("О. Н. Р.", "person")]),
        ("Люба, ты сама это писала? А Люба молчит.", [("Люба", "person")] * 2),
        ("Tell Dr. Lapitski about it.", [("Lapitski", "person")]),
        ("we asked sasha. Then Sasha came.", [("sasha", "person"), ("Sasha", "person")]),
        ("тэлефон 8-01595-4-17-20, гарадскі", [("8-01595-4-17-20", "phone")]),
        ("звони: 512.906.118.", [("512.906.118", "phone")]),
        (
            "завіце: шэсьцьсот сорак адзін дванаццаць трыццаць тры, чакаю",
            [("шэсьцьсот сорак адзін дванаццаць трыццаць тры", "phone")],
        ),
        ("слесарь, 1964 г. р.", [("1964", "birth")]),
        ("записали 3.XII.1968 и всё", [("3.XII.1968", "birth")]),
        (
            "сидел в сизо, потом в 9-й больнице",
            [("сизо", "facility"), ("9-й больнице", "facility")],
        ),
        ("ён у бабруйскай калоніі", [("бабруйскай калоніі", "facility")]),
        ("студэнцкі, № 1180457.", [("№ 1180457", "document")]),
        ("Я так больш не магу, а ў Канадзе добра.", []),
        ("Она родилась в ноябре, но дед был упрямый.", []),
        ("Прыйшоў праз тры дні, без минской прапіскі.", []),
        ("Мила: Начнём.\nКостик: Красиво.", [("Мила", "person"), ("Костик", "person")]),
        ("Q. Who came?\nA. Two men.", []),
        ("They did not switch off the light.", []),
        ("Выклікалі: «Бацян! Вярба! Дуб!» — і ўсё.", [(each, "person") for each in CALLED]),
        ("vika: where is he\nbaba yaga: who\nvika: him", [("vika", "person")] * 2),
        ("question: who\nanswer: he\nquestion: where\nanswer: there", []),
        ("мяне завуць рагнеда, так мяне завуць.", [("рагнеда", "person")]),
        ("Але яна сказала, што любоў і воля — гэта ўсё.", []),
        ("Then we left in August, on a Monday, for Poland.", []),
    ],
)
def test_a_text_is_looked_through(text: str, found: list[tuple[str, str]] | None) -> None:
    guessed = [(text[each.start : each.end], each.kind) for each in guesses(text)]
    if found is None:
        assert [kind for _text, kind in guessed] == ["email", "messenger"]
    else:
        assert guessed == found


@pytest.mark.parametrize(
    "said",
    ["Jana skazała, što maja maci była tut, i jon kaža: nie.", "Tut jana, i jon tam byŭ, i kaža."],
)
def test_ordinary_words_of_belarusian_in_latin_letters_are_no_names(said: str) -> None:
    assert guesses(said) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("на стене: «ващенко был здесь»", "ващенко"),
        ("Дискорд timrud#0417, и всё.", "timrud#0417"),
        ("Машына 3744 KX-6 стаяла ля дома.", "3744 KX-6"),
        ("Протокол № 2214-П составили утром.", "№ 2214-П"),
        ("I was born on June 19th, 2005, at home.", "June 19th, 2005"),
        ("Нарадзіўся ў дзясятага траўня восемдзясят дзявятага.", "траўня"),
        ("Звони: ноль-ноль-ноль, двести два, пятьсот, сорок.", "ноль-ноль-ноль, двести два"),
        ("Сядзеў на Акрэсціна дзесяць сутак.", "Акрэсціна"),
    ],
)
def test_kinds_that_were_missed_once_are_found(text: str, wanted: str) -> None:
    assert any(wanted in text[each.start : each.end] for each in guesses(text))


def test_a_line_in_capitals_says_of_no_word_that_it_is_a_name() -> None:
    assert guesses("COURT DIGEST, WEEK SEVEN, AND TALKS WITH LAWYERS") == []


@pytest.mark.parametrize(
    "text",
    [
        "Мы пришли. Студентов забрали сразу.",
        "Было утро. Несколько человек стояли у входа.",
        "Ён маўчаў. Размова не ішла.",
        "Пришла бумага, что Прокурор не возражает.",
        "Был дома на Новый год.",
        "Тесть служил в ВОХРе.",
        "Это было в августе, под Радуницу.",
        "Там глубоко и степи кругом.",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert guesses(text) == []


def test_an_office_is_a_name_where_somebody_is_called_so() -> None:
    assert guesses("Кличка у него была: Прокурор.")
