"""Two persons whose names look alike."""

from __future__ import annotations

import itertools
from functools import cache

from tests.data.names import cases
from tests.data.names.people import FAMILIES, GIVEN, Family, Given, Invention, Maker, Person, lines


def _other_family(some: Invention) -> tuple[str, str]:
    one = some.person()
    be_a, ru_a, be_b, ru_b = some.chance.choice(lines("near_families.txt"))
    a = Person(one.given, Family(be_a, ru_a), one.father)
    b = Person(one.given, Family(be_b, ru_b), one.father)
    return some.spelt(a), some.spelt(b)


def _other_family_alone(some: Invention) -> tuple[str, str]:
    one, two = _other_family(some)
    return one.split(" ")[1], two.split(" ")[1]


def _other_family_same_script(some: Invention) -> tuple[str, str]:
    one = some.person()
    be_a, ru_a, be_b, ru_b = some.chance.choice(lines("near_families.txt"))
    lang = some.chance.choice(["be", "ru"])
    a = Person(one.given, Family(be_a, ru_a), one.father)
    b = Person(one.given, Family(be_b, ru_b), one.father)
    return a.three(lang), b.three(lang)


@cache
def _stem_families() -> list[tuple[Family, Family]]:
    return [
        (a, b) for a, b in itertools.combinations(FAMILIES, 2) if a.be[:4] == b.be[:4] and a != b
    ]


def _other_ending(some: Invention) -> tuple[str, str]:
    """Families of one stem: Кавалёў, Каваленка, Кавальчук."""
    one = some.person()
    first, second = some.chance.choice(_stem_families())
    a, b = Person(one.given, first, one.father), Person(one.given, second, one.father)
    return some.spelt(a), some.spelt(b)


def _common_letters(a: str, b: str) -> int:
    """Length of the common beginning and end together."""
    front = sum(1 for _ in itertools.takewhile(lambda p: p[0] == p[1], zip(a, b, strict=False)))
    back = itertools.takewhile(lambda p: p[0] == p[1], zip(a[::-1], b[::-1], strict=False))
    return min(front + sum(1 for _ in back), len(a), len(b))


@cache
def _near_givens() -> list[tuple[Given, Given]]:
    return [
        (a, b)
        for a, b in itertools.combinations(GIVEN, 2)
        if a.sex == b.sex
        and not a.akin(b)
        and _common_letters(a.be, b.be) * 2 > max(len(a.be), len(b.be))
    ]


def _other_given(some: Invention) -> tuple[str, str]:
    one = some.person()
    first, second = some.chance.choice(_near_givens())
    a, b = Person(first, one.family, one.father), Person(second, one.family, one.father)
    return some.spelt(a), some.spelt(b)


def _sibling(some: Invention) -> tuple[str | None, str]:
    one, two = some.person(), some.person()
    if one.given.akin(two.given) or one.given == two.given:
        return None, ""
    lang, other = some.chance.choice(["be", "ru"]), some.chance.choice(["be", "ru"])
    return one.three(lang), Person(two.given, one.family, one.father).three(other)


def _other_patronymic(some: Invention) -> tuple[str | None, str]:
    one, two = some.person(), some.person()
    if one.father.akin(two.father):
        return None, ""
    lang, other = some.chance.choice(["be", "ru"]), some.chance.choice(["be", "ru"])
    return one.three(lang), Person(one.given, one.family, two.father).official(other)


def _couple(some: Invention) -> tuple[str, str]:
    man, woman = some.person("m"), some.person("f")
    return some.spelt(man), some.spelt(Person(woman.given, man.family, woman.father))


def _father_and_child(some: Invention) -> tuple[str | None, str]:
    child, grandfather = some.person(), some.person()
    father = Person(child.father, child.family, grandfather.father)
    if father.given == child.given:
        return None, ""
    lang = some.chance.choice(["be", "ru"])
    return father.official(lang), child.official(lang)


def _swapped(some: Invention) -> tuple[str | None, str]:
    """Father and son of which each bears the other's name: Іван Пятровіч, Пётр Іванавіч."""
    one = some.person("m")
    if one.father == one.given or not one.given.be_patronymic:
        return None, ""
    lang, other = some.chance.choice(["be", "ru"]), some.chance.choice(["be", "ru"])
    return one.three(lang), Person(one.father, one.family, one.given).three(other)


@cache
def _he_and_she() -> list[tuple[Given, Given]]:
    return [
        (m, f)
        for m in GIVEN
        for f in GIVEN
        if m.sex == "m" and f.sex == "f" and m.be[:5] == f.be[:5] and len(m.be) > 4
    ]


def _other_sex(some: Invention) -> tuple[str, str]:
    one = some.person()
    man, woman = some.chance.choice(_he_and_she())
    a, b = Person(man, one.family, one.father), Person(woman, one.family, one.father)
    return some.spelt(a), some.spelt(b)


def _short_of_another(some: Invention) -> tuple[str | None, str]:
    one = some.person()
    two = some.person(one.sex)
    lang = some.chance.choice(["be", "ru"])
    if one.given.akin(two.given) or not one.given.shorts(lang):
        return None, ""
    short = some.chance.choice(one.given.shorts(lang))
    bearers = [g for g in GIVEN if short in (*g.be_short, *g.ru_short, g.be, g.ru)]
    if two.given in bearers or any(two.given.akin(bearer) for bearer in bearers):
        return None, ""
    family = one.family.name(lang, one.sex)
    return f"{short} {family}", Person(two.given, one.family, one.father).two(lang)


def _stranger_in_a_case(some: Invention) -> tuple[str | None, str]:
    one = some.person()
    be_a, ru_a, be_b, ru_b = some.chance.choice(lines("near_families.txt"))
    lang = some.chance.choice(["be", "ru"])
    a = Person(one.given, Family(be_a, ru_a), one.father)
    b = Person(one.given, Family(be_b, ru_b), one.father)
    return a.in_case(lang, some.chance.choice(cases.CASES)), b.two(lang)


def _namesake_elsewhere(some: Invention) -> tuple[str | None, str]:
    """One given name and patronymic, families that have nothing in common but the first letter."""
    one, two = some.person(), some.person()
    if one.family.be[0] != two.family.be[0] or one.family.be[:3] == two.family.be[:3]:
        return None, ""
    lang, other = some.chance.choice(["be", "ru"]), some.chance.choice(["be", "ru"])
    return one.three(lang), Person(one.given, two.family, one.father).three(other)


NEAR: list[tuple[str, Maker, int]] = [
    ("other-family", _other_family, 240),
    ("other-family-alone", _other_family_alone, 120),
    ("other-family-one-script", _other_family_same_script, 160),
    ("other-ending", _other_ending, 160),
    ("other-given", _other_given, 200),
    ("sibling", _sibling, 150),
    ("other-patronymic", _other_patronymic, 120),
    ("couple", _couple, 140),
    ("father-and-child", _father_and_child, 80),
    ("father-and-son-swapped", _swapped, 80),
    ("he-and-she", _other_sex, 120),
    ("short-of-another", _short_of_another, 120),
    ("other-family-in-a-case", _stranger_in_a_case, 120),
    ("namesake-elsewhere", _namesake_elsewhere, 80),
]
