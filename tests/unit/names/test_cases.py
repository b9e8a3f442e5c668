"""Forms that are proposed are right, and the matcher finds the name in each."""

from __future__ import annotations

import pytest

from desktop.names import compare
from desktop.names.cases import OBLIQUE, declined

NAMES = {
    "Ядвіга Ручаінская": "Ядвігі Ручаінскай, Ядвізе Ручаінскай, Ядвігу Ручаінскую, "
    "Ядвігай Ручаінскай, Ядвізе Ручаінскай",
    "Ядвига Ручаинская": "Ядвиги Ручаинской, Ядвиге Ручаинской, Ядвигу Ручаинскую, "
    "Ядвигой Ручаинской, Ядвиге Ручаинской",
    "Мария Ивановна Шевченко": "Марии Ивановны Шевченко, Марии Ивановне Шевченко, "
    "Марию Ивановну Шевченко, Марией Ивановной Шевченко, Марии Ивановне Шевченко",
    "Алексей Ковалёв": "Алексея Ковалёва, Алексею Ковалёву, Алексея Ковалёва, Алексеем Ковалёвым, "
    "Алексее Ковалёве",
    "Сяргей Кавальскі": "Сяргея Кавальскага, Сяргею Кавальскаму, Сяргея Кавальскага, "
    "Сяргеем Кавальскім, Сяргею Кавальскім",
    "Юлія Пятровіч": "Юліі Пятровіч, Юліі Пятровіч, Юлію Пятровіч, Юліяй Пятровіч, Юліі Пятровіч",
    "Андрей Чёрный": "Андрея Чёрного, Андрею Чёрному, Андрея Чёрного, Андреем Чёрным, "
    "Андрее Чёрном",
    "Ирина Крайняя": "Ирины Крайней, Ирине Крайней, Ирину Крайнюю, Ириной Крайней, Ирине Крайней",
    "Ирина Глинка": "Ирины Глинки, Ирине Глинке, Ирину Глинку, Ириной Глинкой, Ирине Глинке",
    "Адель Кац": "Адели Кац, Адели Кац, Адель Кац, Аделью Кац, Адели Кац",
    "Вольга Шаўчэнка": "Вольгі Шаўчэнка, Вользе Шаўчэнка, Вольгу Шаўчэнка, Вольгай Шаўчэнка, "
    "Вользе Шаўчэнка",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_declined(name: str) -> None:
    forms = declined(name)
    assert ", ".join(forms[case] for case in OBLIQUE) == NAMES[name]
    assert all(compare(form, name).is_proposed for form in forms.values())


@pytest.mark.parametrize("name", ["Jadwiga Ruczaińska", "Саша", "", "Пётр"])
def test_what_is_not_certain_is_not_proposed(name: str) -> None:
    assert declined(name) == {}


@pytest.mark.parametrize(
    "name",
    [
        "Иван Воробей", "Иван Толстой", "Иван Крайний", "Игорь Гребень", "Иван Хохол",
        "Ірына Сарока", "Мікіта Верабей", "Иван Кравец",
    ],
)  # fmt: skip
def test_of_a_family_name_that_may_go_two_ways_no_form_is_proposed(name: str) -> None:
    assert declined(name) == {}


def test_capitals_and_hyphens_stay() -> None:
    assert declined("ЯДВІГА РУЧАІНСКАЯ-КАВАЛЬСКАЯ")["gen"] == "ЯДВІГІ РУЧАІНСКАЙ-КАВАЛЬСКАЙ"
