"""Two spellings of one name are proposed, with the reason; two names are not."""

from __future__ import annotations

import pytest

from desktop.names import Index, Reason, compare
from desktop.names.keys import keys

SAME = (
    ("Ядвігі Ручаінскай", "Ядвіга Ручаінская", Reason.CASE_FORM),
    ("Ядвиги Ручаинской", "Ядвіга Ручаінская", Reason.CASE_FORM),
    ("Ядвізе Ручаінскай", "RUCHAINSKAYA Jadwiga", Reason.CASE_FORM),
    ("Ручаінская Ядвіга", "Ядвіга Казіміраўна Ручаінская", Reason.PATRONYMIC_MISSING),
    ("Ядзя Ручаінская", "Jadviha Ručainskaja", Reason.SHORT_FORM),
    ("Мікалай Мікалаевіч Пятроў", "Николай Николаевич Петров", Reason.OTHER_LANGUAGE),
    ("Игорь Чернышёв", "Igor Tchernychev", Reason.OTHER_SCRIPT),
    ("Aliaksei Kavaliou", "Aleksey Kovalev", Reason.OTHER_TRANSLITERATION),
    ("Я. Ручаінская", "Ядвига Ручаинская", Reason.INITIAL),
    ("Алена Кавалёва", "Alena Kavaliou", Reason.MASCULINE),
    ("Павла Шаўчэнкі", "Павел Шевченко", Reason.CASE_FORM),
    ("Дар'я Кот", "ДАР’Я\u00ad КОТ", Reason.SAME_SPELLING),
    ("Анжелика Ракадчук", "Anjelika Rakadtchouk", Reason.OTHER_SCRIPT),
    ("Кшиштоф Жукютюк", "Kshishtof Joukioutiouk", Reason.OTHER_SCRIPT),
    ("Варвару Орлову", "Варвара Орлова", Reason.CASE_FORM),
)
OTHERS = (
    ("Ядвіга Ручаінская", "Ядвіга Ручанская"),
    ("Марина Ковалёва", "Мария Ковалёва"),
    ("Аляксей Кавалёў", "Аляксандр Кавалёў"),
    ("Іван Пятровіч", "Пётр Іванавіч"),
    ("Иван Петров", "Иван Патров"),
    ("Андрей Кот", "Андреи Кот"),
    ("Мікалай Мікалаевіч Пятроў", "Николай Михайлович Петров"),
    ("Алена Кавалёва", "Сяргей Кавалёў"),
    ("Ядвіга", "Ядвіга Ручаінская"),
    ("", "Ядвіга"),
)


@pytest.mark.parametrize(("one", "other", "reason"), SAME)
def test_one_name_is_proposed_with_its_reason(one: str, other: str, reason: Reason) -> None:
    found = compare(one, other)
    assert found.is_proposed
    assert reason in found.reasons
    assert compare(other, one) == found
    assert keys(one) & keys(other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_name_is_not_proposed(one: str, other: str) -> None:
    assert not compare(one, other).is_proposed
    assert not compare(other, one).is_proposed


def test_the_table_is_named_by_which_a_name_was_written() -> None:
    assert "french" in compare("Юрий Жданов", "Iouri Jdanov").tables
    assert "lacinka" in compare("Ядвіга Ручаінская", "Jadviha Ručainskaja").tables


def test_one_letter_is_said_and_not_proposed() -> None:
    assert compare("Ядвіга Ручаінская", "Ядвіга Ручанская").reasons == (Reason.ONE_LETTER,)


def test_an_index_finds_a_person_under_each_of_their_names() -> None:
    index = Index([(1, "Ядвіга Ручаінская"), (1, "Ядвіга Кот"), (2, "Ядвіга Ручанская")])
    index.add(3, "Сяргей Кот")
    assert [key for key, _why in index.candidates("Jadwiga Ruczaińska")] == [1]
    assert [key for key, _why in index.candidates("Ядвізе Кот")] == [1]
    assert index.candidates("Ніхто Ніякі") == []
