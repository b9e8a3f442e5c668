"""Invented people out of tables/, and their names in every spelling."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.data.names import cases, latin

TABLES = Path(__file__).parent / "tables"
# Names of one saint: who bears one may be written down with another.
ONE_NAME = ({"Георгій", "Юрый", "Ягор"}, {"Ян", "Іван"}, {"Ксенія", "Аксіння", "Аксана"})


@dataclass(frozen=True)
class Given:
    sex: str
    be: str
    ru: str
    be_patronymic: str
    ru_patronymic: str
    polish: str
    be_short: tuple[str, ...]
    ru_short: tuple[str, ...]

    def name(self, lang: str) -> str:
        return cases.nominative(self.be if lang == "be" else self.ru)

    def forms(self, lang: str) -> cases.Forms:
        rule = {
            "bem": cases.be_masculine,
            "bef": cases.be_feminine,
            "rum": cases.ru_masculine,
            "ruf": cases.ru_feminine,
        }[lang + self.sex]
        return rule(self.be if lang == "be" else self.ru)

    def shorts(self, lang: str) -> tuple[str, ...]:
        return self.be_short if lang == "be" else self.ru_short

    def akin(self, other: Given) -> bool:
        """Whether a person might bear both: one is short for the other, or one translates both."""
        mine = {self.be, self.ru, *self.be_short, *self.ru_short}
        theirs = {other.be, other.ru, *other.be_short, *other.ru_short}
        if any(mine & names and theirs & names for names in ONE_NAME):
            return True
        return bool(mine & theirs) or (self.polish == other.polish and self.polish != "")


@dataclass(frozen=True)
class Family:
    be: str
    ru: str
    polish: str = ""

    def name(self, lang: str, sex: str) -> str:
        return self.declined(lang, sex)[0]

    def forms(self, lang: str, sex: str) -> cases.Forms:
        return self.declined(lang, sex)[1]

    def polish_name(self, sex: str) -> str:
        if sex == "f" and self.polish.endswith(("ski", "cki", "dzki")):
            return self.polish[:-1] + "a"
        return self.polish

    def declined(self, lang: str, sex: str) -> tuple[str, cases.Forms]:
        if lang == "be":
            return cases.be_family(self.be, sex)
        return cases.ru_family(self.ru, sex)


@dataclass(frozen=True)
class Person:
    given: Given
    family: Family
    father: Given

    @property
    def sex(self) -> str:
        return self.given.sex

    def two(self, lang: str) -> str:
        return f"{self.given.name(lang)} {self.family.name(lang, self.sex)}"

    def patronymic(self, lang: str) -> tuple[str, cases.Forms]:
        noted = self.father.be_patronymic if lang == "be" else self.father.ru_patronymic
        return cases.patronymic(noted, self.sex, lang)

    def three(self, lang: str) -> str:
        given, family = self.given.name(lang), self.family.name(lang, self.sex)
        return f"{given} {self.patronymic(lang)[0]} {family}"

    def official(self, lang: str) -> str:
        given, family = self.given.name(lang), self.family.name(lang, self.sex)
        return f"{family} {given} {self.patronymic(lang)[0]}"

    def in_case(self, lang: str, case: str) -> str | None:
        """Given and family name; a family name that does not change stays as it is."""
        given = self.given.forms(lang).get(case)
        name, forms = self.family.declined(lang, self.sex)
        if forms and case not in forms:
            return None
        return given and f"{given} {forms.get(case, name)}"

    def official_in_case(self, lang: str, case: str) -> str | None:
        two, middle = self.in_case(lang, case), self.patronymic(lang)[1].get(case)
        if not two or not middle:
            return None
        given, family = two.split(" ")
        return f"{family} {given} {middle}"


Maker = Callable[["Invention"], tuple[str | None, str | None]]


@cache
def lines(name: str) -> list[list[str]]:
    text = (TABLES / name).read_text(encoding="utf-8")
    return [
        [field if field != "-" else "" for field in line.split("|")]
        for line in text.splitlines()
        if line and not line.startswith("#")
    ]


def _split(shorts: str) -> tuple[str, ...]:
    return tuple(filter(None, shorts.split(",")))


def _given(line: list[str]) -> Given:
    sex, be, ru, be_patronymic, ru_patronymic, polish, be_short, ru_short = line
    return Given(
        sex, be, ru, be_patronymic, ru_patronymic, polish, _split(be_short), _split(ru_short)
    )


GIVEN = [_given(line) for line in lines("given.txt")]
FATHERS = [given for given in GIVEN if given.be_patronymic]
FAMILIES = [Family(*line) for line in lines("families.txt")]


class Invention:
    """People who do not exist, one after another, from one seed."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)

    def person(self, sex: str = "") -> Person:
        of_sex = [given for given in GIVEN if sex in ("", given.sex)]
        return Person(
            self.chance.choice(of_sex),
            self.chance.choice(FAMILIES),
            self.chance.choice(FATHERS),
        )

    def spelt(self, person: Person) -> str:
        """Given and family name in one of the ways to spell them."""
        ways = ["be", "ru", *latin.FROM_BE, *latin.FROM_RU]
        return in_spelling(person, self.chance.choice(ways))


def in_spelling(person: Person, way: str) -> str:
    if way in ("be", "ru"):
        return person.two(way)
    if way in latin.FROM_BE:
        return latin.FROM_BE[way](person.two("be"))
    return latin.FROM_RU[way](person.two("ru"))
