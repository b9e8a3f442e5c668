"""Writes pairs.tsv anew: ``python -m tests.data.names.again.make`` at the top of the project."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.data.names.again import forms
from tests.data.names.again.spellings import FROM_BE, FROM_RU, latin

HERE = Path(__file__).parent
PAIRS = HERE / "pairs.tsv"
Two = tuple[str, str]
LANGS = ("be", "ru")


def _lines(name: str) -> list[list[str]]:
    text = (HERE / name).read_text("utf-8")
    return [line.split("|") for line in text.splitlines() if line and not line.startswith("#")]


@dataclass(frozen=True)
class Given:
    sex: str
    written: dict[str, str]
    of_son: dict[str, str]
    abroad: str
    short: dict[str, str]


@dataclass(frozen=True)
class Family:
    kind: str
    written: dict[str, str]
    abroad: str = "-"


def _by_lang(be: str, ru: str) -> dict[str, str]:
    return {"be": be, "ru": ru}


GIVEN = [
    Given(sex, _by_lang(be, ru), _by_lang(son_be, son_ru), abroad, _by_lang(short_be, short_ru))
    for sex, be, ru, son_be, son_ru, abroad, short_be, short_ru in _lines("given.txt")
]
FAMILIES = [
    Family(kind, _by_lang(be, ru), abroad) for kind, be, ru, abroad in _lines("families.txt")
]


@dataclass(frozen=True)
class Person:
    given: Given
    family: Family
    father: Given

    def of_family(self, lang: str) -> str:
        name = self.family.written[lang]
        return name if self.given.sex == "m" else forms.womans(self.family.kind, name)

    def of_father(self, lang: str) -> str:
        son = self.father.of_son[lang]
        return son if self.given.sex == "m" else forms.daughters(son, lang)

    def two(self, lang: str) -> str:
        return f"{self.given.written[lang]} {self.of_family(lang)}"

    def three(self, lang: str) -> str:
        return f"{self.given.written[lang]} {self.of_father(lang)} {self.of_family(lang)}"

    def in_case(self, lang: str, case: str, *, full: bool = False) -> str:
        """The name in the case; "" where usage leaves one of its words open."""
        sex = self.given.sex
        parts = [forms.given_forms(self.given.written[lang], sex, lang)]
        if full:
            parts.append(forms.patronymic_forms(self.father.of_son[lang], sex, lang))
        family = self.family
        parts.append(forms.family_forms(family.kind, family.written[lang], sex, lang))
        found = [part.get(case, "") for part in parts]
        return " ".join(found) if all(found) else ""

    def spelt(self, way: str, *, full: bool = False) -> str:
        lang = way if way in LANGS else "be" if way in FROM_BE else "ru"
        name = self.three(lang) if full else self.two(lang)
        return name if way in LANGS else latin(name, way)


class Chance:
    """People, spellings and places of a mistake, from one seed."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)

    def one(self, of: list[str] | tuple[str, ...]) -> str:
        return self.random.choice(of)

    def person(self, sex: str = "", family: Family | None = None) -> Person:
        given = self.random.choice([each for each in GIVEN if sex in ("", each.sex)])
        father = self.random.choice([each for each in GIVEN if each.sex == "m"])
        return Person(given, family or self.random.choice(FAMILIES), father)

    def lang(self) -> str:
        return self.one(LANGS)

    def way(self) -> str:
        return self.one((*LANGS, *FROM_BE, *FROM_RU))


Maker = Callable[[Chance], Two]


def _spelling(way: str) -> Maker:
    def make(some: Chance) -> Two:
        person, full = some.person(), some.random.random() < 0.3
        lang = "be" if way in FROM_BE else "ru"
        return person.spelt(lang, full=full), person.spelt(way, full=full)

    return make


def _two_ways(some: Chance) -> Two:
    person = some.person()
    return person.spelt(some.one(FROM_BE)), person.spelt(some.one(FROM_RU))


def _two_languages(some: Chance) -> Two:
    person = some.person()
    return person.three("be"), person.three("ru")


def _abroad(some: Chance) -> Two:
    person = some.person()
    if person.given.abroad == "-" or person.family.abroad == "-":
        return "", ""
    family = person.family.abroad
    if person.given.sex == "f" and family.endswith(("ki", "ny")):
        family = family[:-1] + "a"
    return person.spelt(some.way()), f"{person.given.abroad} {family}"


def _case(lang: str, *, full: bool) -> Maker:
    def make(some: Chance) -> Two:
        person, other = some.person(), some.lang()
        return person.in_case(lang, some.one(forms.CASES), full=full), person.two(other)

    return make


def _case_in_latin(some: Chance) -> Two:
    person, lang = some.person(), some.lang()
    way = some.one(FROM_BE if lang == "be" else FROM_RU)
    return latin(person.in_case(lang, some.one(forms.CASES)), way), person.spelt(some.way())


