"""Many invented people, to be confused with: the same ones at each run."""

from __future__ import annotations

import random

from desktop.names.given import given_names
from desktop.names.letters import is_cyrillic, plain

_ROOTS = [
    "Бар",
    "Бел",
    "Бур",
    "Вал",
    "Вас",
    "Вер",
    "Вор",
    "Гал",
    "Гар",
    "Гол",
    "Гур",
    "Дуб",
    "Дзям",
    "Дрозд",
    "Ёл",
    "Жук",
    "Зал",
    "Зуб",
    "Ігн",
    "Каз",
    "Кал",
    "Кар",
    "Кав",
    "Кот",
    "Крав",
    "Куз",
    "Лаз",
    "Лап",
    "Лук",
    "Мак",
    "Мар",
    "Мал",
    "Мед",
    "Мур",
    "Наз",
    "Ник",
    "Оль",
    "Пал",
    "Пар",
    "Пет",
    "Пил",
    "Рак",
    "Ром",
    "Руд",
    "Сав",
    "Сал",
    "Сад",
    "Сев",
    "Сид",
    "Сир",
    "Сок",
    "Сом",
    "Тар",
    "Тит",
    "Том",
    "Фед",
    "Фил",
    "Хар",
    "Хом",
    "Цар",
    "Чер",
    "Чиж",
    "Шам",
    "Шев",
    "Шип",
    "Щер",
    "Яс",
    "Яр",
]
_MIDDLES = "ан ин ел ол ов ар ур аш еж ук ит ад ем ос ик ец ун ам ют ил".split()  # noqa: SIM905
_ENDINGS = {
    "m": ["ов", "ев", "ин", "ский", "цкий", "енко", "евич", "ович", "чук", "юк", "ко", "ец"],
    "f": ["ова", "ева", "ина", "ская", "цкая", "енко", "евич", "ович", "чук", "юк", "ко", "ец"],
}


def people(number: int, seed: int = 11) -> list[str]:
    """Full names in Russian spelling, with a patronymic: given name, patronymic, family name."""
    chance = random.Random(seed)
    names = [each for each in given_names() if is_cyrillic(plain(each.full[0]))]
    fathers = [each.full[1] for each in names if each.sex == "m" and len(each.full) > 1]
    found = []
    for _ in range(number):
        given = chance.choice(names)
        family = chance.choice(_ROOTS) + chance.choice(_MIDDLES)
        family += chance.choice(_ENDINGS[given.sex])
        found.append(f"{given.full[1]} {_patronymic(chance.choice(fathers), given.sex)} {family}")
    return found


def _patronymic(father: str, sex: str) -> str:
    ending = "ич" if sex == "m" else "на"
    if father.endswith("ий"):
        return father[:-2] + "иев" + ending
    if father[-1] in "йь":
        return father[:-1] + "ев" + ending
    return father.rstrip("аяо") + "ов" + ending