def _initials(some: Chance) -> Two:
    person, lang, way = some.person(), some.lang(), some.way()
    given, father, family = person.three(lang).split(" ")
    pattern = some.one(("{0}. {1}. {2}", "{0}.{1}. {2}", "{2} {0}.{1}.", "{2} {0}.", "{0}. {2}"))
    return pattern.format(given[0], father[0], family), person.spelt(way, full=True)


def _initials_in_latin(some: Chance) -> Two:
    person, way = some.person(), some.one((*FROM_BE, *FROM_RU))
    given, _father, family = person.spelt(way, full=True).split(" ", 2)
    lang = "be" if way in FROM_BE else "ru"
    return some.one(("{0}. {1}", "{1} {0}.")).format(given[0], family), person.two(lang)


def _initial_of_father(some: Chance) -> Two:
    person, lang = some.person(), some.lang()
    given, father, family = person.three(lang).split(" ")
    return f"{given} {father[0]}. {family}", person.spelt(some.way())


def _short(some: Chance) -> Two:
    person, lang = some.person(), some.lang()
    short = person.given.short[lang]
    return (f"{short} {person.of_family(lang)}" if short != "-" else ""), person.spelt(some.way())


def _without_father(some: Chance) -> Two:
    person = some.person()
    return person.spelt(some.way(), full=True), person.spelt(some.way())


def _order(some: Chance) -> Two:
    person = some.person()
    given, family = person.spelt(some.way()).split(" ", 1)
    return f"{family}, {given}", person.spelt(some.way(), full=True)


def _capitals(some: Chance) -> Two:
    person = some.person()
    given, family = person.spelt(some.way()).split(" ", 1)
    return f"{given} {family.upper()}", person.spelt(some.way()).lower()


def _masculine_abroad(some: Chance) -> Two:
    person = some.person("f")
    man = Person(GIVEN[0], person.family, person.father)
    if man.of_family("be") == person.of_family("be"):
        return "", ""
    way = some.one(FROM_BE)
    foreign = latin(f"{person.given.written['be']} {man.of_family('be')}", way)
    return person.spelt(some.lang()), foreign


def _typed(some: Chance) -> Two:
    """What a keyboard, a web page or a scan makes of a name."""
    person, change = some.person(), some.random.choice(_CHANGES)
    text = person.spelt(some.lang(), full=some.random.random() < 0.4)
    changed = change(some, text)
    other = text if some.random.random() < 0.5 else person.spelt(some.way())
    return (changed if changed != text else ""), other


def _accented(some: Chance, text: str) -> str:
    at = [m.end() for m in re.finditer("[аеиоуыэюяі]", text)]
    where = some.random.choice(at)
    return text[:where] + "\u0301" + text[where:]


def _hidden(some: Chance, text: str) -> str:
    where = some.random.randrange(1, len(text))
    hidden = some.one(("\u00ad", "\u200b", "\u2060", "\u200e", "\ufeff"))
    return text[:where] + hidden + text[where:]


_CHANGES: list[Callable[[Chance, str], str]] = [
    lambda some, text: text.replace(" ", some.one(("\u00a0", "\u202f", "  ", "\t", "\n"))),
    lambda some, text: unicodedata.normalize("NFD", text),
    lambda some, text: text.replace("'", some.one(("’", "ʼ", "′", "`", '"', "*"))),
    lambda some, text: text.replace("'", ""),
    lambda some, text: text.replace("ё", "е"),
    lambda some, text: text.replace("ў", "у"),
    lambda some, text: text.replace("і", "i").replace("І", "I"),
    lambda some, text: text.translate(str.maketrans("аеорсх", "aeopcx")),
    lambda some, text: text.upper().translate(str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")),
    lambda some, text: text.upper().replace("О", "0").replace("З", "3"),
    lambda some, text: text.replace("-", some.one(("\u2010", "\u2011", "–", " - ", " "))),
    _accented,
    _hidden,
]


def _other_family(some: Chance) -> tuple[Person, Person]:
    kind, be, ru, kind2, be2, ru2 = some.random.choice(_lines("near_families.txt"))
    one = some.person(family=Family(kind, _by_lang(be, ru)))
    return one, Person(one.given, Family(kind2, _by_lang(be2, ru2)), one.father)


def _family_near(some: Chance) -> Two:
    one, two = _other_family(some)
    full = some.random.random() < 0.3
    return one.spelt(some.way(), full=full), two.spelt(some.way(), full=full)


def _family_near_alone(some: Chance) -> Two:
    one, two = _other_family(some)
    lang, other = some.lang(), some.lang()
    return one.of_family(lang), two.of_family(other)


def _family_near_in_case(some: Chance) -> Two:
    one, two = _other_family(some)
    return one.in_case(some.lang(), some.one(forms.CASES)), two.two(some.lang())


def _given_near(some: Chance) -> Two:
    sex, be, ru, be2, ru2 = some.random.choice(_lines("near_given.txt"))
    rest = some.person(sex)
    one, two = (Given(sex, _by_lang(*each), {}, "-", {}) for each in ((be, ru), (be2, ru2)))
    first, second = (Person(each, rest.family, rest.father) for each in (one, two))
    full = some.random.random() < 0.3
    return first.spelt(some.way(), full=full), second.spelt(some.way(), full=full)


def _he_and_she(some: Chance) -> Two:
    be, ru, be2, ru2 = some.random.choice(_lines("he_and_she.txt"))
    rest = some.person()
    he, she = Given("m", _by_lang(be, ru), {}, "-", {}), Given("f", _by_lang(be2, ru2), {}, "-", {})
    first, second = (Person(each, rest.family, rest.father) for each in (he, she))
    full = some.random.random() < 0.3
    return first.spelt(some.way(), full=full), second.spelt(some.way(), full=full)


def _sibling(some: Chance) -> Two:
    one, two = some.person(), some.person()
    if one.given == two.given:
        return "", ""
    return one.spelt(some.way(), full=True), Person(two.given, one.family, one.father).spelt(
        some.way(), full=True
    )


def _other_father(some: Chance) -> Two:
    one, two = some.person(), some.person()
    if one.father == two.father:
        return "", ""
    return one.spelt(some.way(), full=True), Person(one.given, one.family, two.father).spelt(
        some.way(), full=True
    )


def _father_and_child(some: Chance) -> Two:
    child = some.person()
    father = Person(child.father, child.family, some.person().father)
    if father.given == child.given:
        return "", ""
    return father.spelt(some.way(), full=True), child.spelt(some.way(), full=True)


def _other_initial(some: Chance) -> Two:
    one, two = some.person(), some.person()
    lang = some.lang()
    a, b = one.given.written[lang][0], two.given.written[lang][0]
    # Letters that may stand for one name in another spelling are no near pair.
    if a == b or {a, b} & set("ЕЯЭЮІИЙОАГ"):
        return "", ""
    return f"{b}. {one.of_family(lang)}", one.three(lang)


SAME: list[tuple[str, Maker, int]] = [
    *((way, _spelling(way), 25) for way in (*FROM_BE, *FROM_RU)),
    ("two-ways", _two_ways, 60),
    ("be-ru", _two_languages, 30),
    ("abroad", _abroad, 30),
    *((f"{lang}-case", _case(lang, full=False), 50) for lang in LANGS),
    *((f"{lang}-full-case", _case(lang, full=True), 20) for lang in LANGS),
    ("case-in-latin", _case_in_latin, 60),
    ("initials", _initials, 40),
    ("initials-in-latin", _initials_in_latin, 30),
    ("initial-of-father", _initial_of_father, 20),
    ("short", _short, 25),
    ("without-father", _without_father, 30),
    ("order", _order, 20),
    ("capitals", _capitals, 20),
    ("masculine-abroad", _masculine_abroad, 25),
    ("typed", _typed, 120),
]
NEAR: list[tuple[str, Maker, int]] = [
    ("family", _family_near, 220),
    ("family-alone", _family_near_alone, 60),
    ("family-in-case", _family_near_in_case, 70),
    ("given", _given_near, 120),
    ("he-and-she", _he_and_she, 100),
    ("sibling", _sibling, 40),
    ("other-father", _other_father, 50),
    ("father-and-child", _father_and_child, 40),
    ("other-initial", _other_initial, 30),
]


def pairs() -> Iterator[tuple[str, str, str, str]]:
    """(one, other, "same" or "near", how): always the same."""
    taken: set[frozenset[str]] = set()
    for verdict, kinds in (("same", SAME), ("near", NEAR)):
        for how, make, wanted in kinds:
            some, done = Chance(f"{verdict} {how}"), 0
            while done < wanted:
                one, other = make(some)
                if one and other and one != other and frozenset((one, other)) not in taken:
                    taken.add(frozenset((one, other)))
                    done += 1
                    yield one, other, verdict, how
    for name, place in _lines("places.txt"):
        yield name, place, "near", "place"


def text() -> str:
    """What stands in pairs.tsv; a character that a line cannot hold is written as in Python."""
    return "".join("\t".join(_held(each) for each in pair) + "\n" for pair in pairs())


def _held(name: str) -> str:
    return name.replace("\t", "\\t").replace("\n", "\\n")


if __name__ == "__main__":
    PAIRS.write_text(text(), encoding="utf-8")
